"""A few rounds of what `make bench ARGS=safety` does a thousand times."""

import pytest

from tests.benchmarks.bench_safety import flips, kills, two_at_once

pytestmark = pytest.mark.slow


def test_no_save_that_had_returned_is_lost_when_processes_are_killed(tmp_path):
    found = kills(16, tmp_path)
    assert (found["missing"], found["errors"]) == (0, 0)
    assert found["saves"] > 0


def test_bytes_that_change_are_refused_in_a_sentence_and_restored_or_do_no_harm(tmp_path):
    found = flips(8, 1, tmp_path) + flips(8, 20, tmp_path)
    assert found["harmed"] == 0
    assert found["refused"] > 8


def test_two_processes_that_change_one_record_lose_no_field(tmp_path):
    assert two_at_once(20, tmp_path) == 0
