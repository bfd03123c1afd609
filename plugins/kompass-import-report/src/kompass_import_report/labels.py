"""Hold the words of score tables that name neither an area nor a figure: labels of columns, and of sums."""

__all__ = ["LABELS", "SUMS", "TOTALS", "WHOLES", "label_key"]

SUMS = {
    "summa", "totalt", "total", "delsumma", "sum", "totalsumma", "summa poäng", "totalpoäng", "poängsumma",
    "sammanlagt", "sum poeng", "totalt poäng", "i alt", "summa totalt", "samtals",
}  # fmt: skip
"""Labels of a row that sums up the rows above it."""

WHOLES = {
    "totalt",
    "total",
    "totalsumma",
    "totalpoäng",
    "sammanlagt",
    "totalt poäng",
    "i alt",
    "summa totalt",
    "samtals",
}
"""Labels of a sum that may be that of the whole report."""

TOTALS = {"totalpoäng", "total poäng", "totalpoängen", "totala poäng"}
"""Labels of a row that is the total although no rows with figures stand above it."""

LABELS = {
    "område", "områden", "huvudområde", "huvudområden", "fråga", "frågor", "delfråga", "delfrågor", "nr",
    "kod",
    "rubrik", "rubriker", "text", "tema", "spørsmål", "svið",
}  # fmt: skip
"""Heads of the columns that hold codes and words."""


def label_key(text: str) -> str:
    """Return a label in lower case without the punctuation around it.

    >>> label_key("Summa:")
    'summa'
    """
    return text.casefold().strip(" .:")
