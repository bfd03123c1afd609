"""The hook specifications, the protocol of every kind of plugin, and the one request object of each.

A plugin is a module that an entry point of the group ``kompass`` names; the entry point's own name is the kind:
``importers``, ``scorers``, ``renderers`` or ``frameworks``. The module sets ``kompass_api = 1`` and implements the
hook of its kind with ``hookimpl``; the hook returns objects that are chosen by their unique ``name``.
"""

import hashlib
from collections.abc import Sequence
from enum import Enum
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Protocol, final, runtime_checkable

import pluggy
from attrs import frozen

from kompass_spec.model import Assessment, Edition, Interval, Scorecard, SourceFile
from kompass_spec.problems import Problem

if TYPE_CHECKING:
    from kompass_spec.registry import Registry

__all__ = [
    "API_VERSION",
    "HOOKS",
    "Framework",
    "ImportRequest",
    "Imported",
    "Importer",
    "Order",
    "Reference",
    "RenderRequest",
    "Renderer",
    "ScoreRequest",
    "Scorer",
    "Terminal",
    "hookimpl",
]

API_VERSION = 1
"""The version of everything in this module; a plugin says in ``kompass_api`` which it is built for."""

hookspec = pluggy.HookspecMarker("kompass")
hookimpl = pluggy.HookimplMarker("kompass")


@final
@frozen(kw_only=True)
class ImportRequest:
    """Ask an importer for the assessments in one file.

    ``file`` is the file's name for messages, ``content`` its bytes, ``registry`` the editions and organisations that
    can be recognised; ``edition`` is the id of the edition that the user has decided on, ``None`` to recognise it.
    """

    file: str
    content: bytes
    registry: "Registry"
    edition: str | None = None

    @property
    def source(self) -> SourceFile:
        """Return the file's name with the SHA-256 of its bytes, as every assessment names it."""
        return SourceFile(file=self.file, sha256=hashlib.sha256(self.content).hexdigest())


@final
@frozen(kw_only=True)
class Imported:
    """Hold what an importer found: the newest assessment first, and what it could not place."""

    assessments: tuple[Assessment, ...]
    warnings: tuple[Problem, ...] = ()


@runtime_checkable
class Importer(Protocol):
    """Read assessments from one kind of file; ``endings`` are those of file names, such as ``.md``."""

    @property
    def name(self) -> str:
        """The unique name by which the importer is chosen."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that the importer reads, in lower case and with the dot."""
        ...

    def read(self, request: ImportRequest) -> Imported:
        """Return what stands in the file; raise ``InputError`` where nothing can be read from it."""
        ...


@final
@frozen(kw_only=True)
class ScoreRequest:
    """Ask a scorer for the scorecard of an assessment, on the edition that the assessment names."""

    assessment: Assessment
    edition: Edition


@runtime_checkable
class Scorer(Protocol):
    """Compute exact scores and discrepancies from printed figures."""

    @property
    def name(self) -> str:
        """The unique name by which the scorer is chosen."""
        ...

    def score(self, request: ScoreRequest) -> Scorecard:
        """Return the scorecard; raise ``InputError`` where the edition does not allow one."""
        ...


@final
class Order(Enum):
    """Say in which order a renderer lists questions: as the edition does, or most points lost first."""

    CODE = "code"
    WEAKEST = "weakest"


@final
@frozen(kw_only=True)
class Terminal:
    """Describe the terminal that is written to: its width in columns, and whether it shows colours."""

    width: int = 80
    colours: bool = False


@final
@frozen(kw_only=True)
class Reference:
    """Hold points to compare with, on the edition of the scorecard: another assessment, or the mean of several.

    ``label`` says whose they are; ``count`` is the number of assessments behind them; ``values`` maps codes of areas
    and ``total`` to intervals in points, as pairs in the edition's order.
    """

    label: str
    count: int
    values: tuple[tuple[str, Interval], ...]

    def of(self, code: str) -> Interval | None:
        """Return the interval for an area's code or ``total``, ``None`` where nothing is known."""
        return next((interval for known, interval in self.values if known == code), None)


@final
@frozen(kw_only=True)
class RenderRequest:
    """Ask a renderer to show a scorecard.

    ``history`` are earlier scorecards of the same organisation, newest first, perhaps on other editions;
    ``registry`` holds the editions' texts; ``language`` is the BCP 47 tag asked for; ``terminal`` is ``None``
    unless the result goes straight to one.
    """

    scorecard: Scorecard
    registry: "Registry"
    language: str
    history: tuple[Scorecard, ...] = ()
    reference: Reference | None = None
    order: Order = Order.CODE
    terminal: Terminal | None = None

    @property
    def edition(self) -> Edition:
        """Return the edition of the scorecard."""
        return self.registry[self.scorecard.assessment.edition]


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

    def render(self, request: RenderRequest) -> bytes:
        """Return the whole file; text is UTF-8."""
        ...


@runtime_checkable
class Framework(Protocol):
    """Bring editions and organisations as TOML in a folder of a package.

    ``editions/<id>/edition.toml`` holds an edition, ``organisations/<name>.toml`` a register of organisations.
    """

    @property
    def name(self) -> str:
        """The unique name of the collection."""
        ...

    @property
    def folder(self) -> Traversable:
        """The folder, usually ``importlib.resources.files`` of the plugin's package."""
        ...


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


class RendererHooks:
    """The hook of the kind ``renderers``."""

    @hookspec
    def kompass_renderers(self) -> Sequence[Renderer]:
        """Return the renderers that the plugin brings."""
        raise NotImplementedError


class FrameworkHooks:
    """The hook of the kind ``frameworks``."""

    @hookspec
    def kompass_frameworks(self) -> Sequence[Framework]:
        """Return the collections of editions that the plugin brings."""
        raise NotImplementedError


HOOKS: dict[str, tuple[type, type]] = {
    "frameworks": (FrameworkHooks, Framework),
    "importers": (ImporterHooks, Importer),
    "renderers": (RendererHooks, Renderer),
    "scorers": (ScorerHooks, Scorer),
}
"""Every kind of plugin with the class that specifies its hook and the protocol of what the hook returns."""
