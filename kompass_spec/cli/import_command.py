"""``kompass import``: read printed reports into assessments."""

from argparse import Namespace
from itertools import chain

from kompass_spec.cli.limits import editions_data, editions_of, limits_of
from kompass_spec.cli.printing import table
from kompass_spec.cli.running import complain, error_data, warn, write_json
from kompass_spec.cli.several import collect, left_out, refuse_overwriting
from kompass_spec.codec.documents import json_bytes
from kompass_spec.hooks import Imported
from kompass_spec.importing import import_path, imported_data, importer_endings
from kompass_spec.model import Assessment, FindingKind
from kompass_spec.plugins import load_plugins
from kompass_spec.reading import DEFAULT_LIMIT, expand_paths
from kompass_spec.registry import chosen_edition, load_registry
from kompass_spec.writing import write_bytes

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Import every file; write JSON where it is asked for, else say what was found."""
    plugins = load_plugins("importers", "frameworks")
    unused = left_out(plugins, options)
    registry = load_registry(plugins)
    if options.edition is not None:
        registry, options.edition = chosen_edition(options.edition, registry)
    files, problems = expand_paths(options.files, importer_endings(plugins))
    refuse_overwriting(options.output, files)
    results, failed = collect(
        files,
        lambda file: import_path(
            file,
            registry=registry,
            plugins=plugins,
            edition=options.edition,
            importer=options.importer,
            limit=options.max_size or DEFAULT_LIMIT,
        ),
    )
    problems += failed
    imported = Imported(
        assessments=tuple(chain.from_iterable(found.assessments for _, found in results)),
        warnings=(*unused, *chain.from_iterable(found.warnings for _, found in results)),
    )
    editions = editions_of(imported.assessments, registry)
    data = {**imported_data(imported), "editions": editions_data(editions)}
    if options.output is not None and imported.assessments:
        write_bytes(options.output, json_bytes(data))
    if options.json:
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems else 0
    warn(imported.warnings)
    if imported.assessments:
        print(table(_HEAD, [_row(assessment) for assessment in imported.assessments], right=(3, 4, 5, 6)))
    if limits := limits_of(editions):
        print("", *limits, sep="\n")
    if options.output is not None and imported.assessments:
        print(f"Written to {options.output}.")
    complain(problems)
    return 1 if problems else 0


_HEAD = ("organisation", "year", "edition", "figures", "headings", "strengths", "improvement areas")


def _row(assessment: Assessment) -> tuple[str, ...]:
    organisation = assessment.organisation
    year = "–" if assessment.year is None else str(assessment.year)
    kinds = [finding.kind for finding in assessment.findings]
    return (
        organisation.name + (f" ({organisation.code})" if organisation.code else ""),
        year + (" (inferred)" if assessment.year_inferred else ""),
        assessment.edition,
        str(len(assessment.observations)),
        str(len(assessment.headings)),
        str(kinds.count(FindingKind.STRENGTH)),
        str(kinds.count(FindingKind.IMPROVEMENT)),
    )
