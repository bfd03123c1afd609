"""What people see, as golden files."""

import pytest

from kompass_render_text.plugin import MarkdownRenderer, TextRenderer
from kompass_spec.plugins.requests import Order, Terminal


@pytest.mark.parametrize(
    ("name", "language", "terminal"),
    [
        ("full.en.txt", "en", None),
        ("full.sv.txt", "sv", None),
        ("full.en.40.txt", "en", Terminal(width=40)),
        ("full.en.60.txt", "en", Terminal(width=60)),
        ("full.en.120.ansi", "en", Terminal(width=200, colours=True)),
    ],
)
def test_text(kompass_golden, request_for, shown, older, reference, name, language, terminal):
    request = request_for(shown, language, history=(older,), reference=reference, terminal=terminal)
    kompass_golden(name, TextRenderer().render(request))


@pytest.mark.parametrize("language", ["en", "sv"])
def test_markdown(kompass_golden, request_for, shown, older, reference, language):
    request = request_for(shown, language, history=(older,), reference=reference)
    kompass_golden(f"full.{language}.md", MarkdownRenderer().render(request))


def test_the_weakest_first(kompass_golden, request_for, shown):
    kompass_golden("weakest.en.txt", TextRenderer().render(request_for(shown, order=Order.WEAKEST)))


@pytest.mark.parametrize("renderer", [TextRenderer(), MarkdownRenderer()])
def test_an_edition_of_areas_alone(kompass_golden, request_for, older, renderer):
    kompass_golden(f"areas.en{renderer.endings[0]}", renderer.render(request_for(older)))
