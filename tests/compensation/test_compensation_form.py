"""The form for a point without a browser: shapes, currencies, drafts that outlive a kernel."""

import datetime as dt

import pytest

from workbook.compensation.panel import Board
from workbook.compensation.records import Point, PointDraft
from workbook.journal import JournalFull, open_journal


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.fixture
def board(journal):
    return Board(journal)


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


def shown(board):
    return {name for name, box in board.form.boxes.items() if not hidden(box)}


def fill(board, **fields):
    for name, value in fields.items():
        board.form.fields[name].value = value


def test_only_the_fields_of_the_shape_are_shown(board):
    board.add.click()
    assert {"base", "grant", "vesting"} <= shown(board)
    assert not {"low", "high", "total", "rate", "rate_date"} & shown(board)
    board.form.shape.value = "range"
    assert {"low", "high"} <= shown(board)
    assert not {"base", "grant", "total"} & shown(board)
    board.form.shape.value = "total"
    assert "total" in shown(board)
    assert not {"base", "low"} & shown(board)


def test_another_currency_asks_for_its_rate_and_names_the_amounts(board, journal):
    board.add.click()
    assert board.form.fields["base"].description == "Base, $ a year"
    fill(board, source="recruiter", currency="EUR", base="200k")
    assert board.form.fields["base"].description == "Base, EUR a year"
    assert {"rate", "rate_date"} <= shown(board)
    board.form.save_button.click()
    assert "need your own rate" in board.form.notices["rate"].text
    fill(board, rate="1.1", rate_date=dt.date(2026, 1, 5))
    board.form.save_button.click()
    [point] = journal.records(Point)
    assert (point.currency, point.rate, point.stated) == ("EUR", 1.1, 220_000)


def test_an_amount_names_its_unit_wherever_it_stands(board):
    board.add.click()
    for name in ("base", "grant", "stock", "refreshers", "sign_on", "low", "high", "total"):
        assert "$" in board.form.fields[name].description
    for name, unit in (("cliff_months", "months"), ("sign_on_years", "years"), ("bonus", "%")):
        assert unit in board.form.fields[name].description


def test_what_stands_in_hidden_fields_is_not_kept_and_not_lost(board, journal):
    board.add.click()
    fill(board, source="recruiter", base="200k")
    board.form.shape.value = "total"
    fill(board, total="500k")
    board.form.shape.value = "offer"
    assert board.form.fields["base"].value == "200k"
    board.form.shape.value = "total"
    board.form.save_button.click()
    [point] = journal.records(Point)
    assert (point.total, point.base) == (500_000, None)


def test_a_half_filled_form_is_there_after_a_restart(board, journal):
    board.add.click()
    fill(board, source="recruiter", company="<b>A", date=dt.date(2026, 6, 12), base="not yet")
    board.form.shape.value = "range"
    again = Board(journal).form
    assert not hidden(again)
    assert again.shape.value == "range"
    assert again.fields["company"].value == "<b>A"
    assert again.fields["date"].value == dt.date(2026, 6, 12)
    assert again.fields["base"].value == "not yet"
    assert "how you left it" in again.whole.text
    assert journal.records(Point) == []


def test_a_restored_form_is_saved_once_and_leaves_no_draft(board, journal):
    board.add.click()
    fill(board, source="recruiter", base="200k")
    again = Board(journal)
    fill(again, bonus="10%")
    again.form.save_button.click()
    [point] = journal.records(Point)
    assert (point.base, point.bonus_percent) == (200_000, 10)
    assert journal.records(PointDraft) == []
    assert hidden(Board(journal).form)


def test_a_cancelled_form_leaves_no_draft(board, journal):
    board.add.click()
    fill(board, company="A")
    assert len(journal.records(PointDraft)) == 1
    board.form.cancel.click()
    assert journal.records(PointDraft) == []
    assert hidden(Board(journal).form)
    board.add.click()
    assert board.form.fields["company"].value == ""


def test_a_form_that_was_only_opened_leaves_no_draft(board, journal):
    journal.save(Point(total=500_000, source="recruiter", company="A"))
    board.list.children[1].children[1].click()
    assert journal.records(PointDraft) == []


def test_a_half_changed_point_is_still_that_point_after_a_restart(board, journal):
    journal.save(Point(total=500_000, source="recruiter", company="A", origin="abc"))
    board.list.children[1].children[1].click()
    fill(board, total="520k")
    again = Board(journal)
    assert "Change this point" in again.form.heading.value
    again.form.save_button.click()
    [point] = journal.records(Point)
    assert (point.total, point.origin) == (520_000, "abc")


def test_a_half_changed_point_that_was_deleted_since_is_a_new_one(board, journal):
    revision = journal.save(Point(total=500_000, source="recruiter"))
    board.list.children[1].children[1].click()
    fill(board, total="520k")
    journal.delete(Point, revision.record_id)
    again = Board(journal)
    assert "New point" in again.form.heading.value
    again.form.save_button.click()
    [point] = journal.records(Point)
    assert point.total == 520_000
    assert point.id != revision.record_id


def test_a_half_filled_form_is_not_swept_away_by_another_point(board, journal):
    journal.save(Point(total=500_000, source="recruiter", company="B"))
    board.add.click()
    fill(board, company="A")
    board.list.children[1].children[1].click()
    assert board.form.fields["company"].value == "A"
    assert "Save or cancel" in board.form.whole.text


def test_undo_does_not_bring_back_a_draft(board, journal):
    board.add.click()
    fill(board, source="recruiter", base="200k", company="A")
    board.form.save_button.click()
    board.undo.click()
    assert journal.records(Point) == []
    assert board.undo.disabled
    assert hidden(Board(journal).form)


def test_the_same_offer_twice_is_flagged_in_every_shape(board, journal):
    for fields in ({"base": "200k", "bonus": "10%"}, {"base": "200k", "bonus": "20k"}):
        board.add.click()
        fill(board, source="recruiter", company="A", **fields)
        board.form.save_button.click()
    assert len(journal.records(Point)) == 2
    assert "says the same" in board.notice.text


def test_a_full_disk_keeps_the_form_and_its_draft(board, journal, monkeypatch):
    board.add.click()
    fill(board, source="recruiter", base="200k")

    def full(*_records, **_settings):
        raise JournalFull("The disk is full.")

    monkeypatch.setattr(journal, "save", full)
    fill(board, company="A")
    board.form.save_button.click()
    assert "The disk is full." in board.notice.text
    assert not hidden(board.form)
    monkeypatch.undo()
    board.form.save_button.click()
    assert journal.records(Point)[0].company == "A"
    assert journal.records(PointDraft) == []
