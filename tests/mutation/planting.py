"""Put a mistake into modules that are imported already: its functions get other code, and nothing else."""

import gc
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

from kompass_spec import InputError
from tests.mutation.mistakes import Mistake


def imported_all(source: Path) -> list[str]:
    """Import every module under a folder; return those that cannot be, for want of a library."""
    missing = []
    for path in sorted(source.rglob("*.py")):
        name = ".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__")
        try:
            import_module(name)
        except (ImportError, InputError):  # what is not installed is said in either way
            missing.append(name)
    return missing


def plant(file: Path, mistake: Mistake) -> None:
    """Give the functions of a module the code that they have with a mistake."""
    whole = compile(mistake.tree, str(file), "exec")
    codes = {_place(code): code for code in _codes(whole)}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(file):
            code = codes.get(_place(one.__code__))
            if code is not None and len(code.co_freevars) == len(one.__code__.co_freevars):
                one.__code__ = code


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
