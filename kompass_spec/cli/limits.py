"""Say beside the results of a command what can and cannot be done with the editions that they are on."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kompass_spec.completeness import explain_known, scored_by
from kompass_spec.model.edition import Edition
from kompass_spec.registry import Registry
from kompass_spec.wording import wording_for

if TYPE_CHECKING:  # what only lists editions needs no assessments
    from kompass_spec.model import Assessment

__all__ = ["editions_data", "editions_of", "limits_of"]


def editions_of(assessments: "Iterable[Assessment]", registry: Registry) -> tuple[Edition, ...]:
    """Return the editions that assessments are on, each once and in their order, without those that are not installed."""
    keys = dict.fromkeys(assessment.release_key for assessment in assessments)
    return tuple(registry[key] for key in keys if key in registry)


def limits_of(editions: Iterable[Edition]) -> list[str]:
    """Return a line for every sentence on editions that are not known whole, with the ids that it holds for.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> for line in limits_of(registry[name] for name in ("se-2002", "se-2010", "se-2016", "se-2020")):
    ...     print(line[:63])
    se-2002: Only a part of this edition is known (1 area, 0 questi
    se-2010, se-2020: Only the areas of this edition are known, not
    """
    said: dict[str, list[str]] = {}
    for edition in editions:
        if scored_by(edition) != "question":
            ids = said.setdefault(explain_known(edition, wording_for("en")), [])
            ids.extend([] if edition.id in ids else [edition.id])
    return [f"{', '.join(ids)}: {sentence}" for sentence, ids in said.items()]


def editions_data(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    """Return of every edition how much is known, the level that it is scored by, and what that means, for JSON."""
    return [
        {
            "id": edition.id,
            "release": edition.release,
            "completeness": edition.completeness.value,
            "scored_by": scored_by(edition),
            "known": explain_known(edition, wording_for("en")),
        }
        for edition in editions
    ]
