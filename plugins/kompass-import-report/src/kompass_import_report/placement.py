"""Place printed figures, headings and findings on the items of an edition."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import final

from attrs import define, evolve, field

from kompass_import_report.collector import Collector, joined_lines, stands_for_figure
from kompass_import_report.levels import level_on
from kompass_import_report.names import AreaName, name_key, nearest_title
from kompass_import_report.parts import Figure, PrintedFinding, Topic
from kompass_spec.model import (
    TOTAL,
    Area,
    Edition,
    Finding,
    NotApplicable,
    Observation,
    PrintedHeading,
    Quantity,
)
from kompass_spec.model.quantities import exact_text

__all__ = ["Placer"]

_ALIKE = 50
_MOST_OF_AN_AREA = 100
_MOST_PERCENT = 100
_OF_ITS_OWN = {Quantity.POINTS, Quantity.MAX, Quantity.PERCENT, Quantity.LEVEL}
"""What an item has one of; there are several means to compare it with."""
_NO_NAMES = {"resultat", "totalt", "total", "summa", "poäng"}
"""Words that begin the name of an area and yet are more often printed of something else."""


@final
@define
class Placer:
    """Find the code of what is printed, by name before number; warn of what the edition does not have."""

    edition: Edition
    collector: Collector
    year: int | None
    seen: dict[tuple[str, str, Quantity, int | None, str], tuple[int, Fraction]]
    _warned: set[str] = field(factory=set)
    _questions: list[int] = field(factory=list)
    _criteria: list[int] = field(factory=list)
    _levels: list[int] = field(factory=list)
    _numbers: list[int] = field(factory=list)

    def observations(self, figures: Iterable[Figure]) -> Iterator[tuple[Figure, Observation]]:
        """Yield every figure that has a place with its observation, in the order of the report."""
        printed = tuple(figures)
        named = self._named(printed)
        for figure in printed:
            code = self._code(figure, named)
            if code is None:
                continue
            placed = self._leveled(figure, code) if figure.level is not None else figure
            if placed is None:
                continue
            self._warn_of_second(placed, code)
            self._warn_of_too_many(placed, code)
            yield (
                figure,
                Observation(
                    item=code,
                    quantity=figure.quantity,
                    value=placed.value,
                    precision=figure.precision,
                    line=figure.line,
                    label=figure.label,
                ),
            )
        self._warn_of_questions()
        self._warn_of_levels()
        self._warn_of_numbers()

    def omitted(self, figures: Iterable[Figure]) -> Iterator[tuple[Figure, NotApplicable]]:
        """Yield what stands in place of figures of items that do not apply, each with its item."""
        for figure in figures:
            code = self._code(figure, set())
            if code is not None and code != TOTAL:
                yield figure, NotApplicable(item=code, line=figure.line, label=figure.label)

    def _warn_of_too_many(self, figure: Figure, code: str) -> None:
        """Warn of more points than there are: two figures may have run together, or a comma is lost."""
        most = self.edition.max if code == TOTAL else self.edition.item(code).max
        if figure.quantity is Quantity.PERCENT:
            most = Fraction(_MOST_PERCENT)
        elif figure.quantity not in {Quantity.POINTS, Quantity.REFERENCE}:
            return
        if most is None or figure.value <= most:
            return
        printed = exact_text(figure.value, figure.precision)
        sentence = (
            f"{_described(code)} has {printed} on line {figure.line}, which is more than the"
            f" {exact_text(most)} that {self.edition.id} has at most; it is kept as printed. Look whether two"
            " figures have run together there, or a comma is lost."
        )
        self.collector.warn("unclear-figure", sentence, figure.line)

    def _leveled(self, figure: Figure, code: str) -> Figure | None:
        """Return a level with its number, ``None`` with a warning where the item has no such level."""
        scale = self.edition.scale_of(code)
        if scale is None:
            self._levels.append(figure.line)
            return None
        value = level_on(scale, figure.level) if figure.level is not None else None
        if value is not None:
            return evolve(figure, value=value)
        if figure.level is not None and stands_for_figure(figure.level.word or ""):
            return None
        levels = ", ".join(exact_text(level.value) for level in scale.levels)
        printed = figure.level.word if figure.level is not None and figure.level.value is None else None
        sentence = (
            f"{_described(code)} has the level '{printed or exact_text(figure.value)}' on line {figure.line},"
            f" and its scale '{scale.id}' in {self.edition.id} has no such level, so it is not read. Its"
            f" levels are: {levels}."
        )
        self._warn_once("unknown-level", sentence, figure.line)
        return None

    def _warn_of_levels(self) -> None:
        """Warn once of all levels of items that are not answered on a scale: they are no points."""
        if self._levels:
            sentence = (
                f"{self.edition.id} has no scale for the items whose levels stand on"
                f" {joined_lines(self._levels)}, so they are not read: a level is no number of points. If"
                " they are points, head their column Poäng."
            )
            self._warn_once("unknown-level", sentence, self._levels[0])

    def _named(self, figures: tuple[Figure, ...]) -> set[str]:
        """Return the codes of the areas whose own names are printed with a figure."""
        names = [figure.item for figure in figures if isinstance(figure.item, AreaName)]
        return {
            code
            for name in names
            if not name.listed
            for code in self.collector.names.codes(name, self.edition.id)
        }

    def heading(self, topic: Topic) -> PrintedHeading | None:
        """Return a heading under its area, with the edition's code where it has such a heading."""
        area = self._area(topic.area, topic.area.line)
        if area is None:
            return None
        code = self.collector.names.heading(topic.text, self.edition.id, area)
        return PrintedHeading(area=area, text=topic.text, code=code, line=topic.line)

    def findings(self, findings: Iterable[PrintedFinding]) -> Iterator[tuple[Finding, int | None]]:
        """Yield every finding of an area that the edition has, and the year that is said of its section."""
        for finding in findings:
            area = self._area(finding.area, finding.area.line)
            if area is not None:
                found = Finding(area=area, kind=finding.kind, text=finding.text, line=finding.line)
                yield found, finding.area.year

    def _code(self, figure: Figure, named: set[str]) -> str | None:
        if isinstance(figure.item, AreaName) and figure.item.listed:
            return self._listed(figure.item, figure, named)
        if isinstance(figure.item, AreaName):
            return self._area(figure.item, figure.line)
        if figure.item == TOTAL:
            return TOTAL
        if figure.item not in self.edition:
            self._warn_of_unknown(figure)
            return None
        return figure.item if self._is_same_question(figure) else None

    def _listed(self, name: AreaName, figure: Figure, named: set[str]) -> str | None:
        """Return the one area whose name begins with the words in a list of areas, with a warning.

        ``named`` are the areas whose own names are printed: a beginning of one of these is something else.
        """
        if not name.text:
            return self._by_number_alone(name)
        key = name_key(name.text)
        areas = self._beginning_with(key)
        code = min(areas, default="")
        sure = len(areas) == 1 and code not in named and name.number in {None, code}
        if sure and key not in _NO_NAMES and figure.value <= _MOST_OF_AN_AREA:
            sentence = (
                f"'{name.text}' is the beginning of '{areas[code]}', area {code} of {self.edition.id}, and is"
                " read as that. If that is wrong, write the whole name of the right area."
            )
            self._warn_once("other-name", sentence, figure.line)
            return code
        near = nearest_title(name.text, (self._title(area) for area in self.edition.areas))
        meant = f" Did you mean '{near}'?" if near else ""
        sentence = (
            f"{self.edition.id} has no area '{name.text[:80]}', so the figures of it on line {figure.line}"
            f" are not read.{meant} Write the name as the edition has it."
        )
        self._warn_once("unknown-area", sentence, figure.line)
        return None

    def _by_number_alone(self, name: AreaName) -> str | None:
        """Return the area of a row that prints no name, only its number; all such rows cost one warning."""
        item = self.edition.item(name.number) if name.number and name.number in self.edition else None
        if isinstance(item, Area):
            self._numbers.append(name.line)
            return item.code
        sentence = (
            f"{self.edition.id} has no area {name.number}, so what is printed of it on line {name.line} is"
            " not read. If the report is of another edition, say so with `edition=ID`."
        )
        self._warn_once("unknown-area", sentence, name.line)
        return None

    def _warn_of_numbers(self) -> None:
        """Warn once of all areas that are printed by their numbers alone."""
        lines = list(dict.fromkeys(self._numbers))
        if lines:
            sentence = (
                f"The areas on {joined_lines(lines)} are printed by their numbers alone, and are read as"
                f" those of {self.edition.id}. If the report is of another edition, say so with `edition=ID`."
            )
            self._warn_once("other-name", sentence, lines[0])

    def _beginning_with(self, key: str) -> dict[str, str]:
        """Return the titles of areas that have a name which goes on behind the words, by their codes."""
        titles: dict[str, str] = {}
        for area in self.edition.areas:
            names = (*area.title.values(), *area.aliases)
            if any(name_key(name).startswith(key + " ") for name in names):
                titles[area.code] = self._title(area)
        return titles

    def _title(self, area: Area) -> str:
        return area.title.in_language(self.edition.language, self.edition.language).words

    def _area(self, name: AreaName, line: int) -> str | None:
        """Return the code of an area by its name, else by its printed number, with a warning.

        ``line`` is that of what is to be placed there.
        """
        codes = self.collector.names.codes(name, self.edition.id)
        if name.number in codes:
            return name.number
        if not codes:
            return self._numbered(name, line)
        code = min(codes)
        if name.number is not None:
            sentence = (
                f"'{name.text}' is printed as area {name.number}; it is area {code} of {self.edition.id}, and"
                " is read as that."
            )
            self._warn_once("other-number", sentence, name.line)
        return code

    def _numbered(self, name: AreaName, line: int) -> str | None:
        """Return the number printed beside an unknown name, where the edition has an area of this number."""
        item = self.edition.item(name.number) if name.number and name.number in self.edition else None
        if isinstance(item, Area):
            sentence = (
                f"Area {name.number} is called '{self._title(item)}' in {self.edition.id}, and not"
                f" '{name.text}'; it is read by its number. If the report is of another edition, say so with"
                " `edition=ID`."
            )
            self._warn_once("other-name", sentence, name.line)
            return name.number
        sentence = (
            f"{self.edition.id} has no area '{name.text}', so what is printed of it on line {line} is not"
            " read. If the report is of another edition, say so with `edition=ID`."
        )
        self._warn_once("unknown-area", sentence, name.line)
        return None

    def _warn_once(self, code: str, sentence: str, line: int) -> None:
        if sentence not in self._warned:
            self._warned.add(sentence)
            self.collector.warn(code, sentence, line)

    def _warn_of_unknown(self, figure: Figure) -> None:
        kind = _kind(str(figure.item))
        if kind == "question" and not self.edition.questions:
            self._questions.append(figure.line)
            return
        if kind == "criterion" and not any(question.criteria for question in self.edition.questions):
            self._criteria.append(figure.line)
            return
        sentence = (
            f"There is no {kind} {figure.item} in {self.edition.id}, so the figures on line {figure.line} are"
            " not read. Check the number, or say with `edition=ID` of which edition the report is."
        )
        self._warn_once("unknown-item", sentence, figure.line)

    def _warn_of_questions(self) -> None:
        """Warn once of all questions, and of all criteria, where the edition does not say which it has."""
        for what, lines in (("questions", self._questions), ("criteria", self._criteria)):
            if lines:
                sentence = (
                    f"The {what} of {self.edition.id} are not known, so the figures of {what} on"
                    f" {joined_lines(lines)} are not read. If the report is of another edition, say with"
                    " `edition=ID` of which."
                )
                self._warn_once("unknown-item", sentence, lines[0])

    def _is_same_question(self, figure: Figure) -> bool:
        """Tell whether the words beside a question's code are more or less the question's."""
        item = self.edition.item(str(figure.item))
        if not figure.text or isinstance(item, Area):
            return True
        key = name_key(figure.text)
        known = [name_key(words) for words in item.text.values()]
        if key in known:
            return True
        from rapidfuzz import fuzz  # noqa: PLC0415 - most reports print their questions as the edition does

        if any(fuzz.token_set_ratio(key[:500], words) >= _ALIKE for words in known):
            return True
        sentence = (
            f"Line {figure.line} prints '{figure.text[:80]}' as {figure.item}, which is another question in"
            f" {self.edition.id}; its figures are not read. Check the number, or say with `edition=ID` of"
            " which edition the report is."
        )
        self._warn_once("other-question", sentence, figure.line)
        return False

    def _warn_of_second(self, figure: Figure, code: str) -> None:
        """Warn where one kind of table prints the same thing twice; both figures are kept."""
        year = figure.year if figure.year is not None else self.year
        key = (self.edition.id, code, figure.quantity, year, figure.origin)
        line, value = self.seen.setdefault(key, (figure.line, figure.value))
        if line == figure.line and (value == figure.value or figure.quantity not in _OF_ITS_OWN):
            return
        what = _described(code)
        if line == figure.line:
            sentence = (
                f"Line {line} prints two different figures of {what[0].lower()}{what[1:]} for one year,"
                f" {exact_text(value)} and {exact_text(figure.value)}. Both are kept; head their columns with"
                " the years that they are of, or remove the one that is wrong."
            )
        else:
            sentence = (
                f"{what} is printed twice, on lines {line} and {figure.line}. Both are kept; remove the one"
                " that is wrong."
            )
        self._warn_once("printed-twice", sentence, figure.line)


def _described(code: str) -> str:
    """Return what an item is, to begin a sentence with."""
    if code == TOTAL:
        return "The total"
    return f"{_kind(code).capitalize()} {code}"


def _kind(code: str) -> str:
    """Return what a code is that of, by the number of its parts."""
    return ("area", "question", "criterion")[min(code.count("."), 2)]
