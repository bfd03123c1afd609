"""An example to try things with, which every installation has: three evaluations of one municipality."""

from importlib.resources import files

from kompass_spec.model import Assessment, Imported

__all__ = ["example_assessments"]


def example_assessments() -> tuple[Assessment, ...]:
    """Return the evaluations of Örnsköldsvik in 2017, 2015 and 2013 on two editions, figure by figure.

    The figures are those of the example report, without its words.

    >>> from kompass_spec import score_assessments
    >>> [float(card.total.low) for card in score_assessments(example_assessments()).scorecards]
    [549.8, 550.5, 440.5]
    """
    content = files("kompass_spec.results").joinpath("example.json").read_bytes()
    return Imported.from_json(content).assessments
