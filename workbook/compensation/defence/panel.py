"""The defence sheet in the panel: read it, save it, practise the answers against the clock."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import ipywidgets as widgets

from workbook import guide, ui
from workbook.compensation.defence.exhibits import Case
from workbook.compensation.defence.files import save_sheet
from workbook.compensation.defence.practice import PushbackTry, say_tries, tries_at
from workbook.compensation.defence.sheet import DefenceNote, answers, sheet
from workbook.compensation.defence.text import Line, Page, Part, to_fragment
from workbook.journal import Record

#: Most characters of the reader's own reason: a minute and a half of speech.
LONGEST = 1_000


class DefenceSheet(widgets.VBox):
    """The sheet, a button that saves it, and the pushbacks, each with a clock and a score.

    Parameters
    ----------
    frame
        The panel it stands in.
    keep
        Called with a record to save: a try, or the reader's own reason. The second argument is
        whether the hand is still moving.
    """

    def __init__(self, frame: ui.Panel, keep: Callable[[Record, bool], None]) -> None:
        super().__init__()
        self._frame, self._keep = frame, keep
        self._page: Page | None = None
        self._note = DefenceNote()
        self.page = frame.control(widgets.HTML(), "defence")
        self.reason = widgets.Text(
            description="Why you, above the middle", continuous_update=False, placeholder="I …"
        )
        self.reason.style.description_width = "200px"
        frame.control(self.reason, "defence-reason").add_class("wb-wide")
        frame.on(self.reason, lambda change: self._on_reason(change["new"]))
        self.reason_notice = ui.Notice(frame.css_class("defence-reason-notice"))
        self.save = widgets.Button(description="Save as Markdown and HTML")
        frame.on(frame.control(self.save, "defence-save"), lambda _button: self._on_save())
        self.notice = ui.Notice(frame.css_class("defence-notice"))
        self.drills = {
            one.id: PushbackDrill(frame, one, self._on_try, self._on_score)
            for one in guide.pushbacks()
        }
        self.children = [
            ui.section("Defence sheet"),
            self.page,
            self.reason,
            self.reason_notice,
            widgets.HBox([self.save]).add_class("wb-row"),
            self.notice,
            ui.section("Practise: start the clock, say the answer aloud, stop, score it"),
            *self.drills.values(),
        ]

    def show(
        self, case: Case, note: DefenceNote, tries: Sequence[PushbackTry], today: date
    ) -> None:
        """Show the sheet of a case, and how the practice went so far."""
        self._note = note
        self._page = sheet(case, today)
        # The pushbacks stand below, where they are practised; the saved page has them too.
        parts = tuple(part for part in self._page.parts if part.title != "When they push back")
        inside = f"<h4>{ui.safe(self._page.title)}</h4>{to_fragment(Page('', parts), 5)}"
        ui.set_value(self.page, f'<article class="wb-sheet">{inside}</article>')
        if not self.reason_notice.text:  # what was refused stays, to be shortened
            ui.set_value(self.reason, note.reason)
        for one, answer in answers(case):
            self.drills[one.id].show(answer, tries_at(one.id, tries))

    def _on_reason(self, text: str) -> None:
        text = text.strip()
        if len(text) > LONGEST:
            self.reason_notice.say(
                f"Not saved: this has {len(text):,} characters, and {LONGEST:,} are more than "
                "anybody listens to; shorten it."
            )
            return
        self.reason_notice.clear()
        self._keep(self._note.model_copy(update={"reason": text}), False)

    def _on_save(self) -> None:
        place = self._frame.journal.engine.place
        if self._page is None or place.in_memory:
            self.notice.tell("The example's sheet is not saved; your own is, from your own panel.")
            return
        try:
            paths = save_sheet(self._page, place.desk)
        except OSError as error:
            why = error.strerror or type(error).__name__
            self.notice.say(
                f"The sheet could not be saved in {place.desk} ({why}); "
                "free some space or make the folder writable, then save again."
            )
            return
        self.notice.tell(f"Saved as {paths[0]} and {paths[1].name} beside it.")

    def _on_try(self, pushback: str, seconds: float) -> None:
        at = datetime.now(UTC)
        self._keep(PushbackTry(pushback=pushback, at=at, seconds=seconds), False)

    def _on_score(self, tried: PushbackTry) -> None:
        self._keep(tried, True)


class PushbackDrill(widgets.VBox):
    """One pushback: what they say, a clock, the reader's score, the answer to open afterwards.

    Parameters
    ----------
    frame
        The panel it stands in.
    pushback
        What is practised.
    tried
        Called with the pushback's id and the seconds its answer took.
    scored
        Called with the try as the reader scores it.
    """

    def __init__(
        self,
        frame: ui.Panel,
        pushback: guide.Pushback,
        tried: Callable[[str, float], None],
        scored: Callable[[PushbackTry], None],
    ) -> None:
        super().__init__()
        self.add_class(frame.css_class(f"pushback-{pushback.id}"))
        self._pushback, self._scored = pushback, scored
        self._latest: PushbackTry | None = None
        [scale] = guide.rubric("pushbacks")
        self.clock = ui.Clock(
            pushback.asked, pushback.seconds, lambda seconds: tried(pushback.id, seconds)
        )
        frame.control(self.clock, f"clock-{pushback.id}")
        self.score = ui.ScoreSlider(scale.name, scale.sentence)
        frame.control(self.score.slider, f"score-{pushback.id}")
        frame.on(self.score.slider, self._on_score)
        self.history = widgets.HTML().add_class("wb-small")
        self.answer = widgets.HTML()
        asked = widgets.HTML(f"<b>“{ui.safe(pushback.asked)}”</b>")
        self.children = [asked, self.clock, self.score, self.history, self.answer]

    def show(self, answer: str, tries: Sequence[PushbackTry]) -> None:
        """Show the answer in the reader's figures, and the tries so far, oldest first."""
        self._latest = tries[-1] if tries else None
        self.score.show(self._latest.score if self._latest else None)
        self.score.slider.disabled = self._latest is None
        ui.set_value(self.history, ui.safe(say_tries(tries, self._pushback.seconds)))
        # Closed by default: read first, an answer is recited and not given.
        lines = (Line(answer, said=True), Line(self._pushback.behind))
        avoid = Line(f"Not: {self._pushback.avoid}")
        inside = to_fragment(Page("", (Part("", (*lines, avoid)),)))
        ui.set_value(
            self.answer, f"<details><summary>An answer in your figures</summary>{inside}</details>"
        )

    def _on_score(self, change: Any) -> None:
        if self._latest is not None:
            scored = self._latest.model_copy(update={"score": change["new"]})
            self._latest = scored
            self.score.show(scored.score)
            self._scored(scored)
