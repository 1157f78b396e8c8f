"""A file of pay, rule by rule: what is clear is accepted, what is in doubt refused."""

import datetime as dt

import pytest

from workbook.compensation import annualize, read_points
from workbook.compensation.reading import ReadError

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def read(tmp_path):
    """Read a text as a file."""

    def reading(text, **options):
        path = tmp_path / "pay.csv"
        path.write_text(text, encoding="utf-8")
        return read_points(path, today=TODAY, **options)

    return reading


@pytest.fixture
def one(read):
    """Read the first row of a table of a header and cells; None where it is refused."""

    def reading(header, cells, mark=";"):
        result = read(f"company{mark}{header}\nA{mark}{cells}\n")
        assert len(result.points) + len(result.problems) == 1
        return result.points[0] if result.points else None

    return reading


def refused(result):
    return {problem.row: problem.reason for problem in result.problems}


# Layouts

LEVELS = (
    "timestamp,company,level,title,totalyearlycompensation,location,yearsofexperience,"
    "yearsatcompany,tag,basesalary,stockgrantvalue,bonus,gender\n"
    '6/7/2017 11:33:27,Oracle,L3,PM,127000,"Redwood City, CA",1.5,1.5,NA,107000,20000,10000,NA\n'
    '6/13/2017 1:03:27,Google,L5,SWE,300000,"Mountain View, CA",5,3,API,200000,60000,40000,Male\n'
)


def test_an_aggregator_export_counts_its_stated_total_once(read):
    result = read(LEVELS)
    first, second = result.points
    assert (second.total, second.base, second.stock, second.bonus) == (
        *(300_000, 200_000, 60_000, 40_000),
    )
    assert annualize(second).average == 300_000
    assert first.date == dt.date(2017, 6, 7)
    assert (result.source, result.asks_date) == ("aggregator", False)
    assert set(result.unused) == {"yearsofexperience", "yearsatcompany", "tag", "gender"}


LCA = (
    "CASE_NUMBER,CASE_STATUS,DECISION_DATE,JOB_TITLE,EMPLOYER_NAME,WORKSITE_CITY,WORKSITE_STATE,"
    "WAGE_RATE_OF_PAY_FROM,WAGE_RATE_OF_PAY_TO,WAGE_UNIT_OF_PAY,PREVAILING_WAGE,PW_UNIT_OF_PAY\n"
)


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        ("450000,,Year", (450_000, None, None)),
        ("$216.35,0,Hour", (450_008, None, None)),
        ('"8,653.85",8653.85,Week', (450_000, None, None)),
        ("17307.692,,Bi-Weekly", (450_000, None, None)),
        ("100,120,Hour", (None, 208_000, 249_600)),
    ],
)
def test_a_filing_counts_by_the_wage_that_is_offered(read, cells, figures):
    result = read(f"{LCA}I-1,Certified,2026-03-01,SWE,NETFLIX,Los Gatos,CA,{cells},150000,Year\n")
    [point] = result.points
    assert (point.base, point.low, point.high) == figures
    assert (point.source, point.location) == ("public-filing", "Los Gatos")
    assert "prevailing" in result.unused["PREVAILING_WAGE"]


@pytest.mark.parametrize(
    "cells",
    [
        "I-1,Denied,2026-03-01,SWE,N,LG,CA,450000,,Year,1,Year",
        "I-1,Withdrawn,2026-03-01,SWE,N,LG,CA,450000,,Year,1,Year",
        "I-1,Certified,2026-03-01,SWE,N,LG,CA,,,Year,150000,Year",
        "I-1,Certified,2026-03-01,SWE,N,LG,CA,300000,,,150000,Year",
        "I-1,Certified,2026-03-01,SWE,N,LG,CA,300000,,Hour,150000,Year",
        "I-1,Certified,2026-03-01,SWE,N,LG,CA,45000,,Hour,150000,Year",
    ],
)
def test_a_filing_in_doubt_is_refused(read, cells):
    assert not read(f"{LCA}{cells}\n").points


@pytest.mark.parametrize(
    "header",
    [
        "CASE_STATUS,EMPLOYER_NAME,PW_AMOUNT_9089,WAGE_OFFER_FROM_9089,WAGE_OFFER_TO_9089,"
        "WAGE_OFFER_UNIT_OF_PAY_9089",
        "CASE_STATUS,EMP_BUSINESS_NAME,PWD_WAGE,JOB_OPP_WAGE_FROM,JOB_OPP_WAGE_TO,JOB_OPP_WAGE_PER",
    ],
)
def test_both_layouts_of_a_green_card_filing_are_read(read, header):
    result = read(f'{header}\nCertified,Netflix,1,"300,000.00","400,000.00",Year\n')
    [point] = result.points
    assert (point.company, point.low, point.high) == ("Netflix", 300_000, 400_000)
    assert point.source == "public-filing"


def test_a_filing_with_a_prevailing_wage_alone_gives_nothing(read):
    result = read("CASE_STATUS,EMPLOYER_NAME,PREVAILING_WAGE\nCERTIFIED,NETFLIX,150000\n")
    assert not result.points
    assert len(result.problems) == 1


def test_a_survey_is_understood_by_its_questions(read):
    result = read(
        "Timestamp,What is your job title?,What is your annual base?,Please indicate the currency,"
        "What is your zip code?,How old are you?\n"
        '4/27/2021 11:02:10,SWE,"180,000",USD,94105,35\n'
        "4/28/2021 11:02:10,SWE,90000,GBP,94105,35\n"
        "4/28/2021 11:02:10,SWE,90000,,94105,35\n"
    )
    assert [point.base for point in result.points] == [180_000]
    assert "GBP" in refused(result)[3]
    assert "currency" in refused(result)[4]


def test_a_job_board_s_interval_makes_a_posted_range_a_year_s(read):
    result = read(
        "job_url,title,company,date_posted,interval,min_amount,max_amount,currency\n"
        "http://a,SWE,N,2026-01-02,yearly,300000,400000,USD\n"
        "http://b,SWE,N,2026-01-02,hourly,60,80,USD\n"
    )
    assert [(point.low, point.high) for point in result.points] == [
        (300_000, 400_000),
        (124_800, 166_400),
    ]
    assert {point.source for point in result.points} == {"posted-range"}


def test_a_salary_in_dollars_goes_before_the_same_in_another_currency(read):
    result = read(
        "title,salary,salary_currency,salary_in_usd\nDS,80000,EUR,85847\nDS,9,USD,120000\n"
    )
    assert [point.base for point in result.points] == [85_847, 120_000]


# Which columns are pay


@pytest.mark.parametrize(
    "name", ["zip", "phone", "id", "age", "Employees", "customer base", "rate"]
)
def test_no_column_is_pay_because_its_figures_look_like_it(read, name):
    result = read(f"company,{name}\nA,194105\nB,255123\n")
    assert not result.points
    assert len(result.problems) == 2


def test_a_column_that_is_not_used_says_what_it_would_have_added(read):
    result = read("company,base,stock a year,Relocation,hobby\nA,200000,100000,20000,chess\n")
    assert annualize(result.points[0]).average == 300_000
    assert "20,000" in result.unused["Relocation"]
    assert set(result.unused) == {"Relocation", "hobby"}


def test_of_two_columns_of_one_meaning_one_may_say_something(read):
    result = read("company,Base,Base salary\nA,,200000\nB,200000,210000\n")
    assert [point.company for point in result.points] == ["A"]


# Currency


@pytest.mark.parametrize(
    "header",
    [
        "Salary (EUR)",
        "base_gbp",
        "Base in euros",
        "Total comp (£)",
        "salaryEUR",
        "Salary (Swedish kronor)",
        "Annual salary, Canadian dollars",
        "Base C$",
        "Total (CZK)",
        "TC in ₹",
        "Gross salary (kEUR)",
        "Base (local currency)",
        "Base (TRY)",
        "Base (US$ or €)",
    ],
)
def test_another_currency_in_the_header_is_refused(one, header):
    assert one(header, "120000") is None


@pytest.mark.parametrize(
    "header", ["Base (USD)", "Base, $", "Base US$", "Base in US dollars", "Base $"]
)
def test_us_dollars_in_the_header_are_accepted(one, header):
    assert one(header, "120000").base == 120_000


@pytest.mark.parametrize(
    "cell",
    [
        *("€120000", "120k EUR", "120kEUR", "C$120,000", "CAD 120k", "$120k CAD", "£120k"),
        *("₹2500000", "120000 Swiss francs", "R$ 400000", "120 000 kr", "120000 INR"),
        *("zł 400000", "25 LPA"),
    ],
)
def test_another_currency_in_the_cell_is_refused(one, cell):
    assert one("Base", cell) is None


def test_a_bare_cell_among_cells_of_another_currency_is_in_doubt(read):
    result = read("company,base\nA,€120000\nB,130000\nC,$140000\n")
    assert [point.company for point in result.points] == ["C"]


def test_a_currency_column_is_heeded_row_by_row(read):
    result = read(
        "company,base,Currency\nA,120000,USD\nB,120000,eur\nC,120000,\nD,120000,US dollars\n"
        "E,$120000,CAD\nF,120000,Bitcoin\n"
    )
    assert [point.company for point in result.points] == ["A", "D"]


# Period


@pytest.mark.parametrize(
    ("header", "cell", "dollars"),
    [
        ("Base (monthly)", "20000", 240_000),
        ("Monthly salary", "20,000", 240_000),
        ("Base per fortnight", "10000", 260_000),
        ("Bi-weekly pay", "10000", 260_000),
        ("Base/week", "5000", 260_000),
        ("Salary (daily)", "1000", 260_000),
        ("Hourly rate", "75.50", 157_040),
        ("Base", "$75.50/hr", 157_040),
        ("Base", "20k per month", 240_000),
        ("Base", "$240,000 a year", 240_000),
        ("Base a year", "9500", 9_500),
        ("Base ($ thousands)", "450", 450_000),
        ("TC (k)", "450k", 450_000),
        ("Total ($000)", "450.5", 450_500),
        ("Base", "$1.2M", 1_200_000),
        ("Base", "120 000", 120_000),
    ],
)
def test_pay_for_another_period_is_made_a_year_s(one, header, cell, dollars):
    point = one(header, cell)
    assert annualize(point).first == dollars


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Base", "8000"),  # a month's?
        ("Base", "450"),  # thousands?
        ("Base a year", "450"),
        ("Bimonthly salary", "10000"),
        ("Hourly or annual wage", "75"),
        ("Base (monthly)", "$75/hr"),
        ("Hourly rate", "150000"),
        ("Base (4 years)", "800000"),
        ("Base", "800k over 4 years"),
        ("Base", "15%"),
        ("Base", "0"),
        ("Base", "-120000"),
        ("Base", "(120,000)"),
        ("Base", "about 120k"),
        ("Base", "120k+"),
        ("Base", "1,20,000"),
        ("Base", "200000000"),
        ("Total", "0"),
    ],
)
def test_an_amount_in_doubt_is_refused(one, header, cell):
    assert one(header, cell) is None


@pytest.mark.parametrize(
    "text",
    [
        "All figures in EUR;\ncompany;base\nA;200000\n",
        "Monthly pay;\ncompany;base\nA;40000\n",
        "company;base;Bonus (EUR)\nA;200000;\n",
        "company;base;Curr\nA;200000;GBP\n",
        "company;base\n;(EUR)\nA;200000\n",
        "company;base\nA;200000\nAll amounts in EUR;\n",
        "company;base;basis\nA;40000;monthly\n",
        "company;Min salary;Max total\nA;200000;400000\n",
    ],
)
def test_what_another_part_of_the_file_says_is_heeded(read, text):
    result = read(text)
    assert not result.points
    assert result.problems


def test_a_cliff_is_left_out_and_said(read):
    result = read("company,base,RSU (4 years),Vesting cliff\nA,200000,400000,12 months\n")
    assert annualize(result.points[0]).average == 300_000
    assert "cliff" in result.unused["Vesting cliff"]


def test_a_frequency_column_is_heeded_row_by_row(read):
    result = read(
        "company,salary,Pay frequency\nA,10000,monthly\nB,75.50,Hourly\nC,120000,per year\n"
        "D,120000,\nE,120000,sometimes\nF,5000,bi-weekly\nG,120000,hour\n"
    )
    assert {point.company: point.base for point in result.points} == {
        **{"A": 120_000, "B": 157_040, "C": 120_000, "F": 130_000}
    }


def test_a_bonus_is_paid_as_often_as_its_column_says(one):
    assert one("base;Quarterly bonus", "200000;5000").bonus == 20_000


# Bonus, stock, ranges


@pytest.mark.parametrize(
    ("header", "cell", "year"),
    [
        ("Bonus", "15%", 230_000),
        ("Bonus", "30000", 230_000),
        ("Bonus", "30k", 230_000),
        ("Bonus %", "15", 230_000),
        ("bonus_percent", "12.5", 225_000),
        ("Target bonus (% of base)", "15%", 230_000),
        ("Bonus", "0", 200_000),
        ("Bonus", "n/a", 200_000),
        ("Bonus ($k)", "30", 230_000),
    ],
)
def test_a_bonus_is_an_amount_or_a_per_cent(one, header, cell, year):
    assert annualize(one(f"base;{header}", f"200000;{cell}")).first == year


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Bonus", "15"),
        ("Bonus", "0.15"),
        ("Bonus", "100"),
        ("Bonus %", "0.15"),
        ("Bonus %", "30000"),
        ("Bonus", "10-20%"),
        ("Bonus", "15% ($30k)"),
        ("Bonus (EUR)", "30000"),
        ("Quarterly bonus %", "5"),
        ("Sign-on", "50"),
        ("Equity (4 years)", "0.5%"),
        ("RSU", "400000"),
        ("Stock", "400000"),
        ("Stock grant", "400000"),
        ("RSU (4 years)", "400k over 3 years"),
        ("Grant;Vesting", "400000;4 years"),
        ("Grant (40 years)", "400000"),
    ],
)
def test_a_part_in_doubt_is_refused(one, header, cell):
    assert one(f"base;{header}", f"200000;{cell}") is None


@pytest.mark.parametrize(
    ("header", "cells", "average"),
    [
        ("Equity (4 years)", "400k", 300_000),
        ("RSU, total over 4 yrs", "$400,000", 300_000),
        ("Stock grant (over three years)", "300000", 300_000),
        ("4-year grant", "400000", 300_000),
        ("RSU", "400k over 4 years", 300_000),
        ("RSU", "$400k (4 years)", 300_000),
        ("RSU", "100k/yr", 300_000),
        ("RSU per year", "100000", 300_000),
        ("Stock a year", "100000", 300_000),
        ("Annual equity", "100000", 300_000),
        ("Sign-on", "100k", 225_000),
    ],
)
def test_stock_is_a_year_s_or_a_grant_as_the_file_says(one, header, cells, average):
    assert annualize(one(f"base;{header}", f"200000;{cells}")).average == average


def test_stock_that_fills_up_the_total_is_a_year_s(read):
    result = read("company,TC,base,RSU,bonus\nA,330000,200000,100000,30000\nB,220000,220000,0,0\n")
    assert [point.stock for point in result.points] == [100_000, 0]
    assert [annualize(point).average for point in result.points] == [330_000, 220_000]


@pytest.mark.parametrize(
    ("header", "cells", "ends"),
    [
        ("Base", "300-350k", (300_000, 350_000)),
        ("Total", "$300k - $350k", (300_000, 350_000)),
        ("Salary range", "300,000 – 350,000", (300_000, 350_000)),
        ("Pay", "$300k to $350k a year", (300_000, 350_000)),
        ("Base min;Base max", "300000;350000", (300_000, 350_000)),
        ("salary_from;salary_to", "300k;350k", (300_000, 350_000)),
        ("Low;High", "300000;350000", (300_000, 350_000)),
        ("Minimum salary (monthly);Maximum salary (monthly)", "10000;20000", (120_000, 240_000)),
    ],
)
def test_two_ends_are_a_range(one, header, cells, ends):
    point = one(header.replace("Salary range", "Pay"), cells)
    assert (point.low, point.high) == ends
    assert annualize(point).first == sum(ends) / 2


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Base min;Base max", "300000;"),
        ("Base min;Base max", "350000;300000"),
        ("Base min;Base max", "0;300000"),
        ("Base", "300k-1.2"),
        ("Base", "350-300k"),
        ("Min;Max;Bonus", "300000;350000;30000"),
    ],
)
def test_a_range_in_doubt_is_refused(one, header, cells):
    assert one(header, cells) is None


def test_a_range_of_the_base_has_its_bonus_beside_it(one):
    assert annualize(one("Base min;Base max;Bonus", "200000;240000;10%")).first == pytest.approx(
        242_000
    )


# Marks, rows, ids, dates


@pytest.mark.parametrize(
    ("cell", "dollars"),
    [
        ("120.000,50", 120_000),
        ("120,000.50", 120_000),
        ("1.234.567", 1_234_567),
        ("120'000", 120_000),
        ("450.000", None),  # or 450 with three decimals
        ("1,20,000", None),
    ],
)
def test_marks_divide_or_group_where_that_is_clear(one, cell, dollars):
    point = one("base", cell)
    assert (point and point.base) == dollars


def test_a_comma_in_a_column_of_decimal_commas_is_in_doubt(read):
    result = read("company;base\nA;120000,50\nB;450,000\n")
    assert [point.company for point in result.points] == ["A"]


def test_an_hourly_wage_with_three_decimals_is_not_taken_for_thousands(one):
    assert one("Hourly rate", "27.885") is None


def test_a_name_of_two_lines_is_one_row(read):
    result = read('company;"base\na year"\nA;300000\n')
    assert [point.base for point in result.points] == [300_000]
    assert result.rows.index.tolist() == [2]


def test_title_lines_sums_and_repeated_headers_are_no_pay(read):
    result = read(
        "Salary survey 2026,,\n,,\nCompany,Base,Notes\nA,300000,x\nCompany,Base,Notes\nB,310000,y\n"
        "Total,610000,\n,305000,\nAverage:,305000,\n,,\n"
    )
    assert result.rows.index.tolist() == [4, 6]
    assert [problem.row for problem in result.problems] == [5, 7, 8, 9]


def test_a_row_with_a_comma_too_many_is_refused(read):
    result = read("company,total,level\nA,$300,000,L5\nB,300000,L5\nC,310000\n")
    assert [point.company for point in result.points] == ["B", "C"]
    assert "more cells" in refused(result)[2]


def test_equal_rows_are_other_people_unless_an_id_says_that_they_are_not(read):
    alike = read("company,total,hobby\nA,300000,go\nA,300000,go\nA,300000,chess\n")
    assert len(alike.points) == 3
    assert any("1 row looks" in note for note in alike.notes)
    known = read("id,company,total\n1,A,300000\n1,A,300000\n2,A,300000\n,A,300000\n")
    assert len(known.points) == 3
    assert "row 2" in refused(known)[3]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["3/4/2026", "13/4/2026"], dt.date(2026, 4, 3)),
        (["3/4/2026", "4/13/2026"], dt.date(2026, 3, 4)),
        (["3.4.2026"], dt.date(2026, 4, 3)),
        (["2026-03-04"], dt.date(2026, 3, 4)),
        (["March 2026"], dt.date(2026, 3, 1)),
        (["4 Mar 2026"], dt.date(2026, 3, 4)),
        (["5/5/2026"], dt.date(2026, 5, 5)),
        (["3/4/2026"], None),
        (["3/4/2026", "13/4/2026", "4/13/2026"], None),
        (["soon"], None),
        (["2031-01-01"], None),
    ],
)
def test_one_clear_date_settles_whether_day_or_month_goes_first(read, dates, first):
    result = read("company,total,date\n" + "".join(f"A,300000,{date}\n" for date in dates))
    assert result.points[0].date == first
    assert result.asks_date == (first is None)
    assert bool([note for note in result.notes if "date" in note]) == (first is None)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_what_stands_between_columns_is_found(one, mark):
    assert one(f"level{mark}total", f"L5{mark}300000", mark).total == 300_000


def test_a_row_s_own_kind_of_source_goes_before_the_file_s(read):
    points = read("company,total,source\nA,300000,offer-letter\nB,300000,the web\n").points
    assert [point.source for point in points] == ["offer-letter", "aggregator"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReadError, match=r"nothing\.csv"):
        read_points(tmp_path / "nothing.csv")


def test_the_public_data_set_is_read_to_the_row(pytestconfig):
    result = read_points(pytestconfig.rootpath / "tests/data/salaries-200.csv")
    assert (len(result.points), result.problems) == (200, [])
    assert result.asks_date
