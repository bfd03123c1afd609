"""Verify the drafts of one framework: each was released, or has the version that its changes ask for.

A draft of a mapping is read with the drafts of editions beside it, because they are released together.
"""

from collections.abc import Iterator

from kompass_spec.documents.forms import NewerFormError
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.text import decode_text
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.drafts import drafts_in, folder_problems
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.releases.candidates import Candidate, drafted, vectors_candidate
from kompass_spec.releases.draft_rules import left_behind
from kompass_spec.releases.subjects import Subject
from kompass_spec.releases.versions import (
    diff_contents,
    last_release,
    number_problems,
    version_problems,
    was_withdrawn,
)

__all__ = ["candidate_problems", "draft_problems", "lacks_an_edition", "unjoined"]


def unjoined(mapping: str) -> str:
    """Say that a mapping was not checked, because an edition is not there."""
    return f"{mapping}: an edition that it joins is not installed"


def lacks_an_edition(error: InputError, *, older: bool = False) -> bool:
    """Tell whether all that is wrong with a mapping is that an edition is not installed.

    An ``older`` release of a mapping may pin a major version of which nothing is left but what was withdrawn.
    """
    codes = {"unknown-edition", "wrong-release"} if older else {"unknown-edition"}
    return all(
        problem.code in codes and problem.pointer in {"/source", "/target"} for problem in error.problems
    )


def draft_problems(subject: Subject) -> Iterator[Problem]:
    """Find drafts that differ from their last release, but not by a version that their changes ask for.

    Find also mappings that an edition has left behind by a major step, and a version of the distribution that
    was published before it had all that the ledger has.
    """
    # Imported here because checking one draft asks no tags of git.
    from kompass_spec.releases.distribution_versions import unraised

    registry = subject.registry
    for draft in drafts_in(subject.folder, subject.name):
        try:
            candidate = drafted(draft, registry)
        except InputError as error:
            if draft.kind is ReleaseKind.MAPPING and lacks_an_edition(error):
                subject.unchecked.append(unjoined(f"the draft of {draft.id}"))
            else:
                yield from error.problems
            continue
        yield from folder_problems(candidate.id, draft.id, draft.name, draft.kind)
        yield from candidate_problems(candidate, draft.name, subject)
        if candidate.edition is not None:
            # Editions come before mappings.
            registry = registry.with_edition(candidate.edition)
        if candidate.mapping is not None:
            yield from left_behind(candidate.mapping, draft.name, registry)
    yield from _vector_problems(subject)
    yield from unraised(subject.folder, subject.ledger)


def _vector_problems(subject: Subject) -> Iterator[Problem]:
    for topic in subject.ledger.ids(ReleaseKind.VECTORS):
        file = subject.folder.joinpath(f"{topic}.json")
        where = f"{subject.name}: {topic}.json"
        if not file.is_file():
            continue
        try:
            vectors = vectors_candidate(topic, parse_json(decode_text(file.read_bytes(), where)))
        except ValueError as error:  # an InputError is one, and so is what has no canonical form
            yield Problem("bad-json", f"These vectors cannot be read: {error}", where)
            continue
        yield from candidate_problems(vectors, where, subject)


def candidate_problems(candidate: Candidate, where: str, subject: Subject) -> Iterator[Problem]:
    """Find what is wrong with a draft after what was released of it, which the ledger of a subject knows."""
    kind, name, version = candidate.kind, candidate.id, candidate.version
    if any(candidate.is_released_as(entry) for entry in subject.ledger.releases(kind, name)[-1:]):
        return
    try:
        last = last_release(subject.folder, subject.ledger, kind, name, subject.registry)
        if last is None:
            subject.unchecked.append(f"the draft of {name}: nothing of it was released yet")
            return
        entry, content = last
        if version == entry.version:
            yield _unreleased(version, where)
            return
        difference = diff_contents(kind, content, candidate.content)
    except NewerFormError:
        subject.unchecked.append(f"the draft of {name}: its last release is of a newer form")
        return
    except InputError as error:
        # What is wrong with the bytes of a release was said when the files were verified.
        known = {"missing-release", "altered-release"}
        yield from (problem.in_file(where) for problem in error.problems if problem.code not in known)
        return
    withdrawn = was_withdrawn(entry, subject.ledger, subject.registry)
    problems = number_problems(version) or version_problems(
        name, entry.version, version, difference, withdrawn=withdrawn
    )
    yield from (problem.in_file(where) for problem in problems)


def _unreleased(version: str, where: str) -> Problem:
    sentence = (
        f"It differs from its last release, {version}. Give it the next version and publish it with kompass"
        " release, or take the change back."
    )
    return Problem("unreleased-change", sentence, where)
