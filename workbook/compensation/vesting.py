"""How a grant vests: per cent a year, as offers write it, with or without a cliff."""

import re
from collections.abc import Sequence

#: Most years a schedule may have.
LONGEST = 10

#: How far from 100 the per cents of a schedule may add up, for thirds written as 33.33.
_SLACK = 0.05

ACCEPTED = "write 4 for four even years, or per cent a year like 5/15/40/40"

_EVEN = re.compile(r"(?:even(?:ly)?)?\s*(?:over)?\s*(\d{1,3})\s*(?:years?|yrs?|y)?\.?", re.I)
# A hyphen, but not that of 1e-05.
_BETWEEN = re.compile(r"\s*(?:[/;,+|–]|(?<!e)-|\s)\s*")


def even(years: int) -> tuple[float, ...]:
    """Return the schedule of a grant that vests in equal parts over so many years."""
    return (100 / years,) * years


def check_vesting(per_cents: Sequence[float]) -> tuple[float, ...]:
    """Return a schedule; ValueError with a sentence where it is none."""
    if len(per_cents) > LONGEST:
        raise ValueError(f"A schedule of {len(per_cents)} years is too long; keep to {LONGEST}.")
    if any(not 0 <= part <= 100 for part in per_cents):
        raise ValueError("Each year of a vesting schedule is between 0 and 100 per cent.")
    total = sum(per_cents)
    if abs(total - 100) > _SLACK:
        raise ValueError(f"The vesting adds up to {total:g}, and has to be 100 per cent.")
    return tuple(per_cents)


def parse_vesting(text: str) -> tuple[float, ...]:
    """Read a schedule such as ``4``, ``even over 3 years`` or ``5/15/40/40``.

    Returns
    -------
    tuple of float
        Per cent of the grant that vests in each year.

    Raises
    ------
    ValueError
        Where it is no schedule or does not add up to 100; the message is a sentence.
    """
    plain = text.strip()[:400]
    if match := _EVEN.fullmatch(plain):
        years = int(match[1])
        if not 1 <= years <= LONGEST:
            raise ValueError(f"A grant vests over 1 to {LONGEST} years; {ACCEPTED}.")
        return even(years)
    if "/" in plain or ";" in plain:
        plain = plain.replace(",", ".")  # 33,3/33,3/33,4
    try:
        per_cents = [float(part) for part in _BETWEEN.split(plain.replace("%", " ").strip())]
    except ValueError:
        raise ValueError(f"“{plain[:24]}” is no vesting schedule; {ACCEPTED}.") from None
    return check_vesting(per_cents)


def format_vesting(per_cents: Sequence[float]) -> str:
    """Return a schedule as `parse_vesting` reads it; "" for none."""
    if not per_cents:
        return ""
    if tuple(per_cents) == even(len(per_cents)):
        return f"even over {len(per_cents)} year{'' if len(per_cents) == 1 else 's'}"
    return "/".join(str(part).removesuffix(".0") for part in per_cents)


def yearly_shares(per_cents: Sequence[float], cliff_months: int = 0) -> list[float]:
    """Return the share of the grant (0 to 1) that has come by the end of each year, year by year.

    Until the cliff nothing vests; at the cliff all that would have vested by then does. So a cliff
    of twelve months or fewer changes no year, and a longer one moves the first years' money into
    the year it falls in.
    """
    total = sum(per_cents)
    shares = [part / total for part in per_cents]
    held = 0.0
    for year, share in enumerate(shares, start=1):
        if 12 * year < cliff_months:
            held += share
            shares[year - 1] = 0.0
        else:
            shares[year - 1] += held
            held = 0.0
    return shares
