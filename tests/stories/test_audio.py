"""A recording is measured: known bursts and pauses, whatever the loudness and the room."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.stories.audio import PAUSE, analyse

RATE = 8000


def tone(seconds, loud=0.3):
    at = np.arange(round(seconds * RATE)) / RATE
    return loud * np.sin(2 * np.pi * 220 * at)


def take(bursts, gaps, loud=0.3, noise=0.0):
    """Return bursts of sound with silences between them, half a second of it before and after."""
    parts = [np.zeros(RATE // 2)]
    for burst, gap in zip(bursts, [*gaps, 0.5], strict=True):
        parts += [tone(burst, loud), np.zeros(round(gap * RATE))]
    sound = np.concatenate(parts)
    sound += np.random.default_rng(1).normal(0, noise, len(sound)) if noise else 0
    return (np.clip(sound, -1, 1) * 32767).astype(np.int16)


# A room as loud as a tenth of the voice leaves nothing to find.
@pytest.mark.parametrize(
    ("loud", "noise"),
    [
        (0.05, 0.0),
        (0.05, 0.003),
        *((loud, noise) for loud in (0.3, 0.9) for noise in (0, 0.003, 0.01)),
    ],
)
def test_pauses_are_found_at_any_loudness_and_in_a_room_with_noise(loud, noise):
    heard = analyse(take([3, 2, 4], [0.8, 1.6], loud, noise), RATE)
    assert heard.seconds == pytest.approx(12.4)
    assert heard.pauses == 2
    assert heard.longest == pytest.approx(1.6, rel=0.05)
    assert heard.speaking == pytest.approx(9 / 12.4, rel=0.05)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(0.4, 4), min_size=2, max_size=6),
    st.data(),
)
def test_every_pause_counts_and_no_breath_does(bursts, data):
    lengths = st.one_of(st.floats(0.05, PAUSE - 0.06), st.floats(PAUSE + 0.06, 3))
    count = len(bursts) - 1
    gaps = data.draw(st.lists(lengths, min_size=count, max_size=count))
    heard = analyse(take(bursts, gaps), RATE)
    assert heard.pauses == sum(gap >= PAUSE for gap in gaps)
    assert 0 <= heard.speaking <= 1
    if heard.pauses:
        assert heard.longest == pytest.approx(max(gaps), abs=0.05)


def test_silence_before_and_after_is_no_pause():
    assert analyse(take([3], []), RATE).pauses == 0


def test_a_voice_that_fades_is_less_even():
    steady = analyse(take([5, 5], [0.6]), RATE)
    fading = take([5, 5], [0.6]) * np.linspace(1, 0.3, round(11.6 * RATE))
    assert steady.spread == pytest.approx(0, abs=0.5)
    assert analyse(fading.astype(np.int16), RATE).spread > 5


@pytest.mark.parametrize("samples", [0, 5, RATE, 30 * RATE])
def test_silence_is_no_speech(samples):
    heard = analyse(np.zeros(samples, np.int16), RATE)
    assert (heard.speaking, heard.pauses, heard.spread) == (0, 0, None)
    assert heard.seconds == samples / RATE


def test_half_an_hour_is_measured():
    heard = analyse(np.tile(take([9, 8], [1.0]), 95), RATE)
    assert heard.seconds == pytest.approx(1805)
    assert heard.pauses == 95 + 94  # between two copies a second of silence
