"""What a Word file holds, block by block."""

import pytest


def p(*runs, style=None, more=""):
    """Return a paragraph of runs; a text is a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(map(r, runs))}</w:p>"


def r(run):
    return run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'


def bold(text):
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"


def tc(*paragraphs, more=""):
    inner = "".join(one if one.startswith("<w:") else p(one) for one in paragraphs)
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inner}</w:tc>"


def tbl(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def style(identifier, name, more="", based=None, kind="paragraph"):
    below = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{below}{more}</w:style>'
    )


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Område %1"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def listed(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("heading 2", "heading", 2),
        ("Rubrik 3", "heading", 3),
        ("Overskrift 1", "heading", 1),
        ("Title", "heading", 1),
        ("toc 2", "contents", 0),
        ("TOC Heading", "contents", 0),
        ("Innehållsförteckningsrubrik", "contents", 0),
        ("Table Contents", "paragraph", 0),
        ("List Bullet 2", "item", 2),
        ("Normal", "paragraph", 0),
    ],
)
def test_the_name_of_a_style_says_what_a_paragraph_is(files, opened, name, kind, level):
    (block,) = opened(files.word(p("Styrkor", style="X1"), styles=style("X1", name))).blocks
    assert (block.kind.value, block.level) == (kind, level)


def test_a_style_of_ones_own_is_what_it_is_based_on(files, opened):
    styles = style("H", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>') + style(
        "K", "Kapitel", based="H"
    )
    document = opened(files.word(p("Område 1", style="K"), styles=styles))
    assert [(block.kind.value, block.level) for block in document.blocks] == [("heading", 2)]


def test_an_outline_level_makes_a_heading_and_bold_words_do_not(files, opened):
    body = p("A", more='<w:outlineLvl w:val="0"/>') + p(bold("B"), " ", bold("C")) + p(bold("D"), "e")
    assert [(block.kind.value, block.level, block.bold) for block in opened(files.word(body)).blocks] == [
        ("heading", 1, False),
        ("paragraph", 0, True),
        ("paragraph", 0, False),
    ]


def test_bold_comes_with_a_style_and_is_taken_back(files, opened):
    styles = style("S", "Stark", "<w:rPr><w:b/></w:rPr>") + style(
        "T", "Fet", "<w:rPr><w:b/></w:rPr>", kind="character"
    )
    light = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>b</w:t></w:r>'
    named = '<w:r><w:rPr><w:rStyle w:val="T"/></w:rPr><w:t>c</w:t></w:r>'
    document = opened(files.word(p("a", style="S") + p(light, style="S") + p(named), styles=styles))
    assert [block.bold for block in document.blocks] == [True, False, True]


def test_lists_are_items_with_their_numbers(files, opened):
    body = (
        p("ett", more=listed(1))
        + p("under", more=listed(1, 1))
        + p("två", more=listed(1))
        + p("punkt", more=listed(2))
        + p("om igen", more=listed(4))
        + p("ingen", more=listed(0))
    )
    blocks = opened(files.word(body, numbering=NUMBERING)).blocks
    assert [(block.kind.value, block.level, block.text) for block in blocks] == [
        ("item", 1, "1. ett"),
        ("item", 2, "1.1 under"),
        ("item", 1, "2. två"),
        ("item", 1, "punkt"),
        ("item", 1, "1. om igen"),
        ("paragraph", 0, "ingen"),
    ]
    assert [block.continues for block in blocks] == [False, True, True, True, True, False]


def test_headings_keep_a_number_that_has_a_word(files, blocks):
    first = '<w:outlineLvl w:val="0"/>'
    body = p("Offentlighet", more=first + listed(3)) + p("Styrkor", more=first + listed(1))
    assert blocks(files.word(body, numbering=NUMBERING)) == [
        ("heading", "Område 1 Offentlighet"),
        ("heading", "Styrkor"),
    ]


@pytest.mark.parametrize("mark", ["✓\t", "• ", "– ", "\uf0fc "])
def test_a_bullet_that_was_typed_makes_an_item(files, blocks, mark):
    assert blocks(files.word(p(f"{mark}Tydliga mål"))) == [("item", "Tydliga mål")]


def test_signs_stand_for_what_they_show(files, blocks):
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    other = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>'
    signs = "<w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:tab/><w:t>61</w:t>"
    assert blocks(files.word(p(tick, " klart") + p(other, " nytt") + p(f"<w:r>{signs}</w:r>"))) == [
        ("item", "klart"),
        ("item", "nytt"),
        ("paragraph", "ab-c\t61"),
    ]


def test_a_raised_number_is_not_the_end_of_a_figure(files, blocks):
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    assert blocks(files.word(p("497", note))) == [("paragraph", "497¹")]


def test_the_lines_of_a_paragraph_go_on(files, opened):
    lines = "<w:r><w:t>Sveriges</w:t><w:br/><w:t>Kommuner</w:t><w:br w:type='page'/></w:r>"
    first, second = opened(files.word(p(lines))).blocks
    assert (first.text, first.continues, second.text, second.continues) == (
        "Sveriges",
        False,
        "Kommuner",
        True,
    )
    assert first.place == second.place


def test_changes_are_read_as_if_accepted_and_said(files, opened):
    deleted = "<w:del><w:r><w:delText>61</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>74</w:t></w:r></w:ins>"
    moved = "<w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
    document = opened(files.word(p("Poäng ", deleted, inserted, moved)))
    assert [block.text for block in document.blocks] == ["Poäng 74"]
    assert [warning.code for warning in document.warnings] == ["tracked-changes"]


def test_hidden_words_are_left_out_and_said(files, opened):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> 99</w:t></w:r>"
    document = opened(files.word(p("a") + p("Poäng 61", hidden)))
    assert [block.text for block in document.blocks] == ["a", "Poäng 61"]
    (warning,) = document.warnings
    assert warning.code == "hidden-content"
    assert "line 2" in warning.message


@pytest.mark.parametrize("mark", ["<w:strike/>", '<w:dstrike w:val="1"/>', '<w:rStyle w:val="Ut"/>'])
def test_struck_words_are_left_out_and_named(files, opened, mark):
    style = (
        '<w:style w:type="character" w:styleId="Ut"><w:name w:val="Ut"/><w:rPr><w:strike/></w:rPr></w:style>'
    )
    struck = f"<w:r><w:rPr>{mark}</w:rPr><w:t>58</w:t></w:r>"
    kept = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>61</w:t></w:r>'
    document = opened(files.word(p("Poäng ", struck, kept), styles=style))
    assert [block.text for block in document.blocks] == ["Poäng 61"]
    (warning,) = document.warnings
    assert (warning.code, "'58'" in warning.message) == ("struck-through", True)


def field(code, shown):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + mark.format("separate")
        + r(shown)
        + mark.format("end")
    )


def test_a_field_is_what_it_shows_and_not_its_code(files, blocks):
    assert blocks(files.word(p("Poäng ", field("=SUM(ABOVE) 12", "74")))) == [("paragraph", "Poäng 74")]


def test_what_is_chosen_in_a_form_is_read(files, blocks):
    def chosen(data):
        mark = f'<w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        return f"<w:r>{mark}</w:r><w:r><w:instrText>FORM</w:instrText></w:r>{end}"

    entries = '<w:result w:val="1"/><w:listEntry w:val="Nej"/><w:listEntry w:val="74"/>'
    listed = chosen(f"<w:ddList>{entries}</w:ddList>")
    box = chosen('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    assert blocks(files.word(p("Poäng ", listed, " ", box))) == [("paragraph", "Poäng 74 ☒")]


def test_contents_are_told_by_their_field_or_frame(files, blocks):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    frame = f"<w:sdt>{gallery}<w:sdtContent>{p('Område 2 8')}</w:sdtContent></w:sdt>"
    simple = f"<w:p><w:fldSimple w:instr='TOC'>{r('Område 3 9')}</w:fldSimple></w:p>"
    assert blocks(files.word(p(begin, "Område 1 6") + p("7", end) + p("Text") + frame + simple)) == [
        ("contents", "Område 1 6"),
        ("contents", "7"),
        ("paragraph", "Text"),
        ("contents", "Område 2 8"),
        ("contents", "Område 3 9"),
    ]


def test_merged_cells_keep_every_cell_in_its_column(files, opened):
    spanned, top, below = ('<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>")
    table = tbl(
        [tc("Område", more=top), tc("2017", more=spanned)],
        [tc("", more=below), tc("Poäng"), tc("Max")],
        ['<w:trPr><w:gridBefore w:val="1"/></w:trPr>', tc("74"), tc("100")],
    )
    ((block),) = opened(files.word(table)).blocks
    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in block.rows] == [
        [("Område", 1, 2), ("2017", 2, 1), ("", 1, 1)],
        [("", 1, 1), ("Poäng", 1, 1), ("Max", 1, 1)],
        [("", 1, 1), ("74", 1, 1), ("100", 1, 1)],
    ]


def test_a_cell_below_a_merged_one_keeps_its_figure(files, blocks):
    top, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl([tc("a"), tc("61", more=top)], [tc("b"), tc("", more=below)], [tc("c"), tc("74")])
    assert blocks(files.word(table)) == [("table", [["a", "61"], ["b", ""], ["c", "74"]])]


def test_the_lines_of_a_cell_are_its_paragraphs_and_items(files, blocks):
    table = tbl([tc("• Plan", p("Dialog", more=listed(1)), p("a<w:br/>")), tc("74")]).replace("a<w:br/>", "a")
    assert blocks(files.word(table, numbering=NUMBERING)) == [("table", [["Plan\n1. Dialog\na", "74"]])]


def test_tables_in_tables_follow_and_frames_are_opened(files, blocks):
    inner = tbl([tc("x"), tc("61")])
    deep = inner
    for _ in range(10):
        deep = tbl([tc(deep + "<w:p/>")])
    outer = tbl([tc("a", inner + "<w:p/>"), tc("b")])
    assert blocks(files.word(outer + deep)) == [
        ("table", [["a", "b"]]),
        ("table", [["x", "61"]]),
        ("table", [["x", "61"]]),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["<w:trPr><w:del/></w:trPr>", tc("b"), tc("2")], ["tracked-changes"]),
        (["<w:trPr><w:hidden/></w:trPr>", tc("c"), tc("3")], ["hidden-content"]),
        (["<w:trPr><w:hidden/></w:trPr>", tc(), tc(p())], []),
        ([tc("d"), tc("4", more="<w:cellDel/>")], ["tracked-changes"]),
    ],
)
def test_what_is_deleted_or_hidden_in_a_table_is_left_out_and_said(files, opened, row, said):
    document = opened(files.word(tbl([tc("a"), tc("1")], row)))
    assert [cell.text for cell in document.blocks[0].rows[0]] == ["a", "1"]
    assert not {"2", "3", "4"} & {cell.text for row in document.blocks[0].rows for cell in row}
    assert [warning.code for warning in document.warnings] == said


def test_what_a_form_asks_for_is_no_answer(files, blocks):
    def form(more, inner):
        return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    unfilled = "<w:showingPlcHdr/>"
    cells = [tc(p(form(unfilled, r("99")))), tc(form(unfilled, p("99"))), tc(p(form("", r("61"))))]
    assert blocks(files.word(tbl([tc("a"), *cells]) + form(unfilled, p("99")))) == [
        ("table", [["a", "", "", "61"]])
    ]


@pytest.mark.parametrize(
    ("set_as", "shown"),
    [
        ('<w:vertAlign w:val="superscript"/>', "61¹"),
        ('<w:vertAlign w:val="subscript"/>', "61₁"),
        ('<w:position w:val="6"/>', "61¹"),
        ('<w:position w:val="-6"/>', "611"),
        ('<w:position w:val="x"/>', "611"),
    ],
)
def test_the_mark_of_a_note_is_no_digit_of_the_figure_before_it(files, blocks, set_as, shown):
    mark = f"<w:r><w:rPr>{set_as}</w:rPr><w:t>1</w:t></w:r>"
    assert blocks(files.word(p("61", mark))) == [("paragraph", shown)]


def test_a_figure_that_only_stands_higher_is_one(files, blocks):
    lifted = '<w:r><w:rPr><w:position w:val="6"/></w:rPr><w:t>61</w:t></w:r>'
    assert blocks(files.word(p("Poäng ", lifted))) == [("paragraph", "Poäng 61")]


def test_a_formula_keeps_what_parts_its_numbers(files, blocks):
    def of(*parts):
        return "".join(f"<{name}><w:r><w:t>{text}</w:t></w:r></{name}>" for name, text in parts)

    formula = f"<w:f>{of(('w:num', '61'), ('w:den', '2'))}</w:f>{of(('w:e', 'x'), ('w:sup', '2'))}"
    assert blocks(files.word(p(f"<w:oMath>{formula}</w:oMath>"))) == [("paragraph", "61/2x²")]


def box(text):
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def test_text_boxes_are_read_once_and_behind_their_paragraph(files, blocks):
    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><a:x>{}</a:x></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ).format(box("Poäng 74"), box("Poäng 74"))
    old = f"<w:r><w:pict><a:shape>{box('Poäng 61')}</a:shape></w:pict></w:r>"
    art = '<w:r><w:pict><a:textpath string="KOMMUN"/></w:pict></w:r>'
    assert blocks(files.word(p("Före", drawn) + p(old) + p(art))) == [
        ("paragraph", "Före"),
        ("paragraph", "Poäng 74"),
        ("paragraph", "Poäng 61"),
        ("paragraph", "KOMMUN"),
    ]


def test_of_several_forms_the_first_with_something_in_it_is_read_once(files, blocks):
    forms = (
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    shape = forms.format(*[f"<a:sp>{box('Poäng 63')}</a:sp>"] * 2)
    body = (
        forms.format(p("Poäng 74"), p("Poäng 74"))
        + p(forms.format("", r("Poäng 61")))
        + p(f"<w:r><w:drawing><a:x>{shape}</a:x></w:drawing></w:r>")
    )
    assert blocks(files.word(body)) == [
        ("paragraph", "Poäng 74"),
        ("paragraph", "Poäng 61"),
        ("paragraph", "Poäng 63"),
    ]


def test_pictures_are_named_by_the_words_for_them(files, blocks):
    picture = (
        '<w:r><w:drawing><wp:docPr name="Bild 1" descr="Diagram\növer poäng"/><a:pic/></w:drawing></w:r>'
    )
    assert blocks(files.word(p(picture))) == [("picture", "Diagram över poäng")]


def test_notes_are_read_behind_their_paragraph_and_without_their_number(files, blocks):
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p("Av 800.")}</w:footnote>'
    assert blocks(files.word(p("497", reference) + p("Slut"), footnotes=notes)) == [
        ("paragraph", "497"),
        ("paragraph", "Av 800."),
        ("paragraph", "Slut"),
    ]


def test_heads_and_foots_of_pages_are_kept_apart_and_comments_are_not_read(files, blocks):
    content = files.word(
        p("Text", '<w:r><w:commentReference w:id="1"/></w:r>'),
        header=p("Kommunkompassen"),
        footer=p("Sida ", field("PAGE", "14"), " (27)"),
        comments=f'<w:comment w:id="1">{p("Poäng 12")}</w:comment>',
    )
    assert blocks(content) == [
        ("running", "Kommunkompassen"),
        ("paragraph", "Text"),
        ("running", "Sida 14 (27)"),
    ]


def test_every_block_has_the_number_of_its_paragraph(files, opened):
    body = p("a") + "<w:p/>" + tbl([tc("b", "c"), tc("d")]) + p("e")
    first, table, last = opened(files.word(body)).blocks
    assert [cell.place.line for cell in table.rows[0]] == [3, 5]
    assert (first.place.line, table.place.line, last.place.line) == (1, 3, 6)


def test_another_file_within_is_said(files, opened):
    (warning,) = opened(files.word(p("a") + '<w:altChunk r:id="r9" xmlns:r="urn:r"/>')).warnings
    assert warning.code == "hidden-content"


@pytest.mark.parametrize("namespace", ["http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_the_strict_form_is_read_alike(files, blocks, namespace):
    assert blocks(files.word(p("a") + tbl([tc("b"), tc("61")]), namespace=namespace)) == [
        ("paragraph", "a"),
        ("table", [["b", "61"]]),
    ]


def test_a_word_file_without_words_has_no_blocks(files, blocks):
    assert blocks(files.word("<w:p/>" + tbl([tc(""), tc("")]))) == []
