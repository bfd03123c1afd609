"""SSSOM tables, good and bad."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kompass_lint_mapping.sssom import SssomLinter
from kompass_spec.plugins.requests import LintRequest

SETS = Path(__file__).with_name("sets")
GOOD = (SETS / "good.sssom.tsv").read_text("utf-8")
FOURTH = "one:4\tskos:closeMatch\ttwo:4\tsemapv:ManualMappingCuration\t0.9\n"
FIRST = "one:1\tskos:exactMatch\ttwo:1\tsemapv:ManualMappingCuration\t0.9\n"


def lint(text):
    return SssomLinter().lint(LintRequest(file=str(SETS / "set.sssom.tsv"), text=text))


@pytest.mark.parametrize("name", ["good.sssom.tsv", "full.sssom.tsv"])
def test_a_good_set_is_fine(name):
    linted = lint((SETS / name).read_text("utf-8"))
    assert (linted.findings, linted.unchecked) == ((), ())


def with_columns(*columns):
    return GOOD.replace("\tconfidence\n", "\t".join(("\tconfidence", *columns)) + "\n")


def row(text, *cells):
    return "\t".join((text.rstrip("\n"), *cells)) + "\n"


def with_column(slot, value):
    """Return the good set with a further column, which has a value in a last row of its own."""
    return with_columns(slot) + row(f"one:3\tskos:broadMatch\ttwo:1{CURATED}", value)


CURATED = "\tsemapv:ManualMappingCuration\t"
BAD = {
    "predicate": (GOOD.replace("skos:exactMatch", "skos:sameMatch"), "unknown-relation", 11),
    "predicate in other letters": (GOOD.replace("exactMatch", "exactmatch"), "unknown-relation", 11),
    "predicate of a vocabulary that grows": (
        GOOD.replace("skos:exactMatch", "semapv:crossSpeciesExactmatch"),
        "unknown-relation",
        11,
    ),
    "predicate in full": (
        GOOD.replace("skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"),
        "no-curie",
        11,
    ),
    "end": (GOOD.replace("\ttwo:2\t", "\ttwo:9\t"), "dangling-end", 12),
    "repeated": (GOOD + FIRST, "duplicate-row", 15),
    "excluding": (GOOD + FIRST.replace("exactMatch", "broadMatch"), "excluding-relations", 15),
    "broad and narrow": (
        GOOD + "one:2\tskos:narrowMatch\ttwo:2\tsemapv:ManualMappingCuration\t\n",
        "excluding-relations",
        15,
    ),
    "exact to several": (GOOD + FIRST.replace("two:1", "two:2"), "equal-to-several", 15),
    "several exact to one": (GOOD + FIRST.replace("one:1", "one:2"), "equal-to-several", 15),
    "repeated in full": (
        GOOD + FIRST.replace("one:1", "https://example.org/one/1"),
        "duplicate-row",
        15,
    ),
    "exact to several in full": (
        GOOD + FIRST.replace("two:1", "https://example.org/two/2"),
        "equal-to-several",
        15,
    ),
    "confidence": (GOOD.replace("\t0.8", "\t7"), "out-of-range", 12),
    "no number": (GOOD.replace("\t0.8", "\thigh"), "out-of-range", 12),
    "not a number": (GOOD.replace("\t0.8", "\tNaN"), "out-of-range", 12),
    "no subject": (GOOD.replace("one:2\t", "\t"), "missing-field", 12),
    "no column": (GOOD.replace("mapping_justification", "justified_by"), "missing-field", 10),
    "no licence": (GOOD.replace("#license", "#licence"), "missing-field", 1),
    "inverse": (
        GOOD + "two:3\tskos:narrowMatch\tone:3\tsemapv:ManualMappingCuration\t1\n",
        "inverse-disagrees",
        15,
    ),
    "another predicate column": (
        GOOD.replace("skos:exactMatch", "sssom:NoTermFound"),
        "misplaced-value",
        11,
    ),
    "related and broad": (
        GOOD + "one:2\tskos:relatedMatch\ttwo:2\tsemapv:ManualMappingCuration\t\n",
        "excluding-relations",
        15,
    ),
    "confidence with a comma": (GOOD.replace("\t0.8", "\t0,8"), "out-of-range", 12),
    "confidence in another script": (GOOD.replace("\t0.8", "\t٠.٨"), "out-of-range", 12),
    "confidence of the set": (
        GOOD.replace("#license", "#mapping_set_confidence: 95\n#license"),
        "out-of-range",
        6,
    ),
    "column twice": (GOOD.replace("\tconfidence\n", "\tsubject_id\n"), "wrong-columns", 10),
    "comment in the table": (GOOD + "# the end\n", "wrong-columns", 15),
    "short row": (GOOD + "one:4\tskos:closeMatch\ttwo:4\n", "missing-field", 15),
    "quote not closed": (GOOD.replace("\t0.8", '\t"0.8'), "unreadable-row", 12),
    "quote not doubled": (GOOD.replace("\t0.8", '\t"0.8" or so'), "unreadable-row", 12),
    "head not closed": (GOOD.replace("subject_id", '"subject_id'), "unreadable-row", 10),
    "another table": ("a\tb\n1\t2\n", "not-a-mapping", 1),
    "too many cells": (GOOD.replace("\t0.8", "\t0.8\tmore"), "wrong-columns", 12),
    "no table": ("#license: x\n#mapping_set_id: y\n", "not-a-mapping", 1),
    "nothing": ("", "not-a-mapping", 1),
    "undeclared prefix": (GOOD.replace("two:2", "zwei:2"), "undeclared-prefix", 12),
    "undeclared prefix of the set": (GOOD.replace("lists:one", "list:one"), "undeclared-prefix", 9),
    "built-in prefix redefined": (
        GOOD.replace("http://www.w3.org/2004/02/skos/core#", "https://www.w3.org/2004/02/skos/core#"),
        "redefined-prefix",
        4,
    ),
    "prefix of nothing": (GOOD.replace("https://example.org/two/", "two/"), "wrong-prefix", 3),
    "prefix that is no name": (GOOD.replace("#  two:", "#  2:").replace("two:", "2:"), "wrong-prefix", 3),
    "prefix twice": (GOOD.replace("#  two:", "#  one: https://example.org/\n#  two:"), "duplicate-key", 3),
    "id without a prefix": (GOOD.replace("two:2", "pear"), "no-curie", 12),
    "id with a blank": (GOOD.replace("two:2", "two:2 b"), "no-curie", 12),
    "id in full": (GOOD.replace("two:2", "https://example.org/two/2"), "no-curie", 12),
    "justification": (GOOD.replace("semapv:ManualMappingCuration", "by hand", 1), "not-in-list", 11),
    "day that is none": (with_column("mapping_date", "2023-02-29"), "wrong-date", 15),
    "day of three parts": (with_column("mapping_date", "1.2.2023"), "wrong-date", 15),
    "month alone": (with_column("publication_date", "2023-02"), "wrong-date", 15),
    "day of the set": (GOOD.replace("#license", "#mapping_date: 2023-13-01\n#license"), "wrong-date", 6),
    "type": (with_column("subject_type", "owl:Class"), "not-in-list", 15),
    "type of a predicate": (with_column("predicate_type", "rdfs literal"), "not-in-list", 15),
    "cardinality": (with_column("mapping_cardinality", "1:many"), "not-in-list", 15),
    "cardinality of no counterpart": (with_column("mapping_cardinality", "1:0"), "misplaced-value", 15),
    "version": (GOOD.replace("#license", "#sssom_version: 2\n#license"), "not-in-list", 6),
    "version that has none": (
        GOOD.replace("#license", "#sssom_version: '1.0'\n#license"),
        "wrong-version",
        6,
    ),
    "column of a later version": (with_column("record_id", "one:r"), "wrong-version", 10),
    "slot of a later version": (
        GOOD.replace("#license", "#mapping_tool_id: one:tool\n#license"),
        "wrong-version",
        6,
    ),
    "record without a record_id": (with_column("record_id", "one:r"), "missing-field", 11),
    "review without a reviewer": (with_column("review_date", "2026-01-01"), "missing-field", 15),
    "address with a blank": (GOOD.replace("#license: ", "#license: CC BY "), "no-uri", 6),
    "address without a scheme": (
        GOOD.replace("#license: https:", '#sssom_version: "1.1"\n#license: '),
        "no-uri",
        7,
    ),
    "list where one value is": (GOOD.replace("#license: ", "#license:\n#- a:b\n#- "), "wrong-type", 6),
    "prefixes as a text": (
        GOOD.replace("#curie_map:\n", "#curie_map: x\n").replace("#  ", "#x"),
        "wrong-type",
        1,
    ),
    "anchor": (GOOD.replace("#license: ", "#license: &a "), "yaml-feature", 6),
    "alias": (GOOD.replace("#license: ", "#comment: *a\n#license: "), "yaml-feature", 6),
    "anchor and alias": (
        GOOD.replace("#license: ", "#other: &a b\n#comment: *a\n#license: "),
        "yaml-feature",
        7,
    ),
    "tag": (GOOD.replace("#license: ", "#license: !!str "), "yaml-feature", 6),
    "directive": ("#%YAML 1.2\n#---\n" + GOOD, "yaml-feature", 1),
    "metadata of two documents": (GOOD.replace("#license", "#---\n#license"), "not-yaml", 6),
    "metadata that is no YAML": (GOOD.replace("#license: ", "#license: a: "), "not-yaml", 6),
    "metadata that is a list": ("#- a\n" + GOOD[GOOD.index("subject_id") :], "not-yaml", 1),
    "blank line before the table": (GOOD.replace("\nsubject_id", "\n\nsubject_id"), "stray-line", 10),
    "quote in a cell": (with_column("comment", '5" pipe'), "unquoted-quote", 15),
    "quote that is closed too early": (with_column("comment", '"5" pipe'), "unreadable-row", 15),
}


@pytest.mark.parametrize("how", BAD)
def test_a_bad_set_is_told_with_its_line(how):
    text, rule, line = BAD[how]
    findings = [
        (finding.rule, finding.line) for finding in lint(text).findings if "_source" not in finding.message
    ]
    assert (rule, line) in findings, findings


def test_a_prefix_that_nothing_declares_is_said_once():
    linted = lint(GOOD.replace("one:", "uno:").replace("#  uno:", "#  one:"))
    assert [finding.line for finding in linted.findings if finding.rule == "undeclared-prefix"] == [11]


def test_an_inverse_that_agrees_is_fine():
    text = GOOD + "two:3\tskos:broadMatch\tone:3\tsemapv:ManualMappingCuration\t1\n"
    assert [finding.rule for finding in lint(text).findings] == ["dangling-end", "dangling-end"]


def test_a_negated_row_excludes_what_it_denies_and_nothing_else():
    text = with_columns("predicate_modifier") + row(FIRST.replace("exactMatch", "broadMatch"), "Not")
    assert lint(text).findings == ()
    (finding,) = lint(text + row(FIRST, "Not")).findings
    assert (finding.rule, finding.line) == ("excluding-relations", 16)
    assert [finding.rule for finding in lint(text + 2 * row(FIRST, "Not")).findings] == [
        "excluding-relations",
        "duplicate-row",
    ]
    (finding,) = lint(text + row(FIRST, "not")).findings
    assert (finding.rule, finding.line) == ("not-in-list", 16)


ALLOWED = {
    "CRLF": GOOD.replace("\n", "\r\n"),
    "CR": GOOD.replace("\n", "\r"),
    "no line feed at the end": GOOD.rstrip("\n"),
    "blank lines at the end": GOOD + "\n\t\t\n",
    "blanks after the hash": GOOD.replace("#", "# "),
    "values in quotes": GOOD.replace("#subject_source: one.txt", "#subject_source: 'one.txt' # a list"),
    "a value on the next line": GOOD.replace("#license: ", "#license:\n#  "),
    "a folded value": GOOD.replace(
        "#license: ", "#comment: >-\n#  license: none\n#  more\n#license: >-\n#  "
    ),
    "a list": GOOD.replace("#license", "#creator_id:\n#- one:1\n#- one:2\n#license"),
    "quoted cells": with_columns("comment") + row(FOURTH, '"two\nlines, ""q"", a\ttab"'),
    "an inch": with_columns("comment") + row(FOURTH, '"5"" pipe"'),
    "letters that end no line": with_columns("comment") + row(FOURTH, "a\u2028b\x85c\x0cd"),
    "several values": with_columns("author_label") + row(FOURTH, "A\\|B|C"),
    "a further justification": GOOD + FIRST.replace("ManualMappingCuration", "LexicalMatching"),
    "a further tool": with_columns("mapping_tool") + row(FIRST, "a") + row(FIRST, "b"),
    "no term found": (
        GOOD
        + "".join(f"one:{number}\tskos:exactMatch\tsssom:NoTermFound{CURATED}\n" for number in (2, 3, 4))
        + f"one:4\tskos:closeMatch\tsssom:NoTermFound{CURATED}\n"
        + f"one:4\tskos:broadMatch\tsssom:NoTermFound{CURATED}\n"
        + f"sssom:NoTermFound\tskos:exactMatch\ttwo:4{CURATED}\n"
        + f"sssom:NoTermFound\tskos:exactMatch\tsssom:NoTermFound{CURATED}\n"
    ),
    "exact and close": GOOD + FIRST.replace("exactMatch", "closeMatch"),
    "a predicate by another prefix": GOOD.replace("#  skos:", "#  s:").replace("\tskos:", "\ts:"),
    "a map of prefixes on one line": (
        "#curie_map: {s: 'http://www.w3.org/2004/02/skos/core#', one: https://example.org/one/,\n"
        '#  "two": "https://example.org/two/", lists: \'https://example.org/lists/\'}\n'
        + GOOD[GOOD.index("#license") :].replace("\tskos:exact", "\ts:exact")
    ),
    "a relation of RO": GOOD.replace("skos:narrowMatch\ttwo:3", "RO:0002210\ttwo:3").replace(
        "#  one:", "#  RO: http://purl.obolibrary.org/obo/RO_\n#  one:"
    ),
    "a relation of one's own": GOOD.replace("skos:narrowMatch\ttwo:3", "one:madeFrom\ttwo:3"),
    "a relation of a vocabulary that grows": GOOD.replace("skos:narrowMatch\ttwo:3", "semapv:likes\ttwo:3"),
    "quotes as YAML has them": GOOD.replace("#license", "#comment: 'it''s # one: \"two\"'\n#license"),
    "a row that differs in its comment": with_columns("comment")
    + row(FOURTH.replace("0.9", "0.5"), "first")
    + row(FOURTH.replace("0.9", "0.5"), "second"),
    "a row that differs in its confidence": GOOD + FIRST.replace("0.9", "0.8"),
    "a defined column": with_columns("ext_one").replace(
        "#license", "#extension_definitions:\n#- slot_name: ext_one\n#  property: one:p\n#license"
    ),
    "a built-in prefix declared": GOOD.replace(
        "#  one:", "#  semapv: https://w3id.org/semapv/vocab/\n#  one:"
    ),
    "a prefix with a digit and a dot": GOOD.replace("#  one:", "#  K3.x-y: https://example.org/k/\n#  one:"),
    "an entity that is composed": with_column("subject_type", "composed entity expression").replace(
        "one:3\tskos:broadMatch", "one:3/(a:'b:1',c:'d:2')\tskos:broadMatch"
    ),
    "a licence by its name, before 1.1": GOOD.replace(
        "https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"
    ),
    "a range from -1": with_columns("reviewer_agreement", "reviewer_label").replace(
        "#license", '#sssom_version: "1.1"\n#license'
    )
    + row(FOURTH, "-1.0", "A"),
    "numbers as they are written": GOOD.replace("\t0.8", "\t8e-1").replace("\t0.5", "\t.5"),
}


@pytest.mark.parametrize("how", ALLOWED)
def test_what_the_standard_allows_is_fine(how):
    linted = lint(ALLOWED[how])
    assert (linted.findings, linted.unchecked) == ((), ())


@pytest.mark.parametrize("separator", [",", ";", "|", " "])
@pytest.mark.parametrize("table", [GOOD, GOOD[GOOD.index("subject_id") :]])
def test_a_table_that_was_saved_without_tabs_is_told_once(separator, table):
    linted = lint(table.replace("\t", separator))
    (finding,) = [one for one in linted.findings if "mapping set does not say" not in one.message]
    assert (finding.rule, finding.line) == (
        "wrong-columns",
        table[: table.index("subject_id")].count("\n") + 1,
    )
    assert f"parted by {separator!r}, where SSSOM/TSV has a tab" in finding.message
    assert "The rows, as their cells cannot be told apart." in linted.unchecked


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Subject_ID", "subject_id"),
        ("subject id", "subject_id"),
        ("match_type", "mapping_justification"),
        ("SUBJECT_LABEL", "subject_label"),
    ],
)
def test_a_slot_in_other_letters_or_by_an_earlier_name_is_asked_for(written, meant):
    text = GOOD.replace(meant, written) if f"{meant}\t" in GOOD else with_columns(written)
    (note,) = [finding for finding in lint(text).findings if finding.rule == "unknown-slot"]
    assert f"Perhaps {meant!r} is meant." in note.message


def test_a_table_without_rows_is_not_said_to_be_fine_in_silence():
    linted = lint(GOOD[: GOOD.index("one:1\t")])
    assert (linted.findings, linted.unchecked) == ((), ("The rows: the table has none.",))


def test_lines_are_those_of_the_file_after_a_cell_of_several():
    text = with_columns("comment") + row(FOURTH, '"a\nb"')
    (finding,) = lint(text + FIRST.replace("exact", "same")).findings
    assert (finding.rule, finding.line) == ("unknown-relation", 17)


def test_a_quote_that_is_not_closed_hides_no_other_row():
    text = GOOD.replace("\t0.9", '\t"0.9').replace("narrowMatch\ttwo:4", "sameMatch\ttwo:4")
    assert [(finding.rule, finding.line) for finding in lint(text).findings] == [
        ("unreadable-row", 11),
        ("unknown-relation", 14),
    ]


def test_one_id_may_be_an_exact_match_in_several_vocabularies():
    text = GOOD.replace("#object_source: lists:two.txt\n", "").replace("#subject_source: lists:one.txt\n", "")
    text = text.replace("#  two:", "#  three: https://example.org/three/\n#  two:")
    assert lint(text + FIRST.replace("two:1", "three:1")).findings == ()
    linted = lint(
        text + FIRST.replace("two:1", "https://a.org/1") + FIRST.replace("two:1", "https://a.org/2")
    )
    assert [(finding.rule, finding.line) for finding in linted.findings] == [
        ("no-curie", 14),
        ("no-curie", 15),
        ("equal-to-several", 15),
    ]


LITERALS = (
    "#curie_map: {lists: 'https://example.org/lists/', two: 'https://example.org/two/'}\n"
    "#license: https://example.org/licence\n"
    "#mapping_set_id: https://example.org/set\n"
    "#object_source: lists:two.txt\n"
    "subject_label\tpredicate_id\tobject_id\tmapping_justification\tsubject_type\n"
    "one\tskos:exactMatch\ttwo:1\tsemapv:LexicalMatching\trdfs literal\n"
    "uno\tskos:exactMatch\ttwo:1\tsemapv:LexicalMatching\trdfs literal\n"
)


def test_a_literal_has_no_id():
    """SSSOM: "the subject_id (resp. object_id) slot MAY be left empty" where the type is "rdfs literal"."""
    assert lint(LITERALS).findings == ()
    text = LITERALS.replace("\tsubject_type", "").replace("\trdfs literal", "")
    assert lint(text.replace("#license", "#subject_type: rdfs literal\n#license")).findings == ()
    assert [finding.rule for finding in lint(text).findings] == ["missing-field"]
    assert [finding.message for finding in lint(LITERALS.replace("uno\t", "\t")).findings] == [
        "The row has no 'subject_label'."
    ]
    (finding,) = lint(LITERALS + LITERALS.splitlines()[-1].replace("two:1", "two:2")).findings
    assert (finding.rule, finding.line) == ("equal-to-several", 8)


@pytest.mark.parametrize("name", ["set.sssom.yml", "set.sssom.yaml", "set.yml", "set.yaml"])
def test_metadata_may_lie_beside_the_table(tmp_path, name):
    metadata, table = GOOD.split("subject_id", 1)
    file = tmp_path / "set.sssom.tsv"
    (tmp_path / "one.txt").write_bytes((SETS / "one.txt").read_bytes())
    (tmp_path / "two.txt").write_bytes((SETS / "two.txt").read_bytes())
    (tmp_path / name).write_text("---\n" + metadata.replace("\n#", "\n").removeprefix("#"), "utf-8")
    request = LintRequest(file=str(file), text="subject_id" + table)
    linted = SssomLinter().lint(request)
    assert (linted.findings, linted.unchecked) == ((), ())
    (tmp_path / name).write_text("license: x\nmapping_set_confidence: 2\n", "utf-8")
    assert [(finding.rule, finding.line) for finding in SssomLinter().lint(request).findings] == [
        ("missing-field", 1),
        ("wrong-version", 1),
        ("out-of-range", 1),
        ("undeclared-prefix", 2),
        ("undeclared-prefix", 2),
    ]
    (tmp_path / name).write_bytes(b"\xef\xbb\xbflicense: &a b\nmapping_set_id: https://example.org/s\n")
    linted = SssomLinter().lint(request)
    assert [(finding.rule, finding.line) for finding in linted.findings[:2]] == [
        ("byte-order-mark", 1),
        ("yaml-feature", 1),
    ]
    assert all(name in finding.message for finding in linted.findings[:2])
    (tmp_path / name).unlink()
    linted = SssomLinter().lint(request)
    assert [finding.rule for finding in linted.findings][:2] == ["missing-field", "missing-field"]
    assert all("set.sssom.yml" in finding.message for finding in linted.findings[:2])


def test_a_row_may_name_the_source_of_its_ends():
    text = with_columns("subject_source", "object_source") + row(
        "two:3\tskos:broadMatch\tone:3\tsemapv:ManualMappingCuration\t1", "lists:two.txt", "lists:one.txt"
    )
    # SSSOM: "If any record (even only one record) has a value in that slot, then the slot MUST be considered
    # as non-propagatable": the other rows have no source then.
    linted = lint(text.replace("one:2\t", "one:999\t"))
    assert [(finding.rule, finding.severity.value) for finding in linted.findings] == [
        ("not-propagated", "note"),
        ("not-propagated", "note"),
    ]
    assert len(linted.unchecked) == 2
    text = text.replace("#object_source: lists:two.txt\n", "").replace("#subject_source: lists:one.txt\n", "")
    assert lint(text).findings == ()
    (finding,) = lint(text.replace("\tone:3\t", "\tone:7\t")).findings
    assert finding.rule == "dangling-end"
    assert "one.txt" in finding.message


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("list.json", '["one:1", "one:2", "one:3"]', None),
        ("list.json", '{"one:1": 1}', "it is not a JSON list of ids."),
        ("list.json", "[1]", "it is not a JSON list of ids."),
        ("list.json", "[", "it is not JSON."),
        ("list.json", "[]", "it holds no ids."),
        ("list.csv", 'id,title\none:1,"a, b"\none:2,\none:3,c\n', None),
        ("list.tsv", "\ufeffone:1\tx\n\none:2\none:3\n", None),
        (
            "list.csv",
            "one:1," + "x" * 200_000,
            "it is not a table of ids (field larger than field limit (131072)).",
        ),
        ("list", "one:1\none:2\none:3", None),
        ("list.owl", "<rdf/>", "it is not a list of ids, which ends in .txt, .tsv, .csv or .json."),
        ("list.txt", " \n", "it cannot be read. The file is empty. Check that it was saved."),
        ("list.txt", "\x00\x01", "it is not text."),
    ],
)
def test_a_list_of_ids_is_read_or_said_not_to_be(tmp_path, name, content, reason):
    (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "two.txt").write_bytes((SETS / "two.txt").read_bytes())
    text = GOOD.replace("one.txt", name)
    linted = SssomLinter().lint(LintRequest(file=str(tmp_path / "set.tsv"), text=text))
    assert (linted.findings, linted.unchecked) == (
        (),
        (f"The ends in lists:{name}: {reason}",) if reason else (),
    )


@pytest.mark.parametrize(
    "source", ["https://example.org/one", "obo:one", "missing.txt", "../sets", "/etc/hosts.txt", "a" * 300]
)
def test_a_source_that_cannot_be_read_is_said(source):
    linted = lint(GOOD.replace("one.txt", source).replace("one:2", "one:999"))
    assert [finding.rule for finding in linted.findings] == []
    assert any(source in sentence for sentence in linted.unchecked)
    assert lint(GOOD.replace("#subject_source: lists:one.txt\n", "")).unchecked


@given(st.text(alphabet='#\t\n":azé,0.\x00', max_size=200))
def test_whatever_stands_in_a_file_nothing_is_raised(text):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    lint(text)
    lint(GOOD + text)


def test_a_value_that_a_cell_repeats_is_told_once():
    text = (
        "#mapping_set_id: https://example.org/set\n#license: https://example.org/licence\n"
        "#curie_map:\n#  ex: https://example.org/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\n"
        "ex:1\tskos:exactMatch\tex:2\tsemapv:LexicalMatching\t" + "Anna Ek|" * 1000 + "ex:3\n"
    )
    linted = SssomLinter().lint(LintRequest(file="set.sssom.tsv", text=text))
    assert [found.rule for found in linted.findings].count("no-curie") <= 2


def test_an_empty_column_leaves_rows_what_the_set_says():
    text = with_columns("subject_source", "object_source") + row(
        "two:3\tskos:broadMatch\tone:3\tsemapv:ManualMappingCuration\t1", "", ""
    )
    linted = lint(text.replace("one:2\t", "one:999\t"))
    assert "not-propagated" not in {finding.rule for finding in linted.findings}
    assert any("one:999" in finding.message for finding in linted.findings)
