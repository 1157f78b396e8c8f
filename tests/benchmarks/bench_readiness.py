"""Readiness and tonight over a year of practice, beside the same over an empty journal."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from workbook import guide
from workbook.journal import Journal, Record, open_journal
from workbook.practice import desk
from workbook.practice.records import Answer
from workbook.practice.schedule import rate
from workbook.profile import Profile
from workbook.readiness.gather import check, rounds
from workbook.stories.records import Scores, Story

STORIES, ANSWERS, REVIEWS = 200, 2_000, 20_000
TIMES = 9
RATIO, MORE = 1.5, 0.3  #: At most so many times the empty journal's time, and seconds on top.
TODAY = date(2026, 11, 21)


def run() -> list[tuple[str, float, float]]:
    """Return (name, seconds of processor time, limit) for each measurement."""
    build = Path(__file__).parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        empty, full = (open_journal(Path(folder) / f"{n}.db") for n in ("empty", "full"))
        for journal in (empty, full):
            journal.save(Profile(interview_date=TODAY + timedelta(17)))
        _fill(full)
        rows = []
        for name, look in (("readiness", _readiness), ("tonight", _tonight)):
            look(empty)  # what is imported once
            before, after = _median(empty, look), _median(full, look)
            what = f"{name}, {STORIES} stories, {ANSWERS:,} answers, {REVIEWS:,} reviews: s"
            rows.append((what, after, RATIO * before + MORE))
    return rows


def _fill(journal: Journal) -> None:
    kinds = [kind.id for kind in guide.question_kinds()]
    values = [value.id for value in guide.values()]
    journal.save_all(
        Story(
            title=f"Story {n}",
            telling=f"In {2000 + n} I chose the queue over the table. " * 20,
            question_kind=kinds[n % len(kinds)],
            values=(values[n % len(values)],),
            scores=Scores(ownership=n % 5, specificity=3, candor=n % 4, relief=2),
        )
        for n in range(STORIES)
    )
    questions = [question.id for question in guide.questions()]
    journal.save_all(
        Answer(
            question=questions[n % len(questions)],
            on=TODAY - timedelta(n % 300),
            notes="What I said, in a line or two. " * 5,
            predicted=n % 5,
            given=(n + 1) % 5,
        )
        for n in range(ANSWERS)
    )
    deck, reviews = desk.deck(journal), {}
    history: list[Record] = []
    for n in range(REVIEWS):
        card = deck[n % len(deck)].id
        day = TODAY - timedelta(300 - 300 * n // REVIEWS)
        reviews[card] = rate(card, reviews.get(card), 1 + n % 4, day)
        history.append(reviews[card])
    for first in range(0, REVIEWS, 1_000):
        journal.save_all(history[first : first + 1_000])


def _readiness(journal: Journal) -> object:
    return rounds(journal, TODAY), check(journal, TODAY)


def _tonight(journal: Journal) -> object:
    return desk.look(journal, TODAY)


def _median(journal: Journal, look: Callable[[Journal], object]) -> float:
    """Return the median processor time of a look after a save, as a panel takes it."""
    taken = []
    for turn in range(TIMES):
        journal.save(Profile(interview_date=TODAY + timedelta(17), words_per_minute=120 + turn))
        start = time.process_time()
        look(journal)
        taken.append(time.process_time() - start)
    return sorted(taken)[TIMES // 2]
