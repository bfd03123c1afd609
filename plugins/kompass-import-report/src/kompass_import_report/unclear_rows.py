"""Find the rows of a list in which other words or figures stand between the name of an area and a figure."""

import re
from typing import final

from attrs import define, field, frozen

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.figures import named_figures
from kompass_import_report.lines import Kind, Line
from kompass_import_report.names import MOST_AREAS, AreaName, Names

__all__ = ["UnclearRow", "UnclearRows", "unclear_row"]

_LONGEST = 160
_MOST_WORDS = 6
"""The number of words beside a name and its figures above which a line is running text."""
_MOST_DROPPED = 3
_MOST_NAMED = 12
_CODE = re.compile(
    r"\s*(?:(?:(?:fokus)?område|tema|omr\.)\s*)?(?:\d{1,2}\.)?(\d{1,2})[.):]?\s+(?=[^\W\d_])", re.IGNORECASE
)
_FIGURE = re.compile(r"(?<![^\W_])[-+−–±~<>≈]?\d+(?:[.,]\d+)?(?:\s?½)?\s?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W\d_]+")
_AROUND = " \t,:;.–-−→=()[]/|~<>≈"


@final
@frozen
class UnclearRow:
    """Hold the name of an area and the figures beside it, of which none is certain to be its."""

    name: AreaName
    figures: tuple[str, ...]
    line: int


def unclear_row(line: Line, names: Names) -> UnclearRow | None:
    """Return what a line prints that has an area and figures and is no clear row, ``None`` for others."""
    text = line.text
    if line.kind not in {Kind.TEXT, Kind.BULLET} or len(text) > _LONGEST or not line.cells:
        return None
    lead, body = _without_code(text)
    figures = [match for match in _FIGURE.finditer(body) if not _YEAR.fullmatch(match[0].strip())]
    if not figures or _is_clear(line, names):
        return None
    name, beside = _name_before(lead, body[: figures[0].start()], line.number, names)
    if name is None:
        name, beside = _name_behind(body[figures[-1].end() :], line.number, names)
        beside += body[: figures[-1].end()]
    else:
        beside += body[figures[0].start() :]
    if name is None or len(_WORD.findall(beside)) > _MOST_WORDS:
        return None
    return UnclearRow(name, tuple(figure[0].strip() for figure in figures), line.number)


def _without_code(text: str) -> tuple[str, str]:
    """Return the number of an area before its name, nothing where it is a figure, and the rest."""
    code = _CODE.match(text)
    end = code.end() if code is not None and int(code[1]) <= MOST_AREAS else 0
    return text[:end], text[end:]


def _is_clear(line: Line, names: Names) -> bool:
    """Tell whether only figures stand behind the name in a line, or all of it is a name."""
    words, _ = named_figures(line.text)
    name = names.area(words, line.number)
    return name is not None and name.certain


def _name_before(lead: str, front: str, line: int, names: Names) -> tuple[AreaName | None, str]:
    """Return the name at the beginning of a line, without up to three words behind it, and these words."""
    words = front.strip(_AROUND).split()
    for dropped in range(min(_MOST_DROPPED + 1, len(words))):
        kept = words[: len(words) - dropped]
        name = names.area(lead + " ".join(kept).strip(_AROUND), line)
        if name is not None and name.known is not None:
            return name, " ".join(words[len(words) - dropped :]) + " "
    return None, ""


def _name_behind(behind: str, line: int, names: Names) -> tuple[AreaName | None, str]:
    """Return the name that ends a line behind its figures, without up to three words before it."""
    words = behind.strip(_AROUND).split()
    for dropped in range(min(_MOST_DROPPED + 1, len(words))):
        name = names.area(" ".join(words[dropped:]).strip(_AROUND), line)
        if name is not None and name.known is not None:
            return name, " ".join(words[:dropped]) + " "
    return None, ""


@final
@define
class UnclearRows:
    """Gather rows that follow one another, and warn of them once."""

    collector: Collector
    rows: list[UnclearRow] = field(factory=list)

    def take(self, line: Line) -> bool:
        """Keep a line if it is such a row; tell whether it is."""
        row = unclear_row(line, self.collector.names)
        if row is None:
            return False
        self.collector.name(row.name)
        self.rows.append(row)
        return True

    def end(self) -> None:
        """Warn of the rows, with everything that they print."""
        rows, self.rows = self.rows, []
        for start in range(0, len(rows), _MOST_NAMED):
            self._warn(rows[start : start + _MOST_NAMED])

    def _warn(self, rows: list[UnclearRow]) -> None:
        printed = "; ".join(f"'{row.name.text[:80]}' {', '.join(row.figures)}" for row in rows)
        sentence = (
            f"It is not clear which figure is the score of which area on"
            f" {joined_lines([row.line for row in rows])} ({printed}), so these are not read. Put them in a"
            " table with a head that says what each column holds, such as Område, 2021, 2023."
        )
        self.collector.warn("unclear-figure", sentence, rows[0].line)
