"""Say in the words of the command what messages of the library say in those of Python."""

import re

__all__ = ["FUNCTIONS", "OPTIONS", "as_options", "further_advice"]

OPTIONS = {
    **{
        name: f"--{name.replace('_', '-')}"
        for name in (
            "date",
            "distribution",
            "edition",
            "gaps_meant",
            "importer",
            "isolate",
            "linter",
            "look",
            "organisation",
            "reviewed_by",
            "to",
            "total",
            "unusual_day",
            "version",
            "year",
        )
    },
    "folder": "--framework",
    "keys": "--key",
    "language": "--lang",
    "limit": "--max-size",
}
"""The option of the command for an argument that messages of the library name."""

FUNCTIONS = {
    "plan_hand_over": "kompass release {} --hand-over DISTRIBUTION",
    "plan_take_back": "kompass release {} --take-back REASON",
}
"""The command for a function that messages of the library name, with the id that it is given."""

_FURTHER = {
    "bad-pins": ("", " kompass verify --pin FILE writes one."),
    "broken-ledger": (
        "Join them.",
        (
            " kompass release --join PUBLISHED puts the entries of the one after those of the other,"
            " PUBLISHED, which is the revision of git, or a checkout, of the branch that was published."
        ),
    ),
    "no-certificate": (
        "",
        " kompass convert and kompass score write one with --explain all --json.",
    ),
    "unwritable-file": ("Choose another place.", " -o names it."),
}
"""By a problem's code: how its message ends where the command can do something about it, and what."""

# Compiled where they are used: most commands have nothing to say of what is wrong.
_ARGUMENT = rf"`({'|'.join(OPTIONS)})=([^`\n]{{0,200}})`"
_FUNCTION = rf'`({"|".join(FUNCTIONS)})\(…, "([^"`\n]{{0,200}})"[^`\n]{{0,200}}\)`'
_FLAG = "True"


def as_options(sentence: str) -> str:
    """Return a sentence of the library as one of the command: with its options for the arguments named.

    >>> as_options("Decide with `edition=ID`, or leave `limit=` out. `low` is above `high`.")
    'Decide with --edition ID, or leave --max-size out. `low` is above `high`.'
    """
    sentence = re.sub(_FUNCTION, lambda found: FUNCTIONS[found[1]].format(found[2]), sentence)
    return re.sub(_ARGUMENT, _option, sentence)


def further_advice(code: str, sentence: str) -> str:
    """Return what the command adds to a message: what can be done about it with the command; often nothing.

    >>> further_advice("bad-pins", "This is no file of pins.")
    ' kompass verify --pin FILE writes one.'
    """
    ending, advice = _FURTHER.get(code, ("", ""))
    return advice if sentence.endswith(ending) else ""


def _option(found: re.Match[str]) -> str:
    value = "" if found[2] == _FLAG else found[2]
    return f"{OPTIONS[found[1]]} {value}".rstrip()
