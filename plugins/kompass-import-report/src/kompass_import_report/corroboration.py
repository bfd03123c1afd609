"""Account for what an evaluation holds, and for running text that repeats it; say where the two differ."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_import_report.account import Account
from kompass_import_report.area_mentions import AreaMentions
from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.drafts import Draft
from kompass_import_report.left_out import left_out
from kompass_import_report.names import AreaName
from kompass_import_report.parts import Paragraph, Part
from kompass_import_report.prose_tokens import Token, tokens_of
from kompass_import_report.prose_words import (
    CHANGED,
    CHANGES,
    COMPARED,
    DENIED,
    LACKING,
    LESS,
    MORE,
    OTHER_SURVEY,
    UNITS,
)
from kompass_import_report.sentences import Sentence, sentences
from kompass_spec.model import TOTAL, Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["Corroboration", "account_for", "account_for_words"]

_DISTANCES = COMPARED - MORE - LESS - {"till"} | {"over", "under", "över", "från", "fra"}
_DIGIT = re.compile("[0-9]")
_PERCENT = {"%", "procent", "prosent", "pct"}
_MOST_NAMED = 6
_WORDS_BEFORE = 6
_SEVERAL = 2
_MOST_OF_AN_AREA = 100
_CORRECTS = re.compile(
    r"\b(?:rättelse\w*|rätta[ts]\w*|korriger\w*|korrigering\w*|felaktig\w*|feilaktig\w*|fejlagtig\w*|rettelse\w*"
    r"|retting\w*|rettet|retta|skulle ha varit|ska vara|skal være|skal vere|correction|corrected|erratum)\b",
    re.IGNORECASE,
)
"""Words of a sentence that puts right a figure which is printed elsewhere."""


def account_for(draft: Draft, account: Account) -> None:
    """Account for the figures of an evaluation, and for the words that it keeps as printed."""
    for seen in draft.observations:
        account.read(seen.line, seen.value)
        if seen.quantity is Quantity.LEVEL:
            account.scale_of(seen.line)
    for finding in draft.findings:
        account.kept(finding.line, finding.text)
    for heading in draft.headings:
        account.kept(heading.line, heading.text)
    for evidence in draft.evidence:
        account.kept(evidence.line, evidence.text)
    for caveat in draft.comparability:
        account.kept(caveat.line, caveat.text)


def account_for_words(part: Part, account: Account) -> None:
    """Account for the codes and words of items, and for the heads of columns: they are compared, not read."""
    _account_for_codes(part, account)
    for head, label in {(figure.head, figure.label) for figure in part.figures if figure.label}:
        account.kept(head, label)
    for line, text in {(figure.line, figure.text) for figure in part.figures if figure.text}:
        account.kept(line, text)
    for finding in part.findings:
        account.kept(finding.line, finding.text)


def _account_for_codes(part: Part, account: Account) -> None:
    for item in {figure.item: figure for figure in (*part.omitted, *part.figures)}.values():
        if isinstance(item.item, str):
            account.code(item.line, item.item)
        elif not item.item.text:
            account.code(item.line, item.item.number or "")
    for name in {name for name in part.names if name.number is not None}:
        account.code(name.line, name.number or "")


@final
@frozen
class Corroboration:
    """Compare running text with the figures that were read: what it repeats is no figure of its own."""

    drafts: Sequence[Draft]
    account: Account
    collector: Collector
    others: Callable[[str], bool]
    mentions: AreaMentions
    _values: dict[str, set[Fraction]] = field(factory=dict)
    _changes: dict[str, set[Fraction]] = field(factory=dict)
    _agreeing: list[tuple[int, str]] = field(factory=list)

    def read(self, parts: Iterable[Part]) -> None:
        """Account for what running text repeats; warn of what differs in the section of an area."""
        for part in parts:
            for paragraph in part.paragraphs:
                if _DIGIT.search(paragraph.text):
                    self._paragraph(paragraph)
        if self._agreeing:
            numbers = ", ".join(text for _, text in self._agreeing)
            sentence = (
                f"Running text prints changes that follow from the figures that are read ({numbers} on"
                f" {joined_lines([line for line, _ in self._agreeing])}), and they agree; they are not read"
                " themselves."
            )
            self.collector.warn("change-agrees", sentence, self._agreeing[0][0])

    def _paragraph(self, paragraph: Paragraph) -> None:
        for sentence in sentences(paragraph):
            tokens = tokens_of(sentence.text)
            counted = list(_counted(tokens))
            if not counted or self.others(sentence.text) or _is_of_survey(tokens):
                continue
            area = paragraph.area
            named = [area] if area is not None else list(self.mentions.of(sentence.text, 0))
            self._sentence(sentence, counted, named, section=area)

    def _sentence(
        self, sentence: Sentence, counted: list[Token], named: list[AreaName], *, section: AreaName | None
    ) -> None:
        tokens = tokens_of(sentence.text)
        where = _where(sentence, named, section)
        items = {TOTAL} if where and not named else self._items(named, tokens)
        printed = set().union(*map(self._of, items))
        apart = set().union(*map(self._changes_of, items))
        changed = any(map(_is_of_change, tokens))
        for token in counted if printed else ():
            line = sentence.line_at(token.start)
            values = printed if not changed else apart if _is_change(token, tokens) else printed | apart
            if token.value in values:
                if self.account.read(line, token.value) and token.value not in printed:
                    self._agreeing.append((line, token.text))
            elif where and self._may_differ(sentence, token, items):
                self._differs(token, where, items, line)

    def _items(self, named: list[AreaName], tokens: list[Token]) -> set[str]:
        """Return what a sentence is about: the areas that it names, or else the whole.

        What is lacking repeats no figure, whatever it is equal to by chance.
        """
        if any(LACKING.fullmatch(token.key) for token in tokens):
            return set()
        if named:
            return {code for name in named for code in self._codes(name)}
        return set() if any(DENIED.fullmatch(token.key) for token in tokens) else {TOTAL}

    @staticmethod
    def _may_differ(sentence: Sentence, token: Token, items: set[str]) -> bool:
        """Tell whether a number may be one of an area, or of the whole, and no rule leaves it out."""
        possible = token.value is not None and (token.value <= _MOST_OF_AN_AREA or TOTAL in items)
        return possible and left_out(sentence.text, token.start, token.end) is None

    def _codes(self, name: AreaName) -> set[str]:
        codes: set[str] = set()
        for draft in self.drafts:
            found = self.collector.names.codes(name, draft.edition)
            codes |= found or ({name.number} if name.number is not None else set())
        return codes

    def _of(self, item: str) -> set[Fraction]:
        """Return what the evaluations print of an item, or add up to."""
        if item not in self._values:
            seen = {abs(one.value) for draft in self.drafts for one in draft.observations if one.item == item}
            self._values[item] = seen | (set(self._sums()) if item == TOTAL else set())
        return self._values[item]

    def _changes_of(self, item: str) -> set[Fraction]:
        """Return the changes of an item that the evaluations print, and how far its points are apart."""
        if item not in self._changes:
            seen = [one for draft in self.drafts for one in draft.observations if one.item == item]
            points = {one.value for one in seen if one.quantity is Quantity.POINTS}
            points |= set(self._sums()) if item == TOTAL else set()
            apart = {abs(first - second) for first in points for second in points if first != second}
            self._changes[item] = apart | {abs(one.value) for one in seen if one.quantity is Quantity.CHANGE}
        return self._changes[item]

    def _sums(self) -> Iterator[Fraction]:
        """Yield the sum of the areas' points of each evaluation."""
        for draft in self.drafts:
            areas = {
                one.item: one.value
                for one in draft.observations
                if one.quantity is Quantity.POINTS and one.item != TOTAL and "." not in one.item
            }
            if areas:
                yield sum(areas.values(), Fraction(0))

    def _differs(self, token: Token, where: str, items: set[str], line: int) -> None:
        if not self.account.read(line, token.value or Fraction(0)):
            return
        printed = [
            f"{exact_text(one.value)}{f' ({draft.year})' if draft.year is not None else ''}"
            for draft in self.drafts
            for one in draft.observations
            if one.item in items and one.quantity is Quantity.POINTS
        ]
        if not printed:
            kept = "of which no points are read from a table"
        else:
            kept = f"of which {', '.join(dict.fromkeys(printed[:_MOST_NAMED]))} is read"
        sentence = (
            f"Running text prints {token.text} {where}, {kept}; the number in the text"
            " is not read. Check which one is right."
        )
        self.collector.warn("differs-from-table", sentence, line)


def _where(sentence: Sentence, named: list[AreaName], section: AreaName | None) -> str:
    """Return where a number stands that may differ from a figure, nothing where it is no such place."""
    if section is not None:
        return f"in the section of '{section.text[:80]}'"
    corrects = len(named) < _SEVERAL and _CORRECTS.search(sentence.text) is not None
    return "where it puts a figure right" if corrects else ""


def _is_of_survey(tokens: list[Token]) -> bool:
    """Tell whether a sentence speaks of another survey, whose figures may be the same by chance."""
    return any(OTHER_SURVEY.fullmatch(token.key) for token in tokens)


def _is_of_change(token: Token) -> bool:
    key = token.key
    return key in CHANGED or key in MORE or key in LESS or CHANGES.fullmatch(key) is not None


def _is_change(number: Token, tokens: list[Token]) -> bool:
    """Tell whether a number is how much something has changed: ``ökat med 14 poäng``, ``14 poäng mer``."""
    at = tokens.index(number)
    behind = tokens[at + 2 : at + 3]
    if any(map(_is_of_change, behind)):
        return True
    by = at > 0 and tokens[at - 1].key in {"med", "by"}
    return by and any(map(_is_of_change, tokens[max(at - _WORDS_BEFORE, 0) : at]))


def _counted(tokens: list[Token]) -> Iterator[Token]:
    """Yield the numbers counted in points or per cent, but for distances: ``7 poäng över snittet``."""
    for at, (token, following) in enumerate(zip(tokens, [*tokens[1:], None], strict=True)):
        if any(behind.key in _DISTANCES for behind in tokens[at + 2 : at + 3]):
            continue
        if token.value is not None and following is not None:
            unit = (
                following.key in UNITS
                or following.key.startswith(("poäng", "poeng"))
                or following.key in _PERCENT
            )
            if unit and not token.signed:
                yield token
