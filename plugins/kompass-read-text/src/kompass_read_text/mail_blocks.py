"""Turn a message of mail into blocks: what was written, and not how it came or what is attached."""

import email
import email.policy
import re
from collections.abc import Iterable
from email.message import EmailMessage

from attrs import evolve

from kompass_read_text.encodings import decoded_page
from kompass_read_text.html_blocks import read_page
from kompass_read_text.text_blocks import blocks_of
from kompass_spec import InputError, Problem
from kompass_spec.model import Block, BlockKind, Place

__all__ = ["read_mail"]

_MOST_SHOWN = 5
_LONGEST_NAME = 80
_ANSWERED = re.compile(r"(?:(?:re|sv|vs|vb|fw|fwd|vl)\s?:\s?)+", re.IGNORECASE)
"""What programs put before the subject of what is answered or sent on."""


def read_mail(content: bytes, file: str) -> tuple[list[Block], list[Problem]]:
    """Return the blocks of a message, and what is said of it; files that are attached are named.

    The subject is the title. A place is a line of the words, and
    not of the file. Raise ``InputError`` where the page that it holds cannot be read.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    blocks: list[Block] = []
    if subject := _ANSWERED.sub("", " ".join(str(message.get("Subject", "")).split())):
        blocks.append(Block(kind=BlockKind.HEADING, level=1, text=subject, place=Place()))
    try:
        body = message.get_body(("html", "plain"))
        said = list(_attached(message, file))
    except (AttributeError, KeyError, TypeError, ValueError):
        # The library does not expect every form that a damaged message can have.
        raise _damaged(file) from None
    payload = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(payload, bytes):
        return blocks, said
    text, warnings = decoded_page(payload, file, body.get_content_charset())
    found, more = (read_page if body.get_content_type() == "text/html" else blocks_of)(text, file)
    return [*blocks, *map(_without_line, found)], [*said, *warnings, *more]


def _damaged(file: str) -> InputError:
    sentence = "This message is damaged. Open it in a program for mail, and save it anew, as HTML or as text."
    return InputError([Problem("damaged-file", sentence, file)])


def _without_line(block: Block) -> Block:
    """Return a block without its line, which would be one of the words and not of the file."""
    rows = tuple(tuple(evolve(cell, place=Place()) for cell in row) for row in block.rows)
    return evolve(block, place=Place(), rows=rows)


def _attached(message: EmailMessage, file: str) -> Iterable[Problem]:
    names = [
        " ".join((part.get_filename() or part.get_content_type()).split())[:_LONGEST_NAME]
        for part in message.iter_attachments()
        if not (part.get_content_maintype() == "image" and part.get("Content-ID"))
    ]
    if names:
        shown = ", ".join(f"'{name}'" for name in names[:_MOST_SHOWN])
        more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
        sentence = (
            f"To this message {shown}{more} {'are' if len(names) > 1 else 'is'} attached, and not read."
            " Save what you need of it, and read that by itself."
        )
        yield Problem("unread-attachment", sentence, file)
