"""Registries of frameworks that lie in folders of a test."""

from pathlib import Path

import pytest

from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.registry.pins import Pins
from kompass_spec.registry.registry import load_registry
from kompass_spec.releases.plans import plan_release
from kompass_spec.releases.publication import publish

NO_PINS = Pins()


class Folder:
    """A framework in a folder."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder


@pytest.fixture
def framework_registry():
    """Load the registry of frameworks in folders, each as its own distribution.

    Copies of ours are theirs here, so no pin is held unless a test asks for it.
    """

    def load(*folders, names=None, pins=NO_PINS):
        loaded = []
        for number, folder in enumerate(folders):
            name = names[folder] if names is not None else f"kompass-test-{number}"
            provided = Folder(name, folder)
            loaded.append(
                Plugin(kind="frameworks", name=name, distribution=name, version="1.0", provided=provided)
            )
        return load_registry(Plugins(loaded=tuple(loaded)), pins=pins)

    return load


@pytest.fixture
def installed(site):
    """Install a framework that lies in a folder, and run the command with it alone and the plugins that read,
    score and show. It is a copy of ours under another name, so no pin is held."""

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
        others = "kompass-import-report,kompass-score-standard,kompass-render-text"
        return lambda *arguments: site.run_apart(
            *map(str, arguments), KOMPASS_PLUGINS=f"{distribution},{others}", KOMPASS_PINS="none"
        )

    return install


FRAMEWORK = Path(__file__).parents[2] / "frameworks/kompass_frameworks"
OURS = "kompass-frameworks"


def released_copy(folder, name, *changes, date, kind="editions"):
    """Return the draft of a copy of an edition or a mapping of ours, and what releases it on a day."""
    file = "edition.toml" if kind == "editions" else "mapping.toml"
    place = folder / kind / name / file
    place.parent.mkdir(parents=True)
    text = (FRAMEWORK / kind / name / file).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    place.write_text(text, "utf-8")
    return place, {"date": date, "reviewed_by": ("A. Reviewer",)}


@pytest.fixture(name="released_copy")
def _released_copy():
    """Make the draft of a copy of an edition or a mapping of ours in a folder, to release it there."""
    return released_copy


@pytest.fixture
def impostor(tmp_path, framework_registry):
    """A framework that has released another se-2016 on a day long before ours."""
    folder = tmp_path / "impostor"
    draft, by = released_copy(
        folder, "se-2016", ("Informerar invånare om resultat?", "Taken by a day?"), date="2000-01-01"
    )
    publish(plan_release(draft, registry=framework_registry(), **by))
    return folder


@pytest.fixture
def beside_ours(site):
    """Install frameworks that lie in folders beside ours, and run the command."""

    def install(version="1.0", **folders):
        for module, folder in folders.items():
            site.install(
                module.replace("_", "-"),
                f"""
                import pathlib
                from kompass_spec.plugins.hooks import hookimpl

                kompass_api = 1

                class Framework:
                    name = {module!r}
                    folder = pathlib.Path({str(folder)!r})

                @hookimpl
                def kompass_frameworks():
                    return [Framework()]
                """,
                kind="frameworks",
                module=module,
                version=version,
            )
        kinds = "import-report", "score-standard", "convert-mapping", "render-text", "results-nordic"
        plugins = ",".join([*(f"kompass-{kind}" for kind in kinds), *(m.replace("_", "-") for m in folders)])

        def run(*arguments, ours=True, **environment):
            allowed = f"{plugins},{OURS}" if ours else plugins
            return site.run_apart(*map(str, arguments), KOMPASS_PLUGINS=allowed, **environment)

        return run

    return install
