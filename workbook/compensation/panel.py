"""The compensation panel: the evidence first, then the number, then what is folded away."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import ui
from workbook.compensation import charts, words
from workbook.compensation.checks import checks, startling
from workbook.compensation.market import Market, Piece, compose
from workbook.compensation.money import format_exact, written
from workbook.compensation.panel_folds import Options, Practice, Sheet, Weighing
from workbook.compensation.panel_import import Importing
from workbook.compensation.panel_point import PointForm
from workbook.compensation.records import (
    DataSet,
    Point,
    PushbackTry,
    Settings,
    Split,
    Target,
)
from workbook.journal import Record, Revision
from workbook.profile.records import Profile

_NUMBER = ("ask", "band_low", "band_high", "reason")
_ABOUT = ("place", "only_level", "only_place", "only_year")


class Board(ui.Panel):
    """Collect evidence, set the number, and defend it."""

    room: ClassVar[str] = "compensation"
    title: ClassVar[str] = "Compensation"
    models = (Point, DataSet, Target, Settings, Split, PushbackTry)

    def _build(self) -> widgets.Widget:
        self._composed: tuple[Any, Market] | None = None
        self._kept: dict[str, Revision[Any] | None] = {}
        self._at = -1
        self._found: list[Revision[Any]] = []
        self._before = compose([])
        self._changing: Piece | None = None
        self._drawn: charts.Picture | None = None
        self._leaving: Piece | None = None
        self.list = EvidenceList(self)
        self.add = self.control(widgets.Button(description="Add", button_style="primary"), "add")
        self.on(self.add, lambda _button: self.begin())
        self.form = PointForm(self, self._point_saved, self._remove_changed)
        if self.form.has_draft:
            self.form.begin()
        self.why = self.control(ui.Field("Left out because", placeholder="then Enter"), "why")
        self.on_entered(self.why, self._leave_out)
        # A field cannot be hidden once it is on the page; a box around it can.
        self.asking = widgets.VBox([self.why])
        ui.show(self.asking, False)
        self.importing = ui.Fold(
            "Import a table", self._make_importing, self.refresh, self.on
        ).add_class(self.css_class("import"))
        self.chart = self.control(ui.Chart(least=380), "chart").add_class("wb-clear")
        self.target = ui.Editor(
            self,
            Target,
            (*_NUMBER, *_ABOUT),
            {
                "ask": {
                    "label": "Ask",
                    "sort": "slider",
                    "unit": "$",
                    "bounds": {"min": 300_000, "max": 800_000, "step": 5_000},
                },
                "band_low": {
                    "label": "Your band from",
                    "placeholder": "480k",
                    "written": written,
                },
                "band_high": {"label": "to", "placeholder": "620k", "written": written},
                "reason": {
                    "label": "Why this number",
                    "sort": "text",
                    "placeholder": "in a sentence you could say aloud",
                },
            },
        )
        self.level = ui.Editor(self, Profile, ("level",), {"level": {"label": "For level"}})
        self.said = widgets.HTML().add_class(self.css_class("checks"))
        self.sure = widgets.HTML().add_class("wb-small")
        number = [self.level["level"], *(self.target[name] for name in _NUMBER)]
        about = widgets.HBox([self.target[name] for name in _ABOUT[1:]]).add_class("wb-row")
        for field in about.children:
            field.layout.width = "max-content"
        left = [self.chart, self.sure, self.target["place"], about]
        right = [ui.section("Your number"), *number, self.said]
        self.folds = [
            self._fold("How it is weighed", Weighing),
            self._fold("Answer aloud", Practice),
            self._fold("The defence sheet", Sheet),
            self._fold("Cash or options", Options),
        ]
        halves = [widgets.VBox(part).add_class("wb-half") for part in (left, right)]
        return widgets.VBox(
            [
                self.list,
                self.asking,
                widgets.HBox([self.add]).add_class("wb-row"),
                self.form,
                self.importing,
                widgets.HBox(halves, layout={"grid_gap": "28px"}).add_class("wb-columns"),
                *self.folds,
            ]
        ).add_class("wb-body")

    def _fold(self, title: str, make: Any) -> ui.Fold:
        fold = ui.Fold(title, partial(make, self), self.refresh, self.on)
        name = title.split()[-1].lower()
        return fold.add_class(self.css_class(f"open-{name}"))

    def _make_importing(self) -> widgets.Widget:
        return Importing(self, self._imported)

    # The hand.

    def begin(self, piece: Piece | None = None) -> None:
        """Open the form for a new point, or for one that is there."""
        self._leaving, self._changing, self._before = None, piece, self.market
        if piece is None:
            self.form.begin()
        else:
            self.form.begin(piece.record, self._revision(piece.record))
        self.refresh()
        self.form.focus()

    def change(self, piece: Piece) -> None:
        """Open the form for a point; a data set, which has no form, is deleted."""
        if isinstance(piece.record, Point):
            self.begin(piece)
        else:
            self.remove(piece)

    def _revision(self, record: Record) -> Revision[Any] | None:
        return self.journal.newest(type(record), record.id)

    def _point_saved(self, record: Record) -> None:
        self.page.focus(f".{self.css_class('add')}")
        piece = next((one for one in self.market.pieces if one.record.id == record.id), None)
        if piece is not None and piece.counts and (asked := startling(piece.figure, self._before)):
            self.notice.tell(asked)

    def turn(self, piece: Piece) -> None:
        """Ask why a piece is to be left out, or count it again."""
        record = piece.record
        if not record.left_out:
            self._leaving = piece
            self.why.set("")
            self.refresh()
            self.why.focus()
            return
        self.save(record.model_copy(update={"left_out": ""}), self._revision(record))
        self.page.focus(f".{self.css_class('add')}")

    def _leave_out(self) -> None:
        if self._leaving is None:
            return
        reason = " ".join(str(self.why.value or "").split())[:200]
        if not reason:
            self.why.refusal = "Write why, in a few words; you will ask yourself later."
            return
        record, self._leaving = self._leaving.record, None
        self.why.refusal = ""
        self.save(record.model_copy(update={"left_out": reason}), self._revision(record))
        self.page.focus(f".{self.css_class('add')}")

    def remove(self, piece: Piece) -> None:
        """Delete a piece; undo brings it back."""
        self.delete(type(piece.record), piece.record.id)
        self.page.focus(f".{self.css_class('add')}")

    def _remove_changed(self) -> None:
        if self._changing is not None:
            self.form.cancel()
            self.remove(self._changing)

    def _imported(self, records: Sequence[Record]) -> None:
        """Save what an import gives, in one piece that one undo takes back."""
        self.autosave.flush()
        with self._own_save():
            saved = self.journal.save_all(records)
        self.importing.toggle()
        self._after_save(saved[-1])
        self.page.focus(f".{self.css_class('add')}")

    # The picture.

    def in_words(self) -> str:
        """Say what is there, for a page in which the panel cannot live."""
        found = ui.count(len(self.market.pieces), "piece").capitalize()
        ask = self.market.target.ask
        number = "no number yet" if ask is None else f"an ask of {format_exact(ask)}"
        return f"{found} of evidence, {number}. Run this cell to work on them."

    @property
    def market(self) -> Market:
        """The market as it is shown."""
        assert self._composed is not None, "rendered before it is read"
        return self._composed[1]

    def _only(self, model: type[Any], record_id: str) -> tuple[Any, Revision[Any] | None]:
        """Return a record as it is now, waiting changes in it, and the revision it is shown from.

        What is stored is read once after a save: a dragged slider asks sixty times a second.
        """
        if record_id not in self._kept:
            self._kept[record_id] = self.journal.newest(model, record_id)
        kept, waiting = self._kept[record_id], self.autosave.drafts.get(record_id)
        stored = None if kept is None else kept.record
        return (stored if waiting is None else waiting.record), self.base(record_id, kept)

    def editing(self, model: type[Any]) -> tuple[Any, Revision[Any] | None]:
        """Return the one record of a kind, or its defaults, and the revision it is shown from."""
        record, base = self._only(model, model.ONLY)
        return record or model(), base

    def _render(self) -> None:
        if self._position != self._at:
            self._at = self._position
            self._kept.clear()
            self._found = [*self.current(Point), *self.current(DataSet)]
        profile, profile_base = self.editing(Profile)
        target, target_base = self._only(Target, Target.id_for(profile.level))
        target = target or Target(level=profile.level)
        self.level.show(profile, profile_base)
        self.target.show(target, target_base)
        whole = self._compose(target, profile)
        market = self.market
        if whole:
            self._render_evidence(market)
        self._render_number(market, whole)
        for fold in (*self.folds, self.importing):
            if fold.is_open and fold._content is not None:
                fold._content.show(market)

    def _compose(self, target: Target, profile: Profile) -> bool:
        """Compute the market again where more than the number has changed; say whether it was."""
        settings, _ = self.editing(Settings)
        today = dt.date.today()
        about = target.model_copy(update=dict.fromkeys(_NUMBER[:3], None) | {"reason": ""})
        evidence = tuple(one.id for one in self._found)
        key = (evidence, settings, about, today, profile.words_per_minute)
        if self._composed is not None and self._composed[0] == key:
            self._composed = key, replace(self.market, target=target)
            return False
        found: list[Point | DataSet] = [one.record for one in self._found if one.record]
        market = compose(found, target, settings, today, profile.words_per_minute)
        self._composed = key, market
        return True

    def _render_evidence(self, market: Market) -> None:
        kinds = {piece.source for piece in market.counting}
        facts = [
            f"{ui.count(len(market.counting), 'piece')} of evidence",
            ui.count(len(kinds), "kind"),
            market.target.level,
        ]
        self.head(*facts)
        self.list.show(market)

    def _render_number(self, market: Market, whole: bool) -> None:
        ui.show(self.asking, self._leaving is not None)
        alt = charts.market_alt(market)
        drawn, moving = self._drawn, bool(self.autosave.drafts)
        if whole or drawn is None or not drawn.fits(market, moving=moving):
            self._drawn = charts.Picture.of(market)
            low, high = self._drawn.axis
            self.target["ask"].bounds = {"min": low, "max": high, "step": 5_000}
            self.chart.draw(partial(charts.market_chart, self._drawn), alt, self._marks)
        self.chart.move(alt)
        self.said.value = words.checks_html(checks(market))
        self.sure.value = ui.safe(words.sure_because(market), 600)

    def _marks(self, width: int) -> tuple[str, str]:
        assert self._drawn is not None, "drawn before it moves"
        return charts.market_marks(self._drawn, self.market.target, width)


class EvidenceList(widgets.VBox):
    """Every piece in a line: what it is, both years, what it counts as; rows are reused."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.add_class(board.css_class("list"))
        self._board = board
        self._pieces: Sequence[Piece] = ()
        self._rows: list[widgets.HBox] = []
        self._head = widgets.HTML(words.LIST_HEAD, layout={"width": "auto"})
        self._nothing = widgets.HTML(f"<p>{words.NO_EVIDENCE}</p>")

    def show(self, market: Market) -> None:
        """Show these pieces."""
        self._pieces = market.pieces
        while len(self._rows) < len(self._pieces):
            self._rows.append(self._new_row(len(self._rows)))
        for row, piece in zip(self._rows, self._pieces, strict=False):
            cells, (edit, turn) = row.children[0], row.children[1].children
            cells.value = words.list_row(piece)
            name = ui.one_line(piece.who or piece.source, 60)
            edit.description = "Edit" if isinstance(piece.record, Point) else "Delete"
            edit.tooltip = f"{edit.description} {name}"
            turn.description = "Count it" if piece.record.left_out else "Leave out"
            turn.tooltip = f"{turn.description}: {name}"
            ui.show(turn, piece.record.source != "own-pay")
        rows = self._rows[: len(self._pieces)]
        ui.set_children(self, [self._head, *rows] if rows else [self._nothing])

    def _new_row(self, at: int) -> widgets.HBox:
        board = self._board
        buttons = [
            widgets.Button(description=name).add_class("wb-link") for name in ("Edit", "Leave out")
        ]
        for button, act in zip(buttons, (board.change, board.turn), strict=True):
            board.on(button, lambda _button, act=act: act(self._pieces[at]))
            name = button.description.split()[0].lower()
            button.add_class(board.css_class(f"row-{name}"))
        acts = widgets.HBox(buttons, layout={"flex": f"0 0 {words.ACTS}px", "overflow": "visible"})
        # Wide enough to stand below each other: the columns are those of the head.
        cells = widgets.HTML(layout={"flex": "1 1 0%", "width": "auto", "min_width": "0"})
        row = widgets.HBox([cells, acts], layout={"align_items": "flex-start"})
        return row.add_class(board.css_class("point"))
