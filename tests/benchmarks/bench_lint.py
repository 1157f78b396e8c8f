"""What linting 1,000 stories of 200 words costs beside splitting them into words."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.benchmarks.timing import median_ratio
from workbook.stories.linting import lint
from workbook.stories.suggest import suggest_values

STORIES = 1_000
WORDS = 200
PAIRS = 5
# A split of so many takes some 25 ms on the slowest of today's machines: forty of it are a second.
LIMIT = 40.0


def run() -> list[tuple[str, float, float | None]]:
    """Return (name, ratio, limit) for the lint and for the values."""
    texts = _stories()
    split = re.compile(r"\w+")
    lint(texts[0]), suggest_values(texts[0])
    return [
        (
            f"{what.__name__} on {STORIES:,} stories / one regex split into words",
            median_ratio(
                lambda what=what: [what(text) for text in texts],  # type: ignore[misc]
                lambda: [split.findall(text) for text in texts],
                PAIRS,
            ),
            LIMIT,
        )
        for what in (lint, suggest_values)
    ]


def _stories() -> list[str]:
    """Return stories made of the labelled ones, each begun at another word."""
    path = Path(__file__).parents[1] / "stories" / "corpus" / "c.jsonl"
    stories = [json.loads(line)["sentences"] for line in path.read_text("utf-8").splitlines()]
    words = " ".join(said for story in stories for said, _ in story).split()
    starts = [at * 37 % (len(words) - WORDS) for at in range(STORIES)]
    return [" ".join(words[start : start + WORDS]) for start in starts]
