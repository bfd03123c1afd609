"""The strategies draw what can be, from every class by itself, and shrink to what can be read."""

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, find, given, settings, strategies as st

from kompass_spec import Edition, Observation
from kompass_spec.model import TOTAL, Completeness
from kompass_testing.hypothesis_entry import registered
from kompass_testing.naive_scores import naive_bounds
from kompass_testing.printed_reports import printed_reports
from kompass_testing.reports import PrintedReport
from kompass_testing.samples import sample_editions
from kompass_testing.strategies import editions, mappings

QUICK = settings(
    phases=[Phase.generate], max_examples=2, suppress_health_check=list(HealthCheck), deadline=None
)
SHRINKING = settings(
    phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck), deadline=None
)


@pytest.mark.parametrize("kind", registered(), ids=lambda kind: kind.__name__)
def test_every_registered_class_is_drawn_by_its_type(kind):
    drawn = []

    @QUICK
    @given(st.from_type(kind))
    def draw(value):
        drawn.append(type(value))

    draw()
    assert set(drawn) == {kind}


@pytest.mark.slow
def test_an_edition_shrinks_to_what_can_be_read():
    """The false law "no edition has two areas" has a counter-example of two areas with nothing else in it."""
    found = find(st.from_type(Edition), lambda edition: len(edition.areas) > 1, settings=SHRINKING)
    assert [(area.code, area.title["sv"], area.max, area.headings) for area in found.areas] == [
        ("1", "Område 1 mål", found.areas[0].max, ()),
        ("2", "Område 2 mål", found.areas[1].max, ()),
    ]
    assert dict(found.title) == {"sv": "mål"}
    assert str(found.max) == "2"
    assert len(found.questions) <= 2


@pytest.mark.slow
def test_a_figure_shrinks_to_nothing_above_what_is_asked():
    found = find(st.from_type(Observation), lambda seen: seen.value > 7, settings=SHRINKING)
    assert (found.item, str(found.value), found.line) == (TOTAL, "8", 1)


def test_a_printed_report_shrinks_to_zeros_and_is_shown_as_its_text():
    edition = sample_editions(plain=True)[1]
    found = find(printed_reports(edition), lambda report: report.true_points("2") > 0, settings=SHRINKING)
    assert [(code, str(points)) for code, points in found.truth] == [
        ("1", "0"),
        ("2", "15/2"),
        (TOTAL, "15/2"),
    ]
    assert "## Område 1 Styrning\n\nRubriker\tPoäng\nStyrning\t0\n" in found.text

    @settings(SHRINKING, database=None)
    @given(printed_reports(edition))
    def false(report):
        assert report.true_points("2") == 0

    with pytest.raises(AssertionError) as caught:
        false()
    assert "<a report on xx-2010>\n# KommunKompassen" in "\n".join(caught.value.__notes__)


@settings(QUICK, max_examples=12)
@given(editions(Completeness.COMPLETE).flatmap(printed_reports))
def test_true_values_print_every_figure_of_a_report(report):
    """Design: "there are true values that print all of it"."""
    possible = naive_bounds(report.edition, report.figures)
    assert possible is not None
    for code, points in report.truth:
        low, high = possible[code]
        assert low <= points <= high
    lines = report.text.split("\n")
    for figure in report.figures:
        assert str(figure.value) in lines[figure.line - 1]


@settings(QUICK, max_examples=12)
@given(mappings())
def test_a_mapping_accounts_for_every_area_and_is_its_inverses_inverse(mapping):
    """Law 7: "every code accounted for, and the inverse of the inverse is the mapping itself"."""
    left = {code for link in mapping.links for code in link.source} | {one.code for one in mapping.dropped}
    assert left == {area.code for area in mapping.source.areas}
    assert mapping.invert().invert() == mapping


def test_a_report_is_printed_on_an_edition_that_knows_its_weights():
    unknown = find(
        editions(Completeness.AREAS).map(_without_a_weight),
        lambda edition: edition.max is None,
        settings=QUICK,
    )
    with pytest.raises(ValueError, match="does not know its weights"):
        find(printed_reports(unknown), lambda report: isinstance(report, PrintedReport), settings=QUICK)


def _without_a_weight(edition):
    return evolve(edition, areas=(evolve(edition.areas[0], max=None), *edition.areas[1:]))
