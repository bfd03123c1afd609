"""Hold the words of score tables that name neither an area nor a figure: labels of columns, and of sums."""

from kompass_import_report.vocabulary import words_for

__all__ = ["heads_codes", "is_label", "is_sum", "is_total", "is_whole_sum", "label_key"]

_SUMS = {
    "summa", "totalt", "total", "delsumma", "sum", "totalsumma", "summa poäng", "totalpoäng", "poängsumma",
    "sammanlagt", "sum poeng", "samlet score", "samlet", "samlet poengsum", "totalscore", "total score",
    "totalpoint", "total points", "sammantaget", "samlet poeng", "samla poeng", "poengsum",
    "totalt poäng", "i alt", "summa totalt", "samtals",
}  # fmt: skip
"""Labels of a row that sums up the rows above it."""

_WHOLES = {
    "totalt",
    "total",
    "totalsumma",
    "totalpoäng",
    "sammanlagt",
    "samlet score",
    "totalscore",
    "total score",
    "totalpoint",
    "total points",
    "totalt poäng",
    "i alt",
    "summa totalt",
    "samtals",
}
"""Labels of a sum that may be that of the whole report."""

_TOTALS = {"totalpoäng", "total poäng", "totalpoängen", "totala poäng"}
"""Labels of a row that is the total although no rows with figures stand above it."""

_LABELS = {
    "område", "områden", "huvudområde", "huvudområden", "fråga", "frågor", "delfråga", "delfrågor", "nr",
    "kod",
    "rubrik", "rubriker", "text", "tema", "spørsmål", "svið", "fokusområde", "fokusområder", "kapitel",
    "kapittel", "avsnitt", "målområde", "delområde", "indsatsområde", "hovedområde", "spørgsmål",
    "område och fråga",
}  # fmt: skip
"""Heads of the columns that hold codes and words."""


_NUMBERS = {"nr"}
"""Heads of columns of numbers that may be anything: a place in a list as well as an area."""


def label_key(text: str) -> str:
    """Return a label in lower case without the punctuation around it.

    >>> label_key("Summa:")
    'summa'
    """
    return text.casefold().strip(" .:")


def is_sum(label: str) -> bool:
    """Tell whether a label is that of a row that sums up the rows above it."""
    return label in _SUMS or label in words_for("sum") or label in words_for("total")


def is_whole_sum(label: str) -> bool:
    """Tell whether the label of a sum may be that of the whole report."""
    return label in _WHOLES or label in words_for("total")


def is_total(label: str) -> bool:
    """Tell whether a row with this label is the total although no rows with figures stand above it."""
    return label in _TOTALS


def is_label(label: str) -> bool:
    """Tell whether a label is the head of a column of codes or words."""
    return label in _LABELS or label in words_for("area")


def heads_codes(label: str) -> bool:
    """Tell whether the numbers below a label are those of areas.

    >>> heads_codes("område"), heads_codes("nr")
    (True, False)
    """
    return is_label(label) and label not in _NUMBERS
