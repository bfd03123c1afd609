"""What an OpenDocument text holds, block by block."""

import pytest

AUTOMATIC = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="V" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="R" style:family="text"><style:text-properties text:position="super 58%"
  style:text-position="super 58%"/></style:style>
<style:style style:name="U" style:family="text">
  <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="700"/>
  <style:paragraph-properties fo:margin-left="1cm"/></style:style>
<style:style style:name="S1" style:family="section"><style:section-properties text:display="none"/>
</style:style>
<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""
STYLES = """
<style:style style:name="Heading_20_2" style:display-name="Rubrik 2" style:family="paragraph"/>
<style:style style:name="Kap" style:family="paragraph" style:default-outline-level="3"/>
<text:outline-style style:name="Outline">
  <text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="Område "/>
  <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
</text:outline-style>
"""


@pytest.fixture
def odt(files, opened):
    """Return the blocks of a text with the styles above."""

    def run(body, **more):
        return opened(files.opendocument(body, automatic=AUTOMATIC, styles=STYLES, **more)).blocks

    return run


@pytest.fixture
def plain(odt):
    def run(body, **more):
        return [
            (block.kind.value, [[cell.text for cell in row] for row in block.rows] or block.text)
            for block in odt(body, **more)
        ]

    return run


def p(text, style="Standard"):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def item(*inner):
    return f"<text:list-item>{''.join(inner)}</text:list-item>"


def lst(*items, style="L1", more=""):
    return f'<text:list text:style-name="{style}" {more}>{"".join(items)}</text:list>'


def cell(*paragraphs, more="", name="table-cell"):
    return f"<table:{name} {more}>{''.join(map(p, paragraphs))}</table:{name}>"


def table(*rows):
    return (
        "<table:table>"
        + "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
        + "</table:table>"
    )


def test_headings_come_by_themselves_by_name_and_by_level(odt):
    body = (
        '<text:h text:outline-level="1">Offentlighet</text:h>'
        + p("Styrkor", "P1")
        + p("Plan", "Kap")
        + p("a", "P2")
    )
    assert [(block.kind.value, block.level, block.text, block.bold, block.indent) for block in odt(body)] == [
        ("heading", 1, "Område 1 Offentlighet", False, 0),
        ("heading", 2, "Styrkor", False, 0),
        ("heading", 3, "Plan", False, 0),
        ("paragraph", 0, "a", True, 4),
    ]


def test_lists_are_items_with_their_numbers_and_go_on_below_them(odt):
    body = (
        lst(item(p("ett"), p("mer"), lst(item(p("under")), style="")), more='xml:id="l1"')
        + lst(item(p("två")), more='text:continue-list="l1"')
        + lst(item(p("om igen")))
        + lst(item(p("punkt")), style="L2")
    )
    assert [(block.kind.value, block.level, block.text) for block in odt(body)] == [
        ("item", 1, "1. ett"),
        ("paragraph", 0, "mer"),
        ("item", 2, "a) under"),
        ("item", 1, "2. två"),
        ("item", 1, "1. om igen"),
        ("item", 1, "punkt"),
    ]


def test_white_space_stands_as_it_is_shown(plain):
    body = p('  Poäng \n <text:s text:c="3"/>61<text:tab/>74<text:line-break/>slut<text:soft-page-break/>')
    assert plain(body) == [("paragraph", "Poäng    61\t74"), ("paragraph", "slut")]


def test_words_are_bold_raised_or_hidden(files, opened):
    body = p('<text:span text:style-name="B">Styrkor</text:span>') + p(
        '497<text:span text:style-name="R">1</text:span><text:span text:style-name="V"> 99</text:span>'
    )
    document = opened(files.opendocument(body, automatic=AUTOMATIC))
    assert [(block.text, block.bold) for block in document.blocks] == [("Styrkor", True), ("497¹", False)]
    (warning,) = document.warnings
    assert warning.code == "hidden-content"
    assert "line 2" in warning.message


@pytest.mark.parametrize(("position", "shown"), [("sub 58%", "61₁"), ("33% 58%", "61¹"), ("-10% 58%", "61₁")])
def test_words_that_are_set_higher_or_lower_are_no_digits(files, opened, position, shown):
    style = f'<style:text-properties style:text-position="{position}"/>'
    automatic = f'<style:style style:name="L" style:family="text">{style}</style:style>'
    body = p('61<text:span text:style-name="L">1</text:span>')
    assert [block.text for block in opened(files.opendocument(body, automatic=automatic)).blocks] == [shown]


def test_a_hidden_row_is_left_out_and_said(files, opened):
    def row(*texts, more=""):
        cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in texts)
        return f"<table:table-row {more}>{cells}</table:table-row>"

    hidden = row("b", "2", more='table:visibility="collapse"')
    document = opened(files.opendocument(f"<table:table>{row('a', '1')}{hidden}</table:table>"))
    assert [[cell.text for cell in row] for row in document.blocks[0].rows] == [["a", "1"]]
    assert [warning.code for warning in document.warnings] == ["hidden-content"]


def test_struck_words_are_left_out_and_named(files, opened):
    body = p('Poäng <text:span text:style-name="U">58</text:span>61')
    document = opened(files.opendocument(body, automatic=AUTOMATIC))
    assert [block.text for block in document.blocks] == ["Poäng 61"]
    (warning,) = document.warnings
    assert (warning.code, "'58'" in warning.message) == ("struck-through", True)


def test_a_hidden_section_is_said(files, opened):
    body = (
        f'<text:section text:style-name="S1">{p("61")}</text:section><text:section>{p("74")}</text:section>'
    )
    document = opened(files.opendocument(body, automatic=AUTOMATIC))
    assert [block.text for block in document.blocks] == ["74"]
    assert [warning.code for warning in document.warnings] == ["hidden-content"]


def test_deleted_words_and_comments_are_not_read(files, opened):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('61')}</text:deletion></text:changed-region></text:tracked-changes>"
        + p(f"Poäng <text:change-start/>74<text:change-end/><office:annotation>{p('99')}</office:annotation>")
    )
    document = opened(files.opendocument(body))
    assert [block.text for block in document.blocks] == ["Poäng 74"]
    assert [warning.code for warning in document.warnings] == ["tracked-changes"]


def test_notes_boxes_and_pictures_follow_their_paragraph(plain):
    body = f"<text:note-body>{p('Av 800.')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    box = f"<draw:frame><draw:text-box>{p('Ruta')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape>{p('Form')}</draw:custom-shape>"
    picture = '<draw:frame draw:name="Bild 1"><draw:object/><draw:image/></draw:frame>'
    group = f"<draw:g>{shape}{picture}</draw:g>"
    assert plain(p(f"497{note}{box}") + group) == [
        ("paragraph", "497"),
        ("paragraph", "Ruta"),
        ("paragraph", "Av 800."),
        ("paragraph", "Form"),
        ("picture", "Bild 1"),
    ]


def test_contents_and_running_heads_are_kept_apart(plain):
    index = (
        "<text:table-of-content><text:table-of-content-source/><text:index-body>"
        f"<text:index-title>{p('Innehåll')}</text:index-title>{p('Område 1<text:tab/>6')}"
        "</text:index-body></text:table-of-content>"
    )
    masters = (
        f"<style:master-page><style:header>{p('Kommunkompassen')}</style:header>"
        f"<style:footer>{p('Sida <text:page-number>14</text:page-number>')}</style:footer>"
        "</style:master-page>"
    )
    assert plain(index + p("a"), masters=masters + masters) == [
        ("running", "Kommunkompassen"),
        ("contents", "Innehåll"),
        ("contents", "Område 1\t6"),
        ("paragraph", "a"),
        ("running", "Sida 14"),
    ]


def test_merged_and_repeated_cells_keep_their_columns(odt):
    covered = "<table:covered-table-cell/>"
    body = table(
        [
            cell("Område", more='table:number-rows-spanned="2"'),
            cell("2017", more='table:number-columns-spanned="2"'),
            covered,
        ],
        [covered, cell("Poäng", more='table:number-columns-repeated="2"')],
    )
    (block,) = odt(body)
    assert [[(one.text, one.columns, one.rows) for one in row] for row in block.rows] == [
        [("Område", 1, 2), ("2017", 2, 1), ("", 1, 1)],
        [("", 1, 1), ("Poäng", 1, 1), ("Poäng", 1, 1)],
    ]


def test_tables_in_tables_follow_and_frames_are_opened(plain):
    inner = table([cell("x"), cell("61")])
    outer = table([f"<table:table-cell>{p('a')}{inner}</table:table-cell>", cell("b")])
    frame = table([f"<table:table-cell>{inner}</table:table-cell>"])
    assert plain(outer + frame) == [
        ("table", [["a", "b"]]),
        ("table", [["x", "61"]]),
        ("table", [["x", "61"]]),
    ]


def test_the_lines_of_a_cell_are_its_paragraphs_and_items(plain):
    listed = lst(item(p("Plan")), item(p("Dialog")))
    body = table([f"<table:table-cell>{p('Vi har')}{listed}</table:table-cell>", cell("74")])
    assert plain(body) == [("table", [["Vi har\n1. Plan\n2. Dialog", "74"]])]


def test_a_template_and_a_page_for_the_web_are_texts_too(files, opened):
    content = files.opendocument(p("a"))
    for kind in (b"text-template", b"text-web"):
        other = files.replaced(content, "mimetype", b".text", b"." + kind)
        assert [block.text for block in opened(other).blocks] == ["a"]
