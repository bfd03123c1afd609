"""Bring the containers of text, HTML, mail and CSV to kompass-spec."""

from collections.abc import Sequence

from kompass_read_text.csv_container import CsvContainer
from kompass_read_text.html_container import HtmlContainer
from kompass_read_text.mail_container import MailContainer
from kompass_read_text.text_container import TextContainer
from kompass_spec import Container, hookimpl

kompass_api = 1


@hookimpl
def kompass_containers() -> Sequence[Container]:
    """Return the containers of this package."""
    return [CsvContainer(), HtmlContainer(), MailContainer(), TextContainer()]
