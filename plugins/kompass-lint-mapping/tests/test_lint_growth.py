"""Whatever stands in a cell, a line of metadata or a field, a linter takes a time in proportion to it."""

import json
import time
from copy import deepcopy
from pathlib import Path

import pytest

from kompass_lint_mapping.oscal import OscalLinter
from kompass_lint_mapping.sssom import SssomLinter
from kompass_lint_mapping.sssom_slots import OF_A_MAPPING, OF_A_SET, RANGES
from kompass_spec.plugins.requests import LintRequest

pytestmark = pytest.mark.slow

SETS = Path(__file__).with_name("sets")
COUNT = 5_000
FEWER = 3
"""How many letters are tried for every row or map: one takes longer."""
QUICK = 0.1
"""The seconds that so much text may take without a look at how they grow: the square would be many."""
FACTOR = 9
"""How many times as long four times as much may take on a busy machine: in proportion 4, squared 16."""

UNITS = {
    "digits and a letter": ("9", "x"),
    "digits and a dot": ("9", "."),
    "dots": (".", ""),
    "dots in turn": ("a.", ""),
    "letters": ("a", ""),
    "blanks": (" ", "x"),
    "tabs of another kind": ("\u2003", "x"),
    "signs": ("-", ""),
    "exponents": ("1e", ""),
    "colons": (":", ""),
    "slashes": ("/", ""),
    "hashes": (" #", ""),
    "bars": ("|", ""),
    "backslashes": ("\\", "|"),
    "single quotes": ("'", ""),
    "quotes": ('"', ""),
    "quotes in turn": ('""x', ""),
    "brackets": ("[", ""),
    "braces": ("{", ""),
    "braces in turn": ("{a: ", ""),
    "commas": ("a,", ""),
    "keys": ("a: ", ""),
    "dashes": ("- ", ""),
    "question marks": ("? ", ""),
    "anchors": ("&a ", ""),
    "aliases": ("*a, ", ""),
    "tags": ("!a ", ""),
    "percents": ("%41", ""),
    "letters of others": ("é̂", ""),
}


def seconds(lint, text):
    begun = time.process_time()
    lint(text)
    return time.process_time() - begun


def check_growth(lint, text_of, what):
    """Fail where four times as much takes many more than four times as long, in the best of three tries."""
    if seconds(lint, text_of(4 * COUNT)) < QUICK:
        return
    for _ in range(3):
        taken = [seconds(lint, text_of(factor * COUNT)) for factor in (1, 2, 4)]
        if taken[2] < FACTOR * taken[0] + QUICK / 2:
            return
    raise AssertionError(f"{what}: {taken} seconds for {COUNT}, {2 * COUNT} and {4 * COUNT}")


def lint_table(text):
    return SssomLinter().lint(LintRequest(file="set.sssom.tsv", text=text))


def lint_collection(text):
    return OscalLinter().lint(LintRequest(file="set.json", text=text))


HEAD = (
    '#sssom_version: "1.1"\n#curie_map:\n#  one: https://example.org/one/\n#license: https://example.org/l\n'
    "#mapping_set_id: https://example.org/s\n"
)
REQUIRED = {
    "subject_id": "one:1",
    "predicate_id": "skos:exactMatch",
    "object_id": "one:2",
    "mapping_justification": "semapv:LexicalMatching",
}


def table(cells):
    return "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n"


@pytest.mark.parametrize("slot", sorted(OF_A_MAPPING | {*RANGES} | {"a column of one's own"}))
def test_a_cell_takes_a_time_in_proportion_to_its_length(slot):
    for name, (unit, end) in UNITS.items():

        def text_of(count, unit=unit, end=end):
            cells = {**REQUIRED, slot: unit * count + end}
            return HEAD + table(cells)

        check_growth(lint_table, text_of, f"{slot} of {name}")


@pytest.mark.parametrize("slot", sorted(OF_A_SET | {"a key of one's own"}))
def test_a_line_of_metadata_takes_a_time_in_proportion_to_its_length(slot):
    for name, (unit, end) in UNITS.items():

        def text_of(count, unit=unit, end=end):
            # The prefix that a CURIE needs makes the value long and fine as often as wrong.
            return f"{HEAD}#{slot}: {unit * count + end}\n{table(REQUIRED)}"

        check_growth(lint_table, text_of, f"{slot} of {name}")


LINES = {
    "#curie_map": "#  {0}: https://example.org/\n",
    "what a prefix is short for": "#  two: {0}\n",
    "a further prefix on one line": "#  two: x, {0}: y\n",
    "a key": "#{0}: x\n",
    "a line of a text": "#comment: >\n#  {0}\n",
    "a member of a list": "#creator_id:\n#- {0}\n",
    "a whole line": "#{0}\n",
}


@pytest.mark.parametrize("line", LINES)
def test_any_line_before_the_table_takes_a_time_in_proportion_to_its_length(line):
    first = "#curie_map:\n#  one: https://example.org/one/\n"
    for name, (unit, end) in UNITS.items():

        def text_of(count, unit=unit, end=end):
            return first + LINES[line].replace("{0}", unit * count + end) + table(REQUIRED)

        check_growth(lint_table, text_of, f"{line} of {name}")


ROW = "\t".join(REQUIRED.values())
ROWS = {
    "the same row": f"{ROW}\n",
    "a quote that is never closed": f'{ROW}\t"a\n',
    "a quote that is closed and opened": 'a"\t"b\n',
    "quotes by threes": '"""a\n',
    "an empty line": "\n",
    "a comment": "# a\n",
    "cells": "\t",
    "carriage returns": f"{ROW}\r",
}
NUMBERED = {
    "one exact match to many": "one:0\tskos:exactMatch\tone:{0}\tsemapv:LexicalMatching\n",
    "many to one": "one:{0}\tskos:exactMatch\tone:x\tsemapv:LexicalMatching\n",
    "many predicates of one pair": "one:0\tone:p{0}\tone:1\tsemapv:LexicalMatching\n",
    "many prefixes": "p{0}:1\tskos:exactMatch\tp{0}:2\tsemapv:LexicalMatching\n",
    "many justifications": "one:{0}\tskos:closeMatch\tone:2\tby{0}\n",
    "ids in full": "https://example.org/{0}/a\tskos:exactMatch\thttps://example.org/b\tby hand\n",
}


@pytest.mark.parametrize("how", [*ROWS, *NUMBERED])
def test_many_rows_take_a_time_in_proportion_to_their_number(how):
    def text_of(count):
        head = HEAD + "\t".join(REQUIRED) + "\n"
        if how in ROWS:
            return head + ROWS[how] * (count // FEWER)
        return head + "".join(NUMBERED[how].replace("{0}", str(number)) for number in range(count // FEWER))

    check_growth(lint_table, text_of, how)


METADATA = {
    "prefixes": "#  p{0}: https://example.org/{0}/\n",
    "a prefix again": "#  p: https://example.org/\n",
}


@pytest.mark.parametrize("how", METADATA)
def test_many_lines_of_metadata_take_a_time_in_proportion_to_their_number(how):
    def text_of(count):
        count //= FEWER
        lines = "".join(METADATA[how].replace("{0}", str(number)) for number in range(count))
        rows = "".join(
            f"p{number}:1\tskos:exactMatch\tp{number}:2\tsemapv:LexicalMatching\n" for number in range(count)
        )
        return "#curie_map:\n" + lines + "\t".join(REQUIRED) + "\n" + rows

    check_growth(lint_table, text_of, how)


FULL = json.loads((SETS / "full.json").read_text("utf-8"))


def places(value, path=()):
    """Iterate over the paths of all values that are no tables or lists, one of each list."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from places(inside, (*path, key))
    elif isinstance(value, list):
        for inside in value[:1]:
            yield from places(inside, (*path, 0))
    else:
        yield path


def put(path, value):
    data = deepcopy(FULL)
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return json.dumps(data)


@pytest.mark.parametrize("path", list(places(FULL)), ids=lambda path: "/".join(map(str, path)))
def test_a_field_takes_a_time_in_proportion_to_its_length(path):
    for name, (unit, end) in UNITS.items():

        def text_of(count, unit=unit, end=end):
            return put(path, unit * count + end)

        check_growth(lint_collection, text_of, f"{path} of {name}")


@pytest.mark.parametrize("how", ["digits", "zeros", "exponent"])
def test_a_number_takes_a_time_in_proportion_to_its_length(how):
    def text_of(count):
        number = {"digits": "9" * count, "zeros": f"0.{'0' * count}1", "exponent": f"1e{count}"}[how]
        text = put(("mapping-collection", "provenance", "confidence-score"), {"percentage": "@"})
        return text.replace('"@"', number)

    check_growth(lint_collection, text_of, how)


MAPS = {
    "the same map": lambda _, entry: entry,
    "one equal to many": lambda number, entry: {
        **entry,
        "targets": [{"type": "control", "id-ref": f"b-{number}"}],
    },
    "no map": lambda number, _: number,
    "an unexpected field": lambda _, entry: {**entry, "x": 1},
    "many relations": lambda number, entry: {**entry, "relationship": f"r{number}"},
}


@pytest.mark.parametrize("how", MAPS)
def test_many_maps_take_a_time_in_proportion_to_their_number(how):
    entry = {
        "uuid": "6f1f4a3e-3333-4333-8333-333333333333",
        "relationship": "equal-to",
        "sources": [{"type": "control", "id-ref": "a-1"}],
        "targets": [{"type": "control", "id-ref": "b-1"}],
    }

    def text_of(count):
        path = ("mapping-collection", "mappings", 0, "maps")
        return put(path, [MAPS[how](number, entry) for number in range(count // FEWER)])

    check_growth(lint_collection, text_of, how)


WHOLE = {
    "mappings": ("mapping-collection", "mappings"),
    "items of one map": ("mapping-collection", "mappings", 0, "maps", 0, "sources"),
    "roles": ("mapping-collection", "metadata", "roles"),
}


@pytest.mark.parametrize("how", WHOLE)
@pytest.mark.parametrize("value", [1, {}, {"x": [1]}], ids=str)
def test_many_values_in_a_list_take_a_time_in_proportion_to_their_number(how, value):
    check_growth(lint_collection, lambda count: put(WHOLE[how], [value] * (count // FEWER)), how)


@pytest.mark.parametrize("how", ["the same key", "other keys", "lists", "tables"])
def test_any_json_takes_a_time_in_proportion_to_its_length(how):
    def text_of(count):
        inside = {
            "the same key": "{" + '"a": 1, ' * count + '"b": 1}',
            "other keys": "{" + "".join(f'"{number}": 1, ' for number in range(count)) + '"b": 1}',
            "lists": "[" * (count // 100) + "]" * (count // 100),
            "tables": '{"a": ' * (count // 100) + "1" + "}" * (count // 100),
        }[how]
        return '{"mapping-collection": {"x": ' + inside + "}}"

    check_growth(lint_collection, text_of, how)
