"""What `workbook doctor` says about the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from workbook.journal.backup import good_backups, taken_at
from workbook.journal.errors import JournalError
from workbook.journal.journal import Journal
from workbook.journal.opening import make_engine
from workbook.journal.places import Place, find_place
from workbook.journal.revisions import UnreadableRecord
from workbook.journal.tables import SCHEMA, revisions


@dataclass(frozen=True)
class JournalFacts:
    """Where the journal is and how it is.

    Attributes
    ----------
    where
        File, or URL without its password.
    exists
        Whether it has been made yet; the first save or opened chapter makes it.
    mode
        Database, version and how it keeps a save safe; empty when it could not be opened.
    problem
        The sentence about what is wrong and what to do; None when it is sound.
    records, revisions
        How many live records and how many revisions it holds.
    size
        Bytes.
    newest_backup, newest_backup_at
        The newest backup that can be read whole.
    unreadable
        Records that no room can read; they stay in the journal untouched.
    """

    where: str
    exists: bool
    mode: str = ""
    problem: str | None = None
    records: int = 0
    revisions: int = 0
    size: int = 0
    newest_backup: Path | None = None
    newest_backup_at: datetime | None = None
    unreadable: tuple[UnreadableRecord, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the journal can be used."""
        return self.problem is None


def describe(url: str | Path | None = None) -> JournalFacts:
    """Look at a journal without changing it: it is neither made nor upgraded nor backed up.

    Raises
    ------
    JournalError
        Only when ``url`` itself cannot be understood.
    """
    place = find_place(url)
    backup = next(good_backups(place), None)
    known = {
        "where": place.label,
        "newest_backup": backup.path if backup else None,
        "newest_backup_at": taken_at(backup.path, place) if backup else None,
    }
    if place.path is not None and not place.path.exists():
        return JournalFacts(**known, exists=False)  # type: ignore[arg-type]
    try:
        return JournalFacts(**known, **_look(place), exists=True)  # type: ignore[arg-type]
    except JournalError as error:
        return JournalFacts(**known, exists=True, problem=str(error))  # type: ignore[arg-type]


def _look(place: Place) -> dict[str, object]:
    engine = make_engine(place)
    try:
        newest = sa.select(sa.func.max(revisions.c.sequence)).group_by(
            revisions.c.kind, revisions.c.record_id
        )
        live = sa.select(sa.func.count()).where(
            revisions.c.sequence.in_(newest), revisions.c.body.is_not(None)
        )
        with engine.reading() as connection:
            counted = {
                "records": connection.execute(live).scalar_one(),
                "revisions": connection.execute(
                    sa.select(sa.func.count()).select_from(revisions)
                ).scalar_one(),
            }
        # One of an older schema is upgraded when it is next opened; until then only counted.
        current = engine.schema() == SCHEMA
        return counted | {
            "mode": engine.mode(),
            "size": engine.size(),
            "unreadable": tuple(Journal(engine).unreadable()) if current else (),
        }
    finally:
        engine.close()
