"""The request as the page sees it: whose words are in which language, and what codes are called."""

from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec import RenderRequest
from kompass_spec.model import Area, Assessment, Edition, Passage, Score, Scorecard, Text
from kompass_spec.model.mapping_rules import weight_of
from kompass_spec.wording.wording import Wording, wording_for
from kompass_spec.wording.years import explain_year

__all__ = ["DATA_LANGUAGE", "View", "view_of"]

DATA_LANGUAGE = "en"
"""The language of what editions and importers say in their own words: rights, remarks on sources, reasons."""


@final
@frozen(kw_only=True)
class View:
    """Hold a request with the wording of its language."""

    request: RenderRequest
    wording: Wording

    def own(self, words: str) -> Passage:
        """Return words of the page itself."""
        return Passage(words, self.wording.language)

    def edition_of(self, card: Scorecard) -> Edition | None:
        """Return the edition of a scorecard, if possible in the pinned release, ``None`` if there is none."""
        registry, assessment = self.request.registry, card.assessment
        return registry.get(assessment.release_key) or registry.get(assessment.edition)

    def whole(self, score: Score) -> Fraction:
        """Return the maximum of an item of the shown edition, also where a part of it does not apply."""
        edition = self.edition_of(self.request.scorecard)
        known = None if edition is None else weight_of(edition, (score.code,))
        return score.max if known is None else known

    def text(self, text: Text, edition: Edition) -> Passage:
        """Return a text of an edition in the language asked for or its own, else a remark as it stands."""
        try:
            return text.in_language(self.request.language, edition.language)
        except KeyError:
            language, words = next(iter(text.translations), (edition.language, ""))
            return Passage(words, language)

    def edition_title(self, card: Scorecard) -> Passage:
        """Return the title of a scorecard's edition, or its id where the edition is not installed."""
        edition = self.edition_of(card)
        if edition is None:
            return self.own(card.assessment.edition)
        return self.text(edition.title, edition)

    def release_of(self, card: Scorecard) -> str:
        """Return the id of a scorecard's edition with its release, if that is known."""
        edition = self.edition_of(card)
        return card.assessment.edition if edition is None else f"{edition.id}@{edition.release}"

    def name_of(self, code: str, card: Scorecard) -> Passage:
        """Return the title of an area or the text of a question, or its code where the edition has none."""
        edition = self.edition_of(card)
        if edition is None or code not in edition:
            return self.own(code)
        item = edition.item(code)
        return self.text(item.title if isinstance(item, Area) else item.text, edition)

    def printed(self, words: str, card: Scorecard) -> Passage:
        """Return words as a report printed them: they are in the language of its edition."""
        edition = self.edition_of(card)
        return Passage(words, edition.language if edition is not None else "und")

    def year(self, assessment: Assessment) -> str:
        """Return the year of an assessment, marked where it was inferred, or that none is printed."""
        if assessment.year is None:
            return self.wording.say("year unknown")
        if assessment.year_inferred:
            return self.wording.say("{year} (inferred)", year=assessment.year)
        return str(assessment.year)

    def year_reason(self, assessment: Assessment) -> Passage | None:
        """Return from what the year was concluded, ``None`` where it was read or nothing is said."""
        explained = explain_year(assessment, self.wording)
        if explained is not None:
            return self.own(explained)
        if not assessment.year_reason:
            return None
        # What else an importer concludes from, it says in one language.
        return Passage(assessment.year_reason, DATA_LANGUAGE)

    def name(self, assessment: Assessment) -> str:
        """Return the organisation with the year, as the page is headed."""
        if assessment.year is None:
            return assessment.organisation.name
        return f"{assessment.organisation.name} {self.year(assessment)}"


def view_of(request: RenderRequest) -> View:
    """Return a request with the wording of its language, else of that of the edition, if it is installed."""
    assessment = request.scorecard.assessment
    edition = request.registry.get(assessment.release_key) or request.registry.get(assessment.edition)
    own = () if edition is None else (edition.language,)
    return View(request=request, wording=wording_for(request.language, *own))
