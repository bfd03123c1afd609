"""Tell whether a name can be given to something new: well formed, short enough, and nobody else's."""

from importlib.metadata import PackageNotFoundError, distribution

from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.registry import load_registry

__all__ = ["OURS", "country_code", "edition_id", "free_distribution", "free_plugin", "plain_name"]

OURS = frozenset(
    {
        "kompass-convert-mapping",
        "kompass-drawings",
        "kompass-frameworks",
        "kompass-import-report",
        "kompass-lint-mapping",
        "kompass-read-office",
        "kompass-read-pdf",
        "kompass-read-text",
        "kompass-render-docx",
        "kompass-render-html",
        "kompass-render-pdf",
        "kompass-render-text",
        "kompass-results-nordic",
        "kompass-score-standard",
        "kompass-sensitivity",
        "kompass-site",
        "kompass-spec",
        "kompass-tables",
        "kompass-testing",
        "kompass-variant-dk",
        "kompass-variant-no",
        "kompass-xlsx",
    }
)
"""The distributions of kompass-spec itself, which need not be installed for their names to be taken."""

_LONGEST = 30
"""The letters of a name: with more, the lines of what is made would be broken by a formatter."""


def plain_name(name: str) -> str:
    """Return a name of lower-case words and digits joined by hyphens; raise ``UsageError`` for any other.

    >>> plain_name("my-format")
    'my-format'
    """
    words = name.split("-")
    if (
        not name.isascii()
        or name != name.lower()
        or not all(word.isalnum() for word in words)
        or not name[0].isalpha()
    ):
        raise _refused(
            f"{name!r} cannot be a name here. Write lower-case words and digits joined by hyphens, such as"
            " my-format."
        )
    if len(name) > _LONGEST:
        raise _refused(f"{name!r} has {len(name)} letters. Write a name of {_LONGEST} at most.")
    return name


def country_code(country: str) -> str:
    """Return the two letters of a country in lower case; raise ``UsageError`` for what can be none.

    >>> country_code("IS")
    'is'
    """
    code = country.lower()
    if len(code) != 2 or not code.isalpha() or not code.isascii():  # noqa: PLR2004 - two letters
        raise _refused(f"{country!r} is not a country. Write two letters, such as is.")
    # ISO 3166 leaves these to whoever wants to use them, so they are the code of no country.
    if code in {"aa", "zz"} or code[0] == "x" or (code[0] == "q" and code[1] >= "m"):
        raise _refused(f"{country!r} is the code of no country. Write two letters of ISO 3166, such as is.")
    return code


def edition_id(identifier: str) -> str:
    """Return the id of an edition that nobody has yet; raise ``UsageError`` for any other.

    It is the two letters of a country, a hyphen and more.
    """
    name = plain_name(identifier)
    country, hyphen, _ = name.partition("-")
    if not hyphen:
        raise _refused(
            f"{identifier!r} does not say of which country the edition is. Begin with its two letters, such"
            " as is-2024."
        )
    country_code(country)
    registry = load_registry()
    if name in registry:
        owner = dict(registry.origins).get(name)
        of = f" by {owner}" if owner else ""
        raise _taken(
            f"The edition {name!r} is brought{of} already, and an id belongs to who published it first."
            " Choose another id."
        )
    return name


def free_distribution(name: str, instead: str) -> str:
    """Return the name of a distribution; raise ``UsageError`` where it is taken.

    The error says what to do ``instead``. An installer would replace the other distribution with the new.
    """
    if name in OURS:
        raise _taken(
            f"{name!r} is a distribution of kompass-spec itself, which yours would replace. {instead}"
        )
    if _is_installed(name):
        raise _taken(f"A distribution {name!r} is installed, which yours would replace. {instead}")
    return name


def free_plugin(kind: str, name: str) -> str:
    """Return the name of a plugin; raise ``UsageError`` where an installed one of its kind has it.

    Of two plugins with one name neither is used.
    """
    for plugin in load_plugins(kind).of_kind(kind):
        if plugin.name == name:
            raise _taken(
                f"{plugin.distribution} brings the {kind.removesuffix('s')} {name!r} already, and of two with"
                " one name neither is used. Choose another --name."
            )
    return name


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _refused(sentence: str) -> UsageError:
    return UsageError([Problem("wrong-usage", sentence)])


def _taken(sentence: str) -> UsageError:
    return UsageError([Problem("name-taken", sentence)])
