"""Results in a terminal, in a notebook, as rows and as data frames."""

import json
import re
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import entry_points
from io import BytesIO

import pytest

from kompass_spec import (
    Interval,
    UsageError,
    cohort_of,
    compare_scorecards,
    convert_scorecard,
    example_assessments,
    import_path,
    load_registry,
    score_assessment,
    score_assessments,
    to_frame,
)
from kompass_spec.documents.rows import NUMBERS, WHOLE_NUMBERS

NEEDED = {
    "kompass-convert-mapping",
    "kompass-frameworks",
    "kompass-import-report",
    "kompass-render-text",
    "kompass-score-standard",
}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)
REPORT = "docs/examples/ornskoldsvik-2017.md"


@pytest.fixture(scope="module")
def seen():
    """An object of every kind that is shown, by its kind."""
    registry = load_registry()
    cards = score_assessments(example_assessments()).scorecards
    conversion = convert_scorecard(cards[0], "se-2010")
    return {
        "scorecard": cards[0],
        "conversion": conversion,
        "comparison": compare_scorecards(cards),
        "cohort": cohort_of(cards[1:], registry["se-2010"]),
        "edition": registry["se-2016"],
        "assessment": cards[0].assessment,
        "registry": registry,
        "mapping": conversion.mapping,
        "score": cards[0].total,
        "area": registry["se-2016"].areas[0],
    }


TABLES = ("scorecard", "conversion", "comparison", "cohort", "edition")


def test_everything_is_one_short_line(seen):
    for one in seen.values():
        assert "\n" not in repr(one)
        assert len(repr(one)) <= 200
    assert repr(seen["scorecard"]) == (
        f"<Scorecard Örnsköldsvik 2017 on se-2016@{seen['edition'].release}: 549.8–555.6 of 800 points>"
    )
    assert repr(seen["score"]) == "<Score total: 549.8–555.6 of 800 points>"
    assert repr(seen["area"]) == "<Area 1 'Offentlighet och demokrati': 5 questions>"
    hostile = seen["edition"].assess("\x1b[31m\n" + "x" * 900, 2018)
    assert len(repr(hostile)) <= 200
    assert repr(hostile).isprintable()


@pytest.mark.parametrize("kind", TABLES)
def test_rows_are_plain_and_alike(seen, kind):
    exact, rounded = seen[kind].to_rows(), seen[kind].to_rows(floats=True)
    assert exact
    assert len({tuple(row) for row in exact}) == 1, "every row has the same keys in the same order"
    assert json.loads(json.dumps(exact)) == exact
    for row, other in zip(exact, rounded, strict=True):
        for key, value in row.items():
            if key in NUMBERS and value is not None:
                assert other[key] == float(Fraction(value))
                assert isinstance(other[key], float)
            elif key in WHOLE_NUMBERS:
                assert value is None or type(value) is int
            else:
                assert isinstance(value, str | bool | None)


@pytest.mark.parametrize("kind", TABLES)
def test_a_notebook_shows_a_table(seen, kind):
    table = seen[kind]._repr_html_()
    assert table.startswith("<table><caption>")
    assert table.count("<tr>") > 5


def test_a_notebook_shows_no_tags_of_others():
    card = score_assessment(load_registry()["se-2016"].assess("<b>Lund</b>", 2018))
    assert "<b>" not in card._repr_html_()


def test_an_interval_is_unpacked_formatted_and_has_a_middle():
    interval = Interval("10.65", "34/3")
    low, high = interval
    assert (low, high) == (Fraction("10.65"), Fraction(34, 3))
    assert interval.midpoint == (low + high) / 2
    assert [f"{interval:.1f}", f"{interval:.0f}", f"{interval}", f"{Interval(2, 2):.1f}"] == [
        "10.6–11.4",
        "10–12",
        "10.65–34/3",
        "2.0",
    ]
    assert all(value in interval for value in (11, 11.0, Decimal("10.65"), 10.65))
    assert 10.64 not in interval
    with pytest.raises(ValueError, match=r"'\.1f' and the like"):
        f"{interval:>9}"


def test_what_is_not_there_is_a_key_error_that_says_what_is(seen):
    assert "7.2" in seen["scorecard"]
    for kind in ("scorecard", "conversion", "comparison", "cohort"):
        assert "total" in seen[kind]
        assert "7.99" not in seen[kind]
        with pytest.raises(KeyError) as missed:
            seen[kind]["7.99"]
        assert str(missed.value).startswith("There is no '7.99' in ")
        assert re.search(r"There are: .*1, .*total|There are: total, 1", str(missed.value))
    with pytest.raises(KeyError, match="Did you mean 'se-2016'"):
        seen["registry"]["se-2017"]
    with pytest.raises(KeyError, match=r"Did you mean '7\.2'"):
        seen["edition"].item("7.22")


def test_an_edition_names_its_items(seen):
    edition = seen["edition"]
    assert edition.name("7", "sv") == edition.name("7") == "Ständiga förbättringar"
    assert edition.name("7", "fi") == "Ständiga förbättringar", "never in another language than its own"
    assert edition.name("total") == "Kommunkompassen 2016"
    assert edition.name(edition.headings[0].code)
    with pytest.raises(KeyError, match="There is no"):
        edition.name("77")


def test_the_example_is_that_of_the_report():
    for one, other in zip(example_assessments(), import_path(REPORT).assessments, strict=True):
        assert (one.edition, one.year, one.organisation) == (other.edition, other.year, other.organisation)
        assert [(seen.item, seen.value, seen.line) for seen in one.observations] == [
            (seen.item, seen.value, seen.line) for seen in other.observations
        ]


def test_a_library_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="pandas, polars"):
        to_frame([], library="numpy")


@pytest.mark.examples
@pytest.mark.parametrize("kind", TABLES)
def test_frames_hold_plain_values_and_can_be_written(seen, kind):
    import pandas as pd  # noqa: PLC0415 - only the group `examples` has it
    import polars as pl  # noqa: PLC0415 - see above

    frame = to_frame(seen[kind])
    other = to_frame(seen[kind], library="polars")
    assert len(frame) == len(other) == len(seen[kind].to_rows())
    for name in frame.columns:
        if name in NUMBERS:
            assert frame[name].dtype == "float64"
            assert other[name].dtype == pl.Float64
        elif name in WHOLE_NUMBERS:
            assert frame[name].dtype == pd.Int64Dtype()
            assert other[name].dtype == pl.Int64
    written = BytesIO()
    frame.to_parquet(written)
    assert pd.read_parquet(BytesIO(written.getvalue())).shape == frame.shape
    other.write_parquet(written)
    assert json.loads(frame.to_json())
    assert other.write_json()
    if kind == "scorecard":
        assert frame["low"].sum() > 0
        two = to_frame([seen[kind], seen[kind]])
        assert len(two) == 2 * len(frame)
