"""What the lint finds in a telling, and what it lets pass."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.measure_lint import Labelled, agreement, measured
from workbook import stories
from workbook.stories.linting import ASKED, CHECKS, SETTLED, filler_rate

FOLDER = Path(__file__).parent
# The rules for the settled checks were made with these stories, and the weights were trained on
# them.
SEEN = [
    (" ".join(said for said, _ in story["sentences"]), story["checks"])
    for line in (FOLDER / "corpus" / "c.jsonl").read_text("utf-8").splitlines()
    for story in [json.loads(line)]
]
# The weights have not seen these. The second file has no labels for what a rule can settle.
UNSEEN = measured(FOLDER / "unseen.jsonl")
ALL_UNSEEN = UNSEEN + measured(FOLDER / "unseen-asked.jsonl")

WHOLE = (
    "Our queue lost 40 orders a day. The vendor offered a bigger one; instead of buying it I"
    " decided to take the queue out. I was wrong about the retries, and two shops had to hear it"
    " from me. Lost orders went from 40 a day to none, and nobody has asked for the queue since."
)


def found(text, check):
    """Return the words a check marks, or None where it has no finding."""
    for finding in stories.lint(text):
        if finding.check == check:
            return [text[start:end] for start, end in finding.spans]
    return None


def test_a_whole_story_has_no_finding():
    assert stories.lint(WHOLE) == []


@pytest.mark.parametrize(
    ("taken_out", "check"),
    [
        ("instead of buying it I decided to take", "decision-not-owned"),
        ("The vendor offered a bigger one; instead of buying it ", "no-alternative"),
        ("I was wrong about the retries, and ", "no-candor"),
        (WHOLE[WHOLE.index("Lost") :], "no-outcome"),
    ],
)
def test_what_is_taken_out_is_missed(taken_out, check):
    instead = "it was agreed to take" if check == "decision-not-owned" else ""
    (finding,) = [
        finding
        for finding in stories.lint(WHOLE.replace(taken_out, instead))
        if finding.check == check
    ]
    assert finding.spans == ()
    assert finding.message.endswith("?")


def test_a_story_over_ninety_seconds_is_too_long():
    long = WHOLE + " It was so." * 60
    assert found(long, "too-long") == []
    assert "too-long" not in {finding.check for finding in stories.lint(long, pace_wpm=239)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Um, so we were, like, nine engineers, right?", ["Um", "like", "right?"]),
        ("It was, you know, kind of overkill and stuff.", ["you know", "kind of", "and stuff"]),
        ("I mean, we had like 20 people or whatever.", ["I mean", "like", "or whatever"]),
        ("It was basically done, so yeah, I was happy.", ["basically", "so yeah"]),
        ("Um, it was actually fine.", ["Um", "actually"]),
        ("It was actually fine, and they were happy with it.", None),
        ("We sort by date, and I felt like the right person for it.", None),
        ("You know this table, and by late I mean anything after noon.", None),
        ("She is the kind of person who took it literally, and I like that.", None),
        ("What kind of queue was it? It was like a queue in a bank. Was I right?", None),
        ("She told me honestly that I should stuff it, or whatever was in it.", None),
        ("He said “um, you know, it was fine” and we left the ER.", None),
    ],
)
def test_fillers_are_told_from_what_is_meant(text, words):
    assert found(text, "filler") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It took courage, and I said it to them all.", ["It took courage"]),
        ("I was the candid one in that room.", ["I was the candid one"]),
        ("I'd call that impact, and so did they.", ["I'd call that impact"]),
        ("To me, that's freedom and responsibility.", ["that's freedom and responsibility"]),
        ("My judgment was wrong, and the impact on them was real.", None),
        ("It was a judgment call, and it was poor judgment on my part.", None),
        ("They gave me context on the passion fruit.", None),
        ("It took courage for her to say so, and I was curious why.", None),
    ],
)
def test_a_value_is_named_only_where_it_labels_what_the_speaker_did(text, words):
    marked = found(text, "value-named")
    assert marked == words or (words and marked and words[0] in marked[0])


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("three weeks", False),
        ("half of it", False),
        ("6%", False),
        ("twice", False),
        ("one of the things", True),
        ("the second thought", True),
        ("the P1 in Python 3", True),
        ("24/7 and two-factor", True),
    ],
)
def test_a_quantity_is_told_from_a_turn_of_phrase(words, missing):
    text = (
        f"I decided that this was {words}, and so we went to the shop and asked them for it. " * 3
    )
    assert (found(text, "no-number") is not None) == missing


def test_blame_is_cancelled_by_a_share_of_ones_own_and_not_by_a_doubt():
    blame = (
        "Their team was useless and lied to us about it. They never tested anything and we had to"
        " clean up after them for weeks, and then they took the credit. "
    )
    assert found(blame + "I was nervous about the call.", "blame")
    assert found(blame + "It was my mistake too, as I should have asked.", "blame") is None


@pytest.mark.parametrize(
    ("call", "missing"),
    [
        ("I told them it stops here.", False),
        ("I moved it to the spring.", False),
        ("I was asked to take it out.", True),
        ("My director decided, and I rewrote the service the way she wanted.", True),
        ("It was agreed to move it, and I put the tests back.", True),
    ],
)
def test_work_that_was_given_out_is_not_a_call(call, missing):
    text = (
        f"Our queue lost 40 orders a day, and all of the shops in the north knew about it. {call}"
    )
    text += " We were in the office until ten that night, and orders came in again at noon."
    assert (found(text, "decision-not-owned") is not None) == missing


def test_blame_needs_no_adjective():
    text = (
        "The desk was run by people who'd never seen a shop. Their head dragged his feet for weeks,"
        " and none of them had opened the software. I decided to take the queue out."
    )
    marked = found(text, "blame")
    assert any("dragged his feet" in words for words in marked or [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "Hello",
        "Wir haben die Warteschlange im Mai entfernt, und seitdem ist alles schneller. " * 5,
        "J'ai décidé de supprimer la file d'attente, um, like, et depuis tout va bien. " * 5,
        "我们决定把队列去掉，从那以后一切都好了。" * 40,
        "החלטתי להסיר את התור " * 40,
        "\x00🙂 — …",
    ],
)
def test_another_language_or_nothing_is_met_with_silence(text):
    assert stories.lint(text) == []
    assert stories.suggest_values(text) == []


def test_a_begun_story_is_not_told_what_it_lacks():
    assert stories.lint("I decided to take it out.") == []


@settings(max_examples=50)
@given(st.lists(st.sampled_from([*WHOLE.split(), "um,", "like,", "İ", "“", '"', "ß\n", "i"])))
def test_every_span_lies_in_the_text_in_order(words):
    text = " ".join(words)
    for finding in stories.lint(text):
        assert finding.check in CHECKS
        edges = [edge for span in finding.spans for edge in span]
        assert edges == sorted(edges)
        assert all(text[start:end].strip() for start, end in finding.spans)


def test_a_hundred_thousand_characters_are_read():
    assert "too-long" in {finding.check for finding in stories.lint(WHOLE * 330)}


def test_the_filler_rate_is_a_minute():
    spoken = "um " + "the word is " * 48
    assert filler_rate(spoken, 145).per_minute == pytest.approx(1)
    assert filler_rate(spoken, 145).reading == "acceptable to listeners"
    assert filler_rate("um the um is " * 20).reading != "acceptable to listeners"
    assert filler_rate("").per_minute == 0


@pytest.mark.parametrize("check", SETTLED)
def test_a_settled_check_agrees_with_the_labels(check):
    labelled = [
        Labelled(set(checks), {one.check for one in stories.lint(text)}, [], [])
        for text, checks in SEEN
    ]
    precision, _, f1 = agreement([*labelled, *UNSEEN], check)
    assert precision >= 0.9
    assert f1 >= 0.93


@pytest.mark.parametrize(
    ("check", "least"), [("value-named", 0.9), *((check, 0.75) for check in ASKED)]
)
def test_what_was_learnt_carries_over_to_stories_the_weights_have_not_seen(check, least):
    precision, _, f1 = agreement(ALL_UNSEEN, check)
    assert precision >= 0.8
    assert f1 >= least
