"""Show a number as the cell of a workbook shows it: with its decimals, its percent sign, its words."""

import operator
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import final

from attrs import frozen

__all__ = ["BUILT_IN", "is_date", "shown"]

BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "0.0E+0",
    49: "@",
}
"""The formats that have a number instead of a code in every workbook; any other is ``General``."""

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(General)|(.)', re.DOTALL | re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\]")
_COMPARED = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_COLOUR = re.compile(r"\[(?:red|blue|green|cyan|magenta|yellow|colou?r\s?[0-9]{1,2})\]", re.IGNORECASE)
_SIGNS = frozenset("-−–(▼↓")
_DATE_LETTERS = frozenset("ymdhs")
_TIME_LETTERS = frozenset("hms")
_DIGITS = frozenset("0#?.,")
_PARTING = frozenset(".,")
_PRECISION = 10
_LONGEST = 15
_MOST_DECIMALS = 30
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - dates in cells have no zone
_LAST_DAY = 2_958_465
_HUNDRED = 100
_MOST_REMEMBERED = 1_000
_CONTEXT = Context(prec=60)


@final
@frozen
class _Section:
    """Hold one section of a format: the words before and behind the number, and its digits as written.

    ``date`` are the letters of a date or a time, ``coloured`` is whether it says the colour of letters.
    """

    before: str
    digits: str
    behind: str
    general: bool
    date: str
    coloured: bool = False


@lru_cache(_MOST_REMEMBERED)
def _section(code: str) -> _Section:
    """Read a section: colours, conditions and what only fills space are left out."""
    before, digits, behind, date, general = "", "", "", "", False
    for quoted, escaped, bracketed, plain, letter in _TOKEN.findall(code):
        if plain:
            general = True
        elif _is_digit(letter, begun=bool(digits)):
            digits += letter
        elif of_date := _date_letter(bracketed, letter):
            date += of_date
        elif digits or general:
            behind += quoted or escaped or letter.replace("@", "")
        else:
            before += quoted or escaped or letter.replace("@", "")
    coloured = _COLOUR.search(code) is not None
    return _Section(before, digits, behind, general or not digits, date if not digits else "", coloured)


def _is_digit(letter: str, *, begun: bool) -> bool:
    """Tell whether a letter of a format stands for digits, or parts them."""
    return letter in _DIGITS and (begun or letter not in _PARTING)


def _date_letter(bracketed: str, letter: str) -> str:
    """Return the letter for a part of a date or a time, empty for anything else."""
    if bracketed:
        return bracketed[0].lower() if set(bracketed.lower()) <= _TIME_LETTERS else ""
    return letter.lower() if letter.lower() in _DATE_LETTERS else ""


@lru_cache(_MOST_REMEMBERED)
def _sections(code: str) -> tuple[str, ...]:
    """Return the sections of a format, which semicolons outside of quotes part."""
    parts, quoted, escaped = [""], False, False
    for letter in code:
        if letter == ";" and not quoted and not escaped:
            parts.append("")
            continue
        quoted = quoted != (letter == '"' and not escaped)
        escaped = letter == "\\" and not escaped
        parts[-1] += letter
    return tuple(parts)


def is_date(code: str) -> bool:
    """Tell whether a format shows a number of days as a date or a time.

    >>> is_date("yyyy-mm-dd"), is_date('0" hd"'), is_date("General")
    (True, False, False)
    """
    return bool(_section(_sections(code)[0]).date)


def shown(number: str, code: str) -> str:
    """Return a number as a format shows it, with a point for decimals and nothing between thousands.

    The number is as the file has it. Where the format says nothing of decimals, ten digits are kept, as the
    programs do. A tie is rounded away from zero. A format that shows nothing gives an empty text.

    >>> shown("0.75", "0%"), shown("62.5", "0"), shown("2017", "General"), shown("1234.5", "#,##0.00")
    ('75%', '63', '2017', '1234.50')
    """
    value = Decimal(repr(float(number)))
    if not value.is_finite():
        return number
    sections = _sections(code)
    chosen, is_of_negative = _chosen(value, sections)
    value = -value if is_of_negative else value
    if not chosen.strip() and len(sections) > 1:
        return ""
    section = _section(chosen)
    if section.date:
        return _shown_date(value, section.date)
    if section.general and not section.digits:
        figures = "" if _is_words_alone(section, sections) else _plain(value)
        return _signed(figures, section, is_of_negative=is_of_negative and bool(figures))
    return _shown_digits(value, section, code, is_of_negative=is_of_negative)


def _chosen(value: Decimal, sections: tuple[str, ...]) -> tuple[str, bool]:
    """Return the section that shows a value, and whether it is that of negative ones, which has their sign.

    A section may have a condition of its own; what meets none is shown by the last.
    """
    for position, section in enumerate(sections):
        condition = _CONDITION.search(section)
        if condition is not None and _COMPARED[condition[1]](value, Decimal(condition[2])):
            return section, False
        if condition is None and _CONDITION.search(sections[0]) and position == len(sections) - 1:
            return section, False
    if value < 0 and len(sections) > 1 and not _CONDITION.search(sections[1]):
        return sections[1], True
    is_zero = value == 0 and len(sections) > 2  # noqa: PLR2004 - the third is that of zero
    return sections[2] if is_zero else sections[0], False


def _is_words_alone(section: _Section, sections: tuple[str, ...]) -> bool:
    """Tell whether a section shows words in place of a number, as one of zero does; a plain one has none."""
    return (
        len(sections) > 1
        and bool(section.before + section.behind)
        and "general" not in ";".join(sections).lower()
    )


def _shown_digits(value: Decimal, section: _Section, code: str, *, is_of_negative: bool) -> str:
    percents = (section.before + section.behind).count("%")
    whole, _, decimals = section.digits.partition(".")
    thousands = len(section.digits) - len(section.digits.rstrip(","))
    scaled = value * Decimal(_HUNDRED) ** min(percents, 2) / Decimal(1000) ** min(thousands, 4)
    if "E" in section.behind.upper().split("%")[0][:1] or "/" in section.behind or "/" in code:
        return _plain(value)
    fixed, most = decimals.count("0"), min(len(decimals.replace(",", "")), _MOST_DECIMALS)
    rounded = scaled.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP, context=_CONTEXT)
    text = f"{rounded:f}"
    if most > fixed:
        head, _, tail = text.partition(".")
        tail = tail[:fixed] + tail[fixed:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    if not rounded and text.startswith("-"):
        text = text[1:]
    width = whole.replace(",", "").count("0")
    figures, point, tail = text.removeprefix("-").partition(".")
    figures = f"{figures.zfill(width)}{point}{tail}"
    if is_of_negative:
        return _signed(figures, section, is_of_negative=bool(rounded))
    sign = "-" if text.startswith("-") and not _SIGNS & set(section.before) else ""
    return f"{sign}{section.before}{figures}{section.behind}".strip()


def _signed(figures: str, section: _Section, *, is_of_negative: bool) -> str:
    """Return figures without their sign as a section shows them, of a negative number with a minus."""
    before, behind = section.before, section.behind
    if not is_of_negative:
        return f"{before}{figures}{behind}".strip()
    if "(" in before and ")" in behind:  # how bookkeepers write a minus
        return f"-{before.replace('(', '')}{figures}{behind.replace(')', '')}".strip()
    stands_for_it = section.coloured and not _SIGNS & set(before + behind)
    return f"{'-' if stands_for_it else ''}{before}{figures}{behind}".strip()


def _plain(value: Decimal) -> str:
    """Return a number with no format: up to ten digits, and no zeros that say nothing."""
    if value.adjusted() > _LONGEST:
        return str(value)
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    text = f"{Context(prec=_PRECISION, rounding=ROUND_HALF_UP).plus(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown_date(value: Decimal, letters: str) -> str:
    """Return days since the end of 1899 as a date or time, to what the format shows of it."""
    if not 0 <= value <= _LAST_DAY:
        return _plain(value)
    moment = _EPOCH + timedelta(days=int(value), seconds=round(float(value % 1) * 86_400))
    if not set(letters) & {"y", "d"}:
        return f"{moment:%m}" if letters.strip("m") == "" and value >= 1 else f"{moment:%H:%M}"
    if "y" not in letters:
        return f"{moment:%m-%d}"
    return f"{moment:%Y-%m-%d}" if "d" in letters else f"{moment:%Y-%m}" if "m" in letters else f"{moment:%Y}"
