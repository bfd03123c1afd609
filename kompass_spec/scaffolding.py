"""Make a small distribution from template files: a variant, an edition, or a plugin of one kind."""

import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution as installed
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import final

from attrs import frozen

from kompass_spec.ledger import LEDGER
from kompass_spec.places import exists, is_file, is_folder
from kompass_spec.problems import InputError, Problem, UsageError

__all__ = ["KINDS", "Made", "new_edition", "new_plugin", "new_variant"]

KINDS = {
    "importer": ("kompass-import-", "importers", "Importer", "Read {name} files"),
    "scorer": ("kompass-score-", "scorers", "Scorer", "Score by the rules of {name}"),
    "converter": ("kompass-convert-", "converters", "Converter", "Convert scorecards by {name}"),
    "renderer": ("kompass-render-", "renderers", "Renderer", "Show scorecards as {name}"),
    "dataset": ("kompass-results-", "datasets", "Results", "Published results of {name}"),
}
"""Every kind of plugin that can be made: how its distribution begins, its hook, its class, and what it does."""

_OURS = frozenset({
    "kompass-convert-mapping", "kompass-frameworks", "kompass-import-report", "kompass-lint-mapping", "kompass-render-html",
    "kompass-render-text", "kompass-results-nordic", "kompass-score-standard", "kompass-variant-dk", "kompass-variant-no",
})  # fmt: skip
"""The distributions of this project, whose names nobody else can have, whether they are installed or not."""

_ENDING = ".template"
_WORKSPACE = (
    "\n[tool.uv.sources]\nkompass-frameworks = { workspace = true }\nkompass-spec = { workspace = true }\n"
)
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

    Raise ``UsageError`` where there is no such kind or the name cannot be one, ``InputError`` where the folder is not
    empty or cannot be written.
    """
    if kind not in KINDS:
        sentence = f"{kind!r} is no kind of plugin that can be made. There are: {', '.join(KINDS)}."
        raise UsageError([Problem("wrong-usage", sentence)])
    start, hooks, ending, description = KINDS[kind]
    bare = _name(name.removeprefix(start).removeprefix("kompass-"))
    values = _values(f"{start}{bare}", bare, hooks, ending, description.format(name=bare), output)
    return _write(kind, values, output, {})


def new_variant(country: str, output: Path, name: str | None = None) -> Made:
    """Make a distribution with the variant of a country (ISO 3166-1) and an example of an edition; return what was made.

    It is named by the country unless a ``name`` is given, because a country can have several. Raise as ``new_plugin``
    does.
    """
    code = country.lower()
    if len(code) != 2 or not code.isalpha() or not code.isascii():  # noqa: PLR2004 - two letters
        raise UsageError(
            [Problem("wrong-usage", f"{country!r} is not a country. Write two letters, such as is.")]
        )
    start = "kompass-variant-"
    bare = _name(name.removeprefix(start)) if name is not None else code
    return _framework(f"{start}{bare}", f"variant-{bare}", f"{code}-example", code.upper(), output)


def new_edition(identifier: str, output: Path) -> Made:
    """Make the file of an edition: in a framework's folder where ``output`` is one, else with a distribution around it.

    Raise as ``new_plugin`` does.
    """
    name = _name(identifier)
    first = name.partition("-")[0]
    country = first.upper() if len(first) == 2 and first.isalpha() else "XX"  # noqa: PLR2004 - two letters
    if is_folder(output / "editions") or is_file(output / LEDGER):
        text = _filled(
            _templates("edition").joinpath(f"edition.toml{_ENDING}"), _edition_values(name, country)
        )
        folder = output / "editions" / name
        if exists(folder):
            sentence = "There is an edition of this id. Edit its file, or choose another id."
            raise InputError([Problem("output-exists", sentence, str(folder))])
        _place({"edition.toml": text}, folder)
        step = f"Put what is known into {folder / 'edition.toml'}, and look at it with kompass show {folder / 'edition.toml'}."
        return Made(folder=folder, files=("edition.toml",), next_step=step)
    return _framework(f"kompass-framework-{name}", name, name, country, output)


def _framework(distribution: str, name: str, edition: str, country: str, output: Path) -> Made:
    description = f"The edition {edition} for kompass-spec"
    values = _values(distribution, name, "frameworks", "Framework", description, output)
    values |= _edition_values(edition, country)
    text = _filled(_templates("edition").joinpath(f"edition.toml{_ENDING}"), values)
    place = f"src/{values['package']}/editions/{edition}/edition.toml"
    return _write("variant", values, output, {place: text})


def _edition_values(edition: str, country: str) -> dict[str, str]:
    year = edition.rpartition("-")[2]
    return {
        "edition": edition,
        "country": country,
        "country_lower": country.lower(),
        "language": _LANGUAGES.get(country, "en"),
        "valid_from": year if len(year) == 4 and year.isdecimal() else "2000",  # noqa: PLR2004 - a year
    }


def _name(name: str) -> str:
    words = name.split("-")
    if (
        not name.isascii()
        or name != name.lower()
        or not all(word.isalnum() for word in words)
        or not name[0].isalpha()
    ):
        sentence = f"{name!r} cannot be a name here. Write lower-case words and digits joined by hyphens, such as my-format."
        raise UsageError([Problem("wrong-usage", sentence)])
    return name


def _refuse_taken(distribution: str) -> None:
    """Refuse the name of a distribution that is there: of two of one name only one can be installed."""
    if distribution in _OURS:
        whose = "is a distribution of kompass-spec's own"
    else:
        try:
            installed(distribution)
        except PackageNotFoundError:
            return
        whose = "is installed here already"
    sentence = (
        f"{distribution} {whose}, and two distributions cannot have one name. Choose another with --name."
    )
    raise UsageError([Problem("wrong-usage", sentence)])


def _values(  # noqa: PLR0917 - its callers stand above
    distribution: str, name: str, hooks: str, ending: str, description: str, output: Path
) -> dict[str, str]:
    camel = "".join(word.capitalize() for word in name.split("-"))
    return {
        "distribution": distribution,
        "package": distribution.replace("-", "_"),
        "name": name,
        "name_underscored": name.replace("-", "_"),
        "class_name": f"{camel}{ending}",
        "hooks": hooks,
        "description": description,
        "workspace": _WORKSPACE if _in_workspace(output) else "",
    }


def _in_workspace(output: Path) -> bool:
    """Tell whether a folder lies where a member of the workspace of kompass-spec lies."""
    for folder in Path(os.path.realpath(output)).parents:
        document = folder / "pyproject.toml"
        if not is_file(document):
            continue
        try:
            project = tomllib.loads(document.read_text("utf-8")).get("project")
        except (OSError, ValueError):
            # What is wrong with somebody's project is theirs to find; ours can be read.
            return False
        return isinstance(project, dict) and project.get("name") == "kompass-spec"
    return False


def _templates(kind: str) -> Traversable:
    return files("kompass_spec") / "scaffolds" / kind


def _filled(template: Traversable, values: Mapping[str, str]) -> str:
    return Template(template.read_text("utf-8")).substitute(values)


def _listed(kind: str) -> Iterator[Traversable]:
    found = _templates(kind).iterdir()
    return iter(sorted((one for one in found if one.name.endswith(_ENDING)), key=lambda one: one.name))


def _write(kind: str, values: dict[str, str], output: Path, more: Mapping[str, str]) -> Made:
    _refuse_taken(values["distribution"])
    parts = {
        name: _filled(_templates(kind) / f"{name}.md{_ENDING}", values) for name in ("next_step", "contents")
    }
    values = {**values, **{name: text.strip() for name, text in parts.items()}}
    package = f"src/{values['package']}"
    texts = dict(more)
    for template in (*_listed("common"), *_listed(kind)):
        name = template.name.removesuffix(_ENDING)
        if name in {"next_step.md", "contents.md"}:
            continue
        places = {
            "README.md": "README.md",
            "pyproject.toml": "pyproject.toml",
            "test_contract.py": f"tests/test_{values['name_underscored']}_contract.py",
        }
        texts[places.get(name, f"{package}/{name}")] = _filled(template, values)
    _place(texts, output)
    step = f"Install it with its tests and run them: see {output / 'README.md'}."
    if values["workspace"]:
        step += (
            f" Add {values['distribution']!r} to the group `dev` and to [tool.uv.sources] of pyproject.toml."
        )
    return Made(folder=output, files=tuple(sorted(texts)), next_step=step)


def _place(texts: Mapping[str, str], folder: Path) -> None:
    """Write files into a new or empty folder, all of them or none."""
    try:
        if exists(folder) and (not is_folder(folder) or any(folder.iterdir())):
            sentence = "This is there already, and not an empty folder. Choose another with --output."
            raise InputError([Problem("output-exists", sentence, str(folder))])
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".kompass-new-") as beside:
            made = Path(beside) / "made"
            for name, text in texts.items():
                place = made / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, "utf-8")
            if is_folder(folder):
                folder.rmdir()
            shutil.move(made, folder)
    except OSError as error:
        sentence = f"The folder cannot be written ({error.strerror}). Choose another with --output."
        raise InputError([Problem("unwritable-file", sentence, str(folder))]) from None
