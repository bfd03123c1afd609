"""Small plugins, apart from any test because the other
processes of a contract import no more than this module."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from kompass_spec.model import Assessment, Observation, Organisation, OrganisationKind, Quantity
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
        return "\n".join([request.scorecard.assessment.organisation.name, *titles, ""]).encode()


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
                warnings.append(Problem("unplaced-line", "The line was left out.", line=line))
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
