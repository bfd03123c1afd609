"""Find what running text takes back, denies or only reports of a number, so that no such number is read."""

import re

__all__ = ["corrects_a_total", "is_claimed", "is_disputed"]

_MAY_BE_TOTAL = re.compile(r"(?<![0-9.,-])[1-9][0-9]{2}(?![0-9])")
_CORRECTED = re.compile(
    r"\b(?:rättelse\w*|rättad\w*|korrigering\w*|retting\w*|rettelse\w*|berigtigelse\w*|correction\w*"
    r"|(?:rätt|rett|riktig|korrekt|rigtig[et]?|right|correct)"
    r" (?:siffra|tall|tal|poäng\w*|poeng\w*|point\w*|figure)"
    r"|(?:fel|feil|felaktigt?|forkerte?|wrong) (?:poäng\w*|poeng\w*|point\w*|siffr\w*|tall?\w*|resultat\w*"
    r"|figures?))\b",
    re.IGNORECASE,
)
"""Words by which a paragraph corrects what stands elsewhere."""
_DISPUTED = re.compile(
    r"\b(?:(?:ska|skall|skal|should) (?:det )?(?:stå|vara|være|vere|be|read)(?=\s(?:\w+\s){0,2}[0-9])"
    r"|(?:stod|skrev|uppgav|påstod|hävdade|skreiv|påsto|hevdet|hævdede|said)"
    r" (?:det |vi |man )?(?:att|at|that)"
    r"|(?:som|which) (?:vi|we) (?:först |først |first )?(?:skrev|skreiv|wrote)"
    r"|(?:inte|ikke|ikkje|not) (?:sant|sann|rätt|rett|riktigt?|korrekt|rigtigt?|true|correct)"
    r"|stämmer (?:alltså )?inte|stemmer (?:altså )?(?:ikke|ikkje)|passer ikke"
    r"|felaktig\w*|feilaktig\w*|fejlagtig\w*|av misstag|ved en feil|ved en fejl|by mistake|wrongly"
    r"|(?:ryktet|ryktes|rygtet|rumou?r\w*)|(?:skulle|skal|skall) ha(?:ve)? (?:fått|fået|nått|nådd|oppnådd)"
    r"|byt(?:er|t) plats|förväxla\w*|forveksl\w*)\b",
    re.IGNORECASE,
)
"""Words by which a paragraph says of a number that it is not so."""
_CLAIMED = re.compile(
    r"\b(?:menar|hävda\w*|påstår|tror|trodde|gissa\w*|befara\w*|mener|meiner|hevd\w*|trur|hævd\w*|synes"
    r"|formoder|claims?"
    r"|believes?|thinks?) (?:\w+ ){0,2}(?:att|at|that)\b|\benligt (?:\w+ )?(?:tidning\w*|oppositionen"
    r"|rykte\w*|uppgift)"
    r"|\b\w*(?:tidning|rubrik|avis|insändar|debattör)\w*\b[^.!?0-9]{0,40}\b(?:skr[ei]v\w*|skriver|löd|lyder|lød|stod"
    r"|står|uppg\w+|meld\w+|said|says|wrote)\b",
    re.IGNORECASE,
)
"""Words by which a sentence says what somebody holds to be so."""


def corrects_a_total(text: str) -> bool:
    """Tell whether a paragraph corrects a number that may be a total: then no other one is certain.

    >>> corrects_a_total("Rättelse: rätt siffra är 521."), corrects_a_total("Rättelser av stavfel i maj.")
    (True, False)
    """
    return _MAY_BE_TOTAL.search(text) is not None and _CORRECTED.search(text) is not None


def is_disputed(text: str) -> bool:
    """Tell whether a paragraph says of one of its numbers that it is not so, whichever it is.

    >>> is_disputed("Det är inte sant att kommunen fick 530 poäng.")
    True
    """
    return _DISPUTED.search(text) is not None


def is_claimed(sentence: str) -> bool:
    """Tell whether a sentence only says what somebody holds to be so.

    >>> is_claimed("Oppositionen menar att kommunen fick 430 poäng.")
    True
    """
    return _CLAIMED.search(sentence) is not None
