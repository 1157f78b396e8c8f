import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from workbook.journal import Journal, open_journal

from .kinds import Note
from .opened import close_all
from .servers import find_programs, running_server


@pytest.fixture(autouse=True)
def _closed_afterwards() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """URL of a running PostgreSQL server."""
    programs = find_programs()
    if programs is None:
        sentence = "no PostgreSQL server to test with; install Debian's package postgresql"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with running_server(programs) as url:
        yield url


@pytest.fixture(scope="session")
def databases() -> list[str]:
    """Empty databases of that server, used again: to make one takes longer than most tests."""
    return []


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def new_place(
    request: pytest.FixtureRequest, tmp_path: Path, databases: list[str]
) -> Iterator[Callable[[], str]]:
    """Return a function that names a place for a journal where there is none yet."""
    made: list[str] = []

    def sqlite() -> str:
        made.append(str(tmp_path / f"place-{len(made)}" / "journal.db"))
        return made[-1]

    if request.param == "sqlite":
        yield sqlite
        return
    url = sa.make_url(request.getfixturevalue("server"))

    def run(database: str, *statements: str) -> None:
        engine = sa.create_engine(url.set(database=database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def postgresql() -> str:
        if not databases:
            databases.append(f"test_{os.urandom(6).hex()}")
            run("postgres", f"CREATE DATABASE {databases[-1]}")
        made.append(databases.pop())
        return url.set(database=made[-1]).render_as_string(hide_password=False)

    yield postgresql
    close_all()
    for name in made:
        run("postgres", f"ALTER DATABASE {name} RESET ALL")
        run(name, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    databases += made


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    """A place for a journal, in a file and on a server in turn."""
    return new_place()


@pytest.fixture
def journal(place: str) -> Journal:
    """An empty journal, in a file and on a server in turn."""
    return open_journal(place)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A path for a journal in a file, where there is none yet."""
    return tmp_path / "home" / "journal.db"


@pytest.fixture
def used(file: Path) -> Path:
    """A journal with enough in it to be damaged in the middle."""
    journal = open_journal(file)
    journal.save_all(Note(id=f"n{number}", text="word " * 100) for number in range(300))
    journal.close()
    return file
