"""What is signed of a ledger: an in-toto statement on its head and on the releases up to it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kompass_spec.documents.plain import parse_json
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.ledger import LEDGER, Entry, Ledger

__all__ = ["PREDICATE_TYPE", "STATEMENT_TYPE", "Statement", "read_statement", "statement_data"]

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"

PREDICATE_TYPE = "https://kompass-spec.org/attestation/ledger/1"
"""What the predicate is; docs/reference/ledger.md has its keys. It is a name: nothing is fetched from it."""


class Statement(NamedTuple):
    """Hold what somebody has signed: of which distribution, up to which entry, the head, and the releases.

    ``files`` has the SHA-256 of every released file that is named.
    """

    distribution: str
    entries: int
    head: str
    files: Mapping[str, str]


def statement_data(ledger: Ledger, distribution: str, releases: Iterable[Entry]) -> dict[str, Any]:
    """Return the statement on the head of a ledger and on some of its releases, as plain data.

    Every subject can be looked at with common tools: a released file is named with its own SHA-256, and the
    ledger with that of its last line, which is its head.
    """
    releases = tuple(releases)
    # Entries that this version does not know are signed with the others: the head stands for every line.
    entries = len(ledger.heads())
    head = {"name": _line_name(entries), "digest": {"sha256": ledger.head}}
    return {
        "_type": STATEMENT_TYPE,
        "subject": [
            head,
            *({"name": entry.file, "digest": {"sha256": entry.sha256}} for entry in releases),
        ],
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "distribution": distribution,
            "entries": entries,
            "releases": [
                {"kind": entry.kind.value, "id": entry.id, "version": entry.version} for entry in releases
            ],
        },
    }


def read_statement(payload: bytes, file: str) -> Statement:
    """Return the statement on a ledger that was signed; raise ``InputError`` where it is none."""
    try:
        data = parse_json(payload.decode())
        kinds = (data["_type"], data["predicateType"])
        subjects = {subject["name"]: subject["digest"]["sha256"] for subject in data["subject"]}
        predicate = data["predicate"]
        statement = Statement(
            distribution=predicate["distribution"],
            entries=predicate["entries"],
            head=subjects.pop(_line_name(predicate["entries"])),
            files=subjects,
        )
    except (LookupError, TypeError, AttributeError, ValueError):  # an InputError is a ValueError
        raise InputError([_no_statement(file)]) from None
    texts = (statement.distribution, statement.head, *statement.files, *statement.files.values())
    if (
        kinds != (STATEMENT_TYPE, PREDICATE_TYPE)
        or len(subjects) + 1 != len(data["subject"])
        or not all(isinstance(text, str) for text in texts)
    ):
        raise InputError([_no_statement(file)])
    return statement


def _line_name(number: int) -> str:
    """Return the name of one line of the ledger, as RFC 5147 points to it.

    >>> _line_name(15)
    'ledger.jsonl#line=14,15'
    """
    if type(number) is not int or number < 1:
        raise ValueError
    return f"{LEDGER}#line={number - 1},{number}"


def _no_statement(file: str) -> Problem:
    sentence = (
        "What is signed here is no statement on a ledger, as kompass sign makes it. Keep other signatures in"
        " another folder."
    )
    return Problem("bad-signature", sentence, file)
