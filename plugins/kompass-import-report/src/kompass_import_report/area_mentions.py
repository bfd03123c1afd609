"""Find the areas that running text names, whatever stands around them."""

import re
from collections.abc import Iterator
from typing import final

from attrs import field, frozen

from kompass_import_report.names import AreaName, Names

__all__ = ["AreaMentions"]

_WORD = re.compile(r"[^\W_]+")


@final
@frozen
class AreaMentions:
    """Know the names of all areas by their first word."""

    names: Names
    _by_word: dict[str, list[tuple[str, ...]]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Sort the names by their first word, the longest first."""
        for key in self.names.keys:
            words = tuple(key.split())
            self._by_word.setdefault(words[0], []).append(words)
        for names in self._by_word.values():
            names.sort(key=len, reverse=True)

    def of(self, text: str, line: int) -> Iterator[AreaName]:
        """Iterate over the areas that a text names: with a capital letter, or in several words."""
        words = [(match[0], match[0].casefold()) for match in _WORD.finditer(text.replace("&", " och "))]
        keys = [key for _, key in words]
        position = 0
        while position < len(words):
            name = next(
                (
                    name
                    for name in self._by_word.get(keys[position], ())
                    if self._stands(name, keys, position)
                ),
                None,
            )
            if name is None or not (len(name) > 1 or words[position][0][0].isupper()):
                position += 1
                continue
            printed = " ".join(word for word, _ in words[position : position + len(name)])
            yield AreaName(printed, line, None, " ".join(name))
            position += len(name)

    @staticmethod
    def _stands(name: tuple[str, ...], keys: list[str], position: int) -> bool:
        return tuple(keys[position : position + len(name)]) == name
