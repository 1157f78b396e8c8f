"""What the guide asks of a number before the recruiter calls, checked against the records."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workbook import guide
from workbook.compensation.calibration.caveats import uncounted
from workbook.compensation.calibration.weights import weighs
from workbook.compensation.market import newest_date
from workbook.compensation.money import format_exact, format_range
from workbook.compensation.records import Dataset, Point, Target
from workbook.compensation.settings import Settings

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
    datasets: Sequence[Dataset] = (),
    settings: Settings | None = None,
) -> list[Rule]:
    """Return the guide's four rules as they stand today.

    What has no weight counts towards none of them: own pay, for a number rests on the market and
    not on what one earns now, and whatever the reader's settings trust with nothing. A dataset
    counts as one point, however many rows it has.
    """
    assumed = settings or Settings()
    everything: list[Point | Dataset] = [*points, *datasets]
    counting = [record for record in everything if weighs(record, assumed, today)]
    return [
        _enough(len(counting), uncounted(everything, len(counting))),
        _not_aggregators_alone(counting),
        _recent_hire(counting, everything, today),
        _ask_in_band(target or Target()),
    ]


def _enough(found: int, aside: str) -> Rule:
    missing = "" if found >= FEWEST else f" so far, {FEWEST - found} more to find"
    why = f"{found or 'none'}{missing}{'; ' if aside else ''}{aside}"
    return Rule("compensation-points", "three points or more", found >= FEWEST, why, found)


def _not_aggregators_alone(counting: Sequence[Point | Dataset]) -> Rule:
    aggregators = {source.id for source in guide.sources() if source.aggregator}
    others = sum(record.source not in aggregators for record in counting)
    verb = "is no aggregator" if others == 1 else "are not aggregators"
    if not counting:
        why = "nothing to judge yet"
    elif others == 0:
        all_are = f"all {len(counting)} are aggregators" if counting[1:] else "it is an aggregator"
        why = f"{all_are}; ask a person, a recruiter or a posting"
    else:
        why = f"{others} of {len(counting)} {verb}"
    return Rule(
        "compensation-not-aggregators", "not aggregators alone", others > 0, why, others > 0
    )


def _recent_hire(
    counting: Sequence[Point | Dataset], everything: Sequence[Point | Dataset], today: dt.date
) -> Rule:
    statement = "a recent hire among them"

    def rule(met: bool, why: str) -> Rule:
        return Rule("compensation-recent-hire", statement, met, why, met)

    hires = [record for record in counting if record.source == "recent-hire"]
    if not hires and any(record.source == "recent-hire" for record in everything):
        return rule(False, "none that weighs anything by your settings")
    if not hires:
        return rule(False, "none yet; ask somebody who joined lately what they were offered")
    dated = [(date, hire) for hire in hires if (date := newest_date(hire)) is not None]
    if not dated:
        return rule(True, f"{_whose(hires[0]) or 'a hire'}, date not given")
    date, latest = max(dated, key=lambda pair: pair[0])
    who = f"{date:%B %Y}" + (f", {_whose(latest)}" if _whose(latest) else "")
    if (today - date).days <= RECENT:
        return rule(True, who)
    if len(dated) < len(hires):
        return rule(True, "date not given")
    return rule(False, f"the latest is from {who}; more than two years ago is not recent")


def _whose(record: Point | Dataset) -> str:
    return record.name if isinstance(record, Dataset) else record.company


def _ask_in_band(target: Target) -> Rule:
    statement = "an ask inside the band"

    def rule(met: bool, why: str) -> Rule:
        return Rule("compensation-ask", statement, met, why, met)

    band, ask = target.band, target.ask
    if band is None or ask is None:
        missing = [name for name, at in (("band", band), ("ask", ask)) if at is None]
        return rule(False, f"no {' and no '.join(missing)} set yet")
    inside = f"{format_exact(ask)} in {format_range(*band)}"
    if ask < band[0]:
        return rule(
            False,
            f"{format_exact(ask)} is {format_exact(band[0] - ask)} below {format_range(*band)}",
        )
    if ask > band[1]:
        return rule(
            False,
            f"{format_exact(ask)} is {format_exact(ask - band[1])} above {format_range(*band)}",
        )
    return rule(True, inside)
