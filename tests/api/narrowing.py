"""What no longer holds of a schema: documents that fitted
and do not, and keys that need not be there any more."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen
from schema_generator.documents import DOCUMENTS

from kompass_spec.documents.schemas import read_schema

_SAME = ("type", "pattern", "format", "const", "minimum", "maximum", "minItems", "maxItems", "minProperties")
"""The keywords of a schema whose value has to stay, or to go."""
_INSIDE = ("items", "propertyNames", "additionalProperties", "if", "then")


def schemas() -> dict[str, Any]:
    """Return the shipped schemas by name."""
    return {name: read_schema(name) for name in sorted(DOCUMENTS)}


def narrowed(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield what new schemas of the same identifiers no longer take or no longer promise, a sentence each."""
    for name, before in old.items():
        after = new.get(name)
        if after is None:
            yield f"the schema {name} is gone"
        elif after["$id"] == before["$id"]:
            yield from dict.fromkeys(_Pair(before, after, name, before, after).broken())


@frozen
class _Pair:
    """Compare one part of a schema as it was and as it is; ``seen`` are the definitions that hold it."""

    old: Any
    new: Any
    place: str
    old_root: Any
    new_root: Any
    seen: tuple[tuple[str | None, str | None], ...] = ()

    def broken(self) -> Iterator[str]:
        """Yield what is broken of it and of everything in it."""
        named = (self.old.get("$ref"), self.new.get("$ref"))
        if named in self.seen:
            return
        one = evolve(
            self,
            old=_resolved(self.old, self.old_root),
            new=_resolved(self.new, self.new_root),
            seen=self.seen if named == (None, None) else (*self.seen, named),
        )
        yield from one.values()
        yield from one.keys()
        yield from one.alternatives()
        for keyword in _INSIDE:
            if isinstance(one.old.get(keyword), dict) and isinstance(one.new.get(keyword), dict):
                yield from one.at(one.old[keyword], one.new[keyword], keyword).broken()

    def at(self, old: Any, new: Any, step: str) -> "_Pair":
        """Return the comparison of what stands beneath a step."""
        return evolve(self, old=old, new=new, place=f"{self.place}/{step}")

    def values(self) -> Iterator[str]:
        """Yield the values that do not fit any more."""
        for keyword in _SAME:
            if keyword in self.new and self.new[keyword] != self.old.get(keyword):
                yield f"{self.place}: {keyword} was {self.old.get(keyword)!r} and is {self.new[keyword]!r}"
        if "enum" in self.new and not set(map(str, self.old.get("enum", ["anything"]))) <= set(
            map(str, self.new["enum"])
        ):
            yield f"{self.place}: fewer values are allowed"

    def keys(self) -> Iterator[str]:
        """Yield the keys that are gone, required or not promised any more."""
        closed = self.new.get("additionalProperties") is False
        before, after = set(self.old.get("required", ())), set(self.new.get("required", ()))
        yield from (f"{self.place}/{key}: need not be there any more" for key in sorted(before - after))
        # What is only written may promise more; what is read must not ask for more.
        yield from (f"{self.place}/{key}: is now required" for key in sorted(after - before) if closed)
        if closed and self.old.get("additionalProperties") is not False:
            yield f"{self.place}: other keys are refused"
        for key, shape in self.old.get("properties", {}).items():
            if key in self.new.get("properties", {}):
                yield from self.at(shape, self.new["properties"][key], key).broken()
            else:
                yield f"{self.place}/{key}: is gone"

    def alternatives(self) -> Iterator[str]:
        """Yield the alternatives that do not fit any more."""
        if "anyOf" not in self.new:
            return
        for position, shape in enumerate(self.old.get("anyOf", [self.old])):
            found = [list(self.at(shape, other, str(position)).broken()) for other in self.new["anyOf"]]
            if [] not in found:
                yield from min(found, key=len)


def _resolved(schema: Any, root: Any) -> Any:
    if "$ref" not in schema:
        return schema
    here = root
    for step in schema["$ref"].removeprefix("#/").split("/"):
        here = here[step]
    return {**here, **{key: value for key, value in schema.items() if key != "$ref"}}
