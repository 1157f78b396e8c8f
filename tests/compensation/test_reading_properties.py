"""What holds for every file: no figure but the row's own, no row lost, every point valid."""

import contextlib
import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation import annualize, read_points
from workbook.compensation.reading import ReadError

pytestmark = pytest.mark.slow

NAMES = [
    *("company", "title", "Level", "location", "date", "currency", "Pay frequency", "id", "zip"),
    *("base", "Base salary (USD)", "Total", "TC (k)", "bonus", "Bonus %", "Stock", "RSU (4 years)"),
    *(
        "Equity",
        "sign-on",
        "Base min",
        "Base max",
        "Hourly rate",
        "Salary (EUR)",
        "vesting",
        "Year",
    ),
    *(
        "PREVAILING_WAGE",
        "WAGE_RATE_OF_PAY_FROM",
        "WAGE_RATE_OF_PAY_TO",
        "CASE_STATUS",
        "Refresher",
    ),
]
CELLS = [
    *(
        "",
        "0",
        "15",
        "15%",
        "0.15",
        "450",
        "120000",
        "$120,000",
        "300-350k",
        "€90.000",
        "-5",
        "1.2M",
    ),
    *("120.000,00", "62,50", "75.125", "n/a", "USD", "EUR", "hourly", "year", "3/4/2026", "Total"),
    *("base", "400k over 4 years", "4", "25/25/25/25", "Certified", "99999999999", "1e9", "$", "%"),
]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "pay"

    def reading(content):
        path.write_bytes(content)
        return read_points(path)

    return reading


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=7, unique=True),
    st.lists(
        st.lists(st.sampled_from(CELLS) | st.text(max_size=6), min_size=1, max_size=8), max_size=6
    ),
    st.sampled_from(",;\t"),
)
def test_every_row_is_a_valid_point_or_refused_with_a_reason(read, header, rows, mark):
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows([header, *rows])
    try:
        result = read(text.getvalue().encode("utf-8", "replace"))
    except ReadError:
        return  # a quotation mark may well swallow the rest
    assert len(result.points) == len(result.rows)
    assert not {problem.row for problem in result.problems} & set(result.rows.index)
    assert all(problem.reason for problem in result.problems)
    assert all(annualize(point).average > 0 for point in result.points)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_end_in_a_traceback(read, content):
    with contextlib.suppress(ReadError):
        result = read(content)
        assert len(result.points) == len(result.rows)


WRITTEN = {
    "{:.0f}": 1,
    "{:,.0f}": 1,
    "${:,.0f}": 1,
    "{:,.0f} USD": 1,
    "${:,.2f}": 1,
    "US$ {:.0f}": 1,
    "{:.0f} a year": 1,
}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(30_000, 9_999_999), st.sampled_from([*WRITTEN])),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["base", "Total", "What is your annual base?"]),
)
def test_an_accepted_amount_is_the_row_s_own(read, amounts, header):
    text = io.StringIO()
    rows = [[at, how.format(amount)] for at, (amount, how) in enumerate(amounts)]
    csv.writer(text).writerows([["company", header], *rows])
    result = read(text.getvalue().encode())
    assert [int(point.company) for point in result.points] == list(range(len(amounts)))
    found = [annualize(point).average for point in result.points]
    assert found == [amount for amount, _ in amounts]
