"""Cash against options: the sums, the break-even, the words, the picture."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.compensation.percents import PercentError, parse_percent, write_percent
from workbook.compensation.split.charts import (
    HEIGHT,
    RIGHT,
    SplitMarks,
    SplitPicture,
    move,
    spread,
    worth,
)
from workbook.compensation.split.worth import (
    LEAST_PRICE,
    MOST_GROWTH,
    PATHS,
    YEARS,
    Split,
    break_even,
    describe_split,
    lines,
    options_worth,
    outcomes,
    price_of,
    say_break_even,
)

prices = st.floats(0.01, 1)
horizons = st.integers(1, 10)
growths = st.floats(-0.9, 1)
numbers = st.integers(1_000, 5_000_000)
shares = st.floats(0, 1)
splits = st.builds(
    Split,
    share=shares,
    cash_growth=growths,
    flat=growths,
    modest=growths,
    strong=growths,
    fall=growths,
    years=horizons,
)


def test_options_at_two_fifths_of_a_share_that_doubles_bring_two_and_a_half_times_their_cost():
    assert options_worth(100_000, 0.4, 1.0, 1) == pytest.approx(250_000)


@pytest.mark.parametrize("growth", [-0.9, -0.1, 0])
def test_options_on_a_share_that_does_not_rise_end_worthless(growth):
    assert options_worth(100_000, 0.4, growth, 10) == 0


def test_the_break_even_of_ten_years_at_two_fifths_is_the_tenth_root_of_one_and_two_fifths():
    assert break_even(0.4, 10) == pytest.approx(0.034219694, abs=1e-9)
    assert break_even(0.4, 10, 0.04) == pytest.approx(1.5920977**0.1 - 1, abs=1e-7)


@given(numbers, prices, horizons, growths)
def test_at_break_even_the_options_equal_the_cash_given_up(number, price, years, earned):
    cash = number * (1 + earned) ** years
    growth = break_even(price, years, earned)
    found = options_worth(number, price, growth, years)
    # Near no growth at all the rise is a difference of two numbers close to one.
    assert found == pytest.approx(cash, rel=1e-6, abs=number * 1e-9)


@given(numbers, splits, prices)
def test_all_cash_is_worth_the_same_on_every_path(number, split, price):
    found = outcomes(number, split.model_copy(update={"share": 0.0}), price)
    assert len({outcome.total for outcome in found}) == 1
    assert all(outcome.options == outcome.against_cash == 0 for outcome in found)


@given(numbers, splits, prices)
def test_every_split_lies_on_the_line_from_all_cash_to_all_options(number, split, price):
    for found, (name, growth, cash, options) in zip(
        outcomes(number, split, price), lines(number, split, price), strict=True
    ):
        assert (found.name, found.growth) == (name, growth)
        between = cash + (options - cash) * split.share
        assert found.total == pytest.approx(between, rel=1e-9, abs=1e-6 * number)
        assert found.options >= 0


@given(numbers, splits, prices)
def test_options_gain_on_cash_exactly_where_the_share_outgrows_the_break_even(number, split, price):
    split = split.model_copy(update={"share": 0.5})
    at = break_even(price, split.years, split.cash_growth)
    for found in outcomes(number, split, price):
        if abs(found.growth - at) > 1e-6 and abs(found.against_cash) > 1e-6:
            assert (found.against_cash > 0) == (found.growth > at)


def test_a_split_outside_its_bounds_is_refused():
    for wrong in ({"share": 1.01}, {"option_price": 0}, {"strong": 1.5}, {"years": 0}):
        with pytest.raises(ValidationError):
            Split(**wrong)


def test_the_price_is_the_settings_until_the_reader_sets_one():
    assert price_of(Split(), 0.4) == 0.4
    assert price_of(Split(option_price=0.25), 0.4) == 0.25


def test_the_words_say_each_path_and_the_break_even():
    words = describe_split(560_000, Split(share=0.25), 0.4)
    assert words.startswith("25% of $560k taken as options: $420k in cash, $140k in options.")
    for name in PATHS:
        assert f" {name}, " in words
    assert "$140k less than all cash" in words
    assert "grow by 3.42% a year for 10 years" in words
    assert "vested when granted" in words
    assert "that earns 4% a year" in say_break_even(Split(cash_growth=0.04, years=1), 0.4)


@pytest.fixture
def figure():
    return worth(SplitPicture.of(560_000, Split(), 0.4), SplitMarks(0.25), 720)


def texts(figure):
    return {text.get_text() for text in figure.axes[0].texts}


def test_each_line_is_named_at_its_end_and_equal_ends_share_a_label(figure):
    assert {
        "strong 15% a year: $4.264m",
        "modest 5% a year: $880k",
        "fall −10%, flat 0% a year: $0",
        "break-even 3.42% a year: $560k",
        "25% as options",
    } == texts(figure)


def test_a_moved_share_equals_a_fresh_picture(figure):
    picture = SplitPicture.of(560_000, Split(share=0.7), 0.4)
    move(figure, picture, 0.7)
    fresh = worth(picture, SplitMarks(0.7), 720)
    for one, other in zip(figure.axes[0].lines, fresh.axes[0].lines, strict=True):
        assert one.get_xydata() == pytest.approx(other.get_xydata())
    assert texts(figure) == texts(fresh)


def test_only_the_share_moves_so_that_the_lines_are_drawn_once():
    one, other = (SplitPicture.of(560_000, Split(share=share), 0.4) for share in (0.1, 0.9))
    assert one == other


@given(st.lists(st.tuples(st.floats(0, HEIGHT), st.just("label")), max_size=8))
def test_labels_never_lie_over_one_another(wanted):
    placed = [y for y, _ in spread(wanted, 15)]
    assert all(upper - lower >= 15 - 1e-9 for lower, upper in pairwise(placed))
    assert len(placed) == len(wanted)


@pytest.mark.parametrize("number", [1_000, 560_000, 100_000_000])
def test_the_boldest_growth_a_reader_may_write_still_has_its_chart(number):
    split = Split(fall=MOST_GROWTH, strong=MOST_GROWTH, years=YEARS)
    drawn = worth(SplitPicture.of(number, split, LEAST_PRICE), SplitMarks(), 720)
    ticks = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert 3 <= len(ticks) <= 8
    assert ticks[0] == "$0"
    assert all(len(text) <= 9 for text in ticks)


def test_the_longest_label_fits_beside_the_lines():
    from workbook.compensation.charts import text_width

    for alike in (Split(flat=-0.0125, fall=-0.1225), Split(flat=-0.005, modest=-0.025)):
        figure = worth(SplitPicture.of(560_000, alike, 0.4), SplitMarks(), 720)
        longest = max(texts(figure), key=len)
        assert longest.endswith(("fall −12.25%, flat −1.25% a year: $0", "a year: $560k"))
        assert text_width(longest) < RIGHT
    assert "fall, flat, modest: $0" in texts(figure)


@pytest.mark.parametrize(
    ("text", "value"),
    [("40", 0.4), ("3,5 %", 0.035), ("−10%", -0.1), (" .5 ", 0.005), ("+7 percent", 0.07)],
)
def test_percentages_are_read_as_people_write_them(text, value):
    assert parse_percent(text, -0.9, 1) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "forty", "1e2", "nan", "inf", "--3", "4 0", "9" * 5000])
def test_what_is_no_percentage_is_refused_with_what_would_be_one(text):
    with pytest.raises(PercentError, match="is not a percentage; write one between −90% and 100%"):
        parse_percent(text, -0.9, 1)


def test_a_percentage_out_of_bounds_names_them():
    with pytest.raises(PercentError, match="“400” is not between 1% and 100%"):
        parse_percent("400", 0.01, 1)


@given(st.integers(-9_000, 10_000))
def test_a_percentage_written_is_read_again(hundredths):
    fraction = hundredths / 10_000
    assert parse_percent(write_percent(fraction), -0.9, 1) == pytest.approx(fraction)


def test_nothing_is_written_for_what_is_no_number():
    with pytest.raises(ValueError, match="no percentage"):
        write_percent(float("nan"))
