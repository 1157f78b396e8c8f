"""Bringing data in without a browser: what is shown on the way, and what stops it."""

import asyncio
import threading

import pytest

from tests.compensation.workbooks import xlsx
from workbook.compensation.importing import panel as panel_import
from workbook.compensation.panel import Board
from workbook.compensation.records import Dataset, Mapping, Point
from workbook.compensation.tables import blocks
from workbook.journal import open_journal

FILING = (
    "CASE_STATUS,DECISION_DATE,JOB_TITLE,EMPLOYER_NAME,WORKSITE_CITY,WORKSITE_STATE,"
    "WAGE_RATE_OF_PAY_FROM,WAGE_RATE_OF_PAY_TO,WAGE_UNIT_OF_PAY\n"
    "Certified,2026-03-01,Engineer,Netflix,Los Gatos,CA,250,,Hour\n"
    "Denied,2026-03-01,Engineer,Netflix,Los Gatos,CA,250,,Hour\n"
)
LONG = b"company,total,date\n" + b"".join(
    b"Company %d,%d,2025-0%d-01\n" % (at % 9, 300_000 + at, 1 + at % 9) for at in range(3_000)
)


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.fixture
def section(journal):
    return begun(journal)


def begun(journal):
    board = Board(journal)
    board.bring.click()
    return board.importing


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


def chosen(section):
    return {
        field: control.value for field, control in section.columns.fields.items() if control.value
    }


def test_a_filing_is_recognised_and_only_its_certified_cases_are_added(section, journal):
    section._receive("filing.csv", FILING.encode())
    assert section.columns.source.value == "public-filing"
    assert chosen(section)["unit"] == "WAGE_UNIT_OF_PAY"
    assert "only certified cases" in section.problems.value
    section.add_button.click()
    [point] = journal.records(Point)
    assert (point.base, point.source, point.location) == (520_000, "public-filing", "Los Gatos, CA")


def test_a_spreadsheet_says_which_sheet_is_read(section):
    rows = [["company", "total"], ["A", 450000]]
    section._receive("offers.xlsx", xlsx({"Offers": rows, "<b>Old</b>": rows}))
    assert "1 row to add" in section.preview.value
    assert "Only the sheet “Offers” is read" in section.columns.format.value
    assert "<b>" not in section.columns.format.value


def test_another_sheet_is_chosen_and_its_columns_are_guessed_anew(section, journal):
    offers = [["company", "total"], ["A", 450000], ["B", 400000]]
    old = [["firm", "base"], ["C", 300000]]
    section._receive("offers.xlsx", xlsx({"Old": old, "Offers": offers}))
    assert section.columns.sheet.value == "Offers"
    section.columns.sheet.value = "Old"
    assert chosen(section) == {"company": "firm", "base": "base"}
    assert "1 row to add" in section.preview.value
    section.add_button.click()
    assert [point.base for point in journal.records(Point)] == [300_000]


def test_a_sheet_that_cannot_be_read_leaves_the_one_before(section, journal):
    offers = [["company", "total"], ["A", 450000], ["B", 400000]]
    section._receive("offers.xlsx", xlsx({"About": [["company", "total"]], "Offers": offers}))
    section.columns.sheet.value = "About"
    assert "no row below them" in section.notice.text
    assert section.columns.sheet.value == "Offers"
    assert not hidden(section.steps)
    section.add_button.click()
    assert len(journal.records(Point)) == 2


def test_no_sheet_is_asked_for_where_there_is_one(section):
    for content in (xlsx({"Offers": [["total"], [450000]]}), b"company,total\nA,450k\n"):
        section._receive("offers", content)
        assert hidden(section.columns.sheet)


def test_what_was_made_of_a_column_is_said_beside_the_rows_and_escaped(section):
    section._receive("pay.csv", b"company,total\nA,450k\n")
    assert "<p>" not in section.preview.value
    section._receive("pay.csv", b"company,<b>Monthly</b> base\nA,20000\n")
    section.columns.fields["total"].value = ""
    section.columns.fields["base"].value = "<b>Monthly</b> base"
    assert "pay by the month, taken 12 times." in section.preview.value
    assert "$240k" in section.preview.value
    assert "<b>" not in section.preview.value


def test_a_single_column_has_nothing_between_columns(section):
    section._receive("pasted rows", "450,000\n512,000\n")
    assert "2 rows, read as text. The first row" in section.columns.format.value
    assert "2 rows to add" in section.preview.value


def test_what_columns_without_names_meant_is_not_remembered(section, journal):
    section._receive("pasted rows", "Netflix\t450k\nGoogle\t400k\n")
    section.columns.fields["total"].value = ""
    section.columns.fields["base"].value = "column 2"
    section.add_button.click()
    assert journal.records(Mapping) == []
    section._receive("pasted rows", "450k\tNetflix\n")
    assert chosen(section) == {"total": "column 1"}


def test_cases_that_were_not_certified_are_not_all_called_denied(section):
    rows = FILING.splitlines()
    states = ["Denied", "Withdrawn"] * 30
    rows += [f"{state},{rows[1].partition(',')[2]}" for state in states]
    numbered = [f"number,{rows[0]}", *(f"{at},{row}" for at, row in enumerate(rows[1:]))]
    section._receive("filing.csv", "\n".join(numbered))
    assert "its case is “…”" in section.problems.value
    assert "(row 3: “Denied”)" in section.problems.value


def test_rows_are_filtered_by_dates_as_they_are_typed(section):
    section._receive("long.csv", LONG)
    section.filters.fields["date_from"].value = "March 2025"
    section.filters.fields["date_to"].value = "2025-05"
    assert "1,000 rows to add" in section.preview.value
    assert "2,000 left out by date" in section.preview.value
    section.filters.fields["date_to"].value = "soon"
    section.filters.fields["years_to"].value = "few"
    assert "Date to: “soon” is no date" in section.filters.notice.text
    assert "Years to: “few” is no number of years" in section.filters.notice.text
    assert section.add_button.disabled  # the rows shown are not those that were asked for
    section.filters.fields["date_to"].value = section.filters.fields["years_to"].value = ""
    assert not section.add_button.disabled
    assert section.filters.notice.text == ""


def test_what_is_not_kept_of_many_rows_is_said_before_they_are_added(section, journal):
    section._receive("few.csv", b"company,base,bonus\nA,400k,50k\n")
    assert "kept" not in section.preview.value
    section._receive("long.csv", LONG)
    assert "kept as one source: each row&#x27;s yearly figure with" in section.preview.value
    assert "not kept" not in section.preview.value  # a total is all they have
    lines = [f"c{at},{450_000 + at},9,{('recruiter', 'other')[at % 2]}," for at in range(60)]
    section._receive("mix.csv", "\n".join(["company,base,bonus,source,note", *lines]))
    assert "Not kept of a row: base, bonus; so the settings" in section.preview.value
    assert section.add_button.description == "Add 60 rows as 2 sources, one of each kind"
    section.add_button.click()
    assert len(journal.records(Dataset)) == 2
    assert "60 rows of mix.csv as 2 sources" in section.notice.text


def test_many_refused_rows_are_told_by_kind_with_their_number(section):
    lines = "".join(f"C{at},{'much' if at % 2 else 'x' * (at % 20)}\n" for at in range(100))
    section._receive("bad.csv", f"company,total\n{lines}".encode())
    assert "100 rows refused" in section.preview.value
    assert "rows (" in section.problems.value
    assert section.problems.value.count("<li>") < 10


def test_a_stopped_import_changes_nothing(section, journal, monkeypatch):
    section._receive("first.csv", b"company,total\nA,450k\n")
    before = section.preview.value, section.columns.format.value, chosen(section)
    monkeypatch.setattr(blocks, "BLOCK", 10_000)
    steps = []

    def stop_at_a_half(_change):
        steps.append(section.work.bar.value)
        if section.work.bar.value > 0.3:
            section.work.stop_button.click()

    section.work.bar.observe(stop_at_a_half, names="value")
    section._receive("long.csv", LONG)
    assert steps[-1] < 0.7
    assert section.notice.text == "Stopped; nothing is changed."
    assert (section.preview.value, section.columns.format.value, chosen(section)) == before
    assert hidden(section.work)
    assert journal.records(Dataset) == journal.records(Mapping) == []


def test_progress_shows_while_a_file_is_read_and_goes_when_it_is(section, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 10_000)
    seen = []
    bar = section.work.bar
    bar.observe(lambda _: seen.append((hidden(section.work), bar.description)), names="value")
    section._receive("long.csv", LONG)
    assert len(seen) > 5
    assert {was_hidden for was_hidden, _ in seen[1:]} == {False}
    assert any(words.startswith("understanding") for _, words in seen)
    assert hidden(section.work)
    assert "3,000 rows to add" in section.preview.value


async def until(met):
    async with asyncio.timeout(20):
        while not met():
            await asyncio.sleep(0.005)


def test_the_page_stays_alive_while_a_file_is_read(journal, monkeypatch):
    may_go_on = threading.Event()
    real = panel_import.read_table

    def slow(content, step, _sheet):
        while not may_go_on.is_set():  # for as long as the hand below takes
            step(0.5, "reading")
        return real(content, step)

    monkeypatch.setattr(panel_import, "read_table", slow)

    async def scene():
        section = begun(journal)
        section._receive("long.csv", LONG)
        await until(lambda: not hidden(section.work) and section.work.bar.value > 0.3)
        assert section.work.running
        section.filters.fields["company"].value = "company 1"  # a hand elsewhere in the panel
        may_go_on.set()
        await until(lambda: not section.work.running)
        assert "rows to add" in section.preview.value
        assert "left out by company" in section.preview.value

    asyncio.run(scene())


def test_a_click_on_stop_ends_the_thread_that_reads(journal, monkeypatch):
    def endless(_content, step, _sheet):
        while True:
            step(0.5, "reading")

    monkeypatch.setattr(panel_import, "read_table", endless)

    async def scene():
        section = begun(journal)
        section._receive("long.csv", LONG)
        section.work.stop_button.click()
        await until(lambda: not section.work.running)
        assert section.notice.text == "Stopped; nothing is changed."

    asyncio.run(scene())


def test_a_second_file_takes_the_place_of_one_that_is_being_read(journal, monkeypatch):
    real = panel_import.read_table

    def endless_for_the_first(content, step, _sheet):
        while content == b"first":
            step(0.5, "reading")
        return real(content, step)

    monkeypatch.setattr(panel_import, "read_table", endless_for_the_first)

    async def scene():
        section = begun(journal)
        section._receive("first.csv", b"first")
        section._receive("second.csv", b"company,total\nA,450k\n")
        await until(lambda: not section.work.running)
        assert "1 row to add" in section.preview.value
        assert section.notice.text == ""

    asyncio.run(scene())


def test_columns_of_a_long_table_are_corrected_beside_the_page(journal, monkeypatch):
    monkeypatch.setattr(panel_import, "_LONG", 100)

    async def scene():
        section = begun(journal)
        section._receive("long.csv", LONG)
        await until(lambda: not section.work.running)
        section.columns.fields["total"].value = ""
        assert section.add_button.disabled  # what is shown is not what the columns say
        await until(lambda: not section.work.running)
        assert "0 rows to add" in section.preview.value
        section.columns.fields["total"].value = "total"
        await until(lambda: not section.work.running)
        assert not section.add_button.disabled

    asyncio.run(scene())
