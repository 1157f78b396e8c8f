"""The loop: one timeline, each round with what it assesses and where it stands, the reports."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.loop import charts, timeline
from workbook.loop.records import Report, Shape, Slot
from workbook.readiness.assess import Assessment, assess
from workbook.readiness.gather import gather


class Schedule(ui.Panel):
    """Rounds on the left, the chosen one on the right, the timeline above, reports below."""

    room: ClassVar[str] = "loop"
    title: ClassVar[str] = "Your loop, round by round"
    models = (Slot, Shape, Report)

    def _build(self) -> widgets.Widget:
        self.rounds = {each.id: each for each in guide.rounds()}
        self.chosen = next(iter(self.rounds))
        self._assessed: tuple[int, dict[str, Assessment]] = (-1, {})
        self.chart = self.control(ui.Chart(), "timeline")
        self.shape = ui.Editor(self, Shape, ["days"])
        self.clash = ui.Notice(self.css_class("clash"))
        self.picker = ui.Picker(self.css_class("list"), self.on, self._pick)
        self.about = widgets.HTML().add_class(self.css_class("about"))
        self.editor = ui.Editor(self, Slot, ["on", "starts", "minutes", "who"])
        top = widgets.VBox([self.shape, self.chart, self.clash]).add_class("wb-body")
        aside = widgets.VBox([self.picker]).add_class("wb-aside")
        main = widgets.VBox([self.about, self.editor]).add_class("wb-main")
        columns = widgets.HBox([aside, main]).add_class("wb-columns")
        return widgets.VBox([top, columns, self._build_reports()])

    def _build_reports(self) -> widgets.Widget:
        (scale,) = guide.rubric("loop")
        self.report = ui.Form(
            self,
            Report,
            ["round", "real", "on", "went", "keeper", "asked"],
            {
                "round": {
                    "sort": "choice",
                    "options": [["", "choose one"], *([e.id, e.name] for e in guide.rounds())],
                },
                "went": {
                    "sort": "score",
                    "bounds": {"min": 1, "max": 5, "step": 1},
                    "hint": scale.statement,
                    "options": [[step, scale.sentence(step)] for step in range(1, 6)],
                },
            },
            name="report",
            saved=lambda _record: self._reported(),
            verb="Keep the report",
            complete=self._complete,
        )
        self.begin_report = self.control(
            widgets.Button(description="Report a mock, or the real thing"), "begin-report"
        )
        self.on(self.begin_report, lambda _button: self._begin_report())
        self.reports = widgets.HTML().add_class(self.css_class("reports"))
        self.foretold = widgets.HTML().add_class("wb-small")
        if self.report.has_draft:
            self.report.begin()
        return widgets.VBox(
            [
                ui.section("How rounds went"),
                self.reports,
                self.foretold,
                self.begin_report,
                self.report,
            ]
        ).add_class("wb-body")

    # The hand.

    def _pick(self, round_id: str) -> None:
        self.autosave.flush()
        self.chosen = round_id
        self.refresh()

    def _begin_report(self) -> None:
        self.report.begin()
        if not self.report["round"].value:
            self.report["round"].set(self.chosen)
        if not self.report["on"].value:
            self.report["on"].set(date.today().isoformat())
        self.refresh()
        self.report.focus()

    def _complete(self, body: dict[str, Any]) -> None:
        """Put what the evidence shows today beside what the reader reports."""
        assessment = self._assessments().get(body.get("round") or "")
        body["shown"] = None if assessment is None else assessment.shown

    def _reported(self) -> None:
        self.refresh()
        self.page.focus(f".{self.css_class('begin-report')}")

    # The picture.

    def _assessments(self) -> dict[str, Assessment]:
        position = self.journal.position()
        if self._assessed[0] != position:
            today = date.today()
            found = assess(gather(self.journal, today), {}, today)
            self._assessed = (position, {each.round.id: each for each in found})
        return self._assessed[1]

    def _render(self) -> None:
        shape_kept = next(iter(self.current(Shape)), None)
        shape = (shape_kept.record if shape_kept else None) or Shape()
        self.shape.show(shape, self.base(shape.id, shape_kept))
        stored = {kept.record_id: kept for kept in self.current(Slot)}
        slots = {key: kept.record for key, kept in stored.items() if kept.record}
        blocks = timeline.lay(list(self.rounds.values()), slots, shape.days)
        ui.show(self.chart, bool(blocks))
        if blocks:
            self.chart.draw(partial(charts.timeline, blocks, shape.days), charts.describe(blocks))
        found = timeline.clashes(blocks, shape.days)
        if found:
            self.clash.say(found[0])
        else:
            self.clash.clear()
        minutes = sum(block.minutes for block in blocks if block.half != "before")
        self.head(ui.count(len(blocks), "round"), f"{minutes / 60:.1f} hours of interviews")
        in_loop = {block.round.id: block for block in blocks}
        self.picker.show(
            [self._item(each, in_loop.get(each.id)) for each in self.rounds.values()], self.chosen
        )
        self.about.value = self._about(self.rounds[self.chosen])
        slot = slots.get(self.chosen) or Slot(id=self.chosen)
        self.editor.show(slot, self.base(slot.id, stored.get(slot.id)))
        block = in_loop.get(self.chosen)
        usual = charts.NAMES[block.half] if block is not None and slot.on is None else ""
        self.editor["on"].hint = f"Until you choose: {usual}." if usual else ""
        if block is not None:
            self.editor["minutes"].placeholder = str(block.minutes)
            self.editor["who"].placeholder = block.round.who
        self._show_reports()

    def _item(self, each: guide.Round, block: timeline.Block | None) -> ui.Item:
        if block is None:
            detail = "not in your loop"
        else:
            when = timeline.as_time(block.starts) if block.fixed else "time not set"
            assessment = self._assessments()[each.id]
            detail = f"{when} · {assessment.met} of {assessment.total} met"
        return ui.Item(each.id, each.name, detail)

    def _about(self, each: guide.Round) -> str:
        assessment = self._assessments()[each.id]
        assesses = "".join(f"<li>{ui.safe(one, 300)}</li>" for one in each.assesses)
        checks = [
            ui.Check(
                None if finding.state == "open" else finding.state == "met",
                finding.criterion.statement,
            )
            for finding in assessment.findings
        ]
        return (
            f"<p><b>{ui.safe(each.name)}</b>. {ui.safe(each.statement, 500)}</p>"
            f"<p>It assesses:</p><ul>{assesses}</ul>"
            f"<p>The workbook's criteria for it, {assessment.met} of {assessment.total} met:</p>"
            f"{ui.checklist(checks)}"
        )

    def _show_reports(self) -> None:
        reports = [kept.record for kept in self.current(Report) if kept.record]
        ui.show(self.reports, bool(reports))
        ui.show(self.foretold, bool(reports))
        ui.show(self.begin_report, not self.report.is_open)
        if reports:
            self.reports.value = _table(reports, self.rounds)
            self.foretold.value = ui.safe(timeline.foretold_words(timeline.foretold(reports)), 300)


def _table(reports: Sequence[Report], rounds: dict[str, guide.Round]) -> str:
    rows = [
        (
            f"{each.on:%-d %b %Y}",
            rounds[each.round].name if each.round in rounds else "",
            "the real thing" if each.real == "real" else "mock",
            each.went,
            each.keeper,
            each.shown,
            "; ".join(one.question for one in each.asked),
        )
        for each in reversed(reports)
    ]
    head = ["on", "round", "", "went, of 5", "they would be", "readiness then", "they asked"]
    return ui.table(head, rows, numbers=[3, 5])
