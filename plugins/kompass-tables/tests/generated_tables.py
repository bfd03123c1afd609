"""Tables on any edition that can be scored, with figures that agree, that are odd, and that contradict."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from kompass_spec.model import TOTAL, Edition, Quantity
from kompass_spec.model.applicability import applicability
from kompass_spec.model.organisation import OrganisationKind
from kompass_tables.layout import APPLIES, Layout, Precision, layout_of
from kompass_testing.shaped import shaped_editions

_KINDS = [OrganisationKind.MUNICIPALITY, OrganisationKind.CITY, OrganisationKind.REGION]
_OFTEN = st.sampled_from([True, True, False])


@st.composite
def tables(draw: st.DrawFn) -> tuple[Edition, Layout, list[dict[str, Any]]]:
    """Draw an edition, what columns there are, and rows that can be scored."""
    edition = draw(shaped_editions())
    precision = Precision(
        points=draw(st.integers(0, 1)), percent=draw(st.integers(0, 1)), exact=draw(st.booleans())
    )
    layout = layout_of(draw(_columns(edition)), edition, precision=precision)
    rows = [draw(_rows(edition, layout)) for _ in range(draw(st.integers(1, 8)))]
    return edition, layout, rows


@st.composite
def _columns(draw: st.DrawFn, edition: Edition) -> list[str]:
    unsummed = {
        criterion.code
        for question in edition.questions
        if question.scored and any(one.max is None for one in question.criteria)
        for criterion in question.criteria
    }
    columns = ["kind"]
    for item in [TOTAL, *(item.code for item in edition.walk())]:
        if item not in unsummed or edition.completeness.value == "questions":
            columns += [f"{item}.{what}" for what in ("points", "percent") if draw(_OFTEN)]
        if edition.scale_of(item) is not None and draw(_OFTEN):
            columns.append(f"{item}.level")
        if item != TOTAL and draw(st.booleans()):
            columns.append(f"{item}.{APPLIES}")
    if not any(name.endswith(("points", "percent", "level")) for name in columns):
        columns.append("total.points")
    return columns


@st.composite
def _rows(draw: st.DrawFn, edition: Edition, layout: Layout) -> dict[str, Any]:
    """Draw a row whose figures are those of true values, printed, with a few others among them."""
    shares = {item.code: Fraction(draw(st.integers(0, 12)), 12) for item in edition.walk()}
    row: dict[str, Any] = {"kind": draw(st.sampled_from(_KINDS)).value}
    wrong = draw(st.sampled_from([0, 0, 1, 3]))
    for column in layout.figures:
        value: Fraction | None
        if column.quantity is Quantity.LEVEL:
            scale = edition.scale_of(column.item)
            assert scale is not None
            value = draw(st.sampled_from([None, *(level.value for level in scale.levels)]))
        elif draw(st.integers(0, 9)) < wrong:
            value = Fraction(draw(st.integers(-3, 1500)), 10**column.decimals)
        else:
            value = draw(_printed(edition, column, shares))
        row[column.name] = value
    for applies in layout.applies:
        row[applies.name] = draw(st.sampled_from([None, None, True, False]))
    out = [column.item for column in layout.applies if row[column.name] is False]
    if applicability(edition, OrganisationKind(row["kind"]), out).max(TOTAL) is None:
        row.update({column.name: None for column in layout.applies})
    return row


@st.composite
def _printed(draw: st.DrawFn, edition: Edition, column: Any, shares: dict[str, Fraction]) -> Fraction | None:
    if draw(st.integers(0, 4)) == 0:
        return None
    maximum = edition.max if column.item == TOTAL else edition.item(column.item).max
    true = _true(edition, column.item, shares)
    if column.quantity is Quantity.PERCENT:
        true = 100 * true / maximum if maximum else Fraction(0)
    digits = 10**column.decimals
    return Fraction(round(true * digits), digits)


def _true(edition: Edition, code: str, shares: dict[str, Fraction]) -> Fraction:
    item: Any = edition if code == TOTAL else edition.item(code)
    parts = getattr(item, "parts", ())
    if parts:
        return sum((_true(edition, part.code, shares) for part in parts), Fraction(0))
    return (item.max or Fraction(0)) * shares.get(code, Fraction(0))
