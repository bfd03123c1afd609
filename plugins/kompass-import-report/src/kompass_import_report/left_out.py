"""Say which numbers of a report are left out, and by which rule: what is no figure of an evaluation.

The rules are listed for readers in docs/reference/numbers-left-out.md; a test holds the two together.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from kompass_import_report.dates import MONTHS
from kompass_import_report.printed_numbers import NUMERALS

__all__ = ["CASE_NUMBER", "RULES", "Rule", "left_out"]

# Every pattern is linear: what is repeated is bounded, and never overlaps with what follows it.
_MONTH = (
    rf"(?:{'|'.join(MONTHS)}|januar|februar|marts|april|mai|juni|juli|august|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec|des)\b\.?"
)
_UNIT = r"(?:po[äe]ng|peong|points?\b|p\b|%|procent|prosent|pct)"
_NUMBER = r"(?<!\d)\d+(?:[.,]\d+)?"
_LARGE = r"(?<!\d)(?:\d{1,3}(?:[ .]\d{3}){1,4}|\d+(?:[.,]\d+)?)"
"""A number that may have a space or a point between its thousands."""

_DIGITS = re.compile(rf"[\d{NUMERALS}]+")
_REACH = 120
"""The number of characters before and behind a number that a rule looks at."""

_PEOPLE = (
    r"(?:(?:in|ut)vånar\w*|innbygg\w*|innbyggj\w*|indbygg\w*|invånare|medborgar\w*|borger\w*|borgar\w*"
    r"|medarbet\w*|medarbeid\w*|medarbejd\w*|anställd\w*|ansatte?\w*|tilsette?\w*|person(?:er|ar)?\b"
    r"|människor|mennesker|menneske|deltag\w*|deltak\w*|chefe?r\w*|leder\w*|leiarar\w*|leiar\w*|ledare\w*"
    r"|politik\w*|förtroendevalda|folkevalgte|folkevalde|respondent\w*|informant\w*|intervju\w*|interview\w*"
    r"|elever\w*|elevar\w*|barn\b|brukar\w*|brukere?\w*|kund(?:er|ar)\w*|besök\w*|besøk\w*|väljare|velgere"
    r"|pensionärer|studenter\w*|lärare\w*|lærere\w*|lærarar\w*|utvärderare|evaluator\w*|årsverk\w*"
    r"|årsarbet\w*|heltids\w*|tjänster\b|stillinger|stillingar|unga\b|ungdomar|unge\b|äldre\b|eldre\b"
    r"|män\b|kvinnor|menn\b|kvinner|ledamöter|tjänstemän|personal\w*)"
)
_THINGS = (
    r"kommun(?:er|ar)\w*|kommuna\b|region(?:er|ar)\w*|landsting\w*|fylke\w*|städer|byer\b|länder|land\b"
    r"|enhet(?:er|ar)\w*|avdelning\w*|avdeling\w*|afdeling\w*|förvaltning\w*|forvaltning\w*|nämnd\w*|bolag\w*"
    r"|selskap\w*|skol(?:or|er)\w*|skular|förskol\w*|barnehag\w*|bibliotek\w*|fritids\w*|företag\w*"
    r"|bedrift\w*"
    r"|virksomhed\w*|verksamhet\w*|virksomhet\w*|förening\w*|foreninger|lag\b|område\w*|huvudområde\w*"
    r"|hovedområde\w*|kapit(?:el|tel)\w*|frågor\w*|delfråg\w*|spørsmål\w*|kriteri\w*|indikator\w*|mått\b"
    r"|mål\w*"
    r"|dokument\w*|styr(?:kor|ker)\w*|förslag\w*|forslag\w*|åtgärder\w*|tiltak\w*|projekt\w*|prosjekt\w*"
    r"|enkäter\w*|svar\w*|exemplar|sidor\b|sider\b|delar\b|deler\b|steg\b|nivåer\w*|punkter\w*|tecken|ord\b"
    r"|möten\w*|møter\w*|dialog\w*|synpunkt\w*|klagomål\w*|ärenden\w*|saker\b|beslut\w*|tomter|bostäder\w*"
    r"|lägenheter\w*|boliger|leiligheter|platser\b|plasser\b|pladser\b|bilar\b|bussar\b|datorer|e-tjänster"
    r"|dagar?\b|dager\b|dage\b|døgn|dygn|veck(?:a|or)\w*|uker\b|veker\b|uger\b|månad(?:er)?\w*|måneder\w*"
    r"|månader|år(?:en|s|ene|enes|a)?\b|timm(?:ar|e)\w*|timer\b|timar\b|minut(?:er|ter)\w*|sekund\w*"
    r"|gånger\w*|ganger\b|gonger\b|gange\b|procentenheter|prosentpoeng|prosenteiningar|procentpoint"
    r"|kilometer|mil\b|meter\b|km\b|m\b|hektar|kvadrat\w*|m2|m²|kvm|ton(?:n)?\b|kg\b|liter\b|kWh|MWh|GWh"
    r"|grader"
)
_NOUNS = rf"(?:{_PEOPLE}|{_THINGS})"
_NO_ADJECTIVES = (
    r"(?:po[äe]ng|peong|point)|(?:och|og|men|av|af|mot|i|för|for|per|på|till|til|från|fra|frå|med|vid|ved|under|om"
    r"|hos|inom|sedan|siden|sidan|som|är|er|var|blev|efter|etter|före|før|två|to|tre|fyra|fire|fem|än|enn|end|bland"
    r"|blant|mellan|jämfört|den|det|de|ett|en|et|varje|hver|kvar|mer|fler)\b"
)
_BETWEEN = rf"(?:(?!\d|{_NO_ADJECTIVES})[^\W\d]{{1,25}}-?\s){{0,2}}"
"""The adjectives that may stand between a number and what it counts."""

_MONEY = (
    r"(?:kr(?:onor|oner|\.|:-)?\b|:-|mkr|tkr|mnkr|msek|mnok|sek\b|nok\b|dkk\b|eur\b|euro\b|usd\b|dollar"
    r"|mill?(?:ion\w*|jon\w*)|mill?\.|mio\.?\b|milj(?:oner|on|ard\w*|\.)?|mrd\.?|milliard\w*)"
)
_SHARE_WORDS = (
    r"(?:svarsfrekvens\w*|svarprosent\w*|svarandel\w*|svarprocent\w*|sjukfrånvaro\w*|sykefravær\w*"
    r"|sjukefråvær\w*|sygefravær\w*|valdeltagande\w*|valgdeltakelse\w*|skattesats\w*"
    r"|arbetslöshet\w*|arbeidsledighet\w*|ledighet\w*|befolkning\w*|befolkningsökning\w*)"
)


_NOT_PER = r"(?<!per\s)(?<!pr\s)(?<!pr\.\s)(?<!varje\s)(?<!hvert\s)(?<!kvart\s)(?<!hver\s)\b"
"""What stands behind a mean per area, per chapter or per question is no code."""

_CASE = (
    r"(?-i:\b[A-ZÅÄÖÆØ]{1,6})(?:/(?:19|20)\d{2}[:/-]\d{2,6}"
    r"|[ -]?(?:19|20)\d{2}[:/-](?!(?:19|20)\d\d\b)\d{3,6})"
)
CASE_NUMBER = re.compile(
    rf"{_CASE}"
    r"|\b(?:dnr|diarienummer|diarienr|diariet|saksnummer|saksnr|sagsnr|sagsnummer|journalnr|ärende|ref)\b\.?:?\s?\S{0,12}"
    r"(?:19|20)\d{2}\S*",
    re.IGNORECASE,
)
"""The number that a register of documents has for one: its year is no year of an evaluation."""


class Rule(NamedTuple):
    """Hold one rule: its name as the documentation has it, and what it looks for."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, *patterns: str) -> Rule:
    return Rule(name, re.compile("|".join(patterns), re.IGNORECASE))


_LETTER = rf"[^\W\d_¹²³⁰-₉{NUMERALS}]"

RULES = (
    _rule(
        "Addresses",
        r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+|\b[\w-]{1,63}\.(?:se|no|dk|fi|is|com|org|net|eu)/\S*",
        r"\b\w{2,30}(?:gatan|gata|vägen|väg|gränd|torget|torg|gate|gaten|gata|vei|veien|vegen|veg|vej"
        r"|plassen|plads)"
        r"\s\d{1,4}\s?[a-d]?\b",
        r"\b(?:box|postboks|postbox|pb)\s?\d+",
        r"\b\d{3}\s\d{2}\s+[A-ZÅÄÖÆØ][^\W\d]+",
    ),
    Rule(
        "Addresses",
        re.compile(r"\b(?:SE-|S-|N-|NO-|DK-|FI-|FIN-)?(?!19|20)\d{4,5}\s[A-ZÅÄÖÆØ][^\W\d]+"),
    ),
    _rule(
        "Phone numbers",
        r"\b(?:tele?fon\w*|tel|tlf|mobil\w*|fax|växel\w*"
        r"|phone)\b[.:]?\s?(?:nr\.?\s)?\+?\(?\d[\d ()/–-]{4,18}",
        r"(?<!\w)\+\d{2}[\d ()/–-]{6,16}",
        r"(?<![\w,.])0\d{1,3}\s?[-–/]\s?\d{2,3}(?:\s?\d{2,3}){1,3}",
    ),
    _rule(
        "Years and dates",
        r"(?<!\d)(?:19|20)\d{2}-\d{1,2}(?:-\d{1,2})?(?:T\d{1,2}:\d{2}(?::\d{2})?)?(?!\d)",
        r"(?<!\d)\d{1,2}[./]\d{1,2}[./–-](?:19|20)?\d{2}(?!\d)",
        rf"(?<![\d,])\d{{1,2}}(?:\.|:e|\.e|:a)?(?:\s?[-–]\s?\d{{1,2}}\.?)?\s(?:{_MONTH})(?:\s(?:19"
        rf"|20)\d{{2}}(?!\d))?",
        rf"\b{_MONTH}\s\d{{1,2}}(?!\d)(?!\s?{_UNIT})",
        rf"(?<![\d,.])(?:19|20)\d{{2}}(?:\s?[-–/]\s?(?:(?:19|20)\d{{2}}|\d{{2}}))?(?![\d]|[.,]\d|\s?{_UNIT}"
        rf"|\s\d{{3}}(?!\d))",
        r"\b(?:vecka|uke|veke|uge|v\.)\s?\d{1,2}(?:\s?[-–]\s?\d{1,2})?",
        r"\b\d{2,4}-tale(?:t|ts|ne)?\b",
        r"\b(?:kl|klockan|klokka|klokken"
        r"|kl\.)\.?\s?\d{1,2}(?:[.:]\d{2})?(?:\s?[-–]\s?\d{1,2}(?:[.:]\d{2})?)?",
        r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])",
        r"\b(?:höst|vår|haust|hausten|hösten|våren)\s?-?\d{2}\b",
    ),
    _rule(
        "Page numbers",
        r"\b(?:sida|sid|sidan|sidorna|side|sidene|page|pp?)\b\.?\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?"
        r"(?:\s?(?:av|af|of|/)\s?\d{1,3}|\s?\(\d{1,3}\))?",
        r"\bs\.\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?",
    ),
    _rule(
        "Amounts of money",
        rf"(?:{_LARGE})\s?{_MONEY}",
        r"(?:[€$£]|\b(?:sek|nok|dkk|eur|usd|kr))\s?(?:" + _LARGE + ")",
    ),
    _rule(
        "Counts",
        rf"(?<![\w.,])(?:{_LARGE})(?:-tal(?:et)?)?(?:\s?(?:[-–]|till?|och|og|eller)\s?\d{{1,4}})?"
        rf"(?:\s(?:av|af)\s(?:de\s|dei\s|våra\s|alla\s|totalt\s)?(?:{_LARGE}))?\s{_BETWEEN}{_NOUNS}",
        r"\b(?:antal(?:et)?|antall(?:et)?|talet\spå)\s[^\W\d]{1,30}\s?(?::|är|var|er|blev)?\s?(?:"
        + _LARGE
        + ")",
        rf"\b(?:folkmängd\w*|folketal\w*|folketall\w*|invånarantal\w*|innbyggertall\w*|befolkning\w*)\s?(?::"
        rf"|är|var|er|på)?\s?(?:{_LARGE})",
        r"\b\d{1,3}-tal(?:s|et)?\b",
        r"(?<![\w.,])\d{1,3}\s(?:av|af)\s(?:de\s)?\d{1,4}\s[^\W\d]*kommune?[^\W\d]*",
    ),
    _rule(
        "Shares of people and other per cent",
        rf"{_NUMBER}\s?(?:%|procent|prosent|pct\.?)\s(?:av|af|of|bland"
        rf"|blant)\s(?:[^\W\d]+\s){{0,3}}?{_PEOPLE}",
        rf"\b{_SHARE_WORDS}\s(?:[^\W\d]+\s){{0,4}}?{_NUMBER}\s?(?:%|procent|prosent|pct)",
        rf"{_NUMBER}\s?(?:%|procent|prosent|pct\.?)\s(?:[^\W\d]+\s){{0,1}}?(?:{_SHARE_WORDS}|svarade|svarte"
        rf"|svara\b|rösta\w*)",
    ),
    _rule(
        "Ordinals",
        rf"\b\d{{1,3}}(?:\s?:\s?|\.)?(?:e|a|ste|sta|nde|de|te|dje)\b(?!\s?{_UNIT})",
        r"\b\d{1,3}\.\s(?:plass|plads|plats|gang|gong|trinn|utgave|utgåve|udgave|måling|runde|omgång)\w*",
        r"\b(?:plats|plass|plads|placering|plassering|rang|nummer|nr|no)\b\.?\s?\d{1,4}(?:\s(?:av"
        r"|af)\s\d{1,4})?",
        rf"^\s?\(?\d{{1,2}}[.)](?:$|\s(?!\s?{_UNIT}))",
        rf"^\s?[Ⅰ-ↈ①-⓿❶-➓]{{1,4}}[.)]?\s(?!\s?{_UNIT})",
        r"\[\d{1,3}\]",
    ),
    _rule(
        "Codes",
        rf"{_NOT_PER}(?:huvud|hoved|fokus|del)?(?:områd(?:e|et|en|ena)|område(?:ne|r)?)\s"
        r"1?\d(?:\.\d{1,2}){0,2}(?!,?\d)"
        r"(?:\s?(?:,|[-–]|och|og|samt)\s?\d{1,2}(?!\s?(?:po[äe]ng|%)|\d)){0,12}",
        rf"{_NOT_PER}(?:bilaga|bilag|vedlegg|appendix|kapitel|kapittel|kap|avsnitt|avsnittet|tabell|tabel|figur"
        r"|diagram"
        r"|bild|bilde|fråga|frågan|delfråga|spørsmål|spørgsmål|kriterium|punkt|steg|trinn|trin|fas|fase|del"
        r"|version"
        r"|versjon|paragraf|not|note|rad|kolumn|modell|kod|dnr|diarienummer|diarienr|saksnr|sak|ref|isbn|issn"
        r"|orgnr|organisationsnummer|org\.?\s?nr|rubrik|tema|artikel|nivå|alternativ)\b\.?:?\s?(?:nr\.?\s?)?"
        r"(?:(?-i:[A-ZÅÄÖ]{1,4})[ -]?)?\d[\d./:–-]{0,20}",
        r"\b(?:nivå\w*|skala\w*|scale|level|trinn\w*|trin|niveau\w*|steg\w*"
        r"|þrep)\s?\(?\d{1,2}\s?[-–]\s?\d{1,2}\)?",
        rf"{_CASE}(?:-\d{{1,3}})?",
        r"§§?\s?\d+(?:\s?[-–]\s?\d+)?",
        r"(?<![\d.,])\d{6}-\d{4}(?!\d)",
        r"(?<![\d.,])\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?(?![\d,])",
        r"\bISO(?:/IEC)?[ -]?\d{3,5}(?:-\d)?|\bAgenda\s\d{4}|\bSS-EN\s\d+",
    ),
    Rule("Codes", re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,2}\.?(?=\s)|^\d{1,2}\s(?=[A-ZÅÄÖÆØ][^\W\d])")),
    _rule(
        "Numbers within a word",
        rf"{_LETTER}\d+(?:[.,]\d+)?(?![\d{NUMERALS}]|[.,]\d|\s?{_UNIT})",
        r"(?<!\d)\d+(?:-|–)(?!po[äe]ng|peong|point)[^\W\d_]{2,}",
        rf"(?<!\d)\d+(?:[.,]\d+)?(?!po[äe]ng|peong|points?\b|p\b|e\b|a\b|%){_LETTER}+(?!{_LETTER}|\s?{_UNIT})",
    ),
)
"""All rules, in the order of the documentation; one name may have several patterns."""


def left_out(text: str, start: int, end: int) -> str | None:
    """Return the name of the rule that leaves out the number at a place of a text, ``None`` where none does.

    >>> left_out("Tel. 046-35 50 00", 9, 11), left_out("den 12 maj", 4, 6), left_out("Totalt 497", 7, 10)
    ('Phone numbers', 'Years and dates', None)
    """
    if any(letter.isdecimal() and not letter.isascii() for letter in text[start:end]):
        return None  # no rule is sure of digits that nobody writes here
    for name, begins, ends in _passages(text):
        at = bisect_right(begins, start) - 1
        if at >= 0 and end <= ends[at]:
            return name
    return None


@lru_cache(maxsize=64)
def _passages(text: str) -> list[tuple[str, list[int], list[int]]]:
    """Return where the passages that each rule looks for begin and end, in the order of the rules.

    A text is looked through once and not once for each of its numbers, of which there may be thousands.
    """
    found = []
    spans = _near_numbers(text)
    for name, pattern in RULES:
        places = [match.span() for first, last in spans for match in pattern.finditer(text, first, last)]
        if places:
            found.append((name, [begin for begin, _ in places], [end for _, end in places]))
    return found


def _near_numbers(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text within reach of a number, those that touch as one."""
    spans: list[tuple[int, int]] = []
    for match in _DIGITS.finditer(text):
        begin = max(match.start() - _REACH, 0)
        if spans and begin <= spans[-1][1]:
            begin = spans.pop()[0]
        end = text.find(" ", match.end() + _REACH)
        spans.append((begin, len(text) if end < 0 else end))
        if end < 0:
            break
    return spans
