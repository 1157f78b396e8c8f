"""pyproject.toml says what is needed; the lock and conda's file must say the same."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
# Where conda-forge calls a package something else than PyPI does.
PYPI_NAMES = {"playwright-python": "playwright", "python-build": "build"}


def wanted() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {canonicalize_name(need.name): need for need in map(Requirement, lines)}


def locked() -> dict[str, list[str]]:
    """Name of each locked package to the lines of its entry."""
    entries: dict[str, list[str]] = {}
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            entries[canonicalize_name(line.partition("==")[0])] = lines = []
        lines.append(line.strip().removesuffix("\\").strip())
    return entries


def conda() -> tuple[list[str], list[str]]:
    """Return the packages from conda-forge and those from pip."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    from_pip = listed[-1]["pip"]
    return listed[:-1], from_pip


def conda_requirements() -> dict[str, Requirement]:
    from_conda, from_pip = conda()
    lines = [line for line in from_conda if line != "pip"] + from_pip[:-1]
    needs = [Requirement(re.sub(r"^\S+", lambda m: PYPI_NAMES.get(m[0], m[0]), x)) for x in lines]
    return {canonicalize_name(need.name): need for need in needs}


def test_conda_asks_for_the_same_packages_and_ranges():
    python = conda_requirements()["python"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert str(python.specifier) == project["requires-python"]

    from_conda = {name: need.specifier for name, need in conda_requirements().items()}
    from_pyproject = {name: need.specifier for name, need in wanted().items()}
    assert from_conda == {**from_pyproject, "python": python.specifier}


def test_conda_installs_the_package_itself_last_and_editable():
    assert conda()[1][-1] == "-e ."


def test_conda_file_lists_no_package_twice():
    from_conda, from_pip = conda()
    assert len(conda_requirements()) + 2 == len(from_conda) + len(from_pip)  # pip, and -e .


@pytest.mark.parametrize("name", sorted(wanted()))
def test_lock_holds_a_version_in_range(name):
    version = re.match(r"[^=]+==([^ ;]+)", locked()[name][0])
    assert version
    assert Version(version[1]) in wanted()[name].specifier


def test_every_locked_package_carries_hashes():
    for name, lines in locked().items():
        hashes = [line for line in lines[1:] if re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line)]
        assert hashes, name
        assert len(hashes) == len(lines) - 1, name


def test_lock_is_for_every_system():
    markers = [lines[0].partition(";")[2].strip() for lines in locked().values()]
    systems = {system for system in ("win32", "darwin", "linux") if f"'{system}'" in str(markers)}
    assert {"win32", "darwin"} <= systems
    assert all(Marker(marker) for marker in markers if marker)


def test_lock_names_no_host():
    assert not re.search(
        r"https?:|file:|--index|--find-links", (ROOT / "requirements.lock").read_text()
    )
