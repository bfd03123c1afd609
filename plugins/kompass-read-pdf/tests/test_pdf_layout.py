"""Where words stand says what they are: lines, paragraphs, items, columns, tables, heads and feet."""

from kompass_spec.model import Place

PROSE = (
    "Kommunen arbetar med att utveckla dialogen med invånarna i alla delar",
    "av verksamheten, och redovisar varje år vad den har gett.",
)


def column(words, x, y, lines, size=9):
    return b"".join(words(x, y - 12 * number, line, size) for number, line in enumerate(lines))


def test_lines_are_joined_to_paragraphs_where_they_were_full(pdf, seen, draw):
    words, _ = draw
    page = (
        words(72, 760, PROSE[0])
        + words(72, 746, PROSE[1])
        + words(72, 732, "Kort.")
        + words(72, 718, "Nästa.")
    )
    assert seen(pdf(page)) == [f"paragraph {' '.join(PROSE)}", "paragraph Kort.", "paragraph Nästa."]


def test_a_size_below_nothing_turns_the_letters_and_is_one(pdf, seen):
    turned = b"BT /F1 -11 Tf -1 0 0 -1 72 760 Tm (Kort.) Tj ET\n"
    assert seen(pdf(turned)) == ["paragraph Kort."]


def test_headings_have_levels_by_their_size(pdf, seen, draw):
    words, _ = draw
    page = words(72, 780, "Rapport", 20) + words(72, 750, "Område 1", 15) + words(72, 730, PROSE[0])
    assert seen(pdf(page)) == ["heading1 Rapport", "heading2 Område 1", f"paragraph {PROSE[0]}"]


def test_items_have_levels_and_go_on_below_their_words(pdf, seen, draw):
    words, _ = draw
    page = words(72, 760, "•") + words(84, 760, PROSE[0]) + words(84, 746, PROSE[1])
    page += words(90, 732, "– Inre") + words(72, 718, "• Yttre")
    assert seen(pdf(page)) == [f"item1 {' '.join(PROSE)}", "item2 Inre", "item1 Yttre"]


def test_a_mark_may_be_drawn(pdf, seen, draw):
    words, _ = draw
    page = b"72 763 3 3 re f\n" + words(84, 760, "Många möten") + words(84, 740, "Ingen punkt")
    assert seen(pdf(page)) == ["item1 Många möten", "paragraph Ingen punkt"]


def test_hyphens_at_line_ends_are_joined_but_for_those_of_words(pdf, seen, draw):
    words, _ = draw
    lines = [
        "Den kommunala organisationen har under de senaste åren utveck-",
        "lat sitt arbete med invånarna, och redovisar det i sin mål-",
        "och resultatstyrning, på ett sätt som är nytt, liksom sin e-",
        "tjänst för IT-",
        "stöd.",
    ]
    page = b"".join(words(72, 760 - 14 * number, line) for number, line in enumerate(lines[:3]))
    (text,) = seen(pdf(page))
    assert "har under de senaste åren utvecklat sitt arbete med invånarna" in text
    assert "i sin mål- och resultatstyrning" in text


def test_columns_are_read_one_after_the_other(pdf, seen, draw):
    words, _ = draw
    left = ["Vänster spalt berättar om läget i", "kommunen och om dess invånare och", "om vad de tycker."]
    right = ["Höger spalt berättar om vad som", "ska göras under nästa år och om", "vem som gör det."]
    page = words(72, 790, "En rubrik som går över båda spalterna och hela sidan", 14)
    page += column(words, 72, 760, left) + column(words, 320, 757, right)
    assert seen(pdf(page)) == [
        "heading1 En rubrik som går över båda spalterna och hela sidan",
        f"paragraph {' '.join(left)}",
        f"paragraph {' '.join(right)}",
    ]


def test_columns_drawn_line_by_line_are_columns_too(pdf, seen, draw):
    words, _ = draw
    left = [f"Vänster rad {number} om läget i kommunen" for number in range(6)]
    right = [f"Höger rad {number} om vad som ska göras" for number in range(6)]
    page = b"".join(
        words(72, 760 - 12 * number, left[number], 9) + words(320, 760 - 12 * number, right[number], 9)
        for number in range(6)
    )
    texts = " ".join(seen(pdf(page)))
    assert texts.index("Vänster rad 5") < texts.index("Höger rad 0")


ROWS = [
    ["1.1", "Finns det en plan?", "11", "15", "75%"],
    ["1.2", "Hur arbetar kommunen?", "7", "20", "35%"],
    ["", "", "18", "35", "51%"],
]


def table(words, rows=ROWS, y=760, step=20, shift=0):
    page = b""
    for number, row in enumerate(rows):
        for x, cell in zip((72, 100, 330, 380, 430), row, strict=True):
            page += (
                words(x + (6 * (3 - len(cell)) if x > 300 else 0), y - step * number - shift, cell)
                if cell
                else b""
            )
    return page


def test_a_table_needs_no_rules(pdf, seen, draw):
    words, _ = draw
    head = ["1.", "Demokrati", "Uppnått", "Max", "Procent"]
    before = words(
        72, 790, "Nedanstående tabeller visar kommunens resultat fördelat på delfrågor och områden."
    )
    assert seen(pdf(before + table(words, [head, *ROWS])))[1] == [head, *ROWS]


def test_a_cell_goes_on_in_lines_below_or_around_its_figures(pdf, seen, draw):
    words, _ = draw
    above = words(100, 690, "Hur arbetar kommunen med att")
    below = words(100, 677, "förtydliga tjänsternas innehåll?")
    whole = "Hur arbetar kommunen med att förtydliga tjänsternas innehåll?"
    for figures in (690, 683):
        row = [words(72, figures, "1.3"), above, below]
        row += [words(x, figures, text) for x, text in ((330, "12"), (380, "20"), (430, "60%"))]
        assert seen(pdf(table(words) + b"".join(row)))[0] == [*ROWS, ["1.3", whole, "12", "20", "60%"]]


def test_rules_part_cells_however_narrow(pdf, seen, draw):
    words, rule = draw
    page = b"".join(rule(70, y, 300, y) for y in (770, 750, 720))
    page += b"".join(rule(x, 770, x, 720) for x in (70, 200, 250, 300))
    page += words(72, 756, "Rubriker") + words(202, 756, "2015") + words(252, 756, "2013")
    page += (
        words(72, 738, "• Dialog") + words(72, 726, "• Etik") + words(202, 738, "68") + words(252, 738, "48")
    )
    assert seen(pdf(page)) == [[["Rubriker", "2015", "2013"], ["Dialog\nEtik", "68", "48"]]]


def test_a_word_that_a_narrow_cell_has_cut_is_one_word(pdf, seen, draw):
    words, rule = draw
    page = b"".join(rule(70, y, 300, y) for y in (770, 740, 720))
    page += b"".join(rule(x, 770, x, 720) for x in (70, 200, 239, 300))
    page += (
        words(72, 756, "Fråga") + words(202, 756, "Procen") + words(202, 744, "t") + words(241, 756, "Max")
    )
    page += words(72, 726, "Finns en plan?") + words(202, 726, "75%") + words(241, 726, "15")
    assert seen(pdf(page)) == [[["Fråga", "Procent", "Max"], ["Finns en plan?", "75%", "15"]]]


def test_what_stands_around_the_article_of_a_web_page_is_running(pdf, seen, draw):
    words, _ = draw
    page = b"/P << /MCID 0 >> BDC " + words(72, 800, "Demokrati 99") + b"EMC\n"
    page += b"/P << /MCID 1 >> BDC " + words(72, 700, "Rapport om kommunen") + b"EMC\n"
    tree = [
        b"<< /Type /StructTreeRoot /K 6 0 R /ParentTree 9 0 R >>",
        b"<< /S /Document /P 5 0 R /K [7 0 R 8 0 R] >>",
        b"<< /S /Div /P 6 0 R /Pg 10 0 R /K 0 >>",
        b"<< /S /Art /P 6 0 R /Pg 10 0 R /K 1 >>",
        b"<< /Nums [0 [7 0 R 8 0 R]] >>",
    ]
    catalog = b"/StructTreeRoot 5 0 R /MarkInfo << /Marked true >> "
    tagged = pdf(page, page=b"/StructParents 0", catalog=catalog, more=tree)
    assert sorted(seen(tagged)) == ["paragraph Rapport om kommunen", "running Demokrati 99"]


def test_a_cell_may_cover_columns(pdf, read, draw):
    words, rule = draw
    page = (
        b"".join(rule(70, y, 300, y) for y in (770, 750, 730))
        + rule(70, 770, 70, 730)
        + rule(300, 770, 300, 730)
    )
    page += (
        rule(200, 750, 200, 730)
        + words(72, 756, "Område 1")
        + words(72, 736, "Dialog")
        + words(202, 736, "68")
    )
    ((head, rest), _) = read(pdf(page)).blocks[0].rows
    assert (head.text, head.columns, rest.text) == ("Område 1", 2, "")


def test_a_frame_and_an_empty_grid_are_no_tables(pdf, seen, draw):
    words, rule = draw
    frame = b"60 700 400 80 re S\n" + words(72, 750, "Sammanfattning")
    chart = b"".join(rule(60, y, 400, y) + rule(y - 300, 600, y - 300, 690) for y in range(600, 700, 15))
    assert seen(pdf(frame + chart)) == ["paragraph Sammanfattning"]


def test_a_table_goes_on_on_the_next_page_without_its_head(pdf, read, seen, draw):
    words, _ = draw
    head = ["1.", "Demokrati", "Uppnått", "Max", "Procent"]
    first = words(72, 760, "Resultat", 16) + table(words, [head, ROWS[0]], y=720)
    file = pdf(first, table(words, [head, *ROWS[1:]], y=700))
    assert seen(file)[-1] == [head, *ROWS]
    rows = read(file).blocks[-1].rows
    assert [row[2].place for row in rows] == [Place(page=1), Place(page=1), Place(page=2), Place(page=2)]


def test_a_paragraph_goes_on_on_the_next_page(pdf, seen, draw):
    words, _ = draw
    first = words(72, 100, PROSE[0]) + words(72, 86, PROSE[0])
    assert seen(pdf(first, words(72, 760, PROSE[1]))) == [f"paragraph {PROSE[0]} {PROSE[0]} {PROSE[1]}"]


def test_heads_and_feet_are_running(pdf, seen, draw):
    words, _ = draw
    pages = [
        words(72, 810, "Kommunkompassen")
        + words(72, 740, f"Kapitel {name}")
        + words(480, 30, f"Sida {number} (3)")
        for number, name in ((1, "ett"), (2, "två"), (3, "tre"))
    ]
    found = seen(pdf(*pages))
    assert found[:3] == ["running Kommunkompassen", "paragraph Kapitel ett", "running Sida 1 (3)"]
    assert [text for text in found if text.startswith("paragraph")] == [
        f"paragraph Kapitel {name}" for name in ("ett", "två", "tre")
    ]


def test_figures_at_the_foot_of_each_page_are_no_page_numbers(pdf, seen, draw):
    words, _ = draw
    pages = [words(72, 700, "Område") + words(72, 45, text) for text in ("61 poäng", "52 poäng", "70 poäng")]
    assert not [text for text in seen(pdf(*pages)) if text.startswith("running")]


def test_contents_are_told_by_their_dots_or_by_where_their_titles_stand(pdf, seen, draw):
    words, _ = draw
    titles = ["Sammanfattning", "Demokrati", "Ledarskap"]
    dots = words(72, 790, "Innehåll", 16)
    gaps = dots
    for number, title in enumerate(titles):
        dots += words(72, 760 - 20 * number, f"{title} ............... {number + 2}")
        gaps += words(72, 760 - 20 * number, title) + words(500, 760 - 20 * number, str(number + 2))
    pages = [words(72, 760, title, 16) + words(72, 730, PROSE[0]) for title in titles]
    for contents in (dots, gaps):
        found = seen(pdf(contents, *pages))
        assert [text.split()[0] for text in found[:5]] == [
            "heading1",
            "contents",
            "contents",
            "contents",
            "heading1",
        ]


def test_points_that_do_not_lead_to_pages_are_no_contents(pdf, seen, draw):
    words, _ = draw
    lines = [("Demokrati", 74), ("Ledarskap", 57), ("Effektivitet", 73)]
    dots = b"".join(
        words(72, 760 - 20 * n, f"{name} .......... {points}") for n, (name, points) in enumerate(lines)
    )
    assert not [text for text in seen(pdf(dots)) if "contents" in text]


def test_pages_and_tables_may_lie_on_their_side(pdf, seen, draw):
    words, _ = draw
    rotated = pdf(
        b"".join(words(300 - 20 * (1 - n), 700, row, turned=True) for n, row in enumerate(("Två", "Ett"))),
        page=b"/Rotate 270",
    )
    assert seen(rotated) == ["paragraph Ett", "paragraph Två"]
    page = b""
    for number, row in enumerate(ROWS):
        for x, cell in zip((100, 140, 500, 560, 620), row, strict=True):
            page += words(500 - 20 * number, 800 - x, cell, turned=True) if cell else b""
    assert seen(pdf(page)) == [ROWS]


def test_spaces_and_ligatures_are_those_of_text(pdf, seen, draw):
    words, _ = draw
    assert seen(pdf(words(72, 760, "61\xa0% av 100"))) == ["paragraph 61 % av 100"]


def test_gaps_in_a_line_are_kept(pdf, seen, draw):
    words, _ = draw
    assert seen(pdf(words(72, 760, "Demokrati") + words(300, 760, "74"))) == ["paragraph Demokrati\t74"]


def test_the_raised_number_of_a_note_is_not_the_end_of_a_figure(pdf, seen, draw):
    words, _ = draw
    page = words(72, 760, "Demokrati 61") + words(138, 765, "1)", size=7) + words(72, 740, "Styrning 611")
    assert seen(pdf(page)) == ["paragraph Demokrati 61¹⁾", "paragraph Styrning 611"]


def test_what_stands_below_two_columns_is_read_after_both(pdf, seen, draw):
    words, _ = draw
    left = ["1 Demokrati är det första området", "och beskrivs i den här spalten.", "Det fick 74 poäng."]
    right = ["2 Ledarskap är det andra området", "och beskrivs i den här spalten.", "Det fick 57 poäng."]
    page = column(words, 72, 760, left) + column(words, 320, 757, right)
    page += words(72, 690, "Totalt 131 poäng.", 9)
    assert [text.split()[1] for text in seen(pdf(page))] == ["1", "2", "Totalt"]


def test_numbers_before_headings_are_no_column_of_figures(pdf, seen, draw):
    words, _ = draw
    names = ("Demokrati", "Ledarskap", "Effektivitet")
    page = b"".join(
        words(72, 760 - 20 * n, f"{n + 1}.") + words(110, 760 - 20 * n, name) for n, name in enumerate(names)
    )
    assert not [block for block in seen(pdf(page)) if isinstance(block, list)]


def test_long_names_before_their_figures_are_rows(pdf, seen, draw):
    words, _ = draw
    rows = [
        ["Offentlighet och demokrati i kommunen", "74"],
        ["Tillgänglighet och brukarorientering", "57"],
        ["Politisk styrning och kontroll", "73"],
    ]
    page = b"".join(
        words(72, 760 - 20 * n, name) + words(330, 760 - 20 * n, points)
        for n, (name, points) in enumerate(rows)
    )
    assert seen(pdf(page)) == [rows]


def test_words_that_are_drawn_twice_are_read_once(pdf, seen, draw):
    """So are those that look bold, and those that were recognised on a page that had them already."""
    words, _ = draw
    rows = [("Ledarskap", 72, 700), ("Poeng", 300, 700), ("Arbetsliv", 72, 680), ("Poeng", 300, 680)]
    once = b"".join(words(x, y, text) for text, x, y in rows)
    for size in (11, 12):
        again = b"".join(words(x, y, text, size) for text, x, y in rows)
        assert seen(pdf(once + again)) == seen(pdf(once))
