"""Plant mistakes in the importer of reports, and tell what is read otherwise, and whether a word says so.

``uv run python -m tests.mutation.compare_readings --most 64`` reads every text of the importer's tests with
each mistake. What it prints is ``same``, where no text is read otherwise; ``told``, where what is read
otherwise has more warnings, or is refused; or ``silent`` with the texts whose figures are others without a
word: of these, the tests of the texts know what is right.
"""

import argparse
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from attrs import frozen

from kompass_import_report.importer import ReportImporter
from kompass_spec import InputError, Registry, load_registry
from kompass_spec.plugins.requests import ImportRequest
from tests.mutation.judging import in_a_fork
from tests.mutation.mistakes import Mistake, places_in, planted, spread
from tests.mutation.planting import imported_all, plant

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "plugins/kompass-import-report"
SECONDS = 300


@frozen
class Reading:
    """Hold what is read in a text: the figures in a form that compares, and how many warnings there are.

    Of a text that is refused there are no figures and no warnings.
    """

    figures: tuple[object, ...] | None
    warnings: tuple[str, ...] = ()


def reading(file: Path, registry: Registry) -> Reading:
    """Read a text; whatever is raised refuses it, as for a user."""
    request = ImportRequest(file=file.name, content=file.read_bytes(), registry=registry)
    try:
        imported = ReportImporter().read(request)
    except (InputError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return Reading(None)
    return Reading(
        tuple(
            (one.edition, one.organisation.name, one.year, seen.item, seen.quantity, seen.value)
            for one in imported.assessments
            for seen in one.observations
        ),
        tuple(warning.message for warning in imported.warnings),
    )


def difference(right: Mapping[Path, Reading], wrong: Mapping[Path, Reading]) -> str:
    """Say in a word whether figures are others, and whether that is told."""
    other = [file for file in right if right[file] != wrong[file]]
    silent = [
        file.stem
        for file in other
        if wrong[file].figures is not None
        and wrong[file].figures != right[file].figures
        and len(wrong[file].warnings) <= len(right[file].warnings)
    ]
    return f"silent in {', '.join(silent[:5])}" if silent else "told" if other else "same"


def main() -> int:
    """Compare what is read with each of so many mistakes, spread evenly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=64, help="plant so many mistakes, spread evenly")
    most = parser.parse_args().most
    imported_all(PLUGIN / "src")
    registry = load_registry()
    files = sorted((PLUGIN / "tests/texts").glob("*-*.txt"))
    texts = {path: path.read_text("utf-8") for path in sorted((PLUGIN / "src").rglob("*.py"))}
    places = [(path, place) for path, text in texts.items() for place in places_in(text)]
    right = {file: reading(file, registry) for file in files}

    def wrong(path: Path, mistake: Mistake) -> dict[Path, Reading]:
        plant(path, mistake)
        return {file: reading(file, registry) for file in files}

    for number in spread(most):
        path, place = places[number * len(places) // most]
        mistake = planted(texts[path], place)
        if mistake is not None:
            found = in_a_fork(partial(wrong, path, mistake), SECONDS)
            told = "endless" if found is None else difference(right, found)
            sys.stdout.write(f"{path.name}:{mistake}   ({told})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
