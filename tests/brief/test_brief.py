"""The page for the morning: what the reader wrote or proved, as text, in few lines."""

from datetime import date

import pytest

from workbook import example, guide
from workbook.brief import page
from workbook.brief.panel import Brief
from workbook.brief.writing import Material, as_html, first_sentence, write
from workbook.cli import main
from workbook.deepdive.records import System
from workbook.journal import open_journal
from workbook.loop.records import Shape, Slot
from workbook.practice.cards import facts
from workbook.practice.records import Answer
from workbook.practice.schedule import rate
from workbook.profile import Profile
from workbook.stories.records import Story

TODAY = date(2026, 11, 21)


def test_without_records_the_page_says_what_would_fill_it():
    text = write(Material())
    assert "##" not in text
    assert "Nothing is written yet" in text


def test_a_story_is_its_first_sentence_and_what_it_answers():
    story = Story(
        title="Cache", telling="I broke it. Then I mended it.", question_kind="let-go-of-work"
    )
    text = write(Material(stories=[story, Story(title="Empty")]))
    assert "**Cache**: I broke it. *(" in text
    assert "mended" not in text
    assert "Empty" not in text


@pytest.mark.parametrize(
    ("text", "first"),
    [("One two. Three.", "One two."), ("No end", "No end"), ("A\n\nB? C", "A B?")],
)
def test_the_first_sentence_ends_where_it_ends(text, first):
    assert first_sentence(text) == first


def test_rounds_stand_in_the_order_of_time_and_only_with_a_time_of_the_readers():
    slots = [
        Slot(id="systems-design", on="second", starts="09:00"),
        Slot(id="coding", on="first", starts="11:00", who="Ana"),
        Slot(id="deep-dive", on="first"),
        Slot(id="recruiter-screen", on="before", starts="08:00"),
        Slot(id="hiring-manager", on="not in it", starts="08:00"),
        Slot(id="gone", on="first", starts="07:00"),
    ]
    lines = [line for line in write(Material(slots=slots)).splitlines() if line.startswith("- ")]
    assert lines == ["- **11:00** Coding, with Ana", "- **09:00** Systems design"]
    two = write(Material(slots=slots, shape=Shape(days="two")))
    assert "second day, **09:00** Systems design" in two


def test_the_number_has_three_sentences_at_most_and_none_without_a_number():
    said = [f"Sentence {n}." for n in range(5)]
    part = write(Material(ask="$560,000", said=said)).split("## The number")[1]
    assert "\\$560,000" in part
    assert part.count("Sentence") == 3
    assert "The number" not in write(Material(said=said))


def test_the_sentences_for_the_number_are_those_of_its_defence():
    text = write(page.read(example.journal(), TODAY))
    part = text.split("## The number")[1].split("##")[0]
    assert part.count("\n- ") >= 2


def test_what_went_badly_is_named_and_what_went_well_is_not():
    weak, good = guide.questions()[:2]
    card = facts()[0]
    missed = rate(card.id, rate(card.id, None, 1, TODAY), 1, TODAY)
    text = write(
        Material(
            answers=[
                Answer(question=weak.id, on=TODAY, given=1),
                Answer(question=good.id, on=TODAY, given=0),
                Answer(question=good.id, on=TODAY, given=3),
                Answer(question="gone", on=TODAY, given=0),
            ],
            reviews=[missed],
            cards=facts(),
        )
    )
    assert weak.statement[:40] in text
    assert good.statement[:40] not in text
    assert "missed 2 of 2 times" in text


def test_what_the_reader_wrote_is_text_on_the_page():
    evil = "<script>alert(1)</script> *bold* [link](http://example.org) `code`"
    material = Material(
        stories=[Story(title=evil, telling=evil, question_kind="other")],
        systems=[System(title=evil, role=evil, scale=evil)],
        slots=[Slot(id="coding", on="first", starts="10:00", who=evil)],
    )
    html = as_html(write(material))
    body = html.split("<body>")[1]
    assert "<script" not in html
    assert "<a " not in html
    assert "<code" not in html
    assert "<em>bold" not in body
    assert "*bold*" in body


def test_the_page_is_shown_and_kept_from_one_source():
    journal = open_journal("sqlite://")
    panel = Brief(journal)
    journal.save(Profile(interview_date=date(2026, 12, 8)))
    journal.save(Story(title="Cache", telling="I broke it. Then I mended it."))
    assert "I broke it." in panel.sheet.body.value
    assert "# The morning of Tuesday 8 December" in panel.sheet.as_markdown.content
    assert "I broke it." in panel.sheet.as_html.content
    assert panel.sheet.markdown == write(page.read(journal, date.today()))


def test_the_command_writes_both_files_for_the_owner_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WORKBOOK_JOURNAL", str(tmp_path / "journal.db"))
    assert main(["brief", str(tmp_path / "out")]) == 0
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == ["brief.html", "brief.md"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert capsys.readouterr().out.count("Wrote ") == 2
