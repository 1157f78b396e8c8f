"""One comparable figure out of any package, against sums worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import example
from workbook.compensation.annualize import Parts, annualize, yearly
from workbook.compensation.records import Point
from workbook.compensation.settings import Settings
from workbook.compensation.vesting import even, yearly_shares

DEFAULTS = Settings()
RATE = {"currency": "EUR", "rate": 1.1, "rate_date": "2026-10-01"}

# Each line: what the offer says, then base, bonus, equity, refreshers, sign-on and other by hand.
BY_HAND = [
    # Everything once a year: both views are the same.
    (
        {"base": 318_000, "bonus": 48_000, "stock": 182_000},
        Parts(318_000, 48_000, 182_000),
        Parts(318_000, 48_000, 182_000),
    ),
    # 15% of 200,000; 400,000 over four years; the sign-on at once, or a quarter of it a year.
    (
        {
            "base": 200_000,
            "bonus_percent": 15,
            "grant": 400_000,
            "vesting": even(4),
            "sign_on": 80_000,
        },
        Parts(200_000, 30_000, 100_000, 0, 80_000),
        Parts(200_000, 30_000, 100_000, 0, 20_000),
    ),
    # 5/15/40/40: a twentieth of 600,000 in the first year, a quarter on average. Sign-on in halves.
    (
        {
            "base": 180_000,
            "grant": 600_000,
            "vesting": (5, 15, 40, 40),
            "sign_on": 150_000,
            "sign_on_years": 2,
        },
        Parts(180_000, 0, 30_000, 0, 75_000),
        Parts(180_000, 0, 150_000, 0, 75_000),
    ),
    # Refreshers: none in the first year, then half of 60,000 as the settings count them.
    (
        {"base": 250_000, "grant": 300_000, "vesting": even(3), "refreshers": 60_000},
        Parts(250_000, 0, 100_000),
        Parts(250_000, 0, 100_000, 30_000),
    ),
    # A bonus four times in five, and shares that nobody can sell yet at half.
    (
        {
            "base": 200_000,
            "bonus": 50_000,
            "bonus_likelihood": 0.8,
            "stock": 100_000,
            "refreshers": 20_000,
            "liquidity_discount": 0.5,
        },
        Parts(200_000, 40_000, 50_000),
        Parts(200_000, 40_000, 50_000, 5_000),
    ),
    # A cliff of a year withholds nothing of the first year, one of eighteen months all of it.
    (
        {"base": 200_000, "grant": 400_000, "vesting": even(4), "cliff_months": 12},
        Parts(200_000, 0, 100_000),
        Parts(200_000, 0, 100_000),
    ),
    (
        {"base": 200_000, "grant": 400_000, "vesting": even(4), "cliff_months": 18},
        Parts(200_000),
        Parts(200_000, 0, 100_000),
    ),
    # 100,000 euros at 1.10, and a tenth of it.
    (
        {"base": 100_000, "bonus_percent": 10, **RATE},
        Parts(110_000, 11_000),
        Parts(110_000, 11_000),
    ),
    # A mere total; a total that says 50,000 more than its parts; the middle of a range.
    ({"total": 640_000}, Parts(other=640_000), Parts(other=640_000)),
    (
        {"base": 300_000, "bonus": 50_000, "total": 400_000},
        Parts(300_000, 50_000, other=50_000),
        Parts(300_000, 50_000, other=50_000),
    ),
    ({"low": 340_000, "high": 680_000}, Parts(other=510_000), Parts(other=510_000)),
]


def amounts(parts):
    return [parts.base, parts.bonus, parts.equity, parts.refreshers, parts.sign_on, parts.other]


@pytest.mark.parametrize(("fields", "first", "average"), BY_HAND)
def test_examples_worked_by_hand(fields, first, average):
    annual = annualize(Point(**fields), DEFAULTS)
    assert amounts(annual.first_year) == pytest.approx(amounts(first))
    assert amounts(annual.average_year) == pytest.approx(amounts(average))


def test_the_settings_stand_in_for_what_an_offer_does_not_say():
    offer = Point(base=200_000, bonus=50_000, stock=100_000, refreshers=40_000, sign_on=60_000)
    own = Settings(bonus_likelihood=0.6, liquidity_discount=0.25, refreshers=1.0, sign_on_years=3)
    found = annualize(offer, own).average_year
    assert amounts(found) == pytest.approx([200_000, 30_000, 75_000, 30_000, 20_000, 0])
    said = offer.model_copy(update={"bonus_likelihood": 1.0, "liquidity_discount": 0.0})
    found = annualize(said, own).average_year
    assert (found.bonus, found.equity) == pytest.approx((50_000, 100_000))


def test_the_view_chooses_the_comparable_figure():
    offer = Point(base=200_000, sign_on=80_000)
    assert yearly(offer, Settings(view="first-year")) == 280_000
    assert yearly(offer, Settings(view="average-year")) == 220_000


def test_a_range_keeps_its_ends_in_dollars():
    annual = annualize(Point(low=300_000, high=400_000, **RATE), DEFAULTS)
    assert (annual.low, annual.high) == pytest.approx((330_000, 440_000))
    assert annualize(Point(total=400_000), DEFAULTS).low is None


def test_the_example_s_points_come_to_what_its_chapter_says():
    points = example.journal().records(Point)
    assert [round(yearly(point, DEFAULTS) / 1_000) for point in points] == [
        548,
        575,
        640,
        510,
        475,
        512,
    ]
    assert {point.shape for point in points} == {"offer", "range", "total"}
    assert {point.currency for point in points} == {"USD", "CHF"}


schedules = st.sampled_from([even(1), even(3), even(4), (5, 15, 40, 40), (40, 30, 20, 10)])
money = st.integers(0, 2_000_000)


@st.composite
def offers(draw):
    vesting = draw(schedules)
    return {
        "base": draw(st.integers(1_000, 2_000_000)),
        "bonus": draw(money),
        "bonus_likelihood": draw(st.none() | st.floats(0, 1)),
        "grant": draw(money),
        "vesting": vesting,
        "cliff_months": draw(st.integers(0, 12 * len(vesting))),
        "refreshers": draw(money),
        "liquidity_discount": draw(st.none() | st.floats(0, 1)),
        "sign_on": draw(money),
        "sign_on_years": draw(st.none() | st.integers(1, 5)),
        "total": draw(st.none() | st.integers(1_000, 8_000_000)),
    }


@given(offers())
def test_the_parts_add_up_to_the_total(fields):
    annual = annualize(Point(**fields), DEFAULTS)
    for parts in (annual.first_year, annual.average_year):
        assert parts.total == pytest.approx(sum(amounts(parts)))
        assert min(amounts(parts)) >= 0


@given(offers())
def test_the_average_over_the_vesting_years_is_the_grant(fields):
    whole = Point(**fields | {"liquidity_discount": 0})
    average = annualize(whole, DEFAULTS).average_year.equity
    assert average * len(whole.vesting) == pytest.approx(whole.grant)


@given(offers(), st.integers(2, 10))
def test_a_package_many_times_as_large_comes_to_many_times_as_much(fields, times):
    amount = ("base", "bonus", "grant", "refreshers", "sign_on", "total")
    larger = fields | {name: fields[name] and times * fields[name] for name in amount}
    one, many = (annualize(Point(**each), DEFAULTS) for each in (fields, larger))
    for view in ("first_year", "average_year"):
        scaled = [times * part for part in amounts(getattr(one, view))]
        assert amounts(getattr(many, view)) == pytest.approx(scaled)


@given(offers(), st.floats(0.01, 5))
def test_another_currency_is_the_same_package_at_its_rate(fields, rate):
    foreign = Point.model_construct(
        **Point(**fields).model_dump() | {"currency": "EUR", "rate": rate}
    )
    there, here = annualize(foreign, DEFAULTS), annualize(Point(**fields), DEFAULTS)
    assert there.average_year.total == pytest.approx(rate * here.average_year.total)
    assert there.first_year.total == pytest.approx(rate * here.first_year.total)


@given(schedules, st.data())
def test_a_cliff_only_moves_money_within_the_years_up_to_it(vesting, data):
    cliff = data.draw(st.integers(0, 12 * len(vesting)))
    without, held = yearly_shares(vesting), yearly_shares(vesting, cliff)
    year = max(1, -(-cliff // 12))  # the year in which it falls
    assert sum(held) == pytest.approx(1)
    assert held[: year - 1] == [0] * (year - 1)
    assert held[year - 1] == pytest.approx(sum(without[:year]))
    assert held[year:] == without[year:]


@given(offers(), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_discount_never_pays_more(fields, one, other):
    low, high = sorted((one, other))
    for view in ("first-year", "average-year"):
        dear, cheap = (
            yearly(Point(**fields | {"liquidity_discount": discount}), Settings(view=view))
            for discount in (low, high)
        )
        assert cheap <= dear + 1e-6


@given(offers())
def test_the_first_year_holds_no_refresher_and_all_of_a_sign_on_paid_at_once(fields):
    first = annualize(Point(**fields | {"sign_on_years": None}), DEFAULTS).first_year
    assert first.refreshers == 0
    assert first.sign_on == fields["sign_on"]
