"""Lay out a sheet: give its blocks to the templates, and write the page."""

from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kompass_render_html.cleaning import clean, quoted
from kompass_render_html.compiled import CompiledTemplates
from kompass_render_html.illustrations import draw_sizes
from kompass_render_html.inline import Inline
from kompass_render_html.look import colours_of, logo_of
from kompass_render_html.table_markup import write_table
from kompass_render_html.tables import headed_again, lay_tables
from kompass_spec.model.sheet import Mark, SheetTable, Words, tables_in, words_of
from kompass_spec.plugins.requests import SheetRequest
from kompass_spec.wording.marks import words_of_mark
from kompass_spec.wording.wording import wording_for

__all__ = ["lay_out_page"]

LANDMARKS = 2
"""The level of the headings whose sections a screen reader lists."""


def lay_out_page(request: SheetRequest) -> bytes:
    """Return the page as UTF-8."""
    sheet, look = request.sheet, request.look
    wording = wording_for(sheet.language)
    inline = Inline(language=sheet.language, marks={mark: words_of_mark(mark, wording) for mark in Mark})
    numbers = count(1)
    steps: set[tuple[int, str]] = set()
    headings: set[str] = set()
    scrolls: list[bool] = []
    tables = {id(one.table): one for part in sheet.parts for one in lay_tables(tables_in(part.blocks))}
    again = {id(one) for part in sheet.parts for one in headed_again(part.blocks)}

    def table(block: SheetTable) -> Markup:
        found = tables[id(block)]
        scrolls.append(found.scrolls)
        named = ((found.stacked, "stack"), (found.without_shares, "bare"))
        steps.update((step, name) for step, name in named if step is not None)
        return write_table(found, inline, next_id(), is_headed_again=id(block) in again)

    def next_id() -> str:
        return f"part-{next(numbers)}"

    def named(heading: Words, level: int) -> bool:
        """Tell whether a section is a landmark: no two of a page are called the same."""
        words = words_of(heading)
        is_new = level == LANDMARKS and words not in headings
        headings.add(words)
        return is_new

    environment = _environment()
    body = environment.get_template("body.html").render(
        sheet=sheet,
        look=look,
        logo=logo_of(look),
        inline=inline,
        skip=wording.say("Skip to the content"),
        next_id=next_id,
        table=table,
        named=named,
    )
    page = environment.get_template("page.html").render(
        sheet=sheet,
        name=sheet.name or sheet.title,
        body=Markup(body),  # noqa: S704 - the template has escaped every word in it
        # The style sheet has the rules of those widths alone at which a table of the page changes.
        steps=sorted(steps),
        scrolls=any(scrolls),
        light=colours_of(look),
        dark=colours_of(look, is_dark=True),
    )
    return page.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kompass_render_html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )
    environment.filters.update(
        drawn=draw_sizes,
        kind=lambda block: type(block).__name__,
        quoted=quoted,
    )
    return environment


def _compiled() -> CompiledTemplates | None:
    """Return what keeps compiled templates, ``None`` where the package lies in an archive."""
    here = Path(__file__)
    # What they are compiled to follows from this module too, which makes the environment.
    return CompiledTemplates(here.with_name("templates"), here.read_text("utf-8")) if here.is_file() else None


def _clean(value: Any) -> Any:
    """Take out what HTML forbids of all that a template writes, except what is markup already."""
    return value if isinstance(value, Markup) else clean(str(value))
