"""What changed between two releases, and the version step that the changes make together."""

from collections.abc import Iterable, Mapping
from typing import final

from attrs import frozen

from kompass_spec.model.fields import held
from kompass_spec.model.version import Step
from kompass_spec.model.written import Record

__all__ = ["RULES", "Alteration", "Difference", "difference_of"]


RULES: Mapping[str, Step] = {
    "re-sourced": Step.PATCH,
    "renoted": Step.PATCH,
    "re-aliased": Step.PATCH,
    "redescribed": Step.PATCH,
    "reordered": Step.PATCH,
    "corrected": Step.PATCH,
    "translated": Step.MINOR,
    "heading added": Step.MINOR,
    "context added": Step.MINOR,
    "guidance added": Step.MINOR,
    "scale added": Step.MINOR,
    "weight added": Step.MINOR,
    "completed": Step.MINOR,
    "added": Step.MAJOR,
    "removed": Step.MAJOR,
    "reworded": Step.MAJOR,
    "re-weighted": Step.MAJOR,
    "rescaled": Step.MAJOR,
    "rescored": Step.MAJOR,
    "re-addressed": Step.MAJOR,
    "guidance changed": Step.MAJOR,
    "untranslated": Step.MAJOR,
    "redefined": Step.MAJOR,
}
"""The step of every kind of change between two releases; the documentation has the table in words."""

_ORDER = list(Step)


@final
@frozen(kw_only=True, field_transformer=held)
class Alteration:
    """Describe one change: its kind, the codes before and after it, and a reason in words."""

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str


@final
@frozen(kw_only=True, field_transformer=held)
class Difference(Record):
    """Hold every change between two editions or releases.

    ``step`` is the step of the version that they make together, ``None`` where nothing changed or the two are
    not releases of one edition.
    """

    changes: tuple[Alteration, ...]
    step: Step | None


def difference_of(changes: Iterable[Alteration], rules: Mapping[str, Step] = RULES) -> Difference:
    """Return the difference that changes between two releases make together, with its step.

    ``rules`` are those that the step is computed by.
    """
    listed = tuple(changes)
    steps = [rules[change.kind] for change in listed]
    return Difference(changes=listed, step=max(steps, key=_ORDER.index) if steps else None)
