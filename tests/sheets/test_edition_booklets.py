"""The sheets of editions, items, differences, mappings and conversions."""

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import convert_path, diff_editions, load_registry
from kompass_spec.model import Completeness, Text
from kompass_spec.model.drawings import MappingDrawing, Weights
from kompass_spec.model.sheet import Details, Paragraph, SheetTable, Tiles, words_of
from kompass_spec.plugins.host import load_plugins
from kompass_spec.releases.listing import listed_releases
from kompass_spec.results.layouts import lay_out, renderers_of
from kompass_spec.sheets.conversion import conversion_sheet
from kompass_spec.sheets.difference import difference_sheet
from kompass_spec.sheets.edition import edition_sheet
from kompass_spec.sheets.item import item_sheet
from kompass_spec.sheets.mapping import mapping_sheet
from tests.sheets.plain import plain
from tests.sheets.walking import all_blocks, drawing, of_kind, section, table

GOLDEN = Path(__file__).parent / "golden"
REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
REGISTRY = load_registry()
MAPPINGS = {mapping.id: mapping for mapping in REGISTRY.mappings()}
LANGUAGES = ["en", "sv", "nb", "nn", "da"]


def booklet(name, language):
    """Return the sheet of an edition with the mappings that join it."""
    edition = REGISTRY[name]
    joining = [one for one in MAPPINGS.values() if name in {one.source.id, one.target.id}]
    return edition_sheet(
        edition, language=language, mappings=joining, releases=listed_releases([name], REGISTRY)
    )


def difference(first, second, language):
    """Return the sheet of a difference by the mapping that joins the two, if there is one."""
    one, other = REGISTRY[first], REGISTRY[second]
    mapping = MAPPINGS.get(f"{first}-to-{second}")
    changed = diff_editions(one, other, mapping)
    return difference_sheet(changed, one, other, mapping=mapping, language=language)


@pytest.fixture(scope="module")
def conversions():
    return convert_path(REPORT, "se-2010").conversions


def sheets(language):
    """Return sheets of every kind but conversions, for what holds of all."""
    return [
        *(booklet(name, language) for name in REGISTRY),
        *(mapping_sheet(mapping, language=language) for mapping in MAPPINGS.values()),
        item_sheet(REGISTRY["se-2016"], "2", language=language, mappings=tuple(MAPPINGS.values())),
        difference("se-2010", "se-2016", language),
        difference("se-2016@1.0.0", "se-2016", language),
        difference("no-2003", "se-2016", language),
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_booklet_of_an_edition(language, kompass_golden):
    kompass_golden(GOLDEN / f"edition.{language}.txt", plain(booklet("se-2016", language)).encode())


def test_a_difference_a_mapping_and_a_conversion(kompass_golden, conversions):
    kompass_golden(GOLDEN / "difference.sv.txt", plain(difference("se-2010", "se-2016", "sv")).encode())
    shown = mapping_sheet(MAPPINGS["se-2010-to-se-2016"], language="sv")
    kompass_golden(GOLDEN / "mapping.sv.txt", plain(shown).encode())
    kompass_golden(GOLDEN / "conversion.sv.txt", plain(conversion_sheet(conversions, language="sv")).encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_tables_and_sections_are_unique(language, conversions):
    for sheet in (*sheets(language), conversion_sheet(conversions, language=language)):
        names = [one.name for one in of_kind(sheet, SheetTable)]
        assert len(set(names)) == len(names), sheet.title
        for one in of_kind(sheet, SheetTable):
            assert all(len(row.cells) == len(one.columns) for row in one.rows)
        assert len(sheet.summary) <= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_is_said_whatever_the_language(language):
    """Rule: every figure is the same in all languages, as is what stands in which order."""
    for sheet, english in zip(sheets(language), sheets("en"), strict=True):
        kinds = [type(block) for block in all_blocks(sheet)]
        assert kinds == [type(block) for block in all_blocks(english)]
        for one, other in zip(of_kind(sheet, SheetTable), of_kind(english, SheetTable), strict=True):
            assert [len(row.cells) for row in one.rows] == [len(row.cells) for row in other.rows]


def test_every_question_stands_once_in_its_booklet_and_in_its_weights():
    edition = REGISTRY["se-2016"]
    sheet = booklet("se-2016", "sv")
    codes = [
        words_of(row.cells[0][0])
        for one in of_kind(sheet, SheetTable)
        if one.name.startswith("questions-")
        for row in one.rows
    ]
    assert codes == [question.code for question in edition.questions]
    weights = drawing(sheet, Weights)
    assert sum(points for _, blocks in weights.rows for _, points in blocks) == edition.max


def test_an_edition_of_which_little_is_known_says_so_and_draws_nothing():
    sheet = booklet("se-2002", "en")
    assert drawing(sheet, Weights) is None
    assert section(sheet, "not-known") is not None
    assert section(booklet("se-2016", "en"), "not-known") is None
    unknown = evolve(REGISTRY["se-2020"], areas=(), completeness=Completeness.PARTIAL)
    assert "None of its areas is known." in plain(edition_sheet(unknown, language="en"))


def test_questions_that_the_older_edition_may_have_are_said_once_and_listed_nowhere():
    sheet = difference("se-2010", "se-2016", "en")
    said = [block for block in of_kind(sheet, Paragraph) if "Not told here" in plain_words(block)]
    assert len(said) == 1
    assert "45 questions" in plain_words(said[0])
    assert "| 1.1" not in plain(sheet)
    # What the mapping says is new, is.
    assert "Miljöarbete" in plain(sheet)


def plain_words(paragraph):
    """Return the words of a paragraph."""
    return "".join(map(words_of, paragraph.words))


def test_moved_and_renamed_areas_stand_side_by_side():
    rows = table(difference("se-2016", "se-2020", "en"), "changes-areas").rows
    assert ["".join(map(words_of, cell)) for cell in rows[1].cells[:3]] == [
        "2 Brukarfokus, tillgänglighet och bemötande",
        "5 Brukarens fokus",
        "renamed, moved",
    ]


def test_old_and_new_words_and_maxima_stand_side_by_side():
    edition = REGISTRY["se-2016"]
    area, *others = edition.areas
    question, *rest = area.questions
    changed = evolve(
        question, text=evolve(question.text, translations=(("sv", "Nya ord?"),)), max=Fraction(20)
    )
    balanced = evolve(rest[0], max=Fraction(15))
    area = evolve(area, questions=(changed, balanced, *rest[1:]))
    later = evolve(edition, areas=(area, *others), release="2.0.0", verified=False)
    sheet = difference_sheet(diff_editions(edition, later), edition, later, language="en")
    first, second = table(sheet, "changes-1").rows
    assert [words_of(cell[0]) for cell in first.cells] == [
        f"1.1 {question.text['sv']}",
        "1.1 Nya ord?",
        "reworded, new maximum (15 → 20 points)",
    ]
    assert words_of(second.cells[2][0]) == "new maximum (20 → 15 points)"
    assert "Together a major step." in sheet.lines


def test_without_a_mapping_nothing_is_said_to_be_added_or_removed():
    sheet = difference("no-2003", "se-2016", "en")
    assert "No mapping joins these editions" in plain(sheet)
    assert of_kind(sheet, SheetTable) == []


def test_a_mapping_is_drawn_with_a_line_for_every_link_of_areas():
    sheet = mapping_sheet(MAPPINGS["se-2016-to-se-2020"], language="en")
    drawn = drawing(sheet, MappingDrawing)
    assert [(line.source, line.target) for line in drawn.lines][:3] == [(0, 0), (1, 4), (2, 2)]
    assert all(line.is_judged for line in drawn.lines)
    assert {line.words for line in drawn.lines} == {""}, "words on lines that cross stand in each other's way"
    straight = drawing(mapping_sheet(MAPPINGS["se-2010-to-se-2016"], language="en"), MappingDrawing)
    assert straight.lines[0].words == "extended"


def test_unchanged_headings_are_counted_and_the_others_told():
    sheet = mapping_sheet(MAPPINGS["se-2010-to-se-2016"], language="en")
    (folded,) = of_kind(sheet, Details)
    assert folded.summary.endswith("headings are unchanged")
    assert [words_of(row.cells[2][0]) for row in table(sheet, "links-headings").rows] == ["renamed"] * 2
    assert [words_of(row.cells[0][0]) for row in table(sheet, "dropped").rows] == ["Valfrihet", "IT-stöd"]


def test_proved_assumed_and_adjusted_are_kept_apart(conversions):
    sheet = conversion_sheet(conversions, language="en")
    tiles = of_kind(sheet, Tiles)[0].tiles
    assert [(tile.label, tile.figure) for tile in tiles] == [
        ("Proved", "0–800"),
        ("Assumed", "549.8–555.6"),
        ("Adjusted", "592–602"),
    ]
    assert [part.title for part in sheet.parts] == [
        "2017, Kommunkompassen 2016",
        "2015, Kommunkompassen 2010",
        "2013, Kommunkompassen 2010",
    ]
    assert "Nothing is proved of any area." in table(sheet, "areas-1").notes
    assert [column.head for column in table(sheet, "areas-2").columns] == ["Area", "Max", "Proved"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calculation_that_was_asked_for_is_a_section(language):
    found = convert_path(REPORT, "se-2010", certified=True).conversions
    certificates = [one.certificate.of(["1"]) for one in found if one.certificate is not None]
    explained = plain(conversion_sheet(found, language=language, certificates=certificates))
    assert "[0] se-2010 1 ≥ 0" in explained
    assert ("se-2010 again" in explained) == (language == "en")
    assert "[0]" not in plain(conversion_sheet(found, language=language))


HOSTILE = '<script>alert(1)</script>=1+1 \N{RIGHT-TO-LEFT OVERRIDE}\x1b[31m\N{PILE OF POO} | "quoted"'
LONG = "X" * 1000


@pytest.mark.slow
@pytest.mark.parametrize("words", [HOSTILE, LONG], ids=["hostile", "long"])
def test_whatever_stands_in_an_edition_is_laid_out_in_every_format(words):
    edition = REGISTRY["se-2016"]
    text = Text({"sv": words})
    areas = tuple(
        evolve(
            area,
            title=text,
            aliases=(words,),
            questions=tuple(evolve(question, text=text) for question in area.questions),
        )
        for area in edition.areas
    )
    sources = tuple(evolve(source, title=words, url="javascript:alert(1)") for source in edition.sources)
    changed = evolve(edition, title=text, publisher=words, areas=areas, sources=sources, verified=True)
    mapping = evolve(MAPPINGS["se-2016-to-se-2020"], source=changed)
    plugins = load_plugins("renderers")
    for sheet in (
        edition_sheet(changed, mappings=[mapping]),
        item_sheet(changed, "7", mappings=[mapping]),
        mapping_sheet(mapping),
        difference_sheet(diff_editions(edition, changed), edition, changed),
    ):
        for renderer in renderers_of(sheet.kind, plugins):
            content = lay_out(sheet, to=renderer.name, plugins=plugins)
            assert content
            shown = content.decode("utf-8", "replace")
            if renderer.name in {"html", "text", "markdown"}:
                assert "<script>alert(1)" not in shown.replace("\\<", "&lt;") or renderer.name == "text"
                assert "\x1b" not in shown
                assert "javascript:" not in shown
            if renderer.name == "text":
                assert max(map(len, shown.splitlines())) <= 80


def test_a_sheet_is_the_same_bytes_every_time():
    plugins = load_plugins("renderers")
    first, second = (lay_out(booklet("se-2016", "sv"), to="text", plugins=plugins) for _ in range(2))
    assert first == second
