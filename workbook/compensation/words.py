"""What the panel says of the market: the lines of the list, the checks, what makes it sure."""

from collections import Counter
from collections.abc import Sequence

from workbook.compensation.calibration import SPREAD
from workbook.compensation.checks import Check, band_words
from workbook.compensation.market import Market, Piece, month
from workbook.compensation.money import format_money, format_percent, format_range
from workbook.compensation.options import outlook
from workbook.compensation.records import TRUST, DataSet, PushbackTry, Split
from workbook.ui.parts import table
from workbook.ui.theme import safe

NO_EVIDENCE = (
    "No evidence yet. Choose Add and enter the point you trust most, in the shape it was told to "
    "you; then the others."
)

#: What the error of the middle is made of, by the names in `Calibration.error`.
ERRORS = {"noise": "noise", "kind": "kinds", "company": "one company", "age": "age"}

#: Room for what can be done with a line of the list, in CSS pixels.
ACTS = 116

_GRID = (
    "display:grid;gap:2px 4px;align-items:baseline;"
    "grid-template-columns:minmax(70px,90px) minmax(84px,1fr) minmax(58px,68px) "
    "repeat(2,minmax(74px,92px)) minmax(36px,44px)"
)
_RIGHT = "text-align:right;font-variant-numeric:tabular-nums"

LIST_HEAD = (
    f'<div class="wb-small" style="{_GRID};padding-right:{ACTS}px">'
    "<span>source</span><span>who</span><span>when</span>"
    f'<span style="{_RIGHT}">first year</span><span style="{_RIGHT}">average year</span>'
    f'<span style="{_RIGHT}">counts</span></div>'
)


def list_row(piece: Piece) -> str:
    """Return a piece as a line of the list, as HTML."""
    about = list(piece.unlike) if piece.counts else [piece.why_not]
    who = safe(piece.who or "–", 400)
    if about:
        who += f' <span class="wb-small">{safe(", ".join(about), 300)}</span>'
    record = piece.record
    if isinstance(record, DataSet):
        rows = f"{record.rows:,} row{'' if record.rows == 1 else 's'}"
        first = average = f"{format_range(piece.low, piece.high)}"
        who += f' <span class="wb-small">{rows}</span>'
    else:
        first, average = (_year(piece, view) for view in ("first", "average"))
    cells = [
        f"<span>{safe(piece.source)}</span>",
        f'<span style="overflow-wrap:anywhere">{who}</span>',
        f'<span style="white-space:nowrap">{safe(month(record.date))}</span>',
        f'<span style="{_RIGHT}">{first}</span>',
        f'<span style="{_RIGHT}">{average}</span>',
        f'<span style="{_RIGHT}">{_counts(piece)}</span>',
    ]
    css = "" if piece.counts else ' class="wb-quiet"'
    return f'<div{css} style="{_GRID}">{"".join(cells)}</div>'


def _counts(piece: Piece) -> str:
    if not piece.counts:
        return "–"
    return f"{piece.counts_as:.1f}" if piece.counts_as >= 0.095 else f"{piece.counts_as:.2f}"


def _year(piece: Piece, view: str) -> str:
    year = piece.year
    assert year is not None, "a point has its year"
    figure = year.first if view == "first" else year.average
    if year.reach:
        return format_range(figure - year.reach, figure + year.reach)
    return format_money(figure)


def checks_html(found: Sequence[Check]) -> str:
    """Return the checks as lines of HTML, each with its mark."""
    lines = "".join(
        f'<li><span class="wb-{"good" if check.met else "bad"}">{"✓" if check.met else "✗"}</span> '
        f"{safe(check.words, 400)}</li>"
        for check in found
    )
    return f'<ul class="wb-checks">{lines}</ul>'


def sure_because(market: Market) -> str:
    """Say how wide the interval is and what it is made of; what to find where nothing counts."""
    found = market.calibration
    if found is None:
        return "Three points support a middle; five show how offers spread."
    low, high = found.interval80
    parts = [
        f"{words} {format_percent(found.error[name], 1)}"
        for name, words in ERRORS.items()
        if found.error[name] >= 0.0005
    ]
    said = f"Sure within {format_money(high - low)} because: {', '.join(parts)}."
    if found.figures >= SPREAD:
        said += f" Half of offers lie within {format_range(*found.quartiles)}."
    if found.rough:
        said += " With so few figures this is rough."
    if found.one_kind:
        said += " It is one kind of source: what all of it is off by cannot be seen."
    if inside := band_words(market):
        said += f" The ask is {inside}."
    return said


def weights_table(market: Market, names: dict[str, str]) -> str:
    """Return what each kind counts as, as an HTML table."""
    found, figures = market.calibration, _figures(market)
    if found is None:
        return ""
    rows = [
        (
            names[kind],
            f"{figures[kind]:,}",
            f"{_trust(market, kind):g}",
            f"{count:.1f} points",
            format_percent(found.shares[kind], 0),
        )
        for kind, count in found.effective.items()
    ]
    return table(("kind", "figures", "trust", "counts as", "of the weight"), rows, (1, 2, 3, 4))


def _trust(market: Market, kind: str) -> float:
    return {str(each): trust for each, trust in market.settings.trust.items()}[kind]


def _figures(market: Market) -> Counter[str]:
    """Return how many figures of each kind count: points, and rows of data sets."""
    figures: Counter[str] = Counter()
    for piece in market.counting:
        figures[piece.record.source] += getattr(piece.record, "rows", 1)
    return figures


def weighing_words(market: Market) -> str:
    """Say in two sentences how figures of one kind are counted, by the kind with most of them."""
    if market.calibration is None:
        return ""
    [(kind, many)] = _figures(market).most_common(1)
    source = next(piece.source for piece in market.counting if piece.record.source == kind)
    counts = market.calibration.effective[kind]
    return (
        f"{many:,} {source} figure{'' if many == 1 else 's'} count as {counts:.1f} points: "
        f"{many:,} / (1 + {many - 1:,} × 0.1), less what has faded with age, times your trust of "
        f"{_trust(market, kind):g}. The middle is the mean of the middle half of "
        "all weight."
    )


def trust_reason(source: str) -> str:
    """Return why a kind is trusted as it is to begin with."""
    default, reason = TRUST[source]  # type: ignore[index]
    return f"{default:g} to begin with: {reason}"


def options_table(number: float, split: Split) -> str:
    """Return the sum of cash or options as an HTML table."""
    found = outlook(number, split)
    years = f"after {split.years} years"
    rows = [
        ("cash given up, a year", format_money(found.paid)),
        ("options on shares worth today", format_money(found.shares_worth)),
        (f"the cash, {years} at {format_percent(split.cash_rate)}", format_money(found.cash)),
        ("chance that the options end worthless", format_percent(found.worthless, 0)),
        ("chance that they end below the cash", format_percent(found.below_cash, 0)),
        (f"median outcome, {years}", format_money(found.median)),
        ("middle half of outcomes", f"{format_money(found.low)} to {format_money(found.high)}"),
        (
            "on a market they would cost",
            f"{format_money(found.market_price)}, against {format_money(found.paid)} paid",
        ),
    ]
    return table(("", ""), rows, (1,))


def tries_words(tries: Sequence[PushbackTry], limit: int) -> str:
    """Say how the tries at one pushback went, oldest first, against a limit in seconds."""
    if not tries:
        return f"Not tried yet; {limit} seconds."
    last = list(tries)[-6:]
    seconds = ", ".join(f"{one.seconds:.0f}" for one in last)
    scores = ", ".join("not yet" if one.score is None else f"{one.score} of 4" for one in last)
    many = f"{len(tries)} tr{'y' if len(tries) == 1 else 'ies'}"
    return f"{many}: {seconds} s of {limit}; scored {scores}."
