"""Read the mappings that frameworks bring: those that stand for their ids, and earlier releases of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kompass_spec.documents.forms import NewerFormError
from kompass_spec.documents.further_keys import passed_over
from kompass_spec.documents.mappings import read_mapping, released_mapping
from kompass_spec.documents.plain import parse_json
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.cautions import none_can_be_read, used_instead
from kompass_spec.registry.ledger import Entry
from kompass_spec.registry.stored import Released, Stored

__all__ = ["ReadMappings", "earlier_releases", "read_mappings"]


class ReadMappings(NamedTuple):
    """Hold the mappings between editions, ordered by name, and what is wrong with those that are broken.

    ``cautions`` are warnings for whoever uses a mapping, by its id.
    """

    mappings: tuple[EditionMapping, ...]
    problems: tuple[Problem, ...]
    cautions: Mapping[str, tuple[Problem, ...]]


def read_mappings(
    stored_mappings: Iterable[Stored],
    own: Sequence[EditionMapping],
    editions: Mapping[str, Edition],
    releases: Callable[[str], Sequence[Released]],
) -> ReadMappings:
    """Return the mappings between editions, each the newest of its ``releases`` that can be read, or a draft.

    The user's ``own`` take the place of those that are stored for the same two editions, in either direction.
    """
    mappings = list(own)
    replaced = {_joined(mapping) for mapping in own}
    problems: list[Problem] = []
    cautions: dict[str, tuple[Problem, ...]] = {}
    for stored in stored_mappings:
        read = _draft(stored, editions) if stored.entry is None else _newest(releases(stored.id), editions)
        problems += read.problems
        cautions[stored.id] = tuple(read.cautions)
        mapping = read.mapping
        if mapping is None:
            continue
        if mapping.id != stored.id:
            sentence = (
                f"The mapping calls itself {mapping.id!r} by its editions, and it is kept as"
                f" {stored.id!r}. Make them the same."
            )
            problems.append(Problem("bad-identifier", sentence, stored.name, "/source"))
        elif _joined(mapping) not in replaced:
            mappings.append(mapping)
    in_order = tuple(sorted(mappings, key=lambda mapping: mapping.id))
    return ReadMappings(mappings=in_order, problems=tuple(problems), cautions=cautions)


class _Read(NamedTuple):
    """Hold the mapping that stands for an id, ``None`` where none can be read, and what is said of it."""

    mapping: EditionMapping | None
    problems: Sequence[Problem] = ()
    cautions: Sequence[Problem] = ()


def _draft(stored: Stored, editions: Mapping[str, Edition]) -> _Read:
    try:
        return _Read(read_mapping(stored.text(), stored.name, editions))
    except InputError as error:
        return _Read(None, error.problems)


_ELSEWHERE = frozenset({"altered-release", "missing-release", "unknown-edition", "wrong-release"})
"""What is wrong with something else than what a release says, so that no older one takes its place."""


def _newest(releases: Sequence[Released], editions: Mapping[str, Edition]) -> _Read:
    """Return the newest of the releases of an id that can be read; a withdrawn one is not used."""
    problems: list[Problem] = []
    passed_by: list[Problem] = []
    for release in reversed(releases):
        if release.withdrawn is not None:
            continue
        try:
            mapping, further = release.read_mapping(editions)
        except NewerFormError as error:
            passed_by += error.problems
        except InputError as error:
            problems += error.problems
            if not _ELSEWHERE.isdisjoint(problem.code for problem in error.problems):
                break
            passed_by += error.problems
        else:
            told = [*used_instead(passed_by, release.key), *passed_over(release.key, further, release.name)]
            return _Read(mapping, problems, told)
    return _Read(None, problems, tuple(none_can_be_read(releases[-1].entry.id, passed_by)))


def _joined(mapping: EditionMapping) -> frozenset[str]:
    return frozenset({mapping.source.id, mapping.target.id})


def earlier_releases(
    releases: Sequence[Released], newest: Entry | None, editions: Mapping[str, Edition]
) -> Iterator[EditionMapping]:
    """Iterate over earlier releases of a mapping that pin other major versions than all later ones.

    The newest comes first. ``releases`` are those of its id, oldest first; ``newest`` is the entry of the one
    that stands for it.
    """
    standing = [release for release in releases if release.withdrawn is None]
    if [release.entry for release in standing] == [newest]:
        return
    known_pins: list[tuple[object, object]] = []
    for release in reversed(standing):
        try:
            text = release.content().decode()
            data = parse_json(text)
            pins = (data.get("source"), data.get("target"))
            if pins not in known_pins and release.entry != newest:
                yield released_mapping(text, release.name, editions)
        except (InputError, AttributeError, UnicodeDecodeError):
            continue  # it is not what stands for its id, and `kompass verify` says what is wrong with it
        known_pins.append(pins)
