"""``--look`` gives pages an organisation's own logo, colours and texts, where the renderer shows them."""

from pathlib import Path

import pytest

from kompass_spec.cli import main

REPORT = str(Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md")


@pytest.fixture
def look(tmp_path):
    file = tmp_path / "look.toml"
    file.write_text('decision = "Rapporten läggs till handlingarna."', "utf-8")
    return file


def test_a_renderer_without_sheets_refuses_a_look(look, capsys, monkeypatch):
    monkeypatch.setattr("kompass_spec.results.pages.is_laid_out", lambda *_: False)
    assert main(["report", REPORT, "--look", str(look)]) == 2
    assert "shows no look" in capsys.readouterr().err


def test_a_broken_look_is_said_before_anything_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("kompass_spec.results.pages.is_laid_out", lambda *_: True)
    broken = tmp_path / "look.toml"
    broken.write_text('[colours]\nmain = "#ffcc00"', "utf-8")
    output = tmp_path / "page.html"
    assert main(["report", REPORT, "-o", str(output), "--look", str(broken)]) == 1
    assert "/colours/main: #ffcc00 has a contrast of 1.51 to 1" in capsys.readouterr().err
    assert not output.exists()


def test_a_look_is_not_overwritten(look):
    assert main(["report", REPORT, "-o", str(look), "--to", "html", "--look", str(look)]) == 2
    assert look.read_text("utf-8").startswith("decision")
