"""Public wage filings: recognised, made yearly, and only what was certified."""

import datetime as dt

import pytest

from workbook.compensation import read_points
from workbook.compensation.importing.columns import guess_columns, guess_source
from workbook.compensation.importing.filings import parse_rate, parse_unit
from workbook.compensation.importing.interpret import interpret
from workbook.compensation.tables.reading import read_table

TODAY = dt.date(2026, 11, 21)
HEADERS = (
    "CASE_NUMBER,CASE_STATUS,DECISION_DATE,JOB_TITLE,EMPLOYER_NAME,WORKSITE_CITY,WORKSITE_STATE,"
    "WAGE_RATE_OF_PAY_FROM,WAGE_RATE_OF_PAY_TO,WAGE_UNIT_OF_PAY"
)


def filing(*cases):
    """Read cases of (status, from, to, unit)."""
    rows = [
        f'I-{at},{status},2026-03-0{1 + at % 9},Software Engineer,"NETFLIX, INC.",Los Gatos,CA,'
        f'"{low}","{high}",{unit}'
        for at, (status, low, high, unit) in enumerate(cases)
    ]
    table = read_table("\n".join([HEADERS, *rows]))
    columns = guess_columns(table.cells)
    return interpret(table, columns, guess_source(table.headers), TODAY)


def test_a_disclosure_file_is_recognised():
    table = read_table(HEADERS + "\n" + "x," * 9 + "x\n")
    assert guess_source(table.headers) == "public-filing"
    assert guess_columns(table.cells) == {
        "company": "EMPLOYER_NAME",
        "title": "JOB_TITLE",
        "location": "WORKSITE_CITY",
        "state": "WORKSITE_STATE",
        "date": "DECISION_DATE",
        "low": "WAGE_RATE_OF_PAY_FROM",
        "high": "WAGE_RATE_OF_PAY_TO",
        "unit": "WAGE_UNIT_OF_PAY",
        "status": "CASE_STATUS",
    }


def test_a_disclosure_file_of_2019_is_recognised_by_its_numbered_columns():
    headers = HEADERS
    for name in ("WORKSITE_CITY", "WORKSITE_STATE", "PAY_FROM", "PAY_TO", "UNIT_OF_PAY"):
        headers = headers.replace(name, f"{name}_1")
    table = read_table(headers + "\n" + "x," * 9 + "x\n")
    assert guess_source(table.headers) == "public-filing"
    assert {"low", "high", "unit", "state"} <= set(guess_columns(table.cells))


def test_another_file_is_no_filing():
    assert guess_source(["company", "total", "status"]) == "aggregator"


@pytest.mark.parametrize(
    ("amount", "unit", "dollars"),
    [
        ("450000", "Year", 450_000),
        ("$216.35", "Hour", 450_008),
        ("8,653.85", "Week", 450_000),
        ("17307.692", "Bi-Weekly", 450_000),
        ("37500", "Month", 450_000),
    ],
)
def test_pay_for_any_unit_becomes_a_year_s(amount, unit, dollars):
    [point] = filing(("Certified", amount, "", unit)).points
    assert point.base == dollars
    assert point.source == "public-filing"
    assert (point.company, point.location) == ("NETFLIX, INC.", "Los Gatos, CA")
    assert point.date == dt.date(2026, 3, 1)


def test_from_and_to_are_a_range_and_one_figure_is_the_base():
    result = filing(
        ("Certified", "100", "120", "Hour"),
        ("Certified", "100", "0", "Hour"),
        ("Certified", "100", "100.00", "Hour"),
    )
    assert [(p.base, p.low, p.high) for p in result.points] == [
        (None, 208_000, 249_600),
        (208_000, None, None),
        (208_000, None, None),
    ]


def test_only_certified_cases_are_kept_and_the_others_named():
    result = filing(
        ("Certified", "300000", "", "Year"),
        ("Certified - Withdrawn", "300000", "", "Year"),
        ("Denied", "300000", "", "Year"),
        ("CERTIFIED", "300001", "", "Year"),
    )
    assert result.rows.index.tolist() == [2, 5]
    assert [str(problem) for problem in result.problems] == [
        "Row 3, CASE_STATUS: its case is “Certified - Withdrawn”, and only certified cases say "
        "what is paid.",
        "Row 4, CASE_STATUS: its case is “Denied”, and only certified cases say what is paid.",
    ]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (("120", "100", "Hour"), "is above its high"),
        (("300000", "", "Hour"), "more than $100,000,000"),
        (("30", "", "Year"), "too little for a year"),
        (("300000", "", ""), "does not say what its pay is for"),
        (("300000", "", "Moon"), "no unit of pay"),
        (("much", "", "Year"), "no pay in dollars"),
        (("", "", "Year"), "no amount"),
    ],
)
def test_a_case_that_cannot_be_is_named(case, reason):
    result = filing(("Certified", *case))
    assert len(result.points) == 0
    [problem] = result.problems
    assert reason in problem.reason
    assert problem.row == 2


def test_read_points_takes_a_filing_as_it_comes(tmp_path):
    path = tmp_path / "LCA_Disclosure.csv"
    path.write_text(f"{HEADERS}\n1,Certified,3/1/2026,Engineer,Netflix,,CA,250,,Hour\n")
    [point] = read_points(path).points
    assert (point.source, point.base, point.location) == ("public-filing", 520_000, "CA")


def test_units_go_by_their_usual_names():
    assert [parse_unit(unit) for unit in ("per hour", "HR", "Bi-Weekly", "annual")] == [
        2_080,
        2_080,
        26,
        1,
    ]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("62,50", 62.5),
        ("62,5", 62.5),
        ("4.500,00", 4_500),
        ("1.234.500,5", 1_234_500.5),
        ("17307,6923", 17_307.6923),
        ("1,062.50", 1_062.5),
        ("130,000", 130_000),
        ("$1,130,000", 1_130_000),
        ("187.125", 187.125),
    ],
)
def test_a_comma_divides_a_rate_where_it_can_only_divide(text, rate):
    assert parse_rate(text) == rate


def test_a_unit_of_pay_is_said_of_pay_and_not_of_what_comes_once_a_year():
    table = read_table(
        'company,unit,base,bonus,stock,sign on\nA,hour,"62,50",5k,10000,20000\n'
        'B,month,"4.500,00",,,\nC,hour,60,450 000,,\n'
    )
    points = interpret(table, guess_columns(table.cells), "recruiter", TODAY).points
    assert [(p.base, p.bonus, p.stock, p.sign_on) for p in points] == [
        (130_000, 5_000, 10_000, 20_000),
        (54_000, None, None, None),
        (124_800, 450_000, None, None),
    ]


@pytest.mark.parametrize(
    "text", ["-1", "nan", "inf", "1e12", "€40", "12 to 15", "1,2,3", "45,00.5"]
)
def test_what_is_no_pay_is_refused(text):
    with pytest.raises(ValueError, match=r"\.$"):
        parse_rate(text)
