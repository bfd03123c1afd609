"""Worlds in which everything is known: atoms with weights and fulfilments, and editions that divide them up.

An item of an edition is a set of atoms, and its share is the weighted mean of how far they are fulfilled. So
the truth about every item of every edition is known, and a conversion can be held against it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, final

from attrs import evolve, frozen
from hypothesis import strategies as st

from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Change,
    Completeness,
    Edition,
    EditionMapping,
    Link,
    Organisation,
    OrganisationKind,
    Question,
    Reading,
    Relation,
    Score,
    Scorecard,
    Share,
    Source,
    Text,
)

ONE, ZERO = Fraction(1), Fraction(0)
SOMEBODY = Organisation(name="Somebody", kind=OrganisationKind.MUNICIPALITY, country="SE")
WORDS = Text({"en": "It holds in this world."})


@final
@frozen
class Divided:
    """An edition, and the atoms that each of its items is made of."""

    edition: Edition
    atoms: dict[str, frozenset[int]]


@st.composite
def pools(draw: st.DrawFn, most: int = 7) -> tuple[int, ...]:
    """Draw the weights of a few atoms."""
    return tuple(draw(st.lists(st.integers(1, 4), min_size=2, max_size=most)))


def fulfilments(pool: Sequence[int]) -> st.SearchStrategy[list[Fraction]]:
    """Draw how far each atom is fulfilled."""
    return st.lists(
        st.sampled_from([Fraction(n, 4) for n in range(5)]), min_size=len(pool), max_size=len(pool)
    )


@st.composite
def divisions(draw: st.DrawFn, pool: Sequence[int], name: str, levels: int = 2) -> Divided:
    """Draw an edition over a part of the pool: areas, and perhaps their questions."""
    scale = draw(st.sampled_from([ONE, Fraction(2), Fraction(5, 2)]))
    deep = levels > 1 and draw(st.booleans())
    owners = draw(st.lists(st.integers(0, 3), min_size=len(pool), max_size=len(pool)))
    if not any(owners):
        owners[0] = 1
    atoms: dict[str, frozenset[int]] = {}
    areas = []
    for number in sorted(set(owners) - {0}):
        code = str(number)
        mine = [place for place, owner in enumerate(owners) if owner == number]
        atoms[code] = frozenset(mine)
        questions: tuple[Question, ...] = ()
        if deep:
            cut = draw(st.integers(1, len(mine)))
            pieces = [piece for piece in (mine[:cut], mine[cut:]) if piece]
            questions = tuple(
                Question(
                    code=f"{code}.{place}",
                    max=scale * sum(pool[atom] for atom in piece),
                    text=Text({"sv": "fråga"}),
                )
                for place, piece in enumerate(pieces, start=1)
            )
            atoms.update({f"{code}.{place}": frozenset(piece) for place, piece in enumerate(pieces, start=1)})
        weight = scale * sum(pool[atom] for atom in mine)
        areas.append(Area(code=code, title=Text({"sv": f"Område {code}"}), max=weight, questions=questions))
    edition = Edition(
        id=name, release="1.0.0", title=Text({"sv": name}), publisher="P", country="SE", language="sv",
        valid_from="2000", completeness=Completeness.COMPLETE if deep else Completeness.AREAS, rights="None.",
        source="s", sources=(Source(id="s", title="S"),), areas=tuple(areas),
    )  # fmt: skip
    atoms[TOTAL] = frozenset().union(*(atoms[area.code] for area in areas))
    return Divided(edition, atoms)


def weight(pool: Sequence[int], atoms: frozenset[int]) -> Fraction:
    """Return the weight of atoms together."""
    return sum((Fraction(pool[atom]) for atom in atoms), ZERO)


def true_points(pool: Sequence[int], divided: Divided, filled: Sequence[Fraction]) -> dict[str, Fraction]:
    """Return the true points of every item."""
    points = {}
    for code, atoms in divided.atoms.items():
        maximum = (divided.edition.max if code == TOTAL else divided.edition.item(code).max) or ZERO
        points[code] = (
            maximum * sum((pool[atom] * filled[atom] for atom in atoms), ZERO) / weight(pool, atoms)
        )
    return points


def card_of(divided: Divided, bounds: Mapping[str, tuple[Fraction | int, Fraction | int]]) -> Scorecard:
    """Return a scorecard with the given bounds of the lowest items, and sums above them."""

    def build(code: str, maximum: Fraction, parts: Sequence[Any]) -> Score:
        below = tuple(build(part.code, part.max, getattr(part, "parts", ())) for part in parts)
        low = sum((part.low for part in below), ZERO) if below else Fraction(bounds[code][0])
        high = sum((part.high for part in below), ZERO) if below else Fraction(bounds[code][1])
        return Score(code=code, low=low, high=high, max=maximum, parts=below)

    edition = divided.edition
    total = build(TOTAL, edition.max or ZERO, edition.areas)
    return Scorecard(assessment=Assessment(edition=edition.id, organisation=SOMEBODY), total=total)


def lowest(divided: Divided) -> list[Any]:
    """Return the items that have no parts."""
    return [item for item in divided.edition.walk() if not getattr(item, "parts", ())]


@st.composite
def cards(
    draw: st.DrawFn, pool: Sequence[int], divided: Divided, filled: Sequence[Fraction], *, exact: bool = False
) -> Scorecard:
    """Draw a scorecard whose intervals hold the true points."""
    truth = true_points(pool, divided, filled)
    bounds = {}
    for item in lowest(divided):
        value = truth[item.code]
        below, above = (
            (ZERO, ZERO)
            if exact
            else (draw(st.sampled_from([ZERO, Fraction(1, 2), Fraction(3)])) for _ in "ab")
        )
        bounds[item.code] = (max(ZERO, value - below), min(item.max, value + above))
    return card_of(divided, bounds)


def sides(divided: Divided) -> list[tuple[str, ...]]:
    """Return what a link can have on one side: an item, or two items of one level."""
    edition = divided.edition
    found: list[tuple[str, ...]] = [(item.code,) for item in edition.walk()]
    found.append((TOTAL,))
    for codes in ([area.code for area in edition.areas], [question.code for question in edition.questions]):
        found.extend(combinations(codes, 2))
    return found


def true_link(
    pool: Sequence[int], one: Divided, other: Divided, source: tuple[str, ...], target: tuple[str, ...]
) -> Link | None:
    """Return the strongest link that holds between two sides, ``None`` if they share nothing."""
    left = frozenset().union(*(one.atoms[code] for code in source))
    right = frozenset().union(*(other.atoms[code] for code in target))
    common = left & right
    if not common:
        return None
    relation = Relation.INTERSECTS
    if left == right:
        relation = Relation.EQUAL
    elif left < right:
        relation = Relation.SUBSET_OF
    elif left > right:
        relation = Relation.SUPERSET_OF
    of_source, of_target = (
        weight(pool, common) / weight(pool, left),
        weight(pool, common) / weight(pool, right),
    )
    return Link(
        source=source, target=target, relation=relation, changes=(Change.SAME,), reasons=(WORDS,),
            cited=("s",),
        reading=Reading.AUTHORS,
        of_source=Share(of_source, of_source) if relation in (Relation.SUPERSET_OF,
            Relation.INTERSECTS) else None,
        of_target=Share(of_target, of_target) if relation in (Relation.SUBSET_OF,
            Relation.INTERSECTS) else None,
    )  # fmt: skip


@st.composite
def weakened(draw: st.DrawFn, link: Link) -> Link:
    """Draw a link that says less than the truth, but nothing false."""
    changes: dict[str, Any] = {}
    if link.relation is not Relation.INTERSECTS and draw(st.integers(0, 4)) == 0:
        changes["relation"] = Relation.INTERSECTS
    for name in ("of_source", "of_target"):
        known = getattr(link, name)
        if known is None:
            continue
        how = draw(st.sampled_from(["keep", "keep", "drop", "widen"]))
        if how == "drop":
            changes[name] = None
        elif how == "widen":
            changes[name] = Share(
                known.low * draw(st.sampled_from([ONE, Fraction(1, 2)])),
                draw(st.sampled_from([known.high, ONE])),
            )
    return evolve(link, **changes)


def mapping_of(one: Divided, other: Divided, links: Sequence[Link], **more: Any) -> EditionMapping:
    """Return a mapping of just these links."""
    return EditionMapping(
        source=one.edition, target=other.edition, source_release=1, target_release=1, levels=(),
            links=tuple(links),
        sources=(Source(id="s", title="S"),), **more,
    )  # fmt: skip


def truly_covered(one: Divided, other: Divided, links: Sequence[Link]) -> list[str]:
    """Return the codes of ``other`` of which the links to each alone leave nothing out."""
    content: dict[str, frozenset[int]] = {}
    for link in links:
        if len(link.target) == 1:
            sources = frozenset().union(*(one.atoms[code] for code in link.source))
            content[link.target[0]] = content.get(link.target[0], frozenset()) | sources
    return [code for code, atoms in content.items() if other.atoms[code] <= atoms]


@st.composite
def mappings(draw: st.DrawFn, pool: Sequence[int], one: Divided, other: Divided) -> EditionMapping:
    """Draw a mapping of which every link is true, and so is what it says to be covered."""
    links = []
    for source in sides(one):
        for target in sides(other):
            link = true_link(pool, one, other, source, target)
            keep = draw(st.integers(0, 2)) if len(source) == len(target) == 1 else draw(st.integers(-4, 1))
            if link is not None and keep > 0:
                links.append(draw(weakened(link)))
    forth = truly_covered(one, other, links)
    back = truly_covered(other, one, [link.inverse() for link in links])
    covered = tuple(code for code in forth if draw(st.booleans()))
    covered_source = tuple(code for code in back if draw(st.booleans()))
    return mapping_of(one, other, links, covered=covered, covered_source=covered_source)


def single_links(pool: Sequence[int], one: Divided, other: Divided) -> list[Link]:
    """All that is true of single items of the lowest level on both sides, with exact shares."""
    links = (
        true_link(pool, one, other, (source.code,), (target.code,))
        for source in lowest(one)
        for target in lowest(other)
    )
    return [link for link in links if link is not None]


def all_links(pool: Sequence[int], one: Divided, other: Divided) -> list[Link]:
    """All that is true of all sides that a link can have, with exact shares."""
    links = (true_link(pool, one, other, source, target) for source in sides(one) for target in sides(other))
    return [link for link in links if link is not None]
