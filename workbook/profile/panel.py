"""The card in chapter 00: level, day of the interview, speaking pace, example candidate."""

from datetime import date
from typing import ClassVar

import ipywidgets as widgets

from workbook import ui
from workbook.profile.records import Profile


class Card(ui.Panel):
    """Four settings that every chapter reads."""

    room: ClassVar[str] = "profile"
    title: ClassVar[str] = "Your loop"
    models = (Profile,)

    def _build(self) -> widgets.Widget:
        names = ("level", "interview_date", "words_per_minute", "example")
        self.editor = ui.Editor(self, Profile, names)
        return self.editor.add_class("wb-body")

    def _render(self) -> None:
        stored = next(iter(self.current(Profile)), None)
        profile = (stored.record if stored else None) or Profile()
        self.editor.show(profile, self.base(profile.id, stored))
        self.editor[
            "words_per_minute"
        ].unit = f"words a minute: ninety seconds hold {profile.words_per_minute * 90 // 60}"
        days = profile.days_left(date.today())
        self.editor["interview_date"].hint = (
            "That day has passed. Set the next one, or clear the field."
            if days is not None and days < 0
            else ""
        )
        when = "no interview date yet" if days is None else f"{max(days, 0)} days to go"
        self.head(profile.level, when)

    def in_words(self) -> str:
        """Say what is set."""
        profile = self.journal.get(Profile, Profile.ONLY)
        if profile is None:
            return "No level and no day set yet. Run this cell to set them."
        day = profile.interview_date
        when = f"interview on {day:%-d %B %Y}" if day else "no interview date yet"
        return f"{profile.level}, {when}. Run this cell to change it."
