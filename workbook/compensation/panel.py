"""The board of chapter 08: the market, the reader's number in it, the rules, and the points."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import ui
from workbook.compensation import charts
from workbook.compensation.describe import describe, lines, stand
from workbook.compensation.frame import known
from workbook.compensation.layout import Picture
from workbook.compensation.market import Bulk, bulk, middle, sources_present
from workbook.compensation.panel_form import PointForm
from workbook.compensation.panel_import import ImportSection
from workbook.compensation.panel_points import PointList
from workbook.compensation.panel_target import TargetControls
from workbook.compensation.records import Dataset, Point, Target
from workbook.compensation.rules import Rule, rules
from workbook.journal import Record, Revision
from workbook.profile import Profile, load


class Board(ui.Panel):
    """Collect points, set a band and an ask, and see how they stand to one another."""

    room: ClassVar[str] = "compensation"
    title: ClassVar[str] = "Compensation"
    models = (Point, Target, Dataset)

    def _build(self) -> widgets.Widget:
        self._points: list[Revision[Point]] = []
        self._bulks: dict[str, Bulk] = {}
        self._picture = Picture((), (), (0, 1))
        self._base: Revision[Target] | None = None
        self._dragged = False
        self.marks = charts.Marks()
        self.chart = self.control(ui.Chart(), "chart")
        self.target = TargetControls(self, self._aim)
        self.level = self.control(
            widgets.RadioButtons(
                description="Level", options=["L5", "L6"], orientation="horizontal"
            ),
            "target-level",
        )
        self.on(self.level, self._on_level)
        self.rules = self.control(widgets.HTML(), "rules")
        self.add = self.control(widgets.Button(description="Add"), "add")
        self.bring = self.control(widgets.Button(description="Import"), "import")
        self.form = PointForm(self, self._keep, self._drop)
        self.importing = ImportSection(self, self._known, self._add_all, self._take_back)
        self.list = self.control(PointList(self, self._edit, self._drop), "points")
        self.on(self.add, lambda _button: self.form.begin())
        self.on(self.bring, lambda _button: self.importing.begin())
        rules = [ui.section("What the guide asks"), self.rules, self.level]
        halves = [
            widgets.VBox(half).add_class("wb-half")
            for half in ([ui.section("Your number"), self.target], rules)
        ]
        columns = widgets.HBox(halves, layout=widgets.Layout(grid_gap="28px"))
        buttons = widgets.HBox([self.add, self.bring]).add_class("wb-row")
        points = [ui.section("Points"), self.list, buttons, self.form, self.importing]
        body = [self.chart, columns.add_class("wb-columns"), *points]
        return widgets.VBox(body).add_class("wb-body")

    # The hand.

    def _aim(self, target: Target, dragged: bool) -> None:
        """Take a new target; while a slider is dragged only what moves is shown anew."""
        self._dragged = dragged
        self.stage(target, self._base)
        if dragged:
            with self.rendering():
                self._show_target(target)
        else:
            self.autosave.flush()

    def _on_level(self, change: Any) -> None:
        base = next(iter(self.journal.current(Profile)), None)
        profile = load(self.journal).model_copy(update={"level": change["new"]})
        self.save(profile, base)

    def _edit(self, record_id: str) -> None:
        self.form.begin(next(kept for kept in self._points if kept.record_id == record_id))

    def _keep(self, point: Point, base: Revision[Point] | None) -> None:
        twin = base is None and known([point])[0] in self._known()
        self.save(point, base)
        if twin:
            self.notice.tell("You had a point that says the same; Undo takes this one away again.")

    def _drop(self, record_id: str) -> None:
        self.delete(Dataset if record_id in self._bulks else Point, record_id)

    def _known(self) -> list[str]:
        return known(self._single(), self.journal.records(Dataset))

    def _add_all(self, records: Sequence[Record]) -> None:
        self.autosave.flush()
        with self._own_save():
            revisions = self.journal.save_all(records)
        self._after_save(revisions[-1])

    def _take_back(self, records: Sequence[Record]) -> None:
        there = {kept.record_id for kept in self._points} | set(self._bulks)
        for record in records:
            if record.id in there:
                self.delete(type(record), record.id)

    # The picture.

    def _single(self) -> list[Point]:
        return [kept.record for kept in self._points if kept.record is not None]

    def _render(self) -> None:
        self._points = self.journal.current(Point)
        self._base = next(iter(self.journal.current(Target)), None)
        draft = self.autosave.drafts.get(Target.ONLY)
        stored = draft.record if draft else self._base.record if self._base else None
        target = stored if isinstance(stored, Target) else Target()
        self._read_datasets()
        points, bulks = self._single(), list(self._bulks.values())
        self._draw(points, bulks, target)
        self.list.show(lines(points, self._bulks))
        level = load(self.journal).level
        ui.set_value(self.level, level)
        count, kinds = len(points) + len(bulks), len(sources_present([*points, *bulks]))
        self.head(
            f"{count} point{'' if count == 1 else 's'}",
            f"{kinds} kind{'' if kinds == 1 else 's'} of source",
            level,
        )

    def _read_datasets(self) -> None:
        """Summarise each dataset once: none is ever changed, and a large one takes its time."""
        self._bulks = {
            kept.record_id: self._bulks.get(kept.record_id) or bulk(kept.record)
            for kept in self.journal.current(Dataset)
            if kept.record is not None
        }

    def _draw(self, points: list[Point], bulks: list[Bulk], target: Target) -> None:
        picture = Picture.of(points, bulks, target)
        if self._dragged:
            # The axis may grow under a dragged slider's hand, and shrinks at the next other change.
            before = self._picture.axis
            ends = min(before[0], picture.axis[0]), max(before[1], picture.axis[1])
            picture = Picture(picture.points, picture.bulks, ends)
            self._dragged = False
        self._picture = picture
        self._middle = middle(points, bulks)
        self.marks.target = target
        self.chart.draw(partial(charts.market, picture, self.marks), describe(picture, target))
        self.target.span(*picture.axis)
        self._show_target(target)

    def _show_target(self, target: Target) -> None:
        """Show the target in the controls, the rules and the moving part of the chart."""
        self.marks.target = target
        picture = self._picture
        if self.chart.figure is not None:
            charts.move(self.chart.figure, target)
            self.chart.move(describe(picture, target))
        self.target.show(target, stand(target, self._middle))
        found = rules(picture.points, target, date.today(), picture.bulks)
        self.rules.value = checklist(found)


def checklist(found: Sequence[Rule]) -> str:
    """Return the rules as HTML, each with a mark and its reason."""
    return f'<ul class="wb-checks">{"".join(map(_item, found))}</ul>'


def _item(rule: Rule) -> str:
    style, mark = ("wb-good", "✓") if rule.met else ("wb-bad", "✗")
    words = f"{ui.safe(rule.statement)} ({ui.safe(rule.why)})"
    return f'<li><span class="{style}">{mark}</span> {words}</li>'
