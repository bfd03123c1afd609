"""The rules of a well-formed mapping, and what its codes stand for."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.disjoint import DisjointSets
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.source_rules import source_problems
from kompass_spec.model.version import DRAFT_VERSION

if TYPE_CHECKING:
    from kompass_spec.model.edition import Edition
    from kompass_spec.model.mapping import EditionMapping, Link, Share, Unlinked

__all__ = ["leaves_of", "level_codes", "mapping_problems", "share_of", "weight_of"]

_SIDES = ("source", "target")


def level_codes(edition: "Edition", level: str) -> tuple[str, ...]:
    """Return the codes of one level of an edition: ``areas``, ``headings``, ``questions`` or ``criteria``.

    >>> from kompass_spec import load_registry
    >>> level_codes(load_registry()["se-2016"], "areas")
    ('1', '2', '3', '4', '5', '6', '7', '8')
    """
    if level == "areas":
        return tuple(area.code for area in edition.areas)
    if level == "headings":
        return tuple(heading.code for heading in edition.headings)
    if level == "questions":
        return tuple(question.code for question in edition.questions)
    return tuple(criterion.code for question in edition.questions for criterion in question.criteria)


def leaves_of(edition: "Edition", codes: Sequence[str]) -> frozenset[str]:
    """Return the lowest items that codes stand for; a heading stands for itself.

    >>> from kompass_spec import load_registry
    >>> sorted(leaves_of(load_registry()["se-2016"], ["1", "2.3"]))
    ['1.1', '1.2', '1.3', '1.4', '1.5', '2.3']
    """
    found: set[str] = set()
    for code in codes:
        if code == TOTAL:
            found |= leaves_of(edition, level_codes(edition, "areas"))
            continue
        parts = getattr(edition.item(code), "parts", ()) if code in edition else ()
        found |= leaves_of(edition, [part.code for part in parts]) if parts else {code}
    return frozenset(found)


def weight_of(edition: "Edition", codes: Sequence[str]) -> Fraction | None:
    """Return the maximum of a union of items in points, ``None`` where one is not known."""
    total = Fraction(0)
    for code in codes:
        maximum = edition.max if code == TOTAL else edition.item(code).max if code in edition else None
        if maximum is None:
            return None
        total += maximum
    return total


def mapping_problems(mapping: "EditionMapping") -> Iterator[Problem]:
    """Find every rule of a well-formed mapping that this one breaks; pointers are relative to the mapping."""
    yield from _release_problems(mapping)
    for place, link in enumerate(mapping.links):
        yield from (one.under(f"/links/{place}") for one in _link_problems(mapping, link))
    yield from _pair_problems(mapping.links)
    yield from _unlinked_problems(mapping)
    yield from _account_problems(mapping)
    yield from _whole_problems(mapping)
    yield from _statement_problems(mapping)
    yield from source_problems(mapping.sources)
    yield from _citation_problems(mapping)


def _release_problems(mapping: "EditionMapping") -> Iterator[Problem]:
    if mapping.release is not None and not DRAFT_VERSION.fullmatch(mapping.release):
        sentence = (
            f"{mapping.release[:40]!r} cannot be the release of a mapping. Write a semantic version, such as"
            " '1.0.0'."
        )
        yield Problem("bad-identifier", sentence, pointer="/release")
    for place, author in enumerate(mapping.authors):
        if not author.strip():
            sentence = "The name of the author is empty. Write it, or leave it out."
            yield Problem("empty-text", sentence, pointer=f"/authors/{place}")
    for side in _SIDES:
        edition: Edition = getattr(mapping, side)
        pinned: int = getattr(mapping, f"{side}_release")
        if edition.release.partition(".")[0] != str(pinned):
            sentence = (
                f"The mapping is made for release {pinned} of {edition.id}, and this is release"
                f" {edition.release}. Review the mapping and pin the new release."
            )
            yield Problem("wrong-release", sentence, pointer=f"/{side}")


def _link_problems(mapping: "EditionMapping", link: "Link") -> Iterator[Problem]:
    for side in _SIDES:
        edition: Edition = getattr(mapping, side)
        codes: tuple[str, ...] = getattr(link, side)
        yield from (one.under(f"/{side}") for one in _side_problems(edition, codes))
    scored = {":" in code for code in (*link.source, *link.target)}
    if len(scored) > 1:
        sentence = "A heading is not a scored item, so the two cannot be linked. Link headings with headings."
        yield Problem("mixed-link", sentence, pointer="")
    if not link.reasons:
        yield Problem("missing-reason", "A link says why it holds. Add a reason.", pointer="/reasons")
    if not link.changes:
        yield Problem(
            "missing-change", "A link says what changed. Add 'same' or a change.", pointer="/changes"
        )
    if link.confidence is not None and not 0 <= link.confidence <= 1:
        sentence = f"A confidence lies from 0 to 1, and {exact_text(link.confidence)} does not. Correct it."
        yield Problem("bad-confidence", sentence, pointer="/confidence")
    yield from _share_problems(link)


def _side_problems(edition: "Edition", codes: tuple[str, ...]) -> Iterator[Problem]:
    if not codes:
        yield Problem(
            "empty-link",
            "A link needs at least one code on each side. Add it, or say dropped or new.",
            pointer="",
        )
    known = {heading.code for heading in edition.headings} | {TOTAL}
    for place, code in enumerate(codes):
        if code not in edition and code not in known:
            sentence = (
                f"{edition.id} has no item {code!r}. Correct the code; `kompass show {edition.id}` lists"
                " them."
            )
            yield Problem("dangling-code", sentence, pointer=f"/{place}")
    leaves = [leaves_of(edition, [code]) for code in codes]
    for place, one in enumerate(leaves):
        if any(one & other for other in leaves[:place]):
            sentence = (
                f"The code {codes[place]!r} says again what another code of this side says. Remove one of"
                " them."
            )
            yield Problem("overlapping-codes", sentence, pointer=f"/{place}")


def _share_problems(link: "Link") -> Iterator[Problem]:
    for name in ("of_source", "of_target"):
        share: Share | None = getattr(link, name)
        if share is None:
            continue
        if not 0 < share.low <= share.high <= 1:
            sentence = (
                "A share lies above 0 and up to 1, its lower end first. Correct it, or leave it out where"
                " nobody knows it."
            )
            yield Problem("bad-share", sentence, pointer=f"/{name}")
        whole = {"of_source": ("equal", "subset-of"), "of_target": ("equal", "superset-of")}[name]
        if link.relation.value in whole and share.low != 1:
            sentence = (
                f"A link that is {link.relation.value!r} has all of this side in common, so the share is 1."
                " Leave it out, or say 'intersects'."
            )
            yield Problem("bad-share", sentence, pointer=f"/{name}")
        if link.relation.value == "equivalent":
            sentence = (
                "An 'equivalent' link is a judgement and states no shares. Leave them out, or say which set"
                " relation is proved."
            )
            yield Problem("bad-share", sentence, pointer=f"/{name}")


def _pair_problems(links: "Sequence[Link]") -> Iterator[Problem]:
    """Find links that stand twice, and relations of one pair that exclude each other."""
    pairs: dict[tuple[frozenset[str], frozenset[str]], dict[tuple[str, bool], int]] = {}
    for place, link in enumerate(links):
        relations = pairs.setdefault((frozenset(link.source), frozenset(link.target)), {})
        relation = (link.relation.value, link.assumed)
        if relation in relations:
            sentence = (
                f"This link is the same as the one at /links/{relations[relation]}. Remove one of them."
            )
            yield Problem("duplicate-link", sentence, pointer=f"/links/{place}")
            continue
        for (other, _), where in relations.items():
            if "equal" in {other, link.relation.value} or {other, link.relation.value} == {
                "subset-of",
                "superset-of",
            }:
                sentence = (
                    f"{link.relation.value!r} and {other!r}, at /links/{where}, exclude each other for one"
                    " pair of items. Keep the one that is true."
                )
                yield Problem("excluding-relations", sentence, pointer=f"/links/{place}/relation")
        relations[relation] = place


def _unlinked_problems(mapping: "EditionMapping") -> Iterator[Problem]:
    for key, side in (("dropped", "source"), ("new", "target")):
        edition: Edition = getattr(mapping, side)
        linked = {code for link in mapping.links for code in getattr(link, side)}
        known = {heading.code for heading in edition.headings}
        seen: set[str] = set()
        listed: tuple[Unlinked, ...] = getattr(mapping, key)
        for place, one in enumerate(listed):
            pointer = f"/{key}/{place}"
            if one.code not in edition and one.code not in known:
                sentence = (
                    f"{edition.id} has no item {one.code!r}. Correct the code; `kompass show {edition.id}`"
                    " lists them."
                )
                yield Problem("dangling-code", sentence, pointer=f"{pointer}/code")
            if one.code in linked:
                sentence = (
                    f"{one.code!r} is said to have no counterpart, but a link gives it one. Remove one of the"
                    " two."
                )
                yield Problem("excluding-relations", sentence, pointer=pointer)
            if one.code in seen:
                yield Problem(
                    "duplicate-link", f"{one.code!r} stands twice under {key!r}. Remove one.", pointer=pointer
                )
            if not one.reasons:
                yield Problem(
                    "missing-reason",
                    "Say why it has no counterpart. Add a reason.",
                    pointer=f"{pointer}/reasons",
                )
            seen.add(one.code)


def _account_problems(mapping: "EditionMapping") -> Iterator[Problem]:
    for key, side in (("dropped", "source"), ("new", "target")):
        edition: Edition = getattr(mapping, side)
        named = {code for link in mapping.links for code in getattr(link, side)}
        listed: tuple[Unlinked, ...] = getattr(mapping, key)
        named |= {one.code for one in listed}
        for level in mapping.levels:
            missing = [code for code in level_codes(edition, level.value) if code not in named]
            if missing:
                sentence = (
                    f"The mapping declares the level {level.value!r}, but says nothing of"
                    f" {', '.join(missing)} of {edition.id}. Link them, or list them under {key!r} with a"
                    " reason."
                )
                yield Problem("unaccounted-code", sentence, pointer="/links")


def _whole_problems(mapping: "EditionMapping") -> Iterator[Problem]:
    """Find items of which links take more than the whole, or that links are said to cover but cannot.

    Links whose other sides have content in common may take the same part, and are never added up.
    """
    for side, other in (("target", "source"), ("source", "target")):
        edition: Edition = getattr(mapping, side)
        key = "covered" if side == "target" else "covered_source"
        covered: tuple[str, ...] = getattr(mapping, key)
        groups = _grouped(mapping, side, other)
        for codes, places in groups.items():
            links = [mapping.links[place] for place in places]
            sides = DisjointSets.of(
                [leaves_of(getattr(mapping, other), getattr(one, other)) for one in links]
            )
            shares = [share_of(link, f"of_{side}") for link in links]
            taken = sides.heaviest([low for low, _ in shares])
            if taken is not None and taken.weight > 1:
                sentence = (
                    f"The links take more than the whole of {', '.join(codes)} of {edition.id}. Lower their"
                    " shares."
                )
                pointer = f"/links/{places[taken.places[-1]]}/of_{side}"
                yield Problem("more-than-whole", sentence, pointer=pointer)
            room = sides.heaviest([-high for _, high in shares], whole=True)
            most = sum((high for _, high in shares), Fraction(0)) if room is None else -room.weight
            if len(codes) == 1 and codes[0] in covered and most < 1:
                yield _not_covered(codes[0], edition, key)
        for code in covered:
            if (code,) not in groups:
                yield _not_covered(code, edition, key)


def _grouped(mapping: "EditionMapping", side: str, other: str) -> dict[tuple[str, ...], list[int]]:
    """Return the places of the links that are no judgements and whose codes are known, by their codes on one side."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, link in enumerate(mapping.links):
        named: tuple[str, ...] = getattr(link, other)
        known = all(":" not in code and (code == TOTAL or code in getattr(mapping, other)) for code in named)
        if not link.is_assumed and known:
            groups.setdefault(tuple(sorted(getattr(link, side))), []).append(place)
    return groups


def _not_covered(code: str, edition: "Edition", key: str) -> Problem:
    sentence = (
        f"{code!r} of {edition.id} is said to be covered, but its links can take only a part of it. Correct"
        " the shares, or leave it out."
    )
    return Problem("not-covered", sentence, pointer=f"/{key}")


def share_of(link: "Link", name: str) -> tuple[Fraction, Fraction]:
    """Return the bounds of one side's share in common: 1 where the relation says so, 0 to 1 where nobody knows it."""
    whole = {"of_source": ("equal", "subset-of"), "of_target": ("equal", "superset-of")}[name]
    if link.relation.value in whole:
        return Fraction(1), Fraction(1)
    share: Share | None = getattr(link, name)
    return (share.low, share.high) if share is not None else (Fraction(0), Fraction(1))


def _statement_problems(mapping: "EditionMapping") -> Iterator[Problem]:
    editions = {mapping.source.id: mapping.source, mapping.target.id: mapping.target}
    figures: dict[tuple[str, str], int] = {}
    for place, statement in enumerate(mapping.statements):
        pointer = f"/statements/{place}"
        if {statement.edition, statement.other} != set(editions):
            sentence = (
                f"A statement compares {mapping.source.id} with {mapping.target.id}, in either direction, and"
                " nothing else. Correct it."
            )
            yield Problem("unknown-edition", sentence, pointer=pointer)
            continue
        edition = editions[statement.edition]
        areas = {area.code for area in edition.areas}
        if statement.item != TOTAL and statement.item not in edition:
            sentence = (
                f"{edition.id} has no item {statement.item!r}. Correct the code; `kompass show {edition.id}`"
                " lists them."
            )
            yield Problem("dangling-code", sentence, pointer=pointer)
        for code in statement.areas:
            if code not in areas:
                sentence = (
                    f"{edition.id} has no area {code!r}. Correct the code; `kompass show {edition.id}` lists"
                    " them."
                )
                yield Problem("dangling-code", sentence, pointer=pointer)
            elif statement.areas.count(code) > 1:
                yield Problem(
                    "duplicate-code", f"The area {code!r} is named twice. Name it once.", pointer=pointer
                )
                break
        if (statement.low is None) != (statement.high is None) or (
            statement.low is not None and statement.high is not None and statement.low > statement.high
        ):
            sentence = "The points to add have a lower and an upper end, the lower first. Give both or none."
            yield Problem("bad-interval", sentence, pointer=pointer)
        if statement.low is None:
            continue
        first = figures.setdefault((statement.edition, statement.item), place)
        if first != place:
            sentence = (
                f"/statements/{first} gives points to add to {statement.item!r} of {statement.edition}"
                " already, and one result is not adjusted in two ways. Keep the one that the publisher"
                " stands by, and leave the figures of the other out."
            )
            yield Problem("duplicate-statement", sentence, pointer=pointer)


def _citation_problems(mapping: "EditionMapping") -> Iterator[Problem]:
    known = {source.id for source in mapping.sources}
    cited = [(f"/links/{place}", link.cited) for place, link in enumerate(mapping.links)]
    cited += [(f"/dropped/{place}", one.cited) for place, one in enumerate(mapping.dropped)]
    cited += [(f"/new/{place}", one.cited) for place, one in enumerate(mapping.new)]
    cited += [(f"/statements/{place}", (one.cited,)) for place, one in enumerate(mapping.statements)]
    for pointer, names in cited:
        if not names:
            yield Problem(
                "unsourced", "Nothing says where this comes from. Cite a source.", pointer=f"{pointer}/cited"
            )
        for name in names:
            if name not in known:
                sentence = (
                    f"{name!r} is not the id of a source of this mapping. Add it under [[sources]] or cite"
                    " another."
                )
                yield Problem("unknown-source", sentence, pointer=f"{pointer}/cited")
