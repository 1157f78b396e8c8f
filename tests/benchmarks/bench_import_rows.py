"""What reading 200,000 rows of pay, and 50 MB of them, costs beside pandas' reader alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from tests.benchmarks.timing import median_ratio
from workbook.compensation import read_points

PAIRS = 5
LIMIT = 2.0


def run() -> list[tuple[str, float, float]]:
    """Return (name, ratio, limit) for each measurement."""
    found = []
    for name, rows, note in (("200,000 rows", 200_000, 0), ("50 MB", 120_000, 340)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "offers.csv"
            _offers(rows, note).to_csv(path, index=False)
            read = read_points(path)
            assert len(read.rows) + len(read.problems) == rows, "a row has disappeared"
            assert len(read.rows) > 0.98 * rows, "good rows are refused"
            del read
            ratio = median_ratio(
                lambda path=path: read_points(path), lambda path=path: pd.read_csv(path), PAIRS
            )
        found.append((f"reading {name} of pay / pandas.read_csv alone", ratio, LIMIT))
    return found


def _offers(rows: int, note: int) -> pd.DataFrame:
    """Return made-up rows like those of a public data set, some refused, with a text beside."""
    chance = np.random.default_rng(8)

    def some(texts: list[str]) -> np.ndarray:
        return np.array(texts, dtype=object)[chance.integers(0, len(texts), rows)]

    days = np.datetime64("2023-01-01") + chance.integers(0, 1_000, rows)
    total = chance.integers(90_000, 900_000, rows)
    total[chance.integers(0, rows, rows // 200)] = 450  # meant in thousands
    frame = {
        "date": days.astype(str),
        "company": some([f"Company {number}" for number in range(1_500)]),
        "title": some(["Software Engineer", "Product Manager", "Data Scientist", "Designer"]),
        "level": some(["L3", "L4", "L5", "L6", "Senior", "Staff"]),
        "location": some([f"City {number}, CA" for number in range(400)]),
        "totalyearlycompensation": total,
        "yearsofexperience": chance.integers(0, 30, rows) / 2,
        "Education": some(["", "Bachelor's Degree", "Master's Degree", "PhD"]),
    }
    return pd.DataFrame(frame | ({"description": some(["x" * note, "y" * note])} if note else {}))


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} x (at most {limit} x)")
