"""The page of every mapping: what corresponds to what, how surely, who says so, and what has no counterpart."""

from collections.abc import Iterable, Iterator

from kompass_spec import Area, Edition, EditionMapping, Link, Relation, Text, Unlinked

from kompass_site.editions import source_list
from kompass_site.installed import Installed
from kompass_site.markdown import escaped, facts, in_language, plain_passage, section, table, to_html
from kompass_site.page import Page, relative
from kompass_site.places import edition_place, mapping_place
from kompass_site.releases import release_table
from kompass_site.words import counted

__all__ = ["mapping_pages"]

_OVERVIEW = "mappings/index.md"
_RELATIONS = {
    Relation.EQUAL: "= the same content",
    Relation.EQUIVALENT: "≈ judged comparable, nothing proved",
    Relation.SUBSET_OF: "⊂ a part of",
    Relation.SUPERSET_OF: "⊃ contains",
    Relation.INTERSECTS: "∩ has something in common with",
}


def mapping_pages(installed: Installed) -> Iterator[Page]:
    """Yield the list of mappings, and a page for each."""
    mappings = installed.mappings()
    rows = [
        (
            f"[{mapping.id}]({relative(mapping_place(mapping.id), _OVERVIEW)})",
            mapping.release or "–",
            str(len(mapping.links)),
            ", ".join(level.value for level in mapping.levels) or "–",
            mapping.status.value,
        )
        for mapping in mappings
    ]
    yield Page(
        place=_OVERVIEW,
        title="Mappings",
        text=section(
            "# Mappings",
            "A mapping says what of one [edition](../editions/index.md) corresponds to what of another, how"
            " surely, and who says so. Results are converted by it, with what is proved, assumed and adjusted"
            " kept apart.",
            table(("mapping", "release", "links", "accounts for all", "status"), rows, right=(2,)),
        ),
    )
    for mapping in mappings:
        yield Page(place=mapping_place(mapping.id), title=mapping.id, text=_text(mapping, installed))


def _text(mapping: EditionMapping, installed: Installed) -> str:
    place = mapping_place(mapping.id)
    page = installed.language
    source, target = mapping.source, mapping.target
    return section(
        "[Mappings](index.md)",
        f"# {escaped(source.id)} to {escaped(target.id)}",
        f"What of [{source.id}]({relative(edition_place(source.id), place)}) corresponds to what of"
        f" [{target.id}]({relative(edition_place(target.id), place)}):"
        f" {counted(len(mapping.links), 'link', 'links')}, {_without(mapping)}.",
        _facts(mapping),
        "## Links",
        table((source.id, "relation", target.id, "what happened, and why"), _rows(mapping, page)),
        *_unlinked(f"Only in {source.id}", mapping.dropped, source, page),
        *_unlinked(f"New in {target.id}", mapping.new, target, page),
        *_statements(mapping, page),
        "## Releases",
        release_table(installed.releases_named(mapping.id), place),
        "## Use it",
        f"```console\n$ kompass show {mapping.id}\n```",
        "## Sources" if mapping.sources else "",
        source_list(mapping.sources),
    )


def _without(mapping: EditionMapping) -> str:
    lost = len(mapping.dropped) + len(mapping.new)
    return f"{lost} without a counterpart" if lost else "none is said to be without a counterpart"


def _facts(mapping: EditionMapping) -> str:
    return facts(
        [
            ("Identifier", f"<code>{to_html(mapping.id)}</code>"),
            ("Release", to_html(mapping.release or "–")),
            ("Status", mapping.status.value),
            ("Accounts for all", ", ".join(level.value for level in mapping.levels) or "nothing"),
            ("Authors", to_html(", ".join(mapping.authors)) or "–"),
        ]
    )


def _rows(mapping: EditionMapping, page: str) -> Iterator[tuple[str, str, str, str]]:
    for link in mapping.links:
        yield (
            _items(link.source, mapping.source, page),
            _RELATIONS[link.relation],
            _items(link.target, mapping.target, page),
            _why(link, mapping, page),
        )


def _items(codes: Iterable[str], edition: Edition, page: str) -> str:
    return "<br>".join(
        f"{escaped(code)} {in_language(_title(edition, code), edition.language, page)}" for code in codes
    )


def _title(edition: Edition, code: str) -> Text:
    if code not in edition:
        return next(heading.text for heading in edition.headings if heading.code == code)
    item = edition.item(code)
    return item.title if isinstance(item, Area) else item.text


def _why(link: Link, mapping: EditionMapping, page: str) -> str:
    changes = ", ".join(change.value for change in link.changes)
    whose = {"publisher": "the publisher's reading", "authors": "the authors' reading"}[link.reading.value]
    reasons = " ".join(_words(reason, page) for reason in link.reasons)
    return f"**{changes}**; {whose}. {reasons}"


def _words(text: Text, page: str) -> str:
    return plain_passage(text.in_any_language(page), page)


def _unlinked(heading: str, unlinked: Iterable[Unlinked], edition: Edition, page: str) -> Iterator[str]:
    items = [
        f"- {_items([one.code], edition, page)}. {' '.join(_words(reason, page) for reason in one.reasons)}"
        for one in unlinked
    ]
    if items:
        yield f"## {heading}"
        yield "\n".join(items)


def _statements(mapping: EditionMapping, page: str) -> Iterator[str]:
    if not mapping.statements:
        return
    yield "## What has been said of comparing"
    titles = {source.id: source for source in mapping.sources}
    for statement in mapping.statements:
        cited = titles.get(statement.cited)
        about = f" ({escaped(cited.title)}, {escaped(cited.publisher or '')})" if cited else ""
        yield f"> {_words(statement.text, page)}{about}"
