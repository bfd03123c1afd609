"""The law of reading, over generated reports with every kind of noise between their rows and paragraphs."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from kompass_import_report.left_out import left_out
from kompass_import_report.printed_numbers import printed_numbers
from kompass_spec.model import TOTAL
from kompass_testing.printed_reports import printed_reports

# The numbers of each text, apart: {n} is drawn from what may be a total, {k} from what may be an area's.
NAMED = (
    "Målet är totalt {n} poäng.",
    "Vi siktar på {n} poäng.",
    "Kommunen vill nå {n} poäng nästa gång.",
    "Rekordet är totalt {n} poäng.",
    "Den bästa kommunen har {n} poäng.",
    "Totalt finns {n} poäng att få.",
    "Man kan få {k} poäng inom varje område.",
    "Kommunen tappade totalt {n} poäng.",
    "Skillnaden mot toppen är {n} poäng.",
    "Det fattas {k} poäng.",
    "Kommunen ökade med {k} poäng.",
    "De andra kommunerna ligger mellan {n} och {m} poäng.",
    "Borås kommun fick totalt {n} poäng.",
    "Grannkommunen fick {n} poäng.",
    "Snittet är {k} poäng lägre än vårt.",
    "Totalt cirka {n} poäng.",
    "Kommunen fick nästan {n} poäng.",
    "Kommunen fick {n} mot {m} poäng.",
    "Förra gången blev det {n} poäng.",
    "1999 fick kommunen {n} poäng.",
    "Utvecklingen är -{k}.",
    "Kommunen fick inte {n} poäng.",
    "I medborgarundersökningen fick kommunen {n} poäng.",
    "Resultatet i enkäten var {k} procent.",
    "Om kommunen får {n} poäng blir den bäst.",
    "Totalt {n} – {m} poäng.",
    "Värdet är {k},5.",
    "Målet er totalt {n} poeng.",
    "Nabokommunen fikk {n} poeng.",
    "Kommunen fekk om lag {n} poeng.",
    "Forrige gong fekk kommunen {n} poeng.",
    "Rekorden er {n} point.",
    "Målet er {n} point.",
    "Oslo fikk {n} av {m} poeng.",
    "Vi ligg {k} poeng over snittet.",
    "Det er {k} point for lidt.",
    "Kommunen passerar {n}-poängsgränsen.",
    "Drygt {n} poäng blev det, {k} över snittet.",
    "Vår självskattning gav {n} poäng.",
    "Målvärde: {n}",
    "Föregående mätning: {n}",
    "I SCB:s medborgarundersökning fick vi {k} poäng.",
    "Vi fick inte {n} poäng, som vi skrev, utan {m}.",
    "Kommunen fick {n} respektive {m} poäng.",
    "Utvecklingen gick från {n} till {m} och sedan ned igen.",
    "Prognosen er {n} poeng.",
    "Det är inte sant att kommunen fick {n} poäng.",
    "Oppositionen menar att kommunen fick totalt {n} poäng.",
    "Etter halve evalueringen hadde kommunen {n} poeng totalt.",
)
LISTED = (
    "Kommunen har {n} invånare.",
    "Vi har {n} medarbetare och {k} chefer.",
    "Det kostade {n} kronor.",
    "Budgeten är {n} miljoner kronor.",
    "Ring 046-35 5{k}.",
    "Telefon: 0660-88 0{k}",
    "Se sidan {k}.",
    "Se s. {k}.",
    "Storgatan {k}",
    "Senast uppdaterad 2023-05-1{d}",
    "Besök den 1{d} maj 1999.",
    "Mötet hölls kl. 1{d}.00.",
    "Läs mer på https://example.se/{n}/{k}.",
    "Svarsfrekvensen var {k} procent.",
    "Det gäller {k} % av medarbetarna.",
    "Vi kom på plats {k}.",
    "Det var {k}:e gången.",
    "Se bilaga {k}.",
    "Enligt kapitel {d}.",
    "Agenda 2030 gäller.",
    "Kommunen har {n} innbyggere.",
    "Prosjektet kostet {n} kr.",
    "Vi har {k} ansatte.",
    "Møtet var 1{d}. mai 1999.",
    "Kommunen har {n} indbyggere.",
    "Det tog {k} timmar.",
    "Vi intervjuade {k} personer.",
    "Dnr 2014/{n}",
    "Enligt ISO 9001 gäller det.",
    "Det finns {k} skolor.",
)
HEADS = (
    "Budget per verksamhet (mnkr):",
    "Nettokostnader i tkr:",
    "Vår självskattning:",
    "Resultat av vår självskattning:",
    "Så många poäng kan man högst få:",
    "Här tappar vi poäng:",
    "Våra mål till nästa utvärdering:",
    "Andel av de utvärderade kommunerna som ligger högre:",
    "I en påhittad kommun ser resultatet ut så här.",
    "Bland kommuner som deltog tidigare är snittet följande.",
    "Antal frågor per område:",
    "I prioritetsordning:",
    "Driftbudget 2021:",
    "Sjukfrånvaro i procent",
    "Det här är bara ett exempel:",
    "Grannkommunerna fick:",
    "Poäng vi hoppas på:",
    "Poäng 2018, enligt förra rapporten:",
    "Nedlagd tid i timmar",
    "Brukarenkäten 2022:",
    "Som jämförelse fick Forshaga följande:",
    "Vi lärde av Mora kommun, som fick:",
    "Möten med utvärderarna, per område",
)
"""What stands above a list of areas whose numbers are no points of the evaluation."""
PAGE = (
    "Kommunkompassen i Lunds kommun 2021\n\n"
    "Samhällsutveckling 61\nStyrning och kontroll 67\nEffektivitet 58\n\n"
)
NOISE = st.one_of(
    st.tuples(st.just("named"), st.sampled_from(NAMED)), st.tuples(st.just("listed"), st.sampled_from(LISTED))
)


HEADED = st.tuples(st.booleans(), st.sampled_from(HEADS), st.integers(0, 10**6))

DOCUMENTS = 4
"""The number of documents that are made of one drawn report: drawing it takes longer than reading it."""
EXAMPLES = 834 if settings.default.max_examples > 100 else 5
"""With three editions, 10,000 documents in the thorough profile and 60 else."""


@st.composite
def noisy_reports(draw, edition):
    """Draw a report, and several times sentences of every kind between its blocks and rows, and a list.

    Yield the report, and each text with the sentences in it.
    """
    report = draw(printed_reports(edition))
    printed = report.text.split("\n")
    # A sentence stands where an author would put it: before a title, between two rows, or at the end.
    gaps = [at for at, line in enumerate(printed) if at > 8 and re.match(r"#|\d\.\d\t", line)]
    places = st.sampled_from([*gaps, len(printed)])
    texts = []
    for _ in range(DOCUMENTS):
        lines, said = list(printed), []
        chosen = draw(st.lists(st.tuples(places, NOISE, st.integers(0, 10**6)), min_size=1, max_size=6))
        for at, (kind, words), seed in sorted(chosen, reverse=True):
            n, m = 101 + seed % 699, 101 + seed // 699 % 699
            sentence = words.format(n=n, m=m, k=11 + seed % 89, d=seed % 10)
            said.append((kind, sentence))
            lines[at:at] = ["", sentence, ""]
        wanted, head, seed = draw(HEADED)
        if wanted:
            titles = [area.title[edition.language] for area in edition.areas[seed % 3 :: 3]]
            lines += ["", "# 5 Övrigt" if seed % 2 else "# Bilaga", "", head, ""]
            lines += [f"{title} {11 + seed // (7 + at) % 77}" for at, title in enumerate(titles)]
        texts.append(("\n".join(lines), said))
    return report, texts


def holds(read, report, text, said):
    imported = read(text, edition=report.edition.id)
    (assessment,) = imported.assessments
    assert (assessment.year, assessment.organisation.name) == (report.year, report.organisation)
    printed = sorted((one.item, one.quantity.value, one.value) for one in report.figures)
    assert sorted((one.item, one.quantity.value, one.value) for one in assessment.observations) == printed
    lines = text.split("\n")
    for one in assessment.observations:
        assert re.search(rf"(?<!\d){one.value}(?!\d)", lines[one.line - 1])
    named = {}
    for warning in imported.warnings:
        named.setdefault(warning.line, []).append(warning.message)
    accounted(lines, assessment, imported.warnings)
    for kind, sentence in said:
        line = lines.index(sentence) + 1
        if kind == "listed":
            assert not [message for message in named.get(line, ()) if "prints" in message]


def accounted(lines, assessment, warnings):
    """Read and named and listed and repeated are all the numbers of the text."""
    words = {}
    for warning in warnings:
        words.setdefault(warning.line, []).append(warning.message)
        for line in re.findall(r"\d+", " ".join(re.findall(r"lines? ([\d, and]+)", warning.message))):
            words.setdefault(int(line), []).append(warning.message)
    values = {}
    for one in assessment.observations:
        values.setdefault(one.line, []).append(abs(one.value))
    known = {abs(one.value) for one in assessment.observations if one.item == TOTAL}
    kept = " ".join(
        [
            *(one.text for one in (*assessment.findings, *assessment.headings)),
            *(one.code for one in assessment.headings if one.code),
        ]
    )
    for number, line in enumerate(lines, 1):
        if re.fullmatch(r"#* ?\d*\.? ?\D*", line) or not any(map(str.isdigit, line)):
            continue
        for printed in printed_numbers(line):
            read = printed.value in values.get(number, [])
            said = any(
                re.search(rf"(?<!\d){re.escape(printed.text)}(?!\d)", text) for text in words.get(number, ())
            )
            ruled = left_out(line, printed.start, printed.end) is not None
            repeated = printed.value in known or printed.text in kept
            assert read or said or ruled or repeated or _is_own_code(line, printed), (line, printed.text)


def _is_own_code(line, printed):
    """Say whether a number is the code of the question that its row is of."""
    return line.replace("<b>", "").startswith(printed.text)


@pytest.mark.parametrize("edition", ["se-2010", "se-2016", "se-2020"])
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_what_is_read_is_true_and_every_number_is_accounted_for(read, registry, edition, data):
    """The law of reading: "Every number of a document is read, or named in a warning with its place, or left
    out by a rule that the documentation lists".
    """
    report, texts = data.draw(noisy_reports(registry[edition]))
    for text, said in texts:
        holds(read, report, text, said)


@pytest.mark.parametrize("sentence", NAMED)
def test_each_kind_of_noise_is_named(read, sentence):
    words = sentence.format(n=555, m=444, k=77, d=1)
    (assessment,) = read(PAGE + words).assessments
    assert len(assessment.observations) == 3
    warnings = " ".join(one.message for one in read(PAGE + words).warnings if one.line == 7)
    for number in re.findall(r"(?<!\d)(?:555|444|77)(?!\d)", words):
        assert number in warnings


@pytest.mark.parametrize("sentence", LISTED)
def test_each_kind_that_a_rule_lists_is_left_out(read, sentence):
    imported = read(PAGE + sentence.format(n=555, m=444, k=77, d=1))
    assert len(imported.assessments[0].observations) == 3
    assert not imported.warnings


@pytest.mark.parametrize("head", HEADS)
def test_each_kind_of_list_that_is_none_of_points_is_named(read, head):
    imported = read(f"{PAGE}{head}\n\nKvalitetsutveckling 77\nArbetsliv 88\nBrukarens fokus 99\n")
    assert len(imported.assessments[0].observations) == 3
    warnings = " ".join(one.message for one in imported.warnings)
    assert [number for number in ("77", "88", "99") if number not in warnings] == []
