"""Pages and messages as word processors, spreadsheets, programs for mail and content systems write them."""

from email.message import EmailMessage

import pytest

WORD = """<html>

<head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta name=Generator content="Microsoft Word 15 (filtered)">
<style>
<!--
 @font-face
    {{font-family:Wingdings;
    panose-1:5 0 0 0 0 0 0 0 0 0;}}
span.MsoFootnoteReference
    {{vertical-align:super;}}
-->
</style>
<!--[if gte mso 9]><xml><o:Words>525</o:Words></xml><![endif]-->
</head>
<body lang=SV style='word-wrap:break-word'>
<div class=WordSection1>
<h1>{title}</h1>
<p class=MsoToc1><a href="#_Toc1">Resultat<span style='mso-tab-count:1 dotted'>......... </span>3</a></p>
{table}
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Tydliga
m\u00e5l<o:p></o:p></p>
</div>
</body>
</html>
"""
NOTE = (
    "<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference><span"
    " style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>"
    "[1]</span><![endif]></span></span></a>"
)
GOOGLE = "<style>.lst>li:before{content:'x'} .c3{vertical-align:baseline} .c7{vertical-align:super}</style>"
SYSTEM = (
    "<!DOCTYPE html><html lang=sv><head><meta charset=utf-8><title>Lunds kommun</title><style>"
    ".fold__content{{display:none}}</style></head><body><nav><ul><li>Start</ul></nav><main><h1>{title}</h1>"
    "{table}{parts}</main><footer>Telefon 046-35 50 00</footer></body></html>"
)


def table(
    rows, cell="<td><p class=MsoNormal><span\n  style='font-size:11.0pt'>{}<o:p></o:p></span></p></td>"
):
    written = "".join("<tr>" + "".join(cell.format(one) for one in row) + "</tr>" for row in rows)
    return f"<table class=MsoTableGrid border=1>{written}</table>"


def noted(code, value):
    return f"{value}{NOTE}" if code == "3" else value


def changed(code, value):
    return f"<del cite='mailto:A'>58</del><ins cite='mailto:A'>{value}</ins>" if code == "2" else value


def hidden(code, value):
    return f"{value}<span style='display:none;mso-hide:all'>99</span>" if code == "4" else value


@pytest.mark.parametrize(
    ("shown", "codes"), [(noted, []), (changed, ["struck-through"]), (hidden, ["hidden-content"])]
)
def test_a_page_of_word(read, title, rows, shown, codes):
    page = WORD.format(title=title, table=table(rows(shown)))
    assert read("report.htm", page.encode("cp1252")) == codes


def test_a_page_of_google_docs_whose_styles_raise_what_is_a_note(read, title, rows):
    cell = "<td colspan=1 rowspan=1><p class=c6><span class=c3>{}</span></p></td>"
    listed = rows(lambda code, value: f"{value}<span class=c7>2</span>" if code == "3" else value)
    assert read("report.html", f"{GOOGLE}<p class=title>{title}</p>{table(listed, cell)}".encode()) == []


def test_a_page_of_google_sheets_whose_rows_are_numbered(read, title, rows):
    head = "<tr><th class=row-header></th><th class=column-headers-background>A</th></tr>"
    lines = "".join(
        f"<tr><th class=row-headers-background><div>{number}</div></th><td>{one[0]}<td>{one[-1]}</tr>"
        for number, one in enumerate([[title, ""], ["", ""], *rows()], start=1)
    )
    page = f"<meta charset=utf-8><table class=waffle>{head}{lines}</table>"
    assert read("report.html", page.encode()) == []


def test_a_page_of_excel(read, title, rows):
    cell = "\n  <td height=20 class=xl65 align=right style='mso-number-format:0'>{}</td>"
    odd = "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td></td></tr><![endif]>"
    written = table([[title, ""], ["", ""], *rows()], cell).replace("</table>", f"{odd}</table>")
    page = f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><meta charset=utf-8><body>{written}"
    assert read("report.htm", page.encode()) == []


FOLDED = {
    "details": "<details><summary>{name}</summary>{body}</details>",
    "hidden": "<h3><button aria-controls=p{code}>{name}</button></h3><div id=p{code} hidden>{body}</div>",
    "style": (
        "<h2><a href='#' aria-expanded=false>{name}</a></h2>"
        "<div class=accordion__content style='display: none;'>{body}</div>"
    ),
    "sheet": "<h3>{name}</h3><div class=fold__content>{body}</div>",
    "tab": "<div role=tabpanel style='display:none'><h3>{name}</h3>{body}</div>",
}


@pytest.mark.parametrize("form", FOLDED.values(), ids=FOLDED)
def test_a_page_of_a_content_system_whose_parts_are_folded(read, title, rows, form):
    _, *areas, total = rows()
    parts = "".join(
        form.format(code=code, name=name, body=f"<p>Poäng: {points}</p>")
        for code, (name, points) in enumerate(areas, start=1)
    )
    page = SYSTEM.format(title=title, table=f"<p>Totalt: {total[1]} poäng</p>", parts=parts)
    assert read("report.html", page.encode()) == []


@pytest.fixture
def message(title):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "anna@lund.se", "bo@lund.se", f"VB: {title}"
    return made


def test_a_message_whose_table_stands_in_its_page(read, rows, message):
    message.set_content("Se tabellen.\n")
    message.add_alternative(f"<html><p>Hej!</p>{table(rows())}<p>Box 41, 221 00 Lund</html>", subtype="html")
    assert read("report.eml", message.as_bytes()) == []


def test_a_message_of_text(read, rows, message):
    lines = [f"{name}: {points}" for name, points in rows()[1:]]
    message.set_content("\n".join(lines), cte="quoted-printable")
    assert set(read("report.eml", message.as_bytes())) <= {"edition-by-year"}
