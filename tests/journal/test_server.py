"""A server that is not there, goes away, or lets us only read."""

import pytest
import sqlalchemy as sa

from workbook.journal import JournalError, open_journal

from .kinds import Note
from .opened import another, is_one_sentence

pytestmark = pytest.mark.slow


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"database": "not_there"}, "does not exist"),
        ({"username": "stranger"}, "stranger"),
        ({"query": {"host": "/nonexistent"}}, "cannot be reached"),
        ({"host": "127.0.0.1", "port": 9, "query": {}}, "cannot be reached"),
        ({"host": "no-such-host.invalid", "query": {}}, "cannot be reached"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_a_sentence(server, change, expected):
    url = sa.make_url(server).set(password="secret").set(**change)
    with pytest.raises(JournalError, match=expected) as raised:
        open_journal(url.render_as_string(hide_password=False))
    assert is_one_sentence(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.postgresql
def test_a_server_that_was_restarted_is_found_again(server):
    journal = another(server)
    journal.save(Note(id="n"))
    administrator = sa.create_engine(server)
    with administrator.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    administrator.dispose()
    journal.save(Note(id="m"))
    assert {"n", "m"} <= {each.id for each in journal.records(Note)}
    journal.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("new_place", ["postgresql"], indirect=True)
def test_a_server_that_only_lets_us_read_is_a_sentence(place):
    journal = open_journal(place)
    journal.save(Note(id="n"))
    journal.close()
    administrator = sa.create_engine(place, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        name = sa.make_url(place).database
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    administrator.dispose()
    assert journal.get(Note, "n") is not None
    with pytest.raises(JournalError, match="read-only transaction") as raised:
        journal.save(Note(id="m"))
    assert is_one_sentence(raised.value)


def test_an_address_that_makes_no_sense_is_a_sentence():
    for address in ("://", "postgresql+nonsense://x/y", "mongodb://x/y"):
        with pytest.raises(JournalError) as raised:
            open_journal(address)
        assert is_one_sentence(raised.value)
