"""From an earlier schema to the current one, starting from what earlier versions made."""

import json
import multiprocessing
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from workbook.journal import JournalError, open_journal
from workbook.journal import engine as engine_module
from workbook.journal.places import find_place

from .kinds import Note

# As the first version of the workbook made them; written out so that no later change reaches it.
SCHEMA_1 = """
CREATE TABLE workbook_meta (
    name VARCHAR(64) NOT NULL PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO workbook_meta VALUES ('schema', 1);
CREATE TABLE workbook_revisions (
    sequence {serial}, id VARCHAR(64) NOT NULL UNIQUE,
    record_id VARCHAR(64) NOT NULL, kind VARCHAR(64) NOT NULL, version INTEGER NOT NULL,
    body TEXT, saved_at VARCHAR(32) NOT NULL, author VARCHAR(320) NOT NULL);
INSERT INTO workbook_revisions (id, record_id, kind, version, body, saved_at, author) VALUES
    ('r1', 'a', 'test-note', 1, '{{"id":"a","title":"first"}}',
     '2025-12-01T10:00:00.000000+00:00', 'old:1:1'),
    ('r2', 'b', 'test-note', 1, '{{"id":"b","title":"gone"}}',
     '2025-12-01T10:01:00.000000+00:00', 'old:1:1'),
    ('r3', 'b', 'test-note', 1, NULL, '2025-12-01T10:02:00.000000+00:00', 'old:1:1'),
    ('r4', 'a', 'test-note', 1, '{{"id":"a","title":"second"}}',
     '2025-12-01T10:03:00.000000+00:00', 'old:1:1');
"""
SERIAL = {
    "sqlite": "INTEGER NOT NULL PRIMARY KEY",
    "postgresql": "BIGSERIAL NOT NULL PRIMARY KEY",
}


SCHEMA_2 = """
ALTER TABLE workbook_revisions ADD COLUMN undoes VARCHAR(64);
CREATE INDEX workbook_revisions_newest ON workbook_revisions (kind, record_id, sequence);
UPDATE workbook_meta SET value = 2;
"""


@pytest.fixture(params=[1, 2])
def old(request: pytest.FixtureRequest, place: str) -> str:
    """A journal of an earlier schema."""
    found = find_place(place)
    script = SCHEMA_1 + (SCHEMA_2 if request.param == 2 else "")
    if found.path is not None:
        found.path.parent.mkdir(parents=True)
        connection = sqlite3.connect(found.path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(script.format(serial=SERIAL["sqlite"]))
        connection.close()
    else:
        engine = sa.create_engine(found.url)
        with engine.begin() as connection:
            for statement in script.format(serial=SERIAL["postgresql"]).split(";\n"):
                if statement.strip():
                    connection.exec_driver_sql(statement)
        engine.dispose()
    return place


def layout(place: str) -> dict[str, object]:
    """Columns and indexes as the database itself describes them."""
    engine = sa.create_engine(find_place(place).url)
    look = sa.inspect(engine)
    found = {
        table: (
            {each["name"]: (str(each["type"]), each["nullable"]) for each in columns},
            sorted(tuple(index["column_names"]) for index in look.get_indexes(table)),
        )
        for (_, table), columns in look.get_multi_columns().items()
    }
    engine.dispose()
    return found


def test_an_upgraded_journal_has_all_it_had_and_can_do_all_a_new_one_can(old, new_place):
    journal = open_journal(old)
    assert [each.record.title for each in journal.history(Note, "a")] == ["first", "second"]
    assert [each.id for each in journal.records(Note)] == ["a"]
    assert journal.undo(Note).record.title == "first"
    new = new_place()
    open_journal(new)
    assert layout(old) == layout(new)


def test_a_backup_is_taken_before_the_upgrade(old):
    place = open_journal(old).engine.place
    (backup,) = place.backups.glob(f"{place.stem}-*.json")
    found = json.loads(backup.read_text())
    assert [each["id"] for each in found["revisions"]] == ["r1", "r2", "r3", "r4"]


def test_without_a_backup_there_is_no_upgrade(old, monkeypatch):
    def no_room(connection, place):
        raise OSError(28, "No space left on device")

    before = layout(old)
    monkeypatch.setattr(engine_module, "take_backup", no_room)
    with pytest.raises(JournalError, match="no room"):
        open_journal(old)
    assert layout(old) == before


def test_an_upgrade_that_fails_half_way_leaves_the_old_journal(old, monkeypatch):
    def half(connection):
        connection.exec_driver_sql("ALTER TABLE workbook_revisions ADD COLUMN piece VARCHAR(64)")
        raise ZeroDivisionError

    before = layout(old)
    with monkeypatch.context() as patched:
        patched.setattr(engine_module, "upgrade_tables", half)
        with pytest.raises(ZeroDivisionError):
            open_journal(old)
    assert layout(old) == before
    assert open_journal(old).get(Note, "a").title == "second"


def test_processes_that_all_find_an_old_journal_upgrade_it_once(old):
    fork = multiprocessing.get_context("fork")
    hear, tell = fork.Pipe(duplex=False)

    def child():
        try:
            tell.send(open_journal(old).get(Note, "a").title)
        except BaseException as error:
            tell.send(repr(error))

    children = [fork.Process(target=child) for _ in range(4)]
    for process in children:
        process.start()
    assert [hear.recv() for _ in children] == ["second"] * 4
    for process in children:
        process.join()
    place = find_place(old)
    assert len(list(Path(place.backups).glob(f"{place.stem}-*.json"))) == 1
