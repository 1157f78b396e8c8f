"""The reader's points on their way out: everything in it, nothing that computes."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import compensation
from workbook.compensation.export import ExportError, escape, to_csv, unescape
from workbook.compensation.frame import to_frame
from workbook.compensation.records import Point
from workbook.journal import open_journal

MARKS = "=+-@\t\r"

cells = st.one_of(
    st.text(max_size=12),
    st.builds(
        lambda space, mark, rest: space + mark + rest,
        st.sampled_from(["", " ", "\t", "\n "]),
        st.sampled_from([*MARKS, "＝", "\n", "'="]),
        st.text(max_size=8),
    ),
)


def read_back(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.tuples(cells, cells), max_size=4))
def test_no_cell_begins_as_a_formula(rows):
    frame = pd.DataFrame(rows, columns=["company", "=note"], dtype="string")
    for row in read_back(to_csv(frame)):
        for cell in row:
            assert not cell.startswith(tuple(MARKS))
            assert not cell.strip().startswith(tuple("=+-@＝＋－＠"))


@given(st.lists(st.tuples(cells, cells), max_size=4))
def test_nothing_but_an_apostrophe_is_added(rows):
    frame = pd.DataFrame(rows, columns=["company", "note"], dtype="string")
    back = read_back(to_csv(frame))[1:]
    for before, after in zip(rows, back, strict=True):
        for one, other in zip(before, after, strict=True):
            assert other in (one, f"'{one}")


@given(cells)
def test_the_apostrophe_is_taken_off_again_and_no_other(text):
    assert unescape(escape(text)) == text or unescape(text) != text


@pytest.mark.parametrize("text", ["'tis", "'", "", "=1+1", "-2"])
def test_a_text_that_was_never_escaped_keeps_its_apostrophe(text):
    assert unescape(text) == text


def test_an_exported_text_is_the_same_when_it_is_read_again(tmp_path):
    point = Point(company="=1+1", title="@home", level="'s", total=500_000, note="-2 " + "x" * 300)
    open_journal().save(point)
    path = compensation.export_points(tmp_path / "points.csv")
    [back] = compensation.read_points(path).points
    assert [getattr(back, name) for name in ("company", "title", "level", "note")] == [
        getattr(point, name) for name in ("company", "title", "level", "note")
    ]


@pytest.mark.parametrize("text", ["Netflix", "", "a=b", "1-2", "Société", "'quoted'"])
def test_an_ordinary_text_stays_as_it_is(text):
    assert escape(text) == text


def test_every_text_is_quoted_so_that_no_delimiter_opens_a_cell():
    frame = pd.DataFrame({"note": ["a;=1+1"]}, dtype="string")
    assert to_csv(frame) == '"note"\r\n"a;=1+1"\r\n'


def test_the_reader_s_points_are_written_whole(tmp_path):
    point = Point(company="=1+1", total=500_000, note="-2")
    open_journal().save(point)
    path = compensation.export_points(tmp_path / "points.csv")
    [names, row] = read_back(path.read_bytes().decode("utf-8-sig"))
    cells = dict(zip(names, row, strict=True))
    assert names == list(to_frame([point]).columns)
    assert (cells["company"], cells["note"], cells["total"]) == ("'=1+1", "'-2", "500000")
    assert path.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(ExportError, match=r"cannot be written.*\.$"):
        compensation.export_points(tmp_path / "nowhere" / "points.csv")
    assert list(tmp_path.iterdir()) == [] or not (tmp_path / "nowhere").exists()
