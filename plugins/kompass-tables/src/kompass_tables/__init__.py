"""Score tables of assessments exactly, in columns, on the engine that people have."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kompass_tables.layout import Precision
    from kompass_tables.scoring import score_table

__all__ = ["Precision", "score_table"]

_MODULES = {"Precision": "layout", "score_table": "scoring"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: the help of the command needs none of them."""
    if name not in _MODULES:
        raise AttributeError(f"kompass_tables has no {name!r}")
    from importlib import import_module

    return getattr(import_module(f"kompass_tables.{_MODULES[name]}"), name)
