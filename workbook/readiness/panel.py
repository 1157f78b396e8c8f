"""The dashboard of chapter 13 and the checklist that ends every chapter."""

from datetime import date
from functools import partial
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.evidence import Evidence
from workbook.profile import load
from workbook.readiness import charts
from workbook.readiness.assess import Assessment, Finding, assess, next_step
from workbook.readiness.gather import gather
from workbook.readiness.records import SelfScore


class Dashboard(ui.Panel):
    """Rounds of the loop: what the evidence shows beside what the reader says."""

    room: ClassVar[str] = "readiness"
    title: ClassVar[str] = "Readiness"
    models = (SelfScore,)

    def _build(self) -> widgets.Widget:
        self._gathered: tuple[int, list[Evidence]] = (-1, [])
        self.chart = self.control(ui.Chart(), "chart")
        self.key = widgets.HTML("▬ what the evidence shows &nbsp; ○ what you say").add_class(
            "wb-small"
        )
        self.rows = {each.id: self._build_round(each) for each in guide.rounds()}
        rounds = [widget for row in self.rows.values() for widget in row.widgets]
        hint = ui.section("What you say, and what each bar is made of")
        return widgets.VBox([self.key, self.chart, hint, *rounds]).add_class("wb-body")

    def _build_round(self, each: guide.Round) -> "_RoundRow":
        row = _RoundRow(each)
        self.control(row.slider, each.id)
        self.control(row.opener, f"open-{each.id}")
        self.control(row.criteria, f"criteria-{each.id}")
        self.on(row.slider, partial(self._say, each.id))
        self.on(row.opener, lambda _button: row.toggle())
        return row

    def _say(self, round_id: str, change: Any) -> None:
        base = next(
            (kept for kept in self.journal.current(SelfScore) if kept.record_id == round_id), None
        )
        self.stage(SelfScore(id=round_id, score=change["new"]), base)
        self.refresh()

    def _evidence(self) -> list[Evidence]:
        position = self.journal.position()
        if self._gathered[0] != position:
            self._gathered = (position, gather(self.journal, date.today()))
        return self._gathered[1]

    def _render(self) -> None:
        said = {
            kept.record_id: kept.record.score
            for kept in self.current(SelfScore)
            if kept.record is not None
        }
        today = date.today()
        assessments = tuple(assess(self._evidence(), said, today))
        days = load(self.journal).days_left(date.today())
        when = (
            []
            if days is None
            else [f"{days} days to go" if days >= 0 else "the interview day has passed"]
        )
        step = next_step(assessments, today)
        if step is not None:
            when.append(f"next: {step.sentence.rstrip('.')}")
        self.head(*when, charts.standing(assessments))
        self.chart.draw(partial(charts.rounds, assessments), charts.describe(assessments))
        for assessment in assessments:
            self.rows[assessment.round.id].show(assessment)


class _RoundRow:
    """The controls of one round: the slider, a button that opens its criteria, and these."""

    def __init__(self, each: guide.Round) -> None:
        self.slider = widgets.IntSlider(description=each.name, min=0, max=100, step=5)
        self.slider.style.description_width = "120px"
        self.slider.layout.width = "380px"
        self.words = widgets.HTML().add_class("wb-small")
        self.opener = widgets.Button().add_class("wb-link")
        self.criteria = widgets.HTML()
        self.widgets = (
            widgets.HBox([self.slider, self.words, self.opener]).add_class("wb-row"),
            self.criteria,
        )
        self.open = False
        self._assessment: Assessment | None = None

    def toggle(self) -> None:
        """Open or close the criteria."""
        self.open = not self.open
        if self._assessment is not None:
            self.show(self._assessment)

    def show(self, assessment: Assessment) -> None:
        """Show a round's self-score and, when open, its criteria."""
        self._assessment = assessment
        ui.set_value(self.slider, assessment.said or 0)
        ui.set_class(self.slider, "wb-unset", assessment.said is None)
        self.words.value = "not scored yet" if assessment.said is None else ""
        findings = assessment.findings
        verb = "Hide" if self.open else "Show"
        name = assessment.round.name.lower()
        self.opener.description = (
            f"{verb} what {name} is judged by ({assessment.met} of {len(findings)} met)"
        )
        ui.show(self.opener, bool(findings))
        ui.show(self.criteria, self.open and bool(findings))
        self.criteria.value = checks(findings)


class Checklist(ui.Panel):
    """A chapter's criteria, each met or not, and why.

    Parameters
    ----------
    chapter
        Two digits; ValueError where the guide has no criteria for it.
    """

    room: ClassVar[str] = "readiness"
    title: ClassVar[str] = "Done when"

    def __init__(self, chapter: str) -> None:
        self.criteria = guide.criteria(chapter)
        if not self.criteria:
            known = sorted({criterion.chapter for criterion in guide.criteria()})
            raise ValueError(
                f"No criteria for chapter {chapter!r}; there are some for {', '.join(known)}."
            )
        super().__init__()

    def _build(self) -> widgets.Widget:
        self.list = self.control(widgets.HTML(), "checklist")
        return widgets.VBox([self.list]).add_class("wb-body")

    def _render(self) -> None:
        found = {item.criterion: item for item in gather(self.journal, date.today())}
        findings = tuple(Finding(criterion, found.get(criterion.id)) for criterion in self.criteria)
        met = sum(1 for finding in findings if finding.evidence and finding.evidence.met)
        self.head(f"{met} of {len(findings)} met")
        self.list.value = checks(findings)


def checks(findings: tuple[Finding, ...]) -> str:
    """Return criteria as an HTML list: a mark, the statement, and why."""
    return f'<ul class="wb-checks">{"".join(_check(finding) for finding in findings)}</ul>'


def _check(finding: Finding) -> str:
    evidence = finding.evidence
    if evidence is None:
        mark, why = '<span class="wb-quiet">○ not begun:</span>', "no evidence yet"
    elif evidence.met:
        mark, why = '<span class="wb-good">✓ met:</span>', evidence.why
    else:
        mark, why = '<span class="wb-bad">✗ not yet:</span>', evidence.why
    statement, why = escape(finding.criterion.statement), ui.safe(why, 300)
    return f'<li>{mark} {statement} <span class="wb-quiet">{why}</span></li>'
