"""What the command line does with the journal."""

from __future__ import annotations

from pathlib import Path

from workbook.journal.exchange import ImportCounts, back_up, export_to, import_from
from workbook.journal.opening import open_journal


def export_file(path: str | Path, url: str | Path | None = None) -> Path:
    """Write the journal to a readable JSON file (mode 0600) and return its path."""
    return export_to(open_journal(url), Path(path))


def import_file(path: str | Path, url: str | Path | None = None) -> ImportCounts:
    """Add what a file from `export_file` or a backup holds, after a backup of what is there."""
    return import_from(open_journal(url), Path(path))


def backup(url: str | Path | None = None) -> Path:
    """Take a backup now and return where it is."""
    return back_up(open_journal(url))
