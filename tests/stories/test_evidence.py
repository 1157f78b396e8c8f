"""What a bank of stories proves."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workbook import guide
from workbook.journal import open_journal
from workbook.stories.evidence import evidence, judge
from workbook.stories.records import Scores, Story

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


def test_a_good_bank_meets_every_criterion():
    kinds = ["disagreed-with-a-manager", "changed-my-mind", "delivered-bad-news", "let-go-of-work"]
    values = [value.id for value in guide.values()]
    bank = [
        Story(
            title=f"Story {n}",
            telling="word " * 200,
            question_kind=kinds[n % 4],
            values=(values[n],),
            scores=Scores(ownership=3, specificity=2, candor=3, relief=2),
        )
        for n in range(6)
    ]
    assert [item.criterion for item in judge(bank, 145) if not item.met] == []


def test_the_reason_names_the_stories_that_fall_short():
    bank = [Story(title="Mapped", values=("candor",)), Story(title="The pager")]
    mapped = next(item for item in judge(bank, 145) if item.criterion == "stories-mapped")
    assert mapped.value == 0.5
    assert mapped.why == "1 of 2 mapped to a value; not: The pager."
