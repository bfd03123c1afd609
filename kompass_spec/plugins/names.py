"""Names of distributions, as all their spellings have them."""

import re

__all__ = ["normal_name"]


def normal_name(name: str) -> str:
    """Return the name of a distribution as all its spellings have it.

    >>> normal_name("Kompass_Variant.IS")
    'kompass-variant-is'
    """
    return re.sub(r"[-_.]+", "-", name).lower()
