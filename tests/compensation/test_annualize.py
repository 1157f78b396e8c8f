"""Packages worked by hand, to the dollar: the first year and the average one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.compensation.packages import annualize, vested_by_year
from workbook.compensation.records import Point, Settings

EVEN = (25, 25, 25, 25)
BACK = (5, 15, 40, 40)

PACKAGES = {
    # name: (fields, first year, average year)
    "all cash": ({"base": "560k"}, 560_000, 560_000),
    "the usual four parts": (
        {"base": 320_000, "bonus": "15%", "grant": 720_000, "vesting": EVEN, "cliff_months": 12},
        # 320 + 48 + 180
        548_000,
        548_000,
    ),
    "a grant with its weight at the end": (
        {"base": 200_000, "grant": 400_000, "vesting": BACK, "sign_on": (100_000, 80_000)},
        200_000 + 20_000 + 100_000,
        200_000 + 100_000 + 45_000,
    ),
    "three years": (
        {"base": 250_000, "grant": 300_000, "vesting": "50/30/20", "sign_on": 60_000},
        250_000 + 150_000 + 60_000,
        250_000 + 100_000 + 20_000,
    ),
    "a grant whose schedule nobody told": (
        {"base": 100_000, "grant": 400_000},
        200_000,
        200_000,
    ),
    "a cliff of 18 months": (
        {"base": 100_000, "grant": 400_000, "cliff_months": 18},
        100_000,
        200_000,
    ),
    "a cliff of exactly a year": (
        {"base": 100_000, "grant": 400_000, "cliff_months": 12},
        200_000,
        200_000,
    ),
    "a grant without a base": ({"grant": 800_000, "vesting": "4"}, 200_000, 200_000),
    "refreshers of 80, half believed": (
        {"base": 200_000, "refreshers": 80_000},
        200_000,
        200_000 + 30_000,  # 80 x 1/2 x 3/4
    ),
    "refreshers over a schedule of three years": (
        {"base": 200_000, "grant": 90_000, "vesting": "3", "refreshers": 60_000},
        230_000,
        230_000 + 20_000,  # 60 x 1/2 x 2/3
    ),
    "a sign-on longer than the horizon": (
        {"base": 100_000, "grant": 50_000, "vesting": "1", "sign_on": (40_000, 20_000)},
        190_000,
        190_000,
    ),
    "shares that nobody can sell": (
        {
            "base": 200_000,
            "grant": 400_000,
            "stock": 10_000,
            "refreshers": 80_000,
            "liquidity_discount": "25%",
        },
        200_000 + 75_000 + 7_500,
        200_000 + 75_000 + 7_500 + 22_500,
    ),
    "a bonus paid four years out of five": (
        {"base": 200_000, "bonus": 50_000, "bonus_times": "80%"},
        240_000,
        240_000,
    ),
    "10% twice a year": (
        {"base": 200_000, "bonus_percent": 10, "bonus_times": 2},
        240_000,
        240_000,
    ),
    "a total beside its parts": (
        {"total": 500_000, "base": 300_000, "bonus": "20%", "grant": 800_000, "sign_on": 50_000},
        500_000,
        500_000,
    ),
    "a posted range": ({"low": 340_000, "high": 680_000}, 510_000, 510_000),
    "a range of the base beside a bonus and stock": (
        {"low": 200_000, "high": 300_000, "bonus": "10%", "stock": 40_000},
        250_000 + 25_000 + 40_000,
        250_000 + 25_000 + 40_000,
    ),
    "by the month": ({"base": 30_000, "period": "month"}, 360_000, 360_000),
    "by the fortnight": ({"base": 10_000, "period": "fortnight"}, 260_000, 260_000),
    "by the week": ({"base": 5_000, "period": "week"}, 260_000, 260_000),
    "by the day": ({"base": 1_000, "period": "day"}, 260_000, 260_000),
    "by the hour": ({"base": "62.50", "period": "hour"}, 130_000, 130_000),
    "hours in a range, and a year's bonus": (
        {"low": 50, "high": 70, "period": "hour", "bonus": 10_000},
        134_800,
        134_800,
    ),
    "Swiss francs at the reader's rate": (
        {"currency": "CHF", "rate": 1.25, "base": 240_000, "bonus": "10%", "sign_on": 40_000},
        300_000 + 30_000 + 50_000,
        300_000 + 30_000 + 12_500,
    ),
    "a sign-on in three instalments": (
        {"base": 400_000, "sign_on": "50k/30k/20k"},
        450_000,
        425_000,
    ),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_comes_out_to_the_dollar(name):
    fields, first, average = PACKAGES[name]
    found = annualize(Point(**fields))
    assert (found.first, found.average) == (pytest.approx(first), pytest.approx(average))


def test_settings_stand_in_where_a_point_says_nothing():
    point = Point(base=200_000, bonus=50_000, stock=100_000, refreshers=80_000, sign_on=60_000)
    settings = Settings(bonus_times=0.5, liquidity_discount=0.2, refreshers=1, horizon=2)
    found = annualize(point, settings)
    assert found.first == pytest.approx(200_000 + 25_000 + 80_000 + 60_000)
    assert found.average == pytest.approx(200_000 + 25_000 + 80_000 + 32_000 + 30_000)


def test_what_a_point_says_goes_before_the_settings():
    point = Point(base=200_000, bonus=50_000, bonus_times=1, stock=100_000, liquidity_discount=0)
    found = annualize(point, Settings(bonus_times=0.5, liquidity_discount=0.2))
    assert found.first == pytest.approx(350_000)


def test_a_range_reaches_as_far_with_what_hangs_on_its_base():
    found = annualize(Point(low=200_000, high=300_000, bonus="10%", stock=40_000))
    assert found.average - found.reach == pytest.approx(220_000 + 40_000)
    assert found.average + found.reach == pytest.approx(330_000 + 40_000)


amounts = st.none() | st.integers(1_000, 900_000)
packages = st.fixed_dictionaries(
    {
        "base": st.integers(50_000, 900_000),
        "bonus": amounts,
        "grant": st.integers(1_000, 900_000),
        "stock": amounts,
        "refreshers": amounts,
        "sign_on": st.lists(st.integers(0, 200_000), max_size=5).map(tuple),
        "vesting": st.sampled_from([EVEN, BACK, (50, 50), (100,)]),
        "total": st.none() | st.integers(100_000, 900_000),
    }
)


@given(packages)
def test_the_parts_add_up_to_both_views(fields):
    found = annualize(Point(**fields))
    for view, whole in enumerate((found.first, found.average)):
        assert sum(part[view] for part in found.parts.values()) == pytest.approx(whole)


@given(st.sampled_from([EVEN, BACK, (10.0,) * 10]), st.integers(0, 48))
def test_a_cliff_moves_a_grant_and_loses_none_of_it(vesting, cliff):
    point = Point(grant=100_000, vesting=vesting, cliff_months=min(cliff, 12 * len(vesting)))
    assert sum(vested_by_year(point)) == pytest.approx(1)
