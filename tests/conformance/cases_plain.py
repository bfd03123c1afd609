"""The inputs of the vectors for rounding and digests, each with why it is there."""


def case(operation, name, why, **given):
    return {"name": name, "why": why, "operation": operation, "input": given}


def bounds(name, why, quantity, value, precision, maximum):
    return case("bounds", name, why, quantity=quantity, value=value, precision=precision, max=maximum)


def prints(name, why, quantity, precision, maximum, low, high):
    return case("prints", name, why, quantity=quantity, precision=precision, max=maximum, low=low, high=high)


def write(name, why, numerator, denominator):
    return case("write", name, why, numerator=str(numerator), denominator=str(denominator))


def read(name, why, text):
    return case("read", name, why, text=text)


def outwards(name, why, low, high, places):
    return case("outwards", name, why, low=low, high=high, places=places)


ROUNDING = [
    bounds("whole-points", "Half a printed digit to either side; both ends belong to it.", "points", "11",
        "1", "20"),
    bounds("one-decimal", "The precision decides, not the decimals of the text.", "points", "11", "0.1",
        "20"),
    bounds("whole-percent", "55 % of 20 points.", "percent", "55", "1", "20"),
    bounds("percent-of-thirds", "An exact fraction where decimals never end.", "percent", "33", "1", "10/3"),
    bounds("percent-with-a-decimal", "A tenth of the width.", "percent", "62.5", "0.1", "20"),
    bounds("not-cut-off", "A figure alone knows nothing of 0; the scorer cuts it off.", "points", "0", "1",
        "20"),
    bounds("rounded-to-fives", "The precision need not be a power of ten.", "points", "15", "5", "25"),
    prints("prints-one-value", "From 10.6 to 11.4 all prints as 11.", "points", "1", "20", "10.6", "11.4"),
    prints("prints-with-a-tie",
        "10.5 may print as 10 or as 11: whether a tie rounds up or to even is not known.", "points", "1",
        "20", "10.5", "10.5"),
    prints("prints-two-ties", "From tie to tie: one value more at either end.", "points", "1", "20", "10.5",
        "12.5"),
    prints("prints-percent", "10.9 to 11.1 of 20 are 54.5 % to 55.5 %.", "percent", "1", "20", "10.9",
        "11.1"),
    prints("prints-one-decimal", "In the figure's own precision.", "points", "0.1", "20", "10.54", "10.56"),
    prints("prints-thirds", "10/3 prints as 3.", "points", "1", "10", "10/3", "10/3"),
    prints("prints-zero", "The least printable value of nothing.", "points", "1", "20", "0", "0"),
    prints("prints-fives", "To the nearest multiple of the precision.", "points", "5", "25", "12.6", "17.4"),
    write("write-whole", "A whole quantity has no point.", 552, 1),
    write("write-decimal", "A decimal where it is finite.", 1401, 20),
    write("write-fraction", "Else n/d in lowest terms.", 100, 6),
    write("write-half", "0 stands before the point.", 1, 2),
    write("write-negative", "The sign stands first.", -1, 8),
    write("write-negative-fraction", "Of a fraction too.", -2, 3),
    write("write-small", "No exponent, however many places it takes.", 1, 2**40),
    write("write-zero", "Zero has no sign.", 0, 7),
    write("write-large", "More than a float can hold.", 10**30 + 1, 2),
    read("read-whole", "An integer.", "25"),
    read("read-decimal", "A decimal with a point; zeros at its end say nothing.", "70.050"),
    read("read-fraction", "n/d, in lowest terms or not.", "100/6"),
    read("read-leading-zeros", "Zeros at the beginning say nothing.", "007.0"),
    read("read-minus-zero", "There is one zero.", "-0"),
    read("read-division-by-zero", "Refused.", "1/0"),
    read("read-a-comma", "Refused: files have points.", "2,5"),
    read("read-an-exponent", "Refused.", "1e3"),
    read("read-a-plus", "Refused.", "+1"),
    read("read-no-digits", "Refused: a digit stands on either side of the point.", ".5"),
    read("read-a-space", "Refused.", " 1"),
    read("read-both", "Refused.", "1.5/2"),
    read("read-nothing", "Refused.", ""),
    read("read-other-digits", "Refused: only the digits of ASCII.", "\u0663"),
    outwards("outwards-down-and-up", "Shown in fewer places, the lower end goes down and the upper end up.",
        "10.5", "34/3", 3),
    outwards("outwards-finite", "What fits is left as it is.", "10.5", "11.375", 3),
    outwards("outwards-negative", "Down is towards minus infinity.", "-1/3", "-1/7", 2),
    outwards("outwards-whole", "To whole points.", "549.8", "555.6", 0),
]  # fmt: skip


def canonical(name, why, json):
    return case("canonical", name, why, json=json)


def release(name, why, json):
    return case("release", name, why, json=json)


ENTRY = {
    "action": "release", "date": "2026-03-01", "file": "releases/xx-2000/1.0.0.json", "id": "xx-2000",
    "kind": "edition",
    "reason": None, "reviewed_by": ["A. Reviewer"], "sha256": "a" * 64, "to": None, "version": "1.0.0",
}  # fmt: skip
WITHDRAWN = {**ENTRY, "action": "withdraw", "reason": "A weight is wrong."}
HANDED = {
    **ENTRY,
    "action": "hand-over",
    "reason": "They hold the weights.",
    "to": "kompass-frameworks-partner",
}

DIGESTS = [
    canonical("empty-object", "The digest is over the two bytes.", "{}"),
    canonical("spaces", "White space outside of texts is left out.", ' { "a" : [ 1 , 2 ] }\n'),
    canonical("order-of-keys", "Keys in the order of their letters, at every level.",
        '{"b": {"z": 1, "a": 2}, "a": []}'),
    canonical("order-by-utf-16",
        "By UTF-16 code units: a letter beyond the basic plane stands before U+FB33, though its number is "
        "higher.", '{"\\ufb33": 1, "\\ud83d\\ude00": 2, "\\u20ac": 3, "\\u00f6": 4, "1": 5, "\\r": 6}'),
    canonical("order-by-length", "A key stands before those that it begins.",
        '{"ab": 1, "a": 2, "": 3, "aa": 4}'),
    canonical("nordic-letters", "Letters beyond ASCII are written as they are, in UTF-8.",
        '{"title": "\\u00c5terf\\u00f6ring \\u00e6\\u00f8"}'),
    canonical("no-normalisation", "Two ways to write a letter are two texts.", '["\\u00e5", "a\\u030a"]'),
    canonical("escapes",
        "Short escapes where there are, else four digits in lower case; a slash and DEL as they are.",
        '"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\\\/\\u007f"'),
    canonical("line-separators", "U+2028 and U+2029 are written as they are.", '"\\u2028\\u2029"'),
    canonical("literals", "true, false, null and numbers; minus zero is zero.",
        "[true, false, null, 0, -0, -7]"),
    canonical("largest-number", "The largest whole number that every reader keeps exactly.",
        "[9007199254740991, -9007199254740991]"),
    canonical("too-large-a-number", "Refused: a reader may round it. Write it as a text.",
        "9007199254740992"),
    canonical("a-decimal", "Refused: an exact quantity is a text.", "[1.5]"),
    canonical("a-quantity", "An exact quantity as a text.", '{"max": "50/3"}'),
    canonical("a-key-twice", "Refused: nobody knows which is meant.", '{"a": 1, "a": 2}'),
    canonical("half-a-letter", "Refused: half of a surrogate pair is no letter.", '"\\ud800"'),
    canonical("not-json", "Refused.", "{'a': 1}"),
    canonical("not-a-number", "Refused.", "[NaN]"),
    canonical("a-text-alone", "A document may be a text.", '"se-2016"'),
    canonical("deep", "Lists and objects within each other.", '[[[{"a": [{"b": []}]}]]]'),
    release("what-is-not-known", "A release leaves out what is null, and what is empty.",
        '{"id": "se-2016", "valid_to": null, "notes": [], "title": {}}'),
    release("emptied-from-within", "What is empty once its own is left out is left out too.",
        '{"a": {"b": null}, "c": {"d": {"e": []}}, "f": 0}'),
    release("never-from-a-list", "A list keeps its place for every element, also for those that are null.",
        '{"a": [null, {"b": null}, []]}'),
    release("false-and-zero-stay", "False, 0 and the empty text are known.", '{"a": false, "b": 0, "c": ""}'),
    release("the-same-content", "Another order and other spaces: the same digest as 'what-is-not-known'.",
        '{"notes":[],"valid_to":null,"id":"se-2016"}'),
    release("a-quantity-as-it-is", "Texts are not looked into: 25 and 25.0 are two texts.",
        '{"max": "25.0"}'),
    case("ledger", "an-empty-ledger", "The head of nothing is 64 zeros.", entries=[]),
    case("ledger", "one-entry", "The first entry names 64 zeros as the one before it; its line feed counts.",
        entries=[ENTRY]),
    case("ledger", "a-chain", "Every entry names the digest of the line before it.",
        entries=[ENTRY, WITHDRAWN, {**ENTRY, "version": "1.0.1", "file": "releases/xx-2000/1.0.1.json"},
            HANDED]),
    case("ledger", "nordic-reviewers", "Names are written in UTF-8.",
        entries=[{**ENTRY, "reviewed_by": ["\u00c5sa \u00d6berg", "S\u00f8ren \u00c6r\u00f8"]}]),
]  # fmt: skip
