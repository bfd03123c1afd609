"""Convert scorecards to another edition: find the mapping that leads there, and call the converter."""

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.model import Conversion, EditionMapping, Scorecard
from kompass_spec.model.arguments import check_arguments, listed
from kompass_spec.model.conversion import Conversions
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.hooks import Converter
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import ConvertRequest, Decided
from kompass_spec.registry.mappings import cautions_between, find_steps, pinned_edition
from kompass_spec.registry.registry import Registry
from kompass_spec.results.chains import convert_along
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed
from kompass_spec.results.scorecards import score_path

__all__ = ["convert_path", "convert_scorecard", "convert_scorecards"]

STANDARD = "mapping"
"""The name of the converter that is used unless another is asked for."""


def convert_scorecard(
    scorecard: Scorecard,
    edition: str,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    converter: str = STANDARD,
    certified: bool = False,
) -> Conversion:
    """Return what a scorecard says of another edition: what is proved, and apart from it what is not.

    Where several mappings lead there, what they prove as one and what they prove one after the other are both
    true, and the bounds are what the two have in common. ``certified`` asks for the certificate of them too.

    Raise ``InputError`` where no mapping leads there or the edition's weights are not known.
    """
    check_arguments(convert_scorecard, locals())
    registry = registry_or_installed(registry)
    steps = find_steps(pinned_edition(scorecard.assessment, registry), edition, registry)
    chosen = plugins_or_installed(plugins, "converters").choose("converters", converter)
    provided: Converter = chosen.provided

    def convert(card: Scorecard, mapping: EditionMapping) -> Conversion:
        request = ConvertRequest(scorecard=card, mapping=mapping, certified=certified)
        result: Conversion = call_plugin(
            chosen, lambda: provided.convert(request), Conversion, trusted=(card, mapping)
        )
        return result

    return convert_along(scorecard, steps, convert)


def convert_scorecards(
    scorecards: Iterable[Scorecard],
    edition: str,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    converter: str = STANDARD,
    certified: bool = False,
) -> Conversions:
    """Return what scorecards say of another edition, in their order, and what is to be known of mappings.

    Raise ``InputError`` with everything that is wrong where any of them cannot be converted.
    """
    check_arguments(convert_scorecards, locals())
    registry = registry_or_installed(registry)
    cards = listed(convert_scorecards, "scorecards", scorecards, Scorecard)
    conversions: list[Conversion] = []
    problems: list[Problem] = []
    for card in cards:
        try:
            conversions.append(
                convert_scorecard(
                    card,
                    edition,
                    registry=registry,
                    plugins=plugins,
                    converter=converter,
                    certified=certified,
                )
            )
        except UsageError:
            raise
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    used = cautions_between(
        ((pinned_edition(card.assessment, registry), edition) for card in cards), registry
    )
    return Conversions(conversions=tuple(conversions), warnings=used)


def convert_path(
    path: Path | str,
    edition: str,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    converter: str = STANDARD,
    of_edition: str | None = None,
    importer: str | None = None,
    decided: Decided | None = None,
    limit: int = DEFAULT_LIMIT,
    certified: bool = False,
) -> Conversions:
    """Return the conversions of everything in a file: a printed report, or JSON that the package wrote.

    Raise ``InputError`` with everything that is wrong with the file.

    >>> conversion = convert_path(Path("docs/examples/ornskoldsvik-2017.md"), "se-2010").conversions[0]
    >>> float(conversion.total.adjusted.interval.low), float(conversion.total.adjusted.interval.high)
    (589.8, 605.6)
    """
    check_arguments(convert_path, locals())
    registry = registry_or_installed(registry)
    registry.find(edition)
    plugins = plugins_or_installed(plugins, "importers", "scorers", "converters")
    scored = score_path(
        path,
        registry=registry,
        plugins=plugins,
        edition=of_edition,
        importer=importer,
        decided=decided,
        limit=limit,
    ).whole()
    try:
        converted = convert_scorecards(
            scored.scorecards,
            edition,
            registry=registry,
            plugins=plugins,
            converter=converter,
            certified=certified,
        )
    except InputError as error:
        raise error.in_file(str(path)) from error.__cause__
    warnings = tuple(dict.fromkeys((*scored.warnings, *converted.warnings)))
    return evolve(converted, warnings=warnings)
