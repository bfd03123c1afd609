"""Decide whose a report is, by its title, the heads of its lists and columns, its text, and the user."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, final

from attrs import evolve, frozen

from kompass_import_report.collector import Collector
from kompass_import_report.decisions import UNCLEAR, decided_organisation
from kompass_import_report.evaluators import evaluator_lines
from kompass_import_report.lines import FRAMEWORK, Line
from kompass_import_report.organisations import Mention, organisation_of
from kompass_import_report.parts import Figure, Part
from kompass_import_report.separation import Group, group_of, owners_of, separated
from kompass_import_report.years import title_lines
from kompass_spec import Problem
from kompass_spec.model import Organisation, OrganisationKind, Quantity

__all__ = ["Assessed"]


class _Named(NamedTuple):
    """Hold who seems to be assessed, what is to be said of it, and whether the title decides."""

    organisation: Organisation
    warnings: Sequence[Problem]
    titled: bool


@final
@frozen
class Assessed:
    """Part what a report prints by the organisations that it is of; ``asked`` is whom the user decides on."""

    lines: list[Line]
    organisations: tuple[Organisation, ...]
    collector: Collector
    asked: str | None

    def groups(self, parts: list[Part]) -> list[Group]:
        """Return the parts by organisation, the one that was assessed first."""
        named = self._named(parts)
        if self.collector.unclear_heads and not named.titled:
            named = _Named(Organisation(name="?", kind=None), [self._of_a_part()], titled=False)
        if named.titled:
            self._take_as_titled(parts, named.organisation)
        owners = owners_of(parts)
        named = self._by_heads(named, owners, parts)
        if self.asked is not None:
            wanted = decided_organisation(self.asked, [named.organisation, *owners], self.organisations)
            if named.titled and wanted != named.organisation and wanted in owners:
                return [group_of(wanted, parts)]
            named = self._by_decision(named, wanted)
        self.collector.warnings.extend(named.warnings)
        return separated(parts, named.organisation, self.collector, all_of_them=not named.titled)

    def _named(self, parts: list[Part]) -> _Named:
        """Return whom the title and the text outside the sections of areas name."""
        title = self._title()
        skipped = title | {number for number, _ in evaluator_lines(self.lines)}
        titles = [Mention(line.text, line.number, True) for line in self.lines if line.number in title]
        texts = [
            Mention(text, line, False)
            for part in parts
            for paragraph in part.paragraphs
            if paragraph.area is None
            for line, text in paragraph.pieces
            if line not in skipped
        ]
        organisation, warnings = organisation_of([*titles, *texts], self.organisations)
        return _Named(organisation, warnings, organisation_of(titles, self.organisations)[0].name != "?")

    def _of_a_part(self) -> Problem:
        """Say that the sentence above a list speaks of a department, a company or a board."""
        line = self.collector.unclear_heads[0]
        sentence = (
            f"The sentence above the list on line {line} speaks of a department, a company or a board, so it"
            " is not certain whose the list is. Decide with `organisation=NAME`, or write the name in the"
            " title."
        )
        return Problem("no-organisation", sentence, line=line)

    def _title(self) -> set[int]:
        """Return the lines of the title; heads of several lists are each the title of its own list only."""
        title = {line.number for line in title_lines(self.lines)}
        if len(set(self.collector.list_heads.values())) > 1:
            named = {line.number for line in self.lines if FRAMEWORK.search(line.text)}
            title -= set(self.collector.list_heads) - named
        return title

    def _take_as_titled(self, parts: list[Part], titled: Organisation) -> None:
        """Take what stands below a line of the title as that of whom the whole title names.

        Where that line names another municipality, it stays with that one.
        """
        heads = self.collector.list_heads
        title = {line.number for line in title_lines(self.lines)}
        if len(set(heads.values())) != 1 or not title.issuperset(heads):
            return
        (owner,) = set(heads.values())
        within = titled.is_part or titled.kind is OrganisationKind.DISTRICT
        if owner != titled and not owner.is_part and not within:
            return
        for part in parts:
            part.figures[:] = [
                evolve(figure, owner=None) if figure.owner == owner else figure for figure in part.figures
            ]

    def _by_heads(self, named: _Named, owners: list[Organisation], parts: list[Part]) -> _Named:
        """Return whom the heads of lists and columns name, which says more than whom the text names."""
        if not owners:
            return named
        said = self.collector.owners.warnings
        if not named.titled:
            organisation = named.organisation if named.organisation in owners else owners[0]
            return _Named(organisation, said.get(organisation, ()), titled=False)
        if any(figure.owner in {None, named.organisation} for figure in _figures(parts)):
            return named
        other = _other_head(named.organisation, owners)
        return _Named(owners[0], [*said.get(owners[0], ()), other], titled=len(owners) == 1)

    def _by_decision(self, named: _Named, wanted: Organisation) -> _Named:
        """Return the one that the user decides on, where the report does not say for certain whose it is."""
        unclear = not named.titled or any(
            warning.code == "unclear-organisation" for warning in named.warnings
        )
        if wanted != named.organisation and not unclear:
            return named
        return _Named(wanted, [one for one in named.warnings if one.code not in UNCLEAR], titled=True)


def _figures(parts: list[Part]) -> Iterator[Figure]:
    """Yield all figures but means, which are of nobody's list."""
    return (figure for part in parts for figure in part.figures if figure.quantity is not Quantity.REFERENCE)


def _other_head(titled: Organisation, owners: list[Organisation]) -> Problem:
    """Say that the title names another than the heads of lists and columns do."""
    names = ", ".join(owner.name for owner in owners)
    sentence = (
        f"The title names {titled.name}, and every figure stands under {names}, so it is read as that of"
        f" {names}. If that is wrong, decide with `organisation=NAME`, or write the right name in the title."
    )
    return Problem("unclear-organisation", sentence, line=1)
