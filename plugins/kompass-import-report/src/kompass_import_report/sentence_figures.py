"""Look at the words and numbers of one sentence, and gather the figures that it prints."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import define, field

from kompass_import_report.prose_figures import ProseFigure
from kompass_import_report.prose_tokens import Token, tokens_of
from kompass_import_report.prose_words import LESS, MORE, UNITS
from kompass_import_report.sentences import Sentence
from kompass_spec.model import Quantity

__all__ = ["MOST_OF_AN_AREA", "Others", "SentenceFigures"]

MOST_OF_AN_AREA = 100
"""The number of points above which a number can only be one of the whole."""

Others = Callable[[str], bool]


@define
class SentenceFigures:
    """Hold one sentence with its tokens and what was found in it.

    ``other`` says that what stands before it speaks of another organisation.
    """

    sentence: Sentence
    others: Others
    most: Fraction | None
    own: frozenset[str] | None
    other: bool
    tokens: list[Token] = field(init=False)
    found: list[ProseFigure] = field(factory=list)
    taken: set[int] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        """Cut the sentence into tokens."""
        self.tokens = tokens_of(self.sentence.text)

    @property
    def speaks_of_another(self) -> bool:
        """Tell whether the sentence leaves its reader with another organisation in mind."""
        if self.own and any(token.key in self.own and token.text[0].isupper() for token in self.tokens):
            return False
        return self.other or self.others(self.sentence.text)

    def _may_be_total(self, token: Token) -> bool:
        value = token.value
        if value is None or token.signed or value <= MOST_OF_AN_AREA:
            return False
        return self.most is None or value <= self.most

    def _key(self, position: int) -> str:
        return self.tokens[position].key if 0 <= position < len(self.tokens) else ""

    def _value(self, position: int) -> Fraction | None:
        return self.tokens[position].value if 0 <= position < len(self.tokens) else None

    def _after_unit(self, position: int) -> int:
        """Return the position behind a number and its unit, if it has one."""
        return position + 2 if self._key(position + 1) in UNITS else position + 1

    def _add(self, position: int, quantity: Quantity, **more: object) -> None:
        token = self.tokens[position]
        value = token.value
        if value is None:
            return
        if more.pop("negative", False):
            value = -value
        decimals = len(token.text.replace(",", ".").partition(".")[2])
        figure = ProseFigure(
            quantity=quantity,
            value=value,
            precision=Fraction(1, 10**decimals),
            line=self.sentence.line_at(token.start),
            **more,  # type: ignore[arg-type]  # year, before and label of the class
        )
        self.taken.add(position)
        if not any(self._is_same(figure, other) for other in self.found):
            self.found.append(figure)

    @staticmethod
    def _is_same(figure: ProseFigure, other: ProseFigure) -> bool:
        return (figure.quantity, figure.value, figure.year, figure.before) == (
            other.quantity,
            other.value,
            other.year,
            other.before,
        )

    def _text(self, first: int, last: int) -> str:
        """Return the words from one token to another, with single spaces."""
        return " ".join(self.sentence.text[self.tokens[first].start : self.tokens[last].end].split())

    def _is_second_number(self, position: int) -> bool:
        """Tell whether a number follows that could as well be the one that is meant."""
        key = self._key(position)
        if key in {";", ","}:
            if self._value(position + 1) is None or self.tokens[position + 1].year is not None:
                return False
            behind = self._key(self._after_unit(position + 1))
            return behind not in MORE and behind not in LESS
        joined = key in {"och", "og", "eller", "mot", "respektive", "till", "til", "resp"}
        return joined and self._value(position + 1) is not None

    def _printed_year(self, position: int) -> tuple[int | None, int]:
        """Return the year that stands at a position, in brackets or behind a word, and where it ends."""
        at = position
        while self._key(at) in {"i", "år", "("}:
            at += 1
        year = self.tokens[at].year if at < len(self.tokens) else None
        if year is None:
            return None, position
        return year, at + 1 + (self._key(at + 1) == ")")

    def _numbers(self) -> Iterator[int]:
        return (
            position
            for position, token in enumerate(self.tokens)
            if position not in self.taken
            and token.value is not None
            and not token.signed
            and token.year is None
        )
