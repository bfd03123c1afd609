"""Running text: a number is the total only where the sentence says so; every other one is named."""

import re

import pytest

from kompass_spec.model import TOTAL, Quantity

SWEDISH = (
    "Kommunkompassen i Lunds kommun 2021\n\n"
    "Samhällsutveckling 61\nStyrning och kontroll 67\nKvalitetsutveckling 58\n\n"
)
NORWEGIAN = (
    "Kommunekompasset i Røros kommune 2017\n\nPolitisk styring og kontroll 61\n"
    "Lederskap, ansvar og delegasjon 67\nKommunen som arbeidsgiver 58\nKommunen som samfunnsutvikler 49\n\n"
)

READ_SWEDISH = [
    ("Totalt 497,5 poäng.", "497.5"),
    ("Totalt: 497 poäng", "497"),
    ("Totalpoäng: 497", "497"),
    ("Lunds kommun fick 497 poäng.", "497"),
    ("Lunds kommun fick totalt 497 poäng av 800 möjliga.", "497 800"),
    ("Lund fick sammanlagt 497 poäng i årets mätning.", "497"),
    ("Lund når 497 poäng i Kommunkompassen.", "497"),
    ("Lund nådde 2021 totalt 497 poäng.", "497"),
    ("Kommunen fick 497 poäng av SKR.", "497"),
    ("Kommunen hamnade på 497 poäng.", "497"),
    ("Kommunen landar på totalt 497 poäng.", "497"),
    ("Vi fick 497 poäng!", "497"),
    ("I år fick vi 497 poäng.", "497"),
    ("2021 fick kommunen 497 poäng.", "497"),
    ("Slutresultatet blev 497 poäng.", "497"),
    ("Resultatet för hela kommunen blev 497 poäng i år.", "497"),
    ("Kommunens totalpoäng är 497.", "497"),
    ("Totalpoängen för oss är nu 497, vilket är bra.", "497"),
    ("Utvärderingen gav en totalpoäng på 497.", "497"),
    ("Utvärderingen gav kommunen 497 poäng.", "497"),
    ("Med 497 poäng är vi nöjda.", None),
    ("Poängsumman blev 497 av 800.", "497 800"),
    ("Lund fick 497/800 poäng.", "497 800"),
    ("Lund erhöll 497 p.", "497"),
    ("Det är glädjande att Lund fick 497 poäng.", "497"),
    ("Jämfört med Borås fick Lund 497 poäng.", "497"),
    ("Lund har ökat till 497 poäng.", "497"),
    ("Lund ökade med 52 poäng till 497 poäng.", "497 +52"),
    ("Lund fick 497 poäng, vilket är 52 poäng mer än 2016.", "497 +52"),
    ("Lund fick 497 poäng, vilket är 12 poäng färre än 2016.", "497 -12"),
    ("Lund fick 497 poäng, en ökning med 52 poäng sedan 2016.", "497 +52"),
    ("Totalt fick Lund 497 poäng. Riksgenomsnittet var 469.", "497 m469"),
    ("Medelvärdet är 469 poäng.", "m469"),
    ("Genomsnittet för alla kommuner är 469 poäng.", "m469"),
    ("Snittet i landet ligger på 469 poäng.", "m469"),
    ("Lunds resultat: 497 poäng.", "497"),
    ("Utvärderingen gav oss 497 poäng.", "497"),
    ("Det samlade resultatet är 497 poäng av 800 möjliga.", "497 800"),
    ("Lund fick 497 poäng, 52 poäng fler än senast.", "497 +52"),
    ("Lund fick 497 poäng enligt SKR.", "497"),
]
NAMED_SWEDISH = [
    ("Målet är totalt 550 poäng.", "550"),
    ("Vårt mål är 550 poäng.", "550"),
    ("Kommunen siktar på 550 poäng.", "550"),
    ("Kommunen vill nå 550 poäng.", "550"),
    ("Kommunen ska nå totalt 550 poäng nästa gång.", "550"),
    ("Nästa gång hoppas vi få totalt 550 poäng.", "550"),
    ("Ambitionen är ett resultat på 550 poäng.", "550"),
    ("Rekordet är totalt 679 poäng.", "679"),
    ("Det högsta resultatet någonsin är 679 poäng.", "679"),
    ("Bästa kommun fick 679 poäng.", "679"),
    ("Totalt finns 800 poäng att få.", "800"),
    ("Totalt kan man få 800 poäng.", "800"),
    ("Man får totalt 800 poäng som mest.", "800"),
    ("Maxpoängen är totalt 800.", "800"),
    ("Den högsta möjliga totalpoängen är 800 poäng.", "800"),
    ("Totalt 800 poäng.", "800"),
    ("Kommunen tappade totalt 171 poäng.", "171"),
    ("Totalt har vi tappat 171 poäng.", "171"),
    ("Totalt skiljer 171 poäng mellan kommunerna.", "171"),
    ("Skillnaden i totalpoäng är 152.", "152"),
    ("Totalt saknas 303 poäng till toppen.", "303"),
    ("Kommunen är totalt 182 poäng från målet.", "182"),
    ("Kommunen fick 182 poäng mer än grannen.", "182"),
    ("Vi ligger 128 poäng över snittet.", "128"),
    ("Resultatet har ökat med 110 poäng.", "110"),
    ("Totalpoängen för de andra kommunerna ligger mellan 350 och 668 poäng.", "350 668"),
    ("Totalpoängen varierar från 350 till 668 poäng bland kommunerna.", "350 668"),
    ("Grannkommunen fick totalt 512 poäng.", "512"),
    ("Borås fick totalt 512 poäng.", "512"),
    ("Borås kommun har utvärderats. Kommunen fick 512 poäng.", "512"),
    ("Borås är etta, med ett resultat på 612 poäng.", "612"),
    ("Vinnaren fick totalt 612 poäng.", "612"),
    ("Storköpings kommun fick totalt 612 poäng.", "612"),
    ("Toppkommunens resultat blev 679 poäng.", "679"),
    ("Ca 497 poäng totalt.", "497"),
    ("Totalt cirka 497 poäng.", "497"),
    ("Kommunen fick drygt 490 poäng.", "490"),
    ("Kommunen fick nästan 500 poäng.", "500"),
    ("Kommunen fick över 490 poäng.", "490"),
    ("Kommunen fick inte 500 poäng.", "500"),
    ("Om kommunen får 550 poäng blir den bäst.", "550"),
    ("För att bli bäst krävs totalt 600 poäng.", "600"),
    ("I medborgarundersökningen fick kommunen 497 poäng.", "497"),
    ("Kommunen fick 497 poäng i medborgarundersökningen.", "497"),
    ("Förra gången fick kommunen 445 poäng.", "445"),
    ("Resultatet blev 450 poäng 2010.", "450"),
    ("2016 fick kommunen 445 poäng.", "445"),
    ("Lund fick 445 poäng i den förra mätningen.", "445"),
    ("Lund fick 497 mot 445 poäng.", "497 445"),
    ("Lund fick 497 eller 498 poäng.", "497 498"),
    ("Totalt 497 – 445 poäng.", "497 445"),
    ("Totalt -171 poäng.", "171"),
    ("Utvecklingen: -171", "171"),
    ("Kommunen fick 497 poäng per område.", "497"),
    ("Medelvärdet 2016 var 455 poäng.", "455"),
    ("Snittet är 128 poäng lägre än vårt.", "128"),
    ("Riksgenomsnittet var cirka 469.", "469"),
    ("Målet är att nå medelvärdet 469.", "469"),
    ("Vi hade 52 poäng kvar.", "52"),
    ("Av dessa fick Borås 512, Malmö 498 och Kalmar 477 poäng.", "512 498 477"),
    ("Invånarnas betyg ökade från 441 till 506.", "441 506"),
    ("Under 2019 delades totalt 340 poäng ut.", "340"),
    ("Ett resultat på 600 poäng räknas som mycket bra.", "600"),
    ("Ett bra resultat är 600 poäng.", "600"),
    ("Resultat på 600 poäng är ovanliga.", "600"),
    ("Kommunen närmast efter oss fick 480 poäng.", "480"),
    ("Kommunen närmast efter Lund fick 480 poäng.", "480"),
    ("Kommunen hade fått 497 poäng med gamla metoden.", "497"),
    ("Kommunen får 497 poäng om inget ändras.", "497"),
    ("Enligt vår egen bedömning fick kommunen 497 poäng.", "497"),
    ("Kommunen fick 497 poäng enligt en tidig beräkning.", "497"),
    ("Kommunens poäng steg till 497.", "497"),
]
READ_NORWEGIAN = [
    ("Røros kommune skårer 497 poeng.", "497"),
    ("Røros fikk totalt 497 poeng.", "497"),
    ("Kommunen oppnådde 497 av 800 mulige poeng.", "497 800"),
    ("Totalt fikk kommunen 497 poeng.", "497"),
    ("Resultatet ble 497 poeng.", "497"),
    ("Kommunen endte på 497 poeng i årets måling.", "497"),
    ("Landsgjennomsnittet er 350 poeng.", "m350"),
    ("Kommunen fekk 497 poeng.", "497"),
    ("Totalsummen vart 497 poeng.", "497"),
    ("Røros oppnår ein samla poengsum på 497.", "497"),
    ("Vi fikk 497 poeng, 52 poeng mer enn i 2013.", "497 +52"),
    ("Røros øker fra 445 (2013) til 497 poeng.", "497"),
    ("Gjennomsnittet for kommunene er 350.", "m350"),
]
NAMED_NORWEGIAN = [
    ("Målet er totalt 550 poeng.", "550"),
    ("Rekorden er totalt 679 poeng.", "679"),
    ("Totalt kan en få 800 poeng.", "800"),
    ("Beste kommune fikk 679 poeng.", "679"),
    ("I 2013 fikk Røros 254 av 800 mulige poeng.", "254 800"),
    ("Nabokommunen fikk totalt 512 poeng.", "512"),
    ("Oslo fikk 512 poeng.", "512"),
    ("Kommunen tapte totalt 171 poeng.", "171"),
    ("Kommunen vil nå 550 poeng.", "550"),
    ("Neste gang håper vi på 550 poeng totalt.", "550"),
    ("Kommunen fikk om lag 500 poeng.", "500"),
    ("Forrige gong fekk kommunen 445 poeng.", "445"),
    ("Kommunen fikk 52 poeng mer enn sist.", "52"),
    ("Dei andre kommunane fekk mellom 350 og 668 poeng.", "350 668"),
]


def seen(imported, year):
    (assessment,) = [one for one in imported.assessments if one.year == year]
    signs = {Quantity.POINTS: "", Quantity.MAX: "", Quantity.REFERENCE: "m", Quantity.CHANGE: "+"}
    words = [
        f"{signs[one.quantity]}{float(one.value):g}".replace("+-", "-")
        for one in assessment.observations
        if one.item == TOTAL
    ]
    return " ".join(words)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Genomsnittet är 460 poäng.", "Genomsnittet"),
        ("Genomsnittet i Sverige ligger på 460 poäng.", "Genomsnittet i Sverige"),
    ],
)
def test_a_mean_is_called_what_it_is_without_the_verb_before_the_figure(read, sentence, label):
    (assessment,) = [one for one in read(SWEDISH + sentence).assessments if one.year == 2021]
    means = [one for one in assessment.observations if one.quantity is Quantity.REFERENCE]
    assert [one.label for one in means] == [label]


@pytest.mark.parametrize(
    ("page", "year", "sentence", "total"),
    [
        *((SWEDISH, 2021, *case) for case in READ_SWEDISH),
        *((NORWEGIAN, 2017, *case) for case in READ_NORWEGIAN),
    ],
)
def test_a_total_is_read_where_the_sentence_says_whose_it_is(read, page, year, sentence, total):
    imported = read(page + sentence)
    assert seen(imported, year) == (total or "")
    assert len(imported.assessments) == 1
    named = " ".join(warning.message for warning in imported.warnings)
    printed = re.findall(r"\d+(?:,\d+)?", re.sub(r"\b20[0-9]{2}\b", "", sentence))
    told = re.findall(r"\d+(?:\.\d+)?", total or "")
    for number in printed:
        assert number.replace(",", ".") in told or re.search(rf"\b{number}\b", named)


@pytest.mark.parametrize(
    ("page", "year", "sentence", "numbers"),
    [
        *((SWEDISH, 2021, *case) for case in NAMED_SWEDISH),
        *((NORWEGIAN, 2017, *case) for case in NAMED_NORWEGIAN),
    ],
)
def test_any_other_number_of_points_is_named_with_its_line(read, page, year, sentence, numbers):
    imported = read(page + sentence)
    assert seen(imported, year) == ""
    assert len(imported.assessments) == 1
    line = page.count("\n") + 1
    named = " ".join(warning.message for warning in imported.warnings if warning.line == line)
    for number in numbers.split():
        assert re.search(rf"\b{number}\b", named)
