"""The frameworks of a partner, released in a folder of the test and installed as a tiny distribution."""

import shutil
from pathlib import Path

import pytest

from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.registry.registry import load_registry

FRAMEWORKS = Path(__file__).parent / "frameworks"

DISTRIBUTION = """
import pathlib
from kompass_spec.plugins.hooks import hookimpl

kompass_api = 1

class Framework:
    name = "partner"
    folder = pathlib.Path({folder!r})

@hookimpl
def kompass_frameworks():
    return [Framework()]
"""


@pytest.fixture
def released(tmp_path, kompass):
    """Release the one edition of a framework and return its folder."""

    def release(name):
        folder = Path(shutil.copytree(FRAMEWORKS / name, tmp_path / f"{name}-released"))
        (file,) = folder.glob("editions/*/edition.toml")
        done = kompass("release", file, "--date", "2025-06-01", "--reviewed-by", "A Reader")
        assert done.code == 0, done.err
        return folder

    return release


@pytest.fixture
def registry_of():
    """Load the registry of a framework in a folder alone."""

    def load(folder):
        provided = type("Framework", (), {"name": "partner", "folder": folder})()
        plugin = Plugin(
            kind="frameworks", name="partner", distribution="partner", version="1.0", provided=provided
        )
        return load_registry(Plugins(loaded=(plugin,)))

    return load


@pytest.fixture
def installed(site):
    """Install a framework that lies in a folder, and run the command with it alone and a scorer."""

    def install(folder):
        source = DISTRIBUTION.format(folder=str(folder))
        site.install("partner-framework", source, kind="frameworks", module="partner_framework")
        plugins = "partner-framework,kompass-score-standard,kompass-render-html,kompass-render-text"
        return lambda *arguments: site.run(*map(str, arguments), KOMPASS_PLUGINS=plugins)

    return install
