"""The documents in the reader's words: what is asked again, what stays, what it shows."""

from datetime import date, timedelta

import pytest

from tests.hands import enter, typing
from workbook import guide
from workbook.culture import attempts, charts
from workbook.culture.evidence import evidence
from workbook.culture.panel import Deck
from workbook.culture.records import Carrier, Paraphrase
from workbook.journal import open_journal
from workbook.stories.records import Story

TODAY = date(2026, 11, 21)
GOOD = (
    "Whoever leads tells the others what matters and why, and they choose how to do it without "
    "asking anybody first."
)


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.mark.parametrize("section", guide.sections(), ids=lambda section: section.id)
def test_a_paraphrase_with_the_sections_own_label_is_asked_again(section):
    for label in section.labels:
        said = attempts.complaint(f"{GOOD} That is {label.upper()}, as they say.", section)
        assert "own label" in said


def test_under_fifteen_words_is_asked_again_and_a_label_inside_a_word_is_not_one():
    section = guide.sections()[0]  # its labels hold "value"
    assert "14 words" in attempts.complaint("word " * 14, section)
    assert attempts.complaint("word " * 15, section) == ""
    assert attempts.complaint(GOOD + " They evaluate the invaluable.", section) == ""


def test_a_section_stands_where_its_last_attempt_left_it():
    sections = guide.sections()
    said = [
        Paraphrase(section=sections[0].id, text=GOOD, on=TODAY - timedelta(30), strength=4),
        Paraphrase(section=sections[0].id, text=GOOD, on=TODAY - timedelta(2), strength=2),
    ]
    rows = attempts.standings(sections, said, TODAY)
    assert (rows[0].strength, rows[0].days) == (2, 2)
    assert (rows[1].strength, rows[1].days) == (None, None)
    figure = charts.strengths(rows, 900)
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "2 of 4, 2 days" in words
    assert words.count("○ not said yet") == len(sections) - 1
    assert charts.describe(rows).startswith(f"1 of {len(sections)} sections said.")


def test_evidence_counts_sections_and_living_stories(journal):
    assert evidence(journal, TODAY) == []
    story = Story(title="The cache")
    journal.save(story)
    journal.save(Carrier(id="deck-values", story=story.id))
    journal.save(Carrier(id="deck-high-performance", story="gone"))
    for on, strength in [(TODAY - timedelta(40), 4), (TODAY, 3)]:
        journal.save(Paraphrase(section="deck-values", text=GOOD, on=on, strength=strength))
    journal.save(Paraphrase(section="deck-judgment", text=GOOD, on=TODAY - timedelta(40)))
    values = {item.criterion: item.value for item in evidence(journal, TODAY)}
    assert values == {
        "culture-paraphrased": 2,
        "culture-strong": 1,
        "culture-recent": 1,
        "culture-stories": 1,
    }


def test_an_attempt_is_kept_scored_and_the_next_one_leaves_it(journal):
    deck = Deck(journal)
    typing(deck.text, "too short")
    deck.keep.click()
    assert "2 words" in deck.text.refusal
    assert Deck(journal).text.value == "too short"
    typing(deck.text, GOOD)
    deck.keep.click()
    enter(deck.strength, 2)
    typing(deck.text, GOOD + " <b>Again.</b>")
    deck.keep.click()
    enter(deck.strength, 3)
    kept = journal.records(Paraphrase)
    assert [each.strength for each in kept] == [2, 3]
    assert "<b>Again" not in deck.said.value
    assert deck.text.value == ""


def test_what_is_typed_for_one_section_stays_with_it(journal):
    deck = Deck(journal)
    typing(deck.text, "half a thought")
    deck.picker.children[1].children[0].click()
    assert deck.text.value == ""
    deck.picker.children[0].children[0].click()
    assert deck.text.value == "half a thought"


def test_a_story_carries_a_section(journal):
    story = Story(title="The cache")
    journal.save(story)
    deck = Deck(journal)
    enter(deck.carrier["story"], story.id)
    (carrier,) = journal.records(Carrier)
    assert (carrier.id, carrier.story) == (deck.chosen, story.id)
    deck.picker.children[1].children[0].click()
    assert deck.carrier["story"].value == ""
