"""Import printed reports, and the package's own JSON, into assessments."""

from copy import copy
from pathlib import Path

from attrs import evolve

from kompass_spec.documents.assessments import read_assessments
from kompass_spec.documents.disk import DEFAULT_LIMIT, read_bytes, refuse_empty
from kompass_spec.documents.kinds import is_saved
from kompass_spec.model import Assessment
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.assessment import Imported
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.hooks import Importer
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Decided, ImportRequest
from kompass_spec.registry.chosen import chosen_decided, chosen_edition
from kompass_spec.registry.registry import Registry
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed
from kompass_spec.results.opening import Opened, importer_for, open_document
from kompass_spec.wording.reading import reading_words

__all__ = ["import_document", "import_path"]

_DAMAGED = frozenset({"altered-release", "missing-release", "unreadable-release"})


def import_path(
    path: Path | str,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    edition: str | None = None,
    importer: str | None = None,
    decided: Decided | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Imported:
    """Return the assessments in a file: a printed report, or JSON that ``kompass import`` wrote.

    The content of the file decides how it is read, and not its ending. ``edition`` decides on the edition's
    id where the report could be of several, ``decided`` on what else it leaves open; ``importer`` chooses the
    importer by its name; ``limit`` is the greatest size of the file in bytes. Raise ``InputError`` with
    everything that is wrong with the file.

    >>> imported = import_path(Path("docs/examples/ornskoldsvik-2017.md"))
    >>> [(assessment.year, assessment.edition) for assessment in imported.assessments]
    [(2017, 'se-2016'), (2015, 'se-2010'), (2013, 'se-2010')]
    """
    check_arguments(import_path, locals())
    return import_document(
        str(path),
        read_bytes(Path(path), limit),
        registry=registry,
        plugins=plugins,
        edition=edition,
        importer=importer,
        decided=decided,
    )


def import_document(
    file: str,
    content: bytes,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    edition: str | None = None,
    importer: str | None = None,
    decided: Decided | None = None,
) -> Imported:
    """Return the assessments in the ``content`` of a file named ``file``, as ``import_path`` does."""
    check_arguments(import_document, locals())
    refuse_empty(file, content)
    if is_saved(file) and importer is None:
        return read_assessments(file, content)
    plugins = plugins_or_installed(plugins, "importers")
    registry = registry_or_installed(registry)
    if edition is not None:
        registry, edition = chosen_edition(edition, registry)
    registry, decided = chosen_decided(decided, registry)
    chosen, failures = importer_for(file, content, importer, plugins)
    reader: Importer = chosen.provided
    opened = Opened(None, ()) if reader.endings else open_document(file, content, plugins)
    document, unread = opened.document, (*failures, *opened.warnings)
    request = ImportRequest(
        file=file,
        content=content,
        registry=registry,
        edition=edition,
        words=reading_words(),
        document=document,
        decided=decided,
    )
    # An edition that cannot be used is not recognised, so the report may have been taken for one of another.
    unusable = (*registry.withdrawn_whole(), *registry.none_readable())
    missed = (*registry.problems, *unusable) if edition is None else ()
    try:
        result: Imported = call_plugin(chosen, lambda: reader.read(request), Imported, file)
    except InputError as error:
        problems = [*error.problems, *unread]
        raise type(error)([*(one.in_file(file) for one in problems), *missed]) from error.__cause__
    if edition is None:
        _refuse_doubtful(result, registry, file)
    cautions = registry.cautions(assessment.release_key for assessment in result.assessments)
    return evolve(
        result,
        assessments=tuple(_pinned(assessment, registry) for assessment in result.assessments),
        warnings=tuple(
            dict.fromkeys(
                (
                    *missed,
                    *registry.organisation_problems(),
                    *cautions,
                    *(warning.in_file(file) for warning in (*unread, *result.warnings)),
                )
            )
        ),
    )


def _refuse_doubtful(result: Imported, registry: Registry, file: str) -> None:
    """Refuse what was recognised among the editions of a distribution of which a release cannot be read.

    The edition that is not there may be the right one, and then figures would stand under another's names.
    """
    origins = dict(registry.origins)
    # Where an older release stands for its id, the edition is there to be recognised.
    replaced = {problem for edition in registry for problem in registry.passed_by(edition)}
    damaged = [
        problem for problem in registry.problems if problem.code in _DAMAGED and problem not in replaced
    ]
    for name in dict.fromkeys(assessment.edition for assessment in result.assessments):
        unread = [problem for problem in damaged if (problem.file or "").startswith(f"{origins.get(name)}: ")]
        if unread:
            sentence = (
                f"The report was taken for one on {name}, but {origins[name]} has a release that cannot be"
                " read, and that may be of the right edition. Mend that, or decide with `edition=ID`."
            )
            raise InputError([Problem("edition-unclear", sentence, file), *unread])


def _pinned(assessment: Assessment, registry: Registry) -> Assessment:
    """Pin the release of the edition that an assessment was imported on, unless that is a draft."""
    edition = registry.get(assessment.release_key)
    digest = registry.digest(edition) if edition is not None else None
    if edition is None or digest is None:
        return assessment
    # Not by evolve, which would hold all rules of an assessment once more that the door has just held.
    pinned = copy(assessment)
    object.__setattr__(pinned, "release", edition.release)
    object.__setattr__(pinned, "digest", digest)
    return pinned
