"""The plan of the house holds: who may import what, and which room is known to the linter."""

import ast
import tomllib
from pathlib import Path

import pytest

import workbook

PACKAGE = Path(workbook.__file__).parent
GROUND = {"guide", "journal", "profile", "ui"}
TOP = {"brief", "loop", "practice", "readiness"}
FILES = sorted(PACKAGE.rglob("*.py"))


def imported(file: Path) -> set[str]:
    """Return the packages a file imports, at any depth of its code, but not for its types alone."""
    found = set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for branch in [node for node in ast.walk(tree) if isinstance(node, ast.If)]:
        if ast.unparse(branch.test) == "TYPE_CHECKING":
            branch.body.clear()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def room(file: Path) -> str:
    parts = file.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize(
    ("library", "files"),
    [("ipywidgets", "panel"), ("anywidget", "panel"), ("matplotlib", "charts")],
)
def test_only_these_files_and_the_shared_controls_import(library, files):
    strangers = [
        str(file.relative_to(PACKAGE))
        for file in FILES
        if library in imported(file) and room(file) != "ui" and not file.name.startswith(files)
    ]
    assert strangers == []


def test_pyplot_is_imported_nowhere():
    assert [file for file in FILES if "pyplot" in file.read_text(encoding="utf-8")] == []


def test_no_room_has_a_drawer_for_everything():
    assert [file for file in FILES if file.name in {"utils.py", "helpers.py", "misc.py"}] == []


def test_every_room_stands_in_the_contracts_of_the_import_linter():
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {
        contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]
    }
    rooms = {f"workbook.{name}" for name in set(workbook.rooms()) - GROUND - TOP}
    ground = contracts["The ground floor knows no room"]
    assert {f"workbook.{name}" for name in GROUND} <= set(ground["source_modules"])
    assert rooms | {f"workbook.{name}" for name in TOP} == set(ground["forbidden_modules"])
    apart = contracts[
        "A room knows of another room its records alone, and nothing of the floor above"
    ]
    assert set(apart["modules"]) == rooms
    top = contracts["No room knows the top floor"]
    assert set(top["source_modules"]) == rooms
    assert {f"workbook.{name}" for name in TOP} <= set(top["forbidden_modules"])
