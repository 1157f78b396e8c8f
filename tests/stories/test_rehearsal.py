"""Takes, follow-ups, the drill and the matrix, without a browser."""

import stat
import sys
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hands import enter, typing
from workbook import guide
from workbook.journal import open_journal
from workbook.keeper.records import Happening
from workbook.stories import charts, followups, matrix, takes, transcript
from workbook.stories.panel import Board
from workbook.stories.panel_rehearsal import Drill, Rehearsal, measured
from workbook.stories.recordings import Recordings
from workbook.stories.records import Dismissal, FollowUp, Match, Retrieval, Story, Take

TODAY = date(2026, 11, 21)
SOUND = b"\x1a\x45\xdf\xa3 sound"


@pytest.fixture
def journal(tmp_path):
    return open_journal(tmp_path / "journal.db")


@pytest.fixture
def story(journal):
    story = Story(title="The cache", telling="I was wrong.", question_kind="changed-my-mind")
    journal.save(story)
    return story


@pytest.fixture
def panel(journal, story):
    panel = Rehearsal(journal)
    enter(panel.story, story.id)
    return panel


class Page:
    """Stands in for the page: sends messages as recorder.js does, and notes the answers."""

    def __init__(self, recorder):
        self.recorder, self.answers = recorder, []
        recorder.send = lambda message, buffers=None: self.answers.append((message, buffers))

    def send(self, message, content=None):
        buffers = [] if content is None else [memoryview(content)]
        self.recorder._take(self.recorder, message, buffers)

    def record(self, sound=SOUND):
        self.send({"step": "begin"})
        for number in range(0, len(sound), 4):
            self.send({"step": "sound", "number": number // 4}, sound[number : number + 4])

    def keep(self, seconds, pcm=None, ending="webm", **facts):
        rate = 0 if pcm is None else 8000
        self.send({"step": "keep", "seconds": seconds, "rate": rate, "ending": ending, **facts})
        for piece in np.array_split(pcm, 3) if pcm is not None else []:
            self.send({"step": "piece"}, piece.tobytes())
        self.send({"step": "end"})
        return self.answers[-1][0]


def speech():
    at = np.arange(8000) / 8000
    second = (9000 * np.sin(1400 * at)).astype(np.int16)
    return np.concatenate([second] * 8 + [np.zeros(16000, np.int16)] + [second] * 3)


def hidden(widget) -> bool:
    return "wb-hidden" in widget._dom_classes


def test_a_take_is_kept_with_what_was_predicted_and_measured(panel, journal, story):
    enter(panel.guess_seconds, "80")
    enter(panel.guess_score, 3)
    page = Page(panel.recorder)
    page.record()
    enter(panel.guess_seconds, "13")  # while the clock runs it is no prediction
    assert page.keep(13.0, speech(), taps=2)["done"] is True
    (take,) = journal.records(Take)
    assert (take.story, take.seconds, take.predicted_seconds) == (story.id, 13.0, 80)
    assert (take.predicted_score, take.taps, take.pauses) == (3, 2, 1)
    assert take.longest == pytest.approx(2, rel=0.05)
    assert "pause" in panel.measured.value
    fresh = Rehearsal(journal)
    assert fresh.take == take
    assert fresh.measured.value == panel.measured.value
    enter(fresh.editor["score"], 2)
    assert journal.records(Take)[0].score == 2


def test_the_recording_is_private_has_a_size_and_can_be_deleted(panel, journal):
    page = Page(panel.recorder)
    page.record()
    page.keep(20.0, speech())
    (take,) = journal.records(Take)
    (file,) = panel.recordings.folder.iterdir()
    assert file.read_bytes() == SOUND
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert panel.recordings.size(take.audio) == len(SOUND)
    assert not hidden(panel.play)
    panel.play.click()
    assert panel.player.children[0].value == SOUND
    panel.delete_audio.click()
    assert not file.exists()
    assert hidden(panel.play)
    assert journal.records(Take) == [take]


def test_a_tab_closed_while_recording_loses_nothing(panel, journal, story):
    Page(panel.recorder).record()
    later = Page(Rehearsal(journal).recorder)
    later.send({"step": "ready"})
    message, buffers = later.answers[-1]
    assert message == {"unfinished": True}
    assert buffers == [SOUND]
    assert later.keep(31.0, speech())["done"] is True
    (take,) = journal.records(Take)
    assert take.story == story.id
    assert Recordings(journal).read(take.audio) == SOUND
    later.send({"step": "ready"})
    assert later.answers[-1][0] != {"unfinished": True}


def test_what_is_discarded_is_gone(panel, journal):
    page = Page(panel.recorder)
    page.record()
    page.send({"step": "discard"})
    assert panel.recordings.unfinished() == b""
    assert journal.records(Take) == []


def test_a_stopwatch_is_enough(panel, journal):
    page = Page(panel.recorder)
    page.send({"step": "begin"})
    assert page.keep(88.0, ending="")["done"] is True
    (take,) = journal.records(Take)
    assert (take.audio, take.speaking) == ("", None)
    assert "stopwatch" in panel.measured.value


def test_silence_is_said_to_be_silence(panel, journal):
    page = Page(panel.recorder)
    page.record()
    page.keep(60.0, np.zeros(480_000, np.int16))
    assert "Nothing was heard" in panel.measured.value
    assert journal.records(Take)[0].pauses is None


@pytest.mark.parametrize("seconds", [3.0, 0, -1, "60", None, 1e9])
def test_what_is_no_telling_is_refused_and_stays_in_the_page(panel, journal, seconds):
    page = Page(panel.recorder)
    page.record()
    assert page.keep(seconds)["done"] is False
    assert journal.records(Take) == []
    assert panel.recordings.unfinished() == SOUND


def test_the_take_of_a_story_deleted_meanwhile_waits_for_it(panel, journal, story):
    page = Page(panel.recorder)
    page.record()
    journal.delete(Story, story.id)
    answer = page.keep(40.0, speech())
    assert answer["done"] is False
    assert "deleted" in answer["note"]
    journal.undo(Story)
    assert page.keep(40.0, speech())["done"] is True


def test_a_full_disk_is_a_sentence(panel, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    page = Page(panel.recorder)
    page.send({"step": "begin"})
    monkeypatch.setattr(panel.recordings, "add", full)
    page.send({"step": "sound", "number": 0}, b"sound")
    assert "No space left" in page.answers[-1][0]["failed"]


def test_a_name_out_of_an_import_leads_nowhere(journal, tmp_path):
    recordings = Recordings(journal)
    recordings.add(0, b"x")
    for name in ("../journal.db", "/etc/passwd", ".."):
        assert recordings.read(name) is None
        recordings.delete(name)
    assert (tmp_path / "journal.db").exists()


def test_pace_and_fillers_come_from_the_transcript_or_from_a_listener():
    words = "Um, we cut it, and I was, you know, the one who said that it would hold. " * 10
    take = Take(story="a", on=TODAY, seconds=60, transcript=words)
    said = takes.said(take)
    assert said.pace == 170
    assert said.fillers == 20
    assert not said.least
    program = take.model_copy(update={"automatic": True})
    assert "at least 20" in " ".join(measured(program))
    assert takes.said(take.model_copy(update={"taps": 3})).fillers == 3


@pytest.mark.parametrize(
    "text", ["我們把它刪掉了，因為沒有人用。" * 20, "Мы удалили его, потому что. " * 9]
)
def test_a_transcript_in_another_script_is_kept_and_not_measured(text):
    take = Take(story="a", on=TODAY, seconds=60, transcript=text)
    assert takes.said(take) == takes.Said()
    assert "does not read as English" in " ".join(measured(take))


def test_a_speech_model_of_the_readers_own_writes_it_down(panel, journal, monkeypatch):
    page = Page(panel.recorder)
    page.record()
    page.keep(60.0, speech())
    assert hidden(panel.write)  # no model is installed
    asked = []

    class Model:
        def __init__(self, name, **options):
            asked.append((name, options))

        def transcribe(self, sound):
            assert sound.read() == SOUND
            return [
                SimpleNamespace(text=" We cut the cache"),
                SimpleNamespace(text=" in May."),
            ], None

    monkeypatch.setattr(transcript, "available", lambda: True)
    monkeypatch.setenv(transcript.VARIABLE, "/models/small")
    monkeypatch.setitem(sys.modules, "faster_whisper", SimpleNamespace(WhisperModel=Model))
    panel.refresh()
    panel.write.click()
    (take,) = journal.records(Take)
    assert (take.transcript, take.automatic) == ("We cut the cache in May.", True)
    assert asked[0][0] == "/models/small"
    assert asked[0][1]["local_files_only"] is True
    assert hidden(panel.write)


def test_three_follow_ups_each_for_a_reason_and_scored(panel, journal, story):
    page = Page(panel.recorder)
    page.send({"step": "begin"})
    page.keep(70.0, ending="")
    panel.next.click()
    assert panel.answer_score.refusal
    assert journal.records(FollowUp) == []
    reasons = []
    for score in (3, 2, 4):
        reasons.append(panel.question.why)
        enter(panel.answer, f"answer {score}")
        enter(panel.answer_score, score)
        panel.next.click()
    kept = journal.records(FollowUp)
    assert [each.score for each in kept] == [3, 2, 4]
    assert len({each.question for each in kept}) == 3
    assert len(set(reasons)) == 3
    assert panel.answer.value == ""
    board = Board(journal)
    assert board.practised[story.id].held


def test_a_half_written_answer_survives_a_restart(panel, journal):
    page = Page(panel.recorder)
    page.send({"step": "begin"})
    page.keep(70.0, ending="")
    typing(panel.answer, "because the <b>traces")
    panel.autosave.flush()
    fresh = Rehearsal(journal)
    assert fresh.answer.value == "because the <b>traces"
    assert fresh.follow_up.value == panel.follow_up.value


def test_an_interviewer_asks_for_what_is_missing():
    story = Story(telling=guide.example("stories")["story"][6]["telling"])
    ask = followups.next_question(story, story.telling, [], take="t")
    assert "figure" in ask.why
    calm = followups.next_question(story, story.telling, [], take="t", dismissed={"no-number"})
    assert "figure" not in calm.why


def test_the_signals_that_do_not_speak_for_the_reader_are_probed():
    story = Story(telling="x")
    two = [
        FollowUp(story=story.id, take="t", question=each, on=TODAY, score=3) for each in ("a", "b")
    ]
    asked = followups.next_question(story, "", two, take="t", open_signals={"loses-precision"})
    assert "blurs under pressure" in asked.why


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), max_size=40))
def test_no_follow_up_comes_again_while_its_reason_has_a_new_one(scores):
    story = Story(question_kind="let-go-of-work")
    answered: list[FollowUp] = []
    for n, score in enumerate(scores):
        take = f"take {n // 3}"
        question = followups.next_question(story, "", answered, take=take)
        same = [each.question for each in answered if each.take == take]
        assert question.id not in same
        assert followups.question(question.id) == question.ask
        answered.append(
            FollowUp(story=story.id, take=take, question=question.id, on=TODAY, score=score)
        )
    kinds = [each.question for each in answered[1::3]]
    assert len(set(kinds[:4])) == len(kinds[:4])


def test_a_story_is_named_before_the_clock_ends(journal, story):
    drill = Drill(journal)
    drill.draw.click()
    first = drill.asked
    assert drill.clock.started > 0
    enter(drill.named, story.id)
    (hit,) = journal.records(Retrieval)
    assert (hit.question, hit.story, hit.in_time) == (first.id, story.id, True)
    assert "1 in time of the last 1" in drill.heading.value
    drill.draw.click()
    assert drill.asked.id != first.id
    drill._stopped(11.5)
    enter(drill.named, story.id)
    assert journal.records(Retrieval)[-1].in_time is False
    drill.draw.click()
    enter(drill.named, "none")
    assert journal.records(Retrieval)[-1].story is None
    assert hidden(drill.asking)
    assert not hidden(drill.picture)


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=100))
def test_every_question_is_drawn_before_one_comes_again_and_missed_ones_before_others(hits):
    drawn: list[tuple[str, bool]] = []
    for hit in hits:
        question = takes.draw(drawn)
        if len(drawn) < len(takes.prompts()):
            assert question.id not in {each for each, _ in drawn}
        else:
            last = dict(drawn)
            assert not last[question.id] or all(last.values())
        drawn.append((question.id, hit))


STORIES = [
    Story(id=key, title=key, question_kind=kind.id)
    for key, kind in zip("abcde", guide.question_kinds(), strict=True)
]


def test_a_story_answers_its_kind_until_the_reader_says_otherwise():
    rows = {row.question.id: row for row in matrix.matrix(takes.prompts(), STORIES, {})}
    assert len(rows) >= 40
    for row in rows.values():
        implied = [each.id for each in STORIES if each.question_kind == row.question.kind]
        assert row.stories == (() if row.question.kind == "other" else tuple(implied))
    match = Match(id="late-stop", stories=("b", "gone"))
    marked = matrix.matrix(takes.prompts(), STORIES, {"late-stop": match})
    assert next(row for row in marked if row.question.id == "late-stop").stories == ("b",)


def test_a_story_used_for_more_than_a_third_is_named():
    matches = {each.id: Match(id=each.id, stories=("a",)) for each in takes.prompts()[:20]}
    rows = matrix.matrix(takes.prompts(), STORIES, matches)
    assert matrix.overused(rows) == ["a"]
    assert "Used for too much: a" in charts.describe_grid(rows, STORIES)
    figure = charts.question_grid(rows, STORIES, 900)
    words = [text.get_text() for text in figure.axes[0].texts]
    assert "✗ a" in words
    assert words.count("○ no story") == len(matrix.holes(rows))


def test_the_reader_marks_what_a_story_answers(journal, story):
    board = Board(journal)
    board.matrix.toggle()
    enter(board.question, "why-leaving")
    assert board.match["stories"].value == []
    enter(board.match["stories"], [story.id])
    assert journal.get(Match, "why-leaving").stories == (story.id,)
    assert "8 of 44" in board.load.value


def test_takes_stand_against_ninety_seconds():
    rows = [Take(story="a", on=TODAY, seconds=n, predicted_seconds=90) for n in (130, 90, 80)]
    figure = charts.takes(rows, 700)
    dots = [
        patch
        for patch in figure.axes[0].patches
        if patch.radius == 5 and patch.get_linewidth() == 0
    ]
    rings = [patch for patch in figure.axes[0].patches if patch.get_linewidth() > 2]
    heights = [dot.center[1] for dot in dots]
    assert heights == sorted(heights)
    assert len({ring.center[1] for ring in rings}) == 1
    assert heights[1] == rings[1].center[1]
    assert "130 s, predicted 90" in charts.describe_takes(rows)


def test_findings_appear_and_clear_as_it_is_typed(journal, story):
    board = Board(journal)
    found = board.findings
    typing(board.editor["telling"], "We, um, cut it <b>in</b> half & so on. " * 5)
    assert not hidden(found.rows["filler"])
    assert found.marked.value.count("<mark>um</mark>") == 5
    assert "<b>" not in found.marked.value
    assert not hidden(found.rows["no-candor"])
    typing(board.editor["telling"], "We cut it in half & so on. I was wrong about the load. " * 5)
    assert hidden(found.rows["filler"])
    assert hidden(found.rows["no-candor"])


def test_a_finding_is_dismissed_with_a_reason_that_is_kept(journal, story):
    board = Board(journal)
    typing(board.editor["telling"], "Basically we cut the cache. " * 8)
    row = board.findings.rows["filler"]
    row.children[1].click()
    enter(board.findings.reason, "  ", key=True)
    assert board.findings.reason.refusal
    enter(board.findings.reason, "it is <i>how</i> I talk", key=True)
    (kept,) = journal.records(Dismissal)
    assert (kept.story, kept.check) == (story.id, "filler")
    fresh = Board(journal).findings
    assert "&lt;i&gt;how" in fresh.rows["filler"].children[0].value
    assert "<mark>" not in fresh.marked.value
    fresh.rows["filler"].children[1].click()
    assert journal.records(Dismissal) == []


def test_values_are_suggested_once_the_reader_has_chosen(journal):
    body = next(each for each in guide.example("stories")["story"] if each["id"] == "example-bus")
    journal.save(Story.model_validate({**body, "values": []}))
    board = Board(journal)
    assert hidden(board.heard)
    enter(board.editor["values"], ["selflessness"])
    assert not hidden(board.heard)
    assert "you did not" in board.heard.value


def test_a_value_that_is_gone_is_said_and_nothing_is_lost(journal):
    journal.save(Story(title="kept", values=("candor", "a-value-of-mine")))
    board = Board(journal)
    assert "One value" in board.editor["values"].hint
    enter(board.editor["title"], "kept still")
    assert journal.records(Story)[0].values == ("candor", "a-value-of-mine")


def test_a_story_of_one_word_and_one_of_100_000_characters(journal):
    for telling in ("Word", "word um " * 12_500, "\x00<script>" * 10):
        journal.save(Story(title="odd", telling=telling))
    board = Board(journal)
    for row in board.picker.children:
        row.children[0].click()
        assert "<script" not in board.findings.marked.value
        assert len(board.findings.marked.value) < 60_000


def test_a_signal_that_speaks_for_the_reader_is_not_probed_first(panel, journal):
    for each in guide.signals():
        if each.id != "needs-supervision":
            good = 4 if each.side == "relief" else 0
            journal.save(Happening(id=each.id, lines="x", score=good))
    page = Page(panel.recorder)
    page.send({"step": "begin"})
    page.keep(70.0, ending="")
    for _ in range(2):
        enter(panel.answer_score, 3)
        panel.next.click()
    assert "needs watching" in panel.follow_up.value
