"""Compose the sheet of conversions: what results say of another edition, proved, assumed and adjusted."""

from collections.abc import Iterator, Sequence

from kompass_spec.model.certificate import Certificate
from kompass_spec.model.conversion import Conversion
from kompass_spec.model.mapping_parts import Statement
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetBlock,
    Tone,
    Words,
    words_of,
)
from kompass_spec.sheets.conversion_figures import certainty_table, figures_table, tiles_of, told_figures
from kompass_spec.sheets.edition_mappings import statement_quotation
from kompass_spec.sheets.passages import remark_of, titled
from kompass_spec.wording.certificates import explain_certificate
from kompass_spec.wording.editions import explain_known, scored_by
from kompass_spec.wording.items import listed_words
from kompass_spec.wording.organisations import full_name
from kompass_spec.wording.shapes import describe_listed
from kompass_spec.wording.wording import Wording, wording_for

__all__ = ["conversion_sheet"]


def conversion_sheet(
    conversions: Sequence[Conversion],
    *,
    language: str | None = None,
    certificates: Sequence[Certificate | None] = (),
    statements: Sequence[Sequence[Statement]] = (),
) -> Sheet:
    """Return what results say of one other edition, a part for each; there is one result at least.

    ``language`` is the BCP 47 tag asked for, that of the edition they are converted to unless given.
    ``certificates`` are, for each, the calculations to explain, ``statements`` what publishers have said on
    the way; those of its mapping unless given.

    >>> from pathlib import Path
    >>> from kompass_spec import convert_path
    >>> report = Path("docs/examples/ornskoldsvik-2017.md")
    >>> sheet = conversion_sheet(convert_path(report, "se-2010").conversions, language="sv")
    >>> sheet.title
    'Örnsköldsviks kommun enligt Kommunkompassen 2010'
    """
    target = conversions[0].mapping.target
    wording = wording_for(language or target.language, target.language)
    names = dict.fromkeys(_whose(one, wording) for one in conversions)
    title = wording.say(
        "{names} on {edition}", names=", ".join(names), edition=words_of(titled(target, wording))
    )
    parts = []
    for number, one in enumerate(conversions):
        certificate = certificates[number] if number < len(certificates) else None
        said = statements[number] if number < len(statements) else one.mapping.statements
        suffix = f"-{number + 1}" if len(conversions) > 1 else ""
        blocks = tuple(_blocks(one, suffix, certificate, said, wording))
        parts.append(Part(blocks=blocks, title=_name(one, wording, with_name=len(names) > 1)))
    ends = [one.mapping.source for one in conversions]
    known = {edition.id: edition for edition in (target, *ends)}
    # What is known alike of several editions is said once.
    limited: dict[str, list[str]] = {}
    for edition in known.values():
        if scored_by(edition) != "question":
            titles = limited.setdefault(explain_known(edition, wording), [])
            titles.append(words_of(titled(edition, wording)))
    lines = tuple(f"{listed_words(titles, wording)}: {sentence}" for sentence, titles in limited.items())
    return Sheet(
        kind="conversion",
        language=wording.language,
        kicker=wording.say("Results converted to another edition"),
        title=title,
        name=title,
        lines=lines,
        parts=tuple(parts),
        foot=(wording.say("A converted result is derived: no evaluator has made it."),),
        summary=(title, *(_summed(one, wording) for one in conversions[:8])),
    )


def _whose(conversion: Conversion, wording: Wording) -> str:
    return full_name(conversion.scorecard.assessment.organisation, wording.language)


def _name(conversion: Conversion, wording: Wording, *, with_name: bool) -> str:
    """Return what a result is called: its year, and whose it is where there are several."""
    assessment = conversion.scorecard.assessment
    source = words_of(titled(conversion.mapping.source, wording))
    year = "" if assessment.year is None else str(assessment.year)
    name = _whose(conversion, wording) if with_name or not year else ""
    return f"{' '.join(part for part in (name, year) if part)}, {source}"


def _is_same(conversion: Conversion) -> bool:
    return conversion.mapping.source.id == conversion.mapping.target.id


def _summed(conversion: Conversion, wording: Wording) -> str:
    return f"{_name(conversion, wording, with_name=False)}: {told_figures(conversion, wording)}"


def _blocks(
    conversion: Conversion,
    suffix: str,
    certificate: Certificate | None,
    statements: Sequence[Statement],
    wording: Wording,
) -> Iterator[SheetBlock]:
    if _is_same(conversion):
        words = wording.say("This result is on that edition already, so nothing is converted.")
        yield Paragraph(words=(words,))
        yield figures_table(conversion, f"areas{suffix}", wording)
    else:
        yield tiles_of(conversion, wording)
        yield Bullets(bullets=tuple(_meanings(conversion, wording)))
        yield figures_table(conversion, f"areas{suffix}", wording)
        yield from _by_steps(conversion, wording)
        yield from _not_applicable(conversion, wording)
        yield from certainty_table(conversion, f"certainty{suffix}", wording)
        yield from _statements(conversion, statements, wording)
    yield from _calculation(certificate, wording)


def _meanings(conversion: Conversion, wording: Wording) -> Iterator[Bullet]:
    """Yield what each of the three figures means, and only of those that there are."""
    say = wording.say
    yield Bullet(
        lead=say("Proved"),
        words=(
            say("follows from the figures of the result and from what the two editions have in common.")
            if conversion.scorecard.assessment.is_answered
            else say("follows from the figures of the report and from what the two editions have in common."),
        ),
    )
    items = list(conversion.total.walk())
    if any(item.assumed is not None for item in items):
        yield Bullet(
            lead=say("Assumed"),
            words=(say("holds only if items that are judged comparable are; nothing of it is proved."),),
        )
    adjusted = conversion.total.adjusted
    if adjusted is not None:
        words: list[Words] = [say("follows the publisher’s rule of thumb:"), " "]
        words.append(remark_of(adjusted.statement.text, wording))
        yield Bullet(lead=say("Adjusted"), words=tuple(words))


def _by_steps(conversion: Conversion, wording: Wording) -> Iterator[Paragraph]:
    """Yield which ends the mappings prove one after the other, where all of them as one prove less."""
    items = (*conversion.areas, conversion.total)
    low = [_code(item.code, wording) for item in items if item.low_by_steps]
    high = [_code(item.code, wording) for item in items if item.high_by_steps]
    if low or high:
        ends = []
        if low:
            ends.append(wording.say("the lower end of {codes}", codes=describe_listed(low, wording)))
        if high:
            ends.append(wording.say("the upper end of {codes}", codes=describe_listed(high, wording)))
        sentence = wording.say(
            "One mapping after the other ({steps}) proves more of this: {ends}. All else is by all of them as"
            " one.",
            steps=", ".join(conversion.steps),
            ends="; ".join(ends),
        )
        yield Paragraph(words=(sentence,), tone=Tone.QUIET)


def _code(code: str, wording: Wording) -> str:
    return wording.say("the total") if code == "total" else code


def _not_applicable(conversion: Conversion, wording: Wording) -> Iterator[Paragraph]:
    """Yield what did not apply on the result's own edition, and that it could have any points here."""
    codes = [printed.item for printed in conversion.scorecard.assessment.not_applicable]
    if codes:
        sentence = wording.say(
            "{codes} did not apply on the edition of the result, so what corresponds to it can have any"
            " points here.",
            codes=describe_listed(codes, wording),
        )
        yield Paragraph(words=(sentence,))


def _statements(
    conversion: Conversion, statements: Sequence[Statement], wording: Wording
) -> Iterator[Section]:
    """Yield what was said of comparing the editions, but for the rule that the adjusted figure has."""
    adjusted = conversion.total.adjusted
    used = adjusted.statement if adjusted is not None else None
    quoted = tuple(
        statement_quotation(said, conversion.mapping, wording) for said in statements if said != used
    )
    if quoted:
        yield Section(heading=wording.say("What is said of comparing the editions"), level=3, blocks=quoted)


def _calculation(certificate: Certificate | None, wording: Wording) -> Iterator[Section]:
    """Yield the calculations that were asked for, to check with a pencil."""
    if certificate is None:
        return
    wanted = dict.fromkeys(one.item for one in (*certificate.proved, *certificate.contradictions))
    lines = list(explain_certificate(certificate, wanted, wording))
    if not lines:
        return
    conclusions = [line for line in lines if not line.startswith(" ")]
    steps = [line.strip() for line in lines if line.startswith(" ")]
    yield Section(
        heading=wording.say("The calculation, line by line"),
        level=3,
        blocks=(
            *(Paragraph(words=(line,)) for line in conclusions),
            Bullets(bullets=tuple(Bullet(words=(line,)) for line in steps)),
        ),
    )
