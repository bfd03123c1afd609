"""Score assessments, and read and write scorecards as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from kompass_spec.documents.assessments import assessments_from_data
from kompass_spec.documents.disk import DEFAULT_LIMIT, read_bytes
from kompass_spec.documents.json_lines import parse_results
from kompass_spec.documents.kinds import DocumentKind, is_saved, kind_of_json
from kompass_spec.documents.scorecards import read_scored
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Assessment, Edition, Scorecard
from kompass_spec.model.arguments import check_arguments, listed
from kompass_spec.model.assessment import Imported
from kompass_spec.model.assessment_codes import dangling_problems
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.model.scorecard import STANDARD, Scored
from kompass_spec.model.scorecard_rules import lost_items, scorecard_problems
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.hooks import Scorer
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Decided, ScoreRequest
from kompass_spec.registry.chosen import chosen_decided, chosen_edition
from kompass_spec.registry.registry import Registry
from kompass_spec.results.assessments import import_document
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed

__all__ = [
    "STANDARD",
    "other_scorers",
    "score_assessment",
    "score_assessments",
    "score_imported",
    "score_path",
    "scored_from_data",
]


def score_assessment(
    assessment: Assessment,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    scorer: str = STANDARD,
    certified: bool = False,
) -> Scorecard:
    """Return the scorecard of an assessment: an exact interval for every item, and every discrepancy.

    ``certified`` asks for the certificate of them too.

    Raise ``InputError`` where the edition is not installed, or lacks the weights that scores need.
    """
    check_arguments(score_assessment, locals())
    registry = registry_or_installed(registry)
    edition = edition_of(assessment, registry)
    # A scorer reads figures alone, so what else names an area that the edition has not would be lost in
    # silence.
    dangling = list(dangling_problems(assessment, edition))
    if any(not (problem.pointer or "").startswith("/observations") for problem in dangling):
        raise InputError(dangling)
    chosen = plugins_or_installed(plugins, "scorers").choose("scorers", scorer)
    request = ScoreRequest(assessment=assessment, edition=edition, certified=certified)
    provided: Scorer = chosen.provided
    result: Scorecard = call_plugin(
        chosen,
        lambda: provided.score(request),
        Scorecard,
        trusted=(assessment,),
        rule=lambda card: lost_items(card, edition),
    )
    return evolve(result, scorer=chosen.name)


def score_assessments(
    assessments: Iterable[Assessment],
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    scorer: str = STANDARD,
    certified: bool = False,
) -> Scored:
    """Return the scorecards of assessments in their order, and as ``problems`` why the rest has none.

    A problem names the organisation, the year and the edition of the assessment that it is of, where there
    are several. Raise ``InputError`` where none can be scored.

    >>> from kompass_spec import import_path
    >>> imported = import_path("docs/examples/ornskoldsvik-2017.md")
    >>> len(score_assessments(imported.assessments).scorecards)
    3
    """
    check_arguments(score_assessments, locals())
    return score_imported(
        Imported(assessments=listed(score_assessments, "assessments", assessments, Assessment)),
        registry=registry,
        plugins=plugins,
        scorer=scorer,
        certified=certified,
    )


def edition_of(assessment: Assessment, registry: Registry) -> Edition:
    """Return the edition that an assessment is on, exactly the release that it pins where it pins one.

    Raise ``InputError`` where that is not installed, or is not what the assessment was made on.
    """
    key = assessment.release_key
    if key not in registry and key not in registry.drafts():
        known = ", ".join(registry) or "none"
        # An id of which everything was withdrawn means nothing, and its one warning says why.
        withdrawn = (told.message for told in registry.withdrawn_whole() if told.file == key)
        versions = ", ".join(release.entry.version for release in registry.released(assessment.edition))
        there = (
            f"The releases of {assessment.edition} are: {versions}." if versions else f"There are: {known}."
        )
        why = next(withdrawn, None)
        said = f", which is not installed. {there}" if why is None else f". {why}"
        sentence = f"The assessment is on the edition {key!r}{said}"
        claims = registry.claims([assessment.edition])
        raise InputError([Problem("unknown-edition", sentence), *claims, *registry.unread_ledgers()])
    edition = registry[key] if key in registry else registry.drafts()[key]
    digest = registry.digest(edition)
    if assessment.digest is not None and digest != assessment.digest:
        sentence = (
            f"The assessment was made on another {key!r} than the one that is installed: the digests differ."
            " Install the framework that it was made with, or import the report again."
        )
        raise InputError([Problem("altered-release", sentence)])
    return edition


def score_imported(
    imported: Imported,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    scorer: str = STANDARD,
    certified: bool = False,
) -> Scored:
    """Return the scorecards of what was imported from a file, and why the rest cannot be scored.

    Raise ``InputError`` where none of it can.
    """
    registry = registry_or_installed(registry)
    plugins = plugins_or_installed(plugins, "scorers")
    cards: list[Scorecard] = []
    problems: list[Problem] = []
    for index, assessment in enumerate(imported.assessments):
        try:
            card = score_assessment(
                assessment, registry=registry, plugins=plugins, scorer=scorer, certified=certified
            )
            cards.append(card)
        except UsageError:
            raise
        except InputError as error:
            several = len(imported.assessments) > 1
            placed = [
                problem.under(f"/assessments/{index}") if problem.pointer else problem
                for problem in error.problems
            ]
            problems += [_told_of(assessment, problem) if several else problem for problem in placed]
    if problems and not cards:
        raise InputError(problems)
    cautions = registry.cautions(assessment.release_key for assessment in imported.assessments)
    warnings = tuple(dict.fromkeys((*cautions, *imported.warnings)))
    return Scored(scorecards=tuple(cards), warnings=warnings, problems=tuple(problems))


def _told_of(assessment: Assessment, problem: Problem) -> Problem:
    """Return a problem with the year and the edition of the assessment that it is of."""
    year = f" {assessment.year}" if assessment.year is not None else ""
    named = f"{assessment.organisation.name}{year}, {assessment.edition}"
    return evolve(problem, message=f"{named}: {problem.message}")


def score_path(
    path: Path | str,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    edition: str | None = None,
    importer: str | None = None,
    decided: Decided | None = None,
    scorer: str = STANDARD,
    limit: int = DEFAULT_LIMIT,
    certified: bool = False,
) -> Scored:
    """Return the scorecards of a file: a printed report, or JSON of ``kompass import`` or ``kompass score``.

    Where some of its assessments can be scored and others cannot, the result has the ``problems`` of these.
    ``edition`` is that of a printed report, and ``decided`` what else it leaves open; JSON says itself which
    it is on. Raise ``InputError`` with
    everything that is wrong with the file, also where its newest assessment is on another edition than the
    one asked for.

    >>> scored = score_path(Path("docs/examples/ornskoldsvik-2017.md"))
    >>> float(scored.scorecards[0].total.low), float(scored.scorecards[0].total.high)
    (549.8, 555.6)
    """
    check_arguments(score_path, locals())
    file = str(path)
    content = read_bytes(Path(path), limit)
    registry = registry_or_installed(registry)
    if edition is not None:
        # The scorer needs the draft that a path names as much as the importer does.
        registry, edition = chosen_edition(edition, registry)
    registry, decided = chosen_decided(decided, registry)
    try:
        if is_saved(file) and importer is None:
            data = parse_results(decode_text(content, file), file)
            if kind_of_json(data) is DocumentKind.SCORECARDS:
                read = scored_from_data(data, registry)
                _refuse_other_edition([card.assessment for card in read.scorecards], edition)
                cautions = registry.cautions(card.assessment.release_key for card in read.scorecards)
                return evolve(read, warnings=tuple(dict.fromkeys((*cautions, *read.warnings))))
            imported = assessments_from_data(data)
            _refuse_other_edition(imported.assessments, edition)
        else:
            imported = import_document(
                file,
                content,
                registry=registry,
                plugins=plugins,
                edition=edition,
                importer=importer,
                decided=decided,
            )
        scored = score_imported(
            imported, registry=registry, plugins=plugins, scorer=scorer, certified=certified
        )
        return evolve(scored, problems=tuple(problem.in_file(file) for problem in scored.problems))
    except InputError as error:
        raise error.in_file(file) from error.__cause__


def _refuse_other_edition(assessments: Sequence[Assessment], edition: str | None) -> None:
    """Refuse an edition that is asked for where the newest assessments are on others."""
    if edition is None or not assessments:
        return
    newest = max(assessment.year or 0 for assessment in assessments)
    named = dict.fromkeys(
        assessment.edition for assessment in assessments if (assessment.year or 0) == newest
    )
    if edition not in named:
        sentence = (
            f"The newest assessment in this file is on {', '.join(named)}, not on {edition}. An edition is"
            f" chosen for reports only: leave `edition=` out, or convert the result to {edition}."
        )
        raise InputError([Problem("other-edition", sentence)])


def _refuse_impossible(card: Scorecard, registry: Registry) -> None:
    problems = list(scorecard_problems(card, edition_of(card.assessment, registry)))
    if problems:
        raise InputError(problems)


def scored_from_data(
    data: Mapping[str, Any], registry: Registry | None = None, *, drafts: bool = False
) -> Scored:
    """Return scorecards and warnings from plain data; raise ``InputError`` with every problem at once.

    With a ``registry`` each is held against its edition too, and a warning says which need be no sums and are
    not. The edition must be installed, but where ``drafts`` are
    taken for true as they are: a scorecard that pins no release may be on one that only its author has.
    """

    def check(card: Scorecard) -> None:
        is_draft = drafts and card.assessment.release is None
        if registry is not None and (card.assessment.release_key in registry or not is_draft):
            _refuse_impossible(card, registry)

    read = read_scored(data, check)
    unheld = other_scorers(read.scorecards) if registry is not None else ()
    # What could not be scored then is nothing that is wrong with these.
    return evolve(read, warnings=tuple(dict.fromkeys((*read.warnings, *unheld))), problems=())


def other_scorers(cards: Iterable[Scorecard]) -> tuple[Problem, ...]:
    """Return a warning for every scorer other than the standard's: what checks sums does not apply to it.

    >>> other_scorers([])
    ()
    """
    names = dict.fromkeys(card.scorer for card in cards if not card.is_of_sums)
    return tuple(
        Problem(
            "other-scorer",
            f"These scores are of the scorer {name!r} and need be no sums: their maxima and sums were not"
            " checked.",
        )
        for name in names
    )
