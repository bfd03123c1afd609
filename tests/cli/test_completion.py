"""Every shell completes commands, options and files; what it completes with is asked of the shell itself."""

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import time

import pytest

from kompass_spec.cli.commands import COMMANDS

SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_knows_every_command(kompass, shell):
    ran = kompass("--print-completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert all(re.search(rf"\b{command}\b", ran.out) for command in COMMANDS)
    assert all(option in ran.out for option in ("strict", "weakest-first", "dry-run", "print-completion"))


def test_without_what_writes_the_script_one_sentence_says_what_to_install(kompass, monkeypatch):
    monkeypatch.setitem(sys.modules, "shtab", None)
    ran = kompass("--print-completion", "bash")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "kompass: The script is written by shtab, which is not installed. Install the extra"
        " kompass-spec[completion], from where you have kompass-spec.\n"
    )
    assert kompass("editions").code == 0


def test_an_unknown_shell_is_refused(kompass):
    ran = kompass("--print-completion", "fsh")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean fish?" in ran.err


@pytest.fixture
def desk(kompass, tmp_path):
    """A folder with the three scripts and something to complete."""
    for shell in SHELLS:
        (tmp_path / f"script.{shell}").write_text(kompass("--print-completion", shell).out, "utf-8")
    (tmp_path / "report.md").touch()
    (tmp_path / "folder").mkdir()
    return tmp_path


def in_bash(line, desk):
    """Return what bash would write out, having been asked as it asks after Tab."""
    words = shlex.split(line) + ([""] if line.endswith(" ") else [])
    program = (
        "source script.bash\n"
        f"COMP_WORDS=({' '.join(map(shlex.quote, words))})\n"
        f"COMP_CWORD={len(words) - 1}\n"
        "function_of() { complete -p kompass | sed -E 's/.*-F ([^ ]+) .*/\\1/'; }\n"
        '"$(function_of)"\n'
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    return answer(["bash", "--norc", "-c", program], desk)


def in_fish(line, desk):
    """Return what fish offers for a line."""
    program = f"source script.fish; complete -C {shlex.quote(line)}"
    return [offer.partition("\t")[0] for offer in answer(["fish", "--no-config", "-c", program], desk)]


def answer(command, desk):
    assert shutil.which(command[0]), (
        f"{command[0]} is not installed. Install it: apt-get install {command[0]}"
    )
    environment = {**os.environ, "HOME": str(desk)}
    ran = subprocess.run(command, cwd=desk, env=environment, check=True, capture_output=True, text=True)
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def in_zsh(line, desk):
    """Return the words of a line that zsh has completed in a terminal, as only there it completes any."""
    assert shutil.which("zsh"), "zsh is not installed. Install it: apt-get install zsh"
    (desk / "_kompass").write_bytes((desk / "script.zsh").read_bytes())
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(desk)
        os.environ.update(HOME=str(desk), TERM="dumb", PS1="ready> ")
        os.execvp("zsh", ["zsh", "-f", "-i"])  # noqa: S606 - a shell on a terminal is what is tested
    try:
        read_until(terminal, "ready> ")
        for setting in (
            "fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D",
            "kompass() { print -r -- \"<$*>\" }; bindkey '^I' complete-word",
        ):
            os.write(terminal, f"{setting}\n".encode())
            read_until(terminal, "ready> ")
        os.write(terminal, f"{line}\t\n".encode())
        (words,) = re.findall(r"<([^>]*)>\r\n", read_until(terminal, ">\r\n"))
        return words.split()
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def read_until(terminal, end):
    seen = ""
    limit = time.monotonic() + 20
    while end not in seen:
        assert time.monotonic() < limit, seen
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096).decode("utf-8", "replace")
    return seen


LINES = [
    ("kompass sco", "score"),
    ("kompass report --weak", "--weakest-first"),
    ("kompass score rep", "report.md"),
    ("kompass score report.md --str", "--strict"),
    ("kompass score report.md -o rep", "report.md"),
    ("kompass new var", "variant"),
    ("kompass new plugin --output fol", "folder"),
    ("kompass --print-completion fi", "fish"),
]


@pytest.mark.completion
@pytest.mark.parametrize(("line", "completed"), LINES)
@pytest.mark.parametrize("ask", [in_bash, in_fish], ids=["bash", "fish"])
def test_a_shell_offers_the_one_word_that_fits(ask, line, completed, desk):
    assert [offer.rstrip("/") for offer in ask(line, desk)] == [completed]


@pytest.mark.completion
@pytest.mark.parametrize(("line", "completed"), LINES)
def test_zsh_completes_the_one_word_that_fits(line, completed, desk):
    assert in_zsh(line, desk)[-1].rstrip("/") == completed


@pytest.mark.completion
@pytest.mark.parametrize("ask", [in_bash, in_fish], ids=["bash", "fish"])
def test_a_shell_offers_every_command(ask, desk):
    assert set(COMMANDS) <= set(ask("kompass ", desk))
