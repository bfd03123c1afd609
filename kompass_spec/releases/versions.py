"""Find the release that another follows, what changed since, and which version that asks for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any, NoReturn

from kompass_spec.documents.forms import NewerFormError, content_of
from kompass_spec.documents.mappings import released_mapping_file
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.model.difference import Alteration, Difference, difference_of
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.version import Step, is_version, next_version
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.entry_rules import unversioned
from kompass_spec.registry.ledger import Entry, Ledger, ReleaseKind, read_ledger
from kompass_spec.registry.pins import ledger_problems
from kompass_spec.registry.registry import Registry
from kompass_spec.registry.stored import Released, verified_bytes
from kompass_spec.releases.differences import diff_editions
from kompass_spec.releases.mapping_differences import diff_mapping_files
from kompass_spec.releases.projects import project_of
from kompass_spec.releases.vector_differences import diff_vectors

__all__ = [
    "diff_contents",
    "head_before",
    "last_release",
    "number_problems",
    "released_by",
    "taking_back",
    "version_problems",
    "was_withdrawn",
]

_ORDER = list(Step)
_ADVICE = "Correct `release`; `kompass diff` lists the changes."


def number_problems(version: str) -> list[Problem]:
    """Find what is wrong with a version by itself.

    >>> number_problems("1.0.0"), number_problems("1.0.0-draft")[0].code
    ([], 'wrong-version')
    """
    if is_version(version):
        return []
    return [Problem("wrong-version", unversioned(version), pointer="/release")]


def version_problems(
    name: str,
    last: str,
    version: str,
    difference: Difference,
    advice: str = _ADVICE,
    *,
    withdrawn: bool = False,
) -> list[Problem]:
    """Find what is wrong with a version after the release ``last``, from which ``difference`` leads to it.

    A greater step than the changes make is allowed, such as a major one for a patch. ``withdrawn`` says that
    ``last`` was, so that the same content may be released again, as a patch. ``advice`` says where the
    version stands and how the changes are seen.
    """
    step = difference.step or (Step.PATCH if withdrawn else None)
    if step is None:
        sentence = f"Nothing changed since {name}@{last}, so there is nothing to release."
        if version != last:
            sentence += f" Its version stays {last}, and this says {version}."
        return [Problem("nothing-changed", sentence)]
    allowed = [next_version(last, larger) for larger in _ORDER[_ORDER.index(step) :]]
    if version in allowed:
        return []
    made = (
        f"The changes since {name}@{last} make a {step.value} step"
        if difference.step is not None
        else f"Nothing changed since {name}@{last}, which was withdrawn"
    )
    sentence = f"{made}, so the release is {allowed[0]}, and this says {version}. {advice}"
    return [Problem("wrong-version", sentence, pointer="/release")]


def released_by(kind: ReleaseKind, name: str, registry: Registry) -> tuple[Released, ...]:
    """Return the releases of an edition's or a mapping's id that installed frameworks bring, oldest first."""
    if kind is ReleaseKind.EDITION:
        return registry.released(name)
    return registry.released_mapping(name) if kind is ReleaseKind.MAPPING else ()


def last_release(
    folder: Traversable, ledger: Ledger, kind: ReleaseKind, name: str, registry: Registry
) -> tuple[Entry, bytes] | None:
    """Return the release that the next one in ``folder`` follows, with its bytes; ``None`` if there is none.

    It is the folder's own, or that of whoever has handed the id over. Raise ``InputError`` where the id is
    another's.
    """
    own = ledger.releases(kind, name)
    owner = ledger.handed_to(kind, name)
    if own and owner is None:
        return own[-1], verified_bytes(folder, own[-1], own[-1].file)
    installed = released_by(kind, name, registry)
    if owner is not None and not _is_handed_back(installed, own):
        sentence = (
            f"{name} was handed over to {owner}, which publishes its releases from then on."
            f" {taking_back(name, owner)}"
        )
        raise InputError([Problem("handed-over", sentence)])
    if not installed:
        if pinned := registry.pins.of_id(name).holders:
            if known := _ledger_problems_of(pinned, folder, ledger, registry):
                raise InputError(known)
            raise InputError([_pinned_by_another(name, kind, *next(iter(pinned.values())))])
        return None
    last = installed[-1]
    if last.handed_to is None:
        raise InputError([_owned_by_another(name, last)])
    return last.entry, last.content()


def head_before(ledger: Ledger, kind: ReleaseKind, name: str, registry: Registry) -> str | None:
    """Return the head of the ledger that an id was handed over in, which its next release here names.

    Return ``None`` where that follows from no hand-over.
    """
    if ledger.releases(kind, name) and ledger.handed_to(kind, name) is None:
        return None
    last = released_by(kind, name, registry)[-1:]
    if not last or last[0].handed_to is None:
        return None
    return read_ledger(last[0].folder, last[0].distribution).head


def was_withdrawn(last: Entry, ledger: Ledger, registry: Registry) -> bool:
    """Tell whether the release that another follows was withdrawn by whoever published it."""
    if last in ledger.entries:
        return ledger.withdrawn(last.kind, last.id, last.version) is not None
    installed = released_by(last.kind, last.id, registry)
    return any(one.entry == last and one.withdrawn is not None for one in installed)


def taking_back(name: str, owner: str) -> str:
    """Say how an id that was handed over by mistake is had again."""
    return (
        f"As long as {owner} has published nothing of it, it can be taken back:"
        f' `plan_take_back(…, "{name}", reason=REASON)`.'
    )


def _is_handed_back(installed: Sequence[Released], own: Sequence[Entry]) -> bool:
    """Tell whether the last release of an id hands it over to who published these entries."""
    if not installed or installed[-1].handed_to is None:
        return False
    publishers = {normal_name(release.distribution) for release in installed if release.entry in own}
    return normal_name(installed[-1].handed_to) in publishers


def _owned_by_another(name: str, last: Released) -> Problem:
    sentence = (
        f"{name!r} is {last.distribution}'s, which published {last.entry.version} of it and has not handed"
        f" the id over. Choose an id of your own, or ask for a hand-over:"
        f' `plan_hand_over(…, "{name}", to=DISTRIBUTION)`.'
    )
    return _duplicate(last.entry.kind, sentence)


def _pinned_by_another(name: str, kind: ReleaseKind, owner: str, said_by: Sequence[str]) -> Problem:
    sentence = (
        f"{name!r} is {owner}'s by the pins of {' and '.join(said_by)}, and no release of it by {owner} is"
        " installed. Choose an id of your own, or, where it was handed over to you, install the"
        " distribution that did it."
    )
    return _duplicate(kind, sentence)


def _ledger_problems_of(
    owners: Collection[str], folder: Traversable, ledger: Ledger, registry: Registry
) -> list[Problem]:
    """Return what is missing or altered in the ledgers of these distributions, given by their normal names.

    It may be the ledger in this very folder, installed or not, that lacks what is pinned of it.
    """
    codes = {"missing-entries", "other-ledger"}
    installed = [
        problem
        for problem in registry.problems
        if problem.code in codes and normal_name((problem.file or "").partition(":")[0]) in owners
    ]
    project = project_of(folder)
    if installed or project is None or normal_name(project.name) not in owners:
        return installed
    return list(ledger_problems(ledger, project.name, "", registry.pins))


def _duplicate(kind: ReleaseKind, sentence: str) -> Problem:
    if kind is ReleaseKind.MAPPING:
        return Problem("duplicate-mapping", sentence, pointer="/source")
    return Problem("duplicate-edition", sentence, pointer="/id")


def diff_contents(kind: ReleaseKind, before: bytes, after: bytes) -> Difference:
    """Return what changed from one release to another, both as bytes whose digest holds.

    Raise ``InputError`` where one of them is not what is released under that kind, ``NewerFormError`` where
    it is of a form that this version does not read.
    """
    compare: Callable[[Any, Any], Difference] = {
        ReleaseKind.EDITION: lambda one, other: diff_editions(released_edition(one), released_edition(other)),
        ReleaseKind.VECTORS: diff_vectors,
    }.get(kind, _diff_scorecards)
    try:
        if kind is ReleaseKind.MAPPING:
            return diff_mapping_files(
                released_mapping_file(before.decode(), ""), released_mapping_file(after.decode(), "")
            )
        return compare(parse_json(before.decode()), parse_json(after.decode()))
    except NewerFormError:
        raise
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        _unreadable(kind, error)


def _unreadable(kind: ReleaseKind, error: Exception) -> NoReturn:
    sentence = (
        "The release cannot be compared with the one before it, because one of them is not of the kind"
        f" {kind.value} ({error})."
    )
    raise InputError([Problem("unreadable-release", sentence)]) from None


def _diff_scorecards(one: Mapping[str, Any], other: Mapping[str, Any]) -> Difference:
    # The same score is the same in every form.
    if content_of(one)[1] == content_of(other)[1]:
        return difference_of(())
    sentence = "The golden scorecard was replaced."
    return difference_of([Alteration(kind="redefined", before=(), after=(), reason=sentence)])
