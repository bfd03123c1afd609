"""Publish releases: check everything, freeze the bytes, append to the ledger, and write what changed for readers."""

from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.codec.canonical import canonical_bytes, release_bytes
from kompass_spec.codec.converter import unstructure
from kompass_spec.codec.documents import parse_json, parse_toml
from kompass_spec.codec.editions import read_edition
from kompass_spec.codec.mappings import mapping_data, read_mapping, released_mapping
from kompass_spec.codec.released import released_edition
from kompass_spec.codec.scorecards import scorecard_data
from kompass_spec.collecting import verified_bytes
from kompass_spec.differing import Alteration, Difference, Step, diff_editions, difference_data
from kompass_spec.differing_mappings import diff_mappings
from kompass_spec.differing_vectors import diff_vectors
from kompass_spec.ledger import (
    LEDGER,
    Action,
    Entry,
    Ledger,
    ReleaseKind,
    digest_of,
    entry_line,
    is_version,
    read_ledger,
    version_key,
)
from kompass_spec.model import Edition, EditionMapping, Scorecard
from kompass_spec.model.dates import is_date
from kompass_spec.problems import InputError, Problem
from kompass_spec.reading import decode_text, read_bytes
from kompass_spec.registry import Registry, load_registry
from kompass_spec.writing import write_bytes

__all__ = [
    "Plan",
    "framework_folder",
    "plan_data",
    "plan_golden",
    "plan_hand_over",
    "plan_release",
    "plan_vectors",
    "plan_withdrawal",
    "publish",
]

CHANGELOG = "CHANGELOG.md"
_HEAD = "# Changes of the releases\n\nWritten by `kompass release`; the newest stands last.\n"
_ORDER = list(Step)


@final
@frozen(kw_only=True)
class Plan:
    """Hold what a release would do: its entry, the bytes that it freezes, and the changes that it makes.

    ``content`` is ``None`` where nothing new is frozen; ``changelog`` is what is appended for readers.
    """

    folder: Path
    entry: Entry
    content: bytes | None
    difference: Difference | None
    changelog: str


def framework_folder(document: Path) -> Path:
    """Return the folder of the framework that a document belongs to: the one that holds ``editions`` and the ledger.

    Raise ``InputError`` where it lies in none.
    """
    for folder in document.resolve().parents:
        if (folder / "editions").is_dir() or (folder / LEDGER).is_file():
            return folder
    sentence = "This file lies in no framework: none of the folders above it holds a folder 'editions'. Move it to <framework>/editions/<id>/edition.toml."
    raise InputError([Problem("no-framework", sentence, str(document))])


def plan_release(
    document: Path, *, date: str, reviewed_by: tuple[str, ...] = (), registry: Registry | None = None
) -> Plan:
    """Return the plan to release an edition or a mapping from its TOML; nothing is written.

    Raise ``InputError`` where the file or the ledger is broken, nothing changed, or the version is not the one that the
    changes ask for.
    """
    folder = framework_folder(document)
    ledger = read_ledger(folder)
    text = decode_text(read_bytes(document), str(document))
    registry = registry if registry is not None else load_registry()
    if "links" in parse_toml(text):
        mapping = read_mapping(text, str(document), registry)
        own = _last(folder, ledger, ReleaseKind.MAPPING, mapping.id)
        return _plan_mapping(
            folder, ledger, mapping, own or _last_mapping_of_others(mapping.id, registry), date, reviewed_by
        )
    edition = read_edition(text, str(document))
    taken_over = (
        None if ledger.releases(ReleaseKind.EDITION, edition.id) else _last_of_others(edition.id, registry)
    )
    return _plan_edition(folder, ledger, edition, taken_over, date, reviewed_by)


def plan_golden(
    folder: Path,
    name: str,
    version: str,
    scorecard: Scorecard,
    *,
    date: str,
    reviewed_by: tuple[str, ...] = (),
) -> Plan:
    """Return the plan to release a golden scorecard, which every later scorer must reproduce bit for bit.

    Its assessment pins the release of its edition and the digest. Raise ``InputError`` where it does not, or the
    version is not above the last.
    """
    if scorecard.assessment.release is None or scorecard.assessment.digest is None:
        sentence = "The assessment does not pin a release of its edition, so its score cannot be reproduced for certain. Import it on a released edition."
        raise InputError([Problem("unpinned", sentence)])
    ledger = read_ledger(folder)
    content = release_bytes(scorecard_data(scorecard))
    difference = Difference(
        changes=(
            Alteration(kind="redefined", before=(), after=(), reason="The golden scorecard was replaced."),
        ),
        step=Step.MAJOR,
    )
    released = ledger.releases(ReleaseKind.SCORECARD, name)
    last = released[-1].version if released else None
    return _planned(
        folder, ledger, ReleaseKind.SCORECARD, name, version, content, difference, date, reviewed_by, last
    )


def plan_vectors(document: Path, *, date: str, reviewed_by: tuple[str, ...] = ()) -> Plan:
    """Return the plan to release the conformance vectors of one topic from their JSON, in the folder that it lies in.

    Unlike other releases theirs leave nothing out: what is null or empty is a part of what a vector asks. Raise
    ``InputError`` where the file or the ledger is broken, nothing changed, or the version is not the one that the
    changes ask for.
    """
    text = decode_text(read_bytes(document), str(document))
    data = parse_json(text)
    if not isinstance(data, dict) or not all(
        isinstance(data.get(key), kind) for key, kind in (("topic", str), ("version", str), ("vectors", list))
    ):
        sentence = "This JSON holds no vectors: it needs 'topic', 'version' and 'vectors'."
        raise InputError([Problem("unknown-document", sentence, str(document))])
    folder, topic = document.parent, data["topic"]
    ledger = read_ledger(folder)
    last = _last(folder, ledger, ReleaseKind.VECTORS, topic)
    difference = diff_vectors(parse_json(last[1].decode()), data) if last is not None else None
    return _planned(
        folder, ledger, ReleaseKind.VECTORS, topic, data["version"], canonical_bytes(data), difference, date, reviewed_by,
        last[0].version if last is not None else None,
    )  # fmt: skip


def plan_withdrawal(
    folder: Path,
    kind: ReleaseKind,
    name: str,
    version: str,
    *,
    reason: str,
    date: str,
    reviewed_by: tuple[str, ...] = (),
) -> Plan:
    """Return the plan to withdraw a release: it stays loadable by its exact version, and says so."""
    return _plan_later(
        folder, Action.WITHDRAW, kind, name, version, date=date, reviewed_by=reviewed_by, reason=reason
    )


def plan_hand_over(
    folder: Path, name: str, *, to: str, reason: str, date: str, reviewed_by: tuple[str, ...] = ()
) -> Plan:
    """Return the plan to hand the id of an edition or a mapping over to another distribution, which publishes from then on."""
    ledger = read_ledger(folder)
    kind = ReleaseKind.MAPPING if name in ledger.ids(ReleaseKind.MAPPING) else ReleaseKind.EDITION
    released = ledger.releases(kind, name)
    version = released[-1].version if released else "0.0.0"
    return _plan_later(
        folder, Action.HAND_OVER, kind, name, version, date=date, reviewed_by=reviewed_by, reason=reason, to=to
    )  # fmt: skip


def publish(plan: Plan) -> None:
    """Carry a plan out: the frozen file first and the ledger last, so that a ledger never names what is not there.

    Raise ``InputError`` where something cannot be written.
    """
    if plan.content is not None:
        place = plan.folder / plan.entry.file
        place.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(place, plan.content)
    changelog = plan.folder / CHANGELOG
    before = changelog.read_text("utf-8") if changelog.is_file() else _HEAD
    write_bytes(changelog, (before.rstrip("\n") + "\n\n" + plan.changelog).encode())
    ledger = plan.folder / LEDGER
    known = ledger.read_bytes() if ledger.is_file() else b""
    write_bytes(ledger, known + entry_line(plan.entry))


def _last_of_others(name: str, registry: Registry) -> Edition | None:
    """Return the last release of an id by another distribution that has handed it over, ``None`` where there is none.

    Raise ``InputError`` where it was not handed over.
    """
    released = registry.released(name)
    if not released:
        return None
    last = released[-1]
    if last.handed_to is None:
        raise InputError([_others(name, last.distribution, last.entry)])
    return last.edition()


def _others(name: str, distribution: str, entry: Entry) -> Problem:
    sentence = f"{name!r} is {distribution}'s, which published {entry.version} of it and has not handed the id over. Choose an id of your own, or ask for a hand-over: kompass release {name} --hand-over DISTRIBUTION."
    if entry.kind is ReleaseKind.MAPPING:
        return Problem("duplicate-mapping", sentence, pointer="/source")
    return Problem("duplicate-edition", sentence, pointer="/id")


def _plan_edition(  # noqa: PLR0917 - its only caller stands above
    folder: Path,
    ledger: Ledger,
    edition: Edition,
    taken_over: Edition | None,
    date: str,
    reviewed_by: tuple[str, ...],
) -> Plan:
    content = release_bytes(unstructure(edition))
    own = _last(folder, ledger, ReleaseKind.EDITION, edition.id)
    before = taken_over if own is None else released_edition(parse_json(own[1].decode()))
    difference = diff_editions(before, edition) if before is not None else None
    last = before.release if before is not None else None
    return _planned(
        folder, ledger, ReleaseKind.EDITION, edition.id, edition.release, content, difference, date, reviewed_by, last
    )  # fmt: skip


def _last_mapping_of_others(name: str, registry: Registry) -> tuple[Entry, bytes] | None:
    """Return the last release of a mapping by another distribution that has handed its id over, as for editions."""
    stored = registry.stored_mapping(name)
    if stored is None or stored.entry is None:
        return None
    if stored.handed_to is None:
        raise InputError([_others(name, stored.distribution, stored.entry)])
    return stored.entry, stored.text().encode()


def _plan_mapping(  # noqa: PLR0917 - its only caller stands above
    folder: Path,
    ledger: Ledger,
    mapping: EditionMapping,
    last: tuple[Entry, bytes] | None,
    date: str,
    reviewed_by: tuple[str, ...],
) -> Plan:
    content = release_bytes(mapping_data(mapping))
    difference = None
    if last is not None:
        ends = {mapping.source.id: mapping.source, mapping.target.id: mapping.target}
        before = released_mapping(last[1].decode(), last[0].file, ends)
        difference = diff_mappings(before, mapping)
    return _planned(
        folder, ledger, ReleaseKind.MAPPING, mapping.id, mapping.release or "", content, difference, date, reviewed_by,
        last[0].version if last is not None else None,
    )  # fmt: skip


def _last(folder: Path, ledger: Ledger, kind: ReleaseKind, name: str) -> tuple[Entry, bytes] | None:
    released = ledger.releases(kind, name)
    if not released:
        return None
    return released[-1], verified_bytes(folder, released[-1], released[-1].file)


def _planned(  # noqa: PLR0917 - the two callers above are the only ones
    folder: Path,
    ledger: Ledger,
    kind: ReleaseKind,
    name: str,
    version: str,
    content: bytes,
    difference: Difference | None,
    date: str,
    reviewed_by: tuple[str, ...],
    last: str | None,
) -> Plan:
    problems = [*_date_problems(date), *_reviewer_problems(reviewed_by), *_number_problems(version)]
    if ledger.handed_to(kind, name) is not None:
        sentence = f"{name} was handed over to {ledger.handed_to(kind, name)}, which publishes its releases from then on."
        problems.append(Problem("handed-over", sentence))
    if last is not None:
        problems += _version_problems(name, last, version, difference)
    if problems:
        raise InputError(problems)
    entry = Entry(
        action=Action.RELEASE,
        kind=kind,
        id=name,
        version=version,
        sha256=digest_of(content),
        file=f"releases/{name}/{version}.json",
        date=date,
        reviewed_by=reviewed_by,
        previous=ledger.head,
    )
    return Plan(
        folder=folder,
        entry=entry,
        content=content,
        difference=difference,
        changelog=_changelog(entry, difference if last is not None else None),
    )


def _plan_later(
    folder: Path,
    action: Action,
    kind: ReleaseKind,
    name: str,
    version: str,
    *,
    date: str,
    reviewed_by: tuple[str, ...],
    reason: str,
    to: str | None = None,
) -> Plan:
    ledger = read_ledger(folder)
    problems = [*_date_problems(date), *_reviewer_problems(reviewed_by)]
    released = {one.version: one for one in ledger.releases(kind, name)}
    if version not in released:
        known = ", ".join(released) or "none"
        sentence = f"There is no release {name}@{version}. Its releases are: {known}."
        problems.append(Problem("missing-release", sentence))
    if ledger.withdrawn(kind, name, version) is not None and action is Action.WITHDRAW:
        problems.append(Problem("missing-release", f"{name}@{version} was withdrawn before."))
    if not reason.strip():
        problems.append(Problem("missing-reason", "Say why, so that readers of the ledger understand it."))
    if problems:
        raise InputError(problems)
    entry = Entry(
        action=action,
        kind=kind,
        id=name,
        version=version,
        sha256=released[version].sha256,
        file=released[version].file,
        date=date,
        reviewed_by=reviewed_by,
        previous=ledger.head,
        reason=reason,
        to=to,
    )
    return Plan(folder=folder, entry=entry, content=None, difference=None, changelog=_changelog(entry, None))


def _date_problems(date: str) -> list[Problem]:
    if is_date(date) and date.count("-") == 2:  # noqa: PLR2004 - a day has year, month and day
        return []
    return [Problem("bad-date", f"{date!r} is not a day. Write it like 2026-03-01.")]


def _reviewer_problems(reviewed_by: tuple[str, ...]) -> list[Problem]:
    if any(name.strip() for name in reviewed_by):
        return []
    return [Problem("unreviewed", "Nobody has reviewed the release. Name who did with --reviewed-by.")]


def _number_problems(version: str) -> list[Problem]:
    if is_version(version):
        return []
    sentence = f"{version!r} is not a version of a release. Write three numbers, such as 1.0.0."
    return [Problem("wrong-version", sentence, pointer="/release")]


def _version_problems(name: str, last: str, version: str, difference: Difference | None) -> list[Problem]:
    step = difference.step if difference is not None else None
    if step is None:
        sentence = f"Nothing changed since {name}@{last}, so there is nothing to release."
        return [Problem("nothing-changed", sentence)]
    allowed = [_bumped(last, one) for one in _ORDER if _ORDER.index(one) >= _ORDER.index(step)]
    if version in allowed:
        return []
    sentence = f"The changes since {name}@{last} make a {step.value} step, so the release is {allowed[0]}, and this says {version}. Correct `release`; `kompass diff` lists the changes."
    return [Problem("wrong-version", sentence, pointer="/release")]


def _bumped(version: str, step: Step) -> str:
    major, minor, patch = version_key(version)
    if step is Step.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if step is Step.MINOR else f"{major}.{minor}.{patch + 1}"


def _changelog(entry: Entry, difference: Difference | None) -> str:
    """Return the entry for readers: what changed of which area and question, and what may be compared."""
    said = {
        Action.RELEASE: f"## {entry.id} {entry.version} ({entry.date})",
        Action.WITHDRAW: f"## {entry.id} {entry.version} withdrawn ({entry.date})",
        Action.HAND_OVER: f"## {entry.id} handed over to {entry.to} ({entry.date})",
    }
    lines = [said[entry.action], "", f"Reviewed by {', '.join(entry.reviewed_by)}."]
    if entry.reason is not None:
        lines += ["", entry.reason]
    elif difference is None:
        lines += ["", "The first release."]
    elif difference.step is not None:
        impact = {
            Step.PATCH: "No score and no meaning changed: results stay comparable.",
            Step.MINOR: "Nothing that was scored changed: results stay comparable, and more can be said.",
            Step.MAJOR: "A score or the meaning of an item can have changed: compare results of the two releases with care.",
        }
        lines += ["", impact[difference.step], ""]
        lines += [f"- {change.kind}: {change.reason}" for change in difference.changes]
    return "\n".join(lines) + "\n"


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data for JSON."""
    return {
        "entry": unstructure(plan.entry),
        "difference": difference_data(plan.difference) if plan.difference is not None else None,
        "changelog": plan.changelog,
    }
