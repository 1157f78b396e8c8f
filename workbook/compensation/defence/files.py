"""Saving the defence sheet where the reader's chapters are, as Markdown and as HTML."""

from pathlib import Path

from workbook.compensation.defence.text import Page, to_html, to_markdown
from workbook.journal.files import private_folder, write_private

NAME = "defence-sheet"


def save_sheet(page: Page, folder: Path) -> list[Path]:
    """Write the page as Markdown and as HTML, each whole or not at all, for its owner alone.

    Raises
    ------
    OSError
        The folder cannot be written; what was there stays.
    """
    private_folder(folder)
    written = {".md": to_markdown(page), ".html": to_html(page)}
    for ending, text in written.items():
        write_private(folder / f"{NAME}{ending}", text.encode("utf-8"))
    return [folder / f"{NAME}{ending}" for ending in written]
