"""Say for the terminal whether ledgers are whole, and what was pinned."""

from collections.abc import Iterable, Iterator

from kompass_spec.cli.option_names import as_options
from kompass_spec.cli.output import folded
from kompass_spec.releases.pinning import Pinning
from kompass_spec.releases.verification import Verified
from kompass_spec.wording.wording import Wording

__all__ = ["pinning_lines", "verification_lines"]

_INDENT = "    "


def verification_lines(verifications: Iterable[Verified], wording: Wording) -> Iterator[str]:
    """Yield the state and the head of every ledger, below it what was signed, withdrawn or not checked."""
    say = wording.say
    for ledger in verifications:
        number = wording.count("{number} entry", "{number} entries", ledger.releases)
        state = say("not whole") if ledger.problems else say("whole")
        yield folded([f"{ledger.name}: {number}, {state}"], indent=_INDENT)
        said = (
            say("head {digest}", digest=ledger.head or say("unknown")),
            *(
                say(
                    "signed up to entry {entries} of {all} by {key}",
                    entries=signed.entries,
                    all=ledger.releases,
                    key=signed.key,
                )
                for signed in ledger.signed
            ),
            *(say("not checked: {reason}", reason=as_options(reason)) for reason in ledger.unchecked),
            *(say("withdrawn: {reason}", reason=as_options(reason)) for reason in ledger.withdrawn),
        )
        for line in said:
            yield folded([f"  {line}"], indent=_INDENT)


def pinning_lines(pinning: Pinning | None, wording: Wording) -> Iterator[str]:
    """Yield what a file of pins has got, and what is pinned in it and not installed."""
    if pinning is None:
        return
    say = wording.say
    if pinning.changes:
        yield say("Pinned in {file}:", file=pinning.file)
        yield from (folded([f"  {change}"], indent=_INDENT) for change in pinning.changes)
    else:
        sentence = say("Every ledger leads through what {file} pins, and nothing is new.", file=pinning.file)
        yield folded([sentence], indent=_INDENT)
    for missing in pinning.missing:
        sentence = say("not checked: {reason}", reason=missing)
        yield folded([f"  {sentence}"], indent=_INDENT)
