"""Files and pasted tables into cells."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.tables import reading
from workbook.compensation.tables.decoding import to_utf8
from workbook.compensation.tables.reading import ReadError, read_table

ROWS = [["Netflix", "450000", "all cash"], ["Société Générale", "300,000", 'said "maybe"; unsure']]
HEADER = ["company", "total", "note"]

cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=12
)


def written(rows, delimiter=",", **options):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, **options).writerows(rows)
    return file.getvalue()


def taken(table):
    return table.cells.to_numpy().tolist()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_any_usual_delimiter_and_encoding_gives_the_same_cells(delimiter, encoding):
    table = read_table(written([HEADER, *ROWS], delimiter).encode(encoding))
    assert table.headers == HEADER
    assert taken(table) == ROWS
    assert table.delimiter == delimiter


def test_a_long_text_in_another_script_is_decoded():
    line = "Яндекс,450000,хорошее предложение от знакомого по работе\n"
    assert "хорошее" in to_utf8(("company,total,note\n" + line * 20).encode("cp1251"))[0].decode()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("company,total\nЯндекс,450000\n", "cp1251"),
        ("компания,город,доход\nЯндекс,Москва,450000\nСбер,Казань,400000\n", "cp1251"),
        ("company,total\nКиївстар,450000\n", "cp1251"),
        ("company,total\nSociété Générale,450000\n", "cp1252"),
        ("company,city,total\nÖBB,Österreich,1\nÆrø,København,2\nŠkoda,“créée”,3\n", "cp1252"),
    ],
)
def test_a_short_text_is_decoded_by_how_its_letters_stand_together(text, encoding):
    found, named = to_utf8(text.encode(encoding))
    assert (found.decode(), named) == (text, encoding)


@pytest.mark.parametrize("many", [1, 50])
def test_one_bad_byte_spoils_no_other_letter_and_is_said(many):
    good = "Zürich,450000\n".encode()
    table = read_table(b"company,total\n" + good * many + b"M\xfcnchen,400000\n")
    assert table.cells["company"].tolist() == ["Zürich"] * many + ["M\ufffdnchen"]
    [note] = table.notes
    assert note.startswith("1 character of it is damaged and shown as “\ufffd”; look for that sign")


def test_a_sound_text_that_holds_the_sign_itself_says_nothing_of_it():
    assert read_table("company,total\nM\ufffdnchen,400000\n".encode()).notes == ()


@settings(max_examples=200, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8
        )
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_a_csv_writer_writes_is_read_back(rows, line_end):
    header = [f"name {position}" for position in range(len(rows[0]))]
    rows = [*rows, ["last"] * len(header)]
    table = read_table(written([header, *rows], lineterminator=line_end, quoting=csv.QUOTE_ALL))
    expected = [[cell.strip() for cell in row] for row in rows]
    assert taken(table) == [row for row in expected if any(row)]
    assert not table.problems


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_at_all_give_a_traceback(content):
    try:
        table = read_table(content)
    except ReadError:
        return
    assert len(table.cells.columns) > 0


@settings(deadline=None)
@given(st.text(st.sampled_from('a1,"\n;'), max_size=60))
def test_every_row_with_something_in_it_is_read_or_named(text):
    try:
        table = read_table(text)
    except ReadError:
        return
    rows = set(table.cells.index) | {problem.row for problem in table.problems}
    assert len(rows) == len(table.cells) + len(table.problems)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "nothing in it"),
        (b" \r\n\r\n", "nothing in it"),
        (b"\xef\xbb\xbf", "nothing in it"),
        (b"sep=;\n", "nothing in it"),
        (b"company,total\n", "no row below"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(256)) * 20, "not a text file"),
        (",".join(f"c{i}" for i in range(2_000)) + "\n1", "2,000 columns"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content, reason):
    with pytest.raises(ReadError, match=reason) as refused:
        read_table(content)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    with pytest.raises(ReadError, match="2 MB and up to 1 MB"):
        read_table(b"company,total\n" + b"Netflix,450000\n" * 134_000)


def test_rows_are_counted_as_in_the_file():
    table = read_table('company,total\n\nA,1\n"B\nC",2\nD,3\n')
    assert dict(zip(table.cells.index, table.cells["company"], strict=True)) == {
        3: "A",
        4: "B\nC",
        5: "D",
    }


def test_a_forgotten_quotation_mark_costs_its_own_row_only():
    table = read_table('company,total\n"A,450000\nB,300000\n"C ""x""",200000\n"D,1\nE,2\n')
    assert table.cells["company"].tolist() == ["B", 'C "x"', "E"]
    assert [problem.row for problem in table.problems] == [2, 5]
    assert "quotation mark" in table.problems[0].reason


def test_a_row_with_too_many_cells_is_named_and_a_short_one_filled_up():
    table = read_table("company,total,note\nA,1,x,y\nB,2\nC,3,z,\n")
    assert taken(table) == [["B", "2", ""], ["C", "3", "z"]]
    assert [str(problem) for problem in table.problems] == [
        "Row 2: it has 4 cells where the first row has 3."
    ]


def test_a_delimiter_inside_quotation_marks_divides_nothing():
    table = read_table('company,location,total\nA,"Austin; TX",1\nB,"Los Gatos; CA",2\n')
    assert table.delimiter == ","
    assert table.cells["location"].tolist() == ["Austin; TX", "Los Gatos; CA"]


def test_a_pasted_table_without_headers_keeps_its_first_row():
    table = read_table("Netflix\t450k\nGoogle\t400k\n")
    assert table.headers == ["column 1", "column 2"]
    assert table.cells.index.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Netflix\t450,000\nGoogle\t512,000\n", [["Netflix", "450,000"], ["Google", "512,000"]]),
        ("Netflix\t1,450,000\nAB\t1,512,000\n", [["Netflix", "1,450,000"], ["AB", "1,512,000"]]),
        ("Netflix | 450,000\nGoogle | 512,000\n", [["Netflix", "450,000"], ["Google", "512,000"]]),
        ("A;1120,50\nB;1110,75\n", [["A", "1120,50"], ["B", "1110,75"]]),
        ("450,000\n512,000\n", [["450,000"], ["512,000"]]),
        ("Netflix,450000\nGoogle,512000\n", [["Netflix", "450000"], ["Google", "512000"]]),
    ],
)
def test_what_divides_an_amount_divides_no_cells(text, rows):
    assert taken(read_table(text)) == rows


@pytest.mark.parametrize(
    "first", ["Siemens;€120k", "Siemens;120.000 EUR", "Siemens;$62/hour", "Siemens;£90k-£110k"]
)
def test_a_first_row_with_pay_in_any_notation_is_a_row_and_that_is_said(first):
    table = read_table(f"{first}\nSAP;€110k\nX;120k\n")
    assert table.headers == ["column 1", "column 2"]
    assert table.cells.index.tolist() == [1, 2, 3]
    assert not table.named
    [note] = table.notes
    assert note.startswith("The first row holds an amount, so it is taken for a row")


def test_years_may_name_columns():
    table = read_table("company,2024,2025\nA,450000,460000\n")
    assert table.headers == ["company", "2024", "2025"]
    assert (table.named, table.notes) == (True, ())


def test_a_table_below_a_title_is_still_divided_by_its_commas():
    table = read_table("Offers\ncompany,total\nA,450000\n")
    assert [problem.row for problem in table.problems] == [2, 3]


def test_headers_are_made_different_from_one_another():
    assert read_table("total,total,\n1,2,3\n").headers == ["total", "total (2)", "column 3"]


def test_a_delimiter_declared_by_excel_is_taken():
    table = read_table("sep=;\ncompany;total\nA, B;1\n")
    assert taken(table) == [["A, B", "1"]]
    assert table.cells.index.tolist() == [3]


def test_a_cell_of_a_million_characters_is_a_cell():
    table = read_table(f'company,total,note\nA,1,"{"x" * 1_000_000}"\n')
    assert len(table.cells["note"].iloc[0]) == 1_000_000
    assert csv.field_size_limit() < 1_000_000


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f"company,{'x' * 1_000_000},total\nA,b,450000\n", ["A", "b", "450000"]),
        (f"{'x' * 1_000_000},b,450000\nA,b,450000\n", ["x" * 1_000_000, "b", "450000"]),
    ],
    ids=["names", "no names"],
)
def test_a_cell_of_a_million_characters_may_stand_in_the_first_row(text, first):
    table = read_table(text)
    assert taken(table)[0] == first
    assert csv.field_size_limit() < 1_000_000


def test_a_long_cell_among_the_first_rows_leaves_numbers_numbers():
    rows = [f"{300_000 + at},{'x' * 200_000 if at == 3 else ''}" for at in range(6_000)]
    assert read_table("\n".join(["total,note", *rows])).cells["total"].dtype == "int64"


def test_five_hundred_columns_are_read():
    header = ",".join(f"c{i}" for i in range(499))
    assert len(read_table(f"{header},total\n{'1,' * 499}450000\n").headers) == 500
