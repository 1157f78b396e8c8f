"""Split, sheet and practice in a panel: a hand on the controls, an eye on the journal."""

import datetime as dt

import ipywidgets as widgets
import pytest

from workbook import ui
from workbook.compensation.defence.exhibits import Case
from workbook.compensation.defence.panel import DefenceSheet
from workbook.compensation.defence.practice import PushbackTry
from workbook.compensation.defence.sheet import DefenceNote
from workbook.compensation.records import Point, Target
from workbook.compensation.settings import Settings
from workbook.compensation.split.panel import SplitControls
from workbook.compensation.split.worth import Split
from workbook.journal import open_journal

TODAY = dt.date(2026, 11, 1)


class Frame(ui.Panel):
    room, title, models = "compensation", "Test", (Split, PushbackTry, DefenceNote)
    number = 560_000

    def _build(self):
        self.split = SplitControls(self, self._keep)
        self.defence = DefenceSheet(self, self._keep)
        return widgets.VBox([self.split, self.defence])

    def _keep(self, record, dragged):
        base = next(
            (kept for kept in self.journal.current(type(record)) if kept.record_id == record.id),
            None,
        )
        (self.stage if dragged else self.save)(record, base)

    def _render(self):
        split = self.journal.get(Split, Split.ONLY) or Split()
        self.split.show(self.number, split, Settings().option_price)
        note = self.journal.get(DefenceNote, DefenceNote.ONLY) or DefenceNote()
        point = Point(total=575_000, source="recent-hire", company="<b>Halcyon</b>")
        case = Case(Target(ask=self.number), [point], None, Settings(), split, note.reason)
        self.defence.show(case, note, self.journal.records(PushbackTry), TODAY)


@pytest.fixture
def frame(tmp_path):
    return Frame(open_journal(tmp_path / "kept" / "journal.db"))


def classes(widget):
    yield from getattr(widget, "_dom_classes", ())
    for child in getattr(widget, "children", ()):
        yield from classes(child)


def test_every_control_has_its_stable_class(frame):
    wanted = "split split-chart split-option-price split-years split-strong split-break-even"
    wanted += " defence defence-save defence-reason pushback-current-pay clock-current-pay"
    wanted += " score-current-pay pushback-above-the-band pushback-what-would-you-accept"
    assert {f"wb-compensation-{name}" for name in wanted.split()} <= set(classes(frame))


def test_a_dragged_split_moves_the_chart_and_is_kept(frame):
    still = frame.split.chart.still
    frame.split.share.value = 40
    assert frame.journal.get(Split, Split.ONLY).share == 0.4
    assert frame.split.chart.still == still
    assert frame.split.chart.alt.startswith("40% of $560k taken as options: $336k in cash")
    assert "40% of $560k" in frame.split.words.value


def test_a_changed_path_redraws_the_chart(frame):
    still = frame.split.chart.still
    frame.split.fields["strong"].value = "8"
    assert frame.journal.get(Split, Split.ONLY).strong == pytest.approx(0.08)
    assert frame.split.fields["strong"].value == "8%"
    assert frame.split.chart.still != still
    assert "strong, 8% a year" in frame.split.chart.alt


def test_the_options_price_is_the_settings_until_it_is_typed_and_again_when_emptied(frame):
    assert "3.42% a year" in frame.split.break_even.value
    frame.split.fields["option_price"].value = "25%"
    assert "2.26% a year" in frame.split.break_even.value
    frame.split.fields["option_price"].value = ""
    assert frame.journal.get(Split, Split.ONLY).option_price is None
    assert "3.42% a year" in frame.split.break_even.value


@pytest.mark.parametrize(("name", "text"), [("strong", "a lot"), ("years", "11"), ("years", "²")])
def test_what_is_refused_stays_typed_with_a_sentence_beside_it(frame, name, text):
    frame.split.fields[name].value = text
    assert frame.split.fields[name].value == text
    assert frame.split.notices[name].text.endswith(".")
    assert frame.journal.get(Split, Split.ONLY) is None


def test_without_an_ask_there_is_nothing_to_split(frame):
    frame.number = None
    frame.refresh()
    assert "wb-hidden" in frame.split.body._dom_classes
    assert "wb-hidden" not in frame.split.empty._dom_classes


def test_it_says_that_it_is_arithmetic(frame):
    assert any(
        "not advice" in child.value
        for child in frame.split.body.children
        if isinstance(child, widgets.HTML)
    )


def test_the_sheet_is_saved_and_its_path_said(frame):
    frame.defence.save.click()
    folder = frame.journal.engine.place.desk
    assert (
        (folder / "defence-sheet.md").read_text(encoding="utf-8").startswith("# My number: \\$560k")
    )
    assert (folder / "defence-sheet.html").exists()
    assert str(folder / "defence-sheet.md") in frame.defence.notice.text


def test_a_sheet_that_cannot_be_saved_says_where_and_why(frame):
    folder = frame.journal.engine.place.desk
    folder.write_text("a file where the folder should be")
    frame.defence.save.click()
    assert f"could not be saved in {folder}" in frame.defence.notice.text


def test_the_examples_sheet_is_not_written_anywhere():
    frame = Frame(open_journal("sqlite://"), example=True)
    frame.defence.save.click()
    assert "not saved" in frame.defence.notice.text


def test_an_answer_is_timed_kept_and_scored(frame):
    drill = frame.defence.drills["current-pay"]
    assert drill.score.slider.disabled
    drill.clock._take(drill.clock, {"stopped": 14.2}, [])
    [kept] = frame.journal.records(PushbackTry)
    assert (kept.pushback, kept.seconds, kept.score) == ("current-pay", 14.2, None)
    drill.score.slider.value = 3
    [scored] = frame.journal.records(PushbackTry)
    assert (scored.id, scored.score) == (kept.id, 3)
    assert "1 try: 14 s of 20; scored 3 of 4." in drill.history.value
    drill.clock._take(drill.clock, {"stopped": 11.0}, [])
    assert "2 tries: 14, 11 s of 20; scored 3, – of 4." in drill.history.value
    assert frame.defence.drills["keeper"].score.slider.disabled


def test_the_readers_reason_is_kept_and_stays_text(frame):
    frame.defence.reason.value = "  I ran it <script>alert(1)</script> "
    assert frame.journal.get(DefenceNote, DefenceNote.ONLY).reason.startswith("I ran it <script>")
    assert "<script" not in frame.defence.page.value
    assert not any("<script" in drill.answer.value for drill in frame.defence.drills.values())


def test_a_reason_too_long_to_say_is_refused_and_stays_in_its_field(frame):
    frame.defence.reason.value = "I built it. " * 100
    assert "1,199 characters" in frame.defence.reason_notice.text
    assert frame.defence.reason.value == "I built it. " * 100
    assert frame.journal.get(DefenceNote, DefenceNote.ONLY) is None
    frame.defence.reason.value = "I built it."
    assert frame.defence.reason_notice.text == ""
    assert frame.journal.get(DefenceNote, DefenceNote.ONLY).reason == "I built it."


def test_answers_are_closed_until_they_are_opened(frame):
    assert all(
        drill.answer.value.startswith("<details><summary>")
        for drill in frame.defence.drills.values()
    )
