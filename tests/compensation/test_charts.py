"""The pictures show what the words say."""

import datetime as dt

import pytest

from workbook.compensation.charts import (
    Marks,
    Picture,
    market_alt,
    market_chart,
    move,
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
    return market, market_chart(Picture.of(market), Marks(target), width)


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_visible()]


def test_kinds_figures_middle_and_target_are_written():
    market, figure = drawn(Target(ask="560k", band_low="480k", band_high="620k"))
    written = texts(figure)
    for words in ("recent hire", "$575k", "$340–680k", "100 rows", "ask $560k"):
        assert words in written
    assert f"middle ${market.calibration.middle / 1000:.0f}k" in " ".join(written)


def test_the_ask_moves_without_a_new_picture():
    _, figure = drawn(Target(ask="560k"))
    line = next(each for each in figure.axes[0].lines if each.get_gid() == "ask")
    move(figure, Target(ask="600k"))
    assert list(line.get_xdata()) == [600_000, 600_000]
    assert "ask $600k" in texts(figure)
    move(figure, Target())
    assert not line.get_visible()


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
    _, figure = drawn(Target(ask="900k"), records, width)
    low, high = figure.axes[0].get_xlim()
    for line in figure.axes[0].lines:
        assert all(low <= at <= high for at in line.get_xdata() if line.get_visible())


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
