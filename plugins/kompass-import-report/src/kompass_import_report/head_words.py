"""Hold the words that the head of a list of scores is made of, so that a head with another is noticed."""

from collections.abc import Iterable

from kompass_import_report.bodies import WORD
from kompass_import_report.labels import is_label
from kompass_import_report.late_patterns import LatePattern
from kompass_import_report.vocabulary import words_for

__all__ = ["unknown_words"]

# Beginnings of words in Swedish, Norwegian, Danish and English: each may have an ending.
_OF_SCORES = (
    r"(?:total|slut|del|medel|område)?(?:poäng|poeng|points?|skår|score)"
    r"(?:en|ens|et|ets|ene|enes|a|ar|r|s|er|ne|(?:summ|sum|fördelning|fordeling|tal|tall|nivå|sättning|setting"
    r"|bedömning|tabell|tabel|översikt|oversikt|sammanställning|profil|resultat|given|gjev|giv|kort)\w*)?"
    r"|(?:slut|del|hovud|hoved|huvud)?resultat\w*|results?|niðurst\w*|utfall\w*"
    r"|(?:del|extern)?utvärder\w*|evalu\w*|(?:helhets|heilskaps|hel)?vurdering\w*"
    r"|(?:helhets)?(?:bedöm|bedøm)\w*|mätning\w*|måling\w*|värde\w*|verdi\w*|\w*kommune?kompas\w*"
    r"|komunkompas\w*|regionkompas\w*|kompass?(?:en|et)?|kkp?|profil\w*|siffr\w*|tall\w*"
    r"|tal(?:len|let|lene)?|figures?|uppnå\w*|oppnå\w*|opnå\w*|erhåll\w*|summ\w*|sum|total\w*"
    r"|samle[td]?e?|samla|samlad\w*|samlat|helhet\w*|heilskap\w*|helhed\w*|overall|key|styrk\w*"
    r"|svaghet\w*|svakhet\w*|nuläge\w*|sammanlagt|nivå\w*|niveau\w*|procent\w*|prosent\w*|percent\w*"
    r"|andel\w*|skala\w*|scale|max\w*|maks\w*|medel\w*|\w*snitt\w*|gennemsnit\w*|förändring\w*|endring\w*|ændring\w*"
    r"|jämför\w*|sammenli\w*|samanlikn\w*|strategi\w*"
)
_OF_AREAS = (
    r"(?:förbättrings|utvecklings|huvud|hoved|hovud|fokus|del|mål|indsats|bedömnings|kompass)?områd\w*"
    r"|areas?|focus|tema\w*|kategori\w*|category|categories|kapit\w*|dimension\w*|fråga|frågor\w*|delfråg\w*"
    r"|spørsmål\w*|spørgsmål\w*|rubrik\w*|avsnitt\w*|kriteri\w*|del(?:ar|er)?"
)
_OF_PRINT = (
    r"tabell\w*|tabel\w*|table|figur\w*|\w*diagram\w*|radar|spindel\w*|framställning\w*|framstilling\w*"
    r"|graf\w*|bild|bilag\w*|vedlegg\w*|appendix|översikt\w*|oversikt\w*|oversigt\w*|overview"
    r"|sammanfatt\w*|sammendrag\w*|samandrag\w*|sammenfatning\w*|sammanställning\w*|samanstilling\w*"
    r"|summary|rapport\w*|report|analys\w*|analyse\w*|(?:resultat)?redovis\w*|detalj\w*|detail\w*"
    r"|korthet|korthed|korte|brief|kort\w*|nedbryt\w*|presentation\w*|fördel\w*|fordel\w*|uppdel\w*"
    r"|oppdel\w*|rangord\w*|ordning\w*|ämne|emne|underlag\w*|version\w*|versjon\w*|utgåva|utgave"
    r"|modell\w*|slutlig\w*|endelig\w*|datum|vis(?:er|ar|a|e|as|es|t)?|show\w*"
)
_OF_TIME = (
    r"år(?:et|ets|a|ene)?|years?|nu|nå|no|now|då|hösten?|våren?|vår(?:as)?|sommar\w*|vinter\w*|haust\w*"
    r"|høst\w*|efterår\w*|forår\w*|januari?|februari?|mars|marts|april|maj|mai|juni|juli|augusti?"
    r"|september|oktober|november|de[cs]ember|gång(?:en)?|gang(?:en)?|gong(?:en)?|första|andra|tredje"
    r"|første|andre|fyrste|senast\w*|sist[ea]?|ny[att]?e?|samma|samme|same|idag|dag|time|latest|last"
    r"|då(?:varande)?|dengang"
)
_OF_WHOM = (
    r"\w*kommun(?:en|ens|er|erna|ers|s)?|\w*kommun[ea]\w*|stad(?:en|ens|s)?|stadsdel\w*|region\w*"
    r"|bydel\w*|herad\w*|län|läns|fylke\w*|municipalit\w*|förbund\w*|city|sweden|sverige\w*|norge\w*"
    r"|noreg\w*|danmark\w*|skr|skl|ks|kl"
)
_SMALL = (
    r"i|på|av|af|för|for|från|fra|frå|till|til|med|om|per|pr|hos|vid|ved|inom|innen|innan|enligt|ifølge"
    r"|efter|etter|mellan|mellom|mellem|under|över|over|at|att|in|of|by|the|a|an|with|from|to|and|och|og"
    r"|samt|eller|or|en|ett|et|ein|eit|ei|den|det|de|dei|denna|detta|dessa|denne|dette|disse|desse|sin"
    r"|sitt|sina|si|sine|this|these|som|der|hur|hvordan|korleis|how|så|slik\w*|sådan\w*|här|her|där"
    r"|nedan\w*|nedenfor|nedanfor|following|below|above|ovan\w*|följ\w*|følg\w*|varje|hvert?|kvart?|kvar"
    r"|each|every|alla|alle|all|respektive|olika|ulike|forskellige|various|samtliga|enskild\w*|bara"
    r"|endast|kun|också|även|precis|vi|oss|vår[ta]?|våre|vor|vores|vort|our|we|us|ni|er|ert|har|hade"
    r"|hadde|have|has|had|är|is|are|was|were|var|blev|ble|vart|bli[rv]?|blivit|bliver|få[rt]?|fått|fick"
    r"|fikk|fekk|fik|fået|got|gets?|gav|gett|gir|give[ns]?|ser|såg|såe?|ut|ud|gick|går|gått|gikk|gjekk|gik"
    r"|went|looks?|ligger|ligg|landa(?:de|r)|land(?:et|ets)?|hamna(?:de|r)|sig|seg|kan|man|alltså|två"
    r"|tre|fyra|fire|fem|sex|seks|sju|syv|åtta|åtte|otte|nio|tio|ti|eight|seven|många|mange|mykje|meget"
    r"|mycket|antal|antall|möjlig\w*|mulig\w*|mogleg\w*|possible|bra|god[et]?|egen|egna|eget|eigen|egne"
    r"|own|hela|hele|heile|helt|whole|både|men|se|sjå|st|nr|kort|tur(?:en)?|extern\w*|ekstern\w*"
)
_KNOWN = LatePattern(f"{_OF_SCORES}|{_OF_AREAS}|{_OF_PRINT}|{_OF_TIME}|{_OF_WHOM}|{_SMALL}")
_MEANINGS = (
    "points", "area", "total", "sum", "maximum", "percent", "mean", "change", "level", "summary",
    "municipality",
)  # fmt: skip
"""The meanings for which catalogues bring words of other languages."""


def unknown_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that the head of a list of scores is not known to have.

    >>> [unknown_words(text.split()) for text in ("Poäng per område i år", "Elevernas omdöme per område")]
    [(), ('Elevernas', 'omdöme')]
    """
    brought = {word for meaning in _MEANINGS for named in words_for(meaning) for word in named.split()}
    return tuple(word for word in words if not _is_known(word.casefold(), brought))


def _is_known(word: str, brought: set[str]) -> bool:
    """Tell whether each part of a word between hyphens is one that heads have."""
    parts = WORD.findall(word.replace("-", " "))
    return all(_KNOWN.fullmatch(part) or part in brought or is_label(part) for part in parts)
