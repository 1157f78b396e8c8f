"""The design sheet: depth beats breadth, the gates are asked for, the clock survives."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hands import enter
from workbook.design import charts, depth
from workbook.design.evidence import evidence
from workbook.design.panel import Sheets
from workbook.design.records import ASPECTS, Component, Gates, Levels, Sheet
from workbook.journal import open_journal

TODAY = date(2026, 11, 21)


def component(levels, **more):
    texts = dict.fromkeys(ASPECTS, "said")
    scores = Levels(**dict(zip(ASPECTS, levels, strict=True)))
    return Component(**{"sheet": "s", "name": "cache", **texts, "levels": scores, **more})


def levels(low, high):
    return st.lists(st.integers(low, high), min_size=5, max_size=5)


@given(
    st.lists(levels(3, 4), min_size=4, max_size=4),
    st.lists(levels(0, 2), min_size=0, max_size=12),
)
def test_four_reasoned_beat_twelve_sketched(reasoned, sketched):
    deep = depth.depth([component(each) for each in reasoned])
    broad = depth.depth([component(each) for each in sketched])
    assert 100 >= deep >= 75 > 33 >= broad


@given(st.lists(levels(0, 4), max_size=6), st.data())
def test_depth_never_falls_when_an_aspect_is_reasoned_further(all_levels, data):
    before = depth.depth([component(each) for each in all_levels])
    if all_levels:
        at = data.draw(st.integers(0, len(all_levels) - 1))
        aspect = data.draw(st.integers(0, 4))
        all_levels[at][aspect] = 4
    assert depth.depth([component(each) for each in all_levels]) >= before


def test_by_hand():
    assert depth.depth([component([3] * 5)] * 4) == 75
    assert depth.depth([component([1] * 5)] * 12) == 8
    assert depth.depth([component([4] * 5)] * 3) == 100
    assert depth.depth([component([4] * 5, scaling="")]) == 21
    assert depth.depth([]) == 0


def test_a_score_without_a_word_is_empty():
    bare = component([4] * 5, failure=" ")
    assert bare.level("failure") == 0
    assert not depth.reasoned(bare)
    assert "failure semantics empty" in charts.describe([bare])


def test_the_grid_says_empty_named_and_reasoned():
    figure = charts.grid([component([0, 1, 2, 3, 4]), component([4] * 5, name="")], 900)
    words = [text.get_text() for text in figure.axes[0].texts]
    assert {"empty", "named 1", "named 2", "reasoned 3", "without a name"} <= set(words)


def test_the_gates_are_a_gate():
    sheet = Sheet(prompt="x", numbers="1", gates=Gates(chaos="a", canary="b"))
    reading = depth.read(sheet, [component([4] * 5, sheet=sheet.id)] * 3)
    assert reading.depth == 100
    assert not reading.passes
    assert reading.lacks() == ["2 of 3 gates"]


@pytest.fixture
def panel():
    panel = Sheets(open_journal("sqlite://"))
    panel.new.click()
    return panel


def test_a_sheet_with_two_components(panel):
    journal = panel.journal
    enter(panel.editor["prompt"], "device-configuration")
    assert "<li>" in panel.brief.value
    panel.partner.button.click()
    assert panel.redirections.value.count("<li>") >= 3
    enter(panel.editor["scope"], "Settings only.")
    enter(panel.editor["gates.canary"], "One device in a thousand.")
    for name in ("rules", "edge"):
        panel.add.click()
        enter(panel.parts["name"], name)
        enter(panel.parts["data_model"], f"the {name} and their keys")
        enter(panel.parts["levels.data_model"], 3)
    assert panel.chart.alt.startswith("rules: data model reasoned")
    first = panel.which.options[0][0]
    enter(panel.which, first)
    assert panel.parts["data_model"].value == "the rules and their keys"
    enter(panel.aspect, "failure")
    assert panel.parts["data_model"].layout.display == "none"
    found = {item.criterion: item.value for item in evidence(journal, TODAY)}
    assert found["design-sheets"] == 1
    assert found["design-gates"] == 1
    assert found["design-numbers"] == 0
    panel.remove.click()
    assert [each.name for each in journal.records(Component)] == ["edge"]
    panel.undo.click()
    assert panel.parts["name"].value == "rules"


def test_there_is_room_for_four_components(panel):
    for _ in range(4):
        panel.add.click()
    assert panel.add.disabled
    assert len(panel.journal.records(Component)) == 4


def test_a_restart_finds_the_clock_running_and_then_what_it_said(panel):
    panel._began(1_700_000_000_000.0)
    again = Sheets(panel.journal)
    assert again.clock.started == 1_700_000_000_000.0
    again._stopped(3120.0)
    assert again.clock.started == 0
    assert "52 minutes" in Sheets(panel.journal).worked.value
