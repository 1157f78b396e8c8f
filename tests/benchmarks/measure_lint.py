"""How well the lint and the suggested values agree with labelled stories.

    python -m tests.benchmarks.measure_lint FILE...

A file has a story a line, as JSON: `text`; `checks`, a list of those that hold, or for each whether
it does; and `values`, the best one first, or `primary_value` and `acceptable_values`.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from workbook.stories.linting import CHECKS, lint
from workbook.stories.suggest import suggest_values


class Labelled(NamedTuple):
    """What a story was labelled with, and what was found in it."""

    checks: set[str]
    found: set[str]
    values: list[str]
    suggested: list[str]


def agreement(labelled: Sequence[Labelled], check: str) -> tuple[float, float, float]:
    """Return the precision, the recall and F1 of a check; 1 where there is nothing to get wrong."""
    both = sum(check in each.checks & each.found for each in labelled)
    found = sum(check in each.found for each in labelled)
    there = sum(check in each.checks for each in labelled)
    return (
        both / found if found else 1.0,
        both / there if there else 1.0,
        2 * both / (found + there) if found + there else 1.0,
    )


def fair_value_first(labelled: Sequence[Labelled], top: int) -> float:
    """Return in which share of the stories one of the first values is one they have."""
    valued = [each for each in labelled if each.values]
    hits = sum(bool(set(each.suggested[:top]) & set(each.values)) for each in valued)
    return hits / max(1, len(valued))


def measured(path: Path) -> list[Labelled]:
    """Return what is found in the stories of a file."""
    stories = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Labelled(
            {check for check in story["checks"] if _holds(story["checks"], check)},
            {finding.check for finding in lint(story["text"])},
            _values(story),
            [one.value for one in suggest_values(story["text"])],
        )
        for story in stories
    ]


def _values(story: dict[str, Any]) -> list[str]:
    if "values" in story:
        return list(story["values"])
    return [story["primary_value"], *story.get("acceptable_values", [])]


def _holds(checks: list[str] | dict[str, bool], check: str) -> bool:
    return checks[check] if isinstance(checks, dict) else True


def report(labelled: Sequence[Labelled], checks: Sequence[str] = CHECKS) -> None:
    print(f"{'check':<20} {'precision':>9} {'recall':>7} {'F1':>5} {'stories':>8}")
    for check in checks:
        precision, recall, f1 = agreement(labelled, check)
        there = sum(check in each.checks for each in labelled)
        print(f"{check:<20} {precision:9.2f} {recall:7.2f} {f1:5.2f} {there:8}")
    for top in (1, 3):
        share = fair_value_first(labelled, top)
        print(f"a fair value among the first {top}: {share:.2f}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        found = measured(Path(name))
        print(f"\n{name}: {len(found)} stories")
        report(found)
