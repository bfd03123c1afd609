"""``kompass verify-certificate``: check that calculations behind figures prove what they say."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, add_language, named_path

__all__ = ["COMMAND", "VerifyCertificateOptions"]


@final
@frozen(kw_only=True)
class VerifyCertificateOptions:
    """Hold the files with certificates."""

    files: Sequence[Path]
    lang: str
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=named_path,
        help="JSON that convert or score wrote with --explain, or one certificate",
    )
    add_language(parser, "what is found")
    add_json(parser)


def execute(options: VerifyCertificateOptions) -> int:
    """Check every certificate of every file; say what does not follow, how much was proved, and from what."""
    from kompass_spec.cli.output import complain, folded, tell, warn, write_data
    from kompass_spec.documents.certificate_premises import premises_of
    from kompass_spec.documents.certificates import checked_certificates
    from kompass_spec.documents.disk import DEFAULT_LIMIT, read_bytes
    from kompass_spec.documents.plain import parse_json
    from kompass_spec.documents.structure import unstructure
    from kompass_spec.documents.text import decode_text
    from kompass_spec.model.problems import InputError, Problem
    from kompass_spec.wording.certificate_premises import premises_in_words
    from kompass_spec.wording.wording import wording_for, wording_problems

    wording = wording_for(options.lang)
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for file in options.files:
        try:
            certificates = checked_certificates(
                parse_json(decode_text(read_bytes(file, DEFAULT_LIMIT), str(file)))
            )
        except InputError as error:
            problems += error.in_file(str(file)).problems
            continue
        premises = premises_of(certificates)
        rows.append(
            {
                "file": str(file),
                "certificates": len(certificates),
                "lines": sum(len(one.lines) for one in certificates),
                "proved": sum(len(one.proved) for one in certificates),
                "contradictions": sum(len(one.contradictions) for one in certificates),
                "premises": unstructure(premises),
                "rests_on": list(premises_in_words(premises, wording)),
            }
        )
    if options.json:
        write_data({"files": rows}, problems)
    else:
        warn(wording_problems(options.lang, "en"))
        for row in rows:
            sentence = wording.say(
                "{file}: {lines} lines prove {proved} items and {contradictions} contradictions", **row
            )
            tell(folded([sentence, *(f"  {one}" for one in row["rests_on"])], indent="    "))
        complain(problems)
    return 1 if problems else 0


COMMAND = Command(
    examples=("kompass verify-certificate conversions.json",),
    add_arguments=add_arguments,
    options=VerifyCertificateOptions,
    execute=execute,
)
