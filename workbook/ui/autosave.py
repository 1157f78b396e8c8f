"""Saves what a hand is still changing, once the hand pauses.

A dragged slider sends sixty values a second and a typed paragraph one a key. Saving each would bury
the history and make undo step back by single letters; saving at the end of a gesture makes one
revision of one intention. Whatever is not saved yet is a draft, and the panel says "saving" until
it is.
"""

import asyncio
import atexit
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakMethod

from workbook.journal import Journal, JournalError, Record, Revision
from workbook.ui.lock import TURN

PAUSE = 0.4  #: Seconds without a change after which a draft is saved.
LONGEST = 2.0  #: Seconds after which a draft is saved even while the hand goes on.


@dataclass
class Waiting:
    """A record as the controls show it, and the revision the reader began to change."""

    record: Record
    base: Revision[Any] | None


class Autosave:
    """Keeps drafts and writes them to the journal.

    Parameters
    ----------
    journal
        Where the drafts go.
    saved
        Called with each revision once it is on disk.
    failed
        Called with the error where a draft could not be saved; the draft is kept and tried again
        with the next change or `flush`.
    """

    def __init__(
        self,
        journal: Journal,
        saved: Callable[[Revision[Any]], None],
        failed: Callable[[JournalError], None],
    ) -> None:
        self.journal = journal
        self.drafts: dict[str, Waiting] = {}
        self._saved = saved
        self._failed = failed
        self._timer: asyncio.TimerHandle | None = None
        self._since = self._changed = 0.0
        self._on_the_way: dict[str, Revision[Any]] = {}
        self._latest: Revision[Any] | None = None
        # A restart from JupyterLab's menu lets the kernel leave in order; a kill does not.
        flush = WeakMethod(self.flush)
        atexit.register(lambda: living() if (living := flush()) else None)

    def stage(self, record: Record, base: Revision[Any] | None) -> None:
        """Keep `record` as a draft and save it when the hand pauses; at once where no loop runs."""
        earlier = self.drafts.get(record.id)
        started = earlier.base if earlier else self._on_the_way.get(record.id, base)
        self.drafts[record.id] = Waiting(record, started)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.flush()
            return
        self._changed = loop.time()
        if self._timer is None:
            self._since = self._changed
            # Not set anew with each change: a burst of them would put off its own timer for ever.
            self._timer = loop.call_at(self._changed + min(PAUSE, LONGEST), self._wake, loop)

    def _wake(self, loop: asyncio.AbstractEventLoop) -> None:
        with TURN:
            now = loop.time()
            if now >= self._changed + PAUSE:
                self.flush()
                return
            if now >= self._since + LONGEST:
                # The hand goes on: save, but do not render under it.
                self._since = now
                self._save(self._note)
            due = min(self._changed + PAUSE, self._since + LONGEST)
            self._timer = loop.call_at(due, self._wake, loop)

    def _note(self, revision: Revision[Any]) -> None:
        self._on_the_way[revision.record_id] = self._latest = revision

    def flush(self) -> bool:
        """Save every draft now; return whether all of them are on disk."""
        with TURN:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            latest, self._latest = self._latest, None
            self._on_the_way.clear()
            pending = bool(self.drafts)
            done = self._save(self._saved)
            if latest is not None and not pending:
                self._saved(latest)  # all was saved on the way and is still to be rendered
            return done

    def _save(self, saved: Callable[[Revision[Any]], None]) -> bool:
        for key, draft in list(self.drafts.items()):
            try:
                revision = self.journal.save(draft.record, base=draft.base)
            except JournalError as error:
                self._failed(error)
                return False
            del self.drafts[key]
            saved(revision)
        return True

    def keep(self, record: Record, base: Revision[Any] | None) -> None:
        """Keep a record whose save has just failed, to be tried again with the others."""
        self.drafts[record.id] = Waiting(record, base)

    def discard(self, record_id: str) -> None:
        """Forget the draft of a record that is about to be deleted."""
        self.drafts.pop(record_id, None)
