"""Publications as links: only to addresses of the web, which are safe to open."""

from urllib.parse import urlsplit

from kompass_spec.model import Source
from kompass_spec.model.sheet import Linked, Words

__all__ = ["linked", "safe_address"]


def safe_address(url: str | None) -> str | None:
    """Return an address that may be linked to, ``None`` for anything but one of the web.

    >>> safe_address("https://skr.se/"), safe_address("javascript:alert(1)"), safe_address("https:")
    ('https://skr.se/', None, None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return parts.geturl() if is_web and parts.geturl().isprintable() and " " not in parts.geturl() else None


def linked(source: Source) -> tuple[Words, ...]:
    """Return a publication: its title, with a link where it has a safe address, and its origin."""
    address = safe_address(source.url)
    title: Words = source.title if address is None else Linked(source.title, address)
    origin = ", ".join(part for part in (source.publisher, source.date) if part)
    return (title, f" ({origin})") if origin else (title,)
