"""The plan that ``kompass release`` is asked for: a release, a withdrawal, an id handed over or back."""

from pathlib import Path
from typing import Any

from kompass_spec.cli.release_options import ReleaseOptions
from kompass_spec.documents.disk import read_bytes
from kompass_spec.documents.kinds import DocumentKind, is_json, is_toml, kind_of_json
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Edition
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.chosen import chosen_drafts
from kompass_spec.registry.drafts import drafts_in
from kompass_spec.registry.drafts_beside import with_drafts_in
from kompass_spec.registry.ledger import Ledger, ReleaseKind, read_ledger
from kompass_spec.registry.registry import load_registry
from kompass_spec.releases.golden_scores import is_same_score
from kompass_spec.releases.plans import (
    framework_folder,
    plan_golden,
    plan_hand_over,
    plan_release,
    plan_take_back,
    plan_vectors,
    plan_withdrawal,
)
from kompass_spec.releases.publication import Plan
from kompass_spec.results.scorecards import score_assessment, score_path

__all__ = ["edition_released", "plan_for"]


def edition_released(plan: Plan) -> tuple[Edition, ...]:
    """Return the edition that is released, none where it is something else."""
    if plan.content is None or plan.entry.kind is not ReleaseKind.EDITION:
        return ()
    return (released_edition(parse_json(plan.content.decode())),)


def plan_for(options: ReleaseOptions) -> Plan:
    """Return the plan that the options ask for; raise ``InputError`` where there can be none."""
    if any(each is not None for each in (options.withdraw, options.hand_over, options.take_back)):
        return _later(options)
    document = Path(options.what)
    if is_json(document.name):
        if _holds_vectors(document):
            return plan_vectors(document, **_said(options))
        return _golden(options, document)
    if not is_toml(document.name):
        document = _draft_of(options)
    registry = load_registry(load_plugins("frameworks"))
    if options.dry_run:
        in_framework = options.framework or framework_folder(document)
        registry = chosen_drafts(options.drafts, with_drafts_in(in_framework, registry))
    elif options.drafts:
        sentence = (
            "What is published rests on what is published, so --with is for --dry-run. Release the edition"
            " first."
        )
        raise UsageError([Problem("wrong-usage", sentence, options.what)])
    try:
        return plan_release(
            document,
            **_said(options),
            registry=registry,
            folder=options.framework,
            gaps_meant=options.gaps_meant,
            dry_run=options.dry_run,
        )
    except InputError as error:
        raise error.in_file(str(document)) from None


def _said(options: ReleaseOptions) -> dict[str, Any]:
    """Return what the options say of any entry."""
    return {
        "date": options.date,
        "unusual_day": options.unusual_day,
        "reviewed_by": tuple(options.reviewed_by),
    }


def _draft_of(options: ReleaseOptions) -> Path:
    """Return the TOML of the edition or mapping with this id, in the framework named or that we are in."""
    try:
        folder = options.framework or framework_folder(Path.cwd())
    except InputError:
        sentence = (
            "Name the TOML of an edition or a mapping, such as editions/se-2016/edition.toml, or its id and"
            " its framework's folder with --framework."
        )
        raise UsageError([Problem("wrong-usage", sentence, options.what)]) from None
    drafts: dict[str, Path] = {draft.id: folder / draft.path for draft in drafts_in(folder, str(folder))}
    if options.what not in drafts:
        sentence = (
            f"There is no edition or mapping {options.what!r} in {folder}. There are:"
            f" {', '.join(drafts) or 'none'}."
        )
        raise UsageError([Problem("unknown-edition", sentence)])
    return drafts[options.what]


def _holds_vectors(document: Path) -> bool:
    data = parse_json(decode_text(read_bytes(document), str(document)))
    return kind_of_json(data) is DocumentKind.VECTORS


def _golden(options: ReleaseOptions, document: Path) -> Plan:
    if options.framework is None or options.name is None or options.number is None:
        sentence = "A golden scorecard needs --framework, --name and --version."
        raise UsageError([Problem("wrong-usage", sentence)])
    plugins = load_plugins("frameworks", "scorers")
    registry = load_registry(plugins)
    cards = score_path(document, registry=registry, plugins=plugins).whole().scorecards
    if len(cards) != 1:
        sentence = f"The file holds {len(cards)} scorecards. Release them one at a time."
        raise InputError([Problem("several-organisations", sentence, options.what)])
    card = cards[0]
    if not card.is_of_sums:
        sentence = (
            f"These scores are of the scorer {card.scorer!r}, and only those of the standard scorer are"
            " computed again, so this cannot be golden. Score the report with the standard scorer."
        )
        raise InputError([Problem("other-scorer", sentence, options.what)])
    again = score_assessment(card.assessment, registry=registry, plugins=plugins)
    if not is_same_score(again, card):
        sentence = (
            "The assessment in this scorecard gives another score, so it could not be reproduced. Score the"
            " report again."
        )
        raise InputError([Problem("inconsistent", sentence, options.what)])
    return plan_golden(
        options.framework,
        options.name,
        options.number,
        again,
        **_said(options),
    )


def _later(options: ReleaseOptions) -> Plan:
    """Return the plan for an entry about what was released before: withdrawn, handed over or taken back."""
    asked = [each for each in (options.withdraw, options.hand_over, options.take_back) if each is not None]
    if len(asked) > 1:
        sentence = (
            "A release is withdrawn, an id is handed over, or it is taken back; the ledger has an entry for"
            " each. Do one after the other."
        )
        raise UsageError([Problem("wrong-usage", sentence, options.what)])
    if options.hand_over is None and options.reason is not None:
        option = "--withdraw" if options.withdraw is not None else "--take-back"
        sentence = f"The reason stands after {option}; --reason is that of a hand-over. Leave it out."
        raise UsageError([Problem("wrong-usage", sentence, options.what)])
    folder = options.framework or framework_folder(Path.cwd())
    if options.hand_over is not None:
        return _hand_over(options, folder, options.hand_over)
    if options.take_back is not None:
        name = _handed_over_id(options, read_ledger(folder))
        plugins = load_plugins("frameworks")
        return plan_take_back(folder, name, reason=options.take_back, plugins=plugins, **_said(options))
    name, _, version = options.what.partition("@")
    kind = read_ledger(folder).kind_of(name) or ReleaseKind.EDITION
    return plan_withdrawal(
        folder,
        kind,
        name,
        version,
        reason=options.withdraw or "",
        **_said(options),
    )


def _hand_over(options: ReleaseOptions, folder: Path, distribution: str) -> Plan:
    name = _handed_over_id(options, read_ledger(folder))
    return plan_hand_over(
        folder,
        name,
        to=distribution,
        reason=options.reason or "",
        **_said(options),
        registry=load_registry(load_plugins("frameworks")),
    )


def _handed_over_id(options: ReleaseOptions, ledger: Ledger) -> str:
    """Return the id that is handed over or taken back as it stands, after its last release."""
    name, _, version = options.what.partition("@")
    kind = ledger.kind_of(name) or ReleaseKind.EDITION
    last = ledger.releases(kind, name)[-1:]
    if version and version not in {release.version for release in last}:
        known = last[0].version if last else "none"
        sentence = (
            f"An id is handed over as it stands, after its last release, which is {known}. Name {name}."
        )
        raise UsageError([Problem("wrong-usage", sentence, options.what)])
    return name
