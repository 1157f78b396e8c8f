"""The chart of points by source, by what it contains."""

import datetime as dt
from dataclasses import replace
from functools import partial
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from workbook.compensation import charts_leaning
from workbook.compensation.charts import Marks, market, move, text_width
from workbook.compensation.charts_leaning import describe_leaning, leaning, leans, names
from workbook.compensation.describe import describe
from workbook.compensation.labels import Wanted, lanes, place
from workbook.compensation.layout import Picture, rows
from workbook.compensation.market import Bulk, Spread
from workbook.compensation.records import Point, Target
from workbook.compensation.scene import compose
from workbook.compensation.settings import Settings
from workbook.ui import Chart
from workbook.ui.chart import moving

TODAY = dt.date(2026, 11, 21)
TARGET = Target(band_low=480_000, band_high=620_000, ask=560_000)
BULK = Bulk("cut.csv", "aggregator", Spread(83, 200_000, 350_000, 420_000, 480_000, 700_000))
SOURCES = ["offer-letter", "recruiter", "posted-range", "aggregator", "own-pay"]

figures = st.tuples(st.sampled_from(SOURCES), st.integers(100_000, 1_500_000))


def point(source, yearly):
    if source == "posted-range":
        return Point(source=source, low=yearly - 50_000, high=yearly + 50_000)
    return Point(source=source, total=yearly)


def picture_of(points, bulks=(), target=TARGET):
    scene = compose(points, [], Settings(), TODAY)
    return Picture.of(list(scene.shown.values()), bulks, target, scene.middle)


def draw(points, bulks=(), target=TARGET, width=900):
    return market(picture_of(points, bulks, target), Marks(target), width)


def words(figure):
    return [
        text.get_text() for text in figure.axes[0].texts if text.get_visible() and text.get_text()
    ]


def artist(figure, gid):
    return figure.findobj(lambda one: one.get_gid() == gid)[0]


def extents(figure):
    renderer = FigureCanvasAgg(figure).get_renderer()
    return {
        text: text.get_window_extent(renderer)
        for text in figure.axes[0].texts
        if text.get_visible() and text.get_text()
    }


def assert_apart_and_inside(figure):
    """Fail where a text covers another or leaves the picture."""
    boxes = extents(figure)
    for (one, box), (other, other_box) in combinations(boxes.items(), 2):
        assert not box.overlaps(other_box), f"{one.get_text()!r} covers {other.get_text()!r}"
    for text, box in boxes.items():
        assert figure.bbox.x0 <= box.x0, text
        assert box.x1 <= figure.bbox.x1, text


@settings(max_examples=40, deadline=None)
@given(st.lists(figures, min_size=3, max_size=40), st.sampled_from([420, 700, 1100]), st.booleans())
def test_no_label_covers_another_or_leaves_the_picture(entries, width, with_bulk):
    figure = draw([point(*entry) for entry in entries], [BULK] if with_bulk else [], width=width)
    assert_apart_and_inside(figure)


def test_each_source_has_its_row_in_the_order_of_trust():
    figure = draw(
        [point("aggregator", 475_000), point("offer-letter", 548_000), point("own-pay", 390_000)]
    )
    names = [text for text in words(figure) if text[0].isupper()]
    assert names == ["Offer letter", "Aggregator", "Own current pay"]
    assert {"$475k", "$548k", "$390k"} <= set(words(figure))


def test_the_lowest_and_the_highest_of_a_crowd_keep_their_labels():
    crowd = [point("aggregator", 500_000 + 1_000 * step) for step in range(40)]
    shown = words(draw(crowd))
    assert {"$500k", "$539k"} <= set(shown)
    assert len(shown) < 40


def test_equal_figures_share_a_label():
    assert "$500k ×3" in words(draw([point("recruiter", 500_000) for _ in range(3)]))


def test_own_pay_is_drawn_hollow_and_leaves_the_middle_alone():
    market_points = [point("recruiter", 500_000) for _ in range(3)]
    figure = draw([*market_points, point("own-pay", 900_000)])
    assert "middle $500k" in words(figure)
    filled = {
        line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_marker() == "o"
    }
    assert len(filled) == 2


def test_overlapping_ranges_stand_on_lanes_of_their_own():
    figure = draw([point("posted-range", 500_000), point("posted-range", 520_000)])
    bars = [line for line in figure.axes[0].lines if line.get_linewidth() == 5]
    assert [list(bar.get_xdata()) for bar in bars] == [[450_000, 550_000], [470_000, 570_000]]
    assert bars[0].get_ydata()[0] != bars[1].get_ydata()[0]


def test_a_dataset_is_one_box_however_many_rows_it_has():
    figure = draw([], [BULK])
    assert "cut.csv: 83 rows, middle half $350–480k" in words(figure)
    assert len(figure.axes[0].lines) < 10


def test_only_the_target_moves():
    figure = draw([point("recruiter", 500_000)])
    assert {one.get_gid() for one in moving(figure)} == {"band", "band-label", "ask", "ask-label"}


def test_moving_the_target_equals_drawing_it_anew():
    points = [point("recruiter", 500_000)]
    moved = draw(points)
    other = Target(band_low=500_000, band_high=700_000, ask=650_000)
    move(moved, other)
    fresh = draw(points, target=other)
    assert words(moved) == words(fresh)
    assert artist(moved, "ask").get_xdata() == artist(fresh, "ask").get_xdata() == [650_000] * 2
    assert artist(moved, "band").get_bbox().bounds == artist(fresh, "band").get_bbox().bounds
    assert artist(moved, "band").get_x() == 500_000
    assert artist(moved, "ask-label").get_position() == artist(fresh, "ask-label").get_position()


def test_what_is_not_set_is_not_drawn():
    figure = draw([], target=Target())
    assert not any(one.get_visible() for one in moving(figure))
    assert "No points yet" in words(figure)


def test_a_drag_sends_no_still_picture_again():
    marks = Marks(TARGET)
    picture = picture_of([point("recruiter", 500_000)])
    chart = Chart()
    chart.draw(partial(market, picture, marks), "")
    still, over = chart.still, chart.over
    marks.target = Target(ask=600_000)
    move(chart.figure, marks.target)
    chart.draw(partial(market, Picture(*vars(picture).values()), marks), "")
    chart.move()
    assert chart.still == still
    assert chart.over != over
    assert "ask $600k" in chart.over


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "a\x00b$\\frac{1}{0}$\u202e", "x" * 5_000]
)
def test_a_name_is_text_and_nothing_else(name):
    chart = Chart()
    picture = Picture((), (Bulk(name, "aggregator", BULK.spread),), (200_000, 900_000))
    chart.draw(partial(market, picture, Marks()), "")
    assert "<script" not in chart.still
    assert "\x00" not in chart.still


def test_the_words_say_what_the_picture_shows():
    points = [
        point("aggregator", 475_000),
        point("aggregator", 512_000),
        point("recruiter", 640_000),
        Point(source="posted-range", low=340_000, high=680_000, date=dt.date(2026, 11, 3)),
    ]
    said = describe(picture_of(points, [BULK]), TARGET)
    assert "Recruiter: $640k." in said
    assert "Posted range: a range from $340k to $680k." in said
    assert "Aggregator: $475k and $512k." in said
    assert "cut.csv: 83 rows, half of them between $350k and $480k" in said
    assert "too few points to say how sure that is" in said
    assert said.endswith("Your band runs from $480k to $620k. Your ask is $560k, inside it.")


def test_the_words_say_what_is_missing():
    assert describe(Picture.of([], [], Target()), Target()) == (
        "No points yet. Neither a band nor an ask is set."
    )


def test_a_label_leaves_the_line_of_the_middle_free_where_it_can():
    placed = place([Wanted("$500k", 100, 40)], 0, 300, clear=[100])[0]
    assert not placed.at - 20 < 100 < placed.at + 20


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 200)), max_size=20))
def test_spans_on_one_lane_never_overlap(entries):
    spans = [(start, start + length) for start, length in entries]
    found = lanes(spans)
    for (one, lane), (other, other_lane) in combinations(zip(spans, found, strict=True), 2):
        assert lane != other_lane or one[1] < other[0] or other[1] < one[0]


def test_rows_need_no_more_height_than_they_use():
    one = rows(picture_of([point("recruiter", 500_000)]), 800, text_width)
    crowd = [point("recruiter", 500_000 + step) for step in range(0, 9_000, 1_000)]
    assert rows(picture_of(crowd), 800, text_width)[0].height > one[0].height


def test_a_point_is_as_large_as_it_weighs():
    points = [point("offer-letter", 500_000), point("recruiter", 520_000)]
    points += [point("aggregator", 540_000 + 10_000 * step) for step in range(4)]
    dots = {
        line.get_xdata()[0]: line.get_markersize()
        for line in draw(points).axes[0].lines
        if line.get_marker() == "o"
    }
    assert dots[500_000] > dots[520_000] > dots[540_000]


def test_five_points_show_how_sure_the_middle_is_and_four_do_not():
    points = [point("recruiter", 500_000 + 10_000 * step) for step in range(5)]
    assert any("80% sure within" in text for text in words(draw(points)))
    assert not any("sure" in text for text in words(draw(points[:4])))
    assert "50% sure between" in describe(picture_of(points), TARGET)


def test_two_points_have_no_middle():
    two = [point("recruiter", 500_000), point("offer-letter", 600_000)]
    assert not any(text.startswith("middle") for text in words(draw(two)))


SHIFTS = [-180_000, 180_000, -40_000, 40_000, 400, 0, 1_500, -1_500]


@pytest.mark.parametrize("width", [charts_leaning.LEAST, 700])
def test_names_and_shifts_beside_the_dots_stay_apart_and_in_the_picture(width):
    points = [
        Point(company="A company of a long name " * 3, source=source, total=300_000 + 90_000 * step)
        for step, source in enumerate(SOURCES[:4] * 3)
        if source != "posted-range"
    ]
    found = leans(compose(points, [], Settings(), TODAY).calibration, names(points))
    found = [replace(lean, shift=shift) for lean, shift in zip(found, SHIFTS, strict=False)]
    found = [replace(lean, middle=600_000 + lean.shift) for lean in found]
    figure = leaning(found, 600_000, width)
    assert_apart_and_inside(figure)


def test_each_point_is_a_dot_where_the_middle_goes_without_it():
    points = [
        Point(company=f"<b>Company {step}</b>", source="recruiter", total=500_000 + 40_000 * step)
        for step in range(5)
    ]
    scene = compose(points, [], Settings(), TODAY)
    found = leans(scene.calibration, names(points))
    figure = leaning(found, scene.calibration.middle, 800)
    dots = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert sorted(dot.get_xdata()[0] for dot in dots) == sorted(
        left.middle for left in scene.calibration.left_out
    )
    assert any(text.startswith("<b>Company") for text in words(figure))
    said = describe_leaning(found, scene.calibration.middle)
    assert all(f"without {lean.name} it goes to" in said for lean in found)
