"""A sheet with every block, for those who lay out sheets: invented figures, and words of every kind."""

from fractions import Fraction

from kompass_spec.model.drawings import (
    AreasByYear,
    Development,
    DevelopmentBreak,
    DevelopmentMean,
    DevelopmentPoint,
    Drawing,
    Profile,
    ProfileSeries,
    YearDots,
    YearSeries,
)
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
    Tone,
)
from kompass_spec.model.texts import Passage

__all__ = ["HOSTILE_WORDS", "every_block", "hostile_sheet", "long_sheet"]

AREAS = (
    ("1", "Offentlighet och demokrati", 74, 68),
    ("2", "Brukarfokus, tillgänglighet och bemötande", 57, 49),
    ("3", "Politisk styrning och kontroll", 73, 74),
    ("4", "Ledarskap, ansvar och delegation", 70, 72),
    ("5", "Resultat och effektivitet", 68, 74),
    ("6", "Kommunen som arbetsgivare – personalpolitik", 76, 76),
    ("7", "Ständiga förbättringar", 57, 61),
    ("8", "Kommunen som samhällsbyggare", 77, 77),
)

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


def every_block(kind: str = "result", language: str = "sv") -> Sheet:
    """Return a sheet with every block, on two parts."""
    return Sheet(
        kind=kind,
        language=language,
        title="Exempels kommun",
        name="Exempels kommun 2017, Kommunkompassen",
        kicker="Kommunkompassen · 2016 års version",
        lines=(
            "Utvärderad i februari–mars 2017 av två utvärderare.",
            "Underlag: dokument, webbplats och intranät, intervjuer med omkring 30 personer.",
        ),
        parts=(_first_part(), _details()),
        foot=("Framställt med kompass-spec.", Linked("Läs mer", "https://example.org/mer")),
        summary=("Exempels kommun fick 552 av 800 poäng 2017.",),
    )


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
        rows=(SheetRow(cells=((words,), Gap(words=words, is_marked=True), ShareBar(interval=share, shown=words))),),
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


def _first_part() -> Part:
    result = Section(
        heading="Resultat",
        anchor="result",
        blocks=(
            Headline(
                figure="552",
                unit="av 800 poäng · 69 %",
                share=Interval(Fraction(687, 1000), Fraction(694, 1000)),
                sentence="Summan av rapportens åtta områden; rapporten anger ingen totalpoäng.",
                note="Före avrundning ligger resultatet mellan 549,8 och 555,6.",
            ),
        ),
    )
    important = Section(
        heading="Det viktigaste",
        anchor="important",
        blocks=(
            Bullets(
                bullets=(
                    Bullet(lead="Starkast:", words=("område 8 Samhällsbyggare (77) och 6 Arbetsgivare (76)",)),
                    Bullet(lead="Svagast:", words=("område 2 och ", Linked("7", "#area-7"), " (57 var)")),
                    Bullet(lead="Mest att vinna:", words=("10 av 45 delfrågor står för 45 %",), mark=Mark.RISE),
                    Bullet(lead="Kontroll:", words=("siffrorna går ihop",), tone=Tone.GOOD),
                )
            ),
        ),
    )
    development = Section(
        heading="Utveckling",
        anchor="development",
        blocks=(
            Illustration(
                drawing=_development(),
                title="Poäng av 800 per år",
                finding="Totalen steg från 441 år 2013 till 551 år 2015; 2017 är den 552 i en ny version",
                table=_development_table(),
                notes=("* SKL:s tumregel: lägg 40–50 poäng till ett resultat enligt 2016 års version.",),
            ),
        ),
    )
    tiles = Tiles(
        tiles=(
            Tile(label="2013–2015, samma version", mark=Mark.RISE, figure="+110 poäng", note="alla steg"),
            Tile(label="2015–2017, olika version", mark=Mark.RISE_IF, figure="+41 till +51", note="ungefär"),
            Tile(
                label="Bland sex publicerade 2016–2019",
                ranked=(("668", False), ("603", False), ("552", True), ("519", False), ("497", False)),
                note="inget slumpmässigt urval",
            ),
        )
    )
    areas = Section(
        heading="De åtta områdena",
        anchor="areas",
        blocks=(
            Illustration(
                drawing=_areas_by_year(),
                title="Områdenas poäng per år",
                finding="Sex av åtta områden ligger högre än 2013",
                table=_areas_table(),
                notes=("* Frågorna är omgjorda och kraven högre i 2016 års version.",),
            ),
        ),
    )
    last = Beside(
        columns=(
            (Section(heading="Här finns mest att vinna", blocks=(_to_gain(),)),),
            (
                Section(
                    heading="Utvärderarnas förslag",
                    blocks=(
                        Bullets(bullets=(Bullet(words=("Ge varje verksamhet en egen servicedeklaration",)),)),
                        Paragraph(words=("Alla förslag står på sidan 2.",), tone=Tone.QUIET),
                    ),
                ),
            ),
        )
    )
    return Part(blocks=(Beside(columns=((result, important), (development,))), tiles, areas, last))


def _details() -> Part:
    return Part(
        title="Områdena ett för ett",
        note="Poäng och procent som de står i rapporten.",
        blocks=(
            Section(heading="7 Ständiga förbättringar", anchor="area-7", level=2, blocks=(_to_gain(),)),
            Section(
                heading="Kontroll av siffrorna",
                note="Hur rapportens siffror går ihop.",
                blocks=(
                    Paragraph(
                        lead="61 poäng är mer än max, som är 20.",
                        words=("Frågan 2.4 står med fel siffra på sidan 12.",),
                        tone=Tone.WARNING,
                    ),
                    Facts(
                        facts=(
                            Fact(term="Metod", lines=("Exakta mellanskillnader.",)),
                            Fact(
                                term="Källor",
                                lines=(
                                    "Rapporten 2017.",
                                    Passage("Oppdatert metode for Kommunekompasset", "nb"),
                                    Linked("Mätningen 2015", "https://example.org/2015"),
                                ),
                            ),
                        )
                    ),
                    Quotation(words="Kommunen arbetar systematiskt.", source=("sidan 4",)),
                ),
            ),
            Section(
                heading=Passage("Styrkene i rapporten", "nb"),
                level=3,
                blocks=(
                    Details(
                        summary="Alla siffror",
                        blocks=(_wide_table(),),
                    ),
                ),
            ),
        ),
    )


def _development() -> Drawing:
    return Development(
        maximum=Fraction(800),
        points=(
            DevelopmentPoint(label="2013", interval=_points(441), shown="441"),
            DevelopmentPoint(label="2015", interval=_points(551), shown="551"),
            DevelopmentPoint(
                label="2017",
                interval=_points(552),
                shown="552",
                edition=1,
                is_current=True,
                adjusted=Interval(Fraction(592), Fraction(602)),
                adjusted_shown="592–602*",
            ),
        ),
        breaks=(DevelopmentBreak(after=1, words="ny version, högre krav"),),
        means=(DevelopmentMean(edition=0, value=Fraction(460), shown="snitt 460", first=1, last=1),),
    )


def _development_table() -> SheetTable:
    rows = (("2013", "441"), ("2015", "551"), ("2017", "552"))
    return SheetTable(
        name="development",
        caption="Poäng av 800 per år",
        columns=(Column(head="År", kind=ColumnKind.WORDS), Column(head="Poäng")),
        rows=tuple(
            SheetRow(cells=((year,), Figure(shown=points, quantity=Fraction(points))))
            for year, points in rows
        ),
    )


def _areas_by_year() -> Drawing:
    return AreasByYear(
        series=(
            YearSeries(label="2015", legend="2015, äldre version"),
            YearSeries(label="2017", legend="2017", is_current=True),
        ),
        editions=(0, 1),
        rows=tuple(
            YearDots(
                label=f"{code} {title}",
                dots=(_share(before), _share(now)),
                figures=((str(now), ""), (f"{now - before:+d}", "△" if now > before else "≈")),
            )
            for code, title, now, before in AREAS
        ),
        head="Område, högst 100 poäng",
        heads=("2017", "mot 2015"),
        legend=(("△", "om områdena är jämförbara"), ("≈", "går inte att skilja åt")),
    )


def _areas_table() -> SheetTable:
    return SheetTable(
        name="areas",
        caption="Områdenas poäng per år",
        columns=(
            Column(head="Område", kind=ColumnKind.WORDS),
            Column(head="2015", group="2010 års version"),
            Column(head="2017", group="2016 års version", is_break=True),
            Column(head="mot 2015", group="2016 års version"),
        ),
        rows=tuple(
            SheetRow(
                cells=(
                    (f"{code} {title}",),
                    Figure(shown=str(before), quantity=Fraction(before)),
                    Figure(shown=str(now), quantity=Fraction(now)),
                    Figure(
                        shown=f"{now - before:+d}".replace("-", "−"),
                        mark=Mark.RISE_IF if now > before else Mark.FALL_IF if now < before else Mark.ALIKE,
                    ),
                )
            )
            for code, title, now, before in AREAS
        ),
    )


def _to_gain() -> SheetTable:
    rows = (
        ("7.2", "Analys av avvikelser, brister och problem", 14, 25),
        ("2.5", "Tjänsternas innehåll, synpunkter och klagomål", 13, 20),
        ("3.2", "Tydliga politiska mål", 12, 25),
    )
    total = SheetRow(
        cells=(("",), ("Summa",), Figure(shown="39", quantity=Fraction(39)), Gap(words="okänt"), ()),
        is_strong=True,
    )
    return SheetTable(
        name="to-gain",
        caption="Delfrågor där mest poäng saknas",
        columns=(
            Column(head="", kind=ColumnKind.WORDS),
            Column(head="Delfråga", kind=ColumnKind.WORDS),
            Column(head="saknas"),
            Column(head="av max"),
            Column(head="Andel", kind=ColumnKind.SHARE, fold=1),
        ),
        rows=(
            *(
                SheetRow(
                    cells=(
                        (code,),
                        (title,),
                        Figure(shown=str(lacking), quantity=Fraction(lacking)),
                        Figure(shown=str(maximum), quantity=Fraction(maximum)),
                        ShareBar(
                            interval=_exactly(Fraction(lacking, maximum)), shown=f"{lacking} av {maximum}"
                        ),
                    ),
                    depth=1 if code == "3.2" else 0,
                )
                for code, title, lacking, maximum in rows
            ),
            total,
        ),
        notes=("En delfråga med mest att vinna står först.",),
    )


def _wide_table() -> SheetTable:
    years = range(2001, 2019)
    return SheetTable(
        name="wide",
        caption="Arton år bredvid varandra",
        is_caption_shown=True,
        columns=(
            Column(head="Område", kind=ColumnKind.WORDS),
            *(Column(head=str(year), is_break=year == 2010) for year in years),
        ),
        rows=tuple(
            SheetRow(
                cells=(
                    (f"{code} {title}",),
                    *(
                        Gap(words="–") if year % 7 == 0 else Figure(shown=f"{now - year % 5},5")
                        for year in years
                    ),
                )
            )
            for code, title, now, _ in AREAS
        ),
    )


def _profile(name: str) -> Drawing:
    series = ProfileSeries(name=name, shares=(_exactly(Fraction(1, 2)), None), figures=("50", name))
    return Profile(labels=(name, "2 Två"), short_labels=("1", "2"), series=(series,))


def _points(value: int) -> Interval:
    return _exactly(Fraction(value))


def _share(value: int) -> Interval:
    return _exactly(Fraction(value, 100))


def _exactly(value: Fraction) -> Interval:
    return Interval(value, value)
