"""Work through many documents: in processes, by a log, with a bar, and one table of what became of them."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar, final

from attrs import AttrsInstance, asdict, frozen

from kompass_spec.cli.outcomes import Outcome, outcome_of, outcomes_table, refused
from kompass_spec.cli.output import tell
from kompass_spec.cli.processes import Make, work_through
from kompass_spec.cli.run_log import RunLog, digest_of_file, digest_of_run
from kompass_spec.documents.disk import is_same
from kompass_spec.documents.problems import problems_data
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.registry import Registry
from kompass_spec.wording.wording import wording_for

__all__ = ["LargeRun", "Spool", "tell_outcomes"]

_NOT_OF_THE_RUN = frozenset({"files", "jobs", "log", "json", "isolate"})
_OF_PAGES = frozenset({"output", "lang"})
"""What changes pages that are written on the way, and no data."""

Options = TypeVar("Options", bound=AttrsInstance)
Kept = list[Path]


@final
@frozen(kw_only=True)
class LargeRun(Generic[Options]):
    """Hold a command that works through many documents: what it asks, of what, and in how many processes.

    ``make`` is what each process calls, ``restore`` gives from an entry of the log what was made of a
    document, and ``keep`` takes what was made of the one with this number and returns the files that it
    wrote. ``also_read`` are the files that are read for every document.
    """

    command: str
    options: Options
    plugins: Plugins
    registry: Registry
    files: Sequence[Path]
    jobs: int
    log: Path | None
    make: "Make[Options]"
    keep: Callable[[int, Mapping[str, Any]], Kept]
    restore: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    also_read: Sequence[Path] = ()

    def outcomes(self) -> list[Outcome]:
        """Return what became of every document, in their order, whatever order they are worked on in."""
        files = [file for file in self.files if self.log is None or not is_same(file, self.log)]
        with _log(self) as log, _bar(len(files)) as step:
            digests = [digest_of_file(file) for file in files] if log is not None else []
            found = {} if log is None else self._known(files, digests, log)
            step(len(found))
            left = [number for number in range(len(files)) if number not in found]
            worked = work_through(self.make, self.options, [files[number] for number in left], self.jobs)
            with closing(worked):
                for position, made in worked:
                    number = left[position]
                    found[number] = self._outcome(number, files[number], made)
                    if log is not None:
                        _write(log, found[number], digests[number], made)
                    step(1)
            if log is not None:
                log.finish(files)
        return [found[number] for number in range(len(files))]

    def _known(self, files: Sequence[Path], digests: Sequence[str | None], log: RunLog) -> dict[int, Outcome]:
        """Return what the log says, by the numbers of the files, and say how much that is."""
        found = {}
        for number, file in enumerate(files):
            entry = log.entry(file, digests[number])
            outcome = None if entry is None else self._restored(number, file, entry)
            if outcome is not None:
                found[number] = outcome
        _tell_of_log(log, len(found), len(files))
        return found

    def _outcome(self, number: int, file: Path, made: Mapping[str, Any] | InputError) -> Outcome:
        if isinstance(made, InputError):
            return outcome_of(file, made)
        try:
            return outcome_of(file, made, self.keep(number, made))
        except InputError as error:
            return outcome_of(file, error)

    def _restored(self, number: int, file: Path, entry: Mapping[str, Any]) -> Outcome | None:
        """Return what an entry says; ``None`` where somebody has changed it so that it says nothing."""
        try:
            made = self.restore(entry)
            written = [Path(one["file"]) for one in entry["written"]]
        except (InputError, KeyError, TypeError):
            return None
        if not written and made.get("results"):
            written = self.keep(number, made)
        return outcome_of(file, made, written)


@contextmanager
def _log(run: LargeRun[Any]) -> Iterator[RunLog | None]:
    if run.log is None:
        yield None
        return
    asked = {
        name: value
        for name, value in asdict(run.options, recurse=False).items()
        if name not in _NOT_OF_THE_RUN and (name not in _OF_PAGES or run.command == "report")
    }
    # An edition can be a draft, which is named by its file.
    draft = Path(str(asked.get("edition") or ""))
    log = RunLog(
        run.log, digest_of_run(run.command, asked, [*run.also_read, draft], run.plugins, run.registry)
    )
    try:
        yield log
    except KeyboardInterrupt:
        tell(f"kompass: What is done stands in {run.log}; the same command goes on from there.", aside=True)
        raise
    finally:
        log.close()


def _tell_of_log(log: RunLog, done: int, number: int) -> None:
    if log.is_of_another_run:
        sentence = (
            "kompass: The log is of a run that asked for something else or had other versions, so it is begun"
            " anew."
        )
        tell(sentence, aside=True)
    elif done:
        tell(
            f"kompass: {done} of {number} documents are as the log says, and are not read again.", aside=True
        )


def _write(log: RunLog, outcome: Outcome, sha256: str | None, made: Mapping[str, Any] | InputError) -> None:
    entry = {
        "file": str(outcome.file),
        "sha256": sha256,
        "outcome": outcome.state,
        "results": outcome.results,
        "warnings": problems_data(outcome.warnings),
        "errors": problems_data(outcome.problems),
        "contradicted": outcome.is_contradicted,
        "written": [{"file": str(path), "sha256": digest_of_file(path)} for path in outcome.written],
    }
    log.add(entry, b"" if isinstance(made, InputError) else made.get("line", b""))


@contextmanager
def _bar(number: int) -> Iterator[Callable[[int], object]]:
    """Show how far the run is where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=number, unit="file", file=sys.stderr, leave=False) as bar:
        yield bar.update


@final
class Spool:
    """Keep what was made of documents on the disk until all is there, and give it in their order."""

    def __init__(self) -> None:
        self._stream = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the block
        self._places: dict[int, tuple[int, int]] = {}

    def __enter__(self) -> "Spool":
        """Return it; what it keeps is gone at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go what was kept."""
        self._stream.close()

    def put(self, number: int, content: bytes) -> None:
        """Keep what was made of the document with this number."""
        self._stream.seek(0, 2)
        self._places[number] = (self._stream.tell(), len(content))
        self._stream.write(content)

    def parts(self) -> Iterator[bytes]:
        """Iterate over what was kept, in the order of the documents."""
        for number in sorted(self._places):
            start, length = self._places[number]
            self._stream.seek(start)
            yield self._stream.read(length)


def tell_outcomes(outcomes: Sequence[Outcome], others: Iterable[Problem], language: str = "en") -> None:
    """Say on standard error what became of every document; ``others`` are files that none reads."""
    table = outcomes_table(outcomes, refused(others), wording=wording_for(language))
    tell(f"\n{table}", aside=True)
