"""Colours as ``#rrggbb``: their contrast as WCAG 2 defines it, and the next darker one that has enough."""

import re
from itertools import pairwise

__all__ = ["LEAST_CONTRAST", "contrast_with_white", "darkened", "is_colour"]

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks of text of ordinary size (success criterion 1.4.3, level AA)."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_STEPS = 256


def is_colour(words: str) -> bool:
    """Tell whether words are a colour such as ``#1d4f7c``."""
    return _COLOUR.fullmatch(words) is not None


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour with white, from 1 for white itself to 21 for black.

    >>> round(contrast_with_white("#1d4f7c"), 2), contrast_with_white("#ffffff")
    (8.53, 1.0)
    """
    return _contrast(_channels(colour))


def darkened(colour: str) -> str:
    """Return the lightest colour of the same hue that has enough contrast with white, darker or the same.

    >>> darkened("#1d4f7c"), darkened("#ffcc00")
    ('#1d4f7c', '#907300')
    """
    channels = _channels(colour)
    for step, _ in pairwise(range(_STEPS, -1, -1)):
        darker = tuple(channel * step // _STEPS for channel in channels)
        if _contrast(darker) >= LEAST_CONTRAST:
            return "#" + "".join(f"{channel:02x}" for channel in darker)
    return "#000000"


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _contrast(channels: tuple[int, ...]) -> float:
    luminance = sum(weight * _linear(channel) for weight, channel in zip(_WEIGHTS, channels, strict=True))
    return 1.05 / (luminance + 0.05)


def _linear(channel: int) -> float:
    share = channel / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - the figures of sRGB
