"""A site of a partner: built strictly, with MkDocs' own theme, of what is installed."""

import hashlib
import html
import json
import re
from importlib.resources import files

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from kompass_site.installed import Installed, look_around
from kompass_site.layout import SheetLayout
from kompass_site.markdown import escaped
from kompass_site.pages import generate
from kompass_spec import (
    Bullet,
    Bullets,
    Column,
    Headline,
    Linked,
    Paragraph,
    Part,
    Passage,
    Plugins,
    Registry,
    Section,
    Sheet,
    SheetRow,
    SheetTable,
    load_registry,
)

pytestmark = pytest.mark.slow

NAV = """
nav:
  - index.md
  - Editions: kompass:editions
  - Mappings: kompass:mappings
  - Releases: kompass:releases
  - Plugins: kompass:plugins
"""


def built(folder, options="", nav=NAV, words="Welcome."):
    """Build a site in a folder, and return where it stands."""
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text(f"# Start\n\n{words}\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        f"site_name: Trial\nstrict: true\nuse_directory_urls: false\nplugins:\n  - kompass:\n{options}{nav}",
        "utf-8",
    )
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder / "site"


def read(site, page):
    return html.unescape((site / page).read_text("utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return built(tmp_path_factory.mktemp("site"), "      folder: data\n")


@pytest.mark.parametrize("edition", load_registry().values(), ids=lambda edition: edition.id)
def test_the_page_of_an_edition_says_all_that_is_known_of_it(site, edition):
    page = read(site, f"data/editions/{edition.id}.html")
    for item in edition.walk():
        words = item.title if hasattr(item, "title") else item.text
        assert words.in_language(edition.language, edition.language).words in page
    assert all(source.title in page for source in edition.sources)
    assert edition.rights in page


@pytest.mark.parametrize("mapping", load_registry().mappings(), ids=lambda mapping: mapping.id)
def test_the_page_of_a_mapping_names_both_sides_of_every_link(site, mapping):
    page = read(site, f"data/mappings/{mapping.id}.html")
    for link in mapping.links:
        for edition, codes in ((mapping.source, link.source), (mapping.target, link.target)):
            assert all(code in edition and f"{code} " in page for code in codes if code in edition)
    for edition in (mapping.source, mapping.target):
        assert f"../editions/{edition.id}.html" in page


def test_the_page_of_a_release_has_its_digest_its_reviewers_and_its_file(site):
    folder = files("kompass_frameworks")
    entries = [json.loads(line) for line in (folder / "ledger.jsonl").read_text("utf-8").splitlines()]
    released = [entry for entry in entries if entry["action"] == "release"]
    assert len(released) > 10
    for entry in released:
        name = f"data/releases/{entry['id']}-{entry['version']}"
        page = read(site, f"{name}.html")
        assert entry["sha256"] in page
        assert all(name in page for name in entry["reviewed_by"])
        assert hashlib.sha256((site / f"{name}.json").read_bytes()).hexdigest() == entry["sha256"]
    page = read(site, "data/releases/se-2016-1.0.1.html")
    assert "The sources of the edition changed." in page


def test_the_page_of_a_distribution_says_what_it_brings(site):
    page = read(site, "data/plugins/kompass-variant-no.html")
    assert "norway" in page
    assert "framework" in page
    assert "catalogue" in page


def test_every_page_is_in_the_navigation_or_linked(site):
    start = read(site, "index.html")
    assert all(f"data/editions/{name}.html" in start for name in load_registry())
    overview = read(site, "data/releases/index.html")
    pages = [page.name for page in (site / "data/releases").glob("*.html") if page.name != "index.html"]
    assert pages
    assert all(page in overview for page in pages)


def test_nothing_is_loaded_but_a_style_sheet():
    texts = [
        made.text for part in generate(look_around(), None).values() for made in part if hasattr(made, "text")
    ]
    assert len(texts) > 30
    assert [text for text in texts if re.search(r"<script|<link|\bsrc=|!\[", text)] == []
    assert "url(" not in (files("kompass_site") / "kompass.css").read_text("utf-8")


def test_a_site_can_be_about_one_distribution_alone(tmp_path):
    site = built(tmp_path, "      distributions: [kompass-variant-no]\n")
    assert {
        page.stem for page in (site / "framework/editions").glob("*.html") if "booklet" not in page.name
    } == {
        "index",
        "no-2003",
        "no-2010",
        "no-2020",
    }
    # The Swedish edition that a mapping leads to is named, and has no page here.
    page = read(site, "framework/mappings/no-2010-to-se-2010.html")
    assert "se-2010" in page
    assert "editions/se-2010.html" not in page
    assert {page.stem for page in (site / "framework/plugins").glob("*.html")} == {
        "index",
        "kompass-variant-no",
    }


def test_a_page_of_ones_own_can_link_to_what_is_generated(tmp_path):
    site = built(tmp_path, words="[2016](framework/editions/se-2016.md#areas)")
    assert "framework/editions/se-2016.html#areas" in read(site, "index.html")


def test_the_same_data_gives_the_same_pages():
    first, second = (generate(look_around(), None) for _ in range(2))
    assert first == second


def test_pages_are_written_in_the_language_that_is_asked_for(tmp_path):
    site = built(tmp_path, "      language: sv\n")
    page = read(site, "framework/editions/se-2016.html")
    assert "Områden och delfrågor" in page
    assert '<span lang="sv">' not in page


def test_lists_editions_and_mappings_have_pages_in_further_languages(tmp_path):
    further = ("editions", "mappings", "releases", "plugins")
    nav = NAV + "".join(f"  - {part}: kompass:sv/{part}\n" for part in further)
    site = built(tmp_path, "      also: [sv]\n", nav)
    overview, page = (read(site, f"framework/sv/editions/{name}.html") for name in ("index", "se-2016"))
    assert "En version är en utgivares metod" in overview
    assert "<title>Versioner" in overview
    assert '<div lang="sv">' in page
    assert "Områden och delfrågor" in page
    assert "../../releases/se-2016-" in page, "releases have one page, in the language of the site"
    mapping = read(site, "framework/sv/mappings/se-2010-to-se-2016.html")
    assert "../editions/se-2016.html" in mapping
    releases, plugins = (read(site, f"framework/sv/{part}/index.html") for part in ("releases", "plugins"))
    assert "Det som är publicerat ändras aldrig" in releases
    assert "../../releases/se-2016-1.0.1.html" in releases
    assert "översättningar, versioner" in plugins
    assert "norway" not in plugins, "what a distribution says of itself is English"
    assert not (site / "framework/sv/releases/se-2016-1.0.1.html").exists()
    assert "Areas and questions" in read(site, "framework/editions/se-2016.html")


def test_without_any_plugin_there_are_empty_lists():
    installed = Installed(registry=Registry.of([]), plugins=Plugins(), releases=())
    generated = generate(installed, None)
    assert [page.title for pages in generated.values() for page in pages] == [
        "Editions",
        "Mappings between editions",
        "Releases",
        "Plugins",
    ]


@pytest.mark.parametrize(
    ("options", "nav", "sentence"),
    [
        (
            "",
            "\nnav: [index.md, kompass:cities]\n",
            "'kompass:cities', and no pages are called so. There are: kompass:e",
        ),
        (
            "      example: report.md\n",
            NAV,
            "The example 'report.md' of the plugin kompass is no file beside mkdocs.yml",
        ),
        ("      example: report.xyz\n", NAV, "report.xyz: This is a binary file"),
    ],
)
def test_what_is_wrong_is_named_and_ends_the_build(tmp_path, caplog, options, nav, sentence):
    (tmp_path / "report.xyz").write_bytes(b"\x00\x01")
    with pytest.raises(Abort):
        built(tmp_path, options, nav)
    assert sentence in caplog.text


def laid_out(*blocks, title="T"):
    sheet = Sheet(kind="edition", language="en", title=title, parts=(Part(blocks=blocks),))
    return SheetLayout(page_language="en", overview="index.md").text(sheet)


def test_hostile_words_stay_words(tmp_path):
    hostile = "<script>alert(1)</script> | `*_[x](javascript:y)_*` {#id}"
    text = laid_out(
        Paragraph(words=(hostile,)),
        Section(heading=hostile, blocks=(), note=hostile),
        SheetTable(
            name="t",
            caption="c",
            columns=(Column(head=hostile),),
            rows=(SheetRow(cells=((Passage(hostile, "sv"),),)),),
        ),
        title=hostile,
    )
    site = built(tmp_path, words=text.replace("[](index.md)", ""))
    page = (site / "index.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert read(site, "index.html").count("<script>alert(1)</script> | `*_[x](javascript:y)_*`") >= 4


def test_blocks_of_results_are_laid_out_too():
    text = laid_out(
        Headline(figure="552", unit="of 800", sentence="All in all."),
        Bullets(bullets=(Bullet(words=("see ", Linked("there", "https://example.org/a")), lead="Next:"),)),
    )
    assert "**552** of 800 All in all" in text
    assert "- **Next:** see [there](<https://example.org/a>)" in text


def test_what_markdown_would_read_is_escaped():
    assert escaped("1. a_b *c*\n# d") == r"1. a\_b \*c\* \# d"
