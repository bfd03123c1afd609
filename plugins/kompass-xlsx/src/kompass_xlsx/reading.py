"""Read a filled-in workbook back to an assessment."""

from collections.abc import Iterable, Iterator, Sequence
from typing import final

from attrs import frozen

from kompass_spec import ImportRequest, InputError, Problem
from kompass_spec.model import Assessment, Edition, Finding, Imported
from kompass_xlsx.answers import ANSWERS, Answers
from kompass_xlsx.cells import Cell, read_sheets
from kompass_xlsx.comparing import Asked, asked_in, differences, edited
from kompass_xlsx.cover_reading import Cover
from kompass_xlsx.finding_reading import findings_in
from kompass_xlsx.form import FORM, AskedItem, WorkbookForm, form_of
from kompass_xlsx.tables import Entry, Table, tables_of
from kompass_xlsx.unread import unread

__all__ = ["read_workbook"]

_LISTED = 5


@final
@frozen(kw_only=True)
class _Origin:
    """Hold what a workbook says that it is of; release and digest are empty of a draft."""

    edition: str
    release: str
    digest: str
    language: str

    @property
    def key(self) -> str:
        """Return what the edition is found by."""
        return f"{self.edition}@{self.release}" if self.release else self.edition


def read_workbook(request: ImportRequest) -> Imported:
    """Return the assessment in a workbook, half filled or whole.

    Raise ``InputError`` with everything that cannot be: answers, days, an organisation that is not named.
    """
    sheets = read_sheets(request.content)
    tables = tuple(tables_of(sheets))
    origin = _origin(tables)
    edition = _edition(origin, request)
    form = form_of(edition)
    asked = asked_in(_entries(tables, "asked"))
    answers = Answers(origin.language)
    rows, strange = _rows(_entries(tables, "items"), form, answers)
    for item, entry in rows:
        answers.read(item, entry)
    cover = Cover(origin.language, request.registry, edition.country)
    cover.read(_entries(tables, "cover"))
    found = [*findings_in(_entries(tables, "findings"), [area.code for area in form.areas])]
    problems = [
        *cover.problems,
        *answers.problems,
        *(one for one in found if isinstance(one, Problem) and one.code != "unread-row"),
    ]
    if cover.organisation is None or problems:
        raise InputError(problems)
    warnings = [
        *_of_other_release(origin, edition, form, asked, request),
        *edited(rows, asked),
        *strange,
        *(one for one in found if isinstance(one, Problem)),
        *unread(sheets, tables, rows, origin.edition),
        *cover.warnings,
    ]
    pinned = origin.release and origin.key in request.registry
    assessment = Assessment(
        edition=edition.id,
        release=edition.release if pinned else None,
        organisation=cover.organisation,
        year=cover.year,
        year_inferred=cover.year_inferred,
        year_reason="It is the year in which the evaluation ended." if cover.year_inferred else None,
        period=cover.period,
        evaluators=tuple(cover.evaluators),
        evidence=tuple(answers.evidence),
        observations=tuple(answers.observations),
        not_applicable=tuple(answers.not_applicable),
        findings=tuple(one for one in found if isinstance(one, Finding)),
        comments=tuple(answers.comments),
        source=request.source,
    )
    return Imported(assessments=(assessment,), warnings=tuple(warnings))


def _entries(tables: Iterable[Table], kind: str) -> list[Entry]:
    return [entry for table in tables if table.kind == kind for entry in table.entries]


def _origin(tables: Sequence[Table]) -> _Origin:
    """Return what the workbook says that it is of; raise ``InputError`` where it says nothing or too much."""
    said = {entry.key: entry.text("value") for entry in _entries(tables, "workbook")}
    if not said.get("edition") or not said.get("form"):
        sentence = (
            "The workbook does not say what it is of: its hidden sheet 'kompass' is not there. Make a new"
            " one with kompass template, and copy the answers into it."
        )
        raise InputError([Problem("unread-workbook", sentence)])
    form = said["form"]
    if not form.isdecimal() or int(form[:9]) > FORM:
        sentence = (
            f"The workbook is of form {form[:9]}, and this version of kompass-xlsx reads up to {FORM}."
            " Install a later version."
        )
        raise InputError([Problem("newer-form", sentence)])
    return _Origin(
        edition=said["edition"],
        release=said.get("release", ""),
        digest=said.get("digest", ""),
        language=said.get("language") or "en",
    )


def _edition(origin: _Origin, request: ImportRequest) -> Edition:
    """Return the edition that the workbook is read on: the release that it is of, else the newest."""
    if request.edition is not None and request.edition != origin.edition:
        sentence = (
            f"The workbook asks what {origin.edition} asks, so it cannot be read on {request.edition}. Leave"
            " out `edition=`, and convert the result."
        )
        raise InputError([Problem("other-edition", sentence)])
    known = request.registry
    found = None if request.edition is not None else known.get(origin.key)
    found = found or known.get(origin.edition)
    if found is None:
        sentence = (
            f"The workbook is on the edition {origin.edition!r}, which is not installed. Install what brings"
            " it, or give the edition's TOML with `edition=`."
        )
        raise InputError([Problem("no-edition", sentence)])
    return found


def _rows(
    entries: Iterable[Entry], form: WorkbookForm, answers: Answers
) -> tuple[list[tuple[AskedItem, Entry]], list[Problem]]:
    """Return the rows of the edition's items in its order, and what is said of others and of missing ones."""
    items = {item.code: item for area in form.areas for item in area.rows}
    rows: dict[str, Entry] = {}
    strange: list[Problem] = []
    for entry in entries:
        filled = _filled(entry)
        if entry.key not in items:
            edition = f"{form.edition.id} {form.edition.release}"
            sentence = f"{edition} has no {entry.key[:40]!r}, so this is not read."
            strange.extend(cell.problem("unknown-item", sentence) for cell in filled[:1])
        elif filled and entry.key in rows and _filled(rows[entry.key]):
            sentence = f"{entry.key} is answered in two rows. Leave one of them."
            answers.refuse("contradicting-answers", filled[0], sentence)
        elif filled or entry.key not in rows:
            rows[entry.key] = entry
    strange.extend(_missing([code for code in items if code not in rows]))
    return [(item, rows[code]) for code, item in items.items() if code in rows], strange


def _missing(codes: Sequence[str]) -> Iterator[Problem]:
    """Say of which items there is no row."""
    if codes:
        listed = ", ".join(codes[:_LISTED]) + (" and more" if codes[_LISTED:] else "")
        sentence = f"The workbook has no row for {listed}, so nothing is answered there."
        yield Problem("edited-workbook", sentence)


def _filled(entry: Entry) -> list[Cell]:
    """Return the cells of an answer in which something stands."""
    return [cell for key in ANSWERS if (cell := entry.cells.get(key)) is not None and not cell.is_empty]


def _of_other_release(
    origin: _Origin, edition: Edition, form: WorkbookForm, asked: dict[str, Asked], request: ImportRequest
) -> Iterator[Problem]:
    """Say how the release that the workbook is of differs from that which it is read on, or from a newer."""
    own = f"{origin.edition} {origin.release}".strip()
    differing = differences(asked, form, origin.language)
    if origin.release and origin.release != edition.release:
        sentence = (
            f"The workbook was made on {own}, and is read on {edition.release}, which is installed. Of what"
            f" it asks: {differing or 'nothing is different'}."
        )
        yield Problem("other-release", sentence)
        return
    if differing is not None:
        sentence = f"What the workbook asked is not what {own} asks: {differing}. The edition counts."
        yield Problem("other-release", sentence)
    newest = request.registry.get(origin.edition)
    if newest is not None and newest.release != edition.release and newest.max is not None:
        changed = differences(asked, form_of(newest), origin.language)
        sentence = (
            f"The workbook was made on {own} and is read on it; there is {newest.release} too. Of what it"
            f" asks: {changed or 'nothing is different'}."
        )
        yield Problem("other-release", sentence)
