"""Read the lists of ids that the ends of an SSSOM mapping set belong to, where they lie beside it."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import final

from kompass_lint_mapping.beside import CannotReadError, path_of, read_beside
from kompass_lint_mapping.sssom_predicates import Names
from kompass_lint_mapping.sssom_table import line_end

__all__ = ["Lists"]

_SEPARATORS = {"": "\t", ".txt": "\t", ".tsv": "\t", ".csv": ","}


@final
class Lists:
    """Know which ids there are in the sources that a mapping set names; each is read once, when needed."""

    def __init__(self, file: str, names: Names) -> None:
        self.unchecked: list[str] = []
        self._file = file
        self._names = names
        self._known: dict[str, frozenset[str] | None] = {}
        self._unnamed: set[str] = set()

    def complaint(self, side: str, source: str, code: str) -> str | None:
        """Return what is wrong with an end of one side, ``None`` if nothing is or it could not be checked."""
        if not source:
            self._note_unnamed(side)
            return None
        if source not in self._known:
            self._known[source] = self._ids(source)
        ids = self._known[source]
        if ids is None or code in ids or self._names.expanded(code) in ids:
            return None
        return f"The source of the {side}s, {source}, has no {code[:80]!r}. Correct the id."

    def _note_unnamed(self, side: str) -> None:
        if side not in self._unnamed:
            self._unnamed.add(side)
            self.unchecked.append(f"The ends of the {side}s: the mapping set names no {side}_source.")

    def _ids(self, source: str) -> frozenset[str] | None:
        """Return the ids in a source, short and in full, ``None`` where it could not be read."""
        try:
            ids = _read(self._file, self._reference(source))
        except CannotReadError as error:
            self.unchecked.append(f"The ends in {source}: {error}")
            return None
        # The list may have the ids in full where the mapping has them short, and the other way round.
        return ids | {self._names.expanded(code) for code in ids}

    def _reference(self, source: str) -> str:
        """Return where the list of a source is looked for: beside the file, by the end of its name."""
        if path_of(source) is not None:
            return source
        iri = self._names.expanded(source)
        return re.split(r"[/#?:]", iri)[-1] or source


def _read(file: str, source: str) -> frozenset[str]:
    """Return the ids in a source; raise ``CannotReadError`` where there are none that can be read."""
    path = path_of(source)
    ending = PurePosixPath(path or "").suffix.lower()
    if path is not None and ending not in {*_SEPARATORS, ".json"}:
        raise CannotReadError("it is not a list of ids, which ends in .txt, .tsv, .csv or .json.")
    text = read_beside(file, source)
    ids = _ids_in_json(text) if ending == ".json" else _ids_in_table(text, _SEPARATORS[ending])
    if not ids:
        raise CannotReadError("it holds no ids.")
    return ids


def _ids_in_json(text: str) -> frozenset[str]:
    try:
        ids = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotReadError("it is not JSON.") from None
    if not isinstance(ids, list) or not all(isinstance(code, str) for code in ids):
        raise CannotReadError("it is not a JSON list of ids.")
    return frozenset(ids)


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = line_end(text, start)
        yield text[start:end]
        start = end


def _ids_in_table(text: str, separator: str) -> frozenset[str]:
    """Return the first cells of a table that are not empty."""
    ids = set()
    try:
        for row in csv.reader(_lines(text), delimiter=separator):
            if row:
                ids.add(row[0].strip())
    except csv.Error as error:
        raise CannotReadError(f"it is not a table of ids ({error}).") from None
    return frozenset(ids - {""})
