"""What the reader's evidence, number and practice prove towards the recruiter screen."""

from collections.abc import Iterable, Mapping
from datetime import date

from workbook import guide
from workbook.compensation.checks import checks
from workbook.compensation.defence import sheet
from workbook.compensation.market import gather
from workbook.compensation.records import DataSet, Point, PushbackTry, Split, Target
from workbook.evidence import Evidence
from workbook.journal import Journal

#: The lowest score of a pushback that counts as steady, of 4.
STEADY = 3


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 08; nothing while nothing has been entered."""
    market, tries = gather(journal, today), journal.records(PushbackTry)
    if not market.pieces and market.target.ask is None and not tries:
        return []
    found = {check.id: check for check in checks(market)}
    saved = [one.saved_at for one in journal.current(Point)]
    saved += [one.saved_at for one in journal.current(DataSet)]
    saved += [one.saved_at for one in journal.current(Target)]
    entered = tuple(sorted({moment.astimezone().date() for moment in saved}))
    targets = {criterion.id: criterion.target for criterion in guide.criteria("08")}
    # An ask stands when the evidence reaches it and it is not below the middle unexplained.
    found["ask"] = found["reaches"] if not found["reaches"].met else found["not-below"]
    found["not-one-point"] = found["survives"]
    shown = [
        Evidence(
            f"compensation-{name}",
            found[name].value or found[name].met,
            targets[f"compensation-{name}"],
            why,
            entered,
        )
        for name in _CRITERIA
        if (why := f"{found[name].words[:1].upper()}{found[name].words[1:]}.")
    ]
    limits = {
        reply.pushback.id: reply.seconds
        for reply in sheet(market, journal.get(Split, Split.ONLY)).replies
    }
    if tries and _PUSHBACKS in targets:
        many = steady(tries, limits)
        why = f"{many} of {len(limits)} answered within the clock and scored {STEADY} or more."
        spoken = tuple(sorted({one.at.astimezone().date() for one in tries}))
        shown.append(Evidence(_PUSHBACKS, many, targets[_PUSHBACKS], why, spoken))
    return shown


_CRITERIA = (
    "points",
    "not-aggregators",
    "recent-hire",
    "ask",
    "fresh",
    "not-one-point",
    "not-own-pay",
)
_PUSHBACKS = "compensation-defended"


def tries_at(pushback: str, tries: Iterable[PushbackTry]) -> list[PushbackTry]:
    """Return the tries at one pushback, oldest first."""
    return sorted((one for one in tries if one.pushback == pushback), key=lambda one: one.at)


def steady(tries: Iterable[PushbackTry], limits: Mapping[str, int]) -> int:
    """Return how many pushbacks the latest try answered in time and scored `STEADY` or more.

    `limits` are the seconds that the clock gives, by the pushback's id.
    """
    every = list(tries)
    latest = [found[-1] for one in limits if (found := tries_at(one, every))]
    return sum(
        one.score is not None and one.score >= STEADY and one.seconds <= limits[one.pushback]
        for one in latest
    )
