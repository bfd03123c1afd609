"""Registries of frameworks that lie in folders of a test."""

import pytest

from kompass_spec.plugins import Plugin, Plugins
from kompass_spec.registry import load_registry


class Folder:
    """A framework in a folder."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder


@pytest.fixture
def framework_registry():
    """Load the registry of frameworks in folders, each as its own distribution."""

    def load(*folders, names=None):
        loaded = []
        for number, folder in enumerate(folders):
            name = names[folder] if names is not None else f"kompass-test-{number}"
            provided = Folder(name, folder)
            loaded.append(
                Plugin(kind="frameworks", name=name, distribution=name, version="1.0", provided=provided)
            )
        return load_registry(Plugins(loaded=tuple(loaded)))

    return load
