"""The decision log: who decided, at what price, and how well it is explained."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hands import enter
from workbook.decisions import charts, drill
from workbook.decisions.evidence import evidence
from workbook.decisions.panel import Log
from workbook.decisions.records import PARTS, Decision, Explanation, Rejected
from workbook.journal import open_journal

TODAY = date(2026, 11, 21)
PRICED = (Rejected(option="a second queue", price="a week"),)


def decision(**changes):
    full = {
        "title": "Queue or log",
        "unclear": "Nobody had said who reads it.",
        "call": "A log.",
        "why": "Two readers, at their own pace.",
        "who": "decided",
        "rejected": PRICED,
    }
    return Decision(**{**full, **changes})


decisions = st.lists(
    st.builds(
        Decision,
        who=st.sampled_from([None, *PARTS]),
        rejected=st.sampled_from([(), PRICED, (Rejected(option="no price"),)]),
    ),
    max_size=12,
)


@given(decisions)
def test_the_bars_count_every_decision_whose_part_is_known(log):
    rows = drill.shares(log)
    assert [row.name for row in rows] == list(PARTS.values())
    assert sum(row.count for row in rows) == sum(each.who is not None for each in log)
    assert all(0 <= row.priced <= row.count for row in rows)
    alt = charts.describe(rows)
    assert all(f"{row.name}: {row.count}, {row.priced}" in alt for row in rows)


def test_the_picture_names_each_bar():
    rows = drill.shares([decision(), decision(rejected=())])
    figure = charts.who_decided(rows, 700)
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "1 of 2 with a price" in words
    assert words.count("none") == 2


def test_the_decision_drawn_is_the_one_never_explained_then_the_one_longest_ago():
    one, two, bare = decision(), decision(), decision(why="")
    told = [Explanation(decision=each.id, on=TODAY, agreement=3) for each in (one, two, one)]
    assert drill.draw([one, two, bare], told[:1]) == two
    assert drill.draw([one, two, bare], told) == two
    assert drill.draw([bare], []) is None


def test_evidence_counts_what_was_written_and_how_it_was_told_last():
    journal = open_journal("sqlite://")
    assert evidence(journal, TODAY) == []
    kept = [decision(), decision(title="Unpriced", rejected=()), decision(who="inherited")]
    for each in [*kept, Decision(title="empty")]:
        journal.save(each)
    for agreement in (4, 1):
        journal.save(Explanation(decision=kept[0].id, on=TODAY, agreement=agreement))
    journal.save(Explanation(decision=kept[1].id, on=TODAY, agreement=3))
    found = {item.criterion: item for item in evidence(journal, TODAY)}
    assert found["decisions-logged"].value == 3
    assert found["decisions-own"].value == 2
    assert found["decisions-rejected-price"].value == 0.5
    assert "Unpriced" in found["decisions-rejected-price"].todo
    assert found["decisions-explained"].value == 1
    assert found["decisions-explained"].todo == ""
    for each in kept:
        journal.save(Explanation(decision=each.id, on=TODAY, agreement=4))
    found = {item.criterion: item for item in evidence(journal, TODAY)}
    assert "Log one more decision" in found["decisions-explained"].todo


@pytest.fixture
def log():
    log = Log(open_journal("sqlite://"))
    log.new.click()
    return log


def test_a_decision_is_written_drawn_told_and_scored(log):
    fill = {
        "title": "Queue <or> log",
        "unclear": "Who reads it.",
        "call": "A log",
        "who": "decided",
        "rejected": [{"option": "a queue", "price": "one reader"}],
        "why": "Two readers",
    }
    for name, value in fill.items():
        enter(log.editor[name], value)
    assert "ready to explain" in log.picker.children[0].children[1].value
    log.drill.button.click()
    log.draw.click()
    assert "&lt;or&gt;" in log.asked.value
    assert "one reader" not in log.reasons.value
    log._stopped(48.5)
    assert "a queue (one reader)" in log.reasons.value
    enter(log.agreement, 3)
    (told,) = log.journal.records(Explanation)
    assert (told.agreement, told.seconds) == (3, 48.5)
    assert log.undo.description == "Undo: added an explanation"
    enter(log.agreement, 2)  # an arrow key on the way, or a second thought
    (told,) = log.journal.records(Explanation)
    assert (told.agreement, told.seconds) == (2, 48.5)


def test_a_drill_without_a_decision_to_explain_says_so(log):
    enter(log.editor["title"], "bare")
    log.drill.button.click()
    log.draw.click()
    assert "call and a reason" in log.told.value
