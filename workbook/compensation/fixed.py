"""What the workbook holds fixed: not the reader's to set, but theirs to know of, with the reason.

Each value is written from the constant that decides, so that the list cannot say another.
"""

from dataclasses import dataclass

from workbook.compensation.calibration.caveats import FOR_DECILES, FOR_MIDDLE, FOR_QUARTILES
from workbook.compensation.calibration.middle import BELIEVED
from workbook.compensation.calibration.quantiles import CLOSEST
from workbook.compensation.calibration.weights import CAP, KINDS
from workbook.compensation.checks import EDGE, LEAN, MOST_RAISE, OLD
from workbook.compensation.importing.filings import UNITS
from workbook.compensation.percents import write_percent
from workbook.compensation.rules import RECENT


@dataclass(frozen=True)
class Fixed:
    """One line: what is held fixed, at what, and why."""

    label: str
    value: str
    reason: str


def fixed() -> list[Fixed]:
    """Return what decides a figure or a check and is no setting."""
    return [
        Fixed(
            "A year of pay by the hour or the day",
            f"{UNITS['hour']:,} hours, {UNITS['day']} days",
            "52 weeks of 40 hours, as public filings reckon",
        ),
        Fixed(
            "Most of the weight that one kind of source holds",
            f"{write_percent(CAP)}, from {KINDS} kinds up",
            "the rule of pay surveys; fewer kinds cannot all hold so little",
        ),
        Fixed(
            "Points for a middle, for a percentile or an interval, for deciles",
            f"{FOR_MIDDLE}, {FOR_QUARTILES} and {FOR_DECILES}",
            "a quarter of four points is a single one, and a tenth of nine is none",
        ),
        Fixed(
            "What kinds of source err by in common, as far as it is believed",
            write_percent(BELIEVED),
            "seen over a handful of kinds it is itself a rough measure",
        ),
        Fixed(
            "Closest that the 80% interval comes to the middle",
            write_percent(CLOSEST),
            "pay is rounded before anybody hears of it",
        ),
        Fixed("A hire is recent for", f"{RECENT} days", "two years, and about two pay reviews"),
        Fixed("A figure is fresh for", f"{OLD} days", "after that it is a pay review behind"),
        Fixed(
            "Most that the middle may move without one point",
            write_percent(LEAN),
            "where it moves more, the number is that point's",
        ),
        Fixed(
            "Raise on your own pay that is noticed in the ask",
            f"whole per cents to {MOST_RAISE}%, to the thousand",
            "beyond that nobody names a number as a raise",
        ),
        Fixed(
            "Weight on either side of an ask that the evidence carries",
            f"{EDGE}%",
            "the very ends of an imported file are slips of the keyboard and founders",
        ),
    ]
