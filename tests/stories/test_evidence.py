"""What a bank of stories proves."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import guide
from workbook.journal import open_journal
from workbook.stories.bank import lacks
from workbook.stories.evidence import evidence, judge
from workbook.stories.records import FollowUp, Retrieval, Scores, Story, Take
from workbook.stories.takes import rehearsed

TODAY = date(2026, 11, 21)
scores = st.none() | st.integers(0, 4)
stories = st.builds(
    Story,
    title=st.text(max_size=20),
    telling=st.text(max_size=200),
    question_kind=st.none() | st.sampled_from([kind.id for kind in guide.question_kinds()]),
    values=st.lists(st.sampled_from([value.id for value in guide.values()]), unique=True).map(
        tuple
    ),
    scores=st.builds(Scores, ownership=scores, specificity=scores, candor=scores, relief=scores),
)


def test_an_empty_bank_is_no_evidence():
    assert evidence(open_journal("sqlite://"), TODAY) == []


@given(st.lists(stories, min_size=1, max_size=9))
def test_every_criterion_of_the_chapter_is_judged_with_a_reason(bank):
    found = judge(bank, 145)
    asked = [criterion.id for criterion in guide.criteria("07")]
    ids = [item.criterion for item in found]
    assert ids == [criterion for criterion in asked if criterion in ids]
    assert len(ids) >= 8
    assert all(item.why.endswith(".") for item in found)


def good_bank():
    kinds = ["disagreed-with-a-manager", "changed-my-mind", "delivered-bad-news", "let-go-of-work"]
    values = [value.id for value in guide.values()]
    return [
        Story(
            title=f"Story {n}",
            telling="word " * 200,
            question_kind=kinds[n % 4],
            values=(values[n],),
            scores=Scores(ownership=3, specificity=2, candor=3, relief=2),
        )
        for n in range(6)
    ]


def told(stories, seconds=85.0):
    return [Take(story=story.id, on=TODAY, seconds=seconds) for story in stories]


def pressed(stories, score=3):
    return [
        FollowUp(story=story.id, question="again", on=TODAY, score=score)
        for story in stories
        for _ in range(3)
    ]


def test_a_good_bank_that_was_told_and_pressed_meets_every_criterion():
    bank = good_bank()
    found = judge(bank, 145, told(bank), pressed(bank))
    assert [item.criterion for item in found if not item.met] == []
    ids = {criterion.id for criterion in guide.criteria("07")} - {"stories-retrieval"}
    assert {item.criterion for item in found} == ids


def test_nothing_is_said_of_telling_aloud_before_the_first_take():
    assert "stories-told-aloud" not in {item.criterion for item in judge(good_bank(), 145)}


def test_a_long_take_and_a_weak_follow_up_count_for_nothing():
    bank = good_bank()
    takes = [*told(bank[:3]), *told(bank[3:], 104)]
    answers = [*pressed(bank[:5]), *pressed(bank[:1], 1), *told_of_a_story_that_is_gone()]
    found = {item.criterion: item for item in judge(bank, 145, takes, answers)}
    assert found["stories-told-aloud"].value == 0.5
    assert "Story 3" in found["stories-told-aloud"].why
    assert found["stories-told-aloud"].opens == "Story 3"
    assert found["stories-followups"].value == 4


def told_of_a_story_that_is_gone():
    return [FollowUp(story="gone", question="again", on=TODAY, score=4) for _ in range(3)]


PER_STORY = (
    "stories-mapped",
    "stories-ninety-seconds",
    "stories-scored",
    "stories-candor",
    "stories-told-aloud",
)


@settings(deadline=None)
@given(st.lists(stories, min_size=1, max_size=4), st.data())
def test_the_list_and_the_checklist_agree(bank, data):
    takes = told(data.draw(st.lists(st.sampled_from(bank), min_size=1)), 88)
    answers = pressed(data.draw(st.lists(st.sampled_from(bank), min_size=1)))
    practised = rehearsed([story.id for story in bank], takes, answers)
    ready = [story for story in bank if not lacks(story, 145, practised[story.id])]
    found = {item.criterion: item.value for item in judge(bank, 145, takes, answers)}
    assert all(found[criterion] >= len(ready) / len(bank) for criterion in PER_STORY)
    assert found["stories-followups"] >= len(ready)
    if len(ready) == len(bank):
        assert all(found[criterion] == 1 for criterion in PER_STORY)
    if any(found[criterion] < 1 for criterion in PER_STORY):
        assert len(ready) < len(bank)


def test_the_drill_counts_the_last_24_draws_and_twelve_at_least():
    journal = open_journal("sqlite://")
    for n in range(6):
        journal.save(Retrieval(question="late-stop", story="a", on=TODAY, seconds=n, in_time=True))
    (found,) = evidence(journal, TODAY)
    assert (found.criterion, found.value) == ("stories-retrieval", 0.5)
    for n in range(24):
        hit = n >= 6
        journal.save(Retrieval(question="late-stop", story="a", on=TODAY, seconds=n, in_time=hit))
    (found,) = evidence(journal, TODAY)
    assert found.value == 0.75


def test_the_reason_names_the_stories_that_fall_short():
    bank = [Story(title="Mapped", values=("candor",)), Story(title="The pager")]
    mapped = next(item for item in judge(bank, 145) if item.criterion == "stories-mapped")
    assert mapped.value == 0.5
    assert mapped.why == "1 of 2 mapped to a value; not: The pager."
