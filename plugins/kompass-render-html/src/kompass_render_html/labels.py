"""The fixed words of the page: headings, heads of columns, and the few sentences that explain the figures."""

from fractions import Fraction

from kompass_spec.wording.wording import Wording

__all__ = ["labels_for"]


def labels_for(wording: Wording, *, answered: bool = False) -> dict[str, str]:
    """Return the fixed words in the language of ``wording``, by the names that the template knows them by.

    Where evaluators have ``answered`` themselves, nothing is said to stand in a report.
    """
    return {**_labels(wording), **(_answered(wording) if answered else {})}


def _answered(wording: Wording) -> dict[str, str]:
    """Return what is said otherwise of answers than of the figures of a report."""
    say = wording.say
    return {
        "printed": say("Answer"),
        "sum": say("Sum of the answers"),
        "sum_of_areas": say("Sum of the answers"),
        "exact_meaning": say("The figures are the answers of the evaluators, and are not rounded."),
        "made_with": say("Made with kompass-spec from the answers of the evaluators and nothing else."),
        "disagreements": say("Discrepancies between the answers"),
        "drawing_meaning": say(
            "A bar reaches as far as the points are sure; the line across its end shows how far they may"
            " reach. The figure at a bar is the answer, or the exact points where there is none."
        ),
        "lost_meaning": say(
            "Points are surely lost where even the greatest value that the answers allow is below the"
            " maximum."
        ),
    }


def _labels(wording: Wording) -> dict[str, str]:
    say = wording.say
    return {
        "skip": say("Skip to the result"),
        "contents": say("Contents"),
        "result": say("Result"),
        "about": say("About the evaluation"),
        "profile": say("Profile of the areas"),
        "among": say("Among published results"),
        "losses": say("Where points were lost"),
        "areas": say("The areas in detail"),
        "disagreements": say("Discrepancies between printed figures"),
        "earlier": say("Earlier evaluations"),
        "sources": say("Sources"),
        "code": say("Code"),
        "area": say("Area"),
        "question": say("Question"),
        "item": say("Item"),
        "printed": say("Printed"),
        "exact": say("Exact points"),
        "maximum": say("Max"),
        "percent": say("Percent"),
        "lost": say("Surely lost"),
        "lost_share": say("Lost of max"),
        "guidance": say("What gives full points"),
        "points_of_areas": say("Points of the areas"),
        "points_lost": say("Points surely lost"),
        "total": say("Total"),
        "whole_area": say("The whole area"),
        "sum": say("Sum of the printed points"),
        "sum_of_areas": say("Sum of the areas’ printed points"),
        "none": say("none"),
        "computed": say("computed"),
        "contradicted": say("figures set aside"),
        "headings": say("Headings"),
        "strengths": say("Strengths"),
        "improvements": say("Improvement areas"),
        "remarks": say("Evidence and comments"),
        "unplaced": say("Not tied to an area of the edition"),
        "exact_meaning": " ".join(
            (
                say(
                    "Printed figures are rounded. Exact points are the bounds between which the true value"
                    " lies if every printed figure is right."
                ),
                say(
                    "A printed {number} stands for any value from {low} to {high}.",
                    number=11,
                    low=wording.number(Fraction(21, 2)),
                    high=wording.number(Fraction(23, 2)),
                ),
            )
        ),
        "drawing_meaning": say(
            "A bar reaches as far as the points are sure; the line across its end shows how far they may"
            " reach. The figure at a bar is the printed one, or the exact points where none is printed."
        ),
        "this_result": say("This result"),
        "rank": say("Rank"),
        "others": say("Others"),
        "mean": say("Mean"),
        "median": say("Median"),
        "least": say("Least"),
        "greatest": say("Greatest"),
        "points_among": say("This result and the published ones"),
        "strip_meaning": say(
            "In the drawings a line reaches from 0 to the maximum; a thin mark is a published result, the"
            " thick one this result."
        ),
        "means": say("Means that were published"),
        "published": say("The published results"),
        "lost_meaning": say(
            "Points are surely lost where even the greatest value that the printed figures allow is below the"
            " maximum."
        ),
        "disagreement_meaning": say(
            "A rounding is no error: every figure was rounded on its own. A contradiction is one: no true"
            " values can print all of its figures. Those that are named are as few as show it among the"
            " figures of the item and of what is below it."
        ),
        "one_edition": say("All of these were made on the same edition, so their points mean the same."),
        "several_editions": say(
            "Points on different editions do not mean the same: an edition asks and demands other things than"
            " the next."
        ),
        "within_table": say("Compare within a table, not between the tables."),
        "this_evaluation": say("the edition of this evaluation"),
        "statements": say("Comparing editions"),
        "files": say("What was read"),
        "places": say("Where the figures stood"),
        "figures": say("Figures"),
        "place": say("Place"),
        "other_figures": say("Other printed figures"),
        "notes": say("Notes"),
        "rights": say("Rights"),
        "made_with": say("Made with kompass-spec from the printed figures and nothing else."),
    }
