"""The framing panel: a brief, a clock, a frame that is fixed before its readings are shown."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.hands import enter, typing
from workbook import coding
from workbook.coding.evidence import evidence
from workbook.coding.panel import Frames
from workbook.coding.records import Attempt, Framing
from workbook.journal import open_journal
from workbook.profile import Profile

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
READING = "I would give each tenant a bucket of its own and refuse what is over it."


class Later:
    """A clock that a test moves."""

    def __init__(self):
        self.minutes = 0.0

    def __call__(self):
        return START + timedelta(minutes=self.minutes)


@pytest.fixture
def clock(monkeypatch):
    clock = Later()
    monkeypatch.setattr(Frames, "now", staticmethod(clock))
    return clock


@pytest.fixture
def panel(clock):
    panel = Frames(open_journal())
    enter(panel.problem, "rate-limiter")
    panel.draw.click()
    return panel


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


def frame(panel, reading=READING):
    enter(panel.fields["reading"], reading)
    enter(panel.fields["assumptions"], "One process.\nThousands of tenants, most idle.")
    enter(panel.fields["deferrals"], "Agreement across machines.")
    for question in ("What does fair mean?", "Which language do I use?"):
        enter(panel.question, question, key=True)


def test_no_reading_is_shown_before_the_commit(panel):
    names = [one.name for one in panel.problems["rate-limiter"].readings]
    frame(panel)
    assert "It should be fair" in panel.brief.value
    assert hidden(panel.picking)
    assert panel.readings.options == []
    panel.commit.click()
    assert not hidden(panel.picking)
    assert hidden(panel.framing)
    offered = [words for _, words in panel.readings.options]
    assert all(said.startswith(name) for said, name in zip(offered, names, strict=True))


def test_a_question_is_answered_below_it_and_the_field_is_free_for_the_next(panel):
    enter(panel.question, "What does <b>fair</b> mean?", key=True)
    assert "the heart of it" in panel.exchange.value
    assert "&lt;b&gt;fair" in panel.exchange.value
    assert panel.question.value == ""
    enter(panel.question, "What colour?", key=True)
    assert panel.exchange.value.count("<br>") == 2
    assert "You decide" in panel.exchange.value


def test_the_frame_is_scored_with_its_parts_once_the_reading_is_picked(panel):
    frame(panel)
    panel.commit.click()
    assert hidden(panel.framed)
    enter(panel.readings, "independent")
    panel.pick.click()
    assert not hidden(panel.framed)
    assert "Any language that you are fluent in is fine." in panel.scored.value
    assert "May a customer call in bursts, and how large?" in panel.scored.value
    (kept,) = panel.journal.records(Framing)
    assert kept.reading == "independent"
    assert kept.frame.deferrals == ("Agreement across machines.",)


def test_a_frame_without_a_reading_is_not_committed(panel):
    panel.commit.click()
    assert "Write your reading first" in panel.uncommitted.text
    assert panel.journal.records(Framing)[0].committed is None


def test_every_key_is_found_after_a_restart(panel):
    typing(panel.fields["reading"], "A bucket ea")
    typing(panel.fields["assumptions"], "One process.\n")
    typing(panel.question, "May they bor")
    again = Frames(panel.journal)
    assert again.fields["reading"].value == "A bucket ea"
    assert again.fields["assumptions"].value == "One process.\n"
    assert again.question.value == "May they bor"
    assert again.clock.started == START.timestamp() * 1000
    assert again.clock.limit == 45 * 60


def test_what_is_too_long_is_refused_and_not_lost(panel):
    typing(panel.fields["assumptions"], "x" * 3_000)
    assert panel.fields["assumptions"].refusal
    assert Frames(panel.journal).fields["assumptions"].value == "x" * 3_000


def test_start_afresh_keeps_what_was(panel, clock):
    enter(panel.fields["reading"], READING)
    clock.minutes = 300
    panel.leaving.toggle()
    panel.same.click()
    assert panel.fields["reading"].value == ""
    assert panel.clock.started == clock().timestamp() * 1000
    assert [one.frame.reading for one in panel.journal.records(Framing)] == [READING, ""]


def found(journal):
    return {one.criterion: one.value for one in evidence(journal, date(2026, 11, 21))}


def test_a_frame_proves_when_it_is_committed_and_is_good_from_sixty_points(panel, clock):
    frame(panel)
    assert found(panel.journal) == {}
    clock.minutes = 9
    panel.commit.click()
    assert found(panel.journal)["coding-framing-score"] == 0
    enter(panel.readings, "independent")
    panel.pick.click()
    assert "Framing: 71 of 100" in panel.scored.value
    assert found(panel.journal) == {
        "coding-framed": 1,
        "coding-on-time": 1,
        "coding-framing-score": 1,
        "coding-rounds": 0,
        "coding-level": 0,
    }


def test_a_late_frame_is_not_in_time_and_of_the_rounds_of_a_problem_the_latest_counts():
    journal = open_journal()
    late = {"committed": START + timedelta(minutes=11), "shown": START}
    journal.save(Framing(problem="a", **late))
    done = {"brief": START, "code": START + timedelta(minutes=10), "debrief": START}
    later = {phase: at + timedelta(days=1) for phase, at in done.items()}
    journal.save(Attempt(problem="b", began=later, scores={"L5": 3, "L6": 1}))
    journal.save(Attempt(problem="b", began=done, scores={"L5": 1, "L6": 4}))
    counts = found(journal)
    assert (counts["coding-framed"], counts["coding-on-time"]) == (2, 1)
    assert (counts["coding-rounds"], counts["coding-level"]) == (2, 1)
    journal.save(Profile(level="L6"))
    assert found(journal)["coding-level"] == 0


def test_the_front_door_shows_the_panel():
    assert isinstance(coding.framing(), Frames)
