"""Two people, or two chapters, changed the same record: put the changes together."""

from collections.abc import Mapping
from typing import Any

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


def _same(one: Any, other: Any) -> bool:
    # Python holds 1, 1.0 and True for equal; in JSON they are not the same value.
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(type(one) is type(other) and one == other)
