"""Say for the terminal what ``kompass check`` found in order, and how much is known of it."""

import re
from collections.abc import Iterator

from kompass_spec.cli.output import folded
from kompass_spec.documents.kinds import DocumentKind
from kompass_spec.releases.checks import Checked
from kompass_spec.wording.editions import limits_of
from kompass_spec.wording.wording import Wording, message

__all__ = ["checked_lines"]

_INDENT = "    "
_KINDS = {
    DocumentKind.EDITION: message("edition"),
    DocumentKind.MAPPING: message("mapping"),
    DocumentKind.REGISTER: message("register"),
    DocumentKind.DATASET: message("dataset"),
    DocumentKind.ASSESSMENTS: message("assessments"),
    DocumentKind.SCORECARDS: message("scorecards"),
    DocumentKind.CONVERSIONS: message("conversions"),
    DocumentKind.RELEASED_EDITION: message("release of an edition"),
    DocumentKind.RELEASED_MAPPING: message("release of a mapping"),
    DocumentKind.VECTORS: message("vectors"),
}


def checked_lines(checked: Checked, wording: Wording) -> Iterator[str]:
    """Yield a line for everything that is in order, what was passed over, and what is not known."""
    kinds = {kind.value: wording.say(words) for kind, words in _KINDS.items()}
    for file, holds in checked.files:
        kind, *more = holds.split(": ", 1)
        held = ": ".join((kinds.get(kind, kind), *more))
        named = _named(file, wording)
        line = wording.say("{file}: fine ({holds})", file=named, holds=held)
        # The name of a file is not parted from what is said of it; only what is said beside that is long.
        yield folded([line], indent=_INDENT) if more else line
    if checked.passed_over:
        files = ", ".join(checked.passed_over)
        sentence = wording.say("Passed over, as nothing that is checked: {files}", files=files)
        yield folded([sentence], indent=_INDENT)
    if limits := limits_of(checked.editions, wording):
        yield f"\n{folded(limits, indent='  ')}"


def _named(file: str, wording: Wording) -> str:
    """Return what is in order: a file or an id, or how many organisations are registered."""
    registered = re.fullmatch(r"(\d+) organisations", file)
    if registered is None:
        return file
    return wording.count("{number} organisation", "{number} organisations", int(registered[1]))
