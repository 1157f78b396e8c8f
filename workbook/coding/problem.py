"""Reading ``data/coding``: the problems, typed, and refused in a sentence when one is wrong.

A problem is a folder with ``problem.yaml`` and Python files: a suite, two reference solutions and
the wrong ones for each reading. A folder that is put there is found; nothing else knows its name.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from workbook import guide
from workbook.coding.suite import GROUPS, Case, Group
from workbook.journal.records import explain

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

FEWEST_CASES = 12


class ProblemError(Exception):
    """A problem's files are missing or wrong; the message names the file and what to mend."""


class Entry(BaseModel):
    """Base of everything in a problem's file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Heard(Entry):
    """What is recognised by its phrases (all words of one, in any order), and why it matters."""

    heard: Annotated[tuple[Text, ...], Field(min_length=1)]
    why: Text


class KeyQuestion(Heard):
    """A question whose answer decides something, with what the interviewer says to it."""

    id: Identifier
    ask: Text
    answer: Text


class Design(Entry):
    """A way to do it: what it costs, and when it is the one to choose."""

    design: Text
    cost: Text
    wins: Text


class Reference(Design):
    """A design with its solution."""

    file: Text


class Wrong(Entry):
    """A wrong solution of a kind that people write, and the group of cases that catches it."""

    file: Text
    kind: Text
    caught_by: Group
    change: bool = False


class Change(Entry):
    """What production does to this reading: what the interviewer says at twenty-five minutes."""

    name: Text
    says: Text


class Reading(Entry):
    """One reasonable reading of the brief.

    Attributes
    ----------
    interface
        The class to write, as a skeleton: names and signatures.
    promises
        What it promises, a sentence each.
    contradicts
        Assumptions that cannot stand beside it.
    """

    id: Identifier
    name: Text
    statement: Text
    interface: Text
    promises: Annotated[tuple[Text, ...], Field(min_length=3)]
    contradicts: tuple[Heard, ...] = ()
    change: Change
    suite: Text
    references: Annotated[tuple[Reference, ...], Field(min_length=2)]
    alternatives: tuple[Design, ...] = ()
    wrong: Annotated[tuple[Wrong, ...], Field(min_length=3)]

    @property
    def class_name(self) -> str:
        """The name of the class that a solution defines."""
        return _class(self.interface).name

    @property
    def takes_clock(self) -> bool:
        """Whether the class is given the injected clock."""
        return "clock:" in self.interface


class Problem(Entry):
    """A problem: the brief, what the interviewer knows, and the readings.

    Attributes
    ----------
    folder
        Where its files are.
    """

    id: Identifier
    title: Text
    brief: Text
    minutes: Annotated[int, Field(ge=10, le=120)] = 45
    key_questions: Annotated[tuple[KeyQuestion, ...], Field(min_length=3)]
    trivial: tuple[Heard, ...] = ()
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)]
    folder: Path

    def reading(self, identifier: str) -> Reading:
        """Return one reading by its id; ProblemError where there is none of that name."""
        for one in self.readings:
            if one.id == identifier:
                return one
        known = ", ".join(one.id for one in self.readings)
        raise ProblemError(f"{self.id} has no reading {identifier!r}; it has {known}.")

    def text(self, file: str) -> str:
        """Return the text of one of its files."""
        return _text(self.folder / file)

    def cases(self, reading: Reading, changed: bool = True) -> tuple[Case, ...]:
        """Return a reading's cases by group; those of the change too where ``changed``."""
        found = _cases(self.folder / reading.suite)
        return tuple(
            one
            for group in GROUPS
            for one in found
            if one.group == group and (changed or not one.change)
        )


def _class(interface: str) -> ast.ClassDef:
    found = [node for node in ast.parse(interface).body if isinstance(node, ast.ClassDef)]
    if len(found) != 1:
        raise ValueError(f"an interface has one class, not {len(found)}")
    return found[0]


def coding_folder() -> Path:
    """Return the folder of the problems."""
    return Path(str(guide.data_folder() / "coding"))


def folders() -> list[Path]:
    """Return the folder of each problem, in alphabetical order."""
    return sorted(one.parent for one in coding_folder().glob("*/problem.yaml"))


def problems() -> list[Problem]:
    """Return all problems, by id."""
    return [read(one) for one in folders()]


def problem(identifier: str) -> Problem:
    """Return one problem by its id; ProblemError where there is none, or its files are wrong."""
    known = {one.name: one for one in folders()}
    if identifier not in known:
        raise ProblemError(f"There is no problem {identifier!r}; there are {', '.join(known)}.")
    return read(known[identifier])


@cache
def read(folder: Path) -> Problem:
    """Read the problem in a folder, by whose name it goes; ProblemError where it is wrong."""
    where = f"{folder.name}/problem.yaml"
    try:
        body: Any = guide.from_yaml(_text(folder / "problem.yaml"))
        found = Problem.model_validate({**body, "id": folder.name, "folder": folder})
    except (yaml.YAMLError, TypeError) as error:
        raise ProblemError(f"{where} is no YAML mapping: {error}") from error
    except ValidationError as error:
        raise ProblemError(f"{where}: {explain(error)}.") from error
    for reading in found.readings:
        _check(found, reading)
    return found


def _check(found: Problem, reading: Reading) -> None:
    where = f"{found.id}, {reading.id}"
    try:
        _class(reading.interface)
    except (SyntaxError, ValueError) as error:
        raise ProblemError(f"{where}: the interface cannot be read: {error}.") from error
    for file in [one.file for one in reading.references] + [one.file for one in reading.wrong]:
        found.text(file)
    cases = found.cases(reading)
    base = [one for one in cases if not one.change]
    if len(base) < FEWEST_CASES:
        raise ProblemError(f"{where}: {len(base)} cases before the change; {FEWEST_CASES} wanted.")
    if len(base) == len(cases):
        raise ProblemError(f"{where}: the change has no case of its own.")
    missing = [group for group in GROUPS if group not in {one.group for one in base}]
    if missing:
        raise ProblemError(f"{where}: no case in the group {' or '.join(missing)}.")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemError(f"{file.parent.name}/{file.name} cannot be read: {error}.") from error


@cache
def _cases(file: Path) -> tuple[Case, ...]:
    """Run a suite's file and return its cases, in the order they stand there."""
    module: dict[str, Any] = {"__name__": f"suite_{file.parent.name}", "__file__": str(file)}
    try:
        exec(compile(_text(file), str(file), "exec"), module)
    except ProblemError:
        raise
    except Exception as error:
        where = f"{file.parent.name}/{file.name}"
        raise ProblemError(f"{where} does not run: {type(error).__name__}: {error}.") from error
    return tuple(one for one in module.values() if isinstance(one, Case))
