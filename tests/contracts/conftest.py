"""Hold a contract against what is wrong: its test must
fail, with a sentence that names whose plugin it is."""

from importlib import import_module

import pytest
from hypothesis import Phase

from kompass_testing.contracts.base import Contract
from kompass_testing.contracts.quiet import QuietContract
from kompass_testing.contracts.requests import RequestContract

COMMON = (Contract, QuietContract, RequestContract)


@pytest.fixture
def is_caught(monkeypatch, tmp_path):
    """Fail unless a test of a contract fails for a wrong plugin, with these words in its sentence.

    The plugin is a class, or a function that is given a folder.
    """

    def check(contract, name, wrong, words):
        monkeypatch.chdir(tmp_path)
        # What is found need not be made small here.
        monkeypatch.setattr("kompass_testing.contracts.base._PHASES", (Phase.generate,))
        for base in contract.__mro__:
            module = import_module(base.__module__)
            if hasattr(module, "SECONDS"):
                monkeypatch.setattr(module, "SECONDS", 0.2)
        broken = wrong() if isinstance(wrong, type) else wrong(tmp_path)
        with pytest.raises(AssertionError) as caught:
            getattr(contract(), f"test_{name}")(broken)
        sentence = str(caught.value).partition("\nassert ")[0]
        assert words in sentence
        # In a partner's repository the distribution is the partner's; these plugins are of none.
        assert "of a distribution that is not installed" in sentence
        assert sentence.endswith((".", "]"))
        assert not (tmp_path / "written.txt").exists()

    return check


@pytest.fixture(scope="session")
def tests_of():
    """Return the names of a contract's own tests; what all
    contracts have in common counts as that of renderers."""

    def named(contract):
        own = next(one for one in contract.__mro__ if vars(one).get("__kompass_contract__") is one)
        bases = (own, *COMMON) if own.kind == "renderers" else (own,)
        return {name for base in bases for name in vars(base) if name.startswith("test_")}

    return named
