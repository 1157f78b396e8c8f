"""Compensation: what the market pays, from the reader's own findings, and the number to ask for.

``board()`` is the exercise of chapter 08, ``example()`` the fictional candidate's. ``points()``
gives everything entered or imported as a DataFrame; ``read_points("salaries.csv")`` reads a file
without storing anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets
    import pandas as pd

    from workbook.compensation.importing import ImportResult
    from workbook.compensation.panel import Board

__all__ = ["board", "example", "points", "read_points"]


def board() -> Board:
    """Show the reader's points against their target band."""
    from workbook.compensation.panel import Board

    return Board.shown()


def example() -> widgets.Widget:
    """Show the fictional candidate's board, or a sentence where the example is switched off."""
    from workbook.compensation.panel import Board
    from workbook.example import show

    return show(Board)


def points() -> pd.DataFrame:
    """Return all points as a table, a row each, rows of imported datasets among them.

    Columns: ``id``, ``source`` (an id of ``guide.sources()``), ``company``, ``title``, ``level``,
    ``location`` (text, empty where unknown), ``date``; whole US dollars a year in ``base``,
    ``bonus``, ``stock``, ``total``, ``low``, ``high``, paid once in ``sign_on``, and ``yearly``,
    the one comparable figure; ``experience`` in years; ``note``; ``dataset``, the name of the
    imported dataset a row belongs to, empty for a single point. An empty journal gives an empty
    table with the same columns and types.
    """
    from workbook.compensation.frame import to_frame
    from workbook.compensation.records import Dataset, Point
    from workbook.journal import open_journal

    journal = open_journal()
    return to_frame(journal.records(Point), journal.records(Dataset))


def read_points(path: str | Path, mapping: Mapping[str, str] | None = None) -> ImportResult:
    """Read a CSV file into points and problems, storing nothing.

    Parameters
    ----------
    path
        The file: comma, semicolon, tab or bar between its columns, in any usual encoding.
    mapping
        Field of a point to the header that holds it, e.g. ``{"total": "totalyearlycompensation"}``;
        guessed from the headers where None.

    Raises
    ------
    ReadError
        Where the file cannot be read as a table; one sentence says why.
    """
    from datetime import date

    from workbook.compensation.importing import read_file

    return read_file(Path(path), mapping, date.today())
