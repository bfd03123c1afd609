"""Make the fonts that the wheel brings: static, without hints, cut down to what is set with them.

Run it with ``uv run --no-project --with fontpkg-open-sans==3.3 --with manimgx-fonts==2026.9.26.post1
--with pymupdf-fonts==1.0.5 --with fonttools==4.68.0 python make_fonts.py``; the packages bring the sources,
all under the SIL Open Font License 1.1, and none of them reserves its name.
"""

import io
import unicodedata
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

INTO = Path(__file__).parent.parent / "src" / "kompass_render_pdf" / "fonts"

Ranges = tuple[tuple[int, int], ...]
EVERYTHING: Ranges = ((0x20, 0x10FFFF),)
SYMBOLS: Ranges = ((0x2100, 0x2BFF),)
LETTERS: Ranges = ((0x0100, 0x1DFF), (0x1E00, 0x2CFF), (0xA640, 0xABFF))


def main() -> None:
    """Write the fonts and the list of the characters that they have."""
    sans = _file("fontpkg_open_sans", "files/OpenSans[wdth,wght].ttf")
    slanted = _file("fontpkg_open_sans", "files/OpenSans-Italic[wdth,wght].ttf")
    main_font = _static(sans, wght=400, wdth=100)
    has = set(main_font.getBestCmap())
    made = {
        "OpenSans-Regular": _cut(main_font, EVERYTHING, set()),
        "OpenSans-SemiBold": _cut(_static(sans, wght=600, wdth=100), EVERYTHING, set()),
        "OpenSans-Bold": _cut(_static(sans, wght=700, wdth=100), EVERYTHING, set()),
        "OpenSans-Italic": _cut(_static(slanted, wght=400, wdth=100), EVERYTHING, set()),
    }
    fallbacks = (
        ("NotoSans-Regular", _static(_noto("NotoSans")), LETTERS),
        ("NotoSansArabic-Regular", _static(_noto("NotoSansArabic")), EVERYTHING),
        ("NotoSansSymbols2-Regular", _packed("symbol2"), SYMBOLS),
        ("NotoSansSymbols-Regular", _static(_noto("NotoSansSymbols")), SYMBOLS),
        ("NotoSansMath-Regular", _packed("math"), ((0x2190, 0x22FF),)),
        ("NotoEmoji-Regular", _static(_noto("NotoEmoji")), ((0x2190, 0x1FAFF),)),
    )
    for name, font, ranges in fallbacks:
        # Arabic is set from one font, with its digits and marks, though another has some of them.
        made[name] = _cut(font, ranges, set() if name.startswith("NotoSansArabic") else has)
        has |= set(made[name].getBestCmap())
    INTO.mkdir(exist_ok=True)
    for name, font in made.items():
        font.recalcTimestamp = False
        font.save(INTO / f"{name}.ttf", reorderTables=True)
    families = {name: font["name"].getBestFamilyName() for name, font in made.items()}
    of = {code: families[name] for name, font in reversed(made.items()) for code in font.getBestCmap()}
    lines = _ranges(sorted((code, family) for code, family in of.items() if _is_text(code)))
    (INTO / "coverage.txt").write_text("".join(f"{line}\n" for line in lines))


def _file(package: str, name: str) -> TTFont:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; see the head of this file.")
    return TTFont(Path(spec.origin).parent / name)


def _noto(family: str) -> TTFont:
    return _file("manimgx_fonts", f"{family}[wght].ttf")


def _packed(name: str) -> TTFont:
    return TTFont(io.BytesIO(import_module("pymupdf_fonts").myfont(name)))


def _static(font: TTFont, **axes: int) -> TTFont:
    if "fvar" not in font:
        return font
    font.recalcTimestamp = False
    return instantiateVariableFont(font, axes or {"wght": 400}, inplace=False, updateFontNames=True)


def _cut(font: TTFont, ranges: Ranges, known: set[int]) -> TTFont:
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    # A picture takes letters from several fonts only where each is one glyph in all of them; Arabic joins.
    is_joined = "Arabic" in font["name"].getBestFamilyName()
    options.layout_features = ["*"] if is_joined else ["kern", "mark", "mkmk", "tnum", "pnum", "lnum", "locl"]
    options.drop_tables += ["DSIG", "STAT", "MVAR", "meta"]
    subsetter = Subsetter(options)
    wanted = {code for code in font.getBestCmap() if any(low <= code <= high for low, high in ranges)}
    subsetter.populate(unicodes=wanted - known)
    font.recalcTimestamp = False
    subsetter.subset(font)
    return font


def _is_text(code: int) -> bool:
    return unicodedata.category(chr(code)) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def _ranges(codes: list[tuple[int, str]]) -> list[str]:
    found: list[tuple[int, int, str]] = []
    for code, family in codes:
        if found and found[-1][1:] == (code - 1, family):
            found[-1] = (found[-1][0], code, family)
        else:
            found.append((code, code, family))
    return [f"{low:04X}-{high:04X} {family}" for low, high, family in found]


if __name__ == "__main__":
    main()
