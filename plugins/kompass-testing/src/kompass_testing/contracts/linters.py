"""What every linter keeps: it raises nothing for what is wrong in a mapping, and says where each thing is."""

import re
import time
from collections.abc import Iterable
from itertools import combinations
from typing import Any, ClassVar

from hypothesis import given, strategies as st

from kompass_spec import InputError, LintRequest
from kompass_spec.model import Linted
from kompass_testing.contracts.base import examples
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by

__all__ = ["LinterContract"]

SECONDS = 60
ENORMOUS = 200_000
"""The letters of a file that is greater than any mapping."""
_WORDS = re.compile(r"\s+|\S+")
_RULE = re.compile(r"[a-z]+(-[a-z]+)*")

_BAD = {
    "of no letter": "",
    "of blank lines": "\n\n \n",
    "of words about something else": "Det var en gång en kommun.\n",
    "of half a document": '{"mappings": [{"source": ',
    "of a list in a list": "[" * 500 + "]" * 500,
    "of odd characters": "\x00\ufeff\u2028\x1b[31m\t|\n",
    "of a table with a short row": "a\tb\tc\n1\t2\n\n3\t4\t5\t6\n",
}


class LinterContract(RequestContract, kind="linters"):
    """Hold what every linter keeps; give a fixture ``linter``.

    Override ``good`` and ``bad`` to hold it to mappings that are known to be fine, and to be wrong by which
    rules.
    """

    fixture: ClassVar[str] = "linter"
    method: ClassVar[str] = "lint"
    answer: ClassVar[type] = Linted
    gives: ClassVar[frozenset[str]] = frozenset({"bad", "good"})
    linter = given_by("linter", "linter")

    def good(self) -> Iterable[str]:
        """Return mappings in the linter's format in which nothing is wrong."""
        return ()

    def bad(self) -> Iterable[tuple[str, str]]:
        """Return pairs of a rule's name and a mapping in the linter's format that breaks it."""
        return ()

    def cases(self) -> Iterable[Case]:
        """Return texts known to be fine and wrong, the fine cut in half, and texts that are no mappings."""
        texts = {f"that is fine ({index})": text for index, text in enumerate(self.good())}
        texts |= {f"cut in half ({odd})": text[: len(text) // 2] for odd, text in texts.items()}
        texts |= {f"that breaks {rule} ({index})": text for index, (rule, text) in enumerate(self.bad())}
        return [
            (f"a mapping {odd}", LintRequest(file="mapping", text=text))
            for odd, text in (texts | _BAD).items()
        ]

    def lint(self, linter: Any, text: str, odd: str) -> Linted:
        """Return the linter's findings; fail where it raised anything."""
        answer = self.ask(linter, LintRequest(file="mapping", text=text), odd)
        assert not isinstance(answer, InputError), (
            f"{self.told(linter)} raised InputError for {odd}: {answer} Return what is wrong as a finding."
        )
        assert isinstance(answer, Linted), f"{self.told(linter)} returned {type(answer).__name__} for {odd}."
        return answer

    def test_its_endings_are_well_formed(self, provided: Any) -> None:
        """Give endings as a tuple of lower-case texts with the dot, such as ('.tsv',): they find files."""
        self.check_endings(provided)

    def test_nothing_is_raised_for_what_is_wrong(self, provided: Any) -> None:
        """Return all that is wrong as findings, also where the text is no mapping at all: raise nothing."""
        for odd, request in self.cases():
            self.lint(provided, request.text, odd)

    def test_any_text_is_looked_through(self, provided: Any) -> None:
        """Return a finding for any text that is no mapping: raise nothing."""

        @examples(60)
        @given(st.text(max_size=200))
        def law(text: str) -> None:
            self.lint(provided, text, "any text")

        law()

    def test_what_is_no_mapping_is_found(self, provided: Any) -> None:
        """Return a finding, or what was not checked, for a text that is no mapping: silence reads as fine."""
        for odd, text in _BAD.items():
            linted = self.lint(provided, text, f"a text {odd}")
            assert linted.findings or linted.unchecked, (
                f"{self.told(provided)} says nothing about a text {odd}. Return a finding, or what was not"
                " checked."
            )

    def test_every_finding_says_what_and_where(self, provided: Any) -> None:
        """Give every finding the name of its rule, a sentence, and a line (counted from 1) or a pointer."""
        for odd, request in self.cases():
            lines = request.text.count("\n") + 1
            for finding in self.lint(provided, request.text, odd).findings:
                assert _RULE.fullmatch(finding.rule), (
                    f"{self.told(provided)} names a rule {finding.rule!r}. Use lower-case words joined by"
                    " hyphens."
                )
                assert finding.message.strip(), (
                    f"{self.told(provided)} finds {finding.rule} without a sentence ({odd}). Say what is"
                    " wrong."
                )
                assert finding.line is not None or finding.pointer is not None, (
                    f"{self.told(provided)} does not say where {finding.rule} is ({odd}). Set its line or its"
                    " pointer."
                )
                assert finding.line is None or 1 <= finding.line <= max(lines, 1), (
                    f"{self.told(provided)} finds {finding.rule} on line {finding.line} of {lines} ({odd})."
                    " Count from 1."
                )

    def test_what_is_fine_has_no_finding(self, provided: Any) -> None:
        """Find nothing in a mapping that is fine: a false alarm makes people stop reading."""
        for index, text in enumerate(self.good()):
            findings = self.lint(provided, text, f"good mapping {index}").findings
            assert not findings, (
                f"{self.told(provided)} finds {findings[0].rule if findings else ''} in a mapping that is"
                f" fine ({index})."
            )

    def test_what_is_wrong_is_found(self, provided: Any) -> None:
        """Find what is known to be wrong, by the name of its rule."""
        for rule, text in self.bad():
            rules = {
                finding.rule
                for finding in self.lint(provided, text, f"a mapping that breaks {rule}").findings
            }
            assert rule in rules, (
                f"{self.told(provided)} does not find {rule}, but {', '.join(sorted(rules)) or 'nothing'}."
            )

    def test_what_is_wrong_twice_is_found_twice(self, provided: Any) -> None:
        """Go on behind the first thing that is wrong: of two, the second must not vanish without a word."""
        for text in self.good():
            unchecked = {*self.lint(provided, text, "a mapping that is fine").unchecked}
            changes = [
                (rule, changed)
                for rule, wrong in self.bad()
                if (changed := _changed_words(text, wrong)) is not None
            ]
            for (first, one), (second, other) in combinations(changes, 2):
                if one.keys() & other.keys():
                    continue
                words = {**dict(enumerate(_WORDS.findall(text))), **one, **other}
                both = "".join(words[number] for number in sorted(words))
                linted = self.lint(provided, both, f"a mapping that breaks {first} and {second}")
                missing = {first, second} - {finding.rule for finding in linted.findings}
                assert not missing or {*linted.unchecked} - unchecked, (
                    f"{self.told(provided)} does not find {min(missing, default='')} in a mapping that breaks"
                    f" {first} and {second}. Go on behind the first, or say what was not checked."
                )

    def test_the_ends_of_lines_change_nothing(self, provided: Any) -> None:
        """Read lines that end as on Windows as others: find the same, on the same lines."""
        texts = [*self.good(), *(text for _, text in self.bad())]
        for index, text in enumerate(texts):
            plain, windows = (
                [
                    (one.rule, one.line, one.pointer)
                    for one in self.lint(provided, ends, f"mapping {index} with such ends of lines").findings
                ]
                for ends in (text, text.replace("\r\n", "\n").replace("\n", "\r\n"))
            )
            assert plain == windows, (
                f"{self.told(provided)} finds {_first_other(windows, plain)} in mapping {index} only"
                " where its lines end in one of two ways. Split lines at \\r\\n as at \\n."
            )

    def test_every_rule_that_it_finds_is_explained(self, provided: Any) -> None:
        """Say in rules what each rule means, if you say it of any: findings are shown with it."""
        for odd, request in self.cases():
            linted = self.lint(provided, request.text, odd)
            explained = {rule for rule, meaning in linted.rules if meaning.strip()}
            unknown = {finding.rule for finding in linted.findings} - explained
            assert not (linted.rules and unknown), (
                f"{self.told(provided)} finds {min(unknown, default='')}, and does not say in rules what it"
                f" means ({odd}). Add it."
            )

    def test_an_enormous_mapping_is_looked_through_in_reasonable_time(self, provided: Any) -> None:
        """Take a time in proportion to the text: look for a pattern or a loop within a loop."""
        for piece in [*self.good(), "a\tb\tc\n"]:
            text = piece * (ENORMOUS // len(piece) + 1)
            begun = time.process_time()
            self.lint(provided, text[:ENORMOUS], "an enormous mapping")
            seconds = time.process_time() - begun
            assert seconds < SECONDS, (
                f"{self.told(provided)} takes {round(seconds)} seconds for {ENORMOUS:,} letters. Look for a"
                " loop within a loop."
            )


def _changed_words(text: str, wrong: str) -> dict[int, str] | None:
    """Return the words of one text that are others in another, ``None`` where it has not as many words."""
    before, after = _WORDS.findall(text), _WORDS.findall(wrong)
    if len(before) != len(after):
        return None
    return {number: word for number, word in enumerate(after) if word != before[number]}


def _first_other(found: list[Any], others: list[Any]) -> str:
    odd = next((one for one in [*found, *others] if (one in found) != (one in others)), None)
    return "the same in another order" if odd is None else f"{odd[0]} ({odd[1] or odd[2]})"
