"""The framing of a brief: drawn, read against the clock, framed, committed, and then scored.

`Frames` is the exercise on its own. The whole round (``panel_round.py``) begins with the same two
acts and derives from it.
"""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets
from pydantic import ValidationError

from workbook import ui
from workbook.coding import panel_words as words
from workbook.coding.frames import answer, score
from workbook.coding.problem import Problem, problems
from workbook.coding.records import Attempt, Frame, Framing
from workbook.coding.rounds import draw
from workbook.journal import Record

FRAME_SECONDS = 600  # there are for the frame; the rest of the round is for the code
TOO_LONG = "Too long to be kept: at most 2,000 characters a line, and 20,000 in all. Shorten it."
NO_READING = "Write your reading first: one sentence on what you will build."


class Frames(ui.Panel):
    """One brief after another, each framed before any reading of it is shown."""

    room: ClassVar[str] = "coding"
    title: ClassVar[str] = "Framing"
    models: ClassVar[Sequence[type[Record]]] = (Framing,)
    record: ClassVar[type[Framing] | type[Attempt]] = Framing

    def _build(self) -> widgets.Widget:
        self.problems = {one.id: one for one in problems()}
        self.fields: dict[str, ui.Field] = {}
        self.starting = self._build_start()
        self.reading_it = self._build_brief()
        self.framing = self._build_frame()
        self.picking = self._build_pick()
        self.framed = self._build_framed()
        self.leaving = ui.Fold("Start afresh", self._make_leaving, self.refresh, self.on)
        acts = [self.reading_it, self.framing, self.picking, self.framed, *self._later()]
        return widgets.VBox([*acts, self.starting, self.leaving]).add_class("wb-body")

    def _build_start(self) -> widgets.Widget:
        options = [["", "the one longest not seen"]]
        options += [[one.id, one.title] for one in self.problems.values()]
        self.problem = self.control(
            ui.Field("Problem", "choice", value="", options=options), "problem"
        )
        self.draw = self.control(widgets.Button(description="Show the brief"), "draw")
        self.draw.add_class("wb-primary")
        self.on(ui.turns(self.draw), lambda _button: self._draw())
        self.promise = widgets.HTML(f"<p>{ui.safe(self._promise(), 400)}</p>")
        row = widgets.HBox([self.problem, self.draw]).add_class("wb-together")
        return widgets.VBox([self.promise, row])

    def _build_brief(self) -> widgets.Widget:
        self.brief = self.control(widgets.HTML(), "brief")
        self.clock = self.control(ui.Clock("the round", 0.0, _nothing, hand=False), "clock")
        self.frame_clock = self.control(
            ui.Clock("the frame", float(FRAME_SECONDS), _nothing, hand=False), "frame-clock"
        )
        self.for_round = widgets.HBox([widgets.HTML("The round"), self.clock]).add_class("wb-row")
        self.for_frame = widgets.HBox([widgets.HTML("The frame"), self.frame_clock])
        self.for_frame.add_class("wb-row")
        row = widgets.HBox([self.for_round, self.for_frame]).add_class("wb-row")
        return widgets.VBox([row, self.brief])

    def _build_frame(self) -> widgets.Widget:
        hints = {
            "reading": ("Your reading", "what you will build, in a sentence of your own", 3),
            "assumptions": ("Assumptions", "one a line: what you take as given", 4),
            "deferrals": ("Deferred", "one a line: what you leave out for now, by name", 3),
        }
        for name, (label, hint, rows) in hints.items():
            self._text(name, ui.Field(label, "area", hint=hint, rows=rows))
        self.exchange = self.control(widgets.HTML(), "exchange")
        self.question = self._text(
            "question",
            ui.Field("Ask", "text", hint="one question at a time; Enter puts it to them"),
        )
        self.on_entered(self.question, self._ask)
        self.commit = self.control(widgets.Button(description="Commit the frame"), "commit")
        self.commit.add_class("wb-primary")
        self.on(self.commit, lambda _button: self._commit())
        self.uncommitted = ui.Notice(self.css_class("commit-notice"))
        note = widgets.HTML(
            "What you commit is fixed; only then do you see the readings it could have."
        ).add_class("wb-small")
        return widgets.VBox(
            [
                ui.section("Before any code"),
                *(self.fields[name] for name in hints),
                ui.section("Questions to the interviewer"),
                self.exchange,
                self.question,
                self.uncommitted,
                widgets.HBox([self.commit, note]).add_class("wb-row"),
            ]
        )

    def _build_pick(self) -> widgets.Widget:
        self.readings = self.control(ui.Field("Readings", "radio"), "readings")
        self.pick = self.control(widgets.Button(description="This is the one I framed"), "pick")
        self.pick.add_class("wb-primary")
        self.on(self.readings, lambda _change: self.refresh())
        self.on(self.pick, lambda _button: self._pick())
        title = ui.section("The brief can be read in these ways. Which one did you frame?")
        return widgets.VBox([title, self.readings, widgets.HBox([self.pick]).add_class("wb-row")])

    def _build_framed(self) -> widgets.Widget:
        """Make what stands there once the frame is committed and its reading picked."""
        self.said = self.control(widgets.HTML(), "said")
        self.scored = self.control(widgets.HTML(), "framing-score")
        return widgets.VBox([self.said, self.scored])

    def _make_leaving(self) -> widgets.Widget:
        told = widgets.HTML(
            "What you have written here stays in the history; the clock begins anew."
        )
        self.same = self.control(widgets.Button(description="The same problem"), "again")
        self.other = self.control(widgets.Button(description="Another problem"), "another")
        self.on(ui.turns(self.same), lambda _button: self._leave(same=True))
        self.on(ui.turns(self.other), lambda _button: self._leave(same=False))
        return widgets.VBox([told, widgets.HBox([self.same, self.other]).add_class("wb-row")])

    def _text(self, name: str, field: ui.Field) -> ui.Field:
        """Bind a field to what is said of the record: each key is kept."""
        self.fields[name] = self.control(field, name.replace("_", "-"))
        self.on(field, partial(self._typed, name))
        self.on_left(field, lambda _bad: self._flush())
        return field

    # What the round has of its own.

    def _promise(self) -> str:
        return (
            "You get a brief that leaves much open, and ten minutes. Say which reading of it you "
            "would build, what you assume, what you leave out, and ask what only the interviewer "
            "can settle. The other readings and a score follow."
        )

    def _later(self) -> list[widgets.Widget]:
        """Make the acts that follow the frame."""
        return []

    def _begin(self, problem: str) -> Framing | Attempt:
        return Framing(problem=problem, shown=self.now())

    def _opened(self, record: Any) -> dict[str, Any]:
        """Return the changes that the first word of a frame makes beside it."""
        return {}

    def _committed(self, record: Any) -> dict[str, Any]:
        """Return the changes that commit a record's frame."""
        return {"committed": self.now()}

    def _left_at(self, record: Any) -> dict[str, Any]:
        """Return the changes to a record that is left unfinished."""
        return {}

    def _over(self, record: Any) -> bool:
        """Whether the next problem may be drawn."""
        return record is None or record.reading is not None

    def _facts(self, records: list[Any]) -> list[str]:
        framed = {one.problem for one in records if one.committed}
        return [f"{len(framed)} of {len(self.problems)} problems framed"]

    def _show_later(self, record: Any, problem: Problem) -> None:
        """Show the acts that follow the frame."""

    # The record that is worked on.

    @staticmethod
    def now() -> datetime:
        """Return the moment; a test has moments of its own."""
        return datetime.now(UTC)

    def _all(self) -> list[Any]:
        """Return the revisions of problems there are, in the order of their briefs."""
        every: list[Any] = list(self.current(self.record))
        found = [one for one in every if one.record and one.record.problem in self.problems]
        return sorted(found, key=lambda one: one.record.shown)

    def _kept(self) -> Any:
        """Return the newest: what the panel shows."""
        return next(reversed(self._all()), None)

    def _change(self, *, now: bool = True, **changes: Any) -> None:
        """Keep changes to the record that is shown; at once, or when the hand pauses."""
        kept = self._kept()
        assert kept is not None
        record, base = kept.record.model_copy(update=changes), self.base(kept.record_id, kept)
        if now:
            self.save(record, base)
        else:
            self.stage(record, base)

    # The hand.

    def _draw(self) -> None:
        self.autosave.flush()
        chosen = self.problem.value
        if chosen not in self.problems:
            before: list[Framing | Attempt] = list(self.journal.records(Framing))
            before += self.journal.records(Attempt)
            known = list(self.problems.values())
            chosen = draw(known, before, random.Random()).id
        self.save(self._begin(chosen))
        self.fields["reading"].focus()

    def _flush(self) -> None:
        self.autosave.flush()

    def _leave(self, *, same: bool) -> None:
        self.autosave.flush()
        kept = self._kept()
        assert kept is not None
        self.problem.set(kept.record.problem if same else "")
        if changes := self._left_at(kept.record):
            self._change(**changes)
        self.leaving.toggle()
        self._draw()

    def _key(self) -> str:
        kept = self._kept()
        return f"coding:{kept.record_id}"[:64] if kept else "coding"

    def _typed(self, name: str, _change: object) -> None:
        field, kept = self.fields[name], self._kept()
        if kept is None:
            return
        if name == "question":
            self.keep_draft(self._key(), name, field.value)
            return
        try:
            changes = self._with(kept.record, name, field.value or "")
        except ValidationError:
            field.refusal = TOO_LONG
            self.keep_draft(self._key(), name, field.value)
            return
        field.refusal = ""
        self.drop_draft(self._key(), name)
        self._change(now=False, **changes)

    def _with(self, record: Any, name: str, text: str) -> dict[str, Any]:
        """Return the changes to a record that a text makes.

        Raises
        ------
        ValidationError
            Where it is too long to be kept.
        """
        # An empty last line is kept as well: it would vanish from under the cursor.
        value = text if name == "reading" else tuple(text.split("\n"))
        frame = Frame.model_validate({**record.frame.model_dump(), name: value})
        return {**self._opened(record), "frame": frame}

    def _value(self, record: Any, name: str) -> str:
        value = getattr(record.frame, name)
        return value if isinstance(value, str) else "\n".join(value)

    def _ask(self) -> None:
        kept, question = self._kept(), str(self.question.value or "").strip()
        if kept is None or not question:
            return
        try:
            asked = answer(self.problems[kept.record.problem], question)
        except ValidationError:
            self.question.refusal = TOO_LONG
            return
        self.question.refusal = ""
        frame = kept.record.frame
        frame = frame.model_copy(update={"asked": (*frame.asked, asked)})
        self._change(**self._opened(kept.record), frame=frame)
        self.drop_draft(self._key(), "question")
        self.autosave.flush()
        self.refresh()

    def _commit(self) -> None:
        self.autosave.flush()
        kept = self._kept()
        if kept is None or kept.record.committed:
            return
        if not kept.record.frame.reading.strip():
            self.uncommitted.say(NO_READING)
            self.fields["reading"].focus()
            return
        self.uncommitted.clear()
        self._change(**self._committed(kept.record))
        self.readings.focus()

    def _pick(self) -> None:
        kept = self._kept()
        known = [one[0] for one in self.readings.options]
        if kept is not None and self.readings.value in known:
            self._change(reading=self.readings.value)

    # The picture.

    def _show_undo(self) -> None:
        # A clock runs and a frame is fixed once it is committed: there is no taking back.
        ui.show(self.undo, False)
        ui.show(self.redo, False)

    def _render(self) -> None:
        records = [one.record for one in self._all()]
        self.head(*self._facts(records))
        record = records[-1] if records else None
        ui.show(self.promise, record is None)
        ui.show(self.starting, self._over(record))
        ui.show(self.leaving, not self._over(record))
        committed = record is not None and record.committed is not None
        picked = record is not None and record.reading is not None
        ui.show(self.reading_it, record is not None)
        ui.show(self.framing, record is not None and not committed)
        ui.show(self.picking, committed and not picked)
        ui.show(self.framed, picked)
        if record is None:
            return
        problem = self.problems[record.problem]
        self._show_brief(record, problem)
        self._show_texts(record)
        if committed and not picked:
            self._show_readings(problem)
        if picked:
            self._show_framed(record, problem)
        self._show_later(record, problem)

    def _show_brief(self, record: Any, problem: Problem) -> None:
        self.brief.value = words.brief(problem)
        self.clock.limit = 60.0 * problem.minutes
        began = record.shown.timestamp() * 1000
        self._run_clock(self.frame_clock, began, record.committed)
        self._run_clock(self.clock, began, self._ended(record))
        self._show_clocks(record)

    def _show_clocks(self, record: Any) -> None:
        ui.show(self.for_round, record.committed is None)

    def _ended(self, record: Any) -> datetime | None:
        """Return when the round ended; None while it goes on."""
        ended: datetime | None = record.committed
        return ended

    def _run_clock(self, clock: ui.Clock, began: float, end: datetime | None) -> None:
        clock.started = 0.0 if end else began
        clock.seconds = (end.timestamp() * 1000 - began) / 1000 if end else 0.0

    def _show_texts(self, record: Any) -> None:
        drafts = self.draft(self._key())
        for name, field in self.fields.items():
            if name in drafts or name == "question":
                field.set(drafts.get(name, ""))
            else:
                field.set(self._value(record, name))
        self.exchange.value = words.exchange(record.frame.asked)

    def _show_readings(self, problem: Problem) -> None:
        options = words.readings(problem)
        if self.readings.options != options:
            self.readings.options = options
            self.readings.set("")
        self.pick.disabled = not self.readings.value
        self.pick.tooltip = "" if self.readings.value else "Choose the reading first"

    def _show_framed(self, record: Any, problem: Problem) -> None:
        reading = problem.reading(record.reading)
        others = [one for one in problem.readings if one is not reading]
        self.said.value = words.picked(reading, others) + words.frame(record.frame)
        self.scored.value = words.scored(score(problem, reading, record.frame))

    def in_words(self) -> str:
        """Say how many problems were framed and which is open."""
        records = [one.record for one in self._all()]
        if not records:
            return "No problem framed yet. Run this cell to draw one."
        last = records[-1]
        framed = len({one.problem for one in records if one.committed})
        what = ui.count(framed, "problem").capitalize()
        name = self.problems[last.problem].title
        return f"{what} framed, the last begun {_day(last.shown)}: {name}. Run this cell to go on."


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return "today" if local.date() == date.today() else f"{local:%-d %B}"


def _nothing(_seconds: float) -> None:
    """Take no notice: this clock has no button."""
