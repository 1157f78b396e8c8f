"""The settings as a table: one line an assumption, with its label, its default and the reason.

What a reader types for one becomes settings with that one changed, or a sentence on why not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from workbook.compensation.limits import sentences
from workbook.compensation.market import source_names
from workbook.compensation.percents import PercentError, parse_percent, write_percent
from workbook.compensation.settings import TRUST, Settings, reason

Unit = Literal["percent", "years", "weight", "choice"]

_TRUST = "trust-"
_NUMBER = re.compile(r"([+-]?)(\d+(?:[.,]\d*)?|[.,]\d+)\s*(?:years?|y)?", re.I)

#: What a percentage is refused beyond before its own limits are looked at: a slip of the keyboard.
_BEYOND = 1_000.0

#: The names of the two years that offers can be compared by.
VIEWS = {"average-year": "average year", "first-year": "first year"}

_LABELS: dict[str, tuple[str, Unit]] = {
    "view": ("Offers compared by their", "choice"),
    "bonus_likelihood": ("Part of a target bonus that is paid (%)", "percent"),
    "refreshers": ("Part of hoped-for refreshers counted (%)", "percent"),
    "liquidity_discount": ("Taken off shares nobody can sell yet (%)", "percent"),
    "sign_on_years": ("Sign-on spread over (years)", "years"),
    "drift": ("Market's drift (% a year)", "percent"),
    "half_life": ("A point weighs half after (years)", "years"),
    "undated_age": ("Age of a point without a date (years)", "years"),
    "option_price": ("Price of an option (% of the share)", "percent"),
}


@dataclass(frozen=True)
class Assumption:
    """One line of the table.

    Attributes
    ----------
    key
        Name of the setting; ``trust-<source>`` for what a source weighs.
    label
        With the unit.
    unit
        What is typed for it.
    value, default
        As text, the way they are typed.
    reason
        Why the default is what it is.
    """

    key: str
    label: str
    unit: Unit
    value: str
    default: str
    reason: str

    @property
    def changed(self) -> bool:
        """Whether the reader has moved it from its default."""
        return self.value != self.default


def assumptions(settings: Settings) -> list[Assumption]:
    """Return a line for each source's weight, then one for each other setting."""
    usual = Settings()
    names = source_names()
    keys = [
        *((f"{_TRUST}{source}", f"{_capital(names[source])}, weight 0 to 1") for source in TRUST),
        *((field, label) for field, (label, _) in _LABELS.items()),
    ]
    return [
        Assumption(key, label, _unit(key), _write(settings, key), _write(usual, key), _reason(key))
        for key, label in keys
    ]


def say_changed(settings: Settings) -> str:
    """Name the assumptions that differ from their defaults, each with both; "" where none does."""
    return "; ".join(
        f"{line.label}: {VIEWS.get(line.value, line.value)}, "
        f"not {VIEWS.get(line.default, line.default)}"
        for line in assumptions(settings)
        if line.changed
    )


def set_assumption(settings: Settings, key: str, text: str) -> Settings | str:
    """Return the settings with one of them as typed, or a sentence on why it cannot be that.

    Nothing typed sets the default.
    """
    try:
        value = _read(key, text) if text.strip() else _get(Settings(), key)
        if key.startswith(_TRUST):
            value = {**settings.trust, key.removeprefix(_TRUST): value}
        return Settings.model_validate(settings.model_dump() | {_field(key): value})
    except PercentError as error:
        return str(error)
    except ValidationError as error:
        return sentences(error)[0][1]
    except ValueError as error:
        return str(error)


def _read(key: str, text: str) -> Any:
    unit = _unit(key)
    if unit == "choice":
        return text
    if unit == "percent":
        return parse_percent(text, -_BEYOND, _BEYOND)
    shown = text.strip()[:24]
    found = _NUMBER.fullmatch(text.strip()) if len(text.strip()) <= 24 else None
    if found is None:
        raise ValueError(f"“{shown}” is no number; write one like {_write(Settings(), key)}.")
    value = float(found[1] + found[2].replace(",", "."))
    if key == "sign_on_years":
        if value % 1:
            raise ValueError(f"“{shown}” is no whole number of years; write one like 4.")
        return int(value)
    return value


def _write(settings: Settings, key: str) -> str:
    value, unit = _get(settings, key), _unit(key)
    return (
        write_percent(value) if unit == "percent" else value if unit == "choice" else f"{value:g}"
    )


def _get(settings: Settings, key: str) -> Any:
    if key.startswith(_TRUST):
        weights: Mapping[str, float] = {str(source): at for source, at in settings.trust.items()}
        return weights[key.removeprefix(_TRUST)]
    return getattr(settings, key)


def _unit(key: str) -> Unit:
    return "weight" if key.startswith(_TRUST) else _LABELS[key][1]


def _field(key: str) -> str:
    return "trust" if key.startswith(_TRUST) else key


def _reason(key: str) -> str:
    if key.startswith(_TRUST):
        known = {str(source): trust.reason for source, trust in TRUST.items()}
        return known[key.removeprefix(_TRUST)]
    return reason(key)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
