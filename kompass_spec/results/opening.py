"""Find who reads a file: an importer by its ending, or a container by its content; and read its blocks."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, is_folder, read_bytes
from kompass_spec.documents.foreign_files import foreign_kind
from kompass_spec.documents.kinds import is_json
from kompass_spec.model.blocks import Block, BlockKind, Document
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.requests import ContainerRequest
from kompass_spec.results.bounds import bounded

__all__ = ["Opened", "importer_for", "open_document", "readable_files"]

_LETTER = b"a"
"""A container that recognises it recognises every text, and comes last where endings do not decide."""

_ONLY_SEEN = frozenset({BlockKind.PICTURE, BlockKind.RUNNING, BlockKind.CONTENTS, BlockKind.RULE})
_LISTED = 5


class Opened(NamedTuple):
    """Hold the document that a container made of a file, and what is wrong with containers that did not.

    There is none of a text where no container is loaded: whoever reads blocks reads its lines.
    """

    document: Document | None
    warnings: tuple[Problem, ...]


class _Recognised(NamedTuple):
    """Hold the plugins that recognise a file, and why others could not tell."""

    plugins: tuple[Plugin, ...]
    failures: tuple[Problem, ...]


def importer_for(
    file: str, content: bytes, importer: str | None, plugins: Plugins
) -> tuple[Plugin, tuple[Problem, ...]]:
    """Return the importer that is named, or knows the content, or is made for the ending, or reads documents.

    What goes wrong in others when they are asked stands beside it. Raise ``InputError`` where none reads the
    file, and ``UsageError`` where several do.
    """
    if importer is not None:
        return plugins.choose("importers", importer), ()
    recognised = _recognised(content, plugins, "importers")
    chosen = _own_importer(file, recognised, plugins)
    return chosen or _document_reader(file, plugins), recognised.failures


def _document_reader(file: str, plugins: Plugins) -> Plugin:
    readers = _document_readers(plugins)
    if len(readers) > 1:
        names = ", ".join(f"{plugin.name!r} of {plugin.distribution}" for plugin in readers)
        sentence = f"Several importers read documents: {names}. Choose one with `importer=`."
        raise UsageError([Problem("ambiguous-plugin", sentence)])
    if readers:
        return readers[0]
    if not plugins.of_kind("importers"):
        sentence = plugins.why_none("importers", "kompass-import-report")
        raise InputError([Problem("no-importer", sentence, file)])
    known = ", ".join(
        sorted({ending for plugin in plugins.of_kind("importers") for ending in plugin.provided.endings})
    )
    sentence = (
        f"No importer reads a file that ends so; those that are loaded read {known}. Choose one with"
        " `importer=`, or convert the file."
    )
    told = (problem.message for problem in plugins.told_failures("importers"))
    raise InputError([Problem("no-importer", " ".join([sentence, *told]), file)])


def open_document(file: str, content: bytes, plugins: Plugins) -> Opened:
    """Return the blocks of a file, from the container that recognises its content.

    Raise ``InputError`` where no container does, where the file cannot be opened, or where it has no text.
    """
    if not plugins.of_kind("containers") and foreign_kind(content).is_text:
        return Opened(None, plugins.told_failures("containers"))
    recognised = _recognised(content, plugins, "containers")
    if not recognised.plugins:
        raise InputError([_unread(file, content, plugins), *recognised.failures])
    chosen = _chosen(file, recognised.plugins)
    request = ContainerRequest(file=file, content=content)
    try:
        document: Document = call_plugin(chosen, lambda: _read(chosen, request), Document, file)
    except InputError as error:
        # Of a folder, nobody would know which file is meant.
        raise error.in_file(file) from None
    if all(block.kind in _ONLY_SEEN for block in document.blocks):
        raise InputError([_without_text(file, document), *document.warnings]).in_file(file)
    return Opened(document, (*recognised.failures, *document.warnings, *_pictures(document)))


def _read(plugin: Plugin, request: ContainerRequest) -> object:
    return bounded(plugin.provided.read(request), plugin)


def readable_files(
    paths: Iterable[Path],
    plugins: Plugins,
    *,
    also: Sequence[str] = (),
    leave_out: Path | None = None,
    output: Path | None = None,
    importer: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> tuple[list[Path], list[Problem], list[Problem]]:
    """Return the files that are named and those in folders that can be read, what is passed over, what fails.

    ``also`` are the endings of files that are read beside documents, such as ``.json``; ``leave_out`` is a
    folder with the results of an earlier run, ``output`` a file with them; ``importer`` is the one to use.
    """
    named = list(paths)
    files, problems = expand_paths(named, (), leave_out)
    result_of_earlier = None if output is None else output.absolute()
    kept: list[Path] = []
    passed: list[Problem] = []
    for file in files:
        if file in named or file.name.lower().endswith(tuple(also)):
            kept.append(file)
        elif file.absolute() != result_of_earlier:
            reason = _passed_over(file, plugins, importer, limit)
            if reason is None:
                kept.append(file)
            else:
                passed.append(reason)
    blamed = {problem.file for problem in problems}
    problems += [_nothing_read(path) for path in named if str(path) not in blamed and _is_unread(path, kept)]
    return kept, passed, problems


def _is_unread(path: Path, kept: Sequence[Path]) -> bool:
    """Tell whether a path is a folder of which no file is read."""
    if not is_folder(path):
        return False
    folder = os.path.realpath(path)
    return not any(Path(os.path.realpath(file)).is_relative_to(folder) for file in kept)


def _nothing_read(folder: Path) -> Problem:
    sentence = (
        "No file in the folder is read. Convert those that are named, or name the folder that you mean."
    )
    return Problem("no-file", sentence, str(folder))


def _passed_over(file: Path, plugins: Plugins, importer: str | None, limit: int) -> Problem | None:
    """Return why a file that lies in a folder is not read, ``None`` where somebody reads it."""
    endings: tuple[str, ...] = plugins.choose("importers", importer).provided.endings if importer else ()
    if endings:
        sentence = f"The importer {importer!r} reads {', '.join(endings)}, so this file is passed over."
        is_read = file.name.lower().endswith(endings)
        return None if is_read else Problem("passed-over", sentence, str(file))
    try:
        content = read_bytes(file, limit)
    except InputError:
        return None  # whoever reads it says what is wrong
    own = _own_importer(str(file), _recognised(content, plugins, "importers"), plugins)
    if not plugins.of_kind("importers") or own is not None:
        return None
    if is_json(file.name):
        sentence = "This is JSON and no printed report, and is passed over."
        return Problem("passed-over", sentence, str(file))
    if _document_readers(plugins) and _recognised(content, plugins, "containers").plugins:
        return None
    return evolve(_unread(str(file), content, plugins), code="passed-over")


def _own_importer(file: str, recognised: _Recognised, plugins: Plugins) -> Plugin | None:
    """Return the importer that recognises the content, or is made for the ending and asks for no more."""
    if len(recognised.plugins) == 1:
        return recognised.plugins[0]
    others = recognised.plugins or tuple(
        plugin for plugin in plugins.of_kind("importers") if not hasattr(plugin.provided, "recognises")
    )
    return evolve(plugins, loaded=others).choose_by_ending("importers", file)


def _document_readers(plugins: Plugins) -> list[Plugin]:
    return [plugin for plugin in plugins.of_kind("importers") if not plugin.provided.endings]


def _recognises(plugin: Plugin, content: bytes) -> bool:
    answer: bool = call_plugin(plugin, lambda: plugin.provided.recognises(content), bool)
    return answer


def _recognised(content: bytes, plugins: Plugins, kind: str) -> _Recognised:
    """Return the containers, or the importers that can tell, which recognise a content."""
    known: list[Plugin] = []
    failures: list[Problem] = []
    for plugin in plugins.of_kind(kind):
        if not hasattr(plugin.provided, "recognises"):
            continue
        try:
            if _recognises(plugin, content):
                known.append(plugin)
        except UsageError:
            raise
        except InputError as error:
            # A broken plugin costs what only it can read, and not every file.
            failures.extend(error.problems)
    return _Recognised(tuple(known), tuple(failures))


def _chosen(file: str, containers: Sequence[Plugin]) -> Plugin:
    """Return the one container for a file: of several its ending decides, and text is the last."""
    lower = file.lower()
    for narrowed in (
        containers,
        [plugin for plugin in containers if lower.endswith(tuple(plugin.provided.endings))],
        [plugin for plugin in containers if not _recognises(plugin, _LETTER)],
    ):
        if len(narrowed) == 1:
            return narrowed[0]
    names = ", ".join(f"{plugin.name!r} of {plugin.distribution}" for plugin in containers)
    sentence = f"Several containers read this file: {names}. Leave all but one out with KOMPASS_PLUGINS."
    raise UsageError([Problem("ambiguous-plugin", sentence, file)])


def _unread(file: str, content: bytes, plugins: Plugins) -> Problem:
    """Say what a file seems to be that no container recognises, and how to convert it."""
    containers = plugins.of_kind("containers")
    if not containers:
        return Problem("no-container", plugins.why_none("containers", "kompass-read-text"), file)
    kind = foreign_kind(content)
    names = ", ".join(plugin.name for plugin in containers)
    told = (problem.message for problem in plugins.told_failures("containers"))
    sentence = f"This is {kind.name}, which is not read ({names} are). {kind.advice}"
    return Problem("unread-kind", " ".join([sentence, *told]), file)


def _without_text(file: str, document: Document) -> Problem:
    if any(block.kind is BlockKind.PICTURE for block in document.blocks):
        sentence = (
            "There is no text in the file, only pictures, as in a scan. Recognise its text first, for example"
            " with OCRmyPDF, and hold every figure against the picture."
        )
    elif document.warnings:
        sentence = "Nothing in the file is read, for the reason that is said beside."
    else:
        sentence = "There is no text in the file. Check that it was saved."
    return Problem("no-text", sentence, file)


def _pictures(document: Document) -> Iterator[Problem]:
    """Warn once of all pictures of which the container says nothing."""
    said = {(warning.page, warning.sheet, warning.cell, warning.line) for warning in document.warnings}
    unsaid = [
        block
        for block in document.blocks
        if block.kind is BlockKind.PICTURE and not said & set(_places(block))
    ]
    if not unsaid:
        return
    places = list(dict.fromkeys(str(block.place) for block in unsaid if block.place))
    listed = "; ".join(places[:_LISTED]) + (f" and {len(places) - _LISTED} more" if places[_LISTED:] else "")
    first = unsaid[0].place
    what = "A picture is" if len(unsaid) == 1 else f"{len(unsaid)} pictures are"
    sentence = (
        f"{what} in the document{f' ({listed})' if listed else ''}. Nothing is read from pictures: look"
        " whether figures stand in them."
    )
    yield Problem(
        "picture",
        sentence,
        line=first.line,
        page=first.page,
        sheet=first.sheet,
        cell=first.cell,
    )


def _places(block: Block) -> Iterator[tuple[int | None, str | None, str | None, int | None]]:
    place = block.place
    yield place.page, place.sheet, place.cell, place.line
    if place.page is not None:
        yield place.page, None, None, None
