"""Assessments in the making: one for every edition and year that a report has figures of."""

from typing import final

from attrs import define, field

from kompass_import_report.corrections import Corrected
from kompass_spec.model import (
    Assessment,
    Comparability,
    Evaluator,
    Evidence,
    Finding,
    NotApplicable,
    Observation,
    Organisation,
    PrintedHeading,
    Quantity,
    SourceFile,
)

__all__ = ["Draft", "Drafts"]

_RESULTS = {Quantity.POINTS, Quantity.PERCENT, Quantity.LEVEL}


@final
@define
class Draft:
    """Gather one assessment."""

    edition: str
    year: int | None
    order: int
    inferred: list[Corrected] = field(factory=list)
    period: str | None = None
    evaluators: tuple[Evaluator, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    observations: list[Observation] = field(factory=list)
    headings: list[PrintedHeading] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    not_applicable: list[NotApplicable] = field(factory=list)
    comparability: list[Comparability] = field(factory=list)

    @property
    def empty(self) -> bool:
        """Tell whether nothing was found of the evaluation itself."""
        return not (self.observations or self.findings)

    @property
    def has_results(self) -> bool:
        """Tell whether the draft holds points, percent or findings, not only what these are compared with."""
        compared = {Quantity.REFERENCE, Quantity.CHANGE, Quantity.MAX}
        return bool(self.findings) or any(
            observation.quantity not in compared for observation in self.observations
        )

    def omit(self, omitted: NotApplicable) -> bool:
        """Add that an item does not apply, once; tell whether no result of it is printed."""
        if any(seen.item == omitted.item and seen.quantity in _RESULTS for seen in self.observations):
            return False
        if all(other.item != omitted.item for other in self.not_applicable):
            self.not_applicable.append(omitted)
        return True

    @property
    def lines(self) -> list[int]:
        """Return the lines on which the figures of the draft are printed."""
        return [observation.line for observation in self.observations if observation.line]

    def take(self, other: "Draft") -> None:
        """Take over what stands in a draft that holds no results, where this one has nothing of its own."""
        self.observations.extend(other.observations)
        self.headings.extend(heading for heading in other.headings if heading not in self.headings)
        self.comparability.extend(other.comparability)
        self.not_applicable.extend(other.not_applicable)
        self.period = self.period or other.period
        self.evaluators = self.evaluators or other.evaluators
        self.evidence = self.evidence or other.evidence

    def assessment(self, organisation: Organisation, source: SourceFile) -> Assessment:
        """Return the assessment."""
        return Assessment(
            edition=self.edition,
            organisation=organisation,
            year=self.year,
            year_inferred=bool(self.inferred),
            year_reason=" ".join(correction.reason for correction in self.inferred) or None,
            period=self.period,
            evaluators=self.evaluators,
            evidence=self.evidence,
            observations=tuple(self.observations),
            headings=tuple(self.headings),
            findings=tuple(self.findings),
            not_applicable=tuple(self.not_applicable),
            comparability=tuple(self.comparability),
            source=source,
        )


@final
@define
class Drafts:
    """Hold the drafts of one report."""

    _drafts: dict[tuple[str, int | None], Draft] = field(factory=dict)

    def of(self, edition: str, year: int | None) -> Draft:
        """Return the draft of an edition and a year, a new one where there is none yet."""
        return self._drafts.setdefault((edition, year), Draft(edition, year, len(self._drafts)))

    def of_year(self, year: int) -> list[Draft]:
        """Return the drafts of a year, on whatever edition."""
        return [draft for draft in self._drafts.values() if draft.year == year]

    def before(self, year: int | None) -> Draft | None:
        """Return the draft of the last evaluation before a year, ``None`` where there is none."""
        years = [draft.year for draft in self._drafts.values() if draft.year is not None]
        older = [earlier for earlier in years if year is not None and earlier < year]
        return self.of_year(max(older))[0] if older else None

    def newest_first(self) -> list[Draft]:
        """Return the drafts that hold something, those without a year last."""
        filled = [draft for draft in self._drafts.values() if not draft.empty]
        return sorted(filled, key=lambda draft: (-(draft.year or 0), draft.order))
