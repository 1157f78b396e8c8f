"""The panel without a browser: what a hand does, and what is shown and stored after it."""

import datetime as dt

import pytest

from workbook.compensation.panel import Board
from workbook.compensation.records import (
    DataSet,
    Point,
    PushbackTry,
    Settings,
    Split,
    Target,
)
from workbook.journal import open_journal
from workbook.profile.records import Profile


@pytest.fixture
def journal():
    return open_journal("sqlite://")


def board(journal, *records):
    for record in records:
        journal.save(record)
    return Board(journal)


def hire(total, **fields):
    return Point(source="recent-hire", total=total, date=dt.date.today(), **fields)


THREE = (hire(520_000, company="Halcyon"), hire(565_000), hire(580_000))


def fill(form, **values):
    for name, value in values.items():
        form[name].value = value


def opened(panel, title):
    fold = next(fold for fold in [*panel.folds, panel.importing] if title in fold.title)
    fold.toggle()
    return fold._content


def shown(panel):
    return [row.children[0].value for row in panel.list.children[1:]]


def is_hidden(box):
    return "wb-hidden" in box._dom_classes


def test_an_empty_board_says_what_to_do_first(journal):
    panel = board(journal)
    assert "Choose Add" in panel.list.children[0].value
    assert "no ask yet" in panel.said.value


def test_a_point_is_entered_as_people_write_it(journal):
    panel = board(journal)
    panel.begin()
    fill(panel.form, source="offer-letter", company="<b>Fern</b>", base="320", bonus="15%")
    assert is_hidden(panel.form.boxes["vesting"])
    fill(panel.form, grant="$720,000", cliff_months="12", sign_on="50k/25k")
    assert not is_hidden(panel.form.boxes["vesting"])
    panel.form.save()
    (point,) = journal.records(Point)
    assert (point.base, point.bonus_percent, point.grant) == (320_000, 15, 720_000)
    assert point.sign_on == (50_000, 25_000)
    assert not panel.form.is_open
    (row,) = shown(panel)
    assert "$598k" in row  # first year: 320 + 48 + 180 + 50
    assert "$567k" in row
    assert "&lt;b&gt;Fern" in row


def test_a_refused_field_says_why_and_loses_nothing(journal):
    panel = board(journal)
    panel.begin()
    fill(panel.form, source="recent-hire", base="575k", bonus="15")
    panel.form.save()
    assert "15% or 15k" in panel.form["bonus"].refusal
    assert panel.form["base"].value == "575k"
    assert journal.records(Point) == []
    again = Board(journal)
    assert again.form.is_open
    assert again.form["base"].value == "575k"
    fill(panel.form, source="")
    panel.form.save()
    assert panel.form["source"].refusal


def test_a_point_is_changed_with_its_figures_as_they_are(journal):
    point = Point(
        source="offer-letter",
        base=320_000,
        bonus="15%",
        grant=720_000,
        vesting="5/15/40/40",
        currency="CHF",
        rate=1.25,
        liquidity_discount=0.25,
        bonus_times=0.8,
        stock=900,
        sign_on=(50_000, 700),
    )
    panel = board(journal, point)
    panel.begin(panel.market.pieces[0])
    assert panel.form["bonus"].value == "15%"
    assert panel.form["vesting"].value == "5/15/40/40"
    panel.form.save()
    assert journal.get(Point, point.id) == point
    panel.begin(panel.market.pieces[0])
    fill(panel.form, bonus="40k", grant="")
    panel.form.save()
    changed = journal.get(Point, point.id)
    assert (changed.bonus, changed.bonus_percent, changed.vesting) == (40_000, None, ())


def test_a_point_saved_calibrates_once(journal, monkeypatch):
    panel = board(journal, *(hire(500_000 + 10_000 * at) for at in range(7)))
    calls = []
    from workbook.compensation import market as module

    real = module.calibrate
    monkeypatch.setattr(module, "calibrate", lambda *given: calls.append(1) or real(*given))
    panel.begin()
    fill(panel.form, source="recent-hire", base="560k")
    calls.clear()
    panel.form.save()
    assert len(calls) == 1


def test_a_piece_is_left_out_with_a_reason_and_comes_back(journal):
    panel = board(journal, *THREE)
    middle = panel.market.calibration.middle
    panel.turn(panel.market.pieces[0])
    panel._leave_out()
    assert panel.why.refusal
    panel.why.value = "another line of work"
    panel._leave_out()
    assert "left out: another line of work" in shown(panel)[0]
    assert panel.market.calibration.middle > middle
    panel.turn(panel.market.pieces[0])
    assert panel.market.calibration.middle == middle


def test_a_deleted_point_comes_back_by_undo(journal):
    panel = board(journal, *THREE)
    panel.begin(panel.market.pieces[1])
    panel.form.delete_button.click()
    assert not panel.form.is_open
    assert len(panel.market.pieces) == 2
    panel.undo.click()
    assert len(panel.market.pieces) == 3


def test_the_ask_moves_chart_and_checks(journal):
    panel = board(journal, *THREE)
    panel.target["ask"].value = 560_000
    assert journal.records(Target)[0].ask == 560_000
    assert "ask of $560k" in panel.chart.alt
    assert "your evidence reaches it" in panel.said.value
    panel.target["ask"].value = 590_000
    assert "Nothing you found supports $590k" in panel.said.value
    assert "above all evidence" in panel.chart.alt


def test_the_axis_stays_under_the_hand_and_reaches_what_is_typed_beyond_it(journal):
    panel = board(journal, *THREE)
    sent = []
    panel.chart.observe(lambda change: sent.append(change["name"]), names=["still", "over"])
    panel.target["ask"].value = 560_000
    assert panel.journal.records(Target)[0].ask == 560_000
    assert sent == ["over"], "neither a moved number nor its save draws the market again"
    panel.target["ask"].value = "1.2m"
    assert "still" in sent
    assert panel.target["ask"].bounds["max"] > 1_200_000
    panel.target["ask"].value = "560k"
    assert panel.target["ask"].bounds["max"] < 1_200_000


def test_money_stands_as_people_write_it_once_its_field_is_left(journal):
    panel = board(journal)
    low = panel.target["band_low"]
    low.value = "480"
    assert low.value == "480"
    panel.target._gone("band_low", bad=False)
    assert low.value == "$480k"
    panel.begin()
    fill(panel.form, source="recent-hire", base="512345", bonus="15%")
    for name in ("base", "bonus"):
        panel.form._gone(name, bad=False)
    assert (panel.form["base"].value, panel.form["bonus"].value) == ("$512,345", "15%")


@pytest.mark.parametrize("typed", ["560", "560k", "$560,000", "560000"])
def test_a_number_typed_beside_the_slider_is_one_sum(journal, typed):
    panel = board(journal)
    panel.target["ask"].value = typed
    assert journal.records(Target)[0].ask == 560_000


def test_each_level_has_its_own_number(journal):
    panel = board(journal, *THREE, Target(ask=560_000))
    panel.level["level"].value = "L6"
    assert panel.market.target.ask is None
    panel.target["ask"].value = 700_000
    panel.level["level"].value = "L5"
    assert panel.market.target.ask == 560_000
    assert journal.get(Profile, Profile.ONLY).level == "L5"


def test_trust_and_assumptions_move_the_middle(journal):
    panel = board(journal, *THREE, Point(source="aggregator", total=300_000))
    weighing = opened(panel, "weighed")
    before = panel.market.calibration.middle
    weighing.trust["aggregator"].value = 0
    assert panel.market.calibration.middle > before
    assert weighing.editor["drift"].value == "0%"
    weighing.editor["refreshers"].value = "30"
    weighing.editor._gone("refreshers", bad=False)
    assert journal.get(Settings, Settings.ONLY).refreshers == 0.3
    weighing.reset.click()
    assert panel.market.calibration.middle == before


def test_nothing_that_is_shown_changes_by_being_left(journal):
    panel = board(journal, *THREE, Target(ask=560_000))
    for title, model in (("weighed", Settings), ("options", Split)):
        fold = opened(panel, title)
        for name in fold.editor.fields:
            fold.editor._gone(name, bad=False)
            assert fold.editor[name].refusal == ""
        assert (journal.get(model, model.ONLY) or model()) == model()


def test_the_sheet_is_the_market_s_and_a_try_is_kept(journal):
    panel = board(journal, *THREE, Target(ask=560_000))
    assert "looking for \\$560k" in opened(panel, "sheet").markdown
    practice = opened(panel, "aloud")
    practice._stopped(14.0)
    (tried,) = journal.records(PushbackTry)
    assert (tried.seconds, tried.score) == (14.0, None)
    practice.score["score"].value = 3
    assert journal.records(PushbackTry)[0].score == 3
    assert "14 s of 20; scored 3" in practice.tries.value
    practice.open.click()
    assert "$560k" in practice.reply.value


def test_options_show_the_chances_of_the_ask(journal):
    panel = board(journal, *THREE, Target(ask=560_000))
    options = opened(panel, "options")
    assert "60%" in options.table.value
    options.editor["growth"].value = "10%"
    options.editor._gone("growth", bad=False)
    assert "45%" in options.table.value


CSV = "company,level,total compensation\n" + "".join(
    f"{'Netflix' if at % 2 else 'Hulu'},L5,{500_000 + 1_000 * at}\n" for at in range(40)
)


def test_a_table_is_read_filtered_dated_and_taken_back(journal):
    panel = board(journal, *THREE)
    importing = opened(panel, "Import")
    importing.text.value = CSV + "Netflix,L5,a lot\n"
    importing.read.click()
    assert "40 rows read, 1 refused" in importing.found.value
    assert "Row 42" in importing.problems.value
    importing.filters["company"].value = "Netflix"
    assert "20 rows" in importing.add.description
    importing.add.click()
    assert importing.date.refusal
    importing.date.value = "2021-06-01"
    importing.add.click()
    (kept,) = journal.records(DataSet)
    assert (kept.rows, kept.least, kept.most) == (20, 501_000, 539_000)
    assert (kept.filters, kept.levels) == (("company Netflix",), ("L5",))
    assert kept.date == dt.date(2021, 6, 1)
    assert "20 rows" in shown(panel)[-1]
    panel.undo.click()
    assert journal.records(DataSet) == []


def test_a_few_rows_are_points_of_their_own(journal):
    panel = board(journal)
    importing = opened(panel, "Import")
    importing.text.value = "company,base,date\nHulu,400000,2026-01-01\nHBO,500000,2026-02-01\n"
    importing.read.click()
    importing.source.value = "recent-hire"
    importing.add.click()
    assert [point.base for point in journal.records(Point)] == [400_000, 500_000]
    assert {point.source for point in journal.records(Point)} == {"recent-hire"}


def test_a_file_that_is_no_table_gets_a_sentence(journal):
    panel = board(journal)
    importing = opened(panel, "Import")
    importing._take("picture.xlsx", b"\x89PNG \0\0\0 nothing")
    assert importing.notice.value
    importing._take("empty.csv", b"")
    assert "nothing to read" in importing.notice.value


def test_the_example_is_read_alone():
    from workbook import compensation, example

    panel = compensation.panel.Board(example.journal(), example=True)
    assert panel.market.at_ask.reached


def test_a_figure_far_from_the_others_is_asked_about(journal):
    panel = board(journal, *THREE)
    panel.begin()
    fill(panel.form, source="recent-hire", base="5.6m")
    panel.form.save()
    assert "Is every digit right?" in panel.notice.value
