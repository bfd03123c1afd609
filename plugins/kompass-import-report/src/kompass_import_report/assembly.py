"""Assemble assessments from the parts of a report: its editions, organisation, years and figures."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import final

from attrs import define, field

from kompass_import_report.account import Account
from kompass_import_report.area_mentions import AreaMentions
from kompass_import_report.assessed import Assessed
from kompass_import_report.blocks import lines_of
from kompass_import_report.collector import Collector
from kompass_import_report.contents import Contents
from kompass_import_report.corrections import Corrected, put_right
from kompass_import_report.corroboration import Corroboration, account_for, account_for_words
from kompass_import_report.cover_rows import cover_in_lines
from kompass_import_report.decisions import (
    settle_total,
    settle_year,
    warn_of_unused,
)
from kompass_import_report.drafts import Draft, Drafts
from kompass_import_report.edition_years import EditionYears, names_of_editions
from kompass_import_report.editions import by_edition, editions_of
from kompass_import_report.evaluators import evaluator_lines, read_evaluators
from kompass_import_report.limits import refuse_too_long
from kompass_import_report.lines import Kind, Line
from kompass_import_report.maxima import Maxima
from kompass_import_report.mentions import register_of
from kompass_import_report.merged import organisation_in, warn_of_mergers
from kompass_import_report.names import Names
from kompass_import_report.ordered_lists import without_places
from kompass_import_report.organisations import names_another
from kompass_import_report.other_frameworks import refuse_other_framework
from kompass_import_report.outcomes import leave_out_partial_sums, warn_of_years, with_results
from kompass_import_report.owners import Owners
from kompass_import_report.pages import mark_pages
from kompass_import_report.parts import Part
from kompass_import_report.placement import Placer
from kompass_import_report.prose import ProseReader, words_of_name
from kompass_import_report.recognition import no_edition
from kompass_import_report.refusals import nothing_placed, refusal_of
from kompass_import_report.remarks import warn_of_remarks
from kompass_import_report.sections import SectionReader
from kompass_import_report.separated_cells import mark_separated
from kompass_import_report.separation import Group
from kompass_import_report.spots import Spot, Spots
from kompass_import_report.totals import Evaluation, read_totals
from kompass_import_report.vocabulary import Vocabulary, reading_with
from kompass_import_report.wished_years import wished_years
from kompass_import_report.years import title_lines, year_of_part, years_in
from kompass_spec import ContainerRequest, Imported, ImportRequest, InputError
from kompass_spec.model import (
    Assessment,
    Document,
    NotApplicable,
    Organisation,
    Quantity,
)

__all__ = ["read_report"]


def read_report(request: ImportRequest) -> Imported:
    """Return the assessments in a report, newest first, with warnings in the order of their lines."""
    if not len(request.registry):
        raise no_edition()
    document = request.document or _as_text(request)
    lines = lines_of(document)
    refuse_too_long(lines)
    assembler = _Assembler(request, document, lines)
    spots = Spots(lines) if any(isinstance(line.number, Spot) for line in lines[:1]) else None
    with reading_with(Vocabulary.of(request.words)):
        try:
            imported = assembler.imported()
        except InputError as error:
            told = assembler.contents.told if error.problems[0].code == "not-a-report" else ()
            problems = dict.fromkeys([*error.problems, *told])
            raise type(error)(map(spots.problem, problems) if spots else problems) from error.__cause__
    return imported if spots is None else spots.imported(imported)


def _as_text(request: ImportRequest) -> Document:
    """Return the blocks of a file that nobody has opened, as a text has them."""
    from kompass_read_text.text_container import TextContainer  # noqa: PLC0415 - who has opened the file needs none

    return TextContainer().read(ContainerRequest(file=request.file, content=request.content))


@final
@define
class _Assembler:
    """Turn one request into assessments."""

    request: ImportRequest
    document: Document
    lines: list[Line]
    drafts: Drafts = field(factory=Drafts)
    organisations: tuple[Organisation, ...] = ()
    seen: dict[tuple[str, str, Quantity, int | None, str], tuple[int, Fraction]] = field(factory=dict)
    collector: Collector = field(init=False)
    others: Callable[[str], bool] = field(init=False)
    contents: Contents = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Know the names and maxima of every edition, and every organisation."""
        self.organisations = self.request.registry.organisations()
        names, maxima = Names.of(self.request.registry), Maxima.of(self.request.registry)
        titles = [line.text for line in title_lines(self.lines)]
        owners = Owners.of(
            self.organisations,
            titles,
            wished_years(line.text for line in self.lines if line.kind is not Kind.ROW),
            names_of_editions(titles, self.request.registry),
        )
        self.collector = Collector(names, maxima, owners=owners)
        self.contents = Contents(self.collector)

    def imported(self) -> Imported:
        """Read everything and put it together."""
        if self.request.edition is not None:
            self.request.registry.find(self.request.edition)
        parts = self._read_parts()
        asked = self.request.decided.organisation
        groups = Assessed(self.lines, self.organisations, self.collector, asked).groups(parts)
        account = Account.of(self.lines)
        self._account_for_official_codes(account)
        assessments = [made for group in groups for made in self._assessments(group, account)]
        self.collector.warnings[:] = account.settled(self.collector.warnings)
        unread = self.document.warnings if self.request.document is None else ()
        warnings = sorted([*unread, *self.collector.warnings], key=lambda warning: warning.line or 0)
        return Imported(assessments=tuple(assessments), warnings=tuple(warnings))

    def _account_for_official_codes(self, account: Account) -> None:
        """Account for what a column of official codes prints, where a register has it."""
        registered = {organisation.code for organisation in self.organisations}
        for cell in self.collector.official_codes:
            if cell.text in registered:
                account.code(cell.line, cell.text)

    def _assessments(self, group: Group, account: Account) -> list[Assessment]:
        """Return the assessments of one organisation, newest first."""
        self.drafts, self.seen = Drafts(), {}
        own = self._draft(group.parts, group.organisation)
        if own is not None:
            settle_total(own, self.request.decided, self.lines, self.collector)
        drafts = with_results(self.drafts.newest_first(), self.collector)
        for draft in drafts:
            leave_out_partial_sums(draft, self.request, self.collector)
        self._account(group.parts, drafts, account)
        if not drafts:
            self.collector.warnings[:] = account.settled(self.collector.warnings)
            raise nothing_placed(group.parts, self.request.edition, self.collector)
        warn_of_remarks(group.parts, {draft.year for draft in drafts}, self.collector)
        warn_of_years(drafts, self.request, self.collector)
        warn_of_unused(
            self.request.decided, [draft.year for draft in drafts], group.organisation, self.collector
        )
        organisation = organisation_in(drafts[0].year, group.organisation, self.organisations)
        self.collector.warnings.extend(
            warn_of_mergers(organisation, [draft.year for draft in drafts], self._title_line())
        )
        return [draft.assessment(organisation, self.request.source) for draft in drafts]

    def _title_line(self) -> int | None:
        """Return the first line of the title, which says whose the report is."""
        return next((line.number for line in title_lines(self.lines)), None)

    def _read_parts(self) -> list[Part]:
        """Return the parts of the report; refuse what is none, unless the user decides on its edition."""
        names = self.collector.names
        self.lines = cover_in_lines(self.lines, names)
        self.lines = self.contents.mark(mark_pages(mark_separated(self.lines), names))
        self.lines = without_places(self.lines, names)
        parts = SectionReader(self.lines, self.collector).read()
        if self.request.edition is None:
            refusal = refusal_of(self.lines, parts, self.collector)
            if refusal is not None:
                raise refusal
        return parts

    def _draft(self, parts: list[Part], organisation: Organisation) -> Draft | None:
        """Draft the evaluations that the parts print, and those that running text speaks of.

        Return that of the first part, ``None`` where its edition is not clear.
        """
        title = title_lines(self.lines)
        corrections = [put_right(part) for part in parts]
        self.others = self._others(organisation)
        totals = [self._totals(part, organisation) for part in parts]
        for part, evaluation in zip(parts, totals, strict=True):
            part.told = any(figure.quantity is Quantity.POINTS for figure in evaluation.figures)
        parts[0].told = parts[0].told or self.request.decided.total is not None
        years = [
            year_of_part(
                part,
                title if index == 0 else part.titles,
                corrections[index],
                self.collector,
                totals[index],
                self.others,
            )
            for index, part in enumerate(parts)
        ]
        in_names = EditionYears.of(self.request.registry, self.others, self.collector)
        said = [
            in_names.settled(year, part, part.titles if index else title, totals[index].dated)
            for index, (year, part) in enumerate(zip(years, parts, strict=True))
        ]
        years = [one.year for one in said]
        printed = [*years_in(title), *said[0].printed]
        years[0] = settle_year(years[0], printed, self.request.decided, self.collector)
        if years[0] == self.request.decided.year:
            corrections[0] = [one for one in corrections[0] if one.year == years[0]]
        editions = editions_of(parts, years, self.request, self.collector)
        refuse_other_framework(self.lines, parts, editions, self.request)
        drafts = [
            self._draft_part(part, edition, year, corrected)
            for part, edition, year, corrected in zip(parts, editions, years, corrections, strict=True)
        ]
        self._read_prose(parts, drafts, totals)
        return drafts[0]

    def _totals(self, part: Part, organisation: Organisation) -> Evaluation:
        """Return the figures of the whole that the running text of a part prints."""
        most = self.collector.maxima.largest
        return read_totals(part.paragraphs, self.others, most, words_of_name(organisation))

    def _others(self, organisation: Organisation) -> Callable[[str], bool]:
        """Return what tells whether words name another organisation."""
        register = register_of(self.organisations)

        @cache
        def others(words: str) -> bool:
            return names_another(words, organisation, register)

        return others

    def _draft_part(
        self, part: Part, edition: str | None, year: int | None, corrections: list[Corrected]
    ) -> Draft | None:
        """Place what a part prints on its edition; return the draft of the evaluation that it is about."""
        if edition is None:
            return None
        registry = self.request.registry
        placer = Placer(registry.find(edition), self.collector, year, self.seen)
        own = self.drafts.of(edition, year)
        for other, figures in by_edition(part.figures, edition, year, self.request, self.collector).items():
            place = (
                placer if other == edition else Placer(registry.find(other), self.collector, year, self.seen)
            )
            for figure, observation in place.observations(figures):
                self._dated(other, figure.year, year).observations.append(observation)
        for figure, omitted in placer.omitted(part.omitted):
            if not self._dated(edition, figure.year, year).omit(omitted):
                self._warn_of_omitted(omitted)
        self._place_words(part, placer, year)
        for correction in corrections:
            self.drafts.of(edition, correction.year).inferred.append(correction)
        return own

    def _place_words(self, part: Part, placer: Placer, year: int | None) -> None:
        """Place the headings and the findings of a part, each in the evaluation of its year."""
        edition = placer.edition.id
        for topic in part.topics:
            heading = placer.heading(topic)
            if heading is not None:
                for topic_year in topic.years:
                    self._dated(edition, topic_year, year).headings.append(heading)
        for finding, of_year in placer.findings(part.findings):
            self._dated(edition, of_year, year).findings.append(finding)

    def _warn_of_omitted(self, omitted: NotApplicable) -> None:
        sentence = (
            f"Line {omitted.line} prints '{omitted.label}' of {omitted.item}, of which the report prints a"
            " result; the result is kept. Remove the one that is wrong."
        )
        self.collector.warn("unclear-figure", sentence, omitted.line)

    def _dated(self, edition: str, year: int | None, otherwise: int | None) -> Draft:
        """Return the draft of the year of a column, or of the part where the column has none."""
        return self.drafts.of(edition, year if year is not None else otherwise)

    def _read_prose(self, parts: list[Part], drafts: list[Draft | None], totals: list[Evaluation]) -> None:
        if drafts[0] is not None:
            drafts[0].evaluators = read_evaluators([text for _, text in evaluator_lines(self.lines)])
        reader = ProseReader(self.collector, self.drafts)
        for part, draft, evaluation in zip(parts, drafts, totals, strict=True):
            reader.read(part, draft, evaluation)

    def _account(self, parts: list[Part], drafts: list[Draft], account: Account) -> None:
        """Account for the figures and words that are read of one organisation, and for what repeats them."""
        for draft in drafts:
            account_for(draft, account)
        for part in parts:
            account_for_words(part, account)
        Corroboration(drafts, account, self.collector, self.others, AreaMentions(self.collector.names)).read(
            parts
        )
