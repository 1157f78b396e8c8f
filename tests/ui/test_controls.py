"""Controls: built once, named, and quiet when nothing changed."""

import pytest

from workbook.ui import Item, Picker, Upload, meter


def connect(widget, handler, names="value"):
    if hasattr(widget, "on_click"):
        widget.on_click(handler)
    else:
        widget.observe(handler, names=names)


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
