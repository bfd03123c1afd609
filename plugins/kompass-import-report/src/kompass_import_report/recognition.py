"""Recognise the edition of a part of a report from all the names, headings and questions that it prints."""

from typing import final

from attrs import frozen

from kompass_import_report.item_codes import QUESTION
from kompass_import_report.names import AreaName, Names
from kompass_import_report.parts import Part
from kompass_spec import InputError, Library, Problem
from kompass_spec.model import Edition

__all__ = ["Fit", "fits", "in_use", "no_edition", "of_year", "printed_names", "recognise", "unclear"]

_FEWEST_NAMES = 3


@final
@frozen(kw_only=True)
class Fit:
    """Say how much of what a part prints is in an edition: names of areas, headings and questions."""

    edition: str
    names: int
    of_names: int
    headings: int
    of_headings: int
    questions: int
    of_questions: int
    missing: tuple[str, ...]

    @property
    def merit(self) -> int:
        """Return what speaks for the edition less what speaks against it; names of areas count twice."""
        return (
            2 * (2 * self.names - self.of_names)
            + (2 * self.headings - self.of_headings)
            + (2 * self.questions - self.of_questions)
        )

    @property
    def possible(self) -> bool:
        """Tell whether most of the names printed, and at least three, are the edition's."""
        return self.names >= _FEWEST_NAMES and 2 * self.names > self.of_names

    def __str__(self) -> str:
        """Say it in words."""
        shares = [f"{self.names} of {self.of_names} names of areas"]
        if self.of_headings:
            shares.append(f"{self.headings} of {self.of_headings} headings")
        if self.of_questions:
            shares.append(f"{self.questions} of {self.of_questions} questions")
        lacking = f"; it has no area '{self.missing[0]}'" if self.missing else ""
        return f"{self.edition} ({', '.join(shares)}{lacking})"


def printed_names(part: Part) -> list[AreaName]:
    """Return the names of areas that a part prints, each once with its number, the known ones first."""
    seen: dict[tuple[str | None, str], AreaName] = {}
    for name in part.names:
        seen.setdefault((name.number, name.known or name.text), name)
    numbered = {known for number, known in seen if number is not None}
    return [name for (number, known), name in seen.items() if number is not None or known not in numbered]


def fits(part: Part, registry: Library, names: Names) -> list[Fit]:
    """Return how well every edition fits what a part prints, the best first."""
    fitting = [_fit(part, edition, names) for edition in registry.values()]
    return sorted(fitting, key=lambda fit: (-fit.merit, fit.edition))


def _fit(part: Part, edition: Edition, names: Names) -> Fit:
    printed = printed_names(part)
    missing = tuple(name.text for name in printed if not _has_name(name, edition, names))
    topics = {(_code(topic.area, edition, names), topic.text) for topic in part.topics}
    headings = sum(names.heading(text, edition.id, code or "") is not None for code, text in topics)
    questions = _printed_questions(part)
    return Fit(
        edition=edition.id,
        names=len(printed) - len(missing),
        of_names=len(printed),
        headings=headings,
        of_headings=len(topics) if edition.headings else 0,
        questions=sum(code in edition for code in questions),
        of_questions=len(questions) if edition.questions else 0,
        missing=missing,
    )


def _printed_questions(part: Part) -> set[str]:
    """Return the codes of the questions that a part prints figures of."""
    codes = {figure.item for figure in part.figures if isinstance(figure.item, str)}
    return {code for code in codes if QUESTION.fullmatch(code)}


def _has_name(name: AreaName, edition: Edition, names: Names) -> bool:
    codes = names.codes(name, edition.id)
    return bool(codes) and (name.number is None or name.number in codes)


def _code(name: AreaName, edition: Edition, names: Names) -> str | None:
    codes = names.codes(name, edition.id)
    return min(codes) if codes else name.number


def recognise(part: Part, registry: Library, names: Names) -> tuple[str | None, list[Fit]]:
    """Return the edition that fits a part best, ``None`` where several do or none does, and all that fit."""
    fitting = fits(part, registry, names)
    possible = [fit for fit in fitting if fit.possible]
    best = [fit for fit in possible if fit.merit == possible[0].merit]
    if len(best) == 1:
        return best[0].edition, best
    return None, best or fitting


def of_year(fitting: list[Fit], year: int | None, registry: Library) -> str | None:
    """Return the one edition in use in a year among those that fit a part equally well.

    Return ``None`` where the year is not known, or where none or several of them were in use.
    """
    if year is None or not all(fit.possible for fit in fitting):
        return None
    in_that_year = [fit.edition for fit in fitting if in_use(registry[fit.edition], year)]
    return in_that_year[0] if len(in_that_year) == 1 else None


def in_use(edition: Edition, year: int) -> bool:
    """Tell whether an edition was in use in a year, as far as its dates say."""
    begin, end = int(edition.valid_from[:4]), int((edition.valid_to or "9999")[:4])
    return begin <= year <= end


def unclear(fitting: list[Fit]) -> str:
    """Return the sentence that says why no edition could be recognised, and what decides."""
    # Of those that have none of the names, nothing is to be said beside those that have some.
    best = [fit for fit in fitting if fit.names or fit.headings or fit.questions] or fitting
    listed = "; ".join(map(str, best[:6]))
    if any(fit.possible for fit in fitting):
        return (
            f"Several editions fit what the report prints equally well: {listed}. Decide with `edition=ID`."
        )
    if len(fitting) > 1 and fitting[0].merit == fitting[1].merit:
        return (
            "Too few names of areas are printed to tell which edition it is; these fit equally well:"
            f" {listed}. Decide with `edition=ID`."
        )
    return (
        f"No edition that is installed fits what the report prints; the closest are {listed}. Decide with"
        " `edition=ID`, or install a framework that has its edition."
    )


def no_edition() -> InputError:
    """Return the error for a registry without editions."""
    sentence = (
        "No edition is installed, so nothing can be recognised. Install kompass-frameworks, from"
        " where you have kompass-spec; if it is installed, check that KOMPASS_PLUGINS does not leave it out."
    )
    return InputError([Problem("no-edition", sentence)])
