"""``kompass lint-mapping``: find what is wrong in mappings that others wrote."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from kompass_spec.cli.files import collect, left_out
from kompass_spec.cli.output import complain, error_data, printable, write_json
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, is_folder
from kompass_spec.documents.lints import linted_data
from kompass_spec.documents.sarif import sarif_data
from kompass_spec.model.lint import Linted
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.plugins.host import load_plugins
from kompass_spec.results.lints import lint_path

__all__ = ["execute"]

_NO_MAPPING = "not-a-mapping"
_PASSED_OVER = Linted(findings=(), unchecked=("It is no mapping, so it was passed over.",))


def execute(options: Namespace) -> int:
    """Lint every file; exit with 1 if anything is wrong in one."""
    if options.sarif and options.json:
        raise UsageError([Problem("wrong-usage", "--sarif and --json are two formats. Ask for one of them.")])
    try:
        found, problems = _lint(options)
    except UsageError as error:
        if options.sarif:
            # Whoever reads the output reads SARIF, whatever happens.
            write_json(sarif_data({}, error.problems, exit_code=2))
        raise
    if options.sarif:
        write_json(sarif_data(found, problems))
    elif options.json:
        data = linted_data(found)
        write_json({**data, **error_data(problems)} if problems else data)
    else:
        for file, linted in found.items():
            _print(file, linted)
    if not options.json:
        complain(problems)
    return 1 if problems or any(linted.findings for linted in found.values()) else 0


def _lint(options: Namespace) -> tuple[dict[str, Linted], list[Problem]]:
    plugins = load_plugins("linters")
    left_out(plugins, options)
    endings = sorted({ending for one in plugins.of_kind("linters") for ending in one.provided.endings})
    files, problems = expand_paths(options.files, tuple(endings))
    results, failed = collect(
        files,
        lambda file: lint_path(
            file, plugins=plugins, linter=options.linter, limit=options.max_size or DEFAULT_LIMIT
        ),
    )
    found: dict[str, Linted] = {}
    for file, linted in results:
        # A folder of mappings holds their catalogues too; a file that is named must be a mapping.
        other = [one.rule for one in linted.findings] == [_NO_MAPPING] and file not in options.files
        found[str(file)] = _PASSED_OVER if other else linted
    problems += failed
    problems += _without_mapping(options.files, found, failed)
    return found, problems


def _without_mapping(
    asked: Sequence[Path], found: dict[str, Linted], failed: Sequence[Problem]
) -> list[Problem]:
    """Return a problem for every folder in which nothing was a mapping: then nothing in it was checked."""
    used = [Path(file) for file, linted in found.items() if linted is not _PASSED_OVER]
    used += [Path(problem.file) for problem in failed if problem.file is not None]
    passed = [Path(file) for file, linted in found.items() if linted is _PASSED_OVER]
    return [
        Problem("no-file", "The folder holds no mapping. Check the name.", str(folder))
        for folder in dict.fromkeys(asked)
        if is_folder(folder)
        and any(folder in file.parents for file in passed)
        and not any(folder in file.parents for file in used)
    ]


def _print(file: str, linted: Linted) -> None:
    for one in linted.findings:
        place = f"line {one.line}" if one.line is not None else one.pointer
        print(printable(": ".join(part for part in (file, place, one.rule, one.message) if part)))
    for sentence in linted.unchecked:
        print(printable(f"{file}: not checked: {sentence}"))
    if not linted.findings and linted is not _PASSED_OVER:
        print(printable(f"{file}: fine"))
