"""The importer keeps what every importer keeps."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_import_report.importer import ReportImporter
from kompass_spec.model import Observation, Quantity
from kompass_testing.contracts import ImporterContract, Sample

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "docs/examples/ornskoldsvik-2017.md"
ROW = re.compile(r"([1-8]\.\d)\t.*\t(\d+)\t(\d+)\t(\d+)%")
OWN = """# Kommunkompassen i Lunds kommun 2017

| Område | Poäng |
|---|---|
| Offentlighet och demokrati | 71 |
| Brukarfokus, tillgänglighet och bemötande | 58 |
| Politisk styrning och kontroll | 66 |
| Ledarskap, ansvar och delegation | 62 |
| Resultat och effektivitet | 55 |
| Kommunen som arbetsgivare - personalpolitik | 73 |
| Ständiga förbättringar | 49 |
| Kommunen som samhällsbyggare | 77 |
"""


def figure(item, quantity, value, line):
    return Observation(item=item, quantity=quantity, value=Fraction(value), line=line)


class TestReport(ImporterContract):
    @pytest.fixture
    def importer(self):
        return ReportImporter()

    def samples(self):
        points = enumerate((71, 58, 66, 62, 55, 73, 49, 77), start=1)
        rows = [
            figure(match[1], quantity, value, line)
            for line, text in enumerate(EXAMPLE.read_text("utf-8").split("\n"), start=1)
            if (match := ROW.fullmatch(text))
            for quantity, value in zip(
                (Quantity.POINTS, Quantity.MAX, Quantity.PERCENT), match.groups()[1:], strict=True
            )
        ]
        assert len(rows) == 45 * 3
        return [
            Sample(
                file="lund.md",
                content=OWN.encode(),
                edition="se-2016",
                organisation="Lund",
                year=2017,
                figures=tuple(figure(str(area), Quantity.POINTS, value, area + 4) for area, value in points),
            ),
            Sample(
                file="ornskoldsvik.md",
                content=EXAMPLE.read_bytes(),
                edition="se-2016",
                figures=tuple(rows),
                whole=False,
                organisation="Örnsköldsvik",
                year=2017,
            ),
        ]

    def printed_editions(self):
        return [self.registry()[name] for name in ("se-2010", "se-2016", "se-2020")]


class TestShaped(ImporterContract):
    """The same for an edition with criteria, scales and a question for context."""

    @pytest.fixture
    def importer(self):
        return ReportImporter()

    @pytest.fixture(autouse=True)
    def _knows(self, shaped):
        self.known = shaped

    def registry(self):
        return self.known

    def printed_editions(self):
        return [self.known["se-2016"]]


class Forgetful(ReportImporter):
    """It reads everything but what does not apply."""

    def read(self, request):
        imported = super().read(request)
        return evolve(
            imported, assessments=tuple(evolve(one, not_applicable=()) for one in imported.assessments)
        )


class Pointed(ReportImporter):
    """It takes levels for points."""

    def read(self, request):
        imported = super().read(request)
        return evolve(imported, assessments=tuple(map(self.mistaken, imported.assessments)))

    @staticmethod
    def mistaken(assessment):
        points = (
            evolve(seen, quantity=Quantity.POINTS) if seen.quantity is Quantity.LEVEL else seen
            for seen in assessment.observations
        )
        return evolve(assessment, observations=tuple(points))


@pytest.mark.parametrize(
    ("wrong", "words"), [(Forgetful, "reads other items as not applicable"), (Pointed, "reads other figures")]
)
def test_the_contract_catches_who_forgets_what_does_not_apply_or_takes_levels_for_points(
    shaped, wrong, words
):
    contract = TestShaped()
    contract.known = shaped
    with pytest.raises(AssertionError, match=words):
        contract.test_a_printed_report_is_read_as_it_was_printed(wrong())
