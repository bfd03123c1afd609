"""Find the years that a report says are those of goals or plans: a column of theirs holds no result."""

import re
from collections.abc import Iterable

__all__ = ["wished_years"]

_YEARS = r"(?:19|20)[0-9]{2}(?:(?:,|\s?[–/-]|\s(?:och|og|and|samt|till|til))\s?(?:år\s)?(?:19|20)[0-9]{2})*"
_WISHED = re.compile(
    r"\b(?:mål\w*|planera[dt]\w*|planlagt\w*|planlagd\w*|prognos\w*|ambition\w*|ambisjon\w*|target\w*|goals?"
    rf"|planned|önska[dt]\w*|ønsket|förvänta[dt]\w*|forventet|forventa)\b[^.;:!?0-9()|]{{0,40}}?({_YEARS})",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:var|nådd\w*|uppnå\w*|oppnå\w*|opnå\w*|blev|ble|blei|vart|fick|fikk|fekk|fik|utfall\w*"
    r"|resultat\w*|was|reached)\b",
    re.IGNORECASE,
)
_YEAR = re.compile("[0-9]{4}")


def wished_years(texts: Iterable[str]) -> frozenset[int]:
    """Return the years that texts call those of a goal or a plan, unless they say what came of it.

    >>> sorted(wished_years(["Utfall 2022 och planerad nivå 2024 och 2026.", "Målet för 2019 nåddes."]))
    [2024, 2026]
    """
    years: set[int] = set()
    for text in texts:
        for found in _WISHED.finditer(text) if "20" in text else ():
            behind = re.split("[.;!?|]", text[found.start() :], maxsplit=1)[0]
            if _REACHED.search(behind) is None:
                years.update(map(int, _YEAR.findall(found[1])))
    return frozenset(years)
