"""From what stands in the form's fields to a point, or to a sentence for each field at fault."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from workbook.compensation.columns import MONEY
from workbook.compensation.limits import sentences
from workbook.compensation.money import MoneyError, format_exact, parse_money
from workbook.compensation.parsing import check_date
from workbook.compensation.records import Point, Target


@dataclass(frozen=True)
class Refusals:
    """Why fields cannot be kept: a sentence by the field's name, "" for all of them together."""

    reasons: dict[str, str] = field(default_factory=dict)


def make_point(
    fields: Mapping[str, Any], today: dt.date, edited: Point | None = None
) -> Point | Refusals:
    """Return the point that the fields describe.

    Parameters
    ----------
    fields
        Text by field of a point; ``date`` a date or None, ``source`` an id.
    today
        Dates after it are refused.
    edited
        The point that is being changed; what the form does not show stays as it is.
    """
    values: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for name, given in fields.items():
        try:
            values[name] = _read(name, given, today)
        except ValueError as error:
            reasons[name] = _capital(str(error))
    if reasons:
        return Refusals(reasons)
    kept = edited.model_dump() if edited is not None else {}
    try:
        return Point.model_validate(kept | values)
    except ValidationError as error:
        return Refusals(dict(sentences(error)))


def _read(name: str, given: Any, today: dt.date) -> Any:
    if name in MONEY:
        return parse_money(given) if given.strip() else None
    if name == "date":
        return given if given is None else check_date(given, today)
    if name == "source" and not given:
        raise ValueError("Choose where the figure comes from.")
    return given.strip() if name != "note" else given


def fields_of(point: Point) -> dict[str, Any]:
    """Return what stands in the form's fields for a point; the inverse of `make_point`."""
    shown = {name: getattr(point, name) for name in Point.model_fields}
    for name in MONEY:
        shown[name] = "" if shown[name] is None else format_exact(shown[name])
    return shown


def set_target(target: Target, name: str, text: str) -> Target | str:
    """Return the target with one figure as typed, or a sentence on why it cannot be that.

    Nothing typed takes the figure away.
    """
    try:
        dollars = parse_money(text) if text.strip() else None
        return Target.model_validate(target.model_dump() | {name: dollars})
    except MoneyError as error:
        return _capital(str(error))
    except ValidationError as error:
        return sentences(error)[0][1]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
