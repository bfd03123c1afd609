"""Drawings in a page: one for where there is room, and one for a half of the page and a phone."""

from markupsafe import Markup

from kompass_drawings import HALF, WIDE, draw
from kompass_spec.model.drawings import Development
from kompass_spec.model.sheet import Illustration

__all__ = ["draw_sizes"]

_SMALL = 210


def draw_sizes(illustration: Illustration, identity: str, *, is_beside: bool) -> list[tuple[str, Markup]]:
    """Return the drawing by the class of where it is seen: ``wide`` and ``half``, or one for everywhere.

    Beside others there is never room for the wide one.
    """
    drawing = illustration.drawing
    if isinstance(drawing, Development) and drawing.is_small:
        widths = {"small": _SMALL}
    else:
        widths = {"half": HALF} if is_beside else {"wide": WIDE, "half": HALF}
    return [
        (
            f"{size} only" if len(widths) == 1 else size,
            Markup(  # noqa: S704 - the drawing has escaped every word in it
                draw(
                    drawing,
                    identity=f"{identity}-{size}",
                    title=illustration.title,
                    finding=illustration.finding,
                    width=width,
                )
            ),
        )
        for size, width in widths.items()
    ]
