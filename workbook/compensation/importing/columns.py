"""Which column means what: guessed from the headers, corrected by the reader."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from workbook.compensation.importing.filings import is_filing
from workbook.compensation.money import is_amount
from workbook.compensation.records import SourceId

#: Fields of a point that a column can hold, each with headers it goes by, best first. Written
#: without spaces, marks or capitals.
FIELDS: dict[str, tuple[str, ...]] = {
    "company": (
        "company",
        "companyname",
        "employer",
        "employername",
        "organisation",
        "organization",
        "firm",
    ),
    "title": ("title", "jobtitle", "role", "position", "job"),
    "level": ("level", "joblevel", "grade", "seniority"),
    "location": (
        "location",
        "city",
        "place",
        "office",
        "worksitecity",
        "worksitecity1",
        "metro",
        "where",
    ),
    "state": ("state", "worksitestate", "worksitestate1"),
    "date": ("date", "timestamp", "decisiondate", "offerdate", "reported", "reportedon", "when"),
    "source": ("source", "kindofsource"),
    "total": (
        "total",
        "totalyearlycompensation",
        "totalcompensation",
        "totalcomp",
        "totalpay",
        "tc",
        "annualcompensation",
        "compensation",
        "yearly",
        "ayear",
        "pay",
    ),
    "base": ("base", "basesalary", "basepay", "annualsalary", "salary", "wage"),
    "bonus": ("bonus", "targetbonus", "annualbonus", "bonustarget"),
    "bonus_percent": ("bonuspercent", "bonuspercentage", "targetbonuspercent"),
    "stock": ("stock", "stockperyear", "stockgrantvalue", "rsu", "rsus", "equity", "annualstock"),
    "sign_on": ("signon", "signonbonus", "signingbonus", "signing", "joiningbonus"),
    "low": (
        "low",
        "from",
        "min",
        "minimum",
        "lower",
        "salarymin",
        "minsalary",
        "rangelow",
        "wagerateofpayfrom",
        "wagerateofpayfrom1",
    ),
    "high": (
        "high",
        "to",
        "max",
        "maximum",
        "upper",
        "salarymax",
        "maxsalary",
        "rangehigh",
        "wagerateofpayto",
        "wagerateofpayto1",
    ),
    "unit": ("unit", "unitofpay", "payunit", "payperiod", "wageunitofpay", "wageunitofpay1"),
    "currency": ("currency", "currencycode", "salarycurrency", "paycurrency"),
    "status": ("casestatus",),
    "experience": (
        "experience",
        "yearsofexperience",
        "totalyearsofexperience",
        "yoe",
        "totalexperience",
        "experienceyears",
    ),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
}

#: What the reader is shown for a field.
FIELD_NAMES = {
    "company": "Company",
    "title": "Title",
    "level": "Level",
    "location": "Location",
    "state": "State",
    "date": "Date",
    "source": "Source",
    "total": "Total, $ a year",
    "base": "Base, $ a year",
    "bonus": "Bonus, $ a year",
    "bonus_percent": "Bonus, % of base",
    "stock": "Stock, $ a year",
    "sign_on": "Sign-on, $ once",
    "low": "Range low, $ a year",
    "high": "Range high, $ a year",
    "unit": "Pay is per",
    "currency": "Currency",
    "status": "Status of a filing",
    "experience": "Years of experience",
    "note": "Note",
}

MONEY = ("total", "base", "bonus", "stock", "sign_on", "low", "high")
TEXT = ("company", "title", "level", "location", "note")


def guess_columns(cells: pd.DataFrame) -> dict[str, str]:
    """Return field to header for the columns that go by a known name; a column is used once.

    The first name on a field's list that some header has wins, so that "total" goes before "pay".
    Where no name says which column holds the money, the first that looks like it becomes the total.
    """
    plain = _by_name(cells.columns)
    found = {
        field: plain[name]
        for field, names in FIELDS.items()
        if (name := next((name for name in names if name in plain), None)) is not None
    }
    if not any(field in found for field in MONEY):
        free = [header for header in cells.columns if header not in found.values()]
        money = next((header for header in free if _is_money(cells[header].head(50))), None)
        return found if money is None else {**found, "total": money}
    return found


def _is_money(sample: pd.Series) -> bool:
    """Whether most of the cells are amounts a year could have."""
    amounts = sum(is_amount(str(cell), least=10_000) for cell in sample)
    return amounts > len(sample) / 2


def guess_source(headers: Iterable[str]) -> SourceId:
    """Return the kind of source that a file with these headers most likely is."""
    return "public-filing" if is_filing(_by_name(headers)) else "aggregator"


def _by_name(headers: Iterable[str]) -> dict[str, str]:
    plain: dict[str, str] = {}
    for header in headers:
        plain.setdefault(_plain(header), header)
    return plain


def known_columns(columns: Mapping[str, str], headers: Sequence[str]) -> dict[str, str]:
    """Return the part of a mapping that these headers have, for a file that lost a column."""
    return {
        field: header for field, header in columns.items() if field in FIELDS and header in headers
    }


def unused(cells: pd.DataFrame, columns: Mapping[str, str]) -> list[str]:
    """Return which columns hold something that no field takes, as a sentence or none."""
    free = [header for header in cells.columns if header not in columns.values()]
    full = [header[:40] for header in free if _holds_something(cells[header])]
    more = f" and {len(full) - 12} more" if len(full) > 12 else ""
    return [f"Not used: {', '.join(full[:12])}{more}."] if full else []


def _holds_something(column: pd.Series) -> bool:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return any(column.cat.categories)
    return column.dtype != object or any(column.tolist())


def _plain(header: str) -> str:
    # "Base salary ($ a year)" and "base_salary" are one name.
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\(.*?\)|\$|,.*", "", header.casefold()))
