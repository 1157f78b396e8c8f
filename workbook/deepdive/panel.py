"""The deep dive: systems on the left, one layer of one facet at a time on the right."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.deepdive import charts, depth
from workbook.deepdive.records import FacetAnswer, System, answer_id
from workbook.profile import load

LAYERS = {
    "what": "what",
    "why": "why",
    "what-else": "what else",
    "broke": "what broke",
    "number": "what number",
}


class Systems(ui.RecordPanel):
    """Two systems, asked in layers until an answer is missing."""

    room: ClassVar[str] = "deepdive"
    title: ClassVar[str] = "Your systems"
    models = (System, FacetAnswer)
    record = System
    noun = "system"
    fields = ("title", "role", "scale", "shipped_on")
    empty = (
        "No system yet. Choose New system for one you shipped in the last eighteen months and "
        "could argue about for an hour."
    )

    def _more(self) -> Sequence[widgets.Widget]:
        self.facets = {facet.id: facet for facet in guide.facets()}
        self.facet = self.control(
            ui.Field(
                "Ask about",
                "radio",
                options=[[facet.id, facet.name] for facet in self.facets.values()],
                value=next(iter(self.facets)),
            ),
            "facet",
        )
        self.layer = self.control(
            ui.Field("Layer", "radio", options=list(map(list, LAYERS.items())), value="what"),
            "layer",
        )
        for field in (self.facet, self.layer):
            self.on(field, lambda _change: self._turn())
        (scale,) = guide.rubric("deepdive")
        score = {
            "sort": "score",
            "options": [[step, scale.sentence(step)] for step in range(5)],
        }
        self.question = widgets.HTML().add_class(self.css_class("question"))
        self.answer = ui.Editor(
            self, FacetAnswer, ["text", "own", "peer"], {"own": score, "peer": score}
        )
        self.next = ui.turns(self.control(widgets.Button(description="Next layer"), "next"))
        self.on(self.next, lambda _button: self._next())
        self.asking = widgets.VBox(
            [
                ui.section("Asked in layers: stop where the answer is missing"),
                self.facet,
                self.layer,
                self.question,
                self.answer,
                self.next,
            ]
        )
        self.chart = self.control(ui.Chart(), "chart")
        self.picture = widgets.VBox(
            [ui.section("How deep each side is answered: full is sure, pale is begun"), self.chart]
        )
        return [self.asking, self.picture]

    def _turn(self) -> None:
        self.autosave.flush()
        self.refresh()

    def _next(self) -> None:
        self.autosave.flush()
        layers, facets = list(LAYERS), list(self.facets)
        at = layers.index(self.layer.value)
        if at + 1 < len(layers):
            self.layer.set(layers[at + 1])
        else:
            self.layer.set(layers[0])
            self.facet.set(facets[(facets.index(self.facet.value) + 1) % len(facets)])
        self.refresh()
        self.answer["text"].focus()

    def _facts(self, records: Sequence[System]) -> Sequence[str]:
        rows = self._depths(records)
        ready = sum(row.ready for row in rows)
        facts = [f"{len(records)} of 2 systems"]
        return [*facts, f"{ready} of {len(rows)} facets four layers down"] if rows else facts

    def _depths(self, systems: Sequence[System]) -> tuple[depth.Depth, ...]:
        answers = {kept.record_id: kept.record for kept in self.current(FacetAnswer) if kept.record}
        return depth.depths(systems, guide.facets(), answers)

    def _detail(self, record: System) -> str:
        interview = load(self.journal).interview_date or date.today()
        turn = depth.turns(record)
        if turn is None:
            return "○ when was it shipped?"
        if depth.is_recent(record, interview):
            last = turn - timedelta(days=1)
            return f'<span class="wb-good">✓ recent</span> until {last:%-d %b %Y}'
        if record.shipped_on is not None and record.shipped_on > interview:
            return '<span class="wb-bad">✗ not shipped before the interview</span>'
        return f'<span class="wb-bad">✗ older than eighteen months</span> since {turn:%-d %b %Y}'

    def _show_more(self, records: Sequence[System], chosen: System | None) -> None:
        ui.show(self.asking, chosen is not None)
        ui.show(self.picture, bool(records))
        if chosen is not None:
            facet = self.facets[self.facet.value]
            self.question.value = f"<p><b>{ui.safe(facet.layers[self.layer.value], 300)}</b></p>"
            key = answer_id(chosen.id, facet.id, self.layer.value)
            stored = {kept.record_id: kept for kept in self.current(FacetAnswer)}.get(key)
            record = (stored.record if stored else None) or FacetAnswer(id=key)
            self.answer.show(record, self.base(key, stored))
        if records:
            rows = self._depths(records)
            self.chart.draw(partial(charts.reached, rows), charts.describe(rows))
