"""``kompass check``: report everything that is wrong with files, or with what is installed and its drafts."""

import sys
from argparse import Namespace

from kompass_spec.cli.output import complain, error_data, write_json
from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.model.problems import Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.registry import load_registry
from kompass_spec.releases.checks import check_installed, check_paths
from kompass_spec.wording.editions import editions_data, limits_of

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Check what is named, or all that is installed; exit with 1 if anything is wrong."""
    problems: tuple[Problem, ...]
    if options.files:
        checked = check_paths(options.files, options.max_size or DEFAULT_LIMIT)
        problems = checked.problems
    else:
        plugins = load_plugins("frameworks")
        checked = check_installed(load_registry(plugins), plugins)
        failed = plugins.told_failures()
        problems = (*failed, *checked.problems)
    if options.json:
        files = [{"file": file, "holds": holds} for file, holds in checked.files]
        data = {
            "checked": files,
            "passed_over": list(checked.passed_over),
            "editions": editions_data(checked.editions),
        }
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems else 0
    complain(problems)
    for file, holds in checked.files:
        print(f"{file}: fine ({holds})")
    if checked.passed_over:
        print(f"Passed over, as nothing that is checked: {', '.join(checked.passed_over)}")
    if limits := limits_of(checked.editions):
        print("", *limits, sep="\n")
    if problems:
        print(f"kompass: {len(problems)} problem{'s' if len(problems) > 1 else ''} found.", file=sys.stderr)
    return 1 if problems else 0
