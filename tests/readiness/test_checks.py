"""The four mistakes, each found in what it was made in."""

from datetime import date

from workbook import guide
from workbook.evidence import Evidence
from workbook.readiness.assess import assess
from workbook.readiness.checks import check_mistakes, evidence
from workbook.stories.records import Scores, Story

TODAY = date(2026, 11, 21)
GOOD = Story(title="Ledger", telling="I stopped it.", values=("candor",))


def blame(telling):
    return [(0, 4)] if telling.startswith("They") else []


def found(stories=(), shown=()):
    checks = check_mistakes(stories, assess(shown, {}, TODAY), blame)
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


def test_a_check_that_found_nothing_is_met_and_one_that_found_something_names_it():
    blaming = Story(title="Vendor", telling="They broke it.", values=("candor",))
    shown = {item.criterion: item for item in evidence(list(found([GOOD, blaming]).values()))}
    assert shown["mistake-generic-loop"].met
    assert not shown["mistake-candor-without-ownership"].met
    assert shown["mistake-candor-without-ownership"].opens == "Vendor"
    assert set(shown) <= {criterion.id for criterion in guide.criteria()}
