"""What every scorer keeps: exact, bounded, monotone, in any order, and never surer than the figures allow."""

import time
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any, ClassVar

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import InputError, ScoreRequest
from kompass_spec.documents.scorecards import scorecard_data, scorecard_from_data
from kompass_spec.model import (
    TOTAL,
    Assessment,
    Completeness,
    DiscrepancyKind,
    Edition,
    NotApplicable,
    Observation,
    Quantity,
    Score,
    Scorecard,
)
from kompass_spec.model.applicability import applicability_of
from kompass_testing.contracts.base import examples
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by
from kompass_testing.naive_scores import naive_bounds, naive_printed, own_bounds
from kompass_testing.printed_reports import printed_reports
from kompass_testing.samples import (
    SOMEBODY,
    assessment_of,
    empty_assessment,
    full_assessment,
    great_edition,
    sample_editions,
)
from kompass_testing.shaped import answered_edition, answers_of, scored_codes, shaped_requests
from kompass_testing.strategies import editions, score_requests

__all__ = ["ScorerContract"]

SECONDS = 30
ZERO = Fraction(0)


def _walk(edition: Edition) -> list[str]:
    return [TOTAL, *(item.code for item in edition.walk())]


def _lowest(edition: Edition) -> dict[str, Fraction]:
    return {item.code: item.max or ZERO for item in edition.walk() if not getattr(item, "parts", ())}


def _on_one_line() -> Iterator[tuple[Observation, ...]]:
    """Iterate over sets of figures on one line, whose order must not decide the result."""
    for rows in (
        (("1.1", Quantity.POINTS, 10), ("1.1", Quantity.PERCENT, 20), ("1.1", Quantity.POINTS, 5)),
        (("1.1", Quantity.POINTS, 10), ("1.1", Quantity.POINTS, 11)),
        (
            ("1", Quantity.POINTS, 3),
            ("1.1", Quantity.POINTS, 10),
            ("1.2", Quantity.POINTS, 10),
            ("1.2", Quantity.PERCENT, 40),
        ),
    ):
        yield tuple(
            Observation(item=item, quantity=quantity, value=Fraction(value), line=1)
            for item, quantity, value in rows
        )


class ScorerContract(RequestContract, kind="scorers"):
    """Hold what every scorer keeps; give a fixture ``scorer``."""

    fixture: ClassVar[str] = "scorer"
    method: ClassVar[str] = "score"
    answer: ClassVar[type] = Scorecard
    gives: ClassVar[frozenset[str]] = frozenset({"of_sums"})
    of_sums: ClassVar[bool] = True
    """False of a scorer whose scores are no sums, such as one with a cap: what checks sums is skipped."""
    scorer = given_by("scorer", "scorer")

    def needs_sums(self, scorer: Any) -> None:
        """Skip the test, visibly, where the scores of the scorer are no sums."""
        if not self.of_sums:
            pytest.skip(f"{self.told(scorer)} is said to make no sums, so this does not apply to it.")

    def cases(self) -> Iterable[Case]:
        """Return a full, an empty and an areas-only assessment, and three that cannot be scored."""
        complete, areas = sample_editions()
        unweighed = evolve(areas, areas=(evolve(areas.areas[0], max=None), *areas.areas[1:]))
        impossible = assessment_of(complete, {"1.1": 99, "1": -3, "2": 40})
        unknown = assessment_of(complete, {"9.9": 1})
        return (
            (
                "with every kind of figure",
                ScoreRequest(assessment=full_assessment(complete), edition=complete),
            ),
            ("with no figure at all", ScoreRequest(assessment=empty_assessment(complete), edition=complete)),
            ("on an edition of areas alone", ScoreRequest(assessment=full_assessment(areas), edition=areas)),
            ("with impossible figures", ScoreRequest(assessment=impossible, edition=complete)),
            (
                "on an edition without a weight",
                ScoreRequest(assessment=empty_assessment(areas), edition=unweighed),
            ),
            ("of another edition", ScoreRequest(assessment=empty_assessment(areas), edition=complete)),
            ("with a figure of no item", ScoreRequest(assessment=unknown, edition=complete)),
        )

    def card(self, scorer: Any, edition: Edition, figures: Iterable[Observation]) -> Scorecard:
        """Return the scorecard of an assessment with these figures; fail where there is none."""
        assessment = evolve(empty_assessment(edition), observations=tuple(figures))
        answer = self.ask(
            scorer, ScoreRequest(assessment=assessment, edition=edition), "an edition with all weights"
        )
        assert isinstance(answer, Scorecard), (
            f"{self.told(scorer)} gives no scorecard on an edition that has all its weights: {answer}"
            " Score it."
        )
        return answer

    def test_what_cannot_be_scored_is_said(self, provided: Any) -> None:
        """Raise InputError where a weight is unknown, a figure is of no item, or the edition is another."""
        for odd, request in list(self.cases())[4:]:
            answer = self.ask(provided, request, odd)
            assert isinstance(answer, InputError), (
                f"{self.told(provided)} scores an assessment {odd}. Nothing is invented: raise InputError"
                " that says what is missing."
            )

    def test_the_scorecard_is_of_the_assessment_and_has_every_item(self, provided: Any) -> None:
        """Score the total, every area and every question in the edition's order; keep the assessment."""
        for odd, request in list(self.cases())[:4]:
            answer = self.ask(provided, request, odd)
            assert isinstance(answer, Scorecard), f"{self.told(provided)} gives no scorecard {odd}: {answer}."
            assert answer.assessment == request.assessment, (
                f"{self.told(provided)} gives the scorecard of another assessment ({odd}). Put the one that"
                " was asked about into it."
            )
            assert [score.code for score in answer.total.walk()] == _walk(request.edition), (
                f"{self.told(provided)} leaves items out of a scorecard, or orders them otherwise ({odd})."
                " Follow the edition."
            )
            for score in answer.total.walk():
                maximum = request.edition.max if score.code == TOTAL else request.edition.item(score.code).max
                assert not self.of_sums or score.max == maximum, (
                    f"{self.told(provided)} gives {score.code} a maximum of {score.max} ({odd}). Take the"
                    f" edition's, {maximum}."
                )

    def test_every_quantity_is_exact(self, provided: Any) -> None:
        """Compute with int and Fraction only: a float depends on the order in which it was added up."""
        for odd, request in list(self.cases())[:4]:
            for score in self.answered(provided, request, odd).total.walk():
                for name in ("low", "high", "max", "printed", "sum_of_printed"):
                    value = getattr(score, name)
                    assert value is None or type(value) is Fraction, (
                        f"{self.told(provided)} gives {score.code} a {name} of {value!r}, which is not a"
                        " Fraction. Compute exactly."
                    )

    def test_where_nothing_is_printed_nothing_is_known(self, provided: Any) -> None:
        """Leave [0, maximum] where no figure narrows it; unknown stays unknown."""
        edition = sample_editions()[0]
        for score in self.card(provided, edition, ()).total.walk():
            assert score.low == 0 and score.high == score.max, (
                f"{self.told(provided)} says [{score.low}, {score.high}] of {score.code}, of which nothing is"
                f" printed. Say [0, {score.max}]."
            )

    def test_no_score_leaves_its_bounds(self, provided: Any) -> None:
        """Law 8: keep every interval within 0 and the maximum; set aside figures that cannot be."""

        def within(request: ScoreRequest, odd: str) -> None:
            answer = self.ask(provided, request, odd)
            assert isinstance(answer, Scorecard), (
                f"{self.told(provided)} gives no scorecard of {odd}: {answer} Set aside what cannot be true."
            )
            for score in answer.total.walk():
                assert 0 <= score.low <= score.high <= score.max, (
                    f"{self.told(provided)} says [{score.low}, {score.high}] of {score.code}, whose maximum"
                    f" is {score.max}. Stay within."
                )

        @examples(15)
        @given(score_requests())
        def law(request: ScoreRequest) -> None:
            within(request, "any figures")

        for odd, request in list(self.cases())[:4]:
            within(request, odd)
        law()

    def test_the_order_of_figures_changes_nothing(self, provided: Any) -> None:
        """Do not let the order of observations decide: sort them where it could, also on one line."""

        def alike(request: ScoreRequest, shuffled: tuple[Observation, ...]) -> None:
            reordered = evolve(request, assessment=evolve(request.assessment, observations=shuffled))
            card, again = (self.answered(provided, asked, "any figures") for asked in (request, reordered))
            assert (card.total, card.discrepancies) == (
                again.total,
                again.discrepancies,
            ), f"{self.told(provided)} gives other scores for the same figures in another order. Sort them."

        @examples(15)
        @given(st.data(), score_requests())
        def law(data: st.DataObject, request: ScoreRequest) -> None:
            alike(request, tuple(data.draw(st.permutations(request.assessment.observations))))

        edition = sample_editions()[0]
        for request in (
            ScoreRequest(assessment=evolve(empty_assessment(edition), observations=seen), edition=edition)
            for seen in _on_one_line()
        ):
            for shuffled in permutations(request.assessment.observations):
                alike(request, shuffled)
        law()

    def test_a_higher_answer_never_lowers_a_total(self, provided: Any) -> None:
        """Law 8: a higher answer never lowers a total. Look for a comparison or sign the wrong way round."""

        @examples(15)
        @given(st.data(), editions(Completeness.COMPLETE))
        def law(data: st.DataObject, edition: Edition) -> None:
            most = {code: int(maximum) for code, maximum in _lowest(edition).items()}
            answers = {code: data.draw(st.integers(0, top)) for code, top in most.items()}
            raised = data.draw(st.sampled_from(sorted(answers)))
            higher = {**answers, raised: min(answers[raised] + 1, most[raised])}
            lower, upper = (self._of_answers(provided, edition, given) for given in (answers, higher))
            assert lower.low <= upper.low and lower.high <= upper.high, (
                f"{self.told(provided)} lowers the total from [{lower.low}, {lower.high}] to [{upper.low},"
                f" {upper.high}] when {raised} is raised by a point."
            )

        law()

    def _of_answers(self, provided: Any, edition: Edition, answers: dict[str, int]) -> Score:
        figures = assessment_of(edition, dict(answers)).observations
        return self.card(provided, edition, figures).total

    def test_a_score_is_never_surer_than_the_figures_allow(self, provided: Any) -> None:
        """Keep every possible value: an independent, naive way finds these bounds from the same figures."""
        self.needs_sums(provided)

        def allows(card: Scorecard, possible: Any) -> None:
            for score in card.total.walk():
                low, high = possible[score.code]
                assert score.low <= low and high <= score.high, (
                    f"{self.told(provided)} says [{score.low}, {score.high}] of {score.code}, but all of"
                    f" [{low}, {high}] prints these figures. Leave nothing out that is possible."
                )

        @examples(15)
        @given(printed_reports())
        def law(report: Any) -> None:
            card = self.card(provided, report.edition, report.figures)
            possible = naive_bounds(report.edition, report.figures)
            assert possible is not None
            allows(card, possible)

        @examples(15)
        @given(shaped_requests())
        def law_of_shapes(request: ScoreRequest) -> None:
            applies = applicability_of(request.edition, request.assessment)
            possible = naive_bounds(request.edition, request.assessment.observations, applies)
            if possible is not None:
                allows(self.answered(provided, request, "an edition of any shape"), possible)

        law()
        law_of_shapes()

    def test_what_does_not_apply_is_part_of_no_sum(self, provided: Any) -> None:
        """Leave what does not apply out of every sum and maximum: 0 of 0 points, with applies false."""
        self.needs_sums(provided)

        @examples(25)
        @given(shaped_requests())
        def law(request: ScoreRequest) -> None:
            card = self.answered(provided, request, "an edition of any shape")
            applies = applicability_of(request.edition, request.assessment)
            assert [score.code for score in card.total.walk()] == scored_codes(request.edition), (
                f"{self.told(provided)} scores other items than those that have points. Leave out questions"
                " without points, and what is below an item of which one part has no maximum."
            )
            for score in card.total.walk():
                most = applies.max(score.code)
                assert (score.max, score.applies) == (most, applies.applies(score.code)), (
                    f"{self.told(provided)} gives {score.code} a maximum of {score.max}, where {most} points"
                    " apply. Take off what does not apply, all the way up, and say so with applies."
                )

        law()

    def test_a_maximum_of_all_is_no_contradiction(self, provided: Any) -> None:
        """Accept the edition's maxima as printed, of what does not apply and of what is above it too."""
        self.needs_sums(provided)
        edition = answered_edition()
        printed = {TOTAL: edition.max, **{item.code: item.max for item in edition.walk()}}
        assessment = Assessment(
            edition=edition.id,
            organisation=SOMEBODY,
            observations=tuple(
                Observation(item=code, quantity=Quantity.MAX, value=maximum, line=line)
                for line, (code, maximum) in enumerate(printed.items(), start=1)
                if maximum is not None
            ),
            not_applicable=(NotApplicable(item="1.2", line=9),),
        )
        request = ScoreRequest(assessment=assessment, edition=edition)
        card = self.answered(provided, request, "the maxima of all printed")
        assert not card.discrepancies, (
            f"{self.told(provided)} says that {card.discrepancies[0].items[0]} cannot be printed with the"
            " edition's maximum, where something does not apply. A report may print either."
        )

    def test_a_level_gives_what_its_scale_says(self, provided: Any) -> None:
        """Take a level for exactly what its scale gives, and never for points; unknown stays unknown."""
        self.needs_sums(provided)
        edition = answered_edition()
        for code, value, (low, high) in answers_of(edition):
            seen = Observation(item=code, quantity=Quantity.LEVEL, value=value, line=1)
            score = self.card(provided, edition, (seen,))[code]
            assert (score.low, score.high) == (low, high), (
                f"{self.told(provided)} says [{score.low}, {score.high}] of {code}, of which the level"
                f" {value} is printed. Its scale gives [{low}, {high}]."
            )
            points = Fraction(int(high / 2))
            beside = Observation(item=code, quantity=Quantity.POINTS, value=points, line=1)
            score = self.card(provided, edition, (seen, beside))[code]
            assert high - low <= 1 or score.high - score.low <= 1, (
                f"{self.told(provided)} says [{score.low}, {score.high}] of {code}, of which {points} points"
                f" are printed beside the level {value}, of whose points nothing is known. Use both."
            )

    def test_what_is_printed_of_an_item_is_used(self, provided: Any) -> None:
        """Narrow every item by its printed points and percent, where these do not contradict each other."""
        self.needs_sums(provided)

        @examples(15)
        @given(printed_reports())
        def law(report: Any) -> None:
            card = self.card(provided, report.edition, report.figures)
            for code, (low, high) in own_bounds(report.edition, report.figures).items():
                score = card[code]
                assert low <= score.low and score.high <= high, (
                    f"{self.told(provided)} says [{score.low}, {score.high}] of {code}, of which [{low},"
                    f" {high}] is printed. Use what is printed."
                )

        law()

    def test_what_is_printed_stands_beside_the_bounds(self, provided: Any) -> None:
        """Give every item its printed points or None, and its parts' sum where all of them are printed."""

        def stands(edition: Edition, figures: Sequence[Observation]) -> None:
            card = self.card(provided, edition, figures)
            for code, (printed, added) in naive_printed(edition, figures).items():
                score = card[code]
                assert score.printed == printed, (
                    f"{self.told(provided)} says that {score.printed} points are printed of {code}, of which"
                    f" {printed} are. Take them as they stand."
                )
                assert score.sum_of_printed == added, (
                    f"{self.told(provided)} says that what is printed below {code} adds up to"
                    f" {score.sum_of_printed}, and it is {added}. Add up the points of its parts, None unless"
                    " all are printed."
                )

        @examples(15)
        @given(printed_reports())
        def law(report: Any) -> None:
            stands(report.edition, report.figures)

        for edition, figures in self._sums():
            stands(edition, figures)
        law()

    def test_fractions_of_points_are_kept(self, provided: Any) -> None:
        """Keep maxima and points that are no whole numbers, and add up what applies beside what does not."""
        self.needs_sums(provided)
        _, whole = sample_editions()
        half, value, tenth = Fraction(25, 2), Fraction(71, 10), Fraction(1, 10)
        edition = evolve(whole, areas=tuple(evolve(area, max=half) for area in whole.areas))
        first, *others = edition.areas
        figures = tuple(
            Observation(item=code, quantity=Quantity.POINTS, value=value, precision=tenth, line=line)
            for line, code in enumerate((TOTAL, first.code), start=1)
        )
        omitted = tuple(NotApplicable(item=area.code, line=3) for area in others)
        assessment = evolve(empty_assessment(edition), observations=figures, not_applicable=omitted)
        card = self.answered(provided, ScoreRequest(assessment=assessment, edition=edition), "of half points")
        assert [score.code for score in card.total.walk()] == _walk(edition), (
            f"{self.told(provided)} leaves items out of a scorecard of half points, or orders them otherwise."
            " Follow the edition."
        )
        for score in (card.total, card[first.code]):
            seen = (score.max, score.low <= value <= score.high, score.printed)
            assert seen == (half, True, value), (
                f"{self.told(provided)} says [{score.low}, {score.high}] of {score.max} points of"
                f" {score.code}, and that {score.printed} are printed, where {value} of {half} are."
                " Round nothing."
            )
        assert card.total.sum_of_printed == value, (
            f"{self.told(provided)} says that {card.total.sum_of_printed} are printed below the total, where"
            f" {value} are of the one area that applies. Leave out what does not apply."
        )

    def test_a_sum_that_differs_is_said_to_be_rounded(self, provided: Any) -> None:
        """Report a rounding where printed parts do not add up to the printed whole; nowhere else."""

        def check(edition: Edition, figures: Sequence[Observation]) -> None:
            discrepancies = self.card(provided, edition, figures).discrepancies
            roundings = [one for one in discrepancies if one.kind is DiscrepancyKind.ROUNDING and one.items]
            rounded = {one.items[0] for one in roundings}
            cited = [seen for one in roundings for seen in one.figures]
            assert all(seen.quantity is Quantity.POINTS and seen in figures for seen in cited), (
                f"{self.told(provided)} explains by rounding what it shows by other figures than the printed"
                " points. Name the points of the whole and of its parts."
            )
            for code, (printed, added) in naive_printed(edition, figures).items():
                differs = None not in {printed, added} and printed != added
                assert (code in rounded) == differs, (
                    f"{self.told(provided)} {'says nothing of' if differs else 'calls rounded'} {code}, of"
                    f" which {printed} points are printed, and {added} below it. Report a discrepancy of the"
                    " kind rounding just where they differ."
                )

        @examples(15)
        @given(printed_reports())
        def law(report: Any) -> None:
            check(report.edition, report.figures)

        for edition, figures in self._sums():
            check(edition, figures)
        law()

    def _sums(self) -> Iterable[tuple[Edition, Sequence[Observation]]]:
        """Iterate over figures without a contradiction: sums that are rounded, agree, or lack a part."""
        edition = sample_editions()[0]
        for points in (
            {"2.1": 1, "2.2": 1, "2.3": 1, "2": 4},
            {"2.1": 1, "2.2": 1, "2.3": 1, "2": 3},
            {"2.1": 1, "2.3": 1, "2": 4},
        ):
            yield edition, assessment_of(edition, points).observations

    def test_figures_that_agree_are_no_contradiction(self, provided: Any) -> None:
        """Call nothing a contradiction that true values can print: each rounded alone, a tie either way."""

        def agree(edition: Edition, figures: Iterable[Observation]) -> None:
            card = self.card(provided, edition, figures)
            contradictions = card.contradictions()
            assert not contradictions, (
                f"{self.told(provided)} reports a contradiction where true values print every figure:"
                f" {contradictions[0].message if contradictions else ''} Explain it by rounding."
            )
            marked = [score.code for score in card.total.walk() if score.contradicted]
            assert not marked, (
                f"{self.told(provided)} marks {', '.join(marked)} as contradicted where true values print"
                " every figure. Leave it unmarked."
            )

        @examples(15)
        @given(printed_reports())
        def law(report: Any) -> None:
            agree(report.edition, report.figures)

        edition = sample_editions()[0]
        agree(edition, assessment_of(edition, {"2.1": 1, "2.2": 1, "2.3": 1, "2": 4}).observations)
        law()

    def test_a_contradiction_is_reported(self, provided: Any) -> None:
        """Report figures that no true values can print as a contradiction, with them; never in silence."""
        edition = sample_editions()[0]
        impossible = {
            "points above the maximum": assessment_of(edition, {"1.1": 18}).observations,
            "a whole that is more than its parts": (
                assessment_of(edition, {"2.1": 1, "2.2": 1, "2.3": 1, "2": 50}).observations
            ),
            "points and percent that exclude each other": (
                Observation(item="1.1", quantity=Quantity.POINTS, value=Fraction(3), line=1),
                Observation(item="1.1", quantity=Quantity.PERCENT, value=Fraction(90), line=1),
            ),
        }
        for odd, figures in impossible.items():
            card = self.card(provided, edition, figures)
            contradictions = card.contradictions()
            assert contradictions, (
                f"{self.told(provided)} says nothing of {odd}. Report a discrepancy of the kind"
                " contradiction, with the figures."
            )
            assert all(
                contradiction.figures and set(contradiction.figures) <= set(figures)
                for contradiction in contradictions
            ), (
                f"{self.told(provided)} reports a contradiction without its figures, or with others ({odd})."
                " Name those that disagree."
            )
            assert all(contradiction.message.strip() for contradiction in contradictions), (
                f"{self.told(provided)} reports a contradiction without a sentence ({odd}). Say what"
                " disagrees."
            )
            marked = {score.code for score in card.total.walk() if score.contradicted}
            assert marked & {
                figure.item for contradiction in contradictions for figure in contradiction.figures
            }, (
                f"{self.told(provided)} marks none of the items of a contradiction ({odd}). Set contradicted"
                " where a figure was set aside."
            )

    def test_points_of_what_does_not_apply_are_said(self, provided: Any) -> None:
        """Report points printed of what does not apply as a contradiction, with them; none of 0 points."""
        self.needs_sums(provided)
        edition = answered_edition()
        omitted = (NotApplicable(item="1.2", line=9),)
        for value in (0, 7):
            seen = Observation(item="1.2", quantity=Quantity.POINTS, value=Fraction(value), line=1)
            assessment = evolve(empty_assessment(edition), observations=(seen,), not_applicable=omitted)
            request = ScoreRequest(assessment=assessment, edition=edition)
            card = self.answered(provided, request, "with points of what does not apply")
            said = any(seen in one.figures for one in card.contradictions())
            assert said == bool(value), (
                f"{self.told(provided)} {'reports a contradiction' if said else 'says nothing'} where {value}"
                " points are printed of 1.2, which does not apply. Points of it are set aside with a word,"
                " and 0 points are what it has."
            )

    def test_a_scorecard_survives_its_file(self, provided: Any) -> None:
        """Law 9: written as JSON and read again, the scorecard is the same. Use what the format can carry."""
        for odd, request in list(self.cases())[:4]:
            card = self.answered(provided, request, odd)
            read: object
            try:
                read = scorecard_from_data(scorecard_data(card))
            except InputError as error:
                read = error
            assert read == card, (
                f"{self.told(provided)} gives a scorecard that is another one after it was written and read"
                f" ({odd})."
            )

    def test_an_enormous_assessment_is_scored_in_reasonable_time(self, provided: Any) -> None:
        """Score 600 questions and thousands of figures within seconds: look for a loop within a loop."""
        edition = great_edition()
        points = {code: maximum * 3 / 5 for code, maximum in _lowest(edition).items()}
        figures = assessment_of(edition, points).observations
        again, impossible = evolve(figures[0], line=10_000), evolve(figures[0], value=Fraction(99))
        enormous = {
            "figures that are all printed four times": figures * 4,
            "a figure that is printed ten thousand times": (*figures, *[again] * 10_000),
            "thousands of figures of one question that disagree": (
                *figures,
                *(evolve(again, value=Fraction(number % 5)) for number in range(10_000)),
            ),
            "thousands of impossible figures": (*figures, *[impossible] * 2_000),
            "a total that contradicts thousands of figures": (
                Observation(item=TOTAL, quantity=Quantity.POINTS, value=Fraction(9), line=1),
                *figures * 4,
            ),
        }
        for odd, seen in enormous.items():
            begun = time.process_time()
            self.card(provided, edition, seen)
            seconds = time.process_time() - begun
            assert seconds < SECONDS, (
                f"{self.told(provided)} takes {round(seconds)} seconds for {odd}. Look for a loop within a"
                " loop."
            )
