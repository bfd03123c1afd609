"""What every section needs: the request, the words of its language, and figures as cells."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_render_text.blocks import Bar, Paragraph, Stretch
from kompass_render_text.said import Tone
from kompass_spec import RenderRequest
from kompass_spec.model import Area, Assessment, Edition, Interval, Quantity, Score, Scorecard
from kompass_spec.model.mapping_rules import weight_of
from kompass_spec.wording.shapes import describe_levels
from kompass_spec.wording.wording import Wording
from kompass_spec.wording.years import explain_year

__all__ = ["NONE", "Showing"]

NONE = "–"
"""What stands in a cell where nothing is printed or known."""

_SCALE = 1000


@final
@frozen
class Showing:
    """Word the figures and titles of one request."""

    request: RenderRequest
    wording: Wording

    def say(self, sentence: str, **values: object) -> str:
        """Return ``sentence`` in the language asked for, its ``{names}`` filled in."""
        return self.wording.say(sentence, **values)

    @property
    def printed_head(self) -> str:
        """Return the head of the column of figures: those of a report, or what evaluators answered."""
        return self.say("Answer") if self.card.assessment.is_answered else self.say("Printed")

    @property
    def card(self) -> Scorecard:
        """Return the scorecard that is shown."""
        return self.request.scorecard

    @property
    def every_card(self) -> tuple[Scorecard, ...]:
        """Return the scorecard that is shown and the earlier ones, newest first."""
        return (self.card, *self.request.history)

    def edition_of(self, card: Scorecard) -> Edition | None:
        """Return the edition of a scorecard, if possible in the pinned release, ``None`` if there is none."""
        registry, assessment = self.request.registry, card.assessment
        return registry.get(assessment.release_key) or registry.get(assessment.edition)

    def edition_name(self, card: Scorecard) -> str:
        """Return the title of a scorecard's edition with its id, or the id alone if it is not installed."""
        edition = self.edition_of(card)
        if edition is None:
            return card.assessment.edition
        title = edition.title.in_language(self.request.language, edition.language).words
        return f"{title} ({edition.id})"

    def title(self, code: str, edition: Edition | None) -> str:
        """Return what an area, question or criterion is called, "" where the edition does not know it."""
        if edition is None or code not in edition:
            return ""
        item = edition.item(code)
        text = item.title if isinstance(item, Area) else item.text
        return text.in_language(self.request.language, edition.language).words

    def year(self, card: Scorecard) -> str:
        """Return the year of a scorecard, marked where it was concluded and not read."""
        year = card.assessment.year
        if year is None:
            return self.say("year unknown")
        return self.say("{year} (inferred)", year=year) if card.assessment.year_inferred else str(year)

    def year_reason(self, assessment: Assessment) -> str | None:
        """Return from what the year was concluded, ``None`` where it was read or nothing is said."""
        if not assessment.year_inferred:
            return None
        return explain_year(assessment, self.wording) or assessment.year_reason

    def printed(self, score: Score, card: Scorecard, absent: str = NONE) -> str:
        """Return the printed points of a score, several where the report prints several.

        There is a mark where figures of it were set aside.
        """
        seen = dict.fromkeys(figure.value for figure in card.assessment.observed(score.code, Quantity.POINTS))
        if score.printed is not None:
            seen[score.printed] = None
        points = map(self.wording.number, seen)
        shown = "; ".join((*points, *self.levels(score.code, card))) or absent
        return f"{shown} !" if score.contradicted else shown

    def levels(self, code: str, card: Scorecard) -> tuple[str, ...]:
        """Return the levels printed of an item, each on its scale and with its word."""
        return describe_levels(code, card.assessment, self.edition_of(card), self.wording)

    @property
    def absent(self) -> str:
        """Return what stands in place of the figures of what does not apply."""
        return self.say("does not apply")

    def whole(self, score: Score) -> Fraction:
        """Return the maximum of an item in the edition, also where a part of it does not apply."""
        edition = self.edition_of(self.card)
        known = None if edition is None else weight_of(edition, (score.code,))
        return score.max if known is None else known

    def percent(self, card: Scorecard, code: str) -> str:
        """Return the percents printed for an item; several where the report prints several."""
        seen = dict.fromkeys(
            self.wording.number(figure.value) for figure in card.assessment.observed(code, Quantity.PERCENT)
        )
        return "; ".join(self.say("{number} %", number=number) for number in seen) or NONE

    def exact(self, interval: Interval) -> str:
        """Return an interval in points."""
        return self.wording.interval(interval)

    def exact_percent(self, share: Interval) -> str:
        """Return an interval of a share from 0 to 1 in percent."""
        percent = Interval(share.low * 100, share.high * 100)
        return self.say("{number} %", number=self.wording.interval(percent))

    def bar(self, score: Score) -> Bar:
        """Return the bar of a score that applies, with the reference's mark where that is of its item."""
        reference = self.request.reference.of(score.code) if self.request.reference else None
        whole = self.whole(score)
        if reference is None or not whole:
            return Bar(score.share)
        return Bar(score.share, Interval(reference.low / whole, reference.high / whole))

    def legend(self, cards: Sequence[Scorecard]) -> list[Paragraph]:
        """Return what the mark of contradicted items means, where one of them has it."""
        if not any(score.contradicted for card in cards for score in card.total.walk()):
            return []
        sentence = self.say(
            "! Figures printed for this item are left out of the scores, because no true values can print"
            " them all."
        )
        return [Paragraph(sentence, Tone.WARNING)]

    def number(self, quantity: Fraction) -> str:
        """Return a quantity exactly."""
        return self.wording.number(quantity)

    def is_marked(self, scores: Iterable[Score], cells: int) -> bool:
        """Tell whether the bar of one of the scores, so many cells wide, has the reference's mark."""
        drawn = (self.bar(score).stretches(cells) for score in scores if score.applies)
        return any(stretch is Stretch.REFERENCE for stretches in drawn for stretch, _ in stretches)

    def at_least(self, quantity: Fraction) -> str:
        """Return a quantity to at most three decimals, rounded down."""
        return self.wording.number(Fraction(math.floor(quantity * _SCALE), _SCALE))

    def at_most(self, quantity: Fraction) -> str:
        """Return a quantity to at most three decimals, rounded up."""
        return self.wording.number(Fraction(math.ceil(quantity * _SCALE), _SCALE))
