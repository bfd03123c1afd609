"""Verify what releases say: each can be read and written again, each golden score computed again."""

from collections.abc import Iterator
from typing import Any

from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.forms import FIRST, NewerFormError, content_of
from kompass_spec.documents.further_keys import without_further_keys
from kompass_spec.documents.mappings import MappingFile, mapping_data, released_mapping
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.scorecards import scorecard_from_data
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import Edition
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import Entry, ReleaseKind
from kompass_spec.registry.stored import misnamed
from kompass_spec.releases.draft_verification import lacks_an_edition, unjoined
from kompass_spec.releases.form_verification import is_newer
from kompass_spec.releases.golden_scores import is_same_score
from kompass_spec.releases.subjects import Subject
from kompass_spec.results.scorecards import STANDARD, score_assessment

__all__ = ["edition_problems", "golden_problems", "mapping_problems"]


def edition_problems(subject: Subject) -> Iterator[Problem]:
    """Find released editions that cannot be read, have another name, or would be written otherwise."""
    for entry, content in _readable(subject, ReleaseKind.EDITION):
        file = subject.file_of(entry)
        try:
            data = _kept(parse_json(content.decode()), Edition)
            edition = structure(data, Edition)
        except InputError as error:
            yield from error.in_file(file).problems
            continue
        if (edition.id, edition.release) != (entry.id, entry.version):
            yield misnamed(entry, edition.id, edition.release, file)
        yield from _writing_problems(unstructure(edition), data, file)


def mapping_problems(subject: Subject) -> Iterator[Problem]:
    """Find released mappings that cannot be read, have another name, or would be written otherwise."""
    for entry, content in _readable(subject, ReleaseKind.MAPPING):
        file = subject.file_of(entry)
        try:
            data = _kept(parse_json(content.decode()), MappingFile)
            mapping = released_mapping(content.decode(), file, subject.registry)
        except NewerFormError:
            subject.unchecked.append(
                f"{entry.id}@{entry.version}: an edition that it joins is of a newer form"
            )
            continue
        except InputError as error:
            is_newest = entry == subject.ledger.newest(ReleaseKind.MAPPING, entry.id)
            if lacks_an_edition(error, older=not is_newest):
                subject.unchecked.append(unjoined(f"{entry.id}@{entry.version}"))
            else:
                yield from error.in_file(file).problems
            continue
        if (mapping.id, mapping.release) != (entry.id, entry.version):
            yield misnamed(entry, mapping.id, mapping.release, file)
        yield from _writing_problems(mapping_data(mapping), data, file)


def _kept(data: Any, wanted: type) -> Any:
    """Return what a release says, without its form and without the optional keys of later versions.

    Raise ``InputError`` where no form is named rightly.
    """
    form, content = content_of(data)
    return content if form == FIRST else without_further_keys(content, wanted)[0]


def golden_problems(subject: Subject, plugins: Plugins) -> Iterator[Problem]:
    """Find golden scorecards of which the standard scorer no longer gives the same score."""
    has_scorer = STANDARD in {plugin.name for plugin in plugins.of_kind("scorers")}
    for name, entries in subject.ledger.published(ReleaseKind.SCORECARD):
        for entry in entries:
            if subject.ledger.withdrawn(ReleaseKind.SCORECARD, name, entry.version) is not None:
                continue
            if has_scorer:
                yield from _score_problems(subject, entry, plugins)
            else:
                reason = f"no scorer named {STANDARD!r} is installed"
                subject.unchecked.append(f"{name}@{entry.version}: {reason}")


def _score_problems(subject: Subject, entry: Entry, plugins: Plugins) -> Iterator[Problem]:
    content = subject.bytes_of(entry)
    if content is None:
        return
    file = subject.file_of(entry)
    try:
        published = scorecard_from_data(content_of(parse_json(content.decode()))[1])
        if not published.is_of_sums:
            reason = (
                f"its scores are of the scorer {published.scorer!r}, and only those of {STANDARD!r} are"
                " computed again"
            )
            subject.unchecked.append(f"{entry.id}@{entry.version}: {reason}")
            return
        computed = score_assessment(published.assessment, registry=subject.registry, plugins=plugins)
    except InputError as error:
        yield from error.in_file(file).problems
        return
    if not is_same_score(computed, published):
        sentence = f"The scorer no longer gives the score that was published as {entry.id}@{entry.version}."
        yield Problem("other-score", sentence, file)


def _readable(subject: Subject, kind: ReleaseKind) -> Iterator[tuple[Entry, bytes]]:
    """Iterate over the releases of a kind that can be read, each with its bytes.

    Of those of a newer form it is said elsewhere that they are not checked.
    """
    for _, entries in subject.ledger.published(kind):
        for entry in entries:
            content = subject.bytes_of(entry)
            if content is not None and not is_newer(content):
                yield entry, content


def _writing_problems(data: object, known: object, file: str) -> Iterator[Problem]:
    """Find that plain data are not released as what is known of a release is written."""
    try:
        is_written_so = release_bytes(data) == canonical_bytes(known)
    except ValueError:  # it has no canonical form
        is_written_so = False
    if not is_written_so:
        sentence = (
            "The release can be read, but is not written as kompass release writes the same content: a"
            " quantity is no text, say, or something empty stands in it."
        )
        yield Problem("unreadable-release", sentence, file)
