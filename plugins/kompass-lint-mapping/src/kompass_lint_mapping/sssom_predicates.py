"""The predicates that SSSOM lists, whatever prefix somebody writes them with."""

from collections.abc import Mapping
from itertools import combinations
from typing import final

from attrs import frozen

from kompass_lint_mapping.rows import RowRules

__all__ = ["KNOWN", "RULES", "Names"]

_EQUAL = ("skos:exactMatch", "owl:sameAs", "owl:equivalentClass", "owl:equivalentProperty")
_SYMMETRIC = (*_EQUAL, "skos:closeMatch", "skos:relatedMatch", "oboInOwl:hasDbXref", "rdfs:seeAlso",
    "semapv:crossSpeciesExactMatch", "semapv:crossSpeciesCloseMatch")  # fmt: skip
_INVERSE = (
    ("skos:broadMatch", "skos:narrowMatch"),
    ("rdfs:subClassOf", "sssom:superClassOf"),
    ("semapv:crossSpeciesBroadMatch", "semapv:crossSpeciesNarrowMatch"),
)
_UNEQUAL = ("skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
_CROSS = ("semapv:crossSpeciesExactMatch", "semapv:crossSpeciesBroadMatch", "semapv:crossSpeciesNarrowMatch")

KNOWN = frozenset((*_SYMMETRIC, "rdfs:subPropertyOf", *(name for pair in _INVERSE for name in pair)))
"""The predicates that SSSOM calls common, and those of its vocabularies; all of RO are known besides."""

RULES = RowRules(
    inverses={
        **{name: name for name in _SYMMETRIC},
        **dict(_INVERSE),
        **{narrow: broad for broad, narrow in _INVERSE},
    },
    equal=frozenset(("skos:exactMatch",)),
    # SKOS reference, S27 and S46; an exact match is a close one too (S42), so these two do not exclude each
    # other.
    exclusive=frozenset(
        (
            *(frozenset((equal, other)) for equal in _EQUAL for other in _UNEQUAL),
            *map(frozenset, combinations(_UNEQUAL, 2)),
            *map(frozenset, combinations(_CROSS, 2)),
        )
    ),
)

_PREFIXES = {
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "RO": "http://purl.obolibrary.org/obo/RO_",
}
"""The prefixes that the predicates are written with here."""

_BY_IRI = {_PREFIXES[name.split(":")[0]] + name.split(":")[1]: name for name in KNOWN}


@final
@frozen
class Names:
    """Know what the prefixes of one mapping set stand for.

    >>> names = Names({"s": "http://www.w3.org/2004/02/skos/core#"})
    >>> names.predicate("s:exactMatch"), names.is_known("RO:0002210"), names.is_known("skos:sameMatch")
    ('skos:exactMatch', True, False)
    """

    prefixes: Mapping[str, str]

    def expanded(self, name: str) -> str:
        """Return the IRI that a name with a prefix is short for; the name itself if nothing declares it."""
        prefix, _, local = name.partition(":")
        start = self.prefixes.get(prefix) or _PREFIXES.get(prefix)
        return start + local if start and not local.startswith("//") else name

    def shortened(self, name: str) -> str:
        """Return an id as a name with a prefix, the same however it was written; itself if no prefix fits.

        >>> names = Names({"one": "https://example.org/one/", "eins": "https://example.org/one/"})
        >>> {names.shortened(code) for code in ("one:1", "eins:1", "https://example.org/one/1")}
        {'eins:1'}
        """
        iri = self.expanded(name)
        fitting = [
            (-len(start), prefix)
            for prefix, start in self.prefixes.items()
            if start and iri.startswith(start) and iri != start
        ]
        if not fitting:
            return name
        prefix = min(fitting)[1]
        return f"{prefix}:{iri[len(self.prefixes[prefix]) :]}"

    def undeclared(self, name: str) -> str | None:
        """Return the prefix of a name that nothing declares, ``None`` where it has none or it is declared.

        >>> names = Names({"one": "https://example.org/"})
        >>> [names.undeclared(name) for name in ("one:1", "two:1", "https://x", "3")]
        [None, 'two', None, None]
        """
        prefix, colon, local = name.partition(":")
        known = prefix in self.prefixes or prefix in _PREFIXES
        return prefix if colon and prefix and not local.startswith("//") and not known else None

    def predicate(self, name: str) -> str:
        """Return a predicate as the standard writes it, if it has it; else the name itself."""
        return name if name in KNOWN else _BY_IRI.get(self.expanded(name), name)

    def is_known(self, name: str) -> bool:
        """Return whether the standard lists a predicate: by itself, or as one of the Relation Ontology."""
        return self.predicate(name) in KNOWN or self.expanded(name).startswith(_PREFIXES["RO"])
