"""What git leaves where two branches have changed the same lines: both, between marks."""

from typing import NamedTuple

__all__ = ["Sides", "sides_of"]

_OURS, _BASE, _MIDDLE, _THEIRS = b"<<<<<<< ", b"||||||| ", b"=======", b">>>>>>> "


class Sides(NamedTuple):
    """Hold a file as each of two branches has it; they are the same where there is no conflict."""

    ours: bytes
    theirs: bytes


def sides_of(content: bytes) -> Sides:
    r"""Return a file as each branch has it, with all lines that both share.

    >>> sides_of(b"one\n<<<<<<< HEAD\ntwo\n=======\nthree\n>>>>>>> other\n")
    Sides(ours=b'one\ntwo\n', theirs=b'one\nthree\n')
    """
    ours: list[bytes] = []
    theirs: list[bytes] = []
    targets: tuple[list[bytes], ...] = (ours, theirs)
    for line in content.splitlines(keepends=True):
        if line.startswith(_OURS):
            targets = (ours,)
        elif line.startswith(_BASE):
            targets = ()
        elif line.rstrip(b"\r\n") == _MIDDLE and len(targets) < len(Sides._fields):
            targets = (theirs,)
        elif line.startswith(_THEIRS):
            targets = (ours, theirs)
        else:
            for target in targets:
                target.append(line)
    return Sides(b"".join(ours), b"".join(theirs))
