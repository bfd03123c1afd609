"""The importer, the template and the renderer keep what every plugin of their kinds keeps."""

import io
from fractions import Fraction

import openpyxl
import pytest

from kompass_spec.model import Observation, Quantity
from kompass_testing.contracts import ImporterContract, Sample, SheetRendererContract, TemplateContract
from kompass_xlsx.plugin import WorkbookImporter, WorkbookRenderer, WorkbookTemplate

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


# openpyxl leaves out the newer form of bars in cells, and says so.
@pytest.mark.filterwarnings("ignore:.* extension is not supported")
class TestTheRenderer(SheetRendererContract):
    is_text = False

    @pytest.fixture
    def renderer(self):
        return WorkbookRenderer()

    def text_of(self, content):
        """Return the words in every cell, and every number as it is shown."""
        return " ".join(
            _shown(cell)
            for sheet in openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        )


def _shown(cell):
    if isinstance(cell.value, str):
        return cell.value
    return f"{abs(cell.value) * (100 if '%' in cell.number_format else 1):.6g}"
