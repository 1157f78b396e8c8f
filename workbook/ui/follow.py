"""Tells a panel that the journal has moved: by its own kernel at once, by another soon after."""

import asyncio
from collections.abc import Callable
from weakref import WeakMethod

from workbook.journal import Journal

EVERY = 2.0  #: Seconds between two looks for what another chapter or window has saved.


def follow(journal: Journal, look: Callable[[frozenset[str]], None]) -> None:
    """Call `look`, a method, after each save in this process and every two seconds, while it lives.

    It is told the kinds of record that were saved, or none where another process may have saved.

    A reader has several chapters open, each with a kernel of its own; the journal is all they
    share, so each asks it now and then how far it has come. Where no event loop runs (a test, a
    script) only the saves of this process are told.
    """
    reference = WeakMethod(look)

    def call(kinds: frozenset[str] = frozenset()) -> bool:
        living = reference()
        if living is None:
            return False
        living(kinds)
        return True

    unsubscribe = journal.subscribe(lambda kinds: None if call(kinds) else unsubscribe())
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return

    def again() -> None:
        if call():
            loop.call_later(EVERY, again)

    loop.call_later(EVERY, again)
