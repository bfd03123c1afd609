"""What the result is held against: the printed figures among themselves, and earlier evaluations."""

from kompass_render_html.figures import printed_figures
from kompass_render_html.parts import Disagreement, Statement, Year, YearsRow, YearsTable
from kompass_render_html.view import View
from kompass_spec.model import TOTAL, Comparability, DiscrepancyKind, Passage, Quantity, Scorecard
from kompass_spec.wording.figures import describe_item, explain_discrepancies
from kompass_spec.wording.places import describe_place
from kompass_spec.wording.shapes import explain_mixed

__all__ = ["agreement_of", "disagreements_of", "statements_of", "years_of"]


def disagreements_of(card: Scorecard, view: View) -> tuple[Disagreement, ...]:
    """Return the discrepancies of a scorecard in words, contradictions first."""
    say = view.wording.say
    kinds = {
        DiscrepancyKind.CONTRADICTION: say("Contradiction"),
        DiscrepancyKind.ROUNDING: say("Rounding"),
    }
    explained = zip(card.discrepancies, explain_discrepancies(card, view.wording), strict=True)
    ordered = sorted(explained, key=lambda pair: pair[0].kind is not DiscrepancyKind.CONTRADICTION)
    return tuple(
        Disagreement(
            kind=kinds[discrepancy.kind],
            is_contradiction=discrepancy.kind is DiscrepancyKind.CONTRADICTION,
            items=", ".join(describe_item(code, view.wording) for code in discrepancy.items),
            explanation=explanation,
        )
        for discrepancy, explanation in ordered
    )


def agreement_of(view: View) -> str:
    """Return what to say where there is no discrepancy."""
    assessment = view.request.scorecard.assessment
    if assessment.is_answered:
        return view.wording.say("All answers agree with each other.")
    if assessment.observations:
        return view.wording.say("All printed figures agree with each other.")
    return view.wording.say("The report prints no figures.")


def years_of(view: View) -> tuple[YearsTable, ...]:
    """Return a table for every edition that the organisation was evaluated on, none without a history.

    Areas of different editions do not stand in one row: a number means different things in them.
    """
    if not view.request.history:
        return ()
    by_edition: dict[str, list[Scorecard]] = {}
    for card in (view.request.scorecard, *view.request.history):
        by_edition.setdefault(card.assessment.edition, []).append(card)
    return tuple(_years_table(view, cards) for cards in by_edition.values())


def _years_table(view: View, cards: list[Scorecard]) -> YearsTable:
    first = cards[0]
    codes = list(dict.fromkeys(area.code for card in cards for area in card.areas))
    return YearsTable(
        edition=view.edition_title(first),
        identity=view.release_of(first),
        is_shown=first is view.request.scorecard,
        years=tuple(_year(view, card) for card in cards),
        rows=tuple(_years_row(view, cards, code, view.name_of(code, first)) for code in codes),
        total=_years_row(view, cards, TOTAL, view.own(view.wording.say("Total"))),
        mixed=explain_mixed(cards, view.edition_of(first), view.wording),
    )


def _years_row(view: View, cards: list[Scorecard], code: str, name: Passage) -> YearsRow:
    return YearsRow(code=code, name=name, cells=tuple(_cell(view, card, code) for card in cards))


def _year(view: View, card: Scorecard) -> Year:
    return Year(
        words=view.year(card.assessment),
        note=view.year_reason(card.assessment),
        # Those of the shown evaluation have a section of their own.
        disagreements=() if card is view.request.scorecard else disagreements_of(card, view),
    )


def _cell(view: View, card: Scorecard, code: str) -> tuple[str | None, str] | None:
    try:
        score = card[code]
    except KeyError:
        return None
    if not score.applies:
        return view.wording.say("does not apply"), ""
    printed = printed_figures(score, card.assessment, Quantity.POINTS, view.wording)
    return "; ".join(printed) or None, view.wording.interval(score.interval)


def statements_of(view: View) -> tuple[Statement, ...]:
    """Return what publishers have said about comparing editions, each once, as the reports print it."""
    printed_in: dict[Comparability, Scorecard] = {}
    for card in (view.request.scorecard, *view.request.history):
        for statement in card.assessment.comparability:
            printed_in.setdefault(statement, card)
    return tuple(
        Statement(
            meaning=_meaning(statement, view),
            words=view.printed(statement.text, card),
            place=describe_place(statement, view.wording) or None,
        )
        for statement, card in printed_in.items()
    )


def _meaning(statement: Comparability, view: View) -> str:
    say = view.wording.say
    bounds = [view.wording.number(bound) for bound in (statement.low, statement.high) if bound is not None]
    sentences = []
    if bounds:
        values = {
            "points": "–".join(dict.fromkeys(bounds)),
            "item": describe_item(statement.item, view.wording),
            "edition": statement.edition,
        }
        if statement.other is None:
            sentence = say(
                "Add {points} points to {item} on {edition} to compare with another edition, which the report"
                " does not name.",
                **values,
            )
        else:
            sentence = say(
                "Add {points} points to {item} on {edition} to compare with {other}.",
                other=statement.other,
                **values,
            )
        sentences.append(sentence)
    if statement.areas:
        sentences.append(say("Changed most: {areas}.", areas=", ".join(statement.areas)))
    return " ".join(sentences)
