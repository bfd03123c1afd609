"""Where the pages of files go: each to a name of its own, whatever the files are called."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import final

from kompass_spec.cli.files import name_of_result, refuse_overwriting
from kompass_spec.model.organisation import Organisation
from kompass_spec.model.problems import Problem

__all__ = ["INDEX", "Places"]

INDEX = "index"
"""The name of the page that leads to all others, without its ending."""


@final
class Places:
    """Hold where the pages of files go: into a ``folder``, or into the one ``output``.

    The places are decided on before any page is made, in the order of the files, so that they do not depend
    on which is ready first. Where two files would give one name, the later one's gets a number, and
    ``renamed`` says so. Raise ``UsageError`` where a page would replace an input.
    """

    def __init__(
        self,
        files: Sequence[Path],
        named: Sequence[Path],
        *,
        folder: Path | None,
        output: Path | None,
        ending: str,
        inputs: Sequence[Path],
        has_index: bool,
    ) -> None:
        self.folder = folder
        self._ending = ending
        self._bases: dict[Path, Path] = {}
        self.renamed: list[Problem] = []
        self.index = folder / f"{INDEX}{ending}" if folder is not None and has_index else None
        taken = set() if self.index is None else {_key(self.index)}
        for file in files:
            if folder is None:
                self._bases |= {file: output} if output is not None else {}
            elif file not in self._bases:
                wanted = folder / f"{name_of_result(file, named).as_posix()}{ending}"
                self._bases[file] = _free(wanted, taken)
                self._tell(file, wanted, self._bases[file])
        for place in (*self._bases.values(), *([self.index] if self.index is not None else [])):
            refuse_overwriting(place, inputs)

    def _tell(self, file: Path, wanted: Path, place: Path) -> None:
        if place != wanted:
            sentence = f"Another page has the name {wanted.name}, so the page of this file is {place}."
            self.renamed.append(Problem("output-twice", sentence, str(file)))

    def of(self, file: Path, organisations: Sequence[Organisation | None]) -> list[Path]:
        """Return where the pages of a file go, one for each organisation that has a page of its own."""
        base = self._bases[file]
        taken = {_key(place) for place in self._bases.values() if place != base}
        places = []
        for organisation in organisations:
            wanted = (
                base if organisation is None else base.with_name(_named(base, organisation, self._ending))
            )
            places.append(_free(wanted, taken) if self.folder is not None else wanted)
        return places

    def is_of(self, file: Path, places: Iterable[Path]) -> bool:
        """Tell whether pages that were written before lie where those of the file go now."""
        base = self._bases[file]
        others = {place for other, place in self._bases.items() if other != file}
        stem = base.name.removesuffix(self._ending)
        return all(
            place == base
            or (place.parent == base.parent and place.name.startswith(f"{stem}-") and place not in others)
            for place in places
        )

    def seen_from_index(self, place: Path) -> str:
        """Return where a page lies, seen from the index."""
        assert self.folder is not None  # noqa: S101 - an index stands in a folder
        return place.relative_to(self.folder).as_posix()


def _named(base: Path, organisation: Organisation, ending: str) -> str:
    stem = base.name.removesuffix(ending)
    return f"{name_of_result(Path(f'{stem}.x'), [], organisation).name}{ending}"


def _free(wanted: Path, taken: set[str]) -> Path:
    """Return a place that is not taken, with a number in its name if need be, and take it."""
    place, number = wanted, 1
    while _key(place) in taken:
        number += 1
        place = wanted.with_name(f"{wanted.name.removesuffix(wanted.suffix)}-{number}{wanted.suffix}")
    taken.add(_key(place))
    return place


def _key(place: Path) -> str:
    # Some file systems do not tell capitals from small letters.
    return str(place).casefold()
