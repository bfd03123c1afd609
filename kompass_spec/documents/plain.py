"""Read and write TOML and JSON as plain data: exact, without duplicates, and the same bytes every time."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from kompass_spec.documents.text import composed
from kompass_spec.model.problems import InputError, Problem

__all__ = ["json_bytes", "parse_json", "parse_toml"]

_SHOWN = 80
_LONG_NUMBER = re.compile(r"(?<![\d_])[\d_]{4000,}")
_MOST_PARTS = 100
_PART = r"""(?:[\w-]+|"[^"\n]{0,80}"|'[^'\n]{0,80}')[ \t]{0,9}"""
_LONG_KEY = rf"""(?<![\w"'.-])(?:{_PART}\.[ \t]{{0,9}}){{{_MOST_PARTS}}}"""
"""A key of so many parts that to read it takes time that grows with the square of their number."""

_TOML_LINE = r"\(at line (\d+), column (\d+)\)"


def parse_toml(text: str) -> dict[str, Any]:
    """Return the TOML document as plain data, with every decimal exact and every letter composed.

    Editors write an ``ö`` as one sign or as two, and a name has to be the same name in both.

    Raise ``InputError`` where it is not TOML, with the line.

    >>> parse_toml("max = 2.7")
    {'max': Decimal('2.7')}
    """
    import tomllib

    _refuse_long_keys(text)
    try:
        return tomllib.loads(composed(text), parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        position = re.search(_TOML_LINE, str(error))
        sentence = re.sub(_TOML_LINE, "", str(error)).strip()
        line = int(position[1]) if position else text.count("\n") + 1
        written = (text.split("\n")[line - 1 : line] or [""])[0].strip()
        shown = f" The line is: {written[:_SHOWN]}{'…' if len(written) > _SHOWN else ''}" if written else ""
        advice = _advice(written, sentence)
        raise InputError(
            [Problem("bad-toml", f"This is not TOML: {sentence}. {advice}{shown}", line=line)]
        ) from None
    except _UnreadableNumberError as error:
        raise InputError([_too_long("bad-toml", text, str(error))]) from None
    except ValueError:
        # Of the values of TOML only a whole number can be too long for Python to read.
        number = _LONG_NUMBER.search(text)
        raise InputError([_too_long("bad-toml", text, number[0] if number else "")]) from None
    except RecursionError:
        raise InputError(
            [Problem("bad-toml", "The values are nested too deeply to be read. Make it flatter.")]
        ) from None


def _refuse_long_keys(text: str) -> None:
    """Raise ``InputError`` where a key has more parts than any document nests; comments are passed over."""
    for match in re.finditer(_LONG_KEY, text):
        if "#" not in text[text.rfind("\n", 0, match.start()) + 1 : match.start()]:
            line = text.count("\n", 0, match.start()) + 1
            sentence = f"A key in this line has more than {_MOST_PARTS} parts. Make it flatter."
            raise InputError([Problem("bad-toml", sentence, line=line)])


class _UnreadableNumberError(ValueError):
    """Carry a number that is beyond what Python can hold."""


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:
        raise _UnreadableNumberError(written) from None


def _too_long(code: str, text: str, written: str) -> Problem:
    """Return the problem that a number has more digits than anything that is counted here."""
    line = text[: text.find(written)].count("\n") + 1
    return Problem(code, "A number in this line is too long to be read. Write fewer digits.", line=line)


def _advice(line: str, complaint: str) -> str:
    """Say what is most often wrong with such a line, in words for somebody who has never seen TOML."""
    return next(_advices(line, complaint), "Correct this line, or the one above it.")


def _advices(line: str, complaint: str) -> Iterator[str]:
    """Yield what can be wrong with a line, the surest first."""
    if unseen := _unseen(line):
        yield f"There is a letter here that is not seen, U+{ord(unseen):04X}. Type the line anew."
    if re.search("[\u201c\u201d\u201e\u2019]", line):
        yield 'Write straight quotes (") around a text, not typographic ones.'
    if re.search(r"=\s*-?\d+,\d", line):
        yield "Write a decimal point, not a comma: 2.5."
    if re.fullmatch(r"\[[^\[\]]+\]", line) and "twice" in complaint:
        yield f"What stands several times has double brackets each time: [{line}]."
    if "overwrite" in complaint:
        yield (
            "A key stands twice in one block; perhaps a line such as [[areas.questions]] is missing above it."
        )
    if line.count('"') % 2:
        yield "A text begins and ends with a quote on the same line; one of them is missing."
    if re.match(r"[\w.-]+\s*=\s*[^\W\d]", line) and "true" not in line and "false" not in line:
        yield "A text stands in quotes."


def _unseen(line: str) -> str | None:
    """Return the first letter outside of quotes that no reader sees, such as a space that does not break."""
    outside = re.sub(r"\"[^\"]*\"|'[^']*'", "", line)
    return next((letter for letter in outside if not letter.isascii() and not letter.isprintable()), None)


class _UntrustedError(ValueError):
    """Say why a document is JSON by its letters only."""


def _no_constant(name: str) -> NoReturn:
    raise _UntrustedError(f"{name} is not a number of JSON")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _UntrustedError(f"the key {twice!r} is written twice")
    return table


def parse_json(text: str) -> Any:
    """Return the JSON document as plain data.

    A number with a decimal point becomes a float, which no quantity is. Raise ``InputError`` where it is not
    JSON, or where a key is written twice in one object.
    """
    import json

    try:
        return json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        sentence = f"This is not JSON: {error.msg} in column {error.colno}. Correct this line."
        raise InputError([Problem("bad-json", sentence, line=error.lineno)]) from None
    except _UntrustedError as error:
        raise InputError(
            [Problem("bad-json", f"This is not JSON that can be trusted: {error}. Correct it.")]
        ) from None
    except ValueError:
        number = _LONG_NUMBER.search(text)
        raise InputError([_too_long("bad-json", text, number[0] if number else "")]) from None
    except RecursionError:
        raise InputError(
            [Problem("bad-json", "The values are nested too deeply to be read. Make it flatter.")]
        ) from None


def json_bytes(data: object) -> bytes:
    r"""Return plain data as JSON in UTF-8, keys in the order given, with a line feed at the end.

    >>> json_bytes({"title": "Områden"}).decode()
    '{\n  "title": "Områden"\n}\n'
    """
    import json

    # Half of a letter outside the first plane, which a name or a text may hold, is written as JSON escapes
    # it.
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode(
        "utf-8", "backslashreplace"
    )
