"""The shipped guide data: complete, consistent, and pointing at things that exist."""

import re

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
    "quiz": guide.quiz,
    "keeper_questions": guide.keeper_questions,
    "sections": guide.sections,
    "facets": guide.facets,
    "prompts": guide.prompts,
    "gates": guide.gates,
    "story scales": lambda: guide.rubric("stories"),
}

# Points of the guide whose home is data rather than a chapter's page, by what holds them.
HOMES = {
    "values": {7, 8, 9},
    "signals": {12, 13, 14, 15},
    "rounds": set(range(17, 23)),
    "question_kinds": {38},
    "sources": {43},
    "criteria": set(range(1, 65)) - {1, 2, 4, 7, 9, 18, 19, 22, 39, 40, 41, 44},
    "questions": {45, 46, 47},
    "mistakes": {52, 53, 54, 55},
    "faq": set(range(56, 62)),
    "quiz": {2, 4, *range(17, 21), *range(56, 61)},
    "sections": {6, 7, 8, 9, 10},
    "prompts": {29, 30, 46},
    "gates": {33},
    "facets": {48},
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


def test_every_chapter_has_a_criterion_in_its_checklist() -> None:
    chapters = [one.chapter for one in guide.criteria()]
    assert sorted(set(chapters)) == [f"{number:02}" for number in range(14)]
    assert chapters == sorted(chapters)
    assert {one.id.split("-")[0] for one in guide.criteria("07")} == {"stories"}
    assert guide.criteria("99") == []


@pytest.mark.parametrize("round_id", [one.id for one in guide.rounds()])
def test_a_round_asks_for_work_seen_and_work_judged_from_several_chapters(round_id: str) -> None:
    criteria = [one for one in guide.criteria() if round_id in one.rounds]
    assert 5 <= len(criteria) <= 12
    assert {one.sort for one in criteria} == {"done", "judged"}
    assert len({one.chapter for one in criteria}) >= 3


@pytest.mark.parametrize("round_id", [one.id for one in guide.rounds()])
def test_the_top_of_a_round_needs_practice_on_two_days(round_id: str) -> None:
    (days,) = [one for one in guide.criteria() if one.id == f"practice-days-{round_id}"]
    assert days.rounds == (round_id,)
    assert days.target >= 2
    assert days.unit == "days"


def test_an_act_is_an_order_that_fits_a_line() -> None:
    for one in guide.criteria():
        assert one.act.endswith("."), one.id
        assert len(one.act) <= 60, one.id


def test_shares_and_answers_of_yes_or_no_have_a_target_they_can_reach() -> None:
    for one in guide.criteria():
        if one.unit == "yes or no":
            assert one.target == 1, one.id
        if one.unit == "share":
            assert one.target <= 1, one.id


def test_targets_agree_with_the_lists_they_count() -> None:
    targets = {one.id: one.target for one in guide.criteria()}
    named_kinds = [kind for kind in guide.question_kinds() if kind.id != "other"]
    assert targets["stories-question-kinds"] == len(named_kinds)
    assert targets["readiness-self-scores"] == len(guide.rounds())
    assert targets["stories-values"] == len(guide.values()) / 2
    assert targets["culture-paraphrased"] == targets["culture-recent"] == len(guide.sections())
    assert targets["keeper-signals"] == len(guide.signals())
    assert targets["design-gates"] == len(guide.gates())
    assert targets["deepdive-facets"] == 2 * len(guide.facets())
    assert targets["quiz-seen"] == len(guide.quiz()) >= targets["quiz-known"]
    assert targets["practice-questions"] == 3 * len(guide.rounds())
    assert {f"mistake-{one.id}" for one in guide.mistakes()} <= set(targets)


def test_questions_can_be_asked_for_by_round() -> None:
    for one in guide.rounds():
        assert len(guide.questions(one.id)) >= 8
        assert {question.round for question in guide.questions(one.id)} == {one.id}


def test_there_is_enough_to_draw_from() -> None:
    own = [one for one in guide.questions() if not one.reported]
    behavioural = [one for one in guide.questions() if one.kind]
    assert len(own) >= 60
    assert len(behavioural) >= 40
    assert {one.kind for one in behavioural} == {kind.id for kind in guide.question_kinds()}
    assert {one.signal for one in guide.keeper_questions()} == {one.id for one in guide.signals()}
    assert len(guide.keeper_questions()) >= 24
    assert len(guide.quiz()) >= 20
    assert len(guide.prompts()) >= 7


def test_technical_questions_have_no_behavioural_kind() -> None:
    technical = {"coding", "systems-design", "deep-dive"}
    assert not [one.id for one in guide.questions() if one.kind and one.round in technical]
    manager = guide.questions("hiring-manager") + guide.questions("cross-functional")
    assert all(one.kind for one in manager)


def test_the_deck_and_the_memo_are_there_whole() -> None:
    groups = [one.group for one in guide.sections()]
    assert [groups.count(name) for name in ("aspect", "behaviour", "principle")] == [7, 9, 4]


def test_a_strong_sentence_shows_its_section_without_naming_it() -> None:
    for one in guide.sections():
        said = f" {re.sub(r'[^a-z0-9-]+', ' ', one.strong.lower())} "
        assert not [label for label in one.labels if f" {label} " in said], one.id
        assert len(one.strong.split()) >= 15, one.id


def test_the_right_option_of_a_quiz_is_not_always_in_one_place() -> None:
    places = [one.options.index(one.answer) for one in guide.quiz()]
    assert max(places.count(place) for place in range(4)) <= len(places) * 0.55


def test_statements_are_one_or_two_sentences_for_a_reader() -> None:
    for one in guide.criteria():
        assert one.statement.endswith(".")
        assert len(one.statement) <= 90, one.id
