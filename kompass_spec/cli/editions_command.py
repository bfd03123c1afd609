"""``kompass editions``: list the installed editions."""

from argparse import Namespace

from kompass_spec.cli.output import error_data, table, warn, write_json
from kompass_spec.model.edition import Edition
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.registry import load_registry
from kompass_spec.wording.editions import editions_data, limits_of

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """List the editions; a broken one costs itself and a warning."""
    plugins = load_plugins("frameworks")
    registry = load_registry(plugins)
    problems = [
        *plugins.told_failures(),
        *registry.problems,
        *registry.withdrawn_whole(),
    ]
    if options.json:
        data: dict[str, object] = {"editions": [_data(edition) for edition in registry.values()]}
        write_json({**data, "warnings": error_data(problems)["errors"]} if problems else data)
        return 0
    warn(problems)
    if not registry:
        print(
            "No edition is installed. Install a framework, such as kompass-frameworks, from where you have"
            " kompass-spec."
        )
        return 0
    rows = [
        (
            edition.id,
            edition.release,
            f"{edition.valid_from}–{edition.valid_to or ''}",
            edition.completeness.value,
            str(len(edition.areas)),
            str(len(edition.questions)) if edition.questions else "–",
            edition.publisher,
        )
        for edition in registry.values()
    ]
    print(
        table(
            ("edition", "release", "in use", "known", "areas", "questions", "publisher"), rows, right=(4, 5)
        )
    )
    if limits := limits_of(registry.values()):
        print("", *limits, sep="\n")
    return 0


def _data(edition: Edition) -> dict[str, object]:
    (known,) = editions_data([edition])
    return {
        "id": edition.id,
        "release": edition.release,
        "title": dict(edition.title),
        "publisher": edition.publisher,
        "country": edition.country,
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "completeness": edition.completeness.value,
        "areas": len(edition.areas),
        "questions": len(edition.questions),
        "scored_by": known["scored_by"],
        "known": known["known"],
    }
