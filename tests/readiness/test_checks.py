"""The four mistakes, each found in what it was made in."""

from datetime import date

from workbook import guide
from workbook.coding.problem import problems
from workbook.evidence import Evidence
from workbook.journal import open_journal
from workbook.readiness.assess import assess
from workbook.readiness.checks import Solution, check_mistakes, evidence
from workbook.readiness.gather import blame as blame_in
from workbook.readiness.gather import check, solution
from workbook.stories.records import Dismissal, Scores, Story

TODAY = date(2026, 11, 21)
GOOD = Story(title="Ledger", telling="I stopped it.", values=("candor",))


def blame(telling):
    return [(0, 4)] if telling.startswith("They") else None


def found(stories=(), shown=(), solutions=()):
    checks = check_mistakes(stories, assess(shown, {}, TODAY), blame, solutions)
    return {check.mistake.id: check for check in checks}


def names(check):
    return [fault.name for fault in check.faults]


def test_every_mistake_of_the_guide_is_looked_for():
    assert list(found()) == [mistake.id for mistake in guide.mistakes()]
    assert {check.sentence for check in found().values()} == {"Nothing to read yet."}
    assert evidence(list(found().values())) == []


def test_a_story_that_shows_none_of_the_companys_values_is_generic():
    own = Story(title="Elsewhere", values=("a value of my own",))
    check = found([GOOD, own])["generic-loop"]
    assert names(check) == ["Elsewhere"]
    assert check.faults[0].chapter == "07"


def test_a_deep_dive_behind_every_other_round_is_thin():
    other = Evidence("compensation-points", 3, 3, "Three points.")
    check = found(shown=[other])["thin-deep-dive"]
    assert [fault.chapter for fault in check.faults] == ["10"]
    ahead = [
        Evidence(one.id, one.target, one.target, "")
        for one in guide.criteria()
        if "deep-dive" in one.rounds
    ]
    assert found(shown=[other, *ahead])["thin-deep-dive"].faults == ()


def test_criticism_without_a_share_of_ones_own_is_shown_where_it_stands():
    blaming = Story(title="Vendor", telling="They broke it.", values=("candor",))
    low = Story(title="Scored", values=("candor",), scores=Scores(candor=4, ownership=1))
    check = found([GOOD, blaming, low])["candor-without-ownership"]
    assert names(check) == ["Vendor", "Scored"]
    assert [blaming.telling[a:b] for a, b in check.faults[0].spans] == ["They"]


def test_a_solution_larger_than_any_reference_is_shown_with_its_code():
    small, large = Solution("Cache", "x = 1"), Solution("Limiter", "y = 2", "40 statements.")
    check = found(solutions=[small, large])["over-engineered-code"]
    assert names(check) == ["Limiter"]
    assert (check.faults[0].text, check.faults[0].why) == ("y = 2", "40 statements.")
    assert found(solutions=[small])["over-engineered-code"].sentence == (
        "Nothing found in 1 solution."
    )


def test_code_that_a_reference_does_without_is_too_much():
    problem = problems()[0]
    reading = problem.readings[0]
    reference = problem.text(reading.references[0].file)
    assert solution(problem.id, reading.id, reference).excess == ""
    padded = reference + "\nextra = 1" * 400
    assert "statements" in solution(problem.id, reading.id, padded).excess
    assert solution("gone", reading.id, reference) is None
    assert solution(problem.id, reading.id, "def (") is None


def test_blame_is_read_in_a_telling():
    telling = (
        "The vendor was incompetent and my manager was lazy. They ignored every warning we gave "
        "them, they broke the release, and it was their fault that the launch failed for a week."
    )
    assert blame_in(telling)
    assert blame_in("I chose the queue, and I was wrong about its cost.") is None


def test_a_check_that_found_nothing_is_met_and_one_that_found_something_names_it():
    blaming = Story(title="Vendor", telling="They broke it.", values=("candor",))
    shown = {item.criterion: item for item in evidence(list(found([GOOD, blaming]).values()))}
    assert shown["mistake-generic-loop"].met
    assert not shown["mistake-candor-without-ownership"].met
    assert shown["mistake-candor-without-ownership"].opens == "Vendor"
    assert set(shown) <= {criterion.id for criterion in guide.criteria()}


def test_blame_that_the_reader_does_not_share_rests_here_too():
    journal = open_journal("sqlite://")
    telling = (
        "The contractors never tested anything and the ops team ignored every page we sent them. "
        "They were careless, they broke the build every week, and it was their fault that we lost "
        "the launch in May and 40 customers with it."
    )
    story = Story(title="Theirs", telling=telling)
    journal.save(story)

    def faults():
        found = {one.mistake.id: one for one in check(journal, TODAY)}
        return found["candor-without-ownership"].faults

    assert faults()
    journal.save(Dismissal(story=story.id, check="blame", reason="I name my part in the answer."))
    assert not faults()
