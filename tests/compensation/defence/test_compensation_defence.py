"""The defence sheet: the reader's figures in order of trust, and words without a gap in them."""

import datetime as dt
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import guide
from workbook.compensation.calibrate import calibrate
from workbook.compensation.defence.exhibits import Case, exhibits, figures
from workbook.compensation.defence.files import save_sheet
from workbook.compensation.defence.sheet import (
    MOST_EXHIBITS,
    answers,
    caveat,
    sentences_to_say,
    sheet,
    where_it_stands,
)
from workbook.compensation.defence.text import Grid, Line, Steps, to_html, to_markdown
from workbook.compensation.frame import to_dataset, to_frame
from workbook.compensation.records import Point, Target
from workbook.compensation.settings import Settings
from workbook.compensation.split.worth import Split

TODAY = dt.date(2026, 11, 1)
TARGET = Target(band_low=480_000, band_high=620_000, ask=560_000)


def point(total: int, source: str, **fields: object) -> Point:
    return Point(**{"date": dt.date(2026, 9, 1), "total": total, "source": source, **fields})


MARKET = [
    point(475_000, "aggregator", company="Ostrander"),
    point(575_000, "recent-hire", company="Halcyon", date=dt.date(2026, 6, 12)),
    point(548_000, "offer-letter", company="Fernhollow", level="staff"),
    point(640_000, "recruiter", company="Netflix"),
    point(512_000, "aggregator", company="Quillfeather", date=None),
    point(400_000, "own-pay", company="Present Employer"),
]


def case(records=MARKET, target=TARGET, settings=None, reason=""):
    settings = settings or Settings()
    try:
        calibration = calibrate(records, settings, TODAY)
    except ValueError:
        calibration = None
    return Case(target, records, calibration, settings, Split(), reason)


def texts(page):
    for part in page.parts:
        yield part.title
        for block in part.blocks:
            if isinstance(block, Line):
                yield block.text
            elif isinstance(block, Steps):
                yield from block.texts
            elif isinstance(block, Grid):
                yield from (cell for row in block.rows for cell in row)


def test_evidence_stands_in_order_of_trust_newest_first():
    found = exhibits(case())
    assert [one.source for one in found] == [
        "offer-letter",
        "recent-hire",
        "recruiter",
        "aggregator",
        "aggregator",
    ]
    assert [one.who for one in found[3:]] == ["Ostrander", "Quillfeather"]


def test_trust_is_the_readers_and_the_order_follows_it():
    trust = Settings().trust | {"recruiter": 1.0, "offer-letter": 0.2}
    settings = Settings.model_validate({"trust": trust})
    found = [one.source for one in exhibits(case(settings=settings))]
    assert found == ["recruiter", "recent-hire", "aggregator", "aggregator", "offer-letter"]
    assert figures(case(settings=settings))["strongest"].startswith("a recruiter's own figure")


OFFER = point(500_000, "offer-letter", company="Fernhollow", date=dt.date(2024, 11, 1))


def strongest(offer, **changed):
    settings = Settings.model_validate(changed)
    made = case([offer, *MARKET[:2]], settings=settings)
    return figures(made)["strongest"], to_markdown(sheet(made, TODAY))


def test_a_drifted_figure_is_told_apart_from_what_its_source_said():
    words, written = strongest(OFFER, drift=0.1)
    assert words == (
        "a written offer from Fernhollow in November 2024 that comes to $500k a year, "
        "or $605k carried to today"
    )
    assert "| $605k, from $500k |" in written.replace("\\", "")


def test_a_first_year_is_told_apart_from_the_year_of_the_offer():
    offer = Point(source="offer-letter", base=500_000, sign_on=80_000, date=TODAY)
    assert strongest(offer)[0].endswith("that comes to $520k a year")
    assert strongest(offer, view="first-year")[0].endswith(
        "that comes to $520k a year, counted as $580k in its first year"
    )
    old = offer.model_copy(update={"date": dt.date(2024, 11, 1)})
    assert strongest(old, view="first-year", drift=0.1)[0].endswith(
        "counted as $580k in its first year and $702k carried to today"
    )


def test_rows_that_a_drift_has_carried_are_said_to_be_carried():
    rows = to_dataset(to_frame([OFFER] * 30), "rows", "offer-letter")
    words, written = strongest(rows, drift=0.1)
    assert words.endswith("that comes to $605k a year, carried to today")
    assert "| $605k, carried |" in written.replace("\\", "")
    assert strongest(rows)[0].endswith("comes to $500k a year")


def test_settings_that_differ_from_their_defaults_are_listed_in_a_line():
    changed = {"drift": 0.1, "view": "first-year", "trust": {"recruiter": 0.9}}
    plain = strongest(OFFER, **changed)[1].replace("\\", "")
    assert (
        "Assumed otherwise than the workbook does: Recruiter, weight 0 to 1: 0.9, not 0.6; "
        "Offers compared by their: first year, not average year; "
        "Market's drift (% a year): 10%, not 0%." in plain
    )
    assert "Assumed otherwise" not in strongest(OFFER)[1]


def test_own_pay_stands_nowhere_on_the_sheet():
    written = to_markdown(sheet(case(), TODAY))
    assert "Present Employer" not in written
    assert "$400k" not in written


def test_a_source_that_is_not_trusted_at_all_is_no_evidence():
    settings = Settings.model_validate({"trust": Settings().trust | {"recruiter": 0.0}})
    assert "recruiter" not in {one.source for one in exhibits(case(settings=settings))}


def test_the_three_sentences_hold_the_number_and_the_two_best_pieces():
    first, second, third = sentences_to_say(case())
    assert first == "I am looking for $560k a year."
    assert second == (
        "It rests on a written offer from Fernhollow in September 2026 that comes to $548k a year, "
        "and on somebody hired at Halcyon in June 2026 for $575k a year."
    )
    assert third.startswith("Everything I found centres on $")


def test_an_ask_above_most_offers_needs_a_reason_and_says_so_where_it_has_none():
    high = Target(band_low=480_000, band_high=700_000, ask=690_000)
    assert sentences_to_say(case(target=high))[2].endswith(
        "why you are worth more, or lower the number."
    )
    said = sentences_to_say(case(target=high, reason="I have run this at four times the load."))[2]
    assert said.endswith("for a reason: I have run this at four times the load.")


def test_an_ask_at_the_middle_asks_for_no_more_than_that():
    low = Target(band_low=400_000, band_high=700_000, ask=500_000)
    assert sentences_to_say(case(target=low))[2].endswith("I do not ask for more than that.")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_little_evidence_gives_a_sheet_that_says_what_is_missing(count):
    few = case(MARKET[:count])
    assert "Find three points" in sentences_to_say(few)[-1]
    written = to_markdown(sheet(few, TODAY))
    assert "Too little evidence" in written
    assert "None that counts yet" in written
    assert "{" not in written


def test_no_number_is_no_title():
    assert sheet(case(target=Target()), TODAY).title == "No number yet"


def test_the_caveat_is_of_the_least_trusted_source_that_is_present():
    words = caveat(case())
    aggregator = next(one for one in guide.sources() if one.id == "aggregator")
    assert words.startswith("Aggregator, ")
    assert words.endswith(aggregator.misleads[1:])
    assert caveat(case(MARKET[1:4])).startswith("Recruiter, ")


def test_the_sheet_says_which_kind_the_cap_lifts():
    four = case(MARKET[:4])
    words = list(texts(sheet(four, TODAY)))
    [said] = [text for text in words if text.startswith("With four kinds of source each holds")]
    assert said in four.calibration.notes
    assert not any("kinds of source" in text for text in texts(sheet(case(MARKET[1:4]), TODAY)))


def test_how_sure_and_where_offers_fall_are_two_sentences():
    sure, spread = where_it_stands(case())[:2]
    assert "with 80% certainty" in sure
    assert spread.startswith("Half of the offers found lie in ")


def test_four_points_say_a_range_and_no_certainty():
    [first, *_] = where_it_stands(case(MARKET[:4]))
    assert "4 points that run $475–640k; too few to say how sure that is" in first


def test_every_pushback_is_answered_in_the_readers_figures():
    found = {one.id: answer for one, answer in answers(case())}
    assert set(found) == {one.id for one in guide.pushbacks()}
    assert "$560k" in found["current-pay"]
    assert "$400k" not in " ".join(found.values())
    assert "3.4% a year for 10 years" in found["more-in-stock"]
    assert found["what-would-you-accept"].startswith("$560k.")


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (["offer-letter", "recruiter"], "From people and papers, not from one website. "),
        (["recent-hire", "aggregator"], "From people, not from one website. "),
        (["posted-range", "aggregator"], "From papers, not from one website. "),
        (["aggregator"], "From public sites, and from nobody I could ask yet. "),
        (["other", "aggregator"], "From what I could find, and from nobody I could ask yet. "),
    ],
)
def test_where_a_number_comes_from_claims_no_kind_of_place_that_is_not_there(sources, words):
    records = [point(500_000 + 1_000 * at, sources[at % len(sources)]) for at in range(6)]
    [said] = [said for one, said in answers(case(records)) if one.id == "where-from"]
    assert said.startswith(f"{words}First, ")


def test_whoever_has_four_points_is_not_told_to_collect_three():
    [said] = [said for one, said in answers(case(MARKET[:4])) if one.id == "where-from"]
    assert said.startswith("Collect more first: ")
    assert "five to say how sure it is" in said


def test_no_answer_names_the_lower_end_of_the_band():
    assert not any("480" in answer for _, answer in answers(case()))


def test_shipped_answers_name_only_figures_that_exist():
    known = set(figures(case()))
    assert {name for one in guide.pushbacks() for name in one.figures} <= known


def test_a_long_list_is_cut_to_one_page_and_says_so():
    many = [point(500_000 + 1_000 * at, "recruiter") for at in range(MOST_EXHIBITS + 5)]
    written = list(texts(sheet(case(many), TODAY)))
    assert "And 5 more, all trusted less or older." in written


@given(st.text(max_size=80))
def test_what_was_entered_is_text_in_both_files(name):
    named = [one.model_copy(update={"company": name}) for one in MARKET]
    page = sheet(case(named, reason=name), TODAY)
    plain = sheet(case(), TODAY)
    assert to_html(page).count("<") == to_html(plain).count("<")
    assert to_markdown(page).count("\n") == to_markdown(plain).count("\n")


def test_the_sheet_is_saved_for_its_owner_alone_and_replaced_whole(tmp_path):
    folder = tmp_path / "journal" / "lab"
    for reason in ("first", "second"):
        paths = save_sheet(sheet(case(reason=reason), TODAY), folder)
    assert [path.name for path in paths] == ["defence-sheet.md", "defence-sheet.html"]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("ask", "said"), [(562_500, "$562,500"), (1_255_000, "$1.255m"), (999_500, "$999,500")]
)
def test_the_number_on_the_sheet_is_the_number_and_not_a_rounded_one(ask, said):
    found = case(target=Target(ask=ask, band_low=500_000, band_high=540_000))
    page = to_markdown(sheet(found, TODAY)).replace("\\", "")
    assert page.startswith(f"# My number: {said} a year")
    assert f"I am looking for {said} a year" in page
