"""What the tests of every folder share: how long and how Hypothesis looks, and how many run at once."""

import gc
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import HealthCheck, Phase, settings

# A slow or busy machine is no counter-example. Where CI is set, the examples are the same every time.
# To explain a failure every line is traced, which takes minutes here, and which Python 3.11 has hung in.
settings.register_profile(
    "kompass",
    settings.get_profile("ci" if os.environ.get("CI") else "default"),
    max_examples=25,
    deadline=None,
    phases=[phase for phase in Phase if phase is not Phase.explain],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("kompass")

# For runs whose point is not the search, such as measuring coverage: --hypothesis-profile=quick
settings.register_profile("quick", settings.get_profile("kompass"), max_examples=10)

# For a long search, after a change to the arithmetic: --hypothesis-profile=thorough
settings.register_profile("thorough", settings.get_profile("kompass"), max_examples=120)

ALONE = frozenset({"benchmark", "browser", "peers", "wheels"})


# Optional, because the tests of a plugin also run where pytest-xdist is not installed.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run what measures time, or fills the machine by itself, one by one; everything else on all cores."""
    asked = set((config.getoption("markexpr") or "").split())
    return 0 if asked & ALONE and "not" not in asked else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage neither while tests are collected nor, later, among what they consist of.

    That is a million objects that live to the end, and to go through them took a tenth of the time of a run.
    Nor is anything asked of the runs of pytest that tests start only because it was asked of this one, whose
    own processes have begun by now.
    """
    os.environ.pop("PYTEST_ADDOPTS", None)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(100_000)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path,
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for examples in docstrings but not in those of tests, which have none."""
    collectors = yield
    if file_path.name.startswith("test_"):
        return [one for one in collectors if not isinstance(one, DoctestModule)]
    return collectors
