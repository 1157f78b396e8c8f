"""The reader's points as a table, and the fingerprint by which one row is told from another."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from workbook.compensation.annualize import annualize
from workbook.compensation.records import Coded, Dataset, Point, SourceId
from workbook.compensation.settings import Settings
from workbook.compensation.vesting import format_vesting, parse_vesting

# What stands between two dollar signs in a table's text is no formula.
pd.options.display.html.use_mathjax = False

#: Columns that a row of a file has, and their types. Text is "" and the rest missing where nothing
#: is known.
DTYPES = {
    "id": "string",
    "source": "string",
    "company": "string",
    "title": "string",
    "level": "string",
    "location": "string",
    "date": "datetime64[s]",
    "base": "Int64",
    "bonus": "Int64",
    "stock": "Int64",
    "sign_on": "Int64",
    "total": "Int64",
    "low": "Int64",
    "high": "Int64",
    "yearly": "Int64",
    "experience": "Float64",
    "note": "string",
    "dataset": "string",
}

#: Columns that only a point has, after those above.
OFFER_DTYPES = {
    "currency": "string",
    "rate": "Float64",
    "rate_date": "datetime64[s]",
    "bonus_percent": "Float64",
    "bonus_likelihood": "Float64",
    "grant": "Int64",
    "vesting": "string",
    "cliff_months": "Int64",
    "refreshers": "Int64",
    "liquidity_discount": "Float64",
    "sign_on_years": "Int64",
    "stated": "Int64",
    "first_year": "Int64",
    "average_year": "Int64",
}

#: What makes two rows the same row, whichever file or form they came through. The figure is the
#: stated one: a setting that is changed must not make a known row a new one.
_IDENTITY = ["source", "company", "title", "level", "location", "date", "stated", "experience"]


def to_frame(
    points: Iterable[Point], datasets: Iterable[Dataset] = (), settings: Settings | None = None
) -> pd.DataFrame:
    """Return one row a point and one a row of each dataset.

    The columns are those of `DTYPES` and `OFFER_DTYPES`; ``dataset`` names the imported dataset a
    row belongs to and is empty for single points.

    Parameters
    ----------
    points, datasets
        The records.
    settings
        The reader's assumptions; the defaults where None. ``yearly`` follows from them, as do
        ``first_year`` and ``average_year``; ``stated`` does not.
    """
    settings = settings or Settings()
    single = [_row(point, settings) for point in points]
    parts = [_typed(pd.DataFrame(single))] if single else []
    parts += [_typed(_dataset_frame(dataset)) for dataset in datasets]
    return pd.concat(parts, ignore_index=True) if parts else _typed(pd.DataFrame())


def _row(point: Point, settings: Settings) -> dict[str, Any]:
    annual = annualize(point, settings)
    return {
        **point.model_dump(exclude={"origin", "vesting"}),
        "vesting": format_vesting(point.vesting),
        "stated": point.stated,
        "yearly": round(annual.view(settings).total),
        "first_year": round(annual.first_year.total),
        "average_year": round(annual.average_year.total),
        "dataset": "",
    }


def _dataset_frame(dataset: Dataset) -> pd.DataFrame:
    coded = ("company", "title", "level", "location", "date")
    return pd.DataFrame(
        {
            "id": dataset.id,
            "source": dataset.source,
            **{name: getattr(dataset, name).column() for name in coded},
            "currency": "USD",
            "vesting": "",
            **dict.fromkeys(("stated", "yearly", "first_year", "average_year"), dataset.yearly),
            "experience": dataset.experience,
            "note": "",
            "dataset": dataset.name,
        }
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give `frame` the documented columns and types, whatever it has of them."""
    types = DTYPES | OFFER_DTYPES
    frame = frame.reindex(columns=list(types))
    dates = {
        name: pd.to_datetime(frame[name].replace("", None), format="ISO8601")
        for name in ("date", "rate_date")
    }
    return frame.assign(**dates).astype(types)


def fingerprints(frame: pd.DataFrame) -> list[str]:
    """Return for each row a text that is the same for the same row and only for it.

    Case and spacing do not matter, nor does how the figure splits into parts: a row of a dataset
    has no parts, and must be known again when it comes back as a single point.
    """
    rows = frame.assign(stated=_stated(frame))
    columns = [_plain(rows[name]) for name in _IDENTITY]
    return [
        hashlib.blake2b(
            "\x1f".join(row).encode("utf-8", "surrogatepass"), digest_size=12
        ).hexdigest()
        for row in zip(*columns, strict=True)
    ]


def _stated(frame: pd.DataFrame) -> pd.Series:
    """Return the stated figures; a file's rows have no settings to follow: theirs is the yearly."""
    return frame["stated" if "stated" in frame else "yearly"]


def _plain(column: pd.Series) -> list[str]:
    # Each distinct cell is written once: a file may have a million rows and a few thousand texts.
    codes, distinct = pd.factorize(column, use_na_sentinel=True)
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        texts = pd.Series(distinct).dt.strftime("%Y-%m-%d").tolist()
    elif pd.api.types.is_numeric_dtype(column.dtype):
        texts = [f"{value:g}" if value % 1 else f"{value:.0f}" for value in distinct]
    else:
        texts = [" ".join(str(value).casefold().split()) for value in distinct]
    texts.append("")  # where nothing is known, the last: its code is -1
    return [texts[code] for code in codes]


def known(points: Sequence[Point], datasets: Sequence[Dataset] = ()) -> list[str]:
    """Return the fingerprints of all rows in the journal, as they were when they came in.

    A point from a file keeps the fingerprint of its row through later edits, so that reading the
    file again does not bring the row back beside its corrected self.
    """
    found = fingerprints(to_frame(points, datasets))
    return [point.origin or found[at] for at, point in enumerate(points)] + found[len(points) :]


def to_points(frame: pd.DataFrame) -> list[Point]:
    """Return the rows of an imported `frame` as single points, each with its fingerprint."""
    names = [name for name in frame.columns if name in Point.model_fields and name != "id"]
    rows = frame[names].to_dict("records")
    return [
        Point(**{str(name): _value(str(name), value) for name, value in row.items()}, origin=origin)
        for row, origin in zip(rows, fingerprints(frame), strict=True)
    ]


def _value(name: str, value: Any) -> Any:
    if name == "vesting":
        return parse_vesting(value) if value else ()
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, dt.datetime) else value


def to_dataset(frame: pd.DataFrame, name: str, source: SourceId) -> Dataset:
    """Return the rows of an imported `frame` as one dataset; at least one row."""
    text: dict[str, Any] = {
        column: Coded.of(frame[column].tolist())
        for column in ("company", "title", "level", "location")
    }
    experience = [None if pd.isna(years) else float(years) for years in frame["experience"]]
    return Dataset(
        name=name,
        source=source,
        yearly=tuple(int(dollars) for dollars in _stated(frame)),
        date=Coded.of(_plain(frame["date"])),
        experience=tuple(experience),
        **text,
    )
