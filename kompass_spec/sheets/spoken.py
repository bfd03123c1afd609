"""What every sheet of results says alike: names, years, texts in their languages, rounded figures."""

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Cell,
    Edition,
    Interval,
    Passage,
    Score,
    Scorecard,
    Text,
)
from kompass_spec.model.codes import weight_of
from kompass_spec.model.library import Library
from kompass_spec.model.sheet import Figure, Words
from kompass_spec.wording.organisations import full_name
from kompass_spec.wording.wording import Wording, wording_for
from kompass_spec.wording.years import explain_year

__all__ = ["Spoken", "figure_of", "run_of", "shortened", "spoken_in", "sum_that_stands"]

_HALF = Fraction(1, 2)
# A cell does not say how many parts were added up; mostly they are about eight.
_PARTS = 8
_TENTHS = 10
_NOBODY = "?"
"""What importers write for an organisation that a report does not name."""
_YEAR_LAST = re.compile(r"(.*\S)\s+([12][0-9]{3})")
_SHORT_FORM = re.compile(r".*\(([^()]{2,12})\)")


def shortened(words: str, length: int) -> str:
    """Return words that are not longer than ``length`` letters, cut between two words where possible.

    >>> shortened("Analys av avvikelser, brister och problem", 30)
    'Analys av avvikelser, brister…'
    """
    if len(words) <= length:
        return words
    kept = words[: length - 1]
    whole = kept.rpartition(" ")[0] if not words[length - 1].isspace() else kept
    return (whole if len(whole) > length // 2 else kept).rstrip(" ,.;:–-") + "…"


def run_of(*words: Words) -> tuple[Words, ...]:
    """Return words one behind the other, with neighbours in plain text as one, and no space before the first.

    >>> run_of(" ", "A report", " (2017)", ".", Passage("Ett ord", "sv"))
    ('A report (2017).', Passage(words='Ett ord', language='sv'))
    """
    run: list[Words] = []
    for one in words:
        if run and isinstance(one, str) and isinstance(run[-1], str):
            run[-1] += one
        else:
            run.append(one)
    if run and isinstance(run[0], str):
        run[0] = run[0].lstrip()
    return tuple(one for one in run if one)


def _split(title: str) -> tuple[str, str | None]:
    """Return the title of an edition without the year that it ends with, and that year, if it has one."""
    found = _YEAR_LAST.fullmatch(title)
    return (found[1], found[2]) if found is not None else (title, None)


@final
@frozen(kw_only=True)
class Spoken:
    """Say things of results in one language; ``language`` is the BCP 47 tag asked for."""

    registry: Library
    language: str
    wording: Wording

    def words(self, passage: Passage) -> Words:
        """Return a passage as plain text where it is in the sheet's own language."""
        return passage.words if passage.language == self.wording.language else passage

    def text(self, text: Text, edition: Edition) -> Words:
        """Return a text of an edition in the language asked for or its own, else a remark as it stands."""
        try:
            return self.words(text.in_language(self.language, edition.language))
        except KeyError:
            return self.words(text.in_any_language(self.language)) if text.translations else ""

    def in_any(self, text: Text) -> Words:
        """Return a remark in the language asked for, else in the first that there is."""
        return self.words(text.in_any_language(self.language))

    def printed(self, words: str, card: Scorecard) -> Words:
        """Return words as they stand in a report: they are in the language of its edition."""
        edition = self.edition_of(card)
        return self.words(Passage(words, edition.language if edition is not None else "und"))

    def is_of_this_language(self, card: Scorecard) -> bool:
        """Tell whether the words of a report are in the language of the sheet."""
        edition = self.edition_of(card)
        return edition is not None and edition.language == self.wording.language

    def edition_of(self, card: Scorecard) -> Edition | None:
        """Return the edition of a scorecard, if possible in the pinned release, ``None`` if there is none."""
        assessment = card.assessment
        return self.registry.get(assessment.release_key) or self.registry.get(assessment.edition)

    def release_of(self, card: Scorecard) -> str:
        """Return the id of a scorecard's edition with its release, if that is known."""
        edition = self.edition_of(card)
        return card.assessment.edition if edition is None else f"{edition.id}@{edition.release}"

    def edition_title(self, card: Scorecard) -> Words:
        """Return the title of a scorecard's edition, or its id where the edition is not installed."""
        edition = self.edition_of(card)
        return card.assessment.edition if edition is None else self.text(edition.title, edition)

    def framework(self, card: Scorecard) -> str:
        """Return the name of the framework, such as Kommunkompassen."""
        name, _ = self._framework_and_year(card)
        return name

    def version(self, card: Scorecard) -> str:
        """Return what an edition is called in a sentence: by its year where its title has one.

        It is called by its title where that has no year, and by its id where the edition is not installed.
        """
        name, year = self._framework_and_year(card)
        return name if year is None else self.wording.say("the {year} version", year=year)

    def version_of(self, edition: str) -> str:
        """Return what an edition is called in a sentence, by its id where it is not installed."""
        found = self.registry.get(edition)
        if found is None:
            return edition
        name, year = _split(found.title.in_any_language(self.language).words)
        return name if year is None else self.wording.say("the {year} version", year=year)

    def kicker(self, card: Scorecard) -> str:
        """Return the framework and the version of it, as they stand above the title."""
        name, year = self._framework_and_year(card)
        if year is None:
            return name
        version = self.wording.say("{year} version", year=year)
        return f"{name} · {version}"

    def _framework_and_year(self, card: Scorecard) -> tuple[str, str | None]:
        edition = self.edition_of(card)
        if edition is None:
            return card.assessment.edition, None
        return _split(edition.title.in_any_language(self.language).words)

    def publisher(self, card: Scorecard) -> str:
        """Return the publisher of an edition by the short form that its name has in brackets, if any."""
        edition = self.edition_of(card)
        if edition is None:
            return card.assessment.edition
        found = _SHORT_FORM.fullmatch(edition.publisher)
        return found[1] if found is not None else edition.publisher

    def organisation(self, assessment: Assessment) -> str:
        """Return the full name of who was assessed, or that it is not known."""
        if assessment.organisation.name == _NOBODY:
            return self.wording.say("Unknown organisation")
        return full_name(assessment.organisation, self.wording.language)

    def whole_maximum(self, score: Score, card: Scorecard) -> Fraction:
        """Return the maximum in points that the edition has of an item, for whoever it applies to.

        It is the item's own where the edition does not say it.
        """
        edition = self.edition_of(card)
        known = None if edition is None else weight_of(edition, (score.code,))
        return score.max if known is None else known

    def name_of(self, code: str, card: Scorecard) -> Words:
        """Return the title of an area or the text of a question, or its code where the edition has none."""
        edition = self.edition_of(card)
        if edition is None or code not in edition:
            return code
        item = edition.item(code)
        return self.text(item.title if isinstance(item, Area) else item.text, edition)

    def labelled(self, code: str, card: Scorecard, *, at_most: int | None = None) -> tuple[Words, ...]:
        """Return the code of an item with its name, which is cut where it is longer than ``at_most``."""
        name = self.name_of(code, card)
        if name == code:
            return (code,)
        if isinstance(name, Passage):
            words = name.words if at_most is None else shortened(name.words, at_most)
            return (f"{code} ", Passage(words, name.language))
        words = str(name) if at_most is None else shortened(str(name), at_most)
        return (f"{code} {words}",)

    def label(self, code: str, card: Scorecard, *, at_most: int = 60) -> str:
        """Return the code of an item with its name as one plain text, for a drawing or a sentence."""
        labelled = self.labelled(code, card, at_most=at_most)
        return "".join(part if isinstance(part, str) else part.words for part in labelled if part)

    def year(self, assessment: Assessment) -> str:
        """Return the year of an assessment, marked where it was concluded, or that none is known."""
        if assessment.year is None:
            return self.wording.say("year unknown")
        if assessment.year_inferred:
            return self.wording.say("{year} (inferred)", year=assessment.year)
        return str(assessment.year)

    def short_year(self, assessment: Assessment) -> str:
        """Return the year of an assessment for a narrow place, with a dagger where it was concluded."""
        if assessment.year is None:
            return self.wording.say("year unknown")
        return f"{assessment.year}{'†' if assessment.year_inferred else ''}"

    def year_cell(self, assessment: Assessment) -> Figure:
        """Return the year of an assessment as a cell, of which a workbook and a script have the number."""
        year = assessment.year
        return Figure(shown=self.short_year(assessment), quantity=None if year is None else Fraction(year))

    def year_reason(self, assessment: Assessment) -> Words | None:
        """Return from what the year was concluded, ``None`` where it was read or nothing is said."""
        explained = explain_year(assessment, self.wording)
        if explained is not None:
            return explained
        # What else an importer concludes from, it says in one language.
        return self.words(Passage(assessment.year_reason, "en")) if assessment.year_reason else None

    def points(self, quantity: Fraction) -> str:
        """Return points as whole ones where they are, else to one decimal, a half rounded up."""
        tenths = math.floor(quantity * _TENTHS + _HALF)
        return self.wording.number(Fraction(tenths, _TENTHS))

    def ends(self, interval: Interval) -> tuple[str, str]:
        """Return the ends of an interval in points to one decimal, rounded outwards."""
        low, high = math.floor(interval.low * _TENTHS), math.ceil(interval.high * _TENTHS)
        return self.wording.number(Fraction(low, _TENTHS)), self.wording.number(Fraction(high, _TENTHS))

    def span(self, interval: Interval) -> str:
        """Return an interval in points to one decimal, rounded outwards."""
        return "–".join(dict.fromkeys(self.ends(interval)))

    def percent(self, share: Fraction) -> str:
        """Return a share from 0 to 1 as whole percents, which no line break parts from their sign."""
        return self.wording.percent(share).replace(" ", "\N{NO-BREAK SPACE}")

    def percents(self, share: Interval) -> str:
        """Return bounds of a share from 0 to 1 as whole percents, each rounded to its nearest."""
        low, high = (math.floor(end * 100 + _HALF) for end in (share.low, share.high))
        if low == high:
            return self.percent(Fraction(low, 100))
        words = self.wording.say("{number}%", number=f"{low}–{high}")
        return words.replace(" ", "\N{NO-BREAK SPACE}")

    def signed(self, low: Fraction, high: Fraction | None = None) -> str:
        """Return a change in points with its sign, or the bounds of one."""
        ends = dict.fromkeys(self._signed(end) for end in (low, low if high is None else high))
        first, *others = ends
        return self.wording.say("{low} to {high}", low=first, high=others[0]) if others else first

    def _signed(self, quantity: Fraction) -> str:
        return f"+{self.points(quantity)}" if quantity > 0 else self.points(quantity)

    def numeral(self, number: int) -> str:
        """Return a number in letters where it has up to twelve, as in running text, else in figures."""
        return self.wording.numeral(number)

    def numerals(self, part: int, whole: int) -> tuple[str, str]:
        """Return two numbers of one sentence alike; one alone is a word of its own in the sentence for it."""
        if part == 1:
            return str(part), self.numeral(whole)
        of_part, of_whole = self.wording.numerals(part, whole)
        return of_part, of_whole

    def listed(self, parts: Sequence[str], *, are_long: bool = False) -> str:
        """Return parts of a sentence with a comma between them and an *and* before the last.

        There is a comma before that too where parts ``are_long``, with commas of their own.
        """
        *others, last = parts
        if not others:
            return last
        if are_long:
            return self.wording.say("{listed}, and {last}", listed=", ".join(others), last=last)
        return self.wording.say("{listed} and {last}", listed=", ".join(others), last=last)

    def areas(self, codes: Sequence[str]) -> str:
        """Return areas by their codes, as in a sentence."""
        return self.wording.count("area {codes}", "areas {codes}", len(codes), codes=self.listed(codes))


def spoken_in(language: str, registry: Library, card: Scorecard) -> Spoken:
    """Return what says things in a language, else in that of a scorecard's edition, if it is installed."""
    assessment = card.assessment
    edition = registry.get(assessment.release_key) or registry.get(assessment.edition)
    own = () if edition is None else (edition.language,)
    return Spoken(registry=registry, language=language, wording=wording_for(language, *own))


def sum_that_stands(item: Score | Cell) -> Fraction | None:
    """Return the sum of the figures of an item's parts, ``None`` where it cannot stand for the item.

    A sum that lies further from what is possible than rounding explains has a part that was set aside, such
    as one of more points than can be reached.
    """
    added, bounds = item.sum_of_printed, item.interval
    rounded = _HALF * (len(item.parts) if isinstance(item, Score) else _PARTS)
    if added is None or not bounds.low - rounded <= added <= bounds.high + rounded:
        return None
    return added


def figure_of(score: Score) -> Fraction | None:
    """Return the points that stand for an item: those in the report, else the sum of its parts.

    Where neither can stand there and only one value is possible, it is that one, else there is ``None``.
    """
    if not score.applies:
        return None
    if score.printed is not None:
        return score.printed
    added = sum_that_stands(score)
    if added is not None:
        return added
    return score.low if score.low == score.high and (score.max or score.code == TOTAL) else None
