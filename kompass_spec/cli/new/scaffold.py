"""Make a small distribution from template files: a variant, an edition, or a plugin of one kind."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import final

from attrs import frozen

from kompass_spec._face import __version__
from kompass_spec.cli.new.membership import membership, workspace_of
from kompass_spec.cli.new.names import country_code, edition_id, free_distribution, free_plugin, plain_name
from kompass_spec.documents.disk import exists, is_file, is_folder
from kompass_spec.documents.forms import FORM, FORMS
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.registry.ledger import LEDGER

__all__ = ["KINDS", "Made", "is_framework", "new_edition", "new_plugin", "new_variant", "place"]

KINDS = {
    "container": ("kompass-read-", "containers", "Container", "Open {name} files for importers"),
    "importer": ("kompass-import-", "importers", "Importer", "Read {name} files"),
    "scorer": ("kompass-score-", "scorers", "Scorer", "Score by the rules of {name}"),
    "converter": ("kompass-convert-", "converters", "Converter", "Convert scorecards by {name}"),
    "renderer": ("kompass-render-", "renderers", "Renderer", "Show scorecards as {name}"),
    "dataset": ("kompass-results-", "datasets", "Results", "Published results of {name}"),
}
"""Every kind of plugin to make: how its distribution's name begins, its hook, its class, what it does."""

_ENDING = ".template"
_SOURCES = """
[tool.uv.sources]
kompass-frameworks = { workspace = true }
kompass-spec = { workspace = true }
kompass-testing = { workspace = true }
"""
_LICENCE = 'license = "EUPL-1.2"\nlicense-files = ["LICENSE"]\n'
_LANGUAGES = {"DK": "da", "FI": "fi", "FO": "fo", "GL": "kl", "IS": "is", "NO": "nb", "SE": "sv", "AX": "sv"}


@final
@frozen(kw_only=True)
class Made:
    """Say what was made: the folder, the files in it in alphabetical order, and what to do next."""

    folder: Path
    files: tuple[str, ...]
    next_step: str


def new_plugin(kind: str, name: str, output: Path) -> Made:
    """Make a distribution with one plugin of a kind in the folder ``output``; return what was made.

    Raise ``UsageError`` where there is no such kind, the name cannot be one or is somebody else's,
    ``InputError`` where the folder is not empty or cannot be written.
    """
    if kind not in KINDS:
        sentence = f"{kind!r} is no kind of plugin that can be made. There are: {', '.join(KINDS)}."
        raise UsageError([Problem("wrong-usage", sentence)])
    start, hooks, ending, description = KINDS[kind]
    bare = free_plugin(hooks, plain_name(name.removeprefix(start).removeprefix("kompass-")))
    free_distribution(f"{start}{bare}", "Choose another --name.")
    values = _values(f"{start}{bare}", bare, hooks, ending, description.format(name=bare))
    return _write(kind, values, output, {})


def new_variant(country: str, output: Path, name: str | None = None) -> Made:
    """Make a distribution with the variant of a country and an example of an edition; return what was made.

    The country is two letters of ISO 3166-1. The variant is called after it, unless it is given another
    name. Raise as ``new_plugin`` does.
    """
    code = country_code(country)
    called = code if name is None else plain_name(name.removeprefix("kompass-variant-"))
    distribution = free_distribution(
        f"kompass-variant-{called}", f"Choose another with --name, such as --name {code}-regions."
    )
    free_plugin("frameworks", f"variant-{called}")
    edition = f"{code}-example"
    return _framework(distribution, f"variant-{called}", edition, output, _edition_text(edition, None))


def new_edition(identifier: str, output: Path, copied: str | None = None) -> Made:
    """Make the file of an edition, and a distribution around it unless ``output`` is a framework's folder.

    The edition begins with the items of the one that ``copied`` names, by its id or the path to its TOML;
    without it, with an example. Raise as ``new_plugin`` does.
    """
    folder = output / "editions" / plain_name(identifier)
    if exists(folder):
        sentence = "There is an edition of this id. Edit its file, or choose another id."
        raise InputError([Problem("output-exists", sentence, str(folder))])
    name = edition_id(identifier)
    text = _edition_text(name, copied)
    if is_framework(output):
        place({"edition.toml": text}, folder)
        step = _step_of_edition(name, folder / "edition.toml", output, copied)
        return Made(folder=folder, files=("edition.toml",), next_step=step)
    distribution = free_distribution(f"kompass-framework-{name}", "Choose another id.")
    return _framework(distribution, name, name, output, text)


def is_framework(output: Path) -> bool:
    """Tell whether a folder is that of a framework: it holds ``editions`` or a ledger."""
    return is_folder(output / "editions") or is_file(output / LEDGER)


def _edition_text(name: str, copied: str | None) -> str:
    """Return the TOML that an edition begins with; raise ``UsageError`` where there is none to copy."""
    if copied is None:
        return _filled(_templates("edition").joinpath(f"edition.toml{_ENDING}"), _edition_values(name))
    # Imported here because an example needs no other edition.
    from kompass_spec.cli.new.edition_copies import copied_edition
    from kompass_spec.registry.chosen import chosen_edition
    from kompass_spec.registry.registry import load_registry

    registry, identifier = chosen_edition(copied, load_registry())
    return copied_edition(name, registry[identifier])


def _step_of_edition(name: str, file: Path, output: Path, copied: str | None) -> str:
    if copied is None:
        return f"Put what is known into {file}, and look at it with kompass show {file}."
    return (
        f"Fill in what is empty in {file}, hold every text and maximum against the publication, and look at"
        f" what is left with kompass check {file}. Then say what corresponds: kompass new mapping"
        f" {copied} {name} --output {output}"
    )


def _framework(distribution: str, name: str, edition: str, output: Path, text: str) -> Made:
    description = f"The edition {edition} for kompass-spec"
    values = _values(distribution, name, "frameworks", "Framework", description)
    values |= _edition_values(edition)
    name_of_file = f"src/{values['package']}/editions/{edition}/edition.toml"
    return _write("variant", values, output, {name_of_file: text})


def _edition_values(edition: str) -> dict[str, str]:
    country = edition.partition("-")[0].upper()
    year = edition.rpartition("-")[2]
    return {
        "edition": edition,
        "country": country,
        "country_lower": country.lower(),
        "language": _LANGUAGES.get(country, "en"),
        "valid_from": year if len(year) == 4 and year.isdecimal() else "2000",  # noqa: PLR2004 - a year
    }


def _values(distribution: str, name: str, hooks: str, ending: str, description: str) -> dict[str, str]:
    camel = "".join(word.capitalize() for word in name.split("-"))
    return {
        "distribution": distribution,
        "package": distribution.replace("-", "_"),
        "name": name,
        "name_underscored": name.replace("-", "_"),
        "class_name": f"{camel}{ending}",
        "hooks": hooks,
        "description": description,
    }


def _needed(kind: str) -> str:
    """Return which releases of kompass-spec what is made works with.

    Of code, those that break nothing of this one. What is released as data is read by every later one, and by
    none before the first that reads the form in which it is released now.
    """
    if kind == "variant":
        return f"kompass-spec>={FORMS[FORM].removesuffix('.0')}"
    major, minor, *_ = __version__.split(".")
    return f"kompass-spec>={major}.{minor},<{major}.{int(minor) + 1}"


def _templates(kind: str) -> Traversable:
    return files("kompass_spec.cli.new") / "templates" / kind


def _filled(template: Traversable, values: Mapping[str, str]) -> str:
    return Template(template.read_text("utf-8")).substitute(values)


def _listed(kind: str) -> Iterator[Traversable]:
    templates = (file for file in _templates(kind).iterdir() if file.name.endswith(_ENDING))
    return iter(sorted(templates, key=lambda template: template.name))


def _write(kind: str, values: dict[str, str], output: Path, more: Mapping[str, str]) -> Made:
    repository = workspace_of(output)
    values |= {**_surroundings(output, repository), "needed": _needed(kind)}
    parts = {
        name: _filled(_templates(folder) / f"{name}.md{_ENDING}", values).strip()
        for folder, names in (
            (kind, ("next_step", "contents")),
            ("within" if repository else "apart", ("install", "publish")),
        )
        for name in names
    }
    values |= parts
    texts = dict(more)
    for template in (*_listed("common"), *_listed(kind)):
        name = template.name.removesuffix(_ENDING)
        if name.removesuffix(".md") not in parts:
            texts[_name_of_file(name, values)] = _filled(template, values)
    if repository is not None:
        texts["LICENSE"] = (repository / "LICENSE").read_text("utf-8")
    place(texts, output)
    if repository is None:
        step = f"Install it with its tests and run them: see {output / 'README.md'}."
    else:
        step = membership(values["distribution"], values["package"], values["place"], repository)
    return Made(folder=output, files=tuple(sorted(texts)), next_step=step)


def _surroundings(output: Path, repository: Path | None) -> dict[str, str]:
    """Return the values that depend on whether the distribution lies within the repository, or apart."""
    if repository is not None:
        return {
            "licence": _LICENCE,
            "sources": _SOURCES,
            "tools": "",
            "version": __version__,
            "place": output.resolve().relative_to(repository.resolve()).as_posix(),
        }
    return {
        "licence": "",
        "sources": "",
        "tools": _filled(_templates("apart") / f"pyproject.toml{_ENDING}", {}),
        "version": "0.1.0",
        "place": "",
    }


def _name_of_file(name: str, values: Mapping[str, str]) -> str:
    """Return where in the distribution the file of a template goes."""
    special = {
        "README.md": "README.md",
        "gitattributes": ".gitattributes",
        "pyproject.toml": "pyproject.toml",
        "test_contract.py": f"tests/test_{values['name_underscored']}_contract.py",
    }
    return special.get(name, f"src/{values['package']}/{name}")


def place(texts: Mapping[str, str], folder: Path) -> None:
    """Write files into a new or empty folder, all of them or none."""
    try:
        if exists(folder) and (not is_folder(folder) or any(folder.iterdir())):
            sentence = "This is there already, and not an empty folder. Choose another with --output."
            raise InputError([Problem("output-exists", sentence, str(folder))])
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".kompass-new-") as beside:
            made = Path(beside) / "made"
            for name, text in texts.items():
                file = made / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8", newline="\n")
            if is_folder(folder):
                folder.rmdir()
            shutil.move(made, folder)
    except OSError as error:
        sentence = f"The folder cannot be written ({error.strerror}). Choose another with --output."
        raise InputError([Problem("unwritable-file", sentence, str(folder))]) from None
