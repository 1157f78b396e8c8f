"""The fullest page there can be prints on one sheet, of A4 and of Letter."""

import re
from datetime import date

import pytest

from workbook import guide
from workbook.brief.writing import Material, as_html, write
from workbook.deepdive.records import System
from workbook.loop.records import Shape, Slot
from workbook.practice.records import Answer
from workbook.profile import Profile
from workbook.stories.records import Story

LONG = "Moving Every Account Without Waking Anybody " * 20
FULL = Material(
    profile=Profile(interview_date=date(2026, 12, 8)),
    shape=Shape(days="two"),
    slots=[
        Slot(id=each.id, on="second", starts="10:30", minutes=60, who=LONG[:300])
        for each in guide.rounds()
    ],
    stories=[Story(title=LONG[:300], telling=LONG, question_kind="other") for _ in range(12)],
    ask="$560,000",
    said=[LONG] * 5,
    systems=[System(title=LONG[:300], role=LONG[:300], scale=LONG[:300]) for _ in range(3)],
    answers=[
        Answer(question=one.id, on=date(2026, 11, 21), given=0) for one in guide.questions()[:9]
    ],
)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_one_page(reader, paper):
    page = reader.context.new_page()
    page.set_content(as_html(write(FULL)))
    printed = page.pdf(format=paper, prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
