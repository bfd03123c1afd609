"""Worlds in which everything is known: atoms with weights and fulfilments, and editions that divide them up.

An item of an edition is a set of atoms, and its share is the weighted mean of how far they are fulfilled, or
of how far those of them are that apply. So the truth about every item of every edition is known, and a
conversion can be held against it, and against the worst truth that a scorecard leaves. Editions need not
weigh an atom alike; a link is true only where both weigh what they have in common alike.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    NotApplicable,
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
from kompass_spec.model.applicability import applicability, applicability_of

ONE, ZERO = Fraction(1), Fraction(0)
SOMEBODY = Organisation(name="Somebody", kind=OrganisationKind.MUNICIPALITY, country="SE")
WORDS = Text({"en": "It holds in this world."})


@final
@frozen
class Divided:
    """An edition, the atoms that each of its items is made of, and ``own`` weights where it has its own."""

    edition: Edition
    atoms: dict[str, frozenset[int]]
    own: tuple[int, ...] = ()

    def weights(self, pool: Sequence[int]) -> Sequence[int]:
        """Return the weights of all atoms here, which are the pool's unless it has its own."""
        return self.own or pool


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
def divisions(
    draw: st.DrawFn, pool: Sequence[int], name: str, levels: int = 2, areas: int = 3, *, whole: bool = False
) -> Divided:
    """Draw an edition over a part of the pool, or all: so many areas at most, and perhaps their questions."""
    scale = draw(st.sampled_from([ONE, Fraction(2), Fraction(5, 2)]))
    deep = levels > 1 and draw(st.booleans())
    owners = draw(st.lists(st.integers(int(whole), areas), min_size=len(pool), max_size=len(pool)))
    if not any(owners):
        owners[0] = 1
    atoms: dict[str, frozenset[int]] = {}
    laid = []
    for number in sorted(set(owners) - {0}):
        code = str(number)
        owned = [index for index, owner in enumerate(owners) if owner == number]
        atoms[code] = frozenset(owned)
        questions: tuple[Question, ...] = ()
        if deep:
            cut = draw(st.integers(1, len(owned)))
            pieces = [piece for piece in (owned[:cut], owned[cut:]) if piece]
            questions = tuple(
                Question(
                    code=f"{code}.{index}",
                    max=scale * sum(pool[atom] for atom in piece),
                    text=Text({"sv": "fråga"}),
                )
                for index, piece in enumerate(pieces, start=1)
            )
            atoms.update({f"{code}.{index}": frozenset(piece) for index, piece in enumerate(pieces, start=1)})
        weight = scale * sum(pool[atom] for atom in owned)
        laid.append(Area(code=code, title=Text({"sv": f"Område {code}"}), max=weight, questions=questions))
    edition = Edition(
        id=name, release="1.0.0", title=Text({"sv": name}), publisher="P", country="SE", language="sv",
        valid_from="2000", completeness=Completeness.COMPLETE if deep else Completeness.AREAS, rights="None.",
        source="s", sources=(Source(id="s", title="S"),), areas=tuple(laid),
    )  # fmt: skip
    atoms[TOTAL] = frozenset().union(*(atoms[area.code] for area in laid))
    return Divided(edition, atoms)


def edition_of(name: str, *maxima: Fraction | int | None) -> Divided:
    """Return an edition of areas with these maxima, numbered from 1, of which nobody knows the atoms."""
    areas = tuple(
        Area(
            code=str(number),
            title=Text({"sv": f"Område {number}"}),
            max=None if maximum is None else Fraction(maximum),
        )
        for number, maximum in enumerate(maxima, start=1)
    )
    edition = Edition(
        id=name, release="1.0.0", title=Text({"sv": name}), publisher="P", country="SE", language="sv",
        valid_from="2000", completeness=Completeness.AREAS if all(maxima) else Completeness.PARTIAL,
        rights="None.", source="s", sources=(Source(id="s", title="S"),), areas=areas,
    )  # fmt: skip
    return Divided(edition, {})


def edition_with(name: str, **areas: int | tuple[int, ...]) -> Divided:
    """Return an edition of areas such as ``a=(50, 50)``: with two questions, or ``b=100`` without."""
    listed: list[Area] = []
    for number, questions in enumerate(areas.values(), start=1):
        parts = questions if isinstance(questions, tuple) else ()
        maximum = sum(parts) if isinstance(questions, tuple) else questions
        listed.append(
            Area(
                code=f"{number}",
                title=Text({"sv": f"Område {number}"}),
                max=Fraction(maximum),
                questions=tuple(
                    Question(code=f"{number}.{place}", text=Text({"sv": "fråga"}), max=Fraction(weight))
                    for place, weight in enumerate(parts, start=1)
                ),
            )
        )
    deep = any(area.questions for area in listed)
    return Divided(
        Edition(
            id=name, release="1.0.0", title=Text({"sv": name}), publisher="P", country="SE", language="sv",
            valid_from="2000", rights="None.", source="s", sources=(Source(id="s", title="S"),),
            completeness=Completeness.COMPLETE if deep else Completeness.AREAS,
            areas=tuple(listed),
        ),
        {},
    )  # fmt: skip


def link_of(
    source: str,
    target: str,
    relation: Relation,
    of_source: Fraction | None = None,
    of_target: Fraction | None = None,
) -> Link:
    """Return a link of two items, with the shares in common that are known exactly."""
    return Link(
        source=(source,), target=(target,), relation=relation, changes=(Change.SAME,), reasons=(WORDS,),
            cited=("s",), reading=Reading.AUTHORS,
        of_source=None if of_source is None else Share(of_source, of_source),
        of_target=None if of_target is None else Share(of_target, of_target),
    )  # fmt: skip


@st.composite
def weighed_apart(draw: st.DrawFn, pool: Sequence[int], near: Divided, divided: Divided) -> Divided:
    """Draw ``divided`` with weights of its own: alike to those of ``near`` in the common part of two items.

    The items are lowest ones. Common parts of others are weighed alike only where it happens.
    """
    weights = list(near.weights(pool))
    scale = (divided.edition.max or ONE) / weight(divided.weights(pool), divided.atoms[TOTAL])
    rest = frozenset(range(len(weights))) - near.atoms[TOTAL]
    for left in (*(near.atoms[item.code] for item in lowest(near)), *(frozenset({atom}) for atom in rest)):
        for right in (divided.atoms[item.code] for item in lowest(divided)):
            factor = draw(st.sampled_from([1, 1, 2, 9]))
            for atom in left & right:
                weights[atom] *= factor

    def weighed(item: Any) -> Any:
        questions = tuple(map(weighed, getattr(item, "questions", ())))
        changed = evolve(item, max=scale * weight(weights, divided.atoms[item.code]))
        return evolve(changed, questions=questions) if questions else changed

    areas = tuple(map(weighed, divided.edition.areas))
    return Divided(evolve(divided.edition, areas=areas), divided.atoms, tuple(weights))


@st.composite
def editions(draw: st.DrawFn, pool: Sequence[int], *names: str, levels: int = 2) -> tuple[Divided, ...]:
    """Draw editions over a pool: all weigh it alike, or each weighs it apart from the one before."""
    drawn = [draw(divisions(pool, name, levels)) for name in names]
    if draw(st.booleans()):
        return tuple(drawn)
    apart = drawn[:1]
    for divided in drawn[1:]:
        apart.append(draw(weighed_apart(pool, apart[-1], divided)))
    return tuple(apart)


def weight(pool: Sequence[int], atoms: frozenset[int]) -> Fraction:
    """Return the sum of the weights of atoms."""
    return sum((Fraction(pool[atom]) for atom in atoms), ZERO)


def true_points(
    pool: Sequence[int],
    divided: Divided,
    filled: Sequence[Fraction],
    absent: frozenset[int] = frozenset(),
) -> dict[str, Fraction]:
    """Return the true points of every item: its share of the atoms that apply, of what applies of its points.

    ``absent`` are the atoms that do not apply. Of an item that has no other there is no truth, so it is
    left out.
    """
    edition, weights = divided.edition, divided.weights(pool)
    asked = applicability(edition, SOMEBODY.kind)
    out = absent.union(*(divided.atoms[code] for code in asked.left_out if code in divided.atoms))
    points = {}
    for code, atoms in divided.atoms.items():
        applying = atoms - out
        if applying:
            reached = sum((weights[atom] * filled[atom] for atom in applying), ZERO)
            points[code] = (asked.max(code) or ZERO) * reached / weight(weights, applying)
    return points


def worst_points(
    pool: Sequence[int], source: Divided, target: Divided, card: Scorecard
) -> dict[str, tuple[Fraction, Fraction]]:
    """Return the least and the greatest true points that every item of the target can have.

    They are over all fulfilments that give each lowest item of the source points within the bounds of
    ``card``; everything applies. It is a linear programme that falls apart into one for each of these items,
    so the atoms are filled one after the other, exactly.
    """
    weights, others = source.weights(pool), target.weights(pool)
    bounds = []
    for item in lowest(source):
        score, atoms = card[item.code], source.atoms[item.code]
        heavy = weight(weights, atoms)
        shares = (score.low / score.max, score.high / score.max)
        bounds.append((atoms, heavy * shares[0], heavy * shares[1]))
    found = {}
    for code, content in target.atoms.items():
        least = most = ZERO
        for atoms, low, high in bounds:
            least += _gained(weights, others, atoms, content, low)
            # What the item has not is lost where it counts least, so that the most is left.
            lost = _gained(weights, others, atoms, content, weight(weights, atoms) - high)
            most += weight(others, atoms & content) - lost
        most += weight(others, content - source.atoms[TOTAL])
        scale = (
            target.edition.max or ZERO if code == TOTAL else target.edition.item(code).max or ZERO
        ) / weight(others, content)
        found[code] = (least * scale, most * scale)
    return found


def _gained(
    weights: Sequence[int],
    others: Sequence[int],
    atoms: frozenset[int],
    content: frozenset[int],
    amount: Fraction,
) -> Fraction:
    """Return the least of ``content`` that is filled where ``amount`` of the atoms' weight is."""

    def worth(atom: int) -> Fraction:
        return Fraction(others[atom], weights[atom]) if atom in content else ZERO

    gained = ZERO
    for atom in sorted(atoms, key=worth):
        taken = min(amount, Fraction(weights[atom]))
        amount -= taken
        gained += taken * worth(atom)
    return gained


def card_of(
    divided: Divided,
    bounds: Mapping[str, tuple[Fraction | int, Fraction | int]],
    absent: Iterable[str] = (),
) -> Scorecard:
    """Return a scorecard with the given bounds of the lowest items, and sums above them.

    ``absent`` are the codes of items that do not apply, which need no bounds.
    """
    edition = divided.edition
    named = tuple(NotApplicable(item=code) for code in absent)
    assessment = Assessment(edition=edition.id, organisation=SOMEBODY, not_applicable=named)
    applies = applicability_of(edition, assessment)

    def build(code: str, parts: Sequence[Any]) -> Score:
        below = tuple(build(part.code, getattr(part, "parts", ())) for part in parts)
        if not applies.applies(code):
            return Score(code=code, low=ZERO, high=ZERO, max=ZERO, applies=False, parts=below)
        low = sum((part.low for part in below), ZERO) if below else Fraction(bounds[code][0])
        high = sum((part.high for part in below), ZERO) if below else Fraction(bounds[code][1])
        return Score(code=code, low=low, high=high, max=applies.max(code) or ZERO, parts=below)

    return Scorecard(assessment=assessment, total=build(TOTAL, edition.areas))


@st.composite
def narrowed(draw: st.DrawFn, card: Scorecard) -> Scorecard:
    """Draw a scorecard of which some areas, and the total, are known better than their parts."""

    def known(score: Score) -> Score:
        parts = tuple(map(known, score.parts))
        low = sum((part.low for part in parts), ZERO) if parts else score.low
        high = sum((part.high for part in parts), ZERO) if parts else score.high
        if parts:
            cut = st.sampled_from([Fraction(n, 4) for n in (0, 0, 0, 1, 2)])
            low, high = low + (high - low) * draw(cut), high - (high - low) * draw(cut)
        return evolve(score, low=low, high=high, parts=parts)

    return evolve(card, total=known(card.total))


def lowest(divided: Divided) -> list[Any]:
    """Return the items that have no parts."""
    return [item for item in divided.edition.walk() if not getattr(item, "parts", ())]


@st.composite
def absences(draw: st.DrawFn, divided: Divided) -> frozenset[str]:
    """Draw some of the lowest items of an edition, never all, that do not apply; one at least of several."""
    codes = [item.code for item in lowest(divided)]
    most = len(codes) - 1
    return frozenset(
        draw(st.lists(st.sampled_from(codes), unique=True, min_size=min(1, most), max_size=most))
    )


@st.composite
def of_kinds(draw: st.DrawFn, divided: Divided) -> Divided:
    """Draw which items the edition asks only of others than this organisation, never all of them."""
    others = (OrganisationKind.REGION,)
    left_out = draw(absences(divided))

    def asked(item: Any) -> Any:
        questions = tuple(map(asked, getattr(item, "questions", ())))
        changed = evolve(item, questions=questions) if questions else item
        return evolve(changed, applies_to=others) if item.code in left_out else changed

    areas = tuple(map(asked, divided.edition.areas))
    return Divided(evolve(divided.edition, areas=areas), divided.atoms, divided.own)


@st.composite
def cards(
    draw: st.DrawFn,
    pool: Sequence[int],
    divided: Divided,
    filled: Sequence[Fraction],
    *,
    exact: bool = False,
    absent: Collection[str] = (),
) -> Scorecard:
    """Draw a scorecard whose intervals hold the true points of what applies: not of ``absent``."""
    truth = true_points(pool, divided, filled)
    left_out = applicability(divided.edition, SOMEBODY.kind, absent).left_out
    bounds = {}
    for item in lowest(divided):
        if item.code in left_out:
            continue
        value = truth[item.code]
        below, above = (
            (ZERO, ZERO)
            if exact
            else (draw(st.sampled_from([ZERO, Fraction(1, 2), Fraction(3)])) for _ in "ab")
        )
        bounds[item.code] = (max(ZERO, value - below), min(item.max, value + above))
    return card_of(divided, bounds, absent)


def sides(divided: Divided) -> list[tuple[str, ...]]:
    """Return the possible sides of a link: one item, or two items of one level."""
    edition = divided.edition
    sides: list[tuple[str, ...]] = [(item.code,) for item in edition.walk()]
    sides.append((TOTAL,))
    for codes in ([area.code for area in edition.areas], [question.code for question in edition.questions]):
        sides.extend(combinations(codes, 2))
    return sides


def true_link(
    pool: Sequence[int],
    source: Divided,
    target: Divided,
    source_codes: tuple[str, ...],
    target_codes: tuple[str, ...],
) -> Link | None:
    """Return the strongest link that holds between two sides.

    ``None`` if they share nothing, or weigh what they share each in its own way: then no link is true.
    """
    left = frozenset().union(*(source.atoms[code] for code in source_codes))
    right = frozenset().union(*(target.atoms[code] for code in target_codes))
    common = left & right
    weights, others = source.weights(pool), target.weights(pool)
    if len({Fraction(others[atom], weights[atom]) for atom in common}) != 1:
        return None
    relation = Relation.INTERSECTS
    if left == right:
        relation = Relation.EQUAL
    elif left < right:
        relation = Relation.SUBSET_OF
    elif left > right:
        relation = Relation.SUPERSET_OF
    of_source, of_target = (
        weight(weights, common) / weight(weights, left),
        weight(others, common) / weight(others, right),
    )
    return Link(
        source=source_codes, target=target_codes, relation=relation, changes=(Change.SAME,), reasons=(WORDS,),
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


def mapping_of(source: Divided, target: Divided, links: Sequence[Link], **more: Any) -> EditionMapping:
    """Return a mapping of just these links."""
    return EditionMapping(
        source=source.edition, target=target.edition, source_release=1, target_release=1, levels=(),
            links=tuple(links),
        sources=(Source(id="s", title="S"),), **more,
    )  # fmt: skip


def truly_covered(source: Divided, target: Divided, links: Sequence[Link]) -> list[str]:
    """Return the codes of ``target`` that the links to each of them cover completely."""
    content: dict[str, frozenset[int]] = {}
    for link in links:
        if len(link.target) == 1:
            sources = frozenset().union(*(source.atoms[code] for code in link.source))
            content[link.target[0]] = content.get(link.target[0], frozenset()) | sources
    return [code for code, atoms in content.items() if target.atoms[code] <= atoms]


@st.composite
def mappings(draw: st.DrawFn, pool: Sequence[int], source: Divided, target: Divided) -> EditionMapping:
    """Draw a mapping whose links and coverage are all true."""
    links = []
    for source_codes in sides(source):
        for target_codes in sides(target):
            link = true_link(pool, source, target, source_codes, target_codes)
            keep = (
                draw(st.integers(0, 2))
                if len(source_codes) == len(target_codes) == 1
                else draw(st.integers(-4, 1))
            )
            if link is not None and keep > 0:
                links.append(draw(weakened(link)))
    forth = truly_covered(source, target, links)
    back = truly_covered(target, source, [link.inverse() for link in links])
    covered = tuple(code for code in forth if draw(st.booleans()))
    covered_source = tuple(code for code in back if draw(st.booleans()))
    return mapping_of(source, target, links, covered=covered, covered_source=covered_source)


def single_links(pool: Sequence[int], source: Divided, target: Divided) -> list[Link]:
    """Return all true links between single items of the lowest level, with exact shares."""
    links = (
        true_link(pool, source, target, (source_item.code,), (target_item.code,))
        for source_item in lowest(source)
        for target_item in lowest(target)
    )
    return [link for link in links if link is not None]


def all_links(pool: Sequence[int], source: Divided, target: Divided) -> list[Link]:
    """Return all true links between all possible sides, with exact shares."""
    links = (
        true_link(pool, source, target, source_codes, target_codes)
        for source_codes in sides(source)
        for target_codes in sides(target)
    )
    return [link for link in links if link is not None]
