"""``kompass verify``: prove offline that every release is what was published."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, add_language, named_path

if TYPE_CHECKING:
    from kompass_spec.documents.signing_keys import VerifyingKey
    from kompass_spec.model.problems import Problem
    from kompass_spec.plugins.loaded import Plugins
    from kompass_spec.registry.registry import Registry
    from kompass_spec.releases.verification import Verified

__all__ = ["COMMAND", "VerifyOptions"]


@final
@frozen(kw_only=True)
class VerifyOptions:
    """Hold what must be so beside the releases: the drafts, heads noted or pinned, and whose signatures."""

    drafts: bool
    head: Sequence[str]
    pin: Path | None
    key: Sequence[Path]
    lang: str
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--drafts",
        action="store_true",
        help=(
            "also fail where a working TOML differs from its last release without the version that its"
            " changes ask for"
        ),
    )
    parser.add_argument(
        "--head",
        metavar="DIGEST",
        action="append",
        default=[],
        help=(
            "also fail where no ledger has, or had, this head, as it was noted elsewhere; may be given again"
        ),
    )
    parser.add_argument(
        "--pin",
        metavar="FILE",
        type=named_path,
        help=(
            "also fail where a ledger does not lead through the head that this file pins, and, where all is"
            " well, pin what is new in it; make the file where there is none"
        ),
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        type=named_path,
        action="append",
        default=[],
        help=(
            "also prove the signatures by this public key, and fail where nothing is signed by it; may be"
            " given again"
        ),
    )
    add_language(parser, "what is found")
    add_json(parser)


def execute(options: VerifyOptions) -> int:
    """Verify every installed ledger and that of the vectors, and print the digests of their heads."""
    from kompass_spec.cli.output import complain, tell, warn, write_data
    from kompass_spec.cli.verification_table import pinning_lines, verification_lines
    from kompass_spec.documents.signing_keys import read_verifying_key
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.registry import load_registry
    from kompass_spec.releases.pinning import pin_ledgers, pinning_data, pins_with, read_pins
    from kompass_spec.releases.verification import installed_ledgers, verification_data, verify_folder
    from kompass_spec.wording.wording import wording_for, wording_problems

    keys = [(str(file), read_verifying_key(file)) for file in options.key]
    plugins = load_plugins("frameworks", "scorers")
    pinned = read_pins(options.pin) if options.pin is not None else None
    registry = load_registry(plugins, pins=pins_with(pinned, options.pin))
    verifications = tuple(
        verify_folder(
            folder,
            distribution,
            registry=registry,
            plugins=plugins,
            drafts=options.drafts,
            keys=[key for _, key in keys],
        )
        for folder, distribution in installed_ledgers(plugins)
    )
    problems = _problems(verifications, options.head, keys, registry, plugins)
    pinning = None
    if options.pin is not None and not problems:
        pinning = pin_ledgers(options.pin, pinned, plugins)
    if options.json:
        pins = {"pins": pinning_data(pinning)} if pinning is not None else {}
        write_data({**verification_data(verifications), **pins}, problems)
    else:
        warn(wording_problems(options.lang, "en"))
        wording = wording_for(options.lang)
        for line in (*verification_lines(verifications, wording), *pinning_lines(pinning, wording)):
            tell(line)
        complain(problems)
    return 1 if problems else 0


def _problems(
    verifications: "Sequence[Verified]",
    heads: Sequence[str],
    keys: "Sequence[tuple[str, VerifyingKey]]",
    registry: "Registry",
    plugins: "Plugins",
) -> "list[Problem]":
    """Return everything that is wrong: with each ledger, and what no single one shows."""
    from kompass_spec.releases.signatures import unsigned_problems
    from kompass_spec.releases.verification import head_problems

    problems = [*plugins.told_failures()]
    for verification in verifications:
        problems += verification.problems
    problems += head_problems(heads, plugins)
    problems += unsigned_problems(keys, [one for ledger in verifications for one in ledger.signed])
    # Whose an id is, and what cannot be read; of one file, one check is enough.
    named = {problem.file for problem in problems if problem.file is not None}
    return [*problems, *(problem for problem in registry.problems if problem.file not in named)]


COMMAND = Command(
    examples=(
        "kompass verify",
        "kompass verify --lang sv",
        "kompass verify --drafts --json",
        "kompass verify --pin kompass.lock",
    ),
    add_arguments=add_arguments,
    options=VerifyOptions,
    execute=execute,
)
