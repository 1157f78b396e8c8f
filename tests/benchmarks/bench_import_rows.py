"""What reading and mapping a million rows of pay costs beside pandas' reader alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from tests.benchmarks.timing import median_ratio
from workbook.compensation import read_points

ROWS = 1_000_000
PAIRS = 5
LIMIT = 1.5


def run() -> list[tuple[str, float, float]]:
    """Return (name, ratio, limit) for each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "offers.csv"
        _offers().to_csv(path, index=False)
        found = read_points(path)
        assert len(found.points) + len(found.problems) == ROWS, "a row has disappeared"
        assert len(found.points) > 0.98 * ROWS, "good rows are refused"
        del found
        ratio = median_ratio(lambda: read_points(path), lambda: pd.read_csv(path), PAIRS)
    return [(f"reading and mapping {ROWS:,} rows / pandas.read_csv alone", ratio, LIMIT)]


def _offers() -> pd.DataFrame:
    """Return made-up rows like those of a public dataset: some refused, some twice."""
    chance = np.random.default_rng(8)

    def some(texts: list[str]) -> np.ndarray:
        return np.array(texts, dtype=object)[chance.integers(0, len(texts), ROWS)]

    days = np.datetime64("2023-01-01") + chance.integers(0, 1_000, ROWS)
    total = chance.integers(90_000, 900_000, ROWS)
    total[chance.integers(0, ROWS, 5_000)] = 450  # meant in thousands
    return pd.DataFrame(
        {
            "date": days.astype(str),
            "company": some([f"Company {number}" for number in range(1_500)]),
            "title": some(["Software Engineer", "Product Manager", "Data Scientist", "Designer"]),
            "level": some(["L3", "L4", "L5", "L6", "Senior", "Staff"]),
            "location": some([f"City {number}, CA" for number in range(400)]),
            "totalyearlycompensation": total,
            "yearsofexperience": chance.integers(0, 30, ROWS) / 2,
            "Education": some(["", "Bachelor's Degree", "Master's Degree", "PhD"]),
        }
    )


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} x (at most {limit} x)")
