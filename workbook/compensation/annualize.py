"""One comparable figure out of any package: US dollars a year, and the parts it is made of.

Two views of the same offer. The *first year* is what the first twelve months bring: the first
year of the vesting schedule, the sign-on, and no refresher yet. The *average year* is the mean of
the years over which the grant vests, with the sign-on spread and refreshers counted.
"""

from dataclasses import dataclass, fields

from workbook.compensation.point import Point
from workbook.compensation.settings import Settings
from workbook.compensation.vesting import yearly_shares


@dataclass(frozen=True)
class Parts:
    """What a year is made of, in US dollars.

    ``other`` is what a source states beyond its parts: all of it for a mere total, and the middle
    of a posted range.
    """

    base: float = 0.0
    bonus: float = 0.0
    equity: float = 0.0
    refreshers: float = 0.0
    sign_on: float = 0.0
    other: float = 0.0

    @property
    def total(self) -> float:
        """All parts together."""
        return sum(getattr(self, part.name) for part in fields(self))


@dataclass(frozen=True)
class Annual:
    """A point as a year of pay, in US dollars.

    Attributes
    ----------
    first_year, average_year
        The two views.
    low, high
        Both ends of a posted range; None for any other point.
    """

    first_year: Parts
    average_year: Parts
    low: float | None = None
    high: float | None = None

    def view(self, settings: Settings) -> Parts:
        """Return the year that the settings compare by."""
        return self.first_year if settings.view == "first-year" else self.average_year


def annualize(point: Point, settings: Settings) -> Annual:
    """Return what a point comes to in a year.

    Parameters
    ----------
    point
        Where it says a likelihood, a discount or the years of its sign-on itself, that goes
        before the setting.
    settings
        The reader's assumptions.
    """
    if point.shape == "range":
        assert point.low is not None, "checked when the point was made"
        assert point.high is not None, "checked when the point was made"
        low, high = point.in_dollars(point.low), point.in_dollars(point.high)
        middle = Parts(other=(low + high) / 2)
        return Annual(middle, middle, low, high)
    return Annual(_year(point, settings, first=True), _year(point, settings, first=False))


def yearly(point: Point, settings: Settings) -> float:
    """Return the one comparable figure, in US dollars a year: the total of the view compared by."""
    return annualize(point, settings).view(settings).total


def _year(point: Point, settings: Settings, *, first: bool) -> Parts:
    """Return one view of a point that is no range."""
    if point.base is None:
        # Parts without a base say too little to be told from the total they are in.
        return Parts(
            other=point.in_dollars(point.total or 0), sign_on=_sign_on(point, settings, first)
        )
    paid = _given(point.bonus_likelihood, settings.bonus_likelihood)
    kept = 1 - _given(point.liquidity_discount, settings.liquidity_discount)
    equity = _first_vesting(point) if first else point.yearly_equity
    refreshers = 0 if first else (point.refreshers or 0) * settings.refreshers
    stated = point.base + point.target_bonus + point.yearly_equity
    return Parts(
        base=point.in_dollars(point.base),
        bonus=point.in_dollars(point.target_bonus * paid),
        equity=point.in_dollars(equity * kept),
        refreshers=point.in_dollars(refreshers * kept),
        sign_on=_sign_on(point, settings, first),
        other=point.in_dollars(max(0, (point.total or 0) - stated)),
    )


def _first_vesting(point: Point) -> float:
    """Return what of the equity comes in the first twelve months, in the point's currency."""
    if point.grant is None:
        return point.stock or 0
    return point.grant * yearly_shares(point.vesting, point.cliff_months or 0)[0]


def _sign_on(point: Point, settings: Settings, first: bool) -> float:
    """Return a year's part of the sign-on, in US dollars; unsaid, it comes at once."""
    usual = 1 if first else settings.sign_on_years
    return point.in_dollars((point.sign_on or 0) / (point.sign_on_years or usual))


def _given(said: float | None, setting: float) -> float:
    return setting if said is None else said
