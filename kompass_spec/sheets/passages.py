"""Words that stand in a sheet as somebody else wrote them: names of items, remarks, sources."""

from urllib.parse import urlsplit

from kompass_spec.model.edition import Area, Criterion, Edition, Heading, Question, Source
from kompass_spec.model.sheet import Bullet, Linked, Words, words_of
from kompass_spec.model.texts import Passage, Text
from kompass_spec.wording.periods import describe_date
from kompass_spec.wording.wording import Wording

__all__ = [
    "Item",
    "coded",
    "found",
    "note_of",
    "own_remark",
    "passage_of",
    "period_of",
    "remark_of",
    "safe_address",
    "source_bullet",
    "titled",
    "words_in",
]

Item = Area | Heading | Question | Criterion


def words_in(words: str, language: str, wording: Wording) -> Words:
    """Return words as they stand in a sheet: plain in its own language, else with theirs.

    >>> from kompass_spec.wording.wording import wording_for
    >>> words_in("Insyn", "sv", wording_for("sv-FI")), words_in("Insyn", "sv", wording_for("en"))
    ('Insyn', Passage(words='Insyn', language='sv'))
    """
    same = language.partition("-")[0].lower() == wording.language.partition("-")[0].lower()
    return words if same else Passage(words, language)


def passage_of(text: Text, edition: Edition, wording: Wording) -> Words:
    """Return a text of an edition, in the sheet's language where it is there, else in the edition's own."""
    passage = text.in_language(wording.language, edition.language)
    return words_in(passage.words, passage.language, wording)


def remark_of(text: Text, wording: Wording) -> Words:
    """Return a remark, a reason or a statement, which may be read in any language."""
    passage = text.in_any_language(wording.language)
    return words_in(passage.words, passage.language, wording)


def note_of(text: Text, edition: Edition, wording: Wording) -> Words:
    """Return a note on an edition in the language of the sheet, else in the edition's own if possible."""
    return passage_of(text, edition, wording) if edition.language in text else remark_of(text, wording)


def own_remark(text: Text | None, wording: Wording) -> str | None:
    """Return a remark in the language of the sheet, ``None`` where it is not said in that.

    This is for what a reader can do without, such as what a source was used for: nobody has to read it in
    another language.

    >>> from kompass_spec.wording.wording import wording_for
    >>> text = Text({"en": "Read in part.", "sv": "Läst i delar."})
    >>> own_remark(text, wording_for("sv")), own_remark(text, wording_for("da"))
    ('Läst i delar.', None)
    """
    return text.get(wording.language) if text is not None else None


def titled(edition: Edition, wording: Wording) -> Words:
    """Return the title of an edition."""
    return passage_of(edition.title, edition, wording)


def found(edition: Edition, code: str) -> Item | None:
    """Return the item of an edition with this code, headings too, ``None`` if there is none."""
    if code in edition:
        return edition.item(code)
    return next((heading for heading in edition.headings if heading.code == code), None)


def coded(edition: Edition, code: str, wording: Wording) -> Words:
    """Return what a code is called: with its text, of a heading the text alone, and of the total its name.

    >>> from kompass_spec import load_registry
    >>> from kompass_spec.wording.wording import wording_for
    >>> coded(load_registry()["se-2016"], "7", wording_for("sv"))
    '7 Ständiga förbättringar'
    """
    item = found(edition, code)
    if item is None:
        return wording.say("Total") if code == "total" else code
    words = passage_of(item.title if isinstance(item, Area) else item.text, edition, wording)
    if isinstance(item, Heading):
        return words
    shown = f"{code} {words_of(words)}"
    return Passage(shown, words.language) if isinstance(words, Passage) else shown


def period_of(edition: Edition, wording: Wording) -> str:
    """Return when an edition was in use, with the precision of its source.

    >>> from kompass_spec import load_registry
    >>> from kompass_spec.wording.wording import wording_for
    >>> registry = load_registry()
    >>> [period_of(registry[name], wording_for("en")) for name in ("se-2010", "se-2016", "se-2020")]
    ['March 2010–2015', '2016–2019', 'from 2020']
    """
    start = describe_date(edition.valid_from, wording)
    if edition.valid_to is None:
        return wording.say("from {year}", year=start)
    return "–".join(dict.fromkeys((start, describe_date(edition.valid_to, wording))))


def safe_address(address: str | None) -> str | None:
    """Return an address of the web as it is, ``None`` for any other, which may do something when opened.

    >>> safe_address("https://skr.se/"), safe_address("javascript:alert(1)"), safe_address(None)
    ('https://skr.se/', None, None)
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None


def source_bullet(source: Source) -> Bullet:
    """Return a source as an item of a list: its title, which leads to its address, publisher and date."""
    address = safe_address(source.url)
    title: Words = source.title if address is None else Linked(source.title, address)
    others = ", ".join(part for part in (source.publisher, source.date) if part)
    return Bullet(words=(title, f" ({others})") if others else (title,))
