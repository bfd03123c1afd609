"""Who reads a file: its content decides, whatever it is called, and what nobody reads is named."""

import time
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from kompass_spec import (
    Assessment,
    Block,
    BlockCell,
    BlockKind,
    Document,
    Imported,
    InputError,
    Observation,
    Organisation,
    Place,
    Plugin,
    Plugins,
    Problem,
    Quantity,
    UsageError,
    import_document,
    load_plugins,
    load_registry,
)
from kompass_spec.documents.foreign_files import foreign_kind
from kompass_spec.results.opening import importer_for, open_document, readable_files

PLUGINS = load_plugins("importers")
pytestmark = pytest.mark.skipif(
    not {"text", "html", "csv"} <= {plugin.name for plugin in PLUGINS.of_kind("containers")},
    reason="the containers of text are not installed",
)

TITLE = "Kommunkompassen i Lunds kommun 2017"
POINTS = {
    "Offentlighet och demokrati": 71,
    "Brukarfokus, tillgänglighet och bemötande": 58,
    "Politisk styrning och kontroll": 66,
    "Ledarskap, ansvar och delegation": 62,
    "Resultat och effektivitet": 55,
    "Kommunen som arbetsgivare - personalpolitik": 73,
    "Ständiga förbättringar": 49,
    "Kommunen som samhällsbyggare": 77,
}
MARKDOWN = f"# {TITLE}\n\n| Område | Poäng |\n|---|---|\n" + "".join(
    f"| {area} | {points} |\n" for area, points in POINTS.items()
)
PAGE = f"<html><body><h1>{TITLE}</h1><table><tr><th>Område<th>Poäng" + "".join(
    f"<tr><td>{area}<td>{points}" for area, points in POINTS.items()
)
TABLE = f"{TITLE};\n;\nOmråde;Poäng\n" + "".join(f"{area};{points}\n" for area, points in POINTS.items())
UNICODE = TABLE.replace(";", "\t").encode("utf-16")
PAGES = b"%pages\x00\x01\x02"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def read(file, content, registry, plugins=PLUGINS, **more):
    raw = content.encode() if isinstance(content, str) else content
    return import_document(file, raw, registry=registry, plugins=plugins, **more)


@pytest.mark.parametrize(
    ("file", "content", "container"),
    [
        ("report.md", MARKDOWN, "text"),
        ("report", MARKDOWN, "text"),
        ("report.pdf", MARKDOWN, "text"),
        ("report.html", PAGE, "html"),
        ("report.md", PAGE, "html"),
        ("report.doc", PAGE, "html"),
        ("report.xls", PAGE, "html"),
        ("report.csv", TABLE, "csv"),
        ("report.xls", TABLE, "csv"),
        ("report.xls", UNICODE, "csv"),
        ("report.md", "# Lund\n\n<table><tr><td>A</td></tr></table>\n", "text"),
        ("report.txt", "Lund; 61\nHöör; 52\n", "text"),
    ],
)
def test_the_content_decides_which_container_reads_a_file(file, content, container):
    raw = content.encode() if isinstance(content, str) else content
    document = open_document(file, raw, PLUGINS).document
    assert document is not None
    assert document.container == container


@pytest.mark.parametrize("content", [MARKDOWN, PAGE, TABLE, UNICODE], ids=["text", "html", "csv", "unicode"])
def test_the_same_figures_are_the_same_assessment_but_for_places(content, registry):
    (assessment,) = read("report", content, registry).assessments
    assert (assessment.organisation.name, assessment.year, assessment.edition) == ("Lund", 2017, "se-2016")
    figures = {one.item: one.value for one in assessment.observations}
    assert figures == {str(code): points for code, points in enumerate(POINTS.values(), start=1)}


@pytest.mark.parametrize(
    ("content", "kind", "advice"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", "OCRmyPDF"),
        (b"{\\rtf1 Lund}", "a document in RTF", ".docx"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word 97 to 2003 (.doc)", ".docx"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel 97 to 2003 (.xls)", ".xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "without a password"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "a book (EPUB)", "Calibre"),
        (b"PK\x03\x04" + bytes(26), "an archive (zip)", "Unpack"),
        (b"\x1f\x8b\x08", "gzip", "Unpack"),
        (b"bplist00\xd1\x01", "a page that Safari saved", "HTML"),
        (b"<?xml version='1.0'?>\n<?mso-application progid='Word.Document'?>", "kept as XML", ".docx"),
        (b"<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?>", "kept as XML", ".xlsx"),
        (b"<?xml version='1.0'?>\n<office:document-content office:version='1.3'>", "kept as XML", ".odt"),
        (b'<?xml version="1.0"?>\n<omrade namn="Ledarskap" poang="61"/>', "XML of a program", ".xlsx"),
        ('<?xml version="1.0"?><rss/>'.encode("utf-16"), "XML of a program", "CSV"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "a drawing (SVG)", "PDF"),
        (b"ID;PCALCOOO32\nC;X1;Y1;K61\n", "a table in SYLK (.slk)", ".xlsx"),
        (b"TABLE\r\n0,1\r\n", "a table in DIF (.dif)", ".ods"),
        (bytes(range(256)), "a kind that is not known", "save it as"),
    ],
)
def test_a_file_that_nobody_reads_is_named_with_what_helps(content, kind, advice, registry):
    only = Plugins(loaded=tuple(one for one in PLUGINS.loaded if one.distribution != "kompass-read-office"))
    with pytest.raises(InputError) as raised:
        read("report.md", content, registry, only)
    (problem,) = raised.value.problems
    assert problem.code == "unread-kind"
    assert kind in problem.message
    assert advice in problem.message


@given(st.binary(max_size=600))
def test_every_content_has_a_name(content):
    kind = foreign_kind(content)
    assert kind.name
    assert kind.advice.endswith(".")


def plugin(kind, provided):
    return Plugin(
        kind=kind, name=provided.name, distribution=f"acme-{provided.name}", version="1", provided=provided
    )


class Own:
    """A partner's importer of a format of its own, which knows nothing of blocks."""

    name = "own"
    endings: tuple[str, ...] = (".own",)

    def read(self, request):
        assert request.document is None
        figure = Observation(item="1", quantity=Quantity.POINTS, value=Fraction(61), line=1)
        return Imported(
            assessments=(
                Assessment(
                    edition="se-2016",
                    organisation=Organisation(name="Lund", kind=None),
                    observations=(figure,),
                    source=request.source,
                ),
            )
        )


class Knowing(Own):
    """One that knows its files by their content, among others that end so."""

    name = "knowing"
    endings = (".md",)

    def recognises(self, content):
        return content.startswith(b"%knowing")


class Pages:
    """A container of a format with pages."""

    name = "pages"
    endings = (".pages",)
    blocks: tuple[Block, ...] = (Block(kind=BlockKind.PARAGRAPH, place=Place(page=1), text=TITLE),)

    def recognises(self, content):
        return content.startswith(PAGES)

    def read(self, _):
        return Document(container=self.name, blocks=self.blocks)


class Table(Pages):
    """A page of it with the areas of the edition."""

    blocks = (
        Block(kind=BlockKind.HEADING, place=Place(page=1), text=TITLE, level=1),
        *(
            Block(kind=BlockKind.PARAGRAPH, place=Place(page=14), text=f"{area}\t{points}", continues=True)
            for area, points in POINTS.items()
        ),
    )


def test_an_importer_by_ending_goes_on_as_before(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("importers", Own())))
    (assessment,) = read("report.own", b"61", registry, plugins).assessments
    assert assessment.observations[0].value == 61
    (named,) = read("report.md", b"61", registry, plugins, importer="own").assessments
    assert named.observations == assessment.observations


def test_an_importer_that_recognises_its_files_gets_those_alone(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("importers", Knowing())))
    assert importer_for("report.xyz", b"%knowing", None, plugins)[0].name == "knowing"
    assert importer_for("report.md", MARKDOWN.encode(), None, plugins)[0].name == "report"
    assert len(read("report.md", MARKDOWN, registry, plugins).assessments[0].observations) == 8


class Confused(Knowing):
    """One that falls over what it is asked."""

    name = "confused"

    def recognises(self, _):
        raise RuntimeError("no")


def test_an_importer_that_cannot_tell_costs_a_sentence_and_not_the_file(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("importers", Confused())))
    imported = read("report.md", MARKDOWN, registry, plugins)
    assert len(imported.assessments[0].observations) == 8
    assert [warning.code for warning in imported.warnings] == ["plugin-failed"]


def test_two_importers_of_blocks_are_not_chosen_between():
    class Other(Own):
        name = "other"
        endings: tuple[str, ...] = ()

    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("importers", Other())))
    with pytest.raises(UsageError, match="`importer=`"):
        importer_for("report.md", b"a", None, plugins)
    assert importer_for("report.md", b"a", "report", plugins)[0].name == "report"


def test_figures_keep_the_page_that_they_stand_on(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Table())))
    imported = read("report.md", PAGES, registry, plugins)
    assert {(one.page, one.line) for one in imported.assessments[0].observations} == {(14, None)}


class Clumsy(Table):
    """A container whose table names one figure twice, so that the importer speaks of two places."""

    blocks = (
        *Table.blocks,
        Block(kind=BlockKind.PARAGRAPH, place=Place(page=15), text=f"{next(iter(POINTS))}\t72"),
    )


def test_a_warning_names_pages_and_not_lines(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Clumsy())))
    sentences = [str(warning) for warning in read("report.md", PAGES, registry, plugins).warnings]
    assert any("page 14" in sentence and "page 15" in sentence for sentence in sentences), sentences
    assert not any("line" in sentence.split("page")[0] or "\x00" in sentence for sentence in sentences)


class Broken(Pages):
    """A container that falls over whatever it is asked."""

    name = "broken"

    def recognises(self, _):
        raise RuntimeError("no")


def test_a_broken_container_costs_a_sentence_and_not_the_file(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Broken())))
    imported = read("report.md", MARKDOWN, registry, plugins)
    assert len(imported.assessments[0].observations) == 8
    assert [warning.code for warning in imported.warnings] == ["plugin-failed"]


class Endless(Pages):
    """A container that makes more of a file than any report has."""

    name = "endless"

    def __init__(self, blocks):
        self.blocks = blocks


CELL = BlockCell(text="a", place=Place(line=1))
LINE = Block(kind=BlockKind.PARAGRAPH, place=Place(line=1), text="Kommunkompassen 61")


@pytest.mark.parametrize(
    ("blocks", "what"),
    [
        ((LINE,) * 150_001, "150,001 lines"),
        ((Block(kind=BlockKind.TABLE, place=Place(line=1), rows=((CELL,),) * 150_000),), "150,001 lines"),
        ((Block(kind=BlockKind.TABLE, place=Place(line=1), rows=((CELL,) * 600_001,)),), "600,001 cells"),
        (
            (Block(kind=BlockKind.PARAGRAPH, place=Place(line=1), text="a" * 20_000_001),),
            "20,000,001 letters",
        ),
    ],
)
def test_a_container_that_makes_too_much_of_a_file_is_named_at_once(blocks, what, registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Endless(blocks))))
    begun = time.process_time()
    with pytest.raises(InputError) as raised:
        read("report.md", PAGES, registry, plugins)
    assert time.process_time() - begun < 1
    (problem,) = raised.value.problems
    assert (problem.code, problem.file) == ("file-too-large", "report.md")
    assert f"The container 'endless' of acme-endless 1 made {what} of this file" in problem.message


def odd(**changes):
    block = Block(kind=BlockKind.PARAGRAPH, place=Place(line=1), text="a")
    for name, value in changes.items():
        object.__setattr__(block, name, value)
    return block


@pytest.mark.parametrize(
    "block",
    [
        odd(text=3),
        odd(place=Place(line=0)),
        odd(place=Place(sheet="")),
        odd(place=None),
        odd(level=-1),
        odd(kind=BlockKind.TABLE),
        odd(rows=((),)),
        "a",
    ],
)
def test_what_a_container_returns_is_held_at_the_door(block, registry):
    class Odd(Pages):
        def read(self, _):
            document = Document(container="pages", blocks=())
            object.__setattr__(document, "blocks", (block,))
            return document

    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Odd())))
    with pytest.raises(InputError, match="returned what cannot be used"):
        read("report.md", PAGES, registry, plugins)


class Scan(Pages):
    """A container whose document has nothing but pictures."""

    blocks = (Block(kind=BlockKind.PICTURE, place=Place(page=1)),)


class Illustrated(Table):
    """One with a picture between the words."""

    blocks = (*Table.blocks, Block(kind=BlockKind.PICTURE, place=Place(page=3)))


def test_a_scan_is_told_with_what_helps(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Scan())))
    with pytest.raises(InputError, match="OCRmyPDF"):
        read("report.md", PAGES, registry, plugins)


def test_a_page_that_is_a_picture_is_named(registry):
    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Illustrated())))
    warnings = read("report.md", PAGES, registry, plugins).warnings
    assert [(warning.code, warning.page) for warning in warnings] == [("picture", 3)]


def test_a_folder_gives_what_can_be_read_and_names_the_rest(tmp_path):
    (tmp_path / "a.md").write_text(MARKDOWN, "utf-8")
    (tmp_path / "b.xls").write_bytes(PAGE.encode())
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "d.json").write_text("{}", "utf-8")
    (tmp_path / ".hidden").write_bytes(b"x")
    (tmp_path / "~$a.docx").write_bytes(b"x")
    files, passed, problems = readable_files([tmp_path], PLUGINS)
    assert [file.name for file in files] == ["a.md", "b.xls"]
    assert [(problem.code, problem.file) for problem in passed] == [
        ("passed-over", str(tmp_path / "c.png")),
        ("passed-over", str(tmp_path / "d.json")),
    ]
    assert "OCRmyPDF" in passed[0].message
    assert problems == []
    named, passed, _ = readable_files([tmp_path / "c.png"], PLUGINS)
    assert (named, passed) == ([tmp_path / "c.png"], [])


def test_a_folder_of_which_nothing_is_read_is_wrong(tmp_path):
    """docs/reference/commands.md: 0 where all went well; a scan alone gives no result."""
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans/c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "a.md").write_text(MARKDOWN, "utf-8")
    files, passed, problems = readable_files([tmp_path / "scans", tmp_path / "a.md"], PLUGINS)
    assert ([file.name for file in files], len(passed)) == (["a.md"], 1)
    assert [(problem.code, problem.file) for problem in problems] == [("no-file", str(tmp_path / "scans"))]
    assert "No file in the folder is read" in problems[0].message
    assert readable_files([tmp_path], PLUGINS)[2] == []


def test_without_a_container_it_is_said_which_to_install(registry):
    plugins = Plugins(loaded=PLUGINS.of_kind("importers"))
    with pytest.raises(InputError, match="kompass-read-text"):
        read("report.md", b"%PDF-1.7", registry, plugins)
    assert len(read("report.md", MARKDOWN, registry, plugins).assessments[0].observations) == 8


def test_a_warning_of_a_container_is_one_of_the_import(registry):
    class Warned(Table):
        def read(self, _):
            warning = Problem("damaged-file", "A page is missing.", page=2)
            return Document(container="pages", blocks=self.blocks, warnings=(warning,))

    plugins = Plugins(loaded=(*PLUGINS.loaded, plugin("containers", Warned())))
    (warning,) = read("report.md", PAGES, registry, plugins).warnings
    assert str(warning) == "report.md: page 2: A page is missing."
