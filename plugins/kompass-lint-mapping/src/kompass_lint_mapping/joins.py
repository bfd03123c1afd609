"""Know which of many rows have to be compared with each other, by a few numbers for each of them."""

from array import array
from collections.abc import Hashable, Iterator
from itertools import pairwise
from typing import final

__all__ = ["Joins"]


@final
class Joins:
    """Note under which keys each row can meet another, and tell which rows meet any.

    Only the hashes of keys are kept, so that a large file fits into memory: a row too many is compared where
    two keys happen to have one hash, and none is missed.

    >>> joins = Joins()
    >>> for keys in (("a", "b"), ("c",), ("b", "d")):
    ...     joins.add(keys)
    >>> list(joins.met())
    [0, 2]
    """

    def __init__(self) -> None:
        self._count = 0
        self._hashes = array("q")
        self._rows = array("Q")

    def add(self, keys: "tuple[Hashable, ...]") -> None:
        """Note the keys of the next row."""
        for key in keys:
            self._hashes.append(hash(key))
            self._rows.append(self._count)
        self._count += 1

    def met(self) -> Iterator[int]:
        """Iterate over the numbers of the rows that share a key with another, in order, from 0."""
        shared = self._shared()
        last = -1
        for number, row in zip(self._hashes, self._rows, strict=True):
            if number in shared and row != last:
                last = row
                yield row

    def _shared(self) -> set[int]:
        ordered = sorted(self._hashes)
        return {number for number, other in pairwise(ordered) if number == other}
