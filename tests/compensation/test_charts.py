"""The pictures show what the words say."""

import datetime as dt
from xml.etree import ElementTree

import pytest

from workbook.compensation.charts import (
    Picture,
    market_alt,
    market_chart,
    market_marks,
    options_alt,
    options_chart,
)
from workbook.compensation.market import compose
from workbook.compensation.records import DataSet, Point, Settings, Split, Target

TODAY = dt.date(2026, 11, 21)
RECORDS = [
    Point(source="recent-hire", base="575k"),
    Point(source="offer-letter", base="548k"),
    Point(source="posted-range", low="340k", high="680k"),
    Point(source="own-pay", total="420k"),
    DataSet.of([450_000 + 1_000 * at for at in range(100)], source="aggregator"),
]


def drawn(target, records=RECORDS, width=520):
    market = compose(records, target, Settings(), TODAY)
    return market, market_chart(Picture.of(market), width)


def marked(target, records=RECORDS, width=520, picture=None):
    """Return the marks of a target, as XML."""
    picture = picture or Picture.of(compose(records, target, Settings(), TODAY))
    return ElementTree.fromstring(f"<svg>{''.join(market_marks(picture, target, width))}</svg>")


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_visible()]


def test_kinds_figures_middle_and_target_are_written():
    target = Target(ask="560k", band_low="480k", band_high="620k")
    market, figure = drawn(target)
    written = texts(figure) + [each.text for each in marked(target).iter("text")]
    named = ("recent hire", "$575k", "$340–680k", "100 rows", "ask $560k", "your band $480–620k")
    for words in named:
        assert words in written
    assert f"middle ${market.calibration.middle / 1000:.0f}k" in " ".join(written)


def test_the_ask_moves_within_the_same_picture():
    picture = Picture.of(compose(RECORDS, Target(ask="560k"), Settings(), TODAY))
    places = [
        float(marked(Target(ask=ask), picture=picture).find("line").get("x1"))
        for ask in (560_000, 580_000, 600_000)
    ]
    assert places[0] < places[1] < places[2]
    assert places[1] - places[0] == pytest.approx(places[2] - places[1], abs=0.2)
    assert not list(marked(Target(), picture=picture))


def test_the_ask_stands_where_evidence_of_the_same_sum_does():
    point = Point(source="recent-hire", base="575k")
    _, figure = drawn(Target(ask="575k"), [point])
    axes = figure.axes[0]
    dot = next(line for line in axes.lines if line.get_marker() == "o")
    place = axes.transData.transform((dot.get_xdata()[0], 0))[0]
    line = marked(Target(ask="575k"), [point]).find("line")
    assert float(line.get("x1")) == pytest.approx(place, abs=0.1)


def test_own_pay_and_what_is_left_out_are_hollow():
    out = Point(source="recruiter", total="500k", left_out="another country")
    _, figure = drawn(Target(), [RECORDS[0], RECORDS[3], out])
    dots = {
        round(line.get_xdata()[0]): line.get_markerfacecolor() == line.get_color()
        for line in figure.axes[0].lines
        if line.get_marker() == "o"
    }
    assert dots == {575_000: True, 420_000: False, 500_000: False}


@pytest.mark.parametrize("width", [420, 520, 900])
@pytest.mark.parametrize("records", [[], RECORDS[:1], RECORDS])
def test_every_mark_lies_within_the_axis(records, width):
    target = Target(ask="900k", band_low="200k", band_high="400k")
    _, figure = drawn(target, records, width)
    low, high = figure.axes[0].get_xlim()
    for line in figure.axes[0].lines:
        assert all(low <= at <= high for at in line.get_xdata() if line.get_visible())
    for text in marked(target, records, width).iter("text"):
        half = 3 * len(text.text)
        assert half <= float(text.get("x")) <= width - half


def test_the_words_of_the_market_name_middle_and_ask():
    market, _ = drawn(Target(ask="900k"))
    assert "above all evidence" in market_alt(market)
    assert "No evidence" in market_alt(compose([]))


def test_the_options_picture_says_the_chances():
    split = Split()
    written = " ".join(texts(options_chart(560_000, split, 600)))
    assert "60% end worthless" in written
    assert "60%" in options_alt(560_000, split)
    options_chart(560_000, Split(share=0), 600)
