"""Set a report as PDF in many ways, with real producers, so that tests can read it back.

A report comes as Markdown of the plain kind that the sample is in: headings, paragraphs, items, and rows
whose cells tabs divide. Run as a script, this writes every way of one file to a folder:
``python typesetting.py REPORT.md FOLDER``.
"""

import html
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

_TAG = re.compile(r"</?(?:ul|b|li)\b[^>]*>")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SEPARATOR = re.compile(r"[\s|:-]*-[\s|:-]*")


class Part(NamedTuple):
    """Hold one part of a report; the rows of a table have cells, each of which has items or one text."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()


def plain(text: str) -> str:
    """Return a text without the marks of Markdown."""
    text = _LINK.sub(r"\1", _TAG.sub("", text)).replace("**", "").replace("\\", "")
    return " ".join(text.split())


def cell(text: str) -> tuple[str, ...]:
    """Return the items of a cell, or its one text."""
    parts = re.split(r"<li>|<br>", text)
    return tuple(item.lstrip("• ") for item in map(plain, parts) if item) or ("",)


def parts_of(markdown: str) -> list[Part]:
    """Return the parts of a report; a table of contents is left out, since each producer makes its own."""
    found: list[Part] = []
    rows: list[tuple[tuple[str, ...], ...]] = []
    contents = False
    for line in [*markdown.splitlines(), ""]:
        is_row = "\t" in line or (line.startswith("|") and line.rstrip().endswith("|"))
        if contents and not line.startswith("#"):
            continue
        if is_row and not _SEPARATOR.fullmatch(line):
            raw = line.split("\t") if "\t" in line else line.strip().strip("|").split("|")
            rows.append(tuple(map(cell, raw)))
            continue
        if is_row:
            continue
        if rows:
            found.append(Part("table", rows=tuple(rows)))
            rows = []
        text = line.strip()
        if not text:
            continue
        heading = re.match(r"(#+)\s+", line)
        if heading:
            contents = plain(line[heading.end() :]) == "Innehåll"
            found.append(Part("heading", plain(line[heading.end() :]), len(heading[1])))
        elif re.match(r"[-*] ", line):
            found.append(Part("item", plain(line[2:])))
        else:
            found.append(
                Part("bold" if text.startswith("**") and text.endswith("**") else "paragraph", plain(text))
            )
    return [part for part in found if part.text != "Innehåll"]


def as_html(parts: list[Part], style: str = "", *, head: bool = False) -> str:
    """Return a report as a page; ``head`` lets every first row be repeated on the pages of its table."""
    body: list[str] = []
    listed = False
    for part in [*parts, Part("end")]:
        if listed != (part.kind == "item"):
            body.append("</ul>" if listed else "<ul>")
            listed = not listed
        text = html.escape(part.text)
        if part.kind == "item":
            body.append(f"<li>{text}</li>")
        elif part.kind == "heading":
            body.append(f"<h{part.level}>{text}</h{part.level}>")
        elif part.kind == "table":
            body.append(_html_table(part, head=head))
        elif part.kind != "end":
            body.append(f"<p><b>{text}</b></p>" if part.kind == "bold" else f"<p>{text}</p>")
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Rapport</title>'
        f"<style>{style}</style>"
        f"</head><body>{''.join(body)}</body></html>"
    )


def _html_table(part: Part, *, head: bool) -> str:
    lines: list[str] = []
    for position, row in enumerate(part.rows):
        name = "th" if position == 0 and head else "td"
        cells = "".join(f"<{name}>{_html_cell(one)}</{name}>" for one in row)
        line = f"<tr>{cells}</tr>"
        lines.append(f"<thead>{line}</thead>" if position == 0 and head else line)
    return f"<table>{''.join(lines)}</table>"


def _html_cell(items: tuple[str, ...]) -> str:
    if len(items) == 1:
        return html.escape(items[0])
    return "<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in items) + "</ul>"


def as_typst(parts: list[Part], setup: str, *, table: str, head: bool = False, around: str = "{}") -> str:
    """Return a report for Typst; ``table`` are arguments of tables, ``around`` what is around them."""
    body = [setup]
    for part in parts:
        if part.kind == "heading":
            body.append(f"#heading(level: {part.level}, {_typst_text(part.text)})\n")
        elif part.kind == "item":
            body.append(f"#list(tight: true, [{_typst(part.text)}])\n")
        elif part.kind == "table":
            body.append("#" + around.format(_typst_table(part, table, head=head)) + "\n")
        else:
            text = _typst(part.text)
            body.append(f"#strong[{text}]\n\n" if part.kind == "bold" else f"{text}\n\n")
    return "\n".join(body)


def _typst(text: str) -> str:
    return f"#{_typst_text(text)}"


def _typst_text(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _typst_table(part: Part, arguments: str, *, head: bool) -> str:
    count = max(map(len, part.rows))
    widths = {2: "(1fr, auto)", 3: "(1fr, auto, auto)"}.get(
        count, "(auto, 1fr" + ", auto" * (count - 2) + ")"
    )
    rows = []
    for position, row in enumerate(part.rows):
        cells = ", ".join(_typst_cell(one) for one in (*row, *[("",)] * (count - len(row))))
        rows.append(f"table.header({cells})" if head and position == 0 else cells)
    return f"table(columns: {widths}, {arguments}, {', '.join(rows)})"


def _typst_cell(items: tuple[str, ...]) -> str:
    if len(items) == 1:
        return f"[{_typst(items[0]) if items[0] else ''}]"
    return "list(" + ", ".join(f"[{_typst(item)}]" for item in items) + ")"


def with_typst(source: str) -> bytes:
    """Return the PDF that Typst makes."""
    import typst  # noqa: PLC0415 - of the group `documents`, which not everybody has

    return typst.compile(source.encode("utf-8"))


def with_chromium(page: str) -> bytes:
    """Return the PDF that Chromium prints."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(page, "utf-8")
        subprocess.run(
            [
                shutil.which("chromium") or "chromium-browser",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={folder}/page.pdf",
                f"file://{folder}/page.html",
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (Path(folder) / "page.pdf").read_bytes()


def with_office(content: bytes, ending: str) -> bytes:
    """Return the PDF that LibreOffice makes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"report{ending}").write_bytes(content)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        if ending == ".html":
            command.append("--infilter=HTML (StarWriter)")
        subprocess.run(
            [
                *command,
                "--convert-to",
                "pdf:writer_pdf_Export",
                "--outdir",
                folder,
                f"{folder}/report{ending}",
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return (Path(folder) / "report.pdf").read_bytes()


def with_reportlab(parts: list[Part], *, ruled: bool = True) -> bytes:
    """Return the PDF that ReportLab makes."""
    # Of the group `documents`, which not everybody has.
    from reportlab.lib import colors  # noqa: PLC0415 - see above
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - see above
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415 - see above
    from reportlab.platypus import (  # noqa: PLC0415 - see above
        ListFlowable,
        Paragraph,
        SimpleDocTemplate,
        Table,
        TableStyle,
    )

    styles = getSampleStyleSheet()

    def paragraph(text: str, style: str = "Normal") -> Paragraph:
        return Paragraph(html.escape(text), styles[style])

    def held(items: tuple[str, ...]) -> object:
        if len(items) == 1:
            return paragraph(items[0])
        return ListFlowable([paragraph(item) for item in items], bulletType="bullet", start="•")

    story: list[object] = []
    for part in parts:
        if part.kind == "heading":
            story.append(paragraph(part.text, f"Heading{min(part.level, 6)}"))
        elif part.kind == "item":
            story.append(ListFlowable([paragraph(part.text)], bulletType="bullet", start="•"))
        elif part.kind == "table":
            count = max(map(len, part.rows))
            widths = {2: [380, 60], 3: [330, 55, 55]}.get(count, [35, 230] + [62] * (count - 2))
            rows = [[held(one) for one in (*row, *[("",)] * (count - len(row)))] for row in part.rows]
            rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
            story.append(
                Table(rows, colWidths=widths, style=TableStyle([*rules, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
            )
        else:
            story.append(paragraph(part.text))
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(story)
    return file.getvalue()


_PAPER = (
    "@page { size: A4; margin: 2cm }"
    " body { font-family: Carlito, 'Liberation Sans', sans-serif; font-size: 11pt }"
)
_RULED = "table { border-collapse: collapse } td, th { border: 1px solid #555; padding: 3px 6px }"
_TYPST = """#set page(paper: "a4", numbering: "1 (1)", header: [Kommunkompassen])
#set text(lang: "sv", size: 11pt, font: "Liberation Sans")
"""
_SERIF = """#set page(paper: "a4")
#set text(lang: "sv", size: 10pt, hyphenate: true)
#set par(justify: true)
"""
_COLUMNS = """#set page(paper: "a4", columns: 2, margin: 1.5cm, numbering: "1")
#set text(lang: "sv", size: 9pt, hyphenate: true)
#set par(justify: true)
"""
_LANDSCAPE = """#set page(paper: "a4", flipped: true)
#set text(lang: "sv", size: 11pt, font: "Liberation Sans")
"""
_OPEN = "stroke: none, align: (x, y) => if x > 1 { right } else { left }"
_BOOK = "stroke: (x, y) => if y == 0 { (bottom: 0.7pt) } else { none }, inset: (y: 3pt)"

Way = Callable[[list[Part]], bytes]

CHROMIUM: dict[str, Way] = {
    "chromium-ruled": lambda parts: with_chromium(as_html(parts, _PAPER + _RULED)),
    "chromium-plain": lambda parts: with_chromium(as_html(parts, _PAPER)),
    "chromium-head": lambda parts: with_chromium(
        as_html(
            parts,
            _PAPER + "table { width: 100% } td + td + td { text-align: right } tr { break-inside: auto }",
            head=True,
        )
    ),
    "chromium-striped": lambda parts: with_chromium(
        as_html(
            parts,
            _PAPER + "table { border-spacing: 0 } tr:nth-child(even) td { background: #ddd }"
            " td { padding: 2px 8px }",
        )
    ),
    "chromium-columns": lambda parts: with_chromium(
        as_html(
            parts,
            _PAPER
            + _RULED
            + "body { columns: 2; column-gap: 1cm; font-size: 8pt; text-align: justify; hyphens: auto }"
            " td { padding: 1px 2px }",
        )
    ),
    "chromium-columns-plain": lambda parts: with_chromium(
        as_html(
            parts,
            _PAPER
            + "body { columns: 2; column-gap: 1cm; font-size: 9pt } td:nth-child(n+3) { text-align: right }",
        )
    ),
    "chromium-landscape": lambda parts: with_chromium(
        as_html(parts, _PAPER + _RULED + "@page { size: A4 landscape }")
    ),
}
OFFICE: dict[str, Way] = {
    "office-ruled": lambda parts: with_office(as_html(parts, _RULED).encode(), ".html"),
    "office-plain": lambda parts: with_office(as_html(parts).encode(), ".html"),
    "office-head": lambda parts: with_office(
        as_html(parts, "table { width: 100% }", head=True).encode(), ".html"
    ),
    "office-landscape": lambda parts: with_office(
        as_html(parts, _RULED + "@page { size: 29.7cm 21cm; margin: 2cm }").encode(), ".html"
    ),
}
TYPST: dict[str, Way] = {
    "typst-ruled": lambda parts: with_typst(as_typst(parts, _TYPST, table="stroke: 0.5pt")),
    "typst-open": lambda parts: with_typst(as_typst(parts, _SERIF, table=_OPEN)),
    "typst-book": lambda parts: with_typst(as_typst(parts, _SERIF, table=_BOOK, head=True)),
    "typst-columns": lambda parts: with_typst(as_typst(parts, _COLUMNS, table=_OPEN)),
    "typst-columns-ruled": lambda parts: with_typst(as_typst(parts, _COLUMNS, table="stroke: 0.4pt")),
    "typst-landscape": lambda parts: with_typst(as_typst(parts, _LANDSCAPE, table=_OPEN)),
    "typst-middle": lambda parts: with_typst(as_typst(parts, _TYPST, table="stroke: none, align: horizon")),
    "typst-sideways": lambda parts: with_typst(
        as_typst(parts, _TYPST, table=_OPEN, around="page(rotate(90deg, reflow: true, box(width: 24cm, {})))")
    ),
}
REPORTLAB: dict[str, Way] = {
    "reportlab-ruled": with_reportlab,
    "reportlab-open": lambda parts: with_reportlab(parts, ruled=False),
}
WAYS: dict[str, Way] = {**CHROMIUM, **OFFICE, **TYPST, **REPORTLAB}


def every_way(parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of every way."""
    for name, way in WAYS.items():
        yield name, way(parts)


if __name__ == "__main__":
    report, folder = sys.argv[1:3]
    for name, content in every_way(parts_of(Path(report).read_text("utf-8"))):
        (Path(folder) / f"{name}.pdf").write_bytes(content)
