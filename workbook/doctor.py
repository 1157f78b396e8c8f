"""What ``workbook doctor`` looks at: what is installed, the chapters, the journal."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

import workbook

DISTRIBUTION = "netflix-interview-workbook"
# What draws the panels in JupyterLab; without them a panel is a line of text.
LAB_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
INSTALL = "run `make setup`, or with conda `conda env update -f environment.yml`"


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes
    ----------
    text
        What was found.
    remedy
        What to do about it; None when all is well.
    """

    text: str
    remedy: str | None = None


def examine() -> Iterator[Finding]:
    """Look at everything in turn, the journal last; nothing that anyone entered is changed."""
    yield from _packages()
    try:
        yield from _lab_extensions()
        yield from _chapters()
        yield from _judge()
        yield from _journal()
    except ImportError as error:
        yield Finding(f"The rest cannot be looked at: {error}", INSTALL)


def examine_problems(named: str) -> Iterator[Finding]:
    """Judge the own solutions of one coding problem (an id or a folder), or of all."""
    from workbook.coding.check import check

    yield from _judge()
    for text, remedy in check(named):
        yield Finding(text, remedy)


def _judge() -> Iterator[Finding]:
    from workbook.coding.box import describe

    yield Finding(f"Coding solutions run behind {describe()[1]}")


def _packages() -> Iterator[Finding]:
    try:
        about = metadata.metadata(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        yield Finding("The workbook itself is not installed here", INSTALL)
        return
    version = platform.python_version()
    wanted = about["Requires-Python"]
    yield _in_range("Python", version, SpecifierSet(wanted), "install a Python in that range")
    for line in sorted(about.get_all("Requires-Dist") or ()):
        need = Requirement(line)
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            yield Finding(f"{need.name} is not installed", INSTALL)
        else:
            yield _in_range(need.name, version, need.specifier, INSTALL)


def _in_range(name: str, version: str, wanted: SpecifierSet, remedy: str) -> Finding:
    asked = ",".join(sorted(str(wanted).split(","), reverse=True))
    if wanted.contains(version, prereleases=True):
        return Finding(f"{name} {version} ({asked})")
    return Finding(f"{name} {version}, but the workbook needs {asked}", remedy)


def _lab_extensions() -> Iterator[Finding]:
    from jupyter_core.paths import jupyter_path

    for name in LAB_EXTENSIONS:
        found = [p for p in map(Path, jupyter_path("labextensions", name)) if p.is_dir()]
        if found:
            yield Finding(f"JupyterLab extension {name} in {found[0]}")
        else:
            yield Finding(f"JupyterLab extension {name} is missing: no panel is drawn", INSTALL)


def _chapters() -> Iterator[Finding]:
    from workbook.chapters import shipped_folder
    from workbook.journal.places import find_place

    folder = shipped_folder()
    count = len(list(folder.glob("*.ipynb")))
    if count:
        yield Finding(f"{count} chapters from {folder}")
    else:
        yield Finding(f"No chapters in {folder}", "clone the project again, or install its wheel")
    yield Finding(f"Your copies of the chapters: {find_place().desk / 'notebooks'}")


def _journal() -> Iterator[Finding]:
    from workbook.journal import describe

    workbook.load_records()  # only known kinds can be looked into
    facts = describe()
    if facts.problem:
        yield Finding(f"Journal: {facts.where}", facts.problem)
    elif not facts.exists:
        yield Finding(f"Journal: none yet; opening a chapter makes {facts.where}")
    else:
        size = f", {facts.size / 1024:.0f} KiB" if facts.size else ""
        yield Finding(
            f"Journal: {facts.where}, sound, {_count(facts.records, 'record')} in "
            f"{_count(facts.revisions, 'revision')}{size}"
        )
    for record in facts.unreadable:
        yield Finding(
            f"One {record.kind} record cannot be read ({record.why}) and is kept as it is",
            "update the workbook, or keep a copy with `workbook export FILE.json`",
        )
    if facts.newest_backup and facts.newest_backup_at:
        taken = facts.newest_backup_at.astimezone().strftime("%d %B %Y, %H:%M")
        yield Finding(f"Newest backup: {facts.newest_backup} ({taken})")
    else:
        yield Finding("Newest backup: none yet; `workbook backup` makes one")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
