"""From evidence to rounds: honest about what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import guide
from workbook.evidence import Evidence
from workbook.readiness.assess import assess, unseen, weakest

CRITERIA = guide.criteria()
evidence = st.lists(
    st.sampled_from(CRITERIA).flatmap(
        lambda criterion: st.floats(0, 20).map(
            lambda value: Evidence(criterion.id, value, criterion.target, "because.")
        )
    ),
    unique_by=lambda item: item.criterion,
)


def complete(round_id: str) -> list[Evidence]:
    return [
        Evidence(criterion.id, criterion.target, criterion.target, "Done.")
        for criterion in CRITERIA
        if round_id in criterion.rounds
    ]


def test_without_evidence_no_round_has_a_number():
    rounds = assess([], {})
    assert [each.shown for each in rounds] == [None] * len(guide.rounds())
    assert {each.sentence for each in rounds} == {"no evidence yet"}
    assert weakest(rounds) is None


def test_a_self_score_is_no_evidence():
    (coding,) = [each for each in assess([], {"coding": 90}) if each.round.id == "coding"]
    assert coding.said == 90
    assert coding.shown is None


def test_a_round_with_every_target_reached_shows_a_hundred():
    found = {each.round.id: each for each in assess(complete("hiring-manager"), {})}
    assert found["hiring-manager"].shown == 100


def test_what_is_asked_for_and_not_begun_pulls_the_bar_down():
    some = complete("hiring-manager")[:2]
    (manager,) = [each for each in assess(some, {}) if each.round.id == "hiring-manager"]
    assert manager.shown == round(100 * 2 / len(manager.findings))


def test_the_weakest_round_is_the_least_shown_not_the_least_said():
    others = [each.id for each in guide.rounds() if each.id != "recruiter-screen"]
    found = [item for round_id in others for item in complete(round_id)]
    found.append(Evidence("compensation-points", 1, 3, "One point."))
    weak = weakest(assess(found, {"hiring-manager": 10, "recruiter-screen": 95}))
    assert weak is not None
    assert weak.round.id == "recruiter-screen"


def test_the_difference_is_in_the_sentence():
    (manager,) = [
        each
        for each in assess(complete("hiring-manager"), {"hiring-manager": 40})
        if each.round.id == "hiring-manager"
    ]
    assert manager.sentence.startswith("you say 40, shown 100; ")


@given(
    evidence, st.dictionaries(st.sampled_from([r.id for r in guide.rounds()]), st.integers(0, 100))
)
def test_every_round_stands_and_every_number_can_be_checked(found, said):
    rounds = assess(found, said)
    assert [each.round.id for each in rounds] == [each.id for each in guide.rounds()]
    for each in rounds:
        judged = [finding for finding in each.findings if finding.evidence]
        assert (each.shown is None) == (not judged)
        assert each.said == said.get(each.round.id)
        if each.shown is not None:
            share = sum(finding.evidence.share for finding in judged) / len(each.findings)
            assert each.shown == pytest.approx(100 * share, abs=0.51)
    assert len(unseen(rounds)) + sum(each.shown is not None for each in rounds) == len(rounds)
