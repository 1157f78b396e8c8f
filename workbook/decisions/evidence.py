"""What the log proves: decisions of one's own, with the price of what was turned down."""

from datetime import date

from workbook.decisions.drill import latest
from workbook.decisions.records import Decision, Explanation
from workbook.evidence import Evidence
from workbook.journal import Journal

GOOD = 3  #: Agreement from which an explanation counts.


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 01; nothing while the log is empty."""
    kept = journal.current(Decision)
    records = [each.record for each in kept if each.record]
    logged = [each for each in records if each.unclear.strip() and each.call.strip()]
    if not kept:
        return []
    days = tuple(each.saved_at.astimezone().date() for each in kept)
    own = [each for each in logged if each.who == "decided"]
    priced = [each for each in own if each.priced]
    unpriced = [each.title for each in own if not each.priced]
    found = [
        Evidence("decisions-logged", len(logged), 5, f"{len(logged)} logged with a call.", days),
        Evidence("decisions-own", len(own), 3, f"Your own call: {len(own)}.", days),
    ]
    if own:
        why = f"{len(priced)} of {len(own)} name a rejected option and its price."
        todo = f"Write what you turned down in {unpriced[0]}" if unpriced else ""
        opens = unpriced[0] if unpriced else ""
        share = len(priced) / len(own)
        found.append(Evidence("decisions-rejected-price", share, 1, why, days, todo, opens))
    explained = journal.records(Explanation)
    if explained:
        ids = {each.id for each in logged}
        last = [each for key, each in latest(explained).items() if key in ids]
        told = {each.decision for each in last if each.agreement >= GOOD}
        good = len(told)
        # The drill can only draw what has a call and a reason; a decision counts once.
        rest = {each.id for each in logged if each.why.strip()} - told
        todo = "" if rest else "Log one more decision and explain it aloud in sixty seconds"
        why = f"{good} explained with {GOOD} or more at the last try."
        spoken = tuple(each.on for each in explained)
        found.append(Evidence("decisions-explained", good, 3, why, spoken, todo))
    return found
