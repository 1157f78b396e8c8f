"""Each point of the guide stands in the chapter that owns it, on the cell that makes it."""

from .conftest import CHAPTERS, Chapter

OWNED = {
    "00": (),
    "01": range(1, 6),
    "02": range(6, 12),
    "03": range(12, 17),
    "04": range(17, 23),
    "05": range(23, 29),
    "06": range(29, 34),
    "07": range(34, 39),
    "08": range(39, 45),
    "09": range(45, 48),
    "10": range(48, 52),
    "11": range(52, 56),
    "12": range(56, 62),
    "13": range(62, 66),
}


def test_the_points_are_shared_out_without_gap_or_overlap() -> None:
    assert [point for points in OWNED.values() for point in points] == list(range(1, 66))


def test_every_chapter_is_known_to_this_table() -> None:
    assert {name[:2] for name in CHAPTERS} == set(OWNED)


def test_a_chapter_makes_every_point_it_owns(chapter: Chapter) -> None:
    assert set(OWNED[chapter.number]) <= chapter.points


def test_points_stand_on_cells_that_have_something_to_read(chapter: Chapter) -> None:
    for cell in chapter.notebook.cells:
        points = cell.metadata.get("points", [])
        assert points == sorted(set(points))
        assert all(1 <= point <= 65 for point in points)
        if points:
            assert cell.cell_type == "markdown"
            assert len(cell.source.split()) >= 25, cell.source
