"""A journal as one readable JSON document: what an export and a backup are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
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

from workbook.journal.errors import BrokenRowError, JournalError, newer
from workbook.journal.records import ID, explain
from workbook.journal.revisions import as_text
from workbook.journal.tables import CONTENT, SCHEMA, revisions, select_checked

FORMAT = "netflix-interview-workbook journal"
"""What the first field of every document says, by which a foreign file is told from ours."""

_Name = Field(pattern=ID)


class StoredRevision(BaseModel):
    """One row of the journal, with its body as plain JSON."""

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

    def row(self) -> dict[str, Any]:
        """Return the values for the table."""
        body = self.body
        if isinstance(body, dict):
            body = json.dumps(body, separators=(",", ":"))
        return self.model_dump(exclude={"body", "saved_at"}) | {
            "body": body,
            "saved_at": as_text(self.saved_at),
        }


@dataclass(frozen=True)
class Document:
    """A whole journal, in the order in which it was written."""

    exported_at: datetime
    revisions: tuple[StoredRevision, ...]

    @property
    def live_records(self) -> int:
        """How many records are not deleted."""
        newest = {(each.kind, each.record_id): each.body for each in self.revisions}
        return sum(body is not None for body in newest.values())


def read_rows(connection: sa.Connection) -> list[StoredRevision]:
    """Return all revisions in a journal of this or an older schema, oldest first.

    Raises
    ------
    BrokenRowError
        When one is not as it was written.
    """
    names = {column["name"] for column in sa.inspect(connection).get_columns(revisions.name)}
    if "digest" in names:
        rows = select_checked(connection, sa.select(revisions).order_by(revisions.c.sequence))
    else:
        columns = [revisions.c[name] for name in CONTENT if name in names]
        query = sa.select(*columns).order_by(revisions.c.sequence)
        rows = list(connection.execute(query).all())
    return [_stored(row._mapping) for row in rows]


def _stored(row: Any) -> StoredRevision:
    fields = {name: row[name] for name in CONTENT if name in row}
    try:
        parsed = None if row["body"] is None else json.loads(row["body"])
    except (ValueError, RecursionError):
        parsed = row["body"]
    if isinstance(parsed, dict | None):
        fields["body"] = parsed
    try:
        fields["saved_at"] = datetime.fromisoformat(row["saved_at"])
    except (ValueError, TypeError) as error:
        raise BrokenRowError(f"a revision was saved at no moment: {error}") from error
    # Not checked again: what the journal holds must come out, even what no room can read.
    return StoredRevision.model_construct(**fields)


def write_document(rows: Iterable[StoredRevision], exported_at: datetime) -> bytes:
    """Return the document as UTF-8, one revision to a line."""
    head = {"format": FORMAT, "schema": SCHEMA, "exported_at": as_text(exported_at)}
    lines = ",\n".join(_line(row) for row in rows)
    text = json.dumps(head, indent=1).removesuffix("\n}") + f',\n "revisions": [\n{lines}\n]}}\n'
    # Half a surrogate pair has no UTF-8; its escape is JSON for the same character.
    return text.encode("utf-8", "backslashreplace")


def _line(row: StoredRevision) -> str:
    fields = {name: getattr(row, name, None) for name in StoredRevision.model_fields}
    fields["saved_at"] = as_text(row.saved_at)
    return json.dumps(fields, ensure_ascii=False, separators=(", ", ": "))


def read_document(content: bytes, name: str) -> Document:
    """Return the journal that a file holds.

    Parameters
    ----------
    content
        The file's bytes.
    name
        How to name the file in a sentence.

    Raises
    ------
    JournalNewer
        When a newer version of the workbook wrote it.
    JournalError
        When it is not one of our documents, or not a whole one.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _refused(name, f"it is not a whole JSON file: {error}") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _refused(name, "it was not exported by this workbook")
    schema = found.get("schema")
    if not isinstance(schema, int) or schema < 1:
        raise _refused(name, "it does not say which version wrote it")
    if schema > SCHEMA:
        raise newer(name, schema, SCHEMA)
    return _checked(found, name)


def _checked(found: dict[str, Any], name: str) -> Document:
    rows = found.get("revisions")
    if not isinstance(rows, list):
        raise _refused(name, "it holds no list of revisions")
    seen: dict[str, int] = {}
    checked = []
    for number, row in enumerate(rows, start=1):
        try:
            checked.append(StoredRevision.model_validate(row))
        except ValidationError as error:
            raise _refused(name, f"revision {number} is not whole: {explain(error)}") from error
        first = seen.setdefault(checked[-1].id, number)
        if first != number:
            raise _refused(name, f"revisions {first} and {number} have the same id")
    try:
        exported_at = datetime.fromisoformat(str(found.get("exported_at")))
    except ValueError as error:
        raise _refused(name, "it does not say when it was exported") from error
    return Document(exported_at, tuple(checked))


def _refused(name: str, why: str) -> JournalError:
    return JournalError(
        f"{name} cannot be used, because {why}; nothing was changed. "
        "Choose a file that `workbook export` or `workbook backup` wrote."
    )
