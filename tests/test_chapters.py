"""The reader's copies of the chapters, and what an upgrade does to them."""

import json
import stat
from datetime import date
from pathlib import Path

import pytest

from workbook.chapters import Kept, lay_out

TODAY = date(2026, 11, 21)
NAME = "07-rounds.ipynb"


def write(path: Path, *sources: str, outputs: bool = False, **metadata: object) -> None:
    """Write a notebook of code cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    output = {"output_type": "stream", "name": "stdout", "text": ["4\n"]}
    cells = [
        {
            "cell_type": "code",
            "source": source.splitlines(keepends=True),
            "metadata": metadata,
            "execution_count": 1 if outputs else None,
            "outputs": [output] if outputs else [],
        }
        for source in sources
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"]]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    write(tmp_path / "shipped" / NAME, "board()")
    return tmp_path / "shipped"


@pytest.fixture
def desk(tmp_path: Path, shipped: Path) -> Path:
    """A desk that was laid out before."""
    folder = tmp_path / "reader" / "desk"
    assert lay_out(shipped, folder, TODAY) == []
    return folder


def names(desk: Path) -> set[str]:
    return {path.name for path in desk.glob("*.ipynb")}


def test_a_first_start_copies_every_chapter(shipped, desk):
    assert (desk / NAME).read_bytes() == (shipped / NAME).read_bytes()


def test_copies_are_private(desk):
    assert stat.S_IMODE(desk.stat().st_mode) == 0o700
    for path in desk.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_saved_is_there_at_the_next_start(shipped, desk):
    write(desk / NAME, "board()", "mine()", outputs=True)
    saved = (desk / NAME).read_bytes()
    assert lay_out(shipped, desk, TODAY) == []
    assert (desk / NAME).read_bytes() == saved


def test_a_new_edition_replaces_a_copy_that_was_only_run(shipped, desk):
    write(desk / NAME, "board()", outputs=True)
    write(shipped / NAME, "board()", "checklist()")
    assert lay_out(shipped, desk, TODAY) == []
    assert sources(desk / NAME) == ["board()", "checklist()"]


def test_a_new_edition_takes_its_place_beside_an_edited_copy(shipped, desk):
    write(desk / NAME, "mine()")
    write(shipped / NAME, "checklist()")
    aside = "07-rounds (yours 2026-11-21).ipynb"
    assert lay_out(shipped, desk, TODAY) == [Kept(NAME, aside)]
    assert sources(desk / NAME) == ["checklist()"]
    assert sources(desk / aside) == ["mine()"]


def test_two_edited_copies_on_one_day_are_both_kept(shipped, desk):
    for round_ in ("first", "second"):
        write(desk / NAME, f"mine_{round_}()")
        write(shipped / NAME, f"edition_{round_}()")
        lay_out(shipped, desk, TODAY)
    kept = {tuple(sources(path)) for path in desk.glob("*(yours*.ipynb")}
    assert kept == {("mine_first()",), ("mine_second()",)}


def test_an_edition_that_only_looks_different_leaves_an_edited_copy_alone(shipped, desk):
    write(desk / NAME, "mine()")
    write(shipped / NAME, "board()", tags=["hidden"])
    assert lay_out(shipped, desk, TODAY) == []
    assert names(desk) == {NAME}
    assert sources(desk / NAME) == ["mine()"]


def test_an_edition_that_only_looks_different_renews_a_copy_nobody_edited(shipped, desk):
    write(desk / NAME, "board()", outputs=True)
    write(shipped / NAME, "board()", tags=["hidden"])
    lay_out(shipped, desk, TODAY)
    assert (desk / NAME).read_bytes() == (shipped / NAME).read_bytes()


def test_a_reader_who_wrote_the_new_edition_already_keeps_no_second_copy(shipped, desk):
    write(desk / NAME, "checklist()")
    write(shipped / NAME, "checklist()")
    assert lay_out(shipped, desk, TODAY) == []
    assert names(desk) == {NAME}


def test_a_deleted_copy_comes_back(shipped, desk):
    (desk / NAME).unlink()
    lay_out(shipped, desk, TODAY)
    assert sources(desk / NAME) == ["board()"]


def test_a_chapter_that_is_shipped_no_more_goes_unless_it_was_edited(shipped, desk):
    write(shipped / "08-money.ipynb", "ask()")
    lay_out(shipped, desk, TODAY)
    write(desk / NAME, "mine()")
    (shipped / NAME).unlink()
    (shipped / "08-money.ipynb").unlink()
    lay_out(shipped, desk, TODAY)
    assert names(desk) == {"07-rounds (yours 2026-11-21).ipynb"}


def test_the_readers_own_notebooks_are_left_alone(shipped, desk):
    write(desk / "notes.ipynb", "mine()")
    write(shipped / NAME, "checklist()")
    lay_out(shipped, desk, TODAY)
    assert sources(desk / "notes.ipynb") == ["mine()"]


@pytest.mark.parametrize("damage", ["", "[]", '{"cells": [3]}', '{"07-rounds.ipynb": {"file"'])
def test_without_a_readable_ledger_an_edited_copy_is_kept(shipped, desk, damage):
    (desk / ".editions.json").write_text(damage)
    write(desk / NAME, "mine()")
    assert [kept.chapter for kept in lay_out(shipped, desk, TODAY)] == [NAME]


def test_a_copy_that_is_no_notebook_any_more_is_kept_when_a_new_edition_comes(shipped, desk):
    (desk / NAME).write_text('{"cells": [{"cell_ty')
    write(shipped / NAME, "checklist()")
    (kept,) = lay_out(shipped, desk, TODAY)
    assert (desk / kept.kept_as).read_text() == '{"cells": [{"cell_ty'


def test_the_shipped_chapters_are_only_read(shipped, desk):
    before = {path: path.read_bytes() for path in shipped.iterdir()}
    write(desk / NAME, "mine()")
    lay_out(shipped, desk, TODAY)
    assert {path: path.read_bytes() for path in shipped.iterdir()} == before
