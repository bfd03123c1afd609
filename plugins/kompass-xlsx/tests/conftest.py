"""Workbooks that are made, filled in as another program does it, and read back."""

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from kompass_spec import ImportRequest, Registry, TemplateRequest, load_registry
from kompass_spec.documents.editions import read_edition
from kompass_xlsx.plugin import WorkbookImporter, WorkbookTemplate

ROOT = Path(__file__).parents[3]
MADE = Path(__file__).parent / "editions"


@pytest.fixture(scope="session")
def registry():
    """What is installed, and the small editions of these tests."""
    known = load_registry()
    for file in sorted(MADE.glob("*.toml")):
        known = known.with_edition(read_edition(file.read_text("utf-8"), file.name))
    return known


@pytest.fixture(scope="session")
def blank(registry):
    """What makes the empty workbook of an edition, in a language; the same one is made once."""

    @cache
    def make(edition, language=None):
        found = registry.find(edition)
        request = TemplateRequest(
            edition=found,
            registry=registry,
            language=language or found.language,
            digest=registry.digest(found),
        )
        return WorkbookTemplate().make(request)

    return make


def tables(book):
    """Yield every row that has a key, with its sheet, the name of its table and its columns by their keys."""
    for sheet in book:
        kind, columns = None, {}
        for row in sheet.iter_rows():
            key = row[0].value
            if isinstance(key, str) and key.startswith("kompass:"):
                kind = key.removeprefix("kompass:")
                columns = {cell.value: cell.column for cell in row[1:] if cell.value}
            elif key is not None and kind is not None:
                yield sheet, kind, row[0].row, str(key), columns


COVER = {"organisation": "Örnsköldsvik", "year": 2026}


def given_to(kind, key, answers, cover, left):
    """Return what a row is given by the key of its column; of findings each is given to one row."""
    if kind == "items":
        return answers.get(key, {})
    if kind == "cover":
        return {"value": {**COVER, **(cover or {})}.get(key)}
    found = next((one for one in left if kind == "findings" and one[0] == key), None)
    if found is None:
        return {}
    left.remove(found)
    return found[1]


def filled_in(content, answers=(), *, findings=(), cover=None, change=None):
    """Return a workbook with answers, which no program has counted yet.

    With ``change`` openpyxl opens and saves it, and that may do with it what it likes.
    """
    answers, left = dict(answers), list(findings)
    if change is None:
        return written_into(content, answers, cover, left)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, kind, row, key, columns in tables(book):
        for column, value in given_to(kind, key, answers, cover, left).items():
            if value not in {None, ""}:
                cell = sheet.cell(row, columns[column])
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written_into(content, answers, cover, left):
    """Return a workbook with answers, written into its files as they are: a hundred times as fast."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as made:
        for info in source.infolist():
            part = source.read(info)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", info.filename)
            if number:
                rows = book.get_sheet_by_index(int(number[1]) - 1).to_python(skip_empty_area=False)
                text = re.sub(r"</f><v>[^<]*</v>", "</f>", part.decode())
                for place, value in cells_of(rows, answers, cover, left):
                    text, times = re.subn(
                        rf'<c r="{place}"( s="\d+")?(?: t="s"><v>\d+</v></c>|/>)',
                        lambda found, place=place, value=value: cell_of(place, found[1] or "", value),
                        text,
                    )
                    assert times == 1, place
                part = text.encode()
            made.writestr(info, part)
    return stream.getvalue()


def cells_of(rows, answers, cover, left):
    """Yield the cells of a sheet that are given something, and what."""
    kind, columns = None, {}
    for number, row in enumerate(rows):
        if str(row[0]).startswith("kompass:"):
            kind = row[0].removeprefix("kompass:")
            columns = {key: column for column, key in enumerate(row) if column and key}
        elif row[0] and kind is not None:
            for column, value in given_to(kind, row[0], answers, cover, left).items():
                if value not in {None, ""}:
                    yield xl_rowcol_to_cell(number, columns[column]), value


def cell_of(place, style, value):
    if isinstance(value, bool):
        return f'<c r="{place}"{style} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}"{style}><v>{value!r}</v></c>'


@pytest.fixture(scope="session")
def fill():
    """What fills a workbook in."""
    return filled_in


@pytest.fixture(scope="session")
def filled(blank):
    """What makes a workbook of an edition and fills it in."""

    def make(edition, answers=(), *, language=None, **options):
        return filled_in(blank(edition, language), answers, **options)

    return make


@pytest.fixture(scope="session")
def read(registry):
    """What reads a workbook back, by the bytes or with more of a request."""

    def imported(content, **options):
        request = ImportRequest(**{"file": "any.name", "content": content, "registry": registry, **options})
        return WorkbookImporter().read(request)

    return imported


@pytest.fixture(scope="session")
def office():
    """What saves workbooks by LibreOffice, all at once, as XLSX or as another format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def save(folder, contents, to="xlsx"):
        given, made = folder / "given", folder / f"made-{to}"
        given.mkdir(exist_ok=True)
        for name, content in contents.items():
            (given / f"{name}.xlsx").write_bytes(content)
        own = f"-env:UserInstallation=file://{folder}/profile"
        files = sorted(given.glob("*.xlsx"))
        command = [program, own, "--headless", "--convert-to", to, "--outdir", made, *files]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return {name: (made / f"{name}.{to}").read_bytes() for name in contents}

    return save


@pytest.fixture(scope="session")
def summary():
    """What reads the summary of a workbook."""
    return summary_of


def summary_of(content):
    """Return the lines of a summary by code, empty for the total: points, possible, maximum, share."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
    begun = next(number for number, row in enumerate(rows) if row[0] == "1" or row[0] == "x")
    lines = {}
    for row in rows[begun:]:
        lines[row[0]] = row[2:6]
        if row[0] == "":
            return lines
    raise AssertionError("the summary has no total")


@pytest.fixture(scope="session")
def sums():
    """What reads the sums of every area in whole units: the least, the greatest, the maximum."""

    def found(content):
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        return {
            key: [sheet.cell(row, column).value for column in (2, 3, 4)]
            for sheet, kind, row, key, _ in tables(book)
            if kind == "areas"
        }

    return found


@pytest.fixture(scope="session")
def results():
    """What reads the result of every item in a workbook."""

    def found(content):
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        return {
            key: sheet.cell(row, columns["result"]).value
            for sheet, kind, row, key, columns in tables(book)
            if kind == "items"
        }

    return found


@pytest.fixture(scope="session")
def drafts():
    """What makes a registry of editions given as TOML."""

    def make(*texts):
        return Registry.of([read_edition(text, "edition.toml") for text in texts])

    return make
