"""The keeper test: what happened for each signal, and the drill in hearing them."""

from datetime import date
from functools import partial
from typing import ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.keeper import charts, signals
from workbook.keeper.records import DrillAnswer, Happening
from workbook.stories.records import Story

SIDES = {"relief": "relief", "anxiety": "anxiety: a low score is the good one"}


class Signals(ui.Panel):
    """Six signals on the left, what happened for the chosen one on the right."""

    room: ClassVar[str] = "keeper"
    title: ClassVar[str] = "Relieved or anxious"
    models = (Happening,)

    def _build(self) -> widgets.Widget:
        self.signals = {signal.id: signal for signal in guide.signals()}
        self.scales = {scale.id: scale for scale in guide.rubric("keeper")}
        self.chosen = next(iter(self.signals))
        self.picker = ui.Picker(self.css_class("list"), self.on, self._pick)
        self.name = widgets.HTML()
        self.editor = ui.Editor(
            self,
            Happening,
            ["story", "lines", "score"],
            {"story": {"sort": "choice"}, "score": {"sort": "score", "options": []}},
        )
        self.chart = self.control(ui.Chart(), "chart")
        self.picture = widgets.VBox([self.chart]).add_class("wb-body")
        aside = widgets.VBox([self.picker]).add_class("wb-aside")
        main = widgets.VBox([self.name, self.editor]).add_class("wb-main")
        columns = widgets.HBox([aside, main]).add_class("wb-columns")
        return widgets.VBox([columns, self.picture])

    def _pick(self, signal_id: str) -> None:
        self.autosave.flush()
        self.chosen = signal_id
        self.refresh()

    def _render(self) -> None:
        stored = {kept.record_id: kept for kept in self.current(Happening)}
        happenings = {key: kept.record for key, kept in stored.items() if kept.record}
        rows = signals.readings(list(self.signals.values()), happenings)
        scored = sum(row.score is not None for row in rows)
        good = sum(row.good for row in rows)
        self.head(f"{scored} of {len(rows)} signals", f"{good} speak for you")
        self.picker.show(
            [self._item(row, happenings.get(row.signal.id)) for row in rows], self.chosen
        )
        signal, scale = self.signals[self.chosen], self.scales[self.chosen]
        self.name.value = (
            f"<b>{ui.safe(signal.name.capitalize())}</b> "
            f'<span class="wb-quiet">{SIDES[signal.side]}</span><br>{ui.safe(signal.statement)}'
        )
        self._offer(scale)
        record = happenings.get(self.chosen) or Happening(id=self.chosen)
        self.editor.show(record, self.base(record.id, stored.get(record.id)))
        ui.show(self.picture, scored > 0)
        if scored:
            self.chart.draw(partial(charts.balance, rows), charts.describe(rows))

    def _offer(self, scale: guide.Scale) -> None:
        stories = self.journal.records(Story)
        options = [["", "none: a few lines instead"]]
        options += [[story.id, ui.called(story)] for story in stories]
        steps = [[step, scale.sentence(step)] for step in range(5)]
        for name, offered in (("story", options), ("score", steps)):
            if self.editor[name].options != offered:
                self.editor[name].options = offered
        self.editor["score"].label, self.editor["score"].hint = scale.name, scale.statement

    def _item(self, row: signals.Reading, kept: Happening | None) -> ui.Item:
        if row.score is not None:
            mark, css = ("✓", "good") if row.good else ("✗", "bad")
            state = f'<span class="wb-{css}">{mark} {row.score} of 4</span>'
        elif kept is None or not kept.told:
            state = "○ what happened?"
        else:
            state = "○ not scored"
        return ui.Item(row.signal.id, row.signal.name.capitalize(), f"{row.signal.side} · {state}")


class Drill(ui.Panel):
    """A question, the six signals, and which of them it probes most."""

    room: ClassVar[str] = "keeper-drill"
    title: ClassVar[str] = "What does it probe?"
    models = (DrillAnswer,)

    def _build(self) -> widgets.Widget:
        self.questions = guide.keeper_questions()
        self.names = {signal.id: signal.name for signal in guide.signals()}
        self.asked = signals.next_question(self.questions, self.journal.records(DrillAnswer))
        self.answered: DrillAnswer | None = None
        self.question = widgets.HTML().add_class(self.css_class("question"))
        self.answer = self.control(
            ui.Field("It probes", "radio", options=[[key, self.names[key]] for key in self.names]),
            "answer",
        )
        self.on_left(self.answer, lambda _bad: self._answer())
        self.result = widgets.HTML().add_class(self.css_class("result"))
        self.another = self.control(widgets.Button(description="Next question"), "next")
        self.on(self.another, lambda _button: self._next())
        return widgets.VBox([self.question, self.answer, self.result, self.another]).add_class(
            "wb-body"
        )

    def _answer(self) -> None:
        if self.answered is not None or not self.answer.value:
            return
        self.answered = DrillAnswer(
            question=self.asked.id, named=self.answer.value, on=date.today()
        )
        self.save(self.answered)
        self.page.focus(f".{self.css_class('next')}")

    def _next(self) -> None:
        self.asked = signals.next_question(self.questions, self.journal.records(DrillAnswer))
        self.answered = None
        self.answer.set("")
        self.refresh()
        self.answer.focus()

    def _render(self) -> None:
        right, asked = signals.hit_rate(self.journal.records(DrillAnswer), self.questions)
        self.head(*([f"{right} right of the last {asked}"] if asked else []))
        self.question.value = f"<p><b>{ui.safe(self.asked.statement, 300)}</b></p>"
        self.answer.disabled = self.answered is not None
        ui.show(self.another, self.answered is not None)
        ui.show(self.result, self.answered is not None)
        if self.answered is not None:
            hit = self.answered.named == self.asked.signal
            mark = (
                '<span class="wb-good">✓ Yes:</span>' if hit else '<span class="wb-bad">✗ </span>'
            )
            name = ui.safe(self.names[self.asked.signal])
            self.result.value = f"<p>{mark} <b>{name}</b>. {ui.safe(self.asked.why, 300)}</p>"
