"""Files of every kind: spreadsheets with their formats, encodings, and what is no table at all."""

import io
import random
import zipfile
from xml.sax.saxutils import escape, quoteattr

import pytest

from workbook.compensation import annualize, read_points
from workbook.compensation.reading import ReadError
from workbook.compensation.sheets import said_by

_OFFICE = "http://schemas.openxmlformats.org"


def xlsx(sheets, hidden=()):
    """Return a workbook; a cell is a value, ("a number format", value) or ("=", saved value)."""
    formats = ["General"]
    parts = {
        "xl/workbook.xml": "".join(
            f"<sheet name={quoteattr(name)} sheetId='{at}' r:id='r{at}'"
            f" state='{'hidden' if name in hidden else 'visible'}'/>"
            for at, name in enumerate(sheets, 1)
        ),
        "xl/_rels/workbook.xml.rels": "".join(
            f"<Relationship Id='r{at}' Type='{_OFFICE}/officeDocument/2006/relationships/worksheet'"
            f" Target='worksheets/sheet{at}.xml'/>"
            for at, _ in enumerate(sheets, 1)
        ),
    }
    for at, rows in enumerate(sheets.values(), 1):
        lines = ""
        for row, values in enumerate(rows, 1):
            inside = "".join(_cell(row, *pair, formats) for pair in enumerate(values))
            lines += f"<row r='{row}'>{inside}</row>"
        parts[f"xl/worksheets/sheet{at}.xml"] = lines
    numbers = "".join(
        f"<numFmt numFmtId='{164 + at}' formatCode={quoteattr(code)}/>"
        for at, code in enumerate(formats)
    )
    cells = "".join(f"<xf numFmtId='{164 + at}'/>" for at in range(len(formats)))
    main = f"xmlns='{_OFFICE}/spreadsheetml/2006/main'"
    wrap = {
        "xl/workbook.xml": f"<workbook {main}"
        f" xmlns:r='{_OFFICE}/officeDocument/2006/relationships'>"
        "<sheets>{}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships"
        f" xmlns='{_OFFICE}/package/2006/relationships'>{{}}</Relationships>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            sheet = f"<worksheet {main}><sheetData>{{}}</sheetData></worksheet>"
            archive.writestr(name, wrap.get(name, sheet).format(part))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        archive.writestr(
            "[Content_Types].xml",
            f"<Types xmlns='{_OFFICE}/package/2006/content-types'>"
            f"<Override PartName='/xl/workbook.xml' ContentType='{kind}.sheet.main+xml'/></Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f"<Relationships xmlns='{_OFFICE}/package/2006/relationships'><Relationship Id='r1'"
            f" Type='{_OFFICE}/officeDocument/2006/relationships/officeDocument'"
            " Target='xl/workbook.xml'/></Relationships>",
        )
        archive.writestr(
            "xl/styles.xml",
            f"<styleSheet {main}><numFmts>{numbers}</numFmts>"
            f"<cellXfs>{cells}</cellXfs></styleSheet>",
        )
    return file.getvalue()


def _cell(row, column, cell, formats):
    place = f"r='{chr(65 + column)}{row}'"
    if isinstance(cell, str):
        return f"<c {place} t='inlineStr'><is><t>{escape(cell)}</t></is></c>"
    if cell is None:
        return ""
    if isinstance(cell, tuple) and cell[0] == "=":
        return f"<c {place}><f>1+1</f>{'' if cell[1] is None else f'<v>{cell[1]}</v>'}</c>"
    code, value = cell if isinstance(cell, tuple) else ("General", cell)
    if code not in formats:
        formats.append(code)
    return f"<c {place} s='{formats.index(code)}'><v>{value!r}</v></c>"


@pytest.fixture
def read(tmp_path):
    """Read bytes as a file, whatever its name says."""

    def reading(content, name="pay.xlsx", **options):
        path = tmp_path / name
        path.write_bytes(content)
        return read_points(path, **options)

    return reading


def test_a_percentage_cell_is_a_per_cent(read):
    rows = [["company", "base", "Bonus"], ["A", 200000, ("0%", 0.15)], ["B", 200000, 0.15]]
    result = read(xlsx({"Offers": rows}))
    assert [(point.company, point.bonus_percent) for point in result.points] == [("A", 15)]
    assert annualize(result.points[0]).first == 230_000
    [problem] = result.problems
    assert problem.row == 3


@pytest.mark.parametrize(
    "code",
    ["[$€-407] #,##0", '#,##0 "EUR"', '"£"#,##0', "[$CAD] #,##0", "[$$-1009]#,##0", "€#,##0.00"],
)
def test_a_cell_shown_in_another_currency_is_refused(read, code):
    result = read(xlsx({"Offers": [["company", "base"], ["A", (code, 120000)]]}))
    assert not result.points
    assert "currency" in result.problems[0].reason


@pytest.mark.parametrize(
    "code", ['"$"#,##0', "[$$-409]#,##0.00", '_("$"* #,##0_)', "#,##0", "[$USD] #,##0", '#,##0,"k"']
)
def test_a_cell_shown_in_dollars_is_the_amount_it_holds(read, code):
    [point] = read(xlsx({"Offers": [["company", "base"], ["A", (code, 120000)]]})).points
    assert point.base == 120_000


def test_a_cell_shown_by_the_hour_is_pay_by_the_hour(read):
    [point] = read(xlsx({"Offers": [["company", "base"], ["A", ('0.00" /hr"', 75.5)]]})).points
    assert point.base == 157_040


def test_dates_numbers_and_rows_are_those_of_the_sheet(read):
    rows = [
        [],
        ["Offers of 2026"],
        ["company", "total", "date"],
        ["A", 300000.0, ("d/m/yy", 46000)],
    ]
    result = read(xlsx({"Offers": [*rows, [], ["B", 187.125]]}))
    assert [str(point.date) for point in result.points] == ["2025-12-09"]
    assert result.rows.index.tolist() == [4]
    assert [problem.row for problem in result.problems] == [6]


def test_a_formula_without_a_saved_value_is_not_nothing(read):
    rows = [["company", "base", "bonus"], ["A", 200000, ("=", 30000)], ["B", 200000, ("=", None)]]
    result = read(xlsx({"Offers": rows}))
    assert [point.bonus for point in result.points] == [30_000]
    assert [problem.row for problem in result.problems] == [3]


def test_the_sheet_of_pay_is_read_and_the_others_are_named(read):
    book = xlsx(
        {
            "About": [["Kept by hand."]] * 9,
            "Pay": [["company", "total"], ["A", 450000]],
            "Old": [["company"], ["A"], ["B"]],
            "Kept out of sight": [["company", "total", "level"], ["A", 1, "L5"]],
        },
        hidden=["Kept out of sight"],
    )
    result = read(book)
    assert (result.sheet, result.sheets) == ("Pay", ("About", "Pay", "Old"))
    assert any("About" in note for note in result.notes)
    assert len(read(book, sheet="Old").problems) == 2
    with pytest.raises(ReadError, match="no sheet"):
        read(book, sheet="New")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_any_usual_encoding(read, encoding):
    text = "company,total\nZürich Café,300000\n" + "Genève,310000\n" * 9
    result = read(text.encode(encoding), "pay.csv")
    assert [point.company for point in result.points][:2] == ["Zürich Café", "Genève"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_sign_of_another_currency_survives_its_encoding(read, encoding):
    assert not read("company,total\nA,€300000\n".encode(encoding), "pay.csv").points


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n \n",
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"c\0o\0m\0p\0a\0n\0y\0,\0b\0a\0s\0e\0",
        b"<html><table><tr><td>company</td></tr></table>",
        b"  <?xml version='1.0'?><Workbook/>",
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0 broken",
        bytes(range(256)) * 20,
        b'company,total\n"A,300000\nB,300000\n',
        b'company,total\n"A,300000\nB,300000\n"C",310000\n',
    ],
)
@pytest.mark.parametrize("name", ["pay.csv", "pay.xls"])
def test_what_is_no_table_is_refused_in_a_sentence(read, content, name):
    with pytest.raises(ReadError, match=r"[.\"]$"):
        read(content, name)


def test_a_file_of_another_size_than_usual_is_read(read):
    assert [point.base for point in read(b"salary\n300000\n", "pay.csv").points] == [300_000]
    assert read(b"company,total", "pay.csv").rows.empty
    wide = ",".join(["total", *(f"x{at}" for at in range(200))])
    assert len(read(f"{wide}\n300000{',' * 300}\n".encode(), "pay.csv").points) == 1
    assert len(read(b"company,total\r300000x,1\rA,300000\r", "pay.csv").points) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [("0%", "%"), ("[$-409]d/m/yy", ""), ("General", ""), ("#,##0.00_);[Red](#,##0.00)", "")],
)
def test_what_a_number_format_says(code, said):
    assert said_by(code) == said


def test_no_bytes_end_in_a_traceback(read):
    chance = random.Random(8)
    good = [
        b"company;base;bonus;date\nA;120.000,50;15%;3/4/2026\nB;$300k;30k;2026\n",
        xlsx({"Pay": [["company", "base"], ["A", ("0%", 0.5)], ["B", ("[$EUR] 0", 120000)]]}),
    ]
    for at in range(200):
        content = bytearray(good[at % 2])
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(content))
            if chance.random() < 0.3 and len(content) > 60:
                del content[place : place + chance.randint(1, 40)]
            else:
                content[place] = chance.choice(b"\0\"',;\t\n\r%$<>&\xff\x80" + bytes([place % 256]))
        try:
            result = read(bytes(content), "pay")
        except ReadError:
            continue
        assert len(result.points) == len(result.rows)
        assert all(problem.reason for problem in result.problems)
