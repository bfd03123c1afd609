"""Lint mapping sets of SSSOM, the Simple Standard for Sharing Ontological Mappings, as TSV."""

import re
from collections.abc import Iterator
from typing import final

from attrs import frozen

from kompass_lint_mapping.explanations import SSSOM
from kompass_lint_mapping.sssom_metadata import Metadata, metadata_beside, names_beside, read_metadata
from kompass_lint_mapping.sssom_rows import Rows
from kompass_lint_mapping.sssom_set import set_findings
from kompass_lint_mapping.sssom_slots import REQUIRED
from kompass_lint_mapping.sssom_table import Record, line_end, records
from kompass_spec import LintRequest
from kompass_spec.model import Linted, LintFinding

__all__ = ["SssomLinter"]


@final
@frozen
class SssomLinter:
    """Lint SSSOM tables."""

    name: str = "sssom"
    endings: tuple[str, ...] = (".tsv",)

    def lint(self, request: LintRequest) -> Linted:
        """Return everything that is wrong with a mapping set, and what could not be checked."""
        text = request.text
        block = _Block(text)
        metadata = read_metadata(block.yaml)
        if _is_blank(metadata):
            metadata = metadata_beside(request.file) or metadata
        head = next(records(text, block.end, block.line), None)
        if _is_blank(metadata) and (head is None or not ({*head.cells} & {*REQUIRED} or _separator(head))):
            sentence = (
                "This is no SSSOM mapping set: it has neither lines of metadata, which begin with '#', nor a"
                " column of SSSOM."
            )
            finding = LintFinding(rule="not-a-mapping", message=sentence, line=1)
            return Linted(findings=(finding,), rules=SSSOM.rules, references=SSSOM.references)
        return _linted(request, metadata, head, [*block.findings(), *metadata.findings])


def _is_blank(metadata: Metadata) -> bool:
    return not (metadata.values or metadata.prefixes or metadata.findings)


def _separator(head: Record) -> str | None:
    """Return what parts the column heads of a table that was saved without tabs, ``None`` of others."""
    if len(head.cells) != 1:
        return None
    words = re.findall(r"\w+|\W+", head.cells[0])
    heads = [index for index, word in enumerate(words[:-1]) if word in REQUIRED]
    return words[heads[0] + 1][0] if len(heads) > 1 else None


def _linted(
    request: LintRequest, metadata: Metadata, head: Record | None, found: list[LintFinding]
) -> Linted:
    """Return what is wrong with a mapping set whose metadata was read, after what was found in that."""
    unchecked: list[str] = []
    if metadata.readable:
        found += set_findings(metadata, names_beside(request.file)[0])
    else:
        unchecked.append(
            "What the metadata says, as it could not be read: prefixes, sources and shared slots."
        )
    if head is None:
        sentence = (
            "There is no table. An SSSOM file has a line of column heads after the lines that begin with '#'."
        )
        found.append(LintFinding(rule="not-a-mapping", message=sentence, line=1))
    elif head.complaint:
        sentence = f"The line of column heads cannot be told apart: {head.complaint}."
        found.append(LintFinding(rule="unreadable-row", message=sentence, line=head.line))
    elif separator := _separator(head):
        sentence = (
            f"The column heads are parted by {separator!r}, where SSSOM/TSV has a tab. Save the table with"
            " tabs between its cells."
        )
        found.append(LintFinding(rule="wrong-columns", message=sentence, line=head.line))
        unchecked.append("The rows, as their cells cannot be told apart.")
    else:
        rows = Rows(request, metadata, head)
        found += rows.findings()
        unchecked += rows.unchecked
    return Linted(
        findings=tuple(found), unchecked=tuple(unchecked), rules=SSSOM.rules, references=SSSOM.references
    )


@final
class _Block:
    """Hold the lines before the table: those with ``#`` are YAML without it, and others do not belong."""

    def __init__(self, text: str) -> None:
        lines: list[str] = []
        self._blank: list[int] = []
        start, self.line = 0, 1
        while start < len(text):
            end = line_end(text, start)
            content = text[start:end]
            if content.startswith("#"):
                lines.append(content[1:])
            elif content.isspace():
                lines.append("\n")
                self._blank.append(self.line)
            else:
                break
            start, self.line = end, self.line + 1
        self.end = start
        self.yaml = "".join(lines)

    def findings(self) -> Iterator[LintFinding]:
        """Find empty lines among those of the metadata, or between them and the table."""
        for line in self._blank if self.yaml.strip() else ():
            sentence = "An empty line stands before the table, where SSSOM has the metadata only. Remove it."
            yield LintFinding(rule="stray-line", message=sentence, line=line)
