"""The plan as an iCalendar file, which calendar programs take."""

from datetime import UTC, datetime, timedelta

import icalendar

from workbook import __version__, guide
from workbook.practice.planning import Evening, Plan
from workbook.practice.records import Evenings

#: Ends every UID. The same evening has the same UID in every plan, so a new plan moves its entries
#: in the calendar in place of doubling them.
DOMAIN = "netflix-interview-workbook"


def as_calendar(plan: Plan, evenings: Evenings, now: datetime) -> bytes:
    """Return the plan as the content of an ``.ics`` file.

    Evenings are in floating local time: eight in the evening wherever the reader is. The day of the
    loop is an entry for the whole day.

    Parameters
    ----------
    now
        When it is written, with its offset from UTC.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//{__version__}//EN")
    calendar.add("version", "2.0")
    stamp = now.astimezone(UTC)
    for evening in plan.evenings:
        calendar.add_component(_event(evening, evenings, stamp))
    loop = icalendar.Event()
    loop.add("uid", f"loop@{DOMAIN}")
    loop.add("dtstamp", stamp)
    loop.add("dtstart", plan.interview)
    loop.add("summary", "Interview loop")
    calendar.add_component(loop)
    return bytes(calendar.to_ical())


def _event(evening: Evening, evenings: Evenings, stamp: datetime) -> icalendar.Event:
    names = {each.id: each.name for each in guide.rounds()}
    rounds = list(dict.fromkeys(names[one.round] for one in evening.tasks if one.round in names))
    starts = datetime.combine(evening.day, evenings.start)
    lines = [f"{task.minutes} min, chapter {task.chapter}: {task.act}." for task in evening.tasks]
    event = icalendar.Event()
    event.add("uid", f"{evening.day.isoformat()}@{DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=evening.minutes))
    event.add("summary", f"Practise: {', '.join(rounds).lower()}" if rounds else "Practise: cards")
    event.add("description", "\n".join([*lines, f"{evening.cards} min, chapter 00: cards."]))
    return event
