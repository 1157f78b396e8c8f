"""The story board: the bank on the left, the chosen story on the right, coverage below."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.journal import Journal
from workbook.profile import load
from workbook.stories import bank, charts, matrix, takes, telling
from workbook.stories.panel_findings import Findings
from workbook.stories.records import (
    SCALES,
    Dismissal,
    FollowUp,
    Match,
    OwnValue,
    Story,
    Take,
)
from workbook.stories.suggest import suggest_values


class Board(ui.RecordPanel):
    """Create, tell, score and map stories."""

    room: ClassVar[str] = "stories"
    title: ClassVar[str] = "Stories"
    models = (Story, OwnValue, Dismissal, Match)
    record = Story
    noun = "story"
    fields = (
        "title",
        "telling",
        "question_kind",
        *(f"scores.{scale}" for scale in SCALES),
        "values",
    )
    empty = (
        "No story yet. Start with one you would tell a friend about: choose New story, tell it "
        "as you would say it aloud, then score it."
    )

    def _controls(self) -> dict[str, dict[str, Any]]:
        kinds = [["", "choose one"], *([kind.id, kind.name] for kind in guide.question_kinds())]
        scores = {
            f"scores.{scale.id}": {
                "label": scale.name,
                "hint": scale.statement,
                "options": [[step, scale.sentence(step)] for step in range(5)],
            }
            for scale in guide.rubric("stories")
        }
        return {
            "question_kind": {"options": kinds},
            "values": {"options": value_options(self.journal)},
            **scores,
        }

    def _editing(self) -> Sequence[widgets.Widget]:
        self.length = widgets.HTML().add_class(self.css_class("length"))
        self.own_value = self.control(
            ui.Field("A value of your own", placeholder="its name, then Enter"), "own-value"
        )
        self.add_value = self.control(widgets.Button(description="Add"), "add-value")
        self.on_entered(self.own_value, self._add_value)
        self.on(self.add_value, lambda _button: self._add_value())
        own = widgets.HBox([self.own_value, self.add_value]).add_class("wb-together")
        self.own_values: dict[str, widgets.Button] = {}
        self.deletable = widgets.HBox().add_class("wb-row")
        self.findings = Findings(self)
        self.heard = self.control(widgets.HTML(), "heard")
        scores = [self.editor[f"scores.{scale}"] for scale in SCALES]
        return [
            self.editor["title"],
            self.editor["telling"],
            self.length,
            self.findings,
            self.editor["question_kind"],
            ui.section("Score it: what a listener would say, not what you meant"),
            *scores,
            ui.section("Values it shows"),
            self.editor["values"],
            self.heard,
            own,
            self.deletable,
        ]

    def _more(self) -> Sequence[widgets.Widget]:
        self._history_at: tuple[str | None, int] | None = None
        self.history_chart = self.control(ui.Chart(), "history-chart")
        self.bank_chart = self.control(ui.Chart(), "bank-chart")
        self.kinds_chart = self.control(ui.Chart(), "kinds-chart")
        self.values_chart = self.control(ui.Chart(), "values-chart")
        self.history = widgets.VBox(
            [ui.section("This story's scores over time"), self.history_chart]
        )
        self.coverage = widgets.VBox(
            [
                ui.section("The four kinds of question (○ no story yet)"),
                self.bank_chart,
                self.kinds_chart,
                ui.section("The values your stories show (○ no story yet)"),
                self.values_chart,
            ]
        )
        self.matrix = ui.Fold(
            "Which story answers which question", self._make_matrix, self.refresh, self.on
        )
        return [self.history, self.coverage, self.matrix]

    def _make_matrix(self) -> widgets.Widget:
        asked = [[each.id, each.statement] for each in takes.prompts()]
        first = next(iter(matrix.holes(self._matrix(self._records()))), takes.prompts()[0])
        self.question = self.control(
            ui.Field("Question", "choice", options=asked, value=first.id), "question"
        )
        self.on(self.question, lambda _change: self.refresh())
        hint = "Tick the stories that answer it. Untouched, a story answers those of its own kind."
        self.match = ui.Editor(self, Match, ["stories"], {"stories": {"hint": hint, "options": []}})
        self.grid = self.control(ui.Chart(), "grid")
        self.load = widgets.HTML().add_class("wb-small")
        return widgets.VBox([self.question, self.match, self.load, self.grid])

    # The hand.

    def _add_value(self) -> None:
        name = " ".join(str(self.own_value.value or "").split())
        taken = {words.casefold() for _, words in value_options(self.journal)}
        if not 1 <= len(name) <= 60:
            self.own_value.refusal = "A value's name has 1 to 60 characters."
        elif name.casefold() in taken:
            self.own_value.refusal = f"“{name}” is among the values already."
        else:
            self.own_value.refusal = ""
            self.own_value.set("")
            self.save(OwnValue(name=name))
        self.own_value.focus()

    def _delete_value(self, value_id: str, _button: object) -> None:
        self.delete(OwnValue, value_id)
        self.own_value.focus()

    # The picture.

    def _render(self) -> None:
        ids = (kept.record_id for kept in self.current(Story))
        told, answers = self.journal.records(Take), self.journal.records(FollowUp)
        self.practised = takes.rehearsed(ids, told, answers)
        super()._render()

    def _facts(self, records: Sequence[Story]) -> Sequence[str]:
        kinds, values = bank.covered_kinds(records), bank.covered_values(records)
        return [
            f"{len(records)} of {bank.FEWEST}–{bank.MOST}",
            f"{len(kinds)} of {len(bank.asked_kinds())} question kinds",
            f"{len(values)} of {len(guide.values())} values",
        ]

    def _detail(self, record: Story) -> str:
        pace = load(self.journal).words_per_minute
        kind = next(
            (kind.name for kind in guide.question_kinds() if kind.id == record.question_kind),
            "no kind yet",
        )
        missing = bank.lacks(record, pace, self.practised.get(record.id, takes.NEVER_TOLD))
        state = (
            f'<span class="wb-bad">✗ {ui.safe(missing[0])}</span>'
            if missing
            else '<span class="wb-good">✓ ready</span>'
        )
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        seconds = telling.spoken_seconds(record.telling, pace)
        return f"{ui.safe(kind)} · {seconds:.0f} s · {state}{more}"

    def _show_more(self, records: Sequence[Story], chosen: Story | None) -> None:
        options = value_options(self.journal)
        if self.editor["values"].options != options:
            self.editor["values"].options = options
        self._show_own_values()
        if chosen is not None:
            pace = load(self.journal).words_per_minute
            self.length.value = _length(chosen, pace)
            self.findings.show(chosen, pace)
            self._show_values(chosen, dict(options))
        ui.show(self.matrix, bool(records))
        if records and self.matrix.is_open:
            self._show_matrix(records)
        ui.show(self.coverage, bool(records))
        if records:
            self._show_coverage(records, chosen)
        self._show_history(chosen)

    def _show_own_values(self) -> None:
        kept = {value.id: value.name for value in self.journal.records(OwnValue)}
        for key in kept.keys() - self.own_values.keys():
            button = self.control(widgets.Button(), f"delete-value-{key}").add_class("wb-link")
            self.on(button, partial(self._delete_value, key))
            self.own_values[key] = button
        for key, name in kept.items():
            self.own_values[key].description = f"Delete the value {ui.one_line(name, 60)}"
        ui.set_children(self.deletable, [self.own_values[key] for key in kept])

    def _show_values(self, story: Story, names: dict[str, str]) -> None:
        """Show what the telling speaks for, once the reader has chosen, and where that differs."""
        gone = sum(value not in names for value in story.values)
        self.editor["values"].hint = (
            f"{ui.count(gone, 'value').capitalize()} that this story showed "
            f"{'was' if gone == 1 else 'were'} deleted since, and counts for nothing."
            if gone
            else ""
        )
        heard = suggest_values(story.telling, len(names)) if story.values else []
        ui.show(self.heard, bool(heard))
        if not heard:
            return
        rows = []
        for each in heard[:3]:
            start, end = each.sentences[0]
            chosen = "✓ you chose it" if each.value in story.values else "○ you did not"
            rows.append((names[each.value], chosen, story.telling[start:end]))
        silent = {each.id for each in guide.values()} - {each.value for each in heard}
        rows += [
            (names[value], "✗ only you chose it", "no sentence speaks for it")
            for value in story.values
            if value in silent
        ]
        self.heard.value = ui.table(["a reader may hear", "", "because of"], rows)

    def _matrix(self, stories: Sequence[Story]) -> tuple[matrix.Answered, ...]:
        matches = {kept.record_id: kept.record for kept in self.current(Match) if kept.record}
        return matrix.matrix(takes.prompts(), stories, matches)

    def _show_matrix(self, stories: Sequence[Story]) -> None:
        rows = self._matrix(stories)
        options = [[story.id, ui.called(story)] for story in stories]
        if self.match["stories"].options != options:
            self.match["stories"].options = options
        asked = self.question.value
        row = next(each for each in rows if each.question.id == asked)
        stored = {kept.record_id: kept for kept in self.current(Match)}.get(asked)
        record = (stored.record if stored else None) or Match(id=asked, stories=row.stories)
        self.match.show(record, self.base(asked, stored))
        much = [ui.called(story) for story in stories if story.id in matrix.overused(rows)]
        self.load.value = ui.safe(
            f"{len(rows) - len(matrix.holes(rows))} of {len(rows)} questions have a story."
            + (f" Used for more than a third of them: {', '.join(much)}." if much else ""),
            400,
        )
        self.grid.draw(
            partial(charts.question_grid, rows, tuple(stories)),
            charts.describe_grid(rows, stories),
        )

    def _show_coverage(self, stories: Sequence[Story], story: Story | None) -> None:
        kinds = charts.kind_rows(stories)
        values = charts.value_rows(stories, self.journal.records(OwnValue))
        chosen = story.id if story else None
        self.bank_chart.draw(
            partial(charts.bank_size, len(stories)),
            f"{charts.bank_words(len(stories))}; {bank.FEWEST} to {bank.MOST} is the target.",
        )
        self.kinds_chart.draw(
            partial(charts.coverage, kinds, chosen),
            charts.describe_coverage(kinds, "question kinds"),
        )
        self.values_chart.draw(
            partial(charts.coverage, values, chosen), charts.describe_coverage(values, "values")
        )

    def _show_history(self, story: Story | None) -> None:
        # A draft adds no sitting until it is saved, and reading a long history takes its time.
        chosen = story.id if story else None
        if self._history_at == (chosen, position := self.journal.position()):
            return
        self._history_at = (chosen, position)
        sittings = tuple(bank.score_history(self.journal.history(Story, chosen))) if chosen else ()
        # One sitting is what the scores above say; a line begins with the second.
        ui.show(self.history, len(sittings) > 1)
        if len(sittings) > 1:
            self.history_chart.draw(
                partial(charts.score_lines, sittings), charts.describe_scores(sittings)
            )


def value_options(journal: Journal) -> list[list[str]]:
    """Return id and name of each value a story can show: the guide's, then the reader's own."""
    named = [[value.id, value.name] for value in guide.values()]
    return named + [[value.id, value.name] for value in journal.records(OwnValue)]


def _length(story: Story, pace: int) -> str:
    """Return the meter: how much of ninety seconds the telling takes."""
    words = telling.count_words(story.telling)
    seconds = telling.spoken_seconds(story.telling, pace)
    line = (
        f"{words} words · {seconds:.0f} s at your {pace} words a minute · the mark is "
        f"{telling.LIMIT} s"
    )
    over = words - telling.words_that_fit(pace) if round(seconds) > telling.LIMIT else 0
    if over:
        line += f' · <span class="wb-bad">✗ {over} words too many</span>'
    return f'{ui.meter(seconds, telling.LIMIT)}<div class="wb-small">{line}</div>'
