"""How much code there is, and which of it nothing asked for."""

import pytest

from workbook.coding import judge
from workbook.coding.problem import problem
from workbook.coding.size import compare, measure, smallest

LIMITER = problem("rate-limiter")
RIGHT = LIMITER.text("independent/reference_bucket.py")


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        ("", (0, 0, 0)),
        ("'a docstring'\nx = 1", (1, 0, 1)),
        ("def f(a):\n    'text'\n    return a", (2, 0, 1)),
        ("if a and b or c:\n    pass\nelif d:\n    x = 1", (3, 4, 0)),
        ("x = [y for y in z if y if -y]", (1, 3, 1)),
        ("try:\n    f()\nexcept (A, B):\n    g()\nexcept C:\n    g()", (4, 2, 0)),
        ("match a:\n    case 1:\n        f()\n    case _:\n        g()", (3, 2, 0)),
        ("class A:\n    n = 1\n    def __init__(self):\n        self.n = self._m = 2", (4, 0, 2)),
    ],
)
def test_counts_by_hand(source, counts):
    assert tuple(measure(source).values()) == counts


def test_a_reference_is_within_the_range():
    reading = LIMITER.reading("independent")
    assert all(one.least <= one.yours <= one.most for one in compare(LIMITER, reading, RIGHT))


def test_more_than_any_reference_is_said():
    more = RIGHT + "\n\nclass Factory:\n    def build(self):\n        return RateLimiter\n" * 9
    found = compare(LIMITER, LIMITER.reading("independent"), more)
    assert found[0].yours > found[0].most
    assert "more than in any of them" in found[0].sentence


def test_the_smallest_form_is_a_reference():
    for reading in LIMITER.readings:
        texts = [LIMITER.text(one.file) for one in reading.references]
        least = smallest(LIMITER, reading)
        assert least in texts
        assert measure(least)["statements"] == min(measure(one)["statements"] for one in texts)


def test_lines_that_no_case_ran_are_named():
    last = "            return granted\n"
    idle = RIGHT.replace(last, f"            if now < -9:\n                print('never')\n{last}")
    verdict = judge("rate-limiter", "independent", idle, cover=True)
    assert verdict.passed
    assert [idle.splitlines()[line - 1].strip() for line in verdict.unused] == ["print('never')"]


def test_lines_are_not_named_where_a_process_took_what_it_had_executed_with_it():
    gone = RIGHT.replace("import threading\n", "import os\nimport threading\n").replace(
        "        with self._lock:\n", "        with self._lock:\n            os._exit(0)\n", 1
    )
    assert "os._exit" in gone
    verdict = judge("rate-limiter", "independent", gone, cover=True)
    assert verdict.failures
    assert verdict.unused is None
