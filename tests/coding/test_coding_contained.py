"""What a solution may do to the judge: nothing, with a sentence for what it tried."""

import pytest

from tests.coding.hostile import CONTAINED, ENDLESS, FORGED, SERIAL, at_import, in_a_call
from workbook.coding import judge, verdict
from workbook.coding.box import describe
from workbook.coding.problem import problem

pytestmark = pytest.mark.slow

NO_LOCK = problem("rate-limiter").text("independent/wrong_no_lock.py")


@pytest.fixture(params=["as-here", "limits-alone"])
def held(request, monkeypatch):
    """What holds a solution: all that this system has, or what every system has."""
    if request.param == "limits-alone":
        monkeypatch.setattr(verdict, "describe", lambda: (False, ""))


def told(verdict):
    return " ".join([verdict.sentence, *(one.sentence for one in verdict.cases)])


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("name", CONTAINED)
def test_it_is_contained_and_says_why(name):
    source, said = CONTAINED[name]
    verdict = judge("rate-limiter", "independent", source, first=True)
    assert not verdict.passed
    assert said in told(verdict)


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_stopped(name):
    source, said = ENDLESS[name]
    verdict = judge("rate-limiter", "independent", source, first=True)
    assert not verdict.passed
    assert said in told(verdict)


@pytest.fixture(scope="module")
def honest():
    """The cases that a solution fails which grants everything and does no harm."""
    verdict = judge("rate-limiter", "independent", in_a_call("pass"))
    return {one.name for one in verdict.failures}


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("name", FORGED)
def test_it_passes_no_case_that_it_would_fail_in_honesty(name, honest):
    forged = judge("rate-limiter", "independent", FORGED[name])
    assert honest
    assert not honest & {one.name for one in forged.cases if one.outcome == "passed"}


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("name", SERIAL)
def test_a_race_shows_whatever_a_solution_does_to_hide_it(name):
    before, within = SERIAL[name]
    call = "        now = self._clock()\n"
    source = before + NO_LOCK.replace(call, f"        {within}\n{call}")
    verdict = judge("rate-limiter", "independent", source)
    race = [one.outcome for one in verdict.cases if one.group == "concurrency"]
    assert race != ["passed"] * len(race)  # one case may miss it, where threads seldom meet


def test_a_loop_in_every_case_ends_the_judging_early():
    verdict = judge("rate-limiter", "independent", in_a_call("while True: pass"))
    assert "the rest did not run" in verdict.sentence
    assert "scale not run" in verdict.sentence


def test_threads_that_never_end_are_named():
    verdict = judge("rate-limiter", "independent", FORGED["threads that never end"], first=True)
    assert "threads still ran" in told(verdict)


def test_a_syntax_error_is_shown_with_its_line():
    verdict = judge("rate-limiter", "independent", "import threading\ndef allow(:\n    pass\n")
    assert verdict.sentence.startswith("Line 2: SyntaxError")
    assert "def allow(:" in verdict.sentence
    assert {one.outcome for one in verdict.cases} == {"not run"}


def test_a_class_or_a_method_that_is_missing_is_named():
    assert "RateLimiter" in judge("rate-limiter", "independent", "x = 1").trouble
    source = at_import().replace("def allow", "def permit")
    assert "no method allow" in judge("rate-limiter", "independent", source).trouble


def test_the_judge_says_what_holds_solutions_here():
    namespaces, text = describe()
    assert ("namespaces (" in text) == namespaces
    assert "limits on memory" in text
