"""Compile a mapping between two editions, once, into whole numbers that are computed of every row."""
