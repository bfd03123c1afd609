"""Read the cover: who was evaluated, when, and by whom."""

import datetime as dt
from collections.abc import Sequence
from typing import final

from attrs import define, evolve, field

from kompass_spec import Problem
from kompass_spec.model import Evaluator, Library, Organisation, OrganisationKind
from kompass_spec.model.dates import is_date, is_period, last_year
from kompass_spec.wording.wording import wording_for
from kompass_xlsx.cells import Cell, text_of
from kompass_xlsx.tables import Entry
from kompass_xlsx.words import kind_words

__all__ = ["Cover"]

_TOWNS = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.CITY})
_LANGUAGES = ("sv", "nb", "nn", "da", "en")
_FIRST_YEAR, _LAST_YEAR = 1000, 9999


@final
@define
class Cover:
    """Gather what the cover says, what cannot be, and what is to be known of it."""

    language: str
    library: Library
    country: str
    kind: OrganisationKind | None = None
    organisation: Organisation | None = None
    year: int | None = None
    year_inferred: bool = False
    period: str | None = None
    evaluators: list[Evaluator] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    warnings: list[Problem] = field(factory=list)

    def read(self, entries: Sequence[Entry]) -> None:
        """Read the rows of the cover."""
        cells = {entry.key: entry.cells["value"] for entry in entries if "value" in entry.cells}
        for cell in cells.values():
            if cell.is_lost:
                sentence = "What stands here cannot be read: the cell has an error. Write it itself."
                self.problems.append(cell.problem("bad-answer", sentence))
        self._read_kind(cells.get("kind"))
        self._read_organisation(cells.get("organisation"))
        self._read_period(cells.get("from"), cells.get("to"))
        self._read_year(cells.get("year"))
        for entry in entries:
            if entry.key == "evaluator":
                self._read_evaluator(entry)

    def _read_kind(self, cell: Cell | None) -> None:
        if cell is None or cell.is_empty:
            return
        told = text_of(cell.value).casefold()
        for tag in dict.fromkeys((self.language, *_LANGUAGES)):
            for kind, word in kind_words(wording_for(tag)).items():
                if told in {word.casefold(), kind.value}:
                    self.kind = kind
                    return
        known = ", ".join(kind_words(wording_for(self.language)).values())
        sentence = f"{text_of(cell.value)[:40]!r} is no kind of organisation. Choose one of: {known}."
        self.problems.append(cell.problem("bad-answer", sentence))

    def _read_organisation(self, cell: Cell | None) -> None:
        name = text_of(cell.value) if cell is not None else ""
        if cell is None or not name:
            sentence = (
                "The cover does not say which organisation is evaluated. Write its name there; answers may"
                " still be missing."
            )
            problem = cell.problem if cell is not None else Problem
            self.problems.append(problem("no-organisation", sentence))
            return
        found = self._registered(name)
        if len(found) == 1:
            kind = self.kind or found[0].kind
            self.organisation = evolve(found[0], kind=kind)
            return
        self.organisation = Organisation(name=name, kind=self.kind)
        if len(found) > 1:
            codes = ", ".join(
                f"{one.kind.value if one.kind else ''} {one.code or ''}".strip() for one in found
            )
            sentence = (
                f"{name!r} is the name of several organisations of the registers ({codes}), so it has no"
                " official code. Choose its kind on the cover."
            )
            self.warnings.append(cell.problem("unclear-organisation", sentence))
        else:
            sentence = f"{name!r} is in no register, so it has no official code. Check how it is spelled."
            self.warnings.append(cell.problem("unknown-organisation", sentence))

    def _registered(self, name: str) -> list[Organisation]:
        """Return the organisations that have a name, those of the edition's country where there are any."""
        named = [
            one
            for one in self.library.organisations()
            if name.casefold() in {other.casefold() for other in (one.name, *one.aliases)}
            and (self.kind in {None, one.kind} or {self.kind, one.kind} <= _TOWNS)
        ]
        near = [one for one in named if one.country == self.country]
        return near or named

    def _read_period(self, begun: Cell | None, ended: Cell | None) -> None:
        dates = [date for date in (self._date(begun), self._date(ended)) if date is not None]
        if not dates:
            return
        period = "/".join(dict.fromkeys(dates))
        if is_period(period):
            self.period = period
            return
        cell = ended if ended is not None else begun
        if cell is not None:
            sentence = f"The evaluation ends before it begins ({period}). Correct one of the days."
            self.problems.append(cell.problem("bad-date", sentence))

    def _date(self, cell: Cell | None) -> str | None:
        """Return the date in a cell as EDTF has it, as precise as it was written."""
        if cell is None or cell.is_empty or cell.is_lost:
            return None
        told = text_of(cell.value)
        if isinstance(cell.value, dt.date):
            told = cell.value.isoformat()[:10]
        if is_date(told):
            return told
        sentence = f"{told[:40]!r} is no date. Write a day, a month or a year: 2026-03-15, 2026-03 or 2026."
        self.problems.append(cell.problem("bad-date", sentence))
        return None

    def _read_year(self, cell: Cell | None) -> None:
        if cell is not None and not cell.is_empty and not cell.is_lost:
            told = text_of(cell.value)
            if told.isascii() and told.isdecimal() and _FIRST_YEAR <= int(told[:9]) <= _LAST_YEAR:
                self.year = int(told)
            else:
                sentence = f"{told[:40]!r} is no year. Write four digits, such as 2026."
                self.problems.append(cell.problem("bad-date", sentence))
        elif self.period is not None:
            self.year, self.year_inferred = last_year(self.period), True
        elif cell is not None:
            sentence = "The cover does not say of which year the evaluation is. Write it there."
            self.warnings.append(cell.problem("no-year", sentence))

    def _read_evaluator(self, entry: Entry) -> None:
        name, role = entry.text("value"), entry.text("role")
        if name:
            self.evaluators.append(Evaluator(name=name, role=role or None))
        elif role:
            sentence = f"The evaluator with the role {role[:60]!r} has no name. Write it, or empty the role."
            self.problems.append(entry.cells["role"].problem("bad-answer", sentence))
