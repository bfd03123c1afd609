"""Hold the words by which the head of a list says what its numbers are, and that they are no points."""

from kompass_import_report.late_patterns import LatePattern
from kompass_import_report.other_instruments import INSTRUMENTS

__all__ = [
    "COUNTED",
    "OF_ANOTHER_INSTRUMENT",
    "OF_ANOTHER_SURVEY",
    "OF_ANOTHER_TIME",
    "OF_CHANGE",
    "OF_COUNTED_POINTS",
    "OF_COUNTS",
    "OF_DISTANCE",
    "OF_GIVERS",
    "OF_LOSS",
    "OF_MEAN_POINTS",
    "OF_MONEY",
    "OF_NOBODY",
    "OF_NO_SCORE",
    "OF_OTHERS",
    "OF_OWN_GUESS",
    "OF_PERCENTS",
    "OF_SHARES",
    "OF_THE_WHOLE",
    "ON_A_SCALE",
    "OWN_RESULT",
    "PER_AREA",
    "POINTS",
    "SAYS_SCORES",
    "SCORED",
]

OF_OTHERS = LatePattern(
    r"\b(?:grannkommun\w*|nabokommun\w*|bäst\w*|högst\w*|lägst\w*|sämst\w*|topp\w*|andra(?! gång)|övriga"
    r"|landet|rekord\w*"
    r"|mål(?! och (?:resultat|utfall|måluppf))|målet|best\w*|beste|andre(?! (?:gang|gong))|øvrige)\b"
)
"""Words of a head by which a list is of others, or of what is wanted."""
OF_CHANGE = LatePattern(
    r"^(?:poäng|poeng|point)?(?:förändring\w*|ändring\w*|endring\w*|ændring\w*|utveckling\w*"
    r"|utvikling\w*|udvikling\w*|ökning\w*|minskning\w*)\b"
)
OF_NO_SCORE = LatePattern(
    r"\b(?:plats|placering\w*|plassering\w*|rang|ranking\w*|rankning\w*|rangering\w*"
    r"|rangord\w*(?! (?:efter|etter) (?:po|res))"
    r"|betyg\w*"
    r"|karakter\w*|vikt\w*|vekt\w*|vægt\w*"
    r"|förändring\w*|ändring\w*|endring\w*|ændring\w*|ökning\w*|økning\w*|minskning\w*|differens\w*"
    r"|skillnad\w*|forskjell\w*|forskel\w*|avvik\w*|avstånd\w*|avstand\w*|sida|sidan|sidor|side|siden|sider"
    r"|\w*enkät\w*|intervju\w*|interview\w*|index\w*|nöjd\w*"
    r"|önskat|önskad\w*|ønsket|ynskt"
    r"|mål\w*|ambition\w*|prognos\w*|\w*budget\w*|\w*budsjett\w*|\w*investering\w*|sjukfrånvaro\w*"
    r"|sykefravær\w*"
    r"|sjukefråvær\w*|sygefravær\w*|hoppas\w*|håper|håber|vonar|siktar|sikter|vill? nå|vill? vi|(?:ska|skal"
    r"|skall) vi"
    r"|möten?\w*|møter|møder|deltag\w*|deltak\w*|röst\w*|stemme\w*|åtgärd\w*|tiltak\w*|timmar|timer|hours"
    r"|dagar|dager|dage"
    r"|priorit\w*|synpunkt\w*|förslag\w*|forslag\w*|aktivitet\w*|ansökning\w*|minut\w*|agenda\w*|(?:hittar"
    r"|finner) (?:du|man|ni)|stjärn\w*|(?:bättre|sämre|högre|lägre|bedre|betre|dårligere|better|worse"
    r"|higher|lower) (?:än|enn|end|than)|(?:innen|inom|senast|before"
    r"|by) 20[0-9]{2}|(?:poäng|poeng|point)s?(?:skillnad|förändring|endring|ændring|ökning|økning|auke"
    r"|minskning|avdrag|fradrag|frådrag|mål|tapp|gap|differens|avstånd|avstand|forskjell|forskel)\w*"
    r"|(?:över|under|over) \w*(?:snitt|medel|genomsnitt|gennemsnit)\w*)\b"
)
"""Words of a head by which the numbers below it are places, goals or differences."""
OF_ANOTHER_SURVEY = LatePattern(
    r"\b(?!\w*kommune?(?:under|mål|mät))\w{3,}(?:undersökning|undersøkelse|undersøgelse|undersøking"
    r"|barometer|måling|mätning)"
    r"\w*\b"
)
"""Words of a head by which the numbers below it are of another survey."""
OF_ANOTHER_INSTRUMENT = LatePattern(
    rf"\b(?:{INSTRUMENTS}|öppna jämförelser|(?:kommunens )?kvalitet i korthet"
    r"|n[øy]kkeltall\w*|nykeltal\w*|nyckeltal\w*|nøgletal\w*|nöjd-\w+-index|servicemätning\w*"
    r"|(?:medborgar|innbygger|innbyggjar|borger|brukar|bruker|medarbetar|medarbeider|medarbeidar|personal"
    r"|elev|trygghets|företags|lokal)\w{0,3}"
    r"(?:undersökning|undersøkels|undersøking|undersøgels|enkät|mätning|måling)\w*|\w*rank(?:n|er)?ing\w*"
    r"|svenskt näringsliv\w*|open comparisons|citizen survey|employee survey)\b"
)
"""Names of other instruments, under which numbers are none of this one."""
ON_A_SCALE = LatePattern(
    r"\b(?:skala\w*|scale|betygs?skala\w*)\b(?!.*\b100\b)|\b(?:av|af|of) (?:5|fem|five|10|tio|ti|ten)"
    r"(?: möjliga| mulige)?$|\b[01]\s?(?:-|–|till|til|to)\s?(?:[3-9]|10|ti|tio|ten)\b"
)
"""Words of a head by which the numbers below it are marks on a short scale."""
OF_OWN_GUESS = LatePattern(
    r"\b(?:(?:självs|självv|självb|självu|sjølve|sjølvv|selve|selvv|egenv|egenb|egene|eigenv)\w+"
    r"|(?:egen|eigen|egna|egne) (?:bedömning|värdering|skattning|vurdering|bedømmelse|uppskattning)\w*)\b"
)
"""Words of a head by which the numbers below it are one's own guess, also where it calls it a result."""
_GIVER = (
    r"(?:elev|medarbe(?:tar|ider|idar|jder)|ansatt|tilsett|anställd|che(?:f|fer)|lede[rn]|ledning|politiker"
    r"|inv[åa]nar|medborgar|innbyg|borger|borgar|brukar|bruker|företag|rektor|personal)\w*"
)
OF_GIVERS = LatePattern(
    rf"\b(?:enligt|ifølgje?|av|af|från|fra|frå|by|from)\s(?:[^\W\d]+\s)?{_GIVER}"
    rf"|\b{_GIVER}(?:s|\ssi|\ssin)\s(?:[^\W\d]+\s)?(?:po|vurd|bed[öø]m)"
    rf"|\b(?:gav|gett|ger|gir|ga|gitt|satte|satt|sette|bedömde|vurderte|tyckte|gave)\s(?:[^\W\d]+\s)?{_GIVER}"
    rf"|\b{_GIVER}\s(?:gav|gett|ger|gir|ga|gitt|satte|satt|sette|bedömde|vurderte|tyckte)\b"
)
"""Words of a head by which others than the evaluators gave the points below it."""
OF_MEAN_POINTS = LatePattern(
    r"\b(?:genomsnittlig|gjennomsnittlig|gjennomsnittleg|gennemsnitlig|average|mean)\w*\s"
    r"(?:po[äe]ng|points?|resultat|skår|score|result)"
)
"""Words of a head by which the points below it are those of a mean."""
OF_MONEY = LatePattern(
    r"\b(?:\w*kostnad\w*|\w*kostnader|\w*omkostning\w*|\w*utgift\w*|\w*udgift\w*|\w*intäkt\w*|\w*inntekt\w*"
    r"|\w*anslag\w*|\w*bevilling\w*|driftsredovisning\w*|resultaträkning\w*|driftsregnskap\w*|[tmk]kr|mnkr"
    r"|mnok"
    r"|mio|kkr|kronor|kroner|budget per \w+|belopp\w*|beløp\w*|beløb\w*)\b"
)
"""Words of a head by which the numbers below it are money: departments are called as areas are."""
OF_NOBODY = LatePattern(
    r"\b(?:påhitta\w*|fiktiv\w*|oppdikt\w*|opdigt\w*|exempelkommun\w*|eksempelkommune\w*|exempelsiffror"
    r"|exempeldata|testdata|(?:bara|endast|bare|kun) ett? e(?:x|ks)empel|made up|fictitious)\b"
)
"""Words before a list by which its numbers are of nobody: they only show how such a list is read."""
OF_DISTANCE = LatePattern(r"skillnad|differens|forskjell|forskel|avvik|avstånd|avstand")
OF_COUNTS = LatePattern(
    r"\b(?:antal|antall|antalet|antallet|talet på|tal på|andel(?:en|ar)?|svars?andel\w*"
    r"|svarsfrekvens\w*|svarprosent\w*"
    r"|(?:så|hur|hvor|kor) (?:många|mange))\b"
)
OF_COUNTED_POINTS = LatePattern(
    r"\b(?:antal|antall|antalet|antallet|talet på|tal på|andel(?:en)?|(?:så|hur|hvor|kor) (?:många|mange))\s"
    r"(?:av\s)?(?:[^\W\d]+\s)?\w*(?:poäng|poeng|point)"
)
"""What is counted where points are: not what a head names beside them."""
COUNTED = LatePattern(
    r"\b(?:andel\w*|antal\w*|antall\w*)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:\w*kommun(?:er|erna|ers)|\w*kommune(?:r|ne|rne)|\w*medarbetar\w*|\w*invånare\w*|\w*anställda"
    r"|svarande"
    r"|\w*ansatte|\w*medarbejdere|\w*innbyggere|\w*borgere|\w*frågor\w*|\w*spørsmål\w*|\w*spørgsmål\w*)\b"
)
"""Words of a head by which the numbers below it count people, municipalities or questions."""
OF_ANOTHER_TIME = LatePattern(
    r"\b(?:tidigare|föregående|förra|förrförra|forrige|førre|foregående|tidligere|tidlegare|sidste gang"
    r"|nästa|neste|næste"
    r"|kommande|kommende|komande|preliminär\w*|foreløpig\w*|foreløbig\w*|førebels)\b"
)
OWN_RESULT = LatePattern(
    r"\b(?:resultat\w*|utfall\w*|uppnå\w*|oppnå\w*|opnå\w*|fick|fikk|fekk|fik|blev|ble|vart)\b"
)
"""Words of a head by which the points below it are those of the result, whatever else it says."""
OF_LOSS = LatePattern(
    r"\b(?:saknas|saknad\w*|saknar|fattas|mangler|manglende|manglar|förlor\w*|taper|taber|tapt\w*|tapte"
    r"|tapp\w*|mist\w*"
    r"|kvar|gjenstår|gjenstående|potential\w*|potensial\w*|lacking|missing|lost)\b"
    r"|\b(?:upp|opp|op|fram) ti(?:ll|l) (?:max|full|hel)\w*"
)
"""Words of a head by which the points below it are those that are lacking."""
OF_PERCENTS = LatePattern(r"%|\b(?:procent\w*|prosent\w*|percent\w*|andel\w*|shares?)\b")
OF_SHARES = LatePattern(r"\bandel\w*|\bshares?\b")
OF_THE_WHOLE = LatePattern(r"\b(?:max\w*|maks\w*|möjlig\w*|mulig\w*|moglege)\b")
SAYS_SCORES = LatePattern(
    r"\b(?:\w*områd\w*|tema\w*|kategori\w*|kommune?kompas\w*|utvärder\w*|evaluer\w*|mätning\w*|måling\w*"
    r"|bedömning\w*|vurdering\w*|följ(?:ande|er)|følg(?:ende|er)|nedan|nedenfor|så här|sådan|slik|gick|gikk"
    r"|ser ut|fördel\w*|fordel\w*|profil\w*|siffror\w*|tall\w*|fått|har|är|er|totalt|i år)\b"
)
"""Words of a head that say, beside those for points and for the result, that what follows are the scores."""
PER_AREA = LatePattern(
    r"\w.*\b(?:per|pr\.?|for hvert|för varje|inom varje|by|fordelt på|fördelat på) (?:\w*område\w*|tema"
    r"|areas?)\b"
)
SCORED = LatePattern(
    r"\b(?:poäng\w*|poeng\w*|point\w*|resultat\w*|utfall\w*|skår\w*|scor\w*|kommune?kompas\w*"
    r"|utvärdering\w*|evaluering\w*"
    r"|vurdering\w*|bedömning\w*|mätning\w*|måling\w*|procent\w*|prosent\w*|percent\w*|andel\w*|medel\w*"
    r"|\w*snitt\w*|results?|figures?|values?"
    r"|profil\w*|summa\w*|totalt?|nivå\w*|fördelning\w*|förändring\w*|max\w*|maks\w*|[0-9]+)\b"
)
"""Words of a head by which what stands per area may be scores, or is known to be none otherwise."""
POINTS = LatePattern(r"\b(?:poäng\w*|poeng\w*|point\w*|resultat\w*|results?|utfall\w*|skår\w*|score\w*)\b")
