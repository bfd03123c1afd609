"""Put the page together and write it out."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from kompass_render_html.among import among_of
from kompass_render_html.cleaning import clean, quoted
from kompass_render_html.comparing import agreement_of, disagreements_of, statements_of, years_of
from kompass_render_html.heading import facts_of, known_of
from kompass_render_html.labels import labels_for
from kompass_render_html.parts import Page
from kompass_render_html.results import (
    areas_of,
    contradictions_of,
    losses_of,
    profile_of,
    total_of,
    unplaced_of,
    without_loss_of,
)
from kompass_render_html.sources import editions_of, files_of, other_figures_of, places_of
from kompass_render_html.view import View, view_of
from kompass_spec import RenderRequest

__all__ = ["page_of", "render_page"]


def render_page(request: RenderRequest) -> bytes:
    """Return the page for a request as UTF-8."""
    view = view_of(request)
    labels = labels_for(view.wording, answered=request.scorecard.assessment.is_answered)
    return _template().render(page=page_of(view), label=labels).encode()


def page_of(view: View) -> Page:
    """Return everything that the page says, ready to be laid out."""
    card = view.request.scorecard
    name = view.name(card.assessment)
    edition = view.edition_title(card)
    return Page(
        language=view.wording.language,
        title=f"{name} – {edition.words}",
        name=name,
        edition=edition,
        facts=facts_of(view),
        known=known_of(view),
        total=total_of(view),
        profile=profile_of(view),
        among=among_of(view),
        has_questions=any("." in score.code for score in card.most_lost()),
        losses=losses_of(view),
        without_loss=without_loss_of(view),
        areas=areas_of(view),
        unplaced=unplaced_of(view),
        disagreements=disagreements_of(card, view),
        agreement=agreement_of(view),
        contradictions=contradictions_of(view),
        years=years_of(view),
        statements=statements_of(view),
        files=files_of(view),
        places=places_of(view),
        other_figures=other_figures_of(view),
        editions=editions_of(view),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("kompass_render_html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = quoted
    return environment.get_template("page.html")


def _clean(value: Any) -> Any:
    """Take out what HTML forbids of all that the template writes, except the drawing, which is clean."""
    return value if isinstance(value, Markup) else clean(str(value))
