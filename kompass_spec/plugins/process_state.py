"""What the system holds for a process, and a plugin may change: it is put back after every call of one.

Limits of resources, blocked signals, and the mask of the permissions of new files.
"""

import _signal  # type: ignore[import-not-found]  # no stub has it; the module without _ takes time to make names
import os
from contextlib import suppress
from typing import Any, final

__all__ = ["ProcessState"]

try:
    import resource
except ImportError:  # Windows has none
    _LIMITS: tuple[int, ...] = ()
else:
    _LIMITS = (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_CPU)
_HAS_MASK = hasattr(_signal, "pthread_sigmask")


@final
class ProcessState:
    """Hold how a process is, as far as Python can put it back."""

    __slots__ = ("blocked", "limits", "mask")

    def __init__(self) -> None:
        self.mask = os.umask(0)
        os.umask(self.mask)
        self.blocked: Any = _signal.pthread_sigmask(_signal.SIG_BLOCK, ()) if _HAS_MASK else ()
        self.limits = list(map(resource.getrlimit, _LIMITS))

    def restore(self) -> None:
        """Put everything back; a limit that the system lets nobody raise again stays as it is."""
        os.umask(self.mask)
        if _HAS_MASK:
            _signal.pthread_sigmask(_signal.SIG_SETMASK, self.blocked)
        for limit, before in zip(_LIMITS, self.limits, strict=True):
            now = resource.getrlimit(limit)
            if now != before:
                for soft in (before[0], now[1]):
                    with suppress(OSError, ValueError):
                        resource.setrlimit(limit, (soft, now[1]))
                        break
