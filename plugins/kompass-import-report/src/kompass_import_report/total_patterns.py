"""Say what totals, maxima and means look like in running text."""

import re

from kompass_import_report.sentences import UNIT

__all__ = [
    "ABOUT_OTHERS",
    "BESIDE",
    "BRACKET",
    "FIGURE",
    "FOLLOWS",
    "FROM_TO",
    "LIKE_POINTS",
    "MEAN",
    "OF",
    "OF_OTHERS",
    "SURE_WORDS",
    "THAN",
    "TOTAL",
    "TOTAL_IS",
    "UNITS",
    "WITHIN",
    "YEAR_BEHIND",
]

_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
UNITS = rf"(?:{UNIT}|p)\b"
_IN_YEAR = r"(?:\s(?:år\s|i\s)?\(?(20[0-9]{2})\b\)?)?"
FIGURE = re.compile(rf"(?<![\w.,])({_NUMBER})(\s?{UNIT}\b|\s?(?:%|procent\b))", re.IGNORECASE)
FROM_TO = re.compile(
    rf"\b(?:från|fra|frå)\s+([0-9]{{2,4}})(?:\s?{UNITS})?{_IN_YEAR}\s+till?\s+(?:hela\s)?([0-9]{{2,4}})"
    rf"(?:\s\((20[0-9]{{2}})\))?\s?{UNITS}{_IN_YEAR}",
    re.IGNORECASE,
)
OF = re.compile(
    rf"(?<![\w.,/-])([0-9]{{2,4}})(?:\s?{UNITS})?(?:\s(?:av|af|of)\s|\s?/\s?)"
    r"(?:totalt\s|maximalt\s|max\s|sammanlagt\s|de\s)?(?:möjliga\s)?([0-9]{3,4})(?![\w/-])(\smöjliga)?"
    rf"(\s?{UNITS})?",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    rf"\s?{UNITS}|\s?(?:$|[.,;:!?)\]–-])|\s(?:av|af|of)\s|\s?/|\s\(|{_IN_YEAR}(?:$|[.,;:!?)])", re.IGNORECASE
)
"""What may stand behind a number of points: unit, maximum, a bracket or an end, but no other noun."""

BRACKET = re.compile(r"\s?\((?!(?:19|20)[0-9]{2}\))[^()]{0,20}[0-9][^()]{0,20}\)")
_NO_YEAR = r"(?!(?:19|20)[0-9]{2}\b)"
_FROM_TO_POINTS = rf"(?:från|fra|frå)\s{_NUMBER}\still?\s{_NUMBER}\s?{UNIT}\b"
_WITH_BRACKET = rf"{_NUMBER}\s\([^()]{{1,20}}\)\s?{UNIT}\b"
_WITH_UNIT = rf"{_NUMBER}\s?(?:{UNIT}\b|p\b(?!\.?\s?[0-9])|%|procent\b)"
_POSSIBLE = rf"{_NUMBER}\smöjliga\s{UNIT}\b(?:[^0-9.,;]{{1,40}}[0-9]{{2,4}}\b)?"
_OF_100 = r"[0-9]{1,3}\s?(?:av|af|/)\s?(?:max\s)?100\b"
_BEHIND_UNIT = rf"{UNIT}(?:\s?:|\s(?:är|var|blev|er))?\s{_NO_YEAR}{_NUMBER}(?![\w.,]*[0-9])"
_BEHIND_TOTAL = rf"(?:totalpoäng|poängsumma)\w*[^0-9.;]{{0,60}}?\b{_NO_YEAR}[0-9]{{3,4}}\b"
LIKE_POINTS = re.compile(
    rf"(?<![\w.,]){_NO_YEAR}(?:{_FROM_TO_POINTS}|{_WITH_BRACKET}|{_WITH_UNIT}|{_POSSIBLE}|{_OF_100}"
    rf"|{_BEHIND_UNIT}|{_BEHIND_TOTAL})",
    re.IGNORECASE,
)
"""What looks like points and is warned of where it has not been read."""

SURE_WORDS = ("totalpoäng", "poängsumma")
"""Words after which a number is one of points, whatever follows it."""

THAN = re.compile(r"\b(?:över|under|än|ovanför|från)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
YEAR_BEHIND = re.compile(rf"(?:\s?{UNITS})?\s(?:år\s|i\s)?\(?((?:19|20)[0-9]{{2}})(?![0-9])", re.IGNORECASE)
TOTAL = re.compile(
    r"\b(?:total\w*|sammanlagt|sammantaget|slutresultat\w*|resultat(?:et)?|poängsumma\w*|summa)\b",
    re.IGNORECASE,
)
TOTAL_IS = re.compile(
    r"\b(totalpoäng\w*|totalsumma\w*|poängsumma\w*|totalt)\b(?:[^0-9.;]{0,20}\b(?:19|20)[0-9]{2}\b)?"
    r"[^0-9.;]{0,60}?\b([0-9]{3,4})\b(?!\s?(?:%|procent))",
    re.IGNORECASE,
)
MEAN = re.compile(
    r"\b(?:medel\w*|\w*(?:genomsnitt|gjennomsnitt|gennemsnit|medelvärde)\w*|\w*snittet|snitt)\b",
    re.IGNORECASE,
)
ABOUT_OTHERS = re.compile(
    r"\b(?:jämför\w*|än|över|under|drygt|cirka|ca|omkring|handfull|kommuner|inom|område\w*|respektive"
    r"|maximalt|högst|kan|förbättr\w*|ök\w*|minsk\w*|mer|fler|färre|bättre|sämre|bakom|före|från)\b",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\b(?:grannkommun\w*|nabokommun\w*|riket|rikets|landet|landets|nationell\w*)\b", re.IGNORECASE
)
BESIDE = re.compile(r"\s(?!än\b|mot\b|jämfört\b|och\b|men\b|medan\b)\w+(?:\s\w+)?")
WITHIN = re.compile(r"\s*(?:inom|per|i\s+(?:varje|respektive))\b")
"""What follows a figure that is one of an area and not of the whole."""
