"""Where pages stand in the site, beside each other."""

from kompass_site.releases_read import Release

__all__ = ["distribution_place", "edition_place", "mapping_place", "release_file", "release_place"]


def edition_place(name: str, home: str = "") -> str:
    """Return the place of an edition's page; ``home`` is the folder of pages in a further language."""
    return f"{home}editions/{name}.md"


def mapping_place(name: str, home: str = "") -> str:
    """Return the place of a mapping's page; ``home`` is the folder of pages in a further language."""
    return f"{home}mappings/{name}.md"


def release_place(release: Release) -> str:
    """Return the place of a release's page."""
    return f"releases/{release.id}-{release.version}.md"


def release_file(release: Release) -> str:
    """Return the place of the frozen file of a release."""
    return f"releases/{release.id}-{release.version}.json"


def distribution_place(distribution: str) -> str:
    """Return the place of the page of a distribution of plugins."""
    return f"plugins/{distribution}.md"
