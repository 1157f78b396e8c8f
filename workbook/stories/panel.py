"""The story board: the bank on the left, the chosen story on the right, coverage below."""

from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets
from pydantic import ValidationError

from workbook import guide, ui
from workbook.journal import Revision
from workbook.profile import load
from workbook.stories import bank, charts, telling
from workbook.stories.records import SCALES, OwnValue, Story


class Board(ui.Panel):
    """Create, tell, score and map stories."""

    room: ClassVar[str] = "stories"
    title: ClassVar[str] = "Stories"
    models = (Story, OwnValue)

    def _build(self) -> widgets.Widget:
        self.chosen: str | None = None
        self._history_at: tuple[str | None, int] | None = None
        self.picker = ui.Picker(self.css_class("list"), self.on, self._pick)
        self.new = ui.turns(self.control(widgets.Button(description="New story"), "new"))
        self.on(self.new, self._on_new)
        aside = widgets.VBox(
            [self.picker, widgets.HBox([self.new]).add_class("wb-body")]
        ).add_class("wb-aside")
        self.editor = widgets.VBox(
            [*self._build_story(), *self._build_scores(), *self._build_values()]
        )
        self.empty = widgets.HTML(
            "<p>No story yet. Start with one you would tell a friend about: choose "
            "<b>New story</b>, tell it as you would say it aloud, then score it.</p>"
        )
        main = widgets.VBox([self.empty, self.editor, *self._build_charts()]).add_class("wb-main")
        return widgets.HBox([aside, main]).add_class("wb-columns")

    def _build_story(self) -> list[widgets.Widget]:
        self.name = self.control(widgets.Text(description="Title", continuous_update=True), "title")
        self.telling = self.control(
            widgets.Textarea(
                description="Telling",
                continuous_update=True,
                rows=7,
                placeholder="As you would say it aloud: what was at stake, what you decided and "
                "over which option, what it cost.",
            ),
            "telling",
        )
        kinds = [("choose one", ""), *((kind.name, kind.id) for kind in guide.question_kinds())]
        self.question = self.control(widgets.Dropdown(description="Answers", options=kinds), "kind")
        self.delete_button = ui.turns(
            self.control(widgets.Button(description="Delete story"), "delete")
        )
        self.length = widgets.HTML().add_class(self.css_class("length"))
        self.field_notice = ui.Notice(self.css_class("field-notice"))
        for control in (self.name, self.telling):
            control.add_class("wb-wide")
        for control in (self.name, self.telling, self.question):
            control.style.description_width = "64px"
            self.on(control, self._change)
        self.on(self.delete_button, self._on_delete)
        row = widgets.HBox([self.question, self.delete_button]).add_class("wb-row")
        return [self.name, self.telling, self.length, self.field_notice, row]

    def _build_scores(self) -> list[widgets.Widget]:
        self.scores = {
            scale.id: ui.ScoreSlider(scale.name, scale.sentence)
            for scale in guide.rubric("stories")
        }
        for scale, score in self.scores.items():
            self.control(score.slider, scale)
            self.on(score.slider, partial(self._score, scale))
        return [ui.section("Score it"), *self.scores.values()]

    def _build_values(self) -> list[widgets.Widget]:
        self.values = ui.Chips(self.css_class("values"), self.on, self._map)
        self.own_value = self.control(widgets.Text(placeholder="a value of your own"), "own-value")
        self.own_value.description = "Add a value"
        self.own_value.style.description_width = "84px"
        self.add_value = self.control(widgets.Button(description="Add"), "add-value")
        self.own_notice = ui.Notice(self.css_class("own-value-notice"))
        self.on(self.add_value, self._on_add_value)
        row = widgets.HBox([self.own_value, self.add_value]).add_class("wb-row")
        return [ui.section("Values it shows"), self.values, row, self.own_notice]

    def _build_charts(self) -> list[widgets.Widget]:
        self.history_chart = self.control(ui.Chart(), "history-chart")
        self.bank_chart = self.control(ui.Chart(), "bank-chart")
        self.kinds_chart = self.control(ui.Chart(), "kinds-chart")
        self.values_chart = self.control(ui.Chart(), "values-chart")
        self.history = widgets.VBox(
            [ui.section("This story's scores over time"), self.history_chart]
        )
        return [
            self.history,
            ui.section("The four kinds of question"),
            self.bank_chart,
            self.kinds_chart,
            ui.section("Where your stories cover the values"),
            self.values_chart,
        ]

    # The hand.

    def _pick(self, story_id: str) -> None:
        self.autosave.flush()
        self.chosen = story_id
        self.refresh()

    def _on_new(self, _button: object) -> None:
        # A draft of the story shown now is saved, and rendered, before there is another to choose.
        self.autosave.flush()
        story = Story()
        self.chosen = story.id
        self.save(story)

    def _on_delete(self, _button: object) -> None:
        if self.chosen is not None:
            self.delete(Story, self.chosen)

    def _change(self, _change: Any) -> None:
        self._stage(
            title=self.name.value,
            telling=self.telling.value,
            question_kind=self.question.value or None,
        )

    def _score(self, scale: str, change: Any) -> None:
        revision = self._chosen_revision()
        if revision is not None and revision.record is not None:
            self._stage(scores=revision.record.scores.model_copy(update={scale: change["new"]}))

    def _map(self, values: list[str]) -> None:
        self._stage(values=tuple(values))

    def _on_add_value(self, _button: object) -> None:
        name = " ".join(self.own_value.value.split())
        taken = {choice.name.casefold() for choice in self._choices()}
        if not name or len(name) > 60:
            self.own_notice.say("A value's name has 1 to 60 characters.")
        elif name.casefold() in taken:
            self.own_notice.say(f"“{name}” is among the values already.")
        else:
            self.save(OwnValue(name=name))
            self.own_notice.clear()
            self.own_value.value = ""

    def _stage(self, **changes: Any) -> None:
        """Keep a change to the chosen story; where it cannot be kept, say why beside it."""
        revision = self._chosen_revision()
        if revision is None or revision.record is None:
            return
        try:
            story = Story.model_validate(revision.record.model_dump() | changes)
        except ValidationError as error:
            self.field_notice.say(ui.refusal(error))
            return
        self.field_notice.clear()
        base = next(
            (kept for kept in self.journal.current(Story) if kept.record_id == story.id), None
        )
        self.stage(story, base)
        self.refresh()

    # The picture.

    def _choices(self) -> list[ui.Choice]:
        own = [ui.Choice(value.id, value.name) for value in self.journal.records(OwnValue)]
        return [*(ui.Choice(value.id, value.name) for value in guide.values()), *own]

    def _chosen_revision(self) -> Revision[Story] | None:
        revisions = self.current(Story)
        return next((kept for kept in revisions if kept.record_id == self.chosen), None)

    def _render(self) -> None:
        stories = [kept.record for kept in self.current(Story) if kept.record is not None]
        pace = load(self.journal).words_per_minute
        if stories and self.chosen not in {story.id for story in stories}:
            self.chosen = stories[0].id
        story = next((story for story in stories if story.id == self.chosen), None)
        kinds, values = bank.covered_kinds(stories), bank.covered_values(stories)
        self.head(
            f"{len(stories)} of {bank.FEWEST}–{bank.MOST}",
            f"{len(kinds)} of {len(bank.asked_kinds())} question kinds",
            f"{len(values)} of {len(guide.values())} values",
        )
        self.picker.show([self._item(story, pace) for story in stories], self.chosen)
        ui.show(self.empty, story is None)
        ui.show(self.editor, story is not None)
        ui.show(self.history, story is not None)
        if story is not None:
            self._render_story(story, pace)
        self._render_charts(stories, story)

    def _item(self, story: Story, pace: int) -> ui.Item:
        kind = next(
            (kind.name for kind in guide.question_kinds() if kind.id == story.question_kind),
            "no kind yet",
        )
        missing = bank.lacks(story, pace)
        state = (
            f'<span class="wb-bad">✗ {ui.safe(missing[0])}</span>'
            if missing
            else '<span class="wb-good">✓ ready</span>'
        )
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        seconds = telling.spoken_seconds(story.telling, pace)
        return ui.Item(story.id, story.title, f"{ui.safe(kind)} · {seconds:.0f} s · {state}{more}")

    def _render_story(self, story: Story, pace: int) -> None:
        ui.set_value(self.name, story.title)
        ui.set_value(self.telling, story.telling)
        ui.set_value(self.question, story.question_kind or "")
        self.length.value = _length(story, pace)
        for scale in SCALES:
            self.scores[scale].show(getattr(story.scores, scale))
        self.values.offer(self._choices())
        self.values.show(story.values)

    def _render_charts(self, stories: list[Story], story: Story | None) -> None:
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
        # A draft adds no sitting until it is saved, and reading a long history takes its time.
        if self._history_at != (chosen, position := self.journal.position()):
            self._history_at = (chosen, position)
            sittings = (
                tuple(bank.score_history(self.journal.history(Story, chosen))) if chosen else ()
            )
            self.history_chart.draw(
                partial(charts.score_lines, sittings), charts.describe_scores(sittings)
            )


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
