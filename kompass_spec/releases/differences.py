"""Tell two editions apart: what was added, removed, reworded, re-weighted or moved, and the version step that it makes."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kompass_spec.model import (
    Area,
    Change,
    Completeness,
    Criterion,
    Edition,
    EditionMapping,
    Heading,
    Link,
    Question,
    Text,
)
from kompass_spec.model.difference import Alteration, Difference, difference_of
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.version import is_version, version_key

__all__ = ["diff_editions"]

Item = Area | Heading | Question | Criterion


def diff_editions(one: Edition, other: Edition, mapping: EditionMapping | None = None) -> Difference:
    """Return what changed from one edition, or release of it, to another.

    Releases of one edition are compared by code. Different editions are compared by ``mapping``, because
    there the same code need not mean the same; without one, all of the first is removed and all of the second
    added.

    >>> from kompass_spec import load_registry
    >>> edition = load_registry()["se-2016"]
    >>> diff_editions(edition, edition)
    Difference(changes=(), step=None)
    """
    if one.id != other.id:
        return Difference(changes=tuple(_across(one, other, mapping)), step=None)
    changes = [*_edition_changes(one, other), *_item_changes(one, other)]
    # What is declared editorial is told with the rewording that it is about.
    if one.editorial != other.editorial and all(change.kind != "corrected" for change in changes):
        said = "What is declared editorial changed."
        changes.append(Alteration(kind="renoted", before=(), after=(), reason=said))
    return difference_of(changes)


def _items(edition: Edition) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for area in edition.areas:
        found[area.code] = area
        found.update((heading.code, heading) for heading in area.headings)
        for question in area.questions:
            found[question.code] = question
            found.update((criterion.code, criterion) for criterion in question.criteria)
    return found


def _text(item: Item) -> Text:
    return item.title if isinstance(item, Area) else item.text


def _maximum(item: Item) -> Fraction | None:
    return None if isinstance(item, Heading) else item.max


def _edition_changes(one: Edition, other: Edition) -> Iterator[Alteration]:
    def change(kind: str, reason: str) -> Alteration:
        return Alteration(kind=kind, before=(), after=(), reason=reason)

    for name in ("country", "language"):
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield change("redefined", f"The {name} was {before} and is {after}.")
    for name in ("publisher", "valid_from", "valid_to"):
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            said = f"was {_known(before)} and is {_known(after)}"
            yield change("redescribed", f"The edition's {name.replace('_', ' ')} {said}.")
    if one.rights != other.rights:
        yield change("redescribed", "What is said of the rights changed.")
    yield from _title_changes(one.title, other.title)
    if one.notes != other.notes:
        yield change("renoted", "The notes changed.")
    if one.sources != other.sources or one.source != other.source:
        yield change("re-sourced", "The sources of the edition changed.")
    if one.completeness is not other.completeness:
        order = [Completeness.PARTIAL, Completeness.AREAS, Completeness.COMPLETE]
        fuller = order.index(other.completeness) > order.index(one.completeness)
        sentence = f"The edition was known as {one.completeness.value} and is {other.completeness.value}."
        yield change("completed" if fuller else "removed", sentence)


def _title_changes(before: Text, after: Text) -> Iterator[Alteration]:
    def change(kind: str, reason: str) -> Alteration:
        return Alteration(kind=kind, before=(), after=(), reason=reason)

    if added := ", ".join(sorted(set(after) - set(before))):
        yield change("translated", f"The edition's title is now there in {added}.")
    if gone := ", ".join(sorted(set(before) - set(after))):
        yield change("untranslated", f"The edition's title is no longer there in {gone}.")
    if any(before[language] != after[language] for language in set(before) & set(after)):
        yield change("redescribed", "The edition's title changed.")


def _item_changes(one: Edition, other: Edition) -> Iterator[Alteration]:
    before, after = _items(one), _items(other)
    editorial = {
        known.code: known.reason for known in other.editorial if _declared(known.release, one, other)
    }
    for code in before:
        if code not in after:
            yield Alteration(kind="removed", before=(code,), after=(), reason=f"{code} is no longer there.")
    for code, item in after.items():
        if code not in before:
            yield _addition(code, item, one, before)
        else:
            yield from _alterations(code, before[code], item, editorial.get(code))
    kept_before = [code for code in before if code in after]
    kept_after = [code for code in after if code in before]
    if kept_before != kept_after:
        yield Alteration(kind="reordered", before=(), after=(), reason="Items stand in another order.")


def _declared(release: str, one: Edition, other: Edition) -> bool:
    """Tell whether what was declared editorial for a release says all of a rewording from one edition to the other.

    Within one major version every rewording was declared so, in one of the releases on the way. A step to the
    next one says it itself. Beyond that, something that was not declared may have been reworded in between.
    """
    if not all(map(is_version, (release, one.release, other.release))):
        return release == other.release
    first, said, last = (version_key(version) for version in (one.release, release, other.release))
    if first[0] == last[0]:
        return said == last or first < said < last
    return said == last == (first[0] + 1, 0, 0)


def _known(value: str | None) -> str:
    return "not stated" if value is None else value.rstrip(".")


def _addition(code: str, item: Item, one: Edition, before: Mapping[str, Item]) -> Alteration:
    """Say what the addition of an item is: it changes no score where nothing was known in its place."""
    kind = "added"
    if isinstance(item, Heading):
        kind = "heading added"
    elif one.completeness is Completeness.PARTIAL:
        kind = "completed"
    elif not isinstance(item, Area):
        above = before.get(code.rpartition(".")[0])
        if above is None or (isinstance(above, (Area, Question)) and not above.parts):
            kind = "completed"
    return Alteration(kind=kind, before=(), after=(code,), reason=f"{code} is new in this release.")


def _alterations(code: str, before: Item, after: Item, editorial: str | None) -> Iterator[Alteration]:
    def change(kind: str, reason: str) -> Alteration:
        return Alteration(kind=kind, before=(code,), after=(code,), reason=reason)

    old, new = _text(before), _text(after)
    for language in sorted({*old, *new}):
        if language not in new:
            yield change("untranslated", f"{code} is no longer there in {language!r}.")
        elif language not in old:
            yield change("translated", f"{code} is now there in {language!r}.")
        elif old[language] != new[language]:
            if editorial is not None:
                yield change(
                    "corrected", f"{code} was reworded in {language!r}; declared editorial: {editorial}"
                )
            else:
                yield change("reworded", f"{code} was reworded in {language!r}.")
    yield from _weight_changes(code, _maximum(before), _maximum(after))
    if before.source != after.source:
        yield change(
            "re-sourced", f"The source of {code} was {_known(before.source)} and is {_known(after.source)}."
        )
    if isinstance(before, Area) and isinstance(after, Area) and before.aliases != after.aliases:
        yield change("re-aliased", f"The aliases of {code} changed.")


def _weight_changes(code: str, before: Fraction | None, after: Fraction | None) -> Iterator[Alteration]:
    if before == after:
        return
    said = [exact_text(one) if one is not None else "not known" for one in (before, after)]
    yield Alteration(
        kind="weight added" if before is None else "re-weighted",
        before=(code,),
        after=(code,),
        reason=f"The maximum of {code} was {said[0]} and is {said[1]}.",
    )


def _across(one: Edition, other: Edition, mapping: EditionMapping | None) -> Iterator[Alteration]:
    """Tell editions apart by what a mapping says of them, and by nothing else."""
    before, after = _items(one), _items(other)
    links = mapping.links if mapping is not None else ()
    gone = {known.code: known.reasons for known in mapping.dropped} if mapping is not None else {}
    fresh = {known.code: known.reasons for known in mapping.new} if mapping is not None else {}
    for link in links:
        yield from _link_changes(link, before, after)
    linked = {code for link in links for code in link.source}
    reached = {code for link in links for code in link.target}
    nothing = (
        "No mapping between the two editions says anything of it, and its code alone would not be enough."
    )
    for code in before:
        if code not in linked:
            reason = " ".join(_words(text) for text in gone[code]) if code in gone else nothing
            yield Alteration(kind="removed", before=(code,), after=(), reason=reason)
    for code in after:
        if code not in reached:
            reason = " ".join(_words(text) for text in fresh[code]) if code in fresh else nothing
            yield Alteration(kind="added", before=(), after=(code,), reason=reason)


def _link_changes(link: Link, before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterator[Alteration]:
    reason = " ".join(_words(text) for text in link.reasons)
    kinds = [change.value for change in link.changes if change is not Change.SAME]
    if len(link.source) == len(link.target) == 1:
        old, new = before.get(link.source[0]), after.get(link.target[0])
        if old is not None and new is not None:
            shared = set(_text(old)) & set(_text(new))
            if "renamed" not in kinds and any(_text(old)[one] != _text(new)[one] for one in shared):
                kinds.append("reworded")
            maxima = {_maximum(old), _maximum(new)}
            # A maximum that is not known of one edition may be the same as that of the other.
            if len(maxima) > 1 and None not in maxima:
                kinds.append("re-weighted")
    for kind in dict.fromkeys(kinds):
        yield Alteration(kind=kind, before=link.source, after=link.target, reason=reason)


def _words(text: Text) -> str:
    return text.in_any_language("en").words
