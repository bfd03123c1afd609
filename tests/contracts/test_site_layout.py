"""The pages of a site lay sheets out as every renderer of sheets has to."""

import pytest

from kompass_spec.plugins.hooks import SHEET_KINDS
from kompass_testing.contracts import SheetRendererContract

kompass_site_layout = pytest.importorskip("kompass_site.layout")

pytestmark = pytest.mark.slow


class Pages:
    """Lays sheets out as the site does, so that they are asked what every renderer of sheets is asked."""

    name = "site"
    endings = (".page",)
    kinds = SHEET_KINDS

    def lay_out(self, request):
        layout = kompass_site_layout.SheetLayout(page_language=request.sheet.language, overview="index.md")
        return layout.text(request.sheet).encode()


class TestTheLayout(SheetRendererContract):
    is_whole = False
    """The foot of a sheet is that of its file, and pages have another."""

    @pytest.fixture
    def renderer(self):
        return Pages()
