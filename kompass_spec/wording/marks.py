"""Say in words what a mark of change means, for those who do not see its shape."""

from kompass_spec.model.sheet import Mark
from kompass_spec.wording.wording import Wording

__all__ = ["words_of_mark"]


def words_of_mark(mark: Mark, wording: Wording) -> str:
    """Return what a mark of change means in words.

    >>> from kompass_spec.wording.wording import wording_for
    >>> words_of_mark(Mark.RISE_IF, wording_for("en"))
    'higher, if comparable'
    """
    say = wording.say
    return {
        Mark.RISE: say("higher"),
        Mark.FALL: say("lower"),
        Mark.RISE_IF: say("higher, if comparable"),
        Mark.FALL_IF: say("lower, if comparable"),
        Mark.ALIKE: say("cannot be told apart"),
        Mark.OPEN: say("cannot be said"),
    }[mark]
