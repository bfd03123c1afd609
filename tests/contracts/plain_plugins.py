"""Small plugins, apart from any test because the other
processes of a contract import no more than this module."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from kompass_spec.model import (
    Assessment,
    Block,
    BlockCell,
    BlockKind,
    Document,
    Observation,
    Organisation,
    OrganisationKind,
    Place,
    Quantity,
)
from kompass_spec.model.assessment import Imported
from kompass_spec.model.problems import InputError, Problem

SOMEBODY = Organisation(name="Ale", kind=OrganisationKind.MUNICIPALITY)


class Plain:
    """A renderer that keeps the contract."""

    name: object = "plain"
    endings: object = (".plain",)

    def render(self, request):
        edition = request.edition
        titles = [area.title.in_language(request.language, edition.language).words for area in edition.areas]
        card = request.scorecard
        name = "".join(letter for letter in card.assessment.organisation.name if letter.isprintable())
        points = [f"{score.low} {score.high} {score.max}" for score in (*card.areas, card.total)]
        return "\n".join([name, f"{card.assessment.year or ''}", *titles, *points, ""]).encode()


class Hashing(Plain):
    def render(self, request):
        return super().render(request) + repr({"a", "b", "c", "d"}).encode()


class Clocked(Plain):
    def render(self, request):
        return super().render(request) + f"{datetime.now(UTC):%j %Y}".encode()


class Housed(Plain):
    def render(self, request):
        return super().render(request) + Path.cwd().name.encode()


class Csv:
    """An importer that keeps the contract."""

    name = "csv"
    endings = (".csv",)

    def read(self, request):
        if request.edition is None:
            raise InputError([Problem("unclear-edition", "Give --edition.")])
        figures, warnings = [], []
        for line, row in enumerate(request.content.decode("utf-8", "replace").splitlines(), start=1):
            code, _, value = row.partition(";")
            if value.isascii() and value.isdecimal() and code in request.registry[request.edition]:
                figures.append(self.figure(code, int(value), line))
            else:
                said = "The line was left out." if row else "The line is empty."
                warnings.append(Problem("unplaced-line", said, line=line))
        if not figures and not warnings:
            raise InputError([Problem("not-a-report", "Nothing stands in the file.")])
        return Imported(assessments=(self.assessment(request, tuple(figures)),), warnings=tuple(warnings))

    def figure(self, code, value, line):
        return Observation(item=code, quantity=Quantity.POINTS, value=Fraction(value), line=line)

    def assessment(self, request, figures):
        return Assessment(
            edition=request.edition,
            organisation=SOMEBODY,
            year=2017,
            observations=figures,
            source=request.source,
        )


class Lines:
    """A container that keeps the contract."""

    name = "lines"
    endings = (".lines",)
    says = "lines"

    def recognises(self, content):
        return content.startswith(b"lines\n")

    def read(self, request):
        if not self.recognises(request.content):
            raise InputError([Problem("damaged-file", "It does not begin as it should. Save it again.")])
        lines = request.content.decode("utf-8", "replace").split("\n")
        return Document(container=self.says, blocks=tuple(self.rows(lines)))

    def rows(self, lines):
        return [self.row(number, line) for number, line in enumerate(lines, start=1) if number > 1 and line]

    def row(self, number, line):
        place = self.place(number)
        if ";" not in line:
            return Block(kind=BlockKind.PARAGRAPH, place=place, text=line)
        cells = tuple(BlockCell(text=cell, place=place) for cell in line.split(";"))
        return Block(kind=BlockKind.TABLE, place=place, rows=(cells,))

    def place(self, number):
        return Place(line=number)
