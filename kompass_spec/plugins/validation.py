"""Ask the module of a plugin what it brings, and refuse in a sentence what could not be used."""

import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pluggy

from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.hooks import API_VERSION, HOOKS, SHEET_KINDS, SheetRenderer
from kompass_spec.plugins.places import held_place
from kompass_spec.plugins.reasons import kind_returned, plain_text

__all__ = ["provided_by"]


def provided_by(module: ModuleType, kind: str) -> Iterator[tuple[str, Any]]:
    """Iterate over the objects that a module brings by the hook of a kind, each with its name.

    Raise ``InputError`` where the module is not a plugin of this version of the API, and ``InputError``,
    ``TypeError``, or whatever the plugin itself raises, where something that it brings could not be used.
    """
    _check_version(module)
    hook = f"kompass_{kind}"
    _check_hooks(module, hook)
    hooks = pluggy.PluginManager("kompass")
    # A hook that the module does not have needs no specification, and each takes time.
    for name, (known, _) in HOOKS.items():
        if name == kind or hasattr(module, f"kompass_{name}"):
            hooks.add_hookspecs(known)
    hooks.register(module)
    for provided in _listed(getattr(hooks.hook, hook)(), hook):
        name = _check_provided(provided, kind, hook)
        yield name, held_place(provided, name, kind)


def _refused(sentence: str) -> InputError:
    return InputError([Problem("plugin-failed", sentence)])


def _check_version(module: ModuleType) -> None:
    built_for = getattr(module, "kompass_api", None)
    if type(built_for) is int and built_for == API_VERSION:
        return
    if built_for is None:
        reason = "it does not say kompass_api"
    elif type(built_for) is int:
        reason = f"it is built for version {built_for} of the plugin API"
    else:
        reason = f"its kompass_api is {built_for!r}, which is not a whole number"
    raise _refused(f"{reason}; this is version {API_VERSION}")


def _check_hooks(module: ModuleType, wanted: str) -> None:
    """Refuse a hook that there is not, and a module without the one that its entry point promises."""
    known = [f"kompass_{kind}" for kind in HOOKS]
    marked = [name for name, value in vars(module).items() if _is_marked(value)]
    for name in sorted(set(marked) - set(known)):
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=1)
        advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
        raise _refused(f"there is no hook {name}; {advice}")
    if wanted not in marked:
        advice = f"; mark {wanted} with @hookimpl" if hasattr(module, wanted) else ""
        raise _refused(f"{module.__name__} does not implement the hook {wanted}{advice}")


def _is_marked(value: object) -> bool:
    return inspect.isroutine(value) and isinstance(getattr(value, "kompass_impl", None), dict)


def _listed(results: list[Any], hook: str) -> list[Any]:
    listed: list[Any] = []
    for result in results:
        if not isinstance(result, (list, tuple)):
            raise TypeError(f"{hook} returned {kind_returned(result)} instead of a list")
        listed.extend(result)
    if not listed:
        raise TypeError(f"{hook} returned nothing")
    return listed


def _check_provided(provided: Any, kind: str, hook: str) -> str:
    """Return the name of what a plugin brings; refuse what could not be used."""
    _, protocol = HOOKS[kind]
    if isinstance(provided, type):
        raise TypeError(f"{hook} returned the class {provided.__name__} instead of an object of it")
    what = f"{hook} returned a {type(provided).__name__}"
    is_of_sheets = kind == "renderers" and hasattr(provided, "kinds")
    members = _members(SheetRenderer if is_of_sheets else protocol)
    if missing := [name for name in members if not hasattr(provided, name)]:
        raise TypeError(f"{what} without {', '.join(missing)}")
    given = provided.name
    # A class of the plugin's own could have another name each time that it is asked.
    name = plain_text(given) if issubclass(type(given), str) else ""
    if not name.isprintable() or not name.strip():
        raise TypeError(f"{what} whose name is not a text")
    if is_of_sheets:
        _check_kinds(provided, f"{what} named {name!r} whose kinds")
    if "endings" in members:
        _check_endings(provided.endings, f"{what} named {name!r} whose endings", kind)
    if kind == "commands":
        _check_command(provided, name, f"{what} named {name!r}")
    return name


def _members(protocol: type) -> list[str]:
    return sorted(name for name in vars(protocol) if not name.startswith("_"))


def _check_kinds(provided: Any, whose: str) -> None:
    """Refuse kinds of sheets that there are not, and results that neither of the two methods would show."""
    kinds = provided.kinds
    if type(kinds) is not tuple or not kinds:
        raise TypeError(f"{whose} are not a tuple of texts such as ('result',)")
    for kind in kinds:
        if type(kind) is not str or kind not in SHEET_KINDS:
            raise TypeError(f"{whose} have {kind!r}; there are {', '.join(SHEET_KINDS)}")


def _check_command(provided: Any, name: str, what: str) -> None:
    """Refuse a command that nobody could write, and one whose help would say nothing."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name, re.ASCII):
        raise TypeError(f"{what}, which is no word of small letters, digits and hyphens")
    summary = provided.summary
    if type(summary) is not str or not summary.strip() or not summary.isprintable():
        raise TypeError(f"{what} whose summary is not one line of text")
    examples = provided.examples
    if type(examples) is not tuple or not examples or any(type(each) is not str for each in examples):
        raise TypeError(f"{what} whose examples are not a tuple of texts such as ('kompass {name} FILE',)")


def _check_endings(endings: object, whose: str, kind: str) -> None:
    """Refuse endings by which files would not be found, or all would; an importer of blocks has none."""
    if type(endings) is not tuple or (not endings and kind != "importers"):
        raise TypeError(f"{whose} are not a tuple of texts such as ('.csv',)")
    for ending in endings:
        if type(ending) is not str or len(ending) < 2 or not ending.startswith("."):  # noqa: PLR2004 - a dot and a letter
            raise TypeError(f"{whose} have {ending!r}, which is not a text such as '.csv'")
        if ending != ending.lower() or "/" in ending:
            raise TypeError(f"{whose} have {ending!r}, which is not in lower case, or has a slash in it")
