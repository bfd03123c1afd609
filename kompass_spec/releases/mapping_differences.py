"""Tell two releases of a mapping apart, and the version step that the changes make."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from kompass_spec.documents.mappings import MappingFile, mapping_file
from kompass_spec.model import TOTAL, EditionMapping, Link, Share, Statement
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.difference import Alteration, Difference, difference_of
from kompass_spec.model.mapping_parts import Level, Relation
from kompass_spec.model.side import Side
from kompass_spec.wording.wording import Wording, message, wording_for

__all__ = ["diff_mapping_files", "diff_mappings"]

_RELATIONS = {
    Relation.EQUAL: message("equal"),
    Relation.EQUIVALENT: message("equivalent"),
    Relation.SUBSET_OF: message("subset-of"),
    Relation.SUPERSET_OF: message("superset-of"),
    Relation.INTERSECTS: message("intersects"),
}
_LEVELS = {
    Level.AREAS: message("areas"),
    Level.HEADINGS: message("headings"),
    Level.QUESTIONS: message("questions"),
    Level.CRITERIA: message("criteria"),
}
_SHARES = {
    Side.SOURCE: message("the share of the source in common was {before} and is {after}"),
    Side.TARGET: message("the share of the target in common was {before} and is {after}"),
}
_UNLINKED = {
    "dropped": (
        message("{code} is said to be dropped, and was not."),
        message("{code} is not said to be dropped any more."),
        message("What is said of {code}, which is dropped, changed."),
        message("The codes that are dropped stand in another order."),
    ),
    "new": (
        message("{code} is said to be new, and was not."),
        message("{code} is not said to be new any more."),
        message("What is said of {code}, which is new, changed."),
        message("The codes that are new stand in another order."),
    ),
}
_ENDS = {
    Side.SOURCE: message("The mapping's source was {before} and is {after}."),
    Side.TARGET: message("The mapping's target was {before} and is {after}."),
}
_COVERED = (
    message("The mapping's covered codes were {before} and are {after}."),
    message("The mapping's covered codes stand in another order."),
)
_COVERED_SOURCE = (
    message("The mapping's covered source codes were {before} and are {after}."),
    message("The mapping's covered source codes stand in another order."),
)
_ACCOUNTED = (
    message("The levels that the mapping accounts for were {before} and are {after}."),
    message("The levels that the mapping accounts for stand in another order."),
)


def diff_mappings(earlier: EditionMapping, later: EditionMapping) -> Difference:
    """Return what changed from one release of a mapping to another.

    What can change a converted score, or what a mapping says of a code, is a major step; reasons, sources,
    authors, confidence, status and the order of things are a patch.
    """
    check_arguments(diff_mappings, locals())
    return diff_mapping_files(mapping_file(earlier), mapping_file(later))


def diff_mapping_files(earlier: MappingFile, later: MappingFile, *, language: str = "en") -> Difference:
    """Return what changed from one release of a mapping to another, as written: no edition is needed.

    The reasons are in the ``language`` with this BCP 47 tag.
    """
    wording = wording_for(language)
    changes = (
        *_link_changes(earlier, later, wording),
        *_unlinked_changes(earlier, later, wording),
        *_statement_changes(earlier, later, wording),
        *_whole_changes(earlier, later, wording),
    )
    return difference_of(changes)


def _change(kind: str, reason: str, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> Alteration:
    return Alteration(kind=kind, before=before, after=after, reason=reason)


def _link_changes(earlier: MappingFile, later: MappingFile, wording: Wording) -> Iterator[Alteration]:
    old, new = ({_joined(link): link for link in mapping.links} for mapping in (earlier, later))
    for key, link in old.items():
        if key not in new:
            reason = wording.say("The link {link} is no longer there.", link=_link_name(link, wording))
            yield _change("removed", reason, link.source, link.target)
    for key, link in new.items():
        if key not in old:
            reason = wording.say("The link {link} is new.", link=_link_name(link, wording))
            yield _change("added", reason, link.source, link.target)
        else:
            yield from _kept_link_changes(old[key], link, wording)
    if _order(earlier.links, new) != _order(later.links, old):
        yield _change("reordered", wording.say("The links, or the codes of a link, stand in another order."))


def _kept_link_changes(old: Link, new: Link, wording: Wording) -> Iterator[Alteration]:
    name = _link_name(new, wording)
    if strength := list(_strength_changes(old, new, wording)):
        reason = wording.say("The link {link} changed: {how}.", link=name, how="; ".join(strength))
        yield _change("re-weighted", reason, new.source, new.target)
    if _words(old) != _words(new):
        reason = wording.say("What is said of the link {link} changed.", link=name)
        yield _change("renoted", reason, new.source, new.target)


def _strength_changes(old: Link, new: Link, wording: Wording) -> Iterator[str]:
    for side in Side:
        before, after = side.share(old), side.share(new)
        if before != after:
            yield wording.say(_SHARES[side], before=_share(before, wording), after=_share(after, wording))
    if old.assumed != new.assumed:
        yield (
            wording.say("it rests on a judgement now")
            if new.assumed
            else wording.say("it rests on no judgement any more")
        )


def _share(share: Share | None, wording: Wording) -> str:
    if share is None:
        return wording.say("not known")
    return _range(share.low, share.high, wording)


def _range(low: Fraction, high: Fraction, wording: Wording) -> str:
    if low == high:
        return wording.number(low)
    return wording.say("{low} to {high}", low=wording.number(low), high=wording.number(high))


def _joined(link: Link) -> tuple[object, ...]:
    """Return what makes a link the same link: the codes on each side mean their union, in whatever order."""
    return (frozenset(link.source), frozenset(link.target), link.relation)


def _order(links: tuple[Link, ...], kept: Mapping[tuple[object, ...], Link]) -> list[object]:
    return [(link.source, link.target, link.relation) for link in links if _joined(link) in kept]


def _link_name(link: Link, wording: Wording) -> str:
    return wording.say(
        "{source} {relation} {target}",
        source=", ".join(link.source),
        relation=wording.say(_RELATIONS[link.relation]),
        target=", ".join(link.target),
    )


def _words(link: Link) -> tuple[object, ...]:
    """Return what is said of a link, in the order in which it is said, whatever the order of its codes."""
    return (link.changes, link.reasons, link.reading, link.cited, link.confidence)


def _unlinked_changes(earlier: MappingFile, later: MappingFile, wording: Wording) -> Iterator[Alteration]:
    for name, before, after in (
        ("dropped", earlier.dropped, later.dropped),
        ("new", earlier.new, later.new),
    ):
        is_now, is_no_more, is_said, are_reordered = _UNLINKED[name]
        old, new = ({item.code: (item.reasons, item.cited) for item in items} for items in (before, after))
        for code in dict.fromkeys((*old, *new)):
            # A code that is dropped is one of the source, so it stands before; one that is new, after.
            side: dict[str, tuple[str, ...]] = {"before" if name == "dropped" else "after": (code,)}
            if code not in old:
                yield _change("redefined", wording.say(is_now, code=code), **side)
            elif code not in new:
                yield _change("redefined", wording.say(is_no_more, code=code), **side)
            elif old[code] != new[code]:
                yield _change("renoted", wording.say(is_said, code=code), **side)
        if [code for code in old if code in new] != [code for code in new if code in old]:
            yield _change("reordered", wording.say(are_reordered))


def _statement_changes(earlier: MappingFile, later: MappingFile, wording: Wording) -> Iterator[Alteration]:
    """Pair statements, and tell what changed in each pair and what remains.

    Three passes: the same ones, those with the same figures, those of the same item.
    """
    only_earlier = list((Counter(earlier.statements) - Counter(later.statements)).elements())
    only_later = list((Counter(later.statements) - Counter(earlier.statements)).elements())
    if not only_earlier and not only_later and earlier.statements != later.statements:
        yield _change("reordered", wording.say("The statements on comparability stand in another order."))
    for before, after in _pairs(only_earlier, only_later, _subject_and_figures):
        yield _reworded(before, after, wording)
    for before, after in _pairs(
        list(filter(_has_figures, only_earlier)), list(filter(_has_figures, only_later)), _subject
    ):
        only_earlier.remove(before)
        only_later.remove(after)
        reason = wording.say(
            "The statement {before} is now {after}.",
            before=_statement_name(before, wording),
            after=_statement_name(after, wording),
        )
        yield _change("redefined", reason)
    # Without a figure a statement is for readers alone: no score changes by it.
    for statement in only_earlier:
        kind = "redefined" if _has_figures(statement) else "removed"
        name = _statement_name(statement, wording)
        yield _change(kind, wording.say("The statement {statement} is no longer there.", statement=name))
    for statement in only_later:
        kind = "redefined" if _has_figures(statement) else "completed"
        name = _statement_name(statement, wording)
        yield _change(kind, wording.say("The statement {statement} is new.", statement=name))


def _has_figures(statement: Statement) -> bool:
    return statement.low is not None


def _reworded(before: Statement, after: Statement, wording: Wording) -> Alteration:
    """Return what changed of a statement beside its figures, which are the same."""
    name = _statement_name(after, wording)
    what = {
        "text": message("The words of the statement {statement} changed."),
        "areas": message("The areas named as changed most of the statement {statement} changed."),
        "cited": message("The source of the statement {statement} changed."),
    }
    changed = [what[part] for part in what if getattr(before, part) != getattr(after, part)]
    return _change("renoted", " ".join(wording.say(sentence, statement=name) for sentence in changed))


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


def _statement_name(statement: Statement, wording: Wording) -> str:
    """Name a statement by what it is about and by its figures, or by its words where it has none."""
    about = wording.say(
        "on {item} of {edition} for {other}",
        item=wording.say("total") if statement.item == TOTAL else statement.item,
        edition=statement.edition,
        other=statement.other,
    )
    if statement.low is None or statement.high is None:
        words = statement.text.in_any_language(wording.language).words
        return wording.say("{about} that says \u201c{words}\u201d", about=about, words=words)
    points = _range(statement.low, statement.high, wording)
    return wording.say("{about} with {points} points to add", about=about, points=points)


def _whole_changes(earlier: MappingFile, later: MappingFile, wording: Wording) -> Iterator[Alteration]:
    for side, old, new in (
        (Side.SOURCE, earlier.source, later.source),
        (Side.TARGET, earlier.target, later.target),
    ):
        if old != new:
            yield _change("redefined", wording.say(_ENDS[side], before=old, after=new))
    yield from _list_changes(_COVERED, earlier.covered, later.covered, wording)
    yield from _list_changes(_COVERED_SOURCE, earlier.covered_source, later.covered_source, wording)
    before, after = (
        [wording.say(_LEVELS[level]) for level in mapping.levels] for mapping in (earlier, later)
    )
    yield from _list_changes(_ACCOUNTED, before, after, wording, grows="completed")
    changed = {
        "sources": ("re-sourced", message("The mapping's sources changed.")),
        "authors": ("redescribed", message("The mapping's authors changed.")),
        "status": ("redescribed", message("The mapping's status changed.")),
    }
    for name, (kind, sentence) in changed.items():
        if getattr(earlier, name) != getattr(later, name):
            yield _change(kind, wording.say(sentence))


def _list_changes(
    sentences: tuple[str, str],
    before: Sequence[str],
    after: Sequence[str],
    wording: Wording,
    grows: str = "redefined",
) -> Iterator[Alteration]:
    """Find the change of a list by the sentences for its content and its order.

    ``grows`` is the kind of the change where nothing is lost.
    """
    of_content, of_order = sentences
    if set(before) != set(after):
        old, new = (", ".join(sorted(values)) or wording.say("none") for values in (before, after))
        kind = grows if set(before) < set(after) else "redefined"
        yield _change(kind, wording.say(of_content, before=old, after=new))
    elif list(before) != list(after):
        yield _change("reordered", wording.say(of_order))
