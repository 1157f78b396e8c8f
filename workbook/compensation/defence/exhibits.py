"""The evidence as it is shown and said: in order of trust, each piece a line and a clause."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workbook import guide
from workbook.compensation.annualize import yearly
from workbook.compensation.calibrate import Calibration, Weighed
from workbook.compensation.defence.text import plain
from workbook.compensation.market import newest_date
from workbook.compensation.money import format_exact, format_money
from workbook.compensation.percents import write_percent
from workbook.compensation.records import Dataset, Point, Target
from workbook.compensation.settings import Settings
from workbook.compensation.split.worth import Split, break_even, price_of


@dataclass(frozen=True)
class Exhibit:
    """A piece of evidence as it is shown and said.

    Attributes
    ----------
    source
        Id of its kind of source.
    who, when
        As in the table; "" where unknown.
    amount
        A year of it as in the table, with what the source says where the settings make it differ.
    weight
        Its part of all weight, 0 to 1.
    words
        The same in a clause to say, such as "a written offer from Fernhollow at $548k".
    """

    source: str
    who: str
    when: str
    amount: str
    weight: float
    words: str


@dataclass(frozen=True)
class Case:
    """All that a defence is made of; `reason` is the reader's own sentence on why more."""

    target: Target
    records: Sequence[Point | Dataset]
    calibration: Calibration | None
    settings: Settings
    split: Split
    reason: str = ""


def exhibits(case: Case) -> list[Exhibit]:
    """Return the evidence in order of trust, the newest first within a kind of source."""
    if case.calibration is None:
        return []
    by_id = {record.id: record for record in case.records}
    trust = {str(source): weight for source, weight in case.settings.trust.items()}
    names = list(trust)

    def rank(piece: Weighed) -> tuple[float, int, dt.date, float]:
        date = newest_date(by_id[piece.id]) or dt.date.min
        return -trust[piece.source], names.index(piece.source), date, piece.value

    # Two passes, since a date has no negative: the newest and highest first within a source.
    pieces = sorted(case.calibration.pieces, key=lambda piece: rank(piece)[2:], reverse=True)
    pieces.sort(key=lambda piece: rank(piece)[:2])
    return [_exhibit(by_id[piece.id], piece, case.settings) for piece in pieces]


def _exhibit(record: Point | Dataset, piece: Weighed, settings: Settings) -> Exhibit:
    date = newest_date(record)
    who = record.name if isinstance(record, Dataset) else record.company
    level = "" if isinstance(record, Dataset) else record.level or record.title
    shown = ", ".join(part for part in (plain(who), plain(level)) if part)
    if isinstance(record, Dataset):
        shown = f"{shown or 'imported'}, {piece.rows:,} rows"
    when = "" if date is None else f"{date:%B %Y}"
    said, counted = _amounts(record, piece, settings)
    now = format_money(piece.value)
    amount = now if not counted else f"{now}, carried" if said == now else f"{now}, from {said}"
    words = _words(piece.source, plain(who), when, said) + counted
    return Exhibit(piece.source, shown, when, amount, piece.weight, words)


def _amounts(record: Point | Dataset, piece: Weighed, settings: Settings) -> tuple[str, str]:
    """Return what a source says of a year, and what the settings make of that; "" where the same.

    What it says is a package by the workbook's own defaults, at the time it was said: a figure
    that a drift or a view of the reader's has made is not a source's word.
    """
    now = format_money(piece.value)
    if isinstance(record, Dataset):
        # Its rows differ in age, so there is no one figure that they said.
        return now, ", carried to today" if settings.drift else ""
    said, year = (format_money(yearly(record, each)) for each in (Settings(), settings))
    first = " in its first year" if settings.view == "first-year" else ""
    counted = f", counted as {year}{first}" if year != said else ""
    carried = f"{' and' if counted else ', or'} {now} carried to today" if now != year else ""
    return said, counted + carried


def _words(source: str, who: str, when: str, amount: str) -> str:
    """Return a piece of evidence as a clause to say; nothing stands in it that nobody gave."""
    at, of, by = (f" {word} {who}" if who else "" for word in ("at", "from", "by"))
    then = f" in {when}" if when else ""
    return {
        "offer-letter": f"a written offer{of}{then} that comes to {amount} a year",
        "recent-hire": f"somebody hired{at}{then} for {amount} a year",
        "recruiter": f"a recruiter's own figure{of}{then} of {amount} a year",
        "public-filing": f"a public filing{by}{then} at {amount} a year",
        "posted-range": f"a range posted{by}{then} with its middle at {amount}",
        "aggregator": f"reports{of}{then} on a public site at {amount} a year",
    }.get(source, f"a figure{of}{then} of {amount} a year")


#: Kinds of source that are somebody to talk to, and those that somebody signs.
_PEOPLE = {"recent-hire", "recruiter"}
_PAPERS = {"offer-letter", "public-filing", "posted-range"}


def _places(sources: set[str]) -> str:
    """Say what kinds of place the evidence comes from, claiming none that is not among it."""
    asked = [name for name, kinds in (("people", _PEOPLE), ("papers", _PAPERS)) if sources & kinds]
    if asked:
        return f"{' and '.join(asked)}, not from one website"
    alone = sources <= {source.id for source in guide.sources() if source.aggregator}
    return f"{'public sites' if alone else 'what I could find'}, and from nobody I could ask yet"


def figures(case: Case) -> dict[str, str]:
    """Return the reader's figures by the names that pushbacks have for them; absent if unknown."""
    price = price_of(case.split, case.settings.option_price)
    years = case.split.years
    found = {
        "option": write_percent(price),
        "growth": write_percent(break_even(price, years, case.split.cash_growth), 1),
        "years": "1 year" if years == 1 else f"{years} years",
    }
    if case.target.ask is not None:
        found["ask"] = format_exact(case.target.ask)
    if case.calibration is not None:
        found["middle"] = format_money(case.calibration.middle)
        sure = case.calibration.sure80
        if sure is not None:
            found["interval"] = f"{format_money(sure.low)} and {format_money(sure.high)}"
    evidence = exhibits(case)
    if evidence:
        found["places"] = _places({exhibit.source for exhibit in evidence})
    for name, exhibit in zip(("strongest", "second"), evidence, strict=False):
        found[name] = exhibit.words
    return found
