"""The most important of a result in at most ten lines of plain text, for a mail."""

from kompass_spec.model import Scorecard
from kompass_spec.model.sheet import Bullets, words_of
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result_changes import Years
from kompass_spec.sheets.result_first import headline_of, important_of
from kompass_spec.sheets.result_gain import proposals_section
from kompass_spec.sheets.result_tiles import tiles_of
from kompass_spec.sheets.spoken import Spoken, shortened

__all__ = ["summary_of"]

_LINES = 10
_LONGEST = 400
_PROPOSALS = 2


def _proposals(card: Scorecard, spoken: Spoken) -> tuple[str, ...]:
    """Return the evaluators' first proposals in a line, none where there are none."""
    section = proposals_section(card, spoken)
    if section is None:
        return ()
    bullets = [bullet for block in section.blocks if isinstance(block, Bullets) for bullet in block.bullets]
    said = "; ".join(words_of(words) for bullet in bullets[:_PROPOSALS] for words in bullet.words)
    return (f"{words_of(section.heading)}: {said}",)


def summary_of(content: ResultContent, years: Years, spoken: Spoken) -> tuple[str, ...]:
    """Return the total, what is most important and how it has changed, a line each."""
    card = content.scorecard
    headline = headline_of(card, spoken)
    whose, year = spoken.organisation(card.assessment), spoken.year(card.assessment)
    lines = [
        f"{whose}, {year}: {spoken.kicker(card)}",
        f"{headline.figure} {headline.unit}. {headline.sentence}".strip(),
    ]
    tiles = tiles_of(content, years, spoken)
    for tile in tiles.tiles if tiles is not None else ():
        figure = tile.figure or ", ".join(f"[{shown}]" if own else shown for shown, own in tile.ranked)
        note = f" ({tile.note})" if tile.note else ""
        lines.append(f"{tile.label}: {figure}{note}")
    lines += [
        " ".join((bullet.lead or "", *(words_of(words) for words in bullet.words)))
        for bullet in important_of(card, spoken)
    ]
    lines += _proposals(card, spoken)
    return tuple(shortened(" ".join(line.split()), _LONGEST) for line in lines[:_LINES])
