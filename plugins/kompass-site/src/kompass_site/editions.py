"""The page of every edition: its areas and questions, what is not known, mappings, releases and sources."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from kompass_spec import Area, Edition, Source, Text

from kompass_site.installed import Installed
from kompass_site.markdown import escaped, facts, in_language, section, table, to_html
from kompass_site.page import Page, relative
from kompass_site.places import distribution_place, edition_place, mapping_place
from kompass_site.releases import release_table
from kompass_site.weights import bar, block_drawing, points
from kompass_site.words import counted, country, in_use, known, language_name, scoring, title_of

__all__ = ["edition_pages", "source_list"]

_OVERVIEW = "editions/index.md"


def edition_pages(installed: Installed) -> Iterator[Page]:
    """Yield the list of editions, and a page for each."""
    editions = installed.editions()
    rows = [
        (
            f"[{edition.id}]({relative(edition_place(edition.id), _OVERVIEW)})",
            country(edition.country),
            in_use(edition),
            str(len(edition.areas)) or "–",
            str(len(edition.questions) or "–"),
            scoring(edition),
            escaped(edition.publisher),
        )
        for edition in editions
    ]
    heads = ("edition", "country", "in use", "areas", "questions", "scored", "publisher")
    yield Page(
        place=_OVERVIEW,
        title="Editions",
        text=section(
            "# Editions",
            "An edition is one methodology of one publisher. It never changes its meaning: what is revised"
            " is another edition, and [mappings](../mappings/index.md) say what corresponds. How much of an"
            " edition is publicly known decides what can be done with a result on it.",
            table(heads, rows, right=(3, 4)),
        ),
    )
    for edition in editions:
        yield Page(place=edition_place(edition.id), title=edition.id, text=_text(edition, installed))


def _text(edition: Edition, installed: Installed) -> str:
    place = edition_place(edition.id)
    return section(
        f"[Editions](index.md) · {country(edition.country)}",
        f"# {escaped(title_of(edition))}",
        _lead(edition),
        _facts(edition),
        *_glance(edition),
        *_areas(edition, installed, place),
        "## What is not known",
        known(edition, installed),
        *_notes(edition, installed),
        *_mappings(edition, installed, place),
        "## Releases",
        _brought(edition, installed, place),
        release_table(installed.releases_named(edition.id), place),
        "## Use it",
        _use(edition),
        "## Rights and sources",
        escaped(edition.rights),
        source_list(edition.sources),
    )


def _lead(edition: Edition) -> str:
    last = edition.valid_to
    years = f"in {edition.valid_from}–{last}" if last else f"since {edition.valid_from}"
    parts = [f"Used for evaluations in {country(edition.country)} {years}."]
    if edition.areas:
        inside = [counted(len(edition.areas), "area", "areas")]
        if edition.questions:
            inside.append(counted(len(edition.questions), "question", "questions"))
        total = f", {points(edition.max)} points in all" if edition.max is not None else ""
        parts.append(f"{' and '.join(inside)}{' known' if edition.max is None else ''}{total}.")
    return " ".join(parts)


def _facts(edition: Edition) -> str:
    pairs = [
        ("Identifier", f"<code>{to_html(edition.id)}</code>"),
        ("Release", to_html(edition.release)),
        ("In use", to_html(in_use(edition))),
        ("Publisher", f'<span lang="{edition.language}">{to_html(edition.publisher)}</span>'),
        ("Language", language_name(edition.language)),
        ("Known", to_html(edition.completeness.value)),
    ]
    return facts(pairs)


def _brought(edition: Edition, installed: Installed, place: str) -> str:
    sentence = "A release never changes. Check yours with `kompass verify`."
    origin = dict(installed.registry.origins).get(edition.id)
    if origin is None:
        return sentence
    return f"[{origin}]({relative(distribution_place(origin), place)}) brings them. {sentence}"


def _glance(edition: Edition) -> Iterator[str]:
    drawing = block_drawing(edition)
    if drawing:
        if edition.questions:
            yield f"## The {len(edition.questions)} questions at a glance"
            yield "Each block is a question, as wide as the points that it can give."
        else:
            yield "## The areas at a glance"
            yield "Each block is an area, as wide as the points that it can give; no question is known."
        yield drawing


def _areas(edition: Edition, installed: Installed, place: str) -> Iterator[str]:
    if not edition.areas:
        return
    yield "## Areas and questions" if edition.questions else "## Areas"
    greatest = max((question.max or Fraction(0) for question in edition.questions), default=Fraction(0))
    for area in edition.areas:
        yield f"### {escaped(area.code)} {in_language(area.title, edition.language, installed.language)}"
        yield _about_area(area, edition, installed, place)
        if area.questions:
            rows = [
                (
                    f"[{escaped(question.code)}](#q{question.code}){{#q{question.code}}}",
                    in_language(question.text, edition.language, installed.language),
                    points(question.max),
                    bar(question.max, greatest),
                )
                for question in area.questions
            ]
            yield table(("code", "question", "max", "of the most"), rows, right=(2,))
        yield _headings(area, edition)


def _about_area(area: Area, edition: Edition, installed: Installed, place: str) -> str:
    parts = []
    if area.max is not None:
        parts.append(f"{points(area.max)} points.")
    elif area.code:
        parts.append("What it is worth is not known.")
    if area.aliases:
        names = "; ".join(f'<span lang="{edition.language}">{escaped(name)}</span>' for name in area.aliases)
        parts.append(f"Also printed as: {names}.")
    parts += _counterparts(area, edition, installed, place)
    return "<br>\n".join(parts)


def _counterparts(area: Area, edition: Edition, installed: Installed, place: str) -> Iterator[str]:
    """Yield a line for each mapping that links an area alone; changes are told from the older to the newer."""
    for mapping in installed.mappings_of(edition):
        is_source = mapping.source.id == edition.id
        other = mapping.target if is_source else mapping.source
        for link in mapping.links:
            here, there = (link.source, link.target) if is_source else (link.target, link.source)
            if here == (area.code,):
                names = ", ".join(_named(code, other, installed.language) for code in there)
                changes = ", ".join(change.value for change in link.changes)
                address = relative(mapping_place(mapping.id), place)
                direction = "then in" if is_source else "before in"
                yield f"{direction} [{other.id}]({address}): {names} ({changes})"


def _named(code: str, edition: Edition, page: str) -> str:
    return f"{escaped(code)} {in_language(_title(edition, code), edition.language, page)}"


def _title(edition: Edition, code: str) -> Text:
    item = edition.item(code)
    return item.title if isinstance(item, Area) else item.text


def _headings(area: Area, edition: Edition) -> str:
    if not area.headings:
        return ""
    items = "".join(
        f'<li lang="{edition.language}">'
        f"{to_html(heading.text.in_language(edition.language, edition.language).words)}</li>"
        for heading in area.headings
    )
    summary = f"{counted(len(area.headings), 'heading', 'headings')} in the report"
    return f"<details><summary>{summary}</summary><ul>{items}</ul></details>"


def _notes(edition: Edition, installed: Installed) -> Iterator[str]:
    if edition.notes:
        yield "\n".join(
            f"- {_remark(note.text, edition, installed.language)}" for note in edition.notes
        )


def _remark(text: Text, edition: Edition, language: str) -> str:
    """Return a remark in the language of the page, or in whichever it is written in."""
    passage = text.in_any_language(language) if language in text else text.in_any_language(edition.language)
    words = escaped(passage.words)
    return words if passage.language in {None, language} else f'<span lang="{passage.language}">{words}</span>'


def _mappings(edition: Edition, installed: Installed, place: str) -> Iterator[str]:
    mappings = installed.mappings_of(edition)
    if not mappings:
        return
    yield "## Mappings"
    yield "Nothing is proved equal between editions unless a mapping says so: every link says whose reading it is."
    rows = [
        (
            f"[{mapping.id}]({relative(mapping_place(mapping.id), place)})",
            mapping.release or "–",
            str(len(mapping.links)),
            mapping.status.value,
        )
        for mapping in mappings
    ]
    yield table(("mapping", "release", "links", "status"), rows, right=(2,))


def _use(edition: Edition) -> str:
    lines = [f"$ kompass show {edition.id}"]
    if edition.questions:
        lines.append(f"$ kompass show {edition.id} {edition.questions[0].code}")
        lines.append(f"$ kompass template {edition.id} -o evaluation.xlsx")
    return "\n".join(["```console", *lines, "```"])


def source_list(sources: Iterable[Source]) -> str:
    """Return what facts rest on as a list, each with its address where there is one."""
    lines = []
    for source in sources:
        about = ", ".join(escaped(part) for part in (source.publisher, source.date) if part)
        title = f"[{escaped(source.title)}]({source.url})" if source.url else escaped(source.title)
        note = f" {escaped(source.note)}" if source.note else ""
        lines.append(f"- {title}{', ' + about if about else ''}.{note}")
    return "\n".join(lines)
