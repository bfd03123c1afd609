"""What an importer is known to read: a file, the figures in it, and what must be warned of."""

import re
from typing import final

from attrs import frozen

from kompass_spec.model import Imported, Observation

__all__ = ["Sample", "said_of"]

_NUMBER = re.compile(r"\d+")


@final
@frozen(kw_only=True)
class Sample:
    """Hold a file that the importer reads, and every figure that stands in it, with its place.

    With ``whole=False`` the figures are only some of those in the file. ``edition`` is the id of the edition
    that the result is on, ``asked`` whether the importer must be told it. The name of the ``organisation``
    and the ``year`` are those of the newest result in the file, where they are given. What ``warned`` names
    must be warned of: lines, or words such as a cell's. ``not_applicable`` are the codes of the items that
    the file says do not apply.
    """

    file: str
    content: bytes
    edition: str
    asked: bool = False
    figures: tuple[Observation, ...] = ()
    whole: bool = True
    organisation: str | None = None
    year: int | None = None
    warned: tuple[int | str, ...] = ()
    not_applicable: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of a text, of a file that is none no line at all.

        >>> Sample(file="a.csv", content=b"1.1;11", edition="se-2016").lines
        ('1.1;11',)
        """
        try:
            text = self.content.decode("utf-8")
        except UnicodeDecodeError:
            return ()
        return () if "\0" in text else tuple(text.split("\n"))


def said_of(imported: Imported, place: int | str) -> bool:
    """Tell whether a warning is about a line, or has the words of another place in it.

    >>> from kompass_spec import Problem
    >>> said_of(Imported(assessments=(), warnings=(Problem("unplaced-figures", "9.9 is none.", line=4),)), 4)
    True
    """
    if isinstance(place, str):
        return any(place in str(warning) for warning in imported.warnings)
    return any(
        warning.line == place or str(place) in _NUMBER.findall(warning.message)
        for warning in imported.warnings
    )
