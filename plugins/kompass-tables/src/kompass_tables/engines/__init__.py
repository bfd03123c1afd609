"""Translate plans, one module for each engine."""
