"""Drawings of every class: with figures of a well-known shape, and with what is hard to draw."""

from fractions import Fraction

from kompass_spec.model import Interval
from kompass_spec.model.drawings import (
    AreasByYear,
    Development,
    DevelopmentBreak,
    DevelopmentMean,
    DevelopmentPoint,
    Drawing,
    HeatMap,
    HeatRow,
    MappingDrawing,
    MappingLine,
    Pareto,
    ParetoBar,
    Profile,
    ProfileSeries,
    Radar,
    RankedDot,
    RankedDots,
    Weights,
    YearDots,
    YearSeries,
)

__all__ = ["HOSTILE", "hard_drawings", "sample_drawings"]

HOSTILE = '<script>alert("1")</script> & Ö\u202e𝔘😀 =1+1'
"""Words that no layout may take for anything else than words."""

_LONG = "Verksamhetsutvecklingsprogramsuppföljningsansvarig" * 4
_AREAS = (
    "1 Offentlighet och demokrati",
    "2 Brukarfokus, tillgänglighet och bemötande",
    "3 Politisk styrning och kontroll",
    "4 Ledarskap, ansvar och delegation",
    "5 Resultat och effektivitet",
    "6 Kommunen som arbetsgivare – personalpolitik",
    "7 Ständiga förbättringar",
    "8 Kommunen som samhällsbyggare",
)
_SHORT = (
    "1 Demokrati",
    "2 Brukarfokus",
    "3 Styrning",
    "4 Ledarskap",
    "5 Resultat",
    "6 Arbetsgivare",
    "7 Förbättringar",
    "8 Samhälle",
)
_YEARS = (
    (48, 37, 66, 58, 61, 58, 43, 70),
    (68, 49, 74, 72, 74, 76, 61, 77),
    (74, 57, 73, 70, 68, 76, 57, 77),
)
_CHANGES = (
    ("+6", "△"),
    ("+8", "△"),
    ("−1", "▽"),
    ("−2", "▽"),
    ("−6", "▽"),
    ("0", "≈"),
    ("−4", "▽"),
    ("0", "≈"),
)


def _about(points: int | str, either: str = "0.5", of: int = 1) -> Interval:
    middle, half = Fraction(points), Fraction(either)
    return Interval(max(middle - half, Fraction(0)) / of, (middle + half) / of)


def _series(name: str, points: tuple[int, ...]) -> ProfileSeries:
    return ProfileSeries(
        name=name,
        shares=tuple(_about(one, of=100) for one in points),
        figures=tuple(str(one) for one in points),
    )


def sample_drawings() -> dict[str, Drawing]:
    """Return a drawing of every class by a short name, of an organisation over three years."""
    first, second, newest = _YEARS
    profile = Profile(
        labels=_AREAS, short_labels=_SHORT, series=(_series("2017", newest), _series("Medel", second))
    )
    return {
        "areas": AreasByYear(
            series=(
                YearSeries(label="2013", legend="2013, äldre version"),
                YearSeries(label="2015", legend="2015, äldre version"),
                YearSeries(label="2017", legend="2017", is_current=True),
            ),
            editions=(0, 0, 1),
            rows=tuple(
                YearDots(
                    label=label,
                    dots=tuple(_about(points, of=100) for points in (first[at], second[at], newest[at])),
                    figures=((str(newest[at]), ""), _CHANGES[at]),
                )
                for at, label in enumerate(_AREAS)
            ),
            head="Område, högst 100 poäng",
            heads=("2017", "mot 2015"),
            legend=(("△▽", "om områdena är jämförbara*"), ("≈", "går inte att skilja åt")),
        ),
        "development": Development(
            maximum=Fraction(800),
            points=(
                DevelopmentPoint(label="2013", interval=_about(441), shown="441"),
                DevelopmentPoint(label="2015", interval=_about(551), shown="551"),
                DevelopmentPoint(
                    label="2017",
                    interval=Interval(Fraction("549.8"), Fraction("555.6")),
                    shown="552",
                    edition=1,
                    is_current=True,
                    adjusted=Interval(Fraction(592), Fraction(602)),
                    adjusted_shown="592–602*",
                ),
            ),
            breaks=(DevelopmentBreak(after=1, words="ny version, högre krav"),),
            means=(DevelopmentMean(edition=0, value=Fraction(460), shown="snitt 460", first=1, last=1),),
        ),
        "heat": HeatMap(
            heads=_SHORT,
            rows=(
                HeatRow(label="Örebro 2015", cells=((None, "inte publicerat"),) * 8),
                HeatRow(
                    label="Örnsköldsvik 2015",
                    cells=tuple((_about(one, of=100), str(one)) for one in second),
                    is_current=True,
                ),
                HeatRow(label="Grästorp 2014", cells=tuple((_about(one, of=100), str(one)) for one in first)),
            ),
        ),
        "mapping": MappingDrawing(
            source_head="2010 års version",
            target_head="2016 års version",
            source=_AREAS,
            target=(*_AREAS[1:], _AREAS[0]),
            lines=tuple(
                MappingLine(
                    source=at, target=(at - 1) % 8, words="utvidgad" if at % 3 else "", is_judged=at % 2 == 0
                )
                for at in range(8)
            ),
        ),
        "pareto": Pareto(
            bars=tuple(
                ParetoBar(label=label, lacking=Fraction(lacking), maximum=Fraction(25), shown=str(lacking))
                for label, lacking in zip(_AREAS, (14, 13, 13, 12, 11, 10, 9, 9), strict=True)
            ),
            lacking_in_all=Fraction(248),
        ),
        "profile": profile,
        "radar": Radar(profile=profile),
        "ranked": RankedDots(
            maximum=Fraction(800),
            rows=(
                RankedDot(label="Örebro", note="2015", interval=_about(650), shown="650"),
                RankedDot(
                    label="Örnsköldsvik", note="2015", interval=_about(551), shown="551", is_current=True
                ),
                RankedDot(label="Grästorp", note="2014", interval=_about(506, "20"), shown="486–526"),
                RankedDot(label="Strängnäs", note="2014", interval=_about(437), shown="437"),
                RankedDot(label="Luleå", note="2018", interval=None, shown="ingen total"),
            ),
            reference=_about(460),
            reference_label="snittet 460 för alla utvärderingar 2011–2014",
        ),
        "small": Development(
            maximum=Fraction(100),
            points=tuple(
                DevelopmentPoint(
                    label=label,
                    interval=_about(points),
                    shown=str(points),
                    edition=edition,
                    is_current=edition == 1,
                )
                for label, points, edition in (("2013", 37, 0), ("2015", 49, 0), ("2017", 57, 1))
            ),
            breaks=(DevelopmentBreak(after=1, words=""),),
            is_small=True,
        ),
        "weights": Weights(
            rows=tuple(
                (
                    label,
                    tuple(
                        (f"{at + 1}.{place + 1}", Fraction(points))
                        for place, points in enumerate((15, 20, 25, 30, 10) if at % 2 else (15, 20, 25, 40))
                    ),
                )
                for at, label in enumerate(_AREAS)
            )
        ),
    }


def hard_drawings() -> dict[str, Drawing]:
    """Return drawings that are hard to draw: hostile and very long words, many, none, equal and unknown."""
    wide = Interval(Fraction(0), Fraction(1))
    labels = (HOSTILE, _LONG, *(f"{at} {_AREAS[at % 8]}" for at in range(3, 25)))
    profile = Profile(
        labels=labels,
        short_labels=labels,
        series=(
            ProfileSeries(
                name=_LONG,
                shares=(None, wide, *(Interval(Fraction(0), Fraction(0)),) * 22),
                figures=(HOSTILE, *("0–100",) * 23),
            ),
            ProfileSeries(name=HOSTILE, shares=(wide,) * 24, figures=("100",) * 24),
        ),
    )
    return {
        "areas": AreasByYear(
            series=tuple(
                YearSeries(label=str(2000 + at), legend=_LONG if at == 1 else str(2000 + at))
                for at in range(7)
            ),
            editions=(0, 0, 1, 1, 2, 2, 3),
            rows=tuple(
                YearDots(
                    label=label,
                    dots=(None, wide, *(_about(50, of=100),) * 5),
                    figures=(("100,55", "▲"), ("okänt", "–"), ("−100", "▼")),
                )
                for label in labels[:6]
            ),
            head=_LONG,
            heads=("2006", "mot 2005", "mot 2004"),
            legend=(("▲▼△▽≈–", HOSTILE),),
        ),
        "development": _crowded(),
        "heat": HeatMap(
            heads=labels,
            rows=tuple(
                HeatRow(label=label, cells=((wide, "0–100"),) * 12 + ((None, HOSTILE),) * 12)
                for label in labels[:4]
            ),
        ),
        "mapping": MappingDrawing(
            source_head=_LONG,
            target_head=HOSTILE,
            source=labels,
            target=labels[:5],
            lines=tuple(
                MappingLine(source=at, target=at % 5, words="utvidgad", is_judged=at % 2 == 0)
                for at in range(24)
            ),
        ),
        "nothing-by-year": AreasByYear(series=(), editions=(), rows=(), head=""),
        "nothing-developed": Development(maximum=Fraction(800), points=()),
        "nothing-lacking": Pareto(bars=(), lacking_in_all=Fraction(0)),
        "nothing-mapped": MappingDrawing(source_head="", target_head="", source=(), target=(), lines=()),
        "nothing-of-heat": HeatMap(heads=(), rows=()),
        "nothing-profiled": Profile(labels=(), short_labels=(), series=()),
        "nothing-ranked": RankedDots(maximum=Fraction(0), rows=()),
        "nothing-weighed": Weights(rows=()),
        "one": Development(
            maximum=Fraction(800),
            points=(DevelopmentPoint(label="2017", interval=_about(800), shown="800", is_current=True),),
        ),
        "pareto": Pareto(
            bars=tuple(
                ParetoBar(label=label, lacking=Fraction(1, 3), maximum=Fraction(1), shown="0,3")
                for label in labels
            ),
            lacking_in_all=Fraction(8),
        ),
        "profile": profile,
        "radar": Radar(
            profile=Profile(
                labels=labels[:8],
                short_labels=labels[:8],
                series=(
                    ProfileSeries(name=HOSTILE, shares=(None, *(wide,) * 7), figures=(HOSTILE, *("50",) * 7)),
                ),
            )
        ),
        "ranked": RankedDots(
            maximum=Fraction("812.5"),
            rows=tuple(
                RankedDot(
                    label=label,
                    note=HOSTILE,
                    interval=None if at == 1 else _about(812, "400"),
                    shown=HOSTILE if at == 1 else "412–812,5",
                    is_current=at == 0,
                )
                for at, label in enumerate(labels[:6])
            ),
            reference=_about(800, "12"),
            reference_label=_LONG,
        ),
        "weights": Weights(
            rows=tuple(
                (label, tuple((HOSTILE, Fraction(1, at + 1)) for at in range(30))) for label in labels[:4]
            )
        ),
    }


def _crowded() -> Development:
    """Return totals so near each other, over so many years, that their figures have no room."""
    years = 12
    points = tuple(
        DevelopmentPoint(
            label=str(2000 + at),
            interval=_about(500 + at % 3, "0.5" if at % 2 else "30"),
            shown=f"{500 + at % 3},5",
            edition=at // 4,
            is_current=at == years - 1,
            adjusted=_about(504),
            adjusted_shown="502–506*",
        )
        for at in range(years)
    )
    means = tuple(
        DevelopmentMean(
            edition=at, value=Fraction(501 + at), shown=f"snitt {at}", first=at * 4, last=at * 4 + 3
        )
        for at in range(3)
    )
    breaks = (
        DevelopmentBreak(after=3, words=HOSTILE),
        DevelopmentBreak(after=7, words="ny version, högre krav och fler frågor"),
    )
    return Development(maximum=Fraction(800), points=points, breaks=breaks, means=means)
