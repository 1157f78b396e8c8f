"""The market in words: the chart for whoever does not see it, the list of points, the ask."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook.compensation.ask import say_place, standing
from workbook.compensation.calibrate import Calibration
from workbook.compensation.layout import Picture
from workbook.compensation.market import Bulk, Middle, Shown, source_names
from workbook.compensation.money import format_exact, format_money, format_range
from workbook.compensation.records import Point, Target

#: From so many figures of one source on, only their number and ends are named.
MANY = 9


def describe(picture: Picture, target: Target) -> str:
    """Return what the chart shows: every source's figures, the middle, the band, the ask."""
    said = [
        sentence
        for source, name in source_names().items()
        for sentence in _source(
            name,
            [point for point in picture.points if point.source == source],
            [bulk for bulk in picture.bulks if bulk.source == source],
        )
    ]
    said.append("No points yet." if not said else "")
    said.append(_middle(picture.middle))
    said.append(_band(target))
    return " ".join(sentence for sentence in said if sentence)


def _middle(middle: Middle | None) -> str:
    if middle is None:
        return ""
    said = f"The market's middle is {format_money(middle.at)} a year"
    if middle.sure50 is None or middle.sure80 is None:
        return f"{said}; too few points to say how sure that is."
    half, most = ([format_money(end) for end in ends] for ends in (middle.sure50, middle.sure80))
    return (
        f"{said}: 50% sure between {half[0]} and {half[1]}, 80% sure between {most[0]} and "
        f"{most[1]}."
    )


def _source(name: str, points: list[Shown], bulks: Iterable[Bulk]) -> Iterable[str]:
    found = sorted(points, key=lambda point: point.yearly)
    if len(found) >= MANY:
        ends = f"{format_money(found[0].yearly)} to {format_money(found[-1].yearly)}"
        yield f"{name.capitalize()}: {len(found)} points, {ends}."
    elif found:
        yield f"{name.capitalize()}: {_and([_figure(point) for point in found])}."
    for bulk in bulks:
        spread = bulk.spread
        half = f"{format_money(spread.first_quartile)} and {format_money(spread.third_quartile)}"
        yield (
            f"{name.capitalize()}, {bulk.name or 'imported'}: {spread.count:,} rows, half of them "
            f"between {half}, median {format_money(spread.median)}."
        )


def _figure(point: Shown) -> str:
    if point.low is not None and point.high is not None:
        return f"a range from {format_money(point.low)} to {format_money(point.high)}"
    return format_money(point.yearly)


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _band(target: Target) -> str:
    ask = "" if target.ask is None else f"Your ask is {format_exact(target.ask)}"
    if target.band is None:
        return f"{ask}; no band is set." if ask else "Neither a band nor an ask is set."
    low, high = target.band
    band = f"Your band runs from {format_exact(low)} to {format_exact(high)}"
    if target.ask is None:
        return f"{band}; no ask is set."
    where = "inside" if low <= target.ask <= high else "below" if target.ask < low else "above"
    return f"{band}. {ask}, {where} it."


def stand(target: Target, calibration: Calibration | None) -> str:
    """Return how the ask stands to the evidence, "" where one of them is missing."""
    if target.ask is None or calibration is None:
        return ""
    found = standing(target.ask, calibration, target)
    apart = round(found.from_middle, -3)
    side = "above" if apart > 0 else "below"
    from_middle = f"{format_money(abs(apart))} {side}" if apart else "at"
    where, without = say_place(target.ask, found, calibration)
    return f"{where}, {without} without its best point; {from_middle} the middle"


def say_spread(calibration: Calibration) -> str:
    """Return where single offers fall, apart from how well the middle is known."""
    low, high = (format_money(end) for end in (calibration.range.low, calibration.range.high))
    if calibration.quartiles is None:
        return f"Offers: from {low} to {high}; five points are needed for more than that."
    quarter, _, three = (format_money(at) for at in calibration.quartiles)
    said = f"Offers: half of them between {quarter} and {three}, all between {low} and {high}."
    if calibration.deciles is not None:
        ends = format_money(calibration.deciles[0]), format_money(calibration.deciles[-1])
        said += f" One in ten is below {ends[0]}, one in ten above {ends[1]}."
    return said


@dataclass(frozen=True)
class Line:
    """One line of the list of points: an id, and what stands in each of its columns."""

    id: str
    source: str
    who: str
    when: str
    amount: str
    weight: str = ""
    editable: bool = True


def lines(
    points: Iterable[Point], shown: Mapping[str, Shown], bulks: Mapping[str, Bulk]
) -> list[Line]:
    """Return a line a point and a dataset, in the order of trust, the highest figure first.

    Parameters
    ----------
    points
        The single points.
    shown
        What they and the datasets come to, by id.
    bulks
        The datasets, by the ids of their records.
    """
    names = source_names()
    order = {source: rank for rank, source in enumerate(names)}
    found = [
        (
            order[point.source],
            -shown[point.id].yearly,
            _point_line(point, shown[point.id], names[point.source]),
        )
        for point in points
    ]
    for key, bulk in bulks.items():
        line = _bulk_line(key, bulk, shown[key], names[bulk.source])
        found.append((order[bulk.source], -shown[key].yearly, line))
    return [line for _, _, line in sorted(found, key=lambda entry: entry[:2])]


def _point_line(point: Point, shown: Shown, source: str) -> Line:
    who = ", ".join(part for part in (point.company, point.level or point.title) if part)
    if shown.low is not None and shown.high is not None:
        amount = format_range(round(shown.low), round(shown.high))
    else:
        amount = format_money(shown.yearly)
    return Line(point.id, source, who, _month(point.date), amount, _share(shown.weight))


def _bulk_line(key: str, bulk: Bulk, shown: Shown, source: str) -> Line:
    who = f"{bulk.name or 'imported'}, {bulk.spread.count:,} rows"
    amount = f"median {format_money(shown.yearly)}"
    return Line(key, source, who, _month(bulk.newest), amount, _share(shown.weight), editable=False)


def _month(date: dt.date | None) -> str:
    return "" if date is None else f"{date:%b %Y}"


def _share(weight: float | None) -> str:
    return "" if weight is None else f"{weight:.0%}"
