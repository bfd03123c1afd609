"""Check that what a mapping-collection refers to within itself is there, and only once."""

from collections.abc import Iterator, Mapping
from typing import Any, final

from kompass_spec.model import LintFinding, Severity

__all__ = ["References"]

_ORGANIZATION = "organization"


@final
class References:
    """Hold what can be referred to in a document: its roles, parties, locations and resources.

    The constraints of OSCAL list each of them in an index, in which an identifier stands once, and to which
    every reference has to correspond.
    """

    def __init__(self, collection: Mapping[str, Any]) -> None:
        metadata, matter = collection.get("metadata"), collection.get("back-matter")
        self._named: dict[str, dict[str, str]] = {"role": {}, "location": {}, "party": {}, "resource": {}}
        self._again: list[LintFinding] = []
        self._organizations: set[str] = set()
        self._collect(metadata, "roles", "id", "role", "/mapping-collection/metadata")
        self._collect(metadata, "locations", "uuid", "location", "/mapping-collection/metadata")
        self._collect(metadata, "parties", "uuid", "party", "/mapping-collection/metadata")
        self._collect(matter, "resources", "uuid", "resource", "/mapping-collection/back-matter")

    def _collect(self, holder: object, key: str, name: str, kind: str, pointer: str) -> None:
        for number, entry in _tables(holder, key):
            identifier = entry.get(name)
            if not isinstance(identifier, str):
                continue
            place = f"{pointer}/{key}/{number}/{name}"
            # A UUID is the same in small and in capital letters, and the token of a role is not.
            known = identifier.lower() if name == "uuid" else identifier
            if self._named[kind].setdefault(known, place) != place:
                sentence = f"The {name} {identifier[:60]!r} stands at another {kind} before. Each is of one."
                self._again.append(LintFinding(rule="duplicate-id", message=sentence, pointer=place))
            if kind == "party" and entry.get("type") == _ORGANIZATION:
                self._organizations.add(known)

    def has_resource(self, uuid: str) -> bool:
        """Tell whether a resource of the back matter has this identifier."""
        return uuid.lower() in self._named["resource"]

    def findings(self, collection: Mapping[str, Any]) -> Iterator[LintFinding]:
        """Find identifiers that stand twice, and references to nothing, anywhere outside of maps."""
        yield from self._again
        yield from self._roles_again(collection)
        # Without recursion: what others wrote may be deep.
        waiting: list[tuple[Any, str]] = [(collection, "/mapping-collection")]
        while waiting:
            here, place = waiting.pop()
            if isinstance(here, dict):
                yield from self._table_findings(here, place)
                waiting.extend(
                    (inside, f"{place}/{key.replace('~', '~0').replace('/', '~1')}")
                    for key, inside in here.items()
                    if isinstance(inside, (dict, list))
                )
            elif isinstance(here, list):
                waiting.extend((inside, f"{place}/{number}") for number, inside in enumerate(here))

    def map_findings(self, entry: Mapping[str, Any], place: str) -> Iterator[LintFinding]:
        """Find links of a map, and of its ends, to nothing."""
        yield from self._link_findings(entry, place)
        for side in ("sources", "targets"):
            for number, item in _tables(entry, side):
                yield from self._link_findings(item, f"{place}/{side}/{number}")

    def _roles_again(self, collection: Mapping[str, Any]) -> Iterator[LintFinding]:
        """Find a role whose parties are said in two places of the metadata."""
        seen: set[str] = set()
        for number, entry in _tables(collection.get("metadata"), "responsible-parties"):
            role = entry.get("role-id")
            if isinstance(role, str) and role in seen:
                sentence = f"The role {role[:60]!r} has its parties in two entries. Name all of them in one."
                pointer = f"/mapping-collection/metadata/responsible-parties/{number}/role-id"
                yield LintFinding(rule="duplicate-id", message=sentence, pointer=pointer)
            elif isinstance(role, str):
                seen.add(role)

    def _table_findings(self, table: dict[str, Any], place: str) -> Iterator[LintFinding]:
        role = table.get("role-id")
        if isinstance(role, str) and role not in self._named["role"]:
            yield _dangling(role, "role of the metadata", f"{place}/role-id")
        for key, kind in (("party-uuids", "party"), ("location-uuids", "location")):
            for number, uuid in _texts(table, key):
                if uuid.lower() not in self._named[kind]:
                    yield _dangling(uuid, f"{kind} of the metadata", f"{place}/{key}/{number}")
        for number, uuid in _texts(table, "member-of-organizations"):
            if uuid.lower() not in self._organizations:
                what = "party of the metadata that is an organization"
                yield _dangling(uuid, what, f"{place}/member-of-organizations/{number}")
        yield from self._link_findings(table, place)

    def _link_findings(self, table: Mapping[str, Any], place: str) -> Iterator[LintFinding]:
        for number, link in _tables(table, "links"):
            href = link.get("href")
            if (
                link.get("rel") == "reference"
                and isinstance(href, str)
                and href.startswith("#")
                and not self.has_resource(href[1:])
            ):
                yield _dangling(href, "resource of the back matter", f"{place}/links/{number}/href")


def _dangling(reference: str, what: str, pointer: str) -> LintFinding:
    sentence = f"{reference[:60]!r} is no {what}. Correct it, or add what it names."
    return LintFinding(rule="dangling-reference", message=sentence, pointer=pointer, severity=Severity.ERROR)


def _texts(table: Mapping[str, Any], key: str) -> Iterator[tuple[int, str]]:
    listed = table.get(key)
    for number, value in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(value, str):
            yield number, value


def _tables(holder: object, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Iterate over the tables in a list of a table; what is of another type is told by the schema."""
    listed = holder.get(key) if isinstance(holder, Mapping) else None
    for number, value in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(value, dict):
            yield number, value
