"""The loop in time: laid out, kept, and compared with what readiness foretold."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.hands import enter
from workbook import guide
from workbook.journal import open_journal
from workbook.loop import charts, timeline
from workbook.loop.evidence import evidence
from workbook.loop.panel import Schedule
from workbook.loop.records import Report, Slot

TODAY = date(2026, 11, 21)
ROUNDS = guide.rounds()


@pytest.fixture
def journal():
    return open_journal("sqlite://")


slots = st.dictionaries(
    st.sampled_from([each.id for each in ROUNDS]),
    st.builds(
        Slot,
        on=st.sampled_from(["before", "first", "second", "not in it", None]),
        minutes=st.one_of(st.none(), st.integers(10, 90)),
    ),
)


@given(slots, st.sampled_from(["one", "two"]))
def test_rounds_without_times_follow_each_other_without_clashes(chosen, days):
    blocks = timeline.lay(ROUNDS, chosen, days)
    assert timeline.clashes(blocks, days) == []
    for half in ("before", "first", "second"):
        here = [block for block in blocks if block.half == half]
        assert all(one.ends <= other.starts for one, other in pairwise(here))
    absent = {key for key, slot in chosen.items() if slot.on == "not in it"}
    assert absent.isdisjoint(block.round.id for block in blocks)


def test_a_time_of_ones_own_is_kept_and_a_clash_is_named():
    chosen = {
        "coding": Slot(on="first", starts="9.30", minutes=75),
        "systems-design": Slot(on="first", starts="10:15"),
    }
    blocks = timeline.lay(ROUNDS, chosen, "one")
    by_id = {block.round.id: block for block in blocks}
    assert (by_id["coding"].starts, by_id["coding"].ends) == (570, 645)
    assert timeline.clashes(blocks, "one")[0].startswith("Coding ends at 10:45, after systems")
    assert "first half, 09:30 to 10:45: Coding" in charts.describe(blocks)
    words = [text.get_text() for text in charts.timeline(blocks, "one", 1000).axes[0].texts]
    assert {"Coding\n75 min", "09:00"} <= set(words)


@pytest.mark.parametrize("wrong", ["25:00", "noon", "10:99", "ten"])
def test_what_is_no_time_of_day_is_refused(wrong):
    with pytest.raises(ValidationError, match="such as 10:30"):
        Slot(starts=wrong)


def report(shown, went):
    return Report(round="coding", on=TODAY, went=went, shown=shown)


def test_how_well_readiness_foretold_is_counted_in_pairs():
    assert "more report" in timeline.foretold_words(timeline.foretold([report(20, 3)] * 2))
    same = timeline.foretold([report(20, 3)] * 3)
    assert same.pairs == 0
    assert "nothing can be said" in timeline.foretold_words(same)
    # By hand: (20,2) (40,3) agree; (20,2) (60,1) disagree; (40,3) (60,1) disagree.
    mixed = timeline.foretold([report(20, 2), report(40, 3), report(60, 1), report(None, 5)])
    assert (mixed.reports, mixed.agree, mixed.pairs) == (3, 1, 3)


def test_evidence_wants_four_rounds_laid_and_three_reported(journal):
    assert evidence(journal, TODAY) == []
    for each in ROUNDS[:3]:
        journal.save(Slot(id=each.id, starts="10:00"))
    journal.save(report(None, 4))
    values = {item.criterion: item.value for item in evidence(journal, TODAY)}
    assert values == {"loop-laid": 0, "loop-mock": 1}
    journal.save(Slot(id=ROUNDS[3].id, who="Dana"))
    assert {item.criterion: item.value for item in evidence(journal, TODAY)}["loop-laid"] == 1


def test_the_schedule_is_laid_and_a_report_kept_with_that_days_readiness(journal):
    panel = Schedule(journal)
    panel.picker.children[1].children[0].click()
    enter(panel.editor["starts"], "9:05")
    enter(panel.editor["who"], "<Dana>")
    assert "09:05" in panel.picker.children[1].children[1].value
    assert Schedule(journal).chart.alt == panel.chart.alt
    panel.begin_report.click()
    panel.report.save_button.click()
    assert panel.report["went"].refusal
    enter(panel.report["went"], 4)
    enter(panel.report["keeper"], "relieved")
    enter(panel.report["asked"], [{"question": "Why a <queue>?"}])
    panel.report.save_button.click()
    (kept,) = journal.records(Report)
    assert (kept.round, kept.went, kept.keeper, kept.shown) == ("coding", 4, "relieved", None)
    assert "&lt;queue&gt;" in panel.reports.value
    assert not panel.report.is_open
    panel.begin_report.click()
    assert "wb-hidden" in panel.begin_report._dom_classes
    panel.report.cancel_button.click()
    assert "wb-hidden" not in panel.begin_report._dom_classes


def test_a_report_half_written_is_there_after_a_restart(journal):
    panel = Schedule(journal)
    panel.begin_report.click()
    enter(panel.report["asked"], [{"question": "Why?"}])
    again = Schedule(journal)
    assert again.report.is_open
    assert again.report["asked"].value == [{"question": "Why?"}]
