"""The laws of the renderers, for any edition, any figures and any texts."""

import re
from fractions import Fraction

from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from kompass_render_text.blocks import Bar, Bullets, Facts, Heading, Paragraph, Table
from kompass_render_text.content import compose
from kompass_render_text.markdown import BAR_CELLS
from kompass_render_text.plugin import MarkdownRenderer, TextRenderer
from kompass_spec.model import (
    TOTAL,
    Discrepancy,
    DiscrepancyKind,
    Evaluator,
    Interval,
    Misprint,
    Quantity,
    Score,
    Scorecard,
)
from kompass_spec.plugins.requests import Order, Reference, RenderRequest, Terminal
from kompass_spec.registry.registry import Registry
from kompass_spec.wording.wording import wording_for
from kompass_testing.strategies import assessments, editions

# A whole scorecard with its edition is drawn at once, which a busy machine does slowly.
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ODD = st.text(max_size=20)
SAID = ODD.filter(str.strip)
LANGUAGES = st.sampled_from(["sv", "en", "nb", "fi"])


ENDS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans(), st.none() | st.integers(0, 200))


def _score(draw, code, maximum, assessment, parts):
    end, other, contradicted, added_up = draw(ENDS)
    printed = [figure.value for figure in assessment.observed(code, Quantity.POINTS)]
    return Score(
        code=code,
        low=maximum * Fraction(min(end, other), 60),
        high=maximum * Fraction(max(end, other), 60),
        max=maximum,
        printed=printed[0] if printed else None,
        sum_of_printed=None if added_up is None else Fraction(added_up),
        contradicted=contradicted,
        parts=parts,
    )


@st.composite
def scorecards(draw, edition):
    """Draw a scorecard with any bounds, texts and discrepancies; no scorer would make most of them."""
    assessment = draw(assessments(edition))
    assessment = evolve(
        assessment,
        evaluators=(Evaluator(name=draw(SAID), role=draw(ODD)),),
        findings=tuple(evolve(finding, text=draw(SAID)) for finding in assessment.findings),
        year_inferred=draw(st.booleans()),
        year_reason=draw(ODD),
    )
    areas = tuple(
        _score(
            draw,
            area.code,
            area.max,
            assessment,
            tuple(_score(draw, question.code, question.max, assessment, ()) for question in area.questions),
        )
        for area in edition.areas
    )
    figures = assessment.observations[:2]
    discrepancies: tuple[Discrepancy, ...] = ()
    if figures:
        kind = draw(st.sampled_from(DiscrepancyKind))
        misprint = Misprint(figure=figures[0], lowest=Fraction(1), highest=Fraction(1, 3))
        discrepancies = (
            Discrepancy(kind=kind, items=("1",), message="-", figures=figures, misprints=(misprint,)),
        )
    total = _score(draw, TOTAL, edition.max, assessment, areas)
    return Scorecard(assessment=assessment, total=total, discrepancies=discrepancies)


@st.composite
def requests(draw):
    """Draw a request for any scorecard, with and without history and reference."""
    edition = draw(editions())
    card = draw(scorecards(edition))
    reference = None
    if draw(st.booleans()):
        values = ((TOTAL, Interval(1, 2)), (edition.areas[0].code, Interval(Fraction(1, 3), 7)))
        reference = Reference(label=draw(ODD), count=draw(st.integers(1, 3)), values=values)
    return RenderRequest(
        scorecard=card,
        history=tuple(draw(st.lists(scorecards(edition), max_size=1))),
        registry=Registry.of([edition]),
        language=draw(LANGUAGES),
        reference=reference,
        order=draw(st.sampled_from(Order)),
    )


def test_nothing_depends_on_the_environment(monkeypatch, request_for, shown):
    """Law 6: "The same input gives the same bytes: no clock, locale, hash order or path leaks into an
    output."
    """
    outcomes = set()
    for settings_of_a_shell in (
        {},
        {"COLUMNS": "33", "FORCE_COLOR": "1", "TERM": "dumb", "JUPYTER_COLUMNS": "20", "LC_ALL": "C"},
        {"NO_COLOR": "1", "TTY_COMPATIBLE": "1", "COLORTERM": "truecolor", "LINES": "2"},
    ):
        for name, value in settings_of_a_shell.items():
            monkeypatch.setenv(name, value)
        terminals = (None, Terminal(width=70), Terminal(width=70, colours=True))
        outcomes.add(
            tuple(TextRenderer().render(request_for(shown, terminal=terminal)) for terminal in terminals)
        )
    assert len(outcomes) == 1


@settings(SLOW, max_examples=25)
@given(requests())
def test_any_scorecard_is_shown_and_always_the_same(request):
    """Law 6: "The same input gives the same bytes.\""""
    for renderer in (TextRenderer(), MarkdownRenderer()):
        first = renderer.render(request)
        assert first == renderer.render(request)
        assert first.endswith(b"\n")
        shown = first.decode()
        assert "\x1b" not in shown
        assert all(
            character == "\n" or character.isprintable() or character not in _controls()
            for character in shown
        )
        assert not any(line != line.rstrip(" ") for line in shown.splitlines() if renderer.name == "text")


def _controls():
    return {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}


@settings(SLOW, max_examples=25)
@given(requests())
def test_no_printed_figure_is_lost(request):
    """Design: "never a silent loss of a figure": every figure that was printed stands in every output."""
    wording = wording_for(request.language, request.edition.language)
    for renderer in (TextRenderer(), MarkdownRenderer()):
        shown = renderer.render(request).decode()
        seen = set(re.findall(r"−?\d+(?:[.,]\d+|/\d+)?", shown))
        for figure in request.scorecard.assessment.observations:
            # A table shows the shortest writing, a sentence the decimals that were printed.
            assert {
                wording.number(figure.value, digit) for digit in (Fraction(1), figure.precision)
            } & seen, figure
        for score in request.scorecard.total.walk():
            assert score.printed is None or wording.number(score.printed) in seen
            assert set(wording.interval(score.interval).split("–")) <= seen


@settings(SLOW, max_examples=25)
@given(requests(), st.integers(1, 250))
def test_nothing_is_cut_off_at_any_width(request, width):
    """Every word stands whole at every width from 40 columns, and no line is wider."""
    terminal = Terminal(width=width)
    shown = TextRenderer().render(evolve(request, terminal=terminal)).decode()
    assert all(cell_len(line) <= min(max(width, 40), 120) for line in shown.splitlines())
    words = set(re.findall(r"\w+", shown))
    for item in request.edition.walk():
        text = item.title if hasattr(item, "title") else item.text
        asked = text.in_language(request.language, request.edition.language).words
        assert set(asked.split()) <= words


@settings(SLOW, max_examples=25)
@given(requests(), st.integers(40, 120))
def test_colours_change_nothing_but_colours(request, width):
    plain = TextRenderer().render(evolve(request, terminal=Terminal(width=width))).decode()
    coloured = TextRenderer().render(evolve(request, terminal=Terminal(width=width, colours=True))).decode()
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == plain.split("\n")


def _expected(blocks):
    """Return the texts of blocks in order, and the widths of tables."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Bullets):
            yield from filter(None, (block.label, *block.items))
        elif isinstance(block, Facts):
            for fact in block.facts:
                yield f"{fact.label}: " + "\n".join(_cell(line) for line in fact.lines)
        elif isinstance(block, Table):
            yield tuple(column.head for column in block.columns)
            for row in block.rows:
                yield tuple(
                    _cell(cell, column.bar) for cell, column in zip(row.cells, block.columns, strict=True)
                )


def _cell(cell, bar=BAR_CELLS):
    if isinstance(cell, Bar):
        return "".join(characters for _, characters in cell.stretches(bar))
    return cell


def _read_back(markdown):
    """Return the texts that a Markdown parser finds, those of a table's row together."""
    row: list[str] = []
    is_in_row = False
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        if token.type == "tr_open":
            row, is_in_row = [], True
        elif token.type == "tr_close":
            yield tuple(row)
            is_in_row = False
        elif token.type == "inline":
            children = token.children or []
            words = "".join("\n" if child.type == "html_inline" else child.content for child in children)
            if is_in_row:
                row.append(words)
            else:
                yield words
        else:
            assert token.type.endswith(("_open", "_close")), token.type


@settings(SLOW, max_examples=50)
@given(requests())
def test_markdown_reads_as_the_text_printed(request):
    """Every text, cell and row of the content comes back from a Markdown parser as it was."""
    shown = MarkdownRenderer().render(request).decode()
    trimmed = [
        tuple(cell.strip() for cell in entry) if isinstance(entry, tuple) else entry.strip()
        for entry in _read_back(shown)
    ]
    wanted = [
        tuple(cell.strip() for cell in entry) if isinstance(entry, tuple) else entry.strip()
        for entry in _expected(compose(request))
    ]
    assert trimmed == wanted
