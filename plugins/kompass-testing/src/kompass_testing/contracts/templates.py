"""What every template keeps: a whole file by the request alone, for every edition that can be answered."""

from collections.abc import Iterable
from typing import Any, ClassVar

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
    template = given_by("template", "template")

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
