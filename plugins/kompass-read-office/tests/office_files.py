"""Write small files of Word, OpenDocument and Excel part by part, as no library lets one."""

import io
import zipfile

__all__ = ["opendocument", "parts_of", "replaced", "word", "workbook", "zipped"]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
SHEET_DRAWN = f"{DRAWN}/spreadsheetDrawing"
CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts):
    """Return an archive of parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            # The type of an OpenDocument file stands uncompressed, as its specification wants it.
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, method)
    return file.getvalue()


def parts_of(content):
    """Return the parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(content, part, old, new):
    """Return an archive with some bytes of a part put in place of others."""
    parts = parts_of(content)
    assert old in parts[part]
    return zipped({**parts, part: parts[part].replace(old, new)})


def related(targets):
    """Return a part that refers to others; each is the last word of its type, and where it is."""
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def word(body, *, namespace=WORD, **parts):
    """Return a Word file with a body and other parts by their kind, each without its outermost element."""
    roots = {"numbering": "numbering", "styles": "styles", "header": "hdr", "footer": "ftr"}
    root = f'xmlns:w="{namespace}" xmlns:mc="{CHOICE}" xmlns:a="{DRAWN}/main" xmlns:wp="{DRAWN}/wp"'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": related([("officeDocument", "word/document.xml")]),
            "word/document.xml": f"<w:document {root}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": related([(kind, f"{kind}.xml") for kind in parts]),
            **{
                f"word/{kind}.xml": f"<w:{roots.get(kind, kind)} {root}>{content}</w:{roots.get(kind, kind)}>"
                for kind, content in parts.items()
            },
        }
    )


def workbook(*sheets, texts="", styles="", book="", names=(), states=(), rels=(), **parts):
    """Return an Excel workbook; each sheet is the content of its outermost element."""
    listed = "".join(
        f'<sheet name="{names[number] if names else f"Poäng {number + 1}"}" sheetId="{number + 1}"'
        f' r:id="r{number}" state="{states[number] if states else "visible"}"/>'
        for number in range(len(sheets))
    )
    root = f'xmlns="{SHEET}" xmlns:r="{OFFICE}"'
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(len(sheets))]
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": related([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": f"<workbook {root}>{book}<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": related(
                [*targets, ("sharedStrings", "sharedStrings.xml"), ("styles", "/xl/styles.xml")]
            ),
            "xl/sharedStrings.xml": f"<sst {root}>{texts}</sst>",
            "xl/styles.xml": f"<styleSheet {root}>{styles}</styleSheet>",
            **{
                f"xl/worksheets/sheet{number}.xml": f"<worksheet {root}>{content}</worksheet>"
                for number, content in enumerate(sheets)
            },
            **{
                f"xl/worksheets/_rels/sheet{number}.xml.rels": related(rel) for number, rel in enumerate(rels)
            },
            **parts,
        }
    )


def opendocument(body, *, kind="text", automatic="", styles="", masters="", manifest=""):
    """Return an OpenDocument file with the content of its body and of its styles."""
    names = ("office", "text", "table", "style", "drawing:draw", "xsl-fo-compatible:fo", "svg-compatible:svg")
    root = " ".join(
        f'xmlns:{name.rpartition(":")[2]}="{OASIS}:{name.rpartition(":")[0] or name}:1.0"' for name in names
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return zipped(
        {
            "mimetype": mimetype,
            "content.xml": f"<office:document-content {root}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {root}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )
