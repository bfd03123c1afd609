"""Where everything comes from: the file, the lines of its figures, the publications behind the edition."""

from urllib.parse import urlsplit

from kompass_render_html.figures import place_of
from kompass_render_html.parts import EditionPart, Place, Publication
from kompass_render_html.view import DATA_LANGUAGE, View
from kompass_spec.model import TOTAL, Passage, Quantity, Score, Scorecard, Source
from kompass_spec.wording.figures import describe_figure, describe_item
from kompass_spec.wording.shapes import items_of

__all__ = ["editions_of", "files_of", "other_figures_of", "places_of", "publication_of", "safe_address"]

_IN_TABLES = frozenset({Quantity.POINTS, Quantity.MAX, Quantity.PERCENT, Quantity.LEVEL})


def safe_address(url: str | None) -> str | None:
    """Return an address that a page may link to, ``None`` for anything but one of the web.

    >>> safe_address("https://skr.se/"), safe_address("javascript:alert(1)"), safe_address("https:")
    ('https://skr.se/', None, None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return parts.geturl() if is_web and parts.geturl().isprintable() and " " not in parts.geturl() else None


def files_of(view: View) -> tuple[tuple[str, str, str], ...]:
    """Return the files read, each once: its name without the folder, its SHA-256, and the years in it."""
    years: dict[tuple[str, str], list[str]] = {}
    for card in (view.request.scorecard, *view.request.history):
        source = card.assessment.source
        if source is not None:
            # The folder says where a file lay on somebody's computer, and nothing about what stood in it.
            name = source.file.replace("\\", "/").rpartition("/")[2]
            years.setdefault((name, source.sha256), []).append(view.year(card.assessment))
    return tuple((name, digest, ", ".join(read_from)) for (name, digest), read_from in years.items())


def places_of(view: View) -> tuple[Place, ...]:
    """Return where figures stood: of the total, each area with its questions, and each earlier evaluation."""
    card = view.request.scorecard
    groups = [(describe_item(TOTAL, view.wording), {TOTAL}, card)]
    groups += [
        (
            describe_item(area.code, view.wording),
            {*(score.code for score in area.walk()), *_shown_codes(view, area)},
            card,
        )
        for area in card.areas
    ]
    groups += [
        (
            view.wording.say("evaluation of {year}", year=view.year(earlier.assessment)),
            {score.code for score in earlier.total.walk()},
            earlier,
        )
        for earlier in view.request.history
    ]
    return tuple(place for place in (_place(view, *group) for group in groups) if place is not None)


def _place(view: View, item: str, codes: set[str], card: Scorecard) -> Place | None:
    figures = [figure for figure in card.assessment.observations if figure.item in codes]
    if not figures:
        return None
    return Place(
        item=item[:1].upper() + item[1:],
        figures=view.wording.count("{number} figure", "{number} figures", len(figures)),
        place=place_of(figures, view.wording),
    )


def other_figures_of(view: View) -> tuple[tuple[str, Passage | None], ...]:
    """Return the printed figures that no table shows, with what was printed beside them."""
    card = view.request.scorecard
    known = {score.code for score in card.total.walk() if score.applies}
    known.update(*(_shown_codes(view, area) for area in card.areas))
    return tuple(
        (describe_figure(figure, view.wording), view.printed(figure.label, card) if figure.label else None)
        for figure in card.assessment.observations
        if figure.quantity not in _IN_TABLES or figure.item not in known
    )


def _shown_codes(view: View, area: Score) -> set[str]:
    """Return the codes of what stands in the table of an area with its figures, other than the area."""
    card = view.request.scorecard
    items = items_of(card, area, view.edition_of(card)) if area.applies else ()
    return {item.code for item in items if item.applies}


def editions_of(view: View) -> tuple[EditionPart, ...]:
    """Return the sources, notes and rights of every edition that is shown."""
    cards: dict[str, Scorecard] = {}
    for card in (view.request.scorecard, *view.request.history):
        cards.setdefault(card.assessment.edition, card)
    return tuple(part for part in (_edition(view, card) for card in cards.values()) if part is not None)


def _edition(view: View, card: Scorecard) -> EditionPart | None:
    edition = view.edition_of(card)
    if edition is None:
        return None
    return EditionPart(
        heading=view.wording.say(
            "Sources of {edition}", edition=f"{view.edition_title(card).words} ({view.release_of(card)})"
        ),
        rights=Passage(edition.rights, DATA_LANGUAGE),
        notes=tuple(view.text(note.text, edition) for note in edition.notes),
        sources=tuple(map(publication_of, edition.sources)),
    )


def publication_of(source: Source) -> Publication:
    """Return a publication as the page names it."""
    return Publication(
        title=source.title,
        origin=", ".join(part for part in (source.publisher, source.date) if part),
        address=safe_address(source.url),
        note=Passage(source.note, DATA_LANGUAGE) if source.note else None,
    )
