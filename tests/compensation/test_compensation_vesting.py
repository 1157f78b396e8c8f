"""Schedules of vesting as people write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.compensation.vesting import LONGEST, even, format_vesting, parse_vesting


@pytest.mark.parametrize(
    ("text", "per_cents"),
    [
        ("4", (25, 25, 25, 25)),
        (" 4 years ", (25, 25, 25, 25)),
        ("even over 2 years", (50, 50)),
        ("over 1 yr", (100,)),
        ("5/15/40/40", (5, 15, 40, 40)),
        ("5%, 15%, 40%, 40%", (5, 15, 40, 40)),
        ("5 15 40 40", (5, 15, 40, 40)),
        ("33 - 33 - 34", (33, 33, 34)),
        ("33.33/33.33/33.33", (33.33, 33.33, 33.33)),
        ("33,3/33,3/33,4", (33.3, 33.3, 33.4)),
        ("100%", (100,)),
    ],
)
def test_schedules_are_read(text, per_cents):
    assert parse_vesting(text) == per_cents


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5/15/40/30", "adds up to 90, and has to be 100 per cent."),
        ("33/33/33", "adds up to 99"),
        ("60/60/-20", "is no vesting schedule"),
        ("150/0", "between 0 and 100"),
        ("monthly", "write 4 for four even years"),
        ("", "is no vesting schedule"),
        ("0", "over 1 to 10 years"),
        ("48", "over 1 to 10 years"),
        ("nan/100", "between 0 and 100"),
        ("/".join(["5"] * 20), "20 years is too long"),
    ],
)
def test_what_is_no_schedule_is_refused_in_a_sentence(text, reason):
    with pytest.raises(ValueError, match=rf"{re.escape(reason)}.*\.$|{re.escape(reason)}$"):
        parse_vesting(text)


@given(
    st.integers(1, LONGEST).map(even)
    | st.integers(0, 100).map(lambda part: (float(part), 100.0 - part))
    | st.floats(0, 100).map(lambda part: (part, 100.0 - part))
)
def test_a_schedule_reads_back_as_itself(per_cents):
    assert parse_vesting(format_vesting(per_cents)) == per_cents
