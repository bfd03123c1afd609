"""Say which version a release may have: the one that the changes since the last release ask for."""

from kompass_spec.differing import Difference, Step
from kompass_spec.ledger import is_version, version_key
from kompass_spec.problems import Problem

__all__ = ["next_version", "number_problems", "version_problems"]

_ORDER = list(Step)
_ADVICE = "Correct `release`; `kompass diff` lists the changes."


def next_version(version: str, step: Step) -> str:
    """Return the version that a step makes of another.

    >>> [next_version("1.2.3", step) for step in Step]
    ['1.2.4', '1.3.0', '2.0.0']
    """
    major, minor, patch = version_key(version)
    if step is Step.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if step is Step.MINOR else f"{major}.{minor}.{patch + 1}"


def number_problems(version: str) -> list[Problem]:
    """Find what is wrong with a version by itself.

    >>> number_problems("1.0.0"), number_problems("1.0.0-draft")[0].code
    ([], 'wrong-version')
    """
    if is_version(version):
        return []
    sentence = f"{version!r} is not a version of a release. Write three numbers, such as 1.0.0."
    return [Problem("wrong-version", sentence, pointer="/release")]


def version_problems(
    name: str, last: str, version: str, difference: Difference, advice: str = _ADVICE
) -> list[Problem]:
    """Find what is wrong with a version after the release ``last``, from which ``difference`` leads to it.

    A greater step than the changes make is allowed, such as a major one for a patch. ``advice`` says where
    the version stands and how the changes are seen.
    """
    step = difference.step
    if step is None:
        sentence = f"Nothing changed since {name}@{last}, so there is nothing to release."
        return [Problem("nothing-changed", sentence)]
    allowed = [next_version(last, one) for one in _ORDER if _ORDER.index(one) >= _ORDER.index(step)]
    if version in allowed:
        return []
    sentence = (
        f"The changes since {name}@{last} make a {step.value} step, so the release is {allowed[0]}, and this"
        f" says {version}. {advice}"
    )
    return [Problem("wrong-version", sentence, pointer="/release")]
