"""A renderer that does what is not its to do."""

import pytest

RENDERER = """
from kompass_spec import hookimpl
kompass_api = 1

def deed():
    {deed}

class Shown:
    name = "shown"
    endings = (".shown",)

    def render(self, request):
        {rendering}
        return b"shown"

@hookimpl
def kompass_renderers():
    return [Shown()]

{loading}
"""


def source_of(deed, *, loading=True, rendering=True):
    """Return the source of a renderer that does a deed when it is loaded, and when it renders."""
    return RENDERER.format(
        deed="\n    ".join(deed.splitlines()),
        loading="deed()" if loading else "",
        rendering="deed()" if rendering else "pass",
    )


@pytest.fixture
def renderer():
    """What returns the source of such a renderer, for what it does."""
    return source_of
