"""Gather the results that are ranked: those that were published, and those of files."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_sensitivity.tables import cards_of_table, is_table
from kompass_spec import (
    Cohort,
    Edition,
    InputError,
    Plugins,
    Problem,
    Registry,
    Scorecard,
    UsageError,
    cohort_of,
    gather,
    score_path,
)

__all__ = ["Asked", "GatheredResults", "gather_results"]


@final
@frozen(kw_only=True)
class Asked:
    """Say which results count: those of ``files``, and those that were published where there are no files.

    ``published`` asks for these beside files, too. ``convert`` takes results on other editions as the
    mappings convert them; ``every`` counts every evaluation of an organisation.
    """

    files: Sequence[Path] = ()
    edition: str | None = None
    published: bool = False
    convert: bool = False
    every: bool = False


@final
@frozen(kw_only=True)
class GatheredResults:
    """Hold the cohort that is ranked on an edition, and what there is to say of what is not in it.

    ``is_published`` tells that published results are among them.
    """

    cohort: Cohort
    edition: Edition
    is_published: bool
    warnings: tuple[Problem, ...]


def gather_results(asked: Asked, *, registry: Registry, plugins: Plugins) -> GatheredResults:
    """Return the results that are asked for, on one edition.

    Raise ``InputError`` with everything that is wrong with files, and ``UsageError`` where results are on
    several editions and none was chosen.
    """
    edition = registry.find(asked.edition) if asked.edition is not None else None
    cards, warnings = _of_files(asked.files, edition, registry, plugins)
    is_published = asked.published or not asked.files
    if is_published:
        gathered = gather(registry=registry, plugins=plugins)
        cards += [member.scorecard for member in gathered.members]
        wanted = None if asked.convert or asked.edition is None else [asked.edition]
        warnings += gathered.warnings(wanted)
    chosen = edition or registry.find(_only_edition(cards, asked))
    cohort = cohort_of(
        cards, chosen, convert=asked.convert, every=asked.every, registry=registry, plugins=plugins
    )
    if not asked.convert:
        warnings += _on_others(cards, chosen, has_files=bool(asked.files))
    return GatheredResults(
        cohort=cohort, edition=chosen, is_published=is_published, warnings=tuple(dict.fromkeys(warnings))
    )


def _of_files(
    files: Iterable[Path], edition: Edition | None, registry: Registry, plugins: Plugins
) -> tuple[list[Scorecard], list[Problem]]:
    """Return the results in all files, and the warnings of reading them."""
    cards: list[Scorecard] = []
    warnings: list[Problem] = []
    problems: list[Problem] = []
    for file in _listed(files):
        try:
            if is_table(file):
                cards += cards_of_table(file, edition, registry=registry, plugins=plugins)
                continue
            scored = score_path(file, registry=registry, plugins=plugins).whole()
        except UsageError:
            raise
        except InputError as error:
            problems += error.in_file(str(file)).problems
        else:
            cards += scored.scorecards
            warnings += scored.warnings
    if problems:
        raise InputError(problems)
    return cards, warnings


def _listed(files: Iterable[Path]) -> list[Path]:
    """Return files, those of a folder by their paths; what begins with a dot is passed over."""
    listed: list[Path] = []
    for file in files:
        if file.is_dir():
            within = sorted(path for path in file.rglob("*") if path.is_file())
            listed += [
                path
                for path in within
                if not any(part.startswith(".") for part in path.relative_to(file).parts)
            ]
        else:
            listed.append(file)
    return listed


def _only_edition(cards: Sequence[Scorecard], asked: Asked) -> str:
    editions = sorted({card.assessment.edition for card in cards})
    if len(editions) == 1:
        return editions[0]
    if not editions:
        sentence = "There are no results to rank. Name files, or install a dataset of published results."
        raise InputError([Problem("says-nothing", sentence)])
    also = "" if asked.convert else "; with --mapping too, results on the others count as they convert to it"
    sentence = f"The results are on {', '.join(editions)}. Choose one with --edition{also}."
    raise UsageError([Problem("other-edition", sentence)])


def _on_others(cards: Sequence[Scorecard], edition: Edition, *, has_files: bool) -> list[Problem]:
    """Say which organisations of files have nothing but results on other editions."""
    there = {card.assessment.organisation for card in cards if card.assessment.edition == edition.id}
    others = {
        card.assessment.organisation.name: None for card in cards if card.assessment.organisation not in there
    }
    if not others or not has_files:
        return []
    sentence = (
        f"Left out, because they are on other editions than {edition.id}: {', '.join(sorted(others))}. With"
        " --mapping they count as they convert to it."
    )
    return [Problem("other-edition", sentence)]
