"""Every document that the package reads or writes as JSON or TOML, as a JSON Schema of the 2020-12 draft."""

from collections.abc import Callable, Mapping
from typing import final

from attrs import frozen
from schema_generator import results
from schema_generator.shapes import Shapes, array
from schema_generator.values import Schema

from kompass_spec.documents.mappings import MappingFile
from kompass_spec.documents.registers import _Register
from kompass_spec.model import Area, Completeness, Criterion, Edition, Question
from kompass_spec.model.dataset import Dataset

__all__ = ["BASE", "DIALECT", "DOCUMENTS", "WRITES", "Document", "schema_of"]

BASE = "https://kompass-spec.org/schema/1/"
"""What every identifier of a schema begins with; the number
is the version of the schemas. Nothing is fetched from it."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@final
@frozen(kw_only=True)
class Document:
    """Describe a kind of document: its title, what it is for, and its shape.

    ``keys`` gives the keys of the document itself, or ``part`` the one definition that it is. ``required``
    names the keys that a reader must have, all of them if it is ``None``; ``by_hand`` is true of what people
    write in TOML, ``closed`` of what is read by the strict converter, which refuses other keys.
    """

    title: str
    description: str
    keys: Callable[[Shapes], Mapping[str, Schema]] | None = None
    part: Callable[[Shapes], Schema] | None = None
    required: tuple[str, ...] | None = None
    with_errors: bool = False
    by_hand: bool = False
    closed: bool = False


def _register(shapes: Shapes) -> Schema:
    names: Schema = {
        "type": "object",
        "additionalProperties": {"type": "string", "pattern": r"\S"},
        "examples": [{"2284": "Örnsköldsvik"}],
    }
    found = shapes.of_class(_Register, "Register", {"names": names})
    definition = shapes.definitions["register"]
    definition["required"] = [*dict.fromkeys([*definition["required"], "names"])]
    definition["description"] = "A register of organisations that reports can name, by official code."
    return found


def _edition(shapes: Shapes) -> Schema:
    """Return the shape of an edition: only where a part of it is known may it have no areas."""
    found = shapes.of_class(Edition)
    kinds = [one.value for one in Completeness if one is not Completeness.PARTIAL]
    known: Schema = {"description": "More than a part is known.", "enum": kinds}
    some: Schema = {"description": "There are areas.", "minItems": 1}
    shapes.definitions["edition"] |= {
        "if": {"required": ["completeness"], "properties": {"completeness": known}},
        "then": {"required": ["areas"], "properties": {"areas": some}},
    }
    return found


DOCUMENTS: Mapping[str, Document] = {
    "edition": Document(
        title="Edition",
        description=(
            "An edition of the framework: edition.toml, a released edition, and what `kompass show EDITION"
            " --json` writes."
        ),
        part=_edition,
        by_hand=True,
        closed=True,
    ),
    "mapping": Document(
        title="Edition mapping",
        description=(
            "What of one edition corresponds to what of another: mapping.toml, and a released mapping."
        ),
        part=lambda shapes: shapes.of_class(MappingFile, "Mapping"),
        by_hand=True,
        closed=True,
    ),
    "register": Document(
        title="Register of organisations",
        description="Organisations that reports can name: the TOML in organisations/.",
        part=_register,
        by_hand=True,
        closed=True,
    ),
    "dataset": Document(
        title="Dataset of published results",
        description=(
            "Published results with their sources and caveats: the TOML that a plugin of the kind `datasets`"
            " brings."
        ),
        part=lambda shapes: shapes.of_class(Dataset),
        by_hand=True,
        closed=True,
    ),
    "item": Document(
        title="Area, question or criterion",
        description="One item of an edition: what `kompass show EDITION CODE --json` writes.",
        part=lambda shapes: {"anyOf": [shapes.of_class(kind) for kind in (Area, Question, Criterion)]},
        closed=True,
    ),
    "assessment": Document(
        title="Assessment",
        description=(
            "One evaluation of one organisation, with every figure as it was printed: one of those in a file"
            " of assessments."
        ),
        part=results.assessment,
        closed=True,
    ),
    "assessments": Document(
        title="Assessments",
        description="What `kompass import` writes, and what other commands read again.",
        keys=lambda shapes: {
            "assessments": array(results.assessment(shapes)),
            "warnings": array(results.warning(shapes)),
            "editions": array(results.known_edition(shapes)),
        },
        required=("assessments",),
        with_errors=True,
        closed=True,
    ),
    "scorecard": Document(
        title="Scorecard",
        description=(
            "The exact result of one assessment: one of those in a file of scorecards, and a released golden"
            " scorecard."
        ),
        part=lambda shapes: results.scorecard(shapes, released=True),
        closed=True,
    ),
    "scorecards": Document(
        title="Scorecards",
        description="What `kompass score` writes, and what other commands read again.",
        keys=lambda shapes: {
            "scorecards": array(results.scorecard(shapes)),
            "warnings": array(results.warning(shapes)),
            "editions": array(results.known_edition(shapes)),
        },
        required=("scorecards",),
        with_errors=True,
        closed=True,
    ),
    "conversions": Document(
        title="Conversions",
        description="What results say of another edition: what `kompass convert` writes.",
        keys=lambda shapes: {
            "conversions": array(results.conversion(shapes)),
            "warnings": array(results.warning(shapes)),
            "editions": array(results.known_edition(shapes)),
        },
        with_errors=True,
    ),
    "comparison": Document(
        title="Comparison",
        description=(
            "Results side by side, and what may be concluded of every change: what `kompass compare` writes."
        ),
        keys=lambda shapes: {
            "edition": {"anyOf": [shapes.value("edition-id"), {"type": "null"}]},
            "columns": array(results.column(shapes), minItems=1),
            "rows": array(results.row(shapes)),
            "warnings": array(results.warning(shapes)),
            "editions": array(results.known_edition(shapes)),
        },
        with_errors=True,
    ),
    "cohorts": Document(
        title="Cohorts",
        description=(
            "What published results say together, and where a result stands among them: what `kompass cohort`"
            " writes."
        ),
        keys=lambda shapes: {
            "cohorts": array(results.cohort(shapes)),
            "means": array(results.cited_mean(shapes)),
            "sources": array(results.cited_source(shapes)),
            "notes": array(shapes.text()),
            "warnings": array(results.error(shapes)),
        },
        with_errors=True,
    ),
    "written": Document(
        title="Written files",
        description=(
            "What was written where: what `kompass report` and `kompass render` write beside their results."
        ),
        keys=lambda shapes: {
            "written": array(results.written_file(shapes)),
            "warnings": array(results.warning(shapes)),
        },
        with_errors=True,
    ),
    "difference": Document(
        title="Difference",
        description="What changed between two editions or releases: what `kompass diff` writes.",
        keys=lambda shapes: {
            **results.difference(shapes),
            "editions": array(results.known_edition(shapes)),
        },
    ),
    "release": Document(
        title="Release",
        description="What a release does, or would do: what `kompass release` writes.",
        keys=results.release,
    ),
    "verification": Document(
        title="Verification",
        description="What was proved of the installed ledgers: what `kompass verify` writes.",
        keys=lambda shapes: {"ledgers": array(results.ledger(shapes))},
        with_errors=True,
    ),
    "findings": Document(
        title="Findings",
        description="What is wrong with mappings of others: what `kompass lint-mapping` writes.",
        keys=lambda shapes: {
            "findings": array(results.found(shapes)),
            "unchecked": array(results.unchecked_file(shapes)),
        },
        with_errors=True,
    ),
    "checked": Document(
        title="Checked files",
        description="What was checked: what `kompass check` writes.",
        keys=lambda shapes: {
            "checked": array(results.checked_file(shapes)),
            "passed_over": array({"type": "string"}),
            "editions": array(results.known_edition(shapes)),
        },
        with_errors=True,
    ),
    "editions": Document(
        title="Installed editions",
        description="The editions that are installed: what `kompass editions` writes.",
        keys=lambda shapes: {
            "editions": array(results.listed_edition(shapes)),
            "warnings": array(results.error(shapes)),
        },
        required=("editions",),
    ),
    "plugins": Document(
        title="Installed plugins",
        description=(
            "The plugins that are installed, and those that cannot be used: what `kompass plugins` writes."
        ),
        keys=lambda shapes: {
            "plugins": array(results.listed_plugin(shapes)),
            "failures": array(results.failure(shapes)),
            "slow": array(results.slow_import(shapes)),
        },
    ),
    "scaffold": Document(
        title="Scaffold",
        description="The files of something new: what `kompass new` writes.",
        keys=lambda _: {
            "folder": {"type": "string"},
            "files": array({"type": "string"}, minItems=1),
            "next_step": {"type": "string"},
        },
    ),
    "schemas": Document(
        title="Schemas",
        description="The schemas that there are: what `kompass schema --json` writes.",
        keys=lambda shapes: {"schemas": array(results.listed_schema(shapes))},
    ),
    "errors": Document(
        title="Errors",
        description="What is wrong: what every command writes with --json where it has no result.",
        keys=lambda shapes: {"errors": array(results.error(shapes), minItems=1)},
    ),
}
"""Every kind of document by its name."""


WRITES: Mapping[str, tuple[str, ...]] = {
    "editions": ("editions",),
    "show": ("edition", "item"),
    "check": ("checked",),
    "import": ("assessments",),
    "score": ("scorecards",),
    "convert": ("conversions",),
    "compare": ("comparison",),
    "cohort": ("cohorts",),
    "render": ("written",),
    "report": ("written",),
    "diff": ("difference",),
    "release": ("release",),
    "verify": ("verification",),
    "lint-mapping": ("findings",),
    "schema": ("schemas", "written"),
    "new": ("scaffold",),
    "plugins": ("plugins",),
}
"""The kinds of document that each command writes with
``--json``; where something is wrong, it can be ``errors``."""


def schema_of(name: str, *, complete: bool = False) -> Schema:
    """Return the schema of a kind of document, generated from the classes of the model.

    With ``complete`` it takes only what the package writes itself at this version: every key, and no other.

    >>> schema_of("edition")["$id"]
    'https://kompass-spec.org/schema/1/edition.json'
    """
    document = DOCUMENTS[name]
    shapes = Shapes(by_hand=document.by_hand and not complete, complete=complete)
    head: Schema = {
        "$schema": DIALECT,
        "$id": f"{BASE}{name}.json",
        "title": document.title,
        "description": document.description,
    }
    if document.part is not None:
        body = document.part(shapes)
        if "$ref" in body:  # the document is that one part, so it stands at the top
            body = {
                **shapes.definitions.pop(body["$ref"].rpartition("/")[2]),
                "description": document.description,
            }
    elif document.keys is not None:
        properties = dict(document.keys(shapes))
        required = list(properties) if document.required is None else list(document.required)
        if complete:
            required = [key for key in properties if (name, key) != ("editions", "warnings")]
        if document.with_errors:
            properties["errors"] = array(results.error(shapes), minItems=1)
        words = name if name in {"comparison", "release", "scaffold"} else "document"
        body = shapes.table(words, properties, required=required, closed=document.closed)
    else:  # pragma: no cover - every document above has keys or is a part
        raise AssertionError(f"{name} has no shape")
    return {**head, **body, "$defs": dict(sorted(shapes.definitions.items()))}
