"""The whole round in its panel: code judged under %%solution, the change, the argument."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.hands import enter, typing
from workbook.coding import charts, panel_words
from workbook.coding.panel import Frames
from workbook.coding.panel_round import Rounds
from workbook.coding.problem import problem
from workbook.coding.records import Attempt
from workbook.coding.rounds import debrief
from workbook.coding.verdict import CaseResult
from workbook.journal import open_journal

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
    monkeypatch.setattr(Frames, "now", staticmethod(clock))
    return clock


@pytest.fixture
def panel(clock):
    panel = Rounds(open_journal())
    enter(panel.problem, "rate-limiter")
    panel.draw.click()
    return panel


def framed(panel, clock):
    clock.minutes = 2
    enter(panel.fields["reading"], LONG)
    clock.minutes = 8
    panel.commit.click()
    enter(panel.readings, "independent")
    panel.pick.click()


def kept(panel):
    return panel.journal.records(Attempt)[-1]


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


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
    panel.solution(
        "",
        WRONG.replace(
            "def allow(self, tenant):", "def allow(self, tenant):\n        print('<i>asked')"
        ),
    )
    shown = panel.verdict.value
    assert "✗ failed:</span> behaviour" in shown
    assert "expected" in shown
    assert "&lt;i&gt;asked" in shown
    assert "cases passed." not in shown
    (run,) = kept(panel).runs
    assert not run.passed
    assert not run.changed
    panel.solution("", kept(panel).source)
    assert len(kept(panel).runs) == 1


def test_results_say_what_has_not_run_and_never_that_all_passed():
    cases = LIMITER.cases(INDEPENDENT, False)
    came = [
        CaseResult(one.name, one.group, one.promise, False, "passed")
        for one in cases
        if one.group == "behaviour"
    ]
    shown = panel_words.results(cases, came, "")
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
    assert "one capacity" not in again.sheet.body.value
    enter(again.fields["structure"], "<b>Buckets</b>")
    enter(again.level, "L6")
    enter(again.fields["alternative_1"], LONG)
    clock.minutes = 41
    again.finish.click()

    page = again.sheet.body.value
    assert "brief 2 min; frame 6 min; code 7 min; change 15 min; argue 11 min" in page
    assert "&lt;b&gt;Buckets" in page
    assert INDEPENDENT.references[1].design in page
    assert "Lines touched: 2." in page
    assert "✓ met: Does what the reading promises" in page
    assert "Two alternatives weighed (1 weighed)" in page
    record = kept(again)
    assert record.argument.alternatives == ("", LONG, "")
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
    panel.same.click()
    assert hidden(panel.coding)
    first, second = panel.journal.records(Attempt)
    assert first.ended
    assert "debrief" not in first.began
    assert second.began == {"brief": clock()}
    framed(panel, clock)
    panel.solution("", WRONG)
    assert "earlier round" in panel.told.text


def test_every_key_of_the_argument_is_found_after_a_restart(panel, clock):
    framed(panel, clock)
    panel.argue.click()
    typing(panel.fields["watched"], "How many ten")
    typing(panel.fields["alternative_0"], "A log")
    again = Rounds(panel.journal)
    assert again.fields["watched"].value == "How many ten"
    assert again.fields["alternative_0"].value == "A log"


def test_a_line_that_no_case_executed_is_marked_in_the_code():
    shown = panel_words.code("a = 1\nb = '<$x$>'", (2,))
    assert "✗" in shown.splitlines()[1]
    assert "<$x$>" not in shown
    assert "✗" not in shown.splitlines()[0]


def test_the_pictures_say_what_they_show():
    done = Attempt(
        problem="rate-limiter",
        reading="independent",
        began={"brief": START, "code": START + timedelta(minutes=9)},
        ended=START + timedelta(minutes=50),
    )
    found = debrief(LIMITER, done, START)
    acts = charts.acts(found)
    assert charts.describe_phases(acts, 45) == "brief 9 min, code 41 min; 50 of 45 minutes used."
    words = [text.get_text() for text in charts.phases(acts, 45, 900).axes[0].texts]
    assert {"brief", "41 min", "45 min"} <= set(words)
    outcomes = [charts.outcome(found, "L5"), charts.Outcome(0.72, 1.0, 0.6)]
    figure = charts.attempts(outcomes, 900)
    assert {"72%", "100%", "60%"} <= {text.get_text() for text in figure.axes[0].texts}
    assert "points for the frame 0%, 72%" in charts.describe_attempts(outcomes)
