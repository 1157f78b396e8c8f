"""Practice in the page: tonight with its cards, the plan, the questions, the quiz."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.journal import Record
from workbook.practice import charts, desk, drawing, words
from workbook.practice.calendar import as_calendar
from workbook.practice.cards import Card, fact_id, question_id
from workbook.practice.planning import Plan
from workbook.practice.records import WEEKDAYS, Answer, Evenings, Review
from workbook.practice.schedule import rate
from workbook.practice.tonight import weakest_round
from workbook.profile import load
from workbook.readiness.gather import rounds
from workbook.readiness.progress import keep_standing
from workbook.readiness.words import days_to_go

RATINGS = (("Again", 1), ("Hard", 2), ("Good", 3), ("Easy", 4))
TEN = 10  #: Seconds in which a story is to be named.


class Tonight(ui.Panel):
    """What to do now, in three lines, and the cards that are due."""

    room: ClassVar[str] = "practice"
    title: ClassVar[str] = "Tonight"
    models = (Review,)

    def _build(self) -> widgets.Widget:
        self.lines = self.control(widgets.HTML(), "tonight")
        self.cards = ui.Fold("Go through the cards", self._make_cards, self._begin, self.on)
        self.control(self.cards.button, "cards")
        self.queue: list[Card] = []
        return widgets.VBox([self.lines, self.cards]).add_class("wb-body")

    def _make_cards(self) -> widgets.Widget:
        self.front = self.control(widgets.HTML(), "card-front")
        clock = ui.Clock("name the story", TEN, lambda _seconds: self._turn())
        self.clock = widgets.VBox([clock])
        self.turn = self.control(widgets.Button(description="Show the answer"), "card-turn")
        self.on(self.turn, lambda _button: self._turn())
        self.back = self.control(widgets.HTML(), "card-back")
        self.ratings = widgets.HBox().add_class("wb-row")
        for name, rating in RATINGS:
            button = self.control(widgets.Button(description=name), f"card-{name.lower()}")
            self.on(button, lambda _button, rating=rating: self._rate(rating))
            self.ratings.children += (button,)
        self.done = widgets.HTML().add_class("wb-small")
        row = widgets.HBox([self.turn]).add_class("wb-row")
        parts = [self.front, self.clock, row, self.back, self.ratings, self.done]
        return widgets.VBox(parts)

    # The hand.

    def _begin(self) -> None:
        self.queue = list(self.now.session.cards)
        self._show_card(turned=False)

    def _turn(self) -> None:
        self._show_card(turned=True)
        self.page.focus(f".{self.css_class('card-good')}")

    def _rate(self, rating: int) -> None:
        card = self.queue.pop(0)
        if rating == 1:
            self.queue.append(card)
        before = self.journal.get(Review, card.id)
        self.save(rate(card.id, before, rating, date.today()))
        self._show_card(turned=False)
        self.page.focus(f".{self.css_class('card-turn')}")

    # The picture.

    def _show_card(self, *, turned: bool) -> None:
        card = self.queue[0] if self.queue else None
        left = ui.count(len(self.queue), "card")
        over = f"Nothing more to review. {words.deck_words(self.now.session)}"
        self.done.value = ui.safe(f"{left} to go" if card else over)
        ui.show(self.turn, card is not None and not turned)
        ui.show(self.ratings, card is not None and turned)
        ui.show(self.clock, card is not None and card.sort == "which-story" and not turned)
        self.front.value = words.card_front(card) if card else ""
        self.back.value = words.card_back(card) if card and turned else ""

    def _render(self) -> None:
        today = date.today()
        self.now = desk.look(self.journal, today)
        days, session = self.now.days, self.now.session
        spent = sum(line.minutes for line in self.now.lines)
        self.head(days_to_go(days), f"{spent} of an evening's {self.now.minutes} minutes")
        self.lines.value = words.lines(self.now.lines)
        cards = len(session.cards)
        title = f"Go through the cards ({cards})" if cards else "No card is due"
        self.cards.title = f"{title}: {words.deck_words(session)}"
        with self._own_save():
            if keep_standing(self.journal, self.now.assessments, today):
                self._position = self.journal.position()

    def in_words(self) -> str:
        """Say the first line."""
        first = desk.look(self.journal, date.today()).lines[0]
        return f"Tonight: {first.act}, {first.minutes} min. Run this cell for the rest."


class Planner(ui.Panel):
    """The evenings there are, and what each of them is for."""

    room: ClassVar[str] = "practice"
    title: ClassVar[str] = "Plan"
    models = (Evenings,)

    def _build(self) -> widgets.Widget:
        days = [[day, day.capitalize()] for day in WEEKDAYS]
        names = ("weekdays", "minutes", "starts", "cards")
        self.editor = ui.Editor(self, Evenings, names, {"weekdays": {"options": days}})
        self.make = self.control(widgets.Button(description="Make the plan"), "make-plan")
        self.make.add_class("wb-primary")
        self.on(self.make, lambda _button: self._keep())
        self.problem = ui.Notice(self.css_class("plan-problem"))
        self.chart = self.control(ui.Chart(), "plan-chart")
        self.download = ui.Download("Save for a calendar (.ics)", "loop-plan.ics", "text/calendar")
        self.control(self.download, "calendar")
        self.by_evening = self._table("Evening by evening", "evenings")
        self.left = self._table("What does not fit", "left")
        keep = widgets.HBox([self.download]).add_class("wb-row")
        self.picture = widgets.VBox([self.chart, self.by_evening, self.left, keep])
        row = widgets.HBox([self.make]).add_class("wb-row")
        parts = [self.editor, row, self.problem, self.picture]
        return widgets.VBox(parts).add_class("wb-body")

    def _keep(self) -> None:
        self.save(desk.evenings(self.journal))

    def _table(self, title: str, name: str) -> ui.Fold:
        box = self.control(widgets.HTML(), name)
        return ui.Fold(title, lambda: box, self._show_tables, self.on)

    def _render(self) -> None:
        today = date.today()
        stored = next(iter(self.current(Evenings)), None)
        when = (stored.record if stored else None) or Evenings()
        self.editor.show(when, self.base(when.id, stored))
        found = desk.plan(self.journal, today)
        self.plan = found if isinstance(found, Plan) else None
        self.problem.clear()
        if isinstance(found, str):
            self.problem.tell(found)
        ui.show(self.make, stored is None and self.plan is not None)
        ui.show(self.picture, stored is not None and self.plan is not None)
        facts = [] if self.plan is None else words.plan_facts(self.plan)
        self.head(days_to_go(load(self.journal).days_left(today)), *facts)
        if self.plan is not None:
            self.chart.draw(partial(charts.plan_weeks, self.plan), charts.describe_plan(self.plan))
            now = datetime.now(UTC)
            self.download.content = as_calendar(self.plan, when, now).decode()
            ui.show(self.left, bool(self.plan.left))
            self._show_tables()

    def _show_tables(self) -> None:
        if self.plan is None:
            return
        if self.by_evening.is_open:
            self.by_evening.children[1].value = words.evenings(self.plan)
        if self.left.is_open:
            self.left.children[1].value = words.left(self.plan.left)

    def in_words(self) -> str:
        """Say whether there is a plan."""
        found = desk.plan(self.journal, date.today())
        said = words.plan_facts(found)[0] if isinstance(found, Plan) else found.rstrip(".")
        return f"{said}. Run this cell to work on it."


class Questions(ui.Panel):
    """A question of a round, its clock, the score expected, and what a strong answer holds."""

    room: ClassVar[str] = "practice"
    title: ClassVar[str] = "Questions"
    models = (Answer,)

    def _build(self) -> widgets.Widget:
        each = [[one.id, one.name] for one in guide.rounds()]
        self.round = self.control(
            ui.Field("Round", "choice", value="", options=[["", "the weakest"], *each]), "round"
        )
        self.draw = ui.turns(self.control(widgets.Button(description="Draw a question"), "draw"))
        self.on(self.draw, lambda _button: self._draw())
        self.asked = self.control(widgets.HTML(), "question")
        self.clock = ui.Clock("your answer", 90, self._stopped, most=3 * 3600)
        (scale,) = guide.rubric("practice")
        score = {"options": [[step, scale.sentence(step)] for step in range(5)]}
        predicted = {"label": "Predicted", "hint": "before you look: how much will be in it?"}
        controls: dict[str, dict[str, Any]] = {
            "notes": {"label": "Notes", "hint": "or say it aloud", "rows": 6},
            "predicted": {**score, **predicted},
            "given": {"label": "Given", "hint": scale.statement, **score},
        }
        self.editor = ui.Editor(self, Answer, ("notes", "predicted", "given"), controls)
        self.on(self.editor["given"], lambda _change: self._score())
        self.look = self.control(
            widgets.Button(description="Show what a strong answer holds"), "look"
        )
        self.on(self.look, lambda _button: self._look())
        self.strong = self.control(widgets.HTML(), "strong")
        self.chart = self.control(ui.Chart(), "scores-chart")
        self.picture = widgets.VBox(
            [ui.section("What you predicted, and what you gave"), self.chart]
        )
        self.answer: Answer | None = None
        self.before: Review | None = None
        self.looked = False
        self.work = widgets.VBox(
            [
                self.asked,
                self.clock,
                self.editor["notes"],
                self.editor["predicted"],
                widgets.HBox([self.look]).add_class("wb-row"),
                self.strong,
                self.editor["given"],
            ]
        )
        row = widgets.HBox([self.round, self.draw]).add_class("wb-together")
        return widgets.VBox([row, self.work, self.picture]).add_class("wb-body")

    # The hand.

    def _draw(self) -> None:
        self.autosave.flush()
        answers, today = self.journal.records(Answer), date.today()
        chosen = self.round.value or weakest_round(rounds(self.journal, today))
        just = [self.answer.question] if self.answer else []
        question = drawing.draw(answers, today, chosen or guide.rounds()[0].id, just)
        if question is None:
            self.notice.tell("The guide has no question for this round; choose another.")
            return
        self._take(Answer(question=question.id, on=today))
        self.refresh()

    def _take(self, answer: Answer) -> None:
        self.answer, self.looked = answer, answer.given is not None
        self.before = self.journal.get(Review, self._card())
        question = self._question()
        self.clock.limit = 60 * question.minutes
        self.clock.started = self.clock.seconds = 0.0

    def _stopped(self, seconds: float) -> None:
        self._stage(seconds=seconds)
        self.refresh()

    def _look(self) -> None:
        self.looked = True
        self.refresh()

    def _score(self) -> None:
        """Review the question's card by the score, so that a weak answer comes back sooner."""
        given = self._stored().given
        if given is not None:
            rating = drawing.RATINGS[given]
            review: Record = rate(self._card(), self.before, rating, date.today())
            self.stage(review, None)

    def _stage(self, **changes: Any) -> None:
        answer = self._stored()
        kept = next((one for one in self.current(Answer) if one.record_id == answer.id), None)
        self.stage(answer.model_copy(update=changes), self.base(answer.id, kept))

    # The picture.

    def _question(self) -> guide.Question:
        assert self.answer is not None
        return next(one for one in guide.questions() if one.id == self.answer.question)

    def _card(self) -> str:
        return question_id(self._question())

    def _stored(self) -> Answer:
        """Return the answer as it is stored, or waits to be."""
        assert self.answer is not None
        kept = next((one for one in self.current(Answer) if one.record_id == self.answer.id), None)
        return (kept.record if kept else None) or self.answer

    def _render(self) -> None:
        answers = [one.record for one in self.current(Answer) if one.record]
        known = {one.id for one in guide.questions()}
        if self.answer is None:
            # A kernel that starts again finds the answer that was begun.
            begun = [one for one in answers if one.given is None and one.question in known]
            if begun and begun[-1].on == date.today():
                self._take(begun[-1])
        scored = {one.question for one in answers if one.given is not None}
        weak = {one.question for one in drawing.weak(answers)}
        self.head(
            f"{len(scored & known)} of {len(known)} answered", f"{len(weak & known)} to come back"
        )
        ui.show(self.work, self.answer is not None)
        ui.show(self.picture, bool(charts.answered(answers)))
        if charts.answered(answers):
            self.chart.draw(
                partial(charts.scores, tuple(charts.answered(answers))),
                charts.describe_scores(answers),
            )
        if self.answer is not None:
            self._show_answer()

    def _show_answer(self) -> None:
        answer, question = self._stored(), self._question()
        kept = next((one for one in self.current(Answer) if one.record_id == answer.id), None)
        self.editor.show(answer, self.base(answer.id, kept))
        self.asked.value = words.question(question)
        self.clock.seconds = answer.seconds or 0.0
        predicted = answer.predicted is not None
        self.look.disabled = not predicted
        self.look.tooltip = "" if predicted else "Predict your score first"
        ui.show(self.look, not self.looked)
        ui.show(self.strong, self.looked)
        ui.show(self.editor["given"], self.looked)
        self.strong.value = words.strong(question) if self.looked else ""

    def in_words(self) -> str:
        """Say how many answers there are."""
        found = self.journal.records(Answer)
        return f"{ui.count(len(found), 'answer').capitalize()} so far. Run this cell for the next."


class QuizPanel(ui.Panel):
    """The facts of the loop, one at a time; those missed come back."""

    room: ClassVar[str] = "practice"
    title: ClassVar[str] = "Quiz"
    models = (Review,)

    def _build(self) -> widgets.Widget:
        self.asked: list[str] = []
        self.question = self.control(widgets.HTML(), "fact")
        self.options = self.control(ui.Field("Your answer", "radio"), "options")
        self.on_left(self.options, lambda _bad: self._choose())
        self.explained = self.control(widgets.HTML(), "explained")
        self.next = self.control(widgets.Button(description="Next question"), "next-fact")
        self.next.add_class("wb-primary")
        self.on(self.next, lambda _button: self._next())
        self._ask()
        row = widgets.HBox([self.next]).add_class("wb-row")
        parts = [self.question, self.options, self.explained, row]
        return widgets.VBox(parts).add_class("wb-body")

    def _ask(self) -> None:
        known = desk.reviews(self.journal)
        self.fact = drawing.next_fact(known, date.today(), self.asked)
        before = known.get(fact_id(self.fact))
        self.order = drawing.shuffled(self.fact, before.reviews if before else 0)
        self.chosen: str | None = None

    def _next(self) -> None:
        self._ask()
        self.refresh()
        self.options.focus()

    def _choose(self) -> None:
        if self.chosen is not None or self.options.value not in map(str, range(len(self.order))):
            return
        self.chosen = self.order[int(self.options.value)]
        self.asked.append(self.fact.id)
        key = fact_id(self.fact)
        rating = 3 if self.chosen == self.fact.answer else 1
        self.save(rate(key, self.journal.get(Review, key), rating, date.today()))
        self.page.focus(f".{self.css_class('next-fact')}")

    def _render(self) -> None:
        known = desk.reviews(self.journal)
        facts = guide.quiz()
        seen = [known[fact_id(fact)] for fact in facts if fact_id(fact) in known]
        right = sum(review.rating > 1 for review in seen)
        self.head(
            f"{right} of {len(facts)} right when last asked",
            f"{len(seen) - right} to come back",
            f"{len(facts) - len(seen)} not asked yet",
        )
        self.question.value = f"<p><b>{ui.safe(self.fact.question, 600)}</b></p>"
        options = [[str(place), text] for place, text in enumerate(self.order)]
        if self.options.options != options:
            self.options.options = options
        if self.chosen is None:
            self.options.set("")
        self.options.disabled = self.chosen is not None
        self.explained.value = words.explained(self.fact, self.chosen) if self.chosen else ""
        ui.show(self.next, self.chosen is not None)

    def in_words(self) -> str:
        """Say how many facts there are."""
        return f"{len(guide.quiz())} facts of the loop. Run this cell to be asked."
