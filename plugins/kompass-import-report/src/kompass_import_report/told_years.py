"""Find the years that running text prints as those of the evaluation, and not of anything else."""

from collections.abc import Callable, Iterator

from kompass_import_report.late_patterns import LatePattern
from kompass_import_report.sentences import YEAR

__all__ = ["is_of_another_time", "years_of_evaluation"]

_EVALUATION = (
    r"(?<![^\W\d_])(?:utvärdering|evaluering|måling|mätning|undersökning|undersøkelse|undersøking"
    r"|undersøgelse"
    r"|granskning|vurdering|evaluation|kommune?n?kompass|regionkompass|kompass)[^\W\d_]*"
)
_EVALUATED = LatePattern(
    rf"{_EVALUATION}|\b(?:utvärdera(?:des|ts|d|t)|evaluer(?:t|et|ades|ats|te)|vurder(?:t|et)|granska(?:des"
    rf"|ts|t)"
    r"|intervju\w*|interview\w*|vårt besök|vårt besøk|mäta sig|målt|evaluated)\b"
)
_DONE = LatePattern(
    r"\b(?:genomfört?(?:de|des|s|ts)?|genomförd|gjorde?s?|gjorts?|gjort|gjordes|ägde rum|skedde|utför(?:des"
    r"|de|ts|t)"
    r"|deltog|deltagit|deltok|deltatt|deltoke|utvärdera(?:des|ts|d)|evaluera(?:des|ts)|granska(?:des|ts)|lät"
    r"|gjennomfør(?:t|te|de)|gjennomførtes|gjennomført|fant sted|fann stad|foretatt|foretok|utført|evaluert"
    r"|vart|blei"
    r"|ble|blev|var|er|är|gjord|hadde|hade|målt|målte|vurdert|tok|gjennomgått|gjennomgjekk|gennemfør(?:t|te)"
    r"|gennemgik|fandt sted|udført|foretaget|evalueret|deltaget|intervjua(?:des|ts)|interviewet|intervjuet"
    r"|besökte"
    r"|avser|gäller|gjelder|gjeld|gælder|bygger|gav|ga|visar|viser|syner|fick|fikk|fekk|fik|was|took place"
    r"|carried out|conducted)\b"
)
_NAMED = LatePattern(
    rf"(?:{_EVALUATION})(?:\s[^\W\d_]+)?\s?(?:,\s)?(?:i\s|från\s|fra\s|frå\s|av\s|år\s|in\s|\()?((?:19"
    rf"|20)\d{{2}})(?!\d)"
    rf"|((?:19|20)\d{{2}})\s?(?:års|-års|s)?\s(?:[^\W\d_]+\s)?(?:{_EVALUATION})"
)
_ANOTHER_TIME = LatePattern(
    r"\b(?:nästa|neste|næste|kommande|kommende|komande|planer\w*|ska|skall|skal|kommer|vil|vill|tänker"
    r"|uppdatera\w*"
    r"|oppdater\w*|opdater\w*|ändrad|ändrat|endret|endra|ændret|publicera\w*|publiser\w*|udgiv\w*|utgiven"
    r"|utgitt"
    r"|skapad|opprettet|oprettet|hämtad|hämtat|hentet|henta|nedlastet|besökt|skriv\w*|tryckt|copyright|förra"
    r"|föregående|tidigare|forrige|førre|foregående|tidligere|tidlegare|sidste|förut|dessförinnan|användes?"
    r"|använts"
    r"|används|brukt|brukes|anvendt|anvendes|utvecklades|utviklet|utvikla|udviklet|togs fram|lanserad\w*"
    r"|lansert"
    r"|infördes|innført|inført|indført|grundad\w*|bildad\w*|genomförs|gjennomføres|gennemføres|medel\w*"
    r"|\w*snitt\w*"
    r"|\w*gennemsnit\w*|median\w*|mål(?! och (?:utfall|resultat))|målet"
    r"|budget\w*|prognos\w*|valet|revider\w*|beslut\w*|antog\w*|antagen"
    r"|next|previous|last|former|earlier|will|planned|published|updated|printed"
    r"|vedtatt|vedteken|vedtaget|godkän\w*|fastställ\w*)\b|©"
)
_SINCE = LatePattern(
    r"\b(?:sedan|siden|sidan|efter|etter|före|før|innan|inden|till|til|än|enn|end|fram till|senast|senest"
    r"|mot|över"
    r"|since|before|after|until|than"
    r"|jämfört med|sammenlignet med|samanlikna med|(?:från|fra|frå|mellan|mellom|mellem))\s(?:år\s|i\s"
    r"|den\s)?$"
)
_CLAUSES = LatePattern(r"[;–—]|,\s(?=men\b|medan\b|mens\b|medens\b)|\b(?:men|medan|mens|medens)\b")
_REACH = 30


def is_of_another_time(text: str) -> bool:
    """Tell whether words speak of a time before or after the evaluation, or of the text itself.

    >>> is_of_another_time("Senast uppdaterad 2023-05-02"), is_of_another_time("Kommunkompassen 2021")
    (True, False)
    """
    return _ANOTHER_TIME.search(text) is not None


def years_of_evaluation(sentence: str, others: Callable[[str], bool]) -> Iterator[int]:
    """Iterate over the years in which a sentence says that the evaluation was made.

    >>> list(years_of_evaluation("Hareid gjennomførte våren 2019 si andre måling.", lambda words: False))
    [2019]
    >>> list(years_of_evaluation("Nästa utvärdering genomförs 2024.", lambda words: False))
    []
    """
    for clause in _CLAUSES.split(sentence):
        years = list(YEAR.finditer(clause))
        if not years or _ANOTHER_TIME.search(clause) or not _EVALUATED.search(clause) or others(clause):
            continue
        named = {match[1] or match[2] for match in _NAMED.finditer(clause)}
        done = _DONE.search(clause) is not None
        for match in years:
            since = _SINCE.search(clause[max(match.start() - _REACH, 0) : match.start()])
            if not since and (done or match[0] in named):
                yield int(match[0])
