"""Long files: read by blocks, and never differently from how a careful reader would."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.tables import blocks
from workbook.compensation.tables.reading import ReadError, read_table
from workbook.compensation.tables.steps import StoppedError

#: Cells that are numbers, nearly numbers, texts with something to trip over.
CELLS = [
    "1",
    "450000",
    "007",
    "-5",
    "",
    " 7 ",
    "1e5",
    "450.000",
    "x",
    '"a,b"',
    '"',
    'a"b',
    '"a"b',
    '"a""b"',
    '"a" ',
    '"c\nd"',
]
CELLS += ["nan", "True", "workbook", "99999999999999999999", "é"]

tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from(CELLS), min_size=max(width - 1, 1), max_size=width + 1),
        min_size=1,
        max_size=12,
    )
)


def written(rows):
    return "first,second,third\n" + "\n".join(",".join(row) for row in rows) + "\n"


def said(text):
    """Return what is read of a text, or why nothing is."""
    try:
        table = read_table(text)
    except ReadError as error:
        return str(error)
    cells = [[str(cell) for cell in row] for row in table.cells.to_numpy().tolist()]
    return table.cells.index.tolist(), cells, [str(problem) for problem in table.problems]


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 24)


@settings(max_examples=120, deadline=None)
@given(tables)
def test_the_quick_way_reads_what_the_careful_way_reads(rows):
    text = written(rows)
    with pytest.MonkeyPatch.context() as patch:
        quick = said(text)
        patch.setattr(blocks, "read_quickly", lambda *_: None)
        assert quick == said(text)


@settings(max_examples=120, deadline=None)
@given(tables)
def test_where_a_block_ends_makes_no_difference_to_sound_rows(rows):
    sound = [[cell.replace('"', "") or "-" for cell in row] for row in rows]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([["first", "second", "third"], *sound])
    text = file.getvalue()
    whole = said(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 24)
        assert said(text) == whole


@settings(max_examples=60, deadline=None)
@given(tables, st.lists(st.sampled_from(["3", "40", "500", "6000", "70000"]), min_size=9))
def test_a_column_that_begins_with_numbers_loses_nothing_when_texts_follow(rows, numbers):
    width = len(rows[0])
    first = [[f"{at}{number}"] * width for at, number in enumerate(numbers, start=1)]
    # A number is a number however many zeros stand before it, where all before it are numbers.
    even = [
        ["x" if cell == "007" else cell for cell in row + ["x"] * width][:width] for row in rows
    ]
    names = [["first", "second", "third", "fourth"][:width]]
    text = "\n".join(",".join(row) for row in [*names, *first, *even]) + "\n"
    careful = said(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbook.compensation.tables.rows.SAMPLE", 8)
        patch.setattr("workbook.compensation.tables.reading.SAMPLE", 8)
        patch.setattr(blocks, "BLOCK", 40)
        found = said(text)
        if not any('"' in cell for row in even for cell in row):
            assert found == careful
        patch.setattr(blocks, "read_quickly", lambda *_: None)
        assert found == said(text)


@settings(max_examples=120, deadline=None)
@given(tables)
def test_a_block_in_doubt_is_read_by_pieces_as_it_is_read_whole(rows):
    text = written(rows)
    whole = said(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "PIECE", 24)
        assert said(text) == whole


def test_an_odd_row_is_looked_at_with_its_neighbours_alone(monkeypatch):
    carefully = []
    read = blocks._read_carefully
    monkeypatch.setattr(blocks, "PIECE", 1_000)
    monkeypatch.setattr(
        blocks,
        "_read_carefully",
        lambda block, *rest: carefully.append(block) or read(block, *rest),
    )
    lines = [f"C{at},{at}" for at in range(5_000)]
    lines[2_500] = '"C\n2500",2500'
    told = []
    table = read_table(
        "company,total\n" + "\n".join(lines), lambda share, _doing: told.append(share)
    )
    assert len(table.cells) == 5_000
    assert not table.problems
    assert sum(map(len, carefully)) < 2_500
    assert len(told) > 40


def test_whole_numbers_stay_numbers_in_a_long_file():
    lines = "".join(f"{100_000 + at},c{at % 7},t{at}\n" for at in range(6_000))
    table = read_table("total,company,id\n" + lines)
    assert [str(table.cells[name].dtype) for name in table.headers] == [
        "int64",
        "category",
        "object",
    ]
    assert table.cells.iloc[-1].tolist() == [105_999, "c0", "t5999"]


def test_leading_zeros_and_truth_values_are_kept_as_they_stand():
    rows = read_table("a,b\n007,True\n7,TRUE\n07,1.0\n").cells
    assert rows.to_numpy().tolist() == [["007", "True"], ["7", "TRUE"], ["07", "1.0"]]


@pytest.mark.usefixtures("small_blocks")
def test_a_cell_over_several_lines_may_cross_the_end_of_a_block():
    text = "company,note\n" + "".join(f'C{at},"line\nline {at}"\n' for at in range(30))
    table = read_table(text)
    assert not table.problems
    assert table.cells.index.tolist() == list(range(2, 32))
    assert table.cells["note"].tolist()[-1] == "line\nline 29"


@pytest.mark.usefixtures("small_blocks")
def test_a_cell_may_go_on_with_a_line_far_longer_than_a_block():
    note = "line\n" + "x" * 500
    table = read_table(f'company,note\nC1,"{note}"\nC2,short\n')
    assert not table.problems
    assert table.cells["note"].tolist() == [note, "short"]


@pytest.mark.usefixtures("small_blocks")
def test_a_forgotten_quotation_mark_costs_its_own_row_in_a_long_file():
    lines = [f"C{at},{at}" for at in range(200)]
    lines[50] = '"C50,50'
    table = read_table("company,total\n" + "\n".join(lines))
    assert [problem.row for problem in table.problems] == [52]
    assert len(table.cells) == 199


@pytest.mark.usefixtures("small_blocks")
def test_blank_lines_count_as_rows_and_are_none():
    text = "company,total\n" + "A,1\n\n\nB,2\n , \n" * 10
    table = read_table(text)
    assert table.cells.index.tolist()[:4] == [2, 5, 7, 10]
    assert set(table.cells["company"]) == {"A", "B"}


@pytest.mark.usefixtures("small_blocks")
def test_reading_says_how_far_it_is_and_stops_when_told():
    text = "company,total\n" + "Netflix,450000\n" * 40
    told = []
    read_table(text, lambda share, doing: told.append((share, doing)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert len(told) > 10

    def stop(share, _doing):
        if share > 0.5:
            raise StoppedError

    with pytest.raises(StoppedError):
        read_table(text, stop)
