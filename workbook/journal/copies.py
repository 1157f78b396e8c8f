"""A journal as one readable JSON document, which an export and a backup are; and the backups."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from workbook.journal.errors import JournalError, newer
from workbook.journal.files import private_folder, write_private
from workbook.journal.places import Place
from workbook.journal.records import ID, explain
from workbook.journal.revisions import NEWEST, SCHEMA, Row, as_text, find_last, read_rows

FORMAT = "netflix-interview-workbook journal"
"""What the first field of every document says, by which a foreign file is told from ours."""

DAY = timedelta(days=1)
KEPT = (("%Y-%m-%d", 14 * DAY), ("%G week %V", 60 * DAY), ("%Y-%m", timedelta.max))
"""The newest backup of each day is kept for so long, of each week, and of each month."""

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_Name = Field(pattern=ID)


class _Revision(BaseModel):
    """What a document must say of each revision."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = _Name
    record_id: str = _Name
    kind: str = _Name
    version: int = Field(ge=1, le=1_000_000)
    saved_at: AwareDatetime = Field(strict=False)
    author: str = Field(pattern=r"^[^\x00]{0,320}$")
    undoes: str | None = Field(default=None, pattern=ID)
    piece: str | None = Field(default=None, pattern=ID)
    body: dict[str, Any] | str | None
    """A JSON object; None for a deletion; text for a body that is not a JSON object."""

    @field_validator("saved_at")
    @classmethod
    def _in_utc(cls, moment: datetime) -> datetime:
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:
            raise ValueError("the moment is beyond the calendar") from error

    @model_validator(mode="after")
    def _of_its_record(self) -> Self:
        if isinstance(self.body, dict) and self.body.get("id", self.record_id) != self.record_id:
            raise ValueError("the body has the id of another record")
        return self

    def row(self) -> Row:
        body = self.body
        if isinstance(body, dict):
            body = json.dumps(body, separators=(",", ":"))
        return self.model_dump() | {"body": body, "saved_at": as_text(self.saved_at)}


def write_document(rows: Iterable[Row]) -> bytes:
    """Return a journal as a document in UTF-8, one revision to a line."""
    head = {"format": FORMAT, "schema": SCHEMA, "exported_at": as_text(datetime.now(UTC))}
    lines = ",\n".join(map(_line, rows))
    text = json.dumps(head, indent=1).removesuffix("\n}") + f',\n "revisions": [\n{lines}\n]}}\n'
    # Half a surrogate pair has no UTF-8; its escape is JSON for the same character.
    return text.encode("utf-8", "backslashreplace")


def _line(row: Row) -> str:
    fields = {name: row[name] for name in row if name != "body"} | {"body": row["body"]}
    with suppress(TypeError, ValueError, RecursionError):
        if isinstance(parsed := json.loads(row["body"]), dict):
            fields["body"] = parsed
    return json.dumps(fields, ensure_ascii=False, separators=(", ", ": "))


def read_document(path: Path) -> list[Row]:
    """Return the revisions of the journal that a file holds, in the order they were written.

    Raises
    ------
    JournalNewer
        When a newer version of the workbook wrote it.
    JournalError
        When it cannot be read, is not one of our documents, or not a whole one.
    """
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _refused(path, f"it cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise _refused(path, f"it is not a whole JSON file: {error}") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _refused(path, "it was not exported by this workbook")
    schema, revisions = found.get("schema"), found.get("revisions")
    if not isinstance(schema, int) or not isinstance(revisions, list):
        raise _refused(path, "it does not say which version wrote it, or holds no revisions")
    if schema > SCHEMA:
        raise newer(str(path), schema, SCHEMA)
    rows: dict[str, Row] = {}
    for number, each in enumerate(revisions, start=1):
        try:
            row = _Revision.model_validate(each).row()
        except ValidationError as error:
            raise _refused(path, f"revision {number} is not whole: {explain(error)}") from error
        if row["id"] in rows:
            raise _refused(path, f"revision {number} has the id of another")
        rows[row["id"]] = row
    return list(rows.values())


def _refused(path: Path, why: str) -> JournalError:
    return JournalError(
        f"{path} cannot be used, because {why}; nothing was changed. "
        "Choose a file that `workbook export` or `workbook backup` wrote."
    )


def live_records(rows: Iterable[Row]) -> int:
    """Return how many records are not deleted."""
    newest = {(row["kind"], row["record_id"]): row["body"] for row in rows}
    return sum(body is not None for body in newest.values())


@dataclass(frozen=True)
class Backup:
    """A backup that was read back and found whole."""

    path: Path
    taken_at: datetime
    rows: list[Row]


def take_backup(connection: sa.Connection, place: Place) -> Path:
    """Write all revisions, once each is found as it was written, and read the backup back."""
    if place.backups is None:
        raise JournalError("A journal in memory has no backups.")
    now, rows = datetime.now(UTC), read_rows(connection)
    private_folder(place.backups)
    path = place.backups / f"{place.stem}-{now.strftime(_STAMP)}.json"
    write_private(path, write_document(rows))
    if [row["id"] for row in read_document(path)] != [row["id"] for row in rows]:
        path.unlink()
        raise JournalError(f"The backup {path} did not read back as it was written; try again.")
    for old in _superseded(place, now):
        old.unlink(missing_ok=True)
    return path


def take_daily_backup(connection: sa.Connection, place: Place) -> None:
    """Take a backup when the newest is a day old and the journal has grown since."""
    last = find_last(connection, NEWEST)
    if last is None:
        return
    taken = next(iter(backup_files(place).values()), None)
    if taken is not None and datetime.now(UTC) - taken < DAY:
        return
    newest = newest_backup(place)
    if newest is None or [row["id"] for row in newest.rows[-1:]] != [last.id]:
        take_backup(connection, place)


def backup_files(place: Place) -> dict[Path, datetime]:
    """Return the backups of a journal and when each was taken, newest first, unread."""
    found = {}
    for path in sorted(place.backups.glob("*.json"), reverse=True) if place.backups else ():
        try:
            taken = datetime.strptime(path.name.removeprefix(f"{place.stem}-"), f"{_STAMP}.json")
        except ValueError:
            continue
        found[path] = taken.replace(tzinfo=UTC)
    return found


def newest_backup(place: Place) -> Backup | None:
    """Return the newest backup that can be read whole."""
    for path, taken in backup_files(place).items():
        try:
            return Backup(path, taken, read_document(path))
        except JournalError:
            continue
    return None


def way_back(place: Place) -> str:
    """Return the sentence that names the newest good backup and how to return to it."""
    newest = newest_backup(place)
    if newest is None:
        return (
            "There is no good backup; an export can be brought back with `workbook restore FILE`."
        )
    return (
        f"The newest good backup is {newest.path} ({newest.taken_at:%Y-%m-%d %H:%M UTC}, "
        f"{count(newest.rows)}): `workbook restore` returns to it."
    )


def count(rows: Iterable[Row]) -> str:
    """Return how many records are not deleted, in words."""
    number = live_records(rows)
    return f"{number} record{'' if number == 1 else 's'}"


def _superseded(place: Place, now: datetime) -> list[Path]:
    """Return the backups that are neither of the last day nor the newest of a period kept."""
    files = backup_files(place)
    kept = {path for path, taken in files.items() if now - taken < DAY}
    for period, span in KEPT:
        seen = set()
        for path, taken in files.items():
            if now - taken < span and (name := taken.strftime(period)) not in seen:
                seen.add(name)
                kept.add(path)
    return [path for path in files if path not in kept]
