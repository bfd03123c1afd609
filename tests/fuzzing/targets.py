"""What is fuzzed: each container, the importer of reports on blocks, and the importer of the workbook.

A target takes bytes and hands them to a plugin by the door of the host. Bytes that are refused in a sentence
are fine; what is not is a finding.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from kompass_spec import ContainerRequest, ImportRequest, InputError, load_plugins, load_registry
from kompass_spec.documents.editions import read_edition
from kompass_spec.model import Block, BlockCell, BlockKind, Document, Imported, Place
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.wording.reading import reading_words

__all__ = ["CONTAINERS", "CORPUS", "TARGETS", "FoundError", "document_of", "inputs"]

CORPUS = Path(__file__).with_name("corpus")

_EDITIONS = Path(__file__).parents[2] / "plugins/kompass-xlsx/tests/editions"
"""Small editions, whose workbooks are small."""

CONTAINERS = ("text", "html", "mail", "csv", "pdf", "docx", "odt", "xlsx", "ods")

FAILED = frozenset({"plugin-failed", "out-of-memory"})
"""The codes by which the host says that a plugin did what it may not."""

_KINDS = {kind.value[0]: kind for kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM)} | {
    "f": BlockKind.RUNNING,
    "c": BlockKind.CONTENTS,
    "g": BlockKind.PICTURE,
    "l": BlockKind.RULE,
    "t": BlockKind.TABLE,
}


class FoundError(Exception):
    """Say that a plugin failed on an input."""


def inputs(target: str) -> list[Path]:
    """Return the files of the corpus for a target."""
    return sorted((CORPUS / target).iterdir())


@cache
def _plugin(kind, name):
    return load_plugins(kind).choose(kind, name)


@cache
def _registry():
    known = load_registry()
    for file in sorted(_EDITIONS.glob("*.toml")):
        known = known.with_edition(read_edition(file.read_text("utf-8"), file.name))
    return known


def _judged(call: Callable[[], object]) -> object:
    """Return what a plugin answers, ``None`` where it refuses; raise ``FoundError`` where it fails."""
    try:
        return call()
    except InputError as error:
        for problem in error.problems:
            if problem.code in FAILED:
                raise FoundError(problem.message) from error
            if not problem.message.strip():
                raise FoundError("a refusal without a word") from error
        return None


def _container(name: str) -> Callable[[bytes], object]:
    def run(content: bytes) -> object:
        plugin = _plugin("containers", name)
        recognised = _judged(lambda: call_plugin(plugin, lambda: plugin.provided.recognises(content), bool))
        if not recognised:
            return None
        request = ContainerRequest(file="report", content=content)
        return _judged(lambda: call_plugin(plugin, lambda: plugin.provided.read(request), Document))

    return run


def _imported(document: Document, content: bytes) -> object:
    """Return what the importer of reports makes of a document."""
    plugin = _plugin("importers", "report")
    request = ImportRequest(
        file="report", content=content, registry=_registry(), document=document, words=reading_words()
    )
    return _judged(
        lambda: call_plugin(plugin, lambda: plugin.provided.read(request), Imported, trusted=(document,))
    )


def document_of(content: bytes) -> Document:
    """Return the document that bytes describe: on each line the letter of a kind, marks, and the words.

    A line of a table holds a row, whose cells have bars between them; lines of tables that follow each other
    are one. The second letter says the level, bold, quoted, indented and continued, by its bits.
    """
    lines = content.decode("utf-8", "replace").split("\n")
    blocks: list[Block] = []
    for is_row, run in groupby(enumerate(lines, start=1), key=lambda line: line[1][:1] == "t"):
        rows = list(run)
        blocks.extend([_table(rows)] if is_row else _plain(rows))
    return Document(container="fuzzed", blocks=tuple(blocks))


def _plain(lines: list[tuple[int, str]]) -> Iterator[Block]:
    for number, line in lines:
        marks = ord(line[1:2] or "\0")
        kind = _KINDS.get(line[:1], BlockKind.PARAGRAPH)
        yield Block(
            kind=kind,
            place=Place(page=number) if marks & 32 else Place(line=number),
            text="" if kind is BlockKind.RULE else line[2:].replace("¶", "\n"),
            level=marks & 3 if kind in {BlockKind.HEADING, BlockKind.ITEM} else 0,
            bold=bool(marks & 4),
            quoted=bool(marks & 8),
            indent=marks & 16,
            continues=bool(marks & 64),
        )


def _table(lines: list[tuple[int, str]]) -> Block:
    rows = [
        tuple(
            BlockCell(text=text.replace("¶", "\n"), place=Place(line=number)) for text in line[2:].split("|")
        )
        for number, line in lines
    ]
    width = max(map(len, rows))
    filled = tuple((*row, *[BlockCell(text="", place=row[0].place)] * (width - len(row))) for row in rows)
    return Block(kind=BlockKind.TABLE, place=filled[0][0].place, rows=filled)


def _blocks(content: bytes) -> object:
    return _imported(document_of(content), content)


def _workbook(content: bytes) -> object:
    plugin = _plugin("importers", "workbook")
    if not _judged(lambda: call_plugin(plugin, lambda: plugin.provided.recognises(content), bool)):
        return None
    request = ImportRequest(file="report.xlsx", content=content, registry=_registry())
    return _judged(lambda: call_plugin(plugin, lambda: plugin.provided.read(request), Imported))


TARGETS: dict[str, Callable[[bytes], object]] = {
    **{name: _container(name) for name in CONTAINERS},
    "blocks": _blocks,
    "workbook": _workbook,
}
