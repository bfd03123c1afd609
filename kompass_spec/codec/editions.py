"""Read an edition from its TOML, with everything that is wrong with it reported at once."""

from kompass_spec.codec.converter import structure
from kompass_spec.codec.documents import parse_toml
from kompass_spec.model.edition import Edition
from kompass_spec.model.edition_rules import edition_problems
from kompass_spec.problems import InputError

__all__ = ["read_edition"]


def read_edition(text: str, file: str) -> Edition:
    """Return the edition that the TOML in ``text`` describes; ``file`` is its name in errors.

    Raise ``InputError`` with every wrong type and every broken rule at once, each with file and pointer.
    """
    try:
        data = parse_toml(text)
        try:
            return structure(data, Edition)
        except InputError as error:
            # The constructor repeats the broken rules when nothing else is wrong; each is said once.
            found = {
                (problem.pointer, problem.message): problem
                for problem in (*error.problems, *edition_problems(data))
            }
            raise InputError(
                sorted(found.values(), key=lambda problem: (problem.pointer or "", problem.message))
            ) from None
    except InputError as error:
        raise error.in_file(file) from None
