"""Open a PDF file with pdfium, and say in one sentence why one cannot be opened."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from kompass_spec import InputError, Problem

__all__ = ["MOST_LETTERS", "MOST_PAGES", "MOST_SECONDS", "Clock", "opened", "refused"]

MOST_PAGES = 1_000
"""How many pages a file may have."""

MOST_LETTERS = 3_000_000
"""How many letters they may have in all."""

MOST_SECONDS = 60.0
"""How many seconds reading may take; it is looked at between two pages."""

# pdfium is not made for threads: whoever reads in several waits here.
_ONE_AT_A_TIME = threading.Lock()
_DAMAGED = (
    "The PDF file is damaged and cannot be opened. Fetch or save it once more, or open it in a program for"
    " PDF and print it to a new file."
)
_ENCRYPTED = (
    "The PDF file asks for a password. Open it with the password, print it to a new PDF file, and read that."
)
_UNKNOWN_SECURITY = (
    "The PDF file is encrypted in a way that is not known here. Open it in the program that it is made for,"
    " and print it to a new PDF file."
)


class Clock:
    """Know how long reading has taken, and refuse what takes too long."""

    def __init__(self) -> None:
        self._ends = time.monotonic() + MOST_SECONDS

    def check(self, page: int, pages: int) -> None:
        """Raise ``InputError`` where the time is up before a page is read."""
        if time.monotonic() > self._ends:
            sentence = (
                f"Reading took {MOST_SECONDS:.0f} seconds when {page - 1} of {pages} pages were read, and"
                " was stopped. Save the pages of the report as a file of their own."
            )
            raise refused("file-too-large", sentence)


def refused(code: str, sentence: str) -> InputError:
    """Return the error of one sentence."""
    return InputError([Problem(code, sentence)])


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Yield the document of a file, and close it; raise ``InputError`` where it cannot be opened."""
    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise _reason(error) from None
        try:
            yield document
        finally:
            document.close()


def _reason(error: pdfium.PdfiumError) -> InputError:
    code = getattr(error, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD:
        return refused("encrypted-file", _ENCRYPTED)
    if code == raw.FPDF_ERR_SECURITY:
        return refused("encrypted-file", _UNKNOWN_SECURITY)
    return refused("damaged-file", _DAMAGED)
