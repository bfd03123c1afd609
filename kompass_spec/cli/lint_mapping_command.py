"""``kompass lint-mapping``: find what is wrong in mappings that others wrote."""

from kompass_spec.cli.lint_mapping_options import LintMappingOptions, add_arguments
from kompass_spec.cli.options import Command

__all__ = ["COMMAND"]


def execute(options: LintMappingOptions) -> int:
    """Lint every file; exit with 1 if anything in one weighs enough."""
    from kompass_spec.cli.linted_files import findings_lines, lint_files
    from kompass_spec.cli.output import complain, tell, warn, write_data, write_json
    from kompass_spec.documents.lints import linted_data
    from kompass_spec.documents.sarif import sarif_data
    from kompass_spec.model.problems import Problem, UsageError
    from kompass_spec.wording.wording import wording_for, wording_problems

    if options.sarif and options.json:
        raise UsageError([Problem("wrong-usage", "--sarif and --json are two formats. Ask for one of them.")])
    try:
        linted_files, problems = lint_files(options)
    except UsageError as error:
        if options.sarif:
            # Whoever reads the output reads SARIF, whatever happens.
            write_json(sarif_data({}, error.problems, exit_code=2))
        raise
    failed = problems or any(linted.fails(options.fail_on) for linted in linted_files.values())
    code = 1 if failed else 0
    if options.sarif:
        write_json(sarif_data(linted_files, problems, exit_code=code))
    elif options.json:
        write_data(linted_data(linted_files), problems)
    else:
        warn(wording_problems(options.lang, "en"))
        wording = wording_for(options.lang)
        for file, linted in linted_files.items():
            for line in findings_lines(file, linted, wording):
                tell(line)
    if not options.json:
        complain(problems)
    return code


COMMAND = Command(
    examples=(
        "kompass lint-mapping mapping-collection.json",
        "kompass lint-mapping mapping-collection.json --lang sv",
        "kompass lint-mapping set.sssom.tsv --sarif",
        "kompass lint-mapping set.sssom.tsv --fail-on error",
    ),
    add_arguments=add_arguments,
    options=LintMappingOptions,
    execute=execute,
)
