"""What each rule of the linters means, in a sentence for whoever meets a finding."""

__all__ = ["RULES"]

RULES: tuple[tuple[str, str], ...] = (
    (
        "dangling-end",
        "An end of a row does not exist in the catalogue or list that the mapping names for it.",
    ),
    ("duplicate-key", "A key stands twice in one JSON object, so that readers lose the first of its values."),
    ("duplicate-row", "A row stands twice: the same ends, relation and evidence."),
    (
        "equal-to-several",
        "One item is said to be equal to several, which would then be equal to each other.",
    ),
    ("excluding-relations", "Two relations of one pair exclude each other, so that one of them is wrong."),
    (
        "inverse-disagrees",
        "A row the other way round says something else than the inverse of the relation.",
    ),
    ("missing-field", "A field that the standard requires is missing or empty."),
    ("not-a-mapping", "The file holds no mapping in the format that its name promises."),
    ("not-json", "The file is not JSON, so that nothing in it can be read."),
    ("out-of-range", "A confidence, coverage or similarity is no number in the range of the standard."),
    ("unknown-relation", "A relation or predicate is not in the list of the standard."),
    ("unreadable-row", "A row of a table cannot be told apart into cells."),
    ("wrong-columns", "The columns or cells of a table do not fit its heads."),
    ("wrong-type", "A value is not of the type that the standard asks for."),
)
"""The rules with their explanations, in the order of their names."""
