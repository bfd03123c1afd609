"""Read and write files of pins, and find those of the package, of the user and of distributions."""

import os
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kompass_spec.documents.plain import json_bytes, parse_json
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.pins import Pin, PinFile, Pins, PinSource

__all__ = ["PINS", "VARIABLE", "parse_pins", "pins_bytes", "pins_in_force", "pins_of_folder"]

PINS = "pins.json"
"""The name of the file with the pins that a distribution brings beside its ledger; the core's has it too."""

VARIABLE = "KOMPASS_PINS"
"""The name of the variable that names the user's pins, or says ``none`` so that no pin is held."""

_FORM = 1
_TEXTS = ("distribution", "version", "head")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def pins_in_force(not_yet: Path | None = None) -> Pins:
    """Return the pins of this package, and those of the file that ``KOMPASS_PINS`` names.

    That file may be missing where it is ``not_yet`` there, because it is about to be written. Raise
    ``InputError`` where a file is not one of pins.
    """
    named = os.environ.get(VARIABLE, "")
    if named == "none":
        return Pins()
    core = parse_pins(
        files("kompass_spec.registry").joinpath(PINS).read_bytes(), "kompass-spec", PinSource.CORE
    )
    is_not_yet = named and not_yet is not None and not not_yet.exists() and _is_same(Path(named), not_yet)
    if not named or is_not_yet:
        return Pins((core,))
    try:
        content = Path(named).read_bytes()
    except OSError as error:
        sentence = (
            f"{VARIABLE} names this file, and it cannot be read ({error.strerror}). Correct {VARIABLE}."
        )
        raise InputError([Problem("bad-pins", sentence, named)]) from None
    return Pins((core, parse_pins(content, named, PinSource.LOCK)))


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def pins_of_folder(folder: Traversable, distribution: str) -> PinFile | None:
    """Return the pins that a distribution brings beside its ledger, ``None`` where it brings none.

    Raise ``InputError`` where the file is not one of pins.
    """
    file = folder.joinpath(PINS)
    if not file.is_file():
        return None
    return parse_pins(file.read_bytes(), distribution, PinSource.DISTRIBUTION, f"{distribution}: {PINS}")


def parse_pins(content: bytes, name: str, source: PinSource, where: str | None = None) -> PinFile:
    """Return the pins in the bytes of a file; raise ``InputError`` where they are none.

    ``name`` is what messages call the file when they speak of what it pins, ``where`` when they speak of it.
    """
    where = where or name
    try:
        data = parse_json(content.decode())
    except UnicodeDecodeError:
        raise InputError([_bad("It is not in UTF-8.", where)]) from None
    except InputError as error:
        raise InputError([_bad(str(error), where)]) from None
    if not isinstance(data, dict) or not isinstance(data.get("pins"), list):
        raise InputError([_bad("It has no list 'pins'.", where)])
    if data.get("form") != _FORM:
        sentence = f"Its form is {data.get('form')!r}, and this version of kompass-spec reads {_FORM}."
        raise InputError([_bad(sentence, where)])
    wrong = [
        _bad(f"{sentence} in pin {number}.", where)
        for number, one in enumerate(data["pins"], start=1)
        for sentence in _faults(one)
    ]
    if wrong:
        raise InputError(wrong)
    return PinFile(name=name, source=source, pins=tuple(map(_pin, data["pins"])))


def _faults(one: Any) -> list[str]:
    """Say what is wrong with the plain data of a pin."""
    if not isinstance(one, dict):
        return ["There is no table"]
    faults = [f"{key!r} is not a text" for key in _TEXTS if not isinstance(one.get(key), str)]
    faults += [f"{key!r} is not a list of texts" for key in ("earlier", "ids") if not _is_texts(one.get(key))]
    handed_over = one.get("handed_over")
    if not isinstance(handed_over, dict) or not _is_texts(list(handed_over.values())):
        faults.append("'handed_over' is not a table of texts")
    if not faults and not all(map(_DIGEST.fullmatch, (*one["earlier"], one["head"]))):
        faults.append("A head is not a SHA-256 in hexadecimal")
    if not faults and one.get("entries") != len(one["earlier"]) + 1:
        faults.append("'entries' is not the number of the heads")
    return faults


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _pin(one: dict[str, Any]) -> Pin:
    return Pin(
        distribution=one["distribution"],
        version=one["version"],
        heads=(*one["earlier"], one["head"]),
        ids=tuple(one["ids"]),
        handed_over=tuple(one["handed_over"].items()),
    )


def _bad(sentence: str, where: str) -> Problem:
    advice = "Take the file from where it is kept, or write another."
    return Problem("bad-pins", f"This is no file of pins: {sentence} {advice}", where)


def pins_bytes(pins: tuple[Pin, ...]) -> bytes:
    """Return pins as the bytes of a file, ordered by distribution."""
    return json_bytes(
        {
            "form": _FORM,
            "pins": [
                {
                    "distribution": pin.distribution,
                    "version": pin.version,
                    "entries": len(pin.heads),
                    "head": pin.head,
                    "ids": list(pin.ids),
                    "handed_over": dict(pin.handed_over),
                    "earlier": list(pin.heads[:-1]),
                }
                for pin in sorted(pins, key=lambda pin: (pin.distribution, pin.heads))
            ],
        }
    )
