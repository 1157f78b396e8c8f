"""What the names of columns say of their amounts, and that none is taken for dollars a year."""

import datetime as dt

import pytest

from workbook.compensation.importing.columns import guess_columns
from workbook.compensation.importing.headers import PLAIN, Unit, unit_of
from workbook.compensation.importing.interpret import interpret
from workbook.compensation.tables.reading import read_table

TODAY = dt.date(2026, 11, 21)


def read(text, columns=None):
    table = read_table(text)
    return interpret(table, columns or guess_columns(table.cells), "recruiter", TODAY)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Salary (EUR)", Unit("EUR")),
        ("Total comp (£)", Unit("GBP")),
        ("Base, GBP", Unit("GBP")),
        ("base_eur", Unit("EUR")),
        ("salaryEUR", Unit("EUR")),
        ("Base in euros", Unit("EUR")),
        ("Total (C$)", Unit("CAD")),
        ("Salary (CZK)", Unit("CZK")),
        ("Pensja, zł", Unit("PLN")),
        ("Pay per day", Unit(period="day")),
        ("Gehalt (kEUR)", Unit("EUR", multiple=1_000)),
        ("Salary (monthly)", Unit(period="month")),
        ("Salary/mo", Unit(period="month")),
        ("Bi-weekly pay", Unit(period="biweek")),
        ("Hourly rate", Unit(period="hour")),
        ("Total ($ thousands)", Unit(multiple=1_000)),
        ("TC (k)", Unit(multiple=1_000)),
        ("Base ($000)", Unit(multiple=1_000)),
        ("Total, $m", Unit(multiple=1_000_000)),
        ("Monthly base, £k", Unit("GBP", "month", 1_000)),
    ],
)
def test_a_header_says_what_its_amounts_are_in(header, unit):
    assert unit_of(header) == unit


@pytest.mark.parametrize(
    "header",
    [
        "Total, $ a year",
        "Base salary (USD)",
        "US$ total",
        "totalyearlycompensation",
        "WAGE_RATE_OF_PAY_FROM_1",
        "Annual salary, paid monthly",
        "13th month",
        "Total on day 1",
        "Offer I try for",
        "Average over 12 months",
        "401(k) match",
        "Signing bonus",
        "2000",
        "column 2",
    ],
)
def test_any_other_header_means_dollars_a_year(header):
    assert unit_of(header) == PLAIN


@pytest.mark.parametrize("header", ["Salary (EUR)", "Base, GBP", "Total comp (£)"])
def test_amounts_of_another_currency_are_refused_with_what_to_do(header):
    result = read(f'company,"{header}"\nA,120000\nB,$300k\nC,x\n')
    assert result.rows["company"].tolist() == ["B"]  # its own sign is stronger
    first, last = map(str, result.problems)
    assert first.startswith(f"Row 2, {header}: “{header}” names another currency, ")
    assert "convert the column to US dollars" in first
    assert "not an amount" in last


def test_pay_for_a_unit_of_time_is_made_a_year_s_and_that_is_said():
    result = read('company,Salary (monthly),Bonus\nA,"9,000",5000\nB,"4.500,50",\nC,10k,\nD,1,\n')
    assert [(p.base, p.bonus) for p in result.points] == [
        (108_000, 5_000),
        (54_006, None),
        (120_000, None),
    ]
    assert result.notes == ("Amounts of “Salary (monthly)” are pay by the month, taken 12 times.",)
    assert "$12 is too little" in str(result.problems[0])


def test_thousands_are_thousands_unless_a_cell_says_so_itself():
    result = read("company,Total ($ thousands)\nA,450\nB,450.5\nC,450k\nD,450000\n")
    assert result.rows["yearly"].tolist() == [450_000, 450_500, 450_000]
    assert result.notes == ("Amounts of “Total ($ thousands)” are taken for thousands.",)
    assert "$450,000,000 is above" in str(result.problems[0])


def test_a_column_of_units_is_stronger_than_the_name_of_another():
    result = read("company,Base (monthly),unit\nA,60,hour\nB,300000,year\n")
    assert [point.base for point in result.points] == [124_800, 300_000]
    assert result.notes == ()


def test_a_long_column_of_whole_numbers_is_converted_like_a_short_one():
    lines = [f"c{at},{300 + at}" for at in range(6_000)]
    result = read("\n".join(["company,Total (k)", *lines]))
    assert result.rows["yearly"].tolist() == [1_000 * (300 + at) for at in range(6_000)]
