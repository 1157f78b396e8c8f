"""What part of the number taken as options may come to: chances, outcomes and a market price.

The share's logarithm after `years` is normal, with the mean ``(ln(1 + growth) - volatility**2 / 2)
* years`` and the standard deviation ``volatility * sqrt(years)``, so that its expected value grows
by `growth` a year. Everything follows in closed form. It leaves out taxes, dividends, and how much
else hangs on one company; every option is held to the end.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from workbook.compensation.records import Split

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Outlook:
    """One year's options against the cash that was given up for them; money in US dollars.

    Attributes
    ----------
    paid
        Cash given up.
    shares_worth
        What the shares are worth today that the options are on.
    cash
        What the cash would have become at its own rate.
    worthless, below_cash
        Chance that the options end worthless, and below the cash; 0 to 1.
    median, low, high
        Median outcome and the ends of the middle half of outcomes.
    market_price
        What such options would cost on a market.
    """

    paid: float
    shares_worth: float
    cash: float
    worthless: float
    below_cash: float
    median: float
    low: float
    high: float
    market_price: float


def outlook(number: float, split: Split) -> Outlook:
    """Return what a split of a number, a year's pay in US dollars, may come to."""
    paid = number * split.share
    cash = (1 + split.cash_rate) ** split.years
    return Outlook(
        paid=paid,
        shares_worth=paid / split.option_price,
        cash=paid * cash,
        worthless=chance_below(1.0, split),
        below_cash=chance_below(1 + split.option_price * cash, split),
        median=outcome(paid, 0.5, split),
        low=outcome(paid, 0.25, split),
        high=outcome(paid, 0.75, split),
        market_price=paid / split.option_price * black_scholes(split),
    )


def chance_below(multiple: float, split: Split) -> float:
    """Return the chance that the share ends below so many times its price today."""
    return _NORMAL.cdf((math.log(multiple) - _mean(split)) / _deviation(split))


def outcome(paid: float, part: float, split: Split) -> float:
    """Return what the options bring in, such that a `part` (0 to 1) of outcomes is lower."""
    share = math.exp(_mean(split) + _NORMAL.inv_cdf(part) * _deviation(split))
    return paid / split.option_price * max(0.0, share - 1)


def black_scholes(split: Split) -> float:
    """Return the market's price of an option at the money, as a part of the share price.

    The cash rate is taken as the continuous rate of the formula. No dividends. Black and Scholes
    1973.
    """
    deviation = _deviation(split)
    upper = split.cash_rate * split.years / deviation + deviation / 2
    discount = math.exp(-split.cash_rate * split.years)
    return _NORMAL.cdf(upper) - discount * _NORMAL.cdf(upper - deviation)


def _mean(split: Split) -> float:
    return (math.log1p(split.growth) - split.volatility**2 / 2) * split.years


def _deviation(split: Split) -> float:
    return split.volatility * math.sqrt(split.years)
