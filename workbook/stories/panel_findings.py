"""What the lint found, live under the telling: the words marked, each finding open to objection."""

from collections.abc import Sequence
from functools import partial

import ipywidgets as widgets

from workbook import ui
from workbook.stories.linting import ASKED, CHECKS, Finding, filler_rate, is_english, lint
from workbook.stories.records import Dismissal, Story
from workbook.stories.telling import Telling, count_words

#: Words from which on something can be missing; below, a story has only begun.
BEGUN = 30


class Findings(widgets.VBox):
    """A row for each check, the telling with the words marked, and the reason for a dismissal."""

    def __init__(self, panel: ui.Panel) -> None:
        super().__init__()
        self.panel = panel
        self.story: Story | None = None
        self.dismissing = ""
        self.state = panel.control(widgets.HTML(), "findings")
        self.marked = panel.control(widgets.HTML(), "marked")
        self.rows: dict[str, widgets.HBox] = {}
        for check in CHECKS:
            button = panel.control(widgets.Button(), f"dismiss-{check}").add_class("wb-link")
            panel.on(button, partial(self._pressed, check))
            words = panel.control(widgets.HTML(), f"found-{check}")
            self.rows[check] = widgets.HBox([words, button]).add_class("wb-row")
        self.reason = panel.control(
            ui.Field("Why not?", placeholder="the reason, then Enter; it is kept"), "reason"
        )
        panel.on_entered(self.reason, self._dismiss)
        self.children = [self.state, *self.rows.values(), self.reason, self.marked]

    # The hand.

    def _pressed(self, check: str, _button: object) -> None:
        kept = self._dismissals().get(check)
        self.dismissing = "" if kept or self.dismissing == check else check
        if kept:
            self.panel.delete(Dismissal, kept.id)
        self.reason.refusal = ""
        self.panel.refresh()
        if self.dismissing:
            self.reason.focus()

    def _dismiss(self) -> None:
        reason = " ".join(str(self.reason.value or "").split())
        if not 1 <= len(reason) <= 500:
            self.reason.refusal = "A reason has 1 to 500 characters; it is what makes you sure."
            self.reason.focus()
            return
        assert self.story is not None
        check, self.dismissing = self.dismissing, ""
        self.reason.refusal = ""
        self.reason.set("")
        self.panel.save(Dismissal(story=self.story.id, check=check, reason=reason))

    # The picture.

    def _dismissals(self) -> dict[str, Dismissal]:
        if self.story is None:
            return {}
        kept = self.panel.journal.records(Dismissal)
        return {each.check: each for each in kept if each.story == self.story.id}

    def show(self, story: Story, pace: int) -> None:
        """Show what is found in a story's telling, at a pace in words a minute."""
        if self.story is None or self.story.id != story.id:
            self.dismissing = ""
        self.story = story
        found = {each.check: each for each in lint(story.telling, pace)}
        dismissed = self._dismissals()
        if self.dismissing not in found:
            self.dismissing = ""
        live = [each for each in found.values() if each.check not in dismissed]
        for check, row in self.rows.items():
            ui.show(row, check in found)
            if check in found:
                words, button = row.children
                words.value = _words(found[check], dismissed.get(check))
                button.description = "Show again" if check in dismissed else "I do not share this"
        ui.show(self.reason, bool(self.dismissing))
        self.state.value = _state(story.telling, pace, live)
        spans = sorted(span for each in live for span in each.spans)
        ui.show(self.marked, bool(spans))
        self.marked.value = ui.marked(story.telling, spans) if spans else ""


def _words(finding: Finding, dismissed: Dismissal | None) -> str:
    if dismissed is not None:
        reason = ui.safe(dismissed.reason, 500)
        return f'<span class="wb-quiet">– {ui.safe(finding.check)}: not shared. {reason}</span>'
    mark, css = ("?", "quiet") if finding.check in ASKED else ("✗", "bad")
    return (
        f'<span class="wb-{css}">{mark}</span> {ui.safe(finding.message, 400)} '
        f'<span class="wb-quiet">{ui.safe(finding.suggestion, 400)}</span>'
    )


def _state(telling: str, pace: int, live: Sequence[Finding]) -> str:
    words = count_words(telling)
    if not words:
        return ""
    if not is_english(Telling(telling)):
        return "This does not read as English, so nothing was looked for in it."
    parts = [f"{ui.count(len(live), 'thing')} to look at" if live else "✓ Nothing found"]
    if words < BEGUN:
        parts.append(f"what is missing is looked for from {BEGUN} words on")
    else:
        rate = filler_rate(telling, pace)
        parts.append(f"{rate.per_minute:.1f} fillers a minute at your pace, {rate.reading}")
        parts.append("listeners accept five, twelve hurt")
    line = " · ".join(parts)
    return f'<div class="wb-small" role="status">{ui.safe(line[:1].upper() + line[1:], 300)}</div>'
