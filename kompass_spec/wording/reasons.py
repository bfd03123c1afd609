"""Say the reasons of conversions and comparisons in the reader's language, in plain words.

Plugins and comparisons give their reasons in English, in one of the forms below, and JSON keeps them so.
"""

import re
from collections.abc import Callable, Iterator

from kompass_spec.wording.items import describe_items
from kompass_spec.wording.wording import Wording, message

__all__ = ["explain_reason"]

_LISTED = 6
_CODES = r"(?P<codes>[^ ,]+(?:(?:, | and )[^ ,]+)*)"
_EDITION = r"(?P<edition>[^ ]+?)"
_STEPS = r"[^ ,]+(?:, then [^ ,]+)*, one after the other"

_FORMS: tuple[tuple[str, str], ...] = (
    (rf"All of it is {_CODES} of {_EDITION}\.", message("It is the same as {items} in {edition}.")),
    (
        rf"It has a part in common with {_CODES} of {_EDITION}\.",
        message("It has something in common with {items} in {edition}; the rest is not known."),
    ),
    (
        rf"What it has in common with {_CODES} of {_EDITION} can be any part of it\.",
        message("It has something in common with {items} in {edition}, but how much is not known."),
    ),
    (
        (
            r"What is judged comparable to it does not fit together, so nothing is assumed by the links from"
            rf" {_CODES} of {_EDITION}\."
        ),
        message(
            "The figures of what is judged comparable to it, {items} in {edition}, do not fit together, so"
            " nothing is assumed from them."
        ),
    ),
    (r"Something is known of its parts\.", message("Something is known of its parts.")),
    (
        r"It has what the item that it is a part of leaves beside the others\.",
        message("Its points are what the other parts of the same whole leave over."),
    ),
    (
        rf"{_CODES} (?:does|do) not apply in {_EDITION}, so it could have any points there\.",
        message("In {edition}, this did not apply: {items}. There it could have had any points."),
    ),
    (
        rf"{_CODES} (?:does|do) not apply here, and counts for nothing\.",
        message("This does not apply here, and counts for nothing: {items}."),
    ),
    (r"Nothing is proved of it\.", message("Nothing is proved of it.")),
    (
        rf"It is new, with no counterpart in {_EDITION}\.",
        message("It is new, and has no counterpart in {edition}."),
    ),
    (
        r"It is judged comparable, and nothing is proved\.",
        message("It is judged comparable, but nothing is proved."),
    ),
    (
        rf"Nothing is known of {_CODES} of {_EDITION}\.",
        message("Nothing is known of {items} in {edition}."),
    ),
    (
        rf"Nothing links it to {_EDITION}\.",
        message("Nothing is known in {edition} that corresponds to it."),
    ),
    (
        r"It does not apply to an organisation of the kind '\w+'\.",
        message("It does not apply to organisations of this kind."),
    ),
    (r"It does not apply\.", message("It does not apply.")),
    (
        rf"(?:Both ends are|The lower end is|The upper end is) by {_STEPS}\.",
        message("More is known by going through the editions between, one after the other."),
    ),
    (
        rf"No single item of {_EDITION} corresponds to it\.",
        message("No single part of {edition} corresponds to it."),
    ),
    (
        r"The two are of different scorers, so their points do not mean the same\.",
        message("The points of the two are computed in different ways, so they do not mean the same."),
    ),
    (
        r"Which of the two results came first is not known: they are of the same year\.",
        message("Which of the two results came first is not known: they are of the same year."),
    ),
    (
        r"It does not apply to the (?:earlier|later) of them\.",
        message("It does not apply in one of the two results."),
    ),
    (r"It applies to neither of them\.", message("It applies in neither of the two results.")),
    (
        rf"Nothing is proved of one of them on {_EDITION}\.",
        message("Of one of the two results nothing is known for certain by {edition}."),
    ),
    (
        rf"Every value on {_EDITION} that the figures allow is higher\.",
        message("By {edition} the result is higher, whatever the figures were before rounding."),
    ),
    (
        rf"Every value on {_EDITION} that the figures allow is lower\.",
        message("By {edition} the result is lower, whatever the figures were before rounding."),
    ),
    (
        (
            rf"The figures allow values on {_EDITION} that (?:rose and values that fell|are higher and values"
            r" that are lower)\."
        ),
        message("By {edition} the figures allow both a higher and a lower result."),
    ),
    (
        (
            r"What does not apply differs, .*?: shares of what applies are compared, as points of the whole"
            rf" maximum of {_EDITION}\."
        ),
        message("The two results are not of the same parts, so shares of what applies are compared."),
    ),
    (
        rf"It holds if what the mapping judges comparable is comparable on {_EDITION}\.",
        message("This holds only if what is judged comparable really is."),
    ),
    (
        rf"It follows the publisher's rule of thumb for reading a result on {_EDITION}\.",
        message("This follows the publisher’s rule of thumb."),
    ),
)
_PATTERNS = tuple((re.compile(rf"{pattern}(?= |$)"), words) for pattern, words in _FORMS)


def explain_reason(reason: str, wording: Wording, title: Callable[[str], str]) -> str | None:
    """Return the sentences of a reason in the reader's language, ``None`` where one of them is not known.

    ``title`` gives the name of an edition for its id.

    >>> from kompass_spec.wording.wording import wording_for
    >>> explain_reason("All of it is 7.2 of se-2010.", wording_for("en"), {"se-2010": "Kompass 2010"}.get)
    'It is the same as question 7.2 in Kompass 2010.'
    >>> explain_reason("Somebody said so.", wording_for("en"), str) is None
    True
    """
    said = list(_sentences(reason.strip(), wording, title))
    return None if None in said else " ".join(sentence for sentence in said if sentence is not None)


def _sentences(reason: str, wording: Wording, title: Callable[[str], str]) -> Iterator[str | None]:
    while reason:
        found = next(
            ((match, words) for pattern, words in _PATTERNS if (match := pattern.match(reason))), None
        )
        if found is None:
            yield None
            return
        match, words = found
        values = match.groupdict()
        named: dict[str, str] = {}
        if "codes" in values:
            named["items"] = _items(re.split(", | and ", values["codes"]), wording)
        if "edition" in values:
            named["edition"] = title(values["edition"])
        yield wording.say(words, **named)
        reason = reason[match.end() :].lstrip()


def _items(codes: list[str], wording: Wording) -> str:
    more = len(codes) - _LISTED
    listed = describe_items(codes[:_LISTED] if more > 0 else codes, wording)
    return wording.say("{listed} and {number} more", listed=listed, number=more) if more > 0 else listed
