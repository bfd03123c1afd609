"""Compare a value by which one it is: to compare an edition by what it says takes longer than to use it."""

from typing import Generic, TypeVar, final

__all__ = ["Same"]

Value = TypeVar("Value")


@final
class Same(Generic[Value]):
    """Hold a value as a key of caches: equal to what holds the very same one, and to nothing else.

    >>> first, second = [1], [1]
    >>> Same(first) == Same(first), Same(first) == Same(second)
    (True, False)
    """

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        """Tell whether the other one holds the same value."""
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        """Return a hash of which value it is; the key holds the value, so no other one can take its place."""
        return id(self.value)
