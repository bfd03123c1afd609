"""Put scorecards into tables for the terminal."""

from kompass_spec.cli.output import folded, table
from kompass_spec.model import TOTAL, DiscrepancyKind, Score, Scorecard
from kompass_spec.model.lookups import printable
from kompass_spec.wording.figures import explain_discrepancies
from kompass_spec.wording.items import describe_items
from kompass_spec.wording.wording import Wording, message

__all__ = ["scorecard_table"]

_KINDS = {
    DiscrepancyKind.ROUNDING: message("rounding"),
    DiscrepancyKind.CONTRADICTION: message("contradiction"),
}


def scorecard_table(card: Scorecard, wording: Wording) -> str:
    """Return the scores of the areas and of the total, and every discrepancy below them."""
    assessment = card.assessment
    year = f" {assessment.year}" if assessment.year is not None else ""
    head = printable(f"{assessment.organisation.name}{year}, {assessment.edition}")
    rows = [_row(score, wording) for score in (*card.areas, card.total)]
    scores = table(_head(assessment.is_answered, wording), rows, right=(1, 2, 3, 4))
    lines = []
    without = [part.item for part in assessment.not_applicable]
    if without:
        sentence = message("does not apply: {items}; the maxima are of what does")
        lines.append(wording.say(sentence, items=", ".join(without)))
    if assessment.is_answered:
        lines += _not_answered(card, wording)
    if not card.is_of_sums:
        lines.append(wording.say("scorer: {scorer}", scorer=card.scorer))
    explained = explain_discrepancies(card, wording)
    for discrepancy, sentence in zip(card.discrepancies, explained, strict=True):
        lines.append(f"{wording.say(_KINDS[discrepancy.kind])}: {sentence}")
    return "\n".join([head, scores, *([folded(lines, indent="  ")] if lines else [])])


def _head(is_answered: bool, wording: Wording) -> tuple[str, ...]:
    say = wording.say
    given = say("answer") if is_answered else say("in the report")
    return (say("area"), given, say("added up"), say("possible range"), say("max"))


def _not_answered(card: Scorecard, wording: Wording) -> list[str]:
    """Return a line with the items that evaluators have not answered, none where they answered all."""
    codes = [score.code for score in card.most_lost() if not card.is_printed(score)]
    return [wording.say("not answered: {items}", items=describe_items(codes, wording))] if codes else []


def _row(score: Score, wording: Wording) -> tuple[str, ...]:
    code = wording.say("total") if score.code == TOTAL else score.code
    if not score.applies:
        return (code, wording.say("does not apply"), "–", "–", "–")
    printed = "–" if score.printed is None else wording.number(score.printed)
    added = "–" if score.sum_of_printed is None else wording.number(score.sum_of_printed)
    return (code, printed, added, wording.interval(score.interval), wording.number(score.max))
