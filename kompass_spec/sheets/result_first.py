"""The first page of a result: its number, and the most important in a few sentences."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model import DiscrepancyKind, Interval, Score, Scorecard
from kompass_spec.model.scorecard import code_order
from kompass_spec.model.sheet import Bullet, Bullets, Headline, Section, SheetBlock, Tone
from kompass_spec.sheets.result_gain import gain_of
from kompass_spec.sheets.spoken import Spoken, figure_of
from kompass_spec.wording.figures import explain_discrepancies
from kompass_spec.wording.items import describe_item, describe_items
from kompass_spec.wording.shapes import describe_listed, explain_nothing, left_out_of

__all__ = ["headline_of", "important_of", "result_section", "total_words"]

_BEST = 3
_LONGEST = 48
_SENTENCE = 200


def result_section(card: Scorecard, spoken: Spoken) -> tuple[SheetBlock, ...]:
    """Return the number and the most important, under their headings."""
    say = spoken.wording.say
    blocks: list[SheetBlock] = [
        Section(heading=say("Result"), blocks=(headline_of(card, spoken),), anchor="result")
    ]
    bullets = important_of(card, spoken)
    if bullets:
        heading = say("The most important")
        blocks.append(Section(heading=heading, blocks=(Bullets(bullets=bullets),), anchor="important"))
    return tuple(blocks)


def total_words(card: Scorecard, spoken: Spoken) -> tuple[str, str, Interval | None]:
    """Return the total as it is shown large, what it is of, and its share from 0 to 1."""
    say, score = spoken.wording.say, card.total
    if not score.applies:
        return "–", "", None
    maximum = spoken.points(score.max)
    figure = _total_to_show(score)
    if figure is not None:
        share = min(max(figure / score.max, Fraction(0)), Fraction(1)) if score.max else Fraction(1)
        unit = say("of {maximum} points · {percent}", maximum=maximum, percent=spoken.percent(share))
        return spoken.points(figure), unit, Interval(share, share)
    if _is_unknown(score):
        return "–", say("of {maximum} points", maximum=maximum), None
    unit = say("of {maximum} points · {percent}", maximum=maximum, percent=spoken.percents(score.share))
    return spoken.span(score.interval), unit, score.share


def _total_to_show(score: Score) -> Fraction | None:
    """Return the total to show large, ``None`` where it is more than can be reached."""
    figure = figure_of(score)
    return None if figure is not None and figure > score.max > 0 else figure


def headline_of(card: Scorecard, spoken: Spoken) -> Headline:
    """Return the whole number of a result, said what it is, with its interval in a small note."""
    figure, unit, share = total_words(card, spoken)
    sentences = [*_what_it_is(card, spoken), *_what_is_left_out(card, spoken)]
    return Headline(
        figure=figure, unit=unit, share=share, sentence=" ".join(sentences), note=_interval_note(card, spoken)
    )


def _what_it_is(card: Scorecard, spoken: Spoken) -> Iterator[str]:
    say, score = spoken.wording.say, card.total
    if not score.applies:
        yield explain_nothing(card, spoken.wording)
        return
    if not card.is_of_sums:
        yield say("The points are computed by the method {scorer}.", scorer=card.scorer)
    if card.assessment.is_answered:
        yield say("The sum of the evaluators’ answers.")
        left = sum((part.width for part in _not_answered(card)), Fraction(0))
        if left:
            yield say(
                "What is not answered can add up to {points} points.",
                points=spoken.points(min(left, score.width)),
            )
    else:
        yield from _what_the_report_states(card, spoken)


def _what_the_report_states(card: Scorecard, spoken: Spoken) -> Iterator[str]:
    say, score = spoken.wording.say, card.total
    stated = score.printed if score.printed is not None else score.sum_of_printed
    is_counted = _total_to_show(score) == stated
    if not is_counted:
        yield say("Figures that cannot be right are not counted.")
    elif score.printed is not None:
        yield say("The total is stated in the report.")
    if score.printed is not None:
        if score.sum_of_printed is not None and score.sum_of_printed != score.printed:
            yield say("The areas add up to {sum}.", sum=spoken.points(score.sum_of_printed))
    elif stated is not None and is_counted:
        number = sum(1 for area in card.areas if area.applies)
        yield spoken.wording.count(
            "The sum of the report’s only area; the report states no total.",
            "The sum of the report’s {areas} areas; the report states no total.",
            number,
            areas=spoken.numeral(number),
        )
    elif stated is None and figure_of(score) is None and _is_unknown(score):
        yield say("The report states no points that add up to a total.")
    elif stated is None:
        yield say("The report does not state points for every area, and no total.")


def _what_is_left_out(card: Scorecard, spoken: Spoken) -> Iterator[str]:
    edition = spoken.edition_of(card)
    codes = left_out_of(card, edition) if edition is not None and card.total.applies else ()
    if codes:
        yield spoken.wording.count(
            "{codes} does not apply and is not counted.",
            "{codes} do not apply and are not counted.",
            len(codes),
            codes=describe_listed(codes, spoken.wording),
        )


def _is_unknown(score: Score) -> bool:
    """Tell whether the figures allow every total that there is."""
    return score.low <= 0 and score.high >= score.max > 0


def _not_answered(card: Scorecard) -> list[Score]:
    """Return what is asked and was left open; where there is nothing of it, a range is one of rounding."""
    return [score for score in card.most_lost() if not card.is_printed(score)]


def _interval_note(card: Scorecard, spoken: Spoken) -> str:
    score = card.total
    if not score.applies or not score.width or _is_unknown(score):
        return ""
    if card.assessment.is_answered and _not_answered(card):
        return ""
    if _total_to_show(score) is None:
        return ""
    low, high = spoken.ends(score.interval)
    if score.contradicted:
        return spoken.wording.say(
            "Without the figures that contradict each other, the result lies between {low} and {high}.",
            low=low,
            high=high,
        )
    return spoken.wording.say(
        "Before rounding, the result lies between {low} and {high}.", low=low, high=high
    )


def important_of(card: Scorecard, spoken: Spoken) -> tuple[Bullet, ...]:
    """Return what matters most in a few computed sentences; a contradiction comes first and is marked."""
    warnings = tuple(_contradictions(card, spoken))
    return (
        *warnings,
        *_extremes(card, spoken),
        *_gain(card, spoken),
        *_unanswered(card, spoken),
        *(() if warnings else _agreement(card, spoken)),
    )


def _contradictions(card: Scorecard, spoken: Spoken) -> Iterator[Bullet]:
    found = card.contradictions()
    if not found:
        return
    lead = spoken.wording.say("Check:")
    if len(found) == 1 and len(sentence := _only_one(card, spoken)) <= _SENTENCE:
        yield Bullet(lead=lead, words=(sentence,), tone=Tone.WARNING)
        return
    codes = list(dict.fromkeys(code for discrepancy in found for code in discrepancy.items[:1]))
    items = describe_items(codes, spoken.wording)
    more = len(codes) - _BEST
    if more > 0:
        items = ", ".join(describe_item(code, spoken.wording) for code in codes[:_BEST])
        items = spoken.wording.say("{listed} and {number} more", listed=items, number=spoken.numeral(more))
    number = len(found)
    sentence = (
        spoken.wording.count(
            "the answers contradict each other in one place: {items}. What conflicts is not counted.",
            "the answers contradict each other in {times} places: {items}. What conflicts is not counted.",
            number,
            times=spoken.numeral(number),
            items=items,
        )
        if card.assessment.is_answered
        else spoken.wording.count(
            "the report contradicts itself in one place: {items}. What conflicts is not counted.",
            "the report contradicts itself in {times} places: {items}. What conflicts is not counted.",
            number,
            times=spoken.numeral(number),
            items=items,
        )
    )
    yield Bullet(lead=lead, words=(sentence,), tone=Tone.WARNING)


def _only_one(card: Scorecard, spoken: Spoken) -> str:
    """Return what the one contradiction of a result is."""
    explained = zip(card.discrepancies, explain_discrepancies(card, spoken.wording), strict=True)
    return next(words for found, words in explained if found.kind is DiscrepancyKind.CONTRADICTION)


def _extremes(card: Scorecard, spoken: Spoken) -> Iterator[Bullet]:
    """Yield the strongest and the weakest areas by what stands in the report."""
    known = [(area, share) for area in card.areas if (share := _share_of(area)) is not None]
    if len(known) < 2 or len({share for _, share in known}) == 1:  # noqa: PLR2004 - nothing to tell apart
        return
    say = spoken.wording.say
    best = _ahead(sorted(known, key=lambda one: -one[1]))
    weakest = [one for one in _ahead(sorted(known, key=lambda one: one[1])) if one not in best]
    yield Bullet(lead=say("Strongest:"), words=(_named(best, card, spoken),))
    if weakest:
        yield Bullet(lead=say("Weakest:"), words=(_named(weakest, card, spoken),))


Known = tuple[Score, Fraction]


def _share_of(area: Score) -> Fraction | None:
    """Return the share by which an area is ranked, ``None`` where no figure of it can be relied on."""
    figure = figure_of(area)
    if figure is None or area.contradicted or not area.applies or not area.max:
        return None
    return figure / area.max


def _ahead(ordered: Sequence[Known]) -> list[Known]:
    """Return the first few of an order: two, and one more where it is as the second or there are many."""
    first = ordered[: max(1, min(2, len(ordered) // 2))]
    alike = [one for one in ordered[len(first) :] if one[1] == first[-1][1]]
    return [*first, *alike]


def _named(areas: Sequence[Known], card: Scorecard, spoken: Spoken) -> str:
    shown, more = areas[:_BEST], len(areas) - _BEST
    names = [
        f"{_unbroken(spoken.label(area.code, card, at_most=_LONGEST))} ({_points_of(area, card, spoken)})"
        for area, _ in shown
    ]
    if more > 0:
        return spoken.wording.say(
            "{listed} and {number} more", listed=", ".join(names), number=spoken.numeral(more)
        )
    return spoken.listed(names)


def _unbroken(label: str) -> str:
    """Return a label whose code no line break parts from its name."""
    return label.replace(" ", "\N{NO-BREAK SPACE}", 1)


def _points_of(area: Score, card: Scorecard, spoken: Spoken) -> str:
    figure = spoken.points(figure_of(area) or Fraction(0))
    if len({other.max for other in card.areas if other.applies}) == 1:
        return figure
    return spoken.wording.say("{points} of {maximum}", points=figure, maximum=spoken.points(area.max))


def _gain(card: Scorecard, spoken: Spoken) -> Iterator[Bullet]:
    gain = gain_of(card)
    # That all of it is missing in the only ones says nothing.
    if gain is None or gain.few >= len(gain.lacking) or not gain.is_of_all:
        return
    say = spoken.wording.say
    percent = spoken.percent(gain.share_of_few)
    few, every = spoken.numerals(gain.few, len(gain.items))
    if gain.of_questions:
        sentence = spoken.wording.count(
            "one of {questions} questions makes up {percent} of the points that are missing",
            "{number} of {questions} questions make up {percent} of the points that are missing",
            gain.few,
            written=few,
            questions=every,
            percent=percent,
        )
    else:
        codes = [item.code for item in gain.items[: gain.few]]
        sentence = say(
            "{areas}, {percent} of the points that are missing", areas=spoken.areas(codes), percent=percent
        )
    yield Bullet(lead=say("Most to gain:"), words=(sentence,))


def _unanswered(card: Scorecard, spoken: Spoken) -> Iterator[Bullet]:
    """Yield the questions without an answer or a figure, where others of their area have one.

    Of answers the areas are named too of which no question is answered.
    """
    say = spoken.wording.say
    if card.assessment.is_answered:
        left = sorted((score.code for score in _not_answered(card)), key=code_order)
        areas, questions = ([code for code in left if ("." in code) is below] for below in (False, True))
        said = [
            *([describe_items(areas, spoken.wording)] if areas else ()),
            *([_few_named(questions, spoken)] if questions else ()),
        ]
        if said:
            yield Bullet(lead=say("Not answered:"), words=("; ".join(said),))
        return
    codes = [
        part.code for area in card.areas for part in card.printed_parts(area) if not card.is_printed(part)
    ]
    if not codes:
        return
    yield Bullet(lead=say("Not in the report:"), words=(_few_named(codes, spoken),))


def _few_named(codes: Sequence[str], spoken: Spoken) -> str:
    """Return what codes are called together, or, where they are many, the first of them alone."""
    if len(codes) <= _BEST:
        return describe_items(codes, spoken.wording)
    return describe_listed(codes, spoken.wording)


def _agreement(card: Scorecard, spoken: Spoken) -> Iterator[Bullet]:
    say, count = spoken.wording.say, spoken.wording.count
    if not card.assessment.observations:
        return
    rounded = len(card.discrepancies)
    if card.assessment.is_answered:
        sentence = say("the answers agree with each other")
    elif not rounded:
        sentence = say("the report’s figures agree with each other")
    else:
        sentence = count(
            "the report’s figures agree; in one place a sum differs because of rounding",
            "the report’s figures agree; in {places} places a sum differs because of rounding",
            rounded,
            places=spoken.numeral(rounded),
        )
    yield Bullet(lead=say("Check:"), words=(sentence,))
