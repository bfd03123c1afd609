"""Hold the words that the head of a list of scores is made of, so that a head with another is noticed."""

import re
from collections.abc import Iterable

from kompass_import_report.bodies import WORD
from kompass_import_report.labels import is_label
from kompass_import_report.vocabulary import words_for

__all__ = ["unknown_words"]

# Beginnings of words in Swedish, Norwegian, Danish and English: each may have an ending.
_OF_SCORES = (
    r"(?:total|slut|del|medel|område)?(?:poäng|poeng|points?|skår|score)\w*|resultat\w*|results?|utfall\w*"
    r"|\w*utvärder\w*|\w*evalu\w*|\w*vurdering\w*|bedöm\w*|bedøm\w*|mätning\w*|måling\w*|värde\w*|verdi\w*"
    r"|\w*kommune?kompas\w*|komunkompas\w*|regionkompas\w*|kompass?(?:en|et)?|kkp?|profil\w*|siffr\w*|tall\w*"
    r"|tal(?:len|let|lene)?|figures?|uppnå\w*|oppnå\w*|opnå\w*|erhåll\w*|summ\w*|sum|total\w*|samlet|samla"
    r"|samlad\w*|sammanlagt|nivå\w*|niveau\w*|procent\w*|prosent\w*|percent\w*|andel\w*|max\w*|maks\w*"
    r"|medel\w*|\w*snitt\w*|gennemsnit\w*|förändring\w*|endring\w*|ændring\w*|jämför\w*|sammenli\w*"
    r"|samanlikn\w*|styrk\w*|strategi\w*"
)
_OF_AREAS = (
    r"(?:huvud|hoved|hovud|fokus|del|mål|indsats|bedömnings|kompass)?(?:områd\w*|område\w*)|areas?|tema\w*"
    r"|kategori\w*|category|categories|kapit\w*|dimension\w*|frågo?r?\w*|delfråg\w*|spørsmål\w*|spørgsmål\w*"
    r"|rubrik\w*|avsnitt\w*|kriteri\w*|del(?:ar|er)?"
)
_OF_PRINT = (
    r"tabell\w*|tabel\w*|table|figur\w*|diagram\w*|graf\w*|bild|bilag\w*|vedlegg\w*|appendix|översikt\w*"
    r"|oversikt\w*|oversigt\w*|overview|sammanfattning\w*|sammendrag\w*|samandrag\w*|sammenfatning\w*"
    r"|sammanställning\w*|samanstilling\w*|summary|rapport\w*|report|analys\w*|analyse\w*|redovisning\w*"
    r"|presentation\w*|fördel\w*|fordel\w*|uppdel\w*|oppdel\w*|rangord\w*|ordning\w*|ämne|emne|underlag\w*"
    r"|version\w*|versjon\w*|utgåva|utgave|modell\w*|slutlig\w*|endelig\w*|slut\w*|datum|vis[ae]r?|show\w*"
)
_OF_TIME = (
    r"år(?:et|ets|a|ene)?|years?|nu|nå|no|now|då|hösten?|våren?|vår(?:as)?|sommar\w*|vinter\w*|haust\w*"
    r"|høst\w*|efterår\w*|forår\w*|januari?|februari?|mars|marts|april|maj|mai|juni|juli|augusti?|september"
    r"|oktober|november|de[cs]ember|gång(?:en)?|gang(?:en)?|gong(?:en)?|första|andra|tredje|første|andre|fyrste"
    r"|senast\w*|sist[ea]?|ny[att]?e?|samma|samme|same|idag|dag|time|latest|last|då(?:varande)?|dengang"
)
_OF_WHOM = (
    r"\w*kommun(?:en|ens|er|erna|ers|s)?|\w*kommun[ea]\w*|stad(?:en|ens|s)?|stads\w*|region\w*|bydel\w*|herad\w*"
    r"|län|läns|fylke\w*|municipalit\w*|förbund\w*|city|sweden|sverige\w*|norge\w*|noreg\w*|danmark\w*|skr|skl"
    r"|ks|kl"
)
_SMALL = (
    r"i|på|av|af|för|for|från|fra|frå|till|til|med|om|per|pr|hos|vid|ved|inom|innen|innan|enligt|ifølge|efter"
    r"|etter|mellan|mellom|mellem|under|över|over|av|at|att|in|of|by|the|a|an|with|for|from|to|and|och|og|samt"
    r"|eller|or|en|ett|et|ein|eit|ei|den|det|de|dei|denna|detta|dessa|denne|dette|disse|desse|sin|sitt|sina|si"
    r"|sine|this|these|som|der|hur|hvordan|korleis|how|så|slik\w*|sådan\w*|här|her|där|nedan\w*|nedenfor"
    r"|nedanfor|following|below|above|ovan\w*|följ\w*|følg\w*|varje|hvert?|kvart?|kvar|each|every|alla|alle|all"
    r"|respektive|olika|ulike|forskellige|various|samtliga|enskild\w*|bara|endast|kun|också|även|precis"
    r"|vi|oss|vår[ta]?|våre|vor|vores|vort|our|we|us|ni|er|ert|har|hade|hadde|have|has|had|är|er|is|are|was|were"
    r"|var|blev|ble|vart|bli\w*|få[rt]?|fått|fick|fikk|fekk|fik|fått|fået|got|gets?|gav|gett|gir|gav|give[ns]?"
    r"|ser|såg|såe?|ut|gick|går|gikk|gjekk|gik|went|looks?|ligger|ligg|land\w*|hamna\w*|sig|seg|kan|man|alltså"
    r"|två|to|tre|fyra|fire|fem|sex|seks|sju|syv|åtta|åtte|otte|nio|ni|tio|ti|eight|seven|många|mange|mykje"
    r"|meget|mycket|antal|antall|möjlig\w*|mulig\w*|mogleg\w*|possible|bra|god[et]?|egen|egna|eget|eigen|egne"
    r"|own|hela|hele|heile|helt|whole|både|både|även|men|se|sjå|part?|st|nr|kort|tur(?:en)?|extern\w*|ekstern\w*"
)
_KNOWN = re.compile(f"{_OF_SCORES}|{_OF_AREAS}|{_OF_PRINT}|{_OF_TIME}|{_OF_WHOM}|{_SMALL}", re.IGNORECASE)
_MEANINGS = (
    "points",
    "area",
    "total",
    "sum",
    "maximum",
    "percent",
    "mean",
    "change",
    "level",
    "municipality",
)
"""The meanings for which catalogues bring words of other languages."""


def unknown_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that the head of a list of scores is not known to have.

    >>> unknown_words("Poäng per område i år".split()), unknown_words("Elevernas omdöme per område".split())
    ((), ('Elevernas', 'omdöme'))
    """
    brought = {word for meaning in _MEANINGS for named in words_for(meaning) for word in named.split()}
    return tuple(word for word in words if not _is_known(word.casefold(), brought))


def _is_known(word: str, brought: set[str]) -> bool:
    """Tell whether each part of a word between hyphens is one that heads have."""
    parts = WORD.findall(word.replace("-", " "))
    return all(_KNOWN.fullmatch(part) or part in brought or is_label(part) for part in parts)
