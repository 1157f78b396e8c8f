"""What calibrating costs beside one weighted quantile, and how often its intervals are right."""

from __future__ import annotations

import datetime as dt
import statistics

import numpy as np

from tests.benchmarks.timing import median_ratio
from tests.compensation.readers import TRUTH, samples
from workbook.compensation.calibrate import calibrate
from workbook.compensation.calibration.middle import estimate
from workbook.compensation.records import Coded, Dataset, Point
from workbook.compensation.settings import Settings

ROWS = 100_000
PAIRS = 15
LIMIT = 10.0

READERS = 2_000
POINTS = (5, 6, 8, 10, 12, 15, 20, 30)

TODAY = dt.date(2026, 11, 21)
SOURCES = ("offer-letter", "recent-hire", "recruiter", "posted-range")


def run() -> list[tuple[str, float, float | None]]:
    """Return (name, ratio, limit) for each measurement; a coverage has no limit."""
    found: list[tuple[str, float, float | None]] = [
        (f"calibrating {ROWS:,} rows / one weighted numpy.quantile", _ratio(), LIMIT)
    ]
    for points in POINTS:
        found.append((f"an 80% interval from {points} points is right", _coverage(points), None))
    return found


def _ratio() -> float:
    """Return what a calibration costs, in weighted quantiles of as many rows."""
    random = np.random.default_rng(1)
    figures = random.lognormal(np.log(TRUTH), 0.2, ROWS).round()
    weights = random.random(ROWS)
    records = [_bulk(figures), *_points(20)]
    settings = Settings()
    return median_ratio(
        lambda: calibrate(records, settings, TODAY),
        lambda: np.quantile(figures, 0.5, weights=weights, method="inverted_cdf"),
        PAIRS,
    )


def _bulk(figures: np.ndarray) -> Dataset:
    """Return an imported file whose rows are from the last five years of months."""
    months = [f"{2021 + at // 12}-{1 + at % 12:02}-01" for at in range(60)]
    plain = Coded(texts=("",), codes=(0,) * ROWS)
    return Dataset(
        source="aggregator",
        yearly=tuple(int(dollars) for dollars in figures),
        company=plain,
        title=plain,
        level=plain,
        location=plain,
        date=Coded(texts=tuple(months), codes=tuple(at % 60 for at in range(ROWS))),
        experience=(None,) * ROWS,
    )


def _points(count: int) -> list[Point]:
    return [
        Point(source=SOURCES[at % 4], total=400_000 + 10_000 * at, date=TODAY)
        for at in range(count)
    ]


def _coverage(points: int) -> float:
    """Return how often an interval holds the truth, as a share of the simulated readers."""
    intervals = [estimate(sample).interval(0.8) for sample in samples(1, READERS, points)]
    return statistics.fmean(ends.low <= TRUTH <= ends.high for ends in intervals)


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f}" + (f" x (at most {limit} x)" if limit else ""))
