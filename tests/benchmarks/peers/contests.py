"""What is compared with what: who does the same work, at which sizes, and how much longer ours may take."""

from collections.abc import Mapping, Sequence
from typing import Any, final

from attrs import frozen

__all__ = ["CONTESTS", "Contest", "Work"]


@final
@frozen
class Work:
    """Hold a piece of work: what the page calls it, its script, its environment and what it is asked for.

    ``largest`` is the greatest size that it is done at; ``in_threads`` says that it can use several cores.
    """

    called: str
    script: str
    environment: str = ""
    asked: Mapping[str, Any] = {}
    largest: int = 10**9
    in_threads: bool = False


@final
@frozen
class Contest:
    """Hold one comparison: ours, and others that do as much of it as they can.

    ``most`` is the greatest ratio, ours divided by the other's, at the size ``guarded``, by the other's
    name; a greater one is a clear loss.
    """

    title: str
    says: str
    unit: str
    sizes: Sequence[int]
    ours: Sequence[Work]
    others: Sequence[Work]
    prepare: str | None
    guarded: int
    most: Mapping[str, float]


_SE_2016 = {"edition": "se-2016"}
_MEMORY = {**_SE_2016, "to_file": False}
_FILE = {**_SE_2016, "to_file": True}


def _figures(figures: str) -> Contest:
    """Return the contest of some figures of every row against adding them up."""
    said = {
        "all": "Points and percents of all 54 items",
        "percent": "Percents of the 45 questions",
        "points": "Points of the 45 questions",
    }[figures]
    asked = {**_SE_2016, "figures": figures}
    return Contest(
        title=f"{said}, with gaps",
        says=(
            f"{said}, of which one in twenty is missing. Ours gives the exact ends of the areas and of the"
            " total, 18 columns, or those of all items, 108 columns, each with what contradicts what; the SQL"
            " adds all figures of a row up to one number, what is missing as 0, and checks nothing."
        ),
        unit="assessments",
        sizes=(10**5, 10**6),
        ours=(
            Work("areas and total", "score_figures", asked={**asked, "ends": "sums"}, in_threads=True),
            Work("all items", "score_figures", asked={**asked, "ends": "all"}, in_threads=True),
        ),
        others=(Work("DuckDB, hand-written SQL", "scan_figures", asked=asked, in_threads=True),),
        prepare="make_figures",
        guarded=10**5,
        most={"DuckDB, hand-written SQL": 32 if figures == "all" else 20},
    )


CONTESTS = (
    Contest(
        title="Scores in memory",
        says=(
            "Ours gives two exact ends of all 54 items, what contradicts what, and why a row is refused; the"
            " others add up nine sums of one number each, and check nothing. Their results agree to the last"
            " digit."
        ),
        unit="assessments of 45 questions",
        sizes=(1, 10**3, 10**5, 10**6, 10**7),
        ours=(
            Work("kompass-spec, objects", "score_objects", asked=_SE_2016, largest=10**3),
            Work("kompass-tables, columns", "score_columns", asked=_MEMORY, in_threads=True),
        ),
        others=(
            Work("DuckDB, hand-written SQL", "sum_duckdb", "sums", _MEMORY, in_threads=True),
            Work("numpy, hand-written", "sum_numpy", "sums", _MEMORY),
            Work("Polars, hand-written", "sum_polars", "sums", _MEMORY, in_threads=True),
            Work("OpenFisca", "sum_openfisca", "openfisca", _MEMORY),
        ),
        prepare="make_percents",
        guarded=10**5,
        most={"DuckDB, hand-written SQL": 60, "OpenFisca": 90},
    ),
    _figures("all"),
    _figures("percent"),
    _figures("points"),
    Contest(
        title="Scores from Parquet to Parquet",
        says=(
            "Ours is the whole command `kompass table score`: it writes 110 columns more, the rows that are"
            " refused with reasons, proves that none is lost, and hashes what it wrote; the others write nine"
            " columns."
        ),
        unit="assessments of 45 questions",
        sizes=(10**3, 10**5, 10**6, 10**7),
        ours=(Work("kompass table score", "score_columns", asked=_FILE, in_threads=True),),
        others=(
            Work("DuckDB, hand-written SQL", "sum_duckdb", "sums", _FILE, in_threads=True),
            Work("Polars, hand-written", "sum_polars", "sums", _FILE, in_threads=True),
        ),
        prepare="make_percents",
        guarded=10**5,
        most={"DuckDB, hand-written SQL": 50},
    ),
    Contest(
        title="Converting objects",
        says=(
            "Ours proves the narrowest bounds of every item under the identity of `se-2016`, the mapping with"
            " the most links that there is; linkml-map copies 45 fields into 45 others."
        ),
        unit="results of 45 questions",
        sizes=(100,),
        ours=(
            Work("kompass-convert-mapping", "convert_objects", asked={**_SE_2016, "certified": False}),
            Work("with certificates", "convert_objects", asked={**_SE_2016, "certified": True}),
        ),
        others=(Work("linkml-map", "convert_linkml", "linkml"),),
        prepare=None,
        guarded=100,
        most={"linkml-map": 13},
    ),
    Contest(
        title="Converting in columns",
        says=(
            "Ours scores the figures first, and converts them by the identity of `se-2016`, compiled once:"
            " two proved ends and a basis of all 54 items; linkml-map copies 45 fields into 45 others."
        ),
        unit="results of 45 questions",
        sizes=(10**3, 10**5, 10**6),
        ours=(Work("kompass-tables, columns", "convert_columns", asked=_SE_2016, in_threads=True),),
        others=(Work("linkml-map", "convert_linkml", "linkml", largest=10**3),),
        prepare="make_percents",
        guarded=10**3,
        most={"linkml-map": 1},
    ),
    Contest(
        title="Checking assessments",
        says=(
            "Ours makes frozen objects and holds every rule; pydantic makes objects with types alone,"
            " jsonschema holds our schema and makes none."
        ),
        unit="assessments of 45 questions, from parsed JSON",
        sizes=(10**3, 10**5),
        ours=(Work("kompass-spec", "validate_objects", asked=_SE_2016),),
        others=(
            Work("pydantic", "validate_pydantic", "validation"),
            Work("jsonschema", "validate_jsonschema", "validation", largest=10**3),
        ),
        prepare="make_assessments",
        guarded=10**3,
        most={"jsonschema": 0.45, "pydantic": 5.2},
    ),
    Contest(
        title="Loading and checking a catalogue",
        says=(
            "Ours reads TOML and checks every rule of an edition; compliance-trestle reads JSON into its"
            " models and runs all its validators."
        ),
        unit="catalogue of 1,200 items",
        sizes=(1,),
        ours=(Work("kompass-spec", "catalogue_edition"),),
        others=(Work("compliance-trestle", "catalogue_trestle", "trestle"),),
        prepare="make_catalogue",
        guarded=1,
        most={"compliance-trestle": 5},
    ),
)
