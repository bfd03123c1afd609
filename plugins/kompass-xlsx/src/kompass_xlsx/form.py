"""What a workbook asks: the rows of every area, and in which ways each may be answered.

What writes the workbook and what reads it both ask here, so that they agree.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import Area, Criterion, Edition, OrganisationKind, Question, Scale, ScaleLevel, Text

__all__ = [
    "FORM",
    "HEAD",
    "IMPROVEMENT",
    "LISTS",
    "MARK",
    "STRENGTH",
    "AreaForm",
    "AskedItem",
    "WorkbookForm",
    "finding_key",
    "form_of",
    "level_word",
]

FORM = 1
"""The number of the form of the workbook; one that an older package cannot read has a higher one."""
MARK = "kompass:"
"""How the first cell of a row begins that says which column holds what; the rest of it names the table."""
HEAD = "head"
"""The key of a row that people read and programs do not."""
STRENGTH, IMPROVEMENT = "strength", "improvement"
"""How the keys of the rows of findings begin; the code of their area follows."""

LISTS = "kompass lists"
"""The name of the hidden sheet with what may be chosen."""

HUNDREDTHS = 100
"""Answers have two decimals at most, in points and in percent."""
_MOST = 10**15
"""Whole numbers beyond it are not exact in the cells of every program."""


@final
@frozen(kw_only=True)
class AskedItem:
    """Hold one row of an area: an item of the edition, and how it may be answered.

    ``max`` is in points, ``None`` where it is not known; ``most`` are the points that it can have. What
    ``counts`` is a summand of its area; what is not ``weighed`` shares what the others leave of the area's
    maximum. ``kinds`` are the kinds of organisation that are asked it, none for all; ``criteria`` is how many
    of the rows below it are the parts that it is the sum of.
    """

    code: str
    text: Text
    guidance: tuple[Text, ...]
    depth: int
    max: Fraction | None
    most: Fraction
    scale: Scale | None = None
    takes_points: bool = False
    takes_percent: bool = False
    takes_level: bool = False
    takes_not_applicable: bool = False
    counts: bool = False
    weighed: bool = True
    scored: bool = True
    kinds: tuple[OrganisationKind, ...] = ()
    criteria: int = 0


@final
@frozen(kw_only=True)
class AreaForm:
    """Hold the rows of an area, itself the first, its maximum, and what is left of it to unknown maxima."""

    area: Area
    max: Fraction
    left: Fraction
    rows: tuple[AskedItem, ...]

    @property
    def code(self) -> str:
        """Return the code of the area."""
        return self.area.code


@final
@frozen(kw_only=True)
class WorkbookForm:
    """Hold what a workbook asks on an edition, and how many whole units its cells count in a point."""

    edition: Edition
    areas: tuple[AreaForm, ...]
    unit: int

    def units(self, points: Fraction) -> int:
        """Return points in units, of which every answer that may be given is a whole number."""
        return points.numerator * (self.unit // points.denominator)

    @property
    def has_levels(self) -> bool:
        """Tell whether anything is answered on a scale."""
        return any(row.takes_level for area in self.areas for row in area.rows)

    @property
    def has_guidance(self) -> bool:
        """Tell whether the edition says of anything what gives full points."""
        return any(row.guidance for area in self.areas for row in area.rows)

    @property
    def kinds_matter(self) -> bool:
        """Tell whether the edition asks something of some kinds of organisation only."""
        return any(row.kinds for area in self.areas for row in area.rows)


def form_of(edition: Edition) -> WorkbookForm:
    """Return what a workbook asks on an edition.

    Raise ``InputError`` where nothing on it can be counted: the maxima of its areas are not known.

    >>> from kompass_spec import load_registry
    >>> form = form_of(load_registry()["se-2016"])
    >>> [row.code for row in form.areas[1].rows], form.unit
    (['2', '2.1', '2.2', '2.3', '2.4', '2.5'], 10000)
    """
    if edition.max is None:
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of every area, so an evaluation on"
            " it has no total. Choose another edition, or install a fuller release of it; kompass editions"
            " lists them."
        )
        raise InputError([Problem("unknown-weights", sentence)])
    unit = _unit(edition)
    if edition.max * unit > _MOST:
        sentence = (
            f"The maxima of the edition {edition.id!r} are so fine that no workbook can add them up exactly."
            " Carry the evaluation out in another way."
        )
        raise InputError([Problem("bad-maximum", sentence)])
    areas = tuple(_area(area, edition) for area in edition.areas)
    return WorkbookForm(edition=edition, areas=areas, unit=unit)


def finding_key(kind: str, area: str) -> str:
    """Return the key of the rows of an area's strengths or improvement areas.

    >>> finding_key(STRENGTH, "3")
    'strength 3'
    """
    return f"{kind} {area}"


def level_word(level: ScaleLevel, language: str, own: str) -> str:
    """Return what stands for a level in a list: its word, or its number where it has none."""
    number = str(level.value)
    return level.label.in_language(language, own).words if level.label is not None else number


def _area(area: Area, edition: Edition) -> AreaForm:
    most = area.max or Fraction(0)
    left = most - sum((part.max for part in area.parts if part.max is not None), Fraction(0))
    counts = not area.parts
    own = AskedItem(
        code=area.code,
        text=area.title,
        guidance=(),
        depth=0,
        max=most,
        most=most,
        takes_points=counts,
        takes_percent=counts,
        takes_not_applicable=True,
        counts=counts,
        kinds=area.applies_to,
    )
    rows = (row for question in area.questions for row in _question(question, area, edition, left))
    return AreaForm(area=area, max=most, left=left if not counts else Fraction(0), rows=(own, *rows))


def _question(question: Question, area: Area, edition: Edition, left: Fraction) -> Iterator[AskedItem]:
    """Yield the row of a question, and those of its criteria."""
    weighed = question.max is not None
    adds_up = (
        weighed
        and question.scored
        and bool(question.criteria)
        and all(criterion.max is not None for criterion in question.criteria)
    )
    counts = question.scored and not adds_up
    kinds = question.applies_to or area.applies_to
    scale = edition.scale_of(question.code)
    yield AskedItem(
        code=question.code,
        text=question.text,
        guidance=tuple(guidance.text for guidance in question.guidance),
        depth=1,
        max=question.max,
        most=question.max if question.max is not None else left,
        scale=scale,
        takes_points=counts,
        takes_percent=counts and weighed,
        takes_level=scale is not None and not adds_up,
        takes_not_applicable=weighed or not question.scored,
        counts=counts,
        weighed=weighed,
        scored=question.scored,
        kinds=kinds,
        criteria=len(question.criteria) if adds_up else 0,
    )
    for criterion in question.criteria:
        yield _criterion(criterion, edition, kinds, adds_up=adds_up, scored=question.scored)


def _criterion(
    criterion: Criterion,
    edition: Edition,
    kinds: tuple[OrganisationKind, ...],
    *,
    adds_up: bool,
    scored: bool,
) -> AskedItem:
    """Return the row of a criterion; where the question is no sum of them it only has evidence."""
    scale = edition.scale_of(criterion.code)
    return AskedItem(
        code=criterion.code,
        text=criterion.text,
        guidance=tuple(guidance.text for guidance in criterion.guidance),
        depth=2,
        max=criterion.max,
        most=criterion.max or Fraction(0),
        scale=scale,
        takes_points=adds_up,
        takes_percent=adds_up,
        takes_level=scale is not None and (adds_up or not scored),
        takes_not_applicable=adds_up or not scored,
        counts=adds_up,
        weighed=criterion.max is not None,
        scored=scored,
        kinds=kinds,
    )


def _unit(edition: Edition) -> int:
    """Return units to a point: hundredths of points and of percents, and every level, are whole numbers."""
    maxima = [item.max.denominator for item in edition.walk() if item.max is not None]
    levels = [level for scale in edition.scales for level in scale.levels]
    shares = [level.share.denominator for level in levels if level.share is not None]
    points = [level.points.denominator for level in levels if level.points is not None]
    return HUNDREDTHS * HUNDREDTHS * math.lcm(*maxima) * math.lcm(*shares) * math.lcm(*points)
