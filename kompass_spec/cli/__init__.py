"""The command ``kompass``: a thin layer over the documented functions of the package."""

import gc
import sys

from kompass_spec._face import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

INTERRUPTED = 130
"""The exit code after an interrupt, as shells have it."""


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command and return its exit code: 0 fine, 1 the input has problems, 2 wrong usage.

    >>> main(["--version"])
    kompass 0.2.0
    0
    """
    try:
        return _guarded(arguments)
    except KeyboardInterrupt:
        # It may come at any moment, also while what catches it elsewhere is still being imported.
        print("kompass: interrupted; nothing half-written is left behind.", file=sys.stderr)
        return INTERRUPTED


def _guarded(arguments: "Sequence[str] | None") -> int:
    from kompass_spec.cli.streams import guarded

    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        # Imports make many objects that live to the end; looking through them again and again finds nothing.
        gc.set_threshold(500_000)
    code = guarded(lambda: _answer(given))
    if arguments is None:
        if "kompass_spec.plugins.leftovers" in sys.modules:
            from kompass_spec.plugins.leftovers import end_leftovers

            code = end_leftovers() or code
        # The interpreter looks through all of them several times before it ends, and frees them anyway.
        gc.freeze()
    return code


def _answer(given: list[str]) -> int:
    if given in (["--version"], ["-V"]):
        # Answered here because everything else imports attrs, which takes longer than the answer.
        from kompass_spec._face import __version__

        print(f"kompass {__version__}")
        return 0
    from kompass_spec.cli.run import run

    return run(given)
