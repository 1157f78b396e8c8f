"""What the profile proves: that there is a target and a day to prepare for."""

from datetime import date

from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.profile.records import Profile


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 00; nothing while the profile is untouched."""
    profile = journal.get(Profile, Profile.ONLY)
    if profile is None:
        return []
    days = profile.days_left(today)
    if days is None:
        why = f"{profile.level} is set; the day of the interview is not."
    elif days < 0:
        why = f"{profile.level} is set; the day of the interview has passed."
    else:
        why = f"{profile.level}, {days} days to go."
    return [Evidence("setup-level-and-date", float(days is not None and days >= 0), 1, why)]
