"""The parts of documents that are computed and have no class to be read as: scores, conversions, listings.

What a key holds is written in short, its kind and after a colon its words where the common ones do not fit.
The kind is one of a text in ``values``, a class of the model, an enumeration or a part by its name; ``?``
after it says that it can be null, ``*`` that it is a list, ``+`` that this has something in it, and ``|``
stands between kinds of which it is one. A ``?`` after a key says that it need not be there.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, final

from attrs import frozen
from schema_generator.words import words_of

__all__ = ["PARTS", "Keys", "Part"]

Keys: TypeAlias = Mapping[str, str]
"""The kind of every key, and perhaps its words."""


@final
@frozen
class Part:
    """Describe a table by its keys: all have to be there but those that are marked.

    A reader can do without those in ``spare``, and a released document leaves out those in ``empty`` where
    they are null or empty. One that is ``closed`` takes no other key; what the package only writes may get
    more later.
    """

    keys: Keys
    closed: bool = False
    spare: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    description: str | None = None

    def described(self) -> Iterator[tuple[str, str, str]]:
        """Iterate over the keys, each with its kind and its words."""
        for marked, stated in self.keys.items():
            key, (kind, _, words) = marked.rstrip("?"), stated.partition(": ")
            yield key, kind, words or words_of("", key)

    def required(self, *, complete: bool, released: bool) -> list[str]:
        """Return the keys that have to be there, in a ``complete`` document or a ``released`` one."""
        missing = frozenset() if complete else self.spare | (self.empty if released else frozenset())
        return [key for key in self.keys if not key.endswith("?") and key not in missing]


_SCORE: Keys = {
    "code": "scored-item: The code of the item, or 'total'.",
    "low": "amount",
    "high": "amount",
    "width": "amount: The distance between the bounds in points.",
    "max": "positive|zero: The maximum of what applies of the item, in points; 0 where it does not apply.",
    "printed": "quantity?: The printed points; null where none stand.",
    "sum_of_printed": (
        "quantity?: The sum of the points printed for its parts; null unless all of them stand."
    ),
    "share": "shares: The bounds as a part of the maximum.",
    "lost": "amount: The points that were surely lost: the maximum minus the upper bound.",
    "contradicted": "flag: Whether figures of it were set aside because no true values can print them.",
    "applies": "flag: Whether it applies to the organisation; what does not is part of no sum.",
}
_LINK: Keys = {
    "from": "item+: Codes of the source edition.",
    "to": "item+: Codes of the target edition.",
    "relation": "Relation",
    "reasons": "text*",
    "reading": "Reading",
    "assumed": "flag: Whether it proves nothing.",
}
_CONVERTED: Keys = {
    "code": "scored-item: The code of the item, or 'total'.",
    "low": "amount: What is proved: the lower bound in points.",
    "high": "amount: What is proved: the upper bound in points.",
    "max": "positive|zero: The maximum of what applies of the item, in points; 0 where it does not apply.",
    "basis": "Basis: How sure it is: exact, bounded, or unknown.",
    "reason": "string",
    "applies": "flag: Whether it applies to the kind of organisation; what does not is part of no sum.",
    "low_by_steps": "flag: Whether the steps one after the other give the lower bound, and not all as one.",
    "high_by_steps": "flag: Whether the steps one after the other give the upper bound, and not all as one.",
    "assumed": "assumed?: What holds if judgements of comparability do; null where nothing rests on one.",
    "adjusted": "adjusted?: What a publisher's rule of thumb gives; null where there is none for it.",
}
_WHO: Keys = {
    "organisation": "Organisation",
    "year": "year?: The year; null where it is not known.",
    "year_inferred": "flag",
    "edition": "edition-id: The id of the edition of the result.",
    "by_share": (
        "flag: Whether something does not apply to it, so that it counts with its share of what does, in"
        " points of the whole maximum."
    ),
}

_WHOLE = "only there where Python wrote it, to read it again"
"""What is said of keys that commands leave out, because they write them elsewhere or not at all."""

_KEYS: Mapping[str, Keys] = {
    "scorecard": {
        "scorer?": "string?: The name of the scorer that it is of; null where that is not known.",
        "edition": "edition-id",
        "organisation": "Organisation",
        "year": "year?",
        "year_inferred": "flag",
        "total": "total-score: The score of the whole edition.",
        "areas": "area-score*: The scores of the areas, in the edition's order.",
        "discrepancies": "Discrepancy*: Printed figures that disagree, in the edition's order.",
        "assessment": "Assessment: The assessment that was scored, whole.",
    },
    "total-score": _SCORE,
    "area-score": {**_SCORE, "questions": "question-score*"},
    "question-score": {**_SCORE, "criteria?": "criterion-score*"},
    "criterion-score": _SCORE,
    "shares": {
        "low": "fraction: The lower bound, a fraction of the maximum.",
        "high": "fraction: The upper bound, a fraction of the maximum.",
    },
    "points": {"low": "quantity", "high": "quantity"},
    "conversion": {
        "from": "edition-id: The id of the edition of the result.",
        "to": "edition-id: The id of the edition that it is converted to.",
        "organisation": "Organisation",
        "year": "year?",
        "steps": "string*: The ids of the mappings that lead there, in their order; none where one does.",
        "total": "converted-total: The whole edition that it is converted to.",
        "areas": "converted-area*: Its areas.",
        "weakest_links": (
            "weak-link*: The links by the points of certainty that they cost, the greatest first."
        ),
        "from_release?": f"version?: The release of the edition that it is converted from; {_WHOLE}.",
        "to_release?": f"version?: The release of the edition that it is converted to; {_WHOLE}.",
        "scorecard?": f"scorecard: The scorecard that is converted, whole; {_WHOLE}.",
        "mapping?": f"Mapping: The mapping that it is converted by; {_WHOLE}.",
        "certificate?": f"Certificate: The calculation behind it, where that was asked for; {_WHOLE}.",
    },
    "converted-total": _CONVERTED,
    "converted-area": {**_CONVERTED, "questions": "converted-question*"},
    "converted-question": {**_CONVERTED, "criteria?": "converted-criterion*"},
    "converted-criterion": _CONVERTED,
    "assumed": {"low": "amount", "high": "amount", "links": "said-link+: The links that it rests on."},
    "adjusted": {
        "low": "quantity",
        "high": "quantity",
        "statement": "Statement: The publisher's rule of thumb.",
        "printed": "points?: The same rule on the printed figure; null where none is printed.",
        "printed_sum": "flag: Whether the sum of the printed figures stands for the printed one.",
    },
    "said-link": _LINK,
    "weak-link": {**_LINK, "cost": "amount: The points of certainty that it costs."},
    "premises": {
        "editions": "edition-id*: The editions of the items.",
        "items": "count: The items whose maxima and parts are taken as they are.",
        "figures": "count: The printed figures.",
        "scores": "count: The ends of scores that were known.",
        "links": "count: The links that were stated.",
        "covers": "count: The items of which links are said to be all.",
        "without": "code*: What is said not to apply.",
    },
    "certified-file": {
        "file": "string",
        "certificates": "count: The certificates in it.",
        "lines": "count: Their lines.",
        "proved": "count: The items of which they prove both ends.",
        "contradictions": "count: The contradictions that they prove.",
        "premises": "premises: What they take as it is, counted.",
        "rests_on": "string*: The same in sentences.",
    },
    "column": {
        "organisation": "Organisation",
        "year": "year?",
        "year_inferred": "flag",
        "edition": "edition-id",
    },
    "row": {
        "item": (
            "scored-item: A code of the edition that was asked for, else of the first column's, or 'total'."
        ),
        "cells": "cell*: A cell for every column.",
        "changes": "movement*: A change for every pair of neighbours.",
    },
    "cell": {
        "code": "scored-item?: The item's own code there; null where nothing corresponds to it.",
        "low": "amount?: The lower bound in points; null where nothing corresponds to it.",
        "high": "amount?: The upper bound in points; null where nothing corresponds to it.",
        "max": (
            "positive?|zero: The maximum of what applies, of which the points are; null where nothing"
            " corresponds to it."
        ),
        "printed": "quantity?: The printed points; null where none stand, or of a converted cell.",
        "sum_of_printed": (
            "quantity?: The sum of the points printed for its parts; null where it does not stand for the"
            " printed."
        ),
        "basis": "Basis: How sure it is.",
        "applies": "flag: Whether it applies to the organisation; what does not has no points.",
    },
    "movement": {
        "on": "string: The edition that the change was computed on.",
        "low": "quantity?: The lower bound of the change in points; null where it cannot be computed.",
        "high": "quantity?: The upper bound of the change in points; null where it cannot be computed.",
        "verdict": "Verdict",
        "reason": "string",
        "printed": "printed-pair?: What stands in the two reports; null where nothing is printed.",
        "assumed": (
            "likely?: The change that holds if judgements of comparability do; null where nothing rests on"
            " one."
        ),
        "adjusted": "likely?: The change by a publisher's rule of thumb; null where there is none.",
    },
    "likely": {
        "low": "quantity: The lower bound of the change in points.",
        "high": "quantity: The upper bound of the change in points.",
        "verdict": "Verdict",
        "reason": "string",
        "printed": "printed-pair?: The printed figures read by the same rule; null where one side has none.",
    },
    "printed-pair": {
        "earlier": "printed-side: What is printed of the earlier.",
        "later": "printed-side: What is printed of the later.",
    },
    "printed-side": {
        "low": "quantity",
        "high": "quantity",
        "is_sum": "flag: Whether it is a sum of printed figures.",
    },
    "release-difference": {
        "changes": "alteration*: The changes, in the order of the edition before.",
        "step": (
            "step: The step of the version that they make together; null where nothing changed, or of two"
            " editions."
        ),
    },
    "alteration": {
        "kind": "alteration-kind: The kind of change.",
        "from": "item*: The codes before.",
        "to": "item*: The codes after.",
        "reason": "string",
    },
    "ledger": {
        "distribution": "string: The distribution that brings the ledger.",
        "entries": "count: The number of entries.",
        "head": "sha256|empty: The SHA-256 of the last line; empty where the ledger is broken.",
        "unchecked": "string*: What was left unchecked, in sentences.",
        "withdrawn": "string*: The releases that were withdrawn, each with the reason.",
        "signed": "signed*: Up to where each key that was given has signed the ledger.",
    },
    "planned": {
        "entry": "Entry: The entry as it stands in the ledger.",
        "difference": ("release-difference?: What changed since the last release; null where there is none."),
        "line": "string: The line that is appended to the ledger, line feed included.",
        "content": "string?: What is frozen, in canonical form; null where nothing new is.",
        "changelog": "string: What readers are told, in Markdown.",
        "warnings?": "Problem+",
    },
    "known-ledger": {
        "entries": "count: The number of entries.",
        "head": "sha256: The SHA-256 of the last line.",
    },
    "signed": {
        "key": "sha256: The name of the key: the SHA-256 of it in canonical JSON.",
        "entries": "number: The number of entries that it has signed.",
        "head": "sha256: The head after them.",
        "file": "string: The signature, beside the ledger.",
    },
    "signed-statement": {
        "_type": "string: The type of the statement, of in-toto.",
        "subject": "subject+: What is signed: the last line of the ledger, and released files.",
        "predicateType": "string: The type of the predicate.",
        "predicate": "predicate: What is said of them.",
    },
    "subject": {
        "name": "string: A released file, or a line of the ledger after RFC 5147.",
        "digest": "digests: Its digest.",
    },
    "digests": {"sha256": "sha256: The SHA-256 of its bytes."},
    "predicate": {
        "distribution": "string: The distribution that brings the ledger.",
        "entries": "number: The number of entries up to the head.",
        "releases": "signed-release*: The releases whose files are among the subjects.",
    },
    "signed-release": {
        "kind": "string: What is released.",
        "id": "string: The id.",
        "version": "version: The version.",
    },
    "pinning": {
        "file": "string: The file of pins.",
        "changes": "string*: What is pinned that was not, in sentences; none where nothing was written.",
        "missing": "string*: What is pinned of distributions that are not installed, in sentences.",
    },
    "found": {
        "rule": "string: The name of the rule.",
        "severity": "Severity: How much it weighs.",
        "message": "string",
        "file": "string",
        "line": "number?: The line, counted from 1; null where it is not known.",
        "pointer": "pointer?",
    },
    "unchecked-file": {"message": "string: What could not be checked.", "file": "string"},
    "checked-file": {
        "file": "string: The name of the file, or of what is installed.",
        "holds": "string: What it holds.",
    },
    "listed-edition": {
        "id": "edition-id",
        "release": "version: The version of the release that is used.",
        "draft": "flag: Whether it is a draft, of which nothing was released.",
        "title": "text",
        "publisher": "string: Who published the edition.",
        "country": "country",
        "valid_from": "date: The date from which it was in use.",
        "valid_to": "date?",
        "completeness": "Completeness",
        "scored_by": "level",
        "known": "string",
        "areas": "count: The number of areas.",
        "questions": "count: The number of questions.",
        "newest": "flag: Whether it is the newest release; false where a newer one cannot be read.",
    },
    "known-edition": {
        "id": "edition-id",
        "release": "version: The version of its encoding.",
        "completeness": "Completeness",
        "scored_by": "level",
        "known": "string",
    },
    "cohort": {
        "edition": "edition-id: The id of the edition that all of it is on.",
        "asked": "asked?: The result that is ranked among the others; null where none was asked about.",
        "results": "member*: The results of the cohort.",
        "items": "cohort-item*: What they say together of every area and the total.",
        "statements": (
            "Statement*: What publishers have said about comparing the editions of converted results with"
            " this one."
        ),
        "ranking": "ranking?: The places of all results; null where they were not asked for.",
        "scorecards?": f"scorecard*: The scorecards of the results, whole; {_WHOLE}.",
        "asked_scorecard?": f"scorecard?: The scorecard that was asked about, whole; {_WHOLE}.",
        "points?": f"counted-points**: What counts of every result; {_WHOLE}.",
        "warnings?": f"Problem*: What is to be known of it; {_WHOLE}.",
    },
    "counted-points": {
        "code": "scored-item: The code of the area, or 'total'.",
        "low": "quantity: The lower bound in points.",
        "high": "quantity: The upper bound in points.",
    },
    "ranking": {
        "item": "scored-item: The code of the area that is ranked by, or 'total'.",
        "places": "place*: The results, the likely highest first.",
        "pairs": "pair*: Every two of them.",
    },
    "place": {
        **_WHO,
        "is_asked": "flag: Whether it is the result that was asked about.",
        "points": "points: Its points.",
        "rank": "rank: The places that the figures allow.",
    },
    "pair": {
        "higher": "count: The position in places, from 0, of the one that is more likely higher.",
        "lower": "count: The position of the other.",
        "difference": "points: By how many points it is higher.",
        "is_certain": "flag: Whether it is, whatever the true values are.",
        "turns": "quantity?: The least share of all weight to be moved until the other order is possible.",
        "is_ahead_everywhere": "flag: Whether it is ahead in every area, so that no weights turn the pair.",
    },
    "asked": _WHO,
    "member": {
        **_WHO,
        "dataset": "string?: The dataset that it is of; null of a file.",
        "cited": "string*",
        "caveats": "Caveat*: What is not as one would wish about it.",
    },
    "cohort-item": {
        "code": "scored-item: The code of the area, or 'total'.",
        "count": "count: The number of results behind it.",
        "assumed": "count: How many of them rest on what a mapping only judges comparable.",
        "inferred": "count: How many of them follow from the total and all other areas.",
        "support": "Support: What that number can support.",
        "values": "points*: The results in points.",
        "mean": "points?: The mean in points; null of no result.",
        "median": "points?: The median in points; null of no result.",
        "least": "points?: The least in points; null of no result.",
        "greatest": "points?: The greatest in points; null of no result.",
        "lower_quartile": "points?: The lower quartile in points; null of few results.",
        "upper_quartile": "points?: The upper quartile in points; null of few results.",
        "asked": "points?: The result that was asked about, in points; null where there is none.",
        "asked_assumed": "flag: Whether that rests on what a mapping only judges comparable.",
        "asked_inferred": "flag: Whether that follows from the total and all other areas.",
        "rank": "rank?: Its place, 1 the highest; null where there is none.",
    },
    "rank": {
        "best": "number: The best place that is possible.",
        "worst": "number: The worst place that is possible.",
        "of": "number: Of how many.",
    },
    "slow-import": {
        "distribution": "string: The distribution that brings the plugin.",
        "version": "string",
        "kind": "string: The kind of plugin.",
        "message": "string: A sentence that says so.",
    },
    "listed-plugin": {
        "name": "string: The name by which it is chosen.",
        "distribution": "string",
        "version": "string",
        "kinds": "string+: The kinds of plugin that it is.",
    },
    "failure": {
        "distribution": "string",
        "version": "string: The version of the distribution; empty where it is not installed.",
        "kind": "string: The kind of plugin; empty where the distribution is not installed.",
        "message": "string: A sentence that says why it is not used.",
    },
    "written-file": {
        "file": "string: The name of the file that was read.",
        "output": "string: The name of the file that was written.",
    },
    "listed-schema": {
        "name": "string: The name, for kompass schema NAME.",
        "id": "string: The identifier of the schema.",
        "title": "string: What it is called.",
        "description": "string: What it describes.",
    },
}
"""The keys of every part, by the name of its definition."""

_EMPTY = frozenset({"year", "year_inferred", "printed", "sum_of_printed", "questions", "discrepancies"})
"""What a released scorecard leaves out where it is null or empty, and ``kompass score`` never does."""

_COMPUTED = frozenset({"width", "share", "lost", "contradicted", "applies"})
"""What a reader of a score can compute from the rest, or takes for granted."""

_LATER, _OF_CELLS = frozenset({"applies", "by_share"}), frozenset({"max"})
"""What results that were computed, and cells, have had since 0.2.0; those of before are right without it."""


def _part(name: str, keys: Keys) -> Part:
    if name == "scorecard":
        words = "An exact interval for every item, and every discrepancy between the printed figures."
        return Part(keys, closed=True, empty=_EMPTY, description=words)
    if name.endswith("-score"):
        words = "What is known of one item, in points."
        return Part(keys, closed=True, spare=_COMPUTED, empty=_EMPTY, description=words)
    return Part(
        keys,
        closed=name in {"points", "shares"},
        spare=_LATER | (_OF_CELLS if name == "cell" else frozenset()),
    )


PARTS: Mapping[str, Part] = {name: _part(name, keys) for name, keys in _KEYS.items()}
"""The parts by the names of their definitions."""
