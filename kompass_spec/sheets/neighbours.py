"""What of neighbouring editions corresponds to an item, by the mappings that join them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, final

from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.mapping_parts import Link
from kompass_spec.model.sheet import Beside, Paragraph, Tone, Words, words_of
from kompass_spec.model.side import Side
from kompass_spec.sheets.passages import coded, titled
from kompass_spec.wording.mappings import describe_changes
from kompass_spec.wording.wording import Wording

__all__ = ["Neighbour", "correspondence", "counterparts", "neighbours_of"]

_SIDE_BY_SIDE = 2
"""How many neighbours stand side by side: the edition before, and the one after."""


@final
class Neighbour(NamedTuple):
    """Hold an edition that a mapping joins with another one, and on which side of the mapping it stands."""

    edition: Edition
    mapping: EditionMapping
    side: Side

    def links_of(self, code: str) -> Iterator[Link]:
        """Iterate over the links that name an item of the other edition."""
        return (link for link in self.mapping.links if code in self.side.other.of(link))

    @property
    def is_earlier(self) -> bool:
        """Tell whether it was in use before the other edition."""
        return self.edition.valid_from < self.side.other.edition(self.mapping).valid_from


def neighbours_of(edition: Edition, mappings: Iterable[EditionMapping]) -> tuple[Neighbour, ...]:
    """Return the editions that mappings join with one, in order of time.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> joined = neighbours_of(registry["se-2016"], registry.mappings())
    >>> [neighbour.edition.id for neighbour in joined if neighbour.edition.country == "SE"]
    ['se-2010', 'se-2020']
    """
    joined = []
    for mapping in mappings:
        if mapping.source.id != mapping.target.id:
            if mapping.source.id == edition.id:
                joined.append(Neighbour(mapping.target, mapping, Side.TARGET))
            elif mapping.target.id == edition.id:
                joined.append(Neighbour(mapping.source, mapping, Side.SOURCE))
    return tuple(sorted(joined, key=lambda one: (one.edition.valid_from, one.edition.id)))


def correspondence(neighbour: Neighbour, code: str, wording: Wording) -> tuple[Words, ...]:
    """Return what of a neighbour corresponds to an item, each with what happened; nothing where nothing does.

    Words follow each other as they stand.
    """
    said: list[Words] = []
    for link in neighbour.links_of(code):
        changes = describe_changes(link.changes, wording)
        if said:
            said.append("; ")
        for number, other in enumerate(neighbour.side.of(link)):
            said += [*([" + "] if number else []), coded(neighbour.edition, other, wording)]
        said.append(f" ({changes})")
    return tuple(said)


def counterparts(
    code: str, neighbours: Sequence[Neighbour], wording: Wording
) -> Iterator[Paragraph | Beside]:
    """Yield what of every neighbour corresponds to an item, under their titles, side by side if several."""
    said = []
    for neighbour in neighbours:
        words = correspondence(neighbour, code, wording)
        if words:
            lead = f"{words_of(titled(neighbour.edition, wording))}:"
            said.append(Paragraph(words=words, lead=lead, tone=Tone.QUIET))
    if len(said) == _SIDE_BY_SIDE:
        yield Beside(columns=tuple((one,) for one in said))
    else:
        yield from said
