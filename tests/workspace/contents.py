"""What each distribution may bring: the files of its package, by pattern, and what its modules import.

A star stands for any part of one name, never for a folder. A file that no pattern names is a stray: a
generator, a plugin of pytest, a test or a draft, which has to live outside of every wheel.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

__all__ = ["CONTENTS", "strays", "test_tools", "unused"]

_PYTHON = ("*.py", "py.typed")
_FRAMEWORK = (
    *_PYTHON,
    "CHANGELOG.md",
    "editions/*/edition.toml",
    "ledger.jsonl",
    "mappings/*/mapping.toml",
    "releases/*/*.json",
)
_LANGUAGE = ("locale/*/LC_MESSAGES/kompass.mo", "locale/*/LC_MESSAGES/kompass.po")

CONTENTS: Mapping[str, tuple[str, ...]] = {
    "kompass-spec": (
        "__init__.py",
        "__main__.py",
        "_face.py",
        "hooks.py",
        "py.typed",
        "model/*.py",
        "documents/*.py",
        "documents/schemas/__init__.py",
        "documents/schemas/1/*.json",
        "plugins/*.py",
        "registry/*.py",
        "registry/pins.json",
        "wording/*.py",
        "wording/locale/kompass.pot",
        *(f"wording/{pattern}" for pattern in _LANGUAGE),
        "sheets/*.py",
        "results/*.py",
        "results/example.json",
        "releases/*.py",
        "releases/conformance/__init__.py",
        "releases/conformance/CHANGELOG.md",
        "releases/conformance/README.md",
        "releases/conformance/ledger.jsonl",
        "releases/conformance/*.json",
        "releases/conformance/releases/*/*.json",
        "cli/*.py",
        "cli/new/*.py",
        "cli/new/templates/*/*.template",
    ),
    "kompass-convert-mapping": _PYTHON,
    "kompass-drawings": _PYTHON,
    "kompass-frameworks": (*_FRAMEWORK, "organisations/*.toml"),
    "kompass-import-report": _PYTHON,
    "kompass-lint-mapping": (*_PYTHON, "schemas/README.md", "schemas/oscal-mapping-*.json"),
    "kompass-read-office": _PYTHON,
    "kompass-read-text": _PYTHON,
    "kompass-read-pdf": _PYTHON,
    "kompass-render-docx": _PYTHON,
    "kompass-render-html": (*_PYTHON, "templates/*.html", "templates/style.css"),
    "kompass-render-pdf": (
        *_PYTHON,
        "fonts/*.ttf",
        "fonts/OFL.txt",
        "fonts/coverage.txt",
        "template/*.typ",
    ),
    "kompass-render-text": _PYTHON,
    "kompass-results-nordic": (*_PYTHON, "results.toml"),
    "kompass-score-standard": _PYTHON,
    "kompass-sensitivity": (*_PYTHON, "sensitivity.schema.json"),
    "kompass-site": (*_PYTHON, "kompass.css"),
    "kompass-tables": (*_PYTHON, "conversions/*.py", "engines/*.py"),
    "kompass-testing": (*_PYTHON, "contracts/*.py"),
    "kompass-variant-dk": (*_FRAMEWORK, *_LANGUAGE),
    "kompass-variant-no": (*_FRAMEWORK, *_LANGUAGE, "organisations/*.toml"),
    "kompass-xlsx": (*_PYTHON, "laid_out/*.py"),
}
"""The patterns of the files of a package, by its distribution."""

_TEST_TOOLS = frozenset({"_pytest", "hypothesis", "kompass_testing", "pytest", "unittest"})


def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "[^/]+"))


def strays(distribution: str, names: Iterable[str]) -> list[str]:
    """Return the files of a package that the distribution may not bring, of names relative to the package."""
    allowed = [_expression(pattern) for pattern in CONTENTS[distribution]]
    return sorted(name for name in names if not any(pattern.fullmatch(name) for pattern in allowed))


def unused(distribution: str, names: Iterable[str]) -> list[str]:
    """Return the patterns of a distribution that no file of its package is named by."""
    there = list(names)
    return [
        pattern
        for pattern in CONTENTS[distribution]
        if not any(_expression(pattern).fullmatch(name) for name in there)
    ]


def _imported(source: str) -> Iterator[str]:
    """Iterate over the top-level packages that a module imports, also within its functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def test_tools(modules: Iterable[tuple[str, str]]) -> list[str]:
    """Return the modules that import what only tests need, of pairs of a name and a source."""
    return sorted(name for name, source in modules if _TEST_TOOLS & set(_imported(source)))
