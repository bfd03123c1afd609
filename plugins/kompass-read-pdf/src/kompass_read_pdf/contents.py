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
    chosen: set[int] = set()
    for run in _runs(entries):
        listed = [entries[position] for position in run]
        last = listed[-1].page
        if last > titles.count * 2 + 10:
            continue
        expected = _is_headed(lines, run) or _follows(run, listed, titles, page)
        if (expected or len(run) >= _FEWEST) and (_have_leaders(listed) or _agree(listed, titles, page)):
            chosen.update(_with_broken(lines, run, entries, expected))
            titles.reached, titles.reached_on = last, page
    return chosen


def _is_headed(lines: Sequence[str], run: Sequence[int]) -> bool:
    """Tell whether the title of contents stands above."""
    return any(_HEAD.fullmatch(line.strip(" :.\t")) for line in lines[max(0, run[0] - 3) : run[0]])


def _follows(run: Sequence[int], listed: Sequence[_Entry], titles: Titles, page: int) -> bool:
    """Tell whether entries at the head of a page go on with those of the page before."""
    if titles.reached is None or titles.reached_on != page - 1:
        return False
    return run[0] < _FEWEST and titles.reached <= listed[0].page


def _have_leaders(listed: Sequence[_Entry]) -> bool:
    return sum(entry.leaders for entry in listed) >= _AGREE * len(listed)


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
