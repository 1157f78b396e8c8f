"""A chart is one themed picture; moving it sends its moving part alone."""

import re
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from workbook.ui import Chart, bare_axes, colour, marks, new_figure


def drawing(height: int, label: str, width: int) -> Figure:
    figure = new_figure(width, height)
    axes = bare_axes(figure, 10, 10, 10, 10)
    axes.set(xlim=(0, 10), ylim=(0, 10))
    axes.plot([0, 10], [0, 10], color=colour("blue"))
    axes.text(5, 5, label, parse_math=False, color=colour("ink"))
    return figure


def parse(chart: Chart) -> ElementTree.Element:
    whole = chart.under + chart.still + chart.over
    return ElementTree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{whole}</svg>"
    )


@pytest.fixture
def chart():
    chart = Chart()
    chart.draw(partial(drawing, 100, "label"), "one line", Hand().marks)
    return chart


@dataclass
class Hand:
    """Where a hand has moved the marks to, as a share of the width."""

    at: float = 0.5

    def marks(self, width: int) -> tuple[str, str]:
        return "<rect/>", f'<line x1="{self.at * width:.0f}"/>'


def test_colours_follow_the_page(chart):
    assert colour("blue") not in chart.still


def test_moving_sends_only_what_moved():
    hand, chart, sent = Hand(), Chart(), []
    chart.draw(partial(drawing, 100, "label"), "one line", hand.marks)
    chart.observe(
        lambda change: sent.append(change["name"]), names=["still", "over", "under", "alt"]
    )
    hand.at = 0.7
    chart.move("one line")
    assert sent == ["over"]
    assert chart.over == f'<line x1="{0.7 * chart.width:.0f}"/>'


def test_the_same_drawing_is_not_drawn_again():
    drawn = []

    def counted(label, width):
        drawn.append(label)
        return drawing(100, label, width)

    chart = Chart()
    for label in ("label", "label", "another label"):
        chart.draw(partial(counted, label), "one line")
    assert drawn == ["label", "another label"]


def test_the_page_sets_the_width_and_the_text_keeps_its_size(chart):
    sizes = re.findall(r"font-size: \w+", chart.still)
    chart.width = 500
    assert 'x1="250"' in chart.over
    assert set(re.findall(r"font-size: \w+", chart.still)) == set(sizes)
    assert chart.height == 100


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "$\\frac{$", "a & b", "شكرا 🙂"])
def test_what_a_reader_typed_stays_text(label):
    chart = Chart()
    chart.draw(partial(drawing, 80, label), "text")
    texts = [element.text for element in parse(chart).iter() if element.tag.endswith("text")]
    assert label in texts


def test_two_charts_in_a_page_share_no_ids():
    ids = []
    for _ in range(2):
        chart = Chart()
        chart.draw(partial(drawing, 100, "label"), "one line")
        ids.append({element.get("id") for element in parse(chart).iter()} - {None})
    assert ids[0]
    assert not ids[0] & ids[1]


def test_nothing_in_a_picture_reaches_out(chart):
    assert "http" not in chart.still + chart.over + chart.under
    assert "<style" not in chart.still


@given(st.lists(st.floats(0, 4), max_size=6).map(sorted))
def test_labels_are_spread_apart_in_order(places):
    moved = marks.spread(places, gap=0.5, highest=4.3)
    assert all(b - a >= 0.5 - 1e-9 for a, b in pairwise(moved))
    assert all(place <= 4.3 + 1e-9 for place in moved)
