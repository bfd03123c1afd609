"""``kompass new``: a small distribution to begin with, which passes its tests as it is."""

from argparse import Namespace

from kompass_spec.cli.new.scaffold import Made, new_edition, new_plugin, new_variant
from kompass_spec.cli.output import write_json
from kompass_spec.model.problems import Problem, UsageError

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Make what is asked for, and say what to do next."""
    made = _made(options)
    if options.json:
        write_json({"folder": str(made.folder), "files": list(made.files), "next_step": made.next_step})
        return 0
    print(f"Made {made.folder}:")
    for name in made.files:
        print(f"  {name}")
    print(made.next_step)
    return 0


def _made(options: Namespace) -> Made:
    wanted = {"variant": ("country",), "edition": ("id",), "plugin": ("kind", "name")}[options.what]
    given = {"country": options.country, "id": options.id, "kind": options.kind, "name": options.name}
    shown = {"country": "--country", "id": "ID", "kind": "--kind", "name": "--name"}
    allowed = {*wanted, "name"} if options.what == "variant" else set(wanted)
    problems = [
        *(f"kompass new {options.what} needs {shown[name]}." for name in wanted if given[name] is None),
        *(
            f"kompass new {options.what} takes no {shown[name]}."
            for name, value in given.items()
            if value is not None and name not in allowed
        ),
    ]
    if problems:
        raise UsageError(
            Problem("wrong-usage", f"{sentence} See kompass new --help.") for sentence in problems
        )
    if options.what == "variant":
        return new_variant(options.country, options.output, options.name)
    if options.what == "edition":
        return new_edition(options.id, options.output)
    return new_plugin(options.kind, options.name, options.output)
