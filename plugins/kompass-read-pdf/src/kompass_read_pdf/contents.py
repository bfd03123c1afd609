"""Find the lines of a table of contents: they end with pages, and the titles stand on those pages."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import final

from attrs import define, frozen

__all__ = ["Titles", "contents_of"]

_ENTRY = re.compile(r"(.{3,200}?)(?:([\s.…·_]*)(?:sid(?:an?|\.)?|s\.|side)?\s*)(\d{1,3})", re.IGNORECASE)
_LEADERS = re.compile(r"(?:[.…·_]\s?){3}|…")
_HEAD = re.compile(
    r"innehåll(?:sförteckning)?|innhold(?:sfortegnelse)?|indhold(?:sfortegnelse)?|efnisyfirlit|contents",
    re.IGNORECASE,
)
_NO_LETTER = re.compile(r"[\W\d_]+")
_FEWEST = 3
_AGREE = 0.6


@final
@frozen
class _Entry:
    title: str
    leaders: bool
    page: int


@final
@define
class Titles:
    """Know on which pages each line of a document stands, and where its contents have come to."""

    pages: dict[str, list[int]]
    count: int
    reached: int | None = None
    reached_on: int = 0

    @classmethod
    def of(cls, pages: Sequence[Sequence[str]]) -> "Titles":
        """Learn from the lines of every page."""
        known: dict[str, list[int]] = {}
        for number, lines in enumerate(pages, start=1):
            for line in lines:
                key = _key(line)
                if key:
                    known.setdefault(key, []).append(number)
        return cls(known, len(pages))


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()


def _entry(text: str) -> _Entry | None:
    found = _ENTRY.fullmatch(text.strip())
    if found is None or not _key(found[1]):
        return None
    between = found[2]
    if not between and found[1][-1:].isalnum():
        return None
    return _Entry(found[1], bool(_LEADERS.search(between)), int(found[3]))


def contents_of(lines: Sequence[str], titles: Titles, page: int) -> set[int]:
    """Return the positions of the lines of a page that are of a table of contents."""
    entries = {position: entry for position, text in enumerate(lines) if (entry := _entry(text))}
    if not entries:
        return set()
    goes_on = titles.reached is not None and titles.reached_on == page - 1
    chosen: set[int] = set()
    for run in _runs(entries):
        listed = [entries[position] for position in run]
        numbers = [entry.page for entry in listed]
        follows = goes_on and run[0] < _FEWEST and (titles.reached or 0) <= numbers[0]
        if numbers != sorted(numbers) or numbers[-1] > titles.count * 2 + 10:
            continue
        headed = any(_HEAD.fullmatch(line.strip(" :.\t")) for line in lines[max(0, run[0] - 3) : run[0]])
        leaders = sum(entry.leaders for entry in listed) >= _AGREE * len(listed)
        if (follows or headed or len(run) >= _FEWEST) and (leaders or _agree(listed, titles, page)):
            chosen.update(_with_broken(lines, run, entries, headed or follows))
            titles.reached, titles.reached_on = numbers[-1], page
    return chosen


def _runs(entries: dict[int, _Entry]) -> list[list[int]]:
    """Return the positions of entries that follow one another, with at most one line between two."""
    runs: list[list[int]] = []
    for position, entry in entries.items():
        if runs and position - runs[-1][-1] <= 2 and entry.page >= entries[runs[-1][-1]].page:  # noqa: PLR2004 - one between
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs


def _agree(listed: Sequence[_Entry], titles: Titles, page: int) -> bool:
    """Tell whether the titles stand on the pages that are given for them, or on as many before or after."""
    shifts: Counter[int] = Counter()
    for entry in listed:
        shifts.update(
            {number - entry.page for number in titles.pages.get(_key(entry.title), ()) if number != page}
        )
    if not shifts:
        return False
    return len(listed) >= _FEWEST and shifts.most_common(1)[0][1] >= _AGREE * len(listed)


def _with_broken(lines: Sequence[str], run: list[int], entries: dict[int, _Entry], headed: bool) -> set[int]:
    """Return the entries with the lines between them, which are the beginnings of broken ones."""
    chosen = set(run)
    for first, second in pairwise(run):
        chosen.update(range(first, second))
    before = run[0] - 1
    if headed and before >= 0 and before not in entries and not _HEAD.fullmatch(lines[before].strip(" :.\t")):
        chosen.add(before)
    return chosen
