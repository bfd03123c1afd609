"""Lint mappings that others wrote, and write what was found as SARIF."""

import codecs
from pathlib import Path

from attrs import evolve

from kompass_spec.documents.disk import DEFAULT_LIMIT, read_bytes
from kompass_spec.documents.text import decode_text
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.lint import Linted, LintFinding, Severity
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.hooks import Linter
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import LintRequest
from kompass_spec.results.installed import plugins_or_installed

__all__ = ["MOST_FINDINGS", "lint_path"]

MOST_FINDINGS = 100_000
"""How many findings of one file are shown; nobody reads as many, and each takes time to say."""
_ENCODING = ("wrong-encoding", "The file is not in UTF-8, which the standards of mappings require.")
_MARK = ("byte-order-mark", "The file begins with a byte order mark, which the standards of mappings forbid.")


def lint_path(
    path: Path | str, *, plugins: Plugins | None = None, linter: str | None = None, limit: int = DEFAULT_LIMIT
) -> Linted:
    """Return what is wrong with a mapping in a file, and what could not be checked.

    The linter is the one named, else the one for the ending of the file's name. Raise ``InputError`` where
    the file cannot be read, or no linter is made for it.
    """
    check_arguments(lint_path, locals())
    file = str(path)
    plugins = plugins_or_installed(plugins, "linters")
    chosen = plugins.choose("linters", linter) if linter else None
    content = read_bytes(Path(path), limit)
    wrong, rule = _encoding_finding(content)
    text = decode_text(content, file)
    # The bytes of a large file are not held beside its text.
    del content
    chosen = chosen or plugins.choose_by_ending("linters", file)
    if chosen is None:
        endings = sorted(
            {ending for plugin in plugins.of_kind("linters") for ending in plugin.provided.endings}
        )
        sentence = (
            f"No linter reads a file that ends so; those that are loaded read {', '.join(endings)}. Choose"
            " one with `linter=`."
        )
        if not endings:
            sentence = plugins.why_none("linters", "kompass-lint-mapping")
        raise InputError([Problem("no-linter", sentence, file)])
    provided: Linter = chosen.provided
    result: Linted = call_plugin(
        chosen, lambda: provided.lint(LintRequest(file=file, text=text)), Linted, file
    )
    result = _at_most(result)
    if wrong is None:
        return result
    return evolve(result, findings=(wrong, *result.findings), rules=(*result.rules, rule))


def _at_most(linted: Linted) -> Linted:
    """Return what a linter found, of very many findings the weightiest in their order."""
    findings = linted.findings
    if len(findings) <= MOST_FINDINGS:
        return linted
    order = {severity: index for index, severity in enumerate(Severity)}
    weightiest = sorted(range(len(findings)), key=lambda index: order[findings[index].severity])
    kept = tuple(findings[index] for index in sorted(weightiest[:MOST_FINDINGS]))
    sentence = (
        f"{len(findings) - MOST_FINDINGS:,} of {len(findings):,} findings are left out, none of which weighs"
        f" more than those that are shown. At most {MOST_FINDINGS:,} are: mend them, and lint the file again."
    )
    return evolve(linted, findings=kept, unchecked=(*linted.unchecked, sentence))


def _encoding_finding(content: bytes) -> tuple[LintFinding | None, tuple[str, str]]:
    """Return what is wrong with the encoding of a file, and the rule that says so."""
    if content.startswith(codecs.BOM_UTF8):
        sentence = (
            "The file begins with a byte order mark, which others take for a part of its first word. Save it"
            " in UTF-8 without one."
        )
        return LintFinding(rule=_MARK[0], message=sentence, line=1), _MARK
    try:
        # Half of what looks like text in UTF-16 is zeros, which are letters of UTF-8.
        if b"\x00" not in content:
            content.decode("utf-8")
            return None, _ENCODING
        line = 1
    except UnicodeDecodeError as error:
        line = len(content[: error.start].split(b"\n"))
    sentence = (
        "The file is not in UTF-8, so that others read other letters in it, or nothing. Save it in UTF-8."
    )
    return LintFinding(rule=_ENCODING[0], message=sentence, line=line), _ENCODING
