"""The defence sheet, one golden page a case, and what no page may say.

``python -m tests.compensation.test_defence`` writes the pages again; read them aloud before
committing them.
"""

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import guide, ui
from workbook.compensation.defence import season, sheet, spoken_seconds
from workbook.compensation.market import compose
from workbook.compensation.records import DataSet, Point, Settings, Target

TODAY = dt.date(2026, 11, 21)
PAGES = Path(__file__).with_name("sheets")

LETTER = Point(
    source="offer-letter",
    company="Fernhollow",
    date="2026-09-18",
    base="320k",
    bonus="15%",
    grant="720k",
)
HIRE = Point(source="recent-hire", company="Halcyon", date="2026-06-12", base="575k", note="Ada")
RECRUITER = Point(source="recruiter", company="Netflix", date="2026-10-06", total="640k")
POSTING = Point(
    source="posted-range", company="Netflix", date="2026-11-03", low="340k", high="680k"
)
SITE = Point(source="aggregator", company="Quillfeather", date="2026-08-20", total="512k")
STALE = Point(source="offer-letter", company="Ostrander", date="2024-02-01", total="900k")
OWN = Point(source="own-pay", company="Mumbleton", total="467k")
ROWS = DataSet.of(
    [420_000 + 3_000 * at for at in range(85)],
    source="aggregator",
    name="salaries.csv",
    date=dt.date(2026, 1, 1),
)
ALL = [LETTER, HIRE, RECRUITER, POSTING, SITE, STALE, OWN]

CASES = {
    "supported": (ALL, Target(ask="560k")),
    "unsupported": ([each for each in ALL if each is not STALE], Target(ask="700k")),
    "supported-by-a-stale-offer": (ALL, Target(ask="700k")),
    "below-the-middle": (ALL, Target(ask="500k", reason="I want four days a week")),
    "may-be-quoted": (
        [each.model_copy(update={"may_be_quoted": True}) for each in ALL],
        Target(ask="560k"),
    ),
    "near-and-no-more": ([LETTER, SITE, POSTING], Target(ask="560k")),
    "a-data-set-alone": ([ROWS], Target(ask="600k")),
    "no-ask": (ALL, Target()),
    "nothing": ([], Target(ask="560k")),
}


def page(name):
    records, target = CASES[name]
    return sheet(compose(records, target, Settings(), TODAY)).markdown


@pytest.mark.parametrize("name", CASES)
def test_a_case_reads_as_its_golden_page(name):
    assert page(name) == (PAGES / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_html_says_what_markdown_says(name):
    def words(text):
        return re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", text)))

    body = ui.html(page(name))
    assert words(body) == words(re.sub(r"\\(?=\W)", "", re.sub(r"(?m)^\d+\. ", "", page(name))))


@pytest.mark.parametrize("name", [name for name in CASES if name != "may-be-quoted"])
def test_nobody_can_be_recognised(name):
    for word in ("Halcyon", "Fernhollow", "Ada", "Mumbleton", "467", "340", "680"):
        assert word not in page(name)


money = st.integers(300_000, 900_000)
points = st.builds(
    lambda source, total, days, company: Point(
        source=source, total=total, date=TODAY - dt.timedelta(days=days), company=company
    ),
    st.sampled_from(["offer-letter", "recent-hire", "recruiter", "aggregator", "other"]),
    money,
    st.integers(0, 1_200),
    st.sampled_from(["", "Netflix", "Halcyon Video and Broadcasting"]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(points, max_size=5), money, st.sampled_from([80, 145, 240]))
def test_every_reply_fits_its_clock_and_no_figure_argues_against_the_ask(records, ask, pace):
    found = sheet(compose(records, Target(ask=ask), Settings(), TODAY, pace))
    for reply in found.replies:
        assert spoken_seconds(reply.words, pace) <= reply.seconds
        for figure in re.findall(r"\$(\d+)k", reply.words):
            assert int(figure) * 1000 >= ask * 0.95 - 1_000
    for figure in re.findall(r"\$(\d+)k", " ".join(found.say)):
        assert int(figure) * 1000 >= ask * 0.95 - 1_000


def test_at_the_usual_pace_a_reply_takes_what_the_guide_gives_it():
    found = sheet(compose(ALL, Target(ask="560k"), Settings(), TODAY))
    assert [reply.seconds for reply in found.replies] == [
        pushback.seconds for pushback in guide.pushbacks()
    ]


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("$560k", "five hundred sixty thousand"),
        ("$1.25m", "one point two five million"),
        ("$512,345", "five hundred twelve thousand three hundred forty-five dollars"),
        ("31 of 1,085", "thirty-one of one thousand eighty-five"),
        ("60%.", "sixty per cent"),
        ("0 of 100", "zero of one hundred"),
    ],
)
def test_figures_take_as_long_as_their_words(figures, words):
    assert spoken_seconds(figures, 60) == spoken_seconds(words, 60) == len(words.split())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-06-12", " this summer"),
        ("2026-01-12", " last winter"),
        ("2025-10-02", " last autumn"),
        ("2024-10-02", " in 2024"),
    ],
)
def test_a_date_is_said_as_a_season(day, words):
    assert season(dt.date.fromisoformat(day), TODAY) == words


if __name__ == "__main__":
    for name in CASES:
        (PAGES / f"{name}.md").write_text(page(name), encoding="utf-8")
