"""The contract of containers, for text, HTML, mail and CSV."""

import pytest

from kompass_read_text.csv_container import CsvContainer
from kompass_read_text.html_container import HtmlContainer
from kompass_read_text.mail_container import MailContainer
from kompass_read_text.text_container import TextContainer
from kompass_testing.contracts import ContainerContract, DocumentSample

pytestmark = pytest.mark.slow

AREAS = ("Offentlighet och demokrati", "Brukarfokus, tillgänglighet och bemötande", "Ständiga förbättringar")
ROWS = tuple(zip(AREAS, ("71", "58,5", "49"), strict=True))
WORDS = ("Kommunkompassen i Lunds kommun 2017", *(words for row in ROWS for words in row))

TEXT = "# Kommunkompassen i Lunds kommun 2017\n\n" + "".join(f"{area}\t{figure}\n" for area, figure in ROWS)
MARKDOWN = (
    "# **Kommunkompassen** i Lunds kommun 2017\r\n\r\n| Område | Poäng |\r\n|---|---|\r\n"
    + "".join(f"| {area} | {figure} |\r\n" for area, figure in ROWS)
    + "\r\n- En *styrka*\r\n"
)
PAGE = (
    "<!doctype html>\n<html><head><meta charset='utf-8'><title>Lund</title></head>\n<body><nav>Start</nav>"
    "<h1>Kommunkompassen i Lunds kommun 2017</h1>\n<table><tr><th>Område<th>Po&auml;ng\n"
    + "\n".join(f"<tr><td>{area}<td>{figure}" for area, figure in ROWS)
    + "</table><p>En styrka</p></body></html>"
)
TABLE = "Kommunkompassen i Lunds kommun 2017;\r\n;\r\nOmråde;Poäng\r\n" + "".join(
    f'"{area}";{figure}\r\n' for area, figure in ROWS
)

MAIL = (
    "From: Anna <anna@lund.se>\r\nTo: Bo <bo@lund.se>\r\n"
    "Subject: =?utf-8?q?Kommunkompassen_i_Lunds_kommun_2017?=\r\nMIME-Version: 1.0\r\n"
    'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    + "".join(f"{area}\t{figure}\r\n" for area, figure in ROWS)
)


class TestText(ContainerContract):
    @pytest.fixture
    def container(self):
        return TextContainer()

    def samples(self):
        return [
            DocumentSample(file="a.txt", content=TEXT.encode("cp1252"), words=(WORDS[0], *AREAS)),
            DocumentSample(file="a.md", content=MARKDOWN.encode(), words=(*WORDS, "En styrka")),
        ]


class TestHtml(ContainerContract):
    @pytest.fixture
    def container(self):
        return HtmlContainer()

    def samples(self):
        return [
            DocumentSample(file="a.html", content=PAGE.encode(), words=("Lund", "Start", *WORDS, "En styrka"))
        ]


class TestCsv(ContainerContract):
    @pytest.fixture
    def container(self):
        return CsvContainer()

    def samples(self):
        return [
            DocumentSample(file="a.csv", content=TABLE.encode("utf-8-sig"), words=WORDS),
            DocumentSample(file="a.txt", content=TABLE.replace(";", "\t").encode("utf-16"), words=WORDS),
        ]


class TestMail(ContainerContract):
    @pytest.fixture
    def container(self):
        return MailContainer()

    def samples(self):
        return [DocumentSample(file="a.eml", content=MAIL.encode(), words=(WORDS[0], *AREAS))]
