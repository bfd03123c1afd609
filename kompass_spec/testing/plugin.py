"""The pytest plugin of the testing kit: fixtures, golden files, and advice beside every contract test that fails.

pytest finds it by its entry point. It imports nothing else of the package before a fixture is asked for, and needs no
Hypothesis.
"""

import inspect
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from kompass_spec.plugins import Plugins
    from kompass_spec.registry import Registry

__all__ = [
    "golden",
    "kompass_plugins",
    "kompass_registry",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_runtest_makereport",
]

# What is asserted in a partner's own tests is rewritten by pytest anyway; what they inherit from here would not be.
pytest.register_assert_rewrite("kompass_spec.testing.contracts", "kompass_spec.testing.goldens")

_HIDING = frozenset({"skip", "skipif", "xfail"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag ``--update-golden``."""
    parser.getgroup("kompass").addoption(
        "--update-golden",
        action="store_true",
        default=False,
        help="write golden files instead of comparing with them",
    )


@pytest.fixture(scope="session")
def kompass_registry() -> "Registry":
    """Return the registry of every edition that the installed frameworks bring."""
    from kompass_spec.registry import load_registry  # noqa: PLC0415 - pytest starts without it

    return load_registry()


@pytest.fixture
def kompass_plugins() -> "Callable[..., Plugins]":
    """Load plugins from just the modules and objects that it is called with, whatever is installed."""
    from kompass_spec.testing.loading import isolated_plugins  # noqa: PLC0415 - pytest starts without it

    return isolated_plugins


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> "Callable[[Path | str, bytes | str], None]":
    """Compare an output with a golden file, or write the file where ``--update-golden`` is given.

    The file is a path, or a name in the folder ``golden`` beside the module of the test.
    """
    from kompass_spec.testing.goldens import compare_golden  # noqa: PLC0415 - pytest starts without it

    update = bool(request.config.getoption("--update-golden"))
    folder = request.path.parent / "golden"

    def check(file: Path | str, content: bytes | str) -> None:
        compare_golden(folder / file, content, update=update)

    return check


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse to hide a whole contract behind a mark of its class: what fails is expected test by test, with a reason."""
    for item in items:
        if not _is_of_contract(item):
            continue
        parent = item.getparent(pytest.Class)
        marks = {mark.name for mark in parent.own_markers} & _HIDING if parent is not None else set()
        if parent is not None and marks:
            sentence = f"{parent.name} marks a whole contract with {', '.join(sorted(marks))}. Override the one test that fails, with @pytest.mark.xfail(reason=...), and leave the others."
            raise pytest.UsageError(sentence)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what to do, as the docstring of a contract's test says it, beside its failure."""
    report = yield
    if report.failed and _is_of_contract(item):
        advice = inspect.getdoc(getattr(item, "function", None))
        if advice:
            report.sections.append(("What to do", advice))
    return report


def _is_of_contract(item: Any) -> bool:
    return hasattr(getattr(item, "cls", None), "__kompass_contract__")
