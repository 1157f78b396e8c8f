"""What an ask has to pass before it is said: the guide's rules, and three that practice adds."""

import datetime as dt
from collections.abc import Sequence

from workbook.compensation.annualize import yearly
from workbook.compensation.ask import say_place, standing
from workbook.compensation.calibrate import Calibration
from workbook.compensation.calibration.weights import weighs
from workbook.compensation.market import counts, newest_date, source_names
from workbook.compensation.money import format_exact, format_money
from workbook.compensation.percents import write_percent
from workbook.compensation.records import Dataset, Point, Target
from workbook.compensation.rules import Rule, rules
from workbook.compensation.settings import Settings

#: Days after which a figure has seen another round of pay reviews.
OLD = 365

#: A number leans on a point without which the market's middle moves by more than this part of it.
LEAN = 0.05

#: The highest raise on what they earn now that people ask for, in per cent; 0 is the same again.
MOST_RAISE = 50

#: Evidence carries an ask that has this much of its weight on either side, in per cent: the very
#: ends of an imported file are slips of the keyboard and founders.
EDGE = 5

Records = Sequence[Point | Dataset]


def checks(
    records: Records,
    target: Target,
    calibration: Calibration | None,
    settings: Settings,
    today: dt.date,
) -> list[Rule]:
    """Return the guide's rules, then: something fresh, no single support, not one's own pay.

    Parameters
    ----------
    records
        Every point and dataset, own pay among them.
    target
        The band and the ask.
    calibration
        Of the records; None where there is too little.
    settings
        For what counts, and what own pay comes to in a year.
    today
        For the age of points.
    """
    points = [one for one in records if isinstance(one, Point)]
    datasets = [one for one in records if isinstance(one, Dataset)]
    return [
        *rules(points, target, today, datasets, settings),
        _fresh([one for one in records if weighs(one, settings, today)], today),
        _rests_on_none(records, calibration),
        _not_own_pay(points, target, calibration, settings),
    ]


def _fresh(counting: Records, today: dt.date) -> Rule:
    dates = [date for one in counting if (date := newest_date(one)) is not None]
    fresh = sum((today - date).days <= OLD for date in dates)
    if fresh:
        why = f"{fresh} of {len(counting)} {'is' if fresh == 1 else 'are'} younger"
    elif dates:
        why = f"the newest is from {max(dates):%B %Y}; find one from this year"
    else:
        why = "none that counts has a date" if counting else "nothing to judge yet"
    return Rule("compensation-fresh", "not only points older than a year", fresh > 0, why, fresh)


def _rests_on_none(records: Records, calibration: Calibration | None) -> Rule:
    def rule(met: bool, why: str) -> Rule:
        return Rule("compensation-not-one-point", "resting on no single point", met, why, met)

    if calibration is None:
        return rule(False, "too few points to leave one out")
    most = max(calibration.left_out, key=lambda left: abs(left.shift))
    share = abs(most.shift) / calibration.middle
    if share < 0.001:
        return rule(True, "without any one of them the middle stays where it is")
    names = {one.id: name_record(one) for one in records}
    way = "falls" if most.shift < 0 else "rises"
    moved = f"{format_money(abs(most.shift))}, {write_percent(share, 0)}"
    return rule(share <= LEAN, f"without {names[most.id]} the middle {way} by {moved}")


def _not_own_pay(
    points: Sequence[Point], target: Target, calibration: Calibration | None, settings: Settings
) -> Rule:
    def rule(met: bool, why: str) -> Rule:
        return Rule("compensation-not-own-pay", "not derived from your current pay", met, why, met)

    own = max((yearly(one, settings) for one in points if not counts(one)), default=None)
    if own is None:
        return rule(True, "your own pay is not among the evidence")
    if target.ask is None:
        return rule(True, "your own pay is shown and weighs nothing; no ask is set yet")
    raised = usual_raise(target.ask, own)
    if raised is None:
        return rule(True, "your own pay is shown and weighs nothing")
    derived = f"your own pay and {raised}%" if raised else "your own pay"
    if calibration is None:
        return rule(False, f"it is {derived}, and there is too little evidence to carry it")
    at = standing(target.ask, calibration)
    if EDGE <= at.percentile <= 100 - EDGE:
        return rule(True, f"it is also {derived}, but your evidence carries it")
    lies = "all" if at.above_all or at.below_all else "nearly all"
    side = "below" if at.percentile > 50 else "above"
    return rule(False, f"it is {derived}, and {lies} of your evidence lies {side} it")


def usual_raise(ask: int, own_pay: float) -> int | None:
    """Return the raise, in whole per cent, that makes the ask out of own pay, to the thousand.

    The nearest where there are several; 0 where the ask is own pay, None where it is no raise.
    """
    raises = range(MOST_RAISE + 1)
    apart = {each: abs(own_pay * (1 + each / 100) - ask) for each in raises}
    # To a quarter of a per cent as well, or any ask on a small pay would be a whole per cent of it.
    fine = min(1_000, own_pay / 400)
    near = [each for each in raises if apart[each] < (fine if each % 5 else 1_000)]
    return min(near, key=apart.__getitem__, default=None)


def say_standing(calibration: Calibration, target: Target, records: Records) -> str:
    """Say where the ask stands among the evidence, and where without its best point."""
    if target.ask is None:
        return ""
    at = standing(target.ask, calibration, target)
    where, left = say_place(target.ask, at, calibration)
    best = next(one for one in records if one.id == at.best.id)
    figure = next(piece.value for piece in calibration.pieces if piece.id == at.best.id)
    without = f"without its best point, {name_record(best)} counted at {format_money(figure)}"
    return f"{where}; {without}, {left}, and the middle would be {format_money(at.best.middle)}"


def say_band(target: Target) -> str:
    """Say how far the ask is from the band, or from its ends; "" where one of them is missing."""
    if target.band is None or target.ask is None:
        return ""
    low, high = target.band
    if target.ask < low:
        return f"{format_exact(low - target.ask)} below the band"
    if target.ask > high:
        return f"{format_exact(target.ask - high)} above the band"
    over, under = format_exact(target.ask - low), format_exact(high - target.ask)
    return f"inside the band, {over} over its lower end and {under} under its upper"


def name_record(record: Point | Dataset) -> str:
    """Return what to call a record in a sentence: its source and whom it is about."""
    name = source_names()[record.source]
    whom = record.name if isinstance(record, Dataset) else record.company
    return f"the {name} ({whom})" if whom else f"the {name}"
