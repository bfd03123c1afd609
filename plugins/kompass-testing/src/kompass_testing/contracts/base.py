"""What all contracts have in common: whom they are about, and that no test of one can be hidden."""

import inspect
import re
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings

from kompass_testing.hidden_tests import hidden_in
from kompass_testing.isolation import described

__all__ = ["Contract", "examples"]

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


# Explaining a failure traces every line, which takes minutes here and tells less than the sentence of the
# test.
_PHASES = tuple(phase for phase in Phase if phase is not Phase.explain)


def examples(most: int) -> settings:
    """Return settings for a law: at most ``most`` examples, and fewer where the profile has fewer."""
    return settings(
        max_examples=min(most, settings.default.max_examples) if settings.default else most,
        deadline=None,
        phases=_PHASES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


class Contract:
    """Hold what every plugin of a kind keeps, as tests that a plugin's own test class inherits.

    The contract of a new kind subclasses this one, or ``QuietContract`` or ``RequestContract``, with the
    keyword ``kind``, and has a ``fixture`` that the plugin's test class gives. It names in ``gives`` what
    else a test class may override. The docstring of every test says what to do when it fails.
    """

    __kompass_contract__: ClassVar[type | None] = None
    kind: ClassVar[str] = ""
    fixture: ClassVar[str] = ""
    gives: ClassVar[frozenset[str]] = frozenset()
    provided: ClassVar[Any]

    def __init_subclass__(cls, *, kind: str | None = None, **more: Any) -> None:
        """Take note of a contract; refuse a test class that hides a test of one."""
        super().__init_subclass__(**more)
        if kind is not None:
            above = next((base for base in cls.__mro__[1:] if getattr(base, "kind", "")), None)
            if above is not None:
                raise TypeError(
                    f"{cls.__name__} says its kind, which {above.__name__} does already. The keyword is for"
                    " the contract of a new kind: leave it out."
                )
            cls.kind = kind
            cls.__kompass_contract__ = cls
            if cls.fixture:
                cls.provided = _provided_by(cls.fixture)
            return
        sentence = hidden_in(cls)
        if sentence is not None:
            raise TypeError(sentence)

    def told(self, provided: Any) -> str:
        """Return what the plugin is called in a sentence, with its distribution."""
        return described(self.kind, provided)

    def test_its_name_is_well_formed(self, provided: Any) -> None:
        """Name the plugin in lower-case words and digits joined by hyphens, such as 'text': users type it."""
        name = getattr(provided, "name", None)
        assert isinstance(name, str), f"{self.told(provided)} has no name. Give it a text."
        assert _NAME.fullmatch(name), (
            f"{self.told(provided)} has a name that is hard to type. Use lower-case words and digits joined"
            " by hyphens."
        )


def _provided_by(name: str) -> Any:
    """Return the fixture ``provided``: the plugin from the fixture that a contract names.

    It asks for that by a parameter, so that a test class can give several plugins through a fixture with
    parameters.
    """

    def provided(_: object, **fixtures: Any) -> Any:
        """Return the plugin's object."""
        return fixtures[name]

    parameters = [
        inspect.Parameter(parameter, inspect.Parameter.POSITIONAL_OR_KEYWORD) for parameter in ("self", name)
    ]
    provided.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect and pytest look for
    return pytest.fixture(provided)
