"""The item that stands for the whole of an edition."""

__all__ = ["TOTAL"]

TOTAL = "total"
"""The item that stands for the whole edition, beside the codes of areas and questions."""
