"""Both linters keep what every linter keeps."""

import json
from pathlib import Path

import pytest

from kompass_lint_mapping.oscal import OscalLinter
from kompass_lint_mapping.sssom import SssomLinter
from kompass_testing.contracts import LinterContract

SETS = Path(__file__).with_name("sets")
TABLE = (SETS / "good.sssom.tsv").read_text("utf-8")
COLLECTION = (SETS / "good.json").read_text("utf-8")


class TestOscal(LinterContract):
    @pytest.fixture
    def linter(self):
        return OscalLinter()

    def good(self):
        return [COLLECTION]

    def bad(self):
        data = json.loads(COLLECTION)
        data["mapping-collection"]["mappings"][0]["maps"][0]["relationship"] = "banana"
        return [("unknown-relation", json.dumps(data)), ("not-a-mapping", "{}")]


class TestSssom(LinterContract):
    @pytest.fixture
    def linter(self):
        return SssomLinter()

    def good(self):
        return [TABLE]

    def bad(self):
        return [
            ("unknown-relation", TABLE.replace("skos:exactMatch", "skos:sameMatch")),
            ("out-of-range", TABLE.replace("\t0.8", "\t7")),
        ]
