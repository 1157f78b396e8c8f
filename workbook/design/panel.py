"""The design sheet: a prompt against the clock, components one by one, the three gates."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.design import charts, depth
from workbook.design.records import ASPECTS, Component, Sheet

FORGOTTEN = 4 * 3600  #: Seconds after which a design clock counts for nothing.


class Sheets(ui.RecordPanel):
    """A sheet a prompt: scope and numbers, components, gates."""

    room: ClassVar[str] = "design"
    title: ClassVar[str] = "Design sheets"
    models = (Sheet, Component)
    record = Sheet
    noun = "sheet"
    fields = (
        "prompt",
        "scope",
        "numbers",
        "redirected",
        *(f"gates.{one}" for one in ("chaos", "canary", "failover")),
    )
    empty = (
        "No sheet yet. Choose New sheet, pick a prompt, and start the clock when you have read it."
    )

    def _controls(self) -> dict[str, dict[str, Any]]:
        prompts = [["", "choose one"], *([one.id, one.name] for one in guide.prompts())]
        gates = {
            f"gates.{gate.id}": {"label": gate.name, "hint": " ".join(gate.asks)}
            for gate in guide.gates()
        }
        return {"prompt": {"options": prompts, "sort": "choice"}, **gates}

    def _editing(self) -> Sequence[widgets.Widget]:
        self.brief = widgets.HTML().add_class(self.css_class("brief"))
        self.clock = ui.Clock(
            "the design", depth.LIMIT, self._stopped, self._began, most=float(FORGOTTEN)
        )
        self.worked = widgets.HTML().add_class("wb-small")
        self.hints = ui.Fold(
            "Numbers to ask for and likely components, once you have scoped it",
            self._make_hints,
            self.refresh,
            self.on,
        )
        self.partner = ui.Fold(
            "For whoever plays the interviewer; leave it closed when you work alone",
            self._make_redirections,
            self.refresh,
            self.on,
        )
        return [
            self.editor["prompt"],
            self.brief,
            self.clock,
            self.worked,
            self.editor["scope"],
            self.editor["numbers"],
            self.hints,
            self.partner,
            *self._components(),
            ui.section("Three topics that no design passes without"),
            *(self.editor[f"gates.{gate.id}"] for gate in guide.gates()),
            self.editor["redirected"],
        ]

    def _make_hints(self) -> widgets.Widget:
        self.hinted = widgets.HTML()
        return self.hinted

    def _make_redirections(self) -> widgets.Widget:
        self.redirections = widgets.HTML()
        return self.redirections

    def _components(self) -> Sequence[widgets.Widget]:
        self.component: str | None = None
        scales = {scale.id: scale for scale in guide.rubric("design")}
        self.which = self.control(ui.Field("Component", "radio"), "component")
        self.on(self.which, lambda _change: self._turn(self.which.value))
        self.add = ui.turns(self.control(widgets.Button(description="Add a component"), "add"))
        self.remove = ui.turns(self.control(widgets.Button(description="Remove it"), "remove"))
        self.remove.add_class("wb-link")
        self.on(self.add, lambda _button: self._add())
        self.on(self.remove, lambda _button: self._remove())
        names = [scales[rubric].name for rubric in ASPECTS.values()]
        self.aspect = self.control(
            ui.Field(
                "Asked about",
                "radio",
                options=[list(pair) for pair in zip(ASPECTS, names, strict=True)],
                value=next(iter(ASPECTS)),
            ),
            "aspect",
        )
        self.on(self.aspect, lambda _change: self.refresh())
        controls: dict[str, dict[str, Any]] = {}
        for aspect, rubric in ASPECTS.items():
            scale = scales[rubric]
            controls[aspect] = {"label": scale.name, "hint": scale.statement}
            controls[f"levels.{aspect}"] = {
                "label": "How far",
                "options": [[step, scale.sentence(step)] for step in range(5)],
            }
        self.parts = ui.Editor(
            self, Component, ["name", *ASPECTS, *(f"levels.{one}" for one in ASPECTS)], controls
        )
        self.chart = self.control(ui.Chart(), "chart")
        self.asking = widgets.VBox(
            [
                self.parts["name"],
                self.aspect,
                *(self.parts[aspect] for aspect in ASPECTS),
                *(self.parts[f"levels.{aspect}"] for aspect in ASPECTS),
                self.remove,
            ]
        )
        title = ui.section("Two or three components, reasoned: four reasoned beat twelve drawn")
        return [title, self.chart, self.which, self.add, self.asking]

    # The hand.

    def _turn(self, component: str) -> None:
        self.autosave.flush()
        self.component = component
        self.refresh()

    def _add(self) -> None:
        self.autosave.flush()
        if self.chosen is None:
            return
        stored = {kept.record_id for kept in self.current(Sheet)}
        if self.chosen not in stored and self._new is not None:
            self.save(self._new)
        new = Component(sheet=self.chosen)
        self.component = new.id
        self.save(new)
        self.parts["name"].focus()

    def _remove(self) -> None:
        if self.component is not None:
            self.delete(Component, self.component)
            self.page.focus(f".{self.css_class('add')}")

    def _began(self, moment: float) -> None:
        self._keep(began=moment, seconds=None)

    def _stopped(self, seconds: float) -> None:
        self._keep(began=None, seconds=seconds)

    def _keep(self, **changes: Any) -> None:
        self.autosave.flush()
        stored = {kept.record_id: kept for kept in self.current(Sheet)}.get(self.chosen or "")
        record = stored.record if stored else self._new
        if record is not None:
            self.save(record.model_copy(update=changes), self.base(record.id, stored))

    def _undone(self, change: Any) -> None:
        super()._undone(change)
        for each in change.records:
            if each.model is Component:
                self.component = each.record_id
                self.chosen = (each.after or each.before).sheet

    # The picture.

    def _all(self) -> list[Component]:
        return [kept.record for kept in self.current(Component) if kept.record]

    def _detail(self, record: Sheet) -> str:
        reading = depth.read(record, self._all())
        lacks = reading.lacks()
        state = (
            f'<span class="wb-bad">✗ {ui.safe(lacks[0])}</span>'
            if lacks
            else '<span class="wb-good">✓ whole</span>'
        )
        return f"depth {reading.depth} of 100 · {state}"

    def _facts(self, records: Sequence[Sheet]) -> Sequence[str]:
        best = max((depth.read(each, self._all()).depth for each in records), default=0)
        facts = [ui.count(len(records), "sheet")]
        return [*facts, f"deepest {best} of 100"] if records else facts

    def _show_more(self, records: Sequence[Sheet], chosen: Sheet | None) -> None:
        if chosen is None:
            return
        prompt = next((one for one in guide.prompts() if one.id == chosen.prompt), None)
        ui.show(self.brief, prompt is not None)
        ui.show(self.hints, prompt is not None)
        ui.show(self.partner, prompt is not None)
        if prompt is not None:
            context = "".join(f"<li>{ui.safe(one, 400)}</li>" for one in prompt.context)
            self.brief.value = f"<p>{ui.safe(prompt.brief, 900)}</p><ul>{context}</ul>"
            if self.hints.is_open:
                rows = [
                    ("Ask for", "; ".join(prompt.numbers)),
                    ("Likely components", "; ".join(prompt.components)),
                ]
                self.hinted.value = ui.table(["", "ours"], rows)
            if self.partner.is_open:
                said = "".join(f"<li>{ui.safe(one.say, 400)}</li>" for one in prompt.redirections)
                self.redirections.value = f"<ul>{said}</ul>"
        started = chosen.began or 0.0
        if self.clock.started != started:
            self.clock.started = started
        minutes = None if chosen.seconds is None else round(chosen.seconds / 60)
        worked = ui.count(minutes, "minute") if minutes else "less than a minute"
        self.worked.value = "" if minutes is None else f"Worked {worked}."
        self._show_components(depth.read(chosen, self._all()).components)

    def _show_components(self, components: Sequence[Component]) -> None:
        ids = [each.id for each in components]
        if self.component not in ids:
            self.component = ids[0] if ids else None
        options = [[each.id, ui.one_line(each.name, 24) or "without a name"] for each in components]
        if self.which.options != options:
            self.which.options = options
        self.which.set(self.component or "")
        ui.show(self.which, len(ids) > 1)
        ui.show(self.asking, bool(ids))
        ui.show(self.chart, bool(ids))
        self.add.disabled = len(ids) >= depth.MOST
        self.add.tooltip = (
            "Four components are enough: go deeper into these." if self.add.disabled else ""
        )
        if self.component is None:
            return
        stored = {kept.record_id: kept for kept in self.current(Component)}[self.component]
        assert stored.record is not None
        self.parts.show(stored.record, self.base(stored.record_id, stored))
        for aspect in ASPECTS:
            here = aspect == self.aspect.value
            ui.show(self.parts[aspect], here)
            ui.show(self.parts[f"levels.{aspect}"], here)
        kept = tuple(components)
        self.chart.draw(partial(charts.grid, kept), charts.describe(kept))
