# docs/examples/comparison.py
"""A comparison over the years, told in sentences that anybody can be given, in Swedish."""

from pathlib import Path

from kompass_spec import Kompass, explain

kompass = Kompass()
cards = kompass.score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards
comparison = kompass.compare_scorecards(cards, edition="se-2016")

for card in comparison.columns:
    print(card.assessment.year, f"{card.total.interval:.0f}", explain(card, "sv"))

for change in comparison["total"].changes:
    print(explain(change, "sv"))
    if change.adjusted is not None:
        print(explain(change.adjusted, "sv"))

conversion = kompass.convert_scorecard(cards[-1], "se-2016")
for area in conversion.areas:
    print(area.code, f"{area.interval:.0f}", explain(area, "sv"))
