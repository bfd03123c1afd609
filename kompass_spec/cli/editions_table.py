"""Put the installed editions into a table for the terminal, and into data."""

from collections.abc import Iterable

from kompass_spec.cli.output import table
from kompass_spec.model.edition import Edition
from kompass_spec.registry.registry import Registry
from kompass_spec.wording.editions import describe_completeness, editions_data, list_heads
from kompass_spec.wording.wording import Wording

__all__ = ["edition_data", "editions_table"]


def editions_table(editions: Iterable[Edition], registry: Registry, wording: Wording) -> str:
    """Return a table of editions: when each was in use, and how much of it is known.

    A release with an asterisk is not the newest of its edition, because that cannot be read.
    """
    rows = [
        (
            edition.id,
            _release(edition, registry),
            f"{edition.valid_from}–{edition.valid_to or ''}",
            describe_completeness(edition.completeness, wording),
            str(len(edition.areas)),
            str(len(edition.questions)) if edition.questions else "–",
            edition.publisher,
        )
        for edition in editions
    ]
    return table(list_heads(wording), rows, right=(4, 5))


def _release(edition: Edition, registry: Registry) -> str:
    if not edition.is_released:
        return f"{edition.release} (draft)"
    return f"{edition.release}*" if registry.passed_by(edition.id) else edition.release


def edition_data(edition: Edition, registry: Registry) -> dict[str, object]:
    """Return what the list says of an edition, as plain data."""
    (known,) = editions_data([edition])
    return {
        "id": edition.id,
        "release": edition.release,
        "draft": not edition.is_released,
        "title": dict(edition.title),
        "publisher": edition.publisher,
        "country": edition.country,
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "completeness": edition.completeness.value,
        "areas": len(edition.areas),
        "questions": len(edition.questions),
        "scored_by": known["scored_by"],
        "known": known["known"],
        "newest": not (edition.is_released and registry.passed_by(edition.id)),
    }
