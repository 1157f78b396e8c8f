"""Compensation: what the market pays, from the reader's own findings, and the number to ask for.

``board()`` is the exercise of chapter 08, ``example()`` the fictional candidate's. ``points()``
gives everything entered or imported as a DataFrame and ``export_points("points.csv")`` writes it;
``read_points("salaries.csv")`` reads a file without storing anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets
    import pandas as pd

    from workbook.compensation.importing.result import ImportResult
    from workbook.compensation.panel import Board

__all__ = ["board", "example", "export_points", "points", "read_points"]


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

    One point a row, with what was entered and what it comes to:

    - ``id``; ``source``, an id of ``guide.sources()``; ``company``, ``title``, ``level``,
      ``location``, ``note`` (text, empty where unknown); ``date``; ``experience`` in years;
      ``dataset``, the name of the imported dataset a row belongs to, empty for a single point.
    - As entered, in whole units of ``currency``: ``base``, ``bonus``, ``stock``, ``refreshers``,
      ``total``, ``low`` and ``high`` a year, ``grant`` and ``sign_on`` in all. ``rate`` is US
      dollars for one unit, of the day ``rate_date``; both missing for US dollars.
    - ``bonus_percent`` of the base; ``bonus_likelihood`` and ``liquidity_discount`` from 0 to 1;
      ``vesting`` such as ``5/15/40/40``, ``cliff_months``, ``sign_on_years``.
    - In whole US dollars a year: ``stated``, what the source says before any setting;
      ``first_year`` and ``average_year``, what it comes to by your settings; ``yearly``, the one
      of these two that the settings compare by. The middle of a posted range is all three.

    An empty journal gives an empty table with the same columns and types.
    """
    from workbook.compensation.frame import to_frame
    from workbook.compensation.records import Dataset, Point
    from workbook.compensation.settings import Settings
    from workbook.journal import open_journal

    journal = open_journal()
    settings = journal.get(Settings, Settings.ONLY)
    return to_frame(journal.records(Point), journal.records(Dataset), settings)


def export_points(path: str | Path) -> Path:
    """Write all points as CSV, with the columns of `points`, and return where the file is.

    Texts that a spreadsheet would take for formulas get an apostrophe in front. The file is for
    its owner alone to read.

    Raises
    ------
    ExportError
        Where it cannot be written; one sentence says why.
    """
    from workbook.compensation.export import write

    return write(points(), Path(path).expanduser())


def read_points(
    path: str | Path, mapping: Mapping[str, str] | None = None, *, sheet: str = ""
) -> ImportResult:
    """Read a file into points and problems, storing nothing.

    Parameters
    ----------
    path
        A spreadsheet, or a text with comma, semicolon, tab or bar between its columns in any usual
        encoding. A disclosure file of the US Department of Labor is recognised as public filings.
    mapping
        Field of a point to the header that holds it, e.g. ``{"total": "totalyearlycompensation"}``;
        guessed from the headers where None.
    sheet
        Of a spreadsheet, the name of the sheet to read; the largest where empty.

    Returns
    -------
    ImportResult
        ``points`` and ``problems``: every row of the file is among the one or the other. Both are
        sequences whose items are made when they are asked for; ``rows`` is the table of the points.

    Raises
    ------
    ReadError
        Where the file cannot be read as a table, or the mapping or the sheet names what is not
        there; one sentence says why.
    """
    from datetime import date

    from workbook.compensation.importing.interpret import read_file

    return read_file(Path(path).expanduser(), mapping, date.today(), sheet)
