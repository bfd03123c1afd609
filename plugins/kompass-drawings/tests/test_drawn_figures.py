"""What stands in a drawing, read back with a ruler: every figure lies where its axis says, by its words."""

import math
import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from kompass_drawings import HALF, PRINT, WIDE, draw
from kompass_spec import Interval
from kompass_spec.model.drawings import (
    AreasByYear,
    Development,
    DevelopmentBreak,
    DevelopmentMean,
    DevelopmentPoint,
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

NAMES = ("Alfa", "Beta", "Gamma", "Delta", "Epsilon")
WIDTHS = pytest.mark.parametrize("width", [WIDE, HALF])
NEAR = 0.02
"""Pixels: what is lost where lengths are written with two decimals."""


def share(low, high):
    return Interval(Fraction(low, 100), Fraction(high, 100))


def points(low, high):
    return Interval(Fraction(low), Fraction(high))


class Seen:
    """Hold the shapes of a drawing by their kind, and its texts by where they stand."""

    def __init__(self, drawing, width):
        svg = draw(drawing, identity="d", title="T", finding="F", width=width, palette=PRINT)
        self.elements = list(ET.fromstring(svg).iter())  # noqa: S314 - our own drawing
        self.texts = [
            (float(one.get("x")), float(one.get("y")), (one.text or "") + "".join(c.tail or "" for c in one))
            for one in self.of("text")
        ]

    def of(self, name, **attributes):
        named = [one for one in self.elements if one.tag.endswith(f"}}{name}")]
        return [
            one
            for one in named
            if all(one.get(key.replace("_", "-")) == value for key, value in attributes.items())
        ]

    def numbers(self, name, keys, **attributes):
        return [tuple(float(one.get(key)) for key in keys.split()) for one in self.of(name, **attributes)]

    def upright(self):
        """Return where the lines of an axis of figures stand, from left to right."""
        lines = self.numbers("line", "x1 x2", stroke=PRINT.rule)
        return sorted(one for one, other in lines if one == other)

    def beside(self, y, near=9.0):
        """Return the texts of a row from left to right."""
        return [words for x, down, words in sorted(self.texts) if abs(down - 4.5 - y) < near]

    def at(self, words):
        """Return where a text stands that stands there once."""
        (place,) = [(x, y) for x, y, said in self.texts if said == words]
        return place


def near(one, other, within=NEAR):
    return abs(one - other) <= within


def axis_of(seen):
    """Return what turns a pixel into a figure by the lines and figures of an axis, all of which agree."""
    lines = seen.upright()
    figures = [
        (min(lines, key=lambda line: abs(line - x)), Fraction(words.removesuffix("\u00a0%")))
        for x, y, words in seen.texts
        if re.fullmatch(r"\d+(\u00a0%)?", words) and min(abs(line - x) for line in lines) < 16
        and y in {min(y for _, y, _ in seen.texts), max(y for _, y, _ in seen.texts)}
    ]  # fmt: skip
    (first, low), (last, high) = min(figures), max(figures)
    unit = (high - low) / Fraction(last - first)
    for line, figure in figures:
        assert near(line, first + float((figure - low) / unit))
    return lambda pixel: float(low + unit * Fraction(pixel - first)), figures


def whiskers(seen):
    """Return for each height the ends of the whisker that lies there."""
    paths = (re.match(r"M(\S+) (\S+)v(\d)m0 -\dH([\d.]+)m", one.get("d")) for one in seen.of("path"))
    found = [tuple(map(float, path.groups())) for path in paths if path is not None]
    return {y + high / 2: (low, end) for low, y, high, end in found}


SERIES = (
    ProfileSeries(name="i år", shares=(share(10, 30), share(50, 60), None), figures=("20", "55", "okänt")),
    ProfileSeries(
        name="förr", shares=(share(5, 15), share(70, 90), share(0, 100)), figures=("11", "81", "?")
    ),
)


@WIDTHS
def test_the_bars_and_bounds_of_a_profile_are_its_shares(width):
    drawing = Profile(labels=NAMES[:3], short_labels=NAMES[:3], series=SERIES)
    seen = Seen(drawing, width)
    lines = seen.upright()
    assert len(lines) == 5
    figures = {words for series in SERIES for words in series.figures}
    above = [words for _, _, words in sorted(seen.texts) if re.match(r"\d", words) and words not in figures]
    assert above == ["0", "25", "50", "75", "100\u00a0%"]
    start, end = lines[0], lines[-1]
    ends = whiskers(seen)
    legend = 15
    for order, (series, shape) in enumerate(
        zip(SERIES, ({"fill": PRINT.accent}, {"stroke": PRINT.other}), strict=True)
    ):
        bars = [one for one in seen.numbers("rect", "x y width height", **shape) if one[2] != legend]
        known = [(one, words) for one, words in zip(series.shares, series.figures, strict=True) if one]
        for (x, y, reach, high), (one, words) in zip(bars, known, strict=True):
            assert near(x, start)
            assert near(reach / (end - start), one.low, 1e-3)
            low, top = ends[y + high / 2]
            assert near((low - start) / (end - start), one.low, 1e-3)
            assert near((top - start) / (end - start), one.high, 1e-3)
            across, down = seen.at(words)
            assert top < across
            assert y < down < y + high
            label = NAMES[series.figures.index(words)]
            assert -40 < seen.at(label)[1] - down < 25
        assert [series.name for _, _, words in seen.texts if words == series.name] == [series.name]
        assert order == 1 or seen.at("okänt")[1] > seen.at("55")[1]


def test_the_corners_of_a_star_are_its_shares():
    shares = (share(10, 30), share(50, 60), share(90, 100), share(0, 0), share(40, 40))
    figures = ("20", "55", "95", "0", "40")
    profile = Profile(
        labels=NAMES,
        short_labels=NAMES,
        series=(ProfileSeries(name="2017", shares=shares, figures=figures),),
    )
    seen = Seen(Radar(profile=profile), WIDE)
    axes = seen.numbers("line", "x1 y1 x2 y2", stroke=PRINT.rule)
    (center,) = {axis[:2] for axis in axes}
    ends = [axis[2:] for axis in axes]
    radius = center[1] - ends[0][1]
    (star,) = seen.of("polygon", stroke=PRINT.accent)
    corners = [tuple(map(float, one.split(","))) for one in star.get("points").split()]
    assert corners == seen.numbers("circle", "cx cy", fill=PRINT.accent)
    for index, (corner, end, one) in enumerate(zip(corners, ends, shares, strict=True)):
        turn = 2 * math.pi * index / len(shares)
        assert near(end[0], center[0] + radius * math.sin(turn))
        assert near(end[1], center[1] - radius * math.cos(turn))
        middle = float(one.low + one.high) / 2
        assert near(corner[0], center[0] + middle * (end[0] - center[0]))
        assert near(corner[1], center[1] + middle * (end[1] - center[1]))
        for words in (NAMES[index], figures[index]):
            places = [(x, y) for x, y, said in seen.texts if said == words and y != seen.at("25")[1]]
            assert min(ends, key=lambda other: math.dist(other, places[0])) == end
            assert math.dist(places[0], center) > math.dist(end, center)
    for ring, figure in zip(seen.of("polygon", stroke=PRINT.rule), (25, 50, 75, 100), strict=True):
        top = float(ring.get("points").split()[0].split(",")[1])
        assert near(center[1] - top, radius * figure / 100)
        assert near(seen.at(str(figure))[1] - 11, top)


def test_totals_stand_over_their_years_at_their_points():
    years = (("2011", 400, 420, 0), ("2013", 500, 500, 0), ("2015", 480, 520, 1), ("2017", 560, 580, 1))
    drawing = Development(
        maximum=Fraction(800),
        points=tuple(
            DevelopmentPoint(
                label=label,
                interval=points(low, high),
                shown=f"{label}s",
                edition=edition,
                is_current=label == "2017",
                adjusted=points(600, 640) if label == "2017" else None,
                adjusted_shown="600–640*" if label == "2017" else "",
            )
            for label, low, high, edition in years
        ),
        breaks=(DevelopmentBreak(after=1, words="ny version"),),
        means=(DevelopmentMean(edition=0, value=Fraction(450), shown="snitt", first=0, last=1),),
    )
    seen = Seen(drawing, WIDE)
    lines = seen.numbers("line", "y1", stroke=PRINT.rule)
    axis = [(y, int(words)) for (y,) in lines for _, down, words in seen.texts
            if near(down - 4, y) and words.isdigit()]  # fmt: skip
    assert len(axis) == len(lines) > 1
    (low_y, low), (high_y, high) = max(axis), min(axis)

    def value(y):
        return low + (high - low) * (y - low_y) / (high_y - low_y)

    assert all(near(value(y), figure, 0.1) for y, figure in axis)
    dots = sorted(seen.numbers("circle", "cx cy"))
    ends = [re.match(r"M(\S+) (\S+)h8m-4 0V([\d.]+)m", one.get("d")) for one in seen.of("path")]
    bounds = {float(one[1]) + 4: (float(one[3]), float(one[2])) for one in ends}
    for (x, y), (label, least, most, _) in zip(dots, years, strict=True):
        assert near(value(y), (least + most) / 2, 0.2)
        assert near(seen.at(label)[0], x)
        assert math.dist(seen.at(f"{label}s"), (x, y)) < 30
        bottom, top = next((pair for at, pair in bounds.items() if near(at, x)), (y, y))
        assert near(value(bottom), least, 0.2)
        assert near(value(top), most, 0.2)
    ((left, top, wide, tall),) = seen.numbers("rect", "x y width height", stroke=PRINT.accent)
    assert near(left + wide / 2, dots[3][0])
    assert near(value(top), 640, 0.2)
    assert near(value(top + tall), 600, 0.2)
    assert seen.at("600–640*")[1] > top - 8
    joints = seen.numbers("line", "x1 y1 x2 y2", stroke=PRINT.other)
    assert joints == [(*dots[0], *dots[1]), (*dots[2], *dots[3])]
    (mean,) = (one for one in seen.numbers("line", "x1 y1 x2 y2", stroke=PRINT.faint) if one[1] == one[3])
    assert near(value(mean[1]), 450, 0.2)
    assert mean[0] < dots[0][0] < dots[1][0] < mean[2] < dots[2][0]
    assert abs(seen.at("snitt")[1] - mean[1]) < 20
    (parting,) = (one for one in seen.numbers("line", "x1 x2", stroke=PRINT.faint) if one[0] == one[1])
    assert near(parting[0], (dots[1][0] + dots[2][0]) / 2)


@WIDTHS
def test_dots_of_areas_stand_at_their_shares_in_the_rows_of_their_figures(width):
    rows = {
        "Alfa": (share(20, 20), share(30, 40), share(55, 55), "55", ("+20", "▲")),
        "Beta": (share(70, 70), None, share(60, 62), "61", ("−9", "▽")),
    }
    drawing = AreasByYear(
        series=(
            YearSeries(label="2013", legend="år 2013"),
            YearSeries(label="2015", legend="år 2015"),
            YearSeries(label="2017", legend="år 2017", is_current=True),
        ),
        editions=(0, 0, 1),
        rows=tuple(
            YearDots(label=label, dots=dots, figures=((figure, ""), change))
            for label, (*dots, figure, change) in rows.items()
        ),
        head="Område",
        heads=("2017", "mot 2015"),
    )
    seen = Seen(drawing, width)
    labels = [(round(x), words) for x, _, words in seen.texts if re.fullmatch(r"\d0(\u00a0%)?", words)]
    assert [words for _, words in sorted(labels)][-1] == "80\u00a0%"
    assert "10" in [words for _, words in labels]
    tens = {int(words.removesuffix("\u00a0%")): seen.at(words)[0] for _, words in labels}
    unit = (tens[70] - tens[10]) / 60
    for ten in range(10, 80, 10):
        assert ten not in tens or near(tens[ten], tens[10] + (ten - 10) * unit)
    circles = seen.numbers("circle", "cx cy r")
    heights = sorted({y for _, y, _ in circles if y > seen.at("Alfa")[1] - 10})
    for (label, (*dots, figure, (change, mark))), height in zip(rows.items(), heights, strict=True):
        down = seen.at(label)[1]
        assert -NEAR < height - (down - 4.5) < 30
        for one, radii in zip(dots, ((3.4,), (5, 8.5), (6.5,)), strict=True):
            found = [x for x, y, radius in circles if radius in radii and y == height]
            assert len(found) == (one is not None)
            if one is not None:
                assert near((found[0] - tens[10]) / unit + 10, float(one.low + one.high) * 50, 0.1)
        assert near(seen.at(figure)[1], down)
        assert near(seen.at(change)[1], down)
        assert seen.at(figure)[0] < seen.at(change)[0]
        triangles = [one.get("points") for one in seen.of("polygon")]
        corners = [[tuple(map(float, one.split(","))) for one in text.split()] for text in triangles]
        (triangle,) = [one for one in corners if abs(one[2][1] - (down - 4.5)) < 6]
        assert (triangle[2][1] < triangle[0][1]) == (mark == "▲")
    fills = [one.get("fill") for one in seen.of("polygon")]
    assert fills == [PRINT.ink, PRINT.paper]
    ((start, end),) = seen.numbers("line", "x1 x2", stroke=PRINT.other)
    assert near((start - tens[10]) / unit + 10, 20, 0.1)
    assert near((end - tens[10]) / unit + 10, 35, 0.1)
    for year, radius in (("2013", 3.4), ("2015", 5), ("2017", 6.5)):
        x, y = seen.at(f"år {year}")
        assert any(one[2] == radius and 0 < x - one[0] < 20 and abs(one[1] - y) < 6 for one in circles)


def test_every_series_has_a_mark_in_every_row_however_old_it_is():
    years = range(2011, 2018)
    drawing = AreasByYear(
        series=tuple(
            YearSeries(label=str(year), legend=f"år {year}", is_current=year == 2017) for year in years
        ),
        editions=tuple(range(7)),
        rows=(YearDots(label="Alfa", dots=tuple(share(ten, ten) for ten in range(20, 90, 10))),),
        head="Område",
    )
    seen = Seen(drawing, WIDE)
    row = seen.at("Alfa")[1] - 4.5
    circles = [x for x, y in seen.numbers("circle", "cx cy") if near(y, row)]
    boxes = [x + wide / 2 for x, y, wide in seen.numbers("rect", "x y width") if near(y + wide / 2, row)]
    lines = [
        x
        for x, top, bottom in seen.numbers("line", "x1 y1 y2", stroke=PRINT.faint)
        if near((top + bottom) / 2, row)
    ]
    marks = sorted(circles + boxes + lines)
    assert len(marks) == 7
    step = (marks[-1] - marks[0]) / 6
    assert all(near(mark, marks[0] + index * step) for index, mark in enumerate(marks))


@WIDTHS
def test_the_ranked_stand_at_their_points_beside_the_reference(width):
    totals = (
        ("Alfa", points(600, 700), "x650"),
        ("Beta", points(500, 502), "x501"),
        ("Gamma", None, "ingen"),
    )
    drawing = RankedDots(
        maximum=Fraction(800),
        rows=tuple(
            RankedDot(label=label, note="2015", interval=one, shown=shown, is_current=label == "Beta")
            for label, one, shown in totals
        ),
        reference=points(440, 480),
        reference_label="snittet",
    )
    seen = Seen(drawing, width)
    value, figures = axis_of(seen)
    assert {0, 400, 800} <= {figure for _, figure in figures} <= {0, 200, 400, 600, 800}
    stems = [one for one in seen.numbers("line", "x1 y1 x2 y2") if one[1] == one[3]]
    dots, ends = seen.numbers("circle", "cx cy"), whiskers(seen)
    assert len(dots) == len(stems) == 2
    for (x, y), (start, height, end, _), (label, one, shown) in zip(dots, stems, totals[:2], strict=True):
        assert near(value(x), float(one.low + one.high) / 2, 0.1)
        assert (end, height) == (x, y)
        assert near(value(start), 0, 0.1)
        assert near(seen.at(shown)[1] - 4.5, y)
        assert seen.at(shown)[0] > x
        assert -30 < seen.at(f"{label} 2015")[1] - 4.5 - y <= NEAR
    low, high = ends[dots[0][1]]
    assert near(value(low), 600, 0.1)
    assert near(value(high), 700, 0.1)
    assert seen.at("ingen")[1] > seen.at("x501")[1]
    ((middle,),) = seen.numbers("line", "x1", stroke=PRINT.ink)
    assert near(value(middle), 460, 0.1)
    ((left, wide),) = seen.numbers("rect", "x width", fill=PRINT.soft)
    assert near(value(left), 440, 0.1)
    assert near(value(left + wide), 480, 0.1)
    assert abs(seen.at("snittet")[0] - middle) < 60


@WIDTHS
def test_what_is_lacking_is_as_long_as_it_is_and_adds_up(width):
    bars = (("Alfa", 30, 40), ("Beta", 15, 20), ("Gamma", 5, 25))
    drawing = Pareto(
        bars=tuple(
            ParetoBar(label=label, lacking=lacking, maximum=most, shown=f"{lacking}p")
            for label, lacking, most in bars
        ),
        lacking_in_all=100,
    )
    seen = Seen(drawing, width)
    whole = seen.numbers("rect", "x y width height", fill=PRINT.soft)
    lacking = seen.numbers("rect", "x y width height", fill=PRINT.other)
    begin, end = seen.upright()
    dots = seen.numbers("circle", "cx cy", stroke=PRINT.accent)
    (path,) = seen.of("path")
    steps = [tuple(map(float, one.split())) for one in path.get("d").removeprefix("M").split("L")]
    assert steps == dots
    running = 0
    for (label, less, most), full, part, (x, y) in zip(bars, whole, lacking, dots, strict=True):
        assert near(full[2] / whole[0][2], most / 40, 1e-3)
        assert near(part[2] / whole[0][2], less / 40, 1e-3)
        assert full[:2] == part[:2] == whole[0][:1] + full[1:2]
        running += less
        assert near((x - begin) / (end - begin), running / 100, 1e-3)
        assert near(y, part[1] + part[3] / 2)
        assert seen.beside(y, 1)[-2:] == [f"{less}p", f"{running}\u00a0%"]
        assert -30 < seen.at(label)[1] - 4.5 - y <= NEAR


@WIDTHS
def test_the_fields_of_a_heat_map_hold_their_figures_and_are_as_dark_as_they_are_great(width):
    cells = {
        "Alfa": ((share(10, 30), "20"), (share(50, 60), "55"), (None, "–")),
        "Beta": ((share(90, 90), "90"), (share(0, 0), "0"), (share(70, 70), "70")),
    }
    drawing = HeatMap(
        heads=("I", "II", "III"),
        rows=tuple(
            HeatRow(label=label, cells=row, is_current=label == "Beta") for label, row in cells.items()
        ),
    )
    seen = Seen(drawing, width)
    fields = [one for one in seen.of("rect") if one.get("fill") != "none"]
    shown = [pair for row in cells.values() for pair in row]
    dark = []
    for index, (field, (one, words)) in enumerate(zip(fields, shown, strict=True)):
        left, top, wide, tall = (float(field.get(key)) for key in ("x", "y", "width", "height"))
        assert field[0].text == words
        x, y = seen.at(words)
        assert near(x, left + wide / 2)
        assert top < y < top + tall
        assert near(seen.at(("I", "II", "III")[index % 3])[0], x)
        assert top < seen.at(("Alfa", "Beta")[index // 3])[1] < top + tall
        if one is not None:
            dark.append((float(field.get("fill-opacity")), one.low + one.high))
    assert [shade for shade, _ in sorted(dark)] == [
        shade for shade, _ in sorted(dark, key=lambda pair: pair[1])
    ]
    assert len({shade for shade, _ in dark}) == len(dark)
    ((top, tall),) = seen.numbers("rect", "y height", fill="none")
    assert top < seen.at("Beta")[1] < top + tall


def test_heads_that_are_turned_stand_over_their_columns():
    heads = tuple(f"{name}lång{name} {name}kort" for name in ("Alfa", "Beta", "Gamma", "Delta", "Zeta"))
    row = HeatRow(label="I", cells=tuple((share(at, at), str(at)) for at in range(11, 16)))
    seen = Seen(HeatMap(heads=heads, rows=(row,)), HALF)
    for head, (_, figure) in zip(heads, row.cells, strict=True):
        lines = [x for x, _, words in seen.texts if words in head.split() or words == head]
        assert lines
        assert abs(sum(lines) / len(lines) - seen.at(figure)[0]) < 6


@WIDTHS
def test_blocks_are_as_wide_as_their_points(width):
    rows = (("Alfa", (("1.1", 15), ("1.2", 25))), ("Beta", (("2.1", 40), ("2.2", 20), ("2.3", 20))))
    drawing = Weights(
        rows=tuple((label, tuple((name, Fraction(most)) for name, most in row)) for label, row in rows)
    )
    seen = Seen(drawing, width)
    blocks = [
        (one[0].text, *(float(one.get(key)) for key in ("x", "y", "width", "height")))
        for one in seen.of("rect")
    ]
    unit, left = (blocks[2][3] + 1.5) / 40, min(block[1] for block in blocks)
    for label, row in rows:
        begun = left
        for name, most in row:
            says, x, y, wide, tall = blocks.pop(0)
            assert says == f"{name}: {most}"
            assert near(x, begun)
            assert near(wide + 1.5, most * unit)
            begun += wide + 1.5
            inside = [
                words for across, down, words in seen.texts if y < down < y + tall and x < across < x + wide
            ]
            assert inside == [name, str(most)]
            assert abs(seen.at(label)[1] - y) < tall


def test_lines_of_a_mapping_join_the_items_that_they_link():
    drawing = MappingDrawing(
        source_head="förr",
        target_head="nu",
        source=NAMES[:3],
        target=tuple(f"till {name}" for name in NAMES[:2]),
        lines=(
            MappingLine(source=0, target=1, words="vidgad"),
            MappingLine(source=2, target=0, words="", is_judged=True),
        ),
    )
    seen = Seen(drawing, WIDE)
    dots = seen.numbers("circle", "cx cy")
    left, right = min(x for x, _ in dots), max(x for x, _ in dots)
    paths = seen.of("path")
    for path, line in zip(paths, drawing.lines, strict=True):
        start, *_, end = re.findall(r"[\d.]+ [\d.]+", path.get("d"))
        (from_x, from_y), (to_x, to_y) = (tuple(map(float, one.split())) for one in (start, end))
        assert (from_x, to_x) == (left, right)
        assert abs(seen.at(drawing.source[line.source])[1] - 4 - from_y) < 4
        assert abs(seen.at(drawing.target[line.target])[1] - 4 - to_y) < 4
        assert (path.get("stroke-dasharray") is not None) == line.is_judged
    assert seen.at("Alfa")[0] < left < seen.at("vidgad")[0] < right < seen.at("till Alfa")[0]
    assert seen.at("förr")[0] < left < right < seen.at("nu")[0]
    assert len(dots) == 5
