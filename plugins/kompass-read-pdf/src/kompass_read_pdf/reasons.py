"""Say what of a PDF file could not be read, why, and what helps."""

from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from kompass_spec import InputError, Problem

__all__ = ["cut_off", "damaged_page", "listed", "outside", "struck_through", "unread_parts", "unreadable"]

_END = b"%%EOF"
_END_WITHIN = 2048
_LONGEST = 60
_MOST_SHOWN = 8
_LONGEST_OUTSIDE = 400
_RECOGNISE = "have its letters recognised first, such as with OCRmyPDF: ocrmypdf --language swe"


def unreadable(
    *, pictures: Sequence[int], unmapped: Sequence[int], crowded: Sequence[int], count: int
) -> list[Problem]:
    """Return a warning for pages that are only pictures, and such; raise ``InputError`` where all are."""
    found = _pictures(pictures, count)
    if unmapped:
        which = "The letters of all pages" if len(unmapped) == count else f"Letters on {_pages(unmapped)}"
        sentence = (
            f"{which} do not say which letters they are, so they are not read. Make the PDF file anew in the"
            f" program that the text was written in, or {_RECOGNISE} --force-ocr IN.pdf OUT.pdf."
        )
        found.append(Problem("unknown-letters", sentence, page=unmapped[0]))
    if found and count == len(set(pictures) | set(unmapped)):
        raise InputError(found)
    if crowded:
        sentence = (
            f"On {_pages(crowded)} so much is drawn that rules of tables may be missed. Check the figures"
            " there."
        )
        found.append(Problem("crowded-page", sentence, page=crowded[0]))
    return found


def listed(texts: Sequence[str]) -> str:
    """Return some of the words of a page as the beginning of a sentence about all of them.

    >>> listed(["61"]), listed(["61", "Arbetsliv"])
    ("'61' is", "'61', 'Arbetsliv' are")
    """
    shown = ", ".join(f"'{text[:_LONGEST]}'" for text in texts[:_MOST_SHOWN])
    more = f" and {len(texts) - _MOST_SHOWN} more" if len(texts) > _MOST_SHOWN else ""
    return f"{shown}{more} {'are' if len(texts) > 1 else 'is'}"


def struck_through(texts: Sequence[str], page: int) -> list[Problem]:
    """Return a warning for what is struck through on a page, such as what a tracked change deletes."""
    if not texts:
        return []
    sentence = (
        f"{listed(texts)} struck through, and not read. If the document has tracked changes, accept or"
        " reject them and make the PDF file anew."
    )
    return [Problem("struck-through", sentence, page=page)]


def outside(words: str, page: int) -> list[Problem]:
    """Return a warning for words that are drawn beside a page, where its edge cuts them off."""
    if not words:
        return []
    shown = words if len(words) <= _LONGEST_OUTSIDE else f"{words[:_LONGEST_OUTSIDE]} …"
    sentence = (
        f"'{shown}' stands beside this page, where it is cut off and nobody sees it, and is not read. If it"
        " counts, make the PDF file anew with pages that are large enough."
    )
    return [Problem("hidden-content", sentence, page=page)]


def _pictures(pages: Sequence[int], count: int) -> list[Problem]:
    helps = f"If the file is a scan, {_RECOGNISE} IN.pdf OUT.pdf."
    if pages and len(pages) == count:
        which = "All pages are only pictures" if count > 1 else "The page is only a picture"
        return [Problem("only-a-picture", f"{which}, in which nothing can be read. {helps}")]
    sentence = f"This page is only a picture, in which nothing can be read. {helps}"
    return [Problem("only-a-picture", sentence, page=page) for page in pages]


def _pages(numbers: Sequence[int]) -> str:
    """Return pages in words, with those that follow one another as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    word = "page" if len(numbers) == 1 else "pages"
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{word} {listed}"


def damaged_page(number: int) -> Problem:
    """Return the warning for a page that cannot be opened."""
    sentence = (
        "This page is damaged and is not read. Open the file in a program for PDF and print it to a new file."
    )
    return Problem("damaged-file", sentence, page=number)


def cut_off(content: bytes) -> list[Problem]:
    """Return a warning where the mark of the end is missing, as in a file that was not fetched to its end."""
    if _END in content[-_END_WITHIN:]:
        return []
    sentence = "The file has no end, so pages may be missing. Fetch or save it once more."
    return [Problem("damaged-file", sentence)]


def unread_parts(document: Any) -> list[Problem]:
    """Return a warning for parts that are never opened: fields of forms, and attached files."""
    found: list[Problem] = []
    if pdfium.FPDF_GetFormType(document) != pdfium.FORMTYPE_NONE:
        sentence = (
            "The file has a form, and what is filled in there is not read. Print it to a new PDF file, and"
            " read that."
        )
        found.append(Problem("unread-form", sentence))
    attached = pdfium.FPDFDoc_GetAttachmentCount(document)
    if attached > 0:
        word = "file is" if attached == 1 else "files are"
        sentence = (
            f"{attached} {word} attached to the PDF file and not opened. Save what you need of that as a"
            " file of its own."
        )
        found.append(Problem("unread-attachment", sentence))
    return found
