"""Lay out a sheet of kompass-spec as a workbook to read, compute and draw with."""
