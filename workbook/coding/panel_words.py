"""What the coding panel says in the page: the exchange, the frame's score, the readings."""

from collections.abc import Sequence
from html import escape

from workbook import ui
from workbook.coding.frames import FramingScore
from workbook.coding.problem import Problem, Reading
from workbook.coding.records import Asked, Frame

LONG = 2_000  # characters of a text that is shown whole


def brief(problem: Problem) -> str:
    """Return what the interviewer says at the start."""
    return f"<p><b>{ui.safe(problem.title)}</b></p><p>{ui.safe(problem.brief, LONG)}</p>"


def exchange(asked: Sequence[Asked]) -> str:
    """Return the questions that were put to the interviewer, each answered below."""
    pairs = "".join(
        f"<p><b>{ui.safe(one.question, LONG)}</b><br>{ui.safe(one.answer, LONG)}</p>"
        for one in asked
    )
    return f'<div role="log">{pairs}</div>' if pairs else ""


def frame(said: Frame) -> str:
    """Return a committed frame."""
    rows = [
        ("Reading", said.reading),
        ("Assumed", " · ".join(_written(said.assumptions)) or "nothing"),
        ("Deferred", " · ".join(_written(said.deferrals)) or "nothing"),
    ]
    return ui.table(
        ["", "what you said"], [(name, ui.Markup(ui.safe(text, LONG))) for name, text in rows]
    )


def scored(score: FramingScore) -> str:
    """Return a frame's score with its parts, what was missed, and why it matters."""
    rows = [
        (one.name, f"{one.points} of {one.most}" if one.most else f"{one.points:d}", one.why)
        for one in score.parts
    ]
    missed = [(one.ask, one.why) for one in score.missed]
    return (
        f"<p><b>Framing: {score.total} of 100</b></p>"
        f"{ui.table(['part', 'points', 'why'], rows, numbers=[1])}"
        f"{_reasons('Not asked, and not settled by what you assumed or left out', missed)}"
        f"{_reasons('Asked, though it decides nothing', score.trivial)}"
        f"{_reasons('Assumed, and your reading cannot stand beside it', score.contradictions)}"
    )


def readings(problem: Problem) -> list[list[str]]:
    """Return the readings as options to pick from."""
    return [[one.id, f"{one.name}. {one.statement}"] for one in problem.readings]


def picked(reading: Reading, others: Sequence[Reading]) -> str:
    """Return the reading that was picked, and which others there are."""
    rest = "; ".join(one.name for one in others)
    return (
        f"<p><b>Your reading: {ui.safe(reading.name)}.</b> {ui.safe(reading.statement, LONG)}</p>"
        f'<p class="wb-small">The others: {ui.safe(rest, LONG)}.</p>'
    )


def promises(reading: Reading) -> str:
    """Return what a solution of this reading promises, and its interface."""
    items = "".join(f"<li>{ui.safe(one, LONG)}</li>" for one in reading.promises)
    return f"{code(reading.interface)}<ul>{items}</ul>"


def code(source: str) -> str:
    """Return the text of a program as HTML that keeps its lines."""
    # A lone surrogate cannot be sent to the page, and a dollar would begin a formula there.
    printable = source.encode("utf-8", "replace").decode("utf-8")
    return f"<pre>{escape(printable).replace('$', '<span>&#36;</span>')}</pre>"


def _reasons(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<li>{ui.safe(what, LONG)} <span class="wb-quiet">{ui.safe(why, LONG)}</span></li>'
        for what, why in pairs
    )
    return f"<p>{ui.safe(title)}:</p><ul>{items}</ul>" if pairs else ""


def _written(lines: Sequence[str]) -> list[str]:
    return [one.strip() for one in lines if one.strip()]
