"""The fictional candidate: labelled, consistent with the guide, and worth imitating."""

import datetime
import re

import pytest

from workbook import guide

STORIES = guide.example("stories")["story"]
(PROFILE,) = guide.example("profile")["profile"]
WEAK = "example-review-club"
GOOD = [story for story in STORIES if story["id"] != WEAK]


@pytest.mark.parametrize("name", guide.examples())
def test_every_file_says_that_the_candidate_is_fictional(name: str) -> None:
    text = (guide.data_folder() / "example" / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# FICTIONAL.")
    assert guide.example(name)["name"] == "Robin Vale (fictional)"


def test_every_file_is_found_by_name() -> None:
    assert {"compensation", "decisions", "practice", "profile"} <= set(guide.examples())
    assert guide.examples() == sorted(guide.examples())


def test_everything_beside_the_name_is_a_list_of_records() -> None:
    for name in guide.examples():
        kinds = {key: bodies for key, bodies in guide.example(name).items() if key != "name"}
        assert kinds
        assert all(isinstance(body, dict) for bodies in kinds.values() for body in bodies)


def test_stories_have_known_values_kinds_and_scores() -> None:
    values = {value.id for value in guide.values()}
    kinds = {kind.id for kind in guide.question_kinds()}
    scales = {scale.id for scale in guide.rubric("stories")}
    for story in STORIES:
        assert set(story["values"]) <= values, story["id"]
        assert story["question_kind"] in kinds
        assert set(story["scores"]) == scales
        assert all(score is None or score in range(5) for score in story["scores"].values())


def test_the_four_kinds_of_question_each_have_a_good_story() -> None:
    assert {story["question_kind"] for story in GOOD} >= {
        kind.id for kind in guide.question_kinds() if kind.id != "other"
    }


def test_stories_have_ids_and_titles_of_their_own() -> None:
    for field in ("id", "title", "telling"):
        assert len({story[field] for story in STORIES}) == len(STORIES) == 7


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_a_telling_fits_ninety_seconds_at_the_candidates_pace(story: dict[str, str]) -> None:
    words = len(story["telling"].split())
    pace = PROFILE["words_per_minute"]
    assert 150 <= words <= 215
    assert words / pace * 60 <= 90


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_no_value_is_named_in_a_telling(story: dict[str, str]) -> None:
    names = [value.name for value in guide.values()]
    assert not re.search(rf"\b({'|'.join(names)})\b", story["telling"], re.IGNORECASE)


@pytest.mark.parametrize("story", GOOD, ids=lambda story: story["id"])
def test_a_good_telling_has_figures_and_a_turned_down_alternative(story: dict[str, str]) -> None:
    assert len(re.findall(r"\d+", story["telling"])) >= 3
    assert re.search(
        r"turned that down|turned it down|rejected|said no|less embarrassing", story["telling"]
    )


def test_one_story_is_weak_on_purpose() -> None:
    (weak,) = [story for story in STORIES if story["id"] == WEAK]
    assert weak["values"] == []
    assert weak["scores"]["relief"] is None
    assert not re.search(r"\d", weak["telling"])
    for scale in ("ownership", "specificity", "candor"):
        assert weak["scores"][scale] < 2


def test_good_stories_meet_the_rubric_without_being_perfect() -> None:
    for story in GOOD:
        assert all(score >= 3 for score in story["scores"].values()), story["id"]
    assert any(3 in story["scores"].values() for story in GOOD)


def test_pay_points_come_from_known_sources_and_hold_one_kind_of_figure() -> None:
    points = guide.example("compensation")["compensation-point"]
    assert len({point["id"] for point in points}) == len(points) == 6
    assert {point["source"] for point in points} <= {source.id for source in guide.sources()}
    for point in points:
        shapes = [
            point["base"] is not None,
            point["total"] is not None,
            point["low"] is not None and point["high"] is not None,
        ]
        assert shapes.count(True) == 1, point["id"]
        assert point["source"] != "posted-range" or point["low"] < point["high"]


def test_the_one_real_company_appears_only_as_recruiter_and_posting() -> None:
    for point in guide.example("compensation")["compensation-point"]:
        if point["company"] == "Netflix":
            assert point["source"] in ("recruiter", "posted-range")


def test_the_example_ask_lies_inside_its_band() -> None:
    (target,) = guide.example("compensation")["compensation-target"]
    assert target["band_low"] < target["ask"] < target["band_high"]


def test_every_round_has_a_self_score_in_range() -> None:
    scores = guide.example("readiness")["self-score"]
    assert [one["id"] for one in scores] == [one.id for one in guide.rounds()]
    assert all(0 <= one["score"] <= 100 for one in scores)


def test_dates_stand_in_the_year_before_the_interview() -> None:
    day = PROFILE["interview_date"]
    for point in guide.example("compensation")["compensation-point"]:
        assert datetime.timedelta(0) < day - point["date"] < datetime.timedelta(days=365)
