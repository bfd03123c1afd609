"""What a site is about: the editions, mappings, releases and plugins that are installed and asked for."""

from typing import final

from attrs import field, frozen

from kompass_site.releases_read import Release, releases_of
from kompass_spec import Edition, EditionMapping, Plugins, Registry, load_plugins, load_registry
from kompass_spec.wording.wording import Wording, wording_for

__all__ = ["Installed", "look_around"]


@final
@frozen(kw_only=True)
class Installed:
    """Hold everything that pages are made of, and the language that they are written in.

    ``home`` is the folder of pages that are in a further language, such as ``sv/``, empty for those of the
    site's own.
    """

    registry: Registry
    plugins: Plugins
    releases: tuple[Release, ...]
    distributions: tuple[str, ...] = ()
    language: str = "en"
    home: str = ""
    wording: Wording = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Find the words of the language."""
        object.__setattr__(self, "wording", wording_for(self.language))

    def is_asked_for(self, distribution: str) -> bool:
        """Tell whether the site is about what a distribution brings."""
        return not self.distributions or distribution in self.distributions

    def editions(self) -> tuple[Edition, ...]:
        """Return the editions that the site is about, by their ids."""
        origins = dict(self.registry.origins)
        return tuple(
            self.registry[name]
            for name in self.registry
            if name not in origins or self.is_asked_for(origins[name])
        )

    def mappings(self) -> tuple[EditionMapping, ...]:
        """Return the mappings that the site is about: those of the distributions, and between editions."""
        brought = {release.id for release in self.releases if release.kind == "mapping"}
        return tuple(
            mapping for mapping in self.registry.mappings() if not self.distributions or mapping.id in brought
        )

    def mappings_of(self, edition: Edition) -> tuple[EditionMapping, ...]:
        """Return the mappings that lead from or to an edition."""
        return tuple(
            mapping for mapping in self.mappings() if edition.id in {mapping.source.id, mapping.target.id}
        )

    def releases_named(self, name: str) -> tuple[Release, ...]:
        """Return the releases of an id, the newest first."""
        return tuple(release for release in reversed(self.releases) if release.id == name)


def look_around(distributions: tuple[str, ...] = (), language: str = "en") -> Installed:
    """Return what is installed, of these distributions alone where any is named."""
    plugins = load_plugins()
    return Installed(
        registry=load_registry(plugins),
        plugins=plugins,
        releases=tuple(
            release
            for release in releases_of(plugins)
            if not distributions or release.distribution in distributions
        ),
        distributions=distributions,
        language=language,
    )
