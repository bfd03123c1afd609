"""What is public beside Python's names: commands, codes of errors and contracts, and what breaks each."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kompass_spec.cli.parser import build_parser
from kompass_testing import contracts, pytest_plugin

ROOT = Path(__file__).parents[2]
_CODES = re.compile(r"^### `([a-z-]+)`$", re.MULTILINE)


def promises() -> dict[str, Any]:
    """Return the commands with their options, the codes of
    errors, the contracts and the fixtures for pytest."""
    return {
        "commands": _commands(),
        "codes": sorted(set(_CODES.findall((ROOT / "docs/reference/errors.md").read_text("utf-8")))),
        "contracts": {
            name: getattr(getattr(contracts, name), "fixture", None) for name in sorted(contracts.__all__)
        },
        "fixtures": sorted(pytest_plugin.__all__),
    }


def _commands() -> dict[str, Any]:
    (commands,) = [
        action
        for action in build_parser()._actions  # noqa: SLF001 - argparse has no other way to list what it parses
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - likewise
    ]
    return {name: _options(parser) for name, parser in sorted(commands.choices.items())}


def _options(parser: argparse.ArgumentParser) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list what it parses
        choices = sorted(action.choices) if action.choices is not None else None
        for name in action.option_strings or [str(action.metavar or action.dest)]:
            found[name] = {"required": action.required, "nargs": action.nargs, "choices": choices}
    return found


def broken(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield what somebody who relied on the old promises cannot rely on any more, a sentence each."""
    for name, options in old["commands"].items():
        after = new["commands"].get(name)
        if after is None:
            yield f"the command {name} is gone"
            continue
        for option, had in options.items():
            has = after.get(option)
            if has is None:
                yield f"kompass {name}: {option} is gone"
            elif has["nargs"] != had["nargs"] or (has["required"] and not had["required"]):
                yield f"kompass {name}: {option} takes something else"
            elif has["choices"] is not None and not set(had["choices"] or ()) <= set(has["choices"]):
                yield f"kompass {name}: {option} takes fewer values"
        yield from (
            f"kompass {name}: {option} is required"
            for option, has in after.items()
            if option not in options and has["required"]
        )
    yield from (f"the code {code} is gone" for code in old["codes"] if code not in new["codes"])
    yield from (f"the fixture {name} is gone" for name in old["fixtures"] if name not in new["fixtures"])
    for name, fixture in old["contracts"].items():
        if name not in new["contracts"]:
            yield f"the contract {name} is gone"
        elif new["contracts"][name] != fixture:
            yield f"{name}: the fixture to give was {fixture} and is {new['contracts'][name]}"
