"""The shipped guide data: complete, consistent, and pointing at things that exist."""

import pytest

from workbook import guide

LISTS = {
    "values": guide.values,
    "signals": guide.signals,
    "rounds": guide.rounds,
    "question_kinds": guide.question_kinds,
    "sources": guide.sources,
    "criteria": guide.criteria,
    "mistakes": guide.mistakes,
    "questions": guide.questions,
    "faq": guide.faq,
    "story scales": lambda: guide.rubric("stories"),
}

# Points of the guide whose home is data rather than a chapter's page, by what holds them.
HOMES = {
    "values": {7, 8, 9},
    "signals": {12, 13, 14, 15},
    "rounds": set(range(17, 23)),
    "question_kinds": {38},
    "sources": {43},
    "criteria": {34, 35, 36, 38, 42, 43, 63, 64},
    "questions": {45, 46, 47},
    "mistakes": {52, 53, 54, 55},
    "faq": set(range(56, 62)),
    "story scales": {16, 55, 63},
}


def test_the_twelve_values_are_those_the_workbook_maps_to() -> None:
    assert [value.id for value in guide.values()] == [
        "context-not-control",
        "informed-captain",
        "candor",
        "judgment",
        "communication",
        "impact",
        "curiosity",
        "innovation",
        "courage",
        "passion",
        "selflessness",
        "freedom-and-responsibility",
    ]


def test_the_question_kinds_are_the_four_and_other() -> None:
    assert {kind.id for kind in guide.question_kinds()} == {
        "disagreed-with-a-manager",
        "changed-my-mind",
        "delivered-bad-news",
        "let-go-of-work",
        "other",
    }


def test_three_signals_stand_on_each_side() -> None:
    sides = [signal.side for signal in guide.signals()]
    assert sides.count("relief") == sides.count("anxiety") == 3


def test_only_the_crowd_reported_source_is_an_aggregator() -> None:
    assert [source.id for source in guide.sources() if source.aggregator] == ["aggregator"]


@pytest.mark.parametrize("name", LISTS)
def test_ids_are_unique(name: str) -> None:
    ids = [entry.id for entry in LISTS[name]()]
    assert ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", HOMES)
def test_every_point_that_lives_in_data_has_an_entry(name: str) -> None:
    held = {point for entry in LISTS[name]() for point in entry.points}
    assert HOMES[name] <= held


def test_rounds_named_by_criteria_and_questions_exist() -> None:
    known = {one.id for one in guide.rounds()}
    named = {name for one in guide.criteria() for name in one.rounds}
    assert named | {one.round for one in guide.questions()} <= known
    assert "hiring-manager" in named


def test_every_behavioural_and_screening_round_has_a_criterion() -> None:
    reached = {name for one in guide.criteria() for name in one.rounds}
    assert {"recruiter-screen", "hiring-manager", "cross-functional"} <= reached


def test_criteria_can_be_asked_for_by_chapter() -> None:
    assert {one.id.split("-")[0] for one in guide.criteria("07")} == {"stories"}
    assert {one.id.split("-")[0] for one in guide.criteria("08")} == {"compensation"}
    assert guide.criteria("99") == []
    by_chapter = [one for name in ("00", "07", "08", "13") for one in guide.criteria(name)]
    assert sorted(by_chapter, key=lambda one: one.id) == sorted(
        guide.criteria(), key=lambda one: one.id
    )


def test_shares_and_answers_of_yes_or_no_have_a_target_of_one() -> None:
    for one in guide.criteria():
        if one.unit in ("share", "yes or no"):
            assert one.target == 1, one.id


def test_targets_agree_with_the_lists_they_count() -> None:
    targets = {one.id: one.target for one in guide.criteria()}
    named_kinds = [kind for kind in guide.question_kinds() if kind.id != "other"]
    assert targets["stories-question-kinds"] == len(named_kinds)
    assert targets["readiness-self-scores"] == len(guide.rounds())
    assert targets["stories-values"] == len(guide.values()) / 2


def test_questions_can_be_asked_for_by_round() -> None:
    assert len(guide.questions("coding")) == 4
    assert {one.round for one in guide.questions("deep-dive")} == {"deep-dive"}


def test_statements_are_one_or_two_sentences_for_a_reader() -> None:
    for one in guide.criteria():
        assert one.statement.endswith(".")
        assert len(one.statement) <= 90, one.id
