"""Bring what running text says to the evaluations that it is about: totals, periods, evidence, caveats."""

from collections.abc import Callable
from typing import final

from attrs import define

from kompass_import_report.circumstances import Caveat, read_caveat, read_evidence
from kompass_import_report.collector import Collector
from kompass_import_report.drafts import Draft, Drafts
from kompass_import_report.parts import Part
from kompass_import_report.totals import Evaluation, ProseFigure, read_totals
from kompass_import_report.years import periods_of
from kompass_spec.model import TOTAL, Comparability, Observation

__all__ = ["ProseReader"]

_MOST_NAMED = 20


@final
@define
class ProseReader:
    """Read the running text of each part; ``others`` tells whether words name another organisation."""

    collector: Collector
    drafts: Drafts
    others: Callable[[str], bool]

    def read(self, part: Part, own: Draft | None) -> None:
        """Read a part; ``own`` is the evaluation that it is about, ``None`` if its edition is not clear."""
        evaluation = read_totals(part.paragraphs, self.others, self.collector.maxima.largest)
        for figure in evaluation.figures:
            self._place_total(figure, own, evaluation)
        self._warn_of_unplaced(evaluation)
        if own is not None:
            self._read_circumstances(part, own)

    def _place_total(self, figure: ProseFigure, own: Draft | None, evaluation: Evaluation) -> None:
        draft = self._evaluated(figure, own)
        if draft is None:
            evaluation.unplaced.setdefault(figure.line, []).append(f"{figure.value} points")
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

    def _warn_of_unplaced(self, evaluation: Evaluation) -> None:
        for line, figures in evaluation.unplaced.items():
            more = f" and {len(figures) - _MOST_NAMED} more" if len(figures) > _MOST_NAMED else ""
            printed = ", ".join(figures[:_MOST_NAMED]) + more
            sentence = (
                f"Running text prints {printed}; it does not say for certain of what, so this is not read."
                " If it is a score, put it in a table."
            )
            self.collector.warn("unplaced-figures", sentence, line)

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
