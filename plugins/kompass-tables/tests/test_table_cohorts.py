"""What tables say together is what the object API says of the same results."""

import duckdb
import pytest
from attrs import evolve
from generated_tables import tables
from hypothesis import given, settings
from object_scorer import card_of
from test_table_engines import plain, relation_of

from kompass_spec.model import TOTAL
from kompass_spec.results.cohorts import cohort_of
from kompass_spec.results.ranking import ranks
from kompass_tables.cohorts import counts_of, places_of, points_of, summaries_of, whole_units
from kompass_tables.engines import on_duckdb
from kompass_tables.preparing import prepare

_FIGURES = ("mean", "median", "least", "greatest", "lower_quartile", "upper_quartile")


def named(card, index):
    """Return the result of another organisation."""
    organisation = evolve(card.assessment.organisation, name=f"Kommun {index}")
    return evolve(card, assessment=evolve(card.assessment, organisation=organisation))


@pytest.mark.slow
@settings(max_examples=max(2, settings().max_examples // 3))
@given(tables())
def test_a_summary_says_what_a_cohort_of_the_same_results_says(table):
    edition, layout, rows = table
    cards = [named(card_of(row, layout, edition), index) for index, row in enumerate(rows)]
    cohort = cohort_of(cards, edition, every=True)
    with duckdb.connect() as connection:
        relation = relation_of(plain(rows, layout, "text"), layout, "text", connection)
        prepared = prepare(
            tuple(relation.columns), edition, precision=layout.precision, units=True, cohort=True
        )
        on_duckdb.score(relation, prepared).create("ends")
        for code in [*(area.code for area in edition.areas), TOTAL]:
            unit = prepared.plan.unit
            counted = counts_of(connection, "ends", code, by=(), edition=edition, unit=unit)
            found = next(summaries_of(code, counted), None)
            expected = cohort[code]
            assert (found.count if found else 0) == expected.count
            if found is None:
                continue
            assert found.inferred == expected.inferred
            for figure in _FIGURES:
                assert (figure, getattr(found, figure)) == (figure, getattr(expected, figure))
            above_high, above_low = places_of(counted[()])
            whole = whole_units(edition, code, unit)
            columns = f'"{code}.low", "{code}.high", "{code}.max"'
            places = sorted(
                (1 + above_high[last], 1 + above_low[first] - (last > first))
                for low, high, most in connection.sql(
                    f'SELECT {columns} FROM ends WHERE "{code}.told"'
                ).fetchall()
                for first, last in [
                    (points_of((low, most), whole, unit), points_of((high, most), whole, unit))
                ]
            )
            ranking = ranks(cohort, edition, item=code)
            assert places == sorted((member.rank.best, member.rank.worst) for member in ranking.members)
