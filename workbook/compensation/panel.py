"""The board of chapter 08: the market, the reader's number in it, the points, and the defence."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar, TypeVar

import ipywidgets as widgets

from workbook import ui
from workbook.compensation import charts
from workbook.compensation.checks import checks
from workbook.compensation.defence.exhibits import Case
from workbook.compensation.defence.practice import PushbackTry
from workbook.compensation.defence.sheet import DefenceNote
from workbook.compensation.describe import describe, lines, say_spread, stand
from workbook.compensation.frame import known
from workbook.compensation.importing.panel import ImportSection
from workbook.compensation.layout import Picture
from workbook.compensation.market import Bulk, sources_present
from workbook.compensation.panel_form import PointForm
from workbook.compensation.panel_leaning import Leaning
from workbook.compensation.panel_points import PointList
from workbook.compensation.panel_target import TargetControls
from workbook.compensation.panel_workings import Workings
from workbook.compensation.records import Dataset, Point, Target
from workbook.compensation.rules import Rule
from workbook.compensation.scene import Scene, compose
from workbook.compensation.settings import Settings
from workbook.compensation.split.worth import Split
from workbook.journal import Record, Revision
from workbook.profile import Profile, load

R = TypeVar("R", bound=Record)


class Board(ui.Panel):
    """Collect points, calibrate the market, set a number in it, and defend the number."""

    room: ClassVar[str] = "compensation"
    title: ClassVar[str] = "Compensation"
    models = (Point, Target, Dataset, Settings, Split, DefenceNote, PushbackTry)

    def _build(self) -> widgets.Widget:
        self._points: list[Revision[Point]] = []
        self._datasets: list[Dataset] = []
        self._picture = Picture((), (), (0, 1))
        self._scene = Scene({}, {}, None)
        self._settings = Settings()
        self._composed_from: tuple[Any, ...] = ()
        self._base: Revision[Target] | None = None
        self._dragged = False
        self.marks = charts.Marks()
        self.chart = self.control(ui.Chart(), "chart").add_class("wb-clear")
        self.spread = self.control(widgets.HTML(), "spread").add_class("wb-small")
        self.target = TargetControls(self, self._aim)
        self.level = self.control(
            widgets.RadioButtons(
                description="Level", options=["L5", "L6"], orientation="horizontal"
            ),
            "target-level",
        )
        self.on(self.level, self._on_level)
        self.rules = self.control(widgets.HTML(), "rules")
        self.workings = Workings(self, self._keep_record)
        return widgets.VBox(
            [
                self._build_charts(),
                self._build_number(),
                *self._build_points(),
                self.workings,
            ]
        ).add_class("wb-body")

    def _build_charts(self) -> widgets.Widget:
        market = widgets.VBox([self.chart, self.spread]).add_class("wb-pair-first")
        self.leaning = Leaning(self)
        return widgets.HBox([market, self.leaning]).add_class("wb-pair")

    def _build_number(self) -> widgets.Widget:
        halves = [
            widgets.VBox(half).add_class("wb-half")
            for half in (
                [ui.section("Your number"), self.target],
                [ui.section("Before you say it"), self.rules, self.level],
            )
        ]
        columns = widgets.HBox(halves, layout=widgets.Layout(grid_gap="28px"))
        return columns.add_class("wb-columns")

    def _build_points(self) -> list[widgets.Widget]:
        self.add = self.control(widgets.Button(description="Add"), "add")
        self.bring = self.control(widgets.Button(description="Import"), "import")
        self.form = PointForm(self, self._keep, self._drop)
        self.importing = ImportSection(self, self._known, self._add_all, self._take_back)
        self.list = self.control(PointList(self, self._edit, self._drop), "points")
        self.on(self.add, lambda _button: self.form.begin())
        self.on(self.bring, lambda _button: self.importing.begin())
        buttons = widgets.HBox([self.add, self.bring]).add_class("wb-row")
        return [ui.section("Points"), self.list, buttons, self.form, self.importing]

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
        self.delete(Dataset if record_id in self._scene.bulks else Point, record_id)

    def _known(self) -> list[str]:
        return known(self._single(), self._datasets)

    def _keep_record(self, record: Record, dragged: bool) -> None:
        """Keep an assumption, a split or a try; what a slider still changes waits for its rest."""
        model = type(record)
        base = self.journal.newest(model, record.id)
        self.stage(record, base)
        if not dragged:
            self.autosave.flush()

    def _add_all(self, records: Sequence[Record]) -> None:
        self.autosave.flush()
        with self._own_save():
            revisions = self.journal.save_all(records)
        self._after_save(revisions[-1])

    def _take_back(self, records: Sequence[Record]) -> None:
        there = {kept.record_id for kept in self._points} | set(self._scene.bulks)
        for record in records:
            if record.id in there:
                self.delete(type(record), record.id)

    # The picture.

    def _single(self) -> list[Point]:
        return [kept.record for kept in self._points if kept.record is not None]

    def _one(self, model: type[R], default: R) -> R:
        """Return the only record of its kind, as the controls show it."""
        found = next(iter(self.current(model)), None)
        draft = self.autosave.drafts.get(default.id)
        kept = draft.record if draft else found.record if found else None
        return kept if isinstance(kept, model) else default

    def _render(self) -> None:
        self._points = self.journal.current(Point)
        self._base = next(iter(self.journal.current(Target)), None)
        target, settings = self._one(Target, Target()), self._one(Settings, Settings())
        kept = [one.record for one in self.journal.current(Dataset)]
        self._datasets = [one for one in kept if one is not None]
        points = self._single()
        self._compose(points, settings)
        bulks = list(self._scene.bulks.values())
        self._draw(points, bulks, target)
        self.list.show(lines(points, self._scene.shown, self._scene.bulks))
        self.leaning.show(self._scene.calibration, [*points, *self._datasets])
        self._show_workings(points, target, settings)
        level = load(self.journal).level
        ui.set_value(self.level, level)
        count, kinds = len(points) + len(bulks), len(sources_present([*points, *bulks]))
        self.head(
            f"{count} point{'' if count == 1 else 's'}",
            f"{kinds} kind{'' if kinds == 1 else 's'} of source",
            level,
        )

    def _compose(self, points: list[Point], settings: Settings) -> None:
        """Calibrate the market anew where anything that it rests on has changed."""
        self._settings = settings
        # A dataset is never changed: its id is enough, and its rows are long to compare.
        datasets = tuple(one.id for one in self._datasets)
        rests_on = (tuple(points), datasets, settings, date.today())
        if self._composed_from != rests_on:
            self._composed_from = rests_on
            self._scene = compose(points, self._datasets, settings, date.today())

    def _draw(self, points: list[Point], bulks: list[Bulk], target: Target) -> None:
        shown = [self._scene.shown[point.id] for point in points]
        picture = Picture.of(shown, bulks, target, self._scene.middle)
        if self._dragged:
            # The axis may grow under a dragged slider's hand, and shrinks at the next other change.
            before = self._picture.axis
            ends = min(before[0], picture.axis[0]), max(before[1], picture.axis[1])
            picture = Picture(picture.points, picture.bulks, ends, picture.middle)
            self._dragged = False
        self._picture = picture
        self.marks.target = target
        self.chart.draw(partial(charts.market, picture, self.marks), describe(picture, target))
        self.spread.value = ui.safe(self._say_market(), 600)
        self.target.span(*picture.axis)
        self._show_target(target)

    def _say_market(self) -> str:
        found = self._scene.calibration
        if found is None:
            return self._scene.missing
        return " ".join([say_spread(found), *found.notes])

    def _show_workings(self, points: list[Point], target: Target, settings: Settings) -> None:
        split, note = self._one(Split, Split()), self._one(DefenceNote, DefenceNote())
        records: list[Point | Dataset] = [*points, *self._datasets]
        calibration = self._scene.calibration
        case = Case(target, records, calibration, settings, split, note.reason)
        tries = [kept.record for kept in self.current(PushbackTry) if kept.record is not None]
        self.workings.show(case, note, tries, date.today())

    def _show_target(self, target: Target) -> None:
        """Show the target in the controls, the checks and the moving part of the chart."""
        self.marks.target = target
        if self.chart.figure is not None:
            charts.move(self.chart.figure, target)
            self.chart.move(describe(self._picture, target))
        calibration = self._scene.calibration
        self.target.show(target, stand(target, calibration))
        records: list[Point | Dataset] = [*self._single(), *self._datasets]
        found = checks(records, target, calibration, self._settings, date.today())
        self.rules.value = checklist(found)


def checklist(found: Sequence[Rule]) -> str:
    """Return the rules as HTML, each with a mark and its reason."""
    return f'<ul class="wb-checks">{"".join(map(_item, found))}</ul>'


def _item(rule: Rule) -> str:
    style, mark = ("wb-good", "✓") if rule.met else ("wb-bad", "✗")
    words = f"{ui.safe(rule.statement)} ({ui.safe(rule.why)})"
    return f'<li><span class="{style}">{mark}</span> {words}</li>'
