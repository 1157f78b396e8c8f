"""The defence sheet: one page of the reader's own evidence, and the words that go with it."""

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from workbook import guide
from workbook.compensation.assumptions import say_changed
from workbook.compensation.calibrate import Calibration
from workbook.compensation.calibration.caveats import say_lifted
from workbook.compensation.checks import say_band, say_standing
from workbook.compensation.defence.exhibits import Case, exhibits, figures
from workbook.compensation.defence.text import Grid, Line, Page, Part, Steps, plain
from workbook.compensation.limits import Note
from workbook.compensation.money import format_exact, format_money, format_range
from workbook.compensation.percents import write_percent
from workbook.journal import Record

#: So many pieces of evidence stand on the page; it is one page.
MOST_EXHIBITS = 12


class DefenceNote(Record):
    """What only the reader can add to the sheet.

    Attributes
    ----------
    reason
        Why they are worth more than the middle, in a sentence said aloud.
    """

    kind: ClassVar[str] = "compensation-defence"
    ONLY: ClassVar[str] = "defence"

    id: str = ONLY
    reason: Note = ""


def answers(case: Case) -> list[tuple[guide.Pushback, str]]:
    """Return each pushback with its answer in the reader's figures."""
    known = figures(case)
    return [(one, one.filled(known)) for one in guide.pushbacks()]


def sentences_to_say(case: Case) -> list[str]:
    """Return the three sentences: the number, what it rests on, how it stands to the middle.

    Where something is missing the sentence says what, so that nobody reads out a gap.
    """
    ask, known = case.target.ask, figures(case)
    first = "Set the ask first." if ask is None else f"I am looking for {known['ask']} a year."
    if "second" not in known or case.calibration is None:
        return [first, "Find three points that count first; a number needs something under it."]
    second = f"It rests on {known['strongest']}, and on {known['second']}."
    return [first, second, _third(case, case.calibration, known["middle"])]


def _third(case: Case, calibration: Calibration, middle: str) -> str:
    ask = case.target.ask
    centre = f"Everything I found centres on {middle}"
    if ask is None:
        return f"{centre}."
    if ask <= calibration.middle:
        return f"{centre}, and I do not ask for more than that."
    quartiles = calibration.quartiles
    if quartiles is not None and ask <= quartiles[2]:
        half = f"{format_money(quartiles[0])} and {format_money(quartiles[2])}"
        return f"{centre}, with half of it between {half}: my number is inside that half."
    reason = plain(case.reason).rstrip(".")
    if reason:
        return f"{centre}, and I ask for more for a reason: {reason}."
    return f"{centre}; say in one sentence why you are worth more, or lower the number."


def caveat(case: Case) -> str:
    """Return what to know about the weakest source present, with its part of the weight."""
    if case.calibration is None:
        return ""
    trust = {str(source): weight for source, weight in case.settings.trust.items()}
    present = case.calibration.shares
    weakest = min(present, key=lambda source: (trust[source], present[source]))
    source = next(one for one in guide.sources() if one.id == weakest)
    held = write_percent(present[weakest], 0)
    misleads = source.misleads[:1].lower() + source.misleads[1:]
    return f"{source.name.capitalize()}, {held} of the weight: {misleads}"


def sheet(case: Case, today: dt.date) -> Page:
    """Return the defence sheet, one page of plain text blocks."""
    ask = case.target.ask
    title = "No number yet" if ask is None else f"My number: {format_exact(ask)} a year"
    said = [(one.asked, answer) for one, answer in answers(case)]
    parts = [
        Part("Where it stands", tuple(Line(text) for text in where_it_stands(case))),
        Part("Evidence, most trusted first", _evidence(case)),
        Part("Say", (Steps(tuple(sentences_to_say(case))),)),
        Part(
            "When they push back",
            tuple(
                line
                for asked, answer in said
                for line in (Line(f"“{asked}”"), Line(answer, said=True))
            ),
        ),
    ]
    made = f"Made on {today.day} {today:%B %Y} from my own findings; not advice, and not a quote."
    return Page(title, (*parts, Part("", (Line(made),))))


def where_it_stands(case: Case) -> list[str]:
    """Return the sentences under the number: the market's middle, the ask in it, the band."""
    calibration, target = case.calibration, case.target
    if calibration is None:
        return ["Too little evidence for a middle: three points that count are the least."]
    middle = f"The middle of the market is {format_money(calibration.middle)}"
    sure = calibration.sure80
    if sure is None:
        ends = format_range(calibration.range.low, calibration.range.high)
        count = len(calibration.pieces)
        found = [f"{middle}, from {count} points that run {ends}; too few to say how sure that is."]
    else:
        found = [f"{middle}; with 80% certainty it lies in {format_range(sure.low, sure.high)}."]
    quartiles = calibration.quartiles
    if quartiles is not None:
        half = format_range(quartiles[0], quartiles[2])
        found.append(f"Half of the offers found lie in {half}, which is another thing.")
    stands = (say_standing(calibration, target, case.records), say_band(target))
    said = "; ".join(part for part in stands if part)
    return [*found, f"The ask: {said}."] if said else found


def _evidence(case: Case) -> tuple[Line | Grid, ...]:
    every = exhibits(case)
    if not every:
        return (Line("None that counts yet."),)
    names = {source.id: source.name for source in guide.sources()}
    rows = tuple(
        (
            names[one.source].capitalize(),
            one.who or "–",
            one.when or "no date",
            one.amount,
            write_percent(one.weight, 0),
        )
        for one in every[:MOST_EXHIBITS]
    )
    grid = Grid(("Source", "Who", "When", "A year", "Weight"), rows)
    more = len(every) - len(rows)
    return (grid, *(Line(text) for text in _under_the_table(case, more) if text))


def _under_the_table(case: Case, more: int) -> Iterator[str]:
    """Yield what to know of the evidence beside its figures, "" for what there is no need to."""
    yield f"And {more} more, all trusted less or older." if more > 0 else ""
    yield f"Weakest: {caveat(case)}"
    if case.calibration is not None:
        yield say_lifted(case.calibration.shares, case.calibration.natural)
    changed = say_changed(case.settings)
    yield f"Assumed otherwise than the workbook does: {changed}." if changed else ""
