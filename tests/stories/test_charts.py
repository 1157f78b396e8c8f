"""The pictures of the bank hold what they should and label it directly."""

from datetime import UTC, datetime, timedelta

from workbook.stories import charts
from workbook.stories.bank import Scoring
from workbook.stories.records import OwnValue, Scores, Story


def words(figure):
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]


STORIES = [
    Story(id="a", title="The cache", values=("candor", "courage"), question_kind="changed-my-mind"),
    Story(id="b", title="<b>$x$</b>", values=("candor",), question_kind="let-go-of-work"),
]


def test_every_value_has_a_row_and_holes_are_marked():
    figure = charts.coverage(charts.value_rows(STORIES, [OwnValue(name="thrift")]), "a", 700)
    shown = words(figure)
    assert "thrift" in shown
    assert shown.count("The cache") == 2
    assert shown.count("○") == 11


def test_what_a_reader_typed_is_drawn_as_it_stands():
    assert "<b>$x$</b>" in words(charts.coverage(charts.kind_rows(STORIES), None, 700))


def test_a_row_too_full_for_the_width_says_how_many_more():
    many = [Story(title=f"A rather long title {n}", values=("candor",)) for n in range(20)]
    shown = words(charts.coverage(charts.value_rows(many, []), None, 600))
    drawn = sum(text.startswith("A rather") for text in shown)
    assert f"+ {20 - drawn}" in shown


def test_the_words_beside_the_picture_name_the_holes():
    said = charts.describe_coverage(charts.kind_rows(STORIES), "question kinds")
    assert said.startswith("2 of 4 question kinds have a story.")
    assert "Without a story: disagreed with a manager, bad news." in said


def test_the_bank_says_how_far_it_is_from_six_to_eight():
    assert charts.bank_words(5) == "5, 1 to go"
    assert charts.bank_words(6) == "6 ✓"
    assert charts.bank_words(11) == "11, 3 too many"
    for count in (0, 5, 8, 40):
        assert charts.bank_words(count) in words(charts.bank_size(count, 700))


def test_each_score_line_is_named_at_its_end():
    at = datetime(2026, 11, 1, tzinfo=UTC)
    sittings = [
        Scoring(at, Scores(ownership=1, candor=2)),
        Scoring(at + timedelta(days=3), Scores(ownership=3, candor=3, relief=3, specificity=3)),
    ]
    shown = words(charts.score_lines(sittings, 700))
    assert {"ownership 3", "candor 3", "relief 3", "specificity 3"} <= set(shown)


def test_a_story_without_scores_has_an_empty_picture():
    assert charts.describe_scores([]) == "No scores yet."
    assert charts.score_lines([], 700)
