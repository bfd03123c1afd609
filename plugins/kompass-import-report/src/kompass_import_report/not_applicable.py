"""Recognise the words that say in a table that an item does not apply to the organisation."""

import re

__all__ = ["is_not_applicable", "split_not_applicable"]

# In Swedish, Norwegian in both forms, Danish, English and Icelandic. A dash says nothing: it may stand for
# what was not assessed, was not measured or is 0.
_PHRASE = (
    r"(?:ej|inte|icke)\s+(?:tillämplig|tillämpbar|aktuell|relevant)t?a?"
    r"|(?:ikke|ikkje)\s+(?:aktuel(?:le?|t)?|aktuelt|relevante?|anvendelige?t?|brukande|gjeldande|gjeldende)"
    r"|not\s+(?:applicable|relevant)|does\s+not\s+apply|n/a|n\.\s?a\.|i/a|e\.\s?t\."
    r"|á\s+ekki\s+við|ekki\s+við"
)
_WHOLE = re.compile(rf"[\s(\[*]*(?:{_PHRASE})[\s)\]*.]*", re.IGNORECASE)
_END = re.compile(rf"(?<!\S)[(\[*]*(?:{_PHRASE})[)\]*.]*$", re.IGNORECASE)
_LONGEST = 40


def is_not_applicable(text: str) -> bool:
    """Tell whether a cell says that its item does not apply.

    >>> [is_not_applicable(cell) for cell in ("Ej tillämpligt", "n/a", "Ikke aktuelt", "–", "Ej uppnått")]
    [True, True, True, False, False]
    """
    return len(text) <= _LONGEST and _WHOLE.fullmatch(text) is not None


def split_not_applicable(text: str) -> tuple[str, str]:
    """Split a row whose cells only spaces part into its words and what ends it if that says so.

    >>> split_not_applicable("1.1 Finns en plan? ej tillämplig")
    ('1.1 Finns en plan?', 'ej tillämplig')
    >>> split_not_applicable("1.1 Finns en plan?")
    ('1.1 Finns en plan?', '')
    """
    found = _END.search(text, max(len(text) - _LONGEST, 0))
    if found is None or not text[: found.start()].strip():
        return text, ""
    return text[: found.start()].strip(), found[0]
