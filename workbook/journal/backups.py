"""Backups: whole copies of the journal as documents, in a folder beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from workbook.journal.documents import Document, read_document, read_rows, write_document
from workbook.journal.errors import JournalError
from workbook.journal.files import private_folder, write_private
from workbook.journal.places import Place
from workbook.journal.tables import revisions

DAY = timedelta(days=1)
KEPT = (("%Y-%m-%d", 14 * DAY), ("%G week %V", 60 * DAY), ("%Y-%m", timedelta.max))
"""The newest backup of each day is kept for so long, of each week, and of each month."""

_STAMP = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True)
class Backup:
    """A backup that was read back and found whole."""

    path: Path
    document: Document


def take_backup(connection: sa.Connection, place: Place) -> Path:
    """Write all revisions, once each is found as it was written, and read the backup back.

    Raises
    ------
    BrokenRowError
        When a revision is not as it was written.
    JournalError
        When what was read back is not what was written, or the journal is in memory only.
    OSError
        When the folder cannot be written.
    """
    if place.backups is None:
        raise JournalError(
            "A journal in memory has no backups; export it to a file of your choice instead."
        )
    now = datetime.now(UTC)
    rows = read_rows(connection)
    private_folder(place.backups)
    path = place.backups / f"{place.stem}-{now.strftime(_STAMP)}.json"
    write_private(path, write_document(rows, now))
    kept = read_document(path.read_bytes(), str(path))
    if [row.id for row in kept.revisions] != [row.id for row in rows]:
        path.unlink()
        raise JournalError(f"The backup {path} did not read back as it was written; try again.")
    for old in _superseded(place, now):
        old.unlink(missing_ok=True)
    return path


def take_daily_backup(connection: sa.Connection, place: Place) -> None:
    """Take a backup when the newest is a day old and the journal has grown since."""
    order = revisions.c.sequence.desc()
    end = connection.execute(sa.select(revisions.c.id).order_by(order).limit(1)).scalar()
    if place.backups is None or end is None:
        return
    newest = next(iter(backup_files(place)), None)
    if newest is not None:
        if datetime.now(UTC) - taken_at(newest, place) < DAY:
            return
        last = next(good_backups(place), None)
        if last is not None and last.document.revisions[-1].id == end:
            return
    take_backup(connection, place)


def backup_files(place: Place) -> list[Path]:
    """Return the backups of a journal by their names, newest first, unread."""
    if place.backups is None or not place.backups.is_dir():
        return []
    found = place.backups.glob("*.json")
    return sorted((path for path in found if _stamp(path, place) is not None), reverse=True)


def has_backups(place: Place) -> bool:
    """Say whether this journal was ever backed up."""
    return bool(backup_files(place))


def good_backups(place: Place) -> Iterator[Backup]:
    """Yield the backups that can be read whole, newest first."""
    for path in backup_files(place):
        try:
            yield Backup(path, read_document(path.read_bytes(), str(path)))
        except (JournalError, OSError):
            continue


def taken_at(path: Path, place: Place) -> datetime:
    """Return when a backup was taken, from its name."""
    found = _stamp(path, place)
    return found if found is not None else datetime.min.replace(tzinfo=UTC)


def way_back(place: Place) -> str:
    """Return the sentence that names the newest good backup and how to return to it."""
    newest = next(good_backups(place), None)
    if newest is None:
        return (
            "There is no good backup; an export can be brought back with `workbook restore FILE`."
        )
    when = taken_at(newest.path, place).strftime("%Y-%m-%d %H:%M UTC")
    records = newest.document.live_records
    return (
        f"The newest good backup is {newest.path} ({when}, "
        f"{records} record{'' if records == 1 else 's'}): `workbook restore` returns to it."
    )


def _superseded(place: Place, now: datetime) -> list[Path]:
    """Return the backups that are neither of the last day nor the newest of a period kept."""
    files = backup_files(place)
    kept = {path for path in files if now - taken_at(path, place) < DAY}
    for period, span in KEPT:
        seen = set()
        for path in files:
            moment = taken_at(path, place)
            if now - moment < span and (name := moment.strftime(period)) not in seen:
                seen.add(name)
                kept.add(path)
    return [path for path in files if path not in kept]


def _stamp(path: Path, place: Place) -> datetime | None:
    name = path.name.removesuffix(".json")
    if not name.startswith(f"{place.stem}-"):
        return None
    try:
        found = datetime.strptime(name.removeprefix(f"{place.stem}-"), _STAMP)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC)
