"""The frame of a command that works through files: what is installed, what it reads, and how it ends."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Generic, TypeVar, final

from attrs import evolve, frozen

from kompass_spec.cli.batch_options import BatchOptions
from kompass_spec.cli.files import collect, left_out, refuse_overwriting
from kompass_spec.cli.output import complain, tell, warn, write_data
from kompass_spec.documents.disk import DEFAULT_LIMIT, is_standard_output, write_bytes
from kompass_spec.documents.kinds import is_json_lines
from kompass_spec.documents.plain import json_bytes
from kompass_spec.model.problems import Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.chosen import chosen_edition, chosen_mappings
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.results.opening import readable_files

__all__ = ["Batch", "conclude", "open_batch"]


Options = TypeVar("Options", bound=BatchOptions)
T = TypeVar("T")


@final
@frozen(kw_only=True)
class Batch(Generic[Options]):
    """Hold what a command works with: its options, where ids stand for editions, and what is installed.

    ``asked`` are the options as they were given, where a path can stand for an edition.
    ``unused`` says which plugins are left out, ``passed`` which files in folders nobody reads, ``problems``
    which cannot be found.
    """

    options: Options
    asked: Options
    plugins: Plugins
    registry: Registry
    files: tuple[Path, ...]
    passed: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    unused: tuple[Problem, ...]

    @property
    def limit(self) -> int:
        """Return the size above which files are refused."""
        return self.options.max_size or DEFAULT_LIMIT

    def warnings(self, *of_results: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return why plugins and files are left out, and the warnings of results, each of them once."""
        return tuple(dict.fromkeys(chain(self.unused, self.passed, *of_results)))

    def collect(self, work: Callable[[Path], T]) -> tuple[list[T], list[Problem]]:
        """Return what ``work`` makes of every file, and all problems of files up to then."""
        results, failed = collect(self.files, work)
        return [result for _, result in results], [*self.problems, *failed]


def open_batch(
    options: Options,
    *kinds: str,
    editions: Sequence[str] = ("edition",),
    mappings: Sequence[str] = (),
    also: Sequence[str] = (".json",),
) -> Batch[Options]:
    """Return what a command works with that needs these kinds of plugins.

    ``editions`` names the options that name editions, ``mappings`` holds the mappings to use instead of
    installed ones, and ``also`` the endings of files that are read beside documents. Raise
    ``UsageError`` where an edition is unknown or the output would replace an input.
    """
    asked_for = options
    plugins = load_plugins(*kinds, isolate=options.isolate)
    unused = left_out(plugins, as_json=options.json)
    registry = load_registry(plugins)
    for name in editions:
        asked = getattr(options, name)
        if asked is not None:
            registry, identifier = chosen_edition(asked, registry)
            # Which of the fields it is, types cannot say.
            change: dict[str, Any] = {name: identifier}
            options = evolve(options, **change)
    registry = chosen_mappings(mappings, registry)
    files, passed, problems = readable_files(
        options.files,
        plugins,
        also=also,
        output=options.output,
        importer=getattr(options, "importer", None),
        limit=options.max_size or DEFAULT_LIMIT,
    )
    refuse_overwriting(options.output, files)
    return Batch(
        options=options,
        asked=asked_for,
        plugins=plugins,
        registry=registry,
        files=tuple(files),
        passed=tuple(passed),
        problems=tuple(problems),
        unused=unused,
    )


def _content(data: Mapping[str, object], output: Path) -> bytes:
    """Return results as the document that the name of the file asks for."""
    if not is_json_lines(output.name):
        return json_bytes(data)
    from kompass_spec.documents.json_lines import RESULTS, result_lines

    return b"".join(
        result_lines(key, results)
        for key, results in data.items()
        if key in RESULTS and isinstance(results, list)
    )


def conclude(
    options: BatchOptions,
    data: dict[str, object],
    lines: Callable[[], Iterable[str]],
    *,
    warnings: Iterable[Problem],
    problems: Sequence[Problem],
    is_written: bool,
) -> int:
    """Write the results to the output where there are any, and all to the terminal as JSON or as lines.

    Return the exit code.
    """
    if options.output is not None and is_written:
        write_bytes(options.output, _content(data, options.output))
    if options.json:
        write_data(data, problems)
        return 1 if problems else 0
    warn(warnings)
    # What reads the result from standard output cannot read anything else there.
    if options.output is None or not is_standard_output(options.output):
        for line in lines():
            tell(line)
    complain(problems)
    return 1 if problems else 0
