"""Chances and prices of options, against published figures and against a simulation."""

import numpy as np
import pytest

from workbook.compensation.options import black_scholes, outcome, outlook
from workbook.compensation.records import Split


@pytest.mark.parametrize(("growth", "worthless"), [(0.05, 0.60), (0.10, 0.45)])
def test_chances_of_ending_worthless(growth, worthless):
    assert outlook(560_000, Split(growth=growth)).worthless == pytest.approx(worthless, abs=0.005)


@pytest.mark.parametrize(("volatility", "price"), [(0.3, 0.49), (0.4, 0.58), (0.5, 0.65)])
def test_the_price_on_a_market(volatility, price):
    assert black_scholes(Split(volatility=volatility)) == pytest.approx(price, abs=0.005)


@pytest.mark.parametrize(
    "split",
    [
        Split(share=0.2),
        Split(share=0.2, growth=0.1, volatility=0.3, years=5, option_price=0.25, cash_rate=0),
        Split(share=1, growth=-0.05, volatility=0.6),
    ],
)
def test_the_closed_form_agrees_with_a_simulation(split):
    rng = np.random.default_rng(1)
    log = np.log1p(split.growth) - split.volatility**2 / 2
    steps = np.exp(log + split.volatility * rng.standard_normal((split.years, 400_000)))
    share = steps.prod(axis=0)
    assert share.mean() == pytest.approx((1 + split.growth) ** split.years, rel=0.03)
    paid = 560_000 * split.share
    brings = paid / split.option_price * np.maximum(share - 1, 0)
    cash = paid * (1 + split.cash_rate) ** split.years
    found = outlook(560_000, split)
    assert found.worthless == pytest.approx((brings == 0).mean(), abs=0.005)
    assert found.below_cash == pytest.approx((brings < cash).mean(), abs=0.005)
    for part in (0.5, 0.75, 0.9):
        expected = np.quantile(brings, part)
        assert outcome(paid, part, split) == pytest.approx(expected, rel=0.02, abs=paid / 20)


def test_under_the_markets_own_growth_an_option_is_worth_its_price():
    split = Split(growth=np.expm1(0.04), cash_rate=0.04)
    share = np.exp(
        (0.04 - 0.08) * 10 + 0.4 * 10**0.5 * np.random.default_rng(2).standard_normal(2_000_000)
    )
    worth = np.exp(-0.4) * np.maximum(share - 1, 0).mean()
    assert black_scholes(split) == pytest.approx(worth, rel=0.01)


def test_nothing_taken_as_options_is_nothing():
    found = outlook(560_000, Split(share=0))
    assert (found.paid, found.median, found.market_price) == (0, 0, 0)
