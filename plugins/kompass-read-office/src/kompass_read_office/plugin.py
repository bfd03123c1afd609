"""Bring the containers of office files to kompass-spec."""

from collections.abc import Sequence

from kompass_read_office.containers import OFFICE_CONTAINERS
from kompass_spec import Container, hookimpl

kompass_api = 1


@hookimpl
def kompass_containers() -> Sequence[Container]:
    """Return one container for each of the four kinds of file."""
    return OFFICE_CONTAINERS
