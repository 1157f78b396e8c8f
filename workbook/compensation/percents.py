"""Percentages as people write them, read into fractions."""

import math
import re

_PERCENT = re.compile(r"([+-]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(?:%|percent|per cent)?", re.I)
_LONGEST = 24  # characters; no percentage needs more


class PercentError(ValueError):
    """A text that is no percentage; the message is one sentence for the reader."""


def parse_percent(text: str, least: float, most: float) -> float:
    """Read a percentage, such as ``"40"``, ``"3,5 %"`` or ``"−10%"``, into a fraction.

    Parameters
    ----------
    text
        What the reader wrote; a bare number is in percent.
    least, most
        The fractions it may lie between, both included.

    Raises
    ------
    PercentError
        Where it is none, or lies outside.
    """
    plain = text.strip().replace("−", "-")
    shown = plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
    bounds = f"between {write_percent(least)} and {write_percent(most)}"
    found = _PERCENT.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        raise PercentError(f"“{shown}” is not a percentage; write one {bounds}, such as 40 or 3.5.")
    value = float(found[1] + found[2].replace(",", ".")) / 100
    if not least <= value <= most:
        raise PercentError(f"“{shown}” is not {bounds}; write a percentage that is.")
    return value


def write_percent(fraction: float, digits: int = 2) -> str:
    """Return a fraction in percent with no more digits than it needs: ``40%``, ``3.42%``, ``−10%``.

    Raises
    ------
    ValueError
        For what is not a finite number.
    """
    if not math.isfinite(fraction):
        raise ValueError(f"{fraction} has no percentage")
    text = f"{100 * fraction:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{'0' if text == '-0' else text.replace('-', '−')}%"
