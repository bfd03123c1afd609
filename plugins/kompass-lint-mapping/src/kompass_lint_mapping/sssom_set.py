"""Check what an SSSOM mapping set says of itself: its metadata, and its map of prefixes."""

import re
from collections.abc import Container, Iterator

from kompass_lint_mapping.sssom_metadata import Metadata
from kompass_lint_mapping.sssom_predicates import BUILT_IN, Names
from kompass_lint_mapping.sssom_slots import ADDED, ENTITIES, LISTS, OF_A_SET
from kompass_lint_mapping.sssom_values import check_of
from kompass_spec.model import LintFinding, Severity

__all__ = ["is_older", "prefix_finding", "set_findings", "version_finding"]

_REQUIRED = ("mapping_set_id", "license")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TABLES = frozenset(("extension_definitions",))
_EARLIER = {"match_type": "mapping_justification"}
"""What slots were called in drafts of the standard, of which tables are still about."""


def is_older(metadata: Metadata) -> bool:
    """Return whether a set keeps to SSSOM 1.0, as one does that says no version."""
    return metadata.text("sssom_version") != "1.1"


def prefix_finding(prefix: str, line: int) -> LintFinding:
    """Return the finding that an id has a prefix that nothing declares."""
    sentence = (
        f"The prefix {prefix[:60]!r} is used, and the curie_map does not say what it is short for. Declare it"
        " there."
    )
    return LintFinding(rule="undeclared-prefix", message=sentence, line=line)


def version_finding(slot: str, line: int) -> LintFinding:
    """Return the finding that a slot is used which the version of the set does not have."""
    sentence = (
        f"The slot {slot!r} is one of SSSOM 1.1, and a set is taken for one of 1.0 that does not say so."
        ' Write sssom_version: "1.1" in the metadata.'
    )
    return LintFinding(rule="wrong-version", message=sentence, line=line)


def set_findings(metadata: Metadata, beside: str) -> Iterator[LintFinding]:
    """Find what is wrong with the metadata; ``beside`` is the name of the file that could hold it.

    >>> [finding.rule for finding in set_findings(Metadata(), "set.sssom.yml")]
    ['missing-field', 'missing-field']
    """
    where = f"in the lines that begin with '#', or in a file {beside} beside it"
    for key in _REQUIRED:
        if key not in metadata.values:
            place = f"in {metadata.file}" if metadata.file else where
            sentence = f"The mapping set does not say its {key!r}. SSSOM requires it, {place}."
            yield LintFinding(rule="missing-field", message=sentence, line=1)
    yield from _prefix_findings(metadata)
    names = Names(metadata.prefixes)
    undeclared: set[str] = set()
    for key in metadata.values:
        yield from _value_findings(metadata, key, names, undeclared)
    if metadata.text("sssom_version") == "1.0":
        sentence = (
            "A set of SSSOM 1.0 has no 'sssom_version', which came with 1.1. Write \"1.1\", or leave it out."
        )
        yield LintFinding(rule="wrong-version", message=sentence, line=metadata.line("sssom_version"))


def _prefix_findings(metadata: Metadata) -> Iterator[LintFinding]:
    for prefix, start in metadata.prefixes.items():
        line = metadata.prefix_lines[prefix]
        wanted = BUILT_IN.get(prefix)
        if wanted is not None and start != wanted:
            sentence = (
                f"The prefix {prefix!r} is built in and short for {wanted}. It cannot stand for another."
            )
            yield LintFinding(rule="redefined-prefix", message=sentence, line=line)
        if not _NAME.fullmatch(prefix):
            sentence = (
                f"{prefix[:60]!r} is no prefix: it begins with a letter or _ and has letters, digits and"
                " . - _ only."
            )
            yield LintFinding(rule="wrong-prefix", message=sentence, line=line)
        if not _SCHEME.match(start):
            sentence = f"The prefix {prefix[:60]!r} must be short for an address with a scheme, such as https://example.org/."
            yield LintFinding(rule="wrong-prefix", message=sentence, line=line)


def _value_findings(
    metadata: Metadata, key: str, names: Names, undeclared: set[str]
) -> Iterator[LintFinding]:
    """Find what is wrong with what stands under one key."""
    value, line = metadata.values[key], metadata.line(key)
    if key not in OF_A_SET and key not in metadata.extensions:
        yield unknown_slot(key, line, "key", OF_A_SET)
        return
    if key in ADDED and is_older(metadata):
        yield version_finding(key, line)
    if (value.nested and key not in _TABLES) or (len(value.texts) > 1 and key not in LISTS):
        wanted = "one text or a list of texts" if key in LISTS else "one text"
        yield LintFinding(rule="wrong-type", message=f"{key!r} must be {wanted}.", line=line)
        return
    for text, place in zip(value.texts, value.lines, strict=True):
        own = line if metadata.file is not None else place
        yield from _text_findings(metadata, key, text, own, names=names, undeclared=undeclared)


def _text_findings(
    metadata: Metadata, key: str, text: str, line: int, *, names: Names, undeclared: set[str]
) -> Iterator[LintFinding]:
    """Find what is wrong with one text under a key, and a prefix in it that nothing declares."""
    check = check_of(key, names, relative=is_older(metadata))
    complaint = check(text) if check is not None else None
    if complaint is not None:
        yield LintFinding(
            rule=complaint.rule, message=complaint.message, line=line, severity=complaint.severity
        )
        return
    prefix = names.undeclared(text) if key in ENTITIES else None
    if prefix is not None and prefix not in undeclared:
        undeclared.add(prefix)
        yield prefix_finding(prefix, line)


def unknown_slot(key: str, line: int, what: str, slots: Container[str]) -> LintFinding:
    """Return the note that a column or key is none of the slots, so that readers may pass it over."""
    written = "_".join(key.lower().split())
    written = _EARLIER.get(written, written)
    advice = (
        f"Perhaps {written!r} is meant."
        if written in slots
        else "Correct its name, or define it in extension_definitions."
    )
    sentence = (
        f"The {what} {key[:60]!r} is no slot of SSSOM and none that the set defines, so that readers may pass"
        f" it over. {advice}"
    )
    return LintFinding(rule="unknown-slot", message=sentence, line=line, severity=Severity.NOTE)
