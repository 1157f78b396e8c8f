"""Two people, or two chapters, changed the same record: put the changes together."""

import json
from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from workbook.journal.records import Record, encode

R = TypeVar("R", bound=Record)

Fields = Mapping[str, str]
"""A body's fields as JSON: Python holds 1, 1.0 and True for equal, JSON does not."""


def merge(base: Fields, theirs: Fields, ours: Fields) -> tuple[dict[str, str], tuple[str, ...]]:
    """Merge two bodies that both started from ``base``, field by field.

    A field that only one side changed takes that side's value. A field that both changed to the
    same value is no conflict. A field that both changed differently keeps ours and is named.

    Parameters
    ----------
    base, theirs, ours
        What both started from, what is stored now, what is being saved.

    Returns
    -------
    tuple
        The merged body, and the names of the fields in conflict in the order of ``ours``.
    """
    merged: dict[str, str] = {}
    conflicts: list[str] = []
    for name in dict.fromkeys([*ours, *theirs, *base]):
        before, there, here = (side.get(name) for side in (base, theirs, ours))
        value = there if here == before else here
        if before != there != here != before:
            conflicts.append(name)
        if value is not None:
            merged[name] = value
    return merged, tuple(conflicts)


def merge_records(base: R | None, theirs: R | None, ours: R) -> tuple[R, tuple[str, ...]]:
    """Merge two records as `merge` merges their bodies.

    Where theirs is a deletion, ours comes back whole: what a person is writing now is not lost.
    Where each side is valid and the mixture is not, ours is kept whole too; then every field that
    they changed and ours does not have is named.
    """
    before, there, here = (_fields(side) for side in (base, theirs, ours))
    merged, conflicts = merge(before, there, here)
    if theirs is None:
        return ours, conflicts
    try:
        return type(ours).model_validate(
            {name: json.loads(value) for name, value in merged.items()}
        ), conflicts
    except ValidationError:
        return ours, tuple(
            name for name in here if here[name] != there.get(name) != before.get(name)
        )


def _fields(record: Record | None) -> Fields:
    body = {} if record is None else json.loads(encode(record))
    return {name: json.dumps(value, sort_keys=True) for name, value in body.items()}
