"""The coding round: a brief, a frame, code that is judged, a change, an argument, a debrief.

The code stands in a cell of its own below the panel, under ``%%solution``. Running that cell judges
it, in a thread beside the panel, and shows the results below the code.
"""

import ast
import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets
from IPython import get_ipython
from pydantic import ValidationError

from workbook import guide, ui
from workbook.coding import charts, words
from workbook.coding.frames import answer, score
from workbook.coding.problem import Problem, problems
from workbook.coding.records import Argument, Attempt, Frame, Phase
from workbook.coding.rounds import as_run, change_in, debrief, draw
from workbook.coding.verdict import CaseResult, Verdict, judge
from workbook.journal import Record
from workbook.profile import load

LONGEST = 200_000  # characters of a solution
LINES = {"assumptions", "deferrals", "alternatives"}  # texts that are kept line by line
FRAME = {
    "reading": ("Your reading", "what you will build, in a sentence of your own", 3),
    "assumptions": ("Assumptions", "one a line: what you take as given", 4),
    "deferrals": ("Deferred", "one a line: what you leave out for now, by name", 3),
}
ARGUMENT = {
    "structure": ("Why this data structure", "", 2),
    "fails_first": ("What fails first", "", 2),
    "watched": ("What you would watch", "", 2),
    "alternatives": ("Alternatives", "one a line, two or three: each with what it costs", 4),
    "wins": ("Why this one wins here", "", 2),
}
FOR_SIX = ("alternatives", "wins")

PROMISE = (
    "Forty-five minutes, ten of them for the frame: a brief that leaves much open, the frame, the "
    "code, a change from production, the argument, the debrief. The clock starts with the brief."
)
WHERE = (
    "Write it in the cell below this panel that begins with %%solution, and run that cell: running "
    "it judges it. Run it as it comes to have the interface put there."
)
TOO_LONG = "Too long to be kept: at most 2,000 characters a line, and 20,000 in all. Shorten it."


class Rounds(ui.Panel):
    """One problem at a time, from the brief to the debrief."""

    room: ClassVar[str] = "coding"
    title: ClassVar[str] = "Coding round"
    models: ClassVar[Sequence[type[Record]]] = (Attempt,)

    # The acts, made once.

    def _build(self) -> widgets.Widget:
        self.problems = {one.id: one for one in problems()}
        self.fields: dict[str, ui.Field] = {}
        self._alarm: tuple[str, asyncio.TimerHandle] | None = None
        self.results = self._build_results()
        self.starting = self._build_start()
        self.reading_it = self._build_brief()
        self.framing = self._build_frame()
        self.picking = self._build_pick()
        self.said = self._html("said")
        self.framed = self._fold("Your frame", self.said)
        self.coding = self._build_code()
        self.arguing = self._build_argument()
        self.debriefing = self._build_debrief()
        self.leaving = self._fold("Start afresh", self._build_leaving())
        shell = get_ipython()
        if shell is not None and not self.example:
            shell.register_magic_function(self.solution, "cell", "solution")
        acts = [self.reading_it, self.framing, self.picking, self.framed, self.coding]
        acts += [self.arguing, self.debriefing, self.starting, self.leaving]
        return widgets.VBox(acts).add_class("wb-body")

    def _html(self, name: str) -> widgets.HTML:
        return self.control(widgets.HTML(), name)

    def _fold(self, title: str, content: widgets.Widget) -> ui.Fold:
        return ui.Fold(title, lambda: content, self.refresh, self.on)

    def _button(self, words: str, name: str, press: Callable[[], None]) -> Any:
        button = self.control(widgets.Button(description=words), name)
        self.on(button, lambda _button: press())
        return button

    def _texts(self, asked: dict[str, tuple[str, str, int]]) -> list[ui.Field]:
        for name, (label, hint, rows) in asked.items():
            self._text(name, ui.Field(label, "area", hint=hint, rows=rows))
        return [self.fields[name] for name in asked]

    def _text(self, name: str, field: ui.Field) -> None:
        """Bind a field to what is said of the record: each key is kept."""
        self.fields[name] = self.control(field, name.replace("_", "-"))
        self.on(field, partial(self._typed, name))
        self.on_left(field, self._flush)

    def _build_results(self) -> widgets.Widget:
        """Make what stands below the solution's cell."""
        self.work = ui.Work(self.on)
        self.told = ui.Notice(self.css_class("told"))
        self.verdict = self._html("verdict")
        inner = widgets.VBox([self.told, self.work, self.verdict]).add_class("wb-body")
        return widgets.VBox([ui.Page(), inner]).add_class("wb-panel")

    def _build_start(self) -> widgets.Widget:
        options = [["", "the one longest not seen"]]
        options += [[one.id, one.title] for one in self.problems.values()]
        field = ui.Field("Problem", "choice", value="", options=options)
        self.problem = self.control(field, "problem")
        self.draw = ui.turns(self._button("Show the brief", "draw", self._draw))
        self.draw.add_class("wb-primary")
        self.promise = widgets.HTML(f"<p>{ui.safe(PROMISE, 400)}</p>")
        return widgets.VBox([self.promise, _row(self.problem, self.draw, css="wb-together")])

    def _build_brief(self) -> widgets.Widget:
        self.brief = self._html("brief")
        clock = ui.Clock("the round", 0.0, lambda _seconds: None, hand=False)
        self.clock = self.control(clock, "clock")
        return widgets.VBox([_row(self.clock), self.brief])

    def _build_frame(self) -> widgets.Widget:
        texts = self._texts(FRAME)
        self.exchange = self._html("exchange")
        hint = "one question at a time; Enter puts it to them"
        self._text("question", ui.Field("Ask", "text", hint=hint))
        self.question = self.fields["question"]
        self.on_entered(self.question, self._ask)
        self.commit = self._button("Commit the frame", "commit", self._commit)
        self.commit.add_class("wb-primary")
        self.uncommitted = ui.Notice(self.css_class("commit-notice"))
        note = widgets.HTML(
            "What you commit is fixed; only then do you see the readings it could have."
        ).add_class("wb-small")
        asking = [ui.section("Questions to the interviewer"), self.exchange, self.question]
        last = [self.uncommitted, _row(self.commit, note)]
        return widgets.VBox([ui.section("Before any code"), *texts, *asking, *last])

    def _build_pick(self) -> widgets.Widget:
        self.readings = self.control(ui.Field("Readings", "radio"), "readings")
        self.on(self.readings, lambda _change: self.refresh())
        self.pick = self._button("This is the one I framed", "pick", self._pick)
        self.pick.add_class("wb-primary")
        title = ui.section("The brief can be read in these ways. Which one did you frame?")
        return widgets.VBox([title, self.readings, _row(self.pick)])

    def _build_code(self) -> widgets.Widget:
        self.task, self.runs = self._html("task"), self._html("runs")
        self.knock = ui.Notice(self.css_class("change"))
        self.argue = self._button("On to the argument", "argue", self._argue)
        where = widgets.HTML(f"<p>{ui.safe(WHERE, 400)}</p>")
        parts = [ui.section("Code"), where, self.task, self.knock, self.runs, _row(self.argue)]
        return widgets.VBox(parts)

    def _build_argument(self) -> widgets.Widget:
        options, level = [["L5", "L5"], ["L6", "L6"]], load(self.journal).level
        self.level = self.control(ui.Field("Level", "radio", options=options, value=level), "level")
        self.on(self.level, lambda _change: self.refresh())
        texts = self._texts(ARGUMENT)
        self.finish = self._button("Debrief", "debrief", self._finish)
        self.finish.add_class("wb-primary")
        title = ui.section("Argue it; the designs of the references come after")
        return widgets.VBox([title, self.level, *texts, _row(self.finish)])

    def _build_debrief(self) -> widgets.Widget:
        self.measuring = ui.Work(self.on)
        self.acts = self.control(ui.Chart(), "acts")
        self.sheet = self.control(ui.Sheet("coding-debrief", "Coding round"), "page")
        self.own: dict[str, ui.Field] = {}
        for scale in guide.rubric("coding"):
            steps = [[step, scale.sentence(step)] for step in range(5)]
            label = f"Your own score for {scale.name}"
            field = ui.Field(label, "score", hint=scale.statement, options=steps)
            self.own[scale.name] = self.control(field, f"score-{scale.name.lower()}")
            self.on(field, partial(self._score, scale.name))
        self.source = self._html("source")
        self.shown_solutions = widgets.HTML()
        self.yours = self._fold("Your code", self.source)
        self.solutions = self._fold("The reference solutions of your reading", self.shown_solutions)
        self.over_time = self.control(ui.Chart(), "attempts")
        self.history = widgets.VBox([ui.section("Round by round"), self.over_time])
        parts = [ui.section("Debrief"), self.measuring, self.acts, self.sheet, *self.own.values()]
        return widgets.VBox([*parts, self.yours, self.solutions, self.history])

    def _build_leaving(self) -> widgets.Widget:
        told = (
            "What you have written stays in the history. Draw the same problem again, or another."
        )
        self.leave = ui.turns(self._button("Leave this round", "leave", self._leave))
        return widgets.VBox([widgets.HTML(told), _row(self.leave)])

    # The record that is worked on.

    @staticmethod
    def now() -> datetime:
        """Return the moment; a test has moments of its own."""
        return datetime.now(UTC)

    def _all(self) -> list[Any]:
        """Return the revisions of problems there are, in the order of their briefs."""
        every: list[Any] = list(self.current(Attempt))
        found = [one for one in every if one.record and one.record.problem in self.problems]
        return sorted(found, key=lambda one: one.record.shown)

    def _kept(self) -> Any:
        """Return the newest: what the panel shows."""
        return next(reversed(self._all()), None)

    def _change(self, *, now: bool = True, **changes: Any) -> None:
        """Keep changes to the record that is shown; at once, or when the hand pauses."""
        kept = self._kept()
        record, base = kept.record.model_copy(update=changes), self.base(kept.record_id, kept)
        (self.save if now else self.stage)(record, base)

    def _began(self, *phases: Phase) -> dict[Phase, datetime]:
        """Return when each act began, these of them now where they had not."""
        return {**dict.fromkeys(phases, self.now()), **self._kept().record.began}

    def _flush(self, _bad: bool = False) -> None:
        self.autosave.flush()

    # The brief and the frame.

    def _draw(self) -> None:
        self.autosave.flush()
        chosen = self.problem.value
        if chosen not in self.problems:
            before = [one.record for one in self._all()]
            chosen = draw(list(self.problems.values()), before, random.Random()).id
        self.save(Attempt(problem=chosen, began={"brief": self.now()}))
        self.fields["reading"].focus()

    def _leave(self) -> None:
        self.autosave.flush()
        self.problem.set(self._kept().record.problem)
        self.leaving.toggle()
        self._change(ended=self.now())
        self.problem.focus()

    def _key(self) -> str:
        return f"coding:{self._kept().record_id}"[:64]

    def _typed(self, name: str, _change: object) -> None:
        field, kept = self.fields[name], self._kept()
        if name == "question":
            self.keep_draft(self._key(), name, field.value)
            return
        part = "frame" if name in FRAME else "argument"
        said: Frame | Argument = getattr(kept.record, part)
        # An empty last line is kept as well: it would vanish from under the cursor.
        value = tuple(field.value.split("\n")) if name in LINES else field.value
        try:
            said = type(said).model_validate({**said.model_dump(), name: value})
        except ValidationError:
            field.refusal = TOO_LONG
            self.keep_draft(self._key(), name, field.value)
            return
        field.refusal = ""
        self.drop_draft(self._key(), name)
        self._change(now=False, began=self._began("frame"), **{part: said})

    def _ask(self) -> None:
        record, question = self._kept().record, str(self.question.value or "").strip()
        if not question:
            return
        try:
            asked = answer(self.problems[record.problem], question)
        except ValidationError:
            self.question.refusal = TOO_LONG
            return
        self.question.refusal = ""
        frame = record.frame.model_copy(update={"asked": (*record.frame.asked, asked)})
        self.drop_draft(self._key(), "question")
        self._change(began=self._began("frame"), frame=frame)

    def _commit(self) -> None:
        self.autosave.flush()
        if not self._kept().record.frame.reading.strip():
            self.uncommitted.say("Write your reading first: one sentence on what you will build.")
            self.fields["reading"].focus()
            return
        self.uncommitted.clear()
        self._change(began=self._began("frame", "code"))
        self.readings.focus()

    def _pick(self) -> None:
        if self.readings.value:
            self._change(reading=self.readings.value)

    # The solution.

    def solution(self, line: str, cell: str) -> widgets.Widget:
        """Judge a cell: what ``%%solution`` does."""
        self._by_hand(self._solve, cell)
        return self.results

    def _solve(self, source: str) -> None:
        self.autosave.flush()
        kept = self._kept()
        why = self._not_judged(kept.record if kept else None, source)
        if why:
            self.told.tell(why)
            return
        self.told.clear()
        record: Attempt = kept.record
        problem, reading = self.problems[record.problem], record.reading or ""
        changed = "change" in record.began
        cases = problem.cases(problem.reading(reading), changed)
        came: list[CaseResult] = []

        def task(say: ui.Progress) -> Verdict:
            def one(result: CaseResult) -> None:
                came.append(result)
                self.verdict.value = words.results(cases, came, "")
                say(len(came) / len(cases), result.group)

            return judge(problem, reading, source, changed=changed, progress=one)

        def done(verdict: Verdict) -> None:
            self.verdict.value = words.results(cases, verdict.cases, verdict.sentence)
            self._by_hand(lambda _nothing: self._judged(kept.record_id, source, verdict), None)

        self.verdict.value = words.results(cases, (), "")
        self.work.run(task, done, self._stopped)

    def _not_judged(self, record: Attempt | None, source: str) -> str:
        """Return why a text is not judged, and what to do first; empty where it is."""
        if self.work.busy:
            return "The last run is still being judged. Stop it, or wait for it."
        if record is None or (record.ended and "debrief" not in record.began):
            return "Draw a problem in the panel above; this cell is judged once its frame stands."
        if record.committed is None:
            return "Commit your frame in the panel above first. Code comes after it."
        if record.reading is None:
            return "Say in the panel above which of the readings you framed; then run this again."
        if len(source) > LONGEST:
            return f"A solution has at most {LONGEST:,} characters; this one has {len(source):,}."
        if not _has_code(source):
            shell = get_ipython()
            if shell is not None:
                skeleton = words.skeleton(self.problems[record.problem].reading(record.reading))
                shell.set_next_input(f"%%solution\n{skeleton}", replace=True)
            return "This is the interface of your reading. Write it out, and run the cell again."
        before = {one.record.source for one in self._all() if one.record.id != record.id}
        if not record.runs and source in before:
            return "This is the code of an earlier round. Empty the cell, and write it anew."
        return ""

    def _judged(self, record_id: str, source: str, verdict: Verdict) -> None:
        kept = self._kept()
        record: Attempt = kept.record
        if kept.record_id != record_id or record.ended:
            self.told.tell("The round is over: this run does not count.")
            return
        # A chapter that is opened again runs its cells again; that is no new run.
        same = record.runs and record.runs[-1].changed == verdict.changed
        if not (same and record.source == source):
            self._change(runs=(*record.runs, as_run(verdict, self.now())), source=source)
        self._look()

    def _stopped(self, error: Exception) -> None:
        if not isinstance(error, ui.Stopped):
            self.told.say(f"The judge could not go on: {error}")
            raise error
        self.verdict.value = ""
        self.told.tell("Stopped. This run does not count.")

    def _look(self, _nothing: object = None) -> None:
        """Let production knock where it is due."""
        kept = self._kept()
        left = change_in(kept.record, self.now()) if kept else None
        if left is not None and left.total_seconds() <= 0:
            self._change(began=self._began("change"), source_at_change=kept.record.source)
            self.told.tell("Production has called: see the panel above. New cases have joined.")

    def _wake(self) -> None:
        self._alarm = None
        self._by_hand(self._look, None)

    def _wait(self, record: Attempt) -> None:
        """Wake up when production is due; in a thread or a script nobody waits."""
        left = change_in(record, self.now())
        if self._alarm is not None and (left is None or self._alarm[0] != record.id):
            self._alarm[1].cancel()
            self._alarm = None
        if left is None or self._alarm is not None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._alarm = (record.id, loop.call_later(max(0.0, left.total_seconds()), self._wake))

    # The argument and the debrief.

    def _argue(self) -> None:
        self.autosave.flush()
        self._change(began=self._began("argue"))
        self.fields["structure"].focus()

    def _finish(self) -> None:
        self.autosave.flush()
        self._change(began=self._began("debrief"), ended=self.now())
        self.page.focus(f".{self.css_class('page')}")
        record: Attempt = self._kept().record
        if not (record.runs and record.runs[-1].loaded) or self.measuring.busy:
            return
        problem, changed = self.problems[record.problem], "change" in record.began

        def task(say: ui.Progress) -> Verdict:
            say(0.1, "Looking for lines that no case executes")
            return judge(problem, record.reading or "", record.source, changed=changed, cover=True)

        def done(verdict: Verdict) -> None:
            self._by_hand(lambda _nothing: self._change(unused=verdict.unused), None)

        self.measuring.run(task, done, lambda _error: None)

    def _score(self, level: str, _change: object) -> None:
        value = self.own[level].value
        if isinstance(value, int):
            self._change(now=False, scores={**self._kept().record.scores, level: value})

    # The picture.

    def _show_undo(self) -> None:
        # A clock runs and a frame is fixed once it is committed: there is no taking back.
        ui.show(self.undo, False)
        ui.show(self.redo, False)

    def _render(self) -> None:
        records = [one.record for one in self._all()]
        done = [one for one in records if "debrief" in one.began]
        self.head(f"{ui.count(len(done), 'round')} worked to the debrief")
        record = records[-1] if records else None
        began = record.began if record else {}
        over = record is None or record.ended is not None
        ready = record is not None and record.reading is not None
        ui.show(self.promise, record is None)
        ui.show(self.starting, over)
        ui.show(self.leaving, not over)
        ui.show(self.reading_it, record is not None)
        ui.show(self.framing, "brief" in began and "code" not in began)
        ui.show(self.picking, "code" in began and not ready)
        ui.show(self.framed, ready)
        ui.show(self.coding, ready and not over)
        ui.show(self.argue, "argue" not in began)
        ui.show(self.arguing, ready and "argue" in began and not over)
        ui.show(self.debriefing, ready and "debrief" in began)
        if record is None:
            return
        problem = self.problems[record.problem]
        self._show_brief(record, problem)
        self._show_texts(record)
        self._wait(record)
        if ready:
            self._show_code(record, problem)
        if ready and "debrief" in began:
            self._show_debrief(record, problem, done)

    def _show_brief(self, record: Attempt, problem: Problem) -> None:
        self.brief.value = words.brief(problem)
        self.clock.limit = 60.0 * problem.minutes
        self.clock.started = 0.0 if record.ended else record.shown.timestamp() * 1000
        ui.show(self.clock, record.ended is None)
        shown = problem.readings if record.committed else ()
        options = [[one.id, f"{one.name}. {one.statement}"] for one in shown]
        if self.readings.options != options:
            self.readings.options = options
            self.readings.set("")
        self.pick.disabled = not self.readings.value
        self.pick.tooltip = "" if self.readings.value else "Choose the reading first"

    def _show_texts(self, record: Attempt) -> None:
        said = {**dict(record.frame), **dict(record.argument), "question": ""}
        said |= {name: "\n".join(said[name]) for name in LINES} | self.draft(self._key())
        for name, field in self.fields.items():
            field.set(said[name])
        self.exchange.value = words.exchange(record.frame.asked)
        for name in FOR_SIX:
            ui.show(self.fields[name], self.level.value == "L6")

    def _show_code(self, record: Attempt, problem: Problem) -> None:
        reading = problem.reading(record.reading or "")
        framing = score(problem, reading, record.frame)
        self.framed.title = f"Your frame: {framing.total} of 100"
        self.said.value = words.framed(problem, reading, record.frame, framing)
        self.task.value = words.promises(reading)
        if "change" in record.began:
            self.knock.tell(f"{reading.change.name}. {reading.change.says}")
        else:
            self.knock.clear()
        self.runs.value = words.runs(record.runs)

    def _show_debrief(self, record: Attempt, problem: Problem, done: Sequence[Attempt]) -> None:
        level = self.level.value
        found = debrief(problem, record, self.now())
        self.sheet.show(words.page(problem, record, found, level))
        self.acts.draw(
            partial(charts.phases, found, problem.minutes),
            charts.describe_phases(found, problem.minutes),
        )
        scores: dict[Any, int] = {**record.scores}
        for name, field in self.own.items():
            field.set(scores.get(name))
            ui.show(field, name == level)
        self.source.value = words.code(record.source, record.unused or ())
        ui.show(self.yours, bool(record.source))
        if self.solutions.is_open:
            reading = problem.reading(record.reading or "")
            self.shown_solutions.value = words.references(problem, reading)
        each = [debrief(self.problems[one.problem], one, self.now()) for one in done]
        shares = charts.shares(each, level)
        ui.show(self.history, len(each) > 1)
        self.over_time.draw(partial(charts.attempts, shares), charts.describe_attempts(shares))


def _row(*parts: widgets.Widget, css: str = "wb-row") -> widgets.Widget:
    return widgets.HBox(parts).add_class(css)


def _has_code(source: str) -> bool:
    """Whether there is anything but comments; what cannot be read counts as code."""
    try:
        return bool(ast.parse(source).body)
    except (SyntaxError, ValueError):
        return True
