"""What coding practice proves: problems framed, in time and well, rounds, the bar of the level."""

from datetime import date, timedelta

from workbook.coding.frames import score
from workbook.coding.problem import Problem, problems
from workbook.coding.records import Attempt, Framing
from workbook.coding.rounds import FRAMED
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.profile import load

IN_TIME = timedelta(minutes=10)
ARGUED = 3  # of 4, on the scale of the reader's level


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 05; nothing before the first frame is committed."""
    attempts = journal.records(Attempt)
    every: list[Framing | Attempt] = [*journal.records(Framing), *attempts]
    framed = [(one, one.committed) for one in every if one.committed is not None]
    if not framed:
        return []
    known = {one.id: one for one in problems()}
    names = {one.problem for one, _ in framed}
    in_time = {one.problem for one, committed in framed if committed - one.shown <= IN_TIME}
    well = {one.problem for one, _ in framed if _points(one, known) >= FRAMED}
    done = sorted((one for one in attempts if "debrief" in one.began), key=lambda one: one.shown)
    latest = {one.problem: one for one in done}
    level = load(journal).level
    argued = [one for one in latest.values() if one.scores.get(level, 0) >= ARGUED]
    days = tuple(committed.astimezone().date() for _, committed in framed)
    worked = tuple(one.began["debrief"].astimezone().date() for one in done)
    return [
        Evidence(f"coding-{criterion}", len(found), target, _why(len(found), noun, why), on)
        for criterion, found, target, noun, why, on in (
            ("framed", names, 4, "problem", "framed", days),
            ("on-time", in_time, 3, "problem", "in ten minutes", days),
            ("framing-score", well, 3, "problem", f"with {FRAMED} points of 100 or more", days),
            ("rounds", done, 2, "round", "worked to the debrief", worked),
            ("level", argued, 2, "problem", f"at {ARGUED} or more for {level}", worked),
        )
    ]


def _why(number: int, noun: str, why: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'} {why}."


def _points(one: Framing | Attempt, known: dict[str, Problem]) -> int:
    """Return a frame's points; 0 where no reading was picked, or its problem is gone."""
    problem = known.get(one.problem)
    for reading in problem.readings if problem else ():
        if problem and reading.id == one.reading:
            return score(problem, reading, one.frame).total
    return 0
