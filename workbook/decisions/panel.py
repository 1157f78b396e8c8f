"""The decision log: the list, the chosen decision, who decided, and the drill."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.decisions import charts, drill
from workbook.decisions.records import PARTS, Decision, Explanation
from workbook.journal import Revision


class Log(ui.RecordPanel):
    """Write decisions down, and explain one of them against the clock."""

    room: ClassVar[str] = "decisions"
    title: ClassVar[str] = "Decisions"
    models = (Decision, Explanation)
    record = Decision
    noun = "decision"
    fields = ("title", "unclear", "call", "who", "rejected", "why", "outcome", "now")
    empty = (
        "No decision yet. Begin with one that nobody had specified for you: choose New decision "
        "and write what was unclear."
    )

    def _detail(self, record: Decision) -> str:
        part = PARTS[record.who] if record.who else "whose call?"
        missing = record.lacks()
        state = (
            f'<span class="wb-bad">✗ {ui.safe(missing[0])}</span>'
            if missing
            else '<span class="wb-good">✓ ready to explain</span>'
        )
        return f"{ui.safe(part)} · {state}"

    def _facts(self, records: Sequence[Decision]) -> Sequence[str]:
        own = [each for each in records if each.who == "decided"]
        priced = sum(each.priced for each in own)
        facts = [ui.count(len(records), self.noun), f"{len(own)} of them your own call"]
        return [*facts, f"{priced} with a rejected option and its price"] if own else facts

    def _more(self) -> Sequence[widgets.Widget]:
        self.chart = self.control(ui.Chart(), "chart")
        self.picture = widgets.VBox(
            [ui.section("Who decided, and with which options turned down"), self.chart]
        )
        self.drill = ui.Fold(
            "Explain it: one of them, sixty seconds", self._make_drill, self.refresh, self.on
        )
        return [self.picture, self.drill]

    def _make_drill(self) -> widgets.Widget:
        self.drawn: Decision | None = None
        self.kept: Revision[Explanation] | None = None
        self.seconds: float | None = None
        self.draw = self.control(widgets.Button(description="Draw a decision"), "draw")
        self.on(self.draw, lambda _button: self._draw())
        self.asked = widgets.HTML().add_class(self.css_class("asked"))
        self.clock = ui.Clock("explain the decision", drill.LIMIT, self._stopped)
        self.reveal = self.control(widgets.Button(description="Show what I wrote"), "reveal")
        self.on(self.reveal, lambda _button: self._show_reasons())
        self.reasons = widgets.HTML().add_class(self.css_class("reasons"))
        (scale,) = guide.rubric("explain")
        self.agreement = self.control(
            ui.Field(
                scale.name,
                "score",
                hint=scale.statement,
                options=[[step, scale.sentence(step)] for step in range(5)],
            ),
            "agreement",
        )
        self.on_left(self.agreement, lambda _bad: self._score())
        self.told = widgets.HTML().add_class("wb-small")
        self.saying = widgets.VBox([self.asked, self.clock, self.reveal])
        self.comparing = widgets.VBox([self.reasons, self.agreement])
        ui.show(self.saying, False)
        ui.show(self.comparing, False)
        return widgets.VBox([self.draw, self.saying, self.comparing, self.told])

    # The drill.

    def _draw(self) -> None:
        self.autosave.flush()
        decisions = self.journal.records(Decision)
        self.drawn = drill.draw(decisions, self.journal.records(Explanation))
        self.kept = self.seconds = None
        ui.show(self.saying, self.drawn is not None)
        ui.show(self.comparing, False)
        if self.drawn is None:
            self.told.value = "Write a call and a reason for at least one decision first."
            return
        self.told.value = ""
        self.asked.value = (
            f"<p><b>{ui.safe(self.drawn.title)}</b></p>"
            f"<p>Say what was unclear, what you decided, over which option, and why.</p>"
        )
        self.agreement.set(None)

    def _stopped(self, seconds: float) -> None:
        self.seconds = seconds
        self._show_reasons()

    def _show_reasons(self) -> None:
        decision = self.drawn
        if decision is None:
            return
        options = [
            f"{each.option} ({each.price})" if each.price else each.option
            for each in decision.rejected
        ]
        lines = [
            ("The call", decision.call),
            ("Why", decision.why),
            ("Turned down", "; ".join(options) or "nothing written"),
        ]
        self.reasons.value = ui.table(["", "what you wrote"], lines)
        ui.show(self.comparing, True)

    def _score(self) -> None:
        if self.drawn is None or self.agreement.value is None:
            return
        before = self.kept.record if self.kept else None
        explained = before or Explanation(
            decision=self.drawn.id, on=date.today(), seconds=self.seconds, agreement=0
        )
        # The arrow keys pass over one step after the other: the last of them counts.
        self.kept = self.save(
            explained.model_copy(update={"agreement": self.agreement.value}), self.kept
        )
        ui.show(self.saying, False)
        self.told.value = "Kept. Draw the next one, or come back to it another day."

    # The picture.

    def _show_more(self, records: Sequence[Any], chosen: Any | None) -> None:
        rows = drill.shares(records)
        ui.show(self.picture, bool(records))
        ui.show(self.drill, bool(records))
        if records:
            self.chart.draw(partial(charts.who_decided, rows), charts.describe(rows))
