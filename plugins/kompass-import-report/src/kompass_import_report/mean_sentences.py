"""Read the means of totals in one sentence."""

from attrs import define

from kompass_import_report.prose_words import COMPARED, LESS, MEAN, MORE, OWN, WISHED
from kompass_import_report.sentence_figures import SentenceFigures
from kompass_spec.model import Quantity

__all__ = ["MeanReader"]

_BE = {"är", "var", "er", "blev", "ble", "på", "om", ":", "ligger", "låg", "lå", "vart", "blei"}
_JOINED = {"och", "og", "samt"}
_ENDS = {"", ".", "!", "?", ",", ";", ")", ":", "("}
_OF_A_PART = {"-", "–", "%", "per", "inom", "innen"}
_FARTHEST = 14
"""The number of tokens before a number in which the word for a mean may stand."""


@define
class MeanReader(SentenceFigures):
    """Read the means of one sentence."""

    def _mean(self, position: int) -> bool:
        first = self._number_before(position)
        words = (at for at in range(position - 1, first, -1) if MEAN.fullmatch(self._key(at)))
        at = next(words, None)
        if at is None or not self._is_of_whole(at, position):
            return False
        if self._key(at - 1) in _JOINED and first >= 0 and first not in self.taken:
            # The mean may be that of the year of the number that it is joined to.
            return False
        after = self._after_unit(position)
        if not self._may_end_mean(after, counted=after > position + 1):
            return False
        behind, _ = self._printed_year(after)
        printed = (behind, *(token.year for token in self.tokens[at:position]))
        years = {year for year in printed if year is not None}
        if len(years) > 1:
            return False
        label = self._label(at, position - 1)
        self._add(position, Quantity.REFERENCE, year=years.pop() if years else None, label=label)
        return True

    def _label(self, mean: int, last: int) -> str:
        """Return what a mean is called, without the verb that leads to its number."""
        while last > mean and self._key(last) in _BE:
            last -= 1
        return self._text(mean, last).removesuffix(":").strip()

    def _number_before(self, position: int) -> int:
        """Return the position of the last number that is no year, or one before the farthest word."""
        farthest = max(position - _FARTHEST, -1)
        numbers = (
            at
            for at in range(position - 1, farthest, -1)
            if self.tokens[at].value is not None and self.tokens[at].year is None
        )
        return next(numbers, farthest if farthest >= 0 else -1)

    def _is_of_whole(self, mean: int, position: int) -> bool:
        """Tell whether a mean is that of totals, and the number behind it is the mean itself."""
        last = self.tokens[position - 1]
        if last.key not in _BE and position - 1 != mean and last.year is None:
            return False
        before = {token.key for token in self.tokens[max(mean - 3, 0) : mean]}
        if before & {*COMPARED, "når"} or any(map(self._is_of_another, range(mean + 1, position))):
            return False
        return not any(WISHED.fullmatch(token.key) for token in self.tokens[:position])

    def _is_of_another(self, position: int) -> bool:
        """Tell whether a word between a mean and a number says that the number is of something else."""
        key = self._key(position)
        if key in COMPARED or key in {",", ";"} or key.startswith("område"):
            return True
        return key in OWN or key in (self.own or ())

    def _may_end_mean(self, position: int, *, counted: bool) -> bool:
        key = self._key(position)
        if self._is_second_number(position):
            return False
        if key in _ENDS or self.tokens[position].year is not None:
            return True
        if key in COMPARED or key in MORE or key in LESS or key in _OF_A_PART:
            return False
        rest = [token.key for token in self.tokens[position : position + 4]]
        return counted and not any(word.startswith("område") for word in rest)
