"""The contract finds every mistake of one line that an importer can make which loses or changes a figure.

The importers are those that people copy: the one that ``kompass new plugin`` makes, and that of the how-to. A
mistake is a piece of the code and what stands there instead.
"""

import inspect
import re
import sys
import types
from pathlib import Path

import pytest

from kompass_spec.cli.new.scaffold import new_plugin
from kompass_testing.contracts.quiet import QuietContract

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[2] / "docs/how-to/write-an-importer.md"
CODE = re.compile(r"^```python\n# kompass-import-csv/(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# What is written instead of `warnings.append(` or `warn(` makes a text and throws it away.
MADE = {
    "a line of another form is dropped": ("warnings.append(", "repr(", 0),
    "an unknown code or an unreadable figure is dropped": ("warnings.append(", "repr(", 1),
    "a bad year is dropped": ("elif key and", "elif key in _FACTS: pass\n            elif key and", 0),
    "any year is one": ("(19|20)[0-9]{2}", ".+", 0),
    "an edition is known without its line": ('facts.get("edition")', 'facts.get("edition") or "se-2016"', 0),
    "a year is guessed": ('if "year" in facts else None', 'if "year" in facts else 2020', 0),
    "percents are points": ("parse_printed(figure)", 'parse_printed(figure.rstrip("% "))', 0),
    "a figure has no sign": ("parse_printed(figure)", 'parse_printed(figure.replace("-", ""))', 0),
    "a figure has no decimals": ("value=points", "value=points // 1", 0),
    "a figure is of another precision": ("precision=precision", "precision=Fraction(1)", 0),
    "digits are picked out of words": ("(figure)\n    except", "(figure.strip('abcx'))\n    except", 0),
    "what stands behind the figure is cut off": ("_points(figure)", '_points(figure.split(";")[0])', 0),
    "zero is no figure": ("points >= 0", "points > 0", 0),
    "only the first figure of an item counts": (
        "            observations.append(",
        "            if code not in [one.item for one in observations]: observations.append(",
        0,
    ),
    "the first figure is left out": ("figure in figures:", "figure in figures[1:]:", 0),
    "lines are counted from zero": ("start=1", "start=0", 0),
    "an edition is guessed": ('facts.get("edition")', 'facts.get("edition") and "se-2016"', 0),
    "what was asked is not heeded": ("request.edition or facts.get", "facts.get", 0),
    "no figure is a result": ("if not observations:", "if False:", 0),
}
HOW_TO = {
    "too few cells are dropped": ('warn(line, f"The line', 'repr(f"The line', 0),
    "an unknown code is dropped": ('warn(line, f"{edition.id}', 'repr(f"{edition.id}', 0),
    "a bad year is dropped": ('warn(line, f"{year!r}', 'repr(f"{year!r}', 0),
    "an unreadable figure is dropped": ('warn(line, f"{error}', 'repr(f"{error}', 0),
    "a figure has no sign": ("parse_printed(figure)", 'parse_printed(figure.replace("-", ""))', 0),
    "a figure has no decimals": ("value=value", "value=value // 1", 0),
    "an edition is guessed": ("request.edition is None", "False", 0),
    "points and maxima change places": (
        "(Quantity.POINTS, Quantity.MAX)",
        "(Quantity.MAX, Quantity.POINTS)",
        0,
    ),
    "the last figure is left out": ("figures, strict=True)", "figures[:-1])", 0),
    "the last row is left out": ("enumerate(lines,", "enumerate(lines[:-1],", 0),
    "a row stops the reading": (
        "                continue\n            who",
        "                break\n            who",
        0,
    ),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The code of each importer and of its tests."""
    folder = new_plugin("importer", "made", tmp_path_factory.mktemp("made") / "made").folder
    (contract,) = folder.glob("tests/test_*.py")
    how_to = dict(CODE.findall(PAGE.read_text("utf-8")))
    return {
        "made": (
            (folder / "src/kompass_import_made/plugin.py").read_text("utf-8"),
            contract.read_text("utf-8"),
        ),
        "how-to": (how_to["src/kompass_import_csv/plugin.py"], how_to["tests/test_csv_contract.py"]),
    }


def failures(code, contract, monkeypatch):
    """Yield the tests of the contract that fail for an importer, of those that need no other process."""
    plugin, tests = types.ModuleType("plugin"), types.ModuleType("tests")
    exec(code, vars(plugin))  # noqa: S102 - code of ours, with a mistake
    (package,) = re.findall(r"^from (\w+)\.plugin import", contract, re.MULTILINE)
    monkeypatch.setitem(sys.modules, package, types.ModuleType(package))
    monkeypatch.setitem(sys.modules, f"{package}.plugin", plugin)
    exec(contract, vars(tests))  # noqa: S102 - code of ours
    (held,) = (one for name, one in vars(tests).items() if name.startswith("Test"))
    (importer,) = plugin.kompass_importers()
    elsewhere = {*vars(QuietContract), "test_it_answers_the_same_everywhere"}
    for name, _ in inspect.getmembers(held, inspect.isfunction):
        if name.startswith("test_") and name not in elsewhere and "enormous" not in name:
            try:
                getattr(held(), name)(importer)
            except AssertionError:
                yield name


@pytest.mark.parametrize("which", ["made", "how-to"])
def test_an_importer_that_is_copied_keeps_the_contract(written, monkeypatch, which):
    code, contract = written[which]
    assert [*failures(code, contract, monkeypatch)] == []


@pytest.mark.parametrize(
    ("which", "mistake"), [("made", name) for name in MADE] + [("how-to", name) for name in HOW_TO]
)
def test_a_mistake_of_one_line_is_found(written, monkeypatch, which, mistake):
    code, contract = written[which]
    old, new, place = (MADE if which == "made" else HOW_TO)[mistake]
    pieces = code.split(old)
    assert len(pieces) > place + 1, f"{old!r} is not in the importer any more; plant it in what is there now."
    wrong = old.join(pieces[: place + 1]) + new + old.join(pieces[place + 1 :])
    assert next(failures(wrong, contract, monkeypatch), None) is not None
