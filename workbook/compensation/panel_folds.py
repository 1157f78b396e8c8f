"""What the compensation panel folds away: the weights, the defence sheet, cash or options."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
from pydantic import ValidationError

from workbook import guide, ui
from workbook.compensation import charts, words
from workbook.compensation.defence import Reply, sheet
from workbook.compensation.evidence import tries_at
from workbook.compensation.market import Market, source_names
from workbook.compensation.money import format_percent
from workbook.compensation.records import TRUST, PushbackTry, Settings, SourceId, Split
from workbook.ui.form import reason

if TYPE_CHECKING:
    from workbook.compensation.panel import Board


_PER_CENT: dict[str, Any] = {"sort": "text", "written": format_percent}


class Weighing(widgets.VBox):
    """What each kind counts as, and every assumption with its reason."""

    def __init__(self, board: "Board") -> None:
        super().__init__()
        self._board = board
        self.table = widgets.HTML().add_class(board.css_class("weights"))
        self.words = widgets.HTML().add_class("wb-small")
        names = source_names()
        self.trust = {source: self._trust(source, names[source]) for source in TRUST}
        fields = [name for name in Settings.model_fields if name not in ("id", "trust")]
        self.editor = ui.Editor(
            board,
            Settings,
            fields,
            {name: {"sort": "text"} for name in fields if name != "view"}
            | dict.fromkeys(("drift", "refreshers", "liquidity_discount"), _PER_CENT),
        )
        self.reset = board.control(widgets.Button(description="Back to the defaults"), "reset")
        board.on(self.reset, lambda _button: self._reset())
        self.children = [
            self.table,
            self.words,
            ui.section("Trust"),
            *self.trust.values(),
            ui.section("Assumptions"),
            self.editor,
            widgets.HBox([self.reset]).add_class("wb-row"),
        ]

    def _trust(self, source: SourceId, name: str) -> ui.Field:
        field = ui.Field(
            name[:1].upper() + name[1:],
            "slider",
            bounds={"min": 0, "max": 1, "step": 0.05},
            hint=words.trust_reason(source),
        )
        board = self._board
        board.control(field, f"trust-{source}")
        board.on(field, lambda _change: self._trusted(source, field))
        board.on_left(field, lambda _bad: self._trusted(source, field))
        return field

    def _trusted(self, source: SourceId, field: ui.Field) -> None:
        settings, base = self._board.editing(Settings)
        trust = {**settings.trust, source: field.value}
        try:
            new = Settings.model_validate({**settings.model_dump(), "trust": trust})
        except ValidationError as error:
            field.refusal = reason(error.errors(include_url=False)[0])
            return
        field.refusal = ""
        if new != settings:
            self._board.stage(new, base)
            self._board.refresh()

    def _reset(self) -> None:
        _, base = self._board.editing(Settings)
        self._board.save(Settings(), base)

    def show(self, market: Market) -> None:
        """Show what the market's settings are and do."""
        settings, base = self._board.editing(Settings)
        self.editor.show(settings, base)
        for source, field in self.trust.items():
            field.set(settings.trust[source])
        self.table.value = words.weights_table(market, source_names())
        self.words.value = ui.safe(words.weighing_words(market), 600)


class Sheet(ui.Sheet):
    """The page to read from."""

    def __init__(self, board: "Board") -> None:
        super().__init__("compensation-defence", "The number and what it rests on")
        self._board = board
        self.add_class(board.css_class("sheet"))

    def show(self, market: Market) -> None:  # type: ignore[override]
        """Show the page of a market."""
        split, _ = self._board.editing(Split)
        super().show(sheet(market, split).markdown)


class Practice(widgets.VBox):
    """Each pushback, to be answered aloud against its clock before the reply is read."""

    def __init__(self, board: "Board") -> None:
        super().__init__()
        self._board = board
        self._replies: dict[str, Reply] = {}
        pushbacks = guide.pushbacks()
        self.pushback = board.control(
            ui.Field(
                "They say",
                "choice",
                options=[[one.id, one.asked] for one in pushbacks],
                value=pushbacks[0].id,
            ),
            "pushback",
        )
        board.on(self.pushback, lambda _change: self._turn())
        self.behind = widgets.HTML().add_class("wb-small")
        self.clock = board.control(ui.Clock("your answer", 20, self._stopped), "pushback-clock")
        self.reply = widgets.HTML().add_class(board.css_class("reply"))
        self.open = board.control(widgets.Button(description="Show the reply"), "pushback-reply")
        board.on(self.open, lambda _button: self._reveal())
        self.score = ui.Editor(
            board,
            PushbackTry,
            ["score"],
            {"score": {"label": "Steadiness", "options": [[at, said] for at, said in _STEADY]}},
        )
        self.tries = widgets.HTML().add_class("wb-small")
        self.children = [
            widgets.HTML("Start the clock, say your answer to the wall, stop, and score it."),
            self.pushback,
            self.behind,
            self.clock,
            self.score,
            self.tries,
            widgets.HBox([self.open]).add_class("wb-row"),
            self.reply,
        ]

    def _turn(self) -> None:
        self.reply.value = ""
        self._board.refresh()

    def _stopped(self, seconds: float) -> None:
        self._board.save(
            PushbackTry(
                pushback=self.pushback.value,
                at=dt.datetime.now(dt.UTC),
                seconds=max(0.1, seconds),
            )
        )

    def _reveal(self) -> None:
        reply = self._replies[self.pushback.value]
        self.reply.value = f"<blockquote>{ui.safe(reply.words, 1200)}</blockquote>"

    def show(self, market: Market) -> None:
        """Show the chosen pushback and the tries at it."""
        split, _ = self._board.editing(Split)
        self._replies = {reply.pushback.id: reply for reply in sheet(market, split).replies}
        reply = self._replies[self.pushback.value]
        self.behind.value = ui.safe(f"{reply.pushback.behind} Not: {reply.pushback.avoid}", 600)
        self.clock.limit = float(reply.seconds)
        kept = {one.record_id: one for one in self._board.current(PushbackTry) if one.record}
        tries = tries_at(reply.pushback.id, (one.record for one in kept.values() if one.record))
        self.tries.value = ui.safe(words.tries_words(tries, reply.seconds), 300)
        ui.show(self.score, bool(tries))
        if tries:
            last = tries[-1]
            self.score.show(last, self._board.base(last.id, kept[last.id]))


_STEADY = (
    (0, "no answer, or a lower number"),
    (1, "an apology, or a range"),
    (2, "the number, and too many words"),
    (3, "the number, what it rests on, then silence"),
    (4, "and a question back"),
)


class Options(widgets.VBox):
    """One year's options against the cash, as a picture and a table."""

    def __init__(self, board: "Board") -> None:
        super().__init__()
        self._board = board
        fields = [name for name in Split.model_fields if name != "id"]
        controls: dict[str, dict[str, Any]] = {
            **dict.fromkeys(fields, _PER_CENT),
            "share": {"sort": "slider", "bounds": {"min": 0, "max": 1, "step": 0.05}},
            "years": {"sort": "text"},
        }
        self.editor = ui.Editor(board, Split, fields, controls)
        self.chart = board.control(ui.Chart(), "options-chart")
        self.table = widgets.HTML().add_class(board.css_class("options-table"))
        note = (
            "Before tax; every option held to the end, no dividends. It leaves out how much else "
            "of yours hangs on one company."
        )
        self.body = widgets.VBox(
            [self.editor, self.chart, self.table, widgets.HTML(note).add_class("wb-small")]
        )
        self.nothing = widgets.HTML("<p>Set your number first: this is a part of it.</p>")
        self.children = [self.nothing, self.body]

    def show(self, market: Market) -> None:
        """Show what the split of the ask may come to."""
        split, base = self._board.editing(Split)
        number = market.target.ask
        ui.show(self.nothing, number is None)
        ui.show(self.body, number is not None)
        self.editor.show(split, base)
        if number is not None:
            self.chart.draw(
                partial(charts.options_chart, number, split), charts.options_alt(number, split)
            )
            self.table.value = words.options_table(number, split)
