"""Show the examples in docstrings as blocks of code in the generated reference."""  # noqa: INP001 - a plugin of what builds the site, in no package

import re
from typing import Any

from griffe import Extension, Object

EXAMPLE = re.compile(r"(?:^>>> .*\n?(?:^(?!>>> |$).*\n?)*)+", re.MULTILINE)


class FencedDoctests(Extension):
    """Put a fence around every run of prompts and what they print."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rewrite the docstring of one object."""
        if obj.docstring is not None:
            obj.docstring.value = EXAMPLE.sub(
                lambda found: f"```pycon\n{found[0].strip()}\n```\n", obj.docstring.value
            )
