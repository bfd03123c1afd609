"""Hold the words by which running text says whose a number of points is: in Swedish, Norwegian and Danish.

Only what these words say for certain is read; any other word between a subject and its number ends the
search.
"""

import re

from kompass_import_report.other_instruments import INSTRUMENTS, SURVEYS

__all__ = [
    "ADVERBS",
    "BEFORE_BRACKET",
    "BOUNDARIES",
    "CHANGED",
    "CHANGES",
    "COMPARED",
    "DENIED",
    "EVALUATIONS",
    "FALLEN",
    "FILLERS",
    "LACKING",
    "LESS",
    "MEAN",
    "MORE",
    "OF",
    "OLDER",
    "OTHER_SURVEY",
    "OWN",
    "PREPOSITIONS",
    "RESULTS",
    "SUMS",
    "UNITS",
    "VERBS",
    "WISHED",
    "words",
]


def words(text: str) -> frozenset[str]:
    """Return the words of a text, to look others up in.

    >>> "poeng" in words("poäng poeng")
    True
    """
    return frozenset(text.split())


UNITS = words("poäng poeng peong point points p")

OWN = words(
    "kommunen kommunens kommuna kommunas vi vår vårt våra vores vore staden stadens byen"
    " municipality municipality's we our regionen regionens stadsdelen stadsdelens bydelen fylkeskommunen"
    " organisationen organisasjonen"
)
"""Words for who was assessed, beside its name."""

EVALUATIONS = re.compile(
    r"(?:utvärdering|evaluering|vurdering|måling|mätning|undersökning|undersøkelse|undersøking|undersøgelse"
    r"|granskning|analys|kommune?n?kompass|regionkompass|kompass)\w*",
    re.IGNORECASE,
)
"""Words for the evaluation itself; what has other words in front of them is another survey."""

SUMS = re.compile(
    r"(?:total|slut|samlad)?(?:poängsumma|poengsum|pointsum)\w*|totalpoäng\w*|totalpoeng\w*|totalpoint\w*"
    r"|total(?:summa|summen|sum|score|skår|resultat|betyg)\w*|slut(?:resultat|summa|poäng)\w*|sluttsum\w*"
    r"|poängtal\w*|poengtal\w*|pointtal\w*",
    re.IGNORECASE,
)
"""Words for the total, behind which a number is one of points."""

RESULTS = re.compile(
    r"resultat(?:et|ene|ets)?|utfall(?:et)?|score[nr]?|scoren|skår(?:en)?|result|poäng(?:en)?|poeng(?:et|ene"
    r"|a)?|point",
    re.IGNORECASE,
)
"""Words for a result, which may also be another one."""

ADVERBS = words(
    "totalt total totala totale samlede samlade sammanlagt sammanlagda sammantaget samlet samla tilsammans"
    " alt summa sum"
)
"""Words that say of a number that it is a whole."""

VERBS = words(
    "fick får fått nådde når nått uppnådde uppnår uppnått blev blir blivit är var varit gav ger gett givit"
    " hamnade tildelt tildelte tilldelas"
    " hamnar hamnat landade landar landat skårar skårade skåra erhöll erhåller tilldelades tilldelas har"
    " hade kom"
    " samlade samlar noterade noterar ligger låg"
    " fikk fått oppnådde oppnår oppnådd ble blitt er gir gav ga skårer skåret skårar skåra skåret scorer"
    " scoret scora"
    " scorar endte ender enda hadde havnet havner landet lander nådde når tok"
    " fekk oppnådde vart vert blei vore gjev gav hamna hamnar landa landar enda endar"
    " received receives got gets scored scores achieved achieves reached reaches obtained was is were"
    " knep kniper fået hentede hentet plockade plockar klarade klarte"
    " fik får opnåede opnår opnået bliver blev giver gav havnede havner endte"
)
CHANGED = words(
    "ökar ökade ökat höjer höjde höjt stiger steg stigit gick går gått förbättrar förbättrade förbättrat"
    " lyfter lyfte"
    " lyft klättrar klättrade klättrat sjunker sjönk sjunkit minskar minskade minskat backar backade backat"
    " tappar"
    " tappade tappat sänker sänkte faller föll fallit växer växte"
    " øker økte økt auka aukar auket hever hevet gikk går gått gjekk steg stiger stige forbedret forbedrer"
    " forbetra"
    " förbättrats höjts ökats stärkts stärkt forbedrats forbetra increased rose risen improved fell dropped"
    " steig klatret klatrer klatra lyfta klyver klev"
    " falt faller fell faldt fald gik gået stiger steget løfter løftet hæver hævede øgede øger"
)
"""Verbs of change: a number behind the word for ``to`` is where it led."""

CHANGES = re.compile(
    r"(?:förbättring|förändring|utveckling|ökning|minskning|höjning|lyft|sänkning|resa|framgång|forbedring"
    r"|endring"
    r"|økning|nedgang|utvikling|auke|forbetring|stigning|udvikling|fremgang|framgang|løft)(?:en|a|ar)?",
    re.IGNORECASE,
)
"""Nouns of change."""

WISHED = re.compile(
    r"mål\w*|nå|vill|vil|ska|target\w*|goal\w*|skall|skal|sikt\w*|kräv\w*|krev\w*|hoppas|håper|önsk\w*",
    re.IGNORECASE,
)

FALLEN = words(
    "sjunker sjönk sjunkit minskar minskade minskat backar backade backat tappar tappade tappat sänker"
    " sänkte faller"
    " föll fallit falt fell faldt fald"
)

FILLERS = words(
    "i på till til med om en ett et ei den det denna dette detta år året årets hela heile hele för for av af"
    " nu no nå"
    " då også också også även därmed dermed således slik alltså altså helhet"
    " som sin sitt si samlad samlet samla"
    " total totalt"
    " ny nya nye nytt glädjande fina fine bra starka imponerande gode goda høye gången gangen gongen gang"
    " gång"
    " kommunkompassen kommunekompasset kommunekompassen regionkompassen kompassen hösten våren høsten"
    " hausten efteråret"
    " oss us ein eit a the of in this år's year's foråret det års kommun kommune kommuns kommunes stad stads"
    " vinteren vintern sommaren vid ved"
)
"""Words that may stand between a subject and its number."""

OTHER_SURVEY = re.compile(f"{SURVEYS}|{INSTRUMENTS}", re.IGNORECASE)
"""Words for another survey, whose numbers repeat nothing of the evaluation."""

_LACKING = (
    r"saknas|saknades|fattas|fattades|mangler|manglede|manglar|mangla|lidt|lacks?|lacked|lacking|missing"
)
LACKING = re.compile(_LACKING, re.IGNORECASE)
"""Words for what is not there."""

DENIED = re.compile(
    rf"(?:{_LACKING}|mål|målet|målen|målsättning\w*|målsetting\w*|sikt\w*|vision\w*|ambition\w*|ambisjon\w*|strävan"
    r"|ønsk\w*"
    r"|önsk\w*|vill|vil|ska|skall|skal|bör|bør|burde|måste|må|hoppas|håper|håber|vonar|planer\w*|prognos\w*"
    r"|krav\w*"
    r"|kräv\w*|kreve\w*|krev|behöv\w*|trenger|om|hvis|viss|dersom|halv\w*|skulle|kunde|kunne|kan|gräns\w*"
    r"|grense\w*"
    r"|rekord\w*|högst\w*|høyest\w*|høgst\w*|højest\w*|bäst\w*|best\w*|bedst\w*|lägst\w*|lavest\w*|sämst\w*"
    r"|toppen"
    r"|max\w*|maks\w*|möjlig\w*|mulig\w*|mogleg\w*|mulege"
    r"|förra|föregående|tidigare|forrige|førre|foregående|tidligere|tidlegare|sidste|sist|förut|nästa|neste"
    r"|næste"
    r"|kommande|kommende|komande|framöver|snart|2030"
    r"|skillnad\w*|forskjell\w*|skilnad\w*|forskel\w*|gap|avstånd\w*|avstand\w*"
    r"|lite|litt"
    r"|medel\w*|medlet|median\w*|\w*snitt\w*|\w*gennemsnit\w*|spridning\w*|mellan|mellom|mellem"
    r"|man|ingen|inga|någon|några|noen|nokon|nogen|alla|alle|samtliga|många|mange|flera|flere|fleire|varje"
    r"|hver|kvar"
    r"|andra|andre|övriga|øvrige|grannkommun\w*|nabokommun\w*|naboen|grannen|riket\w*|landet\w*|länet\w*"
    r"|fylket\w*"
    r"|nationell\w*|nasjonal\w*|kommuner|kommunar|kommunerna|kommunene|kommunane|kommunerne|vinnar\w*"
    r"|vinner\w*|etta"
    r"|target\w*|goal\w*|aim\w*|record\w*|highest|best|lowest|worst|maximum|possible|average\w*|mean"
    r"|other\w*|next"
    r"|previous\w*|earlier|last|would|could|should|if|not|need\w*|requir\w*|every|each|all|nobody|about"
    r"|nearly|almost"
    r"|egen|egna|eget|eigen|eiga|egne|självskattning\w*|självvärdering\w*|preliminär\w*|foreløpig\w*"
    r"|inte|ikke|ikkje|ej|nästan|nesten|næsten|cirka|ca|drygt|knappt|minst|mindst"
    r"|\w+(?:mätning|ranking|kommunens)\w*"
    r"|(?!slut|hel|kommun|om|ny|åter)\w+(?:utvärdering|evaluering)\w*|intern[at]?"
    rf"|{SURVEYS}|{INSTRUMENTS}|näringsliv\w*"
    r"|index\w*|ranking\w*|område\w*)",
    re.IGNORECASE,
)
"""Words that say of a number in their clause that it is none that the evaluation gave."""

OLDER = words(
    "förra föregående tidigare forrige førre foregående tidligere tidlegare sidste förrförra nästa neste"
    " næste kommande"
)

MORE = words(
    "mer mera fler bättre högre meir fleire flere bedre betre høyere høgare mere højere bättring upp opp op"
    " över plus"
)
LESS = words("mindre färre sämre lägre færre dårligere dårlegare lavere lågare under ned ner minus")
COMPARED = words(
    "över under än enn end ifrån från fra frå bakom bak bag före foran kvar igjen tilbage extra ekstra till"
    " minus plus"
    " ytterligare ned ner upp opp op framför"
)
"""Words behind a number that say of it how far apart two others are."""

OF = words("av af of")
PREPOSITIONS = words("i inom på hos bland blant för for från fra enligt ifølge per mot under innen med hos")
BOUNDARIES = words("men medan mens medens att at vilket hvilket eftersom fordi")
BEFORE_BRACKET = words("år i")
MEAN = re.compile(
    r"(?:medel|medlet|medelvärde\w*|medeltal\w*|medelpoäng\w*|\w*genomsnitt\w*|\w*gjennomsnitt\w*"
    r"|\w*gennemsnit\w*"
    r"|\w*snittet|snitt|snittpoäng\w*|\w*medelvärde\w*|middelverdi\w*|middeltal\w*|median\w*)",
    re.IGNORECASE,
)
