"""Read a register of organisations from its TOML."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, final

from attrs import frozen

from kompass_spec.documents.plain import parse_toml
from kompass_spec.documents.structure import pointer_step, structure
from kompass_spec.model.edition_rules import COUNTRY
from kompass_spec.model.organisation import Organisation, OrganisationKind
from kompass_spec.model.problems import InputError, Problem

__all__ = ["read_register"]


@final
@frozen(kw_only=True)
class _Register:
    country: str
    kind: OrganisationKind
    publisher: str
    title: str
    url: str | None = None


@lru_cache(maxsize=16)  # an importer asks for them with every file
def read_register(text: str, file: str) -> tuple[Organisation, ...]:
    r"""Return the organisations that the TOML in ``text`` lists by official code, in the order of the file.

    Raise ``InputError`` with everything that is wrong, each with file and pointer.

    >>> head = 'country = "SE"\nkind = "municipality"\npublisher = "SCB"\ntitle = "Kommuner"'
    >>> read_register(head + '\n[names]\n2284 = "Örnsköldsvik"', "se.toml")[0].name
    'Örnsköldsvik'
    """
    try:
        data = parse_toml(text)
        names = data.pop("names", None)
        register = _register(data, list(_name_problems(names)))
    except InputError as error:
        raise error.in_file(file) from None
    return tuple(
        Organisation(name=name, kind=register.kind, country=register.country, code=code)
        for code, name in names.items()
    )


def _register(data: dict[str, Any], problems: list[Problem]) -> _Register:
    try:
        register = structure(data, _Register)
    except InputError as error:
        raise InputError([*error.problems, *problems]) from None
    problems = [*_head_problems(register), *problems]
    if problems:
        raise InputError(problems)
    return register


def _head_problems(register: _Register) -> Iterable[Problem]:
    if not COUNTRY.fullmatch(register.country):
        sentence = f"{register.country[:40]!r} is not a country. Write an ISO 3166-1 code, such as 'SE'."
        yield Problem("bad-identifier", sentence, pointer="/country")
    for key in ("publisher", "title"):
        if not getattr(register, key).strip():
            yield Problem("empty-text", f"The {key} of the register is empty. Write it.", pointer=f"/{key}")


def _name_problems(names: Any) -> Iterable[Problem]:
    if not isinstance(names, dict):
        yield Problem(
            "missing-key", "A register has a table [names] of official codes and names. Add it.", pointer=""
        )
        return
    for code, name in names.items():
        if not code.strip():
            sentence = "The official code of an organisation is empty. Write it in quotes before its name."
            yield Problem("empty-text", sentence, pointer=f"/names{pointer_step(code)}")
        if not isinstance(name, str) or not name.strip():
            yield Problem(
                "wrong-type",
                "The name of an organisation must be a text in quotes.",
                pointer=f"/names{pointer_step(code)}",
            )
