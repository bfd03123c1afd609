"""Every document that the package reads or writes as JSON or TOML, as a JSON Schema of the 2020-12 draft."""

import json
from collections.abc import Mapping
from typing import final

from attrs import Factory, field, frozen
from schema_generator.parts import PARTS, Keys, Part
from schema_generator.shapes import AUTHORED, Shapes
from schema_generator.values import Schema

from kompass_spec.model import Completeness

__all__ = ["BASE", "DIALECT", "DOCUMENTS", "WRITES", "Document", "schema_of"]

BASE = "https://kompass-spec.org/schema/1/"
"""What every identifier of a schema begins with; the number
is the version of the schemas. Nothing is fetched from it."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@final
@frozen
class Document:
    """Describe a kind of document: its title, what it is for, and its shape.

    ``shape`` gives the keys of the document itself, as parts have them, or the one kind that it is; a reader
    can do without the keys in ``spare``. ``by_hand`` is true of what people write in TOML, ``closed`` of what
    is read by the strict converter, which refuses other keys. ``formed`` is true of what names its form when
    it is released.
    """

    title: str
    description: str
    shape: str | Keys
    by_hand: bool = False
    closed: bool = field(default=Factory(lambda document: document.by_hand, takes_self=True))
    released: bool = False
    formed: bool = False
    spare: frozenset[str] = frozenset()
    more: Schema = field(factory=dict)


_AREAS_WHERE_KNOWN: Schema = {
    "if": {
        "required": ["completeness"],
        "properties": {
            "completeness": {
                "description": "More than a part is known.",
                "enum": [kind.value for kind in Completeness if kind is not Completeness.PARTIAL],
            }
        },
    },
    "then": {
        "required": ["areas"],
        "properties": {"areas": {"description": "There are areas.", "type": "array", "minItems": 1}},
    },
}
"""Only where a part of it is known may an edition have no areas."""

_FORM: Schema = {
    "type": "integer",
    "minimum": 2,
    "description": "The form of a release, which says what keys there are; form 1 has none, nor has a draft.",
}
"""What a release names beside its content."""

_BESIDE = frozenset({"warnings", "editions"})
_EDITIONS_BESIDE = frozenset({"editions"})
_EDITIONS = (
    "The editions: those that are installed, or those that the results are on, with how much is known."
)
_CERTIFICATES = "The calculations that --explain asked for, in the same order; only there with --explain."

DOCUMENTS: Mapping[str, Document] = {
    "edition": Document(
        "Edition",
        (
            "An edition of the framework: edition.toml, a released edition, and what `kompass show EDITION"
            " --json` writes."
        ),
        "Edition",
        more=_AREAS_WHERE_KNOWN,
        by_hand=True,
        formed=True,
    ),
    "mapping": Document(
        "Edition mapping",
        "What of one edition corresponds to what of another: mapping.toml, and a released mapping.",
        "Mapping",
        by_hand=True,
        formed=True,
    ),
    "register": Document(
        "Register of organisations",
        "Organisations that reports can name: the TOML in organisations/.",
        "Register",
        by_hand=True,
    ),
    "dataset": Document(
        "Dataset of published results",
        (
            "Published results with their sources and caveats: the TOML that a plugin of the kind `datasets`"
            " brings."
        ),
        "Dataset",
        by_hand=True,
    ),
    "item": Document(
        "Area, question or criterion",
        "One item of an edition: what `kompass show EDITION CODE --json` writes.",
        "Area|Question|Criterion",
        closed=True,
    ),
    "assessment": Document(
        "Assessment",
        (
            "One evaluation of one organisation, with every figure as it was printed: one of those in a file"
            " of assessments."
        ),
        "Assessment",
        closed=True,
    ),
    "assessments": Document(
        "Assessments",
        "What `kompass import` writes, and what other commands read again.",
        {
            "assessments": "Assessment*: The assessments, file by file.",
            "warnings": "Problem*",
            "editions": f"known-edition*: {_EDITIONS}",
            "errors?": "Problem+",
        },
        spare=_BESIDE,
        closed=True,
    ),
    "scorecard": Document(
        "Scorecard",
        (
            "The exact result of one assessment: one of those in a file of scorecards, and a released golden"
            " scorecard."
        ),
        "scorecard",
        released=True,
        formed=True,
        closed=True,
    ),
    "scorecards": Document(
        "Scorecards",
        "What `kompass score` writes, and what other commands read again.",
        {
            "scorecards": "scorecard*: The scorecards, file by file.",
            "warnings": "Problem*",
            "editions": f"known-edition*: {_EDITIONS}",
            "certificates?": f"Certificate*: {_CERTIFICATES}",
            "errors?": "Problem+",
        },
        spare=_BESIDE,
        closed=True,
    ),
    "conversions": Document(
        "Conversions",
        "What results say of another edition: what `kompass convert` writes.",
        {
            "conversions": "conversion*: The conversions, file by file.",
            "warnings": "Problem*",
            "editions": f"known-edition*: {_EDITIONS}",
            "certificates?": f"Certificate*: {_CERTIFICATES}",
            "errors?": "Problem+",
        },
        spare=_EDITIONS_BESIDE,
    ),
    "conversion": Document(
        "Conversion",
        "What one result says of another edition: one of those in a file of conversions.",
        "conversion",
    ),
    "certificate": Document(
        "Certificate",
        "A calculation that everybody can check: what `kompass verify-certificate` reads alone, too.",
        "Certificate",
        closed=True,
    ),
    "certified": Document(
        "Certified",
        "Which certificates prove what they say: what `kompass verify-certificate` writes.",
        {"files": "certified-file*: The files that are fine.", "errors?": "Problem+"},
    ),
    "comparison": Document(
        "Comparison",
        "Results side by side, and what may be concluded of every change: what `kompass compare` writes.",
        {
            "edition": (
                "edition-id?: The id of the edition that was asked for; null for each column on its own."
            ),
            "columns": "column+: The results in order of time.",
            "rows": "row*: A row for every area, perhaps every question, and the total.",
            "warnings": "Problem*",
            "editions": "known-edition*: The editions of the columns, with how much is known of each.",
            "scorecards?": (
                "scorecard+: The scorecards of the columns, whole; only there where Python wrote it, to read"
                " it again."
            ),
            "errors?": "Problem+",
        },
        spare=_EDITIONS_BESIDE,
    ),
    "cohorts": Document(
        "Cohorts",
        (
            "What published results say together, and where a result stands among them: what `kompass cohort`"
            " writes."
        ),
        {
            "cohorts": "cohort*: A cohort for every edition.",
            "means": "CitedMean*: Means that somebody published, for comparison.",
            "sources": "CitedSource*: The publications that are cited.",
            "notes": "text*: What is to be known of the datasets, by language.",
            "warnings": "Problem*",
            "errors?": "Problem+",
        },
    ),
    "cohort": Document(
        "Cohort",
        "What results on one edition say together: one of those in a file of cohorts.",
        "cohort",
    ),
    "written": Document(
        "Written files",
        "What was written where: what `kompass report`, `render` and `template` write beside their results.",
        {
            "written": "written-file*: What was written where.",
            "index?": "string: The page that leads to all the others; only there where one was written.",
            "warnings": "Problem*",
            "errors?": "Problem+",
        },
    ),
    "difference": Document(
        "Difference",
        "What changed between two editions or releases: what `kompass diff` writes.",
        {**PARTS["release-difference"].keys, "editions": f"known-edition*: {_EDITIONS}"},
        spare=_EDITIONS_BESIDE,
    ),
    "release": Document(
        "Release",
        "What a release does, or would do: what `kompass release` writes.",
        {
            "entry": "Entry: The entry as it stands in the ledger.",
            "difference": "release-difference?: What changed since the last release; null without one.",
            "line": "string: The line that is appended to the ledger, line feed included.",
            "content": "string?: What is frozen, in canonical form; null where nothing new is.",
            "changelog": "string: What readers are told, in Markdown.",
            "written": "flag: Whether it was carried out; false of a dry run.",
            "warnings?": "Problem+",
        },
    ),
    "verification": Document(
        "Verification",
        "What was proved of the installed ledgers: what `kompass verify` writes.",
        {
            "ledgers": "ledger*: The ledger of every installed framework, and of the package's own vectors.",
            "pins?": "pinning: What `--pin` has written; not there where something is wrong.",
            "errors?": "Problem+",
        },
    ),
    "proposal": Document(
        "Proposal",
        "What is released of all that is proposed: what `kompass release --proposed` writes.",
        {
            "releases": "planned*: What each release does, or would do, in their order.",
            "left_out": "string*: The drafts that were never released and whose versions begin with 0.",
            "written": "flag: Whether it was carried out; not in a dry run, or where nothing is proposed.",
        },
    ),
    "joining": Document(
        "Joining",
        "How two branches that both released are put in one order: what `kompass release --join` writes.",
        {
            "published": "known-ledger: The ledger of the branch that was published.",
            "joined": "Entry*: The entries of this branch, as they stand after those.",
            "left_out": "Entry*: Those that say what the published branch says already.",
            "copied": "string*: The releases that are taken over from the published branch.",
            "stale_signatures": "string*: The signatures of heads that the ledger leads through no more.",
            "head": "sha256: The head of the joined ledger.",
            "changelog": "string: The changelog as it then is, in Markdown.",
            "written": "flag: Whether it was carried out; not in a dry run, or where nothing was left to do.",
        },
    ),
    "signature": Document(
        "Signature",
        "What is signed of a ledger, and where the signature lies: what `kompass sign` writes.",
        {
            "file": "string: The signature, beside the ledger: an envelope of DSSE around the statement.",
            "key": "sha256: The name of the key: the SHA-256 of it in canonical JSON.",
            "statement": "signed-statement: What is signed, as an in-toto statement.",
            "written": "flag: Whether it was written; false where the key had signed this head before.",
        },
    ),
    "findings": Document(
        "Findings",
        "What is wrong with mappings of others: what `kompass lint-mapping` writes.",
        {
            "findings": "found*: What is wrong in the mappings.",
            "unchecked": "unchecked-file*: What could not be checked.",
            "errors?": "Problem+",
        },
    ),
    "checked": Document(
        "Checked files",
        "What was checked: what `kompass check` writes.",
        {
            "checked": "checked-file*: What was fine.",
            "passed_over": "string*: The files of folders that hold nothing that is checked.",
            "editions": f"known-edition*: {_EDITIONS}",
            "warnings?": "Problem+",
            "errors?": "Problem+",
        },
    ),
    "editions": Document(
        "Installed editions",
        "The editions that are installed: what `kompass editions` writes.",
        {"editions": f"listed-edition*: {_EDITIONS}", "warnings?": "Problem*"},
    ),
    "plugins": Document(
        "Installed plugins",
        "The plugins that are installed, and those that cannot be used: what `kompass plugins` writes.",
        {
            "plugins": "listed-plugin*: What is installed and can be used.",
            "failures": "failure*: What is installed and cannot be used.",
            "slow": "slow-import*: What takes more than a second to import.",
        },
    ),
    "scaffold": Document(
        "Scaffold",
        "The files of something new: what `kompass new` writes.",
        {
            "folder": "string: The folder that was made, or written into.",
            "files": "string+: The files that were made in it.",
            "next_step": "string: What to do next.",
        },
    ),
    "schemas": Document(
        "Schemas",
        "The schemas that there are: what `kompass schema --json` writes.",
        {"schemas": "listed-schema*: The schemas that there are, by name."},
    ),
    "problem": Document(
        "Problem",
        "What is wrong, or what is to be known: one of the errors or the warnings that commands write.",
        "Problem",
        closed=True,
    ),
    "errors": Document(
        "Errors",
        "What is wrong: what every command writes with --json where it has no result.",
        {"errors": "Problem+"},
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
    "template": ("written",),
    "verify-certificate": ("certified",),
    "diff": ("difference",),
    "release": ("release", "proposal", "joining"),
    "sign": ("signature",),
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
    shapes = Shapes(by_hand=document.by_hand and not complete, complete=complete, released=document.released)
    head: Schema = {
        "$schema": DIALECT,
        "$id": f"{BASE}{name}.json",
        "title": document.title,
        "description": document.description,
    }
    if isinstance(document.shape, str):
        body = shapes.of(document.shape)
    else:
        body = shapes.table(Part(document.shape, closed=document.closed, spare=document.spare))
    if "$ref" in body:  # the document is that one definition, so it stands at the top
        definition = shapes.definitions.pop(body["$ref"].rpartition("/")[2])
        body = {**definition, "description": document.description}
    if document.formed and not complete:
        body["properties"] = {**body["properties"], "form": _FORM}
    whole = {**head, **body, **document.more, "$defs": dict(sorted(shapes.definitions.items()))}
    return _renamed(whole, {name: AUTHORED + name for name in shapes.authored()})


def _renamed(schema: Schema, names: Mapping[str, str]) -> Schema:
    """Return a schema with other names of definitions."""
    written = json.dumps(schema)
    for old, new in names.items():
        written = written.replace(f'"#/$defs/{old}"', f'"#/$defs/{new}"')
    renamed: Schema = json.loads(written)
    definitions = {names.get(name, name): shape for name, shape in renamed["$defs"].items()}
    return {**renamed, "$defs": dict(sorted(definitions.items()))}
