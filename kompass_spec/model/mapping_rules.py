"""The rules of a well-formed mapping: what it accounts for, what it is said to cover, and what it cites."""

from collections.abc import Iterator
from fractions import Fraction

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.codes import leaves_of, level_codes, weight_of
from kompass_spec.model.disjoint import DisjointSets
from kompass_spec.model.edition import Edition
from kompass_spec.model.link_rules import link_problems, pair_problems
from kompass_spec.model.mapping_parts import Link, MappingParts
from kompass_spec.model.problems import Problem
from kompass_spec.model.side import Side
from kompass_spec.model.source_rules import source_problems
from kompass_spec.model.statement_rules import statement_problems
from kompass_spec.model.version import DRAFT_VERSION

__all__ = ["leaves_of", "mapping_problems", "share_of", "weight_of"]

_SIDES = {side.share_key: side for side in Side}


def share_of(link: Link, name: str) -> tuple[Fraction, Fraction]:
    """Return the bounds of one side's share in common; ``name`` is ``of_source`` or ``of_target``.

    They are 1 where the relation says so, and 0 and 1 where nobody knows the share.
    """
    return _SIDES[name].bounds(link)


def mapping_problems(mapping: MappingParts) -> Iterator[Problem]:
    """Find every rule of a well-formed mapping that this one breaks; pointers are relative to the mapping."""
    yield from _release_problems(mapping)
    for index, link in enumerate(mapping.links):
        yield from (problem.under(f"/links/{index}") for problem in link_problems(mapping, link))
    yield from pair_problems(mapping)
    for side in Side:
        yield from _unlinked_problems(mapping, side)
    for side in Side:
        yield from _account_problems(mapping, side)
    for side in (Side.TARGET, Side.SOURCE):
        yield from _whole_problems(mapping, side)
    yield from statement_problems(mapping)
    yield from source_problems(mapping.sources)
    yield from _citation_problems(mapping)


def _release_problems(mapping: MappingParts) -> Iterator[Problem]:
    if mapping.release is not None and not DRAFT_VERSION.fullmatch(mapping.release):
        sentence = (
            f"{mapping.release[:40]!r} cannot be the release of a mapping. Write a semantic version, such as"
            " '1.0.0'."
        )
        yield Problem("bad-identifier", sentence, pointer="/release")
    for index, author in enumerate(mapping.authors):
        if not author.strip():
            sentence = "The name of the author is empty. Write it, or leave it out."
            yield Problem("empty-text", sentence, pointer=f"/authors/{index}")
    for side in Side:
        edition, pinned = side.edition(mapping), side.release(mapping)
        if edition.release.partition(".")[0] != str(pinned):
            sentence = (
                f"The mapping is made for release {pinned} of {edition.id}, and this is release"
                f" {edition.release}. Review the mapping and pin the new release."
            )
            yield Problem("wrong-release", sentence, pointer=f"/{side.value}")


def _unlinked_problems(mapping: MappingParts, side: Side) -> Iterator[Problem]:
    edition = side.edition(mapping)
    linked = side.linked(mapping.links)
    known = {heading.code for heading in edition.headings}
    seen: set[str] = set()
    for index, unlinked in enumerate(side.unlinked(mapping)):
        code, pointer = unlinked.code, f"/{side.unlinked_key}/{index}"
        if code not in edition and code not in known:
            sentence = (
                f"{edition.id} has no item {code!r}. Correct the code; `kompass show {edition.id}`"
                " lists them."
            )
            yield Problem("dangling-code", sentence, pointer=f"{pointer}/code")
        if code in linked:
            sentence = (
                f"{code!r} is said to have no counterpart, but a link gives it one. Remove one of the two."
            )
            yield Problem("excluding-relations", sentence, pointer=pointer)
        if code in seen:
            sentence = f"{code!r} stands twice under {side.unlinked_key!r}. Remove one."
            yield Problem("duplicate-link", sentence, pointer=pointer)
        if not unlinked.reasons:
            sentence = f"Nothing says why {code!r} has no counterpart. Add a reason."
            yield Problem("missing-reason", sentence, pointer=f"{pointer}/reasons")
        seen.add(code)


def _account_problems(mapping: MappingParts, side: Side) -> Iterator[Problem]:
    edition = side.edition(mapping)
    named = side.linked(mapping.links) | {unlinked.code for unlinked in side.unlinked(mapping)}
    for level in mapping.levels:
        missing = [code for code in level_codes(edition, level.value) if code not in named]
        if missing:
            sentence = (
                f"The mapping declares the level {level.value!r}, but says nothing of"
                f" {', '.join(missing)} of {edition.id}. Link them, or list them under"
                f" {side.unlinked_key!r} with a reason."
            )
            yield Problem("unaccounted-code", sentence, pointer="/links")


def _whole_problems(mapping: MappingParts, side: Side) -> Iterator[Problem]:
    """Find items of one side that links take more than the whole of, or are said to cover but cannot.

    Links whose other sides have content in common may take the same part, and are never added up.
    """
    edition, covered = side.edition(mapping), side.covered(mapping)
    groups = _grouped(mapping, side)
    for codes, indices in groups.items():
        links = [mapping.links[index] for index in indices]
        far_edition = side.other.edition(mapping)
        ways = DisjointSets.of([leaves_of(far_edition, side.other.of(link)) for link in links])
        shares = [side.bounds(link) for link in links]
        taken = ways.heaviest([low for low, _ in shares])
        if taken is not None and taken.weight > 1:
            pointer = f"/links/{indices[taken.indices[-1]]}/{side.share_key}"
            yield _more_than_whole(codes, edition, pointer)
        if len(codes) == 1 and codes[0] in covered and _most_taken(ways, shares) < 1:
            yield _not_covered(codes[0], edition, side)
    for code in covered:
        if (code,) not in groups:
            yield _not_covered(code, edition, side)


def _more_than_whole(codes: tuple[str, ...], edition: Edition, pointer: str) -> Problem:
    sentence = (
        f"The links take more than the whole of {', '.join(codes)} of {edition.id}. Lower their shares."
    )
    return Problem("more-than-whole", sentence, pointer=pointer)


def _most_taken(ways: DisjointSets, shares: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the most that links with these shares can take together.

    All of them lie within each choice that leaves nothing out, so the lightest such choice bounds them all;
    where there is none, only their sum does.
    """
    lightest = ways.heaviest([-high for _, high in shares], whole=True)
    if lightest is not None:
        return Fraction(-lightest.weight)
    return sum((high for _, high in shares), Fraction(0))


def _grouped(mapping: MappingParts, side: Side) -> dict[tuple[str, ...], list[int]]:
    """Return the indices of links that are not judgements, by the codes that they name on one side.

    Links that name a code across that is not known are left out: nobody knows what they have in common.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    across = side.other.edition(mapping)
    for index, link in enumerate(mapping.links):
        if not link.is_assumed and all(_is_scored(across, code) for code in side.other.of(link)):
            groups.setdefault(tuple(sorted(side.of(link))), []).append(index)
    return groups


def _is_scored(edition: Edition, code: str) -> bool:
    """Tell whether a code is that of a scored item: no heading's, and known."""
    return ":" not in code and (code == TOTAL or code in edition)


def _not_covered(code: str, edition: Edition, side: Side) -> Problem:
    sentence = (
        f"{code!r} of {edition.id} is said to be covered, but its links can take only a part of it. Correct"
        " the shares, or leave it out."
    )
    return Problem("not-covered", sentence, pointer=f"/{side.covered_key}")


def _citation_problems(mapping: MappingParts) -> Iterator[Problem]:
    known = {source.id for source in mapping.sources}
    for pointer, names in _citations(mapping):
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


def _citations(mapping: MappingParts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Iterate over what a mapping says, as the pointer to it and the ids of the sources that it cites."""
    for index, link in enumerate(mapping.links):
        yield f"/links/{index}", link.cited
    for side in Side:
        for index, unlinked in enumerate(side.unlinked(mapping)):
            yield f"/{side.unlinked_key}/{index}", unlinked.cited
    for index, statement in enumerate(mapping.statements):
        yield f"/statements/{index}", (statement.cited,)
