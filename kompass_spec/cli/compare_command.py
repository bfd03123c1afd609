"""``kompass compare``: lay results side by side, and say what may be concluded of every change."""

import argparse
from collections.abc import Sequence
from functools import partial
from itertools import chain, combinations
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.cli.batch_options import ReadOptions
from kompass_spec.cli.options import (
    Command,
    add_decisions,
    add_import_options,
    add_json,
    add_mapping,
    add_output,
    named_path,
)
from kompass_spec.cli.sheet_output import add_layout

if TYPE_CHECKING:
    from kompass_spec.cli.batch import Batch
    from kompass_spec.model import CitedResult
    from kompass_spec.model.comparison import Comparison
    from kompass_spec.model.edition import Edition
    from kompass_spec.model.scorecard import Scorecard
    from kompass_spec.model.sheet import Sheet

__all__ = ["COMMAND", "CompareOptions"]


@final
@frozen(kw_only=True)
class CompareOptions(ReadOptions):
    """Hold which results are compared, on which edition, and by which mappings."""

    to: str | None
    published: Sequence[str]
    reference: str | None
    questions: bool
    mapping: Sequence[str]
    layout: str | None
    lang: str | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=named_path,
        help=(
            "printed reports, or assessments or scorecards as JSON; of a folder, every such file in it; may"
            " be left out with --published"
        ),
    )
    parser.add_argument(
        "--published",
        metavar="NAME",
        action="append",
        default=[],
        help=(
            "compare with the published results of this organisation too, given by name or official code; all"
            " means the newest of everybody on the same editions; may be given again"
        ),
    )
    parser.add_argument(
        "--reference",
        metavar="NAME",
        help="the organisation that the others are compared with (default: the first)",
    )
    parser.add_argument(
        "--to", metavar="EDITION", help="show every result on this edition (default: each on its own)"
    )
    parser.add_argument("--questions", action="store_true", help="compare questions too, not only areas")
    add_mapping(parser)
    add_import_options(parser)
    add_decisions(parser)
    add_layout(parser)
    add_output(parser, "the comparison", "to this file, as JSON where it ends with .json,")
    add_json(parser)


def execute(options: CompareOptions) -> int:
    """Compare everything in the files and what is published; lay it out, or write JSON as is asked for."""
    from kompass_spec.cli.batch import open_batch
    from kompass_spec.cli.sheet_output import conclude_sheet, renderers_for
    from kompass_spec.documents.comparisons import comparison_data
    from kompass_spec.documents.structure import unstructure
    from kompass_spec.registry.mappings import cautions_between
    from kompass_spec.results.comparisons import compare_scorecards
    from kompass_spec.results.scorecards import score_path
    from kompass_spec.wording.editions import editions_data
    from kompass_spec.wording.wording import wording_problems

    _refuse_nothing(options)
    shown = renderers_for(options)
    batch = open_batch(
        options,
        "importers",
        "scorers",
        "converters",
        "frameworks",
        *(("datasets", *shown) if shown or options.published else shown),
        editions=("to", "edition"),
        mappings=options.mapping,
    )
    results, problems = batch.collect(
        partial(
            score_path,
            registry=batch.registry,
            plugins=batch.plugins,
            edition=batch.options.edition,
            importer=options.importer,
            decided=options.decided,
            limit=batch.limit,
        )
    )
    problems += chain.from_iterable(result.problems for result in results)
    cards = [card for result in results for card in result.scorecards]
    warnings = batch.warnings(*(result.warnings for result in results))
    published = _published(cards, batch)
    cards += [member.scorecard for member in published]
    if not cards:
        return conclude_sheet(options, {}, None, plugins=batch.plugins, warnings=warnings, problems=problems)
    asked = _asked(cards, options.reference)
    comparison = compare_scorecards(
        cards,
        edition=batch.options.to,
        questions=options.questions,
        registry=batch.registry,
        plugins=batch.plugins,
    )
    editions = _editions(comparison, batch)
    keys = [f"{edition.id}@{edition.release}" for edition in editions]
    cautions = cautions_between(combinations(keys, 2), batch.registry)
    of_words = wording_problems(options.lang) if shown and options.lang is not None else ()
    warnings = tuple(dict.fromkeys((*warnings, *of_words, *cautions, *comparison.problems)))
    data = {
        **comparison_data(comparison),
        "warnings": [unstructure(warning) for warning in warnings],
        "editions": editions_data(editions),
    }
    return conclude_sheet(
        options,
        data,
        partial(_sheet, comparison, asked, published, batch),
        plugins=batch.plugins,
        warnings=warnings,
        problems=problems,
    )


def _refuse_nothing(options: CompareOptions) -> None:
    if not options.files and not options.published:
        from kompass_spec.model.problems import Problem, UsageError

        sentence = "Name the files to compare, or published results with --published."
        raise UsageError([Problem("wrong-usage", sentence)])


def _published(cards: "Sequence[Scorecard]", batch: "Batch[CompareOptions]") -> "tuple[CitedResult, ...]":
    """Return the published results that are asked for."""
    if not batch.options.published:
        return ()
    from kompass_spec.cli.cohort_results import why_nothing
    from kompass_spec.model.problems import InputError, Problem
    from kompass_spec.results.published_results import ALL, published_beside
    from kompass_spec.results.standings import gather

    gathered = gather(registry=batch.registry, plugins=batch.plugins)
    if ALL in batch.options.published and not gathered.members:
        nothing = Problem("unknown-organisation", why_nothing(gathered, batch.plugins))
        raise InputError([nothing, *gathered.warnings(None)])
    return published_beside(gathered, batch.options.published, cards)


def _asked(cards: "Sequence[Scorecard]", reference: str | None) -> "Scorecard":
    """Return a result of the organisation that the others are compared with."""
    if reference is None:
        return cards[0]
    from kompass_spec.model.problems import InputError, UsageError
    from kompass_spec.results.selection import of_organisation

    try:
        return of_organisation(cards, reference)[0]
    except InputError as error:
        raise UsageError(error.problems) from error


def _editions(comparison: "Comparison", batch: "Batch[CompareOptions]") -> "tuple[Edition, ...]":
    """Return the editions of all columns, and the one that was asked for."""
    from kompass_spec.wording.editions import editions_of

    editions = editions_of((card.assessment for card in comparison.columns), batch.registry)
    if comparison.edition is not None:
        editions = (*editions, batch.registry[comparison.edition])
    return tuple({(edition.id, edition.release): edition for edition in editions}.values())


def _sheet(
    comparison: "Comparison",
    asked: "Scorecard",
    published: "tuple[CitedResult, ...]",
    batch: "Batch[CompareOptions]",
) -> "Sheet":
    from kompass_spec.results.comparison_sheets import comparison_sheet
    from kompass_spec.results.standings import published_means

    return comparison_sheet(
        comparison,
        language=batch.options.lang,
        asked=asked,
        questions=batch.options.questions,
        means=published_means(batch.plugins),
        results=published,
        registry=batch.registry,
        plugins=batch.plugins,
    )


COMMAND = Command(
    examples=(
        "kompass compare report.md",
        "kompass compare report-2017.md report-2019.md -o comparison.html --lang sv",
        "kompass compare report.md --published Helsingborg --published Enköping --lang sv",
        "kompass compare report-2017.md report-2019.md --to se-2010 --json",
    ),
    add_arguments=add_arguments,
    options=CompareOptions,
    execute=execute,
)
