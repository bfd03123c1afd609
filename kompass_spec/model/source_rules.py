"""The rules of the sources that mappings and datasets cite."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kompass_spec.model.dates import is_date
from kompass_spec.model.problems import Problem

if TYPE_CHECKING:
    from kompass_spec.model.edition import Source

__all__ = ["source_problems"]


def source_problems(sources: "Sequence[Source]") -> Iterator[Problem]:
    """Find what cannot be in a list of sources, each with its place below what has them."""
    known: set[str] = set()
    for index, source in enumerate(sources):
        pointer = f"/sources/{index}"
        if source.id in known:
            sentence = f"Two sources have the id {source.id!r}. Give each its own."
            yield Problem("duplicate-code", sentence, pointer=pointer)
        known.add(source.id)
        for key in ("id", "title"):
            if not getattr(source, key).strip():
                sentence = f"The {key} of the source is empty. Write it."
                yield Problem("empty-text", sentence, pointer=f"{pointer}/{key}")
        if source.date is not None and not is_date(source.date):
            sentence = (
                f"{source.date[:40]!r} is not a date. Write it as precisely as the source does: 2016, 2016-03"
                " or 2016-03-01."
            )
            yield Problem("bad-date", sentence, pointer=f"{pointer}/date")
