"""The predicates that SSSOM calls common, whatever prefix somebody writes them with, and misspelt terms."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import combinations
from typing import final

from kompass_lint_mapping.rows import RowRules

__all__ = ["BUILT_IN", "KNOWN", "RULES", "Names"]

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
"""The predicates that SSSOM calls common, and others that have an inverse; any other may be used."""

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

BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that need not be declared, and must not be declared as anything else."""

_PREFIXES = {**BUILT_IN, "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#"}
"""The prefixes that the predicates are written with here."""

_BY_IRI = {_PREFIXES[name.split(":")[0]] + name.split(":")[1]: name for name in KNOWN}

_TERMS = {
    "skos": """Collection Concept ConceptScheme OrderedCollection altLabel broadMatch broader
        broaderTransitive changeNote closeMatch definition editorialNote exactMatch example hasTopConcept
        hiddenLabel historyNote inScheme mappingRelation member memberList narrowMatch narrower
        narrowerTransitive notation note prefLabel related relatedMatch scopeNote semanticRelation
        topConceptOf""",
    "rdfs": """Class Container ContainerMembershipProperty Datatype Literal Resource comment domain
        isDefinedBy label member range seeAlso subClassOf subPropertyOf""",
    "owl": """AllDifferent AllDisjointClasses AllDisjointProperties Annotation AnnotationProperty
        AsymmetricProperty Axiom Class DataRange DatatypeProperty DeprecatedClass DeprecatedProperty
        FunctionalProperty InverseFunctionalProperty IrreflexiveProperty NamedIndividual
        NegativePropertyAssertion Nothing ObjectProperty Ontology OntologyProperty ReflexiveProperty
        Restriction SymmetricProperty Thing TransitiveProperty allValuesFrom annotatedProperty
        annotatedSource annotatedTarget assertionProperty backwardCompatibleWith bottomDataProperty
        bottomObjectProperty cardinality complementOf datatypeComplementOf deprecated differentFrom
        disjointUnionOf disjointWith distinctMembers equivalentClass equivalentProperty hasKey hasSelf
        hasValue imports incompatibleWith intersectionOf inverseOf maxCardinality maxQualifiedCardinality
        members minCardinality minQualifiedCardinality onClass onDataRange onDatatype onProperties onProperty
        oneOf priorVersion propertyChainAxiom propertyDisjointWith qualifiedCardinality sameAs someValuesFrom
        sourceIndividual targetIndividual targetValue topDataProperty topObjectProperty unionOf versionIRI
        versionInfo withRestrictions""",
}
_CLOSED = {_PREFIXES[prefix]: (prefix, frozenset(terms.split())) for prefix, terms in _TERMS.items()}
"""The terms of the vocabularies that are complete, by what their IRIs begin with."""

_OPEN = {
    _PREFIXES[prefix]: (
        prefix,
        frozenset(name.split(":")[1] for name in KNOWN if name.startswith(f"{prefix}:")),
    )
    for prefix in ("semapv", "oboInOwl")
}
"""The terms that are known here of vocabularies that grow: a term that is nearly one of them is misspelt."""

_LONGEST = 60
"""The letters of a term above which it resembles none: comparing takes the square of them."""


@final
class Names:
    """Know what the prefixes of one mapping set stand for.

    >>> names = Names({"s": "http://www.w3.org/2004/02/skos/core#"})
    >>> names.predicate("s:exactMatch"), names.misspelt("skos:exactMatch"), names.misspelt("skos:exactmatch")
    ('skos:exactMatch', None, "The vocabulary skos has no 'exactmatch'. Perhaps 'exactMatch' is meant.")
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.bases = {**BUILT_IN, **prefixes}
        # The first in alphabetical order of those that are short for the same.
        self._by_start = {start: prefix for prefix, start in sorted(prefixes.items(), reverse=True) if start}
        self._lengths = sorted({len(start) for start in self._by_start}, reverse=True)

    def _start(self, iri: str) -> str | None:
        """Return the longest beginning of an IRI that a prefix is short for, ``None`` where none is."""
        fitting = (iri[:length] for length in self._lengths if length < len(iri))
        return next((start for start in fitting if start in self._by_start), None)

    def expanded(self, name: str) -> str:
        """Return the IRI that a name with a prefix is short for; the name itself if nothing declares it."""
        prefix, _, local = name.partition(":")
        start = self.bases.get(prefix)
        return start + local if start and not local.startswith("//") else name

    def shortened(self, name: str) -> str:
        """Return an id as a name with a prefix, the same however it was written; itself if no prefix fits.

        >>> names = Names({"one": "https://example.org/one/", "eins": "https://example.org/one/"})
        >>> {names.shortened(code) for code in ("one:1", "eins:1", "https://example.org/one/1")}
        {'eins:1'}
        """
        iri = self.expanded(name)
        start = self._start(iri)
        return name if start is None else f"{self._by_start[start]}:{iri[len(start) :]}"

    def vocabulary(self, name: str) -> str:
        """Return what the ids of one vocabulary begin with: what a prefix is short for, or most of an IRI.

        >>> names = Names({"two": "https://example.org/two/"})
        >>> [names.vocabulary(name) for name in ("two:1", "https://example.org/two/1", "x:1", "https://a.org/b#1")]
        ['https://example.org/two/', 'https://example.org/two/', 'x', 'https://a.org/b#']
        """
        prefix, _, local = name.partition(":")
        if not local.startswith("//"):
            return self.bases.get(prefix) or prefix
        return self._start(name) or name[: max(name.rfind("/"), name.rfind("#")) + 1]

    def undeclared(self, name: str) -> str | None:
        """Return the prefix of a name that nothing declares, ``None`` where it has none or it is declared.

        >>> names = Names({"one": "https://example.org/"})
        >>> [names.undeclared(name) for name in ("one:1", "two:1", "skos:broadMatch", "https://x", "3")]
        [None, 'two', None, None, None]
        """
        prefix, colon, local = name.partition(":")
        known = prefix in self.bases
        return prefix if colon and prefix and not local.startswith("//") and not known else None

    def predicate(self, name: str) -> str:
        """Return a predicate as the standard writes it, if it lists it; else the name itself."""
        return name if name in KNOWN else _BY_IRI.get(self.expanded(name), name)

    def misspelt(self, name: str) -> str | None:
        """Return a sentence about a term that its vocabulary does not have, ``None`` where it may."""
        iri = self.expanded(name)
        for start, (prefix, terms) in _CLOSED.items():
            if iri.startswith(start) and iri[len(start) :] not in terms:
                term = iri[len(start) :]
                return f"The vocabulary {prefix} has no {term[:_LONGEST]!r}.{_perhaps(term, terms)}"
        for start, (prefix, terms) in _OPEN.items():
            term = iri[len(start) :]
            if iri.startswith(start) and term not in terms and (perhaps := _perhaps(term, terms)):
                return f"The term {prefix}:{term} is not known.{perhaps}"
        return None


def _perhaps(term: str, terms: Iterable[str]) -> str:
    """Return a sentence with the term that another resembles, "" if it resembles none."""
    folded = {known.casefold(): known for known in terms}
    near = get_close_matches(term.casefold(), sorted(folded), 1, 0.85) if len(term) <= _LONGEST else ()
    return f" Perhaps {folded[near[0]]!r} is meant." if near else ""
