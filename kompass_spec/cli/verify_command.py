"""``kompass verify``: prove offline that every release is what was published."""

from argparse import Namespace

from kompass_spec.cli.output import complain, error_data, write_json
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.registry import load_registry
from kompass_spec.releases.verification import (
    head_problems,
    installed_ledgers,
    verification_data,
    verify_folder,
)

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Verify the ledger of every installed framework and of the vectors, and print the digests of their heads."""
    plugins = load_plugins("frameworks", "scorers")
    registry = load_registry(plugins)
    found = tuple(
        verify_folder(folder, distribution, registry=registry, plugins=plugins, drafts=options.drafts)
        for folder, distribution in installed_ledgers(plugins)
    )
    problems = [
        *plugins.told_failures(),
        *(problem for one in found for problem in one.problems),
        *head_problems(options.head, plugins),
    ]
    # What no single ledger shows: whose an id is, and what cannot be read; of one file, one check is enough.
    said = {problem.file for problem in problems if problem.file is not None}
    problems += [problem for problem in registry.problems if problem.file not in said]
    if options.json:
        data = verification_data(found)
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems else 0
    for one in found:
        state = "not whole" if one.problems else "whole"
        print(f"{one.name}: {one.releases} entries, {state}, head {one.head or 'unknown'}")
        for reason in one.unchecked:
            print(f"  not checked: {reason}")
        for reason in one.withdrawn:
            print(f"  withdrawn: {reason}")
    complain(problems)
    return 1 if problems else 0
