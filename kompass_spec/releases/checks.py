"""Check editions, mappings, registers and the package's own JSON, and report everything that is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths
from kompass_spec.documents.kinds import DocumentKind
from kompass_spec.model import Edition
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.fields import held
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.cautions import unsaid
from kompass_spec.registry.drafts import Draft, drafts_in, folder_problems
from kompass_spec.registry.ledger import LEDGER, Ledger, ReleaseKind, read_ledger
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.releases.candidates import drafted
from kompass_spec.releases.document_checks import (
    Document,
    document_problems,
    edition_in,
    held_by,
    read_document,
)

__all__ = ["Checked", "check_installed", "check_paths"]

ENDINGS = (".json", ".toml")


@final
@frozen(kw_only=True, field_transformer=held)
class Checked:
    """Say what was checked, file by file with what it holds, what is wrong, and which editions are in order.

    ``passed_over`` are the files of folders that hold something else, such as a project or a release.
    ``notes`` say what of a later version cannot be read, which is not wrong.
    """

    files: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    editions: tuple[Edition, ...] = ()
    passed_over: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


def check_paths(paths: Iterable[Path], limit: int = DEFAULT_LIMIT) -> Checked:
    """Check the TOML and JSON files named, and those in folders that are of the package's kinds.

    Mappings and results are read with the editions among them, also where these are not released yet. Raise
    nothing for what is wrong in them.

    >>> checked = check_paths([Path("frameworks")])
    >>> checked.problems, "frameworks/pyproject.toml" in checked.passed_over
    ((), True)
    """
    check_arguments(check_paths, locals())
    named = tuple(paths)
    expanded, problems = expand_paths(named, ENDINGS)
    wrong: dict[Path, tuple[Problem, ...]] = {}
    documents = list(_documents(expanded, named, limit, wrong))
    registry, editions = _with_editions(documents, wrong)
    for document in documents:
        if document.path not in wrong:
            found = document_problems(document, registry, editions.get(document.path))
            wrong |= {document.path: found} if found else {}
    fine = [document for document in documents if document.path not in wrong]
    return Checked(
        files=tuple((str(document.path), held_by(document)) for document in fine if document.kind),
        problems=(*problems, *(problem for path in expanded for problem in wrong.get(path, ()))),
        editions=tuple(edition for path, edition in editions.items() if path not in wrong),
        passed_over=tuple(str(document.path) for document in fine if document.kind is None),
    )


def _documents(
    paths: Iterable[Path], named: Sequence[Path], limit: int, wrong: dict[Path, tuple[Problem, ...]]
) -> Iterator[Document]:
    """Iterate over the documents in files; note what is wrong with those that are none."""
    for path in paths:
        try:
            yield read_document(path, limit, named=path in named)
        except InputError as error:
            wrong[path] = error.in_file(str(path)).problems


def _with_editions(
    documents: Iterable[Document], wrong: dict[Path, tuple[Problem, ...]]
) -> tuple[Registry, dict[Path, Edition]]:
    """Return what is installed with the editions among the documents; note what is wrong with those."""
    registry = load_registry()
    editions: dict[Path, Edition] = {}
    for document in documents:
        if document.kind is DocumentKind.EDITION:
            try:
                edition = edition_in(document)
            except InputError as error:
                wrong[document.path] = error.in_file(str(document.path)).problems
                continue
            editions[document.path] = edition
            registry = registry.with_edition(edition)
    return registry, editions


def check_installed(registry: Registry | None = None, plugins: Plugins | None = None) -> Checked:
    """Check every edition, mapping and register that the installed frameworks bring, and their drafts.

    A draft is the TOML that the next release is made from, beside a ledger; what is listed is the drafts that
    hold something else than was released. Whatever ``kompass verify --drafts`` refuses is a problem here too.
    """
    check_arguments(check_installed, locals())
    plugins = plugins if plugins is not None else load_plugins("frameworks", "scorers")
    registry = registry if registry is not None else load_registry(plugins)
    problems = list(registry.problems)
    files = [(edition, "edition") for edition in registry]
    files += [(mapping.id, "mapping") for mapping in registry.mappings()]
    problems.extend(registry.mapping_problems())
    for plugin in plugins.of_kind("frameworks"):
        for draft, found in _new_drafts(plugin.provided.folder, plugin.distribution, registry):
            files.append((draft.name, draft.kind.value))
            problems.extend(found)
    files.append((f"{len(registry.organisations())} organisations", "register"))
    problems.extend(registry.organisation_problems())
    problems.extend(_unverified(problems, registry, plugins))
    # A broken edition also breaks the mappings that join it; it is said once.
    problems_once = tuple(dict.fromkeys(problems))
    named = {problem.file for problem in problems_once}
    return Checked(
        files=tuple((file, holds) for file, holds in files if file not in named),
        problems=problems_once,
        editions=tuple(registry.values()),
        notes=_notes(registry, problems_once),
    )


def _notes(registry: Registry, known: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what of a later version cannot be read, or not all of it, and is not among what is wrong."""
    told = (
        *registry.none_readable(),
        *registry.cautions(registry),
        *chain.from_iterable(registry.mapping_cautions().values()),
    )
    return unsaid(told, known)


def _new_drafts(
    folder: Traversable, distribution: str, registry: Registry
) -> Iterator[tuple[Draft, Sequence[Problem]]]:
    """Iterate over the drafts beside a ledger that hold what was never released, or are broken.

    With each comes what is wrong with it. Drafts of editions come first, and mappings are read with them.
    Without a ledger the TOML is what is installed, and was checked as that.
    """
    for draft, ledger in _drafts(folder, distribution, registry):
        try:
            candidate = drafted(draft, registry)
        except InputError as error:
            yield draft, error.in_file(draft.name).problems
            continue
        if candidate.edition is not None:
            registry = registry.with_edition(candidate.edition)
        misplaced = folder_problems(candidate.id, draft.id, draft.name, draft.kind)
        published = any(candidate.is_released_as(entry) for entry in ledger.releases(draft.kind, draft.id))
        if misplaced or not published:
            yield draft, misplaced


def _drafts(folder: Traversable, distribution: str, registry: Registry) -> Iterator[tuple[Draft, Ledger]]:
    """Iterate over the drafts beside a ledger, each with that ledger."""
    try:
        if not folder.joinpath(LEDGER).is_file():
            return
        ledger = read_ledger(folder)
    except (InputError, OSError):
        # The registry has said what is wrong with the ledger.
        return
    joined = {mapping.id for mapping in registry.mappings()}
    for draft in drafts_in(folder, distribution):
        # Where the editions of a mapping are not installed, that was said of its release.
        is_released_mapping = draft.kind is ReleaseKind.MAPPING and ledger.releases(draft.kind, draft.id)
        if not is_released_mapping or draft.id in joined:
            yield draft, ledger


def _unverified(known: Iterable[Problem], registry: Registry, plugins: Plugins) -> Iterator[Problem]:
    """Find what ``kompass verify --drafts`` refuses and is not known yet."""
    # Imported here because the check of a file proves no ledger, signature or pin.
    from kompass_spec.releases.verification import installed_ledgers, verify_folder

    places = {_place(problem) for problem in known}
    for folder, distribution in installed_ledgers(plugins):
        verified = verify_folder(folder, distribution, registry=registry, plugins=plugins, drafts=True)
        yield from (problem for problem in verified.problems if _place(problem) not in places)


def _place(problem: Problem) -> tuple[str, str | None, str | None, int | None]:
    """Return what tells a problem from others, by whatever name its file goes."""
    # What is installed goes by the names of its folder and file, and drafts by the path to them.
    file = (problem.file or "").replace(": editions/", ": ").replace(": mappings/", ": ")
    return problem.code, file, problem.pointer, problem.line
