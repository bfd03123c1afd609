"""No page of any kind says anything in another language than its own.

What somebody wrote stays as it is: the names of the framework, titles of works, and the words of a report. A
passage in another language is marked as one; English that nobody marked is looked for by its commonest words.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from kompass_spec import convert_path, load_registry, score_path
from kompass_spec.documents.mappings import mapping_file
from kompass_spec.model.texts import Passage, Text
from kompass_spec.releases.differences import diff_editions
from kompass_spec.releases.listing import listed_releases
from kompass_spec.releases.mapping_differences import diff_mapping_files
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.published_results import ALL, published_beside
from kompass_spec.results.standings import gather, published_means, standing_of
from kompass_spec.sheets.cohort import compose_cohort
from kompass_spec.sheets.comparison import compose_comparison
from kompass_spec.sheets.conversion import conversion_sheet
from kompass_spec.sheets.difference import difference_sheet
from kompass_spec.sheets.edition import edition_sheet
from kompass_spec.sheets.index import compose_index, index_entry
from kompass_spec.sheets.item import item_sheet
from kompass_spec.sheets.mapping import mapping_sheet
from kompass_spec.sheets.mapping_difference import mapping_difference_sheet

LANGUAGES = ("en", "sv", "nb", "nn", "da")
REGISTRY = load_registry()
OF_COUNTRY = {"SE": ("sv",), "NO": ("nb", "nn"), "DK": ("da",)}
LABEL = re.compile(r"^(?:[0-9.]+ |\w+: )")
BETWEEN = (" · ", ", ")
ENGLISH = re.compile(
    r"\b(?:the|of|which|with|later|from|this|and|is|are|was|points|edition|report|only|changed|nobody)\b",
    re.IGNORECASE,
)
COMMAND = re.compile("kompass [a-z]+ ")
NO_WORDS = {"address", "anchor", "identity", "kind", "language", "name", "place"}
"""The fields of sheets that hold no words of the page."""
EXAMPLE = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
HAREID = Path(__file__).parents[1] / "variants/hareid-2019.md"


def passages(value: object) -> Iterator[Passage]:
    """Iterate over the passages anywhere in a sheet."""
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from passages(one)
    else:
        for field in getattr(type(value), "__attrs_attrs__", ()):
            yield from passages(getattr(value, field.name))


def texts(value: object) -> Iterator[str]:
    """Iterate over all words that a value of the model holds, in every language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text):
        yield from value.values()
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from texts(one)
    else:
        for field in getattr(type(value), "__attrs_attrs__", ()):
            if field.init and not field.name.startswith("_"):
                yield from texts(getattr(value, field.name))


def carried_over(*cards) -> set[str]:
    """Return what is not ours to translate: names of the framework, titles of works, words of the report."""
    words = {word for card in cards for word in texts(card.assessment)}
    for edition in map(REGISTRY.__getitem__, REGISTRY):
        words.update((*texts(edition.title), *texts(edition.areas), edition.publisher))
        words.update(source.title for source in edition.sources)
    return words


def joining(edition):
    """Return the mappings that lead from or to an edition."""
    return [one for one in REGISTRY.mappings() if edition.id in {one.source.id, one.target.id}]


def released(edition):
    """Return the releases of an edition and of the mappings that join it, as a booklet lists them."""
    return listed_releases([edition.id, *(one.id for one in joining(edition))], REGISTRY)


def foreign(sheet, allowed):
    """Return the words of other languages in a sheet beside those that are carried over.

    These may follow a code or a label, be cut short, or stand together with others.
    """
    found = {one.words for one in passages(sheet) if one.language.partition("-")[0] != sheet.language}
    return sorted(words for words in found if not is_carried_over(LABEL.sub("", words), allowed))


def plain_texts(value: object) -> Iterator[str]:
    """Iterate over the words anywhere in a sheet that are taken to be in its own language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from plain_texts(one)
    elif not isinstance(value, Passage):
        for field in getattr(type(value), "__attrs_attrs__", ()):
            if field.name not in NO_WORDS:
                yield from plain_texts(getattr(value, field.name))


def english(sheet, allowed):
    """Return the plain texts of a sheet in another language that hold English words, works aside."""
    if sheet.language == "en":
        return []
    works = [work for work in allowed if ENGLISH.search(work)]
    found = {text for text in plain_texts(sheet) if ENGLISH.search(text) and not COMMAND.match(text)}
    return sorted(text for text in found if not any(work in text for work in works))


def is_carried_over(words, allowed):
    if words in allowed:
        return True
    if words.endswith("…"):
        return any(one.startswith(words[:-1]) for one in allowed)
    parted = (words.split(mark) for mark in BETWEEN if mark in words)
    return any(all(is_carried_over(part, allowed) for part in parts) for parts in parted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result(compose, example, standing, language):
    card, *history = example
    sheet = compose(card, *history, language=language, standing=standing)
    assert sheet.language == language
    assert foreign(sheet, carried_over(*example)) == []
    assert english(sheet, carried_over(*example)) == []
    if language == "sv":
        assert foreign(sheet, set()) == [], "the report is Swedish, so even its own words are"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_norwegian_result(compose, language):
    cards = score_path(HAREID).scorecards
    edition = REGISTRY[cards[0].assessment.edition]
    among = standing_of(gather(), edition, asked=cards[0], registry=REGISTRY)
    sheet = compose(cards[0], *cards[1:], language=language, standing=among)
    assert foreign(sheet, carried_over(*cards)) == []
    assert english(sheet, carried_over(*cards)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison(example, language):
    sheet = compose_comparison(
        compare_scorecards(example[::-1], registry=REGISTRY),
        registry=REGISTRY,
        language=language,
        means=published_means(),
    )
    assert foreign(sheet, carried_over(*example)) == []
    assert english(sheet, carried_over(*example)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cohort(example, standing, language):
    gathered = gather()
    sheet = compose_cohort(
        [standing], registry=REGISTRY, language=language, means=published_means(), notes=gathered.notes
    )
    cards = (example[0], *standing.cohort.members)
    assert foreign(sheet, carried_over(*cards)) == []
    assert english(sheet, carried_over(*cards)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_results_on_every_edition(language):
    gathered = gather()
    leagues = [standing_of(gathered, REGISTRY[name], registry=REGISTRY) for name in gathered.editions]
    sheet = compose_cohort(
        leagues, registry=REGISTRY, language=language, means=gathered.means, notes=gathered.notes
    )
    cards = [card for league in leagues for card in league.cohort.members]
    assert foreign(sheet, carried_over(*cards)) == []
    assert english(sheet, carried_over(*cards)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_results_beside_those_of_a_report(example, language):
    published = published_beside(gather(), [ALL], example)
    cards = [*example, *(one.scorecard for one in published)]
    sheet = compose_comparison(
        compare_scorecards(cards, registry=REGISTRY),
        registry=REGISTRY,
        language=language,
        means=published_means(),
        results=published,
    )
    assert foreign(sheet, carried_over(*cards)) == []
    assert english(sheet, carried_over(*cards)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index(example, language):
    sheet = compose_index(
        [index_entry(card, f"{card.total.low}.html") for card in example], REGISTRY, language
    )
    assert foreign(sheet, carried_over(*example)) == []
    assert english(sheet, carried_over(*example)) == []


@pytest.mark.parametrize("name", REGISTRY)
def test_an_edition_in_the_languages_of_its_country_and_in_english(name):
    edition = REGISTRY[name]
    for language in (*OF_COUNTRY[edition.country], "en"):
        sheet = edition_sheet(
            edition, language=language, mappings=joining(edition), releases=released(edition)
        )
        assert foreign(sheet, carried_over()) == [], language
        assert english(sheet, carried_over()) == [], language


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_says_in_its_own_language_what_is_not_translated(language):
    """Never in a third one: notes, rights and remarks of sources too."""
    for edition in REGISTRY.values():
        sheet = edition_sheet(edition, language=language)
        own = {one.partition("-")[0] for one in (language, edition.language)}
        found = [one for one in passages(sheet) if one.language.partition("-")[0] not in own]
        assert [
            one.words for one in found if not is_carried_over(LABEL.sub("", one.words), carried_over())
        ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_item(language):
    for edition in REGISTRY.values():
        for item in list(edition.walk())[:2]:
            sheet = item_sheet(edition, item.code, language=language, mappings=joining(edition))
            assert foreign(sheet, carried_over()) == []
            assert english(sheet, carried_over()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_mappings_and_differences(language):
    for mapping in REGISTRY.mappings():
        assert foreign(mapping_sheet(mapping, language=language), carried_over()) == []
        assert english(mapping_sheet(mapping, language=language), carried_over()) == []
        one, other = mapping.source, mapping.target
        difference = diff_editions(one, other, mapping)
        sheet = difference_sheet(difference, one, other, mapping=mapping, language=language)
        assert foreign(sheet, carried_over()) == []
        assert english(sheet, carried_over()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_releases_of_a_mapping(language):
    for mapping in REGISTRY.mappings():
        later = mapping_file(mapping)
        earlier = attrs.evolve(
            later, links=later.links[1:][::-1], statements=(), dropped=later.new, authors=("x",)
        )
        difference = diff_mapping_files(earlier, later, language=language)
        sheet = mapping_difference_sheet(difference, earlier, later, language=language)
        assert difference.changes
        assert foreign(sheet, carried_over()) == []
        assert english(sheet, carried_over()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversion(example, language):
    conversions = convert_path(EXAMPLE, "se-2010", registry=REGISTRY).conversions
    sheet = conversion_sheet(conversions, language=language)
    assert foreign(sheet, carried_over(*example)) == []
    assert english(sheet, carried_over(*example)) == []


def test_a_foreign_remark_is_found(compose, example):
    """The tests above can fail."""
    sheet = compose(example[0], language="sv")
    remark = Passage("Read in part.", "en")
    assert foreign(attrs.evolve(sheet, foot=(*sheet.foot, remark)), carried_over(*example)) == [
        "Read in part."
    ]
    unmarked = attrs.evolve(sheet, foot=(*sheet.foot, "Read in part of the report."))
    assert english(unmarked, carried_over(*example)) == ["Read in part of the report."]
