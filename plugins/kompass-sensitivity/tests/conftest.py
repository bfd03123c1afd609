"""Results of a few areas, made by hand: what their figures say, as cohorts."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from kompass_spec import Assessment, Organisation, cohort_of, load_plugins, load_registry, score_assessment
from kompass_spec.model import TOTAL, Observation, OrganisationKind, Quantity

REGISTRY = load_registry()
EDITION = REGISTRY["se-2010"]
PLUGINS = load_plugins("scorers", "converters")
CODES = tuple(area.code for area in EDITION.areas)


def card_of(name, points, *, total=None, precision=1, of_total=None, exact=False, edition=EDITION, year=2020):
    """Return the scorecard of an organisation with these points of the areas."""
    figures = [*zip(CODES, points, strict=False)]
    if total is not None:
        figures.append((TOTAL, total))
    seen = tuple(
        Observation(
            item=code,
            quantity=Quantity.POINTS,
            value=Fraction(value),
            precision=Fraction(of_total if of_total and code == TOTAL else precision),
            exact=exact,
        )
        for code, value in figures
    )
    assessment = Assessment(
        edition=edition.id,
        release=edition.release,
        organisation=Organisation(name=name, kind=OrganisationKind.MUNICIPALITY, country="SE"),
        year=year,
        observations=seen,
    )
    return score_assessment(assessment, registry=REGISTRY, plugins=PLUGINS)


def cohort(*cards):
    """Return the cohort of these results."""
    return cohort_of(cards, EDITION, registry=REGISTRY, plugins=PLUGINS)


class Made(SimpleNamespace):
    """Functions and values by name; shown by its name alone, as an edition is long."""

    def __repr__(self):
        return "made"


@pytest.fixture(scope="session")
def made():
    """What makes results by hand: ``card_of``, ``cohort``, and the edition that they are on."""
    return Made(card_of=card_of, cohort=cohort, edition=EDITION, codes=CODES)


@pytest.fixture(scope="session")
def table(tmp_path_factory):
    """A table of twelve municipalities that never were, with rounded points of eight areas."""
    file = tmp_path_factory.mktemp("table") / "results.csv"
    head = "organisation,year," + ",".join(f"{code}.points" for code in CODES)
    names = ["Alby", "Berga", "Carlsund", "Dalby", "Ekeby", "Forsa", "Granby", "Hagby"]
    rows = [
        f"{name},2023," + ",".join(str(45 + (place * 7 + area * area * 5) % 41) for area in range(1, 9))
        for place, name in enumerate(names)
    ]
    file.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return file
