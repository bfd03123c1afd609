"""The words of the workbook in the language of the evaluators."""

from typing import final

from attrs import frozen

from kompass_spec.model import OrganisationKind
from kompass_spec.wording.wording import Wording

__all__ = ["Words", "kind_words", "words_of"]


@final
@frozen(kw_only=True)
class Words:
    """Hold the words of the workbook by what they name."""

    cover: str
    summary: str
    title: str
    organisation: str
    kind: str
    year: str
    begun: str
    ended: str
    evaluator: str
    name: str
    role: str
    language: str
    edition: str
    how: str
    steps: tuple[str, ...]
    code: str
    question: str
    guidance: str
    max: str
    points: str
    percent: str
    level: str
    not_applicable: str
    yes: str
    result: str
    status: str
    states: tuple[str, str, str, str]
    interview: str
    document: str
    website: str
    comment: str
    strengths: str
    improvements: str
    strength: str
    improvement: str
    what: str
    who: str
    when: str
    area: str
    total: str
    reached: str
    possible: str
    answered: str
    missing: str
    profile: str
    rest: str
    left_open: str
    nothing_open: str
    where: str
    choose_kind: str
    choose_organisation: str
    hint_organisation: str
    hint_date: str
    hint_points: str
    hint_percent: str
    hint_level: str
    hint_not_applicable: str
    wrong: str
    note_locked: str


def kind_words(wording: Wording) -> dict[OrganisationKind, str]:
    """Return the word for every kind of organisation."""
    return {
        OrganisationKind.MUNICIPALITY: wording.say("municipality"),
        OrganisationKind.CITY: wording.say("city"),
        OrganisationKind.DISTRICT: wording.say("city district"),
        OrganisationKind.REGION: wording.say("region"),
        OrganisationKind.DEPARTMENT: wording.say("department of a municipality"),
        OrganisationKind.COMPANY: wording.say("municipal company"),
        OrganisationKind.ASSOCIATION: wording.say("association of municipalities"),
    }


def words_of(wording: Wording) -> Words:
    """Return the words in one language."""
    say = wording.say
    return Words(
        cover=say("Cover"),
        summary=say("Summary"),
        title=say("Evaluation"),
        organisation=say("Organisation"),
        kind=say("Kind of organisation"),
        year=say("Year"),
        begun=say("Carried out from"),
        ended=say("Carried out to"),
        evaluator=say("Evaluator"),
        name=say("Name"),
        role=say("Role"),
        language=say("Language"),
        edition=say("Edition"),
        how=say("How to fill in the workbook"),
        steps=(
            say("Fill in the boxes above. Only framed yellow cells can be written in."),
            say(
                "Every area has a sheet. Answer each question in one way: by points, by percent or by level;"
                " or say that it does not apply. Several answers to one question must mean the same."
            ),
            say("Write down beside the answer what it rests on: interviews, documents, the website."),
            say(
                "Below the questions stand strengths and improvement areas. Say of each improvement area what"
                " is to be done, who does it and when."
            ),
            say(
                "The summary counts as you go, and lists what is still missing. A workbook that is filled in"
                " halfway can be read too."
            ),
            say(
                "Make the page of it with the command: {command}",
                command="kompass report FILE.xlsx -o page.html",
            ),
        ),
        code=say("Code"),
        question=say("Question"),
        guidance=say("What gives full points"),
        max=say("Max"),
        points=say("Points"),
        percent=say("Percent"),
        level=say("Level"),
        not_applicable=say("Does not apply"),
        yes=say("Yes"),
        result=say("Result"),
        status=say("Status"),
        states=(say("Missing"), say("Answered"), say("Does not apply"), say("Check")),
        interview=say("Interviews"),
        document=say("Documents"),
        website=say("Website"),
        comment=say("Comment"),
        strengths=say("Strengths"),
        improvements=say("Improvement areas"),
        strength=say("Strength"),
        improvement=say("Improvement area"),
        what=say("Action: what"),
        who=say("Action: who"),
        when=say("Action: when"),
        area=say("Area"),
        total=say("Total"),
        reached=say("Points so far"),
        possible=say("Highest possible"),
        answered=say("Answered"),
        missing=say("Missing"),
        profile=say("Profile of the areas"),
        rest=say("Still possible"),
        left_open=say("What is missing or must be checked"),
        nothing_open=say("Nothing is missing."),
        where=say("Sheet"),
        choose_kind=say("Choose the kind of organisation on the cover: some questions depend on it."),
        choose_organisation=say("Write on the cover which organisation is evaluated."),
        hint_organisation=say("Choose from the list, or write another name."),
        hint_date=say("Write a day, a month or a year: 2026-03-15, 2026-03 or 2026."),
        hint_points=say("Write points from 0 to the maximum, with two decimals at most."),
        hint_percent=say("Write 75 for 75%, with two decimals at most."),
        hint_level=say("Choose a level from the list."),
        hint_not_applicable=say(
            "Choose the word if this does not apply to the organisation; else leave it empty."
        ),
        wrong=say("This cannot be an answer"),
        note_locked=say("Other cells are locked without a password: they count, or name what is asked."),
    )
