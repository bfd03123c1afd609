"""``kompass import``: read printed reports into assessments."""

from argparse import Namespace
from itertools import chain

from kompass_spec.cli.files import collect, left_out, refuse_overwriting
from kompass_spec.cli.output import complain, error_data, table, warn, write_json
from kompass_spec.documents.assessments import imported_data
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, write_bytes
from kompass_spec.documents.plain import json_bytes
from kompass_spec.model import Assessment, FindingKind
from kompass_spec.model.assessment import Imported
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.registry import load_registry
from kompass_spec.results.assessments import import_path, importer_endings
from kompass_spec.wording.editions import editions_data, editions_of, limits_of

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
