"""From cells to points: mapped, checked, filtered, none twice."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation import read_points
from workbook.compensation.dates import parse_date, parse_first, parse_last
from workbook.compensation.frame import DTYPES, known, to_frame
from workbook.compensation.importing.choosing import Filters, select, to_records
from workbook.compensation.importing.columns import FIELDS, MONEY, guess_columns, known_columns
from workbook.compensation.importing.interpret import interpret
from workbook.compensation.limits import LEAST, check_base, check_part, check_year
from workbook.compensation.money import ACCEPTED, parse_money
from workbook.compensation.records import Dataset, Point
from workbook.compensation.tables.reading import ReadError, read_table

TODAY = dt.date(2026, 11, 21)
CUT = Path(__file__).parents[2] / "data" / "salaries-200.csv"


def read(text, columns=None, source="aggregator"):
    table = read_table(text)
    return interpret(table, columns or guess_columns(table.cells), source, TODAY)


def reasons(result):
    return [str(problem) for problem in result.problems]


@pytest.fixture(scope="module")
def cut():
    return read(CUT.read_bytes())


def test_the_columns_of_the_public_dataset_are_recognised():
    table = read_table(CUT.read_bytes())
    assert guess_columns(table.cells) == {
        "company": "company",
        "title": "title",
        "location": "location",
        "total": "totalyearlycompensation",
        "experience": "yearsofexperience",
    }


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            "Employer,Job Title,Base Salary ($),Target bonus,RSU,Sign-on",
            "company title base bonus stock sign_on",
        ),
        (
            "EMPLOYER_NAME,JOB_TITLE,WAGE_RATE_OF_PAY_FROM,WAGE_RATE_OF_PAY_TO",
            "company title low high",
        ),
        ("Where,When,TC,YoE", "location date total experience"),
        ("yearsatcompany,gender", ""),
    ],
)
def test_headers_are_known_by_their_usual_names(headers, expected):
    cells = read_table(f"{headers}\n{',' * headers.count(',')}x\n").cells
    assert set(guess_columns(cells)) == set(expected.split())


def test_a_column_of_amounts_without_a_name_becomes_the_total():
    assert read("Netflix\t450k\nGoogle\t400k\n").rows["yearly"].tolist() == [450_000, 400_000]


def test_a_pasted_column_of_another_currency_is_named_row_by_row():
    result = read("Siemens;€120k\nSAP;€110k\nX;120k\n")
    assert result.rows["yearly"].tolist() == [120_000]
    assert [problem.row for problem in result.problems] == [1, 2]
    assert "is in EUR" in reasons(result)[0]


def test_columns_that_hold_something_and_are_not_used_are_named():
    result = read("company,total,shoes,empty,grant\nA,450k,43,,\nB,400k,,,1m\n")
    assert result.notes == ("Not used: shoes, grant.",)
    many = ",".join(f"c{at}" for at in range(20))
    result = read(f"company,total,{many}\nA,450k{',x' * 20}\n")
    assert result.notes[0].endswith("c10, c11 and 8 more.")
    lines = [f"{300_000 + at},{at},t{at}" for at in range(6_000)]
    assert read("\n".join(["total,number,text", *lines])).notes == ("Not used: number, text.",)


def test_a_mapping_keeps_what_the_file_still_has():
    columns = {"total": "pay", "company": "firm", "nonsense": "pay"}
    assert known_columns(columns, ["pay", "x"]) == {"total": "pay"}


def test_all_good_rows_have_the_documented_columns(cut):
    assert {name: str(dtype) for name, dtype in cut.rows.dtypes.items()} == DTYPES
    assert len(cut.rows) == 199
    assert cut.rows["source"].unique().tolist() == ["aggregator"]


def test_a_row_that_stands_there_twice_is_taken_once_and_named(cut):
    assert cut.refused == ()
    assert len(cut.repeated) == 1
    assert "it says the same as row" in str(cut.repeated[0])


def test_every_refused_row_is_named_by_number_column_and_reason():
    result = read(
        "company,base salary,date,source\n"
        "A,$450k,2026-06-12,recruiter\n"
        "B,abc,2026-06-12,recruiter\n"
        "C,-1,,\n"
        "D,NaN,,\n"
        "E,1e12,,\n"
        "F,€450k,,\n"
        "G,450,,\n"
        "H,450k,2031-01-01,\n"
        "I,450k,soon,\n"
        "J,450k,,a friend\n"
        f"{'K' * 300},450k,,\n"
    )
    assert result.rows["company"].tolist() == ["A"]
    told = reasons(result)
    assert len(told) == 10
    for sentence, expected in zip(
        told,
        [
            "Row 3, base salary: “abc” is not an amount",
            "Row 4, base salary: “-1” is negative",
            "Row 5, base salary: it has no amount",
            "Row 6, base salary: “1e12” is more than",
            "Row 7, base salary: “€450k” is in EUR",
            "Row 8, base salary: $450 is too little",
            "Row 9, date: 2031-01-01 is in the future",
            "Row 10, date: “soon” is no date",
            "Row 11, source: “a friend” is no kind of source",
            "Row 12, company: this text has 300 characters",
        ],
        strict=True,
    ):
        assert sentence.startswith(expected)
        assert sentence.endswith(".")


def test_figures_that_do_not_fit_together_are_named():
    told = reasons(
        read(
            "company,low,high,base,bonus\n"
            "A,600k,300k,,\n"
            "B,300k,,,\n"
            "C,,,,50k\n"
            "D,,,0,0\n"
            "E,,,90m,90m\n"
            "F,300k,600k,,\n"
        )
    )
    assert [sentence.split(":")[0] for sentence in told] == [
        f"Row {row}, base, bonus, low, high" for row in range(2, 7)
    ]
    assert "$600k is above its high, $300k" in told[0]
    assert "one end" in told[1]
    assert "no amount" in told[2]
    assert "$0 a year" in told[3]
    assert "more than $100,000,000" in told[4]


def test_a_bonus_in_per_cent_is_a_part_of_the_base():
    result = read(
        'company,base,bonus,total\nA,200k,15%,\nB,200k,20k,\nC,200k,"7,5 %",\nD,,15%,300k\n'
        "E,200k,600%,\nF,200k,some%,\nG,200k,,\n"
    )
    assert [(p.company, p.bonus, p.yearly) for p in result.points] == [
        ("A", 30_000, 230_000),
        ("B", 20_000, 220_000),
        ("C", 15_000, 215_000),
        ("D", None, 300_000),
        ("G", None, 200_000),
    ]
    assert result.notes == (
        "A bonus in per cent is left out where there is no base to take it of: 1 row.",
    )
    assert [str(problem).split("”")[0] for problem in result.problems] == [
        "Row 6, bonus: “600%",
        "Row 7, bonus: “some%",
    ]


def test_a_column_of_per_cents_says_so_by_its_name_or_by_the_reader_s_choice():
    by_name = read('company,base,Bonus (%)\nA,200k,15\nB,200k,"7,5"\nC,200k,20k\nD,200k,10%\n')
    assert [point.bonus for point in by_name.points] == [30_000, 15_000, 20_000, 20_000]
    exported = read("company,base,bonus,bonus_percent\nA,200000,,12.5\nB,200000,9000,\n")
    assert [point.bonus for point in exported.points] == [25_000, 9_000]
    columns = {"company": "company", "base": "base", "bonus_percent": "x"}
    assert [p.bonus for p in read("company,base,x\nA,200k,15\n", columns).points] == [30_000]


def test_a_bonus_in_per_cent_of_pay_by_the_hour_is_one_of_the_year_s_base():
    [point] = read("company,unit,base,bonus\nA,hour,100,10%\n").points
    assert (point.base, point.bonus) == (208_000, 20_800)


def test_a_zero_base_beside_a_total_means_unknown():
    rows = read("company,base salary,bonus,total\nA,0,0,300000\nB,200000,0,\n").rows
    assert rows["base"].isna().tolist() == [True, False]
    assert rows["yearly"].tolist() == [300_000, 200_000]


def makes_a_point(cells):
    """Whether each cell is money by itself, and all of them are a point of a thousand or more."""
    checks = {"total": check_year, "base": check_base, "low": check_year, "high": check_year}
    try:
        given = {
            name: checks.get(name, check_part)(parse_money(text))
            for name, text in cells.items()
            if text not in ("", "NaN")
        }
        if given.get("base") == 0 and "total" in given:
            del given["base"]
        return Point(**given).yearly >= LEAST
    except ValueError:
        return False


money = st.sampled_from(
    ["", "0", "1", "450", "450k", "$300,000", "-5", "abc", "99m", "NaN", "1e12"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*[money] * 7), min_size=1, max_size=6))
def test_a_row_is_accepted_exactly_when_it_makes_a_point(rows):
    names = ["total", "base", "bonus", "stock", "sign_on", "low", "high"]
    lines = ["company," + ",".join(names)]
    lines += [f"c{at}," + ",".join(f'"{cell}"' for cell in row) for at, row in enumerate(rows)]
    result = read("\n".join(lines), {name: name for name in ["company", *names]})
    assert [point.yearly for point in result.points] == result.rows["yearly"].tolist()
    assert len(result.problems.rows) + len(result.points) == len(rows)
    for number, row in enumerate(rows, start=2):
        assert (number in result.rows.index) == makes_a_point(dict(zip(names, row, strict=True)))


sums = ["", "0", "1", "62,50", "450k", "300000", "-5", "abc", "99m", "500000000", "€9", "1e12"]
#: Cells that a column of each field may hold, sound ones and others.
ANY_CELL = {
    **dict.fromkeys(FIELDS, ("", "Netflix", "x" * 150, "x" * 250, "Ü\x00\x85")),
    **dict.fromkeys(MONEY, sums),
    "bonus": [*sums, "15%", "500%", "x%"],
    "unit": ["Hour", "year", "month", "", "Moon"],
    "date": ["", "2026-06-12", "25/12/2025", "12/25/2025", "1066", "soon"],
    "source": ["", "recruiter", "a friend"],
    "currency": ["", "USD", "EUR"],
    "status": ["Certified", "Denied"],
    "experience": ["", "7", "7.5", "99", "x"],
}


@st.composite
def some_tables(draw):
    """Return the fields of a table's columns and its rows; half of them have a unit or a place."""
    amount = draw(st.sampled_from(["base", "total", "low high"])).split()
    more = st.lists(st.sampled_from([*ANY_CELL]), max_size=3)
    often = st.sampled_from(["", "unit", "location state"])
    names = list(dict.fromkeys([*amount, *draw(often).split(), *draw(more)]))
    row = st.tuples(*(st.sampled_from(ANY_CELL[name]) for name in names))
    return names, draw(st.lists(row, min_size=1, max_size=30))


@settings(max_examples=150, deadline=None)
@given(some_tables())
def test_every_row_that_is_taken_makes_a_point_whatever_the_cells(table):
    names, rows = table
    lines = [",".join(["at", *names])]
    lines += [",".join([f"{at}", *(f'"{cell}"' for cell in row)]) for at, row in enumerate(rows)]
    result = read("\n".join(lines), {name: name for name in names})
    points = list(result.points)
    assert [point.yearly for point in points] == result.rows["yearly"].tolist()
    assert len(points) + len(result.problems.rows) == len(rows)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("unit,base,total\nyear,100000,0", "Row 2, total, base: its total of $0 is too little"),
        ("unit,base,signon\nyear,100000,500000000", "“500000000” is more than $100,000,000"),
        ("unit,low,high\nhour,0,50", "its range's low of $0 is too little for a year"),
    ],
)
def test_a_figure_that_no_point_takes_costs_its_row_alone(table, reason):
    names, row = table.split("\n")
    sound = {"year": "year,100000,", "hour": "hour,100,120"}[row[:4]]
    result = read(f"company,{names}\nA,{row}\nB,{sound}\n")
    assert [point.company for point in result.points] == ["B"]
    [problem] = reasons(result)
    assert reason in problem
    assert problem.endswith(".")


def test_a_town_and_a_state_too_long_together_are_named():
    town, state = "t" * 150, "s" * 100
    result = read(f"company,city,state,total\nA,{town},{state},450k\nB,{town},CA,450k\n")
    assert [point.location for point in result.points] == [f"{town}, CA"]
    assert reasons(result) == [
        "Row 2, city and state: together they have 252 characters; keep them to 200."
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-06-12", dt.date(2026, 6, 12)),
        ("6/12/2026", dt.date(2026, 6, 12)),
        ("25/12/2025", dt.date(2025, 12, 25)),
        ("12.06.2026", dt.date(2026, 6, 12)),
        ("6/7/2017 11:33:27", dt.date(2017, 6, 7)),
        ("June 2026", dt.date(2026, 6, 1)),
        ("2026-06", dt.date(2026, 6, 1)),
        ("2026", dt.date(2026, 1, 1)),
    ],
)
def test_dates_are_read_as_people_write_them(text, date):
    assert parse_date(text, TODAY) == date


@pytest.mark.parametrize(
    "text", ["now", "450000", "13/13/2025", "1066-01-01", "2027-01-01", "99999-01-01"]
)
def test_no_other_text_is_a_date(text):
    with pytest.raises(ValueError, match=r"\.$"):
        parse_date(text, TODAY)


def test_one_day_first_makes_the_whole_column_day_first():
    rows = read("total,date\n450k,25/12/2025\n460k,05/06/2026\n").rows
    assert rows["date"].dt.strftime("%d %b").tolist() == ["25 Dec", "05 Jun"]


def test_a_column_that_writes_days_both_ways_round_says_how_it_was_read():
    result = read("total,date\n450k,25/12/2025\n460k,12/25/2025 10:00\n470k,03/04/2026\n")
    assert result.rows["date"].dt.strftime("%d %b").tolist() == ["25 Dec", "25 Dec", "03 Apr"]
    [note] = result.notes
    assert note.startswith(
        "“date” writes some dates with the day first (25/12/2025) and some with the month first "
        "(12/25/2025); one that could be both is read with the day first."
    )
    assert read("total,date\n450k,12/25/2025\n460k,03/04/2026\n").notes == ()


def test_filters_say_how_many_rows_each_left_out(cut):
    chosen = select(cut, Filters(company="NETFLIX", title="software engineer", years_from=5))
    assert set(chosen.rows["company"].str.casefold()) == {"netflix"}
    assert chosen.rows["experience"].min() >= 5
    assert list(chosen.filtered) == ["company", "title", "years of experience"]
    assert sum(chosen.filtered.values()) + len(chosen.rows) == len(cut.rows)


def test_a_row_that_does_not_say_its_years_is_left_out_only_when_asked():
    result = read("company,total,yoe\nA,450k,\nB,400k,7+\n")
    assert len(select(result, Filters()).rows) == 2
    assert select(result, Filters(years_to=10)).rows["company"].tolist() == ["B"]


def test_dates_are_filtered_and_a_row_without_one_is_left_out_only_when_asked():
    result = read("company,total,date\nA,450k,2024-05-01\nB,400k,2025-06-30\nC,350k,\n")
    assert len(select(result, Filters()).rows) == 3
    chosen = select(result, Filters(date_from=dt.date(2025, 1, 1)))
    assert chosen.rows["company"].tolist() == ["B"]
    assert chosen.filtered == {"date": 2}
    last = Filters(date_to=parse_last("June 2025"))
    assert select(result, last).rows["company"].tolist() == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        ("2025-12", dt.date(2025, 12, 1), dt.date(2025, 12, 31)),
        ("Feb 2024", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("06/2025", dt.date(2025, 6, 1), dt.date(2025, 6, 30)),
        ("2025/06", dt.date(2025, 6, 1), dt.date(2025, 6, 30)),
        ("6-2025", dt.date(2025, 6, 1), dt.date(2025, 6, 30)),
        ("2025-06-01", dt.date(2025, 6, 1), dt.date(2025, 6, 1)),
        ("6/1/2025", dt.date(2025, 6, 1), dt.date(2025, 6, 1)),
        ("June 1, 2025", dt.date(2025, 6, 1), dt.date(2025, 6, 1)),
        ("", None, None),
    ],
)
def test_a_span_begins_and_ends_where_its_name_says(text, first, last):
    assert (parse_first(text), parse_last(text)) == (first, last)


def test_another_currency_is_refused_and_never_taken_for_dollars():
    result = read("company,total,currency\nA,450000,USD\nB,450000,EUR\nC,450000,\n")
    assert result.rows["company"].tolist() == ["A", "C"]
    assert str(result.problems[0]).startswith("Row 3, currency: “EUR” is another currency")


def test_text_that_is_no_table_of_pay_is_refused_row_by_row_without_a_sentence_each():
    result = read("\n".join(f"garbage {at} \x7f ;;, {at * 7919}" for at in range(5_000)))
    assert len(result.points) == 0
    assert len(result.problems.rows) >= 4_999
    assert len(result.refused.kinds()) < 5


def test_few_bad_cells_in_a_long_column_of_numbers_cost_their_rows_only():
    lines = [f"{300_000 + at},c{at}" for at in range(6_000)]
    lines[10], lines[5_900] = "450,c10", "-5,c5900"
    result = read("\n".join(["total,company", *lines]))
    assert len(result.points) == 5_998
    assert reasons(result) == [
        "Row 12, total: $450 is too little for a year; write 450k for $450,000.",
        f"Row 5902, total: “-5” is negative; {ACCEPTED}.",
    ]


def test_a_long_column_of_moments_is_read_by_its_days():
    lines = [
        f"{300_000 + at},6/{1 + at % 30}/2025 {at % 24:02}:{at % 60:02}:{at}" for at in range(6_000)
    ]
    result = read("\n".join(["total,timestamp", *lines]))
    assert result.rows["date"].dt.day.tolist() == [1 + at % 30 for at in range(6_000)]
    lines[7] = "1,12 June 2025"
    lines[8] = "400000,12 June 2025"
    result = read("\n".join(["total,timestamp", *lines]))
    assert len(result.points) == 5_999
    assert result.rows["date"][10] == pd.Timestamp("2025-06-12")


def test_a_mapping_to_what_is_not_there_is_refused_by_name(tmp_path):
    file = tmp_path / "offers.csv"
    file.write_text("firm,pay\nNetflix,450k\n")
    with pytest.raises(ReadError, match=r"no column “wage”; it has: firm, pay\.$"):
        read_points(file, {"total": "wage"})
    with pytest.raises(ReadError, match="A point has no “wage”; map one of: company"):
        read_points(file, {"wage": "pay"})


def test_points_and_problems_are_made_when_they_are_asked_for():
    result = read("\n".join(["company,total", *(f"c{at},{300_000 + at}" for at in range(2_500))]))
    assert len(result.points) == 2_500
    assert result.points[2_499].company == "c2499"
    assert [point.total for point in result.points[1:3]] == [300_001, 300_002]
    assert sum(1 for _ in result.points) == 2_500
    with pytest.raises(IndexError):
        result.points[2_500]


def test_a_filter_is_text_and_no_pattern():
    result = read("company,total\nA (B,450k\nAxB,400k\n")
    assert select(result, Filters(company="a (")).rows["company"].tolist() == ["A (B"]


def test_reading_the_same_file_again_adds_nothing(cut):
    rows = select(cut, Filters(company="netflix")).rows
    [dataset] = to_records(rows, "cut.csv")
    assert isinstance(dataset, Dataset)
    again = select(cut, Filters(company="netflix"), known([], [dataset]))
    assert again.rows.empty
    assert len(again.known) == len(rows)
    rest = select(cut, Filters(), known([], [dataset]))
    assert len(rest.rows) == len(cut.rows) - len(rows)


def test_points_and_another_notation_of_the_same_rows_are_one():
    points = to_records(read("company,total\nA,450000\nB,400000\n").rows, "x")
    assert all(isinstance(point, Point) for point in points)
    again = read("total;company;other\n$450k;a;1\n400.000;B ;2\n")
    assert select(again, Filters(), known(points)).rows.empty


def test_two_people_with_equal_figures_stay_two():
    text = "company,total,id\nA,450000,1\nA,450000,2\n"
    result = read(text)
    assert len(result.rows) == 2
    points = to_records(result.rows, "x")
    assert select(result, Filters(), known(points[:1])).rows["company"].tolist() == ["A"]
    assert select(result, Filters(), known(points)).rows.empty


def test_a_bulk_of_several_sources_becomes_a_dataset_each():
    lines = [f"c{i},{450_000 + i},{'recruiter' if i % 2 else 'aggregator'}" for i in range(60)]
    records = to_records(read("\n".join(["company,total,source", *lines])).rows, "mix.csv")
    assert [(record.source, len(record.yearly)) for record in records] == [
        ("aggregator", 30),
        ("recruiter", 30),
    ]
    assert sorted(to_frame([], records)["yearly"]) == [450_000 + i for i in range(60)]


def test_a_file_with_a_long_name_is_kept_under_the_beginning_of_it():
    lines = [f"c{i},{450_000 + i}" for i in range(60)]
    [record] = to_records(read("\n".join(["company,total", *lines])).rows, f"{'long' * 60}.csv")
    assert record.name == "long" * 50


def test_read_points_reads_a_file_and_stores_nothing(tmp_path):
    file = tmp_path / "offers.csv"
    file.write_text("firm;pay\nNetflix;450k\nGoogle;abc\n", encoding="utf-8")
    result = read_points(file)
    assert [(point.company, point.yearly) for point in result.points] == [("Netflix", 450_000)]
    assert [problem.row for problem in result.problems] == [3]
    assert read_points(file, {"base": "pay"}).points[0].base == 450_000


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReadError, match=r"nowhere\.csv cannot be opened"):
        read_points(tmp_path / "nowhere.csv")


def test_what_stands_beside_a_posted_range_is_said_not_to_count(tmp_path):
    path = tmp_path / "ranges.csv"
    path.write_text(
        "company,low,high,stock,base\nA,200000,300000,150000,\nB,200000,300000,0,\n"
        "C,,,90000,300000\nD,200000,300000,50000,250000\n"
    )
    result = read_points(path)
    assert [round(point.stated) for point in result.points] == [250_000, 250_000, 390_000, 300_000]
    [note] = [note for note in result.notes if "range" in note]
    assert note.startswith("1 row gives a range with a bonus, stock or sign-on beside it")
