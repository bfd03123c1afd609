"""What every message catalogue keeps: it can be read, names its language, and keeps every blank."""

import re
import struct
from gettext import GNUTranslations
from importlib.resources.abc import Traversable
from io import BytesIO
from string import Formatter
from typing import Any, ClassVar

from kompass_spec.model.edition_rules import LANGUAGE_TAG
from kompass_testing.contracts.quiet import QuietContract
from kompass_testing.contracts.requests import given
from kompass_testing.fresh_processes import Use
from kompass_testing.use import read_file

__all__ = ["CatalogueContract"]


class CatalogueContract(QuietContract, kind="catalogues"):
    """Hold what every message catalogue keeps; give a fixture ``catalogue``."""

    fixture: ClassVar[str] = "catalogue"
    catalogue = given("catalogue", "catalogue")

    def use(self) -> Use:
        """Return the function that reads the file."""
        return read_file

    def messages(self, provided: Any) -> dict[str, str]:
        """Return the translations by message, the plural forms one by one."""
        file = getattr(provided, "file", None)
        assert isinstance(file, Traversable), (
            f"{self.told(provided)} has no file. Return importlib.resources.files('your_package') /"
            " 'kompass.mo'."
        )
        assert file.is_file(), (
            f"{self.told(provided)} names a file, {file.name}, that is not there. Compile it, for example"
            " with pybabel compile, and put it into the wheel."
        )
        try:
            translations = GNUTranslations(BytesIO(file.read_bytes()))
        except Exception as error:
            raise AssertionError(
                f"{self.told(provided)} cannot be read as a compiled catalogue of gettext ({error}). Compile"
                " it, for example with pybabel compile."
            ) from error
        listed: dict[str, str] = {}
        for key, words in translations._catalog.items():  # type: ignore[attr-defined]  # noqa: SLF001 - gettext shows its messages in no other way
            listed[f"{key[0]} ({key[1]})" if isinstance(key, tuple) else key] = words
        return listed

    def test_its_name_is_well_formed(self, provided: Any) -> None:
        """Name the catalogue by the BCP 47 tag of its language, such as 'is' or 'nn-NO'."""
        assert isinstance(provided.name, str), f"{self.told(provided)} has no name. Give it a language tag."
        assert LANGUAGE_TAG.fullmatch(provided.name), f"{self.told(provided)} is not named by a language tag."

    def test_it_has_messages(self, provided: Any) -> None:
        """Compile the catalogue with its translations: an empty one gives a report in English."""
        assert len(self.messages(provided)) > 1, f"{self.told(provided)} translates nothing. Compile it."

    def test_every_blank_is_filled_in(self, provided: Any) -> None:
        """Keep the names in braces just as they are in English: they are filled in."""
        plurals = _plurals(provided.file.read_bytes())
        for message, words in self.messages(provided).items():
            if not message:
                continue
            sentence = message.partition("\x04")[2] or message
            named = {name for _, name, _, _ in Formatter().parse(sentence) if name}
            several = plurals.get(re.sub(r" \([0-9]+\)$", "", message), "")
            named |= {name for _, name, _, _ in Formatter().parse(several) if name}
            given_back = {name for _, name, _, _ in Formatter().parse(words) if name}
            assert given_back <= named | {"number"}, (
                f"{self.told(provided)} has {sorted(given_back - named)} in the translation of {message!r},"
                " which nothing fills in."
            )


def _plurals(content: bytes) -> dict[str, str]:
    """Return the sentences for many of a compiled catalogue by those for one, which gettext does not show."""
    order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
    count, table = struct.unpack_from(f"{order}2I", content, 8)
    plurals = {}
    for number in range(count):
        length, start = struct.unpack_from(f"{order}2I", content, table + 8 * number)
        one, _, many = content[start : start + length].decode("utf-8").partition("\0")
        plurals[one] = many
    return plurals
