"""Part the figures of several organisations: each list and column belongs to the one that its head names."""

from collections.abc import Iterable
from typing import final

from attrs import evolve, frozen

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.parts import Figure, Part
from kompass_spec.model import Organisation, Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["Group", "group_of", "owners_of", "separated"]

_MOST_NAMED = 20
_OF_OTHERS = {Quantity.REFERENCE}


@final
@frozen
class Group:
    """Hold the parts of a report that are of one organisation."""

    organisation: Organisation
    parts: list[Part]


def owners_of(parts: Iterable[Part]) -> list[Organisation]:
    """Return the organisations that heads of lists and columns name, in their order."""
    return list(dict.fromkeys(figure.owner for part in parts for figure in part.figures if figure.owner))


def separated(
    parts: list[Part], own: Organisation, collector: Collector, *, all_of_them: bool
) -> list[Group]:
    """Return the parts by organisation, first those of ``own``.

    ``all_of_them`` says that the title leaves it open whose the report is, so that each organisation has a
    result of its own; else what heads name as another's is left out, with a warning.
    """
    others = [owner for owner in owners_of(parts) if owner != own]
    groups = [Group(other, _of(other, parts)) for other in others] if all_of_them else []
    if not all_of_them:
        for other in others:
            _warn_of(other, own, parts, collector)
    for part in parts:
        part.figures[:] = [figure for figure in part.figures if figure.owner in {None, own}]
        part.omitted[:] = [figure for figure in part.omitted if figure.owner in {None, own}]
    return [Group(own, parts), *groups]


def group_of(owner: Organisation, parts: list[Part]) -> Group:
    """Return what stands under an organisation alone, of a report that is of another."""
    return Group(owner, _of(owner, parts))


def _of(owner: Organisation, parts: list[Part]) -> list[Part]:
    """Return the parts that have figures of an organisation, with nothing of another but means to compare."""
    return [
        evolve(
            part,
            figures=[figure for figure in part.figures if _is_of(figure, owner)],
            omitted=[figure for figure in part.omitted if figure.owner == owner],
            topics=[],
            findings=[],
            paragraphs=[],
        )
        for part in parts
        if any(figure.owner == owner for figure in part.figures)
    ]


def _is_of(figure: Figure, owner: Organisation) -> bool:
    return figure.owner == owner or (figure.owner is None and figure.quantity in _OF_OTHERS)


def _warn_of(other: Organisation, own: Organisation, parts: list[Part], collector: Collector) -> None:
    figures = [figure for part in parts for figure in part.figures if figure.owner == other]
    lines = list(dict.fromkeys(figure.line for figure in figures))[:_MOST_NAMED]
    printed = ", ".join(exact_text(figure.value, figure.precision) for figure in figures[:_MOST_NAMED])
    more = f" and {len(figures) - _MOST_NAMED} more" if len(figures) > _MOST_NAMED else ""
    sentence = (
        f"The figures on {joined_lines(lines)} ({printed}{more}) stand under {other.name}, and the report is"
        f" of {own.name}, so they are not read. Decide with `organisation={other.code or other.name}` to read"
        " these instead."
    )
    collector.warn("other-organisation", sentence, lines[0])
