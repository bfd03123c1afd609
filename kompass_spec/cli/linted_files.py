"""The mappings that ``kompass lint-mapping`` is asked about, and what is said of each."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from kompass_spec.cli.files import collect, left_out
from kompass_spec.cli.lint_mapping_options import LintMappingOptions
from kompass_spec.cli.output import folded
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, is_folder
from kompass_spec.model.lint import Linted, Severity
from kompass_spec.model.lookups import cut, printable
from kompass_spec.model.problems import Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.results.lints import lint_path
from kompass_spec.wording.wording import Wording, message

__all__ = ["findings_lines", "lint_files"]

_INDENT = "    "
_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.NOTE: message("note"),
}
_NO_MAPPING = "not-a-mapping"
_OF_ANY_FILE = frozenset(("byte-order-mark", "wrong-encoding"))
"""The rules by which a file may be wrong that is no mapping."""
_PASSED_OVER = Linted(findings=(), unchecked=(message("It is no mapping, so it was passed over."),))


def lint_files(options: LintMappingOptions) -> tuple[dict[str, Linted], list[Problem]]:
    """Return what is found in every file, by its name, and the problems of those that cannot be linted."""
    plugins = load_plugins("linters")
    left_out(plugins, as_json=options.json)
    endings = {ending for linter in plugins.of_kind("linters") for ending in linter.provided.endings}
    files, problems = expand_paths(options.files, tuple(sorted(endings)))
    results, failed = collect(
        files,
        partial(lint_path, plugins=plugins, linter=options.linter, limit=options.max_size or DEFAULT_LIMIT),
    )
    linted_files: dict[str, Linted] = {}
    for file, linted in results:
        # A folder of mappings holds their catalogues too; a file that is named must be a mapping.
        is_other = {finding.rule for finding in linted.findings} - _OF_ANY_FILE == {_NO_MAPPING}
        linted_files[str(file)] = _PASSED_OVER if is_other and file not in options.files else linted
    problems += failed
    problems += _without_mapping(options.files, linted_files, failed)
    return linted_files, problems


def _without_mapping(
    asked: Sequence[Path], linted_files: Mapping[str, Linted], failed: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield a problem for every folder in which nothing was a mapping: then nothing in it was checked."""
    passed = [Path(file) for file, linted in linted_files.items() if linted is _PASSED_OVER]
    used = [Path(file) for file, linted in linted_files.items() if linted is not _PASSED_OVER]
    used += [Path(problem.file) for problem in failed if problem.file is not None]
    for folder in dict.fromkeys(asked):
        if is_folder(folder) and _holds_any(folder, passed) and not _holds_any(folder, used):
            yield Problem("no-file", "The folder holds no mapping. Check the name.", str(folder))


def _holds_any(folder: Path, files: Sequence[Path]) -> bool:
    return any(folder in file.parents for file in files)


def findings_lines(file: str, linted: Linted, wording: Wording) -> Iterator[str]:
    """Yield a line for every finding in a file, for what was not checked, or that it is fine.

    Linters speak English. In another language the rule that was broken is said first, in that language.
    """
    meanings = dict(linted.rules)
    for finding in linted.findings:
        where = finding.pointer if finding.line is None else wording.say("line {line}", line=finding.line)
        meaning = meanings.get(finding.rule, "")
        said = wording.say(meaning) if meaning else ""
        is_said = said != meaning
        words = said if is_said else finding.message
        parts = (file, where, wording.say(_SEVERITIES[finding.severity]), finding.rule, words)
        yield _line(": ".join(part for part in parts if part))
        if is_said:
            yield _line(f"{_INDENT}{finding.message}")
    for sentence in linted.unchecked:
        words = wording.say(sentence) if linted is _PASSED_OVER else sentence
        unchecked = wording.say("not checked: {reason}", reason=words)
        yield _line(f"{file}: {unchecked}")
    if not linted.findings and linted is not _PASSED_OVER:
        fine = wording.say("fine")
        yield printable(f"{file}: {fine}")


def _line(text: str) -> str:
    return folded([cut(text)], indent=_INDENT)
