"""Compensation: what the market pays, from the reader's own findings, and the number to ask for.

``board()`` is the exercise of chapter 08 and ``example()`` the fictional candidate's. Behind them,
for a notebook: ``Point(base="320k", bonus="15%", ...)`` is one finding, ``annualize(point)`` a year
of it, ``calibrate(points)`` what a number of them say of the market, ``read_points(path)`` a file
of them, and ``points()`` everything entered as a DataFrame. ``Settings`` are the assumptions, and
``DataSet.of(yearly_figures)`` is many rows as one record.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbook import ui
    from workbook.compensation.calibration import calibrate as calibrate
    from workbook.compensation.packages import annualize as annualize
    from workbook.compensation.reading import read_points as read_points
    from workbook.compensation.records import DataSet as DataSet
    from workbook.compensation.records import Point as Point
    from workbook.compensation.records import Settings as Settings

_BEHIND = {
    "DataSet": "records",
    "Point": "records",
    "Settings": "records",
    "annualize": "packages",
    "calibrate": "calibration",
    "read_points": "reading",
}

__all__ = [*_BEHIND, "board", "example", "points"]


def __getattr__(name: str) -> object:
    if name not in _BEHIND:
        raise AttributeError(f"module {__name__!r} has no {name!r}; it has {', '.join(__all__)}")
    # No file here bears the name of a function: importing it would put it in the function's place.
    return getattr(import_module(f"{__name__}.{_BEHIND[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]


def board() -> ui.Panel | ui.Notice:
    """Show the reader's evidence and the number that rests on it."""
    from workbook.compensation.panel import Board
    from workbook.ui import present

    return present(Board)


def example() -> object:
    """Show the fictional candidate's board, or a sentence where the example is switched off."""
    from workbook.compensation.panel import Board
    from workbook.example import show

    return show(Board)


def points() -> pd.DataFrame:
    """Return everything entered or imported, a row a point and a row a data set.

    The columns are ``id``, ``who``, ``source``, ``company``, ``title``, ``level``, ``location``,
    ``date``, ``rows`` (1 for a point); in US dollars a year ``first``, ``average``, ``low``,
    ``high`` and ``today`` (carried to today by the drift of the settings); ``weight`` (part of all
    weight, 0 where it does not count), ``why_not`` (empty where it counts) and ``note``. An empty
    journal gives an empty table with the same columns.
    """
    from workbook.compensation.market import gather
    from workbook.journal import open_journal

    return gather(open_journal()).table()
