"""The command line: what it prints, and the exit codes."""

import json
import re
import subprocess
import sys

import pytest

from workbook import __version__, doctor
from workbook.cli import main
from workbook.journal import open_journal
from workbook.profile import Profile

pytestmark = pytest.mark.slow


@pytest.fixture
def run(capsys):
    """Run a command; return the exit code and what it printed to either stream."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def as_installed(monkeypatch):
    """Let the doctor see an installed package with the given requirements."""

    def install(*requirements, python=">=3.11"):
        about = _Metadata(python, requirements)
        monkeypatch.setattr(doctor.metadata, "metadata", lambda _: about)

    install("ipywidgets>=8", "psycopg>=99; extra == 'postgresql'")
    return install


class _Metadata:
    def __init__(self, python, requirements):
        self.python, self.requirements = python, list(requirements)

    def __getitem__(self, name):
        return {"Requires-Python": self.python}[name]

    def get_all(self, name):
        return {"Requires-Dist": self.requirements}[name]


def test_version(run):
    assert run("--version") == (0, f"workbook {__version__}\n", "")


@pytest.mark.parametrize("call", [[], ["fly"], ["doctor", "--fast"], ["export"], ["backup", "x"]])
def test_a_wrong_call_says_how_it_is_used_and_ends_with_2(run, call):
    code, out, err = run(*call)
    assert (code, out) == (2, "")
    assert err.startswith("usage: workbook")


def test_export_then_import_into_an_empty_journal_gives_the_same_records(
    run, tmp_path, monkeypatch
):
    profile = Profile(words_per_minute=133)
    open_journal().save(profile)
    assert run("export", tmp_path / "mine.json")[0] == 0

    monkeypatch.setenv("WORKBOOK_JOURNAL", str(tmp_path / "other" / "journal.db"))
    code, out, _ = run("import", tmp_path / "mine.json")
    assert (code, out) == (0, "Added 1 revisions; 0 were there already.\n")
    assert open_journal().records(Profile) == [profile]


def test_export_writes_plain_json(run, tmp_path):
    open_journal().save(Profile(words_per_minute=133))
    run("export", tmp_path / "mine.json")
    assert "133" in json.dumps(json.loads((tmp_path / "mine.json").read_text()))


def test_export_writes_over_a_file_only_when_told_to_and_never_over_the_journal(run, tmp_path):
    journal = open_journal()
    journal.save(Profile(words_per_minute=133))
    file, kept = tmp_path / "mine.json", journal.engine.place.file
    file.write_text("my letters")
    code, _, err = run("export", file)
    assert code == 1
    assert "--force" in err
    assert file.read_text() == "my letters"
    assert run("export", file, "--force")[0] == 0
    assert "133" in file.read_text()
    link = tmp_path / "link.json"
    link.symlink_to(kept)
    before = kept.read_bytes()
    for path in (kept, link):
        code, _, err = run("export", path, "--force")
        assert code == 1
        assert "is the journal itself" in err
    assert kept.read_bytes() == before


def test_import_refuses_what_a_newer_version_wrote_in_a_room_that_is_not_loaded(run, tmp_path):
    open_journal().save(Profile())
    run("export", tmp_path / "mine.json")
    content = json.loads((tmp_path / "mine.json").read_text())
    content["revisions"][0] |= {"id": "r", "kind": "story", "version": 99}
    (tmp_path / "mine.json").write_text(json.dumps(content))
    command = [sys.executable, "-m", "workbook.cli", "import", str(tmp_path / "mine.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "newer version of the workbook" in done.stderr
    assert open_journal().position() == 1


def test_restore_goes_back_to_the_backup(run):
    journal = open_journal()
    journal.save(Profile(words_per_minute=133))
    code, out, _ = run("backup")
    assert code == 0
    assert "Backed up to " in out
    journal.save(Profile(words_per_minute=150))
    code, out, _ = run("restore")
    assert code == 0
    assert "Restored 1 record" in out
    assert [profile.words_per_minute for profile in open_journal().records(Profile)] == [133]


@pytest.mark.parametrize(
    "call",
    [["import", "missing.json"], ["restore", "missing.json"], ["restore"], ["export", "no/f.json"]],
)
def test_what_cannot_be_done_is_one_sentence_and_ends_with_1(run, call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*call)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert err.endswith(".\n")
    assert "Traceback" not in err


def test_an_address_that_cannot_be_understood_is_one_sentence(run, monkeypatch):
    monkeypatch.setenv("WORKBOOK_JOURNAL", "postgresql://host:port/database")
    for command in ("backup", "doctor", "lab"):
        code, _, err = run(command)
        assert code == 1
        assert "WORKBOOK_JOURNAL" in err
        assert len(err.splitlines()) == 1


def test_our_own_mistakes_are_not_swallowed(run, monkeypatch):
    monkeypatch.setattr("workbook.journal.backup", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("backup")


def test_doctor_ends_with_0_when_all_is_well(run, as_installed):
    open_journal().save(Profile())
    code, out, _ = run("doctor")
    assert code == 0, out
    assert re.search(r"^ok  ipywidgets \S+ \(>=8\)$", out, re.M)
    assert "sound, 1 record in 1 revision" in out
    assert out.endswith("All is well.\n")
    assert "psycopg" not in out


def test_doctor_looks_without_making_a_journal(run, as_installed, tmp_path):
    code, out, _ = run("doctor")
    assert code == 0
    assert "Journal: none yet" in out
    assert list(tmp_path.rglob("*.db")) == []


@pytest.mark.parametrize(
    ("installed", "said"),
    [
        ({"requirements": ["ipywidgets>=99"]}, "but the workbook needs >=99"),
        ({"requirements": ["no-such-package>=1"]}, "no-such-package is not installed"),
        ({"requirements": [], "python": ">=4"}, "but the workbook needs >=4"),
    ],
)
def test_doctor_names_what_is_wrong_with_the_installation(run, as_installed, installed, said):
    as_installed(*installed["requirements"], python=installed.get("python", ">=3.11"))
    code, out, _ = run("doctor")
    assert code == 1
    assert re.search(rf"^no  .*{re.escape(said)}$", out, re.M)
    assert "What to do: " in out
    assert out.endswith("1 to mend.\n")


def test_doctor_names_a_missing_lab_extension(run, as_installed, monkeypatch):
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *_: ["/nowhere"])
    code, out, _ = run("doctor")
    assert code == 1
    assert "extension anywidget is missing" in out


def test_doctor_says_what_to_do_about_a_damaged_journal(run, as_installed, tmp_path, monkeypatch):
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    monkeypatch.setenv("WORKBOOK_JOURNAL", str(broken))
    before = broken.read_bytes()
    code, out, _ = run("doctor")
    assert code == 1
    assert f"no  Journal: {broken}" in out
    assert broken.read_bytes() == before
