"""The chart in words, for whoever does not see it."""

from collections.abc import Iterable

from workbook.compensation.layout import Picture
from workbook.compensation.market import Bulk, middle, source_names
from workbook.compensation.money import format_money
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
