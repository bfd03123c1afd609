"""Pin the heads of this repository's ledgers anew: ``uv run python tests/releases/refresh_pins.py``.

A head that was pinned is never lowered: where a ledger does not lead through it, nothing is written.
"""

import sys
import tomllib
from pathlib import Path

from kompass_spec.registry.ledger import read_ledger
from kompass_spec.registry.pin_files import parse_pins, pins_bytes
from kompass_spec.registry.pins import Pin, PinSource, pin_of

ROOT = Path(__file__).parents[2]
FILE = ROOT / "kompass_spec/registry/pins.json"
FOLDERS = {
    ROOT: "kompass_spec/releases/conformance",
    ROOT / "frameworks": "kompass_frameworks",
    ROOT / "plugins/kompass-variant-dk": "src/kompass_variant_dk",
    ROOT / "plugins/kompass-variant-no": "src/kompass_variant_no",
}


def pins_now() -> tuple[Pin, ...]:
    """Return the pins of the ledgers as they are."""
    pins = []
    for project, folder in FOLDERS.items():
        named = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
        pins.append(pin_of(read_ledger(project / folder), named["name"], named["version"]))
    return tuple(pins)


def lowered(before: tuple[Pin, ...], now: tuple[Pin, ...]) -> list[str]:
    """Return the distributions whose ledgers no longer lead through what is pinned of them."""
    heads = {pin.distribution: pin.heads for pin in now}
    return [
        pin.distribution for pin in before if heads.get(pin.distribution, ())[: len(pin.heads)] != pin.heads
    ]


def main() -> None:
    """Write the file, unless a head would be lowered."""
    now = pins_now()
    before = parse_pins(FILE.read_bytes(), "kompass-spec", PinSource.CORE).pins if FILE.exists() else ()
    if wrong := lowered(before, now):
        sys.exit(f"These ledgers do not lead through what is pinned of them: {', '.join(wrong)}.")
    FILE.write_bytes(pins_bytes(now))


if __name__ == "__main__":
    main()
