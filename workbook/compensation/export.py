"""The reader's points as a CSV file that no spreadsheet takes for formulas."""

import csv
import io
import os
from pathlib import Path

import pandas as pd

#: What a spreadsheet may begin a formula with, in their wide forms too.
_MARKS = tuple("=+-@＝＋－＠")


class ExportError(ValueError):
    """A file that cannot be written; the message is one sentence for the reader."""


def escape(text: str) -> str:
    """Return a text so that a spreadsheet shows it and computes nothing.

    A company called ``=HYPERLINK(...)`` may come from a file that somebody else made. An
    apostrophe before it is what spreadsheets themselves write for "this is text"; a tab or a line
    end in front would only hide the mark from us, not from them.
    """
    first = text.lstrip()[:1]
    hidden = text[:1] in ("\t", "\r", "\n", "\0")
    return f"'{text}" if hidden or (first and first in _MARKS) else text


def unescape(text: str) -> str:
    """Return a text without the apostrophe that `escape` put before it."""
    bare = text[1:] if text[:1] == "'" else text
    return bare if escape(bare) == text else text


def to_csv(frame: pd.DataFrame) -> str:
    """Return a table as CSV: texts quoted and escaped, dates as ``YYYY-MM-DD``, unknown empty."""
    file = io.StringIO(newline="")
    # Every text is quoted: where semicolons divide cells, one inside a text must not begin a cell.
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([escape(str(name)) for name in frame.columns])
    columns = [_cells(frame[name]) for name in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return file.getvalue()


def _cells(column: pd.Series) -> list[str | int | float]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.dt.strftime("%Y-%m-%d").fillna("").tolist()
    if pd.api.types.is_numeric_dtype(column.dtype):
        return ["" if pd.isna(value) else value for value in column.tolist()]
    return ["" if pd.isna(text) else escape(str(text)) for text in column]


def write(frame: pd.DataFrame, path: Path) -> Path:
    """Write a table to `path`, readable by its owner alone, and return where it is.

    Raises
    ------
    ExportError
        Where it cannot be written; the message is a sentence.
    """
    # Excel takes a CSV without this mark for the encoding of the country it was bought in.
    content = to_csv(frame).encode("utf-8-sig", "replace")
    beside = path.with_name(f".{path.name}.part")
    try:
        with open(beside, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ExportError(
            f"{path} cannot be written ({error.strerror}); choose another."
        ) from error
    return path.absolute()
