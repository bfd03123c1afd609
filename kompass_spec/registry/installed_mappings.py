"""Read the mappings that frameworks bring: those that stand for their ids, and earlier releases of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kompass_spec.documents.mappings import read_mapping, released_mapping
from kompass_spec.documents.plain import parse_json
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.ledger import Entry
from kompass_spec.registry.stored import Released, Stored

__all__ = ["earlier_releases", "read_mappings"]


def read_mappings(
    stored_mappings: Iterable[Stored], own: Sequence[EditionMapping], editions: Mapping[str, Edition]
) -> tuple[tuple[EditionMapping, ...], tuple[Problem, ...]]:
    """Return the mappings between editions, ordered by name, and what is wrong with those that are broken.

    The user's ``own`` take the place of those that are stored for the same two editions, in either direction.
    """
    mappings = list(own)
    replaced = {_joined(mapping) for mapping in own}
    problems: list[Problem] = []
    for stored in stored_mappings:
        read = read_mapping if stored.entry is None else released_mapping
        try:
            mapping = read(stored.text(), stored.name, editions)
        except InputError as error:
            problems.extend(error.problems)
            continue
        if mapping.id != stored.id:
            sentence = (
                f"The mapping calls itself {mapping.id!r} by its editions, and it is kept as"
                f" {stored.id!r}. Make them the same."
            )
            problems.append(Problem("bad-identifier", sentence, stored.name, "/source"))
        elif _joined(mapping) not in replaced:
            mappings.append(mapping)
    return tuple(sorted(mappings, key=lambda mapping: mapping.id)), tuple(problems)


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
