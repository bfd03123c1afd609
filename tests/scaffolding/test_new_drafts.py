"""``kompass new edition --from`` and ``kompass new mapping`` type, and leave it to a person to decide."""

import difflib
import re
import shutil
import tomllib

import pytest
from hypothesis import given, strategies as st

from kompass_spec import load_registry
from kompass_spec.cli.new.edition_copies import copied_edition
from kompass_spec.cli.new.likeness import Named, likeness, pairs_of
from kompass_spec.cli.new.mapping_proposals import proposed_mapping
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Text
from kompass_spec.model.problems import InputError
from kompass_spec.releases.checks import check_paths
from kompass_testing.strategies import editions

pytestmark = pytest.mark.slow

SIGNED = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")
REGISTRY = load_registry()


@pytest.fixture
def framework(tmp_path, first_published):
    shutil.copytree(first_published, tmp_path / "framework")
    return tmp_path / "framework"


class Editor:
    """A person with a text editor, whose typed lines are counted."""

    def __init__(self, file):
        self.file = file
        self.given = file.read_text("utf-8").splitlines()
        self.lines = list(self.given)

    def replace(self, old, new):
        """Change one line, the first that reads so."""
        self.lines[self.lines.index(old)] = new

    def below(self, code, *new, instead_of=None):
        """Write lines below that of a code, in place of the line below it that reads so, or above nothing."""
        place = self.lines.index(f'code = "{code}"') + 1
        if instead_of is not None:
            place = next(n for n in range(place, len(self.lines)) if self.lines[n].startswith(instead_of))
            del self.lines[place]
        self.lines[place:place] = new

    def remove_question(self, code):
        """Take a question out: four lines, and the empty one below them."""
        place = self.lines.index(f'code = "{code}"')
        del self.lines[place - 1 : place + 4]

    def save(self):
        self.file.write_text("\n".join(self.lines) + "\n", "utf-8")

    @property
    def typed(self):
        """The number of lines that were not there before."""
        return sum(line.startswith("+ ") for line in difflib.ndiff(self.given, self.lines))


def test_se_2024_from_se_2016_takes_fewer_than_sixty_typed_lines(framework, kompass):
    """Its publisher words eight questions anew, gives one up, adds one, and moves weights."""
    made = kompass("new", "edition", "se-2024", "--from", "se-2016", "--output", framework)
    assert made.code == 0, made.err
    edition = Editor(framework / "editions/se-2024/edition.toml")
    edition.replace('title = ""', 'title = "Kommunkompassen 2024"')
    edition.replace('# date = "2016"', 'date = "2024-05"')
    for code in ("1.1", "2.2", "3.3", "4.1", "5.2", "6.3", "7.4", "8.1"):
        old = next(q.text["sv"] for q in REGISTRY["se-2016"].questions if q.code == code)
        edition.below(code, f'text.sv = "{old.replace("?", "")} i praktiken?"', instead_of="text.sv")
    edition.remove_question("8.6")
    edition.below("8.5", "max = 25", instead_of="max")
    edition.replace('code = "8.7"', 'code = "8.6"')
    edition.below("1.5", "max = 5", instead_of="max")
    end = edition.lines.index('text.sv = "Etik - Hur skapas tillit genom hög etisk standard?"') + 2
    edition.lines[end:end] = [
        "",
        "[[areas.questions]]",
        'code = "1.6"',
        'text.sv = "Hur skyddas visselblåsare?"',
        "max = 5",
    ]
    edition.save()
    checked = check_paths([edition.file])
    assert checked.problems == (), [str(problem) for problem in checked.problems]

    made = kompass("new", "mapping", "se-2016", "se-2024", "--output", framework)
    assert made.code == 0, made.err
    mapping = Editor(framework / "mappings/se-2016-to-se-2024/mapping.toml")
    mapping.replace('authors = [""]', 'authors = ["A. Author"]')
    mapping.replace('title = ""', 'title = "Both publications, laid side by side"')
    undecided = mapping.lines.index("undecided = [")
    del mapping.lines[undecided : mapping.lines.index("]", undecided) + 1]
    for code in [line.split('"')[1] for line in mapping.lines if line.startswith("code = ")]:
        mapping.below(
            code, 'reasons = [{ en = "Only one of the publications has it." }]', instead_of="reasons"
        )
    mapping.save()
    checked = check_paths([mapping.file])
    assert checked.problems == (), [str(problem) for problem in checked.problems]
    assert 20 < edition.typed + mapping.typed < 60, (edition.typed, mapping.typed)

    for file in (edition.file, mapping.file):
        rehearsed = kompass("release", file, *SIGNED, "--dry-run")
        assert rehearsed.code == 0, rehearsed.err


def test_nothing_that_was_proposed_counts_before_somebody_has_decided(framework, kompass):
    kompass("new", "edition", "se-2024", "--from", "se-2016", "--output", framework)
    edition = framework / "editions/se-2024/edition.toml"
    (problem,) = check_paths([edition]).problems
    assert (problem.code, problem.pointer) == ("empty-text", "/sources/0/title")
    assert kompass("release", edition, *SIGNED, "--dry-run").code == 1
    edition.write_text(edition.read_text("utf-8").replace('title = ""', 'title = "A"'), "utf-8")
    kompass("new", "mapping", "se-2016", "se-2024", "--output", framework)
    mapping = framework / "mappings/se-2016-to-se-2024/mapping.toml"
    text = (
        mapping.read_text("utf-8")
        .replace('authors = [""]', 'authors = ["A"]')
        .replace('title = ""', 'title = "A"')
    )
    mapping.write_text(text, "utf-8")
    for left in (97, 2, 1):
        names = re.findall(r'^    "(.+)",$', text, re.MULTILINE)[:left]
        listed = "".join(f'    "{name}",\n' for name in names)
        mapping.write_text(re.sub(r"(?s)undecided = \[\n.*?\]", f"undecided = [\n{listed}]", text), "utf-8")
        (problem,) = check_paths([mapping]).problems
        assert (problem.code, problem.pointer) == ("undecided", "/undecided")
        assert "1 to 1" in problem.message
        assert ("and 87 more" in problem.message) == (left == 97)
        assert kompass("release", mapping, *SIGNED, "--dry-run").code == 1
        assert kompass("convert", "x.md", "--to", "se-2024", "--mapping", mapping).code != 0
    mapping.write_text(re.sub(r"(?s)undecided = \[\n.*?\]\n", "", text), "utf-8")
    assert check_paths([mapping]).problems == ()


def test_a_fresh_proposal_says_what_to_do_in_a_few_sentences(framework, kompass):
    kompass("new", "mapping", "se-2010", "se-2020", "--output", framework)
    mapping = framework / "mappings/se-2010-to-se-2020/mapping.toml"
    problems = check_paths([mapping]).problems
    assert [problem.code for problem in problems] == ["undecided", "empty-text", "empty-text"]
    text = mapping.read_text("utf-8")
    mapping.write_text(text.replace('    "8 dropped",\n', ""), "utf-8")
    (reason,) = (problem for problem in check_paths([mapping]).problems if problem.code == "missing-reason")
    assert reason.message == "Nothing says why '8' has no counterpart. Add a reason."


def proposals(source, target):
    data = tomllib.loads(proposed_mapping(source, target))
    links = {(tuple(link["source"]), tuple(link["target"])): link for link in data["links"]}
    return data, links


def test_what_is_equal_or_near_is_linked_and_everything_else_is_listed():
    data, links = proposals(REGISTRY["se-2010"], REGISTRY["se-2016"])
    assert (data["source"], data["target"], data["levels"]) == (
        "se-2010@1",
        "se-2016@1",
        ["areas", "headings"],
    )
    near = links[("2",), ("2",)]
    assert (near["relation"], near["changes"]) == ("equivalent", ["renamed"])
    assert links[("3",), ("3",)]["relation"] == "equivalent", "an equal name proves nothing of an area"
    assert {one["code"] for one in data["dropped"]} >= {"7:it-stöd", "2:valfrihet"}
    assert all(one["reasons"] == [] for one in (*data["dropped"], *data["new"]))
    assert len(data["undecided"]) == len(data["links"]) + len(data["dropped"]) + len(data["new"])


def test_an_area_is_proposed_as_equal_only_with_all_its_questions():
    same = read_edition(
        copied_edition("se-2024", REGISTRY["se-2016"]).replace('title = ""', 'title = "A"'), "edition.toml"
    )
    _, links = proposals(REGISTRY["se-2016"], same)
    assert {link["relation"] for link in links.values()} == {"equal"}
    text = copied_edition("se-2024", REGISTRY["se-2016"]).replace('title = ""', 'title = "A"')
    other = read_edition(text.replace("Främjar invånardialog och deltagande?", "Vad?"), "edition.toml")
    data, links = proposals(REGISTRY["se-2016"], other)
    assert links[("1",), ("1",)]["relation"] == "equivalent"
    assert links[("2",), ("2",)]["relation"] == "equal"
    assert [one["code"] for one in (*data["dropped"], *data["new"])] == ["1.4", "1.4"]


@given(editions())
def test_a_copy_has_every_item_of_the_other_and_none_of_its_sources(edition):
    """Law 3: "every fact of an edition or mapping cites its source", and the other's is none of this one."""
    text = (
        copied_edition("xx-2024", edition)
        .replace('title = ""', 'title = "A"')
        .replace('from = ""', 'from = "2024"')
    )
    copy = read_edition(text, "edition.toml")

    def items(edition):
        return [{**unstructure(item), "source": None} for item in edition.walk()]

    def unsourced(data):
        if isinstance(data, dict):
            return {key: unsourced(value) for key, value in data.items() if key != "source"}
        return [unsourced(one) for one in data] if isinstance(data, list) else data

    assert unsourced(items(copy)) == unsourced(items(edition))
    assert [source.id for source in copy.sources] == ["publication"]
    assert (copy.id, copy.country, copy.language, copy.rights) == (
        "xx-2024", edition.country, edition.language, edition.rights
    )  # fmt: skip
    with pytest.raises(InputError, match="title of the source is empty"):
        read_edition(copied_edition("xx-2024", edition), "edition.toml")


def test_no_item_of_a_copy_cites_a_source_of_the_other():
    text = copied_edition("xx-2024", REGISTRY["se-2016"]).replace('title = ""', 'title = "A"')
    own = read_edition(
        text.replace('code = "1"\n', 'code = "1"\nsource = "publication"\n', 1), "edition.toml"
    )
    assert own.areas[0].source == "publication"
    again = read_edition(copied_edition("xx-2025", own).replace('title = ""', 'title = "A"'), "edition.toml")
    assert again.areas[0].source is None


WORDS = st.text("abcå ", max_size=12)


@given(WORDS, WORDS)
def test_likeness_has_no_direction_and_lies_from_none_to_all(one, other):
    first, second = Text({"sv": one}), Text({"nb": other})
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, first) in {0, 1}


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_every_item_is_paired_once_at_most(ours, theirs):
    sources = [Named(f"1.{n}", Text({"sv": words})) for n, words in enumerate(ours, 1)]
    targets = [Named(f"1.{n}", Text({"sv": words})) for n, words in enumerate(theirs, 1)]
    pairs = pairs_of(sources, targets)
    assert (
        len({pair.source.code for pair in pairs}) == len({pair.target.code for pair in pairs}) == len(pairs)
    )
    assert pairs == pairs_of(sources, targets)


def test_of_equal_words_those_of_one_code_are_paired():
    twice = [Named(code, Text({"sv": "Finns mål?"})) for code in ("1.1", "1.2")]
    assert [(pair.source.code, pair.target.code) for pair in pairs_of(twice, twice[::-1])] == [
        ("1.1", "1.1"),
        ("1.2", "1.2"),
    ]


REFUSED = {
    "a mapping that is there": (("mapping", "se-2010", "se-2016"), 1, "There is a mapping between"),
    "a mapping of somebody else": (
        ("mapping", "no-2010", "se-2010"),
        2,
        "brought by kompass-variant-no already",
    ),
    "its inverse": (("mapping", "se-2010", "no-2010"), 2, "brought by kompass-variant-no already"),
    "an edition with itself": (("mapping", "se-2016", "se-2016"), 2, "both of these are se-2016"),
    "no such edition": (("mapping", "se-2016", "se-1999"), 2, "There is no edition 'se-1999'"),
    "one edition": (("mapping", "se-2016"), 2, "kompass new mapping needs TARGET"),
    "three editions": (("mapping", "se-2002", "se-2016", "se-2020"), 2, "Unrecognized arguments: se-2020"),
    "a copy of nothing": (("edition", "se-2024", "--from", "se-1999"), 2, "There is no edition 'se-1999'"),
    "a mapping from somewhere": (
        ("mapping", "se-2002", "se-2020", "--from", "se-2016"),
        2,
        "takes no --from",
    ),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_made_is_said_and_nothing_is_written(framework, kompass, how):
    asked, code, words = REFUSED[how]
    before = sorted(framework.rglob("*"))
    ran = kompass("new", *asked, "--output", framework)
    assert (ran.code, words in ran.err) == (code, True), ran.err
    assert sorted(framework.rglob("*")) == before


def test_a_mapping_goes_into_a_framework(tmp_path, kompass):
    ran = kompass("new", "mapping", "se-2002", "se-2020", "--output", tmp_path)
    assert (ran.code, "This is no folder of a framework" in ran.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_an_edition_can_be_made_of_a_draft_and_get_a_distribution_around_it(tmp_path, kompass):
    first = tmp_path / "first"
    assert kompass("new", "edition", "xx-2023", "--output", first).code == 2, "xx is no country"
    assert kompass("new", "edition", "fi-2023", "--output", first).code == 0
    draft = first / "src/kompass_framework_fi_2023/editions/fi-2023/edition.toml"
    made = kompass("new", "edition", "fi-2024", "--from", draft, "--output", tmp_path / "other", "--json")
    assert made.code == 0, made.err
    text = (tmp_path / "other/src/kompass_framework_fi_2024/editions/fi-2024/edition.toml").read_text("utf-8")
    assert 'id = "fi-2024"' in text
    assert "An example of an area" in text
