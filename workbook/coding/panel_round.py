"""The round: after the frame come code that is judged, a change, an argument and a debrief.

The code stands in a cell of its own below the panel, under ``%%solution``. Running that cell judges
it, in a thread beside the panel, and shows the results below the code.
"""

import ast
import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets
from IPython import get_ipython

from workbook import guide, ui
from workbook.coding import charts
from workbook.coding import panel_words as words
from workbook.coding.frames import score
from workbook.coding.panel import Frames
from workbook.coding.problem import Problem, Reading
from workbook.coding.records import Argument, Attempt
from workbook.coding.rounds import as_run, change_due, change_in, debrief
from workbook.coding.verdict import CaseResult, Verdict, judge
from workbook.journal import Record
from workbook.profile import load

MAGIC = "solution"
LONGEST = 200_000  # characters of a solution
ALTERNATIVES = 3

WHERE = (
    "Write it in the cell below this panel that begins with %%solution, and run that cell: running "
    "it judges it. Run it as it comes to have the interface put there."
)


class Rounds(Frames):
    """One problem at a time, from the brief to the debrief."""

    title: ClassVar[str] = "Coding round"
    models: ClassVar[Sequence[type[Record]]] = (Attempt,)
    record = Attempt

    # The acts, made once.

    def _build(self) -> widgets.Widget:
        self._alarm: tuple[str, asyncio.TimerHandle] | None = None
        self.results = self._build_results()
        body = super()._build()
        shell = get_ipython()
        if shell is not None and not self.example:
            shell.register_magic_function(self.solution, "cell", MAGIC)
        return body

    def _build_framed(self) -> widgets.Widget:
        content = super()._build_framed()
        return ui.Fold("Your frame", lambda: content, self.refresh, self.on)

    def _build_results(self) -> widgets.Widget:
        """Make what stands below the solution's cell."""
        self.work = ui.Work(self.on)
        self.told = ui.Notice(self.css_class("told"))
        self.verdict = self.control(widgets.HTML(), "verdict")
        inner = widgets.VBox([self.told, self.work, self.verdict]).add_class("wb-body")
        return widgets.VBox([ui.Page(), inner]).add_class("wb-panel")

    def _later(self) -> list[widgets.Widget]:
        self.coding, self.arguing = self._build_code(), self._build_argument()
        self.debriefing = self._build_debrief()
        return [self.coding, self.arguing, self.debriefing]

    def _build_code(self) -> widgets.Widget:
        self.task = self.control(widgets.HTML(), "task")
        self.knock = ui.Notice(self.css_class("change"))
        self.runs = self.control(widgets.HTML(), "runs")
        self.argue = self.control(widgets.Button(description="On to the argument"), "argue")
        self.on(self.argue, lambda _button: self._argue())
        where = widgets.HTML(f"<p>{ui.safe(WHERE, 400)}</p>")
        return widgets.VBox(
            [
                ui.section("Code"),
                where,
                self.task,
                self.knock,
                self.runs,
                widgets.HBox([self.argue]).add_class("wb-row"),
            ]
        )

    def _build_argument(self) -> widgets.Widget:
        self.level = self.control(
            ui.Field(
                "Level",
                "radio",
                options=[["L5", "L5"], ["L6", "L6"]],
                value=load(self.journal).level,
            ),
            "level",
        )
        self.on(self.level, lambda _change: self.refresh())
        asked = {
            "structure": "Why this data structure",
            "fails_first": "What fails first",
            "watched": "What you would watch",
            **{f"alternative_{at}": f"Alternative {at + 1}" for at in range(ALTERNATIVES)},
            "wins": "Why this one wins here",
        }
        fields = [
            self._text(name, ui.Field(label, "area", rows=2)) for name, label in asked.items()
        ]
        self.for_six = fields[3:]
        self.finish = self.control(widgets.Button(description="Debrief"), "debrief")
        self.finish.add_class("wb-primary")
        self.on(self.finish, lambda _button: self._finish())
        title = ui.section("Argue it; the designs of the references come after")
        row = widgets.HBox([self.finish]).add_class("wb-row")
        return widgets.VBox([title, self.level, *fields, row])

    def _build_debrief(self) -> widgets.Widget:
        self.acts = self.control(ui.Chart(), "acts")
        self.measuring = ui.Work(self.on)
        self.sheet = self.control(ui.Sheet("coding-debrief", "Coding round"), "page")
        self.own = {
            scale.name: ui.Field(
                f"Your own score for {scale.name}",
                "score",
                hint=scale.statement,
                options=[[step, scale.sentence(step)] for step in range(5)],
            )
            for scale in guide.rubric("coding")
        }
        for level, field in self.own.items():
            self.control(field, f"score-{level.lower()}")
            self.on(field, partial(self._score, level))
        self.source = self.control(widgets.HTML(), "source")
        self.shown_solutions = widgets.HTML()
        self.solutions = ui.Fold(
            "The reference solutions of your reading",
            lambda: self.shown_solutions,
            self.refresh,
            self.on,
        )
        self.over_time = self.control(ui.Chart(), "attempts")
        self.history = widgets.VBox([ui.section("Round by round"), self.over_time])
        self.yours = ui.Fold("Your code", lambda: self.source, self.refresh, self.on)
        parts = [ui.section("Debrief"), self.measuring, self.acts, self.sheet, *self.own.values()]
        return widgets.VBox([*parts, self.yours, self.solutions, self.history])

    # What a round has of its own.

    def _promise(self) -> str:
        return (
            "Forty-five minutes: a brief that leaves much open, the frame, the code, a change from "
            "production, the argument, the debrief. The clock starts with the brief."
        )

    def _begin(self, problem: str) -> Attempt:
        return Attempt(problem=problem, began={"brief": self.now()})

    def _opened(self, record: Attempt) -> dict[str, Any]:
        """Return the change that opens the frame: its first word, or its first question."""
        return {"began": {"frame": self.now(), **record.began}}

    def _committed(self, record: Attempt) -> dict[str, Any]:
        return {"began": {"frame": self.now(), **record.began, "code": self.now()}}

    def _left_at(self, record: Attempt) -> dict[str, Any]:
        return {"ended": self.now()}

    def _over(self, record: Attempt | None) -> bool:
        return record is None or record.ended is not None

    def _facts(self, records: list[Attempt]) -> list[str]:
        done = sum("debrief" in one.began for one in records)
        return [f"{ui.count(done, 'round')} worked to the debrief"]

    def _value(self, record: Attempt, name: str) -> str:
        if name.startswith("alternative_"):
            return _alternatives(record.argument)[int(name[-1])]
        if name in Argument.model_fields:
            return str(getattr(record.argument, name))
        return super()._value(record, name)

    def _with(self, record: Attempt, name: str, text: str) -> dict[str, Any]:
        body = record.argument.model_dump()
        if name.startswith("alternative_"):
            alternatives = _alternatives(record.argument)
            alternatives[int(name[-1])] = text
            body["alternatives"] = tuple(alternatives)
        elif name in Argument.model_fields:
            body[name] = text
        else:
            return super()._with(record, name, text)
        return {"argument": Argument.model_validate(body)}

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
        problem = self.problems[record.problem]
        changed = "change" in record.began
        cases = problem.cases(problem.reading(record.reading or ""), changed)
        came: list[CaseResult] = []

        def task(say: ui.Progress) -> Verdict:
            def one(result: CaseResult) -> None:
                came.append(result)
                self.verdict.value = words.results(cases, came, "")
                say(len(came) / len(cases), result.group)

            return judge(problem, record.reading or "", source, changed=changed, progress=one)

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
            self._offer(self.problems[record.problem].reading(record.reading))
            return "This is the interface of your reading. Write it out, and run the cell again."
        before = {one.record.source for one in self._all() if one.record.id != record.id}
        if not record.runs and source in before:
            return "This is the code of an earlier round. Empty the cell, and write it anew."
        return ""

    def _offer(self, reading: Reading) -> None:
        """Put the interface into the cell that runs."""
        shell = get_ipython()
        if shell is not None:
            shell.set_next_input(f"%%{MAGIC}\n{words.skeleton(reading)}", replace=True)

    def _judged(self, record_id: str, source: str, verdict: Verdict) -> None:
        kept = self._kept()
        if kept.record_id != record_id or kept.record.ended:
            self.told.tell("The round is over: this run does not count.")
            return
        record: Attempt = kept.record
        # A chapter that is opened again runs its cells again; that is no new run.
        same = record.runs and record.runs[-1].changed == verdict.changed
        if not (same and record.source == source):
            self._change(runs=(*record.runs, as_run(verdict, self.now())), source=source)
        if self._look():
            self.told.tell("Production has called: see the panel above. New cases have joined.")

    def _stopped(self, error: Exception) -> None:
        if not isinstance(error, ui.Stopped):
            self.told.say(f"The judge could not go on: {error}")
            raise error
        self.verdict.value = ""
        self.told.tell("Stopped. This run does not count.")

    def _look(self) -> bool:
        """Let production knock where it is due; return whether it did."""
        kept = self._kept()
        if kept is None or not change_due(kept.record, self.now()):
            return False
        began = {**kept.record.began, "change": self.now()}
        self._change(began=began, source_at_change=kept.record.source)
        return True

    def _wake(self) -> None:
        self._alarm = None
        self._by_hand(self._on_time, None)

    def _on_time(self, _nothing: object) -> None:
        self._look()

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
        seconds = max(0.0, left.total_seconds())
        self._alarm = (record.id, loop.call_later(seconds, self._wake))

    # The argument and the debrief.

    def _argue(self) -> None:
        self.autosave.flush()
        kept = self._kept()
        self._change(began={**kept.record.began, "argue": self.now()})
        self.fields["structure"].focus()

    def _finish(self) -> None:
        self.autosave.flush()
        record: Attempt = self._kept().record
        now = self.now()
        self._change(began={**record.began, "debrief": now}, ended=now)
        self.page.focus(f".{self.css_class('page')}")
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
        value, kept = self.own[level].value, self._kept()
        if kept is not None and isinstance(value, int):
            self._change(now=False, scores={**kept.record.scores, level: value})

    # The picture.

    def _show_clocks(self, record: Attempt) -> None:
        ui.show(self.for_frame, record.committed is None)
        ui.show(self.for_round, record.ended is None)

    def _ended(self, record: Attempt) -> Any:
        return record.ended

    def _show_later(self, record: Attempt, problem: Problem) -> None:
        ready, over = record.reading is not None, record.ended is not None
        arguing = "argue" in record.began
        ui.show(self.coding, ready and not over)
        ui.show(self.argue, not arguing)
        ui.show(self.arguing, ready and arguing and not over)
        ui.show(self.debriefing, over and "debrief" in record.began and ready)
        self._wait(record)
        if not ready:
            return
        reading = problem.reading(record.reading or "")
        points = score(problem, reading, record.frame).total
        self.framed.title = f"Your frame: {points} of 100"
        self.task.value = words.promises(reading)
        if "change" in record.began:
            self.knock.tell(f"{reading.change.name}. {reading.change.says}")
        else:
            self.knock.clear()
        self.runs.value = words.runs(record.runs)
        for field in self.for_six:
            ui.show(field, self.level.value == "L6")
        if over and "debrief" in record.began:
            self._show_debrief(record, problem, reading)

    def _show_debrief(self, record: Attempt, problem: Problem, reading: Reading) -> None:
        found = debrief(problem, record, self.now())
        level = self.level.value
        self.sheet.show(words.page(problem, record, found, level))
        acts = charts.acts(found)
        self.acts.draw(
            partial(charts.phases, acts, problem.minutes),
            charts.describe_phases(acts, problem.minutes),
        )
        scores: dict[str, int] = {str(key): value for key, value in record.scores.items()}
        for name, field in self.own.items():
            field.set(scores.get(name))
            ui.show(field, name == level)
        self.source.value = words.code(record.source, record.unused or ())
        ui.show(self.yours, bool(record.source))
        if self.solutions.is_open:
            self.shown_solutions.value = words.references(problem, reading)
        self._show_history(level)

    def _show_history(self, level: str) -> None:
        done: Sequence[Attempt] = [
            one.record for one in self._all() if "debrief" in one.record.began
        ]
        outcomes = tuple(
            charts.outcome(debrief(self.problems[one.problem], one, self.now()), level)
            for one in done
        )
        ui.show(self.history, len(outcomes) > 1)
        if outcomes:
            self.over_time.draw(
                partial(charts.attempts, outcomes), charts.describe_attempts(outcomes)
            )

    def in_words(self) -> str:
        """Say how many rounds there are and where the last stands."""
        records = [one.record for one in self._all()]
        if not records:
            return "No coding round yet. Run this cell to draw a problem."
        done = sum("debrief" in one.began for one in records)
        name = self.problems[records[-1].problem].title
        return f"{ui.count(done, 'round').capitalize()} debriefed; the last: {name}. Run this cell."


def _alternatives(argument: Argument) -> list[str]:
    return [*argument.alternatives, *[""] * ALTERNATIVES][:ALTERNATIVES]


def _has_code(source: str) -> bool:
    """Whether there is anything but comments; what cannot be read counts as code."""
    try:
        return bool(ast.parse(source).body)
    except (SyntaxError, ValueError):
        return True
