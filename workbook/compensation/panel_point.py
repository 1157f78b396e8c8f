"""The form of one point: figures as people write them, and no field that does not apply."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
from pydantic import ValidationError

from workbook import guide, ui
from workbook.compensation.money import (
    THOUSANDS,
    MoneyError,
    currencies,
    format_percent,
    format_vesting,
    parse_money,
    written,
)
from workbook.compensation.records import OF_PERIOD, Point
from workbook.journal import Record, Revision
from workbook.ui.form import reason

if TYPE_CHECKING:
    from workbook.compensation.panel import Board

#: Of each field its label, its placeholder and its hint.
_LABELS = {
    "source": ("Source",),
    "company": ("Company",),
    "level": ("Level", "as they call it, or L5"),
    "location": ("Where",),
    "date": ("When", "", "offered, hired, posted or reported"),
    "base": ("Base", "320k"),
    "low": ("or from", "300k", "a range, of the base or of all"),
    "high": ("… to", "350k"),
    "period": ("… paid by the",),
    "bonus": ("Bonus", "15% or 45k"),
    "bonus_times": ("… paid", "80%, or 2 for twice a year", "empty for what your settings say"),
    "grant": ("Grant", "720k", "all of it, not a year's"),
    "vesting": ("… vests", "4, or 5/15/40/40"),
    "cliff_months": ("… cliff, months", "12"),
    "stock": ("Stock a year", "", "beside any grant"),
    "refreshers": ("Refreshers", "", "granted each year after the first"),
    "liquidity_discount": ("… taken off", "25%", "where the shares cannot be sold"),
    "sign_on": ("Sign-on", "50k, or 50k/30k by year"),
    "total": ("Stated total", "", "counts once; the parts beside it explain it"),
    "currency": ("Currency",),
    "rate": ("… your rate", "1.08", "US dollars for one unit"),
    "rate_date": ("… looked up on",),
    "base_is_all": ("This base is all the pay there is",),
    "may_be_quoted": ("This person may be quoted by name of company",),
    "note": ("Note",),
}
#: How a field is entered, where its type does not say.
_SORTS = {
    **dict.fromkeys(("source", "period", "currency"), "choice"),
    **dict.fromkeys(("company", "level", "location", "bonus_times", "vesting", "rate"), "text"),
    **dict.fromkeys(("cliff_months", "liquidity_discount", "sign_on"), "text"),
    "note": "area",
}

#: Fields that stand below another, and show once it is filled.
_UNDER = {
    "bonus_times": ("bonus",),
    "vesting": ("grant",),
    "cliff_months": ("grant",),
    "liquidity_discount": ("grant", "stock", "refreshers"),
    "high": ("low",),
    "rate": ("currency",),
    "rate_date": ("currency",),
    "period": ("base", "low"),
}
_AMOUNTS = ("base", "low", "high", "bonus", "grant", "stock", "refreshers", "total")
_PEOPLE = ("offer-letter", "recent-hire", "recruiter", "other")


class PointForm(ui.Form):
    """A point in a form, from the source down to the note; `removed` is called to delete it."""

    def __init__(
        self, panel: "Board", saved: Callable[[Record], None], removed: Callable[[], None]
    ) -> None:
        controls: dict[str, dict[str, Any]] = {
            name: dict(zip(("label", "placeholder", "hint"), words, strict=False))
            for name, words in _LABELS.items()
        }
        for name, sort in _SORTS.items():
            controls[name]["sort"] = sort
        kinds = [[each.id, each.name] for each in guide.sources()]
        controls["source"]["options"] = [["", "choose one"], *kinds]
        codes = [[code, f"{code}, {name}"] for code, name in currencies().items()]
        controls["currency"]["options"] = codes
        controls["note"]["rows"] = 2
        super().__init__(
            panel, Point, tuple(_LABELS), controls, name="point", saved=saved, verb="Save point"
        )
        # A field cannot be hidden once it is on the page; a box around it can.
        self.boxes = {name: widgets.VBox([field]) for name, field in self.fields.items()}
        rest = self.body.children[len(self.fields) :]
        delete = widgets.Button(description="Delete this point").add_class("wb-link")
        self.delete_button = panel.control(delete, "delete")
        panel.on(delete, lambda _button: removed())
        rest[-1].children = [*rest[-1].children, delete]
        self.body.children = [*self.boxes.values(), *rest]

    def begin(self, record: Record | None = None, base: Revision[Any] | None = None) -> None:
        """Show the form, with figures as a person writes them."""
        point = record if isinstance(record, Point) else None
        # The form has one field for a bonus, whichever way it was given.
        start = None if point is None else point.model_copy(update={"bonus_percent": None})
        super().begin(start, base)
        ui.show(self.delete_button, point is not None)
        kept = self.panel.draft(self._key())
        empty = dict.fromkeys(("source", "vesting", "sign_on"), "")
        with self.panel.rendering():
            for name, text in (_written(point) if point else empty).items():
                if name not in kept:
                    self.fields[name].set(text)
            self._show_dependants()

    def save(self) -> None:
        """Save the point; fields that are not shown are not kept."""
        if not self.fields["source"].value:
            self.fields["source"].refusal = "Choose where the figure comes from."
            self.fields["source"].focus()
            return
        for name in self._hidden():
            self.fields[name].set(False if self.fields[name].sort == "tick" else "")
        super().save()

    def _typed(self, name: str) -> None:
        super()._typed(name)
        self._show_dependants()

    def _gone(self, name: str, bad: bool) -> None:
        super()._gone(name, bad)
        field, currency = self.fields[name], self.fields["currency"].value or "USD"
        a_year = name not in OF_PERIOD or self.fields["period"].value in ("", "year")
        if name in _AMOUNTS and not field.refusal:
            with contextlib.suppress(MoneyError):  # "15%" of a bonus, or nothing
                amount = parse_money(field.value, currency, thousands=a_year)
                field.set(_shown(amount, currency, a_year))

    def _hidden(self) -> set[str]:
        values = {name: field.value for name, field in self.fields.items()}
        filled = {name for name, value in values.items() if value not in (None, "", [], False)}
        filled -= {"currency"} if values["currency"] in ("", "USD") else set()
        hidden = {name for name, over in _UNDER.items() if not filled & set(over)}
        hidden |= {"base_is_all"} if values["source"] != "public-filing" else set()
        hidden |= {"may_be_quoted"} if values["source"] not in _PEOPLE else set()
        hidden |= {"low"} if "base" in filled else set()
        return hidden | ({"high"} if "low" in hidden else set())

    def _show_dependants(self) -> None:
        hidden = self._hidden()
        for name, box in self.boxes.items():
            ui.show(box, name not in hidden)

    def _complaint(self, name: str) -> str:
        """Return why a field cannot be kept, as its currency and period have it."""
        value = self.fields[name].value
        if value in (None, "", [], False):
            return ""
        about = {each: self.fields[each].value for each in ("currency", "period")}
        try:
            Point.model_validate(
                {
                    **{each: given for each, given in about.items() if given},
                    "rate": self.fields["rate"].value or 1,
                    name: value,
                }
            )
        except ValidationError as error:
            for found in error.errors(include_url=False):
                if found["loc"][:1] == (name,):
                    return reason(found)
        return ""


def _shown(amount: float | None, currency: str, a_year: bool) -> str:
    """Return an amount as people write it; the sign of the dollar means dollars alone."""
    small = a_year and amount is not None and 0 < amount < THOUSANDS  # a bare 900 is 900k
    text = f"${amount / 1000:g}k" if small and amount else written(amount)
    return text if currency == "USD" else text.replace("$", "")


def _written(point: Point) -> dict[str, str]:
    """Return what stands in the fields of a point that is changed, by the field's name."""
    found = {
        name: _shown(
            getattr(point, name), point.currency, name not in OF_PERIOD or point.period == "year"
        )
        for name in _AMOUNTS
    }
    if point.bonus_percent is not None:
        found["bonus"] = f"{point.bonus_percent:g}%"
    found["sign_on"] = "/".join(_shown(each, point.currency, True) for each in point.sign_on)
    found["vesting"] = format_vesting(point.vesting) if point.vesting else ""
    found["liquidity_discount"] = format_percent(point.liquidity_discount)
    return found
