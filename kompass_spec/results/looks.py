"""The look that an organisation gives its pages, with the texts that it adds to a result."""

from pathlib import Path

from kompass_spec.documents.looks import read_look_document
from kompass_spec.plugins.requests import Look
from kompass_spec.sheets.contents import Remarks

__all__ = ["read_look"]


def read_look(path: Path) -> tuple[Look, Remarks]:
    """Return the look and the texts in a TOML file; raise ``InputError`` with everything that is wrong."""
    read = read_look_document(path)
    look = Look(
        logo=read.logo,
        logo_type=read.logo_type,
        logo_text=read.logo_text,
        colour=read.main_colour,
        second_colour=read.second_colour,
        foot=read.foot,
    )
    return look, Remarks(comment=read.comment, decision=read.decision, has_radar=read.radar)
