"""Depth over breadth: how far a sheet's components are reasoned, as one number."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.design.records import ASPECTS, Component, Sheet

#: Seconds there are for a sheet.
LIMIT = 3600
#: Components a sheet has room for; the guide asks for two or three.
FEWEST, MOST = 2, 4
#: The level from which an aspect counts as reasoned; below it, it is named.
REASONED = 3
_HIGHEST = 4
_WANTED = 3  # components that make a full score when everything about them is at the top


def depth(components: Sequence[Component]) -> int:
    """Return how deep a design goes, 0 to 100.

    A component's share is the mean level of its five aspects over 4, an aspect without a word or a
    score counting as 0. The depth is 100 x the sum of the squares of the four largest shares over
    3, and never more than 100. Squared, so that one component reasoned out weighs more than several
    that are named; of four at most, so that a fifth box adds nothing. Four components with
    everything at 3 have 75, any number of them with everything at 2 have 33.
    """
    shares = sorted((_share(each) for each in components), reverse=True)[:MOST]
    return min(100, round(100 * sum(share**2 for share in shares) / _WANTED))


def _share(component: Component) -> float:
    levels = [component.level(aspect) or 0 for aspect in ASPECTS]
    return sum(levels) / (_HIGHEST * len(levels))


def reasoned(component: Component) -> bool:
    """Return whether every aspect of a component is at 3 or more."""
    return all((component.level(aspect) or 0) >= REASONED for aspect in ASPECTS)


@dataclass(frozen=True)
class Reading:
    """A sheet with its components and what they come to.

    Attributes
    ----------
    gates
        Ids of the gates that have an answer.
    """

    sheet: Sheet
    components: tuple[Component, ...]
    depth: int
    gates: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether all three gates have an answer; without them no depth passes."""
        return len(self.gates) == 3

    def lacks(self) -> list[str]:
        """Return what the sheet is without, most basic first."""
        count = len([each for each in self.components if each.name.strip()])
        found = [
            ("no prompt", self.sheet.prompt is None),
            ("no numbers", not self.sheet.numbers.strip()),
            (f"{count} of {FEWEST} components", count < FEWEST),
            (f"{len(self.gates)} of 3 gates", not self.passes),
        ]
        return [words for words, holds in found if holds]


def read(sheet: Sheet, components: Sequence[Component]) -> Reading:
    """Return what a sheet comes to; `components` are those of all sheets."""
    own = tuple(each for each in components if each.sheet == sheet.id)
    gates = tuple(name for name, text in sheet.gates if text.strip())
    return Reading(sheet, own, depth(own), gates)
