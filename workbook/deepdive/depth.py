"""How deep a system has been answered, and until when it counts as recent: pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from workbook.deepdive.records import FacetAnswer, System, answer_id
from workbook.guide import Facet

#: The rating from which a layer counts as reached.
SURE = 2
#: The layers that make a facet ready: all but the number, which is the fifth.
READY = 4
RECENT = relativedelta(months=18)  #: How long a system counts as recent.

Reached = Literal["sure", "begun", "open"]


def turns(system: System) -> date | None:
    """Return the day on which a system becomes older than eighteen months; None without a date."""
    return None if system.shipped_on is None else system.shipped_on + RECENT + relativedelta(days=1)


def is_recent(system: System, on: date) -> bool:
    """Return whether a system was shipped at most eighteen months before a day, and not after."""
    turn = turns(system)
    return (
        system.shipped_on is not None and system.shipped_on <= on and turn is not None and on < turn
    )


@dataclass(frozen=True)
class Depth:
    """How deep one facet of a system has been answered, layer by layer from the top.

    Attributes
    ----------
    layers
        For each layer: "sure" at a rating of 2 or more, "begun" with an answer below it or unrated,
        else "open".
    """

    system: System
    facet: Facet
    layers: tuple[Reached, ...]
    peer: bool

    @property
    def reached(self) -> int:
        """How many layers are sure before the first that is not."""
        for at, layer in enumerate(self.layers):
            if layer != "sure":
                return at
        return len(self.layers)

    @property
    def ready(self) -> bool:
        """Whether the first four layers are sure."""
        return self.reached >= READY


def depths(
    systems: Sequence[System], facets: Sequence[Facet], answers: Mapping[str, FacetAnswer]
) -> tuple[Depth, ...]:
    """Return the depth of every facet of every system; `answers` by their ids."""
    found = []
    for system in systems:
        for facet in facets:
            kept = [answers.get(answer_id(system.id, facet.id, layer)) for layer in facet.layers]
            peer = any(each is not None and (each.peer or 0) >= 3 for each in kept)
            layers = tuple(_reached(each) for each in kept)
            found.append(Depth(system, facet, layers, peer))
    return tuple(found)


def _reached(answer: FacetAnswer | None) -> Reached:
    if answer is None or not answer.text.strip():
        return "open"
    return "sure" if (answer.rating or 0) >= SURE else "begun"
