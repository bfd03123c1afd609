"""Say how what a workbook asked differs from the edition that it is read on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, final

from attrs import frozen

from kompass_spec import Problem
from kompass_spec.model.quantities import exact_text, parse_exact
from kompass_xlsx.cells import Cell, text_of
from kompass_xlsx.form import AskedItem, WorkbookForm
from kompass_xlsx.tables import Entry

__all__ = ["Asked", "asked_in", "differences", "edited"]

_LISTED = 5


class Asked(NamedTuple):
    """Hold what a workbook asked as one item: its maximum as text, empty where unknown, and its words."""

    max: str
    text: str

    @property
    def words(self) -> list[str]:
        """Return the words, however they are spaced."""
        return self.text.split()


@final
@frozen
class _Said:
    """Hold what is said of some items, by their codes."""

    sentence: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        """Return the sentence with the first few codes."""
        more = f" and {len(self.codes) - _LISTED} more" if len(self.codes) > _LISTED else ""
        return f"{self.sentence} {', '.join(self.codes[:_LISTED])}{more}"


def asked_in(entries: Iterable[Entry]) -> dict[str, Asked]:
    """Return what the workbook asked when it was made, by codes."""
    return {entry.key: Asked(entry.text("max"), entry.text("text")) for entry in entries}


def differences(asked: Mapping[str, Asked], form: WorkbookForm, language: str) -> str | None:
    """Return in words how a form differs from what was asked, ``None`` where it does not."""
    now = {item.code: _asked_now(item, form, language) for area in form.areas for item in area.rows}
    said = (
        _Said("it does not have", tuple(code for code in asked if code not in now)),
        _Said("it asks also", tuple(code for code in now if code not in asked)),
        *_changed(asked, now),
    )
    return "; ".join(str(part) for part in said if part.codes) or None


def _changed(asked: Mapping[str, Asked], now: Mapping[str, Asked]) -> Iterator[_Said]:
    """Say of which items, that both have, the maximum or the words are others."""
    both = [(code, was, now[code]) for code, was in asked.items() if code in now]
    yield _Said("it has another maximum for", tuple(code for code, was, is_ in both if was.max != is_.max))
    yield _Said("it words differently", tuple(code for code, was, is_ in both if was.words != is_.words))


def _asked_now(item: AskedItem, form: WorkbookForm, language: str) -> Asked:
    maximum = exact_text(item.max) if item.max is not None else ""
    return Asked(maximum, item.text.in_language(language, form.edition.language).words)


def edited(rows: Sequence[tuple[AskedItem, Entry]], asked: Mapping[str, Asked]) -> Iterator[Problem]:
    """Yield the maxima and the questions that somebody has changed in the workbook."""
    reworded: list[tuple[str, Cell]] = []
    for item, entry in rows:
        was = asked.get(item.code)
        maximum = entry.cells.get("max")
        if maximum is not None and not _is_same(maximum, item.max):
            known = exact_text(item.max) if item.max is not None else "not known"
            sentence = (
                f"The workbook says that {item.code} has {text_of(maximum.value)[:20] or 'no'} points at most"
                f". In the edition it is {known}, and that counts."
            )
            yield maximum.problem("edited-workbook", sentence)
        text = entry.cells.get("text")
        if text is not None and was is not None and text_of(text.value).split() != was.words:
            reworded.append((item.code, text))
    if reworded:
        listed = _Said("", tuple(code for code, _ in reworded))
        sentence = (
            "The words of some items were changed in the workbook. What is answered counts for the items of"
            f" the edition, by their codes:{listed}."
        )
        yield reworded[0][1].problem("edited-workbook", sentence)


def _is_same(cell: Cell, maximum: Fraction | None) -> bool:
    told = text_of(cell.value)
    if maximum is None or told in {"–", ""}:
        return told in {"–", ""}
    try:
        return parse_exact(told) == maximum
    except ValueError:
        return False
