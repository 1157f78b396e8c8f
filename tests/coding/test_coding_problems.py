"""Every problem is whole, and its own solutions are judged as it says."""

import shutil

import pytest
import yaml

from workbook.cli import main
from workbook.coding import judge, problems
from workbook.coding.problem import ProblemError, coding_folder, problem, read
from workbook.coding.suite import GROUPS

pytestmark = pytest.mark.slow

READINGS = [
    pytest.param(one, reading, id=f"{one.id}-{reading.id}")
    for one in problems()
    for reading in one.readings
]


@pytest.mark.parametrize(("one", "reading"), READINGS)
def test_a_right_solution_passes_and_a_wrong_one_fails_where_it_is_wrong(one, reading):
    right = judge(one, reading.id, one.text(reading.references[0].file), changed=True)
    assert right.passed, [case.sentence for case in right.failures]
    wrong = reading.wrong[0]
    verdict = judge(one, reading.id, one.text(wrong.file), changed=wrong.change)
    assert not verdict.passed
    assert wrong.caught_by in {case.group for case in verdict.failures}


@pytest.mark.parametrize(("one", "reading"), READINGS)
def test_a_brief_names_no_reading(one, reading):
    assert reading.name.lower() not in one.brief.lower()
    assert 4 <= one.brief.count(".") <= 6


@pytest.fixture
def copied(tmp_path):
    """A problem of the test's own, in a folder of its own."""
    folder = tmp_path / "limiter"
    shutil.copytree(coding_folder() / "rate-limiter", folder)
    return folder


def rewrite(folder, change):
    file = folder / "problem.yaml"
    body = yaml.safe_load(file.read_text())
    change(body)
    file.write_text(yaml.safe_dump(body))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body.pop("brief"), "brief"),
        (lambda body: body["readings"][0].update(interface="def f(): ..."), "interface"),
        (lambda body: body["readings"][0].update(suite="nowhere.py"), "nowhere.py"),
        (lambda body: body["readings"][0]["wrong"].pop(), "wrong"),
        (lambda body: body["readings"][1].update(colour="red"), "readings.1.colour"),
        (lambda body: body["readings"][0]["wrong"][0].update(caught_by="luck"), "caught_by"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_mend(copied, change, said):
    rewrite(copied, change)
    with pytest.raises(ProblemError, match="limiter") as refused:
        read(copied)
    assert said in str(refused.value)


def test_a_suite_that_does_not_run_is_refused_with_its_name(copied):
    (copied / "independent" / "suite.py").write_text("from nowhere import case")
    with pytest.raises(ProblemError, match=r"independent/suite\.py.*nowhere"):
        read(copied)


def test_a_problem_or_a_reading_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ProblemError, match="rate-limiter"):
        problem("nothing")
    with pytest.raises(ProblemError, match="max-min"):
        problem("rate-limiter").reading("nothing")


def test_the_doctor_judges_a_problem_in_any_folder(copied, capsys):
    def one_reading(body):
        del body["readings"][1:]
        body["readings"][0]["wrong"][0]["caught_by"] = "scale"

    rewrite(copied, one_reading)
    assert main(["doctor", "--problems", str(copied)]) == 1
    said = capsys.readouterr().out
    assert said.count("All 17 cases passed.") == 2
    assert "wrong_window.py: caught by behaviour" in said
    assert "1 to mend" in said


def test_no_verdict_is_all_passed_while_a_group_has_not_run():
    source = problem("rate-limiter").text("independent/reference_bucket.py")
    seen = []

    def stop_after_three(result):
        seen.append(result)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge("rate-limiter", "independent", source, progress=stop_after_three)
    assert [one.outcome for one in seen] == ["passed"] * 3
    broken = judge("rate-limiter", "independent", source.replace("def allow", "def permit"))
    assert not broken.passed
    assert all(f"{group} not run" in broken.sentence.lower() for group in GROUPS)


def test_a_failing_case_says_what_was_given_expected_and_got_beside_what_was_printed():
    source = problem("rate-limiter").text("independent/wrong_window.py")
    loud = source.replace("with self._lock:", "print('asked by', tenant)\n        with self._lock:")
    failed = judge("rate-limiter", "independent", loud).failures[0]
    assert "allow('a')" in failed.given
    assert failed.expected == "[True, True, False]"
    assert failed.got == "[True, True, True]"
    assert failed.printed.count("asked by a\n") == 7


def test_threads_and_asyncio_may_be_used():
    body = problem("rate-limiter").text("independent/reference_bucket.py")
    source = body.replace("import threading", "import asyncio\nimport threading").replace(
        "    def allow(self, tenant):",
        "    def allow(self, tenant):\n        return asyncio.run(self._allow(tenant))\n\n"
        "    async def _allow(self, tenant):",
    )
    verdict = judge("rate-limiter", "independent", source, first=True)
    assert {one.group for one in verdict.cases if one.outcome == "passed"} >= {
        "behaviour",
        "concurrency",
    }
