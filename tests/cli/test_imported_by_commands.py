"""What a short command does not import, because its user would wait for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Coverage, where it is measured, imports modules of its own in every process.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("COV")}


@pytest.mark.parametrize("command", ["editions", "plugins"])
def test_a_short_command_imports_nothing_that_it_does_not_need(command):
    program = (
        "import contextlib, io, sys\n"
        "from kompass_spec.cli import main\n"
        f"with contextlib.redirect_stdout(io.StringIO()): code = main([{command!r}, '--json'])\n"
        "print(code, sorted({'jinja2', 'rich', 'babel', 'tomllib'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == "0 []"


def test_released_editions_are_listed_without_the_strict_converter():
    program = (
        "import contextlib, io, sys\n"
        "from kompass_spec.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()): main(['editions'])\n"
        "print('cattrs' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == "False"


def test_the_version_is_shown_without_what_every_other_answer_needs():
    program = (
        "import contextlib, io, sys\n"
        "from kompass_spec.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()): main(['--version'])\n"
        "print(sorted({'argparse', 'attr', 'attrs'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == "[]"


def test_a_file_is_checked_without_what_proves_ledgers():
    draft = "frameworks/kompass_frameworks/editions/se-2016/edition.toml"
    needless = {"verification", "signatures", "step_verification", "distribution_versions"}
    program = (
        "import contextlib, io, sys\n"
        "from kompass_spec.cli import main\n"
        f"with contextlib.redirect_stdout(io.StringIO()): code = main(['check', {draft!r}])\n"
        f"needless = {{'subprocess', *('kompass_spec.releases.' + name for name in {needless!r})}}\n"
        "print(code, sorted(needless & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert result.stdout.strip() == "0 []"


def test_a_report_is_made_without_what_few_results_have(tmp_path):
    report = "docs/examples/ornskoldsvik-2017.md"
    needless = {"standings", "chain_certificates", "certificates"}
    program = (
        "import contextlib, io, sys\n"
        "from kompass_spec.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    code = main(['report', {report!r}, '-o', {str(tmp_path / 'report.html')!r}])\n"
        f"needless = {needless!r}\n"
        "rooms = ('kompass_spec.model', 'kompass_spec.results', 'kompass_score', 'kompass_convert')\n"
        "found = sorted(name for name in sys.modules if name.startswith(rooms))\n"
        "print(code, [name for name in found if name.rpartition('.')[2] in needless])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == "0 []"
