"""The hidden sheet with the lists that answers are chosen from."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, final

from attrs import frozen

from kompass_spec.model import Organisation, Scale
from kompass_xlsx.form import AskedItem, WorkbookForm, level_word
from kompass_xlsx.layout import cell, far, span

__all__ = ["ListedScale", "Lists", "write_lists"]

_UNKNOWN = -1


@final
@frozen(kw_only=True)
class ListedScale:
    """Hold where the words of a scale stand, and what each gives: in parts of the maximum, or in units."""

    words: str
    values: str
    parts: int | None

    def factor(self, item: AskedItem, form: WorkbookForm) -> int:
        """Return by what a value is multiplied to be units of an item; 0 where that is not known."""
        if self.parts is None:
            return 1
        return form.units(item.max) // self.parts if item.max is not None else 0


@final
@frozen(kw_only=True)
class Lists:
    """Hold where the lists stand: of organisations, of kinds, of the word for yes, and of every scale."""

    organisations: str | None
    kinds: str
    kind_cells: Mapping[str, str]
    yes: str
    scales: Mapping[str, ListedScale]


def write_lists(
    sheet: Any,
    form: WorkbookForm,
    *,
    language: str,
    organisations: Sequence[Organisation],
    kinds: Mapping[str, str],
    yes: str,
) -> Lists:
    """Write every list into a column of its own, and return where each stands.

    ``kinds`` are the words of kinds by their values.
    """
    name = sheet.get_name()

    def column(number: int, words: Sequence[str]) -> str:
        for row, word in enumerate(words):
            sheet.write_string(row, number, word)
        return far(name, span(0, len(words) - 1, number))

    names = list(dict.fromkeys(organisation.name for organisation in organisations))
    scales: dict[str, ListedScale] = {}
    for index, scale in enumerate(form.edition.scales):
        number = 3 + 2 * index
        words = [level_word(level, language, form.edition.language) for level in scale.levels]
        parts = _parts(scale)
        for row, value in enumerate(_values(scale, parts, form)):
            sheet.write_number(row, number + 1, value)
        scales[scale.id] = ListedScale(
            words=column(number, words),
            values=far(name, span(0, len(words) - 1, number + 1)),
            parts=parts,
        )
    return Lists(
        organisations=column(0, names) if names else None,
        kinds=column(1, list(kinds.values())),
        kind_cells={kind: far(name, cell(row, 1)) for row, kind in enumerate(kinds)},
        yes=column(2, [yes]),
        scales=scales,
    )


def _parts(scale: Scale) -> int | None:
    """Return in how many parts a maximum is divided, ``None`` where levels give points."""
    if any(level.points is not None for level in scale.levels):
        return None
    return lcm(*(level.share.denominator for level in scale.levels if level.share is not None))


def _values(scale: Scale, parts: int | None, form: WorkbookForm) -> list[int]:
    if parts is None:
        return [form.units(level.points) if level.points is not None else _UNKNOWN for level in scale.levels]
    shares = [level.share for level in scale.levels]
    return [_UNKNOWN if share is None else int(share * Fraction(parts)) for share in shares]
