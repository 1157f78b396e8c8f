"""Every chapter is built the same way, and ships without anything a machine or a run left in it."""

import ast
import re

import nbformat

from .conftest import CHAPTERS, NOTEBOOKS, Chapter

WORKED = "nbval-check-output"
LINK = re.compile(r"\]\(([^)]+)\)")


def is_worked(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell ships with its output, which nbval compares with what it gives today."""
    return WORKED in cell.metadata.get("tags", ())


def is_solution(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell is the reader's own: its code is in sight, and handed to the judge."""
    return cell.source.startswith("%%solution\n")


def test_the_notebook_is_valid_and_its_cell_ids_are_unique(chapter: Chapter) -> None:
    nbformat.validate(chapter.notebook)
    assert (chapter.notebook.nbformat, chapter.notebook.nbformat_minor) >= (4, 5)
    ids = [cell.id for cell in chapter.notebook.cells]
    assert len(set(ids)) == len(ids)


def test_metadata_holds_nothing_that_a_machine_put_there(chapter: Chapter) -> None:
    assert set(chapter.notebook.metadata) == {"kernelspec"}
    assert "version" not in chapter.text_path.read_text(encoding="utf-8").split("---")[1].replace(
        "format_version", ""
    )
    for cell in chapter.notebook.cells:
        assert set(cell.metadata) <= {"deletable", "jupyter", "points", "tags"}, cell.source


def test_only_worked_cells_ship_with_output(chapter: Chapter) -> None:
    for cell in chapter.cells("code"):
        worked = is_worked(cell)
        assert bool(cell.outputs) == worked, cell.source
        # nbval refuses to compare a cell that has output but was never run.
        assert cell.execution_count == (1 if worked else None)
        assert all(out.output_type != "error" for out in cell.outputs)


def test_it_opens_with_its_number_and_asks_for_no_click(chapter: Chapter) -> None:
    title, *_ = chapter.notebook.cells
    assert re.fullmatch(rf"# {chapter.number} · [^\n]+", title.source)
    assert "Run All" not in chapter.prose


def test_no_key_deletes_an_exercise(chapter: Chapter) -> None:
    for cell in chapter.cells("code"):
        assert cell.metadata.get("deletable", True) is is_worked(cell), cell.source


def test_the_first_code_cell_opens_the_front_door(chapter: Chapter) -> None:
    assert chapter.cells("code")[0].source == "import workbook as wb"


def test_code_is_short_folded_and_free_of_magics(chapter: Chapter) -> None:
    for cell in chapter.cells("code"):
        worked = is_worked(cell)
        seen = worked or is_solution(cell)
        assert cell.metadata.get("jupyter", {}).get("source_hidden", False) is not seen
        assert len(cell.source.splitlines()) <= (3 if not worked else 8)
        ast.parse(cell.source.removeprefix("%%solution\n"))  # a magic or a shell line is no Python


EXERCISES = {
    "00": ["wb.practice.today()", "wb.profile.card()"],
    "01": ["wb.decisions.log()"],
    "02": ["wb.culture.deck()"],
    "03": ["wb.keeper.test()", "wb.keeper.drill()"],
    "04": ["wb.loop.schedule()"],
    "05": ["wb.coding.round()"],
    "06": ["wb.design.sheet()"],
    "07": ["wb.stories.board()"],
    "08": ["wb.compensation.board()"],
    "09": ["wb.practice.questions()"],
    "10": ["wb.deepdive.systems()", "wb.practice.plan()"],
    "11": ["wb.readiness.mistakes()"],
    "12": ["wb.practice.quiz()"],
    "13": ["wb.practice.today()", "wb.readiness.dashboard()", "wb.brief.make()"],
}


def test_it_has_its_exercise_soon(chapter: Chapter) -> None:
    cells = chapter.notebook.cells
    first = EXERCISES[chapter.number][0]
    at = [cell.source for cell in cells].index(first)
    assert sum(len(cell.source.split()) for cell in cells[:at]) <= 750
    assert set(EXERCISES[chapter.number]) <= {cell.source for cell in cells}


def test_there_is_more_to_read_than_to_run(chapter: Chapter) -> None:
    assert len(chapter.cells("markdown")) > len(chapter.cells("code"))


def test_its_sections_stand_in_the_order_of_every_chapter(chapter: Chapter) -> None:
    headings = chapter.headings
    places = [
        headings.index(fixed)
        for fixed in ("You will leave with", "What good looks like", "Done when")
    ]
    assert places == sorted(places)
    assert places[0] == 0


def test_it_is_done_when_its_own_checklist_says_so(chapter: Chapter) -> None:
    cells = chapter.notebook.cells
    call = f'wb.readiness.checklist("{chapter.number}")'
    (at,) = [at for at, cell in enumerate(cells) if cell.source == call]
    assert cells[at - 1].source.startswith("## Done when")


def test_its_last_cell_leads_to_the_chapters_before_and_after(chapter: Chapter) -> None:
    links = LINK.findall(chapter.notebook.cells[-1].source)
    at = CHAPTERS.index(chapter.name)
    neighbours = [*CHAPTERS[max(at - 1, 0) : at], *CHAPTERS[at + 1 : at + 2]]
    assert {f"{name}.ipynb" for name in neighbours} <= set(links)


def test_every_relative_link_leads_to_a_chapter(chapter: Chapter) -> None:
    relative = [link for link in LINK.findall(chapter.prose) if "://" not in link]
    assert relative
    for link in relative:
        assert (NOTEBOOKS / link).is_file(), link


def test_no_dollar_sign_turns_prose_into_mathematics(chapter: Chapter) -> None:
    assert not re.search(r"(?<!\\)\$", chapter.prose)


def test_a_note_on_what_changed_is_dated_and_names_its_source(chapter: Chapter) -> None:
    for note in re.findall(r"^## Since then\n+(.+)$", chapter.prose, re.MULTILINE):
        assert re.match(r"\*\*(\w+ )?20\d\d\.\*\* ", note)
        assert re.search(r"\([^)]*(Netflix|https?://)[^)]*\)", note)
