"""Find whom the words above a list name besides who was assessed: the list may be of those."""

import re
from collections.abc import Iterable, Iterator
from typing import final

from attrs import frozen

from kompass_import_report.bodies import WORD, bodies_in
from kompass_import_report.lines import FRAMEWORK
from kompass_import_report.mentions import Register
from kompass_import_report.organisation_words import KIND_WORDS, is_no_name
from kompass_spec.model import OrganisationKind

__all__ = ["LeadNames", "last_sentence"]

_LONGEST = 300
_LONGEST_NAME = 4
_SENTENCE_END = re.compile(r"(?<=[^\s.][.!?])\s+(?=[A-ZÅÄÖÆØ])")
_WHO = r"som|der|hvis|vars|vilka|vilket|där|hvor|kor|which|who|whose"
_RELATIVE = re.compile(rf"(?P<name>[A-ZÅÄÖÆØ][\w-]+)(?:\s(?:kommune?n?|stad|by))?,?\s(?:{_WHO})\b[^,]*:\s*$")
"""A clause that leads to a list, and the name that it is about."""
_INSERTED = re.compile(rf",\s(?:{_WHO})\b[^,:]*,")
"""A relative clause between two commas, which says nothing of what follows the sentence."""
_RESULT_OF = re.compile(
    r"(?:resultat|poäng|poeng|point|utvärdering|evaluering|vurdering|siffror|tall|profil|skår|score)\w*",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:jämför\w*|sammenli\w+|samanlikn\w*|liksom|förebild\w*|forbilde\w*|forbillede\w*|än|enn|end|mot"
    r"|imot"
    r"|grann\w*|nabo\w*|inspire\w*|lär\w*|lær\w*|compar\w*|unlike)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:deras|deira|deires|deres|their|sina|sine|sin|sitt|de|dei|dom|där|der|dér|there|they)\b",
    re.IGNORECASE,
)
"""Words by which a sentence goes on about those whom the one before it names."""
_BEFORE_HELPERS = {"från", "fra", "frå", "av", "from", "by"}
_WE = {"vi", "oss", "vår", "vårt", "våra", "våre", "vores", "we", "our"}


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, which is the one that leads to what follows.

    >>> last_sentence("Mora vill mer. Så här gick det:")
    'Så här gick det:'
    """
    return _SENTENCE_END.split(text.strip())[-1]


@final
@frozen
class LeadNames:
    """Know every name of an organisation, and those in the title of the report."""

    register: Register
    titled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, register: Register, title: Iterable[str]) -> "LeadNames":
        """Return what is known of names, with those that the lines of a title print."""
        without = cls(register)
        named = {text: frozenset(without.names(text)) for text in title}
        # Below the title may stand a head that names another.
        of_framework = [names for text, names in named.items() if names and FRAMEWORK.search(text)]
        return cls(register, frozenset().union(*(of_framework or named.values())))

    def is_of_another(self, text: str) -> bool:
        """Tell whether a list below these words may be of another than who was assessed.

        A sentence that leads to it may name several, or one of which a relative clause says what it got; and
        the result of one that the title does not name is none of whom it names.
        """
        sentence = _INSERTED.sub(" ", last_sentence(text))
        if sentence.endswith(":") and len(sentence) <= _LONGEST:
            return self._leads_to_another(sentence, text)
        if sentence.endswith((".", "!", "?")):
            return self._is_of_untitled(sentence)
        return len(sentence) <= _LONGEST and self._has_untitled(self.names(sentence))

    def _leads_to_another(self, sentence: str, text: str) -> bool:
        """Tell whether a sentence that leads to a list, at the end of a text, may lead to that of another."""
        if _THEIRS.search(sentence) and self._speaks_of_others(text):
            return True
        names = dict.fromkeys(self.names(sentence, helpers=False))
        relative = _RELATIVE.search(sentence)
        if relative is not None and not is_no_name(relative["name"]):
            return self._is_of_whom_it_names(sentence, relative["name"], names)
        if len(names) > 1:
            return True
        return _COMPARED.search(sentence) is not None and self._has_untitled(
            [*names, *_capitalised(sentence)]
        )

    def _speaks_of_others(self, text: str) -> bool:
        """Tell whether a paragraph names others beside those of the title, or several without one."""
        names = set(self.names(text))
        return bool(names - self.titled) if self.titled else len(names) > 1

    def _is_of_whom_it_names(self, sentence: str, name: str, names: Iterable[str]) -> bool:
        """Tell whether others are named beside the one that a relative clause is about."""
        words = {word.casefold() for word in WORD.findall(sentence)}
        key = _key(name, self.register)
        return bool(set(names) - {key}) or (key not in self.titled and bool(words & _WE or self.titled))

    def _is_of_untitled(self, sentence: str) -> bool:
        """Tell whether words speak of the result of one whom the title, which names some, does not."""
        words = WORD.findall(sentence)
        return any(
            _RESULT_OF.fullmatch(word) and words[position - 1].endswith("s") and self._has_untitled([name])
            for position, word in enumerate(words)
            if position
            for name in self._names_before(words, position)
        )

    def _names_before(self, words: list[str], position: int) -> Iterator[str]:
        """Yield the name in the genitive that ends right before a word, with its kind or without."""
        end = position - (words[position - 1].casefold() in KIND_WORDS)
        for length in range(min(_LONGEST_NAME, end), 0, -1):
            name = " ".join(words[end - length : end])
            if name[0].isupper() and name.casefold() in self.register:
                yield _key(name, self.register)
                return

    def _has_untitled(self, names: Iterable[str]) -> bool:
        """Tell whether a name is not among those of the title, where it has any."""
        words = {word.removesuffix("s") for name in self.titled for word in name.split()}
        return bool(words) and any(
            name not in self.titled and name.removesuffix("s") not in words for name in names
        )

    def names(self, text: str, *, helpers: bool = True) -> Iterator[str]:
        """Yield the names of organisations in a text, also those that only the word for one shows to be such.

        ``helpers`` says that names behind ``from`` and ``by`` count: those of the evaluators.
        """
        words = WORD.findall(text)
        bodies = {body.first: body for body in bodies_in(text)}
        position = 0
        while position < len(words):
            body = bodies.get(position)
            if body is not None:
                yield body.name.casefold()
                position = body.last + 1
                continue
            length = self._length(words, position)
            before = words[position - 1] if position else ""
            if length and (helpers or before.casefold() not in _BEFORE_HELPERS) and not _is_of_person(before):
                yield _key(" ".join(words[position : position + length]), self.register)
            position += max(length, 1)

    def _length(self, words: list[str], position: int) -> int:
        """Return of how many words the name is that begins at a position, 0 where none does."""
        word = words[position]
        if not word[0].isupper() or is_no_name(word):
            return 0
        for length in range(min(_LONGEST_NAME, len(words) - position), 0, -1):
            named = self.register.get(" ".join(words[position : position + length]).casefold(), ())
            if any(one.kind is not OrganisationKind.REGION for one in named):
                return length
        behind = words[position + 1].casefold() if position + 1 < len(words) else ""
        return int(behind in KIND_WORDS)


def _key(name: str, register: Register) -> str:
    """Return a name as names are compared: that of the register where it has it, and without a genitive."""
    key = name.casefold()
    named = register.get(key)
    return named[0].name.casefold() if named else key


def _capitalised(sentence: str) -> Iterator[str]:
    """Yield the words of a sentence that begin with a capital letter and do not begin it."""
    for word in WORD.findall(sentence)[1:]:
        if word[0].isupper() and not word.isupper() and not is_no_name(word):
            yield word.casefold()


def _is_of_person(before: str) -> bool:
    """Tell whether the word before a name is a given name, so that the name is that of a person."""
    if not before.istitle() or not before.isalpha():
        return False
    return not (is_no_name(before) or _RESULT_OF.fullmatch(before))
