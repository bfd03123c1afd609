"""``kompass sensitivity``: how firm a ranking is under rounding, weights and mappings."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, final

from kompass_spec.model.problems import Problem, UsageError

if TYPE_CHECKING:
    from kompass_sensitivity.gathering import GatheredResults
    from kompass_sensitivity.results import Sensitivity
    from kompass_spec import Plugins, Registry

__all__ = ["SensitivityCommand"]


@final
class SensitivityCommand:
    """Say how firm the ranking of results is."""

    name = "sensitivity"
    summary = "say how firm a ranking is under rounding, weights and mappings"
    examples = (
        "kompass sensitivity --edition se-2010",
        "kompass sensitivity results.csv --edition se-2016 --rounding --weights range:0.1",
        "kompass sensitivity reports/ --edition se-2016 --weights dirichlet:50 -o firm.html --lang sv",
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments of this command."""
        parser.add_argument(
            "files",
            metavar="RESULTS",
            nargs="*",
            type=_named_path,
            help=(
                "printed reports, assessments or scorecards as JSON, tables as CSV, or folders of them"
                " (default: the published results)"
            ),
        )
        parser.add_argument(
            "--edition", metavar="EDITION", help="rank on this edition (default: that of all results)"
        )
        parser.add_argument(
            "--published", action="store_true", help="rank the published results too, beside those of files"
        )
        parser.add_argument(
            "--every",
            action="store_true",
            help="count every evaluation of an organisation, not only its newest",
        )
        parser.add_argument(
            "--rounding",
            action="store_true",
            help="vary what figures were rounded from (default where nothing is chosen)",
        )
        parser.add_argument(
            "--weights",
            metavar="HOW",
            help=(
                "vary weights: range:0.1, each up to a tenth down or up, or dirichlet:50, all around the"
                " edition's, the nearer the greater the number"
            ),
        )
        parser.add_argument(
            "--mapping",
            action="store_true",
            help="count results on other editions too, and vary what the mapping leaves open",
        )
        parser.add_argument(
            "--level",
            choices=("area", "question"),
            default="area",
            help="what carries weights (default: %(default)s)",
        )
        parser.add_argument(
            "--drivers",
            action="store_true",
            help="say which weight drives each place and difference; needs kompass-sensitivity[sobol]",
        )
        parser.add_argument(
            "--draws",
            metavar="N",
            type=_whole,
            default=10_000,
            help="how often everything is drawn (%(default)s)",
        )
        parser.add_argument(
            "--seed",
            metavar="N",
            type=_whole,
            default=1,
            help="where the draws begin: the same gives the same (%(default)s)",
        )
        parser.add_argument(
            "--jobs", metavar="N", type=_whole, default=1, help="how many threads draw (%(default)s)"
        )
        parser.add_argument(
            "--as",
            dest="layout",
            metavar="RENDERER",
            help="text, markdown, html or another installed renderer; else by the output's ending",
        )
        parser.add_argument(
            "--lang", metavar="TAG", help="the language, such as sv or en (default: the edition's own)"
        )
        parser.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            type=_named_path,
            help="write to this file, as JSON where it ends with .json",
        )
        parser.add_argument("--json", action="store_true", help="write JSON to the terminal")

    def run(self, arguments: argparse.Namespace) -> int:
        """Rank the results again and again, and show how firm their places are."""
        # The help does not wait for what the work needs.
        from kompass_sensitivity.document import sensitivity_data  # noqa: PLC0415
        from kompass_sensitivity.gathering import Asked, gather_results  # noqa: PLC0415
        from kompass_sensitivity.sensitivity import sensitivity_of  # noqa: PLC0415
        from kompass_sensitivity.sources import Sources, parse_weights  # noqa: PLC0415
        from kompass_spec import load_plugins, load_registry  # noqa: PLC0415

        _refuse_overwriting(arguments.output, arguments.files)
        weights = parse_weights(arguments.weights) if arguments.weights is not None else None
        is_chosen = arguments.rounding or arguments.mapping or weights is not None
        sources = Sources(
            rounding=arguments.rounding or not is_chosen, weights=weights, mapping=arguments.mapping
        )
        kinds = ("converters", "datasets", "frameworks", "importers", "renderers", "scorers")
        plugins = load_plugins(*kinds)
        registry = load_registry(plugins)
        gathered = gather_results(
            Asked(
                files=arguments.files,
                edition=arguments.edition,
                published=arguments.published,
                convert=arguments.mapping,
                every=arguments.every,
            ),
            registry=registry,
            plugins=plugins,
        )
        found = sensitivity_of(
            gathered.cohort,
            gathered.edition,
            sources=sources,
            draws=arguments.draws,
            seed=arguments.seed,
            level=arguments.level,
            jobs=arguments.jobs,
            drivers=arguments.drivers,
        )
        data = sensitivity_data(found, gathered.warnings)
        _write(arguments, data, found, gathered, registry=registry, plugins=plugins)
        return 0


def _refuse_overwriting(output: Path | None, files: Sequence[Path]) -> None:
    """Raise ``UsageError`` where the output would replace an input."""
    if (
        output is not None
        and output.exists()
        and any(file.exists() and file.samefile(output) for file in files)
    ):
        sentence = "It is read, so it cannot be written too. Give the output another name."
        raise UsageError([Problem("output-is-input", sentence, str(output))])


def _whole(text: str) -> int:
    """Return a whole number; argparse tells of anything else."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number") from None


def _named_path(text: str) -> Path:
    """Return the file that is named; no name would mean the folder one is in."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a file is empty")
    return Path(text)


def _write(
    arguments: argparse.Namespace,
    data: dict[str, Any],
    found: "Sensitivity",
    gathered: "GatheredResults",
    *,
    registry: "Registry",
    plugins: "Plugins",
) -> None:
    """Write what was found to the output and the terminal; nothing is written before all of it is made."""
    from kompass_sensitivity.sheet import compose_sensitivity  # noqa: PLC0415
    from kompass_spec.cli.output import tell_where, warn, write_json, write_output  # noqa: PLC0415
    from kompass_spec.cli.terminal import this_terminal  # noqa: PLC0415
    from kompass_spec.documents.disk import is_standard_output, write_bytes  # noqa: PLC0415
    from kompass_spec.documents.plain import json_bytes  # noqa: PLC0415
    from kompass_spec.results.layouts import lay_out  # noqa: PLC0415
    from kompass_spec.wording.wording import wording_problems  # noqa: PLC0415

    output: Path | None = arguments.output
    as_json = (
        output is not None
        and arguments.layout is None
        and (output.suffix.lower() in {"", ".json"} or is_standard_output(output))
    )
    warnings = (*gathered.warnings, *found.problems)
    content = json_bytes(data)
    if not as_json and not (arguments.json and output is None):
        if arguments.lang is not None:
            warnings = (*wording_problems(arguments.lang, gathered.edition.language), *warnings)
        sheet = compose_sensitivity(found, gathered, registry=registry, language=arguments.lang)
        content = lay_out(
            sheet,
            to=arguments.layout,
            output=None if output is None else str(output),
            terminal=this_terminal() if output is None else None,
            plugins=plugins,
        )
    if output is not None:
        write_bytes(output, content)
    if arguments.json:
        write_json(data)
        return
    warn(dict.fromkeys(warnings))
    if output is None:
        write_output(content)
    else:
        tell_where(output, arguments.lang or "en")
