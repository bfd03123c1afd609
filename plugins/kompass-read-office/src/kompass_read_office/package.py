"""The parts of a file of Word or Excel, and how they refer to each other."""

import posixpath
from typing import final

from attrs import frozen

from kompass_read_office.archive import Archive
from kompass_read_office.parsing import Element, attribute, children, parse
from kompass_read_office.refusals import other_content

__all__ = ["Relation", "main_part", "parsed", "relations"]

_MOST_RELATIONS = 20_000


@final
@frozen
class Relation:
    """Say that a part refers to another: ``kind`` is the last word of its type, such as ``header``."""

    kind: str
    part: str


def relations(archive: Archive, part: str) -> dict[str, Relation]:
    """Return what a part refers to within the file, by id; what lies outside is never followed."""
    folder, _, name = part.rpartition("/")
    root = parsed(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}
    if root is None:
        return found
    for relation in list(children(root, "Relationship"))[:_MOST_RELATIONS]:
        if attribute(relation, "TargetMode") == "External":
            continue
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or ""))
        found[attribute(relation, "Id") or ""] = Relation(kind, target.lstrip("/"))
    return found


def main_part(archive: Archive) -> str:
    """Return the name of the part that holds the document or the workbook."""
    for relation in relations(archive, "").values():
        if relation.kind == "officeDocument" and relation.part in archive.names:
            return relation.part
    raise other_content()


def parsed(archive: Archive, part: str) -> Element | None:
    """Return the root of a part, ``None`` where the file has no such part."""
    content = archive.part(part)
    return parse(content) if content else None
