"""Say who claims an id that is another's, and why what they have published is not used."""

from collections.abc import Mapping, Sequence

from kompass_spec.model.problems import Problem
from kompass_spec.registry.ledger import Entry, ReleaseKind
from kompass_spec.registry.pins import PinnedId
from kompass_spec.registry.terms import Holding, Term

__all__ = [
    "brought_twice",
    "claimed",
    "copied",
    "disagreeing",
    "not_following",
    "pinned_elsewhere",
    "published_elsewhere",
    "taken_back",
    "version_too_low",
    "withheld",
]


def claimed(distribution: str, kind: ReleaseKind, name: str, owner: str) -> Problem:
    """Return the problem that a distribution brings an id that is another's."""
    sentence = (
        f"{distribution} brings the {kind.value} {name!r}, which is {owner}'s. Only {owner}'s is used, until"
        f" it hands the id over to {distribution}."
    )
    return _of(kind, sentence, f"{distribution}: {name}")


def pinned_elsewhere(distribution: str, kind: ReleaseKind, name: str, pinned: PinnedId) -> Problem:
    """Return the problem that a distribution brings an id that is pinned as that of one not installed."""
    owner, said_by = next(iter((pinned.holders or pinned.givers).values()))
    sentence = (
        f"{distribution} brings the {kind.value} {name!r}, which is {owner}'s by the pins of"
        f" {' and '.join(said_by)}. It is not used, whatever days its ledger says. Install {owner}; if that"
        f" has handed the id over to {distribution}, its ledger proves it."
    )
    return _of(kind, sentence, f"{distribution}: {name}")


def published_elsewhere(
    kind: ReleaseKind, name: str, pinned: tuple[str, tuple[str, ...]], before: str
) -> Problem:
    """Return the problem that pins have an id with whom it was handed over to, who is not installed.

    ``pinned`` is that distribution with the files that say so, ``before`` whose releases are there.
    """
    owner, said_by = pinned
    sentence = (
        f"The {kind.value} {name!r} is {owner}'s by the pins of {' and '.join(said_by)}, and no release of it"
        f" by {owner} is installed. So the id means nothing, and those of {before} are used by their exact"
        f" versions alone. Install {owner}."
    )
    return _of(kind, sentence, name)


def withheld(distribution: str, kind: ReleaseKind, name: str, owner: str) -> Problem:
    """Return the problem that a distribution brings an id of a ledger that is not used, so that none is."""
    sentence = (
        f"{distribution} brings the {kind.value} {name!r}, which the ledger of {owner} has too, and that is"
        f" not used because it is another than the one that is pinned. So nobody's is used. Install {owner}"
        " from where it is published, or uninstall it."
    )
    return _of(kind, sentence, f"{distribution}: {name}")


def brought_twice(kind: ReleaseKind, name: str, used: Holding, other: Holding) -> Problem:
    """Return the problem that two ledgers of one distribution have an id."""
    sentence = (
        f"{used.distribution} brings the {kind.value} {name!r} in two ledgers, those of the folders"
        f" {used.folder.name} and {other.folder.name}. That of {used.folder.name} is used. Publish it in one."
    )
    return _of(kind, sentence, f"{other.distribution}: {name}")


def copied(kind: ReleaseKind, name: str, distributions: Sequence[str], receiver: str) -> Problem:
    """Return the problem that several ledgers begin alike, up to where an id was handed over."""
    sentence = (
        f"{' and '.join(distributions)} bring the same releases of the {kind.value} {name!r} from before it"
        f" was handed over to {receiver}, and no pin says whose they are. They are proved by the ledger of"
        f" {receiver} and read from {distributions[0]}; nothing else that these say of the id is used unless"
        " it was handed over to them. Find out who published it, and uninstall the other."
    )
    return _of(kind, sentence, f"{distributions[-1]}: {name}")


def disagreeing(
    kind: ReleaseKind,
    name: str,
    holders: Mapping[str, tuple[str, tuple[str, ...]]],
    used: str | None = None,
) -> Problem:
    """Return the problem that pins name several holders of an id, or others than the one ``used``."""
    said = "; ".join(f"{' and '.join(files)}: {holder}" for holder, files in holders.values())
    sentence = f"Pins disagree whose the {kind.value} {name!r} is ({said})."
    if used is None:
        sentence += (
            " Nobody's is used. Install all of these distributions, so that their ledgers show who handed it"
            " over, or correct the file that is wrong."
        )
    else:
        sentence += f" {used}'s is used. Ask those who publish the distribution whose pins say otherwise."
    return Problem("conflicting-pins", sentence, name)


def taken_back(kind: ReleaseKind, name: str, term: Term, following: Term, *, is_pinned: bool) -> Problem:
    """Return the problem that an id was taken back, and that its receiver has published it."""
    giver, receiver = term.holding.distribution, following.holding.distribution
    used, why = (
        (receiver, "because its ledger is pinned with that id")
        if is_pinned
        else (giver, "because no pin has the id in the ledger of the other")
    )
    sentence = (
        f"{giver} handed the {kind.value} {name!r} over to {receiver} and took it back, and {receiver} has"
        f" published {following.releases[0].version} of it in between. {used}'s is used, {why}. Let the two"
        " agree on whose it is."
    )
    return _of(kind, sentence, f"{receiver}: {name}")


def not_following(term: Term, before: Term, reason: str) -> Problem:
    """Return the problem that what an owner-to-be has published does not follow from the hand-over."""
    distribution, entry = term.holding.distribution, term.releases[0]
    giver = before.holding.distribution
    sentence = (
        f"{entry.id} was handed over to {distribution} by {giver}, and its {entry.version} does not follow"
        f" from that: {reason}. Only the releases of {giver} are used. Release it after the hand-over, with"
        f" {giver} installed, in a ledger that has not released the id before."
    )
    return Problem("bad-hand-over", sentence, f"{distribution}: {entry.file}")


def version_too_low(term: Term, before: Term, last: Entry) -> Problem:
    """Return the problem that the releases of an owner do not come after those of the one before."""
    distribution, entry = term.holding.distribution, term.releases[0]
    sentence = (
        f"{entry.id} was handed over to {distribution} after {last.version}, and its {entry.version} does not"
        f" come after that. Only the releases of {before.holding.distribution} are used, until {distribution}"
        " publishes a higher version."
    )
    return Problem("wrong-version", sentence, f"{distribution}: {entry.file}")


def _of(kind: ReleaseKind, sentence: str, where: str) -> Problem:
    if kind is ReleaseKind.MAPPING:
        return Problem("duplicate-mapping", sentence, where, "/source")
    return Problem("duplicate-edition", sentence, where, "/id")
