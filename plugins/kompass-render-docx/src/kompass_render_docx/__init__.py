"""Lay out sheets as editable Word documents."""
