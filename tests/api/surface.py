"""The public API as plain data, and what has broken from one version of it to another, as griffe finds it."""

import inspect
import json
import re
import runpy
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, get_origin

import griffe

import kompass_spec
from kompass_spec.plugins import hooks

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs/reference/python.md"
FACADES = (
    "kompass_spec",
    "kompass_spec.model",
    "kompass_spec.plugins.hooks",
    "kompass_spec.plugins.requests",
)
"""The modules all of whose names are public; further ones are public where the page on Python lists them."""

PROMISES = runpy.run_path(str(HERE / "promises.py"))
NARROWING = runpy.run_path(str(HERE / "narrowing.py"))
CHANGES = runpy.run_path(str(HERE / "changes.py"))
NEXT = HERE / "api-next.txt"
"""The API as it is between releases, a line for each member."""

KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional-only",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional or keyword",
    inspect.Parameter.VAR_POSITIONAL: "variadic positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword-only",
    inspect.Parameter.VAR_KEYWORD: "variadic keyword",
}


def documented() -> dict[str, list[str]]:
    """Return the names that the page on Python lists, by module; all of a module's where it names none."""
    found = re.findall(
        r"^::: ([\w.]+)(?:\n    options:\n      members: \[(.*?)\])?",
        PAGE.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    return {
        module: re.split(r",\s*", listed.strip()) if listed else list(import_module(module).__all__)
        for module, listed in found
    }


def public_names(module: str) -> list[str]:
    """Return the public names of a module: those that it lists, of the package's face all that it has."""
    return dir(kompass_spec) if module == "kompass_spec" else list(import_module(module).__all__)


def exported() -> dict[str, list[str]]:
    """Return every public name by the module that it is imported from."""
    names = {module: sorted(public_names(module)) for module in FACADES}
    for module, listed in documented().items():
        names[module] = sorted({*names.get(module, []), *listed})
    return dict(sorted(names.items()))


def surface() -> dict[str, Any]:
    """Return the public API as it is now."""
    return {
        "version": kompass_spec.__version__,
        "plugin_api": hooks.API_VERSION,
        "hooks": {kind: protocol.__name__ for kind, (_, protocol) in sorted(hooks.HOOKS.items())},
        "hook_names": {
            kind: [name for name in vars(specified) if name.startswith("kompass_")]
            for kind, (specified, _) in sorted(hooks.HOOKS.items())
        },
        **PROMISES["promises"](),
        "modules": {
            module: {
                name: described(getattr(import_module(module), name))
                for name in names
                if name != "__version__"
            }
            for module, names in exported().items()
        },
    }


def described(value: Any) -> dict[str, Any]:
    """Return what callers rely on of an object: its kind, its parameters, its members and their values."""
    if isinstance(value, type):
        return _class(value)
    if callable(value) and get_origin(value) is None:  # the name of a type is no function
        return _function(value)
    return {"kind": "attribute", **({"value": value} if isinstance(value, (str, int)) else {})}


def _class(kind: type) -> dict[str, Any]:
    is_protocol = bool(getattr(kind, "_is_protocol", False))
    data: dict[str, Any] = {
        "kind": "class",
        "bases": [base.__name__ for base in kind.__bases__ if base is not object],
    }
    members: dict[str, Any] = {}
    if is_protocol:
        data["protocol"] = True
    elif not issubclass(kind, Enum):
        members["__init__"] = {"kind": "function", "parameters": _parameters(kind)}
    ours = [base for base in kind.__mro__ if base.__module__.startswith("kompass_spec")]
    for name in sorted({name for base in ours for name in vars(base) if not name.startswith("_")}):
        member = inspect.getattr_static(kind, name)
        if isinstance(member, kind):  # a member of an enumeration
            members[name] = {"kind": "attribute", "value": getattr(member, "value", None)}
        elif isinstance(member, (classmethod, staticmethod)) or inspect.isfunction(member):
            members[name] = _function(getattr(kind, name))
        elif isinstance(member, property) and member.fget is not None:
            members[name] = {"kind": "attribute", **_returned(member.fget)}
        else:
            annotated = _annotations(kind).get(name)
            members[name] = {"kind": "attribute", **({"returns": annotated} if annotated else {})}
    return {**data, "members": members}


def _function(function: Any) -> dict[str, Any]:
    return {"kind": "function", "parameters": _parameters(function), **_returned(function)}


def _returned(function: Any) -> dict[str, Any]:
    annotated = getattr(function, "__annotations__", {}).get("return")
    return {"returns": _type(annotated)} if "return" in getattr(function, "__annotations__", {}) else {}


def _annotations(kind: type) -> dict[str, str]:
    """Return the annotations of fields, those of a class over those of its bases."""
    return {
        name: _type(annotated)
        for base in reversed(kind.__mro__)
        for name, annotated in vars(base).get("__annotations__", {}).items()
    }


def _type(annotated: Any) -> str:
    """Return an annotation as it is written: without quotes and without modules."""
    said = annotated if isinstance(annotated, str) else inspect.formatannotation(annotated)
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", said).strip("'\"")


def _parameters(function: Any) -> list[list[str | None]]:
    try:
        signature = inspect.signature(function)
    except ValueError:  # what is made as a class of Python's own is, such as an error
        return []
    return [
        [one.name, KINDS[one.kind], None if one.default is one.empty else _default(one.default)]
        for one in signature.parameters.values()
    ]


def _default(value: Any) -> str:
    # Where an object lies in memory is another each time.
    return getattr(value, "__qualname__", None) or re.sub(r" at 0x[0-9a-f]+", "", repr(value))


def snapshot() -> dict[str, Any]:
    """Return the API of the last release, as it was frozen."""
    (file,) = HERE.glob("api-*.json")
    frozen: dict[str, Any] = json.loads(file.read_text("utf-8"))
    if file.name != f"api-{frozen['version']}.json":
        raise ValueError(f"{file.name} holds the API of {frozen['version']}")
    return frozen


def frozen_schemas() -> dict[str, Any]:
    """Return the schemas of the last release."""
    found: dict[str, Any] = json.loads((HERE / f"schemas-{snapshot()['version']}.json").read_text("utf-8"))
    return found


def section(now: dict[str, Any]) -> str:
    """Return what the changelog says of the API: what is new, gone and another since the last release."""
    old = snapshot()
    written: str = CHANGES["changelog_section"](
        old, now, frozen_schemas(), NARROWING["schemas"](), breakages(old, now)
    )
    return written


def held_section(changelog: str) -> str:
    """Return what the changelog says of it under the first version; nothing where it says nothing."""
    newest = changelog.partition("\n## ")[2].partition("\n## ")[0]
    _, heading, held = newest.partition(CHANGES["HEADING"])
    return heading + re.split(r"\n#", held, maxsplit=1)[0].rstrip() if heading else ""


def _griffe(name: str, data: dict[str, Any]) -> griffe.Object:
    if data["kind"] == "attribute":
        return griffe.Attribute(name, value=repr(data.get("value")))
    if data["kind"] == "function":
        parameters = [
            griffe.Parameter(given, kind=griffe.ParameterKind(kind), default=default)
            for given, kind, default in data["parameters"]
        ]
        return griffe.Function(name, parameters=griffe.Parameters(*parameters))
    kind = griffe.Class(name, bases=list(data["bases"]))
    for member, inner in data["members"].items():
        kind.set_member(member, _griffe(member, inner))
    return kind


def _module(name: str, objects: dict[str, Any]) -> griffe.Module:
    module = griffe.Module(name, filepath=None, modules_collection=griffe.ModulesCollection())
    for one, data in objects.items():
        module.set_member(one, _griffe(one, data))
    return module


def breakages(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return what code or plugins written for the old API can no longer rely on, a sentence each."""
    found = []
    for name, objects in old["modules"].items():
        before, after = _module(name, objects), _module(name, new["modules"].get(name, {}))
        found += [_said(breakage) for breakage in griffe.find_breaking_changes(before, after)]
        for path, one, other in _pairs(name, objects, new["modules"].get(name, {})):
            if one.get("value") != other.get("value"):
                found.append(f"{path}: the value was {one.get('value')!r} and is {other.get('value')!r}")
            if "returns" in one and not _alternatives(other.get("returns", "Any")) <= _alternatives(
                one["returns"]
            ):
                found.append(f"{path}: it was {one['returns']} and is {other.get('returns', 'anything')}")
            if one.get("protocol") and old["plugin_api"] == new["plugin_api"]:
                more = sorted(set(other.get("members", {})) - set(one["members"]))
                found += [f"{path}.{member}: plugins that have no {member} are refused" for member in more]
    found += [f"the hook {kind} is gone" for kind in old["hooks"] if kind not in new["hooks"]]
    found += [
        f"the hook {name} is gone"
        for kind, names in old["hook_names"].items()
        for name in names
        if kind in new["hooks"] and name not in new["hook_names"].get(kind, [])
    ]
    return [*found, *PROMISES["broken"](old, new)]


def _alternatives(annotated: str) -> set[str]:
    """Return what a union is made of; a comma or a bar within brackets belongs to one of them."""
    parts, depth, here = [], 0, ""
    for letter in annotated:
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and depth == 0:
            parts.append(here.strip())
            here = ""
        else:
            here += letter
    return {*parts, here.strip()}


def _said(breakage: griffe.Breakage) -> str:
    values = [
        getattr(value, "name", value)
        for value in (breakage.old_value, breakage.new_value)
        if value is not None
    ]
    named = next((f"({value})" for value in values if isinstance(value, str)), "")
    return f"{breakage.obj.path}{named}: {breakage.kind.value}"


def _pairs(path: str, old: dict[str, Any], new: dict[str, Any]) -> Any:
    for name, one in old.items():
        if name in new:
            yield f"{path}.{name}", one, new[name]
            yield from _pairs(f"{path}.{name}", one.get("members", {}), new[name].get("members", {}))


def may_break(old: str, new: str) -> bool:
    """Tell whether a version may break what the old one promised:
    another major, or below 1.0 another minor version."""
    before, after = ([int(part) for part in version.split(".")[:2]] for version in (old, new))
    return after[0] > before[0] or (before[0] == after[0] == 0 and after[1] > before[1])
