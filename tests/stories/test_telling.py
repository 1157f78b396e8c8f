"""Words and spoken seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.stories.telling import count_words, spoken_seconds, words_that_fit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("We cut it.", 3),
        ("I didn't, and it cost a follow-up", 7),
        ("0.6 percent of 1,200 rows", 5),
        ("— … !", 0),
        ("שלום עולם", 2),
        ("nul\x00byte", 2),
        ("🙂 fine", 1),
    ],
)
def test_words_are_what_is_spoken(text, words):
    assert count_words(text) == words


def test_ninety_seconds_at_145_hold_217_words():
    assert words_that_fit(145) == 217
    assert spoken_seconds("word " * 217, 145) < 90 < spoken_seconds("word " * 218, 145)


@given(st.text(), st.text())
def test_a_longer_telling_never_takes_less_time(first, second):
    assert spoken_seconds(f"{first} {second}", 145) >= spoken_seconds(first, 145)


@given(st.text(), st.integers(80, 239))
def test_a_faster_speaker_never_takes_longer(text, pace):
    assert spoken_seconds(text, pace + 1) <= spoken_seconds(text, pace)


def test_a_pace_of_nothing_is_refused():
    with pytest.raises(ValueError, match="positive"):
        spoken_seconds("words", 0)


def test_a_hundred_thousand_characters_are_counted():
    assert count_words("ab " * 33_333) == 33_333
