"""What an organisation gives its pages: a logo and colours, as style sheets and pages take them."""

import base64
import re

from markupsafe import Markup

from kompass_spec.plugins.requests import Look

__all__ = ["colours_of", "logo_of"]

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_IMAGE = re.compile(r"image/[a-z0-9.+-]+")


def logo_of(look: Look) -> str | None:
    """Return the logo as an address that holds it whole, ``None`` where there is none.

    >>> logo_of(Look(logo=b"a", logo_type="image/png"))
    'data:image/png;base64,YQ=='
    """
    if look.logo is None or _IMAGE.fullmatch(look.logo_type) is None:
        return None
    return f"data:{look.logo_type};base64,{base64.b64encode(look.logo).decode()}"


def colours_of(look: Look, *, is_dark: bool = False) -> Markup:
    """Return the organisation's colours as declarations of a style sheet; in the dark they are lightened.

    >>> print(colours_of(Look(colour="#006633")))
    --kompass-accent: #006633;
    >>> print(colours_of(Look(colour="#006633"), is_dark=True))
    --kompass-accent: color-mix(in oklab, #006633 45%, white);
    """
    named = (("accent", look.colour), ("other", look.second_colour))
    return Markup(  # noqa: S704 - nothing but six hexadecimal digits is taken over
        " ".join(
            f"--kompass-{name}: {f'color-mix(in oklab, {colour} 45%, white)' if is_dark else colour};"
            for name, colour in named
            if colour is not None and _COLOUR.fullmatch(colour)
        )
    )
