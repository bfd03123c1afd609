"""What others have published: means beside results, what is said of editions, caveats and sources."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kompass_spec.model import TOTAL, Assessment, Caveat, CaveatKind, CitedMean, CitedResult, Source
from kompass_spec.model.sheet import Bullet, Words
from kompass_spec.model.texts import Passage, fallback_of
from kompass_spec.registry.mappings import mappings_between
from kompass_spec.registry.registry import Registry
from kompass_spec.sheets.passages import remark_of, source_bullet
from kompass_spec.sheets.spoken import Spoken
from kompass_spec.wording.cohorts import describe_mean

__all__ = [
    "caveat_bullets",
    "caveat_words",
    "dated",
    "mean_bullets",
    "mean_note",
    "mean_of_total",
    "member_bullets",
    "said_of_versions",
    "source_bullets",
]


def dated(assessment: Assessment, spoken: Spoken) -> str:
    """Return whose an evaluation is and of when, in a few words."""
    year = spoken.short_year(assessment)
    return f"{assessment.organisation.name} {year if assessment.year is not None else f'({year})'}"


def mean_of_total(
    means: Iterable[CitedMean], edition: str, country: str | None
) -> tuple[CitedMean, Fraction] | None:
    """Return the published mean of totals on an edition in a country with its points, ``None`` without one.

    One that was rounded in words, or whose edition was only concluded, is no line to measure by.
    """
    for cited in means:
        mean = cited.mean
        if mean.edition != edition or mean.approximate or mean.country not in {None, country}:
            continue
        if any(caveat.kind is CaveatKind.INFERRED and "edition" in caveat.of for caveat in mean.caveats):
            continue
        for figure in mean.figures:
            if figure.item == TOTAL:
                return cited, figure.points
    return None


def mean_note(cited: CitedMean, points: Fraction, spoken: Spoken) -> Words:
    """Return in a line of what a published mean is, and who says so."""
    scope = cited.mean.scope.in_any_language(spoken.wording.language)
    by = ", ".join(dict.fromkeys(source.title for source in cited.sources))
    values = {"points": spoken.points(points), "scope": scope.words}
    words = (
        spoken.wording.say("Mean {points}: {scope} ({source}).", source=by, **values)
        if by
        else spoken.wording.say("Mean {points}: {scope}.", **values)
    )
    is_own = scope.language.partition("-")[0] in fallback_of(spoken.wording.language)
    return words if is_own else Passage(words, scope.language)


def said_of_versions(keys: Sequence[str], registry: Registry, spoken: Spoken) -> tuple[Bullet, ...]:
    """Return what is said about comparing neighbours among some editions, with who says it."""
    bullets: dict[Bullet, None] = {}
    for earlier, later in pairwise(keys):
        if earlier not in registry or later not in registry:
            continue
        for mapping in mappings_between(earlier, later, registry):
            sources = {source.id: source for source in mapping.sources}
            for statement in mapping.statements:
                words = remark_of(statement.text, spoken.wording)
                source = sources.get(statement.cited)
                bullets[Bullet(words=(words, *_by(source)))] = None
    return tuple(bullets)


def _by(source: Source | None) -> tuple[Words, ...]:
    if source is None:
        return ()
    title, *others = source_bullet(source).words
    return (" (", title, *others, ")")


def caveat_bullets(results: Iterable[CitedResult], spoken: Spoken) -> Iterator[Bullet]:
    """Yield what is not as one would wish about published results, each with whose it is."""
    for cited in results:
        assessment = cited.scorecard.assessment
        when = dated(assessment, spoken)
        for caveat in cited.result.caveats:
            yield Bullet(lead=f"{when}:", words=(_caveat(caveat, spoken),))


def _caveat(caveat: Caveat, spoken: Spoken) -> Words:
    return remark_of(caveat.text, spoken.wording)


def caveat_words(caveats: Iterable[Caveat], spoken: Spoken) -> str:
    """Return in a few words what kinds of caveats a result has, for a narrow place."""
    say = spoken.wording.say
    kinds = {
        CaveatKind.DERIVED: say("computed from other figures"),
        CaveatKind.INFERRED: say("year or version concluded"),
        CaveatKind.CONTRADICTORY: say("sources contradict each other"),
        CaveatKind.UNCERTAIN: say("uncertain"),
        CaveatKind.INCOMPLETE: say("only a part was seen"),
    }
    found = {caveat.kind for caveat in caveats}
    return "; ".join(words for kind, words in kinds.items() if kind in found)


def mean_bullets(means: Iterable[CitedMean], spoken: Spoken) -> Iterator[Bullet]:
    """Yield published means with their figures, what they are of, and who published them."""
    for cited in means:
        words: tuple[Words, ...] = (
            remark_of(cited.mean.scope, spoken.wording),
            f": {describe_mean(cited.mean, spoken.wording)} · ",
            *_cited(cited.sources),
        )
        remarks = [part for caveat in cited.mean.caveats for part in (" · ", _caveat(caveat, spoken))]
        yield Bullet(words=(*words, *remarks))


def member_bullets(members: Iterable[CitedResult], spoken: Spoken) -> Iterator[Bullet]:
    """Yield whose results are published, and where."""
    for member in members:
        assessment = member.scorecard.assessment
        yield Bullet(lead=f"{dated(assessment, spoken)}:", words=_cited(member.sources))


def _cited(sources: Iterable[Source]) -> tuple[Words, ...]:
    """Return sources one after the other, with a dot between them."""
    parts = [words for source in sources for words in (" · ", *source_bullet(source).words)]
    return tuple(parts[1:])


def source_bullets(cited: Iterable[CitedResult | CitedMean]) -> tuple[Bullet, ...]:
    """Return the sources of what was published, each once."""
    sources = dict.fromkeys(source for one in cited for source in one.sources)
    return tuple(source_bullet(source) for source in sources)
