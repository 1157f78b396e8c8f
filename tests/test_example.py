"""The example candidate: complete, labelled, and never among the reader's own."""

import pytest

from tests.hands import enter
from workbook import example
from workbook.journal import open_journal
from workbook.journal.records import known_kinds
from workbook.profile import Profile, load
from workbook.stories.panel import Board
from workbook.stories.records import Story


def test_the_example_fills_the_rooms():
    assert len(example.journal().records(Story)) >= 6
    assert load(example.journal()).interview_date is not None


def test_the_example_never_reaches_the_readers_journal():
    panel = example.show(Board)
    enter(panel.editor["title"], "changed in the example")
    reader = open_journal()
    assert all(reader.records(model) == [] for model in known_kinds().values())
    assert example.journal().records(Story)[0].title == "changed in the example"


def test_the_example_says_that_it_is_fictional():
    panel = example.show(Board)
    assert any("Fictional" in getattr(child, "value", "") for child in panel.children)


def test_it_is_there_on_request_once_the_reader_has_a_story_of_their_own():
    open_journal().save(Story(title="mine"))
    asked = example.show(Board)
    assert not isinstance(asked.children[0], Board)
    asked.button.click()
    assert isinstance(asked.children[0], Board)


def test_switched_off_it_is_a_sentence():
    open_journal().save(Profile(example=False))
    assert "switched off" in example.show(Board).value


@pytest.fixture(autouse=True)
def fresh():
    example.journal.cache_clear()
    yield
    example.journal.cache_clear()
