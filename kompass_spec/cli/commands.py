"""The commands in the groups that the help shows, each with its summary, and where each is at home.

The table stands apart from the commands so that the help need not import them.
"""

from importlib import import_module
from typing import Any

from kompass_spec.cli.options import Command

__all__ = ["COMMANDS", "GROUPS", "EndedError", "load_command"]


class EndedError(SystemExit):
    """End the program because a parser has done all that was asked for, as after ``--help``."""


GROUPS = {
    "results": {
        "template": "make a workbook to carry out an evaluation on an edition in",
        "import": "read printed reports into assessments",
        "score": "score reports or assessments exactly, and list every discrepancy",
        "convert": "say what results mean on another edition: proved, assumed and adjusted",
        "compare": "lay results side by side, and say what may be concluded of every change",
        "cohort": "say what published results say together, and where a result stands among them",
        "render": "show scorecards or assessments that were saved as JSON",
        "report": "import, score and show a printed report in one step",
        "verify-certificate": "check that the calculations behind figures prove what they say",
    },
    "editions and mappings": {
        "editions": "list the editions of the framework that are installed",
        "show": "show an edition, or one area or question of it",
        "check": "check edition files and other files of the package, all problems at once",
        "diff": ("tell two editions, mappings or releases apart, and the version step that the changes make"),
        "release": "publish an edition or a mapping as a frozen release, or withdraw one",
        "sign": "sign the head of a ledger and its releases with a key of your own",
        "verify": "prove offline that every release is what was published",
        "lint-mapping": "find what is wrong in mappings of others, in OSCAL or SSSOM",
        "schema": "print the JSON Schema of a document, or list those that there are",
    },
    "plugins": {
        "new": "make a small distribution to begin with: a variant, an edition or a plugin",
        "plugins": "list the installed plugins, and those that cannot be used",
    },
}
"""Every command with its summary, in the groups that the help shows."""

COMMANDS = {name: summary for group in GROUPS.values() for name, summary in group.items()}
"""Every command with its summary."""


def load_command(name: str) -> Command[Any]:
    """Return a command with its arguments, importing its module and no other command's."""
    module = "new.command" if name == "new" else f"{name.replace('-', '_')}_command"
    command: Command[Any] = import_module(f"kompass_spec.cli.{module}").COMMAND
    return command
