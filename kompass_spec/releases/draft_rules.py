"""The rules of drafts that no single file shows: what else has to follow, and what was perhaps forgotten."""

from collections.abc import Iterable, Iterator

from kompass_spec.model import Completeness, Edition, EditionMapping
from kompass_spec.model.problems import Problem
from kompass_spec.model.same_meaning import major_of
from kompass_spec.model.side import Side
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.candidates import Candidate

__all__ = ["followers", "gap_problems", "left_behind", "unreleased_problems"]

_MOST_CODES = 10


def left_behind(mapping: EditionMapping, where: str, registry: Registry) -> Iterator[Problem]:
    """Find that a mapping pins a major version of an edition that another has followed."""
    for side in Side:
        pinned, newest = side.edition(mapping), registry.get(side.edition(mapping).id)
        if newest is not None and major_of(newest) > side.release(mapping):
            sentence = (
                f"The mapping pins {pinned.id}@{side.release(mapping)}, and {pinned.id} is {newest.release}"
                " now, which it does not lead to. Review it, and pin"
                f" {pinned.id}@{major_of(newest)}."
            )
            yield Problem("left-behind", sentence, where, f"/{side.value}")


def followers(candidate: Candidate, registry: Registry) -> Iterator[Problem]:
    """Find the installed mappings that the release of an edition leaves behind, until they are reviewed."""
    if candidate.edition is None:
        return
    after = registry.with_edition(candidate.edition)
    for mapping in registry.mappings():
        ends = {Side.SOURCE: mapping.source.id, Side.TARGET: mapping.target.id}
        for problem in left_behind(mapping, mapping.id, after):
            if ends[Side((problem.pointer or "").strip("/"))] == candidate.id:
                yield problem


def unreleased_problems(candidate: Candidate) -> Iterator[Problem]:
    """Find editions that a mapping joins and that are only drafts: what is published rests on releases."""
    if candidate.mapping is None:
        return
    for side in Side:
        edition = side.edition(candidate.mapping)
        if not edition.is_released:
            sentence = (
                f"The mapping joins the draft of {edition.id}, {edition.release}, and what is published rests"
                f" on what is published. Release {edition.id} first."
            )
            yield Problem("unreleased-edition", sentence, pointer=f"/{side.value}")


def gap_problems(candidate: Candidate) -> Iterator[Problem]:
    """Find codes that are left out between others in an edition that is said to be known.

    Of one that is partial they are not known. After a first release a gap is a code that was given up.
    """
    edition = candidate.edition
    if edition is None or edition.completeness is Completeness.PARTIAL:
        return
    missing = list(_gaps(edition))
    if missing:
        more = f" and {len(missing) - _MOST_CODES} more" if len(missing) > _MOST_CODES else ""
        sentence = (
            f"The codes leave out {', '.join(missing[:_MOST_CODES])}{more}. If nothing was forgotten, release"
            " it with `gaps_meant=True`."
        )
        yield Problem("gap-in-codes", sentence, pointer="/areas")


def _gaps(edition: Edition) -> Iterator[str]:
    """Iterate over the codes that are left out: of areas, then of each item's parts."""
    yield from _left_out((area.code for area in edition.areas), "")
    for area in edition.areas:
        yield from _left_out((question.code for question in area.questions), f"{area.code}.")
        for question in area.questions:
            yield from _left_out((criterion.code for criterion in question.criteria), f"{question.code}.")


def _left_out(codes: Iterable[str], before: str) -> Iterator[str]:
    """Iterate over the numbers between 1 and the last that no code has; ``before`` is what all begin with."""
    ends = [code.removeprefix(before) for code in codes]
    # Codes that are no single numbers have no order in which one could be missing.
    numbers = {int(end) for end in ends if end.isdecimal()}
    if numbers and len(numbers) == len(ends):
        yield from (f"{before}{number}" for number in range(1, max(numbers)) if number not in numbers)
