"""Teach Hypothesis the classes of the model, so that ``st.from_type(Edition)`` gives editions that can be.

Hypothesis calls ``register`` by its entry point when it is imported; the strategies themselves are imported
when one is asked for.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

__all__ = ["register", "registered"]


def _named(name: str, module: str = "strategies") -> Callable[[type], Any]:
    return lambda _: getattr(import_module(f"kompass_testing.{module}"), name)()


def _on_any_edition(name: str) -> Callable[[type], Any]:
    def build(_: type) -> Any:
        strategies = import_module("kompass_testing.strategies")
        return strategies.editions().flatmap(getattr(strategies, name))

    return build


def _one_of(name: str) -> Callable[[type], Any]:
    """Return a function that draws an item of an edition which has such items."""

    def build(_: type) -> Any:
        st = import_module("hypothesis.strategies")
        editions = import_module("kompass_testing.strategies").editions()
        having = editions.filter(lambda edition: bool(getattr(edition, name)))
        return having.flatmap(lambda edition: st.sampled_from(getattr(edition, name)))

    return build


def _link(_: type) -> Any:
    st = import_module("hypothesis.strategies")
    mappings = import_module("kompass_testing.strategies").mappings()
    return mappings.filter(lambda mapping: bool(mapping.links)).flatmap(
        lambda mapping: st.sampled_from(mapping.links)
    )


def _registry(_: type) -> Any:
    from kompass_spec import Registry  # noqa: PLC0415 - asked for by this strategy alone

    editions = import_module("kompass_testing.strategies").editions()
    return editions.map(lambda edition: Registry.of([edition]))


def registered() -> dict[type, Callable[[type], Any]]:
    """Return every class that Hypothesis learns, with the function that gives its strategy.

    >>> from kompass_spec import Edition
    >>> Edition in registered()
    True
    """
    from kompass_spec import Registry, model  # noqa: PLC0415 - importing this module must cost nothing
    from kompass_spec.plugins import requests  # noqa: PLC0415 - see above
    from kompass_testing.reports import PrintedReport  # noqa: PLC0415 - see above

    return {
        model.Area: _one_of("areas"),
        model.Assessment: _on_any_edition("assessments"),
        model.Edition: _named("editions"),
        model.EditionMapping: _named("mappings"),
        model.Heading: _one_of("headings"),
        model.Interval: _named("intervals"),
        model.Link: _link,
        model.Observation: _on_any_edition("observations"),
        model.Organisation: _named("organisations"),
        model.Question: _one_of("questions"),
        model.Scorecard: _on_any_edition("scorecards"),
        model.Text: _named("texts"),
        PrintedReport: _named("printed_reports", "printed_reports"),
        Registry: _registry,
        requests.ConvertRequest: _named("convert_requests"),
        requests.RenderRequest: _named("render_requests"),
        requests.ScoreRequest: _named("score_requests"),
    }


def register() -> None:
    """Register a strategy for every class that the kit has one for.

    >>> from hypothesis import find, strategies as st
    >>> from kompass_spec import Interval
    >>> register()
    >>> find(st.from_type(Interval), lambda interval: interval.width > 3)
    Interval(low=Fraction(0, 1), high=Fraction(4, 1))
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - the kit works without Hypothesis until it is used

    for kind, strategy in registered().items():
        st.register_type_strategy(kind, strategy)
