"""Sheets that are hard to lay out: with words that could be taken for markup, and with very many areas."""

from fractions import Fraction

from kompass_spec.model.drawings import Drawing, Profile, ProfileSeries
from kompass_spec.model.scorecard import Interval
from kompass_spec.model.sheet import (
    Beside,
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Details,
    Fact,
    Facts,
    Figure,
    Gap,
    Headline,
    Illustration,
    Linked,
    Mark,
    Paragraph,
    Part,
    Quotation,
    Section,
    ShareBar,
    Sheet,
    SheetRow,
    SheetTable,
    Tile,
    Tiles,
)
from kompass_spec.model.texts import Passage

__all__ = ["HOSTILE_WORDS", "hostile_sheet", "long_sheet"]

HOSTILE_WORDS = (
    "<script>alert(1)</script>",
    '#eval("1 + 1") *stark* _kursiv_ $x$ `kod` @hänvisning <etikett> [hak] \\ // och /* så */',
    "=SUMMA(A1:A9)",
    "{{ 7 * 7 }} {% raw %} ${HOME} %s %n",
    "بلدية مالمو",
    "עיריית הלסינקי",
    "Δήμος Αθηναίων і Москва",
    "👩‍👩‍👧‍👦 🇸🇪 👍🏽 ✓ ☃️ 中文 한국어 ไทย",
    "e\u0301 a\u030a Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A\u202eomvänd\u202c \u0007\x1b[31m\x00\ufeff\ufffe\ue000",
    "Å" * 1000,
    "-" * 300,
)
"""What somebody may write as a name or a finding, and what every format shows as the text that it is."""


def hostile_sheet(words: str) -> Sheet:
    """Return a sheet that has the same words in every place that holds words."""
    share = Interval(Fraction(1, 2), Fraction(1, 2))
    table = SheetTable(
        name="hostile",
        caption=words,
        is_caption_shown=True,
        columns=(
            Column(head=words, kind=ColumnKind.WORDS),
            Column(head="Poäng", group=words),
            Column(head="Andel", kind=ColumnKind.SHARE, fold=1),
        ),
        rows=(
            SheetRow(
                cells=((words,), Gap(words=words, is_marked=True), ShareBar(interval=share, shown=words))
            ),
        ),
        notes=(words,),
    )
    blocks = (
        Paragraph(words=(words, Passage(words, "nb"), Linked(words, "https://example.org/?a=1&b=<x>"))),
        Bullets(bullets=(Bullet(words=(words,), lead=words, mark=Mark.RISE),)),
        Facts(facts=(Fact(term=words, lines=(words, words)),)),
        Headline(figure="12", unit=words, share=share, sentence=words, note=words),
        Tiles(tiles=(Tile(label=words, figure="+3", note=words), Tile(label=words, ranked=((words, True),)))),
        Quotation(words=words, source=(words,)),
        table,
        Illustration(drawing=_profile(words), title=words, finding=words, table=table, is_title_shown=True),
        Beside(columns=((Paragraph(words=(words,)),), (Paragraph(words=(words,)),))),
        Details(summary=words, blocks=(Paragraph(words=(words,)),)),
    )
    return Sheet(
        kind="result",
        language="sv",
        title=words,
        kicker=words,
        lines=(words,),
        foot=(words,),
        parts=(
            Part(blocks=(Section(heading=words, note=words, blocks=blocks),)),
            Part(title=words, note=words, blocks=blocks),
        ),
    )


def long_sheet(areas: int = 500) -> Sheet:
    """Return a sheet with a section and a row for each of many areas."""
    rows = tuple(
        SheetRow(cells=((f"{code}",), (f"Område nummer {code}",), Figure(shown=f"{code % 100}")))
        for code in range(1, areas + 1)
    )
    columns = (
        Column(head="Nr", kind=ColumnKind.WORDS),
        Column(head="Område", kind=ColumnKind.WORDS),
        Column(head="Poäng"),
    )
    table = SheetTable(name="areas", caption="Områden", columns=columns, rows=rows)
    sections = tuple(
        Section(heading=f"Område nummer {code}", blocks=(Paragraph(words=("Inget att säga.",)),))
        for code in range(1, areas + 1)
    )
    return Sheet(
        kind="result",
        language="sv",
        title="Många områden",
        parts=(Part(blocks=(table,)), Part(title="Områdena", blocks=sections)),
    )


def _profile(name: str) -> Drawing:
    series = ProfileSeries(
        name=name, shares=(Interval(Fraction(1, 2), Fraction(1, 2)), None), figures=("50", name)
    )
    return Profile(labels=(name, "2 Två"), short_labels=("1", "2"), series=(series,))
