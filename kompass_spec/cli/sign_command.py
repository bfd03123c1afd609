"""``kompass sign``: sign the head of a ledger and its releases, offline, with a key of one's own."""

import argparse
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, named_path

__all__ = ["COMMAND", "SignOptions"]


@final
@frozen(kw_only=True)
class SignOptions:
    """Hold with which key is signed, and whose ledger."""

    key: Path
    framework: Path | None
    distribution: str | None
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--key", metavar="FILE", type=named_path, required=True, help="the private key, Ed25519 in PEM"
    )
    parser.add_argument(
        "--framework",
        metavar="FOLDER",
        type=named_path,
        help="the framework's folder (default: the one that we are in)",
    )
    parser.add_argument(
        "--distribution",
        metavar="NAME",
        help="the distribution that brings it (default: as its pyproject.toml says)",
    )
    add_json(parser)


def execute(options: SignOptions) -> int:
    """Sign, write the signature beside the ledger, and say what is signed."""
    from kompass_spec.cli.output import tell, write_json
    from kompass_spec.documents.signing_keys import read_signing_key
    from kompass_spec.releases.plans import framework_folder
    from kompass_spec.releases.signing import distribution_of, sign_ledger

    key = read_signing_key(options.key)
    folder = options.framework or framework_folder(Path.cwd())
    made = sign_ledger(folder, key, options.distribution or distribution_of(folder))
    if options.json:
        write_json(made._asdict())
        return 0
    head, *releases = made.statement["subject"]
    tell(f"{made.statement['predicate']['distribution']}: {head['name']}")
    tell(f"head: {head['digest']['sha256']}")
    for release in releases:
        tell(f"{release['name']}: {release['digest']['sha256']}")
    tell(f"key: {made.key}")
    tell(
        f"Written to {folder / made.file}."
        if made.written
        else f"Nothing was written: the key has signed this head in {folder / made.file}."
    )
    return 0


COMMAND = Command(
    examples=("kompass sign --key private.pem --framework kompass_frameworks",),
    add_arguments=add_arguments,
    options=SignOptions,
    execute=execute,
)
