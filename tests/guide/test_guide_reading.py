"""Reading the guide: frozen, read once, and a wrong file says where it is wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from workbook import guide
from workbook.guide import reading
from workbook.guide.entries import QuestionKind, Round, Scale

GOOD = {"id": "other", "name": "other", "statement": "Any other."}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give an empty data folder that the guide reads from, with nothing cached of the real one."""
    (tmp_path / "guide").mkdir()
    monkeypatch.setattr(reading, "data_folder", lambda: tmp_path)
    caches = [one for one in vars(reading).values() if hasattr(one, "cache_clear")]
    for one in caches:
        one.cache_clear()
    yield tmp_path
    for one in caches:
        one.cache_clear()


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        guide.values()[0].name = "something else"


def test_anchors_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        guide.rubric("stories")[0].anchors[0] = "something else"  # type: ignore[index]


@pytest.mark.parametrize("read", [guide.values, guide.criteria, lambda: guide.rubric("stories")])
def test_changing_a_returned_list_changes_nothing_for_the_next_reader(
    read: Callable[[], list[guide.Entry]],
) -> None:
    before = len(read())
    read().clear()
    assert len(read()) == before


def test_entries_are_read_once() -> None:
    assert guide.values()[0] is guide.values()[0]


def test_the_example_is_the_callers_own_copy() -> None:
    guide.example("stories")["story"].clear()
    assert guide.example("stories")["story"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({**GOOD, "name": ""}, "name"),
        ({**GOOD, "nmae": "other"}, "nmae"),
        ({"id": "other", "name": "other"}, "statement"),
        ({**GOOD, "id": "Not An Id"}, "id"),
        ({**GOOD, "points": [66]}, "points.0"),
        ({**GOOD, "name": False}, "name"),
        ("just text", "dictionary"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(body: object, reason: str) -> None:
    with pytest.raises(guide.GuideError) as caught:
        reading.parse("guide/some.yaml", [{**GOOD, "id": "first"}, body], QuestionKind)
    message = str(caught.value)
    assert "data/guide/some.yaml, entry 2" in message
    assert reason in message
    assert "\n" not in message


def test_an_id_that_stands_twice_is_named() -> None:
    with pytest.raises(guide.GuideError, match=r"entry 2 \(other\): this id stands twice"):
        reading.parse("guide/some.yaml", [GOOD, GOOD], QuestionKind)


def test_a_file_that_holds_no_list_is_named() -> None:
    with pytest.raises(
        guide.GuideError, match=r"guide/some.yaml holds a list of entries, not dict"
    ):
        reading.parse("guide/some.yaml", GOOD, QuestionKind)


def test_an_anchor_that_is_missing_is_named() -> None:
    body = {**GOOD, "anchors": {0: "None.", 4: "All."}}
    with pytest.raises(guide.GuideError, match="0 to 4"):
        reading.parse("guide/some.yaml", [body], Scale)


def test_a_round_of_unknown_length_has_none() -> None:
    body = {
        **GOOD,
        "minutes": None,
        "usual_minutes": 45,
        "assesses": ["This.", "That."],
        "who": "somebody",
        "half": 1,
        "always": True,
    }
    (entry,) = reading.parse("guide/rounds.yaml", [body], Round)
    assert entry.minutes is None
    with pytest.raises(guide.GuideError, match="usual_minutes"):
        reading.parse("guide/rounds.yaml", [body | {"minutes": 60}], Round)


@pytest.mark.parametrize(
    ("file", "field", "known", "read"),
    [
        ("criteria", "rounds", ["coding"], guide.criteria),
        ("questions", "round", "coding", guide.questions),
        ("questions", "kind", "other", guide.questions),
        ("keeper_questions", "signal", "closes-problems", guide.keeper_questions),
        ("culture", "values", ["candor"], guide.sections),
    ],
)
def test_what_no_other_file_holds_is_refused_by_name(
    folder: Path,
    file: str,
    field: str,
    known: object,
    read: Callable[[], list[guide.Entry]],
) -> None:
    shipped = Path(__file__).parents[2] / "data/guide"
    bodies = yaml.safe_load((shipped / f"{file}.yaml").read_text(encoding="utf-8"))
    for one in shipped.glob("*.yaml"):
        (folder / "guide" / one.name).write_bytes(one.read_bytes())
    wrong = "nobodys" if isinstance(known, str) else ["nobodys"]
    (folder / f"guide/{file}.yaml").write_text(yaml.safe_dump([bodies[-1] | {field: known}]))
    assert len(read()) == 1
    for one in vars(reading).values():
        if hasattr(one, "cache_clear"):
            one.cache_clear()
    (folder / f"guide/{file}.yaml").write_text(yaml.safe_dump([bodies[-1] | {field: wrong}]))
    with pytest.raises(guide.GuideError, match=rf"{file}.yaml, {bodies[-1]['id']}: .*nobodys"):
        read()


def test_a_facet_asks_every_layer() -> None:
    body = {**GOOD, "layers": {"what": "What?", "why": "Why?"}}
    with pytest.raises(guide.GuideError, match="what-else"):
        reading.parse("guide/facets.yaml", [body], guide.Facet)


def test_the_answer_of_a_quiz_is_one_of_its_options() -> None:
    body = {
        "id": "length",
        "question": "How long?",
        "options": ["30 minutes", "45 minutes", "60 minutes"],
        "answer": "an hour",
        "explanation": "It is.",
        "source": "chapter 04",
    }
    with pytest.raises(guide.GuideError, match="exactly one of the options"):
        reading.parse("guide/quiz.yaml", [body], guide.Quiz)


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(guide.GuideError, match=r"data/guide/values.yaml cannot be read"):
        guide.values()


def test_a_file_that_is_no_yaml_is_named(folder: Path) -> None:
    (folder / "guide/values.yaml").write_text("- id: [unclosed")
    with pytest.raises(guide.GuideError, match=r"data/guide/values.yaml is not valid YAML"):
        guide.values()


def test_yaml_that_would_build_objects_is_refused(folder: Path) -> None:
    (folder / "guide/values.yaml").write_text("- !!python/object/apply:os.getcwd []")
    with pytest.raises(guide.GuideError, match="not valid YAML"):
        guide.values()


def test_a_rubric_nobody_wrote_is_refused_by_name() -> None:
    with pytest.raises(guide.GuideError, match="no rubric 'knitting'"):
        guide.rubric("knitting")


def test_without_the_c_loader_the_data_is_the_same() -> None:
    text = (guide.data_folder() / "guide" / "values.yaml").read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=reading._LOADER)
