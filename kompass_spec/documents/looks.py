"""Read the look of an organisation's pages from its TOML: logo, colours, foot, and texts of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, final

from attrs import evolve, frozen

from kompass_spec.documents.disk import read_bytes
from kompass_spec.documents.logos import logo_problems, type_of_logo
from kompass_spec.documents.plain import parse_toml
from kompass_spec.documents.structure import structure
from kompass_spec.documents.text import decode_text
from kompass_spec.model.colours import LEAST_CONTRAST, contrast_with_white, darkened, is_colour
from kompass_spec.model.problems import InputError, Problem

__all__ = ["LookDocument", "read_look_document"]

_LOOK_LIMIT = 100_000
_LONGEST_FOOT = 200
_LONGEST_TEXT = 5_000


@final
@frozen(kw_only=True)
class _Logo:
    file: str
    text: str


@final
@frozen(kw_only=True)
class _Colours:
    main: str | None = None
    second: str | None = None


@final
@frozen(kw_only=True)
class _Look:
    logo: _Logo | None = None
    colours: _Colours | None = None
    foot: str = ""
    comment: str = ""
    decision: str = ""
    radar: bool = False


@final
@frozen(kw_only=True)
class LookDocument:
    """Hold what such a file says: the bytes of the logo with their media type, and paragraphs of texts.

    ``radar`` tells that the profile is drawn as a star too.
    """

    logo: bytes | None = None
    logo_type: str = ""
    logo_text: str = ""
    main_colour: str | None = None
    second_colour: str | None = None
    foot: str = ""
    comment: tuple[str, ...] = ()
    decision: tuple[str, ...] = ()
    radar: bool = False


def read_look_document(path: Path) -> LookDocument:
    """Return what a TOML file says of a look; the logo's file is found beside it.

    Raise ``InputError`` with everything that is wrong, each with file and pointer: a key that is none, a
    colour without enough contrast, a logo that cannot be read or shown.
    """
    file = str(path)
    try:
        text = decode_text(read_bytes(path, _LOOK_LIMIT), file)
        data = parse_toml(text)
        look, problems = _structured(data)
    except InputError as error:
        raise error.in_file(file) from None
    logo: bytes | None = None
    if look is not None:
        problems += [*_colour_problems(look), *_text_problems(look)]
        logo, unreadable = _read_logo(look, path)
        problems += unreadable
    if problems or look is None:
        raise InputError(problems).in_file(file)
    return LookDocument(
        logo=logo,
        logo_type=(type_of_logo(logo) or "") if logo is not None else "",
        logo_text=look.logo.text if look.logo is not None else "",
        main_colour=_lower(look.colours.main) if look.colours is not None else None,
        second_colour=_lower(look.colours.second) if look.colours is not None else None,
        foot=" ".join(look.foot.split()),
        comment=_paragraphs(look.comment),
        decision=_paragraphs(look.decision),
        radar=look.radar,
    )


def _structured(data: dict[str, Any]) -> tuple[_Look | None, list[Problem]]:
    """Return the look, with what is wrong with its shape; what has the right shape is still checked."""
    try:
        return structure(data, _Look), []
    except InputError as error:
        wrong = {problem.pointer.split("/")[1] for problem in error.problems if problem.pointer}
        rest = {key: value for key, value in data.items() if key not in wrong}
        problems = list(error.problems)
        try:
            return structure(rest, _Look), problems
        except InputError:
            return None, problems


def _colour_problems(look: _Look) -> Iterator[Problem]:
    if look.colours is None:
        return
    for key, colour in (("main", look.colours.main), ("second", look.colours.second)):
        pointer = f"/colours/{key}"
        if colour is None:
            continue
        if not is_colour(colour):
            sentence = f"{colour[:40]!r} is not a colour. Write it like #1d4f7c."
            yield Problem("bad-value", sentence, pointer=pointer)
            continue
        contrast = contrast_with_white(colour)
        if contrast < LEAST_CONTRAST:
            # Rounded down, so that what is refused never looks as if it were enough.
            shown = int(contrast * 100) / 100
            sentence = (
                f"{colour} has a contrast of {shown:.2f} to 1 with white paper, and {LEAST_CONTRAST} to 1 is"
                f" needed for it to be read (WCAG 2.2, 1.4.3). {darkened(colour)} is of the same hue and dark"
                " enough."
            )
            yield Problem("low-contrast", sentence, pointer=pointer)


def _text_problems(look: _Look) -> Iterator[Problem]:
    lengths = (("foot", look.foot, _LONGEST_FOOT), ("comment", look.comment, _LONGEST_TEXT))
    for key, text, limit in (*lengths, ("decision", look.decision, _LONGEST_TEXT)):
        if len(text) > limit:
            sentence = f"This has {len(text):,} letters, and at most {limit:,} are shown here. Shorten it."
            yield Problem("bad-value", sentence, pointer=f"/{key}")
    if look.logo is not None and not look.logo.text.strip():
        sentence = "Say in words what the logo shows, for those who do not see it."
        yield Problem("empty-text", sentence, pointer="/logo/text")


def _read_logo(look: _Look, path: Path) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of the logo, and why it cannot be shown, if it cannot."""
    if look.logo is None:
        return None, []
    pointer = "/logo/file"
    try:
        content = read_bytes(path.parent / look.logo.file)
    except InputError as error:
        return None, [evolve(problem, file=None, pointer=pointer) for problem in error.problems]
    return content, [evolve(problem, pointer=pointer) for problem in logo_problems(content)]


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which empty lines part."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            parts[-1].append(line.strip())
        else:
            parts.append([])
    return tuple(" ".join(lines) for lines in parts if lines)


def _lower(colour: str | None) -> str | None:
    return colour.lower() if colour is not None else None
