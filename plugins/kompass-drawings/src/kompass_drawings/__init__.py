"""Draw the figures of a sheet as SVG: the same drawing always gives the same bytes."""

from kompass_drawings.drawing import HALF, NARROW, WIDE, draw
from kompass_drawings.palettes import PRINT, SCREEN, Palette
from kompass_drawings.texts import clean

__all__ = ["HALF", "NARROW", "PRINT", "SCREEN", "WIDE", "Palette", "clean", "draw"]
