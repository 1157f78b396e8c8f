"""The bars of what each point is made of, by what they contain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from workbook.compensation.charts_parts import INKS, MOST, bars, describe_parts, parts
from workbook.compensation.records import Point
from workbook.compensation.settings import Settings
from workbook.compensation.vesting import even

OFFER = Point(
    company="Fernhollow",
    source="offer-letter",
    base=318_000,
    bonus_percent=15,
    grant=728_000,
    vesting=even(4),
    sign_on=80_000,
)
RANGE = Point(source="posted-range", low=340_000, high=680_000)
TOTAL = Point(company="<b>Quill</b>", source="aggregator", total=512_000)
POINTS = [TOTAL, RANGE, OFFER]
DEFAULTS = Settings()


def texts(figure):
    return [text for text in figure.axes[0].texts if text.get_text()]


def test_each_part_is_as_long_as_its_amount_and_follows_the_one_before():
    (bar,) = bars([OFFER], DEFAULTS)
    pieces = parts([bar], 900).axes[0].patches
    widths = [piece.get_width() for piece in pieces]
    assert widths == pytest.approx([318_000, 47_700, 182_000, 20_000])
    ends = [piece.get_x() + piece.get_width() for piece in pieces]
    assert [piece.get_x() for piece in pieces] == pytest.approx([0, *ends[:-1]])


def test_the_alt_text_says_the_same():
    said = describe_parts(bars(POINTS, DEFAULTS), DEFAULTS)
    assert said == (
        "What each point is made of, in its average year. "
        "Fernhollow, offer letter: $568k, of it base $318k, bonus $48k, equity $182k, "
        "sign-on $20k. "
        "Posted range: $510k, the middle of a range from $340k to $680k. "
        "<b>Quill</b>, aggregator: $512k, of it not told apart $512k."
    )


def test_the_view_decides_which_year_is_drawn():
    first = Settings(view="first-year")
    assert "in its first year. Fernhollow, offer letter: $628k" in describe_parts(
        bars([OFFER], first), first
    )


def test_every_part_is_named_where_there_is_room():
    said = [text.get_text() for text in texts(parts(bars(POINTS, DEFAULTS), 900))]
    assert {"base $318k", "bonus $48k", "equity $182k", "sign-on $20k"} <= set(said)
    assert {"Fernhollow", "Offer letter", "$568k", "middle of $340–680k", "$510k", "$512k"} <= set(
        said
    )


def test_a_range_is_a_line_between_its_ends():
    lines = parts(bars([RANGE], DEFAULTS), 900).axes[0].lines
    assert [340_000, 680_000] in [list(line.get_xdata()) for line in lines]


def test_even_six_parts_are_all_named():
    everything = OFFER.model_copy(update={"refreshers": 40_000, "total": 640_000})
    said = {text.get_text() for text in texts(parts(bars([everything], DEFAULTS), 700))}
    names = ("base", "bonus", "equity", "refreshers", "sign-on", "not told apart")
    assert all(any(words.startswith(name) for words in said) for name in names)


def test_without_points_it_says_so():
    assert [text.get_text() for text in texts(parts([], 700))] == ["No points yet"]
    assert describe_parts([], DEFAULTS) == "No points yet."


def test_many_points_make_no_endless_picture():
    many = bars([TOTAL] * 500, DEFAULTS)
    figure = parts(many, 700)
    assert len(figure.axes[0].patches) == MOST
    assert figure.get_figheight() * figure.dpi < 1_000


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (MOST, None),
        (MOST + 1, "1 more is not drawn; the list of points has it further down"),
        (MOST + 2, "2 more are not drawn; the list of points has them further down"),
    ],
)
def test_points_that_are_not_drawn_are_counted_in_the_picture_and_in_words(count, words):
    found = bars([TOTAL] * count, DEFAULTS)
    drawn = [text.get_text() for text in texts(parts(found, 700)) if "more" in text.get_text()]
    said = describe_parts(found, DEFAULTS)
    assert drawn == ([words] if words else [])
    assert said.endswith(f" {words}." if words else "$512k.")
    assert said.count("<b>Quill</b>") == MOST


def test_every_part_has_a_colour_of_its_own():
    assert len(set(INKS.values())) == len(INKS)


offers = st.builds(
    Point,
    company=st.text(st.characters(max_codepoint=0x17F), max_size=60),
    base=st.integers(1_000, 3_000_000),
    bonus=st.none() | st.integers(0, 3_000_000),
    grant=st.integers(0, 3_000_000),
    vesting=st.sampled_from([even(4), (5, 15, 40, 40)]),
    refreshers=st.none() | st.integers(0, 500_000),
    sign_on=st.none() | st.integers(0, 500_000),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(offers, min_size=1, max_size=5), st.sampled_from([420, 700, 1100]))
def test_no_label_covers_another_or_leaves_the_picture(points, width):
    figure = parts(bars(points, DEFAULTS), width)
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [text.get_window_extent(renderer) for text in texts(figure)]
    for at, box in enumerate(boxes):
        assert box.x0 >= -1
        assert box.x1 <= width + 1
        assert not any(box.overlaps(other) for other in boxes[at + 1 :])
