"""What the guide asks of a number before the recruiter calls, checked against the records."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workbook import guide
from workbook.compensation.market import Bulk, counts
from workbook.compensation.money import format_money, format_range
from workbook.compensation.records import Dataset, Point, Target

#: How many points the guide asks for.
FEWEST = 3

#: How long a hire stays recent, in days: about two years of pay reviews.
RECENT = 731


@dataclass(frozen=True)
class Rule:
    """One rule and how the reader's records stand to it.

    Attributes
    ----------
    id
        Id of the criterion it is evidence for.
    statement
        What is asked.
    met
        Whether it is reached.
    why
        The numbers and names behind that, or what is missing.
    value
        What was found, in the criterion's unit.
    """

    id: str
    statement: str
    met: bool
    why: str
    value: float


def rules(
    points: Sequence[Point],
    target: Target | None,
    today: dt.date,
    datasets: Sequence[Dataset | Bulk] = (),
) -> list[Rule]:
    """Return the guide's four rules as they stand today.

    Own pay counts towards none of them: a number rests on the market, not on what one earns now.
    A dataset counts as one point, however many rows it has.
    """
    everything: list[Point | Dataset | Bulk] = [*points, *datasets]
    counting = [record for record in everything if counts(record)]
    own = len(everything) - len(counting)
    return [
        _enough(len(counting), own),
        _not_aggregators_alone(counting),
        _recent_hire([point for point in points if point.source == "recent-hire"], today),
        _ask_in_band(target or Target()),
    ]


def _enough(found: int, own: int) -> Rule:
    aside = "; your own pay does not count" if own else ""
    missing = "" if found >= FEWEST else f", {FEWEST - found} more to find"
    why = f"{found or 'none'} so far{missing}{aside}" if missing else f"{found}{aside}"
    return Rule("compensation-points", "three points or more", found >= FEWEST, why, found)


def _not_aggregators_alone(counting: Sequence[Point | Dataset | Bulk]) -> Rule:
    aggregators = {source.id for source in guide.sources() if source.aggregator}
    others = sum(record.source not in aggregators for record in counting)
    verb = "is no aggregator" if others == 1 else "are not aggregators"
    if not counting:
        why = "nothing to judge yet"
    elif others == 0:
        why = f"all {len(counting)} are aggregators; ask a person, a recruiter or a posting"
    else:
        why = f"{others} of {len(counting)} {verb}"
    return Rule(
        "compensation-not-aggregators", "not aggregators alone", others > 0, why, others > 0
    )


def _recent_hire(hires: Sequence[Point], today: dt.date) -> Rule:
    statement = "a recent hire among them"

    def rule(met: bool, why: str) -> Rule:
        return Rule("compensation-recent-hire", statement, met, why, met)

    if not hires:
        return rule(False, "none yet; ask somebody who joined lately what they were offered")
    dated = [hire for hire in hires if hire.date is not None]
    if not dated:
        return rule(True, f"{hires[0].company or 'a hire'}, date not given")
    latest = max(dated, key=lambda hire: hire.date or dt.date.min)
    assert latest.date is not None
    who = f"{latest.date:%B %Y}" + (f", {latest.company}" if latest.company else "")
    if (today - latest.date).days <= RECENT:
        return rule(True, who)
    if len(dated) < len(hires):
        return rule(True, "date not given")
    return rule(False, f"the latest is from {who}; more than two years ago is not recent")


def _ask_in_band(target: Target) -> Rule:
    statement = "an ask inside the band"

    def rule(met: bool, why: str) -> Rule:
        return Rule("compensation-ask", statement, met, why, met)

    band, ask = target.band, target.ask
    if band is None or ask is None:
        missing = [name for name, at in (("band", band), ("ask", ask)) if at is None]
        return rule(False, f"no {' and no '.join(missing)} set yet")
    inside = f"{format_money(ask)} in {format_range(*band)}"
    if ask < band[0]:
        return rule(
            False,
            f"{format_money(ask)} is {format_money(band[0] - ask)} below {format_range(*band)}",
        )
    if ask > band[1]:
        return rule(
            False,
            f"{format_money(ask)} is {format_money(ask - band[1])} above {format_range(*band)}",
        )
    return rule(True, inside)
