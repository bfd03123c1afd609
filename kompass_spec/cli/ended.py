"""The end of a command that a parser has done by itself, such as to show the help."""

from typing import final

__all__ = ["EndedError"]


@final
class EndedError(SystemExit):
    """End the program because a parser has done all that was asked for; no plugin's ``SystemExit`` is one."""
