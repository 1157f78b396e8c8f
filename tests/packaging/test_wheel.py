"""The wheel, installed where there is no clone, has everything it needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("netflix_interview_workbook-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--offline"),
            *("--python", str(folder / "bin" / "python"), str(wheel)),
        ],
        check=True,
    )
    return folder


def run(installed: Path, code: str, folder: Path) -> str:
    """Run code in the environment, from a folder without a clone; dependencies are lent to it."""
    lent = (
        "import sys, site\n"
        f"sys.path += {[path for path in sys.path if path.endswith('site-packages')]!r}\n"
    )
    done = subprocess.run(
        [str(installed / "bin" / "python"), "-c", lent + code],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def test_guide_is_read_from_the_wheel(installed, tmp_path):
    code = "import workbook, workbook.guide as g; print(workbook.__file__); print(len(g.values()))"
    where, values = run(installed, code, tmp_path).splitlines()
    assert Path(where).is_relative_to(installed)
    assert int(values) == 12


def test_chapters_are_laid_out_from_the_wheel(installed, tmp_path):
    code = (
        "from workbook import chapters; from datetime import date; from pathlib import Path\n"
        "chapters.lay_out(chapters.shipped_folder(), Path('desk'), date(2026, 11, 1))"
    )
    run(installed, code, tmp_path)
    shipped = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in (tmp_path / "desk").glob("*.ipynb")} == shipped


def test_wheel_holds_the_package_and_no_stray_file(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {
        "workbook",
        "netflix_interview_workbook",
    }
    assert not [name for name in names if "checkpoint" in name or name.endswith((".db", ".pyc"))]
