"""Plan releases: check everything, compute the version step, and say what would be frozen and written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kompass_spec.documents.differences import difference_data
from kompass_spec.documents.disk import read_bytes
from kompass_spec.documents.mappings import is_mapping
from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.structure import unstructure
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Scorecard
from kompass_spec.model.dates import is_date
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.entry_rules import entry_problems
from kompass_spec.registry.ledger import (
    LEDGER,
    Action,
    Entry,
    Ledger,
    ReleaseKind,
    digest_of,
    entry_line,
    read_ledger,
)
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.releases.candidates import (
    Candidate,
    edition_candidate,
    golden_candidate,
    mapping_candidate,
    vectors_candidate,
)
from kompass_spec.releases.publication import Plan, publish, release_notes
from kompass_spec.releases.verification import file_problems
from kompass_spec.releases.versions import (
    diff_contents,
    last_release,
    number_problems,
    released_by,
    version_problems,
)

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


_WHERE = {
    ReleaseKind.SCORECARD: "Correct --version, or choose another name for another result.",
    ReleaseKind.VECTORS: "Correct `version`.",
}
"""Where the version stands of what has no TOML."""


def framework_folder(document: Path) -> Path:
    """Return the folder of the framework that a document belongs to: the one that holds ``editions`` and the ledger.

    A folder may itself be it. Raise ``InputError`` where a document lies in none.
    """
    place = document.resolve()
    for folder in (place, *place.parents):
        if (folder / "editions").is_dir() or (folder / LEDGER).is_file():
            return folder
    sentence = (
        "This lies in no framework: neither here nor in a folder above is there a folder 'editions' or a"
        " ledger. Move it to <framework>/editions/<id>/edition.toml, or name the framework's folder with"
        " --framework."
    )
    raise InputError([Problem("no-framework", sentence, str(document))])


def plan_release(
    document: Path,
    *,
    date: str,
    reviewed_by: tuple[str, ...] = (),
    registry: Registry | None = None,
    folder: Path | None = None,
) -> Plan:
    """Return the plan to release an edition or a mapping from its TOML; nothing is written.

    ``folder`` is the framework's, where the file lies elsewhere. Raise ``InputError`` where the file or the
    ledger is broken, nothing changed, or the version is not the one that the changes ask for.
    """
    folder = folder if folder is not None else framework_folder(document)
    ledger = read_ledger(folder)
    text = decode_text(read_bytes(document), str(document))
    registry = registry if registry is not None else load_registry()
    if is_mapping(parse_toml(text)):
        candidate = mapping_candidate(text, str(document), registry)
    else:
        candidate = edition_candidate(text, str(document))
    return _planned(candidate, folder, ledger, registry, date=date, reviewed_by=reviewed_by)


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

    Its assessment pins the release of its edition and the digest. Raise ``InputError`` where it does not, or
    the version is not above the last.
    """
    if scorecard.assessment.release is None or scorecard.assessment.digest is None:
        sentence = (
            "The assessment does not pin a release of its edition, so its score cannot be reproduced for"
            " certain. Import it on a released edition."
        )
        raise InputError([Problem("unpinned", sentence)])
    ledger = read_ledger(folder)
    candidate = golden_candidate(name, version, scorecard)
    return _planned(candidate, folder, ledger, Registry(), date=date, reviewed_by=reviewed_by)


def plan_vectors(document: Path, *, date: str, reviewed_by: tuple[str, ...] = ()) -> Plan:
    """Return the plan to release the conformance vectors of one topic from their JSON, in the folder that it lies in.

    Raise ``InputError`` where the file or the ledger is broken, nothing changed, or the version is not the
    one that the changes ask for.
    """
    data = parse_json(decode_text(read_bytes(document), str(document)))
    if not isinstance(data, dict) or not all(
        isinstance(data.get(key), kind) for key, kind in (("topic", str), ("version", str), ("vectors", list))
    ):
        sentence = "This JSON holds no vectors: it needs 'topic', 'version' and 'vectors'."
        raise InputError([Problem("unknown-document", sentence, str(document))])
    try:
        candidate = vectors_candidate(data["topic"], data)
    except ValueError as error:
        sentence = f"These vectors have no canonical form: {error}."
        raise InputError([Problem("bad-json", sentence, str(document))]) from None
    folder = document.parent
    ledger = read_ledger(folder)
    return _planned(candidate, folder, ledger, Registry(), date=date, reviewed_by=reviewed_by)


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
    """Return the plan to withdraw a release: it stays loadable by its exact version, and says so.

    Raise ``InputError`` where there is no such release, it was withdrawn before, or its id was handed over.
    """
    return _plan_later(
        folder, Action.WITHDRAW, kind, name, version, date=date, reviewed_by=reviewed_by, reason=reason
    )


def plan_hand_over(
    folder: Path,
    name: str,
    *,
    to: str,
    reason: str,
    date: str,
    reviewed_by: tuple[str, ...] = (),
    registry: Registry | None = None,
) -> Plan:
    """Return the plan to hand the id of an edition or a mapping over to another distribution, which publishes from then on.

    Raise ``InputError`` where nothing was released under the id, it was handed over before, or ``to`` is no
    name of another distribution.
    """
    ledger = read_ledger(folder)
    kind = ledger.kind_of(name) or ReleaseKind.EDITION
    if kind not in {ReleaseKind.EDITION, ReleaseKind.MAPPING}:
        sentence = (
            f"{name} is of the kind {kind.value}, which nobody else publishes. Only the id of an edition or a"
            " mapping is handed over."
        )
        raise InputError([Problem("bad-entry", sentence)])
    released = ledger.releases(kind, name)
    version = released[-1].version if released else "0.0.0"
    registry = registry if registry is not None else load_registry()
    mine = {one.distribution for one in released_by(kind, name, registry) if one.entry in released}
    if normal_name(to) in {normal_name(distribution) for distribution in mine}:
        sentence = f"{to} is the distribution that hands {name} over. Name another."
        raise InputError([Problem("bad-entry", sentence)])
    return _plan_later(
        folder, Action.HAND_OVER, kind, name, version, date=date, reviewed_by=reviewed_by, reason=reason,
        to=to
    )  # fmt: skip


def _planned(
    candidate: Candidate,
    folder: Path,
    ledger: Ledger,
    registry: Registry,
    *,
    date: str,
    reviewed_by: tuple[str, ...],
) -> Plan:
    kind, name, version = candidate.kind, candidate.id, candidate.version
    last = last_release(folder, ledger, kind, name, registry)
    difference = diff_contents(kind, last[1], candidate.content) if last is not None else None
    problems = number_problems(version)
    if last is not None and difference is not None and not problems:
        where = _WHERE.get(kind)
        advice = {"advice": where} if where is not None else {}
        problems += version_problems(name, last[0].version, version, difference, **advice)
    entry = Entry(
        action=Action.RELEASE,
        kind=kind,
        id=name,
        version=version,
        sha256=digest_of(candidate.content),
        file=f"releases/{name}/{version}.json",
        date=date,
        reviewed_by=reviewed_by,
        previous=ledger.head,
    )
    _check(folder, ledger, entry, problems)
    return Plan(
        folder=folder,
        entry=entry,
        content=candidate.content,
        difference=difference,
        changelog=release_notes(entry, difference),
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
    problems: list[Problem] = []
    released = {one.version: one for one in ledger.releases(kind, name)}
    if version not in released:
        known = ", ".join(released) or "none"
        sentence = f"There is no release {name}@{version}. Its releases are: {known}."
        problems.append(Problem("missing-release", sentence))
    if ledger.withdrawn(kind, name, version) is not None and action is Action.WITHDRAW:
        problems.append(Problem("missing-release", f"{name}@{version} was withdrawn before."))
    if not reason.strip():
        problems.append(Problem("missing-reason", "Say why, so that readers of the ledger understand it."))
    handed = ledger.handed_to(kind, name)
    if handed is not None:
        sentence = f"{name} was handed over to {handed}, so nothing more is said of it here."
        problems.append(Problem("handed-over", sentence))
    if problems:
        raise InputError([*problems, *_said_problems(date, reviewed_by, ledger)])
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
    _check(folder, ledger, entry, [])
    return Plan(
        folder=folder, entry=entry, content=None, difference=None, changelog=release_notes(entry, None)
    )


def _check(folder: Path, ledger: Ledger, entry: Entry, problems: list[Problem]) -> None:
    """Raise ``InputError`` with everything because of which an entry may not be written."""
    found = [*_said_problems(entry.date, entry.reviewed_by, ledger), *problems]
    if not found:
        found += [Problem("bad-entry", sentence) for sentence in entry_problems(entry, ledger.entries)]
    found += [
        problem
        for problem in file_problems(folder, ledger, str(folder))
        if not _is_the_same(problem, folder, entry)
    ]
    if found:
        raise InputError(found)


def _is_the_same(problem: Problem, folder: Path, entry: Entry) -> bool:
    """Tell whether a file that no entry names is just what this entry is to name, as after a release that was cut short."""
    return (
        problem.code == "unknown-release"
        and problem.file == f"{folder}: {entry.file}"
        and digest_of((folder / entry.file).read_bytes()) == entry.sha256
    )


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _said_problems(date: str, reviewed_by: tuple[str, ...], ledger: Ledger) -> Iterator[Problem]:
    last = ledger.entries[-1].date if ledger.entries else date
    if not is_date(date) or date.count("-") != 2:  # noqa: PLR2004 - a day has year, month and day
        yield Problem("bad-date", f"{date!r} is not a day. Write it like 2026-03-01.")
    elif date < last:
        sentence = f"The day {date} is before that of the entry before it, {last}. Correct the date."
        yield Problem("bad-date", sentence)
    if any(not name.isascii() and not _is_text(name) for name in reviewed_by):
        yield Problem(
            "bad-value", "The name of a reviewer has letters that UTF-8 cannot write. Type it anew."
        )
    if not reviewed_by or not all(name.strip() for name in reviewed_by):
        yield Problem("unreviewed", "Nobody has reviewed the release. Name who did with --reviewed-by.")


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data for JSON."""
    return {
        "entry": unstructure(plan.entry),
        "difference": difference_data(plan.difference) if plan.difference is not None else None,
        "line": entry_line(plan.entry).decode(),
        "content": plan.content.decode() if plan.content is not None else None,
        "changelog": plan.changelog,
    }
