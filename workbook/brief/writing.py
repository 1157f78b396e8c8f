"""The page for the morning, as Markdown: from what the reader wrote or proved, and nothing else.

Each line is cut so that the whole prints on one page of A4 or Letter: see ``LONGEST``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workbook import guide
from workbook.deepdive.records import System
from workbook.loop.records import Shape, Slot
from workbook.practice.cards import Card
from workbook.practice.records import Answer, Review
from workbook.profile import Profile
from workbook.stories.records import Story
from workbook.ui import plain, printable

LONGEST = 150  #: Characters of a line that may take two lines on paper.
STORIES, SYSTEMS, SENTENCES, FUMBLES = 8, 2, 3, 5

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
# Smaller than other pages: eight stories and six rounds are to stand on one.
_SMALLER = "body { font-size: 9.5pt; line-height: 1.25; } h2 { margin: .8em 0 .1em; }"


@dataclass(frozen=True)
class Material:
    """What the page is made from; each of it may be empty.

    Attributes
    ----------
    slots
        The reader's schedule, by the round's id.
    ask, said
        The number as it is written, and the sentences that its defence says for it.
    cards
        The deck, for the names of what was missed.
    """

    profile: Profile = field(default_factory=Profile)
    shape: Shape = field(default_factory=Shape)
    slots: Sequence[Slot] = ()
    stories: Sequence[Story] = ()
    ask: str = ""
    said: Sequence[str] = ()
    systems: Sequence[System] = ()
    answers: Sequence[Answer] = ()
    reviews: Sequence[Review] = ()
    cards: Sequence[Card] = ()


def write(material: Material) -> str:
    """Return the page as Markdown; a part that the reader has nothing for is left out."""
    day = material.profile.interview_date
    title = f"The morning of {_day(day)}" if day else "The morning of the loop"
    parts = {
        "The rounds": _rounds(material),
        "The stories": _stories(material.stories),
        "The number": _number(material),
        "The systems": _systems(material.systems),
        "What I tend to fumble": _fumbles(material),
    }
    lines = [f"# {title}"]
    for heading, found in parts.items():
        if found:
            lines += ["", f"## {heading}", "", *(f"- {line}" for line in found)]
    if len(lines) == 1:
        lines += ["", "Nothing is written yet: a story, a system, a number and the rounds make it."]
    return "\n".join(lines) + "\n"


def as_html(markdown: str) -> str:
    """Return the page as a whole HTML document that prints on one page."""
    html = printable(markdown, "The morning of the loop")
    return html.replace("</style>", f"{_SMALLER}</style>", 1)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _rounds(material: Material) -> list[str]:
    """Return the rounds with a time of the reader's own, in the order of time."""
    names = {each.id: each.name for each in guide.rounds()}
    usual = {each.id: each.half for each in guide.rounds()}
    found = []
    for slot in material.slots:
        second = slot.on == "second" or (slot.on is None and usual.get(slot.id) == 2)
        before = slot.on in ("before", "not in it") or (slot.on is None and not usual.get(slot.id))
        if slot.id not in names or slot.starts is None or before:
            continue
        half = "second day, " if second and material.shape.days == "two" else ""
        who = f", with {plain(slot.who, 60)}" if slot.who.strip() else ""
        minutes = f", {slot.minutes} min" if slot.minutes else ""
        line = f"{half}**{slot.starts}** {names[slot.id]}{minutes}{who}"
        found.append(((second, slot.starts), line))
    return [line for _, line in sorted(found)]


def _stories(stories: Sequence[Story]) -> list[str]:
    """Return each story's title, its first sentence and what it answers."""
    kinds = {kind.id: kind.name for kind in guide.question_kinds()}
    told = [story for story in stories if story.telling.strip()][:STORIES]
    found = []
    for story in told:
        name = f"**{plain(story.title, 40)}**: " if story.title.strip() else ""
        answers = "" if story.question_kind == "other" else kinds.get(story.question_kind or "", "")
        room = LONGEST - len(story.title[:40]) - len(answers) - 6
        end = f" *({plain(answers)})*" if answers else ""
        found.append(f"{name}{plain(first_sentence(story.telling), room)}{end}")
    return found


def first_sentence(text: str) -> str:
    """Return what a telling begins with, up to the end of its first sentence."""
    return _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]


def _number(material: Material) -> list[str]:
    """Return what is to be said of the number, the number first; nothing where there is none."""
    if not material.ask:
        return []
    return [
        f"**{plain(material.ask)}**",
        *(plain(one, LONGEST) for one in material.said[:SENTENCES]),
    ]


def _systems(systems: Sequence[System]) -> list[str]:
    told = [one for one in systems if one.title.strip()][:SYSTEMS]
    lines = [(one.title, "; ".join(filter(None, (one.role, one.scale)))) for one in told]
    return [
        f"**{plain(title, 50)}**" + (f": {plain(said, 130)}" if said else "")
        for title, said in lines
    ]


def _fumbles(material: Material) -> list[str]:
    """Return what was scored 0 or 1 when last answered, then what was missed twice or more."""
    questions = {one.id: one.statement for one in guide.questions()}
    latest = {one.question: one for one in material.answers if one.given is not None}
    low = [one for one in latest.values() if (one.given or 0) <= 1 and one.question in questions]
    fronts: Mapping[str, Card] = {card.id: card for card in material.cards}
    missed = [one for one in material.reviews if one.lapses >= 2 and one.id in fronts]
    found = [
        f"{plain(questions[one.question], 100)} ({one.given} of 4)"
        for one in sorted(low, key=lambda one: (one.given or 0, -one.on.toordinal()))
    ]
    found += [
        f"{plain(fronts[one.id].front, 100)} (missed {one.lapses} of {one.reviews} times)"
        for one in sorted(missed, key=lambda one: (-one.lapses, one.on))
    ]
    return found[:FUMBLES]
