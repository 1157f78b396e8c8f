"""The front door names rooms, finds new ones, and costs next to nothing."""

import subprocess
import sys

import pytest

import workbook


def test_importing_the_package_imports_no_room_and_no_library():
    code = (
        "import sys, workbook; "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "{'ipywidgets', 'pandas', 'matplotlib', 'pydantic', 'sqlalchemy'} "
        "or name.startswith('workbook.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_folder_with_an_init_is_a_room():
    assert {"stories", "compensation", "readiness", "guide", "journal", "ui"} <= set(
        workbook.rooms()
    )


def test_a_room_is_imported_when_it_is_named():
    assert workbook.readiness.__name__ == "workbook.readiness"


def test_a_room_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(AttributeError, match=r"no room 'kitchen'.*stories"):
        _ = workbook.kitchen


def test_completion_offers_the_rooms():
    assert set(workbook.rooms()) <= set(dir(workbook))
