"""From evidence to rounds: counted, doubted where it was shown once, and what to do next."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import guide
from workbook.evidence import Evidence
from workbook.readiness.assess import (
    after,
    assess,
    by_weakness,
    doubt,
    next_step,
    steps,
    unseen,
    with_days,
)

TODAY = date(2026, 11, 21)
CRITERIA = guide.criteria()
days = st.lists(st.integers(0, 90).map(lambda ago: TODAY - timedelta(ago)), max_size=4).map(tuple)
evidence = st.lists(
    st.sampled_from(CRITERIA).flatmap(
        lambda criterion: st.builds(
            lambda share, on: Evidence(
                criterion.id,
                len(set(on)) if criterion.unit == "days" else share * criterion.target,
                criterion.target,
                "because.",
                on,
            ),
            st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0, 1.2]),
            days,
        )
    ),
    unique_by=lambda item: item.criterion,
)
said = st.dictionaries(st.sampled_from([each.id for each in guide.rounds()]), st.integers(0, 100))


def complete(round_id: str, *on: date) -> list[Evidence]:
    return [
        Evidence(criterion.id, criterion.target, criterion.target, "Done.", on)
        for criterion in CRITERIA
        if round_id in criterion.rounds
    ]


def one(assessments, round_id):
    return next(each for each in assessments if each.round.id == round_id)


def judged(round_id):
    return next(each for each in CRITERIA if each.sort == "judged" and round_id in each.rounds)


def test_a_self_score_is_no_evidence():
    coding = one(assess([], {"coding": 90}, TODAY), "coding")
    assert (coding.said, coding.seen, coding.shown) == (90, False, None)


@settings(max_examples=50, deadline=None)
@given(evidence, said)
def test_a_bar_is_the_count_of_what_is_met_and_begun(found, scores):
    held = {item.criterion: item for item in found}
    assessments = assess(found, scores, TODAY)
    assert [each.round.id for each in assessments] == [each.id for each in guide.rounds()]
    for each in assessments:
        own = [held.get(one.id) for one in CRITERIA if each.round.id in one.rounds]
        assert each.total == len(own)
        assert each.met == sum(1 for item in own if item and item.value >= item.target)
        assert each.begun == sum(1 for item in own if item and 0 < item.value < item.target)
        assert each.met == each.count("met", "done") + each.count("met", "judged")
        assert 0 <= each.doubted <= each.count("met", "judged")
        assert each.said == scores.get(each.round.id)


def test_a_score_given_once_is_believed_by_half_and_by_less_as_it_ages():
    assert doubt([TODAY], TODAY) == 0.5
    assert doubt([TODAY - timedelta(21)], TODAY) == pytest.approx(2 / 3)
    assert doubt([TODAY, TODAY], TODAY) == 0.5
    assert doubt([], TODAY) == 1


@given(days.filter(len), st.integers(1, 60))
def test_another_day_lessens_doubt_and_waiting_adds_to_it(on, later):
    then = TODAY + timedelta(later)
    assert doubt(on, then) > doubt(on, TODAY)
    assert doubt((*on, then), then) < doubt(on, then)


def test_only_what_was_judged_is_doubted():
    criterion = judged("coding")
    found = [Evidence(each.criterion, each.value, each.target, "") for each in complete("coding")]
    coding = one(assess(found, {}, TODAY), "coding")
    assert coding.doubted == coding.count("met", "judged") > 0
    assert next(f for f in coding.findings if f.criterion.id == criterion.id).doubt == 1


def test_one_evening_does_not_fill_a_bar():
    without_days = [
        item for item in complete("coding", TODAY) if not item.criterion.startswith("practice-days")
    ]
    coding = one(assess(with_days(without_days), {}, TODAY), "coding")
    assert coding.met == coding.total - 1
    another = [*without_days[1:], *complete("coding", TODAY - timedelta(3))[:1]]
    coding = one(assess(with_days(another), {}, TODAY), "coding")
    assert coding.met == coding.total


def test_a_round_without_evidence_is_the_weakest():
    found = [Evidence("compensation-points", 1, 3, "One point.")]
    order = by_weakness(assess(found, {}, TODAY))
    assert order[-1].round.id == "recruiter-screen"
    assert {each.round.id for each in order[:-1]} == {
        each.round.id for each in unseen(assess(found, {}, TODAY))
    }


def test_a_check_that_found_a_mistake_is_no_practice():
    found = [Evidence("mistake-thin-deep-dive", 0, 1, "Found.")]
    assert not one(assess(found, {}, TODAY), "deep-dive").seen


def all_but(*open_ones: str) -> list[Evidence]:
    week = [TODAY - timedelta(n) for n in (1, 2, 3, 4)]
    return [
        Evidence(criterion.id, criterion.target, criterion.target, "Done.", tuple(week))
        for criterion in CRITERIA
        if criterion.id not in open_ones
    ]


def test_the_next_step_lifts_most_for_its_minutes():
    by_minutes = sorted(
        (each for each in CRITERIA if each.rounds == ("coding",)), key=lambda each: each.minutes
    )
    long, short = by_minutes[-1], by_minutes[0]
    held = [Evidence(each.id, each.target - 1, each.target, "One short.") for each in (long, short)]
    step = next_step(assess([*all_but(long.id, short.id), *held], {}, TODAY), TODAY)
    assert step.finding.criterion.id == short.id
    assert step.minutes == short.minutes
    assert f"{short.minutes} min" in step.sentence
    assert "coding" in step.sentence


def test_a_rooms_own_words_say_what_to_do():
    held = Evidence(
        "deepdive-facets", 7, 8, "One short.", todo="Answer the rollout of ledger", opens="ledger"
    )
    step = next_step(assess([*all_but("deepdive-facets"), held], {}, TODAY), TODAY)
    assert step.sentence.startswith("Answer the rollout of ledger, ")
    assert (step.chapter, step.opens) == ("10", "ledger")


def test_a_chapter_is_begun_with_its_first_criterion():
    chapters = {}
    for step in steps(assess([], {}, TODAY), TODAY):
        chapters.setdefault(step.chapter, step.finding.criterion)
    assert "11" not in chapters
    for chapter, criterion in chapters.items():
        first = guide.criteria(chapter)[0].id
        assert criterion.id == first or criterion.id.startswith("practice-days")


def test_a_score_given_once_is_to_be_given_again_on_another_day():
    criterion = judged("deep-dive")
    found = all_but(criterion.id)

    def given_on(day):
        return assess(
            [*found, Evidence(criterion.id, criterion.target, criterion.target, "", (day,))],
            {},
            TODAY,
        )

    assert next_step(given_on(TODAY), TODAY) is None
    step = next_step(given_on(TODAY - timedelta(1)), TODAY)
    assert step.again
    assert step.finding.criterion.id == criterion.id


def test_nothing_is_next_when_all_is_met_and_believed():
    assert next_step(assess(all_but(), {}, TODAY), TODAY) is None


@settings(max_examples=30, deadline=None)
@given(evidence)
def test_steps_come_to_an_end_and_none_is_taken_twice(found):
    done = list(islice(steps(assess(found, {}, TODAY), TODAY), 400))
    assert len(done) < 400
    lifted = [step for step in done if not step.again]
    assert len(lifted) == len({(s.finding.criterion.id, s.finding.steps) for s in lifted})


@settings(max_examples=50, deadline=None)
@given(evidence)
def test_a_step_done_is_met_or_nearer(found):
    assessments = assess(found, {}, TODAY)
    step = next_step(assessments, TODAY)
    if step is None or step.again:
        return
    done = after(assessments, step, TODAY)
    criterion = step.finding.criterion.id
    before = {f.criterion.id: f for each in assessments for f in each.findings}[criterion]
    now = {f.criterion.id: f for each in done for f in each.findings}[criterion]
    assert now.steps == before.steps - 1
