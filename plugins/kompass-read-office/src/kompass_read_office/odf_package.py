"""The parts of an OpenDocument file."""

from kompass_read_office.archive import Archive
from kompass_read_office.parsing import Element, children, parse
from kompass_read_office.refusals import encrypted, other_content

__all__ = ["odf_body", "odf_part"]

_MANIFEST = "META-INF/manifest.xml"


def odf_part(archive: Archive, name: str) -> Element | None:
    """Return the root of a part, ``None`` where there is none.

    Raise ``InputError`` where a password protects the file, or the part is no XML.
    """
    if b"encryption-data" in archive.part(_MANIFEST) or "encrypted-package" in archive.names:
        raise encrypted()
    content = archive.part(name)
    return parse(content) if content else None


def odf_body(content: Element | None, kind: str) -> Element:
    """Return what holds the document; raise ``InputError`` where it is not of the kind."""
    for body in children(content, "body") if content is not None else ():
        for inner in children(body, kind):
            return inner
    raise other_content()
