"""Plan releases: check everything, compute the version step, and say what would be frozen and written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kompass_spec.documents.differences import difference_data
from kompass_spec.documents.disk import read_bytes
from kompass_spec.documents.kinds import DocumentKind, kind_of_toml
from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.structure import unstructure
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Scorecard
from kompass_spec.model.problems import InputError, Problem
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
from kompass_spec.releases.distribution_versions import unraised
from kompass_spec.releases.draft_rules import followers, gap_problems, unreleased_problems
from kompass_spec.releases.later_plans import plan_hand_over, plan_take_back, plan_withdrawal
from kompass_spec.releases.new_entries import Said
from kompass_spec.releases.plan_rules import author_problems, check_entry
from kompass_spec.releases.publication import Plan, publish, release_notes
from kompass_spec.releases.versions import (
    diff_contents,
    head_before,
    last_release,
    number_problems,
    version_problems,
    was_withdrawn,
)

__all__ = [
    "Plan",
    "framework_folder",
    "plan_data",
    "plan_golden",
    "plan_hand_over",
    "plan_release",
    "plan_take_back",
    "plan_vectors",
    "plan_withdrawal",
    "publish",
]


_ADVICE = {
    ReleaseKind.SCORECARD: "Correct `version=`, or choose another name for another result.",
    ReleaseKind.VECTORS: "Correct `version`.",
}
"""What to do about a wrong version of what has no TOML, in which it would stand."""


def framework_folder(document: Path) -> Path:
    """Return the folder of the framework that a document lies in: it holds ``editions`` or a ledger.

    A folder may itself be it. Raise ``InputError`` where a document lies in none.
    """
    resolved = document.resolve()
    for folder in (resolved, *resolved.parents):
        if (folder / "editions").is_dir() or (folder / LEDGER).is_file():
            return folder
    where = "neither here nor in a folder above is there a folder 'editions' or a ledger"
    sentence = (
        f"This folder lies in no framework: {where}. Name the framework's folder with `folder=`."
        if resolved.is_dir()
        else f"This lies in no framework: {where}. Move it to <framework>/editions/<id>/edition.toml, or name"
        " the framework's folder with `folder=`."
    )
    raise InputError([Problem("no-framework", sentence, str(document))])


def plan_release(
    document: Path,
    *,
    date: str,
    unusual_day: str | None = None,
    reviewed_by: tuple[str, ...] = (),
    registry: Registry | None = None,
    folder: Path | None = None,
    gaps_meant: bool = False,
    dry_run: bool = False,
) -> Plan:
    """Return the plan to release an edition or a mapping from its TOML; nothing is written.

    ``folder`` is the framework's, where the file lies elsewhere. ``gaps_meant`` says that codes which are
    left out in a first release are no mistake. In a ``dry_run`` a mapping may rest on editions that are not
    released yet; the plan then warns of it. Raise ``InputError`` where the file or the ledger is broken,
    nothing changed, or the version is not the one that the changes ask for.
    """
    folder = folder if folder is not None else framework_folder(document)
    ledger = read_ledger(folder)
    text = decode_text(read_bytes(document), str(document))
    registry = registry if registry is not None else load_registry()
    if kind_of_toml(parse_toml(text)) is DocumentKind.MAPPING:
        candidate = mapping_candidate(text, str(document), registry)
    else:
        candidate = edition_candidate(text, str(document))
    problems: list[Problem] = []
    if not gaps_meant and last_release(folder, ledger, candidate.kind, candidate.id, registry) is None:
        problems += gap_problems(candidate)
    unreleased = list(unreleased_problems(candidate))
    return _planned(
        candidate,
        folder,
        ledger,
        registry,
        Said(date, reviewed_by, unusual_day),
        problems=problems if dry_run else [*problems, *unreleased],
        warnings=unreleased if dry_run else (),
    )


def plan_golden(
    folder: Path,
    name: str,
    version: str,
    scorecard: Scorecard,
    *,
    date: str,
    unusual_day: str | None = None,
    reviewed_by: tuple[str, ...] = (),
) -> Plan:
    """Return the plan to release a golden scorecard, which every later scorer must reproduce exactly.

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
    return _planned(candidate, folder, ledger, Registry(), Said(date, reviewed_by, unusual_day))


def plan_vectors(
    document: Path, *, date: str, unusual_day: str | None = None, reviewed_by: tuple[str, ...] = ()
) -> Plan:
    """Return the plan to release the conformance vectors of one topic from their JSON, in its own folder.

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
    return _planned(candidate, folder, ledger, Registry(), Said(date, reviewed_by, unusual_day))


def _planned(
    candidate: Candidate,
    folder: Path,
    ledger: Ledger,
    registry: Registry,
    said: Said,
    *,
    problems: Sequence[Problem] = (),
    warnings: Sequence[Problem] = (),
) -> Plan:
    kind, name, version = candidate.kind, candidate.id, candidate.version
    last = last_release(folder, ledger, kind, name, registry)
    difference = diff_contents(kind, last[1], candidate.content) if last is not None else None
    wrong = number_problems(version)
    if last is not None and difference is not None and not wrong:
        advice = {"advice": _ADVICE[kind]} if kind in _ADVICE else {}
        withdrawn = was_withdrawn(last[0], ledger, registry)
        wrong += version_problems(name, last[0].version, version, difference, **advice, withdrawn=withdrawn)
    wrong += [*problems, *author_problems(candidate.authors, said.reviewed_by)]
    entry = Entry(
        action=Action.RELEASE,
        kind=kind,
        id=name,
        version=version,
        sha256=digest_of(candidate.content),
        file=f"releases/{name}/{version}.json",
        previous=ledger.head,
        after=head_before(ledger, kind, name, registry),
        **said.as_fields(),
    )
    check_entry(folder, ledger, entry, wrong)
    return Plan(
        folder=folder,
        entry=entry,
        content=candidate.content,
        difference=difference,
        changelog=release_notes(entry, difference),
        warnings=(
            *warnings,
            *followers(candidate, registry),
            *unraised(folder, Ledger(entries=(*ledger.entries, entry))),
        ),
    )


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data for JSON."""
    data = {
        "entry": unstructure(plan.entry),
        "difference": difference_data(plan.difference) if plan.difference is not None else None,
        "line": entry_line(plan.entry).decode(),
        "content": plan.content.decode() if plan.content is not None else None,
        "changelog": plan.changelog,
    }
    return {**data, "warnings": problems_data(plan.warnings)} if plan.warnings else data
