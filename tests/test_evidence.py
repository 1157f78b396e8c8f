"""Evidence says how much of a target is reached."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.evidence import Evidence

numbers = st.floats(-1e6, 1e6)
targets = st.floats(1e-3, 1e6)


@given(numbers, targets)
def test_the_share_stays_between_nothing_and_all(value, target):
    assert 0 <= Evidence("any", value, target, "").share <= 1


@given(numbers, targets)
def test_a_criterion_is_met_exactly_when_all_of_its_target_is_reached(value, target):
    item = Evidence("any", value, target, "")
    assert item.met == (item.value >= target)
    if item.met:
        assert item.share == 1


@pytest.mark.parametrize("target", [0, -1, float("nan")])
def test_a_target_that_could_not_be_missed_is_refused(target):
    with pytest.raises(ValueError, match="a target is positive"):
        Evidence("any", 1, target, "")
