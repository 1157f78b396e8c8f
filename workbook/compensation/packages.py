"""A year of any package, in US dollars, in two views: the first year, and the average one.

The average runs over the *horizon*: the years over which the grant vests, else those of the
settings (four unless changed).

===============  =======================================  ========================================
part             first year                               average year
===============  =======================================  ========================================
base             times 12, 26, 52, 260 or 2,080 where it is paid by the month, fortnight, week, day
                 or hour; the middle of a range
bonus            the amount, or its per cent of the base, times how often it is paid
grant            what its schedule and cliff bring        the whole grant / horizon
yearly stock     all of it                                all of it
refreshers       none                                     amount x belief x (horizon - 1) / horizon
sign-on          the first instalment                     the horizon's instalments / horizon
===============  =======================================  ========================================

The liquidity discount is taken off grant, stock and refreshers. A stated total is both views: the
parts beside it explain it and add nothing. Another currency counts at the reader's rate.
"""

from dataclasses import dataclass
from typing import Literal

from workbook.compensation.records import IN_A_YEAR, Point, Settings

View = Literal["first-year", "average-year"]


@dataclass(frozen=True)
class Year:
    """What a point comes to in a year, in US dollars.

    Attributes
    ----------
    first, average
        The first twelve months, and the mean over the horizon.
    parts
        Name of a part to what it is in the first and in the average year. They add up to `first`
        and `average`. Parts that come to nothing are left out.
    reach
        Half the width of a range; 0 for a single figure. It is the same in both views.
    """

    first: float
    average: float
    parts: dict[str, tuple[float, float]]
    reach: float = 0.0

    def of(self, view: View) -> float:
        """Return the figure of one view."""
        return self.first if view == "first-year" else self.average


def annualize(point: Point, settings: Settings | None = None) -> Year:
    """Return what a point comes to in a year.

    Parameters
    ----------
    point
        Where it says itself how often its bonus is paid or what to take off its equity, that goes
        before the setting.
    settings
        The reader's assumptions; the defaults where None.
    """
    settings = settings or Settings()
    yearly = IN_A_YEAR[point.period]
    if point.total is not None:
        return _sum({"total": (point.total * yearly,) * 2}, point)
    horizon = len(point.schedule) if point.grant else settings.horizon
    often = settings.bonus_times if point.bonus_times is None else point.bonus_times
    discount = point.liquidity_discount
    kept = 1 - (settings.liquidity_discount if discount is None else discount)
    low, high = _ends_of_base(point, yearly)
    base, part_of_base = (low + high) / 2, (point.bonus_percent or 0) / 100 * often
    bonus = (point.bonus or 0) * often + base * part_of_base
    grant, stock = (point.grant or 0) * kept, (point.stock or 0) * kept
    refreshed = (point.refreshers or 0) * kept * settings.refreshers
    sign_on = (*point.sign_on, 0)
    parts = {
        "base": (base, base),
        "bonus": (bonus, bonus),
        "grant": (grant * vested_by_year(point)[0], grant / horizon),
        "stock": (stock, stock),
        "refreshers": (0.0, refreshed * (horizon - 1) / horizon),
        "sign-on": (sign_on[0], sum(sign_on[:horizon]) / horizon),
    }
    return _sum(parts, point, (high - low) / 2 * (1 + part_of_base))


def _ends_of_base(point: Point, yearly: int) -> tuple[float, float]:
    if point.low is not None and point.high is not None:
        return point.low * yearly, point.high * yearly
    return ((point.base or 0) * yearly,) * 2


def _sum(parts: dict[str, tuple[float, float]], point: Point, reach: float = 0.0) -> Year:
    """Return the year that parts in the point's currency make."""
    found = {
        name: (first * point.unit, average * point.unit)
        for name, (first, average) in parts.items()
        if first or average
    }
    first, average = (sum(each[view] for each in found.values()) for view in (0, 1))
    return Year(first, average, found, reach * point.unit)


def vested_by_year(point: Point) -> list[float]:
    """Return the part of the grant (0 to 1) that comes in each year, year by year.

    Until the cliff nothing vests; at the cliff all that would have vested by then does. So a cliff
    of twelve months or fewer changes no year, and a longer one moves the first years' part into the
    year it falls in.
    """
    total, held = sum(point.schedule), 0.0
    shares = [part / total for part in point.schedule]
    for year, share in enumerate(shares):
        if 12 * (year + 1) < (point.cliff_months or 0):
            held, shares[year] = held + share, 0.0
        else:
            held, shares[year] = 0.0, held + share
    return shares
