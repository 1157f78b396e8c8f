"""What practice says in the page: the lines of tonight, a card, a question, a fact."""

from workbook import guide
from workbook.practice.cards import Card
from workbook.practice.planning import Plan, Task
from workbook.practice.schedule import Session
from workbook.practice.tonight import Line, expected_words
from workbook.readiness.charts import hours
from workbook.readiness.words import opening
from workbook.ui import Markup, safe, table


def lines(found: list[Line]) -> str:
    """Return tonight as an HTML table: minutes, what and why, where."""
    rows = []
    for line in found:
        named = line.opens and line.opens not in line.act
        opens = f": <i>{safe(line.opens, 60)}</i>" if named else ""
        what = f"<b>{safe(line.act, 160)}</b>{opens}<br><small>{safe(line.why, 300)}</small>"
        where = opening(line.chapter) if line.chapter else "below"
        rows.append((f"{line.minutes} min", Markup(what), Markup(where)))
    return table(["takes", "what to do, and why", "where"], rows)


def card_front(card: Card) -> str:
    """Return what a card asks, as HTML."""
    asks = {
        "fact": "A fact of the loop",
        "question": "What does a strong answer to this hold?",
        "paraphrase": "Say it in your own words",
        "which-story": "Which of your stories answers this? Ten seconds.",
    }[card.sort]
    return f"<p><small>{safe(asks)}</small></p><p><b>{safe(card.front, 600)}</b></p>"


def card_back(card: Card) -> str:
    """Return what should have come to mind, as HTML."""
    items = "".join(f"<li>{safe(one, 2000)}</li>" for one in card.back)
    return (
        f"<ul>{items}</ul><p><small>{safe(card.source[:1].upper() + card.source[1:])}</small></p>"
    )


def deck_words(session: Session) -> str:
    """Say how the deck stands: how much was begun, and what is expected of it."""
    total = session.begun + session.unseen
    begun = f"{session.begun} of {total} cards begun"
    return f"{begun}; {expected_words(session)}" if session.expected is not None else begun


def question(one: guide.Question) -> str:
    """Return a question with its round and its clock, as HTML."""
    names = {each.id: each.name for each in guide.rounds()}
    minutes = f"{one.minutes:g} min"
    by = "candidates report it" if one.reported else "one of ours"
    facts = safe(f"{names[one.round]} · {minutes} · {by}")
    return f"<p><b>{safe(one.statement, 600)}</b></p><p><small>{facts}</small></p>"


def strong(one: guide.Question) -> str:
    """Return what a strong answer holds, as HTML."""
    items = "".join(f"<li>{safe(each, 600)}</li>" for each in one.strong)
    return f"<p>A strong answer holds</p><ul>{items}</ul>"


def explained(fact: guide.Quiz, chosen: str) -> str:
    """Return whether the answer was right, what is right and where it is from, as HTML."""
    right = chosen == fact.answer
    mark = (
        '<span class="wb-good">✓ right:</span>' if right else '<span class="wb-bad">✗ it is:</span>'
    )
    back = "" if right else " It comes back."
    source = f"<small>{safe(fact.source[:1].upper() + fact.source[1:])}.{back}</small>"
    return (
        f"<p>{mark} {safe(fact.answer, 300)}</p><p>{safe(fact.explanation, 600)}</p><p>{source}</p>"
    )


def evenings(plan: Plan) -> str:
    """Return the plan evening by evening, as an HTML table."""
    rows = []
    for evening in plan.evenings:
        tasks = [
            f"{task.minutes} min: {safe(task.act, 120)} {opening(task.chapter)}"
            for task in evening.tasks
        ]
        tasks.append(f"{evening.cards} min: cards")
        day = f"{evening.day:%a} {evening.day.day} {evening.day:%b}"
        rows.append((day, Markup("<br>".join(tasks)), f"{evening.minutes} min"))
    return table(["evening", "what to do", "length"], rows, numbers=[2])


def left(tasks: tuple[Task, ...]) -> str:
    """Return what no evening has room for, as an HTML table."""
    rows = [
        (hours(task.minutes), task.act, Markup(opening(task.chapter)))
        for task in sorted(tasks, key=lambda one: -one.minutes)
    ]
    return table(["takes", "what is left", "where"], rows)


def plan_facts(plan: Plan) -> list[str]:
    """Say how much of the work the evenings hold."""
    held = sum(task.minutes for evening in plan.evenings for task in evening.tasks)
    over = sum(task.minutes for task in plan.left)
    count = len(plan.evenings)
    found = [f"{count} evening{'s' if count > 1 else ''} until the loop, {hours(held)} of work"]
    if over:
        found.append(f"{hours(over)} do not fit")
    return found
