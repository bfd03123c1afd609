"""Tell apart what editions say beside texts and maxima: scales, guidance, what is scored and for whom."""

from collections.abc import Iterator

from kompass_spec.model import Area, Criterion, Edition, Guidance, Heading, Question, Scale, Text
from kompass_spec.model.difference import Alteration
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.scales import ScaleLevel

__all__ = ["scale_changes", "shape_changes"]

Item = Area | Heading | Question | Criterion


def scale_changes(earlier: Edition, later: Edition) -> Iterator[Alteration]:
    """Find what changed in the scales of an edition, whatever is answered on them."""
    before = {scale.id: scale for scale in earlier.scales}
    after = {scale.id: scale for scale in later.scales}
    for name, scale in before.items():
        if name not in after:
            yield _of_edition("rescaled", f"The scale {name} is no longer there.")
        else:
            yield from _changes_of_scale(scale, after[name])
    for name in after:
        if name not in before:
            yield _of_edition("scale added", f"The scale {name} is new in this release.")
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield _of_edition("reordered", "Scales stand in another order.")


def _changes_of_scale(before: Scale, after: Scale) -> Iterator[Alteration]:
    if before.source != after.source:
        yield _of_edition("re-sourced", f"The source of the scale {before.id} changed.")
    levels = {level.value: level for level in after.levels}
    if [level.value for level in before.levels] != list(levels):
        yield _of_edition("rescaled", f"The scale {before.id} has other levels.")
        return
    for level in before.levels:
        yield from _changes_of_level(before.id, level, levels[level.value])


def _changes_of_level(name: str, before: ScaleLevel, after: ScaleLevel) -> Iterator[Alteration]:
    which = f"the level {exact_text(before.value)} of the scale {name}"
    if (before.share, before.points) != (after.share, after.points):
        was_unknown = before.share is None and before.points is None
        kind = "scale added" if was_unknown else "rescaled"
        yield _of_edition(kind, f"What is given by {which} {'is now known' if was_unknown else 'changed'}.")
    old: Text | dict[str, str] = before.label if before.label is not None else {}
    new: Text | dict[str, str] = after.label if after.label is not None else {}
    if added := ", ".join(sorted(set(new) - set(old))):
        yield _of_edition("translated", f"The label of {which} is now there in {added}.")
    if gone := ", ".join(sorted(set(old) - set(new))):
        yield _of_edition("untranslated", f"The label of {which} is no longer there in {gone}.")
    if any(old[language] != new[language] for language in set(old) & set(new)):
        yield _of_edition("reworded", f"The label of {which} changed.")


def shape_changes(code: str, before: Item, after: Item, editorial: str | None) -> Iterator[Alteration]:
    """Find what changed of an item beside its text and maximum."""
    if isinstance(before, Heading) or isinstance(after, Heading):
        return
    if not isinstance(before, Criterion) and not isinstance(after, Criterion):
        yield from _kind_changes(code, before, after)
    if isinstance(before, Question) and isinstance(after, Question) and before.scored != after.scored:
        now = "is scored" if after.scored else "is no longer scored, but asked for context"
        yield _of_item(code, "rescored", f"{code} {now}.")
    if not isinstance(before, Area) and not isinstance(after, Area):
        if before.scale != after.scale:
            kind = "scale added" if before.scale is None else "rescaled"
            reason = f"{code} was answered on {_named(before.scale)} and is on {_named(after.scale)}."
            yield _of_item(code, kind, reason)
        yield from _guidance_changes(code, before.guidance, after.guidance, editorial)


def _kind_changes(code: str, before: Area | Question, after: Area | Question) -> Iterator[Alteration]:
    if before.applies_to == after.applies_to:
        return
    if set(before.applies_to) == set(after.applies_to):
        yield _of_item(code, "reordered", f"The kinds that {code} applies to stand in another order.")
        return
    old, new = (
        ", ".join(kind.value for kind in item.applies_to) or "all kinds of organisation"
        for item in (before, after)
    )
    yield _of_item(code, "re-addressed", f"{code} applied to {old} and applies to {new}.")


def _guidance_changes(
    code: str, before: tuple[Guidance, ...], after: tuple[Guidance, ...], editorial: str | None
) -> Iterator[Alteration]:
    if before == after:
        return
    old, new = [given.text for given in before], [given.text for given in after]
    if sorted(map(_pairs, old)) == sorted(map(_pairs, new)):
        kind = "reordered" if set(before) == set(after) else "re-sourced"
        yield _of_item(code, kind, f"The sources or the order of the guidance of {code} changed.")
    elif len(old) <= len(new) and all(any(_says(other, text) for other in new) for text in old):
        yield _of_item(code, "guidance added", f"There is more guidance on {code}.")
    elif editorial is not None:
        reason = f"The guidance of {code} was reworded; declared editorial: {editorial}"
        yield _of_item(code, "corrected", reason)
    else:
        yield _of_item(code, "guidance changed", f"What gives full points for {code} changed.")


def _pairs(text: Text) -> tuple[tuple[str, str], ...]:
    return text.translations


def _says(text: Text, other: Text) -> bool:
    """Tell whether a text has the words of another, perhaps in more languages."""
    return set(_pairs(text)) >= set(_pairs(other))


def _named(scale: str | None) -> str:
    return "no scale" if scale is None else f"the scale {scale}"


def _of_edition(kind: str, reason: str) -> Alteration:
    return Alteration(kind=kind, before=(), after=(), reason=reason)


def _of_item(code: str, kind: str, reason: str) -> Alteration:
    return Alteration(kind=kind, before=(code,), after=(code,), reason=reason)
