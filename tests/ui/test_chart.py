"""A chart is one themed picture; moving it sends its moving part alone."""

import re
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
    axes.axvspan(2, 4, color=colour("band"), zorder=0.5, animated=True)
    axes.axvline(5, color=colour("orange"), animated=True, gid="line")
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
    chart.draw(partial(drawing, 100, "label"), "one line")
    return chart


def test_still_and_moving_parts_are_told_apart(chart):
    assert "var(--wb-blue)" in chart.still
    assert "var(--wb-orange)" not in chart.still
    assert "var(--wb-orange)" in chart.over
    assert "var(--wb-band)" in chart.under


def test_colours_follow_the_page(chart):
    assert colour("blue") not in chart.still


def test_moving_sends_only_the_moving_layers(chart):
    sent = []
    chart.observe(
        lambda change: sent.append(change["name"]), names=["still", "over", "under", "alt"]
    )
    line = next(artist for artist in chart.figure.axes[0].lines if artist.get_gid() == "line")
    line.set_xdata([7, 7])
    chart.move()
    assert sent == ["over"]


def test_a_moved_chart_equals_a_fresh_one(chart):
    fresh = Chart()
    fresh.draw(partial(drawing, 100, "label"), "one line")
    for each in (chart, fresh):
        line = next(artist for artist in each.figure.axes[0].lines if artist.get_gid() == "line")
        line.set_xdata([3, 3])
        each.move()
    assert chart.over.count("M ") == fresh.over.count("M ")
    assert len(chart.over) == len(fresh.over)


def test_the_same_drawing_is_not_drawn_again(chart):
    figure = chart.figure
    chart.draw(partial(drawing, 100, "label"), "one line")
    assert chart.figure is figure
    chart.draw(partial(drawing, 100, "another label"), "one line")
    assert chart.figure is not figure


def test_the_page_sets_the_width_and_the_text_keeps_its_size(chart):
    sizes = re.findall(r"font-size: \w+", chart.still)
    chart.width = 500
    assert chart.figure.get_size_inches()[0] * 72 == pytest.approx(500)
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
