"""The sheet of any result names every area, loses no figure, and says the total as it is."""

from fractions import Fraction

import pytest
from hypothesis import given
from walking import all_blocks, of_kind, section, table

from kompass_spec.model import Quantity
from kompass_spec.model.sheet import Bullets, Figure, Headline, Paragraph, ShareBar, SheetTable, Tone
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result import compose_result

strategies = pytest.importorskip("kompass_testing.strategies")


def sheet_of(request):
    history = request.history
    comparison = (
        compare_scorecards((*history, request.scorecard), registry=request.registry) if history else None
    )
    content = ResultContent(
        scorecard=request.scorecard,
        history=history,
        reference=request.reference,
        order=request.order,
        standing=request.standing,
        comparison=comparison,
    )
    return compose_result(content, request.registry, request.language)


@given(strategies.render_requests())
def test_areas_total_and_contradictions_are_said(request):
    """Every area is named once, the total is that of the report, and a contradiction comes first, marked."""
    sheet, card = sheet_of(request), request.scorecard
    codes = [row.cells[0][0].split()[0] for row in table(sheet, "areas").rows[:-1]]
    assert codes == [area.code for area in card.areas]

    (headline,) = of_kind(sheet, Headline)
    if card.total.printed is not None and card.total.printed.denominator == 1:
        assert headline.figure.replace("\N{MINUS SIGN}", "-") == str(card.total.printed)

    important = section(sheet, "important")
    bullets = [] if important is None else important.blocks[0].bullets
    assert (bool(bullets) and bullets[0].tone is Tone.WARNING) == bool(card.contradictions())


@given(strategies.render_requests())
def test_no_points_of_a_question_in_the_report_are_lost(request):
    sheet = sheet_of(request)
    shown = {
        cell.quantity
        for one in of_kind(sheet, SheetTable)
        if one.name.startswith("questions-")
        for row in one.rows
        for cell in row.cells
        if isinstance(cell, Figure)
    }
    # Several figures of one question stand in one cell, as they do in words.
    words = {
        cell.shown
        for one in of_kind(sheet, SheetTable)
        for row in one.rows
        for cell in row.cells
        if isinstance(cell, Figure)
    }
    for question in request.scorecard.questions:
        if not question.applies:
            continue
        for seen in request.scorecard.assessment.observed(question.code, Quantity.POINTS):
            assert seen.value in shown or any("; " in one for one in words)


@given(strategies.render_requests())
def test_tables_and_blocks_are_sound(request):
    """A cell for every column, names that are unique, shares from 0 to 1, nothing empty, a short summary."""
    sheet = sheet_of(request)
    assert sheet == sheet_of(request), "the same content gives the same sheet"
    tables = of_kind(sheet, SheetTable)
    anchors = [one.anchor for one in all_blocks(sheet) if getattr(one, "anchor", None)]
    assert len({one.name for one in tables}) == len(tables)
    assert len(anchors) == len(set(anchors))
    for one in tables:
        assert {len(row.cells) for row in one.rows} <= {len(one.columns)}
        for bar in (cell for row in one.rows for cell in row.cells if isinstance(cell, ShareBar)):
            assert 0 <= bar.interval.low <= bar.interval.high <= Fraction(1)
    for block in all_blocks(sheet):
        assert not isinstance(block, Bullets) or block.bullets
        assert not isinstance(block, Paragraph) or any(block.words)
    assert 1 <= len(sheet.summary) <= 10
