"""Compose the sheet of a difference: what changed between two editions, two releases, or two mappings."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, final

from kompass_spec.model.difference import Difference
from kompass_spec.model.edition import Area, Edition, Heading
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Gap,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
    words_of,
)
from kompass_spec.sheets.difference_rows import Happened, Unseen, area_of, gathered, unseen
from kompass_spec.sheets.mapping_difference import told_step
from kompass_spec.sheets.passages import coded, found, period_of, remark_of, titled, words_in
from kompass_spec.wording.mappings import describe_kinds
from kompass_spec.wording.names import language_name
from kompass_spec.wording.wording import Wording, wording_for

__all__ = ["difference_sheet"]


@final
class _Compared(NamedTuple):
    """Hold the two that are told apart: as editions, as they are called, and by which mapping."""

    first: Edition
    second: Edition
    heads: tuple[str, str]
    mapping: EditionMapping | None


def difference_sheet(
    difference: Difference,
    first: Edition,
    second: Edition,
    *,
    mapping: EditionMapping | None = None,
    language: str | None = None,
) -> Sheet:
    """Return what changed from one edition, or release of it, to another, old and new words side by side.

    ``mapping`` is what two different editions were told apart by, ``None`` where nothing joins them;
    ``language`` is the BCP 47 tag asked for, that of the second unless given.

    >>> from kompass_spec import diff_editions, load_registry
    >>> registry = load_registry()
    >>> one, other = registry["se-2010"], registry["se-2016"]
    >>> mappings = {mapping.id: mapping for mapping in registry.mappings()}
    >>> mapping = mappings["se-2010-to-se-2016"]
    >>> difference = diff_editions(one, other, mapping)
    >>> sheet = difference_sheet(difference, one, other, mapping=mapping, language="en")
    >>> sheet.title
    'From Kommunkompassen 2010 to Kommunkompassen 2016'
    """
    wording = wording_for(language or second.language, second.language)
    across = first.id != second.id
    rows, hidden = unseen(gathered(difference.changes, mapping), first, second)
    heads = _heads(first, second, wording)
    two = _Compared(first, second, heads, mapping)
    title = wording.say("From {first} to {second}", first=heads[0], second=heads[1])
    step = told_step(difference, wording, across=across)
    blocks: list[SheetBlock] = []
    if across and mapping is None:
        blocks += _without_mapping(two, wording)
    else:
        blocks += _counted(rows, wording)
        blocks += (Paragraph(words=(_unseen(one, wording),)) for one in hidden)
        blocks += _whole(difference, first, second, wording)
        blocks += _by_area(rows, two, wording)
    return Sheet(
        kind="difference",
        language=wording.language,
        kicker=wording.say("What changed"),
        title=title,
        name=title,
        lines=(*_sides(first, second, wording), step),
        parts=(Part(blocks=tuple(blocks)),),
        summary=(title, step),
    )


def _heads(first: Edition, second: Edition, wording: Wording) -> tuple[str, str]:
    """Return what the two are called: by their titles, two of one edition by their releases."""
    if first.id != second.id:
        return words_of(titled(first, wording)), words_of(titled(second, wording))
    heads = tuple(f"{edition.id} {edition.release}" for edition in (first, second))
    if heads[0] == heads[1]:
        heads = (heads[0], wording.say("{name}, as it is now", name=heads[1]))
    return heads[0], heads[1]


def _sides(first: Edition, second: Edition, wording: Wording) -> Iterator[str]:
    if first.id != second.id:
        sides = (f"{one.id}@{one.release} ({period_of(one, wording)})" for one in (first, second))
        yield " → ".join(sides)


def _counted(rows: Sequence[Happened], wording: Wording) -> Iterator[Facts]:
    """Yield how many items each thing happened to, the most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        for kind in row.kinds:
            words = describe_kinds([kind], wording)
            counts[words] = counts.get(words, 0) + 1
    if counts:
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        yield Facts(facts=tuple(Fact(term=words, lines=(str(count),)) for words, count in ordered))


def _unseen(one: Unseen, wording: Wording) -> str:
    """Return why items of one edition are not told: nobody knows whether the other has them."""
    title, other = (words_of(titled(edition, wording)) for edition in (one.edition, one.other))
    headings = sum(":" in code for code in one.codes)
    areas = sum(found(one.edition, code) in one.edition.areas for code in one.codes)
    questions = len(one.codes) - headings - areas
    counted = (
        (areas, wording.count("{number} area", "{number} areas", areas)),
        (questions, wording.count("{number} question", "{number} questions", questions)),
        (headings, wording.count("{number} heading", "{number} headings", headings)),
    )
    what = ", ".join(words for number, words in counted if number)
    return wording.say(
        "Not told here: {what} of {title}. What {other} has in their place is not known, so nobody can say"
        " whether they are of one edition only.",
        what=what,
        title=title,
        other=other,
    )


def _without_mapping(two: _Compared, wording: Wording) -> Iterator[SheetBlock]:
    """Yield that nothing joins the two, and the areas of both."""
    sentence = wording.say(
        "No mapping joins these editions, so nothing is said of what corresponds to what: the same number is"
        " not enough."
    )
    yield Paragraph(words=(sentence,), tone=Tone.WARNING)
    for edition, head in zip((two.first, two.second), two.heads, strict=True):
        if edition.areas:
            words = (coded(edition, area.code, wording) for area in edition.areas)
            yield Section(
                heading=wording.say("Areas of {edition}", edition=head),
                blocks=(Bullets(bullets=tuple(Bullet(words=(one,)) for one in words)),),
            )


def _whole(difference: Difference, first: Edition, second: Edition, wording: Wording) -> Iterator[Section]:
    """Yield what changed of the edition as a whole."""
    kinds = [change.kind for change in difference.changes if not (change.before or change.after)]
    if kinds:
        bullets = tuple(Bullet(words=(describe_kinds([kind], wording),)) for kind in dict.fromkeys(kinds))
        facts = tuple(_facts(first, second, wording))
        yield Section(
            heading=wording.say("The edition as a whole"),
            anchor="whole",
            blocks=(Bullets(bullets=bullets), *([Facts(facts=facts)] if facts else [])),
        )


def _facts(first: Edition, second: Edition, wording: Wording) -> Iterator[Fact]:
    """Yield what was said of the edition and what is said now, where that is one short fact."""
    say = wording.say
    pairs = (
        (say("Publisher"), first.publisher, second.publisher),
        (say("In use"), period_of(first, wording), period_of(second, wording)),
        (say("Language"), *(language_name(one.language, wording) for one in (first, second))),
        (say("Title"), *(words_of(titled(one, wording)) for one in (first, second))),
    )
    for term, before, after in pairs:
        if before != after:
            yield Fact(term=term, lines=(f"{before} → {after}",))


def _by_area(rows: Sequence[Happened], two: _Compared, wording: Wording) -> Iterator[Section]:
    """Yield what happened to areas, then to what is in each of them, in the second edition's order."""
    areas = [row for row in rows if _is_of_areas(row, two)]
    if areas:
        table = _table("areas", wording.say("What changed of the areas"), areas, two, wording)
        yield Section(heading=wording.say("Areas"), anchor="areas", blocks=(table,))
    of_area: dict[str | None, list[Happened]] = {}
    for row in rows:
        if row not in areas:
            of_area.setdefault(area_of(row, two.first, two.second, two.mapping), []).append(row)
    for area in (*(area.code for area in two.second.areas), None):
        if area in of_area:
            heading = coded(two.second, area, wording) if area else wording.say("Of no area that is kept")
            caption = (
                wording.say("What changed in area {code}", code=area) if area else wording.say("What changed")
            )
            table = _table(area or "others", caption, of_area[area], two, wording)
            yield Section(heading=heading, anchor=f"area-{area or 'others'}", blocks=(table,))


def _is_of_areas(row: Happened, two: _Compared) -> bool:
    before = (found(two.first, code) for code in row.before)
    after = (found(two.second, code) for code in row.after)
    return all(isinstance(item, Area) for item in (*before, *after))


def _table(name: str, caption: str, rows: Sequence[Happened], two: _Compared, wording: Wording) -> SheetTable:
    reasons = [_reasons(row, two, wording) for row in rows]
    has_reasons = any(reasons)
    columns = [
        Column(head=two.heads[0], kind=ColumnKind.WORDS),
        Column(head=two.heads[1], kind=ColumnKind.WORDS),
        Column(head=wording.say("What happened"), kind=ColumnKind.WORDS),
    ]
    if has_reasons:
        columns.append(Column(head=wording.say("Why"), kind=ColumnKind.WORDS, fold=1))
    shown = []
    for row, why in zip(rows, reasons, strict=True):
        cells: list[SheetCell] = [
            _side(row.before, two.first, wording),
            _side(row.after, two.second, wording),
            (_happened(row, two.first, two.second, wording),),
        ]
        if has_reasons:
            cells.append(why or Gap(words=""))
        shown.append(SheetRow(cells=tuple(cells)))
    return SheetTable(name=f"changes-{name}", caption=caption, columns=tuple(columns), rows=tuple(shown))


def _side(codes: Sequence[str], edition: Edition, wording: Wording) -> SheetCell:
    words: list[Words] = []
    for code in codes:
        words += [*([" + "] if words else []), coded(edition, code, wording)]
    return tuple(words) if words else Gap(words="–")


def _happened(row: Happened, first: Edition, second: Edition, wording: Wording) -> str:
    """Return what happened in words, with both maxima where they changed."""
    said = describe_kinds(row.kinds, wording)
    if len(row.before) == len(row.after) == 1 and {"re-weighted", "weight added"} & set(row.kinds):
        maxima = (
            _maximum(edition, code) for edition, code in ((first, row.before[0]), (second, row.after[0]))
        )
        shown = " → ".join("?" if one is None else wording.number(one) for one in maxima)
        return wording.say("{what} ({maxima} points)", what=said, maxima=shown)
    return said


def _maximum(edition: Edition, code: str) -> Fraction | None:
    item = found(edition, code)
    return None if item is None or isinstance(item, Heading) else item.max


def _reasons(row: Happened, two: _Compared, wording: Wording) -> tuple[Words, ...]:
    """Return why it happened: by the mapping, or as the later release declares a rewording editorial."""
    words: list[Words] = []
    for reason in row.reasons:
        words += [*([" "] if words else []), remark_of(reason, wording)]
    if "corrected" in row.kinds:
        declared = [one.reason for one in two.second.editorial if (one.code,) == row.after]
        # Whoever releases says it in one language, that of the ledger.
        words += [words_in(reason, "en", wording) for reason in declared[-1:]]
    return tuple(words)
