"""What the compensation room tells readiness."""

import datetime as dt

from workbook import guide
from workbook.compensation.evidence import evidence
from workbook.compensation.records import Point, Target
from workbook.journal import open_journal

TODAY = dt.date(2026, 11, 21)


def test_an_untouched_room_gives_no_evidence():
    assert evidence(open_journal("sqlite://"), TODAY) == []


def test_each_criterion_of_the_chapter_is_judged_once():
    journal = open_journal("sqlite://")
    journal.save(Point(total=500_000, source="recruiter"))
    found = evidence(journal, TODAY)
    asked = [one.id for one in guide.criteria("08")]
    assert [one.criterion for one in found] == asked[: len(found)]
    assert {one.criterion for one in found if one.met} == {
        "compensation-not-aggregators",
        "compensation-not-own-pay",
    }
    assert found[0].value == 1
    assert all(one.why.endswith(".") for one in found)


def test_a_researched_number_meets_every_criterion():
    journal = open_journal("sqlite://")
    journal.save_all(
        [
            Point(total=500_000, source="recruiter"),
            Point(total=520_000, source="recent-hire", date=dt.date(2026, 6, 1)),
            Point(total=480_000, source="aggregator"),
            Target(band_low=480_000, band_high=620_000, ask=560_000),
        ]
    )
    assert all(one.met for one in evidence(journal, TODAY))
    journal.delete(Target, Target.ONLY)
    assert [one.criterion for one in evidence(journal, TODAY) if not one.met] == [
        "compensation-ask"
    ]
