"""Datasets made up for a test, brought by plugins of their own."""

from types import SimpleNamespace

import pytest

from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.registry import load_registry
from kompass_testing.isolation import isolated_plugins

HEAD = """
id = "{name}"
title.en = "Made up"

[[sources]]
id = "page"
title = "A page of {name}"
publisher = "Somebody"
"""

RESULT = """
[[results]]
organisation = {{ name = "{name}", kind = "municipality", country = "{country}" }}
edition = "{edition}"
year = {year}
cited = ["page"]
figures = [{figures}]
"""


@pytest.fixture(scope="session")
def result():
    """Write one result as TOML; points are named by item, those of areas as ``a1``."""

    def written(name, year, edition="se-2016", country="SE", **points):
        figures = ", ".join(
            f'{{ item = "{item.removeprefix("a")}", points = {value} }}' for item, value in points.items()
        )
        return RESULT.format(name=name, year=year, edition=edition, country=country, figures=figures)

    return written


class File:
    """A file of a package, as ``importlib.resources`` gives one."""

    def __init__(self, content, name="results.toml"):
        self.content, self.name = content, name

    def read_bytes(self):
        if isinstance(self.content, Exception):
            raise self.content
        return self.content.encode() if isinstance(self.content, str) else self.content


@pytest.fixture(scope="session")
def dataset():
    """Make a dataset as a plugin brings it, of blocks of TOML or of anything that stands for its file."""

    def made(name, *blocks, instead=None):
        content = HEAD.format(name=name) + "".join(blocks) if instead is None else instead
        return SimpleNamespace(name=name, file=File(content))

    return made


@pytest.fixture(scope="session")
def registry():
    return load_registry()


@pytest.fixture(scope="session")
def installed():
    """The scorers and converters that are installed, without datasets."""
    return load_plugins("converters", "scorers")


@pytest.fixture
def having(installed):
    """Add datasets to the installed scorers and converters."""

    def plugins(*datasets):
        found = isolated_plugins(*datasets)
        assert found.failures == ()
        return type(installed)(loaded=(*installed.loaded, *found.loaded))

    return plugins
