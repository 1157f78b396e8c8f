"""The round in its panel: a frame, code judged under %%solution, the change, the argument."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.hands import enter, typing
from workbook import coding
from workbook.coding import charts, words
from workbook.coding.evidence import evidence
from workbook.coding.panel import Rounds
from workbook.coding.problem import problem
from workbook.coding.records import Attempt, Framing
from workbook.coding.rounds import debrief
from workbook.coding.verdict import CaseResult
from workbook.journal import open_journal
from workbook.profile import Profile

pytestmark = pytest.mark.slow

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
LIMITER = problem("rate-limiter")
INDEPENDENT = LIMITER.reading("independent")
RIGHT = LIMITER.text("independent/reference_bucket.py")
WRONG = LIMITER.text("independent/wrong_window.py")
LONG = "It is one number for each tenant and constant time a call."


class Later:
    """A clock that a test moves."""

    def __init__(self):
        self.minutes = 0.0

    def __call__(self):
        return START + timedelta(minutes=self.minutes)


@pytest.fixture
def clock(monkeypatch):
    clock = Later()
    monkeypatch.setattr(Rounds, "now", staticmethod(clock))
    return clock


@pytest.fixture
def panel(clock):
    panel = Rounds(open_journal())
    enter(panel.problem, "rate-limiter")
    panel.draw.click()
    return panel


def frame(panel, clock):
    clock.minutes = 2
    enter(panel.fields["reading"], LONG)
    enter(panel.fields["assumptions"], "One process.\nThousands of tenants, most idle.")
    enter(panel.fields["deferrals"], "Agreement across machines.")
    for question in ("What does fair mean?", "Which language do I use?"):
        enter(panel.question, question, key=True)


def framed(panel, clock):
    frame(panel, clock)
    clock.minutes = 8
    panel.commit.click()
    enter(panel.readings, "independent")
    panel.pick.click()


def kept(panel):
    return panel.journal.records(Attempt)[-1]


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


def found(journal):
    return {one.criterion: one.value for one in evidence(journal, date(2026, 11, 21))}


def test_no_reading_is_shown_before_the_commit_and_the_score_after_the_pick(panel, clock):
    names = [one.name for one in LIMITER.readings]
    panel.commit.click()
    assert "Write your reading first" in panel.uncommitted.text
    assert found(panel.journal) == {}
    frame(panel, clock)
    assert "It should be fair" in panel.brief.value
    assert hidden(panel.picking)
    assert panel.readings.options == []
    panel.commit.click()
    assert not hidden(panel.picking)
    assert hidden(panel.framing)
    offered = [said for _, said in panel.readings.options]
    assert all(said.startswith(name) for said, name in zip(offered, names, strict=True))
    assert hidden(panel.framed)
    assert found(panel.journal)["coding-framing-score"] == 0
    enter(panel.readings, "independent")
    panel.pick.click()
    assert not hidden(panel.framed)
    assert "Framing: 71 of 100" in panel.said.value
    assert "Any language that you are fluent in is fine." in panel.said.value
    assert "May a customer call in bursts, and how large?" in panel.said.value
    assert kept(panel).frame.deferrals == ("Agreement across machines.",)
    assert found(panel.journal) == {
        "coding-framed": 1,
        "coding-on-time": 1,
        "coding-framing-score": 1,
        "coding-rounds": 0,
        "coding-level": 0,
    }


def test_a_question_is_answered_below_it_and_the_field_is_free_for_the_next(panel):
    enter(panel.question, "What does <b>fair</b> mean?", key=True)
    assert "the heart of it" in panel.exchange.value
    assert "&lt;b&gt;fair" in panel.exchange.value
    assert panel.question.value == ""
    enter(panel.question, "What colour?", key=True)
    assert panel.exchange.value.count("<br>") == 2
    assert "You decide" in panel.exchange.value


def test_every_key_is_found_after_a_restart_and_what_is_too_long_is_not_lost(panel, clock):
    typing(panel.fields["reading"], "A bucket ea")
    typing(panel.fields["assumptions"], "One process.\n")
    typing(panel.fields["deferrals"], "x" * 3_000)
    typing(panel.question, "May they bor")
    assert panel.fields["deferrals"].refusal
    again = Rounds(panel.journal)
    assert again.fields["reading"].value == "A bucket ea"
    assert again.fields["assumptions"].value == "One process.\n"
    assert again.fields["deferrals"].value == "x" * 3_000
    assert again.question.value == "May they bor"
    assert again.clock.started == START.timestamp() * 1000
    assert again.clock.limit == 45 * 60
    framed(again, clock)
    again.argue.click()
    typing(again.fields["alternatives"], "A log\nA cou")
    assert Rounds(panel.journal).fields["alternatives"].value == "A log\nA cou"


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


def test_code_is_judged_only_once_the_frame_stands(panel, clock):
    panel.solution("", RIGHT)
    assert "Commit your frame" in panel.told.text
    framed(panel, clock)
    assert not hidden(panel.coding)
    assert "def allow(self, tenant: str)" in panel.task.value
    panel.solution("", "# nothing yet")
    assert "interface" in panel.told.text
    assert kept(panel).runs == ()


def test_a_wrong_solution_is_told_what_it_missed_with_what_it_printed(panel, clock):
    framed(panel, clock)
    call = "def allow(self, tenant):"
    panel.solution("", WRONG.replace(call, f"{call}\n        print('<i>asked')"))
    shown = panel.verdict.value
    assert "✗ failed:</span> behaviour" in shown
    assert "expected" in shown
    assert "&lt;i&gt;asked" in shown
    assert "cases passed." not in shown
    (run,) = kept(panel).runs
    assert (run.passed, run.changed) == (False, False)
    panel.solution("", kept(panel).source)
    assert len(kept(panel).runs) == 1


def test_results_say_what_has_not_run_and_never_that_all_passed():
    cases = LIMITER.cases(INDEPENDENT, False)
    came = [CaseResult(**vars(one), outcome="passed") for one in cases if one.group == "behaviour"]
    shown = words.results(cases, came, "")
    assert f"{len(came)} of {len(cases)} cases so far" in shown
    assert "○ to come:</span> scale" in shown
    assert "✓ passed:</span> behaviour" in shown


def test_from_the_first_green_to_the_debrief(panel, clock):
    framed(panel, clock)
    clock.minutes = 15
    panel.solution("", RIGHT)
    assert "cases passed." in panel.verdict.value
    assert INDEPENDENT.change.name in panel.knock.text
    assert set(kept(panel).began) == {"brief", "frame", "code", "change"}
    clock.minutes = 20
    panel.solution("", RIGHT + "\n# goes back\n")
    assert kept(panel).runs[-1].changed

    again = Rounds(panel.journal)
    assert again.clock.started == START.timestamp() * 1000
    assert INDEPENDENT.change.name in again.knock.text
    assert again.runs.value.count("<tr>") == 3

    clock.minutes = 30
    again.argue.click()
    assert INDEPENDENT.references[1].design not in again.sheet.body.value
    enter(again.fields["structure"], "<b>Buckets</b>")
    enter(again.level, "L6")
    enter(again.fields["alternatives"], f"\n{LONG}\n")
    clock.minutes = 41
    again.finish.click()

    page = again.sheet.body.value
    assert "brief 2 min; frame 6 min; code 7 min; change 15 min; argue 11 min" in page
    assert "&lt;b&gt;Buckets" in page
    assert INDEPENDENT.references[1].design in page
    assert "Lines touched: 2." in page
    assert page.count("✓ met: Does what the reading promises") == 1
    assert "Two alternatives weighed (1 weighed)" in page
    assert 0 < page.index("The bar for L6: ") < page.index("The bar for L5: ")
    assert page.endswith("<p>Its lines are among those above.</p>\n")
    enter(again.level, "L5")
    page = again.sheet.body.value
    assert page.index("The bar for L5: ") < page.index("All of the above, and:")
    enter(again.level, "L6")
    record = kept(again)
    assert record.unused is not None
    assert again.shown_solutions.value == ""
    again.solutions.toggle()
    assert "The smallest form" in again.shown_solutions.value
    enter(again.own["L6"], 3)
    assert kept(again).scores == {"L6": 3}
    again.solution("", RIGHT + "\n# later\n")
    assert len(kept(again).runs) == 2


def test_production_knocks_after_twenty_five_minutes_without_a_green(panel, clock):
    framed(panel, clock)
    clock.minutes = 24
    panel._wake()
    assert panel.knock.text == ""
    clock.minutes = 25
    panel._wake()
    assert INDEPENDENT.change.name in panel.knock.text


def test_a_fresh_round_keeps_the_old_one_and_does_not_judge_its_code(panel, clock):
    framed(panel, clock)
    panel.solution("", WRONG)
    clock.minutes = 12
    panel.leaving.toggle()
    panel.leave.click()
    assert not hidden(panel.starting)
    panel.draw.click()
    assert hidden(panel.coding)
    assert panel.fields["reading"].value == ""
    assert panel.clock.started == clock().timestamp() * 1000
    first, second = panel.journal.records(Attempt)
    assert first.ended
    assert first.frame.reading == LONG
    assert "debrief" not in first.began
    assert second.began == {"brief": clock()}
    framed(panel, clock)
    panel.solution("", WRONG)
    assert "earlier round" in panel.told.text


def test_a_line_that_no_case_executed_is_marked_in_the_code():
    shown = words.code("a = 1\nb = '<$x$>'", (2,)).splitlines()
    assert "✗" in shown[1]
    assert "<$x$>" not in shown[1]
    assert "✗" not in shown[0]


def test_the_pictures_say_what_they_show():
    began = {"brief": START, "code": START + timedelta(minutes=9)}
    ended = START + timedelta(minutes=50)
    done = Attempt(problem="rate-limiter", reading="independent", began=began, ended=ended)
    each = debrief(LIMITER, done, START)
    assert charts.describe_phases(each, 45) == "brief 9 min, code 41 min; 50 of 45 minutes used."
    drawn = [text.get_text() for text in charts.phases(each, 45, 900).axes[0].texts]
    assert {"brief", "41 min", "45 min"} <= set(drawn)
    shares = charts.shares([each, each], "L5") | {"points for the frame": [0.0, 0.72]}
    drawn = [text.get_text() for text in charts.attempts(shares, 900).axes[0].texts]
    assert "72%" in drawn
    assert "points for the frame 0%, 72%" in charts.describe_attempts(shares)


def test_the_front_door_shows_the_panel():
    assert isinstance(coding.round(), Rounds)
