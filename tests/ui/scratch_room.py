"""A whole room on the shelf, as small as one can be: a record, a chart, evidence and a panel.

It stands here, and not in the package, to show what a room costs and to hold the shelf to it.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any, ClassVar, Literal

import ipywidgets as widgets
from matplotlib.figure import Figure
from pydantic import BaseModel, ConfigDict, Field

from workbook import ui
from workbook.evidence import Evidence
from workbook.journal import Journal, Record

# records.py


class Rejected(BaseModel):
    """An option that was turned down, and what it would have cost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    option: str = ""
    price: str = ""


class Choice(Record):
    """A choice made without a specification."""

    kind: ClassVar[str] = "scratch-choice"

    title: Annotated[str, Field(max_length=80)] = ""
    made_on: date | None = Field(default=None, title="On")
    who: Literal["decided", "influenced", "inherited"] | None = None
    people: Annotated[int, Field(ge=1, le=1000)] | None = None
    rejected: tuple[Rejected, ...] = Field(default=(), json_schema_extra={"unit": "an option"})
    sure: Annotated[int, Field(ge=0, le=4)] | None = None
    public: bool = False


# charts.py


def who_decided(counts: tuple[tuple[str, int], ...], width: int) -> Figure:
    """Draw how many choices each had a hand in; `width` in CSS pixels."""
    figure, axes = ui.marks.canvas(width, 24 * len(counts) + 8)
    most = max(count for _, count in counts)
    for row, (name, count) in enumerate(counts):
        y = 16 + 24 * row
        ui.marks.text(axes, 90, y, name, ha="right")
        ui.marks.bar(axes, 100, y, (width - 160) * count / most, "blue")
        ui.marks.text(axes, 108 + (width - 160) * count / most, y, str(count))
    return figure


# evidence.py


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return whether five choices are logged; nothing before the first."""
    found = journal.records(Choice)
    return [Evidence("scratch", len(found), 5, f"{len(found)} of 5 logged.")] if found else []


# panel.py


class Log(ui.RecordPanel):
    """A log of choices."""

    room = "scratch"
    title = "Choices"
    models = (Choice,)
    record = Choice
    noun = "choice"
    fields = ("title", "made_on", "who", "people", "rejected", "sure", "public")
    empty = "No choice yet."

    def _controls(self) -> dict[str, dict[str, Any]]:
        return {"sure": {"options": [[step, f"step {step}"] for step in range(5)]}}

    def _detail(self, record: Choice) -> str:
        return ui.safe(f"{record.who or 'nobody'}, {len(record.rejected)} rejected")

    def _more(self) -> Sequence[widgets.Widget]:
        self.chart = self.control(ui.Chart(), "chart")
        return [self.chart]

    def _show_more(self, records: Sequence[Choice], chosen: Choice | None) -> None:
        names = [each.who for each in records if each.who]
        counts = tuple((name, names.count(name)) for name in dict.fromkeys(names))
        ui.show(self.chart, bool(counts))
        if counts:
            words = ", ".join(f"{name} {count}" for name, count in counts)
            self.chart.draw(partial(who_decided, counts), f"Who decided: {words}.")
