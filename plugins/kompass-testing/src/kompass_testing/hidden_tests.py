"""Refuse to hide what a contract asks: an expected failure with a reason is all that it allows."""

import inspect
from pathlib import Path
from typing import Any

__all__ = ["hidden_in", "is_expected_failure", "is_skipped_by_contract", "misplaced_mark"]

_HIDING = frozenset({"skip", "skipif", "xfail"})
_HERE = Path(__file__).parent


def hidden_in(cls: type[Any]) -> str | None:
    """Return a sentence on what a test class hides of its contract, or ``None``.

    It is asked when the class is made, and again when its tests are collected, because something can be put
    into it later.
    """
    contracts = [base for base in cls.__mro__ if vars(base).get("__kompass_contract__") is base and base.kind]
    if not contracts or contracts[0] is cls:
        return None
    return _hidden_whole(cls, contracts) or _overridden(cls, contracts[0])


def _hidden_whole(cls: type[Any], contracts: list[type[Any]]) -> str | None:
    contract = contracts[0]
    apart = [other.__name__ for other in contracts if not issubclass(contract, other)]
    if apart:
        return (
            f"{cls.__name__} subclasses {contract.__name__} and {', '.join(apart)}. Write one test class for"
            " each contract."
        )
    marks = {mark.name for mark in _marks(getattr(cls, "pytestmark", []))} & _HIDING
    if marks:
        return (
            f"{cls.__name__} marks a whole contract with {', '.join(sorted(marks))}. Override the one test"
            " that fails, with @pytest.mark.xfail(reason=...), and leave the others."
        )
    if not getattr(cls, "__test__", True):
        return (
            f"{cls.__name__} sets __test__ to False, which hides a whole contract. Take it out; a base of"
            " several test classes needs no name that begins with Test."
        )
    return None


def _overridden(cls: type[Any], contract: type[Any]) -> str | None:
    changed = [name for name in sorted(dir(contract)) if _is_changed(name, cls, contract)]
    tests = [name for name in changed if name.startswith("test_")]
    if tests:
        return (
            f"{cls.__name__} overrides {', '.join(tests)} of {contract.__name__}. What a contract asks cannot"
            ' be left out: mark the override with @pytest.mark.xfail(reason="why"), and call the test of'
            " super() in it."
        )
    if changed:
        given = ", ".join(sorted({contract.fixture, *contract.gives}))
        return (
            f"{cls.__name__} overrides {', '.join(changed)} of {contract.__name__}, and then other things are"
            f" asked. A test class gives {given}, and nothing else of the contract."
        )
    return None


def _is_changed(name: str, cls: type[Any], contract: type[Any]) -> bool:
    value = inspect.getattr_static(cls, name, None)
    if value is inspect.getattr_static(contract, name) or name in {contract.fixture, *contract.gives}:
        return False
    if name.startswith("__"):
        # What every class has of its own, such as its docstring.
        return False
    return not (name.startswith("test_") and is_expected_failure(value))


def is_expected_failure(test: object) -> bool:
    """Tell whether a test is marked as an expected failure, without a condition and with a reason."""
    marks = [mark for mark in _marks(getattr(test, "pytestmark", [])) if mark.name in _HIDING]
    return bool(marks) and all(
        mark.name == "xfail"
        and not mark.args
        and "condition" not in mark.kwargs
        and str(mark.kwargs.get("reason") or "").strip()
        for mark in marks
    )


def misplaced_mark(item: Any) -> str | None:
    """Return a sentence about a mark that hides a contract's test but is not on its override."""
    for node, mark in item.iter_markers_with_node():
        if mark.name in _HIDING and not (node is item and is_expected_failure(item.function)):
            return (
                f"{item.cls.__name__} is marked with {mark.name} by {getattr(node, 'name', 'something')},"
                " which hides a test of a contract. Override the one test that fails, with"
                " @pytest.mark.xfail(reason=...), and leave the others."
            )
    return None


def is_skipped_by_contract(call: Any) -> bool:
    """Tell whether a contract skipped its own test, as it does where a test class gives no samples."""
    if call.when != "call" or call.excinfo is None:
        return False
    # The last place is in pytest itself.
    asked = [Path(entry.path) for entry in call.excinfo.traceback if "_pytest" not in Path(entry.path).parts]
    return bool(asked) and asked[-1].is_relative_to(_HERE)


def _marks(pytestmark: Any) -> list[Any]:
    listed = pytestmark if isinstance(pytestmark, list) else [pytestmark]
    return [getattr(mark, "mark", mark) for mark in listed]
