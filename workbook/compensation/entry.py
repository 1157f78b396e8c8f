"""From what stands in the form's fields to a point, or to a sentence for each field at fault."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from workbook.compensation.dates import check_date
from workbook.compensation.limits import sentences
from workbook.compensation.money import (
    CURRENCIES,
    MoneyError,
    format_exact,
    parse_amount,
    parse_money,
)
from workbook.compensation.records import Point, Shape, Target
from workbook.compensation.vesting import format_vesting, parse_vesting

WHO = ("source", "company", "title", "level", "location", "date")
CURRENCY = ("currency", "rate", "rate_date")

#: The fields of each shape of point; the others are hidden, and what stands in them is not kept.
FIGURES: dict[Shape, tuple[str, ...]] = {
    "offer": (
        "base",
        "bonus",
        "bonus_likelihood",
        "grant",
        "vesting",
        "cliff_months",
        "stock",
        "refreshers",
        "liquidity_discount",
        "sign_on",
        "sign_on_years",
    ),
    "range": ("low", "high"),
    "total": ("total",),
}

#: Every field of the form, in its order.
FIELDS = (*WHO, *CURRENCY, *(name for names in FIGURES.values() for name in names), "note")

MONEY = ("base", "grant", "stock", "refreshers", "sign_on", "low", "high", "total")
_PARTS = ("grant", "stock", "refreshers", "sign_on")  #: A whole year has limits of its own.
_SHARES = ("bonus_likelihood", "liquidity_discount")
#: US dollars for one unit: none of the currencies that are known by name costs more.
_DEAREST = 2
_COUNTS = {"cliff_months": "months", "sign_on_years": "years"}
_DATES = ("date", "rate_date")


@dataclass(frozen=True)
class Refusals:
    """Why fields cannot be kept: a sentence by the field's name, "" for all of them together."""

    reasons: dict[str, str] = field(default_factory=dict)


def fields_shown(shape: Shape, currency: str, edited: Point | None = None) -> list[str]:
    """Return the fields that a point of this shape has, in the form's order.

    A point that is being changed keeps its other figures in sight: a stated total beside parts.
    """
    beside = [] if edited is None or edited.shape != shape else _filled(edited)
    rate = CURRENCY if currency != "USD" else CURRENCY[:1]
    wanted = {*WHO, *rate, *FIGURES[shape], *beside, "note"}
    return [name for name in FIELDS if name in wanted]


def _filled(point: Point) -> list[str]:
    texts = fields_of(point)
    return [name for names in FIGURES.values() for name in names if texts[name]]


def make_point(
    fields: Mapping[str, Any], today: dt.date, edited: Point | None = None
) -> Point | Refusals:
    """Return the point that the fields describe.

    Parameters
    ----------
    fields
        Text by field of the form; dates are a date or None, ``source`` and ``currency`` a code.
        A field of the form that is missing here is emptied.
    today
        Dates after it are refused.
    edited
        The point that is being changed; what the form does not show stays as it is.
    """
    values: dict[str, Any] = {
        name: Point.model_fields[name].get_default() for name in (*FIELDS, "bonus_percent")
    }
    reasons: dict[str, str] = {}
    currency = fields.get("currency") or "USD"
    for name, given in fields.items():
        try:
            values |= _read(name, given, currency, today)
        except ValueError as error:
            reasons[name] = _capital(str(error))
    if values["rate"] is not None and values["rate"] > _DEAREST and currency in CURRENCIES:
        reasons["rate"] = (
            f"One {currency} costs less than ${_DEAREST}; write how many US dollars one unit "
            f"costs, not how many {currency} a dollar does."
        )
    if reasons:
        return Refusals(reasons)
    kept = edited.model_dump() if edited is not None else {}
    try:
        return Point.model_validate(kept | values)
    except ValidationError as error:
        found = dict(sentences(error))
        if "bonus_percent" in found:
            found["bonus"] = found.pop("bonus_percent")
        return Refusals(found)


def _read(name: str, given: Any, currency: str, today: dt.date) -> dict[str, Any]:
    """Return the fields of a point that a field of the form holds."""
    if name in _DATES:
        return {name: given if given is None else check_date(given, today)}
    if name == "source" and not given:
        raise ValueError("Choose where the figure comes from.")
    if name == "note":
        return {name: given}
    text = given.strip()
    if not text:
        return {}  # the default: nothing given
    if name == "bonus" and "%" in text:
        return {"bonus_percent": _number(text, "15%")}
    return {name: _reader(name, currency)(text)}


def _reader(name: str, currency: str) -> Callable[[str], Any]:
    """Return what reads the text in a field."""
    if name == "bonus":
        return lambda text: _part(text, currency, f"{text}% for a part of the base, ")
    if name in _PARTS:
        return lambda text: _part(text, currency)
    if name in MONEY:
        return lambda text: _amount(text, currency)
    if name in _SHARES:
        return lambda text: round(_number(text, "80") / 100, 12)  # 0.7% is 0.007
    if name in _COUNTS:
        return lambda text: _count(text, _COUNTS[name])
    if name == "rate":
        return lambda text: _number(text, "1.08")
    return parse_vesting if name == "vesting" else str


def _part(text: str, currency: str, per_cent: str = "") -> int:
    """Return a part of the pay; a bare figure under a thousand was meant otherwise."""
    if currency == "USD" and re.fullmatch(r"[1-9]\d{0,2}", text):
        raise MoneyError(
            f"“{text}” would be ${text} a year; write {per_cent}{text}k for thousands, or ${text} "
            "if that is what you mean."
        )
    return _amount(text, currency)


def _amount(text: str, currency: str) -> int:
    amount = parse_amount(text, unmarked=currency)
    if amount.currency != currency:
        raise MoneyError(
            f"“{text[:24]}” is in {amount.currency} where the point is in {currency}; one point "
            "has one currency, and any other than US dollars needs your rate."
        )
    return amount.value


def _number(text: str, example: str) -> float:
    plain = text.replace("%", "").strip()
    if re.fullmatch(r"-?\d{1,9}(?:[.,]\d{1,20})?|-?[.,]\d{1,20}", plain, re.ASCII) is None:
        raise ValueError(f"“{text[:24]}” is no number; write it like {example}.")
    return float(plain.replace(",", "."))


def _count(text: str, what: str) -> int:
    match = re.fullmatch(rf"(-?\d{{1,3}})\s*(?:{what}?)?", text, re.ASCII | re.IGNORECASE)
    if match is None:
        raise ValueError(f"“{text[:24]}” is no whole number of {what}; write it like 12.")
    return int(match[1])


def fields_of(point: Point) -> dict[str, Any]:
    """Return what stands in the form's fields for a point; the inverse of `make_point`."""
    shown = {name: getattr(point, name) for name in FIELDS}
    for name in (*MONEY, "bonus"):
        shown[name] = "" if shown[name] is None else _say(shown[name], point.currency)
    if point.bonus_percent is not None:
        shown["bonus"] = f"{_plain(point.bonus_percent)}%"
    for name in _SHARES:
        shown[name] = "" if shown[name] is None else _plain(round(100 * shown[name], 10))
    for name in (*_COUNTS, "rate"):
        shown[name] = "" if shown[name] is None else _plain(shown[name])
    shown["vesting"] = format_vesting(point.vesting)
    return shown


def _say(amount: int, currency: str) -> str:
    return format_exact(amount) if currency == "USD" else f"{amount:,}"


def _plain(number: float) -> str:
    """Return a number without an exponent, which no field reads."""
    return format(Decimal(str(number)), "f").removesuffix(".0")


def to_texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the form's fields as texts, for a draft."""
    return {name: "" if given is None else str(given) for name, given in fields.items()}


def from_texts(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the form's fields from a draft's texts; a date that is none is left empty."""
    found: dict[str, Any] = {name: texts[name] for name in FIELDS if name in texts}
    for name in _DATES:
        try:
            found[name] = dt.date.fromisoformat(texts.get(name, ""))
        except ValueError:
            found[name] = None
    return found


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
