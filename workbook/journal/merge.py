"""Two people, or two chapters, changed the same record: put the changes together."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from workbook.journal.records import Record, encode

R = TypeVar("R", bound=Record)

_ABSENT = object()


def merge(
    base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Merge two bodies that both started from ``base``, field by field.

    A field that only one side changed takes that side's value. A field that both changed to the
    same value is no conflict. A field that both changed differently keeps ours and is named.

    Parameters
    ----------
    base, theirs, ours
        Bodies as JSON objects: what both started from, what is stored now, what is being saved.

    Returns
    -------
    tuple
        The merged body, and the names of the fields in conflict in the order of ``ours``.
    """
    merged: dict[str, Any] = {}
    conflicts: list[str] = []
    for name in dict.fromkeys([*ours, *theirs, *base]):
        before, there, here = (side.get(name, _ABSENT) for side in (base, theirs, ours))
        they_changed, we_changed = not _same(there, before), not _same(here, before)
        value = there if they_changed and not we_changed else here
        if they_changed and we_changed and not _same(there, here):
            conflicts.append(name)
        if value is not _ABSENT:
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
        return type(ours).model_validate(merged), conflicts
    except ValidationError:
        lost = [name for name in here if not _same(there.get(name, _ABSENT), here[name])]
        return ours, tuple(
            name for name in lost if not _same(there.get(name, _ABSENT), before.get(name, _ABSENT))
        )


def _fields(record: Record | None) -> dict[str, Any]:
    return {} if record is None else json.loads(encode(record))


def _same(one: Any, other: Any) -> bool:
    # Python holds 1, 1.0 and True for equal; in JSON they are not the same value.
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(type(one) is type(other) and one == other)
