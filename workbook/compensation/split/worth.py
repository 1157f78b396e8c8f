"""Cash against stock options: what a part of the number is worth if the share goes its ways.

Arithmetic, and no advice: one year's pay, before tax, options held to the end of the horizon. An
option is bought at a fraction of the share price and lets its owner buy the share at that price
later, so whoever pays 40 cents for the right to a dollar's rise has gained once the share stands
40% higher. It is vested when granted: leaving does not end it.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field

from workbook.compensation.money import format_money
from workbook.compensation.percents import parse_percent, write_percent
from workbook.journal import Record

#: Years an option runs, and the longest horizon there is.
YEARS = 10

#: Yearly growth of the share that is believed, as a fraction: -90% to +100%.
LEAST_GROWTH, MOST_GROWTH = -0.9, 1.0

#: Options for less than a hundredth of the share are not on offer; above its whole price nobody
#: would buy them.
LEAST_PRICE, MOST_PRICE = 0.01, 1.0

#: The paths, which are also the fields of `Split` that hold the yearly growth of each.
PATHS = ("fall", "flat", "modest", "strong")

#: What is typed for each field of `Split` but the share, with its unit.
FIELDS = {
    "option_price": "Price of an option (% of a share)",
    "years": "Held for (years)",
    "cash_growth": "Cash would earn (% a year)",
    "fall": "Share, falling (% a year)",
    "flat": "Share, flat (% a year)",
    "modest": "Share, modest (% a year)",
    "strong": "Share, strong (% a year)",
}

Growth = Annotated[float, Field(ge=LEAST_GROWTH, le=MOST_GROWTH)]

ADVICE = (
    "This is arithmetic, not advice: one year's pay, before tax, every option held to the end, and "
    "the share doing one thing each year for years on end, which no share does."
)


class Split(Record):
    """How the reader would take the number, and what they let the share do.

    Attributes
    ----------
    share
        Part of the number taken as options, 0 to 1.
    option_price
        Price of an option as a fraction of the share; None for that of the settings.
    cash_growth
        What the cash would earn a year instead, as a fraction.
    flat, modest, strong, fall
        Yearly growth of the share on each path, as fractions.
    years
        From the grant to the sale; an option runs for ten.
    """

    kind: ClassVar[str] = "compensation-split"
    ONLY: ClassVar[str] = "split"

    id: str = ONLY
    share: float = Field(default=0.1, ge=0, le=1)
    option_price: float | None = Field(default=None, ge=LEAST_PRICE, le=MOST_PRICE)
    cash_growth: Growth = 0.0
    flat: Growth = 0.0
    modest: Growth = 0.05
    strong: Growth = 0.15
    fall: Growth = -0.1
    years: int = Field(default=YEARS, ge=1, le=YEARS)


@dataclass(frozen=True)
class Outcome:
    """What one path of the share makes of a split, in dollars.

    Attributes
    ----------
    name
        Of the path.
    growth
        Of the share a year, as a fraction.
    options
        What the options bring in when they are used at the end; never negative.
    total
        The cash kept, with what it earned, and the options.
    against_cash
        `total` less what the whole number would have become in cash.
    """

    name: str
    growth: float
    options: float
    total: float
    against_cash: float


def options_worth(dollars: float, price: float, growth: float, years: int) -> float:
    """Return what options bought for `dollars` bring in, in dollars.

    Parameters
    ----------
    dollars
        Given up in cash.
    price
        Of an option, as a fraction of the share price on the same day.
    growth
        Of the share a year, as a fraction.
    years
        Until they are used.
    """
    return dollars / price * max(0.0, (1 + growth) ** years - 1)


def break_even(price: float, years: int, cash_growth: float = 0.0) -> float:
    """Return the yearly growth of the share at which options equal the cash given up for them.

    A fraction; the same for every split, since both sides grow with the sum. `price` is a fraction
    of the share, `cash_growth` what the cash would earn a year.
    """
    return (1 + price * (1 + cash_growth) ** years) ** (1 / years) - 1


def outcomes(number: float, split: Split, price: float) -> list[Outcome]:
    """Return what each path makes of a split of `number` dollars, in the order of `PATHS`."""
    return [_outcome(name, number, split, price) for name in PATHS]


def lines(number: float, split: Split, price: float) -> list[tuple[str, float, float, float]]:
    """Return each path's name, growth, and worth of all cash and of all options, in dollars.

    What lies between is on the straight line from one to the other.
    """
    ends = [
        outcomes(number, split.model_copy(update={"share": share}), price) for share in (0.0, 1.0)
    ]
    return [
        (cash.name, cash.growth, cash.total, options.total)
        for cash, options in zip(*ends, strict=True)
    ]


def price_of(split: Split, default: float) -> float:
    """Return the option's price as a fraction of the share: the reader's, or the settings'."""
    return default if split.option_price is None else split.option_price


def set_split(split: Split, name: str, text: str) -> Split | str:
    """Return the split with one field as typed, or a sentence on why it cannot be that.

    Nothing typed sets the default.
    """
    try:
        value = _read(name, text) if text.strip() else Split.model_fields[name].get_default()
        return Split.model_validate(split.model_dump() | {name: value})
    except ValueError as error:
        return str(error)


def write_split(split: Split, name: str) -> str:
    """Return what stands in a field; "" for a price that is the settings'."""
    value = getattr(split, name)
    if name == "years":
        return str(value)
    return "" if value is None else write_percent(value)


def _read(name: str, text: str) -> float | int:
    if name == "years":
        digits = text.strip().lower().removesuffix("years").removesuffix("year").strip()
        if not digits.isdecimal() or len(digits) > 4 or not 1 <= int(digits) <= YEARS:
            shown = text.strip()[:24]
            raise ValueError(f"“{shown}” is not a number of years from 1 to {YEARS}; write one.")
        return int(digits)
    bounds = {"share": (0.0, 1.0), "option_price": (LEAST_PRICE, MOST_PRICE)}
    return parse_percent(text, *bounds.get(name, (LEAST_GROWTH, MOST_GROWTH)))


def _outcome(name: str, number: float, split: Split, price: float) -> Outcome:
    growth: float = getattr(split, name)
    earned = (1 + split.cash_growth) ** split.years
    options = options_worth(number * split.share, price, growth, split.years)
    total = number * (1 - split.share) * earned + options
    return Outcome(name, growth, options, total, total - number * earned)


def say_break_even(split: Split, price: float) -> str:
    """Name the break-even in a sentence."""
    at = write_percent(break_even(price, split.years, split.cash_growth))
    meanwhile = (
        f" that earns {write_percent(split.cash_growth)} a year" if split.cash_growth else ""
    )
    return (
        f"Break-even: the share has to grow by {at} a year for {_years(split.years)} before the "
        f"options are worth the cash{meanwhile} you gave up for them; the option costs "
        f"{write_percent(price)} of a share, and is vested when granted."
    )


def describe_split(number: float, split: Split, price: float) -> str:
    """Return what the chart shows, in words."""
    paths = "; ".join(map(_say_outcome, outcomes(number, split, price)))
    after = f"After {_years(split.years)}: {paths}."
    return f"{say_split(number, split)} {after} {say_break_even(split, price)}"


def say_split(number: float, split: Split) -> str:
    """Say how a number of dollars is split."""
    cash, options = (format_money(number * part) for part in (1 - split.share, split.share))
    taken = f"{write_percent(split.share)} of {format_money(number)} taken as options"
    return f"{taken}: {cash} in cash, {options} in options."


def _say_outcome(found: Outcome) -> str:
    return (
        f"{found.name}, {write_percent(found.growth)} a year: {format_money(found.total)}, of "
        f"which options {format_money(found.options)}, {against(found)}"
    )


def against(found: Outcome) -> str:
    """Say how an outcome stands to the whole number in cash."""
    if round(found.against_cash) == 0:
        return "the same as all cash"
    side = "more" if found.against_cash > 0 else "less"
    return f"{format_money(abs(found.against_cash))} {side} than all cash"


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"
