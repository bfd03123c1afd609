"""Tell two editions apart: what was added, removed, reworded, re-weighted or moved, and the version step."""

from collections.abc import Container, Iterable, Iterator, Mapping
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
    Unlinked,
)
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.difference import Alteration, Difference, difference_of
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.version import is_version, version_key
from kompass_spec.releases.shape_differences import scale_changes, shape_changes

__all__ = ["diff_editions"]

Item = Area | Heading | Question | Criterion


def diff_editions(earlier: Edition, later: Edition, mapping: EditionMapping | None = None) -> Difference:
    """Return what changed from one edition, or release of it, to another.

    Releases of one edition are compared by code. Different editions are compared by ``mapping``, because
    there the same code need not mean the same; without one, all of the first is removed and all of the second
    added.

    >>> from kompass_spec import load_registry
    >>> edition = load_registry()["se-2016"]
    >>> diff_editions(edition, edition)
    Difference(changes=(), step=None)
    """
    check_arguments(diff_editions, locals())
    if earlier.id != later.id:
        return Difference(changes=tuple(_across(earlier, later, mapping)), step=None)
    changes = [
        *_edition_changes(earlier, later),
        *scale_changes(earlier, later),
        *_item_changes(earlier, later),
    ]
    # What is declared editorial is told with the rewording that it is about.
    if earlier.editorial != later.editorial and all(change.kind != "corrected" for change in changes):
        changes.append(_edition_change("renoted", "What is declared editorial changed."))
    return difference_of(changes)


def _items(edition: Edition) -> dict[str, Item]:
    """Return every item of an edition by its code, in the edition's order."""
    items: dict[str, Item] = {}
    for area in edition.areas:
        items[area.code] = area
        items.update((heading.code, heading) for heading in area.headings)
        for question in area.questions:
            items[question.code] = question
            items.update((criterion.code, criterion) for criterion in question.criteria)
    return items


def _text(item: Item) -> Text:
    return item.title if isinstance(item, Area) else item.text


def _maximum(item: Item) -> Fraction | None:
    return None if isinstance(item, Heading) else item.max


def _edition_change(kind: str, reason: str) -> Alteration:
    return Alteration(kind=kind, before=(), after=(), reason=reason)


def _edition_changes(earlier: Edition, later: Edition) -> Iterator[Alteration]:
    for name in ("country", "language"):
        before, after = getattr(earlier, name), getattr(later, name)
        if before != after:
            yield _edition_change("redefined", f"The {name} was {before} and is {after}.")
    for name in ("publisher", "valid_from", "valid_to"):
        before, after = getattr(earlier, name), getattr(later, name)
        if before != after:
            change = f"was {_known(before)} and is {_known(after)}"
            yield _edition_change("redescribed", f"The edition's {name.replace('_', ' ')} {change}.")
    if (earlier.rights, earlier.rights_in) != (later.rights, later.rights_in):
        yield _edition_change("redescribed", "What is said of the rights changed.")
    yield from _title_changes(earlier.title, later.title)
    if earlier.notes != later.notes:
        yield _edition_change("renoted", "The notes changed.")
    if earlier.sources != later.sources or earlier.source != later.source:
        yield _edition_change("re-sourced", "The sources of the edition changed.")
    if earlier.completeness is not later.completeness:
        yield _completeness_change(earlier.completeness, later.completeness)


def _completeness_change(before: Completeness, after: Completeness) -> Alteration:
    order = [Completeness.PARTIAL, Completeness.AREAS, Completeness.QUESTIONS, Completeness.COMPLETE]
    is_fuller = order.index(after) > order.index(before)
    sentence = f"The edition was known as {before.value} and is {after.value}."
    return _edition_change("completed" if is_fuller else "removed", sentence)


def _title_changes(before: Text, after: Text) -> Iterator[Alteration]:
    if added := ", ".join(sorted(set(after) - set(before))):
        yield _edition_change("translated", f"The edition's title is now there in {added}.")
    if gone := ", ".join(sorted(set(before) - set(after))):
        yield _edition_change("untranslated", f"The edition's title is no longer there in {gone}.")
    if any(before[language] != after[language] for language in set(before) & set(after)):
        yield _edition_change("redescribed", "The edition's title changed.")


def _item_changes(earlier: Edition, later: Edition) -> Iterator[Alteration]:
    before, after = _items(earlier), _items(later)
    editorial = {
        rewording.code: rewording.reason
        for rewording in later.editorial
        if _is_declared(rewording.release, earlier, later)
    }
    for code in before:
        if code not in after:
            yield Alteration(kind="removed", before=(code,), after=(), reason=f"{code} is no longer there.")
    for code, item in after.items():
        if code not in before:
            yield _addition(code, item, earlier, before)
        else:
            yield from _alterations(code, before[code], item, editorial.get(code))
    if [code for code in before if code in after] != [code for code in after if code in before]:
        yield _edition_change("reordered", "Items stand in another order.")


def _is_declared(release: str, earlier: Edition, later: Edition) -> bool:
    """Tell whether what was declared editorial for a release says all of a rewording between two editions.

    Within one major version every rewording was declared so, in one of the releases on the way. A step to the
    next one says it itself. Beyond that, something that was not declared may have been reworded in between.
    """
    if not all(map(is_version, (release, earlier.release, later.release))):
        return release == later.release
    first, declared, last = (version_key(version) for version in (earlier.release, release, later.release))
    if first[0] == last[0]:
        return declared == last or first < declared < last
    return declared == last == (first[0] + 1, 0, 0)


def _known(value: str | None) -> str:
    return "not stated" if value is None else value.rstrip(".")


def _addition(code: str, item: Item, earlier: Edition, before: Mapping[str, Item]) -> Alteration:
    """Return the addition of an item, which changes no score where nothing was known in its place."""
    kind = "added"
    if isinstance(item, Heading):
        kind = "heading added"
    elif isinstance(item, Question) and not item.scored:
        kind = "context added"
    elif earlier.completeness is Completeness.PARTIAL:
        kind = "completed"
    elif not isinstance(item, Area):
        above = before.get(code.rpartition(".")[0])
        if above is None or (isinstance(above, (Area, Question)) and not above.parts):
            kind = "completed"
    return Alteration(kind=kind, before=(), after=(code,), reason=f"{code} is new in this release.")


def _alterations(code: str, before: Item, after: Item, editorial: str | None) -> Iterator[Alteration]:
    yield from _text_changes(code, _text(before), _text(after), editorial)
    yield from _weight_changes(code, _maximum(before), _maximum(after))
    yield from shape_changes(code, before, after, editorial)
    if before.source != after.source:
        reason = f"The source of {code} was {_known(before.source)} and is {_known(after.source)}."
        yield _item_change(code, "re-sourced", reason)
    if isinstance(before, Area) and isinstance(after, Area) and before.aliases != after.aliases:
        yield _item_change(code, "re-aliased", f"The aliases of {code} changed.")


def _item_change(code: str, kind: str, reason: str) -> Alteration:
    return Alteration(kind=kind, before=(code,), after=(code,), reason=reason)


def _text_changes(code: str, before: Text, after: Text, editorial: str | None) -> Iterator[Alteration]:
    for language in sorted({*before, *after}):
        if language not in after:
            yield _item_change(code, "untranslated", f"{code} is no longer there in {language!r}.")
        elif language not in before:
            yield _item_change(code, "translated", f"{code} is now there in {language!r}.")
        elif before[language] != after[language] and editorial is None:
            yield _item_change(code, "reworded", f"{code} was reworded in {language!r}.")
        elif before[language] != after[language]:
            reason = f"{code} was reworded in {language!r}; declared editorial: {editorial}"
            yield _item_change(code, "corrected", reason)


def _weight_changes(code: str, before: Fraction | None, after: Fraction | None) -> Iterator[Alteration]:
    if before == after:
        return
    old, new = (exact_text(weight) if weight is not None else "not known" for weight in (before, after))
    kind = "weight added" if before is None else "re-weighted"
    yield _item_change(code, kind, f"The maximum of {code} was {old} and is {new}.")


def _across(earlier: Edition, later: Edition, mapping: EditionMapping | None) -> Iterator[Alteration]:
    """Tell editions apart by what a mapping says of them, and by nothing else."""
    before, after = _items(earlier), _items(later)
    links = mapping.links if mapping is not None else ()
    dropped = mapping.dropped if mapping is not None else ()
    new = mapping.new if mapping is not None else ()
    for link in links:
        yield from _link_changes(link, before, after)
    linked = {code for link in links for code in link.source}
    for code, reason in _unlinked(before, linked, dropped):
        yield Alteration(kind="removed", before=(code,), after=(), reason=reason)
    linked = {code for link in links for code in link.target}
    for code, reason in _unlinked(after, linked, new):
        yield Alteration(kind="added", before=(), after=(code,), reason=reason)


def _unlinked(
    codes: Iterable[str], linked: Container[str], explained: Iterable[Unlinked]
) -> Iterator[tuple[str, str]]:
    """Iterate over the codes that no link names, each with the reason that the mapping gives for that."""
    reasons = {unlinked.code: _in_one_line(unlinked.reasons) for unlinked in explained}
    nothing = (
        "No mapping between the two editions says anything of it, and its code alone would not be enough."
    )
    for code in codes:
        if code not in linked:
            yield code, reasons.get(code, nothing)


def _link_changes(link: Link, before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterator[Alteration]:
    kinds = [change.value for change in link.changes if change is not Change.SAME]
    if len(link.source) == len(link.target) == 1:
        old, new = before.get(link.source[0]), after.get(link.target[0])
        if old is not None and new is not None:
            kinds += _seen_changes(old, new, is_renamed="renamed" in kinds)
    reason = _in_one_line(link.reasons)
    for kind in dict.fromkeys(kinds):
        yield Alteration(kind=kind, before=link.source, after=link.target, reason=reason)


def _seen_changes(old: Item, new: Item, *, is_renamed: bool) -> Iterator[str]:
    """Find the kinds of change that show between two linked items, whatever their link says."""
    shared = set(_text(old)) & set(_text(new))
    if not is_renamed and any(_text(old)[language] != _text(new)[language] for language in shared):
        yield "reworded"
    maxima = {_maximum(old), _maximum(new)}
    # A maximum that is not known of one edition may be the same as that of the other.
    if len(maxima) > 1 and None not in maxima:
        yield "re-weighted"


def _in_one_line(texts: Iterable[Text]) -> str:
    return " ".join(text.in_any_language("en").words for text in texts)
