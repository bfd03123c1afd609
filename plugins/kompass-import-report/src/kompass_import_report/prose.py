"""Bring what running text says to the evaluations that it is about: totals, periods, evidence, caveats."""

from typing import final

from attrs import define

from kompass_import_report.bodies import WORD
from kompass_import_report.circumstances import Caveat, read_caveat, read_evidence
from kompass_import_report.collector import Collector
from kompass_import_report.drafts import Draft, Drafts
from kompass_import_report.parts import Part
from kompass_import_report.totals import Evaluation, ProseFigure
from kompass_import_report.years import periods_of
from kompass_spec.model import TOTAL, Comparability, Observation, Organisation, Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["ProseReader", "words_of_name"]


def words_of_name(organisation: Organisation) -> frozenset[str]:
    """Return the words of an organisation's names in lower case, with and without a genitive s.

    >>> sorted(words_of_name(Organisation(name="Lund", kind=None)))
    ['lund', 'lunds']
    """
    names = (organisation.name, *organisation.aliases)
    words = {word for name in names for word in WORD.findall(name.casefold())}
    return frozenset(words | {f"{word}s" for word in words if not word.endswith("s")})


@final
@define
class ProseReader:
    """Bring what the running text of each part says to its evaluation."""

    collector: Collector
    drafts: Drafts

    def read(self, part: Part, own: Draft | None, evaluation: Evaluation) -> None:
        """Read a part; ``own`` is the evaluation that it is about, ``None`` if its edition is not clear."""
        for figure in evaluation.figures:
            self._place_total(figure, own)
        if own is not None:
            self._read_circumstances(part, own)

    def _place_total(self, figure: ProseFigure, own: Draft | None) -> None:
        draft = self._evaluated(figure, own)
        if draft is None:
            self._warn_of_other_year(figure)
            return
        if self._differs(figure, draft):
            return
        observation = Observation(
            item=TOTAL,
            quantity=figure.quantity,
            value=figure.value,
            precision=figure.precision,
            line=figure.line,
            label=figure.label,
        )
        draft.observations.append(observation)

    def _warn_of_other_year(self, figure: ProseFigure) -> None:
        """Warn of a figure of a year of which nothing else is read: its edition is not certain."""
        if figure.year is None or figure.before:
            return
        what = {Quantity.POINTS: "total", Quantity.MAX: "maximum", Quantity.REFERENCE: "mean"}.get(
            figure.quantity, "change"
        )
        sentence = (
            f"Running text prints {exact_text(figure.value, figure.precision)} as the {what} of"
            f" {figure.year}, of"
            " which the report prints no points, so its edition is not certain and it is not read. If it is"
            " wanted, give it a file of its own."
        )
        self.collector.warn("unplaced-figures", sentence, figure.line)

    def _differs(self, figure: ProseFigure, draft: Draft) -> bool:
        """Tell, with a warning, whether another total is printed: which one is right is not certain."""
        if figure.quantity not in {Quantity.POINTS, Quantity.MAX}:
            return False
        printed = next(
            (seen for seen in draft.observations if seen.item == TOTAL and seen.quantity is figure.quantity),
            None,
        )
        if printed is None or printed.value == figure.value:
            return False
        year = f" of {draft.year}" if draft.year is not None else ""
        sentence = (
            f"Running text prints {exact_text(figure.value)} as the total{year}, and line {printed.line}"
            f" prints"
            f" {exact_text(printed.value)}, which is kept. Correct the one that is wrong."
        )
        self.collector.warn("differs-from-table", sentence, figure.line)
        return True

    def _evaluated(self, figure: ProseFigure, own: Draft | None) -> Draft | None:
        """Return the evaluation that a figure in running text is of, ``None`` where that is not certain."""
        if own is None:
            return None
        if figure.before:
            return self.drafts.before(figure.year if figure.year is not None else own.year)
        if figure.year is None or figure.year == own.year:
            return own
        same = self.drafts.of_year(figure.year)
        return same[0] if len(same) == 1 else None

    def _read_circumstances(self, part: Part, own: Draft) -> None:
        for period in periods_of(part):
            for draft in self.drafts.of_year(period.year):
                draft.period = draft.period or period.edtf
        for paragraph in part.paragraphs:
            if paragraph.area is not None:
                continue
            if not own.evidence:
                own.evidence = read_evidence(paragraph)
            caveat = read_caveat(paragraph)
            if caveat is not None:
                own.comparability.append(self._comparability(caveat, own))

    def _comparability(self, caveat: Caveat, own: Draft) -> Comparability:
        """Return the caveat; the other edition is that of the earlier evaluation which the passage names."""
        years = [year for year in caveat.years if year != own.year]
        earlier = {draft.edition for year in years for draft in self.drafts.of_year(year)} - {own.edition}
        return Comparability(
            text=caveat.text,
            edition=own.edition,
            other=earlier.pop() if len(earlier) == 1 else None,
            low=caveat.low,
            high=caveat.high,
            areas=caveat.areas,
            line=caveat.line,
        )
