"""The board without a browser: a hand on its controls, an eye on the journal."""

import datetime as dt
from pathlib import Path

import pytest

from workbook import compensation, example, guide
from workbook.compensation.money import format_money
from workbook.compensation.panel import Board
from workbook.compensation.records import Dataset, Mapping, Point, Target
from workbook.compensation.settings import Settings
from workbook.journal import JournalFull, open_journal
from workbook.profile import Profile, load

CUT = Path(__file__).parents[1] / "data" / "salaries-200.csv"
TARGET = Target(band_low=480_000, band_high=620_000, ask=560_000)


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.fixture
def board(journal):
    return Board(journal)


def fill(board, **fields):
    shapes = {"total": "total", "low": "range", "base": "offer"}
    board.form.shape.value = next(
        (shape for name, shape in shapes.items() if fields.get(name)), board.form.shape.value
    )
    for name, value in fields.items():
        board.form.fields[name].value = value


def enter(board, **fields):
    board.add.click()
    fill(board, **fields)
    board.form.save_button.click()


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


def upload(board, content, name="cut.csv"):
    board.bring.click()
    board.importing._receive(name, content)


def classes(widget):
    found = set(getattr(widget, "_dom_classes", ()))
    for child in getattr(widget, "children", ()):
        found |= classes(child)
    return found


def test_every_control_has_its_stable_class(board):
    wanted = (
        "ask ask-typed band band-low band-high chart add import points rules target-level undo save"
    )
    wanted += (
        " company title level location date source base bonus stock sign-on total low high note"
    )
    wanted += " import-file import-text import-read import-add import-map-total import-preview"
    assert {f"wb-compensation-{name}" for name in wanted.split()} <= classes(board)


def test_an_empty_board_says_what_to_do(board):
    assert "0 points" in board.heading.value
    assert board.chart.alt == "No points yet. Neither a band nor an ask is set."
    assert "Begin with the one you trust most" in board.list.children[0].value
    assert board.rules.value.count("✗") == 6


def test_a_point_is_added_shown_and_undone(board, journal):
    enter(
        board,
        source="recent-hire",
        company="Halcyon <b>Video</b>",
        level="L5",
        date=dt.date(2026, 6, 12),
        base="$480k",
        bonus="50,000",
        stock="45 000",
        sign_on="0.08m",
        note="told me unasked\nin June",
    )
    [point] = journal.records(Point)
    assert (point.yearly, point.sign_on, point.note) == (
        575_000,
        80_000,
        "told me unasked\nin June",
    )
    # With a quarter of the sign-on, as the settings spread it over four years.
    assert "Recent hire: $595k." in board.chart.alt
    row = board.list.children[1].children[0].value
    assert "Halcyon &lt;b&gt;Video&lt;/b&gt;, L5" in row
    assert ">$595k<" in row
    assert "a recent hire among them (June 2026, Halcyon &lt;b&gt;" in board.rules.value
    assert hidden(board.form)
    board.undo.click()
    assert journal.records(Point) == []
    assert "No points yet" in board.chart.alt


def test_a_point_is_changed_in_place(board, journal):
    journal.save(Point(company="A", total=500_000, source="recruiter", origin="abc", experience=7))
    board.list.children[1].children[1].click()
    assert board.form.fields["total"].value == "$500k"
    fill(board, total="", low="400k", high="600k", level="L6")
    board.form.save_button.click()
    [point] = journal.records(Point)
    assert (point.low, point.high, point.total, point.level) == (400_000, 600_000, None, "L6")
    assert (point.origin, point.experience) == ("abc", 7)
    assert len(journal.history(Point)) == 2


def test_a_point_is_deleted_and_brought_back(board, journal):
    journal.save(Point(company="A", total=500_000, source="recruiter"))
    board.list.children[1].children[2].click()
    assert journal.records(Point) == []
    board.undo.click()
    assert [point.company for point in journal.records(Point)] == ["A"]


def test_refused_fields_say_why_and_keep_what_was_typed(board, journal):
    enter(board, company="x" * 300, base="abc", bonus="-1", date=dt.date(2999, 1, 1))
    told = {name: notice.text for name, notice in board.form.notices.items() if notice.text}
    assert set(told) == {"base", "bonus", "date", "source"}
    assert told["base"].startswith("“abc” is not an amount")
    assert "in the future" in told["date"]
    assert all(sentence.endswith(".") for sentence in told.values())
    assert board.form.fields["base"].value == "abc"
    assert not hidden(board.form)
    fill(board, base="450k", bonus="", date=None, source="other")
    board.form.save_button.click()
    assert "300 characters" in board.form.notices["company"].text
    fill(board, company="x")
    board.form.save_button.click()
    assert len(journal.records(Point)) == 1


def test_a_point_without_any_figure_is_refused_as_a_whole(board, journal):
    enter(board, source="recruiter", company="A")
    assert board.form.whole.text.startswith("Give a base salary")
    assert journal.records(Point) == []


def test_the_same_offer_twice_is_kept_and_pointed_out(board, journal):
    for _ in range(2):
        enter(board, source="recruiter", company="A", total="500k")
    assert len(journal.records(Point)) == 2
    assert "says the same" in board.notice.text


def test_sliders_and_typed_figures_are_one_target(board, journal):
    board.target.band.value = (480_000, 620_000)
    board.target.typed["ask"].value = "560k"
    assert journal.get(Target, Target.ONLY) == TARGET
    assert board.target.ask.value == 560_000
    assert board.target.typed["band_low"].value == "$480k"
    assert "an ask inside the band ($560k in $480–620k)" in board.rules.value
    board.target.ask.value = 640_000
    assert board.target.typed["ask"].value == "$640k"
    assert "$20k above $480–620k" in board.rules.value
    assert "ask $640k" in board.chart.over


@pytest.mark.parametrize("text", ["abc", "-1", "NaN", "1e12", "€450k", "450"])
def test_a_bad_ask_is_refused_beside_the_field_and_stays_in_it(board, journal, text):
    journal.save(TARGET)
    board.target.typed["ask"].value = text
    assert board.target.notices["ask"].text.endswith(".")
    assert board.target.typed["ask"].value == text
    assert journal.get(Target, Target.ONLY) == TARGET
    board.target.ask.value = 565_000
    assert board.target.notices["ask"].text == ""
    assert board.target.typed["ask"].value == "$565k"


def test_a_typed_figure_between_the_slider_s_steps_stays_exact(board, journal):
    board.target.typed["ask"].value = "562,345"
    assert journal.get(Target, Target.ONLY).ask == 562_345
    assert board.target.ask.value % board.target.ask.step == 0
    assert board.target.typed["ask"].value == "$562,345"
    assert "ask $562,345" in board.chart.over


def test_a_band_typed_upside_down_is_refused(board, journal):
    journal.save(TARGET)
    board.target.typed["band_low"].value = "700k"
    assert "above its upper end" in board.target.notices["band_low"].text
    assert journal.get(Target, Target.ONLY) == TARGET


def test_an_end_that_was_refused_is_taken_once_the_other_makes_room(board, journal):
    journal.save(TARGET)
    board.target.typed["band_low"].value = "700k"
    board.target.typed["band_high"].value = "800k"
    assert journal.get(Target, Target.ONLY).band == (700_000, 800_000)
    assert board.target.notices["band_low"].text == ""


def test_dragging_one_end_of_the_band_leaves_the_other_as_it_was_typed(board, journal):
    board.target.typed["band_low"].value = "512,345"
    board.target.typed["band_high"].value = "600k"
    low, _ = board.target.band.value
    board.target.band.value = (low, 620_000)
    board.autosave.flush()
    assert journal.get(Target, Target.ONLY).band == (512_345, 620_000)


def test_an_emptied_field_takes_the_figure_away(board, journal):
    journal.save(TARGET)
    board.target.typed["ask"].value = ""
    assert journal.get(Target, Target.ONLY).ask is None
    assert "wb-unset" in board.target.ask._dom_classes


def test_a_figure_beyond_the_axis_stretches_it_and_its_correction_shrinks_it(board):
    before = board.target.ask.max
    board.target.typed["ask"].value = "5.6m"
    assert board.target.ask.max >= 5_600_000
    assert board.target.ask.value == 5_600_000
    board.target.typed["ask"].value = "560k"
    assert board.target.ask.max == before


def test_a_dragged_slider_keeps_its_axis(board):
    board.target.typed["ask"].value = "2m"
    end = board.target.ask.max
    board.target.ask.value = 600_000
    assert board.target.ask.max == end


def test_what_was_entered_is_there_on_a_new_board(board, journal):
    enter(board, source="recruiter", company="A", total="500k")
    board.target.band.value = (480_000, 620_000)
    board.target.ask.value = 560_000
    again = Board(journal)
    assert again.chart.alt == board.chart.alt
    assert again.target.ask.value == 560_000
    assert again.rules.value == board.rules.value
    assert again.heading.value == board.heading.value


def test_the_level_is_the_profile_s(board, journal):
    journal.save(Profile(words_per_minute=160))
    board.level.value = "L6"
    assert (load(journal).level, load(journal).words_per_minute) == ("L6", 160)
    assert "L6" in board.heading.value


def test_a_full_disk_is_said_and_nothing_typed_is_lost(board, journal, monkeypatch):
    def full(*_records, **_settings):
        raise JournalFull("The disk is full.")

    board.add.click()
    fill(board, source="recruiter", total="500k")
    monkeypatch.setattr(journal, "save", full)
    board.form.save_button.click()
    assert "The disk is full." in board.notice.text
    assert board.form.fields["total"].value == "500k"
    assert not hidden(board.form)
    monkeypatch.undo()
    board.form.save_button.click()
    assert journal.records(Point)[0].total == 500_000


def test_pasted_rows_are_looked_at_before_they_are_added(board, journal):
    board.bring.click()
    board.importing.text.value = "company;pay\nNetflix;450k\n<b>x</b>;abc\n"
    board.importing.read.click()
    assert "1 row to add" in board.importing.preview.value
    assert "Row 3, pay: “abc” is not an amount" in board.importing.problems.value
    assert journal.records(Point) == []
    board.importing.add_button.click()
    [point] = journal.records(Point)
    assert (point.company, point.total, point.source) == ("Netflix", 450_000, "aggregator")
    assert board.importing.notice.text == "Added 1 point."


def test_cells_of_a_file_are_never_markup(board):
    upload(board, b"company,total,date\n<script>alert(1)</script>,450k,\nB,450k,<img src=x>\n")
    assert "<script" not in board.importing.preview.value
    assert "&lt;script&gt;" in board.importing.preview.value
    assert "<img" not in board.importing.problems.value


def test_nothing_is_added_twice(board, journal):
    for content in (b"company,total\nA,450k\nB,400k\n", b"total;company\n400000;b\n450,000;A\n"):
        upload(board, content)
        board.importing.add_button.click()
    assert len(journal.records(Point)) == 2
    assert board.importing.add_button.disabled
    assert "2 rows you already have (rows 2, 3)" in board.importing.preview.value


def test_a_filtered_bulk_becomes_one_source(board, journal):
    upload(board, CUT.read_bytes())
    board.importing.filters.fields["company"].value = "netflix"
    board.importing.filters.fields["years_from"].value = "5"
    assert "left out by company" in board.importing.preview.value
    board.importing.filters.fields["years_to"].value = "many"
    assert "is no number of years" in board.importing.filters.notice.text
    board.importing.filters.fields["years_to"].value = ""
    assert board.importing.add_button.description.endswith("rows as one source")
    board.importing.add_button.click()
    [dataset] = journal.records(Dataset)
    assert dataset.name == "cut.csv"
    assert "1 point " in board.heading.value
    assert "cut.csv" in board.chart.alt
    assert set(dataset.company.texts) == {"Netflix"}


def test_a_corrected_mapping_is_remembered(board, journal):
    content = b"firm,pay,old pay\nA,450k,300k\n"
    upload(board, content)
    assert board.importing.columns.fields["total"].value == "pay"
    board.importing.columns.fields["total"].value = "old pay"
    board.importing.columns.source.value = "recruiter"
    assert "$300k" in board.importing.preview.value
    board.importing.add_button.click()
    assert len(journal.records(Mapping)) == 1
    fresh = Board(journal)
    upload(fresh, content)
    assert fresh.importing.columns.fields["total"].value == "old pay"
    assert fresh.importing.columns.source.value == "recruiter"
    assert fresh.importing.add_button.disabled


def test_a_dataset_is_shown_as_it_is_weighed_and_carried_to_today(board, journal):
    rows = "".join(f"C{at},{300_000 + at},2016-11-20\n" for at in range(60))
    upload(board, f"company,total,date\n{rows}".encode(), "old.csv")
    board.importing.add_button.click()
    points = [Point(total=total, source="recruiter") for total in (500_000, 520_000)]
    journal.save_all([*points, Settings(drift=0.05)])
    [line] = [row.children[0].value for row in board.list.children if "old.csv" in str(row)]
    [piece] = [one for one in board._scene.calibration.pieces if one.rows > 1]
    assert piece.value > 450_000
    assert f"median {format_money(piece.value)}" in line
    assert f"{piece.weight:.0%}" in line
    assert f"median {format_money(piece.value)}" in board.chart.alt


def test_an_import_is_taken_back_as_a_whole(board, journal):
    journal.save(Point(total=500_000, source="recruiter"))
    upload(board, b"company,total\nA,450k\nB,400k\n")
    board.importing.add_button.click()
    assert len(journal.records(Point)) == 3
    board.importing.back.click()
    assert [point.total for point in journal.records(Point)] == [500_000]
    assert hidden(board.importing.back)


@pytest.mark.parametrize("content", [b"", b"company,total\n", b"PK\x03\x04", b"\x00\x01" * 500])
def test_what_is_no_table_is_refused_in_the_section(board, content):
    upload(board, content)
    assert board.importing.notice.text.endswith(".")
    assert hidden(board.importing.steps)


def test_the_example_s_board_is_its_own():
    shown = Board(example.journal(), example=True)
    assert "6 points" in shown.heading.value
    assert "5 kinds of source" in shown.heading.value
    assert shown.rules.value.count("✓") == 7
    assert "wb-example-compensation-ask" in shown.target.ask._dom_classes
    assert compensation.points().empty


def test_the_table_is_the_reader_s_own_journal():
    journal = open_journal()
    journal.save(Point(company="A", total=500_000, source="recruiter"))
    table = compensation.points()
    assert table["yearly"].tolist() == [500_000]
    assert set(table["source"]) <= {source.id for source in guide.sources()}


MARKET = [
    Point(company="Alder", source="offer-letter", total=540_000, date=dt.date(2026, 10, 1)),
    Point(company="Birch", source="recent-hire", total=575_000, date=dt.date(2026, 6, 1)),
    Point(company="Cedar", source="recruiter", total=640_000, date=dt.date(2026, 9, 1)),
    Point(company="Dogwood", source="aggregator", total=470_000, date=dt.date(2026, 8, 1)),
    Point(company="Elm", source="aggregator", total=480_000, date=dt.date(2026, 8, 1)),
]


def test_a_changed_trust_moves_the_chart_the_leaning_and_the_sheet(board, journal):
    journal.save_all([*MARKET, Target(band_low=480_000, band_high=640_000, ask=600_000)])
    before = board.chart.alt, board.leaning.chart.alt, board.workings.defence.page.value
    board.workings.settings.fields["trust-recruiter"].value = "0"
    after = board.chart.alt, board.leaning.chart.alt, board.workings.defence.page.value
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert "Cedar" not in board.leaning.chart.alt
    board.undo.click()
    assert board.chart.alt == before[0]


def test_what_is_assumed_and_chosen_is_there_again(board, journal):
    journal.save_all([*MARKET, Target(ask=600_000)])
    board.workings.settings.fields["drift"].value = "5%"
    board.workings.split.share.value = 40
    again = Board(journal)
    assert again.workings.settings.fields["drift"].value == "5%"
    assert again.workings.split.share.value == 40
    assert again.chart.alt == board.chart.alt


def test_two_points_are_refused_with_what_is_missing(board, journal):
    journal.save_all(MARKET[:2])
    assert "middle" not in board.chart.alt
    assert "1 more" in board.spread.value or "one more" in board.spread.value
    journal.save(MARKET[2])
    assert "The market's middle is" in board.chart.alt


def test_how_sure_the_middle_is_and_where_offers_fall_are_told_apart(board, journal):
    journal.save_all(MARKET)
    assert "80% sure between" in board.chart.alt
    assert board.spread.value.startswith("Offers: half of them between")


def test_a_part_of_the_board_opens_and_closes(board):
    [fold, *_] = board.workings.folds
    assert "wb-hidden" in fold.children[1]._dom_classes
    fold.button.click()
    assert "wb-hidden" not in fold.children[1]._dom_classes
    assert fold.button.description.startswith("Hide")


def test_dragging_the_ask_calibrates_nothing_anew(board, journal, monkeypatch):
    journal.save_all([*MARKET, Target(ask=600_000)])
    scene, figure = board._scene, board.chart.figure
    board.target.ask.value = 610_000
    assert board._scene is scene
    assert board.chart.figure is figure
    assert "percentile of your evidence" in board.target.ask_words.value
