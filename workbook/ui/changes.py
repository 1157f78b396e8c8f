"""A change to records, in words: what an undo would take back."""

import re
from typing import Any

from pydantic import BaseModel

from workbook.journal import Change, Record
from workbook.ui.theme import one_line


def called(record: Record) -> str:
    """Return what the reader calls a record: its title, its name, its label, or its first words.

    A record that is the only one of its kind, such as settings, needs no name and has none.
    """
    if hasattr(record, "ONLY"):
        return ""
    for name in ("title", "name", "label", "company", "who"):
        if isinstance(text := getattr(record, name, None), str) and text.strip():
            return one_line(text, 60)
    first = next(
        (
            text
            for _, text in record
            if isinstance(text, str) and text != record.id and not _ID(text)
        ),
        "",
    )
    if first or "title" in type(record).model_fields:
        return one_line(first, 60) or "one without a title"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


#: Whether a text is an id, such as that of the question an answer is to, and no reader's words.
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*").fullmatch


def describe(change: Change, *, back: bool) -> str:
    """Return what a change did, as in "candor 3 to 2 in The second region".

    Parameters
    ----------
    change
        What an undo or a redo would do.
    back
        Whether it would take something back: then what is described is the change it takes back.
    """
    steps = [
        (each.after, each.before) if back else (each.before, each.after) for each in change.records
    ]
    if len(steps) > 1:
        verb = "added" if all(old is None for old, _ in steps) else "changed"
        return f"{verb} {len(steps)} together"
    old, new = steps[0]
    if old is None or new is None:
        one = new or old
        verb = "added" if old is None else "deleted"
        return f"{verb} {called(one) or 'these settings'}" if one else "a change"
    where = f" in {called(new)}" if called(new) else ""
    differences = _differences(old, new)
    if len(differences) != 1:
        return f"{len(differences)} fields{where}"
    name, before, after = differences[0]
    if name in ("title", "name"):
        return f"{name} of {called(new)}"
    if isinstance(before, _SHORT) and isinstance(after, _SHORT):
        return f"{name} {_said(before)} to {_said(after)}{where}"
    return f"{name}{where}"


_SHORT = int | float | bool | None


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "not set" if value is None else f"{value:,.10g}"


def _differences(old: BaseModel, new: BaseModel) -> list[tuple[str, Any, Any]]:
    found: list[tuple[str, Any, Any]] = []
    for name, before in old:
        after = getattr(new, name)
        if before == after:
            continue
        if isinstance(before, BaseModel) and type(before) is type(after):
            found += _differences(before, after)
        else:
            title = type(old).model_fields[name].title or name.replace("_", " ")
            lower = title if title[1:2].isupper() else title[:1].lower() + title[1:]
            found.append((lower, before, after))
    return found
