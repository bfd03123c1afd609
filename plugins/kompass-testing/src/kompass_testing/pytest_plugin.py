"""The kit's pytest plugin: fixtures, golden files, and advice beside every contract test that fails.

pytest finds it by its entry point. It imports nothing else of the package before a fixture is asked for, and
needs no Hypothesis.
"""

import inspect
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from kompass_spec import Plugins, Registry

__all__ = [
    "kompass_golden",
    "kompass_plugins",
    "kompass_registry",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_pycollect_makeitem",
    "pytest_runtest_makereport",
]

# What is asserted in a partner's own tests is rewritten by pytest anyway; what they inherit from here would
# not be.
pytest.register_assert_rewrite("kompass_testing.contracts", "kompass_testing.golden_files")


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
    from kompass_spec import load_registry  # noqa: PLC0415 - pytest starts without it

    return load_registry()


@pytest.fixture
def kompass_plugins() -> "Callable[..., Plugins]":
    """Load plugins from just the modules and objects that it is called with, whatever is installed."""
    from kompass_testing.isolation import isolated_plugins  # noqa: PLC0415 - pytest starts without it

    return isolated_plugins


@pytest.fixture
def kompass_golden(request: pytest.FixtureRequest) -> "Callable[[Path | str, bytes | str], None]":
    """Compare an output with a golden file, or write the file where ``--update-golden`` is given.

    The file is a path, or a name in the folder ``golden`` beside the module of the test.
    """
    from kompass_testing.golden_files import compare_golden  # noqa: PLC0415 - pytest starts without it

    update = bool(request.config.getoption("--update-golden"))
    folder = request.path.parent / "golden"

    def check(file: Path | str, content: bytes | str) -> None:
        compare_golden(folder / file, content, update=update)

    return check


def pytest_pycollect_makeitem(collector: pytest.Module | pytest.Class, name: str, obj: object) -> None:
    """Refuse a test class that hides a test of its contract, also by what was put into it later."""
    if isinstance(obj, type) and hasattr(obj, "__kompass_contract__") and name.startswith("Test"):
        from kompass_testing.hidden_tests import hidden_in  # noqa: PLC0415 - pytest starts without it

        sentence = hidden_in(obj)
        if sentence is not None:
            raise collector.CollectError(sentence)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse to hide a test of a contract behind a mark of its class, its module or a conftest."""
    for item in filter(_is_of_contract, items):
        from kompass_testing.hidden_tests import misplaced_mark  # noqa: PLC0415 - pytest starts without it

        sentence = misplaced_mark(item)
        if sentence is not None:
            raise pytest.UsageError(sentence)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: "pytest.CallInfo[None]"
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what a contract test's docstring says beside its failure; one that is skipped has failed."""
    report = yield
    if not _is_of_contract(item):
        return report
    if report.skipped:
        from kompass_testing.hidden_tests import is_expected_failure, is_skipped_by_contract  # noqa: PLC0415 - see above

        expected = hasattr(report, "wasxfail") and is_expected_failure(getattr(item, "function", None))
        if not (expected or is_skipped_by_contract(call)):
            report.outcome = "failed"
            report.longrepr = (
                f"{item.nodeid} was skipped, which hides a test of a contract. Take out what skips it; what"
                " your plugin cannot keep yet is an expected failure with a reason."
            )
            vars(report).pop("wasxfail", None)
    if report.failed:
        advice = inspect.getdoc(getattr(item, "function", None))
        if advice:
            report.sections.append(("What to do", advice))
    return report


def _is_of_contract(item: Any) -> bool:
    return hasattr(getattr(item, "cls", None), "__kompass_contract__")
