"""What the tests across variants share: a published Norwegian result, typed in, and registries of folders."""

from pathlib import Path

import pytest

from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.registry.registry import load_registry


@pytest.fixture(scope="session")
def hareid():
    """The result of Hareid in 2019 as the municipality published it, area by area, in Nynorsk."""
    return Path(__file__).with_name("hareid-2019.md")


class Folder:
    """A framework in a folder."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder


@pytest.fixture
def registry_of():
    """Load the registry of frameworks in folders, given by the name of the distribution that brings each."""

    def load(**folders):
        loaded = tuple(
            Plugin(
                kind="frameworks", name=name, distribution=name, version="1.0", provided=Folder(name, folder)
            )
            for name, folder in folders.items()
        )
        return load_registry(Plugins(loaded=loaded))

    return load
