"""The same report in every layout that is known from reports gives the same assessments."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

ITEM = re.compile(r"<li>• ?(.*?)</li>")
LISTED = re.compile(r"(?m)^<ul[^>]*>(.*)</ul>\t(.*)$")


def headings(mark):
    return lambda text: re.sub(r"(?m)^#+ ", mark, text)


def bare_lists(text):
    """Print the headings of an area as lines of their own, the points behind the last."""

    def lines(match):
        return "\n".join(f"• {item}" for item in ITEM.findall(match[1])) + "\t" + match[2]

    return LISTED.sub(lines, text)


def lists_after_points(text):
    def lines(match):
        first, *rest = ITEM.findall(match[1])
        return "\n".join([f"{first}\t{match[2]}", *(f"- {item}" for item in rest)])

    return LISTED.sub(lines, text)


def merged_cells(text):
    """Print every heading in a row of its own, with empty cells beside all but the first."""

    def lines(match):
        first, *rest = ITEM.findall(match[1])
        empty = re.sub(r"[^\t]", "", match[2])
        return "\n".join([f"{first}\t{match[2]}", *(f"{item}\t{empty}" for item in rest)])

    return LISTED.sub(lines, text)


def semicolons(text):
    return LISTED.sub(lambda match: f"{'; '.join(ITEM.findall(match[1]))}\t{match[2]}", text)


def wrapped(text):
    """Break the items of lists behind their third word."""
    return re.sub(r"(?m)^(- (?:\S+ ){2}\S+) (?=\S)", r"\1\n  ", text)


def running_titles(text):
    """Put the name of the report and the number of the page between two items of every list."""
    return re.sub(r"(?m)^(- .*\n)(?=- )", r"\1\nKommunkompassen Örnsköldsvik 2017\n\n", text)


def points_alone(text):
    def lines(match):
        return "\n".join([*(f"- {item}" for item in ITEM.findall(match[1])), "", *match[2].split("\t")])

    return LISTED.sub(lines, text)


def rows(change):
    """Change every line that has cells, but not the table of contents."""
    return lambda text: "\n".join(
        change(line) if "\t" in line and "....." not in line else line for line in text.split("\n")
    )


def ruled(text):
    """Print tables as Markdown does, with a rule below each head."""
    lines = []
    for line in text.split("\n"):
        if "\t" not in line or "....." in line:
            lines.append(line)
            continue
        cells = line.split("\t")
        lines.append(f"| {' | '.join(cells)} |")
        if "Uppnått" in line or line.startswith("Rubriker"):
            lines.append("|" + " --- |" * len(cells))
    return "\n".join(lines)


def flattened_overview(text):
    """Print the tables of questions one cell to a line."""
    before, mark, rest = text.partition("## 4. Översikt")
    tables, appendix, after = rest.partition("## Bilaga")
    flat = re.sub(r"(?m)^\t+", "", tables).replace("\t", "\n")
    return before + mark + flat + appendix + after


def paged(text):
    """Put a page marker before every title."""
    pages = iter(range(2, 1000))
    return re.sub(r"(?m)^(#+ )", lambda match: f"{next(pages)} (134)\n\n{match[1]}", text)


def with_other_tables(text):
    other = "Invånare\t2015\t2016\nTotalt\t55964\t56139\n\n"
    return text.replace("## Bilaga", f"{other}## Bilaga").replace("<b>3.</b>\t", f"{other}<b>3.</b>\t")


LAYOUTS = {
    "one level": headings("# "),
    "deep levels": headings("###### "),
    "no levels": headings(""),
    "bold titles": lambda text: re.sub(r"(?m)^#+ \**([^*\n]*)\**$", r"**\1**", text),
    "closed titles": lambda text: re.sub(r"(?m)^(#+) (.*)$", r"\1 \2 \1", text),
    "no bold": lambda text: text.replace("**", "").replace("<b>", "").replace("</b>", ""),
    "stars": lambda text: text.replace("<b>", "**").replace("</b>", "**"),
    "strong": lambda text: text.replace("<b>", "<strong>").replace("</b>", "</strong>"),
    "pipes": rows(lambda line: "| " + line.replace("\t", " | ") + " |"),
    "open pipes": rows(lambda line: line.replace("\t", " | ")),
    "ruled": ruled,
    "cells": rows(lambda line: "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("\t")) + "</tr>"),
    "gaps": rows(lambda line: re.sub(r"\t+", "   ", line).strip()),
    "spaces": rows(
        lambda line: (
            line.replace("\t", " ").strip() if line[:1] in "<12345678\t" and "<ul" not in line else line
        )
    ),
    "lists": bare_lists,
    "lists after points": lists_after_points,
    "points alone": points_alone,
    "merged cells": merged_cells,
    "semicolons": semicolons,
    "spaced heads": lambda text: re.sub(r"(?m)^Rubriker\t.*$", lambda head: head[0].replace("\t", " "), text),
    "flattened overview": flattened_overview,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "nbsp": lambda text: (
        text.replace(" ", "\u00a0")
        if "<ul style" not in text
        else re.sub(r" (?=[a-zåäö0-9])", "\u00a0", text)
    ),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "mark": lambda text: "\ufeff" + text,
    "soft hyphens": lambda text: text.replace("ningar", "ning\u00adar"),
    "pages": paged,
    "page words": lambda text: re.sub(r"(?m)^(### )", r"Sida 3\n\n\1", text),
    "plain chapter": lambda text: text.replace("## 4. Översikt", "4 Översikt"),
    "no leaders": lambda text: text.replace(" .....\t", "\t").replace(".....\t", "\t"),
    "untitled contents": lambda text: text.replace(".....\t", "\t").replace("## Innehåll\n", ""),
    "typed leaders": lambda text: text.replace(".....", " " + "." * 60),
    "dots for leaders": lambda text: text.replace(".....\t", "………… "),
    "bullets": lambda text: re.sub(r"(?m)^- ", "• ", text),
    "starred bullets": lambda text: re.sub(r"(?m)^- ", "*   ", text),
    "unspaced bullets": lambda text: re.sub(r"(?m)^- ", "•", text),
    "tabbed bullets": lambda text: re.sub(r"(?m)^- ", "-\t", text),
    "numbered items": lambda text: re.sub(r"(?m)^- ", "1. ", text),
    "tabbed numbers": lambda text: re.sub(r"(?m)^- ", "1.\t", text),
    "tabbed letters": lambda text: re.sub(r"(?m)^- ", "o\t", text),
    "wrapped items": wrapped,
    "running titles": running_titles,
    "wide": lambda text: text.replace("\n", "\n\n\n"),
    "ends of lines": lambda text: re.sub(r"(?m)$", "   ", text),
    "escapes": lambda text: re.sub(r"(?m)^([1-8])\.", r"\1\\.", text).replace("40-50", r"40\-50"),
    "other tables": with_other_tables,
    "colons": lambda text: re.sub(r"(?im)^(#+ \**(?:styrkor|förbättringsområden))", r"\1:", text),
    "capitals": lambda text: re.sub(r"(?m)^#.*$", lambda match: match[0].upper(), text),
    "comment": lambda text: "<!-- 12 poäng -->\n" + text,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_gives_the_same_assessments(read, example, expected, without_lines, layout):
    changed = LAYOUTS[layout](example)
    assert changed != example
    imported = read(changed)
    assert without_lines(imported) == expected
    codes = ["unplaced-table"] * 2 if layout == "other tables" else []
    assert sorted(warning.code for warning in imported.warnings) == codes


def test_lines_are_those_of_the_file(read, example):
    for layout in ("crlf", "cr", "pipes", "pages", "wide", "flattened overview"):
        changed = LAYOUTS[layout](example)
        lines = re.split(r"\r\n|\r|\n", changed)
        for assessment in read(changed).assessments:
            for seen in assessment.observations:
                assert re.search(rf"(?<!\d){seen.value}(?!\d)", lines[seen.line - 1])
            for finding in assessment.findings:
                assert finding.text in lines[finding.line - 1]
            for heading in assessment.headings:
                assert heading.text in lines[heading.line - 1]


INDEPENDENT = [
    ["one level", "deep levels", "no levels", "bold titles", "closed titles", "pages"],
    ["no bold", "stars", "strong"],
    ["lists", "lists after points", "points alone"],
    ["pipes", "open pipes", "cells", "ruled"],
    ["bullets", "starred bullets", "unspaced bullets", "tabbed bullets"],
    ["typed leaders", "no leaders", "dots for leaders"],
    ["soft hyphens", "decomposed"],
    ["wide", "ends of lines"],
    ["crlf", "cr", "mark"],
]


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.tuples(*(st.sampled_from([None, *names]) for names in INDEPENDENT)))
def test_layouts_together_give_the_same_assessments(read, example, expected, without_lines, chosen):
    changed = example
    for name in chosen:
        changed = LAYOUTS[name](changed) if name else changed
    assert without_lines(read(changed)) == expected
