"""A million problems: counted, told by kind, and each there when asked for."""

import numpy as np

from workbook.compensation.tables.problems import Group, Problem, Problems


def group(column, rows, reasons):
    return Group.of(column, rows, reasons)


def many(count):
    told = []

    def reason(code):
        told.append(code)
        return f"“text {code}” is not an amount."

    numbers = np.arange(2, count + 2)
    return Problems([Group("pay", numbers, numbers, reason)]), told


def test_problems_come_in_the_order_of_the_rows():
    problems = Problems([group("a", [5, 9], ["x.", "y."]), group("b", [2, 9], ["z.", "w."])])
    assert [f"{each.row}{each.column}" for each in problems] == ["2b", "5a", "9a", "9b"]
    assert problems[-1] == Problem(9, "b", "w.")
    assert problems[1:3] == [Problem(5, "a", "x."), Problem(9, "a", "y.")]
    assert problems.rows.tolist() == [2, 5, 9]


def test_no_sentence_is_made_before_it_is_asked_for():
    problems, told = many(1_000_000)
    assert len(problems) == 1_000_000
    assert told == []
    assert problems[999_999].row == 1_000_001
    assert len(told) == 1


def test_reasons_that_differ_in_the_cell_only_are_one_kind():
    problems, _ = many(100)
    [kind] = problems.kinds(first=2)
    assert kind.count == 100
    assert [problem.row for problem in kind.first] == [2, 3]


def test_every_problem_is_counted_however_many_reasons_there_are():
    problems, told = many(10_000)
    assert sum(kind.count for kind in problems.kinds()) == 10_000
    assert len(told) < 5_000


def test_the_most_frequent_kind_comes_first():
    same = Group("b", np.array([7, 8]), np.zeros(2, np.int64), lambda _: "it has no amount.")
    kinds = Problems([group("a", [1], ["x."]), same]).kinds()
    assert [(kind.column, kind.count) for kind in kinds] == [("b", 2), ("a", 1)]
    assert [problem.row for problem in kinds[0].first] == [7, 8]


def test_no_problems_are_none():
    assert not Problems()
    assert Problems() == ()
    assert list(Problems([group("a", [], [])])) == []
    assert Problems().rows.tolist() == []
