"""The points as a table, and how rows are told apart."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.frame import (
    DTYPES,
    OFFER_DTYPES,
    fingerprints,
    known,
    to_dataset,
    to_frame,
    to_points,
)
from workbook.compensation.records import Point
from workbook.compensation.settings import Settings
from workbook.compensation.vesting import even

names = st.text(max_size=12)
money = st.none() | st.integers(1_000, 5_000_000)
points = st.builds(
    Point,
    company=names,
    title=names,
    level=names,
    location=names,
    note=names,
    source=st.sampled_from(["recruiter", "aggregator", "own-pay"]),
    date=st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
    total=st.integers(1_000, 5_000_000),
    base=money,
    bonus=money,
    sign_on=money,
    experience=st.none() | st.floats(0, 60, width=16),
) | st.builds(
    Point,
    company=names,
    base=st.integers(2_000, 5_000_000),
    bonus_percent=st.none() | st.floats(0, 100),
    grant=st.integers(0, 5_000_000),
    vesting=st.sampled_from([(5.0, 15.0, 40.0, 40.0), even(3), even(4), (33.3, 33.3, 33.4)]),
    cliff_months=st.none() | st.integers(0, 36),
    refreshers=money,
    liquidity_discount=st.none() | st.floats(0, 1),
    sign_on=money,
    sign_on_years=st.none() | st.integers(1, 4),
    currency=st.just("EUR"),
    rate=st.floats(0.5, 2),
    rate_date=st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)),
)


def test_an_empty_table_has_its_columns_and_types():
    frame = to_frame([])
    assert frame.empty
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == (DTYPES | OFFER_DTYPES)


def test_points_and_datasets_share_one_table():
    rows = to_dataset(
        to_frame([Point(total=300_000), Point(total=310_000)]), "cut.csv", "aggregator"
    )
    frame = to_frame([Point(base=500_000, sign_on=10_000, company="A")], [rows])
    assert frame["yearly"].tolist() == [502_500, 300_000, 310_000]
    assert frame["stated"].tolist() == [500_000, 300_000, 310_000]
    assert frame["currency"].tolist() == ["USD"] * 3
    assert frame["dataset"].tolist() == ["", "cut.csv", "cut.csv"]
    assert frame["bonus"].isna().all()
    assert frame.dtypes.equals(to_frame([]).dtypes)


@settings(deadline=None)
@given(st.lists(points, max_size=6))
def test_points_come_back_from_their_table(originals):
    copies = to_points(to_frame(originals))
    outer = {"id", "origin"}
    assert [copy.model_dump(exclude=outer) for copy in copies] == [
        original.model_dump(exclude=outer) for original in originals
    ]
    assert [copy.origin for copy in copies] == known(originals)


@settings(deadline=None)
@given(st.lists(points, min_size=1, max_size=6))
def test_rows_of_a_dataset_keep_their_fingerprints(originals):
    originals = [one.model_copy(update={"source": "aggregator"}) for one in originals]
    frame = to_frame(originals)
    assert known([], [to_dataset(frame, "cut.csv", "aggregator")]) == fingerprints(frame)


def test_case_and_spacing_make_no_other_row_and_every_figure_does():
    one, same, other = fingerprints(
        to_frame(
            [
                Point(company="Netflix", location="Los Gatos,  CA", total=500_000),
                Point(company="NETFLIX ", location="los gatos, ca", total=500_000),
                Point(company="Netflix", location="Los Gatos, CA", total=500_001),
            ]
        )
    )
    assert one == same
    assert one != other


def test_the_fingerprint_stays_what_it_is():
    # Stored in journals: a change here would bring back every imported row a second time.
    point = Point(
        company="Netflix",
        title="Software Engineer",
        location="Los Gatos, CA",
        date=dt.date(2021, 6, 1),
        source="aggregator",
        total=475_000,
        experience=7.5,
    )
    assert fingerprints(to_frame([point])) == ["146501c40044c41687ce121e"]


def test_the_yearly_figure_follows_the_settings_and_the_fingerprint_does_not():
    offer = Point(base=300_000, bonus_percent=15, grant=400_000, vesting=(10, 20, 30, 40))
    plain = to_frame([offer])
    wary = to_frame([offer], settings=Settings(view="first-year", bonus_likelihood=0.5))
    assert plain["yearly"].tolist() == plain["average_year"].tolist() == [445_000]
    assert wary["yearly"].tolist() == wary["first_year"].tolist() == [362_500]
    assert plain["stated"].tolist() == wary["stated"].tolist() == [445_000]
    assert fingerprints(plain) == fingerprints(wary) == known([offer])


def test_an_edited_point_is_still_known_as_its_row():
    row = to_points(to_frame([Point(company="Netflix", total=475_000)]))[0]
    edited = row.model_copy(update={"level": "L5", "total": 480_000})
    assert known([edited]) == known([row])


def test_dates_are_dates():
    frame = to_frame([Point(total=500_000, date=dt.date(2026, 6, 12)), Point(total=500_000)])
    assert frame["date"][0] == pd.Timestamp(2026, 6, 12)
    assert pd.isna(frame["date"][1])
