"""``kompass lint-mapping``: find what is wrong in mappings that others wrote."""

import sys
from argparse import Namespace

from kompass_spec.cli.running import error_data, write_json
from kompass_spec.cli.several import collect, expanded, warn_of_failures
from kompass_spec.linting import lint_path, linted_data, sarif_data
from kompass_spec.plugins import load_plugins
from kompass_spec.reading import DEFAULT_LIMIT

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Lint every file; exit with 1 if anything is wrong in one."""
    plugins = load_plugins("linters")
    warn_of_failures(plugins, options)
    endings = sorted({ending for one in plugins.of_kind("linters") for ending in one.provided.endings})
    files, problems = expanded(options.files, tuple(endings))
    results, failed = collect(
        files,
        lambda file: lint_path(
            file, plugins=plugins, linter=options.linter, limit=options.max_size or DEFAULT_LIMIT
        ),
    )
    problems += failed
    found = {str(file): linted for file, linted in results}
    wrong = any(linted.findings for linted in found.values())
    if options.sarif:
        write_json(sarif_data(found))
    elif options.json:
        data = linted_data(found)
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems or wrong else 0
    else:
        for file, linted in found.items():
            for one in linted.findings:
                place = f"line {one.line}" if one.line is not None else one.pointer
                print(": ".join(part for part in (file, place, one.rule, one.message) if part))
            for sentence in linted.unchecked:
                print(f"{file}: not checked: {sentence}")
            if not linted.findings:
                print(f"{file}: fine")
    for problem in problems:
        print(f"kompass: {problem}", file=sys.stderr)
    return 1 if problems or wrong else 0
