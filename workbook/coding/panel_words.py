"""What the coding panel says in the page: the frame's score, a run's results, the debrief."""

import re
from collections.abc import Sequence
from itertools import groupby

from workbook import ui
from workbook.coding.frames import FramingScore
from workbook.coding.problem import Alternative, Problem, Reading, Reference
from workbook.coding.records import Argument, Asked, Attempt, Count, Frame, Run
from workbook.coding.rounds import Debrief, Met
from workbook.coding.size import smallest
from workbook.coding.suite import Case
from workbook.coding.verdict import CaseResult

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
    items = "".join(f"<li>{_with_code(one)}</li>" for one in reading.promises)
    return f"{code(reading.interface)}<ul>{items}</ul>"


def code(source: str, marked: Sequence[int] = ()) -> str:
    """Return the text of a program as HTML that keeps its lines, some of them marked."""
    lines = [
        f'<span class="wb-bad">✗ {ui.literal(_sendable(line))}</span>'
        if at in marked
        else f"{'  ' if marked else ''}{ui.literal(_sendable(line))}"
        for at, line in enumerate(source.splitlines(), 1)
    ]
    return f"<pre>{chr(10).join(lines)}</pre>"


def skeleton(reading: Reading) -> str:
    """Return the interface of a reading as the beginning of a solution."""
    needed = "from collections.abc import Callable\n\n\n" if "Callable" in reading.interface else ""
    return needed + reading.interface.rstrip() + "\n"


def results(cases: Sequence[Case], came: Sequence[CaseResult], ended: str) -> str:
    """Return how a judging stands, by group, with a sentence for each case that failed.

    Parameters
    ----------
    cases
        All cases, by group.
    came
        The results so far, in the order of the cases.
    ended
        The judging in one sentence; empty while it goes on.
    """
    outcomes = {one.name: one.outcome for one in came}
    groups = []
    for group, members in groupby(cases, key=lambda one: one.group):
        found = [outcomes.get(one.name, "not run") for one in members]
        groups.append(_standing(group, found, bool(ended)))
    failed = "".join(_failure(one) for one in came if one.outcome == "failed")
    said = ended or f"{len(came)} of {len(cases)} cases so far."
    return (
        f'<p role="status"><b>{ui.safe(said, LONG)}</b></p>'
        f'<ul class="wb-checks">{"".join(groups)}</ul>{f"<ul>{failed}</ul>" if failed else ""}'
    )


def _standing(group: str, found: Sequence[str], ended: bool) -> str:
    """Return a line for a group; it has passed only once all of it has run."""
    passed, left = found.count("passed"), found.count("not run")
    waits = "not run" if ended else "to come"
    css, mark = ("good", "✓ passed:") if not left else ("quiet", f"○ {waits}:")
    if "failed" in found:
        css, mark = "bad", "✗ failed:"
    rest = f", {left} {waits}" if left else ""
    return (
        f'<li><span class="wb-{css}">{mark}</span> {ui.safe(group)} '
        f'<span class="wb-quiet">{passed} of {len(found)} passed{rest}</span></li>'
    )


def _failure(one: CaseResult) -> str:
    printed = f"<p>It printed:</p>{code(one.printed)}" if one.printed.strip() else ""
    return f"<li>{ui.safe(one.sentence, LONG)}{printed}</li>"


def runs(found: Sequence[Run]) -> str:
    """Return the judgings of a round, the newest first."""
    rows = [
        (
            f"{one.at.astimezone():%H:%M}",
            "with the change" if one.changed else "",
            "; ".join(f"{each.group} {each.passed} of {_all(each)}" for each in one.counts)
            if one.loaded
            else one.trouble,
        )
        for one in reversed(found)
    ]
    return ui.table(["run at", "", "passed"], rows) if rows else ""


def _all(one: Count) -> int:
    return one.passed + one.failed + one.not_run


def references(problem: Problem, reading: Reading) -> str:
    """Return the reference solutions of a reading, the smallest of them named."""
    least = smallest(problem, reading)
    parts = []
    for one in reading.references:
        text = problem.text(one.file)
        mark = " <b>The smallest form.</b>" if text == least else ""
        costs = f"{ui.safe(one.cost, LONG)} {ui.safe(one.wins, LONG)}"
        parts.append(f"<p><b>{ui.safe(one.design, LONG)}</b> {costs}{mark}</p>{code(text)}")
    return "".join(parts)


def page(problem: Problem, attempt: Attempt, found: Debrief, level: str) -> str:
    """Return the debrief of a round as Markdown, on one page."""
    reading = problem.reading(attempt.reading or "")
    acts = [name for name in found.seconds if name != "debrief"]
    day = f"{attempt.shown.astimezone():%-d %B %Y}"
    lines = [
        f"# {problem.title}",
        f"{reading.name}. {day}.",
        "## Time",
        "; ".join(f"{name} {_took(found.seconds[name])}" for name in acts) + ".",
        *found.notes,
    ]
    if found.framing:
        missed = "; ".join(one.ask for one in found.framing.missed)
        lines += [
            f"## Framing: {found.framing.total} of 100",
            *(
                f"- {one.name}: {_points(one.points, one.most)} ({one.why})"
                for one in found.framing.parts
            ),
            f"Not asked or settled: {ui.plain(missed)}" if missed else "",
        ]
    lines += ["## Correctness and production shape", *_correct(found.last)]
    if found.change:
        lines += ["## The change", f"{reading.change.name}. {_changed(found)}"]
    lines += ["## Size", *(f"- {one.sentence}" for one in found.sizes), _unused(attempt)]
    lines += ["## The argument", *_argued(attempt.argument)]
    lines += ["Beside it:", *_designs(reading)]
    for name, bar in found.bars.items():
        if name == level:
            lines += [f"## The bar for {name}", *(_met(one) for one in bar)]
    return _joined([one for one in lines if one])


def _joined(lines: Sequence[str]) -> str:
    """Return the lines with an empty one between, but for the items of a list."""
    text = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        together = line.startswith("- ") and after.startswith("- ")
        text += line + ("\n" if together else "\n\n")
    return text


def _correct(last: Run | None) -> list[str]:
    if last is None:
        return ["Nothing was run."]
    if not last.loaded:
        return [ui.plain(last.trouble)]
    groups = [f"- {one.group}: {one.passed} of {_all(one)} passed" for one in last.counts]
    failed = ", ".join((*last.failed, *last.failed_change))
    return [*groups, f"Failed in the last run: {ui.plain(failed)}." if failed else ""]


def _changed(found: Debrief) -> str:
    change = found.change
    if change is None:
        return ""
    green = (
        "No run passed everything after it."
        if change.seconds_to_green is None
        else f"Green again after {_took(change.seconds_to_green)}."
    )
    lost = ", ".join(change.regressions)
    regressed = f"Lost on the way: {ui.plain(lost)}." if lost else "Nothing was lost on the way."
    return f"{green} {regressed} Lines touched: {change.lines_touched}."


def _unused(attempt: Attempt) -> str:
    if attempt.unused is None:
        return "Which lines no case executed is not known: a case did not come to its end."
    if not attempt.unused:
        return "Every line was executed by some case."
    lines = ", ".join(map(str, attempt.unused))
    return f"No stated requirement executed line {lines}; they are marked in the code below."


def _argued(said: Argument) -> list[str]:
    pairs = [
        ("Why this structure", said.structure),
        ("What fails first", said.fails_first),
        ("What to watch", said.watched),
        *((f"Alternative {at}", text) for at, text in enumerate(said.alternatives, 1)),
        ("Why this one wins", said.wins),
    ]
    written = [f"- {name}: {ui.plain(text)}" for name, text in pairs if text.strip()]
    return written or ["Nothing was written."]


def _designs(reading: Reading) -> list[str]:
    every: list[Reference | Alternative] = [*reading.references, *reading.alternatives]
    return [f"- {one.design} Cost: {one.cost} Wins where: {one.wins}" for one in every]


def _met(one: Met) -> str:
    mark = "✓ met" if one.met else "✗ not yet"
    return f"- {mark}: {one.asks} ({one.why})"


def _points(points: int, most: int) -> str:
    return f"{points} of {most}" if most else str(points)


def _took(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"


def _sendable(text: str) -> str:
    # A lone surrogate cannot be sent to the page.
    return text.encode("utf-8", "replace").decode("utf-8")


def _with_code(text: str) -> str:
    """Return a sentence in which names stand between backticks."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", ui.safe(text, LONG))


def _reasons(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<li>{ui.safe(what, LONG)} <span class="wb-quiet">{ui.safe(why, LONG)}</span></li>'
        for what, why in pairs
    )
    return f"<p>{ui.safe(title)}:</p><ul>{items}</ul>" if pairs else ""


def _written(lines: Sequence[str]) -> list[str]:
    return [one.strip() for one in lines if one.strip()]
