"""What readiness says in the page: a step with its link, a chapter to open."""

import json
from collections.abc import Sequence
from html import escape

from workbook import chapters
from workbook.readiness.assess import Assessment, Step
from workbook.ui.theme import safe


def opening(chapter: str, words: str = "") -> str:
    """Return a link, as HTML, that opens a chapter beside this one in JupyterLab.

    A chapter that is not shipped is named and has no link. The attributes are JupyterLab's own: a
    plain address would leave the whole page.
    """
    label = safe(words or f"Chapter {chapter}")
    file = chapters.shipped_files().get(chapter)
    if file is None:
        return label
    arguments = escape(json.dumps({"path": f"notebooks/{file}"}))
    return (
        f'<a href="#" class="wb-open-{chapter}" data-commandlinker-command="docmanager:open" '
        f'data-commandlinker-args="{arguments}">{label}</a>'
    )


def days_to_go(days: int | None) -> str:
    """Say how far the loop is; None is no date."""
    if days is None:
        return "no interview date yet"
    if days < 0:
        return "the interview day has passed"
    if days == 0:
        return "the loop is today"
    return "one day to the loop" if days == 1 else f"{days} days to the loop"


def next_words(step: Step | None, assessments: Sequence[Assessment]) -> str:
    """Return the dashboard's first line as HTML: what to do next, how long, why, and where."""
    if step is None:
        waits = any(each.met < each.total for each in assessments)
        return (
            "<strong>Nothing more today:</strong> what is open needs another day."
            if waits
            else "<strong>Every criterion is met.</strong> Keep the cards and the stories warm."
        )
    act = safe(step.act, 120)
    what = f"<strong>Next: {act[:1].lower()}{act[1:]}</strong>, {step.minutes} min"
    return f"{what}; {safe(step.why, 160)}. {opening(step.chapter)}"
