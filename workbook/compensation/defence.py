"""The defence sheet: what to say for the number, what to answer, and what to find first.

It cites only what carries the ask: single figures at or above it, the most trusted first and then
the most recent; where there are fewer than two, the nearest below it, within 5%. It cites no range,
nothing older than two years, nothing left out, and never the middle where that is lower than the
ask. Nobody can be recognised in it unless their point may be quoted.
"""

import datetime as dt
import re
from dataclasses import dataclass

from workbook import guide
from workbook.compensation.checks import checks, unsupported
from workbook.compensation.market import QUARTER, Market, Piece, is_target_company
from workbook.compensation.money import format_exact, format_money, format_percent
from workbook.compensation.options import outlook
from workbook.compensation.records import DataSet, Split
from workbook.ui.sheet import plain

#: A figure below the ask by no more than this part of it does not argue against it.
NEAR = 0.05

#: Years after which a figure is not cited.
STALE = 2.0

_SEASONS = ("winter", "spring", "summer", "autumn")
_FIGURE = re.compile(r"\$?\d[\d,.]*(?:k|m|bn|%)?")


@dataclass(frozen=True)
class Reply:
    """An answer to one pushback: its words, and the seconds that its clock gives."""

    pushback: guide.Pushback
    words: str
    seconds: int


@dataclass(frozen=True)
class Sheet:
    """What the page says: sentences to say in this order, an answer to each pushback.

    `first` is what to find or settle before the call, and not to be spoken.
    """

    title: str
    say: tuple[str, ...]
    replies: tuple[Reply, ...]
    first: tuple[str, ...]

    @property
    def markdown(self) -> str:
        """The page as Markdown; the shelf makes HTML of the same text."""
        lines = [f"# {plain(self.title)}", "", "## Say", ""]
        lines += [f"{place}. {plain(text)}" for place, text in enumerate(self.say, start=1)]
        lines += ["", "## When they answer", ""]
        for reply in self.replies:
            lines += [
                f"### “{plain(reply.pushback.asked)}” ({reply.seconds} s)",
                "",
                f"> {plain(reply.words)}",
                "",
                f"Not: {plain(reply.pushback.avoid)}",
                "",
            ]
        if self.first:
            lines += ["## Before the call (not to be spoken)", ""]
            lines += [f"- {plain(text)}" for text in self.first]
        return "\n".join(lines).rstrip() + "\n"


def sheet(market: Market, split: Split | None = None) -> Sheet:
    """Return the page for a market; its chance of options ending worthless is that of `split`."""
    target, cited = market.target, cite(market)
    carrying = [aloud(piece, market) for piece in cited if _carries(piece, market)]
    known = dict(zip(("strongest", "second"), carrying, strict=False))
    known["worthless"] = format_percent(outlook(1.0, split or Split()).worthless, 0)
    if target.ask is not None:
        known["ask"] = format_exact(target.ask)
    if market.calibration is not None:
        known["places"] = _places(market)
    replies = []
    for pushback in guide.pushbacks():
        words = pushback.filled(known)
        replies.append(Reply(pushback, words, clock(words, pushback.seconds, market.pace)))
    number = "no number yet" if target.ask is None else f"{format_exact(target.ask)} a year"
    return Sheet(
        f"{target.level} at {market.settings.company}: {number}",
        _say(market, cited),
        tuple(replies),
        _first(market, cited),
    )


def cite(market: Market, most: int = 2) -> list[Piece]:
    """Return the pieces that the sheet cites, the best first; none without an ask."""
    ask = market.target.ask
    if ask is None:
        return []
    citable = [
        piece
        for piece in market.counting
        if piece.is_point and (piece.record.date is None or piece.age <= STALE)
    ]
    carrying = sorted(
        (piece for piece in citable if _told(piece, market) >= ask), key=market.best_first
    )
    sets = [
        piece
        for piece in market.counting
        if isinstance(piece.record, DataSet)
        and piece.reaches(ask) >= QUARTER
        and (piece.record.date is None or piece.age <= STALE)
    ]
    near = sorted(
        (piece for piece in citable if ask * (1 - NEAR) <= _told(piece, market) < ask),
        key=lambda piece: (ask - _told(piece, market), *market.best_first(piece)),
    )
    return [*carrying, *sorted(sets, key=market.best_first), *near][:most]


def _told(piece: Piece, market: Market) -> float:
    """Return the figure as it was told, not carried to today: what can be said of somebody."""
    return piece.year.of(market.settings.view) if piece.year is not None else piece.figure


def aloud(piece: Piece, market: Market) -> str:
    """Return a piece as it may be said: whom it is about only where that may be quoted."""
    record, when = piece.record, season(piece.record.date, market.today)
    if isinstance(record, DataSet):
        assert market.target.ask is not None, "a data set is cited for an ask"
        reach = round(piece.reaches(market.target.ask) * record.rows)
        whose = _REPORTED.get(record.source, "that I found")
        return f"{reach:,} of {record.rows:,} packages {whose}, at that number or above"
    figure = format_money(_told(piece, market))
    named = record.may_be_quoted or record.source in ("aggregator", "public-filing")
    house = record.company if named else ""
    if not house and record.company and not is_target_company(piece, market.settings):
        house = "a company like yours"
    at = f" at {house}" if house else ""
    return {
        "offer-letter": f"a written offer{when}{at.replace(' at ', ' from ', 1)}, for {figure}",
        "recent-hire": f"somebody hired{when}{at}, for {figure}",
        "recruiter": f"the {figure} that was named to me{when}{at}",
        "aggregator": f"{figure} reported{at}{when}",
        "public-filing": f"{figure} filed{at}{when}",
    }.get(record.source, f"{figure}{at}{when}")


_REPORTED = {"aggregator": "that people reported", "public-filing": "filed with an authority"}


def season(day: dt.date | None, today: dt.date) -> str:
    """Return when something was, as it is said: " this summer", " last winter", " in 2025"."""
    if day is None:
        return ""
    name = _SEASONS[day.month % 12 // 3]
    # A winter bears the year it ends in.
    year, now = day.year + (day.month == 12), today.year + (today.month == 12)
    if year == now and (name != "winter" or today.month in (12, 1, 2)):
        return f" this {name}"
    if now - year <= 1 and (today - day).days < 500:
        return f" last {name}"
    return f" in {day.year}"


def _places(market: Market) -> str:
    assert market.calibration is not None, "asked only where something counts"
    figures, kinds = market.calibration.figures, len(market.calibration.shares)
    many = f"{figures:,} figure{'' if figures == 1 else 's'}"
    return many if kinds == 1 else f"{many} from {kinds} kinds of places"


def _say(market: Market, cited: list[Piece]) -> tuple[str, ...]:
    ask, calibration = market.target.ask, market.calibration
    if ask is None:
        return ("Set your number first: there is nothing to say yet.",)
    said = [f"I am looking for {format_exact(ask)} a year."]
    rests, near = (
        [aloud(piece, market) for piece in cited if _carries(piece, market) == carries]
        for carries in (True, False)
    )
    if rests:
        said.append(f"It rests on {', and on '.join(rests)}.")
    if near:
        said.append(f"Close to it {'is' if len(near) == 1 else 'are'} {', and '.join(near)}.")
    reason = market.target.reason.strip().rstrip(".")
    if calibration is not None and ask <= calibration.middle:
        said.append(
            f"All I found centres on {format_money(calibration.middle)}: I ask for no more."
        )
    elif calibration is not None and calibration.figures >= 5 and ask <= calibration.quartiles[1]:
        said.append("That is inside the middle half of all I found.")
    if reason:
        said.append(f"{reason[:1].upper()}{reason[1:]}.")
    return tuple(said)


def _first(market: Market, cited: list[Piece]) -> tuple[str, ...]:
    """Return what to find or settle before the call; no name stands in it, like everywhere here."""
    ask, failed = market.target.ask, [one for one in checks(market) if not one.met]
    # The words of these two checks name people.
    missing = [
        f"{one.words[:1].upper()}{one.words[1:]}."
        for one in failed
        if one.id not in ("reaches", "survives")
    ]
    if ask is None or market.at_ask is None:
        return tuple(missing)
    if not cited:
        missing.insert(0, _FIND)
    if not market.at_ask.reached:
        missing.insert(0, f"{unsupported(market)}.")
    elif any(one.id == "survives" for one in failed):
        missing.insert(0, "Without its best support the number has nothing under it: find another.")
    if cited and not _carries(cited[0], market):
        missing.insert(0, "What you cite comes near the number and does not reach it.")
    if market.at_ask.reached and ask > _third_quartile(market) and not market.target.reason.strip():
        missing.append("The number is above the middle half of offers: write down why yours is.")
    return tuple(missing)


_FIND = (
    "There is nothing to cite yet. Find one figure at the number or above it, less than two years "
    "old; somebody hired lately or a written offer carries most."
)


def _third_quartile(market: Market) -> float:
    assert market.calibration is not None, "there is a standing"
    return market.calibration.quartiles[1]


def _carries(piece: Piece, market: Market) -> bool:
    assert market.target.ask is not None, "something is cited for it"
    return isinstance(piece.record, DataSet) or _told(piece, market) >= market.target.ask


def clock(words: str, seconds: int, pace: int) -> int:
    """Return the seconds a reply's clock gives: those written, or what it takes at this pace."""
    takes = spoken_seconds(words, pace)
    return max(seconds, int(-(-takes // 5) * 5))


def spoken_seconds(text: str, pace: int) -> float:
    """Return how long a text takes at so many words a minute, its figures spoken."""
    words = _FIGURE.sub(" ", text.replace("–", " to ")).split()
    figures = sum(map(spoken_words, _FIGURE.findall(text)))
    return 60 * (sum(any(map(str.isalnum, word)) for word in words) + figures) / pace


def spoken_words(figure: str) -> int:
    """Return in how many words a figure is said: “$560k”, five hundred sixty thousand, in four."""
    whole, _, part = figure.strip("$kmbn%,.").replace(",", "").partition(".")
    unit = {"%": 2, "k": 1, "m": 1, "n": 1}.get(figure[-1:], int("$" in figure))
    threes = [int(three[::-1]) for three in re.findall(r"\d{1,3}", whole[::-1])]
    words = sum(2 * (three >= 100) + (three % 100 > 0) for three in threes)
    return max(words, 1) + sum(three > 0 for three in threes[1:]) + bool(part) + len(part) + unit
