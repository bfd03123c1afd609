"""Keys of shapes that an edition cannot have, each with what comes nearest."""

from collections.abc import Mapping

__all__ = ["foreign_shape"]

_SUMS = "The points of an edition are sums: the maxima of the parts add up to that of the whole."
_PLUGIN = "A scorer plugin may compute it; its scorecards then say which scorer they are of."
_SCALE = (
    "Answers stand in a scale of the edition, [[scales]] with its levels, and a question or criterion names"
    ' it by its id: scale = "…".'
)
_BELOW = "Questions and criteria have it; an area is the sum of its questions, also where there is but one."
_KINDS = (
    "An area or a question that is asked of some kinds of organisation only has applies_to. Other weights for"
    " other kinds are another edition."
)
_NOT_APPLICABLE = (
    "Whether an item applies to one organisation is said by the assessment of it, under not_applicable; what"
    " is asked of some kinds of organisation only has applies_to."
)
_GUIDANCE = "What gives full points stands under guidance, with its text by language and its source."
_WEIGHT = "The weight of an item is its maximum in points: write max, and let the maxima of the parts add up."

_ABOUT: Mapping[str, tuple[str, str]] = {
    "a cap": ("cap caps ceiling limit max_total maximum_total", f"{_SUMS} {_PLUGIN}"),
    "a gate": (
        "condition depends_on gate gates knockout min min_points minimum prerequisite requires threshold",
        f"{_SUMS} Every part counts by itself, from 0. {_PLUGIN}",
    ),
    "a bonus": (
        "bonus extra extra_points",
        f"{_SUMS} Make the bonus a question with a maximum of its own, within that of the area. {_PLUGIN}",
    ),
    "a deduction": (
        "deduct deduction malus negative negative_points penalty",
        f"Points begin at 0. Give the lowest level 0, and the others more. {_PLUGIN}",
    ),
    "a scaled total": (
        "normalised_to normalized_to out_of rescale scale_to scaled scaled_to",
        f"{_SUMS} State the maxima as they add up; shares are of the sum, whatever it is. {_PLUGIN}",
    ),
    "an aggregation of parts other than their sum": (
        "aggregate aggregation average combine formula highest lowest mean method rule",
        f"{_SUMS} {_PLUGIN}",
    ),
    "weights beside the points": (
        "coefficient factor multiplier percentage share weight weighting",
        _WEIGHT,
    ),
    "weights by kind of organisation": ("max_by_kind weights weights_by_kind", f"{_WEIGHT} {_KINDS}"),
    "answers of an item itself": (
        "alternatives answer answers award awards choices levels options points rubric score scores values",
        _SCALE,
    ),
    "an answer or guidance of a whole": ("guidance scale scored", _BELOW),
    "an item that may be left out": (
        "applicable mandatory not_applicable optional required skip",
        _NOT_APPLICABLE,
    ),
    "a kind of organisation": ("audience for kind kinds only_for organisation_kinds organisations", _KINDS),
    "a question for context": (
        "context informative info_only unscored",
        "A question that is asked for context and has no points has scored = false.",
    ),
    "an explanation": (
        "comment description explanation full_points help hint instruction",
        f"{_GUIDANCE} Any other remark is a note of the edition, [[notes]].",
    ),
}
_SENTENCES = {key: (shape, nearest) for shape, (keys, nearest) in _ABOUT.items() for key in keys.split()}


def foreign_shape(key: str) -> str | None:
    """Return what an edition has instead of a key that frameworks elsewhere have, ``None`` for any other.

    >>> foreign_shape("unscored")[:63]
    "An edition has no key 'unscored' here (a question for context)."
    """
    known = _SENTENCES.get(key)
    return known and f"An edition has no key {key!r} here ({known[0]}). {known[1]}"
