"""Reads what the page is made from, and writes it to files."""

from datetime import date
from pathlib import Path

from workbook.brief.writing import Material, as_html, write
from workbook.compensation import defence, market
from workbook.compensation.money import format_exact
from workbook.compensation.records import Split
from workbook.deepdive.records import System
from workbook.journal import Journal
from workbook.journal.files import private_folder, write_private
from workbook.loop.records import Shape, Slot
from workbook.practice.desk import deck
from workbook.practice.records import Answer, Review
from workbook.profile import load
from workbook.stories.records import Story


def read(journal: Journal, today: date) -> Material:
    """Return what the reader wrote and proved."""
    found = market.gather(journal, today)
    return Material(
        profile=load(journal),
        shape=journal.get(Shape, Shape.ONLY) or Shape(),
        slots=journal.records(Slot),
        stories=journal.records(Story),
        ask="" if found.target.ask is None else format_exact(found.target.ask),
        # The first of them only names the number.
        said=defence.sheet(found, journal.get(Split, Split.ONLY)).say[1:],
        systems=journal.records(System),
        answers=journal.records(Answer),
        reviews=journal.records(Review),
        cards=deck(journal),
    )


def save(journal: Journal, folder: Path, today: date) -> list[Path]:
    """Write ``brief.html``, which prints on one page, and ``brief.md``, for the owner's eyes alone.

    Raises
    ------
    OSError
        Where the folder cannot be written.
    """
    markdown = write(read(journal, today))
    private_folder(folder)
    files = {"brief.html": as_html(markdown), "brief.md": markdown}
    for name, content in files.items():
        write_private(folder / name, content.encode("utf-8", "replace"))
    return [folder / name for name in files]
