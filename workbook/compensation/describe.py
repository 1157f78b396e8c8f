"""The market in words: the chart for whoever does not see it, the list of points, the ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook.compensation.layout import Picture
from workbook.compensation.market import Bulk, middle, source_names
from workbook.compensation.money import format_money, format_range
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
    at = middle(picture.points, picture.bulks)
    said.append("No points yet." if not said else "")
    said.append(
        f"The middle of what counts is {format_money(at)} a year." if at is not None else ""
    )
    said.append(_band(target))
    return " ".join(sentence for sentence in said if sentence)


def _source(name: str, points: list[Point], bulks: Iterable[Bulk]) -> Iterable[str]:
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


def _figure(point: Point) -> str:
    if point.is_range and point.low is not None and point.high is not None:
        return f"a range from {format_money(point.low)} to {format_money(point.high)}"
    return format_money(point.yearly)


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _band(target: Target) -> str:
    ask = "" if target.ask is None else f"Your ask is {format_money(target.ask)}"
    if target.band is None:
        return f"{ask}; no band is set." if ask else "Neither a band nor an ask is set."
    low, high = target.band
    band = f"Your band runs from {format_money(low)} to {format_money(high)}"
    if target.ask is None:
        return f"{band}; no ask is set."
    where = "inside" if low <= target.ask <= high else "below" if target.ask < low else "above"
    return f"{band}. {ask}, {where} it."


def stand(target: Target, centre: float | None) -> str:
    """Return how the ask stands to the middle of the points, "" where one of them is missing."""
    if target.ask is None or centre is None:
        return ""
    apart = round(target.ask - centre, -3)
    if apart == 0:
        return "at the middle of your points"
    side = "above" if apart > 0 else "below"
    return f"{format_money(abs(apart))} {side} the middle of your points, {format_money(centre)}"


@dataclass(frozen=True)
class Line:
    """One line of the list of points: an id, and what stands in each of its columns."""

    id: str
    source: str
    who: str
    when: str
    amount: str
    editable: bool = True


def lines(points: Iterable[Point], bulks: Mapping[str, Bulk]) -> list[Line]:
    """Return a line a point and a dataset, in the order of trust, the highest figure first.

    Parameters
    ----------
    points
        The single points.
    bulks
        The datasets, by the ids of their records.
    """
    names = source_names()
    order = {source: rank for rank, source in enumerate(names)}
    found = [
        (order[point.source], -float(point.yearly), _point_line(point, names[point.source]))
        for point in points
    ]
    for key, bulk in bulks.items():
        what = f"{bulk.name or 'imported'}, {bulk.spread.count:,} rows"
        middle_of = f"median {format_money(bulk.spread.median)}"
        line = Line(key, names[bulk.source], what, "", middle_of, editable=False)
        found.append((order[bulk.source], -bulk.spread.median, line))
    return [line for _, _, line in sorted(found, key=lambda entry: entry[:2])]


def _point_line(point: Point, source: str) -> Line:
    once = f"{format_money(point.sign_on)} once for signing" if point.sign_on else ""
    parts = (point.company, point.level or point.title, once)
    who = ", ".join(part for part in parts if part)
    if point.is_range and point.low is not None and point.high is not None:
        amount = format_range(point.low, point.high)
    else:
        amount = format_money(point.yearly)
    when = "" if point.date is None else f"{point.date:%b %Y}"
    return Line(point.id, source, who, when, amount)
