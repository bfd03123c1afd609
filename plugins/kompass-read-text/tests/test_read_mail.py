"""Messages of mail are read by what was written in them; what is attached is named."""

from email.message import EmailMessage

import pytest

from kompass_read_text.csv_container import CsvContainer
from kompass_read_text.html_container import HtmlContainer
from kompass_read_text.mail_container import MailContainer
from kompass_read_text.text_container import TextContainer
from kompass_spec import ContainerRequest, InputError

PAGE = "<html><body><table><tr><td>Ständiga förbättringar<td>49</table></body></html>"


@pytest.fixture
def message():
    """A message with a subject in Swedish."""
    made = EmailMessage()
    made["Received"] = "from post.lund.se (10.0.0.1) by mx; Mon, 3 Apr 2017 09:12:00 +0200"
    made["From"], made["To"] = "Anna <anna@lund.se>", "Bo <bo@lund.se>"
    made["Subject"] = "VB: SV: Kommunkompassen i Örnsköldsvik 2017"
    return made


def read(content):
    document = MailContainer().read(ContainerRequest(file="a.eml", content=content))
    blocks = [block.text or [[cell.text for cell in row] for row in block.rows] for block in document.blocks]
    return blocks, [warning.message for warning in document.warnings]


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_what_was_written_is_read_however_it_is_coded(message, coding, charset):
    message.set_content("Ständiga förbättringar: 49\n", charset=charset, cte=coding)
    title = "Kommunkompassen i Örnsköldsvik 2017"
    assert read(message.as_bytes()) == ([title, "Ständiga förbättringar: 49"], [])


def test_of_two_forms_the_page_is_read_and_what_is_attached_is_named(message):
    message.set_content("Tabellen syns i HTML.\n")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="rapport.pdf")
    blocks, warnings = read(message.as_bytes())
    assert blocks[1:] == [[["Ständiga förbättringar", "49"]]]
    (warning,) = warnings
    assert "'rapport.pdf' is attached, and not read" in warning


def test_a_message_of_nothing_but_a_file_names_it(message):
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="rapport.docx")
    blocks, warnings = read(message.as_bytes())
    assert len(blocks) == len(warnings) == 1


def test_a_damaged_message_says_so(message):
    message.set_content("Lund\n")
    message.add_alternative(PAGE, subtype="html")
    again = b"Content-Type: multipart/related; boundary=y\nContent-Type: multipart/alternative; boundary=x"
    content = message.as_bytes().partition(b"\n\n")[2]
    boundary = content[2 : content.index(b"\n")]
    head = b"From: a@lund.se\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=z\n\n--z\n"
    content = head + again.replace(b"boundary=x", b'boundary="' + boundary + b'"') + b"\n\n" + content
    with pytest.raises(InputError, match="This message is damaged"):
        read(content)


SAVED = (
    b"From: <Saved by Blink>\r\nSubject: Lund\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/related;\r\n\tx=y\r\n\r\n"
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"From: a@lund.se\nTo: b@lund.se\nMIME-Version: 1.0\n\nA;1\nB;2\n", "mail"),
        (b"Received: by x\n" + b"ARC-Seal: a=b\n c\n" * 700 + b"From: a@lund.se\n\nHej", "mail"),
        (b"Message-ID: <1@x>\nFrom: a@lund.se\nContent-Type: multipart/related; x=y\n\n--y", "mail"),
        (SAVED, "html"),
        (b"From: Anna\nTo: Bo\n\nKommunkompassen", "text"),
        ("Från: Anna\nSkickat: den 3 april 2017\n\nKommunkompassen".encode(), "text"),
    ],
)
def test_it_is_known_by_the_lines_that_carry_it(content, name):
    containers = [CsvContainer(), HtmlContainer(), MailContainer(), TextContainer()]
    assert [one.name for one in containers if one.recognises(content)] == [name]
