"""Take the page out of an archive of one (MHTML), as browsers and word processors save it."""

import re

from kompass_spec import InputError, Problem

__all__ = ["page_in"]

_HEADERS = re.compile(rb"[A-Za-z-]{2,40}:")


def page_in(content: bytes, file: str) -> tuple[bytes, str | None]:
    """Return the bytes of a page, and the encoding that the archive around it names, if it is in one."""
    if not _HEADERS.match(content):
        return content, None
    # Imported here because few pages are in an archive.
    import email  # noqa: PLC0415 - see the line above
    import email.policy  # noqa: PLC0415 - see above

    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return page, part.get_content_charset()
    sentence = (
        "There is no page in this archive (MHTML). Open it in a browser, and save it as one page of HTML."
    )
    raise InputError([Problem("damaged-file", sentence, file)])
