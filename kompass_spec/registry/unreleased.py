"""The drafts of editions of which nothing was released: they are not in use, but can be looked at."""

from collections.abc import Iterable, Iterator, Mapping

from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError
from kompass_spec.registry.drafts import Draft, drafts_in
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.registry.ownership import Holding

__all__ = ["read_drafts", "unreleased_editions"]


def unreleased_editions(holdings: Iterable[Holding], standing: Mapping[str, Edition]) -> dict[str, Edition]:
    """Return, by their ids, the drafts beside a ledger that can be read and of which nothing was released.

    An id that something stands for already is left out; of two drafts of one id the first distribution's is
    taken, in alphabetical order.
    """
    drafts: dict[str, Edition] = {}
    for holding in sorted(holdings, key=lambda holding: holding.distribution):
        released = holding.ledger.ids(ReleaseKind.EDITION)
        for draft in drafts_in(holding.folder, holding.distribution):
            if draft.kind is ReleaseKind.EDITION and draft.id not in {*released, *standing, *drafts}:
                drafts |= {edition.id: edition for edition in read_drafts([draft]) if edition.id == draft.id}
    return drafts


def read_drafts(drafts: Iterable[Draft]) -> Iterator[Edition]:
    """Iterate over the editions of drafts; what is wrong with one is said where it is checked."""
    for draft in drafts:
        # Imported here because few frameworks have such a draft, and the strict converter is slow.
        from kompass_spec.documents.editions import read_edition

        try:
            yield read_edition(draft.text(), draft.name)
        except (InputError, OSError):
            continue
