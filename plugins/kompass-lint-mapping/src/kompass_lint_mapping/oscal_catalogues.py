"""Read the catalogues of OSCAL that a mapping-collection joins."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, final

from attrs import frozen

from kompass_lint_mapping.beside import CannotReadError, path_of, read_beside

__all__ = ["Catalogue", "read_catalogue", "resource_named"]


@final
@frozen
class Catalogue:
    """Hold the ids of everything in a catalogue, and those of its controls and of the parts of controls."""

    ids: frozenset[str]
    controls: frozenset[str]
    parts: frozenset[str]

    def complaint(self, code: str, kind: object) -> str | None:
        """Return what is wrong with an end of this kind, in the words that follow the catalogue's name.

        >>> catalogue = Catalogue(frozenset(("a-1", "a-1_smt")), frozenset(("a-1",)), frozenset(("a-1_smt",)))
        >>> catalogue.complaint("a-1", "control"), catalogue.complaint("a-2", "control")
        (None, "has no control or statement 'a-2'.")
        """
        if code not in self.ids:
            return f"has no control or statement {code!r}."
        if kind == "control" and code not in self.controls:
            other = "a statement" if code in self.parts else "something else, such as a group,"
            return f"has no control {code!r}; {other} is called so."
        if kind == "statement" and code not in self.parts:
            other = "a control" if code in self.controls else "something else, such as a group,"
            return f"has no statement {code!r}; {other} is called so."
        return None


def resource_named(href: str, collection: Mapping[str, Any]) -> tuple[str, str]:
    """Return the reference that leads to a resource, and a name that is the same however it is referred to.

    An ``href`` that is only a fragment names a resource in the back matter, which may say where it lies in
    several formats: JSON is preferred, and what lies beside the file.

    >>> resource_named("./one.json", {}), resource_named("https://example.org/one.json", {})
    (('./one.json', 'one.json'), ('https://example.org/one.json', 'https://example.org/one.json'))
    """
    reference = href
    if href.startswith("#"):
        links = sorted(_links(href[1:], collection), key=_distance)
        reference = links[0] if links else href
    return reference, path_of(reference) or reference


def _links(uuid: str, collection: Mapping[str, Any]) -> Iterator[str]:
    matter = collection.get("back-matter")
    for resource in _tables_in(matter, "resources"):
        if str(resource.get("uuid")).lower() == uuid.lower():
            for link in _tables_in(resource, "rlinks"):
                if isinstance(link.get("href"), str):
                    yield link["href"]


def _tables_in(holder: object, key: str) -> Iterator[dict[str, Any]]:
    """Iterate over the tables in a list that a table holds; what is of another type holds none."""
    listed = holder.get(key) if isinstance(holder, dict) else None
    if isinstance(listed, list):
        yield from (entry for entry in listed if isinstance(entry, dict))


def _distance(reference: str) -> tuple[bool, bool]:
    path = path_of(reference)
    return path is None, not (path or "").lower().endswith(".json")


def read_catalogue(file: str, reference: str) -> Catalogue | str:
    """Return the catalogue that ``file`` refers to, or the end of a sentence that says why it is not read."""
    if reference.startswith("#"):
        return "no resource in the back matter of this file has that uuid and says where it lies."
    try:
        text = read_beside(file, reference)
    except CannotReadError as error:
        return str(error)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return "it is not JSON, the only format of OSCAL that is read here."
    if isinstance(data, dict) and "profile" in data:
        return "it is a profile. Resolve it to a catalogue, and name that."
    if not isinstance(data, dict) or not isinstance(data.get("catalog"), dict):
        return "it is not an OSCAL catalogue in JSON."
    codes: dict[str, set[str]] = {}
    for key, code in _ids(data["catalog"]):
        codes.setdefault(key, set()).add(code)
    return Catalogue(
        ids=frozenset().union(*codes.values()),
        controls=frozenset(codes.get("controls", ())),
        parts=frozenset(codes.get("parts", ())),
    )


def _ids(catalogue: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Iterate over the ids of everything in a catalogue, each with the key of the list that it is in."""
    # Without recursion: a catalogue may be deep.
    waiting = [(key, value) for key, value in catalogue.items() if key not in {"metadata", "back-matter"}]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, dict):
            code = value.get("id")
            if isinstance(code, str):
                yield key, code
            waiting.extend(value.items())
        elif isinstance(value, list):
            waiting.extend((key, inside) for inside in value)
