"""The chapters, read once a test from both halves of their pair."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import jupytext
import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
CHAPTERS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


@dataclass(frozen=True)
class Chapter:
    """A chapter by the name its two files share, e.g. ``07-behavioural-rounds``."""

    name: str

    @property
    def number(self) -> str:
        return self.name[:2]

    @property
    def path(self) -> Path:
        return NOTEBOOKS / f"{self.name}.ipynb"

    @property
    def text_path(self) -> Path:
        return NOTEBOOKS / "text" / f"{self.name}.md"

    @cached_property
    def notebook(self) -> nbformat.NotebookNode:
        return nbformat.read(self.path, as_version=nbformat.NO_CONVERT)

    @cached_property
    def text(self) -> nbformat.NotebookNode:
        return jupytext.read(self.text_path, fmt="md:myst")

    def cells(self, kind: str) -> list[nbformat.NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == kind]

    @property
    def prose(self) -> str:
        return "\n\n".join(cell.source for cell in self.cells("markdown"))

    @property
    def headings(self) -> list[str]:
        return re.findall(r"^## (.+)$", self.prose, re.MULTILINE)

    @property
    def points(self) -> set[int]:
        return {point for cell in self.notebook.cells for point in cell.metadata.get("points", ())}


@pytest.fixture(params=CHAPTERS)
def chapter(request: pytest.FixtureRequest) -> Chapter:
    """Return each chapter in turn."""
    return Chapter(request.param)
