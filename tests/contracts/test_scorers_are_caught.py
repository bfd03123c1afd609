"""Every test of the contract of scorers fails for a scorer that is wrong in just that way."""

import time
from fractions import Fraction

import pytest
from attrs import evolve

from kompass_score_standard.scorer import StandardScorer
from kompass_spec.model import Discrepancy, DiscrepancyKind, Quantity
from kompass_testing.contracts import ScorerContract


def burn(seconds):
    """Use the processor, as a loop within a loop does."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


class Scorer:
    """The scorer of the project, to be spoilt."""

    name = "spoilt"

    def score(self, request):
        return self.spoil(StandardScorer().score(request), request)

    def spoil(self, card, _request):
        return card

    def on_all(self, card, change):
        """Return the card with a change made to every score."""

        def again(score):
            return change(evolve(score, parts=tuple(again(part) for part in score.parts)))

        return evolve(card, total=again(card.total))


class Inventing(Scorer):
    def score(self, request):
        edition = request.edition
        known = evolve(
            edition, areas=tuple(evolve(area, max=area.max or Fraction(100)) for area in edition.areas)
        )
        codes = {"total", *(item.code for item in known.walk())}
        figures = tuple(seen for seen in request.assessment.observations if seen.item in codes)
        assessment = evolve(request.assessment, edition=known.id, observations=figures)
        return evolve(
            StandardScorer().score(evolve(request, assessment=assessment, edition=known)),
            assessment=request.assessment,
        )


class Forgetful(Scorer):
    def spoil(self, card, _request):
        return evolve(card, assessment=evolve(card.assessment, year=1999))


class Shallow(Scorer):
    def spoil(self, card, _request):
        return evolve(
            card, total=evolve(card.total, parts=tuple(evolve(area, parts=()) for area in card.areas))
        )


class Hundred(Scorer):
    def spoil(self, card, _request):
        return self.on_all(card, lambda score: evolve(score, max=Fraction(100)))


class Floating(Scorer):
    def spoil(self, card, _request):
        return self.on_all(card, lambda score: evolve(score, low=float(score.low)))


class Guessing(Scorer):
    """It takes the middle where it knows nothing."""

    def spoil(self, card, _request):
        def guess(score):
            return evolve(score, low=score.max / 4) if (score.low, score.high) == (0, score.max) else score

        return self.on_all(card, guess)


class Unbounded(Scorer):
    def spoil(self, card, _request):
        def stretch(score):
            printed = score.printed
            return evolve(score, high=max(score.high, printed)) if printed is not None else score

        return self.on_all(card, stretch)


class FirstCome(Scorer):
    """It believes the first figure that it meets."""

    def spoil(self, card, request):
        first = next(iter(request.assessment.observations), None)
        return self.on_all(card, lambda score: evolve(score, printed=first.value) if first else score)


class Backwards(Scorer):
    def spoil(self, card, _request):
        total = card.total
        return evolve(card, total=evolve(total, low=total.max - total.high, high=total.max - total.low))


class Sure(Scorer):
    """It takes printed points for the true ones."""

    def spoil(self, card, _request):
        def believe(score):
            if score.printed is None or not score.low <= score.printed <= score.high:
                return score
            return evolve(score, low=score.printed, high=score.printed)

        return self.on_all(card, believe)


class Blind(Scorer):
    """It looks at no figure of a question."""

    def spoil(self, card, _request):
        return self.on_all(
            card, lambda score: evolve(score, low=Fraction(0), high=score.max) if "." in score.code else score
        )


class Alarming(Scorer):
    """It calls every rounding a contradiction."""

    def spoil(self, card, _request):
        found = (evolve(one, kind=DiscrepancyKind.CONTRADICTION) for one in card.discrepancies)
        return evolve(card, discrepancies=tuple(found))


class Calm(Scorer):
    def spoil(self, card, _request):
        return evolve(card, discrepancies=())


class Figureless(Scorer):
    def spoil(self, card, _request):
        return evolve(card, discrepancies=tuple(evolve(one, figures=()) for one in card.discrepancies))


class Mute(Scorer):
    def spoil(self, card, _request):
        return evolve(card, discrepancies=tuple(evolve(one, message="") for one in card.discrepancies))


class Counting(Scorer):
    """It counts where the model tells true from false, and no file can."""

    def spoil(self, card, _request):
        return evolve(card, total=evolve(card.total, contradicted=0))


class SlowScorer(Scorer):
    def spoil(self, card, request):
        burn(0.3 if len(request.edition.questions) > 100 else 0)
        return card


class Shuffling(Scorer):
    """It mutates what it is given."""

    def spoil(self, card, request):
        figures = request.assessment.observations
        object.__setattr__(request.assessment, "observations", figures[1:])
        return card


class Unprinted(Scorer):
    def spoil(self, card, _request):
        return self.on_all(card, lambda score: evolve(score, printed=None))


class Misread(Scorer):
    def spoil(self, card, _request):
        def misread(score):
            return evolve(score, printed=score.printed + 1) if score.printed is not None else score

        return self.on_all(card, misread)


class Seven(Scorer):
    def spoil(self, card, _request):
        return self.on_all(card, lambda score: evolve(score, sum_of_printed=Fraction(7)))


class Roundless(Scorer):
    def spoil(self, card, _request):
        kept = (one for one in card.discrepancies if one.kind is not DiscrepancyKind.ROUNDING)
        return evolve(card, discrepancies=tuple(kept))


class Unmarked(Scorer):
    def spoil(self, card, _request):
        return self.on_all(card, lambda score: evolve(score, contradicted=False))


class Marked(Scorer):
    def spoil(self, card, _request):
        return self.on_all(card, lambda score: evolve(score, contradicted=True))


class Complete(Scorer):
    """It takes everything for applicable."""

    def score(self, request):
        everything = evolve(request.assessment, not_applicable=(), observations=())
        known = evolve(request.edition, areas=tuple(map(self.for_all, request.edition.areas)))
        card = StandardScorer().score(evolve(request, assessment=everything, edition=known))
        return evolve(card, assessment=request.assessment)

    def for_all(self, area):
        questions = tuple(evolve(question, applies_to=()) for question in area.questions)
        return evolve(area, applies_to=(), questions=questions)


class Reducing(Scorer):
    """It takes every printed maximum but that of what applies for a contradiction."""

    def spoil(self, card, request):
        wrong = tuple(
            Discrepancy(
                kind=DiscrepancyKind.CONTRADICTION, items=(seen.item,), message="No.", figures=(seen,)
            )
            for seen in request.assessment.observations
            if seen.quantity is Quantity.MAX and seen.value != card[seen.item].max
        )
        return evolve(card, discrepancies=(*card.discrepancies, *wrong))


class Levelling(Scorer):
    """It takes a printed level for points."""

    def score(self, request):
        figures = tuple(
            evolve(seen, quantity=Quantity.POINTS) if seen.quantity is Quantity.LEVEL else seen
            for seen in request.assessment.observations
        )
        assessment = evolve(request.assessment, observations=figures)
        card = StandardScorer().score(evolve(request, assessment=assessment))
        return evolve(card, assessment=request.assessment)


class LevelAlone(Scorer):
    """It passes over the points that are printed beside a level."""

    def score(self, request):
        figures = request.assessment.observations
        leveled = {seen.item for seen in figures if seen.quantity is Quantity.LEVEL}
        kept = tuple(seen for seen in figures if seen.quantity is Quantity.LEVEL or seen.item not in leveled)
        card = super().score(evolve(request, assessment=evolve(request.assessment, observations=kept)))
        return evolve(card, assessment=request.assessment)


class Whole(Scorer):
    """It takes maxima for whole numbers."""

    def score(self, request):
        card = super().score(request)
        return evolve(card, total=self.rounded(card.total))

    def rounded(self, score):
        return evolve(score, max=Fraction(round(score.max)), parts=tuple(map(self.rounded, score.parts)))


class Forgiving(Scorer):
    """It sets aside what is printed of what does not apply, without a word."""

    def score(self, request):
        omitted = {one.item for one in request.assessment.not_applicable}
        kept = tuple(seen for seen in request.assessment.observations if seen.item not in omitted)
        card = super().score(evolve(request, assessment=evolve(request.assessment, observations=kept)))
        return evolve(card, assessment=request.assessment)


WRONG = [
    ("points_of_what_does_not_apply_are_said", Forgiving, "says nothing where 7 points"),
    ("a_level_gives_what_its_scale_says", LevelAlone, "Use both"),
    ("fractions_of_points_are_kept", Whole, "Round nothing"),
    ("what_does_not_apply_is_part_of_no_sum", Complete, "Take off what does not apply"),
    ("a_maximum_of_all_is_no_contradiction", Reducing, "A report may print either"),
    ("a_level_gives_what_its_scale_says", Levelling, "Its scale gives"),
    ("what_is_printed_stands_beside_the_bounds", Unprinted, "says that None points are printed"),
    ("what_is_printed_stands_beside_the_bounds", Misread, "Take them as they stand"),
    ("what_is_printed_stands_beside_the_bounds", Seven, "adds up to 7"),
    ("a_sum_that_differs_is_said_to_be_rounded", Roundless, "says nothing of 2"),
    ("a_contradiction_is_reported", Unmarked, "marks none of the items"),
    ("figures_that_agree_are_no_contradiction", Marked, "as contradicted"),
    ("the_request_is_left_as_it_was", Shuffling, "changed the request"),
    ("what_cannot_be_scored_is_said", Inventing, "Nothing is invented"),
    (
        "the_scorecard_is_of_the_assessment_and_has_every_item",
        Forgetful,
        "another assessment",
    ),
    ("the_scorecard_is_of_the_assessment_and_has_every_item", Shallow, "leaves items out"),
    ("the_scorecard_is_of_the_assessment_and_has_every_item", Hundred, "a maximum of 100"),
    ("every_quantity_is_exact", Floating, "is not an exact quantity"),
    ("where_nothing_is_printed_nothing_is_known", Guessing, "of which nothing is printed"),
    ("no_score_leaves_its_bounds", Unbounded, "Stay within"),
    ("the_order_of_figures_changes_nothing", FirstCome, "in another order"),
    ("a_higher_answer_never_lowers_a_total", Backwards, "lowers the total"),
    ("a_score_is_never_surer_than_the_figures_allow", Sure, "Leave nothing out"),
    ("what_is_printed_of_an_item_is_used", Blind, "Use what is printed"),
    ("figures_that_agree_are_no_contradiction", Alarming, "Explain it by rounding"),
    ("a_contradiction_is_reported", Calm, "says nothing of"),
    ("a_contradiction_is_reported", Figureless, "without its figures"),
    ("a_contradiction_is_reported", Mute, "without a sentence"),
    ("a_scorecard_survives_its_file", Counting, "must be true or false, not a whole number"),
    (
        "an_enormous_assessment_is_scored_in_reasonable_time",
        SlowScorer,
        "a loop within a loop",
    ),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(ScorerContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(ScorerContract)
