"""What every test gets without asking."""

from pathlib import Path

import pytest
from hypothesis import settings

# No test asserts an absolute time: an example that is slow on a busy machine is no failure.
settings.register_profile("workbook", deadline=None)
settings.load_profile("workbook")


@pytest.fixture(autouse=True)
def _journal_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test, and every process it starts, away from the reader's own journal."""
    monkeypatch.setenv("WORKBOOK_JOURNAL", str(tmp_path / "journal" / "journal.db"))
    monkeypatch.setattr(
        "workbook.journal.places.data_folder", lambda: tmp_path / "the-reader's-data"
    )
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "the-reader's-data"))
