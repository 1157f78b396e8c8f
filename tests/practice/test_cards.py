"""The deck: every sort of card, each from what it is about."""

from datetime import date

from workbook import guide
from workbook.culture.records import Paraphrase
from workbook.practice import cards
from workbook.stories.records import Story

TODAY = date(2026, 11, 21)


def test_every_fact_and_question_has_a_card_of_its_own():
    deck = [*cards.facts(), *cards.questions()]
    assert len({card.id for card in deck}) == len(deck)
    assert len(deck) == len(guide.quiz()) + len(guide.questions())
    assert all(card.front and card.back and card.source for card in deck)


def test_a_story_answers_the_questions_of_its_kind():
    kind = next(one.kind for one in guide.questions() if one.kind not in (None, "other"))
    stories = [
        Story(title="Ledger", question_kind=kind),
        Story(title="Region", question_kind=kind),
        Story(title="", question_kind="other"),
    ]
    deck = cards.which_story(stories)
    assert [card.id for card in deck] == [
        f"which:{one.id}" for one in guide.questions() if one.kind == kind
    ]
    assert {card.back for card in deck} == {("Ledger", "Region")}
    assert cards.which_story([]) == []


def test_a_section_is_recalled_in_the_readers_newest_words():
    section = guide.sections()[0]
    attempts = [
        Paraphrase(section=section.id, text="First try.", on=TODAY),
        Paraphrase(section="gone", text="Nothing.", on=TODAY),
        Paraphrase(section=section.id, text="Second try.", on=TODAY),
    ]
    (card,) = cards.paraphrases(attempts)
    assert card.back[0] == "Second try."
    assert section.name in card.front


def test_cards_are_counted_by_their_sort():
    deck = [*cards.facts()[:2], *cards.questions()[:1]]
    assert cards.count_words(deck) == "2 facts, 1 question"
