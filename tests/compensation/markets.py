"""Readers drawn at random, whose market is known: how often an interval holds the truth."""

import datetime as dt

import numpy as np

from workbook.compensation.calibration import calibrate
from workbook.compensation.records import TRUST, Point

TODAY = dt.date(2026, 11, 21)


def market(rng, many, *, off=None, noise="normal", sd=0.12, old=0.0, company=False, kinds=7):
    """Draw the points of one reader, whose market is truly at 545,000."""
    names = list(TRUST)[:kinds]
    wrong = {name: rng.normal(0, off or 0.03 / TRUST[name][0] ** 0.5) for name in names}
    houses, moved = rng.normal(0, 0.06, 3), rng.normal(0, 0.03)
    points = []
    for _ in range(many):
        kind = names[rng.integers(len(names))]
        age = rng.uniform(0, old)
        house = int(rng.integers(3)) if company else None
        error = {
            "normal": rng.normal(0, sd),
            "heavy": rng.standard_t(3) * sd / 3**0.5,
            "even": rng.uniform(-1, 1) * sd * 3**0.5,
        }[noise]
        log = (
            np.log(545_000)
            + wrong[kind]
            + error
            - moved * age
            + (0 if house is None else houses[house])
        )
        points.append(
            Point(
                source=kind,
                base=round(np.exp(log)),
                base_is_all=True,
                company="" if house is None else f"House {house}",
                date=TODAY - dt.timedelta(days=round(365.25 * age)),
            )
        )
    return points


MARKETS = {
    "normal noise of 12%": {},
    "normal noise of 25%": {"sd": 0.25},
    "heavy tails": {"noise": "heavy", "sd": 0.18},
    "three companies": {"company": True},
    "up to four years old": {"old": 4.0},
    "two kinds only": {"kinds": 2},
}

#: What the interval is not made for: each kind off by 10% as a whole.
BEYOND = {
    f"kinds off by 10%, {name}": {"off": 0.1, "kinds": kinds}
    for name, kinds in (("one kind", 1), ("two", 2), ("seven", 7))
}


def covered(many, readers, seed, **shape):
    """Return how often 80% intervals hold the truth, over so many readers."""
    rng = np.random.default_rng(seed)
    held = 0
    for _ in range(readers):
        low, high = calibrate(market(rng, many, **shape), today=TODAY).interval80
        held += low <= 545_000 <= high
    return held / readers
