"""Canonical JSON done again from RFC 8785 in a few plain lines; it shares no code with the package."""

import hashlib
import json


class Refused(Exception):  # noqa: N818 - it is no error of the program
    """The data have no canonical form here."""


def read(text):
    """Read JSON; a key that stands twice in one object has no meaning, and is refused."""

    def table(pairs):
        if len({key for key, _ in pairs}) != len(pairs):
            raise Refused
        return dict(pairs)

    def refuse(_):
        raise Refused

    try:
        return json.loads(text, object_pairs_hook=table, parse_float=refuse, parse_constant=refuse)
    except json.JSONDecodeError:
        raise Refused from None


def canonical(data):
    """Write data with the keys of every object in the order
    of their UTF-16 code units, and no white space."""
    if data is None or data is True or data is False:
        return {None: "null", True: "true", False: "false"}[data]
    if isinstance(data, int):
        if not -(2**53) < data < 2**53:
            raise Refused
        return str(data)
    if isinstance(data, str):
        return text(data)
    if isinstance(data, list):
        return "[" + ",".join(canonical(one) for one in data) + "]"
    units = {key: [int.from_bytes(pair) for pair in pairs(key)] for key in data}
    return (
        "{"
        + ",".join(f"{text(key)}:{canonical(data[key])}" for key in sorted(data, key=lambda key: units[key]))
        + "}"
    )


def pairs(key):
    coded = key.encode("utf-16-be", "surrogatepass")
    return [coded[place : place + 2] for place in range(0, len(coded), 2)]


SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text(words):
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in words):
        raise Refused
    return (
        '"' + "".join(SHORT.get(one, one if ord(one) >= 32 else f"\\u{ord(one):04x}") for one in words) + '"'
    )


def compact(data):
    """Leave out what is null or empty, the innermost first, but nothing from a list."""
    if isinstance(data, dict):
        kept = {key: compact(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value is not None and value not in ([], {})}
    return [compact(one) for one in data] if isinstance(data, list) else data


def sha256(words):
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def chain(entries):
    """Return the lines of a ledger, each naming the digest of the one before, and the digest of the last."""
    lines, previous = [], "0" * 64
    for entry in entries:
        line = canonical({**entry, "previous": previous})
        lines.append(line)
        previous = sha256(line + "\n")
    return lines, previous
