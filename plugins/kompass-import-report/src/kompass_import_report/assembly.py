"""Assemble assessments from the parts of a report: its editions, organisation, years and figures."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import final

from attrs import define, field

from kompass_import_report.account import Account
from kompass_import_report.area_mentions import AreaMentions
from kompass_import_report.blocks import lines_of
from kompass_import_report.collector import Collector
from kompass_import_report.contents import Contents
from kompass_import_report.corroboration import Corroboration, account_for, account_for_words
from kompass_import_report.corrections import Corrected, put_right
from kompass_import_report.drafts import Draft, Drafts
from kompass_import_report.editions import editions_of
from kompass_import_report.evaluators import evaluator_lines, read_evaluators
from kompass_import_report.lines import Line
from kompass_import_report.maxima import Maxima
from kompass_import_report.mentions import register_of
from kompass_import_report.merged import organisation_in, warn_of_mergers
from kompass_import_report.names import Names
from kompass_import_report.organisations import Mention, names_another, organisation_of
from kompass_import_report.outcomes import warn_of_years, with_results
from kompass_import_report.owners import Owners
from kompass_import_report.pages import mark_pages
from kompass_import_report.parts import Part
from kompass_import_report.placement import Placer
from kompass_import_report.prose import ProseReader, words_of_name
from kompass_import_report.recognition import no_edition
from kompass_import_report.refusals import nothing_placed, reason_against, refused
from kompass_import_report.sections import SectionReader
from kompass_import_report.separation import Group, owners_of, separated
from kompass_import_report.spots import placed_import, placed_problem
from kompass_import_report.totals import Evaluation, read_totals
from kompass_import_report.vocabulary import Vocabulary, reading_with
from kompass_import_report.years import title_lines, year_of_part
from kompass_spec import ContainerRequest, Imported, ImportRequest, InputError, Problem
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
    assembler = _Assembler(request, document)
    with reading_with(Vocabulary.of(request.words)):
        try:
            imported = assembler.imported()
        except InputError as error:
            told = assembler.contents.told if error.problems[0].code == "not-a-report" else ()
            problems = dict.fromkeys(map(placed_problem, [*error.problems, *told]))
            raise type(error)(problems) from error.__cause__
    return imported if request.document is None else placed_import(imported)


def _as_text(request: ImportRequest) -> Document:
    """Return the blocks of a file that nobody has opened, as a text has them."""
    from kompass_read_text.text import TextContainer  # noqa: PLC0415 - who has opened the file needs none

    return TextContainer().read(ContainerRequest(file=request.file, content=request.content))


@final
@define
class _Assembler:
    """Turn one request into assessments."""

    request: ImportRequest
    document: Document
    lines: list[Line] = field(factory=list)
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
        self.collector = Collector(names, maxima, owners=Owners(self.organisations))
        self.contents = Contents(self.collector)

    def imported(self) -> Imported:
        """Read everything and put it together."""
        if self.request.edition is not None:
            self.request.registry.find(self.request.edition)
        parts = self._read_parts()
        groups = self._groups(parts)
        account = Account.of(self.lines)
        assessments = [made for group in groups for made in self._assessments(group, account)]
        self.collector.warnings[:] = account.settled(self.collector.warnings)
        unread = self.document.warnings if self.request.document is None else ()
        warnings = sorted([*unread, *self.collector.warnings], key=lambda warning: warning.line or 0)
        return Imported(assessments=tuple(assessments), warnings=tuple(warnings))

    def _groups(self, parts: list[Part]) -> list[Group]:
        """Return the parts by the organisations that they are of."""
        organisation, warnings, titled = self._organisation(parts)
        owners = owners_of(parts)
        if owners and not titled:
            # Whose a list is says more than whom the text names.
            organisation = organisation if organisation in owners else owners[0]
            warnings = self.collector.owners.warnings.get(organisation, ())
        self.collector.warnings.extend(warnings)
        return separated(parts, organisation, self.collector, all_of_them=not titled)

    def _assessments(self, group: Group, account: Account) -> list[Assessment]:
        """Return the assessments of one organisation, newest first."""
        self.drafts, self.seen = Drafts(), {}
        self._draft(group.parts, group.organisation)
        drafts = with_results(self.drafts.newest_first(), self.collector)
        self._account(group.parts, drafts, account)
        if not drafts:
            self.collector.warnings[:] = account.settled(self.collector.warnings)
            raise nothing_placed(group.parts, self.request.edition, self.collector)
        warn_of_years(drafts, self.request, self.collector)
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
        self.lines = self.contents.mark(mark_pages(lines_of(self.document), self.collector.names))
        parts = SectionReader(self.lines, self.collector).read()
        if self.request.edition is None:
            reason = reason_against(self.lines, parts, self.collector)
            if reason is not None:
                self.collector.warnings[:] = Account.of(self.lines).settled(self.collector.warnings)
                raise refused("not-a-report", reason, self.collector)
        return parts

    def _organisation(self, parts: list[Part]) -> tuple[Organisation, Sequence[Problem], bool]:
        """Return who was assessed, as the title and the text outside the sections of areas name it.

        Return too what is to be said of it, and whether the title names it.
        """
        title = {line.number for line in title_lines(self.lines)}
        if len(set(self.collector.list_heads.values())) > 1:
            title -= set(self.collector.list_heads)
        skipped = title | {number for number, _ in evaluator_lines(self.lines)}
        mentions = [Mention(line.text, line.number, True) for line in self.lines if line.number in title]
        for part in parts:
            for paragraph in part.paragraphs:
                if paragraph.area is None:
                    pieces = [piece for piece in paragraph.pieces if piece[0] not in skipped]
                    mentions += [Mention(text, line, False) for line, text in pieces]
        named = organisation_of([mention for mention in mentions if mention.title], self.organisations)
        organisation, warnings = organisation_of(mentions, self.organisations)
        return organisation, warnings, named[0].name != "?"

    def _draft(self, parts: list[Part], organisation: Organisation) -> None:
        """Draft the evaluations that the parts print, and those that running text speaks of."""
        title = title_lines(self.lines)
        corrections = [put_right(part) for part in parts]
        self.others = self._others(organisation)
        totals = [self._totals(part, organisation) for part in parts]
        for part, evaluation in zip(parts, totals, strict=True):
            part.told = any(figure.quantity is Quantity.POINTS for figure in evaluation.figures)
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
        editions = editions_of(parts, years, self.request, self.collector)
        drafts = [
            self._draft_part(part, edition, year, corrected)
            for part, edition, year, corrected in zip(parts, editions, years, corrections, strict=True)
        ]
        self._read_prose(parts, drafts, totals)

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
        placer = Placer(self.request.registry.find(edition), self.collector, year, self.seen)
        own = self.drafts.of(edition, year)
        for figure, observation in placer.observations(part.figures):
            self._dated(edition, figure.year, year).observations.append(observation)
        for figure, omitted in placer.omitted(part.omitted):
            if not self._dated(edition, figure.year, year).omit(omitted):
                self._warn_of_omitted(omitted)
        for topic in part.topics:
            heading = placer.heading(topic)
            if heading is not None:
                for topic_year in topic.years:
                    self._dated(edition, topic_year, year).headings.append(heading)
        own.findings.extend(placer.findings(part.findings))
        for correction in corrections:
            self.drafts.of(edition, correction.year).inferred.append(correction)
        return own

    def _warn_of_omitted(self, omitted: NotApplicable) -> None:
        sentence = (
            f"Line {omitted.line} prints '{omitted.label}' of {omitted.item}, of which the report prints a"
            " result; the result is kept. Remove the one that is wrong."
        )
        self.collector.warn("unclear-figure", sentence, omitted.line)

    def _dated(self, edition: str, year: int | None, otherwise: int | None) -> Draft:
        """Return the draft of the year of a column, or of the part where the column has none."""
        return self.drafts.of(edition, year if year is not None else otherwise)

    def _read_prose(
        self, parts: list[Part], drafts: list[Draft | None], totals: list[Evaluation]
    ) -> None:
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
        Corroboration(drafts, account, self.collector, self.others, AreaMentions(self.collector.names)).read(parts)
