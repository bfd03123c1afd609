"""A made-up sheet that has every block, and strategies that draw any sheet of any words."""

from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st

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
from kompass_spec.plugins.hooks import SHEET_KINDS
from kompass_testing.sample_drawings import sample_drawings

__all__ = ["everything", "sheets"]


def _figure(points: int, mark: Mark | None = None) -> Figure:
    sign = "+" if mark is not None and points > 0 else ""
    shown = f"{sign}{points}".replace("-", "−")
    return Figure(shown=shown, quantity=Fraction(points), mark=mark)


_DRAWINGS = sample_drawings()

Area = tuple[str, str, int, int, Mark, int, Mark]
AREAS: tuple[Area, ...] = (
    ("1", "Offentlighet och demokrati", 48, 68, Mark.RISE, 74, Mark.RISE_IF),
    ("2", "Brukarfokus, tillgänglighet och bemötande", 37, 49, Mark.RISE, 57, Mark.RISE_IF),
    ("3", "Politisk styrning och kontroll", 66, 74, Mark.RISE, 73, Mark.FALL_IF),
    ("6", "Kommunen som arbetsgivare – personalpolitik", 58, 76, Mark.RISE, 76, Mark.ALIKE),
)


def _area_row(area: Area) -> SheetRow:
    code, name, first, second, certain, third, conditional = area
    return SheetRow(
        cells=(
            (code,),
            (Passage(name, "sv"),),
            _figure(first),
            _figure(second),
            _figure(second - first, certain),
            _figure(third),
            _figure(third - second, conditional),
            ShareBar(interval=Interval(Fraction(third, 100), Fraction(third, 100)), shown=f"{third} %"),
        )
    )


AREA_TABLE = SheetTable(
    name="areas",
    caption="Area by area",
    is_caption_shown=True,
    columns=(
        Column(head="Code", kind=ColumnKind.WORDS),
        Column(head="Area, at most 100 points", kind=ColumnKind.WORDS),
        Column(head="2013", group="The edition of 2010"),
        Column(head="2015", group="The edition of 2010"),
        Column(head="change", group="The edition of 2010", fold=1),
        Column(head="2017", group="The edition of 2016, higher demands", is_break=True),
        Column(head="against 2015", group="The edition of 2016, higher demands", fold=2),
        Column(head="share", kind=ColumnKind.SHARE, fold=3),
    ),
    rows=(
        *(_area_row(area) for area in AREAS),
        SheetRow(
            cells=(
                ("",),
                ("In all, at most 800 points",),
                _figure(441),
                _figure(551),
                _figure(110, Mark.RISE),
                _figure(552),
                Gap(words="another edition"),
                Gap(words="not published", is_marked=True),
            ),
            is_strong=True,
        ),
    ),
    notes=("Every figure is rounded, so a difference may be a point larger or smaller.",),
)


def everything(kind: str = "comparison") -> Sheet:
    """Return a sheet with every block and every kind of words."""
    headline = Headline(
        figure="552",
        unit="of 800 points · 69 %",
        share=Interval("0.687", "0.695"),
        sentence="The sum of the eight areas; the report prints no total.",
        note="Before rounding the result lies between 549.8 and 555.6.",
    )
    important = Bullets(
        bullets=(
            Bullet(lead="Strongest:", words=("area 8 (77)",)),
            Bullet(words=("Area 2 rose for certain",), mark=Mark.RISE, tone=Tone.GOOD),
            Bullet(words=("See ", Linked("the edition", "se-2016.html"), "."), tone=Tone.WARNING),
        )
    )
    tiles = Tiles(
        tiles=(
            Tile(label="2013–2015, the same edition", figure="+110 points", mark=Mark.RISE, note="all areas"),
            Tile(label="Among three published", ranked=(("668", False), ("552", True), ("519", False))),
        )
    )
    drawn = Illustration(
        drawing=_DRAWINGS["profile"],
        title="Profile",
        finding="Area 1 has 74 of 100 points.",
        is_title_shown=True,
        table=AREA_TABLE,
        notes=("A note below the drawing.",),
    )
    said = (
        Paragraph(lead="Mind", words=("that *nothing* | is <b>proved</b>.",), tone=Tone.WARNING),
        Quotation(
            words=Passage("Lägg till 40–50 poäng.", "sv"),
            source=("The report 2017, ", Linked("its page", "https://example.org/a b_(c)")),
        ),
        Facts(facts=(Fact(term="Publisher", lines=("Somebody", Passage("Någon annan", "sv"))),)),
    )
    return Sheet(
        kind=kind,
        language="en",
        kicker="Kommunkompassen · comparison of three evaluations",
        title="Örnsköldsviks kommun 2013, 2015 and 2017",
        lines=("2013 and 2015 on the edition of 2010.", Linked("All reports", "index.html")),
        parts=(
            Part(
                blocks=(
                    Beside(
                        columns=(
                            (Section(heading="Result", blocks=(headline, important)),),
                            (Section(heading="Development", blocks=(tiles,)),),
                        )
                    ),
                    Section(heading="The areas", anchor="areas", blocks=(drawn,), note="A quiet note."),
                )
            ),
            Part(
                title="Details",
                note="From here on everything is exact.",
                blocks=(
                    Section(heading="What is said", blocks=said),
                    Section(
                        heading=Passage("Frågor", "sv"),
                        level=3,
                        blocks=(
                            Details(summary="All questions", blocks=(evolve(AREA_TABLE, name="questions"),)),
                        ),
                    ),
                ),
            ),
        ),
        foot=("Made with kompass-spec from the report alone.",),
        summary=("Örnsköldsvik: 552 of 800 points.", "Weakest: area 2."),
    )


LONG = "x" * 1000
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            "Ständiga förbättringar",
            LONG,
            "=1+1",
            "<script>",
            "\x1b[31mred",
            "👩‍👩‍👧 漢字",
            "a\nb",
            "\u202e77",
        ]
    ),
)
WORDS: st.SearchStrategy[Words] = st.one_of(
    TEXTS,
    st.builds(Passage, TEXTS, st.sampled_from(["sv", "nb", "ar"])),
    st.builds(Linked, TEXTS, st.sampled_from(["#areas", "b.html", "https://example.org/ å|(x)<y>"])),
)
SOME_WORDS: st.SearchStrategy[tuple[Words, ...]] = st.lists(WORDS, max_size=3).map(tuple)
SHARES = st.tuples(st.fractions(0, 1, max_denominator=9), st.fractions(0, 1, max_denominator=9)).map(
    lambda ends: Interval(min(ends), max(ends))
)
TONES, MARKS = st.sampled_from(Tone), st.none() | st.sampled_from(Mark)


@st.composite
def _figures(draw: st.DrawFn) -> Figure:
    points = draw(st.fractions(-1000, 1000, max_denominator=8))
    shown = draw(st.just(str(points)) | TEXTS)
    return Figure(shown=shown, quantity=points, mark=draw(MARKS), tone=draw(TONES))


@st.composite
def tables(draw: st.DrawFn) -> SheetTable:
    """Draw a table of any columns and rows."""
    columns = draw(
        st.lists(
            st.builds(
                Column,
                head=TEXTS,
                kind=st.sampled_from(ColumnKind),
                group=st.none() | st.sampled_from(["A", "The edition of 2016", LONG]),
                is_break=st.booleans(),
                fold=st.integers(0, 4),
            ),
            max_size=9,
        )
    )
    gaps = st.builds(Gap, words=TEXTS, is_marked=st.booleans())
    cells: dict[ColumnKind, st.SearchStrategy[SheetCell]] = {
        ColumnKind.WORDS: SOME_WORDS,
        ColumnKind.FIGURE: _figures(),
        ColumnKind.SHARE: st.builds(ShareBar, interval=SHARES, shown=TEXTS, reference=st.none() | SHARES),
    }
    rows = draw(
        st.lists(
            st.builds(
                SheetRow,
                cells=st.tuples(*(cells[column.kind] | gaps for column in columns)),
                depth=st.integers(0, 3),
                is_strong=st.booleans(),
            ),
            max_size=4,
        )
    )
    return SheetTable(
        name="table",
        caption=draw(TEXTS),
        columns=tuple(columns),
        rows=tuple(rows),
        is_caption_shown=draw(st.booleans()),
        notes=draw(SOME_WORDS),
    )


BULLETS = st.builds(Bullet, words=SOME_WORDS, lead=st.none() | TEXTS, mark=MARKS, tone=TONES)
TILES = st.builds(
    Tile,
    label=TEXTS,
    figure=TEXTS,
    note=TEXTS,
    mark=MARKS,
    ranked=st.lists(st.tuples(TEXTS, st.booleans()), max_size=6).map(tuple),
)
LEAVES: st.SearchStrategy[SheetBlock] = st.one_of(
    st.builds(Paragraph, words=SOME_WORDS, lead=st.none() | TEXTS, tone=TONES),
    st.builds(Bullets, bullets=st.lists(BULLETS, max_size=3).map(tuple)),
    st.builds(Facts, facts=st.lists(st.builds(Fact, term=TEXTS, lines=SOME_WORDS), max_size=3).map(tuple)),
    st.builds(Headline, figure=TEXTS, unit=TEXTS, share=st.none() | SHARES, sentence=TEXTS, note=TEXTS),
    st.builds(Tiles, tiles=st.lists(TILES, max_size=3).map(tuple)),
    st.builds(Quotation, words=WORDS, source=SOME_WORDS),
    tables(),
    st.builds(
        Illustration,
        drawing=st.sampled_from([_DRAWINGS[name] for name in ("pareto", "profile", "ranked", "small")]),
        title=TEXTS,
        finding=TEXTS,
        table=st.none() | tables(),
        is_title_shown=st.booleans(),
        notes=SOME_WORDS,
    ),
)
BLOCKS: st.SearchStrategy[SheetBlock] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Beside, columns=st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple)),
        st.builds(
            Section,
            heading=WORDS,
            blocks=st.lists(inner, max_size=2).map(tuple),
            level=st.integers(2, 6),
            note=TEXTS,
        ),
        st.builds(Details, summary=TEXTS, blocks=st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=4,
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Draw a sheet of any blocks and words."""
    blocks = st.lists(BLOCKS, max_size=3).map(tuple)
    parts = st.lists(st.builds(Part, blocks=blocks, title=st.none() | TEXTS, note=TEXTS), max_size=2)
    return Sheet(
        kind=draw(st.sampled_from(SHEET_KINDS)),
        language=draw(st.sampled_from(["sv", "en"])),
        title=draw(TEXTS),
        kicker=draw(WORDS),
        lines=draw(SOME_WORDS),
        parts=tuple(draw(parts)),
        foot=draw(SOME_WORDS),
        summary=draw(st.lists(TEXTS, max_size=12).map(tuple)),
    )
