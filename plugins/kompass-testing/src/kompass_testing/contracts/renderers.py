"""What every renderer keeps: bytes by the request alone, in the reader's language, every area named."""

import datetime as dt
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

from attrs import evolve
from hypothesis import given

from kompass_spec import Order, Registry, RenderRequest
from kompass_spec.model import Edition, NotApplicable, Organisation, Score, Scorecard
from kompass_spec.model.quantities import exact_text
from kompass_testing.contracts.base import examples
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by
from kompass_testing.hostile_words import FORMULAS, OTHER_WORDS, taken_for_more
from kompass_testing.samples import (
    answered_assessment,
    answered_edition,
    contradicted,
    empty_assessment,
    full_assessment,
    great_edition,
    partial_assessment,
    reference_of,
    sample_editions,
    scorecard_of,
    standing_beside,
)
from kompass_testing.strategies import render_requests

__all__ = ["RendererContract"]

SECONDS = 60
LANGUAGES = ("sv", "en", "nb", "nn", "nn-NO", "da", "fi")
_SEEN = 13
"""Points that stand nowhere in the other results."""
_YEAR = 2031
_OF_PROGRAMS = re.compile(r"\bNone\b|\bnan\b|Fraction\(|<[\w.]+ object")
_SHORT = 6
"""Paths of fewer characters, such as that of the root, could stand in any text."""


def _stands(figure: int, shown: str) -> bool:
    return re.search(rf"(?<![0-9.,/]){figure}(?![0-9]|[.,/][0-9])", shown) is not None


class RendererContract(RequestContract, kind="renderers"):
    """Hold what every renderer keeps; give a fixture ``renderer``.

    For a format that is no text, such as PDF, also override ``text_of``, which returns the words in a file,
    or set ``is_text`` to ``False`` where they cannot be read back. One that leaves out points of areas or the
    year on purpose sets ``is_whole`` to ``False``.
    """

    fixture: ClassVar[str] = "renderer"
    method: ClassVar[str] = "render"
    answer: ClassVar[type] = bytes
    gives: ClassVar[frozenset[str]] = frozenset({"is_text", "is_whole", "text_of"})
    is_text: ClassVar[bool] = True
    is_whole: ClassVar[bool] = True
    renderer = given_by("renderer", "renderer")

    def text_of(self, content: bytes) -> str:
        """Return the words in a file; of a text this is its UTF-8."""
        return content.decode("utf-8", "replace") if self.is_text else ""

    def shown(self, renderer: Any, request: RenderRequest, odd: str) -> str:
        """Return the words that are shown; fail where the result is refused."""
        content = self.ask(renderer, request, odd)
        assert isinstance(content, bytes), (
            f"{self.told(renderer)} does not show a result {odd}: {content}. Show it."
        )
        return self.text_of(content)

    def cases(self) -> Iterable[Case]:
        """Return results: full, empty, of areas alone, contradicted, of every shape, and beside others."""
        complete, areas = sample_editions()
        registry = Registry.of([complete, areas])
        full, empty, older = self._cards()
        plain = RenderRequest(scorecard=full, registry=registry, language="sv")
        return (
            ("of a full result", plain),
            (
                "with history and reference",
                evolve(
                    plain,
                    history=(older,),
                    reference=reference_of(complete),
                    order=Order.WEAKEST,
                    language="en",
                ),
            ),
            ("of an empty result", evolve(plain, scorecard=empty)),
            ("on an edition of areas alone", evolve(plain, scorecard=older)),
            ("whose figures contradict each other", evolve(plain, scorecard=contradicted(full))),
            ("of which something does not apply", self._partly(plain)),
            ("of which nothing applies", evolve(plain, scorecard=self._nothing(complete), language="en")),
            ("answered by levels", self._answered(plain)),
            (
                "beside published results",
                evolve(plain, standing=standing_beside(full, complete), language="en"),
            ),
            # As unlike the first as can be: in another process it is asked first.
            (
                "of another organisation",
                evolve(plain, scorecard=self._of_another(older), language="nb", order=Order.WEAKEST),
            ),
        )

    def _partly(self, plain: RenderRequest) -> RenderRequest:
        complete, _ = sample_editions()
        partly = scorecard_of(complete, partial_assessment(complete))
        return evolve(
            plain,
            scorecard=partly,
            history=(plain.scorecard,),
            reference=reference_of(complete),
            standing=standing_beside(partly, complete),
            language="en",
        )

    def _nothing(self, edition: Edition) -> Scorecard:
        named = tuple(NotApplicable(item=area.code) for area in edition.areas)
        return scorecard_of(edition, evolve(empty_assessment(edition), not_applicable=named))

    def _answered(self, plain: RenderRequest) -> RenderRequest:
        edition = answered_edition()
        card = scorecard_of(edition, answered_assessment(edition))
        return evolve(plain, scorecard=card, registry=Registry.of([edition]), language="nb")

    def _of_another(self, card: Scorecard) -> Scorecard:
        return evolve(
            card, assessment=evolve(card.assessment, organisation=Organisation(name="Annanstad", kind=None))
        )

    def _cards(self) -> tuple[Scorecard, Scorecard, Scorecard]:
        complete, areas = sample_editions()
        return (
            scorecard_of(complete, full_assessment(complete)),
            scorecard_of(complete, empty_assessment(complete)),
            scorecard_of(areas, evolve(full_assessment(areas), year=2013)),
        )

    def test_its_endings_are_well_formed(self, provided: Any) -> None:
        """Give endings as a tuple of lower-case texts with the dot, such as ('.html',): they find files."""
        self.check_endings(provided)

    def test_there_is_something_to_see(self, provided: Any) -> None:
        """Return the whole file, also of a result with nothing in it: never no bytes at all."""
        for odd, request in self.cases():
            assert self.ask(provided, request, odd), (
                f"{self.told(provided)} returns nothing {odd}. Show what there is."
            )

    def test_text_is_utf_8(self, provided: Any) -> None:
        """Encode text as UTF-8, with no codes for a terminal unless asked; else set is_text to False."""
        if not self.is_text:
            return
        for odd, request in self.cases():
            content = self.ask(provided, request, odd)
            assert "\ufffd" not in content.decode("utf-8", "replace"), (
                f"{self.told(provided)} writes bytes that are no UTF-8 ({odd}). Encode text with .encode()."
            )
            assert b"\x1b" not in content, (
                f"{self.told(provided)} writes codes for a terminal ({odd}), where the request has no"
                " terminal. Leave them out."
            )

    def test_every_area_is_named_in_the_language_asked_for(self, provided: Any) -> None:
        """Name every area in the language asked for, else in the edition's own, as Text.in_language does."""
        _, request = next(iter(self.cases()))
        for language in LANGUAGES:
            shown = self.shown(provided, evolve(request, language=language), f"in {language}")
            for area in request.edition.areas if shown else ():
                title = area.title.in_language(language, request.edition.language).words
                assert title in shown, (
                    f"{self.told(provided)} does not name area {area.code}, {title!r} in {language}. Name"
                    " every area, with title.in_language()."
                )

    def test_an_edition_of_areas_alone_is_shown(self, provided: Any) -> None:
        """Show an edition of areas alone: it has no questions, and a part may have no maximum."""
        odd, request = list(self.cases())[3]
        shown = self.shown(provided, request, odd)
        for area in request.edition.areas if shown else ():
            title = area.title["sv"]
            assert title in shown, (
                f"{self.told(provided)} leaves out the area {title!r} {odd}. Show every area."
            )

    def test_what_does_not_apply_is_not_lost(self, provided: Any) -> None:
        """Give the total's maximum as Score.max has it: what does not apply is no lost point."""
        plain = next(iter(self.cases()))[1]
        request = evolve(self._partly(plain), history=(), reference=None, standing=None)
        shown = self.shown(provided, request, "of which something does not apply")

        def stands(maximum: Fraction | None) -> bool:
            figure = re.escape(exact_text(maximum or Fraction(0)))
            return re.search(rf"(?<![0-9.,/]){figure}(?![0-9.,/])", shown) is not None

        whole, applying = plain.edition.max, request.scorecard.total.max
        assert stands(applying) or not stands(whole), (
            f"{self.told(provided)} shows {whole} as the maximum of the total, of which {applying} apply."
            " Take Score.max, which is that of what applies, and not the edition's."
        )

    def test_every_figure_that_is_shown_is_right(self, provided: Any) -> None:
        """Show the year, and the points of every area as they are; or set is_whole to False. Never None."""
        _, plain = next(iter(self.cases()))
        assessment = plain.scorecard.assessment
        undated = evolve(plain, scorecard=evolve(plain.scorecard, assessment=evolve(assessment, year=None)))
        for odd, request in (("without a year", undated), *self.cases()):
            for found in _OF_PROGRAMS.findall(self.shown(provided, request, odd)):
                raise AssertionError(
                    f"{self.told(provided)} shows {found!r} {odd}, which is a word of programs. Leave out"
                    " what is not known."
                )
        before = self.shown(provided, self._with_points(plain, {}), "of exact points")
        for area in plain.edition.areas if before else ():
            request = self._with_points(plain, {area.code: _SEEN})
            shown = self.shown(provided, request, "of exact points")
            assert _stands(_SEEN, shown) or (shown == before and not self.is_whole), (
                f"{self.told(provided)} does not show {_SEEN} points of area {area.code}, which has {_SEEN}"
                f" of {area.max}. Show what Score.low and Score.high say."
            )
        request = evolve(plain, scorecard=evolve(plain.scorecard, assessment=evolve(assessment, year=_YEAR)))
        shown = self.shown(provided, request, f"of the year {_YEAR}")
        assert _stands(_YEAR, shown) or not self.is_whole or not shown, (
            f"{self.told(provided)} does not show {_YEAR}, the year of the result. Show Assessment.year."
        )

    def _with_points(self, plain: RenderRequest, points: dict[str, int]) -> RenderRequest:
        """Return a request of a result whose areas have a quarter of their points, but for those given."""

        def exactly(score: Score) -> Score:
            value = Fraction(points.get(score.code, int(score.max / 4)))
            return evolve(score, low=value, high=value, printed=value)

        total = evolve(plain.scorecard.total, parts=tuple(map(exactly, plain.scorecard.areas)))
        return evolve(plain, scorecard=evolve(plain.scorecard, total=total))

    def test_words_of_others_stay_words(self, provided: Any) -> None:
        """Let no name become a formula, markup or a code: quote it as your format does."""
        _, plain = next(iter(self.cases()))
        assessment = plain.scorecard.assessment
        for words in (*FORMULAS, *OTHER_WORDS):
            named = evolve(assessment, organisation=evolve(assessment.organisation, name=words))
            request = evolve(plain, scorecard=evolve(plain.scorecard, assessment=named))
            content = self.ask(provided, request, f"of an organisation named {words!r}")
            assert isinstance(content, bytes), (
                f"{self.told(provided)} refuses the name {words!r}: {content}. Show it as the words it is."
            )
            more = taken_for_more(content, provided.endings, is_text=self.is_text)
            assert more is None, (
                f"{self.told(provided)} makes {more} of the name {words!r}. Write it so that it stays words."
            )

    def test_no_path_of_the_machine_is_in_it(self, provided: Any) -> None:
        """Write no path of the machine into the output: its reader has another one."""
        folders = {os.getcwd(), str(Path.home()), sys.prefix, tempfile.gettempdir()}  # noqa: PTH109 - as text, as it would leak
        for odd, request in self.cases():
            shown = self.shown(provided, request, odd)
            for folder in sorted(folder for folder in folders if len(folder) >= _SHORT):
                assert folder not in shown, (
                    f"{self.told(provided)} writes {folder}, a folder of this machine, into the output"
                    f" ({odd}). Leave it out."
                )

    def test_no_date_of_today_is_in_it(self, provided: Any) -> None:
        """Write no date of today: take dates from the assessment, so that the bytes stay the same."""
        today = dt.date.today()  # noqa: DTZ011 - the date as the machine sees it, as it would leak
        shapes = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d")
        for odd, request in self.cases():
            shown = self.shown(provided, request, odd)
            for shape in shapes:
                assert today.strftime(shape) not in shown, (
                    f"{self.told(provided)} writes the date of today, {today.strftime(shape)}, into the"
                    f" output ({odd}). Take dates from the assessment."
                )

    def test_any_result_is_shown(self, provided: Any) -> None:
        """Show whatever bounds, figures, texts and languages a scorecard has; a figure may be missing."""

        def look(request: RenderRequest, odd: str) -> None:
            shown = self.shown(provided, request, odd)
            assert "Traceback (most recent call last)" not in shown, (
                f"{self.told(provided)} shows a traceback."
            )

        @examples(12)
        @given(render_requests())
        def law(request: RenderRequest) -> None:
            look(request, "of any kind")

        for odd, request in self.cases():
            look(request, odd)
        law()

    def test_an_enormous_result_is_shown_in_reasonable_time(self, provided: Any) -> None:
        """Show hundreds of questions and of findings within a minute: look for a loop within a loop."""
        edition = great_edition(areas=15, questions=15)
        assessment = full_assessment(edition)
        assessment = evolve(assessment, findings=assessment.findings * 20)
        request = RenderRequest(
            scorecard=scorecard_of(edition, assessment), registry=Registry.of([edition]), language="sv"
        )
        begun = time.process_time()
        self.ask(provided, request, "an enormous result")
        seconds = time.process_time() - begun
        assert seconds < SECONDS, (
            f"{self.told(provided)} takes {round(seconds)} seconds for {len(edition.questions)} questions."
            " Look for a loop within a loop."
        )
