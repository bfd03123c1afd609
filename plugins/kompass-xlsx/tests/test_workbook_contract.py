"""The importer and the template keep what every plugin of their kinds keeps."""

from fractions import Fraction

import pytest

from kompass_spec.model import Observation, Quantity
from kompass_testing.contracts import ImporterContract, Sample, TemplateContract
from kompass_xlsx.plugin import WorkbookImporter, WorkbookTemplate

pytestmark = pytest.mark.slow


class TestTheWorkbook(ImporterContract):
    @pytest.fixture
    def importer(self):
        return WorkbookImporter()

    @pytest.fixture(autouse=True)
    def _content(self, filled):
        self.content = filled("se-2016", {"1.1": {"points": 11.5}, "2.3": {"percent": 0.4}})

    def samples(self):
        if not hasattr(self, "content"):
            return ()
        first, second = "1 Offentlighet och demokrati", "2 Brukarfokus, tillgänglighet o"
        return [
            Sample(
                file="evaluation.xlsx",
                content=self.content,
                edition="se-2016",
                organisation="Örnsköldsvik",
                year=2026,
                figures=(
                    Observation(item="1.1", quantity=Quantity.POINTS, value=Fraction(23, 2),
                        precision=Fraction(1, 10), exact=True, sheet=first, cell="E6"),
                    Observation(item="2.3", quantity=Quantity.PERCENT, value=Fraction(40), exact=True,
                        sheet=second, cell="F8"),
                ),
            )
        ]  # fmt: skip


class TestTheTemplate(TemplateContract):
    @pytest.fixture
    def template(self):
        return WorkbookTemplate()
