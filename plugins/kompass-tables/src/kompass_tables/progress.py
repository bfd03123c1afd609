"""Show on the terminal how far a query is."""

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

__all__ = ["counted", "progress_of"]

_SECONDS = 0.2
_WHOLE = 100

Batch = TypeVar("Batch", bound=list[Any])


@contextmanager
def progress_of(connection: Any, what: str) -> Iterator[None]:
    """Show how far what a connection does has come, where somebody sees it."""
    if not sys.stderr.isatty():
        yield
        return
    from tqdm import tqdm

    done = threading.Event()
    with tqdm(total=_WHOLE, desc=what, unit="%", file=sys.stderr, leave=False) as bar:

        def look() -> None:
            while not done.wait(_SECONDS):
                bar.n = max(0, round(connection.query_progress()))
                bar.refresh()

        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


def counted(batches: Iterable[Batch], number: int, what: str) -> Iterator[Batch]:
    """Iterate over batches of rows, and show how many of all are done, where somebody sees it."""
    if not sys.stderr.isatty():
        yield from batches
        return
    from tqdm import tqdm

    with tqdm(total=number, desc=what, unit=" rows", file=sys.stderr, leave=False) as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))
