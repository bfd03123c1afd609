"""Say what there is where something is looked up that is not there, and put what there is in few letters."""

from collections.abc import Iterable
from typing import final

__all__ = ["MissingError", "counted", "cut", "missing", "printable", "shortened"]

_LISTED = 12
_LONGEST = 4_000
_CUT = " … (cut: "
_LENGTH_OF_END = 40
_ROOM = 200
"""How many letters a line has at most that stands for an object in a terminal."""
# These are not printable by their category, and harmless.
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


@final
class MissingError(KeyError):
    """Report a key that is not there, in a sentence; it is a ``KeyError`` that can be read."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)

    def __str__(self) -> str:
        """Return the sentence as it is; a ``KeyError`` would put it in quotes."""
        return str(self.args[0])


def missing(key: object, where: str, known: Iterable[str]) -> MissingError:
    """Return the error for a key that is not there: what was meant perhaps, and what there is.

    >>> print(missing("7.22", "se-2016", ["7.1", "7.2"]))
    There is no '7.22' in se-2016. Did you mean '7.2'? There are: 7.1, 7.2.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - nearly everything that is looked up is there

    names = list(known)
    near = get_close_matches(str(key)[:100], names, n=1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    listed = ", ".join(names[:_LISTED]) or "none"
    return MissingError(f"There is no {key!r:.80} in {where}.{meant} There are: {listed}{more}.")


def counted(number: int, one: str) -> str:
    """Return a number of things of which one is called so, as an object says it of itself in a terminal.

    >>> counted(1, "figure"), counted(4, "figure")
    ('1 figure', '4 figures')
    """
    return f"{number} {one}{'' if number == 1 else 's'}"


def shortened(line: str) -> str:
    """Return what stands for an object in a terminal in angle brackets, on one line of 200 letters at most.

    >>> shortened("Edition se-2016@1.0.0")
    '<Edition se-2016@1.0.0>'
    """
    words = "".join(letter if letter.isprintable() else " " for letter in line)
    return f"<{words}>" if len(words) <= _ROOM - 2 else f"<{words[: _ROOM - 3]}…>"


def cut(text: str) -> str:
    """Return a sentence of 4,000 letters at most, as nobody reads more; where it was longer, its end says so.

    What was cut once is not cut again, also where its place stands before it now.

    >>> cut("Wrong." * 2_000)[3_966:]
    'Wrong.Wron … (cut: 12,000 letters)'
    >>> cut("report.md: " + cut("Wrong." * 2_000))[3_977:]
    'Wrong.Wron … (cut: 12,000 letters)'
    """
    if len(text) <= _LONGEST or (len(text) <= 2 * _LONGEST and _CUT in text[-_LENGTH_OF_END:]):
        return text
    end = f"{_CUT}{len(text):,} letters)"
    return text[: _LONGEST - len(end)] + end


def printable(text: str) -> str:
    r"""Return text on one line, with what a terminal would obey instead of show written out.

    >>> printable("Evil \x1b[31m kommun")
    'Evil \\x1b[31m kommun'
    """
    return "".join(
        (
            letter
            if letter.isprintable() or letter in _SPACES
            else letter.encode("unicode_escape").decode("ascii")
        )
        for letter in text
    )
