"""One finding about pay: an offer in its parts, a posted range, or just a total.

Imported through ``records``, where the room's other records are.
"""

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from workbook.compensation.limits import (
    Currency,
    Name,
    Note,
    PerCent,
    Rate,
    Share,
    Years,
    check_base,
    check_in_dollars,
    check_part,
    check_year,
)
from workbook.compensation.money import MOST, format_exact
from workbook.compensation.vesting import check_vesting
from workbook.journal import Record

SourceId = Literal[
    "offer-letter",
    "recent-hire",
    "recruiter",
    "posted-range",
    "public-filing",
    "aggregator",
    "own-pay",
    "other",
]

#: What a point's figures are: an offer's parts, both ends of a range, or one total.
Shape = Literal["offer", "range", "total"]

_CHECKS = {"base": check_base, "total": check_year, "low": check_year, "high": check_year}


class Point(Record):
    """One thing the reader found out about pay.

    Amounts are whole units of `currency` a year unless a line says otherwise; None is "not given",
    which is not a zero.

    Attributes
    ----------
    company, title, level, location
        Who pays, for what and where; empty where unknown.
    date
        When it was offered, hired, posted or reported; None where unknown.
    source
        Id of its kind of source in ``guide.sources()``.
    currency
        Code of the currency of all amounts of the point.
    rate, rate_date
        US dollars for one unit of the currency, as the reader looked it up, and the day of that;
        both None for US dollars and given for any other.
    base
        A year's salary.
    bonus, bonus_percent
        A year's target bonus, as an amount or in per cent of the base.
    bonus_likelihood
        Share of the target that is likely paid, 0 to 1; None: the setting.
    stock
        A year's stock, where the source says it as an even yearly figure.
    grant, vesting, cliff_months
        The whole grant (not a year's); per cent of it that vests in each year, adding up to 100;
        and the months before which nothing does.
    refreshers
        Worth of the grants added each year after the first.
    liquidity_discount
        Share that is taken off equity because it cannot be sold yet, 0 to 1; None: the setting.
    sign_on, sign_on_years
        A sum on joining (not a year's), and the years it is spread over; None: paid at once.
    total
        A year's total, where the source gives no parts, or more than its parts come to.
    low, high
        Both ends of a posted range.
    experience
        Years of experience of the person paid, where an imported file says so.
    note
        Anything else.
    origin
        Fingerprint of the imported row, so that an edited point is still known as that row; empty
        for a point entered by hand.
    """

    kind: ClassVar[str] = "compensation-point"
    version: ClassVar[int] = 2

    company: Name = ""
    title: Name = ""
    level: Name = ""
    location: Name = ""
    date: dt.date | None = None
    source: SourceId = "other"
    # Before the amounts: these are checked by what they come to in dollars.
    currency: Currency = "USD"
    rate: Annotated[Rate, Field(validate_default=True)] = None
    rate_date: Annotated[dt.date | None, Field(validate_default=True)] = None
    base: int | None = None
    bonus: int | None = None
    bonus_percent: PerCent = None
    bonus_likelihood: Share = None
    stock: int | None = None
    grant: int | None = None
    vesting: Annotated[tuple[float, ...], Field(validate_default=True)] = ()
    cliff_months: int | None = None
    refreshers: int | None = None
    liquidity_discount: Share = None
    sign_on: int | None = None
    sign_on_years: Years = None
    total: int | None = None
    low: int | None = None
    high: int | None = None
    experience: float | None = None
    note: Note = ""
    origin: Name = ""

    @classmethod
    def upgrade(cls, body: dict[str, Any], version: int) -> dict[str, Any]:
        """Turn a body of version 1 into one of version 2.

        Version 1 knew US dollars, a bonus as an amount, stock as an even yearly figure, and a
        sign-on paid at once; all of them are still said in the same way.
        """
        return {**body, "currency": "USD"}

    @field_validator("rate", "rate_date")
    @classmethod
    def _rated(cls, given: Any, info: ValidationInfo) -> Any:
        currency = info.data.get("currency", "USD")
        if currency == "USD":
            return None
        if given is None:
            what = "how many US dollars one unit costs" if info.field_name == "rate" else "its day"
            raise ValueError(
                f"Amounts in {currency} need your own rate: give {what}, or write US dollars."
            )
        return given

    @field_validator(
        "base", "bonus", "stock", "grant", "refreshers", "sign_on", "total", "low", "high"
    )
    @classmethod
    def _sane(cls, amount: int | None, info: ValidationInfo) -> int | None:
        check = _CHECKS.get(info.field_name or "", check_part)
        currency = info.data.get("currency", "USD")
        return check_in_dollars(check, amount, currency, info.data.get("rate"))

    @field_validator("bonus_percent")
    @classmethod
    def _one_bonus(cls, per_cent: float | None, info: ValidationInfo) -> float | None:
        if per_cent is not None and info.data.get("bonus") is not None:
            raise ValueError("Give the bonus once: as an amount or in per cent of the base.")
        if per_cent is not None and info.data.get("base", 0) is None:
            raise ValueError("A bonus in per cent needs the base it is a part of.")
        return per_cent

    @field_validator("grant")
    @classmethod
    def _one_equity(cls, grant: int | None, info: ValidationInfo) -> int | None:
        if grant is not None and info.data.get("stock") is not None:
            raise ValueError("Give the stock once: as a yearly figure or as a grant that vests.")
        return grant

    @field_validator("vesting")
    @classmethod
    def _vests(cls, per_cents: tuple[float, ...], info: ValidationInfo) -> tuple[float, ...]:
        if "grant" not in info.data:  # refused on its own account
            return per_cents
        if info.data["grant"] is None and per_cents:
            raise ValueError("A vesting schedule needs the grant that it is about.")
        if info.data["grant"] is not None and not per_cents:
            raise ValueError("Say how the grant vests: 4 for four even years, or 5/15/40/40.")
        return check_vesting(per_cents) if per_cents else ()

    @field_validator("cliff_months")
    @classmethod
    def _within(cls, months: int | None, info: ValidationInfo) -> int | None:
        years = len(info.data.get("vesting", ()))
        if months is not None and months < 0:
            raise ValueError("A cliff cannot lie before the first day; write its months.")
        if months is not None and "vesting" in info.data and months > 12 * years:
            if not years:
                raise ValueError("A cliff needs the grant that it is about.")
            raise ValueError(f"A cliff of {months} months is longer than the {years} years vest.")
        return months

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("A posted range needs both ends; for a single figure use the total.")
        if self.low is not None and self.high is not None and self.low > self.high:
            ends = f"{self._say(self.low)}, is above its upper end, {self._say(self.high)}"
            raise ValueError(f"The range's lower end, {ends}; swap them.")
        if self.base is None and self.total is None and self.low is None:
            raise ValueError("Give a base salary, a yearly total, or both ends of a posted range.")
        if self.stated == 0:
            raise ValueError("This adds up to $0 a year; give a base salary or a yearly total.")
        if self.stated > MOST:
            raise ValueError(f"This adds up to more than ${MOST:,} a year; check the digits.")
        return self

    def _say(self, amount: int) -> str:
        return format_exact(amount) if self.currency == "USD" else f"{amount:,} {self.currency}"

    def in_dollars(self, amount: float) -> float:
        """Return an amount of this point in US dollars, at the reader's rate."""
        return amount if self.rate is None else amount * self.rate

    @property
    def target_bonus(self) -> float:
        """A year's target bonus in the point's currency, paid in full."""
        if self.bonus_percent is not None:
            return (self.base or 0) * self.bonus_percent / 100
        return self.bonus or 0

    @property
    def yearly_equity(self) -> float:
        """A year's equity in the point's currency: an average year of the grant, at face value."""
        return self.grant / len(self.vesting) if self.grant is not None else self.stock or 0

    @property
    def stated(self) -> int:
        """What the source says a year comes to, in US dollars, before any setting.

        Base, target bonus and stock together, or the stated total where that says more; else the
        middle of the posted range. Refreshers and a sign-on are left out. It tells one row from
        another whatever the settings are; `annualize` has the comparable figure.
        """
        if self.base is not None or self.total is not None:
            parts = (self.base or 0) + self.target_bonus + self.yearly_equity
            return round(
                self.in_dollars(max(parts if self.base is not None else 0, self.total or 0))
            )
        assert self.low is not None, "checked when the point was made"
        assert self.high is not None, "checked when the point was made"
        return round(self.in_dollars((self.low + self.high) // 2))

    @property
    def yearly(self) -> int:
        """The same as `stated`."""
        return self.stated

    @property
    def is_range(self) -> bool:
        """Whether a range is all that is known."""
        return self.shape == "range"

    @property
    def shape(self) -> Shape:
        """What its figures are."""
        if self.base is not None:
            return "offer"
        return "total" if self.total is not None else "range"
