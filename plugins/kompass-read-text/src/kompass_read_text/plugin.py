"""Bring the containers of text, HTML and CSV to kompass-spec."""

from collections.abc import Sequence

from kompass_read_text.text import TextContainer
from kompass_spec import Container, hookimpl

kompass_api = 1


@hookimpl
def kompass_containers() -> Sequence[Container]:
    """Return the containers of this package."""
    return [TextContainer()]
