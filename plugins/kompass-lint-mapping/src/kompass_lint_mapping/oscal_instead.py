"""Say what a file is that is no mapping-collection of OSCAL in JSON, so that its reader can go on."""

import re

__all__ = ["instead_of_collection", "instead_of_json"]

_SSSOM = frozenset(("mapping_set_id", "curie_map"))
_ROOTS = frozenset(
    (
        "assessment-plan",
        "assessment-results",
        "catalog",
        "component-definition",
        "plan-of-action-and-milestones",
        "profile",
        "system-security-plan",
    )
)
"""What other documents of OSCAL have in the place of a mapping-collection."""


def instead_of_json(text: str) -> str:
    """Return what to do with a text that is not JSON.

    >>> instead_of_json("<mapping-collection/>")
    'It looks like XML: convert it to JSON, the only format of OSCAL that is read here.'
    """
    if text.lstrip().startswith("<"):
        return "It looks like XML: convert it to JSON, the only format of OSCAL that is read here."
    if re.match(r"(---\s*\n)?mapping-collection:", text):
        return "It looks like YAML: convert it to JSON, the only format of OSCAL that is read here."
    return "Correct it; perhaps the file is cut off."


def instead_of_collection(data: object) -> str:
    """Return what JSON without a mapping-collection is, as far as that can be told, and what to do with it.

    >>> instead_of_collection({"catalog": {}})
    " It is another document of OSCAL, 'catalog'. Name the file that maps it."
    """
    if not isinstance(data, dict):
        return ""
    if _SSSOM & {*data}:
        return (
            " It is a mapping set of SSSOM in JSON, which is not read here. Save it as SSSOM/TSV, and lint"
            " that."
        )
    if _ROOTS & {*data}:
        return f" It is another document of OSCAL, '{min(_ROOTS & {*data})}'. Name the file that maps it."
    if "mappings" in data:
        return " It has its contents, 'mappings'. Put all of it into such a table."
    return ""
