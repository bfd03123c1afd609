"""Tell two releases of a mapping apart, and the version step that the changes make."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from kompass_spec.documents.mappings import MappingFile, mapping_file
from kompass_spec.model import EditionMapping, Link, Share, Statement
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.difference import Alteration, Difference, difference_of
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.side import Side

__all__ = ["diff_mapping_files", "diff_mappings"]


def diff_mappings(earlier: EditionMapping, later: EditionMapping) -> Difference:
    """Return what changed from one release of a mapping to another.

    What can change a converted score, or what a mapping says of a code, is a major step; reasons, sources,
    authors, confidence, status and the order of things are a patch.
    """
    check_arguments(diff_mappings, locals())
    return diff_mapping_files(mapping_file(earlier), mapping_file(later))


def diff_mapping_files(earlier: MappingFile, later: MappingFile) -> Difference:
    """Return what changed from one release of a mapping to another, as written: no edition is needed."""
    changes = (
        *_link_changes(earlier, later),
        *_unlinked_changes(earlier, later),
        *_statement_changes(earlier, later),
        *_whole_changes(earlier, later),
    )
    return difference_of(changes)


def _change(kind: str, reason: str, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> Alteration:
    return Alteration(kind=kind, before=before, after=after, reason=reason)


def _link_changes(earlier: MappingFile, later: MappingFile) -> Iterator[Alteration]:
    old, new = ({_joined(link): link for link in mapping.links} for mapping in (earlier, later))
    for key, link in old.items():
        if key not in new:
            yield _change(
                "removed", f"The link {_link_name(link)} is no longer there.", link.source, link.target
            )
    for key, link in new.items():
        if key not in old:
            yield _change("added", f"The link {_link_name(link)} is new.", link.source, link.target)
        else:
            yield from _kept_link_changes(old[key], link)
    if _order(earlier.links, new) != _order(later.links, old):
        yield _change("reordered", "The links, or the codes of a link, stand in another order.")


def _kept_link_changes(old: Link, new: Link) -> Iterator[Alteration]:
    if strength := list(_strength_changes(old, new)):
        reason = f"The link {_link_name(new)} changed: {'; '.join(strength)}."
        yield _change("re-weighted", reason, new.source, new.target)
    if _words(old) != _words(new):
        yield _change(
            "renoted", f"What is said of the link {_link_name(new)} changed.", new.source, new.target
        )


def _strength_changes(old: Link, new: Link) -> Iterator[str]:
    for side in Side:
        before, after = side.share(old), side.share(new)
        if before != after:
            yield f"the share of the {side.value} in common was {_share(before)} and is {_share(after)}"
    if old.assumed != new.assumed:
        yield "it rests on a judgement now" if new.assumed else "it rests on no judgement any more"


def _share(share: Share | None) -> str:
    if share is None:
        return "not known"
    return _range(share.low, share.high)


def _range(low: Fraction, high: Fraction) -> str:
    return exact_text(low) if low == high else f"{exact_text(low)} to {exact_text(high)}"


def _joined(link: Link) -> tuple[object, ...]:
    """Return what makes a link the same link: the codes on each side mean their union, in whatever order."""
    return (frozenset(link.source), frozenset(link.target), link.relation)


def _order(links: tuple[Link, ...], kept: Mapping[tuple[object, ...], Link]) -> list[object]:
    return [(link.source, link.target, link.relation) for link in links if _joined(link) in kept]


def _link_name(link: Link) -> str:
    return f"{', '.join(link.source)} {link.relation.value} {', '.join(link.target)}"


def _words(link: Link) -> tuple[object, ...]:
    """Return what is said of a link, in the order in which it is said, whatever the order of its codes."""
    return (link.changes, link.reasons, link.reading, link.cited, link.confidence)


def _unlinked_changes(earlier: MappingFile, later: MappingFile) -> Iterator[Alteration]:
    for name, before, after in (
        ("dropped", earlier.dropped, later.dropped),
        ("new", earlier.new, later.new),
    ):
        old, new = ({item.code: (item.reasons, item.cited) for item in items} for items in (before, after))
        for code in dict.fromkeys((*old, *new)):
            # A code that is dropped is one of the source, so it stands before; one that is new, after.
            side: dict[str, tuple[str, ...]] = {"before" if name == "dropped" else "after": (code,)}
            if code not in old:
                yield _change("redefined", f"{code} is said to be {name}, and was not.", **side)
            elif code not in new:
                yield _change("redefined", f"{code} is not said to be {name} any more.", **side)
            elif old[code] != new[code]:
                yield _change("renoted", f"What is said of {code}, which is {name}, changed.", **side)
        if [code for code in old if code in new] != [code for code in new if code in old]:
            yield _change("reordered", f"The codes that are {name} stand in another order.")


def _statement_changes(earlier: MappingFile, later: MappingFile) -> Iterator[Alteration]:
    """Pair statements, and tell what changed in each pair and what remains.

    Three passes: the same ones, those with the same figures, those of the same item.
    """
    only_earlier = list((Counter(earlier.statements) - Counter(later.statements)).elements())
    only_later = list((Counter(later.statements) - Counter(earlier.statements)).elements())
    if not only_earlier and not only_later and earlier.statements != later.statements:
        yield _change("reordered", "The statements on comparability stand in another order.")
    for before, after in _pairs(only_earlier, only_later, _subject_and_figures):
        yield _reworded(before, after)
    for before, after in _pairs(
        list(filter(_has_figures, only_earlier)), list(filter(_has_figures, only_later)), _subject
    ):
        only_earlier.remove(before)
        only_later.remove(after)
        yield _change(
            "redefined", f"The statement {_statement_name(before)} is now {_statement_name(after)}."
        )
    # Without a figure a statement is for readers alone: no score changes by it.
    for statement in only_earlier:
        kind = "redefined" if _has_figures(statement) else "removed"
        yield _change(kind, f"The statement {_statement_name(statement)} is no longer there.")
    for statement in only_later:
        kind = "redefined" if _has_figures(statement) else "completed"
        yield _change(kind, f"The statement {_statement_name(statement)} is new.")


def _has_figures(statement: Statement) -> bool:
    return statement.low is not None


def _reworded(before: Statement, after: Statement) -> Alteration:
    """Return what changed of a statement beside its figures, which are the same."""
    what = {"text": "words", "areas": "areas named as changed most", "cited": "source"}
    changed = [what[name] for name in what if getattr(before, name) != getattr(after, name)]
    return _change(
        "renoted", f"The {' and '.join(changed)} of the statement {_statement_name(after)} changed."
    )


def _pairs(
    only_earlier: list[Statement], only_later: list[Statement], key: Callable[[Statement], object]
) -> list[tuple[Statement, Statement]]:
    """Take out of both lists what has the same key, and return it in pairs."""
    pairs = []
    for before in list(only_earlier):
        after = next((statement for statement in only_later if key(statement) == key(before)), None)
        if after is not None:
            only_earlier.remove(before)
            only_later.remove(after)
            pairs.append((before, after))
    return pairs


def _subject(statement: Statement) -> tuple[object, ...]:
    return (statement.edition, statement.other, statement.item)


def _subject_and_figures(statement: Statement) -> tuple[object, ...]:
    return (*_subject(statement), statement.low, statement.high)


def _statement_name(statement: Statement) -> str:
    """Name a statement by what it is about and by its figures, or by its words where it has none."""
    about = f"on {statement.item} of {statement.edition} for {statement.other}"
    if statement.low is None or statement.high is None:
        return f"{about} that says \u201c{statement.text.in_any_language('en').words}\u201d"
    return f"{about} with {_range(statement.low, statement.high)} points to add"


def _whole_changes(earlier: MappingFile, later: MappingFile) -> Iterator[Alteration]:
    for name, old, new in (
        (Side.SOURCE.value, earlier.source, later.source),
        (Side.TARGET.value, earlier.target, later.target),
    ):
        if old != new:
            yield _change("redefined", f"The mapping's {name} was {old} and is {new}.")
    yield from _list_changes("mapping's covered codes", earlier.covered, later.covered)
    yield from _list_changes("mapping's covered source codes", earlier.covered_source, later.covered_source)
    before, after = ([level.value for level in mapping.levels] for mapping in (earlier, later))
    yield from _list_changes("levels that the mapping accounts for", before, after, grows="completed")
    kinds = {"sources": "re-sourced", "authors": "redescribed", "status": "redescribed"}
    for name, kind in kinds.items():
        if getattr(earlier, name) != getattr(later, name):
            yield _change(kind, f"The mapping's {name} changed.")


def _list_changes(
    what: str, before: Sequence[str], after: Sequence[str], grows: str = "redefined"
) -> Iterator[Alteration]:
    """Find the change of a list; ``grows`` is its kind where nothing is lost."""
    if set(before) != set(after):
        old, new = (", ".join(sorted(values)) or "none" for values in (before, after))
        kind = grows if set(before) < set(after) else "redefined"
        yield _change(kind, f"The {what} were {old} and are {new}.")
    elif list(before) != list(after):
        yield _change("reordered", f"The {what} stand in another order.")
