"""The sheet of an area: its questions with their answers, its strengths and its improvement areas."""

from collections.abc import Iterator
from typing import Any, NamedTuple, final

from attrs import frozen

from kompass_spec.model.quantities import exact_text
from kompass_xlsx.form import (
    HEAD,
    IMPROVEMENT,
    MARK,
    STRENGTH,
    AreaForm,
    AskedItem,
    WorkbookForm,
    finding_key,
)
from kompass_xlsx.growing import height_of
from kompass_xlsx.layout import COVER_KIND, Columns, cell, far, span
from kompass_xlsx.lists_sheet import Lists
from kompass_xlsx.styles import Styles
from kompass_xlsx.words import Words

__all__ = ["AreaSheet", "Counted", "page_set_up", "protect"]

_HEAD_ROW = 3
_FIRST_ROW = 4
_FINDINGS = 8
"""How many strengths, and how many improvement areas, an area has room for."""
_ASKED_KEYS = ("code", "text", "guidance", "max", "points", "percent", "level", "not_applicable", "result",
    "status", "interview", "document", "website", "comment")  # fmt: skip
_WORDS = ("interview", "document", "website", "comment")
MISSING, ANSWERED, LEFT_OUT, WRONG = range(4)
"""The states of an answer, in the order of their words."""


@final
@frozen(kw_only=True)
class Counted:
    """Hold the ranges of an area's sheet that the summary counts, and the cells of what may be missing."""

    low: str
    high: str
    rest_low: str
    rest_high: str
    most: str
    top: str
    state: str
    applies: str
    states: tuple[tuple[AskedItem, str], ...]


class Way(NamedTuple):
    """Hold one way to answer: its column, the style of its cell, and whether the item takes it."""

    column: str
    style: str
    taken: bool


@final
@frozen(kw_only=True)
class AreaSheet:
    """Write the sheet of an area; ``sums`` is the row of the hidden sheet that adds the area up."""

    sheet: Any
    form: WorkbookForm
    area: AreaForm
    columns: Columns
    styles: Styles
    words: Words
    lists: Lists
    language: str
    line: str
    sums: dict[str, str]

    def write(self) -> Counted:
        """Write everything, and return what the summary counts."""
        sheet = self.sheet
        title = f"{self.area.code} {self._text(self.area.rows[0])}"
        sheet.write_string(0, self.columns["code"], title, self.styles["title"])
        sheet.write_string(1, self.columns["code"], self.line, self.styles["subtitle"])
        sheet.set_row(0, 26)
        sheet.set_row(_HEAD_ROW, 32)
        self._write_keys(2, "items", _ASKED_KEYS)
        self._write_heads()
        for index, item in enumerate(self.area.rows):
            self._write_row(_FIRST_ROW + index, index, item)
        end = _FIRST_ROW + len(self.area.rows)
        end = self._write_findings(end + 1, STRENGTH, self.words.strengths)
        end = self._write_findings(end + 1, IMPROVEMENT, self.words.improvements)
        self._set_up(end)
        return self._counted()

    def _text(self, item: AskedItem) -> str:
        return item.text.in_language(self.language, self.form.edition.language).words

    def _write_keys(self, row: int, table: str, keys: tuple[str, ...]) -> None:
        self.sheet.write_string(row, self.columns["key"], MARK + table)
        for key in keys:
            if key in self.columns:
                self.sheet.write_string(row, self.columns[key], key)
        self.sheet.set_row(row, None, None, {"hidden": True})

    def _write_heads(self) -> None:
        self.sheet.write_string(_HEAD_ROW, self.columns["key"], HEAD)
        for key, _ in self.columns.asked[1:]:
            word = self.words.question if key == "text" else getattr(self.words, key)
            self.sheet.write_string(_HEAD_ROW, self.columns[key], word, self.styles["head"])

    def _write_row(self, row: int, index: int, item: AskedItem) -> None:
        sheet, columns, styles = self.sheet, self.columns, self.styles
        bold = item.depth == 0
        sheet.write_string(row, columns["key"], item.code)
        sheet.write_string(row, columns["code"], item.code, styles["sum" if bold else "text"])
        text = styles["sum"] if bold else styles["inner" if item.depth > 1 else "text"]
        sheet.write_string(row, columns["text"], self._text(item), text)
        own = self.form.edition.language
        lines = "\n".join(guide.in_language(self.language, own).words for guide in item.guidance)
        widths = dict(columns.asked)
        texts = [(self._text(item), widths["text"]), (lines, widths.get("guidance", 1000))]
        sheet.set_row(row, height_of(texts, least=(2, 3, 2)[item.depth]))
        if "guidance" in columns:
            sheet.write_string(row, columns["guidance"], lines, styles["sum" if bold else "text"])
        number = styles["sum_whole" if bold else "whole"]
        if item.max is None or not item.scored:
            sheet.write_string(row, columns["max"], "–", number)
        elif item.max.denominator == 1:
            sheet.write_number(row, columns["max"], int(item.max), number)
        else:
            sheet.write_string(row, columns["max"], exact_text(item.max), number)
        self._write_answer(row, item)
        for key in _WORDS:
            sheet.write_blank(row, columns[key], None, styles["answer"])
        self._write_counting(row, index, item)

    def _write_answer(self, row: int, item: AskedItem) -> None:
        """Write the cells of an answer: open with what may stand there, or closed."""
        ways = (
            Way("points", "answer_points", item.takes_points),
            Way("percent", "answer_percent", item.takes_percent),
            Way("level", "answer_choice", item.takes_level),
            Way("not_applicable", "answer_choice", item.takes_not_applicable),
        )
        for way in ways:
            if way.column not in self.columns:
                continue
            style = way.style if way.taken else "closed"
            self.sheet.write_blank(row, self.columns[way.column], None, self.styles[style])
            if way.taken:
                self._validate(row, way.column, item)

    def _validate(self, row: int, column: str, item: AskedItem) -> None:
        words = self.words
        rules: dict[str, Any] = {
            "points": {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": float(item.most),
                "input_message": words.hint_points,
            },
            "percent": {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 1,
                "input_message": words.hint_percent,
            },
            "not_applicable": {
                "validate": "list",
                "source": f"={self.lists.yes}",
                "input_message": words.hint_not_applicable,
            },
        }
        if item.scale is not None and column == "level":
            source = f"={self.lists.scales[item.scale.id].words}"
            rules["level"] = {"validate": "list", "source": source, "input_message": words.hint_level}
        rule = {
            **rules[column],
            "error_title": words.wrong[:32],
            "error_message": rules[column]["input_message"],
        }
        place = (row, self.columns[column])
        self.sheet.data_validation(*place, *place, rule)
        decimals = {"points": (1, "with_decimals"), "percent": (100, "percent_with_decimals")}
        if column in decimals:
            times, style = decimals[column]
            here = cell(*place)
            broken = f"=AND(ISNUMBER({here}),ROUND({here}*{times},0)<>ROUND({here}*{times},6))"
            self.sheet.conditional_format(
                *place, *place, {"type": "formula", "criteria": broken, "format": self.styles[style]}
            )

    def _at(self, row: int, column: str) -> str:
        return cell(row, self.columns[column])

    def _formula(self, row: int, column: str, formula: str, value: Any, style: str | None = None) -> None:
        chosen = self.styles[style] if style is not None else None
        self.sheet.write_formula(row, self.columns[column], f"={formula}", chosen, value)

    def _write_counting(self, row: int, index: int, item: AskedItem) -> None:
        """Write the formulas of a row: whether it applies, and of what counts the answer in whole units."""
        self._formula(row, "applies", self._applies(row, index, item), 1)
        bold = "sum_" if item.depth == 0 else ""
        text = "sum" if item.depth == 0 else "text"
        if item.counts:
            self._write_units(row, item)
            state, low, high = (self._at(row, key) for key in ("state", *self._bounds(item)))
            states = ",".join(map(_quoted, self.words.states))
            result = f'IF(AND({state}={ANSWERED},{low}={high}),{low}/{self.form.unit},"")'
            self._formula(row, "result", result, "", f"{bold}points")
            self._formula(row, "status", f"CHOOSE({state}+1,{states})", self.words.states[MISSING], text)
        elif item.depth == 0:
            reached, status = self.sums["reached"], self.sums["status"]
            self._formula(row, "result", reached, 0, "sum_points")
            self._formula(row, "status", status, self.words.states[MISSING], "sum")
        elif item.criteria:
            self._write_sum(row, item)
        else:
            for column in ("result", "status"):
                self.sheet.write_blank(row, self.columns[column], None, self.styles["closed"])

    def _bounds(self, item: AskedItem) -> tuple[str, str]:
        return ("low", "high") if item.weighed else ("rest_low", "rest_high")

    def _applies(self, row: int, index: int, item: AskedItem) -> str:
        """Return the formula of whether an item applies: what is above it, its kinds, and its own answer."""
        conditions = [f"{self._at(_FIRST_ROW + above, 'applies')}=1" for above in self._above(index, item)]
        if item.kinds:
            cells = [self.lists.kind_cells[kind.value] for kind in item.kinds]
            known = ",".join(f"{COVER_KIND}={kind}" for kind in cells)
            conditions.append(f'OR({COVER_KIND}="",{known})')
        if not item.counts and item.takes_not_applicable:
            conditions.append(f"NOT({self._at(row, 'not_applicable')}={self.lists.yes})")
        return f"IF(AND({','.join(conditions)}),1,0)" if conditions else "1"

    def _above(self, index: int, item: AskedItem) -> Iterator[int]:
        """Yield the row of what an item is a part of."""
        if item.depth:
            yield next(
                above for above in range(index - 1, -1, -1) if self.area.rows[above].depth == item.depth - 1
            )

    def _write_units(self, row: int, item: AskedItem) -> None:
        """Write what an answer gives in whole units, and whether it can be."""
        form = self.form
        most = form.units(item.most)
        at = {
            key: self._at(row, key) for key in ("applies", "by_points", "by_percent", "by_level", "biggest")
        }
        self._formula(row, "by_points", self._amount(row, "points", 100, form.unit // 100, most), "")
        percent = '""'
        if item.takes_percent:
            percent = self._amount(row, "percent", 10_000, most // 10_000, most)
        self._formula(row, "by_percent", percent, "")
        self._formula(row, "by_level", self._level(row, item), "")
        ways = (at["by_points"], at["by_percent"], at["by_level"])
        listed = ",".join(ways)
        self._formula(row, "biggest", f'IF(COUNT({listed})=0,"",MAX({listed}))', "")
        self._formula(row, "state", self._state(row, item, ways), MISSING)
        state, biggest = self._at(row, "state"), at["biggest"]
        low, high = self._bounds(item)
        self._formula(row, low, f"IF({state}={ANSWERED},MAX(0,{biggest}),0)", 0)
        is_open = f"OR({state}={MISSING},{state}={WRONG},AND({state}={ANSWERED},{biggest}=-1))"
        missing = f"IF(AND({at['applies']}=1,{is_open}),{most},IF({state}={ANSWERED},{biggest},0))"
        self._formula(row, high, missing, most)
        if item.weighed:
            self.sheet.write_number(row, self.columns["most"], most)
            self._formula(row, "top", f"IF(OR({at['applies']}=0,{state}={LEFT_OUT}),0,{most})", most)

    def _amount(self, row: int, column: str, times: int, factor: int, most: int) -> str:
        """Return the formula of the units of a number of two decimals, ``x`` where it cannot be an answer."""
        given = self._at(row, column)
        whole = f"ROUND({given}*{times},0)"
        fits = f"AND({given}>=0,ABS({given}*{times}-{whole})<0.000001,{whole}*{factor}<={most})"
        return f'IF(ISBLANK({given}),"",IF(ISNUMBER({given}),IF({fits},{whole}*{factor},"x"),"x"))'

    def _level(self, row: int, item: AskedItem) -> str:
        """Return the formula of a level's units: -1 where it is not known what it gives, ``x`` for none."""
        if not item.takes_level or item.scale is None:
            return '""'
        listed = self.lists.scales[item.scale.id]
        factor = listed.factor(item, self.form)
        given = self._at(row, "level")
        found = f"INDEX({listed.values},MATCH({given},{listed.words},0))"
        units = f"IF({found}<0,-1,{found}*{factor})" if factor else f"0*{found}-1"
        return f'IF(ISBLANK({given}),"",IFERROR({units},"x"))'

    def _state(self, row: int, item: AskedItem, ways: tuple[str, ...]) -> str:
        """Return the formula of whether an answer is missing, there, not asked for, or cannot be."""
        given = [
            self._at(row, key)
            for key, taken in (
                ("points", item.takes_points),
                ("percent", item.takes_percent),
                ("level", item.takes_level),
            )
            if taken
        ]
        count = f"COUNTA({','.join(given)})"
        biggest = self._at(row, "biggest")
        wrong = "+".join(f'({way}="x")' for way in ways)
        other = "+".join(f"IF(ISNUMBER({way}),({way}>=0)*({way}<>{biggest}),0)" for way in ways)
        answered = f"IF({wrong}+{other}>0,{WRONG},{ANSWERED})"
        asked = f"IF({count}=0,{MISSING},{answered})"
        omitted = f"{count}=0"
        if item.takes_not_applicable:
            own = self._at(row, "not_applicable")
            omitted_word = f"AND({own}={self.lists.yes},{count}=0)"
            asked = f"IF(ISBLANK({own}),{asked},IF({omitted_word},{LEFT_OUT},{WRONG}))"
        return f"IF({self._at(row, 'applies')}=0,IF({omitted},{LEFT_OUT},{WRONG}),{asked})"

    def _write_sum(self, row: int, item: AskedItem) -> None:
        """Write the result and the state of a question from those of its criteria."""
        states = span(row + 1, row + item.criteria, self.columns["state"])
        low = span(row + 1, row + item.criteria, self.columns["low"])
        words = [_quoted(word) for word in self.words.states]
        self._formula(row, "result", f"SUM({low})/{self.form.unit}", 0, "points")
        status = (
            f"IF(COUNTIF({states},{WRONG})>0,{words[WRONG]},IF(COUNTIF({states},{MISSING})>0,{words[MISSING]},"
            f"IF(COUNTIF({states},{LEFT_OUT})={item.criteria},{words[LEFT_OUT]},{words[ANSWERED]})))"
        )
        self._formula(row, "status", status, self.words.states[MISSING], "text")

    def _write_findings(self, row: int, kind: str, title: str) -> int:
        """Write a table of strengths or of improvement areas; return the first row below it."""
        sheet, columns, words, styles = self.sheet, self.columns, self.words, self.styles
        sheet.write_string(row, columns["key"], HEAD)
        sheet.write_string(row, columns["code"], title, styles["section"])
        sheet.set_row(row, 20)
        places = {"text": columns["text"]}
        heads = {"text": words.strength if kind == STRENGTH else words.improvement}
        if kind == IMPROVEMENT:
            places |= {"what": columns["max"], "who": columns["interview"], "when": columns["document"]}
            heads |= {"what": words.what, "who": words.who, "when": words.when}
        self._write_keys(row + 1, "findings", ())
        for key, column in places.items():
            sheet.write_string(row + 1, column, key)
        head = row + 2
        sheet.write_string(head, columns["key"], HEAD)
        sheet.write_string(head, columns["code"], "", styles["head"])
        for key, column in places.items():
            self._wide(head, kind, (key, column), heads[key])
        for number in range(1, _FINDINGS + 1):
            here = head + number
            sheet.write_string(here, columns["key"], finding_key(kind, self.area.code))
            sheet.write_string(here, columns["code"], str(number), styles["text"])
            sheet.set_row(here, 30)
            for key, column in places.items():
                self._wide(here, kind, (key, column))
        return head + _FINDINGS + 1

    def _wide(self, row: int, kind: str, place: tuple[str, int], word: str | None = None) -> None:
        """Write a cell as wide as several columns: a head, or an empty one for what evaluators write."""
        key, column = place
        style = self.styles["answer" if word is None else "head"]
        status, before = self.columns["status"], self.columns["max"] - 1
        ends = {"what": status, "text": status if kind == STRENGTH else before}
        last = ends.get(key, column)
        if last > column:
            self.sheet.merge_range(row, column, row, last, word or "", style)
        elif word is None:
            self.sheet.write_blank(row, column, None, style)
        else:
            self.sheet.write_string(row, column, word, style)

    def _set_up(self, end: int) -> None:
        """Set widths, what stays in sight, what is printed, what is locked."""
        sheet, columns = self.sheet, self.columns
        for key, width in columns.asked:
            sheet.set_column(columns[key], columns[key], width, None, {"hidden": key == "key"})
        sheet.set_column(*columns.hidden, 8, None, {"hidden": True})
        sheet.freeze_panes(_FIRST_ROW, columns["text"] + 1)
        sheet.repeat_rows(_HEAD_ROW)
        last = _FIRST_ROW + len(self.area.rows) - 1
        sheet.print_area(0, columns["code"], end - 1, columns["comment"])
        page_set_up(sheet, self.line)
        alarm = {"type": "cell", "criteria": "==", "value": _quoted(self.words.states[WRONG]),
            "format": self.styles["alarm"]}  # fmt: skip
        sheet.conditional_format(_FIRST_ROW, columns["status"], last, columns["status"], alarm)
        protect(sheet)

    def _counted(self) -> Counted:
        name = self.sheet.get_name()
        last = _FIRST_ROW + len(self.area.rows) - 1

        def column(key: str) -> str:
            return far(name, span(_FIRST_ROW, last, self.columns[key]))

        states = tuple(
            (item, far(name, self._at(_FIRST_ROW + index, "state")))
            for index, item in enumerate(self.area.rows)
            if item.counts
        )
        ranges = {
            key: column(key) for key in ("low", "high", "rest_low", "rest_high", "most", "top", "state")
        }
        return Counted(**ranges, applies=far(name, self._at(_FIRST_ROW, "applies")), states=states)


def _quoted(word: str) -> str:
    """Return a word as a text in a formula."""
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def page_set_up(sheet: Any, line: str, *, landscape: bool = True) -> None:
    """Set a sheet up for printing on A4: one page wide, with what it is and the number of the page below."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    shown = line.replace("&", "&&")[:120]
    sheet.set_footer(f"&L&8{shown}&R&8&A  &P (&N)")


def protect(sheet: Any) -> None:
    """Lock what counts and what is asked, without a password; widths and heights may be changed."""
    sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": False})
