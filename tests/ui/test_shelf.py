"""What every room takes from the shelf works in the smallest room there can be."""

from datetime import date
from pathlib import Path

import pytest

from tests.hands import enter, typing
from tests.ui import scratch_room
from tests.ui.scratch_room import Choice, Log, Rejected, evidence
from workbook.journal import JournalError, open_journal
from workbook.ui import Form
from workbook.ui.panel import PAUSES


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.fixture
def log(journal):
    log = Log(journal)
    log.new.click()
    enter(log.editor["title"], "Queue or log")
    return log


def kept(journal) -> Choice:
    (only,) = journal.records(Choice)
    return only


def test_a_whole_room_costs_less_than_150_lines(journal):
    assert len(Path(scratch_room.__file__).read_text().splitlines()) < 150
    assert evidence(journal, date(2026, 11, 21)) == []


def test_each_sort_of_control_shows_what_is_stored(log, journal):
    for name, given, stored in [
        ("made_on", "2026-11-21", date(2026, 11, 21)),
        ("who", "decided", "decided"),
        ("people", "12", 12),
        (
            "rejected",
            [{"option": "a queue", "price": "a week"}],
            (Rejected(option="a queue", price="a week"),),
        ),
        ("sure", 3, 3),
        ("public", True, True),
    ]:
        enter(log.editor[name], given)
        assert getattr(kept(journal), name) == stored, name
        assert log.editor[name].value == given, name
        assert Log(journal).editor[name].value == given, name
    assert log.chart.alt == "Who decided: decided 1."
    (item,) = evidence(journal, date(2026, 11, 21))
    assert item.share == 0.2


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("people", "many", "whole number"),
        ("people", "0", "least"),
        ("people", "1001", "most"),
        ("made_on", "0202-11-21", "not plausible"),
        ("title", "x" * 81, "80"),
    ],
)
def test_what_is_refused_stays_and_says_why_and_a_restart_finds_it(log, journal, name, wrong, said):
    before = kept(journal)
    enter(log.editor[name], wrong)
    assert said in log.editor[name].refusal
    assert "Not saved" in log.status.value
    assert log.editor[name].label in log.status.value
    enter(log.editor["public"], True)
    assert kept(journal) == before.model_copy(update={"public": True})
    again = Log(journal)
    assert again.editor[name].value == wrong


def test_a_number_counts_when_it_is_left_and_is_a_draft_before(log, journal):
    typing(log.editor["people"], "1")
    typing(log.editor["people"], "12")
    assert kept(journal).people is None
    assert Log(journal).editor["people"].value == "12"
    enter(log.editor["people"], "12")
    assert kept(journal).people == 12


def test_a_cleared_field_is_none_again(log, journal):
    enter(log.editor["people"], "12")
    enter(log.editor["people"], "")
    assert kept(journal).people is None


def test_the_base_of_a_save_is_what_the_controls_show(log, journal):
    """Another kernel's change to another field is kept although this panel never saw it."""
    shown = kept(journal)
    log._follow = lambda *_: None
    log._saving = True  # as while it renders: the news of the other save does not reach it
    journal.save(shown.model_copy(update={"people": 40}))
    log._saving = False
    enter(log.editor["who"], "decided")
    assert (kept(journal).people, kept(journal).who) == (40, "decided")


def test_a_save_renders_once_and_a_draft_not_at_all(log, monkeypatch):
    renders = []
    render = Log._render
    monkeypatch.setattr(Log, "_render", lambda self: (renders.append(1), render(self))[1])
    typing(log.editor["people"], "1")
    assert renders == []
    enter(log.editor["people"], "12")
    assert len(renders) <= 2  # as a draft of the record, and as it was stored


def test_a_failed_save_is_tried_again_by_itself(log, journal, monkeypatch):
    import asyncio

    def full(*_args, **_kwargs):
        raise JournalError("The disk is full.")

    async def main():
        monkeypatch.setattr("workbook.ui.panel.PAUSES", (0.01,) * len(PAUSES))
        with monkeypatch.context() as broken:
            broken.setattr(journal, "save", full)
            enter(log.editor["who"], "decided")
            assert "Not saved" in log.status.value
        async with asyncio.timeout(10):
            while log.autosave.drafts:
                await asyncio.sleep(0.01)

    asyncio.run(main())
    assert kept(journal).who == "decided"
    assert "Saved" in log.status.value


class FormLog(Log):
    """The same room with a form in place of an editor."""

    def _more(self):
        self.done = []
        names = ("title", "people", "who")
        self.form = Form(self, Choice, names, name="choice", saved=self.done.append)
        return [*super()._more(), self.form]


@pytest.fixture
def form_log(journal):
    log = FormLog(journal)
    log.form.begin()
    return log


def test_a_form_keeps_what_is_typed_as_a_draft_and_saves_it_whole(form_log, journal):
    form = form_log.form
    typing(form["title"], "Buy or build")
    typing(form["people"], "7")
    again = FormLog(journal)
    assert again.form.has_draft
    again.form.begin()
    assert (again.form["title"].value, again.form["people"].value) == ("Buy or build", "7")
    assert journal.records(Choice) == []
    again.form.save_button.click()
    assert (kept(journal).title, kept(journal).people) == ("Buy or build", 7)
    assert again.done == [kept(journal)]
    assert not again.form.is_open
    assert not again.form.has_draft


def test_a_form_names_each_refusal_and_loses_nothing(form_log, journal):
    form = form_log.form
    typing(form["people"], "many")
    typing(form["title"], "x" * 81)
    form.save_button.click()
    assert form["people"].refusal
    assert form["title"].refusal
    assert journal.records(Choice) == []
    enter(form["people"], "7")
    assert form["people"].refusal == ""
    assert form["title"].refusal


def test_enter_in_a_line_submits_the_form(form_log, journal):
    enter(form_log.form["title"], "Buy or build", key=True)
    assert kept(journal).title == "Buy or build"


def test_what_a_cancelled_form_held_can_be_brought_back(form_log):
    form = form_log.form
    typing(form["title"], "Buy or build")
    form.cancel_button.click()
    assert not form.is_open
    assert not form.has_draft
    form.back_button.click()
    assert form["title"].value == "Buy or build"


def test_a_form_changes_a_record_that_is_stored(form_log, journal):
    enter(form_log.form["title"], "Buy or build", key=True)
    record = kept(journal)
    form_log.form.begin(record, journal.current(Choice)[0])
    assert form_log.form["title"].value == "Buy or build"
    enter(form_log.form["people"], "9")
    form_log.form.save_button.click()
    assert kept(journal) == record.model_copy(update={"people": 9})
