"""Load the datasets of published results that plugins bring, and score what is in them."""

import re
from collections.abc import Iterable, Iterator
from typing import final

from attrs import frozen

from kompass_spec.documents.datasets import read_dataset
from kompass_spec.documents.text import decode_text
from kompass_spec.model import (
    Assessment,
    CaveatKind,
    CitedResult,
    Dataset,
    NotApplicable,
    Observation,
    PublishedResult,
    Quantity,
)
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.calls import guarded_call
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.reasons import reason_of
from kompass_spec.registry.registry import Registry
from kompass_spec.results.installed import plugins_or_installed
from kompass_spec.results.scorecards import score_assessment

__all__ = ["Datasets", "LeftOut", "assessment_of", "load_datasets", "members_of"]

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|"
    r"(?<!\\)\\(?:[bfe]|(?:u|U0000)00(?:0[0-8BCEFbcef]|1[0-9A-Fa-f]|7[Ff]|[89][0-9A-Fa-f]))"
)
"""What a terminal obeys, as it is and as TOML can write it."""
_SHOWN = 3
"""How many problems of a dataset are said where it is not used; ``read_dataset`` raises all of them."""


@final
@frozen(kw_only=True)
class Datasets:
    """Hold the installed datasets by name, and what could not be read."""

    datasets: tuple[Dataset, ...] = ()
    problems: tuple[Problem, ...] = ()


@final
@frozen(kw_only=True)
class LeftOut:
    """Hold a published result that has no scorecard, and the reason, which others can have too."""

    result: PublishedResult
    reason: Problem


def load_datasets(plugins: Plugins | None = None) -> Datasets:
    """Return every dataset that the installed plugins bring; a broken one costs itself and one sentence.

    >>> [dataset.id for dataset in load_datasets().datasets]
    ['nordic']
    """
    plugins = plugins_or_installed(plugins, "datasets")
    datasets: list[Dataset] = []
    problems: list[Problem] = []
    for plugin in plugins.of_kind("datasets"):
        try:
            datasets.append(_read(plugin))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
            sentence = (
                f"The dataset {plugin.name!r} of {plugin.distribution} {plugin.version} is not used:"
                f" {_reason(error)}"
            )
            problems.append(Problem("plugin-failed", sentence))
    return Datasets(datasets=tuple(datasets), problems=tuple(problems))


def _read(plugin: Plugin) -> Dataset:
    def content() -> tuple[bytes, str]:
        file = plugin.provided.file
        return file.read_bytes(), file.name

    given, name = guarded_call(content, f"The dataset {plugin.name!r} of {plugin.distribution}")
    text = decode_text(given, name)
    if (control := _CONTROL.search(text)) is not None:
        sentence = (
            f"Line {text.count(chr(10), 0, control.start()) + 1} has a control character, which a terminal"
            " would obey instead of show. Take it out."
        )
        raise InputError([Problem("bad-value", sentence, name)])
    dataset = read_dataset(text, name)
    if dataset.id != plugin.name:
        sentence = f"The id {dataset.id!r} is not the name that the plugin gives it. Make them the same."
        raise InputError([Problem("bad-identifier", sentence, name, "/id")])
    return dataset


def _reason(error: BaseException) -> str:
    if isinstance(error, InputError):
        sentences = " ".join(map(str, error.problems[:_SHOWN]))
        more = len(error.problems) - _SHOWN
        return f"{sentences} And {more} more." if more > 0 else sentences
    # The whole text of an error of the system may name a path of the machine.
    reason = f"{type(error).__name__}: {error.strerror}" if isinstance(error, OSError) else reason_of(error)
    return f"{reason}. Report this to its authors."


def assessment_of(result: PublishedResult) -> Assessment:
    """Return a published result as an assessment; raise ``ValueError`` where its edition is not known."""
    if result.edition is None:
        raise ValueError("the edition of this result is not known")
    inferred = next(
        (caveat for caveat in result.caveats if caveat.kind is CaveatKind.INFERRED and "year" in caveat.of),
        None,
    )
    return Assessment(
        edition=result.edition,
        organisation=result.organisation,
        year=result.year,
        year_inferred=inferred is not None,
        year_reason=inferred.text["en"] if inferred is not None and "en" in inferred.text else None,
        observations=(*_points_of(result), *_levels_of(result)),
        not_applicable=tuple(NotApplicable(item=item) for item in result.not_applicable),
    )


def _points_of(result: PublishedResult) -> Iterator[Observation]:
    for figure in result.figures:
        yield Observation(
            item=figure.item,
            quantity=Quantity.POINTS,
            value=figure.points,
            precision=figure.precision,
            label="derived" if result.has_caveat(CaveatKind.DERIVED, figure.item) else None,
        )


def _levels_of(result: PublishedResult) -> Iterator[Observation]:
    for answer in result.levels:
        yield Observation(item=answer.item, quantity=Quantity.LEVEL, value=answer.level, label=answer.label)


def members_of(
    dataset: Dataset,
    results: Iterable[PublishedResult],
    *,
    registry: Registry,
    plugins: Plugins,
) -> tuple[tuple[CitedResult, ...], tuple[LeftOut, ...]]:
    """Return results of a dataset with their scorecards, and those that have none.

    A result whose edition is not known, or not installed, has no scorecard, because its points have no
    meaning.
    """
    members: list[CitedResult] = []
    left_out: list[LeftOut] = []
    for result in results:
        if result.edition is None:
            reason = Problem("unknown-edition", "No source says on which edition.", dataset.id)
            left_out.append(LeftOut(result=result, reason=reason))
            continue
        try:
            card = score_assessment(assessment_of(result), registry=registry, plugins=plugins)
        except InputError as error:
            left_out.extend(
                LeftOut(result=result, reason=problem.in_file(dataset.id)) for problem in error.problems
            )
            continue
        sources = dataset.sources_of(result)
        members.append(CitedResult(dataset=dataset.id, result=result, scorecard=card, sources=sources))
    return tuple(members), tuple(left_out)
