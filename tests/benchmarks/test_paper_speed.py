"""How long a result takes to be laid out on paper and as a document, warm, whatever else runs."""

import time

import pytest
from attrs import evolve

from kompass_spec.model.sheet import Paragraph, Part
from kompass_spec.plugins.requests import SheetRequest
from kompass_testing.drawn_sheets import sample_sheets

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize(("plugin", "most"), [("kompass_render_pdf", 1500), ("kompass_render_docx", 300)])
def test_a_result_is_laid_out_in_time(plugin, most):
    module = pytest.importorskip(f"{plugin}.plugin")
    (renderer,) = module.kompass_renderers()
    sheet = sample_sheets()[0]

    def milliseconds(number):
        # Another sheet each time, because a typesetter remembers the last one.
        part = Part(blocks=(Paragraph(words=(f"Nr {number}",)), *sheet.parts[0].blocks))
        request = SheetRequest(sheet=evolve(sheet, parts=(part, *sheet.parts[1:])))
        begun = time.process_time()
        renderer.lay_out(request)
        return (time.process_time() - begun) * 1000

    milliseconds(0)
    assert min(milliseconds(number) for number in range(1, 6)) < most
