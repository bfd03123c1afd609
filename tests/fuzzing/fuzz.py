"""Fuzz one target with atheris: ``uv run --group fuzzing python tests/fuzzing/fuzz.py TARGET``.

It looks for inputs that are a finding: that are neither read nor refused in a sentence, take more than 5
seconds, or more memory than 400 MiB. They are written to the folder ``--output``, with all inputs that led
somewhere new. The exit code is 1 where there is a finding.
"""

import argparse
import hashlib
import importlib
import os
import pkgutil
import runpy
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")

WATCHED = (
    "kompass_import_report",
    "kompass_read_office",
    "kompass_read_pdf",
    "kompass_read_text",
    "kompass_xlsx",
)
"""The packages whose ways the fuzzer looks for; others count for nothing."""

SECONDS, MEGABYTES = 5, 400
"""How long one input may take, and how much memory the process may."""

_LARGEST = 100_000


def main() -> int:
    """Fuzz a target in a process of its own, and say what was found."""
    options = _options()
    if options.inside:
        _fuzz(options)
    with tempfile.TemporaryDirectory() as kept:
        output = options.output or Path(kept)
        (output / "corpus").mkdir(parents=True, exist_ok=True)
        (output / "findings").mkdir(exist_ok=True)
        command = [sys.executable, __file__, *sys.argv[1:], "--inside", "--output", str(output)]
        # The fuzzer has a clock of its own, and two of them would take the signal from each other.
        surroundings = {**os.environ, "KOMPASS_PLUGIN_SECONDS": "none"}
        done = subprocess.run(command, check=False, env=surroundings)
        found = sorted((output / "findings").iterdir())
        for finding in found:
            sys.stderr.write(f"found: {finding}\n")
        return 1 if found or done.returncode else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(folder.name for folder in CORPUS.iterdir()))
    parser.add_argument("--seconds", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=0, help="of the chance; 0 for another one each time")
    parser.add_argument("--output", type=Path, help="the folder for new inputs and findings")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _fuzz(options: argparse.Namespace) -> None:
    """Fuzz until the time is up; the fuzzer then ends the process."""
    # Not everybody has the fuzzer, and tests are collected without it.
    import atheris  # noqa: PLC0415 - see above

    here = Path(__file__)
    mutated = runpy.run_path(str(here.with_name("mutating.py")))["mutated"]
    targets = runpy.run_path(str(here.with_name("targets.py")))["TARGETS"]

    with atheris.instrument_imports(include=list(WATCHED)):
        # What is imported when it is used is to be watched too.
        for package in WATCHED:
            for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
                importlib.import_module(module.name)
    findings = options.output / "findings"
    run = targets[options.target]
    seen: set[str] = set()

    def judge(data: bytes) -> None:
        begun = time.process_time()
        try:
            run(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            place = _place(error)
            if place not in seen:
                seen.add(place)
                _keep(findings, data, f"{type(error).__name__}: {error}\n{traceback.format_exc()}")
            return
        if time.process_time() - begun > SECONDS and "time" not in seen:
            seen.add("time")
            _keep(findings, data, f"It took {time.process_time() - begun:.1f} seconds.\n")

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        changed: bytes = mutated(data, most, seed, atheris.Mutate)
        return changed

    arguments = [
        sys.argv[0],
        f"-max_total_time={options.seconds}",
        f"-max_len={_LARGEST}",
        f"-seed={options.seed}",
        f"-timeout={SECONDS * 4}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-artifact_prefix={findings}/",
        "-print_final_stats=1",
        "-report_slow_units=1000",
        str(options.output / "corpus"),
        str(CORPUS / options.target),
    ]
    atheris.Setup(arguments, judge, custom_mutator=mutate)
    atheris.Fuzz()


def _place(error: BaseException) -> str:
    """Return where an error was raised, in which two findings of one kind are alike."""
    cause = error.__cause__.__cause__ if error.__cause__ is not None else None
    frames = traceback.extract_tb((cause or error).__traceback__)
    return f"{type(cause or error).__name__} {frames[-1].filename}:{frames[-1].lineno}"


def _keep(folder: Path, data: bytes, words: str) -> None:
    name = hashlib.sha256(data).hexdigest()[:12]
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text(words, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
