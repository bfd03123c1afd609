"""Convert scorecards to the same edition by the identity, with or without certificates."""

from fractions import Fraction

from timing import asked, tell

from kompass_spec import (
    Assessment,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    load_plugins,
    load_registry,
    score_assessment,
)
from kompass_spec.model.same_meaning import identity_mapping
from kompass_spec.plugins.requests import ConvertRequest

task = asked()
registry, plugins = load_registry(), load_plugins()
edition = registry[task["edition"]]
mapping = identity_mapping(edition)
converter = plugins.choose("converters", "mapping").provided


def card(number):
    percents = {
        item.code: (number * 37 + place * 11) % 101
        for place, item in enumerate(edition.questions)
        if item.max is not None
    }
    seen = tuple(
        Observation(item=code, quantity=Quantity.PERCENT, value=Fraction(percent), precision=Fraction(1))
        for code, percent in percents.items()
    )
    whose = Organisation(name="Nowhere", kind=OrganisationKind.MUNICIPALITY)
    assessment = Assessment(edition=edition.id, organisation=whose, observations=seen)
    return score_assessment(assessment, registry=registry, plugins=plugins)


cards = [card(number) for number in range(task["size"])]


def work():
    certified = task["certified"]
    for one in cards:
        converter.convert(ConvertRequest(scorecard=one, mapping=mapping, certified=certified))
    return len(cards)


tell(work)
