"""What the room proves towards readiness."""

import datetime as dt

from workbook import guide
from workbook.compensation.evidence import evidence
from workbook.compensation.records import Point, PushbackTry, Target
from workbook.journal import open_journal

TODAY = dt.date(2026, 11, 21)


def found(*records):
    journal = open_journal("sqlite://")
    for record in records:
        journal.save(record)
    return {each.criterion: each for each in evidence(journal, TODAY)}


def hire(total):
    return Point(source="recent-hire", total=total, date=TODAY)


def test_nothing_entered_is_no_evidence():
    assert found() == {}


def test_every_criterion_of_the_chapter_can_be_met():
    at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    tries = [
        PushbackTry(pushback=one.id, at=at, seconds=15, score=3) for one in guide.pushbacks()[:4]
    ]
    met = found(hire(520_000), hire(565_000), hire(580_000), Target(ask=560_000), *tries)
    assert {name for name, each in met.items() if each.met} == {
        criterion.id for criterion in guide.criteria("08")
    }


def test_an_ask_that_nothing_supports_is_not_met_however_wide_the_band():
    target = Target(ask=900_000, band_low=400_000, band_high=950_000)
    shown = found(hire(540_000), hire(565_000), hire(580_000), target)
    assert not shown["compensation-ask"].met
    assert shown["compensation-points"].met


def test_the_newest_try_at_a_pushback_counts():
    at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    later = at + dt.timedelta(hours=1)
    name = guide.pushbacks()[0].id
    good = PushbackTry(pushback=name, at=at, seconds=15, score=4)
    slow = PushbackTry(pushback=name, at=later, seconds=60, score=4)
    assert found(good)["compensation-defended"].value == 1
    assert found(good, slow)["compensation-defended"].value == 0
