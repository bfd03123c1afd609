"""A region, a city and a city district go the whole way, from the register to the comparison."""

import json
import os

import pytest

EDITION = """
id = "{id}"
release = "1.0.0"
title.sv = "Regionkompassen {year}"
title.en = "The Region Compass {year}"
publisher = "Nobody"
country = "SE"
language = "sv"
valid_from = "{year}"
completeness = "complete"
rights = "Nobody's: it was made up for a test."
source = "test"

[[sources]]
id = "test"
title = "Made up for a test"
"""
AREA = """
[[areas]]
code = "{code}"
max = {maximum}
title.sv = "{title}"

[[areas.questions]]
code = "{code}.1"
max = {maximum}
text.sv = "Finns det en plan för {title}?"
"""
OLDER = {"1": "Insyn och dialog", "2": "Vårdens väntetider", "3": "Kollektivtrafikens räckvidd"}
NEWER = {"1": "Insyn och dialog", "2": "Kollektivtrafikens räckvidd", "3": "Vårdens väntetider och bemötande"}
MAPPING = """
release = "1.0.0"
source = "rk-2014@1"
target = "rk-2018@1"
levels = ["areas"]

[[sources]]
id = "test"
title = "Made up for a test"
"""
LINK = """
[[links]]
source = ["{source}"]
target = ["{target}"]
relation = "{relation}"
changes = ["same"]
reading = "publisher"
cited = ["test"]

[[links.reasons]]
en = "It was made up so."
"""
REGISTER = """
country = "{country}"
kind = "{kind}"
publisher = "Nobody"
title = "Made up for a test"
[names]
{names}
"""
REGISTERS = {
    "regions": ("SE", "region", {"13": "Region Halland", "09": "Gotland"}),
    "districts": ("SE", "district", {"0180-12": "Skarpnäck", "1280-7": "Hyllie", "1280-1": "Centrum",
    "1480-1": "Centrum"}),
    "cities": ("AX", "city", {"478": "Mariehamn"}),
}  # fmt: skip
PLUGIN = """
from pathlib import Path
from kompass_spec.plugins.hooks import hookimpl
kompass_api = 1

class Regions:
    name = "regions"
    folder = Path(__file__).parent / "other_units"

@hookimpl
def kompass_frameworks():
    return [Regions()]
"""


def _edition(identity, areas):
    head = EDITION.format(id=identity, year=identity[-4:])
    return head + "".join(AREA.format(code=code, maximum=50, title=title) for code, title in areas.items())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with an installed distribution with editions, a mapping and registers of other units."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "other_units_plugin.py").write_text(PLUGIN, "utf-8")
    info = folder / "other_units-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-units\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[kompass]\nframeworks = other_units_plugin\n")
    links = "".join(
        LINK.format(source=source, target=target, relation=relation)
        for source, target, relation in (("1", "1", "equal"), ("2", "3", "intersects"), ("3", "2", "equal"))
    )
    files = {
        "editions/rk-2014/edition.toml": _edition("rk-2014", OLDER),
        "editions/rk-2018/edition.toml": _edition("rk-2018", NEWER),
        "mappings/rk-2014-to-rk-2018/mapping.toml": MAPPING + links,
        **{
            f"organisations/{name}.toml": REGISTER.format(
                country=country, kind=kind, names="\n".join(f'"{code}" = "{one}"' for code,
                    one in names.items())
            )
            for name, (country, kind, names) in REGISTERS.items()
        },
    }  # fmt: skip
    for name, text in files.items():
        file = folder / "other_units" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(site, kompass):
    paths = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    return lambda *arguments: kompass(*arguments, PYTHONPATH=paths)


def _report(whom, kind="Regionkompassen"):
    """A printed report in the layout of the real ones, with a table of questions and an appendix."""

    def table(points):
        lines = []
        for (code, title), figure in zip(OLDER.items(), points, strict=True):
            lines += [
                f"<b>{code}.</b>\t<b>{title}</b>\t<b>Uppnått</b>\t<b>Max</b>\t<b>Procent</b>",
                f"{code}.1\tFinns det en plan för {title}?\t{figure}\t50\t{figure * 2}%",
                f"\t\t<b>{figure}</b>\t<b>50</b>\t<b>{figure * 2}%</b>",
                "",
            ]
        return "\n".join(lines)

    sections = "\n\n".join(
        f"## Område {code} {title}\n\n### Styrkor\n\n- Det går framåt i område {code}\n"
        for code, title in OLDER.items()
    )
    return f"""# {kind}

ANALYS AV

{whom.upper()}

2016

Utvärderare:

Ewa Example, Lunds kommun

# 1 Sammanfattning

{whom} har utvärderats. Jämför gärna med Malmö stad, Malmö stad, Malmö stad och Stockholms stad.

# 3 De tre områdena

{sections}

# 4 Översikt av poängfördelning

{table((31, 22, 44))}
"""


UNITS = [
    ("Region Halland", "Region Halland", "region", "SE", "13", "region", "region"),
    ("Region Gotland", "Gotland", "region", "SE", "09", "region", "region"),
    ("Region Syddanmark", "Region Syddanmark", "region", None, None, "region", "region"),
    ("Skarpnäcks stadsdel, Stockholms stad", "Skarpnäck", "district", "SE", "0180-12", "stadsdel",
    "city district"),
    ("Stadsdelen Hyllie i Malmö stad", "Hyllie", "district", "SE", "1280-7", "stadsdel", "city district"),
    ("Malmö stads stadsdel Hyllie", "Hyllie", "district", "SE", "1280-7", "stadsdel", "city district"),
    ("Hulebo stadsdel, Malmö stad", "Hulebo stadsdel", "district", None, None, "stadsdel", "city district"),
    ("Mariehamns stad", "Mariehamn", "city", "AX", "478", "stad", "city"),
    ("Hulebo stad", "Hulebo stad", "city", None, None, "stad", "city"),
]  # fmt: skip


TELLING = {"Region Halland", "Skarpnäcks stadsdel, Stockholms stad", "Mariehamns stad"}
"""One of each kind of unit, which nobody should break without seeing it at once."""


@pytest.mark.parametrize(
    ("whom", "name", "kind", "country", "code", "swedish", "english"),
    [pytest.param(*one, marks=[pytest.mark.slow] * (one[0] not in TELLING)) for one in UNITS],
    ids=[one[0] for one in UNITS],
)
def test_every_kind_of_unit_is_imported_scored_and_shown_as_what_it_is(
    run, tmp_path, whom, name, kind, country, code, swedish, english
):
    """Words: "organisation: who was assessed: municipality, city, city district or region. Never assume a
    municipality".
    """
    (tmp_path / "unit.md").write_text(_report(whom), "utf-8")
    imported = run("import", "unit.md", "--json")
    assert imported.code == 0, imported.out
    (assessment,) = imported.json["assessments"]
    organisation = {"name": name, "kind": kind, "country": country, "code": code}
    assert (assessment["edition"], assessment["year"]) == ("rk-2014", 2016)
    assert assessment["organisation"] == organisation
    warned = {one["code"] for one in imported.json["warnings"]}
    assert ("unknown-organisation" in warned) == (code is None)
    assert "unclear-organisation" not in warned
    scored = run("score", "unit.md", "--json").json["scorecards"][0]
    assert scored["organisation"] == organisation
    assert (scored["total"]["sum_of_printed"], scored["total"]["max"]) == ("97", "150")
    for language, said in (("sv", swedish), ("en", english)):
        for renderer in ("text", "markdown", "html"):
            shown = run("report", "unit.md", "--lang", language, "--to", renderer)
            assert shown.code == 0
            assert said in shown.out.casefold()
            # A city is a municipality too, and its official code is called so.
            told = shown.out.replace("municipality code", "")
            assert not any(word in told for word in ("municipality", "(kommun)", ", kommun<", "kommunen"))


def test_a_region_is_converted_and_compared(run, tmp_path):
    (tmp_path / "older.md").write_text(_report("Region Halland"), "utf-8")
    converted = run("convert", "older.md", "--to", "rk-2018", "--json")
    assert converted.code == 0, converted.out
    (found,) = converted.json["conversions"]
    assert found["organisation"]["kind"] == "region"
    areas = {area["code"]: area for area in found["areas"]}
    assert [areas[code]["basis"] for code in "123"] == ["exact", "exact", "unknown"]
    assert (areas["2"]["low"], areas["2"]["high"]) == ("43.75", "44.25")
    newer = (
        _report("Region Halland").replace("2016", "2019").replace("\t31\t", "\t40\t").replace("62%", "80%")
    )
    (tmp_path / "newer.md").write_text(newer.replace("<b>31</b>", "<b>40</b>"), "utf-8")
    compared = run("compare", "older.md", "newer.md", "--json")
    assert compared.code == 0, compared.out
    assert [column["organisation"]["kind"] for column in compared.json["columns"]] == ["region", "region"]
    assert {row["item"]: row["changes"][0]["verdict"] for row in compared.json["rows"]} == {
        "1": "rose", "2": "cannot be told apart", "3": "cannot be told apart", "total": "rose",
    }  # fmt: skip


def test_a_region_and_a_municipality_of_one_name_are_not_shown_as_one(run, tmp_path):
    (tmp_path / "region.md").write_text(_report("Region Gotland"), "utf-8")
    (tmp_path / "municipality.md").write_text(_report("Gotlands kommun"), "utf-8")
    ran = run("score", "region.md", "municipality.md", "--json")
    kinds = [(card["organisation"]["name"], card["organisation"]["kind"]) for card in ran.json["scorecards"]]
    assert kinds == [("Gotland", "region"), ("Gotland", "municipality")]
    (tmp_path / "both.json").write_bytes(ran.raw)
    page = run("render", "both.json", "-o", "both.html")
    assert page.code == 1
    assert "Gotland municipality 0980, Gotland region 09" in page.err
    assert not (tmp_path / "both.html").exists()
    assert run("render", "both.json").code == 0
    assert run("render", "both.json", "-o", "pages/", "--to", "html").code == 0
    pages = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert pages == ["both-gotland-09.html", "both-gotland-0980.html"]
    one = run("render", "both.json", "-o", "one.html", "--organisation", "0980")
    assert one.code == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "pages/both-gotland-0980.html").read_bytes()
    none = run("render", "both.json", "--organisation", "Visby")
    assert none.code == 1
    assert "There is no organisation 'Visby' here" in none.err


def test_a_name_that_several_units_have_is_said_to_be_unclear(run, tmp_path):
    (tmp_path / "centre.md").write_text(_report("Centrums stadsdel"), "utf-8")
    ran = run("import", "centre.md", "--json")
    assert ran.json["assessments"][0]["organisation"]["code"] == "1280-1"
    (warning,) = [one for one in ran.json["warnings"] if one["code"] == "unclear-organisation"]
    assert "district SE 1280-1, district SE 1480-1" in warning["message"]


def test_of_an_unnamed_unit_not_even_the_kind_is_made_up(run, tmp_path):
    """Law 3: "Nothing is invented. Unknown stays unknown"."""
    report = (
        _report("ingen")
        .replace("INGEN", "")
        .replace("ingen har utvärderats.", "")
        .replace("Malmö stad", "den")
    )
    (tmp_path / "nobody.md").write_text(report.replace("Stockholms stad", "den"), "utf-8")
    imported = run("import", "nobody.md", "-o", "nobody.json", "--json")
    assert imported.json["assessments"][0]["organisation"] == {
        "name": "?", "kind": None, "country": None, "code": None,
    }  # fmt: skip
    assert "no-organisation" in {one["code"] for one in imported.json["warnings"]}
    for renderer in ("text", "html"):
        shown = run("report", "nobody.json", "--to", renderer, "--lang", "en")
        assert shown.code == 0
        assert "municipality" not in shown.out


def test_registers_of_other_units_are_checked(run, site):
    ran = run("check", site / "other_units/organisations")
    assert ran.code == 0
    assert ran.out.count("fine (register)") == 3
    bad = site / "other_units/bad.toml"
    bad.write_text(REGISTER.format(country="SE", kind="county", names='"1" = "Halland"'), "utf-8")
    refused = json.loads(run("check", bad, "--json").out)
    assert [error["pointer"] for error in refused["errors"]] == ["/kind"]
    assert "region" in refused["errors"][0]["message"]
    bad.unlink()
