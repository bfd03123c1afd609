"""Registries of frameworks that lie in folders of a test."""

import pytest

from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.registry.registry import load_registry


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


@pytest.fixture
def installed(site):
    """Install a framework that lies in a folder, and run the command with it alone and the plugins that read
    and score."""

    def install(folder, distribution="kompass-other", requires="kompass-spec>=0.2"):
        module = distribution.replace("-", "_")
        site.install(
            distribution,
            f"""
            import pathlib
            from kompass_spec.plugins.hooks import hookimpl

            kompass_api = 1

            class Framework:
                name = {distribution!r}
                folder = pathlib.Path({str(folder)!r})

            @hookimpl
            def kompass_frameworks():
                return [Framework()]
            """,
            kind="frameworks",
            module=module,
            requires=requires,
        )
        others = "kompass-import-report,kompass-score-standard"
        return lambda *arguments: site.run(*map(str, arguments), KOMPASS_PLUGINS=f"{distribution},{others}")

    return install
