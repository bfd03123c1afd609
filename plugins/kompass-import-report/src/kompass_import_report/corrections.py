"""Correct the years that heads of columns print wrong."""

from collections import Counter
from typing import final

from attrs import evolve, frozen

from kompass_import_report.parts import Figure, Part, Topic

__all__ = ["Corrected", "put_right"]

Years = tuple[int, ...]


@final
@frozen
class Corrected:
    """Say that a column which some tables head ``printed`` belongs to ``year``, and why."""

    year: int
    printed: int
    reason: str


def put_right(part: Part) -> list[Corrected]:
    """Give the figures of columns with a wrong year the year that most tables print in the same place.

    A head is wrong only where more tables print the other year in the same column, beside the same other
    years, and no area has figures of both.
    """
    heads = _years_of_heads(part)
    mistakes = _mistakes(heads)
    if not mistakes:
        return []
    part.figures[:] = [_moved(figure, mistakes, heads) for figure in part.figures]
    # What does not apply leaves its head without a figure of that year; a mistaken year is one everywhere.
    part.omitted[:] = [
        evolve(figure, year=mistakes.get(figure.year, figure.year) if figure.year is not None else None)
        for figure in part.omitted
    ]
    part.topics[:] = [_moved_topic(topic, mistakes) for topic in part.topics]
    return [
        Corrected(year, printed, _reason(year, printed, part, heads)) for printed, year in mistakes.items()
    ]


def _years_of_heads(part: Part) -> dict[int, Years]:
    """Return the years that the head of each table in a section prints, by the line of the head."""
    heads: dict[int, list[int]] = {}
    for figure in part.figures:
        if figure.origin == "section" and figure.year is not None:
            heads.setdefault(figure.head, []).append(figure.year)
    return {head: tuple(years) for head, years in heads.items()}


def _moved(figure: Figure, mistakes: dict[int, int], heads: dict[int, Years]) -> Figure:
    if figure.year is not None and figure.year in mistakes and figure.year in heads.get(figure.head, ()):
        return evolve(figure, year=mistakes[figure.year])
    return figure


def _moved_topic(topic: Topic, mistakes: dict[int, int]) -> Topic:
    return evolve(topic, years=tuple(mistakes.get(year, year) if year else year for year in topic.years))


def _reason(year: int, printed: int, part: Part, heads: dict[int, Years]) -> str:
    """Say which sections head a column with another year than most."""
    wrong = {head for head, years in heads.items() if printed in years}
    right = sum(year in years for years in heads.values())
    areas = sorted(
        {
            figure.item.number or figure.item.text
            for figure in part.figures
            if figure.head in wrong and not isinstance(figure.item, str)
        }
    )
    sections = (
        f"The section of area {areas[0]} heads"
        if len(areas) == 1
        else f"The sections of areas {', '.join(areas[:-1])} and {areas[-1]} head"
    )
    return f"{sections} this column {printed}; the other {right} head it {year}."


def _mistakes(heads: dict[int, Years]) -> dict[int, int]:
    """Return the years printed by mistake, each with the one that most tables print in that column."""
    standing = _heads_with(heads)
    mistakes: dict[int, int] = {}
    for (index, others), columns in _alike(heads).items():
        right = _most_printed(columns)
        for _, printed in columns:
            years = (*others[:index], printed, *others[index:])
            if right is not None and printed != right and standing[printed] == {years}:
                mistakes.setdefault(printed, right)
    return mistakes


def _heads_with(heads: dict[int, Years]) -> dict[int, set[Years]]:
    """Return all the different heads that each year stands in."""
    standing: dict[int, set[Years]] = {}
    for years in set(heads.values()):
        for year in years:
            standing.setdefault(year, set()).add(years)
    return standing


def _alike(heads: dict[int, Years]) -> dict[tuple[int, Years], list[tuple[int, int]]]:
    """Return how many heads print which year in a column, by the column and the other years beside it."""
    counts = Counter(years for years in heads.values() if len(years) > 1)
    alike: dict[tuple[int, Years], list[tuple[int, int]]] = {}
    for years, count in counts.items():
        for index, year in enumerate(years):
            # Heads that differ in one column only have all the others in common.
            others = (*years[:index], *years[index + 1 :])
            alike.setdefault((index, others), []).append((count, year))
    return alike


def _most_printed(columns: list[tuple[int, int]]) -> int | None:
    """Return the year that most heads print in a column, ``None`` where as many print another."""
    most, year = max(columns)
    return year if sum(count == most for count, _ in columns) == 1 else None
