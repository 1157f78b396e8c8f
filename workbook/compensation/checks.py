"""What an ask has to pass before it is said: the guide's rules, and three that practice adds."""

import datetime as dt
from collections.abc import Sequence

from workbook.compensation.annualize import yearly
from workbook.compensation.ask import say_place, standing
from workbook.compensation.calibrate import Calibration
from workbook.compensation.market import counts, newest_date, source_names
from workbook.compensation.money import format_money
from workbook.compensation.percents import write_percent
from workbook.compensation.records import Dataset, Point, Target
from workbook.compensation.rules import Rule, rules
from workbook.compensation.settings import Settings

#: Days after which a figure has seen another round of pay reviews.
OLD = 365

#: A number leans on a point without which the market's middle moves by more than this part of it.
LEAN = 0.05

#: Raises that people name on what they earn now, in per cent.
_RAISES = range(5, 55, 5)

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
        For what own pay comes to in a year.
    today
        For the age of points.
    """
    points = [one for one in records if isinstance(one, Point)]
    datasets = [one for one in records if isinstance(one, Dataset)]
    return [
        *rules(points, target, today, datasets),
        _fresh(records, today),
        _rests_on_none(records, calibration),
        _not_own_pay(points, target, calibration, settings),
    ]


def _fresh(records: Records, today: dt.date) -> Rule:
    counting = [one for one in records if counts(one)]
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
    if own is None or target.ask is None:
        return rule(True, "your own pay is not among the evidence")
    raised = usual_raise(target.ask, own)
    if raised is None:
        return rule(True, "your own pay is shown and weighs nothing")
    reach = None if calibration is None else calibration.range
    if reach is not None and reach.low <= target.ask <= reach.high:
        return rule(True, f"it is also your own pay and {raised}%, but your evidence reaches it")
    return rule(False, f"it is your own pay and {raised}%, and no evidence of yours reaches it")


def usual_raise(ask: int, own_pay: float) -> int | None:
    """Return the usual raise that makes the ask out of own pay, in per cent, to the thousand."""
    near = [each for each in _RAISES if abs(own_pay * (1 + each / 100) - ask) < 1_000]
    return near[0] if near else None


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
        return f"{format_money(low - target.ask)} below the band"
    if target.ask > high:
        return f"{format_money(target.ask - high)} above the band"
    over, under = format_money(target.ask - low), format_money(high - target.ask)
    return f"inside the band, {over} over its lower end and {under} under its upper"


def name_record(record: Point | Dataset) -> str:
    """Return what to call a record in a sentence: its source and whom it is about."""
    name = source_names()[record.source]
    whom = record.name if isinstance(record, Dataset) else record.company
    return f"the {name} ({whom})" if whom else f"the {name}"
