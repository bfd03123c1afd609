# docs/examples/evaluator.py
"""An evaluator's tool: answers as they come, what is left to ask, and the page in the end."""

from fractions import Fraction
from pathlib import Path

from kompass_spec import Kompass, Organisation, OrganisationKind

kompass = Kompass()
edition = kompass.registry["se-2016"]
lund = Organisation(name="Lunds kommun", kind=OrganisationKind.MUNICIPALITY, country="SE", code="1281")

# A number is the answer itself; a text is rounded to its last digit, as what is copied from a report.
answers: dict[str, int | float | Fraction | str | None] = {
    "1.1": 75,
    "1.2": 62.5,
    "1.3": Fraction(200, 3),
    "1.4": "55",
    "1.5": None,
}
assessment = edition.assess(lund, 2018, percents=answers, not_applicable=["2.4"])
card = kompass.score_assessment(assessment)

low, high = card["1"].interval
print(f"{edition.name('1', 'sv')}: {card['1'].interval:.1f} av {card['1'].max} poäng")
print(f"Mitten: {float(card['1'].interval.midpoint):.1f}")

left = [score.code for score in card.questions if score.applies and not card.is_printed(score)]
print(f"Att fråga om: {', '.join(left[:5])} och {len(left) - 5} till")

Path("lund.html").write_bytes(kompass.render_scorecards([card], to="html", language="sv"))
Path("lund.json").write_text(assessment.to_json(), "utf-8")
