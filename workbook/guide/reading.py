"""Reading ``data/guide``: once, checked, and with the file and the entry named when it is wrong."""

from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from workbook.guide.entries import (
    Answer,
    Criterion,
    Entry,
    Facet,
    Gate,
    KeeperQuestion,
    Mistake,
    Prompt,
    Pushback,
    Question,
    QuestionKind,
    Quiz,
    Round,
    Scale,
    Section,
    Signal,
    Source,
    Value,
)

E = TypeVar("E", bound=Entry)

# The C loader reads the same language ten times faster; some builds of PyYAML come without it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class GuideError(Exception):
    """A file of the workbook's own data is missing or wrong; the message names file and entry."""


@cache
def data_folder() -> Traversable:
    """Return the folder that holds ``guide`` and ``example``.

    An installed package carries it as ``workbook/_data``; in a checkout it is ``data``, beside
    the package, so that there is one copy to edit and none to forget.
    """
    installed = files("workbook") / "_data"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "data"


def from_yaml(text: str) -> Any:
    """Return what a text in YAML says; raises ``yaml.YAMLError``."""
    return yaml.load(text, Loader=_LOADER)  # safe: both loaders build plain data only


@cache
def document(name: str) -> Any:
    """Return what a file of the data folder says, such as ``"stories/followups.yaml"``.

    Raises
    ------
    GuideError
        Where the file is missing or not valid YAML.
    """
    try:
        text = (data_folder() / name).read_text(encoding="utf-8")
    except OSError as error:
        raise GuideError(f"data/{name} cannot be read: {error.strerror or error}.") from error
    try:
        return from_yaml(text)
    except yaml.YAMLError as error:
        raise GuideError(f"data/{name} is not valid YAML: {error}") from error


def parse(name: str, bodies: object, model: type[E]) -> tuple[E, ...]:
    """Check a list of entries, as read from the file ``name``.

    Raises
    ------
    GuideError
        Where the list is none, an entry is wrong, or an id stands twice.
    """
    if not isinstance(bodies, list):
        raise GuideError(f"data/{name} holds a list of entries, not {type(bodies).__name__}.")
    entries: dict[str, E] = {}
    for number, body in enumerate(bodies, start=1):
        label = body.get("id", "no id") if isinstance(body, dict) else "not a mapping"
        where = f"data/{name}, entry {number} ({label})"
        try:
            entry = model.model_validate(body)
        except ValidationError as error:
            raise GuideError(f"{where}: {_reasons(error)}") from error
        if entry.id in entries:
            raise GuideError(f"{where}: this id stands twice.")
        entries[entry.id] = entry
    return tuple(entries.values())


def _reasons(error: ValidationError) -> str:
    """Return what pydantic found, as one line: field, then reason."""
    found = error.errors(include_url=False)
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'entry'}: {one['msg']}" for one in found)


@cache
def _entries(name: str, model: type[E]) -> tuple[E, ...]:
    return parse(name, document(name), model)


def _known(name: str, entry: Entry, what: str, named: Iterable[str], ids: Iterable[Entry]) -> None:
    """Refuse an entry that names what nobody knows: a room would drop it without a word."""
    unknown = sorted(set(named) - {one.id for one in ids})
    if unknown:
        raise GuideError(f"data/{name}, {entry.id}: no such {what}: {', '.join(unknown)}.")


def values() -> list[Value]:
    """Return the twelve values that stories are mapped to."""
    return list(_entries("guide/values.yaml", Value))


def signals() -> list[Signal]:
    """Return the signals of relief and of anxiety."""
    return list(_entries("guide/signals.yaml", Signal))


def rounds() -> list[Round]:
    """Return the rounds of the loop, in the order a candidate meets them."""
    return list(_entries("guide/rounds.yaml", Round))


def question_kinds() -> list[QuestionKind]:
    """Return the four kinds of behavioural question, and "other"."""
    return list(_entries("guide/question_kinds.yaml", QuestionKind))


def sources() -> list[Source]:
    """Return the kinds of source of pay data."""
    return list(_entries("guide/sources.yaml", Source))


def mistakes() -> list[Mistake]:
    """Return the mistakes that end loops early."""
    return list(_entries("guide/mistakes.yaml", Mistake))


def pushbacks() -> list[Pushback]:
    """Return what a recruiter may answer to a number, and what to say then."""
    return list(_entries("guide/pushbacks.yaml", Pushback))


def faq() -> list[Answer]:
    """Return the questions candidates ask, with answers."""
    return list(_entries("guide/faq.yaml", Answer))


def quiz() -> list[Quiz]:
    """Return the facts of the loop, as questions with options."""
    return list(_entries("guide/quiz.yaml", Quiz))


def facets() -> list[Facet]:
    """Return the four sides of a system that a deep dive goes into, each in five layers."""
    return list(_entries("guide/facets.yaml", Facet))


def prompts() -> list[Prompt]:
    """Return the systems design prompts."""
    return list(_entries("design/prompts.yaml", Prompt))


def gates() -> list[Gate]:
    """Return the topics that no design passes without: chaos, canary, failover."""
    return list(_entries("design/gates.yaml", Gate))


@cache
def _checked_questions() -> tuple[Question, ...]:
    name = "guide/questions.yaml"
    entries = _entries(name, Question)
    for entry in entries:
        _known(name, entry, "round", [entry.round], rounds())
        _known(name, entry, "question kind", [entry.kind] if entry.kind else [], question_kinds())
    return entries


def questions(round_id: str | None = None) -> list[Question]:
    """Return the questions to practise, of one round where it is named."""
    return [one for one in _checked_questions() if round_id in (None, one.round)]


@cache
def _checked_keeper_questions() -> tuple[KeeperQuestion, ...]:
    name = "guide/keeper_questions.yaml"
    entries = _entries(name, KeeperQuestion)
    for entry in entries:
        _known(name, entry, "signal", [entry.signal], signals())
    return entries


def keeper_questions() -> list[KeeperQuestion]:
    """Return the questions of the keeper drill, each with the signal it probes."""
    return list(_checked_keeper_questions())


@cache
def _checked_sections() -> tuple[Section, ...]:
    name = "guide/culture.yaml"
    entries = _entries(name, Section)
    for entry in entries:
        _known(name, entry, "value", entry.values, values())
    return entries


def sections() -> list[Section]:
    """Return the sections of the culture documents: aspects, behaviours, principles."""
    return list(_checked_sections())


@cache
def _checked_criteria() -> tuple[Criterion, ...]:
    name = "guide/criteria.yaml"
    entries = _entries(name, Criterion)
    for entry in entries:
        _known(name, entry, "round", entry.rounds, rounds())
    return entries


def criteria(chapter: str | None = None) -> list[Criterion]:
    """Return what a reader can prove, in one chapter ("07") where it is named."""
    return [one for one in _checked_criteria() if chapter in (None, one.chapter)]


@cache
def _rubric(name: str) -> tuple[Scale, ...]:
    rubrics = document("guide/rubrics.yaml")
    if not isinstance(rubrics, dict) or name not in rubrics:
        raise GuideError(f"data/guide/rubrics.yaml has no rubric {name!r}.")
    return parse(f"guide/rubrics.yaml under {name}", rubrics[name], Scale)


def rubric(name: str) -> list[Scale]:
    """Return the scales of a rubric, e.g. ``"stories"``.

    Raises
    ------
    GuideError
        Where there is no rubric of that name.
    """
    return list(_rubric(name))


def examples() -> list[str]:
    """Return the names of the fictional candidate's files, in alphabetical order."""
    found = (data_folder() / "example").iterdir()
    return sorted(one.name.removesuffix(".yaml") for one in found if one.name.endswith(".yaml"))


def example(name: str) -> dict[str, Any]:
    """Return one file of the fictional candidate, as plain data of the caller's own.

    Parameters
    ----------
    name
        One of `examples`, e.g. ``"stories"``.

    Returns
    -------
    dict
        Lists of record bodies by kind of record, and under "name" who this is, plainly fictional.
    """
    return dict(deepcopy(document(f"example/{name}.yaml")))
