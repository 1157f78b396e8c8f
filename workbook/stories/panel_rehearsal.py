"""An evening's loop: a question, the story for it, a take against the clock, the follow-ups."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from time import monotonic, time
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook import guide, ui
from workbook.keeper.records import Happening
from workbook.stories import audio, charts, followups, matrix, takes, transcript
from workbook.stories.linting import is_english
from workbook.stories.recordings import Recordings
from workbook.stories.records import Dismissal, FollowUp, Match, Retrieval, Story, Take
from workbook.stories.telling import LIMIT, Telling

#: Seconds that the follow-ups to a story take in a round: three to five minutes.
PRESSED = 240
NO_STORY = "There is no story to tell yet. Write one in the board first."


class Rehearsal(ui.Panel):
    """Tell a story aloud, hear it again, score it, and answer what an interviewer would ask."""

    room: ClassVar[str] = "rehearsal"
    title: ClassVar[str] = "Tell it aloud"
    models = (Take, FollowUp)

    def _build(self) -> widgets.Widget:
        self.recordings = Recordings(self.journal)
        self.heard: tuple[str, bytes | None] = ("", None)
        self.nothing = widgets.HTML(NO_STORY)
        self.draw = self.control(widgets.Button(description="Ask me a question"), "draw")
        self.on(self.draw, lambda _button: self._draw())
        self.asked = self.control(widgets.HTML(), "question")
        self.story = self.control(ui.Field("The story", "choice", value=""), "story")
        self.on(self.story, lambda _change: self._picked())
        parts = [
            self.nothing,
            widgets.HBox([self.draw]).add_class("wb-row"),
            self.asked,
            self.story,
            self._make_telling(),
            self._make_review(),
            self._make_pressing(),
            self._make_picture(),
        ]
        return widgets.VBox(parts).add_class("wb-body")

    def _make_telling(self) -> widgets.Widget:
        (scale,) = guide.rubric("practice")
        self.steps = [[step, scale.sentence(step)] for step in range(5)]
        self.guess_seconds = self.control(
            ui.Field("You expect", "number", unit="s", hint="seconds it will take"), "guess-seconds"
        )
        self.guess_score = self.control(
            ui.Field("and to give it", "score", hint=scale.statement, options=self.steps),
            "guess-score",
        )
        for name, field in (("seconds", self.guess_seconds), ("score", self.guess_score)):
            self.on(field, partial(self._guessed, name, field))
        self.recorder = self.control(
            ui.Recorder("the story", LIMIT, self.recordings, self._begun, self._kept), "recorder"
        )
        self.telling = widgets.VBox(
            [
                ui.section("Predict, then tell it"),
                self.guess_seconds,
                self.guess_score,
                self.recorder,
            ]
        )
        return self.telling

    def _make_review(self) -> widgets.Widget:
        self.measured = self.control(widgets.HTML(), "measured")
        self.editor = ui.Editor(
            self,
            Take,
            ("score", "transcript", "automatic"),
            {"score": {"label": "You give it", "options": self.steps}},
        )
        self.play = self.control(widgets.Button(description="Play the recording"), "play")
        self.on(self.play, lambda _button: self._play())
        self.delete_audio = self.control(widgets.Button(description="Delete it"), "delete-audio")
        self.on(self.delete_audio, lambda _button: self._delete_audio())
        self.delete_all = self.control(widgets.Button(), "delete-all-audio")
        self.on(self.delete_all, lambda _button: self._delete_audio(every=True))
        for button in (self.delete_audio, self.delete_all):
            button.add_class("wb-link")
        self.write = self.control(widgets.Button(description="Write it down"), "write-down")
        self.on(self.write, lambda _button: self._write_down())
        self.work = ui.Work(self.on)
        self.player = widgets.VBox()
        buttons = [self.play, self.write, self.delete_audio, self.delete_all]
        row = widgets.HBox(buttons).add_class("wb-row")
        parts = [ui.section("The last take"), self.measured, row, self.work, self.player]
        self.review = widgets.VBox([*parts, self.editor])
        return self.review

    def _make_pressing(self) -> widgets.Widget:
        self.follow_up = self.control(widgets.HTML(), "follow-up")
        clock = ui.Clock("the follow-ups", PRESSED, lambda _seconds: None, most=3600)
        self.answer = self.control(ui.Field("Your answer", "area", rows=3), "answer")
        (scale,) = guide.rubric("followups")
        steps = [[step, scale.sentence(step)] for step in range(5)]
        self.answer_score = self.control(
            ui.Field("Did it hold?", "score", hint=scale.statement, options=steps), "answer-score"
        )
        for name, field in (("text", self.answer), ("score", self.answer_score)):
            self.on(field, lambda _change, name=name, field=field: self._answering(name, field))
        self.next = self.control(widgets.Button(description="Keep it, ask the next"), "next")
        self.on(self.next, lambda _button: self._answered())
        self.answers = self.control(widgets.HTML(), "answers")
        self.pressing = widgets.VBox(
            [
                ui.section("Follow-ups: answer aloud, note what you said, score it"),
                clock,
                self.follow_up,
                self.answer,
                self.answer_score,
                widgets.HBox([self.next]).add_class("wb-row"),
                self.answers,
            ]
        )
        return self.pressing

    def _make_picture(self) -> widgets.Widget:
        self.chart = self.control(ui.Chart(), "takes-chart")
        self.list = self.control(widgets.HTML(), "takes")
        self.picture = widgets.VBox(
            [ui.section("This story's takes against ninety seconds"), self.chart, self.list]
        )
        return self.picture

    # The hand.

    def _key(self) -> str:
        return f"rehearsal:{self.chosen}"[:64]

    def _draw(self) -> None:
        # What is asked here counts for no hit: the clock of ten seconds is the drill's.
        asked = self.draft("rehearsal").get("asked", [])
        question = takes.draw([(each, True) for each in asked])
        self.keep_draft("rehearsal", "asked", [*asked, question.id][-len(takes.prompts()) :])
        self.keep_draft("rehearsal", "story", "")
        self.refresh()
        self.story.focus()

    def _picked(self) -> None:
        self.autosave.flush()
        self.keep_draft("rehearsal", "story", self.story.value or "")
        self.refresh()

    def _guessed(self, name: str, field: ui.Field, _change: object) -> None:
        self.keep_draft(self._key(), name, field.value)
        self.guess_seconds.refusal = _no_seconds(self.guess_seconds.value)

    def _begun(self) -> None:
        """Hold what was predicted: what is typed while the clock runs is no prediction."""
        self.keep_draft("rehearsal", "telling", self.chosen)
        self.keep_draft("rehearsal", "predicted", self._prediction())

    def _prediction(self) -> list[Any]:
        kept = self.draft(self._key())
        seconds = kept.get("seconds")
        known = None if _no_seconds(seconds) or not seconds else float(seconds)
        return [known, kept.get("score")]

    def _kept(self, recorded: ui.Recorded) -> str:
        """Keep a take; return why not, if it is none."""
        kept = self.draft("rehearsal")
        # The story that was being told: another may have been chosen since, or the page closed.
        told = kept.get("telling") or self.chosen
        if told not in {story.id for story in self.journal.records(Story)}:
            return "The story that this was has been deleted. Bring it back, then keep the take."
        if recorded.seconds < takes.SHORTEST:
            return f"Under {takes.SHORTEST} seconds nobody has told a story; discard it."
        heard = audio.analyse(recorded.pcm, recorded.rate) if len(recorded.pcm) else None
        spoken = heard is not None and heard.speaking > 0
        seconds, score = kept.get("predicted") or (None, None)
        ending = recorded.ending if recorded.ending in ("webm", "ogg", "mp4") else ""
        take = Take(
            story=told,
            on=date.today(),
            seconds=recorded.seconds,
            predicted_seconds=seconds,
            predicted_score=score,
            taps=recorded.taps,
            audio=self.recordings.finish(ending) if ending else "",
            speaking=heard.speaking if heard else None,
            pauses=heard.pauses if heard and spoken else None,
            longest=heard.longest if heard and spoken else None,
            spread=heard.spread if heard and spoken else None,
        )
        self.drop_draft(f"rehearsal:{told}"[:64])
        self.keep_draft("rehearsal", "story", told)
        self.save(take)
        return ""

    def _play(self) -> None:
        take = self.take
        if take is not None:
            self.heard = (take.id, self.recordings.read(take.audio))
            if self.heard[1] is None:
                self.notice.tell("The recording is not on this machine; the take itself is kept.")
            self.refresh()

    def _write_down(self) -> None:
        """Have a speech model on this machine write down what was said."""
        take = self.take
        sound = None if take is None else self.recordings.read(take.audio)
        if take is None or sound is None or self.work.busy:
            return

        def done(text: str) -> None:
            kept = next((each for each in self.current(Take) if each.record_id == take.id), None)
            # What the reader has typed meanwhile is theirs.
            if kept is not None and kept.record is not None and not kept.record.transcript:
                heard = kept.record.model_copy(update={"transcript": text, "automatic": True})
                self.save(heard, self.base(take.id, kept))

        self.work.run(
            lambda _progress: transcript.transcribe(sound),
            done,
            lambda error: self.notice.say(str(error)),
        )

    def _delete_audio(self, *, every: bool = False) -> None:
        take = self.take
        if every or take is not None:
            self.recordings.delete("" if every or take is None else take.audio)
        self.heard = ("", None)
        self.refresh()

    def _answering(self, name: str, field: ui.Field) -> None:
        self.keep_draft(f"followup:{self.chosen}"[:64], name, field.value)
        field.refusal = ""

    def _answered(self) -> None:
        assert self.chosen is not None
        if self.answer_score.value is None:
            self.answer_score.refusal = "Score the answer first: did it hold?"
            self.answer_score.focus()
            return
        answer = FollowUp(
            story=self.chosen,
            take=self.take.id if self.take else None,
            question=self.question.id,
            on=date.today(),
            text=str(self.answer.value or ""),
            score=self.answer_score.value,
        )
        self.drop_draft(f"followup:{self.chosen}"[:64])
        self.save(answer)
        self.answer.focus()

    # The picture.

    def _render(self) -> None:
        stories = self.journal.records(Story)
        every = [kept.record for kept in self.current(Take) if kept.record]
        kept = self.draft("rehearsal")
        ids = {story.id for story in stories}
        asked = (kept.get("asked") or [None])[-1]
        last = every[-1].story if every else ""
        picked = kept.get("story", last if not asked else "")
        self.chosen = picked if picked in ids else None
        story = next((each for each in stories if each.id == self.chosen), None)
        own = [take for take in every if take.story == self.chosen]
        self.take = own[-1] if own else None
        told = {take.story for take in every} & ids
        facts = [f"{len(told)} of {ui.count(len(stories), 'story')} told aloud"] if stories else []
        self.head(*facts, *([_size(total)] if (total := self.recordings.size()) else []))
        self._offer(stories, told, asked)
        ui.show(self.nothing, not stories)
        for part in (self.draw, self.story):
            ui.show(part, bool(stories))
        ui.show(self.telling, story is not None)
        ui.show(self.review, self.take is not None)
        ui.show(self.pressing, self.take is not None)
        ui.show(self.picture, bool(own))
        self._show_guesses()
        if story is not None and self.take is not None:
            self._show_take(self.take)
            self._show_follow_up(story, self.take)
            self._show_takes(own)

    def _offer(self, stories: Sequence[Story], told: set[str], asked: str | None) -> None:
        question = next((each for each in takes.prompts() if each.id == asked), None)
        ui.show(self.asked, question is not None)
        if question is not None:
            self.asked.value = f"<p><b>{ui.safe(question.statement, 300)}</b></p>"
        options = [["", "which one?" if question else "choose one, or be asked"]]
        options += [
            [each.id, f"{ui.called(each)}{'' if each.id in told else ' (never told)'}"]
            for each in stories
        ]
        if self.story.options != options:
            self.story.options = options
        self.story.set(self.chosen or "")

    def _show_guesses(self) -> None:
        kept = self.draft(self._key()) if self.chosen else {}
        self.guess_seconds.set(kept.get("seconds", ""))
        self.guess_score.set(kept.get("score"))

    def _show_take(self, take: Take) -> None:
        stored = next((each for each in self.current(Take) if each.record_id == take.id), None)
        self.editor.show(take, self.base(take.id, stored))
        self.measured.value = f"<p>{'<br>'.join(ui.safe(line, 300) for line in measured(take))}</p>"
        size = self.recordings.size(take.audio) if take.audio else 0
        every = self.recordings.size()
        for button in (self.play, self.delete_audio):
            ui.show(button, size > 0)
        can_write = size > 0 and not take.transcript and transcript.available()
        ui.show(self.write, can_write)
        self.play.description = f"Play the recording ({_size(size)})"
        ui.show(self.delete_all, every > size)
        self.delete_all.description = f"Delete all recordings ({_size(every)})"
        loaded, content = self.heard
        if loaded != take.id or not content or not size:
            ui.set_children(self.player, [])
        elif not self.player.children:
            ending = take.audio.rpartition(".")[2]
            sound = widgets.Audio(value=content, format=ending, autoplay=False, loop=False)
            ui.set_children(self.player, [self.control(sound, "sound")])

    def _show_follow_up(self, story: Story, take: Take) -> None:
        answered = [kept.record for kept in self.current(FollowUp) if kept.record]
        now = [each for each in answered if each.take == take.id]
        happened = {each.id: each.score for each in self.journal.records(Happening) if each.told}
        weak = {
            each.id
            for each in guide.signals()
            if (score := happened.get(each.id)) is None
            or (score < 3 if each.side == "relief" else score > 1)
        }
        dismissed = {
            each.check for each in self.journal.records(Dismissal) if each.story == story.id
        }
        said = take.transcript if is_english(Telling(take.transcript)) else story.telling
        self.question = followups.next_question(
            story, said, answered, take=take.id, dismissed=dismissed, open_signals=weak
        )
        more = f"{len(now)} answered after this take; three are what counts." if now else ""
        self.follow_up.value = (
            f"<p><b>{ui.safe(self.question.ask, 300)}</b> "
            f'<span class="wb-quiet">Asked because {ui.safe(self.question.why)}. {more}</span></p>'
        )
        kept = self.draft(f"followup:{self.chosen}"[:64])
        self.answer.set(kept.get("text", ""))
        self.answer_score.set(kept.get("score"))
        rows = [(followups.question(each.question), each.text, each.score) for each in now]
        ui.show(self.answers, bool(rows))
        if rows:
            self.answers.value = ui.table(["asked", "your answer", "held"], rows, numbers=[2])

    def _show_takes(self, own: Sequence[Take]) -> None:
        self.chart.draw(partial(charts.takes, tuple(own)), charts.describe_takes(own))
        rows = [
            (
                f"{each.on:%-d %b %Y}",
                f"{each.seconds:.0f} s",
                "" if each.predicted_seconds is None else f"{each.predicted_seconds:.0f} s",
                each.score,
                each.predicted_score,
                each.pauses,
            )
            for each in reversed(own[-8:])
        ]
        head = ["told", "took", "predicted", "score", "predicted", "pauses"]
        self.list.value = ui.table(head, rows, numbers=[1, 2, 3, 4, 5])

    def in_words(self) -> str:
        """Say how many takes there are."""
        number = len(self.journal.records(Take))
        return f"{ui.count(number, 'take').capitalize()} so far. Run this cell to tell a story."


class Drill(ui.Panel):
    """A question, ten seconds, and the story that comes to mind."""

    room: ClassVar[str] = "retrieval"
    title: ClassVar[str] = "Name the story"
    models = (Retrieval,)

    def _build(self) -> widgets.Widget:
        self.asked: guide.Question | None = None
        self.begun = 0.0
        self.last: Retrieval | None = None
        self.nothing = widgets.HTML(NO_STORY)
        self.draw = self.control(widgets.Button(description="Draw a question"), "draw")
        self.on(self.draw, lambda _button: self._draw())
        self.question = self.control(widgets.HTML(), "question")
        self.clock = ui.Clock("name the story", takes.TEN, self._stopped)
        self.stopped: float | None = None
        self.named = self.control(ui.Field("The story", "radio", value=""), "story")
        self.on_left(self.named, lambda _bad: self._name())
        self.result = self.control(widgets.HTML(), "result")
        self.chart = self.control(ui.Chart(), "hits-chart")
        self.picture = widgets.VBox([ui.section("Named in time, day by day"), self.chart])
        self.asking = widgets.VBox([self.question, self.clock, self.named])
        row = widgets.HBox([self.draw]).add_class("wb-row")
        parts = [self.nothing, row, self.asking, self.result, self.picture]
        return widgets.VBox(parts).add_class("wb-body")

    # The hand.

    def _draw(self) -> None:
        drawn = self.journal.records(Retrieval)
        self.asked = takes.draw([(each.question, each.in_time) for each in drawn])
        self.last, self.stopped, self.begun = None, None, monotonic()
        self.named.set("")
        self.clock.seconds = 0.0
        self.clock.started = 1000 * time()
        self.refresh()
        self.named.focus()

    def _stopped(self, seconds: float) -> None:
        """Take the time at which a story had come to mind; which one is said after it."""
        self.stopped = seconds

    def _name(self) -> None:
        if self.asked is None or not self.named.value:
            return
        seconds = round(monotonic() - self.begun if self.stopped is None else self.stopped, 1)
        self.clock.started, self.clock.seconds = 0.0, seconds
        story = None if self.named.value == _NONE else self.named.value
        in_time = story is not None and seconds <= takes.TEN
        self.last = Retrieval(
            question=self.asked.id, story=story, on=date.today(), seconds=seconds, in_time=in_time
        )
        self.asked = None
        self.save(self.last)
        self.page.focus(f".{self.css_class('draw')}")

    # The picture.

    def _render(self) -> None:
        stories = self.journal.records(Story)
        drawn = self.journal.records(Retrieval)
        hits, asked = takes.hit_rate(drawn)
        self.head(*([f"{hits} in time of the last {asked}"] if asked else []))
        options = [[each.id, ui.called(each)] for each in stories]
        options.append([_NONE, "none comes to mind"])
        if self.named.options != options:
            self.named.options = options
        ui.show(self.nothing, not stories)
        ui.show(self.draw, bool(stories))
        ui.show(self.asking, self.asked is not None and bool(stories))
        if self.asked is not None:
            self.question.value = f"<p><b>{ui.safe(self.asked.statement, 300)}</b></p>"
        ui.show(self.result, self.last is not None)
        if self.last is not None:
            self.result.value = self._result(self.last, stories)
        days = takes.sittings(drawn)
        ui.show(self.picture, bool(days))
        if days:
            (target,) = (
                each.target for each in guide.criteria("07") if each.id == "stories-retrieval"
            )
            self.chart.draw(partial(charts.hits, days, target), charts.describe_hits(days))

    def _result(self, last: Retrieval, stories: Sequence[Story]) -> str:
        matches = {each.id: each for each in self.journal.records(Match)}
        rows = matrix.matrix(takes.prompts(), stories, matches)
        row = next((each for each in rows if each.question.id == last.question), None)
        known = {each.id: ui.called(each) for each in stories}
        mark = '<span class="wb-good">✓</span>' if last.in_time else '<span class="wb-bad">✗</span>'
        name = known.get(last.story or "", "no story")
        parts = [f"{mark} {ui.safe(name)} in {last.seconds:g} s"]
        if row is not None and not row.stories:
            parts.append("the board has no story for this question yet")
        elif row is not None and last.story not in row.stories:
            others = ", ".join(known[key] for key in row.stories)
            parts.append(f"the board has for it: {ui.safe(others)}")
        return f"<p>{' · '.join(parts)}</p>"

    def in_words(self) -> str:
        """Say how the last draws went."""
        hits, asked = takes.hit_rate(self.journal.records(Retrieval))
        return f"{hits} of {asked} named in time. Run this cell for the next question."


_NONE = "none"  #: In the drill's list, in place of the id of a story.


def _no_seconds(value: Any) -> str:
    """Return why this is no length of a telling; empty where it is one, or nothing was typed."""
    try:
        good = value in (None, "") or 0 < float(value) <= 7200
    except (TypeError, ValueError):
        good = False
    return "" if good else "A number of seconds belongs here, such as 85."


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB of sound" if size >= 50_000 else f"{size / 1e3:.0f} kB of sound"


def measured(take: Take) -> list[str]:
    """Return what is known of a take, a line each."""
    over = take.seconds - LIMIT
    mark = "inside ninety" if takes.fits(take.seconds) else f"{over:.0f} over"
    first = f"{take.on:%-d %B}: {take.seconds:.0f} s, {mark}"
    if take.predicted_seconds is not None:
        first += f"; you had said {take.predicted_seconds:.0f}"
    lines = [f"{first}."]
    if take.speaking == 0:
        lines.append("Nothing was heard in the recording: is it the right microphone?")
    elif take.speaking is not None:
        longest = f", the longest {take.longest:.1f} s" if take.pauses and take.longest else ""
        even = f"; loudness within {take.spread:.0f} dB" if take.spread is not None else ""
        lines.append(
            f"You spoke for {take.speaking:.0%} of it; "
            f"{ui.count(take.pauses or 0, 'pause')} of half a second or more{longest}{even}."
        )
    else:
        lines.append("By stopwatch: there is no sound to measure.")
    spoken = takes.said(take)
    if spoken.pace is not None:
        lines.append(f"{spoken.pace:.0f} words a minute; 130 to 160 are comfortable to listen to.")
    elif take.transcript.strip():
        lines.append(
            "What you said does not read as English: its pace and fillers are not counted."
        )
    if spoken.fillers is not None:
        least = "at least " if spoken.least else ""
        lines.append(f"Fillers: {least}{spoken.fillers:.1f} a minute, {spoken.reading}.")
    return lines
