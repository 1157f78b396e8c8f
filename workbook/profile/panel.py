"""The card in chapter 00: level, day of the interview, speaking pace, example candidate."""

from datetime import date
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import ui
from workbook.profile.records import Profile


class Card(ui.Panel):
    """Four settings that every chapter reads."""

    room: ClassVar[str] = "profile"
    title: ClassVar[str] = "Your loop"
    models = (Profile,)

    def _build(self) -> widgets.Widget:
        self.level = self.control(
            widgets.RadioButtons(
                description="Target level", options=["L5", "L6"], orientation="horizontal"
            ),
            "level",
        )
        self.date = self.control(widgets.DatePicker(description="Interview on"), "date")
        self.date_notice = ui.Notice(self.css_class("date-notice"))
        self.pace = self.control(
            widgets.IntSlider(description="Pace", min=100, max=200, step=5, continuous_update=True),
            "pace",
        )
        self.pace_words = widgets.HTML().add_class("wb-small")
        self.example_on = self.control(
            widgets.Checkbox(
                description="Show the fictional example candidate in the chapters", indent=False
            ),
            "example",
        )
        for control in (self.level, self.date, self.pace, self.example_on):
            control.style.description_width = "100px"
            self.on(control, self._change)
        pace = widgets.HBox([self.pace, self.pace_words]).add_class("wb-row")
        return widgets.VBox(
            [self.level, self.date, self.date_notice, pace, self.example_on]
        ).add_class("wb-body")

    def _change(self, change: Any) -> None:
        base = next(iter(self.journal.current(Profile)), None)
        profile = Profile(
            level=self.level.value,
            interview_date=self.date.value,
            words_per_minute=self.pace.value,
            example=self.example_on.value,
        )
        if change["owner"] is self.pace:
            self.stage(profile, base)
            self.refresh()
        else:
            self.save(profile, base)

    def _render(self) -> None:
        stored = next(iter(self.current(Profile)), None)
        profile = stored.record if stored and stored.record else Profile()
        ui.set_value(self.level, profile.level)
        ui.set_value(self.date, profile.interview_date)
        ui.set_value(self.pace, profile.words_per_minute)
        ui.set_value(self.example_on, profile.example)
        self.pace_words.value = (
            f"words a minute; ninety seconds hold {profile.words_per_minute * 90 // 60} "
            "words. 130 to 160 is comfortable to listen to."
        )
        days = profile.days_left(date.today())
        self.date_notice.clear()
        if days is not None and days < 0:
            self.date_notice.say("That day has passed. Set the next one, or clear the field.")
        when = "no interview date yet" if days is None else f"{max(days, 0)} days to go"
        self.head(profile.level, when)
