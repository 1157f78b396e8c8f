"""Every section of the deck and the memo: in one's own words, scored, carried by a story."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.culture import attempts, charts
from workbook.culture.records import Carrier, Paraphrase
from workbook.stories.records import Story

DOCUMENTS = {"deck": "Deck, 2009", "memo": "Memo, 2024"}


class Deck(ui.Panel):
    """A list of sections on the left, the chosen one on the right, all of them below."""

    room: ClassVar[str] = "culture"
    title: ClassVar[str] = "The documents in your words"
    models = (Paraphrase, Carrier)

    def _build(self) -> widgets.Widget:
        self.sections = {section.id: section for section in guide.sections()}
        self.chosen = next(iter(self.sections))
        self.picker = ui.Picker(self.css_class("list"), self.on, self._pick)
        self.name = widgets.HTML()
        self.text = self.control(
            ui.Field(
                "In your own words",
                "area",
                rows=5,
                placeholder="What people do where this holds, and what it costs them.",
            ),
            "text",
        )
        self.on(self.text, lambda _change: self._typed())
        self.keep = self.control(
            widgets.Button(description="Keep this attempt", button_style="primary"), "keep"
        )
        self.on(self.keep, lambda _button: self._keep())
        (scale,) = guide.rubric("culture")
        self.strength = self.control(
            ui.Field(
                scale.name,
                "score",
                hint=scale.statement,
                options=[[step, scale.sentence(step)] for step in range(5)],
            ),
            "strength",
        )
        self.on(self.strength, lambda _change: self._score())
        self.said = widgets.HTML().add_class(self.css_class("said"))
        self.carrier = ui.Editor(self, Carrier, ["story"], {"story": {"sort": "choice"}})
        self.ours = ui.Fold(
            "What an interviewer listens for, a weak and a strong sentence",
            self._make_ours,
            self.refresh,
            self.on,
        )
        self.chart = self.control(ui.Chart(), "chart")
        self.picture = widgets.VBox(
            [ui.section("Each section by strength, and when you last said it"), self.chart]
        )
        aside = widgets.VBox([self.picker]).add_class("wb-aside")
        main = widgets.VBox(
            [
                self.name,
                self.text,
                widgets.HBox([self.keep]).add_class("wb-row"),
                self.said,
                self.strength,
                self.carrier,
                self.ours,
                self.picture,
            ]
        ).add_class("wb-main")
        return widgets.HBox([aside, main]).add_class("wb-columns")

    def _make_ours(self) -> widgets.Widget:
        self.sentences = widgets.HTML().add_class(self.css_class("ours"))
        return self.sentences

    # The hand.

    def _draft_key(self) -> str:
        return f"culture:{self.chosen}"

    def _pick(self, section_id: str) -> None:
        self.autosave.flush()
        self.chosen = section_id
        self.text.refusal = ""
        if self.ours.is_open:
            self.ours.toggle()
        self.refresh()

    def _typed(self) -> None:
        self.keep_draft(self._draft_key(), "text", self.text.value)
        if self.text.refusal:
            self.text.refusal = attempts.complaint(self.text.value, self.sections[self.chosen])

    def _keep(self) -> None:
        said = str(self.text.value or "")
        self.text.refusal = attempts.complaint(said, self.sections[self.chosen])
        if self.text.refusal:
            self.text.focus()
            return
        self.drop_draft(self._draft_key())
        self.save(Paraphrase(section=self.chosen, text=said, on=date.today()))
        self.strength.focus()

    def _score(self) -> None:
        latest = self._attempts_here()[-1:]
        for attempt in latest:
            base = next(kept for kept in self.current(Paraphrase) if kept.record_id == attempt.id)
            scored = attempt.model_copy(update={"strength": self.strength.value})
            self.stage(scored, self.base(attempt.id, base))
            self.refresh()

    # The picture.

    def _attempts(self) -> list[Paraphrase]:
        return [kept.record for kept in self.current(Paraphrase) if kept.record]

    def _attempts_here(self) -> list[Paraphrase]:
        return [each for each in self._attempts() if each.section == self.chosen]

    def _render(self) -> None:
        section, here = self.sections[self.chosen], self._attempts_here()
        rows = attempts.standings(list(self.sections.values()), self._attempts(), date.today())
        said = sum(row.days is not None for row in rows)
        self.head(f"{said} of {len(rows)} sections said")
        self.picker.show([self._item(row) for row in rows], self.chosen)
        self.name.value = (
            f"<b>{ui.safe(section.name)}</b> "
            f'<span class="wb-quiet">{DOCUMENTS[section.document]}</span>'
        )
        self.text.set(self.draft(self._draft_key()).get("text", ""))
        ui.show(self.said, bool(here))
        ui.show(self.strength, bool(here))
        if here:
            self.said.value = _said(here)
            self.strength.set(here[-1].strength)
        self._show_carrier()
        if self.ours.is_open:
            self.sentences.value = ui.table(
                ["", "our words"],
                [
                    ("They listen for", section.listens),
                    ("Weak", section.weak),
                    ("Strong", section.strong),
                ],
            )
        ui.show(self.picture, said > 0)
        if said:
            self.chart.draw(partial(charts.strengths, rows), charts.describe(rows))

    def _item(self, row: attempts.Standing) -> ui.Item:
        if row.days is None:
            detail = "○ not said yet"
        else:
            strength = "not scored" if row.strength is None else f"{row.strength} of 4"
            mark = "good" if (row.strength or 0) >= 3 else "quiet"
            detail = f'<span class="wb-{mark}">{strength}</span> · {charts.ago(row.days)}'
        return ui.Item(row.section.id, row.section.name, detail)

    def _show_carrier(self) -> None:
        stories = self.journal.records(Story)
        options = [["", "no story yet" if stories else "no story in the bank yet"]]
        options += [[story.id, ui.called(story)] for story in stories]
        field = self.carrier["story"]
        if field.options != options:
            field.options = options
        stored = {kept.record_id: kept for kept in self.current(Carrier)}.get(self.chosen)
        record = (stored.record if stored else None) or Carrier(id=self.chosen)
        self.carrier.show(record, self.base(record.id, stored))


def _said(here: Sequence[Paraphrase]) -> str:
    """Return the attempts at a section as a table, the latest first."""
    rows = [
        (f"{each.on:%-d %b %Y}", "" if each.strength is None else each.strength, each.text)
        for each in reversed(here)
    ]
    return ui.table(["said", "strength", "your words"], rows[:6], numbers=[1])
