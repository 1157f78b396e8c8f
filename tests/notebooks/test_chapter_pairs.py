"""Both halves of every chapter say the same, and syncing them again changes nothing."""

import pytest
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from .conftest import CHAPTERS, NOTEBOOKS, ROOT, Chapter

pytestmark = pytest.mark.slow


def test_all_fourteen_chapters_are_there() -> None:
    assert [name[:2] for name in CHAPTERS] == [f"{number:02}" for number in range(14)]


def test_every_notebook_has_its_text_and_every_text_its_notebook() -> None:
    assert sorted(path.stem for path in (NOTEBOOKS / "text").glob("*.md")) == CHAPTERS


def test_a_pair_has_the_same_cells(chapter: Chapter) -> None:
    def content(notebook: nbformat.NotebookNode) -> list[tuple[str, str, dict[str, object]]]:
        return [(cell.cell_type, cell.source, dict(cell.metadata)) for cell in notebook.cells]

    assert content(chapter.text) == content(chapter.notebook)


def test_a_pair_names_the_same_kernel(chapter: Chapter) -> None:
    assert chapter.text.metadata.kernelspec == chapter.notebook.metadata.kernelspec
    assert chapter.notebook.metadata.kernelspec.name == "python3"


def test_syncing_from_either_side_changes_no_byte(tmp_path: Path) -> None:
    shutil.copytree(NOTEBOOKS, tmp_path / "notebooks")
    shutil.copy(ROOT / "jupytext.toml", tmp_path)
    files = sorted((tmp_path / "notebooks").rglob("*.[im][pd]*"))
    before = {path: path.read_bytes() for path in files}
    texts = [path for path in files if path.suffix == ".md"]
    assert len(texts) == len(files) - len(texts) == len(CHAPTERS)
    for newer in (".md", ".ipynb"):
        for path in files:
            moment = 2_000_000_000 if path.suffix == newer else 1_900_000_000
            os.utime(path, (moment, moment))
        _sync(tmp_path, texts)
        assert {path: path.read_bytes() for path in files} == before


def test_an_edited_text_reaches_its_notebook_and_keeps_ids_and_outputs(tmp_path: Path) -> None:
    shutil.copytree(NOTEBOOKS, tmp_path / "notebooks")
    shutil.copy(ROOT / "jupytext.toml", tmp_path)
    name = "07-behavioural-rounds"
    text = tmp_path / "notebooks" / "text" / f"{name}.md"
    edited = text.read_text(encoding="utf-8").replace("## Ninety seconds", "## Ninety of them")
    text.write_text(edited, encoding="utf-8")
    os.utime(text, (2_000_000_000, 2_000_000_000))
    _sync(tmp_path, [text])
    after = nbformat.read(tmp_path / "notebooks" / f"{name}.ipynb", as_version=4)
    original = Chapter(name).notebook
    assert any("## Ninety of them" in cell.source for cell in after.cells)
    assert [cell.id for cell in after.cells] == [cell.id for cell in original.cells]
    assert _outputs(after) == _outputs(original) != []


def _outputs(notebook: nbformat.NotebookNode) -> list[object]:
    return [out for cell in notebook.cells for out in cell.get("outputs", [])]


def _sync(folder: Path, texts: list[Path]) -> None:
    command = [sys.executable, "-m", "jupytext", "--sync", *map(str, texts)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
