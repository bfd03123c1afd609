"""Explain verdicts, reasons, bases and discrepancies in the reader's language, to be told to anybody."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

from kompass_spec.model import (
    Comparison,
    Conversion,
    Converted,
    Discrepancy,
    Edition,
    Likely,
    Link,
    Movement,
    Scorecard,
)
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.results.installed import registry_or_installed
from kompass_spec.wording.catalogues import known_languages
from kompass_spec.wording.figures import explain_discrepancies, explain_discrepancy
from kompass_spec.wording.mappings import describe_relation
from kompass_spec.wording.meanings import EXPLAINED, explain_member, explain_unproved
from kompass_spec.wording.reasons import explain_reason
from kompass_spec.wording.wording import Wording, wording_for, wording_problems

__all__ = ["Explained", "explain"]

_Title = Callable[[str], str]

Explained = Enum | Converted | Conversion | Movement | Likely | Comparison | Discrepancy | Scorecard | Link
"""What explains itself; of the enumerations, those that say a verdict, a basis, a kind or a relation."""


def explain(what: Explained, language: str = "en", *, editions: Mapping[str, Edition] | None = None) -> str:
    """Return in whole sentences what something means, in words that need no knowledge of the framework.

    A verdict, a basis and a kind of discrepancy say what they mean; a converted item says why its bounds are
    what they are, a change what may be concluded and why, a discrepancy which figures disagree. A conversion
    and a comparison explain their totals, a scorecard all of its discrepancies, and nothing where there are
    none. ``language`` is a BCP 47 tag; ``editions`` give the names of editions, those installed unless given.
    A reason in words of its own, such as that of another converter, is not translated: then the basis or the
    verdict is explained alone. Raise ``UsageError`` for what does not explain itself, and for a language that
    there are no words in, with those that there are.

    >>> from kompass_spec import Basis, convert_path
    >>> explain(Basis.EXACT, "sv")
    'Omräkningen tillför ingen osäkerhet.'
    >>> conversion = convert_path("docs/examples/ornskoldsvik-2017.md", "se-2010").conversions[0]
    >>> explain(conversion["1"], "sv")
    'Det bedöms vara jämförbart, men inget är bevisat.'
    """
    check_arguments(explain, locals())
    if missing := wording_problems(language):
        sentence = f"There is no language {language!r}. There are: {', '.join(known_languages())}."
        raise UsageError([Problem("unknown-language", sentence), *missing[1:]])
    wording = wording_for(language)
    known = editions if editions is not None else registry_or_installed(None)

    def title(edition: str) -> str:
        return known[edition].name("total", language) if edition in known else edition

    return " ".join(_sentences(what, wording, title))


def _sentences(what: object, wording: Wording, title: _Title) -> Iterator[str]:
    if isinstance(what, EXPLAINED):
        yield explain_member(what, wording)
        return
    told = next((tell for kind, tell in _TOLD if isinstance(what, kind)), None)
    if told is None:
        sentence = (
            f"An object of {type(what).__name__} does not explain itself. Give a verdict, a basis, a kind of"
            " discrepancy, a discrepancy, a change, a converted item, or what holds them."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    yield from told(what, wording, title)


def _converted(item: Converted, wording: Wording, title: _Title) -> Iterator[str]:
    yield explain_reason(item.reason, wording, title) or explain_member(item.basis, wording)


def _conversion(conversion: Conversion, wording: Wording, title: _Title) -> Iterator[str]:
    yield from _converted(conversion.total, wording, title)


def _movement(change: Movement, wording: Wording, title: _Title) -> Iterator[str]:
    yield explain_member(change.verdict, wording)
    yield from filter(None, [explain_reason(change.reason, wording, title)])


def _likely(change: Likely, wording: Wording, title: _Title) -> Iterator[str]:
    yield from filter(None, [explain_reason(change.reason, wording, title)])
    yield explain_unproved(change.verdict, wording)


def _comparison(comparison: Comparison, wording: Wording, title: _Title) -> Iterator[str]:
    for change in comparison["total"].changes:
        yield from _movement(change, wording, title)


def _discrepancy(found: Discrepancy, wording: Wording, _: _Title) -> Iterator[str]:
    yield explain_discrepancy(found, wording)


def _scorecard(card: Scorecard, wording: Wording, _: _Title) -> Iterator[str]:
    yield from explain_discrepancies(card, wording)


def _link(link: Link, wording: Wording, _: _Title) -> Iterator[str]:
    yield describe_relation(link, wording)


_TOLD: tuple[tuple[type, Callable[[Any, Wording, _Title], Iterator[str]]], ...] = (
    (Converted, _converted),
    (Conversion, _conversion),
    (Movement, _movement),
    (Likely, _likely),
    (Comparison, _comparison),
    (Discrepancy, _discrepancy),
    (Scorecard, _scorecard),
    (Link, _link),
)
