"""Recognise who was assessed, from the title first and then from how often the text names whom."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kompass_import_report.bodies import WORD, bodies_in, is_department_alone
from kompass_import_report.mentions import Candidate, Mention, MentionReader, Register, of_kind, register_of
from kompass_spec import Problem
from kompass_spec.model import Organisation

__all__ = ["OF_A_PART", "Mention", "names_another", "organisation_of"]

_MOST_NAMED = 5
OF_A_PART = re.compile(
    r"nämnd|f[öo]rvaltning|räddningstjänst|brandförsvar|förbund|bolag|stiftelse|selskap|selskab|etat"
    r"|\b(?:AB|AS|KF|IKS)\b"
)
_KIND = r"(?:\s(?:kommune?n?s?|stad|region(?:en)?|stadsdel\w*|bydel\w*))?"
_ASSESSED = (
    r"(?:\b(?:utvärdering\w*|evaluering\w*|analys\w*|granskning\w*|kartlegging\w*|kommunkompass\w*"
    r"|kommunekompass\w*|resultat\w*|poäng\w*|poeng\w*)\s(?:av|i|för|hos|for|af|på)\s(?:region\s)?{named}"
    + _KIND
    + r"\b|\b{named}"
    + _KIND
    + r"\s(?:(?:fick|får|fikk|har\sfått)\s[^.!?]{0,40}?(?:\d|poäng|poeng|point|resultat|omdöme|följande)"
    r"|skårer|skåret|skårade|scorer|deltar|deltog|deltok|har\s(?:deltagit|genomfört|blivit|utvärderats|gjort|låtit|gjennomført)|genomför\w*|gjennomfør\w*|nådde|når|uppnå\w*|oppnå\w*"
    r"|gjorde|hamna\w*|utvärdera\w*|ble\sevaluert|blev\sevalueret)\b)"
)
"""What a text says of who was assessed; ``named`` stands for the names of one organisation."""


def organisation_of(
    mentions: Iterable[Mention], organisations: tuple[Organisation, ...]
) -> tuple[Organisation, list[Problem]]:
    """Return the organisation that was assessed, and warnings about what is not sure of it.

    >>> from kompass_spec.model import OrganisationKind
    >>> Sorsele = Organisation(name="Sorsele", kind=OrganisationKind.MUNICIPALITY, country="SE", code="2422")
    >>> organisation_of([Mention("ANALYS AV SORSELES KOMMUN", 1, True)], (Sorsele,))[0].code
    '2422'
    """
    reader = MentionReader(register_of(organisations))
    given = list(mentions)
    for mention in _joined(given):
        reader.read(mention)
    if reader.candidates:
        _count_assessed(reader.candidates.values(), [mention.text for mention in given if not mention.title])
        likely = [one for one in reader.candidates.values() if one.title or one.assessed or one.with_kind]
        if likely:
            return _best(likely)
    named = _names(list(reader.candidates.values()))
    only = f"; it only mentions {named}" if named else ""
    sentence = (
        f"The report names no organisation that was assessed{only}. Write its name in the title, such as"
        " 'Analys av Borås kommun' or 'Analys av Region Halland', or decide with `organisation=NAME`."
    )
    return Organisation(name="?", kind=None), [Problem("no-organisation", sentence, line=1)]


def _joined(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield mentions, a title's line of a department alone with the line beside it: it says whose it is."""
    given = list(mentions)
    position = 0
    while position < len(given):
        pair = given[position : position + 2]
        alone = [mention.title and is_department_alone(mention.text.strip()) for mention in pair]
        if any(alone) and len(pair) > 1 and all(mention.title for mention in pair):
            first, second = pair if alone[0] else pair[::-1]
            joined = Mention(f"{first.text.strip()}, {second.text.strip()}", pair[0].line, True)
            if bodies_in(joined.text):
                yield joined
                position += 2
                continue
        yield given[position]
        position += 1


def names_another(words: str, own: Organisation, register: Register) -> bool:
    """Tell whether words name another organisation of a register than ``own``.

    The municipality in the name of its department or its company is another one.
    """
    if own.is_part:
        for name in (own.name, *own.aliases):
            words = re.sub(re.escape(name), " ", words, flags=re.IGNORECASE)
    single = WORD.findall(words)
    phrases = [*single, *(" ".join(pair) for pair in pairwise(single))]
    return any(
        own not in register.get(phrase.casefold(), (own,)) for phrase in phrases if phrase[0].isupper()
    )


def _best(candidates: Iterable[Candidate]) -> tuple[Organisation, list[Problem]]:
    """Return the organisation that is named most, with the warnings that this asks for."""
    best, *others = sorted(candidates, key=lambda candidate: (*_rank(candidate), candidate.first))
    equals = [other for other in others if _is_as_likely(other, best)]
    if not best.title and not best.assessed and equals:
        return Organisation(name="?", kind=None), [_undecided(best, equals)]
    warnings = (_unknown(best), _near(best), _namesakes(best), _rivals(best, others))
    return best.organisation, [warning for warning in warnings if warning is not None]


def _rank(candidate: Candidate) -> tuple[int, int, int]:
    """Return what sorts the candidates: the title goes before what the text says was assessed."""
    return -candidate.title, -candidate.assessed, -candidate.text


def _count_assessed(candidates: Iterable[Candidate], texts: list[str]) -> None:
    """Count the sentences that say of an organisation that it was assessed, or what it got."""
    for candidate in candidates:
        names = {candidate.organisation.name, *candidate.organisation.aliases}
        named = "|".join(rf"{re.escape(name)}s?" for name in sorted(names, key=len, reverse=True))
        pattern = re.compile(_ASSESSED.replace("{named}", f"(?:{named})"), re.IGNORECASE)
        candidate.assessed = sum(_says_of_whole(pattern, text) for text in texts)


def _says_of_whole(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a text says it of an organisation, and not of a department or a company of it."""
    found = pattern.search(text)
    if found is None:
        return False
    sentence = max(text.rfind(mark, 0, found.start()) for mark in (". ", "! ", "? "))
    return OF_A_PART.search(text, max(sentence, 0), found.end()) is None


def _unknown(best: Candidate) -> Problem | None:
    """Warn where no register has the organisation."""
    if best.organisation.code is not None:
        return None
    if best.organisation.is_part:
        return _unknown_part(best)
    sentence = (
        f"'{best.organisation.name}' is in no register of organisations that is installed, so it has no"
        " official code. Check the spelling, or add it to a register."
    )
    return Problem("unknown-organisation", sentence, line=best.line)


def _unknown_part(best: Candidate) -> Problem:
    """Warn where no register has a department, a company or an association: it is no municipality."""
    kind = best.organisation.kind.value if best.organisation.kind is not None else ""
    article = "an" if kind.startswith("a") else "a"
    sentence = (
        f"'{best.organisation.name}' is read as {article} {kind}, which is not the municipality and has no"
        " official code. If the municipality was assessed, write only its name in the title; else list it"
        " under [[parts]] in a register."
    )
    return Problem("unknown-organisation", sentence, line=best.line)


def _near(best: Candidate) -> Problem | None:
    """Warn where the name is spelled as no register has it."""
    if best.near is None or best.exact:
        return None
    sentence = (
        f"'{best.near}' was read as {best.organisation.name}, the nearest name in the registers that are"
        " installed; if that is wrong, correct the name, or add it to a register."
    )
    return Problem("unclear-organisation", sentence, line=best.line)


def _namesakes(best: Candidate) -> Problem | None:
    """Warn where several organisations have the name."""
    mergers = set(best.organisation.mergers)
    # Which of those that merged is meant, the year of the report decides.
    if all(mergers.intersection(other.mergers) for other in best.namesakes):
        return None
    described = ", ".join(map(_described, best.namesakes))
    sentence = (
        f"'{best.organisation.name}' is the name of several organisations in the registers ({described});"
        " the first is taken. If that is wrong, write the kind beside the name, such as 'stadsdel' or"
        " 'Region'."
    )
    return Problem("unclear-organisation", sentence, line=best.line)


def _rivals(best: Candidate, others: list[Candidate]) -> Problem | None:
    """Warn where the title names others too, or the text names them as often."""
    titled = [other for other in others if _is_rival(other, best)]
    unsure = [] if best.title else [other for other in others if _is_as_likely(other, best)]
    if titled:
        sentence = (
            f"The title names {best.organisation.name} and {_names(titled)}; {best.organisation.name} is"
            " taken. If that is wrong, decide with `organisation=NAME`, or write only the right name in the"
            " title."
        )
    elif unsure:
        sentence = (
            f"The title names nobody, and the text names {best.organisation.name} and {_names(unsure)};"
            f" {best.organisation.name} is taken. If that is wrong, decide with `organisation=NAME`, or write"
            " the right name in the title."
        )
    else:
        return None
    return Problem("unclear-organisation", sentence, line=best.line)


def _undecided(best: Candidate, others: list[Candidate]) -> Problem:
    """Say that the text names several, and of none that it was assessed."""
    sentence = (
        f"The title names nobody, and the text names {best.organisation.name} and {_names(others)}, of none"
        " of which it says for certain that it was assessed. Decide with `organisation=NAME`, or write the"
        " right name in the title."
    )
    return Problem("unclear-organisation", sentence, line=best.line)


def _is_as_likely(other: Candidate, best: Candidate) -> bool:
    """Tell whether the text does not say for certain that the best was assessed and the other was not."""
    return not best.assessed or bool(other.assessed)


def _names(candidates: list[Candidate]) -> str:
    return ", ".join(candidate.organisation.name for candidate in candidates[:_MOST_NAMED])


def _described(organisation: Organisation) -> str:
    known = (organisation.kind.value if organisation.kind else None, organisation.country, organisation.code)
    return " ".join(part for part in known if part)


def _is_rival(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether the title names another of the same kind beside the best, as registers spell it."""
    if best.title == 0 or candidate.title == 0 or candidate.near is not None:
        return False
    return bool(of_kind((candidate.organisation,), best.organisation.kind))
