"""Read the lists of ids that the ends of an SSSOM mapping set belong to, where they lie beside it."""

import csv
import json
from pathlib import PurePosixPath
from typing import final

from kompass_lint_mapping.beside import CannotReadError, path_of, read_beside
from kompass_lint_mapping.sssom_metadata import split_lines
from kompass_lint_mapping.sssom_predicates import Names

__all__ = ["Lists"]

_SEPARATORS = {"": "\t", ".txt": "\t", ".tsv": "\t", ".csv": ","}


@final
class Lists:
    """Know which ids there are in the sources that a mapping set names; each is read once, when it is asked for."""

    def __init__(self, file: str, names: Names) -> None:
        self.unchecked: list[str] = []
        self._file = file
        self._names = names
        self._known: dict[str, frozenset[str] | None] = {}
        self._unnamed: set[str] = set()

    def complaint(self, side: str, source: str, code: str) -> str | None:
        """Return what is wrong with an end of one side, ``None`` where nothing is or it could not be checked."""
        if not source:
            if side not in self._unnamed:
                self._unnamed.add(side)
                self.unchecked.append(f"The ends of the {side}s: the mapping set names no {side}_source.")
            return None
        if source not in self._known:
            read = _read(self._file, source)
            if isinstance(read, str):
                self.unchecked.append(f"The ends in {source}: {read}")
            known = read if isinstance(read, frozenset) else None
            # The list may have the ids in full where the mapping has them short, and the other way round.
            self._known[source] = known and known | {self._names.expanded(one) for one in known}
        ids = self._known[source]
        if ids is None or code in ids or self._names.expanded(code) in ids:
            return None
        return f"The source of the {side}s, {source}, has no {code!r}. Correct the id."


def _read(file: str, source: str) -> frozenset[str] | str:
    """Return the ids in a source, or the end of a sentence that says why they are not read."""
    path = path_of(source)
    ending = PurePosixPath(path or "").suffix.lower()
    if path is not None and ending not in {*_SEPARATORS, ".json"}:
        return "it is not a list of ids, which ends in .txt, .tsv, .csv or .json."
    try:
        text = read_beside(file, source)
    except CannotReadError as error:
        return str(error)
    if ending == ".json":
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            return "it is not JSON."
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            return "it is not a JSON list of ids."
        ids = frozenset(listed)
    else:
        try:
            cells = list(csv.reader(split_lines(text), delimiter=_SEPARATORS[ending]))
        except csv.Error as error:
            return f"it is not a table of ids ({error})."
        ids = frozenset(row[0].strip() for row in cells if row and row[0].strip())
    return ids or "it holds no ids."
