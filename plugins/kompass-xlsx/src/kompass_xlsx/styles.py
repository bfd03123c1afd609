"""How the cells of the workbook look: readable on the screen, and in black and white on paper."""

from collections.abc import Mapping
from typing import Any, final

from attrs import frozen

__all__ = ["Styles"]

_TEXT: Mapping[str, Any] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_WRAPPED: Mapping[str, Any] = {**_TEXT, "text_wrap": True}
_BOXED: Mapping[str, Any] = {**_WRAPPED, "border": 1, "border_color": "#7F7F7F"}
_ANSWER: Mapping[str, Any] = {**_BOXED, "locked": False, "bg_color": "#FFF8DC", "border_color": "#404040"}
_SUM: Mapping[str, Any] = {**_BOXED, "bold": True, "bg_color": "#E7E6E6"}

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {**_TEXT, "bold": True, "font_size": 18},
    "subtitle": {**_TEXT, "font_color": "#404040"},
    "section": {**_TEXT, "bold": True, "font_size": 13},
    "label": {**_TEXT, "bold": True},
    "plain": _WRAPPED,
    "line": {**_TEXT, "font_size": 10},
    "small": {**_WRAPPED, "font_size": 9, "font_color": "#404040"},
    "head": {**_BOXED, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "vcenter"},
    "text": _BOXED,
    "inner": {**_BOXED, "indent": 1},
    "number": {**_BOXED, "num_format": "0.##########"},
    "whole": {**_BOXED, "num_format": "0", "align": "right"},
    "points": {**_BOXED, "num_format": "0.00"},
    "share": {**_BOXED, "num_format": "0.0%"},
    "sum": _SUM,
    "sum_whole": {**_SUM, "num_format": "0", "align": "right"},
    "sum_points": {**_SUM, "num_format": "0.00"},
    "sum_share": {**_SUM, "num_format": "0.0%"},
    "closed": {**_BOXED, "bg_color": "#BFBFBF"},
    "answer": {**_ANSWER, "num_format": "@"},
    "answer_choice": _ANSWER,
    "answer_points": {**_ANSWER, "num_format": "0"},
    "answer_percent": {**_ANSWER, "num_format": "0%"},
    "answer_whole": {**_ANSWER, "num_format": "0", "align": "left"},
    "with_decimals": {"num_format": "0.00"},
    "percent_with_decimals": {"num_format": "0.00%"},
    "alarm": {"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"},
}


@final
@frozen
class Styles:
    """Hold the formats of one workbook by their names."""

    _formats: Mapping[str, Any]

    @classmethod
    def of(cls, book: Any) -> "Styles":
        """Return the formats of a workbook of XlsxWriter."""
        return cls({name: book.add_format(dict(style)) for name, style in _STYLES.items()})

    def __getitem__(self, name: str) -> Any:
        """Return the format with this name."""
        return self._formats[name]
