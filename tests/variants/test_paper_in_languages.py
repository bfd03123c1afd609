"""A report on paper has all questions of an edition on one leaf, in whatever language it is laid out."""

from pathlib import Path

import pypdfium2
import pytest

from kompass_spec import load_registry, report_path

EXAMPLE = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"


@pytest.mark.parametrize("language", ["sv", "da", "nn"])
def test_all_questions_stand_on_one_leaf(language):
    content, _ = report_path(EXAMPLE, to="pdf", language=language)
    document = pypdfium2.PdfDocument(content)
    try:
        words = document[1].get_textpage().get_text_bounded().split()
    finally:
        document.close()
    assert {question.code for question in load_registry()["se-2016"].questions} <= set(words)
