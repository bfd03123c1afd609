"""Assemble assessments from the parts of a report: its editions, organisation, years, figures and findings."""

from fractions import Fraction
from typing import final

from attrs import define, field

from kompass_import_report.circumstances import read_evaluators
from kompass_import_report.collecting import Collector, joined_lines
from kompass_import_report.contents import mark_contents
from kompass_import_report.drafts import Draft, Drafts
from kompass_import_report.lines import FRAMEWORK, Line, read_lines
from kompass_import_report.maxima import Maxima
from kompass_import_report.names import Names
from kompass_import_report.organisations import Mention, names_another, organisation_of
from kompass_import_report.parts import Part
from kompass_import_report.placing import Placer
from kompass_import_report.prose import ProseReader
from kompass_import_report.recognising import no_edition, recognise, unclear
from kompass_import_report.sections import SectionReader
from kompass_import_report.years import (
    Corrected,
    evaluators_at,
    periods_of,
    put_right,
    title_lines,
    year_of_evaluation,
    years_in,
)
from kompass_spec.model import (
    Edition,
    Organisation,
    Quantity,
)
from kompass_spec.problems import InputError, Problem
from kompass_spec.reading import decode_text
from kompass_spec.requests import Imported, ImportRequest

__all__ = ["read_report"]

_MOST_REASONS = 20


def read_report(request: ImportRequest) -> Imported:
    """Return the assessments in a report, newest first, with warnings in the order of their lines."""
    if not len(request.registry):
        raise no_edition()
    return _Assembler(request).imported()


@final
@define
class _Assembler:
    """Turn one request into assessments."""

    request: ImportRequest
    lines: list[Line] = field(factory=list)
    drafts: Drafts = field(factory=Drafts)
    organisations: tuple[Organisation, ...] = ()
    seen: dict[tuple[str, str, Quantity, int | None, str], tuple[int, Fraction]] = field(factory=dict)
    collector: Collector = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Know the names and maxima of every edition, and every organisation."""
        self.organisations = self.request.registry.organisations()
        self.collector = Collector(Names.of(self.request.registry), Maxima.of(self.request.registry))

    def imported(self) -> Imported:
        """Read everything and put it together."""
        if self.request.edition is not None:
            self.request.registry.find(self.request.edition)
        lines, warnings = read_lines(decode_text(self.request.content, self.request.file))
        self.lines = mark_contents(lines)
        parts = SectionReader(self.lines, self.collector).read()
        self._check_that_it_is_a_report(parts)
        organisation = self._organisation(parts)
        title = title_lines(self.lines)
        corrected = [put_right(part) for part in parts]
        years = [
            self._year(part, title if not position else part.titles, corrected[position])
            for position, part in enumerate(parts)
        ]
        editions = self._editions(parts, years)
        own = [
            self._draft_part(part, edition, year, corrections)
            for part, edition, year, corrections in zip(parts, editions, years, corrected, strict=True)
        ]
        self._read_prose(parts, own, organisation)
        drafts = self._with_results(self.drafts.newest_first())
        if not drafts:
            raise self._nothing_placed(parts)
        self._warn_of_years(drafts)
        found = sorted([*warnings, *self.collector.warnings], key=lambda one: one.line or 0)
        return Imported(
            assessments=tuple(draft.assessment(organisation, self.request.source) for draft in drafts),
            warnings=tuple(found),
        )

    def _nothing_placed(self, parts: list[Part]) -> InputError:
        """Return the error for a report of which nothing could be read, on the edition that was decided on."""
        edition = self.request.edition
        if edition is None or not any(part.figures for part in parts):
            return self._no_figures()
        sentence = (
            f"Nothing that the report prints is known of {edition}, so nothing of it can be read on that"
            f" edition; `kompass show {edition}` says what is known. Leave out --edition, or decide on"
            " another."
        )
        return self._refused("unknown-area", sentence)

    def _no_figures(self) -> InputError:
        sentence = (
            "The text names areas of Kommunkompassen, but has no points, strengths or improvement areas that"
            " can be read. If its figures stand in a table, give the column a head such as Poäng, Poeng or"
            " Points; if they stand in a picture, write them in a table."
        )
        return self._refused("not-a-report", sentence)

    def _refused(self, code: str, sentence: str) -> InputError:
        """Return the error for a report that cannot be read, with what was warned of: it says what to mend.

        Whose the report is and of when is no reason.
        """
        reasons = (
            one for one in self.collector.warnings if not one.code.endswith(("-organisation", "-year"))
        )
        found = sorted(reasons, key=lambda one: one.line or 0)
        return InputError([Problem(code, sentence), *found[:_MOST_REASONS]])

    # What it is, whose it is, and of when

    def _check_that_it_is_a_report(self, parts: list[Part]) -> None:
        known = {name.known for part in parts for name in part.names if name.known}
        if len(known) >= 3 or self.request.edition is not None:  # noqa: PLR2004 - two areas' names stand in many texts
            return
        named = any(FRAMEWORK.search(line.text) for line in self.lines)
        if named and any(not part.empty for part in parts):
            return
        sentence = (
            "This is not a report of Kommunkompassen: it names fewer than three areas of any edition that is"
            " installed. If it is one, say with --edition ID of which edition."
        )
        raise (
            self._refused("not-a-report", sentence)
            if known
            else InputError([Problem("not-a-report", sentence)])
        )

    def _organisation(self, parts: list[Part]) -> Organisation:
        title = {line.number for line in title_lines(self.lines)}
        mentions = [Mention(line.text, line.number, True) for line in self.lines if line.number in title]
        skipped = {number for number, _ in self._evaluator_lines()}
        for part in parts:
            for paragraph in part.paragraphs:
                if paragraph.area is not None:
                    continue
                mentions += [
                    Mention(text, line, False)
                    for line, text in paragraph.pieces
                    if line not in title and line not in skipped
                ]
        organisation, warnings = organisation_of(mentions, self.organisations)
        self.collector.warnings.extend(warnings)
        return organisation

    def _evaluator_lines(self) -> list[tuple[int, str]]:
        """Return the lines that name the evaluators: behind the word for them, or the next that is not blank."""
        for position, line in enumerate(self.lines):
            rest = evaluators_at(line)
            if rest:
                return [(line.number, rest)]
            if rest is not None:
                found: list[tuple[int, str]] = []
                for following in self.lines[position + 1 : position + 12]:
                    if following.empty and found:
                        break
                    if following.level:
                        break
                    if not following.empty:
                        found.append((following.number, following.text))
                return found
        return []

    def _year(self, part: Part, title: list[Line], corrected: list[Corrected]) -> int | None:
        """Return the year of the evaluation that a part is about; add to ``corrected`` why it is not certain."""
        heads = [figure.year for figure in part.figures if figure.year is not None]
        without = any(figure.year is None for figure in part.figures) or not part.figures
        if heads and not without:
            return max(heads)
        titles = years_in(title)
        evaluated = [period.year for period in periods_of(part)]
        if not titles:
            return max(evaluated, default=None) or year_of_evaluation(part)
        year = titles[0]
        if year not in evaluated and year - 1 in evaluated:
            sentence = (
                f"The title prints {year}, but the text says that the evaluation was made in {year - 1}; that"
                " year is taken."
            )
            self.collector.warn("year-of-report", sentence, title[0].number)
            return year - 1
        if len(titles) > 1 and year not in evaluated:
            said = f"{', '.join(map(str, titles[:-1]))} and {titles[-1]}"
            corrected.append(
                Corrected(year, titles[1], f"The title prints the years {said}; the newest is taken.")
            )
            sentence = (
                f"The title prints the years {said}, and it is not certain which is that of the evaluation;"
                f" {year} is taken. Leave only the right one in the title."
            )
            self.collector.warn("unclear-year", sentence, title[0].number)
        return year

    # Editions

    def _editions(self, parts: list[Part], years: list[int | None]) -> list[str | None]:
        """Return the edition of every part; what ``--edition`` decides is that of the newest evaluation."""
        newest = max(range(len(parts)), key=lambda position: (years[position] or 0, -position))
        if years[0] is None:
            newest = 0
        problems: list[Problem] = []
        editions: list[str | None] = []
        for position, part in enumerate(parts):
            if position == newest and self.request.edition is not None:
                self._check_that_names_fit(part, self.request.edition)
                editions.append(self.request.edition)
                continue
            edition, fitting = recognise(part, self.request.registry, self.collector.names)
            if edition is None and any(
                fit.edition == self.request.edition and fit.possible for fit in fitting
            ):
                edition = self.request.edition
            editions.append(edition)
            if edition is None and (part.empty and not part.figures):
                continue
            if edition is None and position == newest:
                problems.append(Problem("edition-unclear", unclear(fitting), line=part.line))
            elif edition is None:
                sentence = f"{unclear(fitting)} What begins on this line is not read."
                self.collector.warn("edition-unclear", sentence, part.line)
        if problems:
            raise InputError(problems)
        if editions[newest] is None:
            raise self._no_figures()
        return editions

    def _check_that_names_fit(self, part: Part, edition: str) -> None:
        """Refuse an edition that has no area of those that a part names: numbers alone do not say what they are of."""
        named = self.request.registry.find(edition).id
        if part.names and not any(self.collector.names.codes(name, named) for name in part.names):
            raise self._nothing_placed([part])

    # Figures, headings and findings

    def _draft_part(
        self, part: Part, edition: str | None, year: int | None, corrected: list[Corrected]
    ) -> Draft | None:
        """Place what a part prints on its edition; return the draft of the evaluation that the part is about."""
        if edition is None:
            return None
        placer = Placer(self.request.registry.find(edition), self.collector, year, self.seen)
        own = self.drafts.of(edition, year)
        for figure, observation in placer.observations(part.figures):
            self.drafts.of(edition, figure.year if figure.year is not None else year).observations.append(
                observation
            )
        for topic in part.topics:
            heading = placer.heading(topic)
            if heading is not None:
                for one in topic.years:
                    self.drafts.of(edition, one if one is not None else year).headings.append(heading)
        own.findings.extend(placer.findings(part.findings))
        for correction in corrected:
            self.drafts.of(edition, correction.year).inferred.append(correction)
        return own

    def _read_prose(self, parts: list[Part], own: list[Draft | None], organisation: Organisation) -> None:
        def others(words: str) -> bool:
            return names_another(words, organisation, self.organisations)

        if own[0] is not None:
            own[0].evaluators = read_evaluators([text for _, text in self._evaluator_lines()])
        reader = ProseReader(self.collector, self.drafts, others)
        for part, draft in zip(parts, own, strict=True):
            reader.read(part, draft)

    def _with_results(self, drafts: list[Draft]) -> list[Draft]:
        """Return the drafts that hold a result; means, changes and maxima without one go to the newest evaluation.

        Those of a year of which nothing else is printed are of no evaluation in the report.
        """
        filled = [draft for draft in drafts if draft.has_results]
        for draft in drafts if filled else ():
            if draft.has_results:
                continue
            newest = next((one for one in filled if one.edition == draft.edition), None)
            if draft.year is None and newest is not None:
                newest.take(draft)
                continue
            lines = [seen.line for seen in draft.observations if seen.line]
            of_year = f" of {draft.year}" if draft.year is not None else ""
            sentence = (
                f"The means, changes or maxima on {joined_lines(lines)} are{of_year}, of which the report"
                " prints no points, so they are not read. Head their column with the year of the evaluation"
                " that they belong to."
            )
            self.collector.warn("unplaced-figures", sentence, min(lines, default=1))
        return filled or drafts

    # Years that are not sure

    def _warn_of_years(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            if draft.year is None:
                sentence = (
                    "The report prints no year of evaluation, so the year is left open. Write it in the title"
                    " if you know it."
                )
                self.collector.warn("no-year", sentence, 1)
                continue
            edition = self.request.registry[draft.edition]
            if not _was_valid(edition, draft.year):
                line = min((seen.line for seen in draft.observations if seen.line), default=1)
                why = (
                    "as was decided"
                    if edition.id == self.request.edition
                    else "whose names the report prints"
                )
                sentence = (
                    f"The figures of {draft.year} are read on {edition.id}, {why}; it was in use"
                    f" {edition.valid_from}–{edition.valid_to or ''}. Check that they are not of another"
                    " edition."
                )
                self.collector.warn("edition-not-in-use", sentence, line)


def _was_valid(edition: Edition, year: int) -> bool:
    begin, end = int(edition.valid_from[:4]), int((edition.valid_to or "9999")[:4])
    return begin <= year <= end
