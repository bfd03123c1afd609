"""Where the result stands among published ones: its rank, a row for every area, and their sources."""

from fractions import Fraction

from markupsafe import Markup

from kompass_render_html.parts import Among, CitedLine, RankedRow
from kompass_render_html.sources import publication_of
from kompass_render_html.view import View
from kompass_spec.model import TOTAL, CitedMean, CitedResult, CohortItem, Interval, Passage, Standing, Text
from kompass_spec.wording.cohorts import describe_mean, describe_place, explain_place, explain_support
from kompass_spec.wording.shapes import explain_by_share, explain_nothing

__all__ = ["among_of", "draw_strip"]

_WIDTH = 120
_THIN, _THICK = 4, 1


def among_of(view: View) -> Among | None:
    """Return where the result stands among the published ones, ``None`` where that is not asked for."""
    standing = view.request.standing
    if standing is None:
        return None
    cohort, wording = standing.cohort, view.wording
    rows = tuple(_row(view, item) for item in cohort.items if item.count)
    return Among(
        place=_place_of(view, standing),
        rows=tuple(row for row in rows if row.code),
        total=next((row for row in rows if not row.code), None),
        remarks=(
            (*explain_by_share(cohort, wording), *explain_support(cohort, wording)) if cohort.members else ()
        ),
        means=tuple(_mean(view, cited) for cited in standing.means),
        members=tuple(_member(view, member) for member in standing.members),
    )


def _place_of(view: View, standing: Standing) -> str:
    """Return how the total stands among the others, or why it does not."""
    card = view.request.scorecard
    if not standing.cohort.members:
        return view.wording.say("No other result on this edition is published.")
    if not card.total.applies:
        return explain_nothing(card, view.wording)
    return explain_place(standing.cohort[TOTAL], view.wording)


def _row(view: View, item: CohortItem) -> RankedRow:
    def figure(interval: Interval | None) -> str | None:
        return None if interval is None else view.wording.interval(interval)

    card = view.request.scorecard
    is_total = item.code == TOTAL
    return RankedRow(
        code="" if is_total else item.code,
        name=view.own(view.wording.say("Total")) if is_total else view.name_of(item.code, card),
        own=figure(item.asked),
        place=describe_place(item.rank, view.wording) if item.rank is not None else None,
        count=str(item.count),
        mean=figure(item.mean),
        median=figure(item.median),
        least=figure(item.least),
        greatest=figure(item.greatest),
        strip=draw_strip(item, view.whole(card[item.code])),
    )


def draw_strip(item: CohortItem, maximum: Fraction) -> Markup:
    """Return an ``svg`` element: a line from 0 to the maximum with a mark for each result, thick for this.

    It has no text alternative of its own, because it stands beside its figures.
    """
    shapes = [f'<path d="M0 8.5H{_WIDTH}"/>']
    shapes += [
        f'<path class="one" d="M{_place(points, maximum)} {_THIN}V{16 - _THIN}"/>'
        for points in item.values
        if maximum
    ]
    if item.asked is not None and maximum:
        shapes.append(f'<path class="own" d="M{_place(item.asked, maximum)} {_THICK}V{16 - _THICK}"/>')
    return Markup(  # noqa: S704 - it is made of numbers
        f'<svg class="strip" aria-hidden="true" focusable="false" viewBox="0 0 {_WIDTH} 16" width="{_WIDTH}"'
        ' height="16">'
        f"{''.join(shapes)}</svg>"
    )


def _place(points: Interval, maximum: Fraction) -> str:
    """Return the middle of an interval on the line, to a tenth."""
    share = min(max((points.low + points.high) / (2 * maximum), Fraction(0)), Fraction(1))
    return f"{float(share * _WIDTH):.1f}".removesuffix(".0")


def _mean(view: View, cited: CitedMean) -> CitedLine:
    return CitedLine(
        about=_text(view, cited.mean.scope),
        statement=describe_mean(cited.mean, view.wording),
        caveats=tuple(_text(view, caveat.text) for caveat in cited.mean.caveats),
        sources=tuple(map(publication_of, cited.sources)),
    )


def _member(view: View, member: CitedResult) -> CitedLine:
    assessment = member.scorecard.assessment
    return CitedLine(
        about=view.own(f"{assessment.organisation.name}, {view.year(assessment)}"),
        statement=None,
        caveats=tuple(_text(view, caveat.text) for caveat in member.result.caveats),
        sources=tuple(map(publication_of, member.sources)),
    )


def _text(view: View, text: Text) -> Passage:
    return text.in_any_language(view.request.language)
