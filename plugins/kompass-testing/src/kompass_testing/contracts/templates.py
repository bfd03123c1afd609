"""What every template keeps: a whole file by the request alone, for every edition that can be answered."""

import html
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any, ClassVar

import pytest
from attrs import evolve

from kompass_spec import InputError, Registry, TemplateRequest
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by
from kompass_testing.samples import answered_edition, great_edition, sample_editions

__all__ = ["TemplateContract"]

LANGUAGES = ("sv", "nb", "nn-NO", "da", "en", "fi")


class TemplateContract(RequestContract, kind="templates"):
    """Hold what every template keeps; give a fixture ``template``."""

    fixture: ClassVar[str] = "template"
    method: ClassVar[str] = "make"
    answer: ClassVar[type] = bytes
    gives: ClassVar[frozenset[str]] = frozenset({"text_of"})
    template = given_by("template", "template")

    def text_of(self, content: bytes) -> str | None:
        """Return the words of a file: of text, or of the XML in an archive; ``None`` of another format.

        Override it where a template makes files of another format, and the words are looked for there.
        """
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
            marked = b" ".join(parts).decode("utf-8", "replace")
            return html.unescape(re.sub(r"<[^>]*>", " ", marked))
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return None

    def cases(self) -> Iterable[Case]:
        """Return editions: whole, released, of areas alone, answered by levels, large."""
        complete, areas = sample_editions()
        answered = answered_edition()
        plain = TemplateRequest(edition=complete, registry=Registry.of([complete]), language="sv")
        return (
            ("of a whole edition", plain),
            ("of a release", evolve(plain, digest="0" * 64, language="en")),
            ("of areas alone", evolve(plain, edition=areas, registry=Registry.of([areas]))),
            (
                "answered by levels",
                evolve(plain, edition=answered, registry=Registry.of([answered]), language="nb"),
            ),
            ("of very many questions", evolve(plain, edition=great_edition(areas=9, questions=9))),
        )

    def test_its_endings_are_well_formed(self, provided: Any) -> None:
        """Give endings as a tuple of lower-case texts with the dot, such as ('.xlsx',): they find files."""
        self.check_endings(provided)

    def test_there_is_a_file_for_what_can_be_answered(self, provided: Any) -> None:
        """Return the whole file of an edition whose maxima are known, in whatever language is asked for."""
        _, plain = next(iter(self.cases()))
        for language in LANGUAGES:
            made = self.ask(provided, evolve(plain, language=language), f"in {language}")
            assert made, f"{self.told(provided)} makes nothing in {language}. Make the file."
            assert not isinstance(made, InputError), (
                f"{self.told(provided)} refuses a whole edition in {language}: {made}. Make the file."
            )

    def test_everything_can_be_answered(self, provided: Any) -> None:
        """Ask for every question, and for every area that has none, by its code or its title."""
        for odd, request in self.cases():
            made = self.ask(provided, request, odd)
            if isinstance(made, InputError):
                continue
            words = self.text_of(made)
            if words is None:
                pytest.skip(
                    "the files are no text and no archive of XML; override text_of() to look into them"
                )
            edition = request.edition
            for item in (*edition.questions, *(area for area in edition.areas if not area.questions)):
                named = getattr(item, "title", None) or getattr(item, "text", None)
                title = named.in_language(request.language, edition.language).words if named else item.code
                assert re.search(rf"(?<![\w.]){re.escape(item.code)}(?![\w.])", words) or title in words, (
                    f"{self.told(provided)} does not ask for {item.code} of {edition.id} ({odd}). Give it a"
                    " place, with its code or its title: what nobody is asked for is lost without a word."
                )

    def test_a_file_says_its_edition(self, provided: Any) -> None:
        """Name the edition, by its id or its title: answers are read on the edition that a file names."""
        for odd, request in self.cases():
            made = self.ask(provided, request, odd)
            words = None if isinstance(made, InputError) else self.text_of(made)
            if words is None:
                continue
            title = request.edition.title.in_language(request.language, request.edition.language).words
            assert request.edition.id in words or title in words, (
                f"{self.told(provided)} makes a file that does not name {request.edition.id} ({odd}). Write"
                " the edition's id into it, so that answers are read on no other edition."
            )
