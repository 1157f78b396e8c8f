"""What the coding panel says in the page: the frame's score, a run's results, the debrief."""

import re
from collections.abc import Sequence

from workbook import ui
from workbook.coding.frames import FramingScore
from workbook.coding.problem import Design, Problem, Reading
from workbook.coding.records import Argument, Asked, Attempt, Count, Frame, Run
from workbook.coding.rounds import AfterChange, Debrief, Met, took
from workbook.coding.size import smallest
from workbook.coding.suite import Case
from workbook.coding.verdict import CaseResult, Verdict

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


def framed(problem: Problem, reading: Reading, said: Frame, score: FramingScore) -> str:
    """Return the reading that was picked, the frame, and its score with what was missed and why."""
    others = "; ".join(one.name for one in problem.readings if one is not reading)
    frame = [
        ("Reading", said.reading),
        ("Assumed", " · ".join(_written(said.assumptions)) or "nothing"),
        ("Deferred", " · ".join(_written(said.deferrals)) or "nothing"),
    ]
    missed = {one.ask: one.why for one in score.missed}
    return (
        f"<p><b>Your reading: {ui.safe(reading.name)}.</b> {ui.safe(reading.statement, LONG)}</p>"
        f'<p class="wb-small">The others: {ui.safe(others or "none", LONG)}.</p>'
        f"{ui.table(['', 'what you said'], [(x, ui.Markup(ui.safe(y, LONG))) for x, y in frame])}"
        f"<p><b>Framing: {score.total} of 100</b></p>"
        f"{ui.table(['part', 'points', 'why'], [_part(*one) for one in score.parts], numbers=[1])}"
        f"{_reasons('Not asked, and not settled by what you assumed or left out', missed)}"
        f"{_reasons('Asked, though it decides nothing', score.trivial)}"
        f"{_reasons('Assumed, and your reading cannot stand beside it', score.contradictions)}"
    )


def promises(reading: Reading) -> str:
    """Return what a solution of this reading promises, and its interface."""
    # Names stand between backticks.
    said = [re.sub("`([^`]+)`", r"<code>\1</code>", ui.safe(x, LONG)) for x in reading.promises]
    return f"{code(reading.interface)}<ul>{''.join(f'<li>{one}</li>' for one in said)}</ul>"


def code(source: str, marked: Sequence[int] = ()) -> str:
    """Return the text of a program as HTML that keeps its lines, some of them marked."""
    lines = []
    for at, line in enumerate(source.splitlines(), 1):
        # A lone surrogate cannot be sent to the page.
        text = ui.literal(line.encode("utf-8", "replace").decode("utf-8"))
        if at in marked:
            text = f'<span class="wb-bad">✗ {text}</span>'
        lines.append(f"  {text}" if marked and at not in marked else text)
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
    rest = [CaseResult(**vars(one), outcome="not run") for one in cases[len(came) :]]
    counts = Verdict(False, (*came, *rest), "").groups
    groups = [_standing(one, "not run" if ended else "to come") for one in counts]
    failed = "".join(_failure(one) for one in came if one.outcome == "failed")
    said = ended or f"{len(came)} of {len(cases)} cases so far."
    return (
        f'<p role="status"><b>{ui.safe(said, LONG)}</b></p>'
        f'<ul class="wb-checks">{"".join(groups)}</ul>{f"<ul>{failed}</ul>" if failed else ""}'
    )


def _standing(count: Count, waits: str) -> str:
    """Return a line for a group; it has passed only once all of it has run."""
    css, mark = ("quiet", f"○ {waits}:") if count.not_run else ("good", "✓ passed:")
    if count.failed:
        css, mark = "bad", "✗ failed:"
    rest = f", {count.not_run} {waits}" if count.not_run else ""
    return (
        f'<li><span class="wb-{css}">{mark}</span> {ui.safe(count.group)} <span class="wb-quiet">'
        f"{count.passed} of {count.total} passed{rest}</span></li>"
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
            "; ".join(each.sentence for each in one.counts) if one.loaded else one.trouble,
        )
        for one in reversed(found)
    ]
    return ui.table(["run at", "", "passed"], rows) if rows else ""


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
    """Return the debrief of a round as Markdown, on one page; the bar of ``level`` comes first."""
    reading = problem.reading(attempt.reading or "")
    lines = [
        f"# {problem.title}",
        f"{reading.name}. {attempt.shown.astimezone():%-d %B %Y}.",
        "## Time",
        "; ".join(f"{name} {took(seconds)}" for name, seconds in found.seconds.items()) + ".",
        *found.notes,
    ]
    if found.framing:
        missed = "; ".join(one.ask for one in found.framing.missed)
        parts = [_part(*one) for one in found.framing.parts]
        lines += [f"## Framing: {found.framing.total} of 100"]
        lines += [f"- {name}: {points} ({why})" for name, points, why in parts]
        lines += [f"Not asked or settled: {ui.plain(missed)}" if missed else ""]
    lines += ["## Correctness and production shape", *_correct(found.last)]
    if found.change:
        lines += ["## The change", f"{reading.change.name}. {_changed(found.change)}"]
    lines += ["## Size", *(f"- {one.sentence}" for one in found.sizes), _unused(attempt)]
    lines += ["## The argument", *_argued(attempt.argument), "Beside it:"]
    designs: list[Design] = [*reading.references, *reading.alternatives]
    lines += [f"- {one.design} Cost: {one.cost} Wins where: {one.wins}" for one in designs]
    said: list[Met] = []
    for name in sorted(found.bars, key=lambda name: name != level):
        bar = found.bars[name]
        lines += [f"## The bar for {name}: {sum(one.met for one in bar)} of {len(bar)} met"]
        new = [one for one in bar if one not in said]
        if said:
            lines += ["All of the above, and:" if new else "Its lines are among those above."]
        lines += [_met(one) for one in new]
        said += bar
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
    failed = ", ".join((*last.failed, *last.failed_change))
    lines = [f"- {one.sentence}" for one in last.counts]
    return [*lines, f"Failed in the last run: {ui.plain(failed)}." if failed else ""]


def _changed(change: AfterChange) -> str:
    green = (
        "No run passed everything after it."
        if change.seconds_to_green is None
        else f"Green after {took(change.seconds_to_green)}."
    )
    if not change.ran:
        return "Nothing was run after it."
    lost = ", ".join(change.regressions)
    regressed = f"Lost on the way: {ui.plain(lost)}." if lost else "Nothing was lost on the way."
    return f"{green} {regressed} Lines touched: {change.lines_touched}."


def _unused(attempt: Attempt) -> str:
    if attempt.unused is None:
        return "Which lines no case executed is known once every case has come to its end."
    if not attempt.unused:
        return "Every line was executed by some case."
    lines = ", ".join(map(str, attempt.unused))
    return f"No stated requirement executed line {lines}; they are marked in the code below."


def _argued(said: Argument) -> list[str]:
    pairs = [
        ("Why this structure", said.structure),
        ("What fails first", said.fails_first),
        ("What to watch", said.watched),
        *((f"Alternative {at}", text) for at, text in enumerate(_written(said.alternatives), 1)),
        ("Why this one wins", said.wins),
    ]
    written = [f"- {name}: {ui.plain(text)}" for name, text in pairs if text.strip()]
    return written or ["Nothing was written."]


def _met(one: Met) -> str:
    return f"- {'✓ met' if one.met else '✗ not yet'}: {one.asks} ({one.why})"


def _part(name: str, points: int, most: int, why: str) -> tuple[str, str, str]:
    return name, f"{points} of {most}" if most else str(points), why


def _reasons(title: str, pairs: dict[str, str]) -> str:
    items = "".join(
        f'<li>{ui.safe(what, LONG)} <span class="wb-quiet">{ui.safe(why, LONG)}</span></li>'
        for what, why in pairs.items()
    )
    return f"<p>{ui.safe(title)}:</p><ul>{items}</ul>" if pairs else ""


def _written(lines: Sequence[str]) -> list[str]:
    return [one.strip() for one in lines if one.strip()]
