"""The fields of the form for a point: a control each, named with its unit."""

from typing import Any

import ipywidgets as widgets

from workbook import guide
from workbook.compensation.entry import MONEY
from workbook.compensation.money import CURRENCIES

#: What the reader is shown for a field; ``{unit}`` is the point's currency.
LABELS = {
    "source": "Source",
    "company": "Company",
    "title": "Title",
    "level": "Level",
    "location": "Location",
    "date": "Date",
    "currency": "Currency",
    "rate": "US dollars for 1 {unit}",
    "rate_date": "Rate looked up on",
    "base": "Base, {unit} a year",
    "bonus": "Target bonus, {unit} or %",
    "bonus_likelihood": "of it likely paid, %",
    "grant": "Equity grant, {unit} in all",
    "vesting": "vesting, years or %",
    "cliff_months": "with a cliff, months",
    "stock": "or equity, {unit} a year",
    "refreshers": "Refreshers, {unit} a year",
    "liquidity_discount": "Discount on equity, %",
    "sign_on": "Sign-on, {unit} once",
    "sign_on_years": "spread over, years",
    "low": "Range low, {unit} a year",
    "high": "Range high, {unit} a year",
    "total": "Total, {unit} a year",
    "note": "Note",
}

_MONEY = "450k or 450,000"
_EXAMPLES = {
    "rate": "1.08",
    "bonus": "50k, or 15% of the base",
    "bonus_likelihood": "empty: the setting",
    "vesting": "4, or 5/15/40/40",
    "cliff_months": "12",
    "liquidity_discount": "empty: the setting",
    "sign_on_years": "empty: paid at once",
}

#: What to give, by the shape of the point.
HINTS = {
    "offer": "Leave empty what you do not know. Equity is a grant with its schedule, or a figure "
    "for a year where that is all you were told.",
    "range": "Both ends as they were posted; the middle stands for the range.",
    "total": "One figure for a year, where the source gives no parts. A sign-on is no part of it.",
}


def label(name: str, currency: str) -> str:
    """Return what a field is called where amounts are in this currency."""
    return LABELS[name].format(unit="$" if currency == "USD" else currency)


def make_field(name: str) -> Any:
    """Return an empty control for a field."""
    control: Any
    description = label(name, "USD")
    if name == "source":
        kinds = [(_capital(source.name), source.id) for source in guide.sources()]
        control = widgets.Dropdown(description=description, options=[("choose one", ""), *kinds])
    elif name == "currency":
        control = widgets.Dropdown(description=description, options=CURRENCIES)
    elif name in ("date", "rate_date"):
        control = widgets.DatePicker(description=description)
    elif name == "note":
        control = widgets.Textarea(description=description, rows=2)
    else:
        example = _MONEY if name in MONEY else _EXAMPLES.get(name, "")
        control = widgets.Text(description=description, placeholder=example)
    control.style.description_width = "160px"
    return control.add_class("wb-wide")


def empty(name: str) -> Any:
    """Return what stands in a field that nothing was given for."""
    if name in ("date", "rate_date"):
        return None
    return "USD" if name == "currency" else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
