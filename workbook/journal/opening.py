"""Opening a journal: one object per place and process."""

from __future__ import annotations

import threading
from pathlib import Path

from workbook.journal.engine import Engine, ServerEngine
from workbook.journal.journal import Journal
from workbook.journal.places import Place, find_place
from workbook.journal.sqlite import FileEngine, MemoryEngine

_open: dict[str, Journal] = {}
_lock = threading.Lock()


def open_journal(url: str | Path | None = None) -> Journal:
    """Open the reader's journal, making it where there is none.

    Parameters
    ----------
    url
        A path or SQLAlchemy URL; None for ``WORKBOOK_JOURNAL`` or else the file in the reader's
        data folder. ``"sqlite://"`` gives a private journal in memory.

    Returns
    -------
    Journal
        The same object each time for the same place, except in memory.

    Raises
    ------
    JournalError
        With one sentence for the reader: see ``errors.py`` for the kinds.
    """
    place = find_place(url)
    if place.in_memory:
        return Journal(_engine(place))
    key = f"{place.url.render_as_string(hide_password=False)}|{place.vfs}"
    with _lock:
        if key not in _open:
            _open[key] = Journal(_engine(place))
        journal = _open[key]
    journal.position()
    return journal


def _engine(place: Place) -> Engine:
    if place.path is not None:
        return FileEngine(place)
    return MemoryEngine(place) if place.in_memory else ServerEngine(place)
