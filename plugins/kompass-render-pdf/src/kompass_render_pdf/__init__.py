"""Lay out sheets as tagged, accessible PDF."""
