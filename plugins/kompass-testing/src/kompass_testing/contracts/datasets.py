"""What every dataset keeps: it can be read, every figure has a source, and what is derived is marked."""

from importlib.resources.abc import Traversable
from typing import Any, ClassVar

from kompass_spec import InputError, load_registry
from kompass_spec.documents.datasets import read_dataset
from kompass_spec.model import TOTAL, CaveatKind, Dataset, Edition, PublishedFigure, PublishedResult
from kompass_testing.contracts.quiet import QuietContract
from kompass_testing.contracts.requests import given
from kompass_testing.fresh_processes import Use
from kompass_testing.use import read_file

__all__ = ["DatasetContract"]


class DatasetContract(QuietContract, kind="datasets"):
    """Hold what every dataset of published results keeps; give a fixture ``dataset``."""

    fixture: ClassVar[str] = "dataset"
    dataset = given("dataset", "dataset")

    def use(self) -> Use:
        """Return the function that reads the file."""
        return read_file

    def read(self, provided: Any) -> Dataset:
        """Return the dataset; fail with everything that is wrong where it cannot be read."""
        file = getattr(provided, "file", None)
        assert isinstance(file, Traversable), (
            f"{self.told(provided)} has no file. Return importlib.resources.files('your_package') /"
            " 'results.toml'."
        )
        assert file.is_file(), (
            f"{self.told(provided)} names a file, {file.name}, that is not there. Put it into the package,"
            " and into the wheel."
        )
        try:
            return read_dataset(file.read_bytes().decode("utf-8"), file.name)
        except UnicodeDecodeError as error:
            raise AssertionError(
                f"{self.told(provided)} has a file, {file.name}, that is not UTF-8. Save it as UTF-8, which"
                " all TOML is."
            ) from error
        except InputError as error:
            raise AssertionError(f"{self.told(provided)} cannot be read: {error}") from error

    def test_it_can_be_read(self, provided: Any) -> None:
        """Correct what the sentence says of the TOML; every result cites a source that stands in the file."""
        assert self.read(provided).id == provided.name, (
            f"{self.told(provided)} calls itself {self.read(provided).id!r} in its file. Make the name and"
            " the id the same."
        )

    def test_it_is_read_alike_twice(self, provided: Any) -> None:
        """Give the same file every time: no clock, no network, no choice by the environment."""
        assert self.read(provided) == self.read(provided), (
            f"{self.told(provided)} gives another file each time."
        )

    def test_every_source_says_what_it_is(self, provided: Any) -> None:
        """Give every source a title, and a publisher, a date or an address, and cite it at least once."""
        dataset = self.read(provided)
        cited = {name for result in dataset.results for name in result.cited}
        cited |= {name for mean in dataset.means for name in mean.cited}
        for source in dataset.sources:
            assert source.title.strip() and (source.publisher or source.date or source.url), (
                f"{self.told(provided)} has a source {source.id!r} that does not say what it is. Give a"
                " publisher, a date or an address."
            )
            assert source.id in cited, (
                f"{self.told(provided)} has a source {source.id!r} that nothing cites. Cite it or"
                " take it out."
            )

    def test_an_unknown_edition_is_said(self, provided: Any) -> None:
        """Law 3: nothing is invented. Where a result has no edition or no year, say in a caveat why."""
        for result in self.read(provided).results:
            for name in ("edition", "year"):
                explained = any(name in caveat.of for caveat in result.caveats)
                assert getattr(result, name) is not None or explained, (
                    f"{self.told(provided)} does not say why {result.organisation.name} has no {name}. Add a"
                    f" caveat of={name!r}."
                )

    def test_items_are_those_of_the_edition(self, provided: Any) -> None:
        """Name items by the codes of the edition, and the whole by 'total'."""
        registry = load_registry()
        for result in self.read(provided).results:
            edition = registry.get(result.edition) if result.edition is not None else None
            if edition is None:
                continue
            for figure in result.figures:
                assert figure.item in edition or figure.item == TOTAL, (
                    f"{self.told(provided)} gives {result.organisation.name} points of {figure.item!r}, which"
                    f" {result.edition} does not have."
                )
            for item in result.not_applicable:
                assert item in edition, (
                    f"{self.told(provided)} says that {item!r} does not apply to {result.organisation.name};"
                    f" {result.edition} does not have it."
                )

    def test_levels_are_those_of_the_scale(self, provided: Any) -> None:
        """Give the answer to an item by a level of its scale in the edition, and points as points."""
        registry = load_registry()
        for result in self.read(provided).results:
            edition = registry.get(result.edition) if result.edition is not None else None
            for answer in result.levels if edition is not None else ():
                scale = edition.scale_of(answer.item) if edition is not None else None
                assert scale is not None and scale.level(answer.level) is not None, (
                    f"{self.told(provided)} gives {result.organisation.name} the level {answer.level} of"
                    f" {answer.item}, which is none of its scale in {result.edition}."
                )

    def test_figures_add_up_or_say_why_not(self, provided: Any) -> None:
        """Say in a caveat, contradictory, derived or uncertain, why areas do not add up to the total."""
        registry = load_registry()
        excuses = {CaveatKind.CONTRADICTORY, CaveatKind.DERIVED, CaveatKind.UNCERTAIN, CaveatKind.INCOMPLETE}
        for result in self.read(provided).results:
            edition = registry.get(result.edition) if result.edition is not None else None
            if edition is None or not edition.areas:
                continue
            figures = {figure.item: figure for figure in result.figures}
            areas = _areas_that_add_up(result, edition)
            if TOTAL not in figures or areas is None:
                continue
            apart = abs(figures[TOTAL].points - sum(figure.points for figure in areas))
            slack = (figures[TOTAL].precision + sum(figure.precision for figure in areas)) / 2
            explained = any(caveat.kind in excuses for caveat in result.caveats)
            assert apart <= slack or explained, (
                f"{self.told(provided)} gives {result.organisation.name} areas that do not add up to the"
                " total. Check them, or say why."
            )

    def test_points_stay_within_the_maximum(self, provided: Any) -> None:
        """Check points above an item's maximum against the source; where it prints them, add a caveat."""
        registry = load_registry()
        for result in self.read(provided).results:
            edition = registry.get(result.edition) if result.edition is not None else None
            if edition is None:
                continue
            for figure in result.figures:
                maximum = edition.max if figure.item == TOTAL else edition.item(figure.item).max
                explained = result.has_caveat(CaveatKind.CONTRADICTORY, figure.item)
                assert maximum is None or figure.points <= maximum or explained, (
                    f"{self.told(provided)} gives {result.organisation.name} {figure.points} points of"
                    f" {figure.item}, which has {maximum} at most. Correct them, or say why."
                )


def _areas_that_add_up(result: PublishedResult, edition: Edition) -> list[PublishedFigure] | None:
    """Return the figures of all areas that apply, ``None`` where one of them is not published."""
    figures = {figure.item: figure for figure in result.figures}
    applying = [area.code for area in edition.areas if area.code not in result.not_applicable]
    return [figures[code] for code in applying] if figures.keys() >= set(applying) else None
