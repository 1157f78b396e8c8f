"""Spreadsheets: values are read, formulas never run, and no sheet vanishes unsaid."""

import io
import zipfile

import pytest

from tests.compensation.workbooks import ods, xlsx
from workbook.compensation import read_points
from workbook.compensation.tables import spreadsheets
from workbook.compensation.tables.reading import ReadError, read_table
from workbook.compensation.tables.steps import StoppedError


def cells(rows):
    return read_table(xlsx({"Offers": rows})).cells.to_numpy().tolist()


def test_values_are_read_as_a_text_file_would_say_them():
    assert cells(
        [["company", "total", "date", "ok"], ["A", 450000, ("date", 46000), True], ["B", 1.5]]
    ) == [["A", "450000", "2025-12-09", "TRUE"], ["B", "1.5", "", ""]]


def test_a_number_with_three_decimals_stays_that_number():
    assert float(cells([["rate"], [187.125]])[0][0]) == 187.125
    rows = [["base", "unit"], [187.125, "Hour"], [450.125, "Hour"]]
    table = read_table(xlsx({"Offers": rows}))
    assert [float(cell) for cell in table.cells["base"]] == [187.125, 450.125]


SAVED, UNSAVED = ("formula", "1+1", 300000), ("formula", "9*9", None)
COMPUTED = [["company", "total"], ["A", SAVED], ["B", UNSAVED], ["C", "400000"], [UNSAVED, SAVED]]


@pytest.mark.parametrize("content", [xlsx({"Old": [["x"]], "A & B": COMPUTED}), ods(COMPUTED)])
def test_a_formula_has_the_value_saved_with_it_and_without_one_its_row_is_refused(content):
    table = read_table(content)
    assert table.cells.to_numpy().tolist() == [["A", "300000"], ["C", "400000"]]
    assert [problem.row for problem in table.problems] == [3, 5]
    assert table.problems[0].reason == (
        "a formula in it has no saved value, or an error for one; correct it in a spreadsheet "
        "program, save it there and choose the file again."
    )
    assert "4 cells are formulas; the values saved with the file are used." in table.notes


def test_a_sheet_of_nothing_but_unsaved_formulas_names_its_rows():
    table = read_table(xlsx({"Offers": [["total"], [UNSAVED], [UNSAVED]]}))
    assert len(table.cells) == 0
    assert [problem.row for problem in table.problems] == [2, 3]


def test_a_sheet_without_formulas_says_nothing_of_them():
    rows = [["company", "<f>1+1</f>"], ["A :f", 450000]]
    assert read_table(xlsx({"Offers": rows})).notes == ()


def test_a_formula_may_give_an_empty_text_but_no_error():
    content = xlsx({"Offers": [["company", "total"], [SAVED, SAVED], ["B", SAVED]]})
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        files = {name: parts.read(name).decode() for name in parts.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace('r="A2"><f>1+1</f><v>300000', 'r="A2" t="str"><f>1+1</f><v>')
    sheet = sheet.replace('r="B3"><f>1+1</f><v>300000', 'r="B3" t="e"><f>1+1</f><v>#REF!')
    files["xl/worksheets/sheet1.xml"] = sheet
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for name, part in files.items():
            parts.writestr(name, part)
    table = read_table(file.getvalue())
    assert table.cells.to_numpy().tolist() == [["", "300000"]]
    assert [problem.row for problem in table.problems] == [3]


def test_a_hidden_sheet_is_named():
    rows = [["total"], [450000]]
    table = read_table(xlsx({"Offers": rows, "Old": rows, "<Mine>": rows}, hidden=["Old"]))
    assert table.sheets == ("Offers", "<Mine>")
    assert table.notes[1] == "1 hidden sheet is not read: “Old”; unhide one to choose it."


def test_a_text_that_begins_with_an_equals_sign_is_a_text():
    assert cells([["company", "total"], ["=1+1", 300000]]) == [["=1+1", "300000"]]


def test_rows_are_counted_as_the_spreadsheet_counts_them():
    rows = [[], ["company", "total"], [], ["A", 450000], ["B", "much"]]
    table = read_table(xlsx({"Offers": rows}))
    assert table.cells.index.tolist() == [4, 5]


NOTES_FIRST = xlsx(
    {
        "Empty": [],
        "About": [["Kept by hand."]],
        "Offers": [["total"], [450000]],
        "More": [["total"], [400000]],
    }
)


def test_the_largest_sheet_is_read_and_the_others_are_named():
    table = read_table(NOTES_FIRST)
    assert len(table.cells) == 1
    assert table.encoding == "the sheet “Offers”"
    assert table.sheets == ("About", "Offers", "More")
    assert table.notes == ("Only the sheet “Offers” is read, not “About”, “More”.",)


def test_a_sheet_without_names_says_that_its_first_row_is_taken():
    table = read_table(xlsx({"Offers": [["A", 450000], ["B", 400000]]}))
    assert (len(table.cells), table.named) == (2, False)
    assert "taken for a row" in table.notes[0]


def test_a_sheet_can_be_asked_for_by_its_name(tmp_path):
    path = tmp_path / "offers.xlsx"
    path.write_bytes(NOTES_FIRST)
    assert [point.total for point in read_points(path, sheet="More").points] == [400_000]
    with pytest.raises(ReadError, match="no sheet “Empty” with rows; it has: “About”, “Offers”"):
        read_points(path, sheet="Empty")


def test_read_points_reads_a_spreadsheet(tmp_path):
    path = tmp_path / "offers.xlsx"
    path.write_bytes(xlsx({"Offers": [["company", "total"], ["A", 450000], ["B", "much"]]}))
    result = read_points(path)
    assert [(point.company, point.total) for point in result.points] == [("A", 450_000)]
    assert [problem.row for problem in result.problems] == [3]


def test_a_sheet_of_nothing_is_refused():
    with pytest.raises(ReadError, match="nothing in it"):
        read_table(xlsx({"Empty": []}))


def test_an_archive_that_is_no_spreadsheet_is_refused(tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(ReadError, match="cannot be read"):
        read_points(path)


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED", 100)
    with pytest.raises(ReadError, match="Unpacked"):
        read_table(xlsx({"Offers": [["total"], [450000]]}))


def test_a_spreadsheet_of_five_hundred_columns_is_read_and_of_two_thousand_refused():
    assert len(cells([[f"c{at}" for at in range(500)], ["x"] * 500])[0]) == 500
    with pytest.raises(ReadError, match="2,000 columns"):
        cells([[f"c{at}" for at in range(2_000)], ["x"] * 2_000])


def test_a_long_sheet_says_how_far_it_is_and_stops_when_told(monkeypatch):
    monkeypatch.setattr(spreadsheets, "SAMPLE", 5)
    monkeypatch.setattr(spreadsheets, "_EACH", 5)
    content = xlsx({"Offers": [["total"], *([450_000 + at] for at in range(60))]})
    shares = []
    read_table(content, lambda share, _doing: shares.append(share))
    assert shares == sorted(shares)
    assert len(shares) > 10

    def stop(share, _doing):
        if share > 0.5:
            raise StoppedError

    with pytest.raises(StoppedError):
        read_table(content, stop)
