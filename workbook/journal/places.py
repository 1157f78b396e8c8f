"""Where a journal is: a file or a server, its backups, and how to name it to a person."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from platformdirs import user_data_path

from workbook.journal.errors import JournalError

VARIABLE = "WORKBOOK_JOURNAL"


@dataclass(frozen=True)
class Place:
    """Where a journal is kept.

    Attributes
    ----------
    url
        SQLAlchemy URL.
    label
        How to name the journal to a person; never holds a password.
    path
        The file or a link to it, for a journal in a file.
    backups
        Folder of the backups; None for a journal in memory.
    stem
        How the names of this journal's backups begin.
    """

    url: sa.URL
    label: str
    path: Path | None = None
    backups: Path | None = None
    stem: str = "journal"

    @property
    def in_memory(self) -> bool:
        """Whether the journal lives only as long as the process."""
        return self.backups is None

    @property
    def file(self) -> Path | None:
        """The file itself where ``path`` is a link, so that the link stays one."""
        return None if self.path is None else Path(os.path.realpath(self.path))

    @property
    def desk(self) -> Path:
        """The folder JupyterLab opens for the reader: beside the journal, outside the clone."""
        return (self.path.parent if self.path else data_folder()) / "lab"


def data_folder() -> Path:
    """Return the folder in which the reader's own journal lives unless they chose another."""
    return user_data_path("netflix-interview-workbook", appauthor=False)


def find_place(url: str | Path | None = None) -> Place:
    """Say where the journal named by a path or URL is, without touching it.

    Parameters
    ----------
    url
        A path, an SQLAlchemy URL, or None for ``WORKBOOK_JOURNAL`` or else the default file.

    Raises
    ------
    JournalError
        When the URL cannot be understood.
    """
    chosen = str(url) if url is not None else os.environ.get(VARIABLE, "").strip()
    if not chosen:
        return _file(data_folder() / "journal.db")
    if "://" not in chosen:
        return _file(Path(chosen))
    try:
        parsed = sa.make_url(chosen)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise JournalError(
            f"The journal's address cannot be understood ({VARIABLE} or the path given); "
            "give a path such as ~/journal.db or a URL such as postgresql://host/database."
        ) from error
    if parsed.get_backend_name() != "sqlite":
        return _server(parsed)
    if parsed.database in (None, "", ":memory:"):
        return Place(parsed, "a journal in memory")
    return _file(Path(parsed.database))


def _file(path: Path) -> Place:
    path = Path(os.path.abspath(path.expanduser()))
    url = sa.URL.create("sqlite", database=str(path))
    return Place(url, str(path), path, path.parent / "backups", path.stem)


def _server(url: sa.URL) -> Place:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    place = {name: value for name, value in url.query.items() if name in ("host", "port")}
    # A query may hold a password too, so only what says where stays in the name for people.
    label = url.set(query=place).render_as_string(hide_password=True)
    # Two servers may hold databases of one name: the digest keeps their backups apart.
    digest = hashlib.sha256(label.encode()).hexdigest()[:8]
    stem = f"{url.get_backend_name()}-{digest}"
    return Place(url, label, backups=data_folder() / "backups", stem=stem)
