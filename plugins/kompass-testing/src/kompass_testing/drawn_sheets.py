"""Sheets of every kind, which together have every block and drawing; and one that is hard to lay out."""

from fractions import Fraction

from kompass_spec.model import Interval, Passage
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
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tile,
    Tiles,
    Tone,
    Words,
)
from kompass_testing.sample_drawings import HOSTILE, hard_drawings, sample_drawings

__all__ = ["hard_sheet", "sample_sheets"]

_LONG = "Verksamhetsutvecklingsprogramsuppföljningsansvarig" * 8
_AREAS = (
    ("1 Offentlighet och demokrati", 48, 68, 74),
    ("2 Brukarfokus, tillgänglighet och bemötande", 37, 49, 57),
    ("3 Politisk styrning och kontroll", 66, 74, 73),
    ("4 Ledarskap, ansvar och delegation", 58, 72, 70),
    ("5 Resultat och effektivitet", 61, 74, 68),
    ("6 Kommunen som arbetsgivare – personalpolitik", 58, 76, 76),
    ("7 Ständiga förbättringar", 43, 61, 57),
    ("8 Kommunen som samhällsbyggare", 70, 77, 77),
)
_QUESTIONS = (
    ("7.2", "Analys av avvikelser, brister och problem", 14, 25),
    ("2.5", "Tjänsternas innehåll, synpunkter och klagomål", 13, 20),
    ("7.5", "Kreativitet och förbättringar", 13, 20),
    ("3.2", "Tydliga politiska mål", 12, 25),
    ("5.2", "Kostnader och resultat i budgetprocessen", 11, 20),
)


def _illustration(name: str, title: str, finding: str, *, table: SheetTable | None = None) -> Illustration:
    return Illustration(drawing=sample_drawings()[name], title=title, finding=finding, table=table)


def _figure(points: int, mark: Mark | None = None, *, is_change: bool = False) -> Figure:
    shown = f"{points:+d}".replace("-", "−") if is_change and points else str(points)
    return Figure(shown=shown, quantity=Fraction(points), mark=mark)


def _words(*said: Words) -> tuple[Words, ...]:
    return said


def _first_part() -> tuple[SheetBlock, ...]:
    left: tuple[SheetBlock, ...] = (
        Section(
            heading="Resultat",
            anchor="result",
            blocks=(
                Headline(
                    figure="552",
                    unit="av 800 poäng · 69 %",
                    share=Interval(Fraction("549.8") / 800, Fraction("555.6") / 800),
                    sentence="De åtta områdena blir tillsammans 552; en totalpoäng anges inte.",
                    note="Spannet före avrundning är 549,8–555,6.",
                ),
            ),
        ),
        Section(
            heading="Viktigast",
            blocks=(
                Bullets(
                    bullets=(
                        Bullet(lead="Högst:", words=_words("8 Samhällsbyggare (77) och 6 Arbetsgivare (76)")),
                        Bullet(lead="Lägst:", words=_words("2 Brukarfokus och 7 Förbättringar, båda 57")),
                        Bullet(lead="Att vinna:", words=_words("tio frågor rymmer 45 % av det som saknas")),
                        Bullet(
                            lead="Motsägelse:",
                            words=_words("5.3 har 16 av 20 poäng men 48 %"),
                            tone=Tone.WARNING,
                        ),
                    )
                ),
            ),
        ),
    )
    right = Section(
        heading="Utveckling",
        blocks=(
            _illustration(
                "development",
                "Totalpoäng 2013, 2015 och 2017",
                "Från 441 till 551 enligt 2010 års version; 552 enligt 2016 års.",
            ),
            Paragraph(words=_words("* Enligt utgivarens tumregel, 40–50 poäng mer."), tone=Tone.QUIET),
        ),
    )
    return (
        Beside(columns=(left, (right,))),
        Tiles(
            tiles=(
                Tile(
                    label="2013–2015, samma version", figure="+110 poäng", mark=Mark.RISE, note="alla områden"
                ),
                Tile(
                    label="2015–2017, annan version", figure="+41 till +51", mark=Mark.RISE_IF, note="ungefär"
                ),
                Tile(
                    label="Bland sex publicerade",
                    ranked=tuple((one, one == "552") for one in ("668", "603", "552", "519", "497", "496")),
                    note="inget slumpmässigt urval",
                ),
            )
        ),
        Section(
            heading="Områdena",
            blocks=(
                _illustration(
                    "areas",
                    "Åtta områden 2013, 2015 och 2017",
                    "Område 1 och 2 steg; område 5 sjönk mest.",
                    table=_years(name="areas"),
                ),
            ),
        ),
        Beside(columns=((Section(heading="Mest att vinna", blocks=(_lacking(),)),), (_proposals(),))),
    )


def _proposals() -> Section:
    return Section(
        heading="Förslag",
        blocks=(
            SheetTable(
                name="proposals",
                caption="Förslag i de lägsta områdena",
                columns=(
                    Column(head="Område", kind=ColumnKind.WORDS),
                    Column(head="Förslag", kind=ColumnKind.WORDS),
                ),
                rows=tuple(
                    SheetRow(cells=((code,), (Passage(words, "sv"),)))
                    for code, words in (("2", "Egna servicedeklarationer"), ("7", "Ta vara på idéer"))
                ),
                notes=("Alla 16 förslag står längre fram.",),
            ),
        ),
    )


def _lacking() -> SheetTable:
    return SheetTable(
        name="lacking",
        caption="Frågor där mest saknas",
        columns=(
            Column(head="Fråga", kind=ColumnKind.WORDS),
            Column(head="saknas"),
            Column(head="av max", fold=1),
            Column(head="andel", kind=ColumnKind.SHARE, fold=2),
        ),
        rows=tuple(
            SheetRow(
                cells=(
                    _words(f"{code} {title}"),
                    _figure(lacking),
                    _figure(most),
                    ShareBar(
                        interval=Interval(Fraction(lacking, most), Fraction(lacking, most)),
                        shown=f"{lacking * 100 // most} %",
                    ),
                )
            )
            for code, title, lacking, most in _QUESTIONS
        ),
    )


def _mark_of(change: int) -> Mark:
    return Mark.RISE_IF if change > 0 else Mark.FALL_IF if change < 0 else Mark.ALIKE


def _years(*, name: str = "years") -> SheetTable:
    rows = [
        SheetRow(
            cells=(
                (label,),
                _figure(first),
                _figure(second),
                _figure(second - first, Mark.RISE, is_change=True),
                _figure(third),
                _figure(third - second, _mark_of(third - second), is_change=True),
            )
        )
        for label, first, second, third in _AREAS
    ]
    total: tuple[SheetCell, ...] = (
        ("Totalt, högst 800 poäng",),
        _figure(441),
        _figure(551),
        _figure(110, Mark.RISE, is_change=True),
        _figure(552),
        Gap(words="olika version"),
    )
    older, newer = "2010 års version", "2016 års version, högre krav"
    return SheetTable(
        name=name,
        caption="Område för område",
        columns=(
            Column(head="Område, högst 100 poäng", kind=ColumnKind.WORDS),
            Column(head="2013", group=older),
            Column(head="2015", group=older),
            Column(head="ändring", group=older),
            Column(head="2017", group=newer, is_break=True),
            Column(head="mot 2015", group=newer),
        ),
        rows=(*rows, SheetRow(cells=total, is_strong=True)),
        notes=("En skillnad kan vara en poäng större eller mindre, eftersom siffrorna är avrundade.",),
    )


def _details() -> Part:
    return Part(
        title="Alla delfrågor",
        note="Poäng som de står i rapporten.",
        blocks=(
            Section(
                heading=Passage("7 Ständiga förbättringar", "sv"),
                level=3,
                note="57",
                anchor="area-7",
                blocks=(
                    _lacking(),
                    Details(
                        summary="Rubriker", blocks=(Paragraph(words=_words("Analysarbete, Kreativitet")),)
                    ),
                ),
            ),
            Section(
                heading="Profil",
                blocks=(
                    _illustration("profile", "Profil 2017 och medel", "Område 8 är högst."),
                    _illustration("radar", "Profil som stjärna", "Område 2 och 7 är lägst."),
                    _illustration(
                        "pareto", "Var poäng saknas", "Åtta frågor rymmer 37 % av allt som saknas."
                    ),
                ),
            ),
            Quotation(
                words=Passage("Evaluators said this in English.", "en"),
                source=_words("Rapporten, ", Linked("sidan 3", "https://example.org/report.pdf#page=3")),
            ),
            Facts(
                facts=(
                    Fact(term="Utvärderare", lines=("Lars Strid", "Ewa Luvö")),
                    Fact(term="Underlag", lines=("dokument", "intervjuer")),
                )
            ),
        ),
    )


def _result() -> Sheet:
    return Sheet(
        kind="result",
        language="sv",
        kicker="Kommunkompassen · 2016 års version",
        title="Örnsköldsviks kommun",
        name="Örnsköldsviks kommun 2017",
        lines=("Utvärderad i februari–mars 2017.", "Underlag: dokument och intervjuer."),
        parts=(Part(blocks=_first_part()), _details()),
        foot=("Sammanställd av siffrorna i rapporten.",),
        summary=("Örnsköldsviks kommun fick 552 av 800 poäng.",),
    )


def _comparison() -> Sheet:
    verdicts = Section(
        heading="Blev det bättre?",
        blocks=(
            Paragraph(words=_words("Från 441 till 551."), lead="Ja, +110 poäng.", tone=Tone.GOOD),
            Bullets(
                bullets=(
                    Bullet(words=_words("inget kan bevisas mellan versionerna"), mark=Mark.OPEN),
                    Bullet(words=_words("enligt tumregeln +41 till +51"), mark=Mark.RISE_IF),
                    Bullet(words=_words("lika svåra: −2 till +5"), mark=Mark.ALIKE),
                )
            ),
        ),
    )
    small = sample_drawings()["small"]
    multiples = tuple(
        (Illustration(drawing=small, title=label, finding=f"{label}: 37, 49 och 57.", is_title_shown=True),)
        for label, *_ in _AREAS
    )
    total = Section(
        heading="Totalpoäng",
        blocks=(_illustration("development", "Totalpoäng", "Från 441 till 551, sedan 552."),),
    )
    return Sheet(
        kind="comparison",
        language="sv",
        kicker="Kommunkompassen · tre utvärderingar",
        title="Örnsköldsviks kommun 2013, 2015 och 2017",
        parts=(
            Part(
                blocks=(
                    Beside(columns=((verdicts,), (total,))),
                    Section(heading="Område för område", blocks=(_years(),)),
                    Section(heading="Som bild", blocks=(Beside(columns=multiples),)),
                )
            ),
        ),
    )


def _cohort() -> Sheet:
    missing = Gap(words="inte publicerat", is_marked=True)
    names = ("Örebro", "Örnsköldsvik", "Grästorp", "Strängnäs")
    return Sheet(
        kind="cohort",
        language="sv",
        title="Fyra kommuner",
        parts=(
            Part(
                blocks=(
                    _illustration("ranked", "Totalpoäng, av 800", "Örebro är högst med 650."),
                    SheetTable(
                        name="organisations",
                        caption="Område för område",
                        is_caption_shown=True,
                        columns=(
                            Column(head="Område", kind=ColumnKind.WORDS),
                            *(Column(head=name) for name in names),
                        ),
                        rows=tuple(
                            SheetRow(
                                cells=(
                                    (label,),
                                    missing,
                                    _figure(second),
                                    _figure(first, Mark.FALL),
                                    missing,
                                )
                            )
                            for label, first, second, _ in _AREAS
                        ),
                    ),
                    _illustration("heat", "Områden och kommuner", "Örebros områden är inte publicerade."),
                )
            ),
        ),
        foot=("Källor: kommunerna.",),
    )


def _edition() -> Sheet:
    return Sheet(
        kind="edition",
        language="en",
        kicker=Passage("Utgåva", "sv"),
        title="Kommunkompassen 2016",
        parts=(
            Part(
                blocks=(
                    _illustration("weights", "The questions at a glance", "Each area has 100 points."),
                    *(
                        Section(
                            heading=Passage(label, "sv"),
                            level=2,
                            blocks=(Paragraph(words=_words("Every area has ", Passage("delfrågor", "sv"))),),
                        )
                        for label, *_ in _AREAS[:2]
                    ),
                )
            ),
        ),
    )


def _mapping(kind: str) -> Sheet:
    return Sheet(
        kind=kind,
        language="nb",
        title="Fra 2010 til 2016",
        parts=(
            Part(
                blocks=(
                    Paragraph(words=_words("Hver kobling er en lesning."), tone=Tone.WARNING),
                    _illustration("mapping", "Hvor områdene ble av", "Alle åtte områder er med videre."),
                )
            ),
        ),
    )


def _wide() -> SheetTable:
    heads = tuple(f"Kommun {number}" for number in range(1, 25))
    return SheetTable(
        name="index",
        caption="Alla kommuner",
        columns=(Column(head="Område", kind=ColumnKind.WORDS), *(Column(head=head) for head in heads)),
        rows=tuple(
            SheetRow(cells=((label,), *(_figure(first) for _ in heads))) for label, first, *_ in _AREAS
        ),
    )


def sample_sheets() -> tuple[Sheet, ...]:
    """Return a sheet of every kind; together they have every block, every drawing and several languages."""
    index = Sheet(
        kind="index",
        language="da",
        title="Rapporter",
        lines=("Alle rapporter i mappen.",),
        parts=(
            Part(
                blocks=(
                    Bullets(
                        bullets=(Bullet(words=(Linked("Örnsköldsvik 2017", "ornskoldsvik-2017.html"),)),)
                    ),
                    _wide(),
                )
            ),
        ),
    )
    others = tuple(_mapping(kind) for kind in ("conversion", "difference", "mapping"))
    return (_result(), _comparison(), _cohort(), _edition(), *others, index)


def hard_sheet(kind: str = "result") -> Sheet:
    """Return a sheet that is hard to lay out: hostile and very long words everywhere, nothing, and a lot."""
    table = SheetTable(
        name="hard",
        caption=HOSTILE,
        columns=(
            Column(head=_LONG, kind=ColumnKind.WORDS),
            Column(head=HOSTILE, group=_LONG),
            Column(head="x", group=_LONG, is_break=True),
            Column(head=HOSTILE, kind=ColumnKind.WORDS, fold=1),
            Column(head=_LONG, kind=ColumnKind.SHARE, fold=2),
        ),
        rows=tuple(
            SheetRow(
                cells=(
                    (Passage(HOSTILE, "ar"), _LONG),
                    Figure(shown=HOSTILE, mark=Mark.FALL, tone=Tone.WARNING),
                    Gap(words=_LONG, is_marked=True),
                    (Linked(HOSTILE, "javascript:alert(1)"),),
                    ShareBar(
                        interval=Interval(Fraction(0), Fraction(2)),
                        shown=HOSTILE,
                        reference=Interval(Fraction(1, 3), Fraction(1, 2)),
                    ),
                ),
                depth=depth,
                is_strong=depth == 0,
            )
            for depth in range(4)
        ),
    )
    drawings: tuple[SheetBlock, ...] = tuple(
        Illustration(drawing=drawing, title=HOSTILE, finding=_LONG, is_title_shown=True)
        for drawing in hard_drawings().values()
    )
    words: tuple[SheetBlock, ...] = (
        Headline(figure=_LONG, unit=HOSTILE, share=Interval(Fraction(-1), Fraction(2)), note=_LONG),
        Tiles(
            tiles=(
                Tile(label=_LONG, figure=HOSTILE, mark=Mark.OPEN),
                Tile(label=HOSTILE, ranked=((_LONG, True),)),
            )
        ),
        Paragraph(words=(HOSTILE, Linked(_LONG, "data:text/html,x")), lead=_LONG, tone=Tone.WARNING),
        Bullets(
            bullets=tuple(Bullet(words=(HOSTILE, _LONG), mark=mark, lead=HOSTILE) for mark in (*Mark, None))
        ),
        Facts(facts=(Fact(term=_LONG, lines=(HOSTILE, _LONG)),)),
        Quotation(words=Passage("\u202eעברית " + HOSTILE, "he"), source=(HOSTILE,)),
        Details(summary=HOSTILE, blocks=(Paragraph(words=(_LONG,)),)),
        Bullets(bullets=()),
        Tiles(tiles=()),
        Facts(facts=()),
    )
    return Sheet(
        kind=kind,
        language="sv",
        title=f"{HOSTILE} {_LONG}",
        kicker=HOSTILE,
        lines=(_LONG, HOSTILE),
        parts=(
            Part(blocks=(*words, table, Beside(columns=(words, (table,))))),
            Part(title=HOSTILE, note=_LONG, blocks=(Section(heading=HOSTILE, level=5, blocks=drawings),)),
            Part(blocks=()),
        ),
        foot=(HOSTILE,),
        summary=(HOSTILE,),
    )
