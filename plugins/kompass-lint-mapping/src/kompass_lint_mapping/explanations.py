"""What each rule of the linters means, in a sentence for whoever meets it, and which section says so."""

from typing import NamedTuple

from kompass_spec.wording.wording import message

__all__ = ["OSCAL", "SSSOM", "Explained"]

_TSV = "https://mapping-commons.github.io/sssom/spec-formats-tsv/"
_MODEL = "https://mapping-commons.github.io/sssom/spec-model/"
_CLASS = "https://mapping-commons.github.io/sssom/Mapping/"
_SET = "https://mapping-commons.github.io/sssom/MappingSet/"
_SKOS = "https://www.w3.org/TR/skos-reference/"
_OSCAL = "https://pages.nist.gov/OSCAL-Reference/models/v1.2.0/mapping/json-reference/"
_JSON = "https://www.rfc-editor.org/rfc/rfc8259"
_YAML = "https://yaml.org/spec/1.2.2/"

_MAPS = f"{_OSCAL}#/mapping-collection/mappings/maps"

_RULES: dict[str, tuple[str, str | None, str | None]] = {
    # The rule: what it means, where SSSOM says so, where OSCAL or JSON does.
    "byte-order-mark": (
        message(
            "The file with the metadata begins with a byte order mark, which is taken for a part of a word."
        ),
        f"{_TSV}#encoding",
        None,
    ),
    "dangling-end": (
        message("An end of a row does not exist in the catalogue or list that the mapping names for it."),
        f"{_CLASS}#slots",
        f"{_MAPS}/sources/id-ref",
    ),
    "dangling-reference": (
        message("A role, party, location or resource that is referred to is not in the document."),
        None,
        f"{_OSCAL}#/mapping-collection/metadata",
    ),
    "duplicate-id": (
        message("An identifier stands twice, and it is that of one row."),
        "https://mapping-commons.github.io/sssom/record_id/",
        f"{_MAPS}/uuid",
    ),
    "duplicate-key": (
        message("A key stands twice in one object, so that readers lose the first of its values."),
        f"{_YAML}#mapping",
        f"{_JSON}#section-4",
    ),
    "duplicate-row": (
        message("A row stands twice, and the two differ in nothing."),
        f"{_MODEL}#overview",
        _MAPS,
    ),
    "equal-to-several": (
        message("One item is said to be equal to several, which would then be equal to each other."),
        f"{_SKOS}#mapping",
        f"{_MAPS}/relationship",
    ),
    "excluding-relations": (
        message("Two relations of one pair exclude each other, so that one of them is wrong."),
        f"{_SKOS}#mapping",
        f"{_MAPS}/relationship",
    ),
    "inverse-disagrees": (
        message("A row the other way round says something else than the inverse of the relation."),
        f"{_SKOS}#mapping",
        f"{_MAPS}/relationship",
    ),
    "misplaced-value": (
        message("A value stands where the standard does not allow it."),
        f"{_MODEL}#representing-unmapped-entities",
        None,
    ),
    "missing-field": (
        message("A field that the standard requires is missing or empty."),
        f"{_CLASS}#slots",
        f"{_OSCAL}#/mapping-collection",
    ),
    "no-curie": (
        message("An id is not written with a prefix, as a table has all ids."),
        f"{_TSV}#identifiers",
        None,
    ),
    "no-uri": (
        message("An address is none."),
        "https://mapping-commons.github.io/sssom/NonRelativeURI/",
        None,
    ),
    "not-a-mapping": (
        message("The file holds no mapping in the format that its name promises."),
        f"{_TSV}#structure",
        f"{_OSCAL}#/mapping-collection",
    ),
    "not-in-list": (
        message("A value is not in the list that the standard gives for its field."),
        f"{_CLASS}#slots",
        f"{_OSCAL}#/mapping-collection",
    ),
    "not-json": (
        message("The file is not JSON, so that nothing in it can be read."),
        None,
        f"{_JSON}#section-2",
    ),
    "not-propagated": (
        message("A slot of the set is one of rows too, so that what the set says holds for no row."),
        f"{_TSV}#propagation",
        None,
    ),
    "not-yaml": (
        message("The metadata is not YAML, so that nothing in it can be read."),
        f"{_TSV}#metadata-block",
        None,
    ),
    "out-of-range": (
        message("A confidence, coverage or similarity is no number in the range of the standard."),
        f"{_CLASS}#slots",
        f"{_MAPS}/coverage/target-coverage",
    ),
    "redefined-prefix": (
        message("A prefix that is built into the standard is declared as something else."),
        f"{_TSV}#identifiers",
        None,
    ),
    "stray-line": (
        message("A line stands before the table that does not belong to the metadata."),
        f"{_TSV}#structure",
        None,
    ),
    "undeclared-prefix": (
        message("The prefix of an id is not declared in the curie_map."),
        f"{_TSV}#identifiers",
        None,
    ),
    "unexpected-field": (
        message("A field is none of those that the schema of the standard has there."),
        None,
        f"{_OSCAL}#/mapping-collection",
    ),
    "unknown-relation": (
        message("A relation is none that its vocabulary has."),
        f"{_MODEL}#allowed-and-common-mapping-predicates",
        f"{_MAPS}/relationship",
    ),
    "unknown-slot": (
        message("A column or key is no slot of the standard and none that the set defines."),
        f"{_MODEL}#non-standard-slots",
        None,
    ),
    "unquoted-quote": (
        message("A quote stands in a cell that is not in quotes."),
        f"{_TSV}#quoting",
        None,
    ),
    "unreadable-row": (
        message("A row of a table cannot be told apart into cells."),
        f"{_TSV}#quoting",
        None,
    ),
    "wrong-columns": (
        message("The columns or cells of a table do not fit its heads."),
        f"{_TSV}#mappings-block",
        None,
    ),
    "wrong-date": (
        message("A date is no day, or not written as one."),
        f"{_CLASS}#slots",
        None,
    ),
    "wrong-form": (
        message("A value has not the form that the schema of the standard asks for, such as that of a UUID."),
        None,
        "https://pages.nist.gov/OSCAL-Reference/datatypes/",
    ),
    "wrong-prefix": (
        message("A prefix is no name, or stands for no address."),
        f"{_SET}#slots",
        None,
    ),
    "wrong-type": (
        message("A value is not of the type that the standard asks for."),
        f"{_SET}#slots",
        f"{_OSCAL}#/mapping-collection",
    ),
    "wrong-version": (
        message("The version that the set names, or none, does not fit what it uses."),
        f"{_MODEL}#versioning",
        None,
    ),
    "yaml-feature": (
        message("The metadata uses a feature of YAML that the standard forbids."),
        f"{_TSV}#forbidden-yaml-features",
        None,
    ),
}


class Explained(NamedTuple):
    """Hold the rules of one linter with their meanings, and with the addresses of a standard."""

    rules: tuple[tuple[str, str], ...]
    references: tuple[tuple[str, str], ...]


def _explained(column: int) -> Explained:
    """Return the rules that one standard has an address for, in the order of their names."""
    listed = [(rule, row[0], address) for rule, row in _RULES.items() if (address := row[column])]
    return Explained(
        tuple((rule, text) for rule, text, _ in listed), tuple((rule, address) for rule, _, address in listed)
    )


SSSOM = _explained(1)
OSCAL = _explained(2)
