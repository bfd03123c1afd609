"""Compose the sheet of cohorts: what published results say together, on each of their editions."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from kompass_spec.model import CitedMean, Cohort, Edition, Ranking, Scorecard, Standing, Text
from kompass_spec.model.sheet import Bullet, Bullets, Paragraph, Part, Section, Sheet, SheetBlock, Tone, Words
from kompass_spec.registry.mappings import pinned_edition
from kompass_spec.registry.registry import Registry
from kompass_spec.sheets.cohort_league import league_section
from kompass_spec.sheets.cohort_tables import areas_section, firmness_section
from kompass_spec.sheets.passages import remark_of, titled
from kompass_spec.sheets.published import caveat_bullets, mean_bullets, member_bullets
from kompass_spec.sheets.spoken import Spoken
from kompass_spec.wording.cohorts import explain_place
from kompass_spec.wording.shapes import explain_by_share
from kompass_spec.wording.wording import wording_for

__all__ = ["compose_cohort", "edition_of"]


def edition_of(cohort: Cohort, registry: Registry) -> Edition:
    """Return the edition of a cohort: the release that its results pin, if installed, else the newest.

    Raise ``UsageError`` where there is none that can be used.
    """
    first = cohort.asked or next(iter(cohort.members), None)
    if first is None or first.assessment.edition != cohort.edition:
        return registry.find(cohort.edition)
    return registry.find(pinned_edition(first.assessment, registry))


def compose_cohort(
    standings: Sequence[Standing],
    *,
    registry: Registry,
    language: str | None = None,
    rankings: Sequence[Ranking] = (),
    means: Sequence[CitedMean] = (),
    notes: Iterable[Text] = (),
    is_firmness_shown: bool = False,
) -> Sheet:
    """Return the sheet of cohorts in a language, given by its BCP 47 tag, else in that of the first edition.

    ``rankings`` are of the cohorts, in their order; ``means`` are those to show beside them, and ``notes``
    what datasets say of themselves. ``is_firmness_shown`` adds how firm the places are. Raise ``ValueError``
    where there is no cohort.
    """
    if not standings:
        raise ValueError("there is no cohort to show; gather results first")
    editions = [edition_of(standing.cohort, registry) for standing in standings]
    own = editions[0].language
    spoken = Spoken(registry=registry, language=language or own, wording=wording_for(language or own, own))
    several = len(standings) > 1
    parts = [
        Part(
            blocks=tuple(_edition(standing, ranking, edition, spoken, is_firmness_shown=is_firmness_shown)),
            title=_plain(titled(edition, spoken.wording)) if several else None,
        )
        for standing, ranking, edition in zip_longest(standings, rankings, editions)
    ]
    return Sheet(
        kind="cohort",
        language=spoken.wording.language,
        kicker=_kicker(editions, spoken, is_named=_asked(standings) is not None),
        title=_title(standings, editions, spoken),
        lines=tuple(_lines(standings, spoken)),
        parts=(*parts, _details(standings, means, notes, spoken)),
        foot=(spoken.wording.say("Compiled with kompass-spec."),),
        summary=tuple(_summary(standings, editions, spoken)),
    )


def _plain(words: Words) -> str:
    return words if isinstance(words, str) else words.words


def _kicker(editions: Sequence[Edition], spoken: Spoken, *, is_named: bool) -> str:
    published = spoken.wording.say("Published results")
    return f"{_plain(titled(editions[0], spoken.wording))} · {published}" if is_named else published


def _title(standings: Sequence[Standing], editions: Sequence[Edition], spoken: Spoken) -> str:
    asked = _asked(standings)
    if asked is not None:
        name = spoken.organisation(asked.assessment)
        if asked.assessment.year is None:
            return spoken.wording.say("{name} among others", name=name)
        return spoken.wording.say("{name} {year} among others", name=name, year=asked.assessment.year)
    if len(standings) == 1:
        return _plain(titled(editions[0], spoken.wording))
    return spoken.wording.say("Published results by {number} versions", number=spoken.numeral(len(standings)))


def _asked(standings: Sequence[Standing]) -> Scorecard | None:
    """Return the one result that is asked about, ``None`` where there are several or none."""
    asked = [standing.cohort.asked for standing in standings]
    return asked[0] if len(asked) == 1 else None


def _lines(standings: Sequence[Standing], spoken: Spoken) -> Iterator[Words]:
    number = len({member.scorecard.assessment.organisation for one in standings for member in one.members})
    if not number:
        yield spoken.wording.say("No other result on this edition is published.")
        return
    yield spoken.wording.count(
        "The result of one organisation is published.",
        "The results of {number} organisations are published.",
        number,
        written=spoken.numeral(number),
    )


def _edition(
    standing: Standing,
    ranking: Ranking | None,
    edition: Edition,
    spoken: Spoken,
    *,
    is_firmness_shown: bool,
) -> Iterator[SheetBlock]:
    cohort = standing.cohort
    if cohort.asked is not None and cohort["total"].rank is not None and cohort["total"].rank.of > _FEW:
        yield Paragraph(words=(explain_place(cohort["total"], spoken.wording),))
    if ranking is not None:
        yield league_section(standing, ranking, edition, spoken)
    yield areas_section(cohort, edition, spoken)
    if ranking is not None and is_firmness_shown:
        yield firmness_section(ranking, spoken)
    yield from _mind(standing, edition, spoken)


_FEW = 5


def _mind(standing: Standing, edition: Edition, spoken: Spoken) -> Iterator[Section]:
    """Yield what is to be kept in mind of the results on an edition."""
    say, cohort = spoken.wording.say, standing.cohort
    bullets = [
        Bullet(
            words=(
                say(
                    "Those who publish their results are no random sample; what is said here is not"
                    " said of all."
                ),
            )
        ),
        *(Bullet(words=(sentence,)) for sentence in explain_by_share(cohort, spoken.wording)),
    ]
    if any(item.asked_assumed for item in cohort.items):
        sentence = say(
            "This result is by another version, and counted as if what is judged comparable were; nothing of"
            " it is proved."
        )
        bullets.append(Bullet(words=(sentence,)))
    if cohort.problems and any(card.assessment.organisation.mergers for card in cohort.members):
        bullets.append(Bullet(words=(say("Some of the organisations have merged with others since."),)))
    bullets += [Bullet(words=(remark_of(one.text, spoken.wording),)) for one in standing.statements]
    if any(one.low is not None for one in standing.statements):
        bullets.append(
            Bullet(words=(say("No points are added to any result because of what is said of comparing."),))
        )
    bullets += caveat_bullets(standing.members, spoken)
    yield Section(
        heading=say("To keep in mind"), blocks=(Bullets(bullets=tuple(bullets)),), anchor=f"mind-{edition.id}"
    )


def _details(
    standings: Sequence[Standing], means: Sequence[CitedMean], notes: Iterable[Text], spoken: Spoken
) -> Part:
    say = spoken.wording.say
    blocks: list[SheetBlock] = []
    if means:
        blocks.append(
            Section(
                heading=say("Published means"),
                blocks=(Bullets(bullets=tuple(mean_bullets(means, spoken))),),
                anchor="means",
            )
        )
    members = tuple(dict.fromkeys(member for one in standings for member in one.members))
    if members:
        blocks.append(
            Section(
                heading=say("Where the results are published"),
                blocks=(Bullets(bullets=tuple(member_bullets(members, spoken))),),
                anchor="sources",
            )
        )
    blocks += [Paragraph(words=(remark_of(note, spoken.wording),), tone=Tone.QUIET) for note in notes]
    return Part(title=say("Details"), blocks=tuple(blocks))


def _summary(standings: Sequence[Standing], editions: Sequence[Edition], spoken: Spoken) -> Iterator[str]:
    for standing, edition in list(zip(standings, editions, strict=True))[:9]:
        total = standing.cohort["total"]
        title = _plain(titled(edition, spoken.wording))
        if total.median is None:
            continue
        counted = spoken.wording.count(
            "{title}: one total is published, {median} points.",
            "{title}: {number} totals are published, their median is {median} points.",
            total.count,
            written=spoken.numeral(total.count),
            title=title,
            median=spoken.span(total.median),
        )
        yield counted
        if standing.cohort.asked is not None and total.rank is not None and total.rank.of > _FEW:
            yield explain_place(total, spoken.wording)
