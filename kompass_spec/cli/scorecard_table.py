"""Put scorecards into tables for the terminal."""

from kompass_spec.cli.output import folded, printable, table
from kompass_spec.model import Score, Scorecard
from kompass_spec.model.quantities import exact_text
from kompass_spec.wording.figures import describe_item
from kompass_spec.wording.wording import wording_for

__all__ = ["scorecard_table"]


def scorecard_table(card: Scorecard) -> str:
    """Return the scores of the areas and of the total, and every discrepancy below them."""
    assessment = card.assessment
    year = f" {assessment.year}" if assessment.year is not None else ""
    head = printable(f"{assessment.organisation.name}{year}, {assessment.edition}")
    rows = [_row(score) for score in (*card.areas, card.total)]
    given = "answer" if assessment.is_answered else "printed"
    scores = table(("area", given, "added up", "exact", "max"), rows, right=(1, 2, 3, 4))
    lines = []
    without = [part.item for part in assessment.not_applicable]
    if without:
        lines.append(f"does not apply: {', '.join(without)}; the maxima are of what does")
    if assessment.is_answered:
        lines += _not_answered(card)
    if not card.is_of_sums:
        lines.append(f"scorer: {card.scorer}")
    lines += [f"{discrepancy.kind.value}: {discrepancy.message}" for discrepancy in card.discrepancies]
    return "\n".join([head, scores, *([folded(lines, indent="  ")] if lines else [])])


def _not_answered(card: Scorecard) -> list[str]:
    """Return a line with the items that evaluators have not answered, none where they answered all."""
    wording = wording_for("en")
    items = [describe_item(score.code, wording) for score in card.most_lost() if not card.is_printed(score)]
    return [f"not answered: {', '.join(items)}"] if items else []


def _row(score: Score) -> tuple[str, ...]:
    if not score.applies:
        return (score.code, "does not apply", "–", "–", "–")
    printed = "–" if score.printed is None else exact_text(score.printed)
    added = "–" if score.sum_of_printed is None else exact_text(score.sum_of_printed)
    return (score.code, printed, added, wording_for("en").interval(score.interval), exact_text(score.max))
