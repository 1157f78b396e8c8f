"""Tells a panel that the journal has moved: by its own kernel at once, by another soon after."""

import asyncio
from collections.abc import Callable
from weakref import WeakMethod

from workbook.journal import Journal

EVERY = 2.0  #: Seconds between two looks for what another chapter or window has saved.


def follow(journal: Journal, look: Callable[[], None]) -> None:
    """Call `look`, a method, after each save in this process and every two seconds, while it lives.

    A reader has several chapters open, each with a kernel of its own; the journal is all they
    share, so each asks it now and then how far it has come. Where no event loop runs (a test, a
    script) only the saves of this process are told.
    """
    reference = WeakMethod(look)

    def call() -> bool:
        living = reference()
        if living is None:
            return False
        living()
        return True

    unsubscribe = journal.subscribe(lambda _kinds: None if call() else unsubscribe())
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return

    def again() -> None:
        if call():
            loop.call_later(EVERY, again)

    loop.call_later(EVERY, again)
