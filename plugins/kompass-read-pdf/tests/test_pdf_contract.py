"""The container keeps what every container keeps."""

import pytest

from kompass_read_pdf.container import PdfContainer
from kompass_testing.contracts import ContainerContract, DocumentSample

pytestmark = pytest.mark.slow


class TestPdf(ContainerContract):
    @pytest.fixture
    def container(self):
        return PdfContainer()

    @pytest.fixture(autouse=True)
    def _files(self, pdf, draw):
        words, rule = draw
        page = words(72, 770, "Område 1", 18) + words(72, 740, "Rubriker") + words(400, 740, "Poäng")
        page += words(72, 720, "Dialog") + words(400, 720, "74") + rule(72, 735, 440, 735)
        self.content = pdf(page, words(72, 770, "Styrkor", bold=True) + words(72, 750, "• Många möten"))

    def samples(self):
        words = ("Område 1", "Rubriker", "Poäng", "Dialog", "74", "Styrkor", "Många möten")
        return [DocumentSample(file="report.pdf", content=self.content, words=words)]
