"""No page says anything in another language than its own.

What somebody wrote stays as it is: the names of the framework, titles of works, and the words of a report.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from kompass_spec import convert_path, load_registry, score_path
from kompass_spec.model.texts import Passage, Text
from kompass_spec.releases.differences import diff_editions
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.standings import gather, published_means, standing_of
from kompass_spec.sheets.cohort import compose_cohort
from kompass_spec.sheets.comparison import compose_comparison
from kompass_spec.sheets.conversion import conversion_sheet
from kompass_spec.sheets.difference import difference_sheet
from kompass_spec.sheets.edition import edition_sheet
from kompass_spec.sheets.mapping import mapping_sheet

LANGUAGES = ("en", "sv", "nb", "nn", "da")
REGISTRY = load_registry()
OF_COUNTRY = {"SE": ("sv",), "NO": ("nb", "nn"), "DK": ("da",)}
LABEL = re.compile(r"^(?:[0-9.]+ |\w+: )")
BETWEEN = (" · ", ", ")
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


def foreign(sheet, allowed):
    """Return the words of other languages in a sheet beside those that are carried over.

    These may follow a code or a label, be cut short, or stand together with others.
    """
    found = {one.words for one in passages(sheet) if one.language.partition("-")[0] != sheet.language}
    return sorted(words for words in found if not is_carried_over(LABEL.sub("", words), allowed))


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
    if language == "sv":
        assert foreign(sheet, set()) == [], "the report is Swedish, so even its own words are"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_norwegian_result(compose, language):
    cards = score_path(HAREID).scorecards
    edition = REGISTRY[cards[0].assessment.edition]
    among = standing_of(gather(), edition, asked=cards[0], registry=REGISTRY)
    sheet = compose(cards[0], *cards[1:], language=language, standing=among)
    assert foreign(sheet, carried_over(*cards)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison(example, language):
    sheet = compose_comparison(
        compare_scorecards(example[::-1], registry=REGISTRY),
        registry=REGISTRY,
        language=language,
        means=published_means(),
    )
    assert foreign(sheet, carried_over(*example)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cohort(example, standing, language):
    gathered = gather()
    sheet = compose_cohort(
        [standing], registry=REGISTRY, language=language, means=published_means(), notes=gathered.notes
    )
    cards = (example[0], *standing.cohort.members)
    assert foreign(sheet, carried_over(*cards)) == []


@pytest.mark.parametrize("name", REGISTRY)
def test_an_edition_in_the_languages_of_its_country_and_in_english(name):
    edition = REGISTRY[name]
    for language in (*OF_COUNTRY[edition.country], "en"):
        sheet = edition_sheet(edition, language=language)
        assert foreign(sheet, carried_over()) == [], language


@pytest.mark.parametrize("language", LANGUAGES)
def test_mappings_and_differences(language):
    for mapping in REGISTRY.mappings():
        assert foreign(mapping_sheet(mapping, language=language), carried_over()) == []
        one, other = mapping.source, mapping.target
        difference = diff_editions(one, other, mapping)
        sheet = difference_sheet(difference, one, other, mapping=mapping, language=language)
        assert foreign(sheet, carried_over()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversion(example, language):
    conversions = convert_path(EXAMPLE, "se-2010", registry=REGISTRY).conversions
    sheet = conversion_sheet(conversions, language=language)
    assert foreign(sheet, carried_over(*example)) == []


def test_a_foreign_remark_is_found(compose, example):
    """The tests above can fail."""
    sheet = compose(example[0], language="sv")
    remark = Passage("Read in part.", "en")
    assert foreign(attrs.evolve(sheet, foot=(*sheet.foot, remark)), carried_over(*example)) == [
        "Read in part."
    ]
