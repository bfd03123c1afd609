"""What every plugin keeps that is used: it does nothing beside its use, not even the first time."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest

from kompass_testing.contracts.base import Contract
from kompass_testing.fresh_processes import UnreachableError, Use, packed, watch_elsewhere
from kompass_testing.side_effects import Watch

__all__ = ["QuietContract"]

_WATCHED: dict[tuple[type, object], Watch] = {}


class QuietContract(Contract, kind=""):
    """Hold what all plugins have in common; ``use`` says how one is used.

    It is done in a fresh process, because what a plugin does once, such as filling a cache, is done no more
    when it has been used before.
    """

    def use(self) -> Use:
        """Return the function that uses a plugin; another process must be able to import it."""
        raise NotImplementedError

    def requests(self) -> Sequence[Any]:
        """Return the requests to use the plugin with, one after another."""
        return (None,)

    def watch(self, provided: Any) -> Watch:
        """Return the side effects of the plugin in a fresh process, from its first use on."""
        try:
            key = type(self), packed(self.kind, provided)
            if key not in _WATCHED:
                _WATCHED[key] = watch_elsewhere(self.kind, provided, self.use(), self.requests())
        except UnreachableError as error:
            raise AssertionError(self.unreachable(provided, error)) from error
        return _WATCHED[key]

    def unreachable(self, provided: Any, error: UnreachableError) -> str:
        """Return the sentence about a plugin that cannot be sent to another process."""
        return (
            f"{self.told(provided)} cannot be asked in another process: {error}. Define its class at the top"
            " of a module, and let it hold plain values."
        )

    @pytest.fixture(autouse=True)
    def kompass_watched_first(self, provided: Any) -> None:
        """Watch the plugin before any test uses it: a file that it left then would hide that it writes."""
        with suppress(AssertionError):
            self.watch(provided)

    def test_no_network_is_asked(self, provided: Any) -> None:
        """Ask no other machine: bring what the plugin needs in its package."""
        asked = self.watch(provided).asked
        assert not asked, (
            f"{self.told(provided)} asked the network ({asked[0] if asked else ''}). Bring what it needs in"
            " its package."
        )

    def test_no_file_is_written(self, provided: Any) -> None:
        """Write nowhere: return the content. Where a library needs a file, use tempfile and remove it."""
        watch = self.watch(provided)
        assert not watch.written, (
            f"{self.told(provided)} wrote where it must not ({watch.written[0] if watch.written else ''})."
            " Return the content; the command writes it where the user wants it."
        )
        assert not watch.left, (
            f"{self.told(provided)} left {', '.join(watch.left)} in the temporary folder. Remove what it no"
            " longer needs."
        )

    def test_no_other_process_is_started(self, provided: Any) -> None:
        """Start no other program or process: nobody sees what it does, and not everybody has the program."""
        started = self.watch(provided).started
        assert not started, (
            f"{self.told(provided)} started another process ({started[0] if started else ''}). Do it in"
            " Python, within the call."
        )

    def test_nothing_is_printed(self, provided: Any) -> None:
        """Print nothing: return warnings or raise InputError; standard output belongs to the command."""
        printed = self.watch(provided).printed
        assert not printed, f"{self.told(provided)} printed {printed[:60]!r}. Return it, or leave it out."

    def test_the_process_is_left_as_it_was(self, provided: Any) -> None:
        """Change nothing that the process shares: environment, folder, locale, random numbers, sys.path."""
        changed = self.watch(provided).changed
        assert not changed, (
            f"{self.told(provided)} changed {', '.join(changed)} of the whole process. Work with values of"
            " your own, such as random.Random(1)."
        )
