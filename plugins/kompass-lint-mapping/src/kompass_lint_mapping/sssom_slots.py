"""The slots of SSSOM 1.1, as its schema has them: what each may hold, and what of a set its rows share."""

__all__ = [
    "ADDED",
    "CHOICES",
    "COMPOSED",
    "DATES",
    "ENTITIES",
    "LISTS",
    "LITERAL",
    "OF_A_MAPPING",
    "OF_A_SET",
    "RANGES",
    "REQUIRED",
    "SHARED",
    "URIS",
]

LITERAL = "rdfs literal"
"""The type of an end that is a text without an id."""

COMPOSED = "composed entity expression"
"""The type of an end that is made of several items."""

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
"""The slots of a mapping without which there is none."""

SHARED = frozenset(
    (
        "cardinality_scope",
        "curation_rule",
        "curation_rule_text",
        "mapping_date",
        "mapping_provider",
        "mapping_tool",
        "mapping_tool_id",
        "mapping_tool_version",
        "object_match_field",
        "object_preprocessing",
        "object_source",
        "object_source_version",
        "object_type",
        "predicate_type",
        "similarity_measure",
        "subject_match_field",
        "subject_preprocessing",
        "subject_source",
        "subject_source_version",
        "subject_type",
    )
)
"""The propagatable slots: their value in the set is that of every row, unless any row has one of its own."""

OF_A_SET = SHARED | frozenset(
    (
        "comment",
        "creator_id",
        "creator_label",
        "curie_map",
        "extension_definitions",
        "issue_tracker",
        "license",
        "mapping_set_confidence",
        "mapping_set_description",
        "mapping_set_id",
        "mapping_set_source",
        "mapping_set_title",
        "mapping_set_version",
        "other",
        "publication_date",
        "see_also",
        "sssom_version",
    )
)
"""The slots of a mapping set, which stand in its metadata."""

OF_A_MAPPING = SHARED | frozenset(
    (
        "author_id",
        "author_label",
        "comment",
        "confidence",
        "creator_id",
        "creator_label",
        "issue_tracker_item",
        "license",
        "mapping_cardinality",
        "mapping_justification",
        "mapping_source",
        "match_string",
        "object_category",
        "object_id",
        "object_label",
        "other",
        "predicate_id",
        "predicate_label",
        "predicate_modifier",
        "publication_date",
        "record_id",
        "review_date",
        "reviewer_agreement",
        "reviewer_id",
        "reviewer_label",
        "see_also",
        "similarity_score",
        "subject_category",
        "subject_id",
        "subject_label",
    )
)
"""The slots of a mapping, which are the columns of the table."""

LISTS = frozenset(
    (
        "author_id",
        "author_label",
        "cardinality_scope",
        "creator_id",
        "creator_label",
        "curation_rule",
        "curation_rule_text",
        "mapping_set_source",
        "match_string",
        "object_match_field",
        "object_preprocessing",
        "reviewer_id",
        "reviewer_label",
        "see_also",
        "subject_match_field",
        "subject_preprocessing",
    )
)
"""The slots that hold several values: in a table with ``|`` between them."""

ENTITIES = frozenset(
    (
        "author_id",
        "creator_id",
        "curation_rule",
        "issue_tracker_item",
        "mapping_source",
        "mapping_tool_id",
        "object_id",
        "object_match_field",
        "object_preprocessing",
        "object_source",
        "predicate_id",
        "record_id",
        "reviewer_id",
        "subject_id",
        "subject_match_field",
        "subject_preprocessing",
        "subject_source",
    )
)
"""The slots that hold references to entities (``EntityReference``), which are CURIEs in a table.

The justification is one too; its list says more.
"""

URIS = frozenset(
    ("issue_tracker", "license", "mapping_provider", "mapping_set_id", "mapping_set_source", "see_also")
)
"""The slots that hold URIs with a scheme since SSSOM 1.1 (``NonRelativeURI``)."""

DATES = frozenset(("mapping_date", "publication_date", "review_date"))

RANGES = {
    "confidence": (0, 1),
    "similarity_score": (0, 1),
    "reviewer_agreement": (-1, 1),
    "mapping_set_confidence": (0, 1),
    # What they were called before.
    "semantic_similarity_score": (0, 1),
}

_PREDICATE_TYPES = (
    "owl class",
    "owl object property",
    "owl data property",
    "owl annotation property",
    "owl named individual",
    "skos concept",
    "rdfs resource",
    "rdfs class",
    "rdfs datatype",
    "rdf property",
)
_TYPES = (*_PREDICATE_TYPES, LITERAL, COMPOSED)

CHOICES: dict[str, tuple[str, ...]] = {
    "sssom_version": ("1.0", "1.1"),
    "subject_type": _TYPES,
    "object_type": _TYPES,
    "predicate_type": _PREDICATE_TYPES,
    "predicate_modifier": ("Not",),
    "mapping_cardinality": ("1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"),
    "mapping_justification": tuple(
        f"semapv:{name}"
        for name in (
            "BackgroundKnowledgeBasedMatching",
            "CompositeMatching",
            "InstanceBasedMatching",
            "LexicalMatching",
            "LexicalSimilarityThresholdMatching",
            "LogicalReasoning",
            "ManualMappingCuration",
            "MappingChaining",
            "MappingInversion",
            "MappingReview",
            "SemanticSimilarityThresholdMatching",
            "StructuralMatching",
            "UnspecifiedMatching",
        )
    ),
}
"""The slots whose values come from a list of the standard."""

ADDED = frozenset(
    (
        "cardinality_scope",
        "mapping_set_confidence",
        "mapping_tool_id",
        "predicate_type",
        "record_id",
        "review_date",
        "reviewer_agreement",
    )
)
"""The slots that SSSOM 1.1 added: who uses one has to say that version."""
