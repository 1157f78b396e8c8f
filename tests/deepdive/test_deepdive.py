"""Two systems, four sides, five layers: how deep, how recent, and what is asked next."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hands import enter
from workbook import guide
from workbook.deepdive import charts, depth
from workbook.deepdive.evidence import evidence
from workbook.deepdive.panel import Systems
from workbook.deepdive.records import FacetAnswer, System, answer_id
from workbook.journal import open_journal
from workbook.profile import Profile

TODAY = date(2026, 11, 21)
FACETS = guide.facets()


@pytest.fixture
def journal():
    return open_journal("sqlite://")


def answers(system, facet, ratings):
    """Answers to the first layers of a facet, one for each rating."""
    keys = [answer_id(system.id, facet.id, layer) for layer in facet.layers]
    return {
        key: FacetAnswer(id=key, text="said", own=rating)
        for key, rating in zip(keys, ratings, strict=False)
    }


@pytest.mark.parametrize(
    ("shipped", "turn"),
    [
        (date(2025, 5, 21), date(2026, 11, 22)),
        (date(2025, 5, 20), date(2026, 11, 21)),
        (date(2025, 8, 31), date(2027, 3, 1)),
    ],
)
def test_a_system_turns_the_day_after_eighteen_months(shipped, turn):
    system = System(shipped_on=shipped)
    assert depth.turns(system) == turn
    assert depth.is_recent(system, TODAY) == (turn > TODAY)


@given(st.lists(st.integers(0, 4), max_size=5))
def test_depth_ends_at_the_first_layer_that_is_not_sure(ratings):
    system = System(title="ledger")
    kept = answers(system, FACETS[0], ratings)
    row = depth.depths([system], FACETS, kept)[0]
    unsure = [at for at, rating in enumerate(ratings) if rating < 2]
    assert row.reached == (unsure[0] if unsure else len(ratings))
    assert row.ready == (row.reached >= 4)


def test_the_peers_word_counts_over_ones_own_and_an_empty_answer_has_none():
    assert FacetAnswer(text="said", own=4, peer=1).rating == 1
    assert FacetAnswer(text=" ", own=4).rating is None


def test_the_picture_has_a_place_for_each_layer_of_each_system():
    systems = [System(title="ledger"), System(title="feeds")]
    rows = depth.depths(systems, FACETS, answers(systems[0], FACETS[0], [3, 3, 1]))
    figure = charts.reached(rows, 900)
    assert len(figure.axes[0].patches) == 2 * 4 * 5
    words = [text.get_text() for text in figure.axes[0].texts]
    assert {"ledger", "feeds", "2 of 5"} <= set(words)
    assert "ledger, data model: 2 of 5 layers" in charts.describe(rows)


def test_evidence_follows_the_interview_date(journal):
    assert evidence(journal, TODAY) == []
    system = System(title="ledger", role="lead", scale="2k/s", shipped_on=date(2025, 6, 1))
    journal.save(system)
    for answer in answers(system, FACETS[1], [3, 3, 2, 2]).values():
        journal.save(answer)
    journal.save(
        FacetAnswer(id=answer_id(system.id, "rollout", "what"), text="said", own=1, peer=3)
    )
    values = {item.criterion: item.value for item in evidence(journal, TODAY)}
    assert values == {
        "deepdive-systems": 1,
        "deepdive-recent": 1,
        "deepdive-facets": 1,
        "deepdive-peer": 1,
    }
    journal.save(Profile(interview_date=date(2026, 12, 15)))
    later = {item.criterion: item for item in evidence(journal, TODAY)}
    assert later["deepdive-recent"].value == 0
    assert "data model of ledger, layer 1" in later["deepdive-facets"].todo


def test_layers_are_asked_one_after_the_other_and_kept_apart(journal):
    panel = Systems(journal)
    panel.new.click()
    enter(panel.editor["title"], "ledger")
    asked = []
    for text in ("first", "second"):
        asked.append(panel.question.value)
        enter(panel.answer["text"], text)
        enter(panel.answer["own"], 3)
        panel.next.click()
    assert len(set(asked)) == 2
    assert panel.answer["text"].value == ""
    enter(panel.layer, "what")
    assert panel.answer["text"].value == "first"
    assert "2 of 5 layers" in panel.chart.alt
    assert {each.text for each in journal.records(FacetAnswer)} == {"first", "second"}


def test_an_old_system_is_flagged_with_the_day_it_turned(journal):
    journal.save(Profile(interview_date=date(2026, 12, 15)))
    journal.save(System(title="old", shipped_on=date(2025, 6, 1)))
    panel = Systems(journal)
    detail = panel.picker.children[0].children[1].value
    assert "older than eighteen months" in detail
    assert "2 Dec 2026" in detail
