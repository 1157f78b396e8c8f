"""The dashboard of chapter 13, the mistakes of chapter 11, the checklist that ends a chapter."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from workbook import chapters, guide, ui
from workbook.journal import Journal
from workbook.profile import load
from workbook.readiness import charts, checks, gather, progress, words
from workbook.readiness.assess import Finding, next_step
from workbook.readiness.records import SelfScore, Standing


class Dashboard(ui.Panel):
    """Rounds of the loop: first what the reader says, then what the evidence shows beside it."""

    room: ClassVar[str] = "readiness"
    title: ClassVar[str] = "Readiness"
    models = (SelfScore,)

    def _build(self) -> widgets.Widget:
        (scale,) = guide.rubric("self-score")
        options = [[step, scale.sentence(step)] for step in range(5)]
        self.facts = self.control(widgets.HTML(), "facts").add_class("wb-small")
        self.editors = {}
        for each in guide.rounds():
            controls = {"score": {"label": each.name, "options": options}}
            self.editors[each.id] = ui.Editor(self, SelfScore, ("score",), controls)
            self.control(self.editors[each.id]["score"], each.id)
        self.scores = widgets.VBox([ui.section(f"What you say: {scale.statement}")])
        self.scores.children += tuple(editor["score"] for editor in self.editors.values())
        self.reveal = self.control(
            widgets.Button(description="Show what the evidence says"), "reveal"
        )
        self.on(self.reveal, lambda _button: self._show_evidence())
        self.chart = self.control(ui.Chart(), "chart")
        self.rounds = {each.id: self._fold(each) for each in guide.rounds()}
        self.progress = ui.Fold("Week by week", self._make_progress, self._show_progress, self.on)
        self.control(self.progress, "progress")
        self.left = ui.Fold("What is left, by effort", self._make_left, self._show_left, self.on)
        self.control(self.left, "left")
        self.evidence = widgets.VBox(
            [self.facts, self.chart, *self.rounds.values(), self.progress, self.left]
        )
        # Who has not said where they stand says so first, and unswayed by a bar; who has, and
        # comes back, meets the bars.
        self.asked = not self._all_said()
        again = ui.Fold(
            "Say again where you stand", lambda: self.scores, self._show_scores, self.on
        )
        self.again = self.control(again, "again")
        row = widgets.HBox([self.reveal]).add_class("wb-row")
        parts = [self.scores, row, self.evidence]
        if not self.asked:
            parts = [self.evidence, self.again]
        return widgets.VBox(parts).add_class("wb-body")

    def _fold(self, each: guide.Round) -> ui.Fold:
        box = self.control(widgets.HTML(), f"criteria-{each.id}")
        fold = ui.Fold(each.name, lambda: box, partial(self._show_criteria, each.id, box), self.on)
        self.control(fold.button, f"open-{each.id}")
        return fold

    def _make_progress(self) -> widgets.Widget:
        self.progress_chart = self.control(ui.Chart(), "progress-chart")
        return self.progress_chart

    def _make_left(self) -> widgets.Widget:
        self.left_chart = self.control(ui.Chart(), "left-chart")
        key = "A cell is an open criterion, as long as its minutes; the fainter ones are begun."
        return widgets.VBox([self.left_chart, widgets.HTML(key).add_class("wb-small")])

    # The hand.

    def _show_evidence(self) -> None:
        self.asked = False
        self.refresh()

    # The picture.

    def _all_said(self) -> bool:
        said = {one.id for one in self.journal.records(SelfScore) if one.score is not None}
        return said >= {each.id for each in guide.rounds()}

    def _render(self) -> None:
        today = date.today()
        self._rounds = tuple(gather.rounds(self.journal, today))
        self._show_scores()
        days = load(self.journal).days_left(today)
        when = words.days_to_go(days)
        ui.show(self.reveal, self.asked)
        ui.show(self.evidence, not self.asked)
        said = sum(each.said is not None for each in self._rounds)
        if self.asked:
            self.head(when, f"{said} of {len(self._rounds)} rounds scored by you")
            return
        self.facts.value = f"{ui.safe(when)} &nbsp;·&nbsp; {ui.safe(charts.standing(self._rounds))}"
        line = words.next_words(next_step(self._rounds, today), self._rounds)
        self.heading.value = f"<b>{ui.safe(self.title)}</b><span>{line}</span>"
        self.chart.draw(partial(charts.rounds, self._rounds), charts.describe(self._rounds))
        for each in self._rounds:
            fold = self.rounds[each.round.id]
            fold.title = f"{each.round.name}: what it is judged by ({each.met} of {each.total} met)"
        self._show_open()
        self._keep(today)

    def _show_open(self) -> None:
        for each in self._rounds:
            if self.rounds[each.round.id].is_open:
                self.rounds[each.round.id].children[1].value = criteria(each.findings)
        if self.progress.is_open:
            self._show_progress()
        if self.left.is_open:
            self._show_left()

    def _show_scores(self) -> None:
        kept = {one.record_id: one for one in self.current(SelfScore) if one.record}
        for round_id, editor in self.editors.items():
            stored = kept.get(round_id)
            score = (stored.record if stored else None) or SelfScore(id=round_id)
            editor.show(score, self.base(round_id, stored))

    def _show_criteria(self, round_id: str, box: widgets.HTML) -> None:
        each = next(one for one in self._rounds if one.round.id == round_id)
        box.value = criteria(each.findings)

    def _show_progress(self) -> None:
        kept = sorted(self.journal.records(Standing), key=lambda one: one.on)
        self.progress_chart.draw(
            partial(charts.progress, tuple(kept), self._rounds),
            charts.describe_progress(kept, self._rounds),
        )

    def _show_left(self) -> None:
        titles = tuple(chapters.titles().items())
        self.left_chart.draw(
            partial(charts.left, self._rounds, titles), charts.describe_left(self._rounds, titles)
        )

    def _keep(self, today: date) -> None:
        with self._own_save():
            if progress.keep_standing(self.journal, self._rounds, today):
                self._position = self.journal.position()

    def in_words(self) -> str:
        """Say how many rounds the reader has scored."""
        said = sum(one.score is not None for one in self.journal.records(SelfScore))
        return f"{ui.count(said, 'round').capitalize()} scored by you. Run this cell for the rest."


class Checklist(ui.Panel):
    """A chapter's criteria, each met or not, and why.

    Parameters
    ----------
    chapter
        Two digits; ValueError where the guide has no criteria for it.
    journal
        The reader's own when None.
    """

    room: ClassVar[str] = "readiness"
    title: ClassVar[str] = "Done when"

    def __init__(self, chapter: str, journal: Journal | None = None) -> None:
        self.criteria = guide.criteria(chapter)
        if not self.criteria:
            known = sorted({criterion.chapter for criterion in guide.criteria()})
            raise ValueError(
                f"No criteria for chapter {chapter!r}; there are some for {', '.join(known)}."
            )
        super().__init__(journal)

    def _build(self) -> widgets.Widget:
        self.list = self.control(widgets.HTML(), "checklist")
        return widgets.VBox([self.list]).add_class("wb-body")

    def _render(self) -> None:
        found = {item.criterion: item for item in gather.gather(self.journal, date.today())}
        findings = [Finding(criterion, found.get(criterion.id)) for criterion in self.criteria]
        met = sum(finding.state == "met" for finding in findings)
        self.head(f"{met} of {len(findings)} met")
        self.list.value = criteria(findings)


class Mistakes(ui.Panel):
    """The four mistakes that end loops, each looked for in what the reader entered."""

    room: ClassVar[str] = "readiness"
    title: ClassVar[str] = "Mistakes"

    def _build(self) -> widgets.Widget:
        self.lines = {}
        parts: list[widgets.Widget] = []
        for mistake in guide.mistakes():
            line = self.control(widgets.HTML(), f"mistake-{mistake.id}")
            found = self.control(widgets.HTML(), f"found-{mistake.id}")
            fold = ui.Fold(
                "What was found", partial(_itself, found), partial(self._open, mistake.id), self.on
            )
            self.control(fold.button, f"open-{mistake.id}")
            self.lines[mistake.id] = (line, fold, found)
            parts += [line, fold]
        return widgets.VBox(parts).add_class("wb-body")

    def _render(self) -> None:
        self.checks = {one.mistake.id: one for one in gather.check(self.journal, date.today())}
        found = sum(bool(check.faults) for check in self.checks.values())
        unread = sum(not check.read for check in self.checks.values())
        self.head(
            f"{ui.count(found, 'mistake')} found",
            f"{ui.count(unread, 'check')} with nothing to read yet",
        )
        for key, (line, fold, _found) in self.lines.items():
            check = self.checks[key]
            line.value = _mistake(check)
            ui.show(fold, bool(check.faults))
            fold.title = f"Open what was found ({len(check.faults)})"
            if fold.is_open:
                self._open(key)

    def _open(self, key: str) -> None:
        self.lines[key][2].value = "".join(_fault(fault) for fault in self.checks[key].faults)

    def in_words(self) -> str:
        """Say what the panel looks for."""
        return "Four mistakes, looked for in what you entered. Run this cell to see."


def _itself(widget: widgets.Widget) -> widgets.Widget:
    return widget


def _mistake(check: checks.Check) -> str:
    """Return a check as HTML: whether the mistake was found, its name, and what to do."""
    if not check.read:
        css, mark, more = "quiet", "○ nothing to read yet:", check.mistake.reads
    elif check.faults:
        css, mark, more = "bad", "✗ found:", f"{check.sentence} {check.mistake.instead}"
    else:
        css, mark, more = "good", "✓ not found:", check.sentence
    quiet = f'<span class="wb-quiet">{ui.safe(more, 600)}</span>'
    mark = f'<span class="wb-{css}">{mark}</span>'
    return f'<ul class="wb-checks"><li>{mark} {ui.safe(check.mistake.name)}. {quiet}</li></ul>'


def _fault(fault: checks.Fault) -> str:
    link = words.opening(fault.chapter)
    style = "white-space: pre-wrap"
    text = (
        f'<blockquote style="{style}">{_marked(fault)}</blockquote>' if fault.text.strip() else ""
    )
    return f"<p><b>{ui.safe(fault.name, 80)}</b> {ui.safe(fault.why, 300)} {link}</p>{text}"


def _marked(fault: checks.Fault) -> str:
    """Return the reader's text as HTML, the places found in it marked."""
    parts, at = [], 0
    for start, end in sorted(fault.spans):
        if start >= at:
            parts += [escape(fault.text[at:start]), f"<mark>{escape(fault.text[start:end])}</mark>"]
            at = end
    return "".join([*parts, escape(fault.text[at:])])


def criteria(findings: Sequence[Finding]) -> str:
    """Return criteria as an HTML checklist: whether met, what is asked, and why."""
    lines = []
    for finding in findings:
        evidence = finding.evidence
        why = "no evidence yet" if evidence is None else evidence.why
        if finding.doubt > 0:
            why = f"{why.rstrip('.')}; scored once or long ago, so not yet believed in full."
        met = None if evidence is None else evidence.met
        lines.append(ui.Check(met, finding.criterion.statement, why))
    return ui.checklist(lines)
