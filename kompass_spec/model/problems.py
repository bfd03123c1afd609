"""Say what is wrong, where, and what to do next: the one shape of every error of the package."""

from collections.abc import Iterable
from typing import Any, Protocol, final

from attrs import evolve, field, frozen

from kompass_spec.model.kinds import wrong_field
from kompass_spec.model.written import Record

__all__ = ["InputError", "Problem", "UsageError", "WrongTypeError"]

_SPARSE = {"sparse": True}  # as in `fields`, which stands above: documents leave out where it is the default
_right: set[tuple[type, ...]] = set()
"""The classes of what problems were made of before, in the order of their fields, and was right."""


class Placed(Protocol):
    """What stands somewhere in a document."""

    @property
    def line(self) -> int | None: ...
    @property
    def page(self) -> int | None: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def cell(self) -> str | None: ...


def place_in_words(placed: Placed) -> str:
    """Write where something stands, the widest first; nothing where that is not known."""
    named = (("page", placed.page), ("sheet", placed.sheet), ("cell", placed.cell), ("line", placed.line))
    return ", ".join(f"{word} {value}" for word, value in named if value is not None)


@final
@frozen
class Problem(Record):
    """Describe one thing that is wrong with an input.

    ``code`` names the kind of problem and has its heading in the documentation of errors; ``message`` is a
    sentence that says what to do; ``file`` is the input's name as it was given; ``pointer`` is a JSON Pointer
    (RFC 6901) into it, or ``page`` and ``line``, counted from 1, ``sheet`` and ``cell`` say where in it.

    >>> str(Problem("unknown-key", "'titel' is not a key of an area.", "se-2016/edition.toml", "/areas/0"))
    "se-2016/edition.toml: /areas/0: 'titel' is not a key of an area."
    >>> str(Problem("unread-figure", "'1l' is no figure.", "a.xlsx", sheet="Område 1", cell="C7"))
    "a.xlsx: sheet Område 1, cell C7: '1l' is no figure."
    """

    code: str
    message: str
    file: str | None = None
    pointer: str | None = None
    line: int | None = None
    page: int | None = field(default=None, metadata=_SPARSE)
    sheet: str | None = field(default=None, metadata=_SPARSE)
    cell: str | None = field(default=None, metadata=_SPARSE)

    def __attrs_post_init__(self) -> None:
        """Raise ``WrongTypeError`` with every field that holds what it cannot."""
        named: Any = type(self).__attrs_attrs__
        values = [getattr(self, one.name) for one in named]
        classes = tuple(map(type, values))
        if classes in _right:
            return
        wrong = [
            Problem("wrong-usage", sentence)
            for one, value in zip(named, values, strict=True)
            if (sentence := wrong_field(Problem, one.name, value, one.type))
        ]
        if wrong:
            raise WrongTypeError(wrong)
        _right.add(classes)

    def in_file(self, file: str) -> "Problem":
        """Return the same problem with the name of its file, unless it has one."""
        return self if self.file is not None else evolve(self, file=file)

    def under(self, pointer: str) -> "Problem":
        """Return the same problem of something that stands at ``pointer`` in a greater whole."""
        return evolve(self, pointer=pointer + (self.pointer or ""))

    def __str__(self) -> str:
        """Write file, place and sentence on one line."""
        place = place_in_words(self) or self.pointer
        return ": ".join(part for part in (self.file, place, self.message) if part)


class InputError(Record, ValueError):
    """Report everything that is wrong with an input at once; the command exits with 1.

    >>> InputError([Problem("empty-file", "The file is empty.", "report.md")]).problems[0].code
    'empty-file'
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle the error with its problems, as it comes back from another process."""
        return type(self), (self.problems,), vars(self)

    def in_file(self, file: str) -> "InputError":
        """Return the same error with the file's name on every problem that has none."""
        return type(self)(problem.in_file(file) for problem in self.problems)


class UsageError(InputError):
    """Report a command or call that asks for something that is not there; the command exits with 2."""


class WrongTypeError(UsageError, TypeError):
    """Report that an object was to be made of what its class does not hold."""
