"""The hook specifications, and the protocol of every kind of plugin; the requests stand in ``requests``.

A plugin is a module that an entry point of the group ``kompass`` names; the entry point's own name is the
kind: ``containers``, ``importers``, ``scorers``, ``converters``, ``renderers``, ``templates``, ``linters``,
``frameworks``, ``catalogues``, ``datasets`` or ``commands``. The module sets ``kompass_api = 1`` and
implements the hook of its kind with ``hookimpl``; the hook returns objects that are chosen by their unique
``name``.
"""

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pluggy

# Listing editions needs none of these, and their classes take time to make.
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from kompass_spec.model import Conversion, Document, Imported, Linted, Scorecard
    from kompass_spec.plugins.requests import (
        ContainerRequest,
        ConvertRequest,
        ImportRequest,
        LintRequest,
        RenderRequest,
        ScoreRequest,
        SheetRequest,
        TemplateRequest,
    )

__all__ = [
    "API_VERSION",
    "HOOKS",
    "SHEET_KINDS",
    "Catalogue",
    "Command",
    "Container",
    "Converter",
    "Framework",
    "Importer",
    "Linter",
    "Renderer",
    "ResultDataset",
    "Scorer",
    "SheetRenderer",
    "Template",
    "hookimpl",
]

API_VERSION = 1
"""The version of everything in this module; a plugin says in ``kompass_api`` which it is built for."""

hookspec = pluggy.HookspecMarker("kompass")
hookimpl = pluggy.HookimplMarker("kompass")


@runtime_checkable
class Container(Protocol):
    """Yield the blocks of one kind of file; the file's content decides which container reads it.

    Where several recognise a file, the ending of its name decides; where that does not, one that recognises
    any text, even a single letter, comes last.
    """

    @property
    def name(self) -> str:
        """The unique name of the container, such as ``pdf``."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that such files usually have, in lower case and with the dot; they decide only ties."""
        ...

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes are of this kind of file, also where it is damaged or encrypted.

        It is asked of every file, so it takes no time and imports nothing heavy.
        """
        ...

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the document; raise ``InputError`` where it cannot be opened, with what helps."""
        ...


@runtime_checkable
class Importer(Protocol):
    """Read assessments from documents, or from one kind of file.

    ``endings`` are those of file names, such as ``.md``, and the importer is given the bytes of files whose
    names end so; with a method ``recognises(content: bytes) -> bool`` beside them it is given only the files
    that it recognises, whatever their names. An importer without endings reads the blocks of every document
    that a container opens: the ``document`` of the request.
    """

    @property
    def name(self) -> str:
        """The unique name by which the importer is chosen."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that the importer reads, in lower case and with the dot, or none."""
        ...

    def read(self, request: "ImportRequest") -> "Imported":
        """Return what stands in the file; raise ``InputError`` where nothing can be read from it."""
        ...


@runtime_checkable
class Scorer(Protocol):
    """Compute exact scores and discrepancies from printed figures."""

    @property
    def name(self) -> str:
        """The unique name by which the scorer is chosen."""
        ...

    def score(self, request: "ScoreRequest") -> "Scorecard":
        """Return the scorecard; raise ``InputError`` where the edition does not allow one."""
        ...


@runtime_checkable
class Converter(Protocol):
    """Say what a scorecard means on another edition."""

    @property
    def name(self) -> str:
        """The unique name by which the converter is chosen."""
        ...

    def convert(self, request: "ConvertRequest") -> "Conversion":
        """Return the conversion; raise ``InputError`` where the mapping does not allow one."""
        ...


@runtime_checkable
class Linter(Protocol):
    """Find what is wrong in mappings that others wrote in one format."""

    @property
    def name(self) -> str:
        """The unique name by which the linter is chosen."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that the linter reads, in lower case and with the dot."""
        ...

    def lint(self, request: "LintRequest") -> "Linted":
        """Return everything that is wrong, and what could not be checked; raise nothing for what is wrong."""
        ...


@runtime_checkable
class Renderer(Protocol):
    """Show a scorecard as bytes: the same request always gives the same bytes."""

    @property
    def name(self) -> str:
        """The unique name by which the renderer is chosen."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that ask for this renderer, in lower case and with the dot."""
        ...

    def render(self, request: "RenderRequest") -> bytes:
        """Return the whole file; text is UTF-8."""
        ...


@runtime_checkable
class SheetRenderer(Protocol):
    """Lay out sheets of the kinds that it names: the same request always gives the same bytes.

    What is said stands in the sheet, in words and in order, and the renderer gives it a form. A renderer with
    both methods is asked for results by ``render``, unless ``result`` is one of its kinds.
    """

    @property
    def name(self) -> str:
        """The unique name by which the renderer is chosen."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that ask for this renderer, in lower case and with the dot."""
        ...

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of sheets that it lays out, such as ``("result", "comparison")``."""
        ...

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the whole file; text is UTF-8."""
        ...


@runtime_checkable
class Template(Protocol):
    """Make a file to carry out an evaluation in: the same request always gives the same bytes."""

    @property
    def name(self) -> str:
        """The unique name by which the template is chosen."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that ask for this template, in lower case and with the dot."""
        ...

    def make(self, request: "TemplateRequest") -> bytes:
        """Return the whole file, empty of answers; raise ``InputError`` where there is nothing to answer."""
        ...


@runtime_checkable
class Framework(Protocol):
    """Bring editions and organisations as TOML in a folder of a package.

    ``editions/<id>/edition.toml`` holds an edition, ``organisations/<name>.toml`` a register of
    organisations.
    """

    @property
    def name(self) -> str:
        """The unique name of the collection."""
        ...

    @property
    def folder(self) -> Traversable:
        """The folder, usually ``importlib.resources.files`` of the plugin's package."""
        ...


@runtime_checkable
class Catalogue(Protocol):
    """Bring the words of reports in one more language, as a compiled message catalogue of gettext."""

    @property
    def name(self) -> str:
        """The BCP 47 tag of the language, such as ``nb``; it is unique."""
        ...

    @property
    def file(self) -> Traversable:
        """The compiled catalogue, a ``.mo`` file, usually in the plugin's package."""
        ...


@runtime_checkable
class ResultDataset(Protocol):
    """Bring published results, with their sources and caveats, as TOML."""

    @property
    def name(self) -> str:
        """The unique name of the dataset, which is the ``id`` in its file."""
        ...

    @property
    def file(self) -> Traversable:
        """The TOML file, usually in the plugin's package."""
        ...


@runtime_checkable
class Command(Protocol):
    """Add a command to the command line: ``kompass NAME``.

    It writes what it says with the functions of ``kompass_spec.cli.output``, and raises ``InputError`` or
    ``UsageError`` with everything that is wrong.
    """

    @property
    def name(self) -> str:
        """The unique name of the command, in lower case, and none of the package's own commands."""
        ...

    @property
    def summary(self) -> str:
        """What it does, in one line that begins with a verb: the help shows it."""
        ...

    @property
    def examples(self) -> tuple[str, ...]:
        """Whole command lines for its help, at least one."""
        ...

    def add_arguments(self, parser: "ArgumentParser") -> None:
        """Add its arguments and options; it is called whenever somebody may ask for the help."""
        ...

    def run(self, arguments: "Namespace") -> int:
        """Do what was asked for and return the exit code: 0 fine, 1 the input has problems."""
        ...


class ContainerHooks:
    """The hook of the kind ``containers``."""

    @hookspec
    def kompass_containers(self) -> Sequence[Container]:
        """Return the containers that the plugin brings."""
        raise NotImplementedError


class ImporterHooks:
    """The hook of the kind ``importers``."""

    @hookspec
    def kompass_importers(self) -> Sequence[Importer]:
        """Return the importers that the plugin brings."""
        raise NotImplementedError


class ScorerHooks:
    """The hook of the kind ``scorers``."""

    @hookspec
    def kompass_scorers(self) -> Sequence[Scorer]:
        """Return the scorers that the plugin brings."""
        raise NotImplementedError


class ConverterHooks:
    """The hook of the kind ``converters``."""

    @hookspec
    def kompass_converters(self) -> Sequence[Converter]:
        """Return the converters that the plugin brings."""
        raise NotImplementedError


class LinterHooks:
    """The hook of the kind ``linters``."""

    @hookspec
    def kompass_linters(self) -> Sequence[Linter]:
        """Return the linters that the plugin brings."""
        raise NotImplementedError


class RendererHooks:
    """The hook of the kind ``renderers``."""

    @hookspec
    def kompass_renderers(self) -> Sequence[Renderer | SheetRenderer]:
        """Return the renderers that the plugin brings."""
        raise NotImplementedError


class TemplateHooks:
    """The hook of the kind ``templates``."""

    @hookspec
    def kompass_templates(self) -> Sequence[Template]:
        """Return the templates that the plugin brings."""
        raise NotImplementedError


class FrameworkHooks:
    """The hook of the kind ``frameworks``."""

    @hookspec
    def kompass_frameworks(self) -> Sequence[Framework]:
        """Return the collections of editions that the plugin brings."""
        raise NotImplementedError


class CatalogueHooks:
    """The hook of the kind ``catalogues``."""

    @hookspec
    def kompass_catalogues(self) -> Sequence[Catalogue]:
        """Return the message catalogues that the plugin brings."""
        raise NotImplementedError


class DatasetHooks:
    """The hook of the kind ``datasets``."""

    @hookspec
    def kompass_datasets(self) -> Sequence[ResultDataset]:
        """Return the datasets of published results that the plugin brings."""
        raise NotImplementedError


class CommandHooks:
    """The hook of the kind ``commands``."""

    @hookspec
    def kompass_commands(self) -> Sequence[Command]:
        """Return the commands that the plugin brings."""
        raise NotImplementedError


HOOKS: dict[str, tuple[type, type]] = {
    "catalogues": (CatalogueHooks, Catalogue),
    "commands": (CommandHooks, Command),
    "containers": (ContainerHooks, Container),
    "converters": (ConverterHooks, Converter),
    "datasets": (DatasetHooks, ResultDataset),
    "frameworks": (FrameworkHooks, Framework),
    "importers": (ImporterHooks, Importer),
    "linters": (LinterHooks, Linter),
    "renderers": (RendererHooks, Renderer),
    "scorers": (ScorerHooks, Scorer),
    "templates": (TemplateHooks, Template),
}
"""Every kind of plugin with the class that specifies its hook and the protocol of what the hook returns."""

SHEET_KINDS = ("result", "comparison", "cohort", "conversion", "edition", "difference", "mapping", "index")
"""The kinds of sheets, as renderers name those that they lay out."""
