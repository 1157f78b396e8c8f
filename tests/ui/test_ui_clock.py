"""The clock reports to Python once a hand has stopped it; what is no time is not taken."""

import re
from pathlib import Path

import pytest

from workbook import ui
from workbook.ui.clock import FORGOTTEN, Clock


@pytest.fixture
def times():
    return []


@pytest.fixture
def clock(times):
    return Clock("the answer", 20, times.append)


def test_it_reports_the_seconds_that_were_taken(clock, times):
    clock._take(clock, {"stopped": 12.4}, [])
    clock._take(clock, {"stopped": 31}, [])
    assert times == [12.4, 31.0]


@pytest.mark.parametrize(
    "message", [{}, {"stopped": "12"}, {"stopped": 0}, {"stopped": -3}, {"stopped": FORGOTTEN + 1}]
)
def test_what_is_no_time_is_not_taken(clock, times, message):
    clock._take(clock, message, [])
    assert times == []


def test_infinity_and_no_number_are_no_times(clock, times):
    for seconds in (float("inf"), float("nan")):
        clock._take(clock, {"stopped": seconds}, [])
    assert times == []


def test_it_tells_the_page_what_is_timed_and_for_how_long(clock):
    state = clock.get_state()
    assert (state["label"], state["limit"], state["started"]) == ("the answer", 20, 0)
    assert "wb-clock" in clock._dom_classes


def test_the_page_writes_text_and_never_markup():
    script = Path(ui.__file__).with_name("clock.js").read_text(encoding="utf-8")
    assert "innerHTML" not in script
    assert not re.search(r"\bfetch\(|https?:|import\(", script)
