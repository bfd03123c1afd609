"""What the faces of packages share: the version, and names that are imported when they are first used.

It stands below every room, so that whoever names the version imports nothing else.
"""

from importlib import import_module

TYPE_CHECKING = False
"""What type checkers take for true, by its name. ``typing`` has it too, and takes several times as long as
all that is imported before an interrupt is caught."""

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["FORMS", "ROWS", "TYPE_CHECKING", "__version__", "lazy_names"]

__version__ = "0.2.0"

FORMS = "kompass_spec.documents.objects"
"""Where objects of the model are written as documents and read again; the model knows no room above it."""
ROWS = "kompass_spec.documents.rows"
"""Where objects of the model become tables."""


def lazy_names(package: str, homes: "Mapping[str, str]") -> "Callable[[str], Any]":
    """Return a module's ``__getattr__`` (PEP 562), which imports each name from its home.

    >>> lazy_names("kompass_spec", {"exact_text": "kompass_spec.model.quantities"})("exact_text").__name__
    'exact_text'
    """

    def get(name: str) -> "Any":
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    return get
