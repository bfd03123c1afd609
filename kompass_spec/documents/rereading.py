"""What the readers of computed documents share: places in the document, and what must agree with the rest."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

from attrs import evolve

from kompass_spec.documents.structure import pointer_step, structure
from kompass_spec.model.problems import InputError, Problem

__all__ = ["Parts", "differences", "held_against", "interval_of", "needed"]

T = TypeVar("T")

_ENDS = ("low", "high")


class Parts:
    """Collect parts of a document that are read one by one, and all that is wrong with them."""

    def __init__(self, what: str, data: object, places: Mapping[str, str] | None = None) -> None:
        """Begin with a document; ``what`` names it in sentences, such as ``a comparison``.

        ``places`` are steps of pointers that the document has other words for than the model.
        """
        if not isinstance(data, Mapping):
            sentence = f"{what.capitalize()} must be a table of keys and values."
            raise InputError([Problem("wrong-type", sentence, pointer="")])
        self.what = what
        self.data: Mapping[str, Any] = data
        self.problems: list[Problem] = []
        self.places = {"interval": "", **(places or {})}

    def given(self, key: str, advice: str = "Add it.") -> Any:
        """Return what stands under a key, ``None`` where nothing does, which is then a problem."""
        if key not in self.data:
            self.problems.append(needed(key, self.what, advice))
        return self.data.get(key)

    def under(
        self,
        key: str,
        wanted: type[T],
        plain: Callable[[Any], Any] = lambda data: data,
        advice: str = "Add it.",
    ) -> T | None:
        """Return what stands under a key as an object of a class, ``None`` where something is wrong with it.

        ``plain`` gives the data the keys that the class has.
        """
        given = self.given(key, advice)
        return self.read(f"/{key}", plain(given), wanted) if key in self.data else None

    def read(self, pointer: str, value: object, wanted: type[T]) -> T | None:
        """Return a part as an object of a class, ``None`` where something is wrong with it."""
        try:
            return structure(value, wanted)
        except InputError as error:
            self.refuse(pointer, error)
            return None

    def refuse(self, pointer: str, error: InputError) -> None:
        """Note what is wrong with a part, under the keys that the document has for it."""
        self.problems.extend(
            evolve(problem, pointer=self._placed(f"{pointer}{problem.pointer or ''}"))
            for problem in error.problems
        )

    def _placed(self, pointer: str) -> str:
        steps = (self.places.get(step, step) for step in pointer.split("/")[1:])
        return "".join(f"/{step}" for step in steps if step)

    def unknown(self, known: Collection[str]) -> None:
        """Note every key of the document that is none of the known."""
        self.problems.extend(
            Problem("unknown-key", f"{key!r} is not a key of {self.what}. Remove it.", pointer="")
            for key in sorted(map(str, self.data))
            if key not in known
        )

    def check(self) -> None:
        """Raise ``InputError`` with everything that was wrong so far, if anything was."""
        if self.problems:
            raise InputError(self.problems)


def needed(key: str, what: str, advice: str = "Add it.") -> Problem:
    """Return the problem that a key is missing."""
    return Problem("missing-key", f"The key {key!r} is missing from {what}. {advice}", pointer="")


def interval_of(data: Any, other: str = "interval") -> Any:
    """Return a table with its ends in a table of their own, as the model has them.

    >>> interval_of({"low": "1", "high": "2", "reason": "Known."})
    {'reason': 'Known.', 'interval': {'low': '1', 'high': '2'}}
    """
    if not isinstance(data, Mapping):
        return data
    ends = {end: data[end] for end in _ENDS if end in data}
    return {**{key: value for key, value in data.items() if key not in _ENDS}, other: ends}


def held_against(data: Mapping[str, Any], computed: Mapping[str, Any], what: str) -> None:
    """Raise ``InputError`` with every key that is unknown, or does not say what the rest gives."""
    if differing := list(differences(data, computed, "", what)):
        raise InputError(differing)


def differences(given: Any, computed: Any, pointer: str, what: str) -> Iterator[Problem]:
    """Find what of a document is not as it would be written of what was read from it."""
    if isinstance(given, Mapping) and isinstance(computed, Mapping):
        for key in given:
            if key not in computed:
                yield Problem("unknown-key", f"{key!r} is not a key of {what}. Remove it.", pointer=pointer)
            else:
                yield from differences(given[key], computed[key], pointer + pointer_step(key), what)
    elif isinstance(given, list) and isinstance(computed, list) and len(given) == len(computed):
        for position, (given_part, computed_part) in enumerate(zip(given, computed, strict=True)):
            yield from differences(given_part, computed_part, f"{pointer}/{position}", what)
    elif given != computed:
        sentence = (
            f"This says {str(given)[:60]!r}, but the rest of {_the(what)} gives {str(computed)[:60]!r}."
            " Correct it or leave it out."
        )
        yield Problem("inconsistent", sentence, pointer=pointer)


def _the(what: str) -> str:
    return f"the {what.partition(' ')[2]}"
