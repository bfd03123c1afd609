"""Read a register of organisations from its TOML."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, final

from attrs import evolve, frozen

from kompass_spec.documents.plain import parse_toml
from kompass_spec.documents.structure import pointer_step, structure
from kompass_spec.model.edition_rules import COUNTRY
from kompass_spec.model.organisation import Merger, Organisation, OrganisationKind
from kompass_spec.model.problems import InputError, Problem

__all__ = ["read_register"]

_FEWEST_MERGED = 2


@final
@frozen(kw_only=True)
class _RegisteredPart:
    """Name a department, a company or an association of municipalities, and the codes of these."""

    name: str
    kind: OrganisationKind
    part_of: tuple[str, ...]
    code: str | None = None
    aliases: tuple[str, ...] = ()


@final
@frozen(kw_only=True)
class _Register:
    country: str
    kind: OrganisationKind
    publisher: str
    title: str
    url: str | None = None
    parts: tuple[_RegisteredPart, ...] = ()
    mergers: tuple[Merger, ...] = ()


@lru_cache(maxsize=16)  # an importer asks for them with every file
def read_register(text: str, file: str) -> tuple[Organisation, ...]:
    r"""Return the organisations that the TOML in ``text`` lists by official code, in the order of the file.

    The parts and associations of municipalities stand behind them. Raise ``InputError`` with everything that
    is wrong, each with file and pointer.

    >>> head = 'country = "SE"\nkind = "municipality"\npublisher = "SCB"\ntitle = "Kommuner"'
    >>> read_register(head + '\n[names]\n2284 = "Örnsköldsvik"', "se.toml")[0].name
    'Örnsköldsvik'
    """
    try:
        data = parse_toml(text)
        names, aliases = data.pop("names", None), data.pop("aliases", {})
        problems = [*_name_problems(names), *_alias_problems(aliases, names)]
        register = _register(data, names, problems)
    except InputError as error:
        raise error.in_file(file) from None
    return (*_listed(register, names, aliases), *_parts(register))


def _listed(
    register: _Register, names: Mapping[str, str], aliases: Mapping[str, Iterable[str]]
) -> Iterator[Organisation]:
    for code, name in names.items():
        organisation = Organisation(name=name, kind=register.kind, country=register.country, code=code)
        mergers = [merger for merger in register.mergers if code == merger.into or code in merger.former]
        if mergers or code in aliases:
            organisation = evolve(organisation, aliases=tuple(aliases.get(code, ())), mergers=tuple(mergers))
        yield organisation


def _parts(register: _Register) -> Iterator[Organisation]:
    for part in register.parts:
        yield Organisation(
            name=part.name,
            kind=part.kind,
            country=register.country,
            code=part.code,
            aliases=part.aliases,
            part_of=part.part_of,
        )


def _register(data: dict[str, Any], names: Any, problems: list[Problem]) -> _Register:
    try:
        register = structure(data, _Register)
    except InputError as error:
        raise InputError([*error.problems, *problems]) from None
    codes = names if isinstance(names, dict) else {}
    problems = [
        *_head_problems(register),
        *problems,
        *_part_problems(register, codes),
        *_merger_problems(register, codes),
    ]
    if problems:
        raise InputError(problems)
    return register


def _head_problems(register: _Register) -> Iterator[Problem]:
    if not COUNTRY.fullmatch(register.country):
        sentence = f"{register.country[:40]!r} is not a country. Write an ISO 3166-1 code, such as 'SE'."
        yield Problem("bad-identifier", sentence, pointer="/country")
    for key in ("publisher", "title"):
        if not getattr(register, key).strip():
            yield Problem("empty-text", f"The {key} of the register is empty. Write it.", pointer=f"/{key}")


def _name_problems(names: Any) -> Iterator[Problem]:
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


def _alias_problems(aliases: Any, names: Any) -> Iterator[Problem]:
    if not isinstance(aliases, dict):
        sentence = "The aliases are a table of official codes, each with a list of names. Write them so."
        yield Problem("wrong-type", sentence, pointer="/aliases")
        return
    for code, forms in aliases.items():
        pointer = f"/aliases{pointer_step(code)}"
        if isinstance(names, dict) and code not in names:
            yield _unlisted(code, pointer)
        if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
            sentence = "The aliases of an organisation are a list of texts in quotes. Write them so."
            yield Problem("wrong-type", sentence, pointer=pointer)


def _part_problems(register: _Register, names: Mapping[str, Any]) -> Iterator[Problem]:
    for index, part in enumerate(register.parts):
        pointer = f"/parts/{index}"
        if not part.name.strip():
            yield Problem("empty-text", "The name of a part is empty. Write it.", pointer=f"{pointer}/name")
        if not Organisation(name="", kind=part.kind).is_part:
            sentence = (
                f"A part is a department, a company or an association, not a {part.kind.value}. Correct its"
                " kind, or list it under [names] of a register of its kind."
            )
            yield Problem("bad-value", sentence, pointer=f"{pointer}/kind")
        if not part.part_of:
            sentence = "Nothing says of which organisations it is a part. Write their official codes."
            yield Problem("bad-value", sentence, pointer=f"{pointer}/part_of")
        for position, code in enumerate(part.part_of):
            if code not in names:
                yield _unlisted(code, f"{pointer}/part_of/{position}")
        if part.code is not None and (part.code in names or not part.code.strip()):
            sentence = (
                f"The code {part.code!r} is that of a listed organisation or empty. Write the part's own,"
                " or leave it out."
            )
            yield Problem("bad-value", sentence, pointer=f"{pointer}/code")


def _merger_problems(register: _Register, names: Mapping[str, Any]) -> Iterator[Problem]:
    for index, merger in enumerate(register.mergers):
        pointer = f"/mergers/{index}"
        if merger.into not in names:
            yield _unlisted(merger.into, f"{pointer}/into")
        for position, code in enumerate(merger.former):
            if code not in names:
                yield _unlisted(code, f"{pointer}/former/{position}")
        if len(set(merger.former)) < _FEWEST_MERGED:
            sentence = "A merger is of two organisations or more. Write the official codes of all of them."
            yield Problem("bad-value", sentence, pointer=f"{pointer}/former")


def _unlisted(code: str, pointer: str) -> Problem:
    sentence = f"{code[:40]!r} is not a code under [names]. Correct it, or list the organisation there."
    return Problem("dangling-code", sentence, pointer=pointer)
