"""Who is the same organisation: by aliases, never a part of it, and not before and after a merger."""

from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import Merger, Organisation, OrganisationKind
from kompass_spec.model.mergers import ended_by, formed_by, mergers_between
from kompass_spec.model.organisation import identities, same_organisation
from kompass_spec.model.problems import InputError
from kompass_testing.strategies import organisations

PARTS = [OrganisationKind.DEPARTMENT, OrganisationKind.COMPANY, OrganisationKind.ASSOCIATION]
TOWN = OrganisationKind.MUNICIPALITY
LULEA = Organisation(name="Luleå", kind=TOWN, country="SE", code="2580")
REYKJAVIK = Organisation(
    name="Reykjavík", kind=TOWN, country="IS", code="0000", aliases=("Reykjavíkurborg", "Reykjavíkur")
)
LATER = Merger(into="5000", former=("4205", "9999"), date="2024-05")
MERGER = Merger(into="4205", former=("1002", "1021", "1029"), date="2020-01-01", source="Klass 131")
MANDAL = Organisation(name="Mandal", kind=TOWN, country="NO", code="1002", mergers=(MERGER,))
BEFORE = Organisation(name="Lindesnes", kind=TOWN, country="NO", code="1029", mergers=(MERGER,))
AFTER = Organisation(name="Lindesnes", kind=TOWN, country="NO", code="4205", mergers=(MERGER, LATER))
LAST = Organisation(name="Agder", kind=TOWN, country="NO", code="5000", mergers=(LATER,))


@pytest.mark.parametrize("printed", ["Reykjavíkurborg", "REYKJAVÍKUR", "Reykjavík"])
def test_an_alias_is_a_name(printed):
    other = Organisation(name=printed, kind=None)
    assert same_organisation(REYKJAVIK, other)
    assert same_organisation(other, REYKJAVIK)
    assert identities([other, REYKJAVIK])[other] is REYKJAVIK
    assert not same_organisation(REYKJAVIK, Organisation(name="Reykjanesbær", kind=None))


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize(
    ("name", "code"), [("Luleå", None), ("Luleå", "2580"), ("Luleå kommun", None), ("Luleå Energi AB", None)]
)
def test_a_part_of_a_municipality_is_not_the_municipality(kind, name, code):
    part = Organisation(name=name, kind=kind, country="SE", code=code, part_of=("2580",))
    assert part.is_part
    assert not same_organisation(part, LULEA)
    assert not same_organisation(LULEA, part)
    assert identities([part, LULEA]) == {part: part, LULEA: LULEA}


def test_a_part_is_known_by_its_whole_name_and_by_whose_it_is():
    company = Organisation(name="Luleå Energi AB", kind=PARTS[1], country="SE", aliases=("Luleå Energi",))
    assert same_organisation(company, Organisation(name="luleå energi ab", kind=None))
    assert same_organisation(company, Organisation(name="Luleå Energi", kind=PARTS[1]))
    assert not same_organisation(company, evolve(company, kind=PARTS[2]))
    here, there = (
        Organisation(name="Socialförvaltningen", kind=PARTS[0], country="SE", part_of=(code,))
        for code in ("2580", "1281")
    )
    assert not same_organisation(here, there)
    assert same_organisation(here, evolve(there, part_of=()))
    assert not same_organisation(evolve(here, code="1"), evolve(here, code="2"))


@given(st.data())
def test_sameness_has_no_direction_and_no_order(data):
    """Law 6: "The same input gives the same bytes"."""
    some = data.draw(st.lists(organisations(), min_size=2, max_size=4))
    one, other = some[:2]
    assert same_organisation(one, other) is same_organisation(other, one)
    assert same_organisation(one, one)
    expected = identities(some)
    assert all(identities(order) == expected for order in permutations(some))


@given(organisations())
def test_an_organisation_comes_back_from_json_and_says_only_what_is_known(organisation):
    """Law 9: "Import → export → import is the identity"."""
    data = unstructure(organisation)
    assert structure(data, Organisation) == organisation
    known = {"aliases", "part_of", "mergers"} & data.keys()
    assert known == {key for key in ("aliases", "part_of", "mergers") if getattr(organisation, key)}


def test_a_municipality_is_another_than_what_it_became():
    assert not same_organisation(BEFORE, AFTER)
    assert mergers_between(MANDAL, 2016, AFTER, 2022) == (MERGER,)
    assert mergers_between(MANDAL, None, AFTER, None) == (MERGER,)
    assert mergers_between(MANDAL, 2016, LAST, 2025) == (MERGER, LATER)
    assert mergers_between(evolve(MANDAL, mergers=()), 2016, LAST, 2025) == ()
    assert mergers_between(AFTER, 2022, MANDAL, 2016) == ()
    assert mergers_between(MANDAL, 2016, BEFORE, 2016) == ()
    assert mergers_between(evolve(MANDAL, country="SE"), 2016, AFTER, 2022) == ()


@pytest.mark.parametrize(
    ("earlier", "later", "lies"),
    [(2018, 2020, True), (2019, 2021, True), (2020, 2021, False), (2018, 2019, False), (None, 2021, False)],
)
def test_one_organisation_is_another_before_a_merger_made_it(earlier, later, lies):
    assert bool(mergers_between(AFTER, earlier, AFTER, later)) is lies
    assert bool(mergers_between(AFTER, later, AFTER, earlier)) is lies


def test_a_merger_within_a_year_lies_between_that_year_and_others():
    merger = evolve(MERGER, date="2022-06-11")
    akureyri = evolve(AFTER, mergers=(merger,))
    for years, lies in {
        (2021, 2022): True,
        (2022, 2023): True,
        (2023, 2024): False,
        (2022, 2022): False,
    }.items():
        assert bool(mergers_between(akureyri, years[0], akureyri, years[1])) is lies


def test_what_a_merger_made_and_ended():
    assert (ended_by(MANDAL), formed_by(MANDAL)) == (MERGER, None)
    assert (ended_by(AFTER), formed_by(AFTER)) == (LATER, MERGER)
    absorbing = Merger(into="1", former=("1", "2"), date="2020")
    town = Organisation(name="Näs", kind=TOWN, code="1", mergers=(absorbing,))
    assert (ended_by(town), formed_by(town)) == (None, absorbing)


def test_a_merger_without_a_date_is_refused():
    with pytest.raises(InputError) as caught:
        structure({"into": "1", "former": ["2", "3"], "date": "1 januari"}, Merger)
    assert [problem.code for problem in caught.value.problems] == ["bad-value"]
