"""What a number has to pass before it is said, each point of it held against the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.compensation.market import Market, Piece, Standing
from workbook.compensation.money import format_exact, format_money, format_percent

#: Rounds in which people raise what they earn, in per cent; 0 is the same again.
RAISES = (0, 10, 20, 25, 30, 40, 50)

#: An ask as near to a raise as this is taken for it.
NEAR = 0.05

#: A figure younger than this, in years, is fresh.
FRESH = 1.0

#: This many figures support a middle, roughly.
ENOUGH = 3


@dataclass(frozen=True)
class Check:
    """One thing that holds or does not.

    `words` say what was found, as a sentence without its full stop and with money as the list has
    it; `value` is what was counted where the check is a count.
    """

    id: str
    met: bool
    words: str
    value: float = 0.0


def checks(market: Market) -> list[Check]:
    """Return every check of the evidence and then of the ask, in the order they are read."""
    return [*of_evidence(market), *of_ask(market)]


def of_evidence(market: Market) -> list[Check]:
    """Return whether there is enough evidence, of more than one sort, and fresh."""
    found = market.counting
    figures = market.calibration.figures if market.calibration else 0
    others = [piece for piece in found if piece.record.source != "aggregator"]
    hires = [piece for piece in found if piece.record.source == "recent-hire"]
    fresh = [piece for piece in found if piece.record.date is not None and piece.age <= FRESH]
    counted = f"{_number(figures, 'figure')} that count{'s' if figures == 1 else ''}"
    if figures < ENOUGH:
        counted += f"; {ENOUGH} support a middle"
    return [
        Check("points", figures >= ENOUGH, counted, figures),
        Check(
            "not-aggregators",
            bool(others),
            f"{len(others)} of {len(found)} from elsewhere than an aggregator"
            if found
            else "nothing yet, from an aggregator or from elsewhere",
            len(others),
        ),
        Check(
            "recent-hire",
            bool(hires),
            f"{_number(len(hires), 'recent hire')} among them"
            if hires
            else "nobody hired lately among them; write to one",
            len(hires),
        ),
        Check(
            "fresh",
            bool(fresh),
            f"{len(fresh)} of {len(found)} younger than a year"
            if fresh
            else "nothing dated within a year",
            len(fresh),
        ),
    ]


def of_ask(market: Market) -> list[Check]:
    """Return how the ask stands: reached, not too low, on more than one support, not own pay."""
    ask, at = market.target.ask, market.at_ask
    if ask is None:
        nothing = {
            "reaches": "no ask yet: write the number you would say",
            "not-below": "no ask to hold against the middle",
            "survives": "no ask that could lose its support",
            "not-own-pay": "no ask to hold against your own pay",
        }
        return [Check(name, False, words) for name, words in nothing.items()]
    if at is None or market.calibration is None:
        return [
            Check("reaches", False, unsupported(market)),
            Check("not-below", False, "there is no middle yet"),
            Check("survives", False, "there is no support to lose"),
            _own_pay(market, None),
        ]
    return [
        _reaches(market, at),
        _not_below(market, at),
        _survives(market, at),
        _own_pay(market, at),
    ]


def _reaches(market: Market, at: Standing) -> Check:
    if not at.reached:
        return Check("reaches", False, unsupported(market))
    named = [f"{piece.name}, {piece.said}" for piece in at.supports[:2]]
    if len(at.supports) > 2:
        named.append(f"{len(at.supports) - 2} more")
    weight = f"{_share(at.above)} of the weight at or above it"
    words = " and ".join(named) if len(named) < 3 else f"{', '.join(named[:2])} and {named[2]}"
    if not named:
        return Check("reaches", True, f"your evidence reaches it: {weight}, though no single point")
    return Check("reaches", True, f"your evidence reaches it: {words}; {weight}")


def unsupported(market: Market) -> str:
    """Say that nothing supports the ask, and up to what number the evidence carries."""
    assert market.target.ask is not None, "said of an ask"
    words = f"Nothing you found supports {format_exact(market.target.ask)}"
    if market.carries_up_to is None:
        return words
    return f"{words}: it carries {format_exact(market.carries_up_to)} and no more"


def _not_below(market: Market, at: Standing) -> Check:
    assert market.calibration is not None, "there is a standing"
    middle, quartiles = market.calibration.middle, market.calibration.quartiles
    gap = format_money(abs(at.ask - middle))
    if at.ask < middle:
        words = f"{gap} below the middle of {format_money(middle)}"
        if market.target.reason.strip():
            return Check("not-below", True, f"{words}, for the reason you wrote down")
        return Check("not-below", False, f"{words}; raise it, or write down why")
    words = f"{gap} above the middle of {format_money(middle)}; {at.words}"
    if market.calibration.figures >= 5:
        inside = quartiles[0] <= at.ask <= quartiles[1]
        words += f", {'inside' if inside else 'above'} the middle half of offers"
    return Check("not-below", True, words)


def _survives(market: Market, at: Standing) -> Check:
    """Check that the ask is reached without its best support."""
    if not at.reached:
        return Check("survives", False, "there is no support to lose")
    best = best_support(at, market)
    after = market.standing(at.ask, but=best.record.id)
    if after is None:
        return Check("survives", False, f"it rests on {best.name} alone")
    if not after.reached:
        return Check("survives", False, f"without {best.name} nothing you found supports it")
    left = f"{_share(after.above)} of the weight"
    if after.supports:
        left = f"{after.supports[0].name}, {after.supports[0].said}"
    return Check("survives", True, f"without its best support, {best.name}, it still has {left}")


def best_support(at: Standing, market: Market) -> Piece:
    """Return what carries a number that is reached: the best point, else the most weight above."""
    if at.supports:
        return at.supports[0]
    return max(market.counting, key=lambda piece: piece.weight * piece.reaches(at.ask))


def _own_pay(market: Market, at: Standing | None) -> Check:
    own, ask = market.own_pay, market.target.ask
    if own is None or ask is None:
        return Check("not-own-pay", True, "your own pay is no part of it")
    raised = nearest_raise(ask, own.figure)
    if raised is None:
        return Check("not-own-pay", True, "your own pay is drawn and has no part in it")
    name = "your own pay" if raised == 0 else f"your own pay and {raised}%"
    if at is None:
        return Check("not-own-pay", False, f"it is about {name}, and nothing else carries it")
    beyond, side = _beyond(market.counting, own.figure, ask, at, raised)
    if beyond <= 0.5:
        return Check("not-own-pay", True, f"it is about {name}, and your evidence carries it too")
    words = f"it is about {name}, while {_share(beyond)} of your evidence lies {side} it"
    return Check("not-own-pay", False, words)


def _beyond(
    found: Sequence[Piece], own: float, ask: float, at: Standing, raised: int
) -> tuple[float, str]:
    """Return how much evidence lies on the other side of an ask than own pay, and which side."""
    whole = sum(piece.weight for piece in found)

    def above(dollars: float) -> float:
        return sum(piece.weight * (1 - piece.under(dollars)) for piece in found) / whole

    if raised:
        return above(ask), "above"
    # The same again: evidence above both of them or below both, whichever is more.
    over, under = above(max(ask, own)), 1 - above(min(ask, own))
    return (over, "above") if over >= under else (under, "below")


def nearest_raise(ask: float, own_pay: float) -> int | None:
    """Return the round raise, in per cent, that an ask is nearest to; None where it is near none.

    An ask that is not a raise at all, more than 5% below own pay, is near none of them.
    """
    apart = {each: abs(ask / (own_pay * (1 + each / 100)) - 1) for each in RAISES}
    best = min(apart, key=apart.__getitem__)
    return best if apart[best] <= NEAR else None


def band_words(market: Market) -> str:
    """Say where the ask lies in the reader's own band; "" where one of them is missing."""
    if market.target.band is None or market.target.ask is None:
        return ""
    (low, high), ask = market.target.band, market.target.ask
    if ask < low:
        return f"{format_exact(low - ask)} below your band"
    if ask > high:
        return f"{format_exact(ask - high)} above your band"
    return "inside your band"


def _share(part: float) -> str:
    """Return a part of the weight in whole per cent, 0 and 100 only where they are exact."""
    return format_percent(min(0.99, max(0.01, part)) if 0 < part < 1 else part, 0)


def _number(many: int, what: str) -> str:
    return f"{many:,} {what}{'' if many == 1 else 's'}"


def startling(figure: float, market: Market) -> str:
    """Return a question about a figure over three times the others, or under a third; or ""."""
    if market.calibration is None or market.calibration.figures < ENOUGH:
        return ""
    times = figure / market.calibration.middle
    if 1 / 3 <= times <= 3:
        return ""
    apart = f"{times:.1f} times" if times > 1 else f"{format_percent(times, 0)} of"
    return (
        f"{format_exact(figure)} is {apart} the middle of what you have, "
        f"{format_money(market.calibration.middle)}. Is every digit right?"
    )
