"""Controls: built once, named, and quiet when nothing changed."""

import pytest
from pydantic import BaseModel, Field, ValidationError

from workbook.ui import Chips, Choice, Item, Picker, ScoreSlider, Upload, meter, refusal


def connect(widget, handler, names="value"):
    if hasattr(widget, "on_click"):
        widget.on_click(handler)
    else:
        widget.observe(handler, names=names)


def test_a_score_says_what_it_means():
    slider = ScoreSlider("Candor", lambda score: f"means {score} <b>")
    slider.show(None)
    assert "Not scored yet" in slider.words.value
    slider.show(3)
    assert slider.slider.value == 3
    assert slider.words.value == "means 3 &lt;b&gt;"


def test_chips_report_what_is_on_in_order():
    reported = []
    chips = Chips("wb-x", connect, reported.append)
    chips.offer([Choice("a", "A"), Choice("b", "B")])
    first = chips.children
    chips.children[1].value = True
    chips.children[0].value = True
    assert reported == [["b"], ["a", "b"]]
    chips.offer([Choice("a", "A"), Choice("b", "B"), Choice("c", "C")])
    assert chips.children[:2] == first


def test_a_picker_reuses_its_rows():
    picked = []
    picker = Picker("wb-x", connect, picked.append)
    picker.show([Item("1", "one", ""), Item("2", "two", "")], "1")
    rows = picker.children
    picker.show([Item("2", "two", "")], "2")
    assert picker.children == rows[:1]
    rows[0].children[0].click()
    assert picked == ["2"]


@pytest.mark.parametrize(("value", "over"), [(0, False), (90, False), (91, True), (10_000, True)])
def test_the_meter_stays_within_its_bar(value, over):
    bar = meter(value, 90)
    assert ("wb-over" in bar) == over
    assert float(bar.split("width:")[1].split("%")[0]) <= 100


def test_a_refusal_names_the_field_and_repeats_nothing_typed():
    class Model(BaseModel):
        own_name: str = Field(max_length=3)

    with pytest.raises(ValidationError) as caught:
        Model(own_name="secret<script>")
    sentence = refusal(caught.value)
    assert sentence.startswith("The own name cannot be kept")
    assert "secret" not in sentence


class Page:
    """Stands in for the page: sends messages as upload.js does, and notes the answers."""

    def __init__(self, upload):
        self.upload, self.answers = upload, []
        upload.send = self.answers.append

    def say(self, buffers=(), **message):
        self.upload._take(self.upload, message, [memoryview(buffer) for buffer in buffers])


def test_a_file_arrives_whole_in_pieces():
    received = []
    page = Page(Upload(lambda name, content: received.append((name, content))))
    page.say(step="start")
    page.say([b"abc"], step="piece")
    page.say([b"def"], step="piece")
    page.say(step="end", name="points.csv")
    assert received == [("points.csv", b"abcdef")]
    assert page.answers == [{"received": 3}, {"received": 6}, {"done": True}]


def test_a_stopped_file_leaves_nothing_behind():
    received = []
    page = Page(Upload(lambda name, content: received.append(content)))
    page.say(step="start")
    page.say([b"half"], step="piece")
    page.say(step="stop")
    page.say(step="start")
    page.say([b"whole"], step="piece")
    page.say(step="end", name="b.csv")
    assert received == [b"whole"]
