"""What a calibration cannot say yet, in sentences."""

import math
from collections.abc import Mapping, Sequence

from workbook.compensation.calibration.weights import KINDS
from workbook.compensation.market import counts, source_names
from workbook.compensation.percents import write_percent
from workbook.compensation.records import Dataset, Point

#: How many pieces of evidence it takes for a middle, for quartiles and an interval, for deciles.
FOR_MIDDLE, FOR_QUARTILES, FOR_DECILES = 3, 5, 10

#: With fewer independent points the chance that all lie on the same side of the truth, as coins
#: that all fall heads, is above the tenth that an 80% interval leaves out at either end.
FEW = math.log2(10)


#: A kind of source that the cap lifts to so many times its own weight is named.
LIFTED = 1.5


class TooLittleError(ValueError):
    """There is too little evidence for a middle; the message is one sentence for the reader.

    Attributes
    ----------
    found, missing
        How many points count, and how many more it takes.
    """

    def __init__(self, found: int, aside: str = "") -> None:
        self.found, self.missing = found, FOR_MIDDLE - found
        have = {0: "none counts", 1: "1 counts"}.get(found, f"{found} count")
        super().__init__(
            f"A middle takes {FOR_MIDDLE} points and {have} so far: "
            f"find {self.missing} more{aside}."
        )


def because(records: Sequence[Point | Dataset], found: int) -> str:
    """Return why some records do not count, as the end of a sentence; "" where all do."""
    said = uncounted(records, found)
    return f" ({said})" if said else ""


def uncounted(records: Sequence[Point | Dataset], found: int) -> str:
    """Say why some records do not count; "" where all do."""
    own = sum(not counts(record) for record in records)
    weightless = len(records) - own - found
    reasons = []
    if own:
        reasons.append("your own pay does not count")
    if weightless:
        verb = "weighs" if weightless == 1 else "weigh"
        reasons.append(f"{weightless} {verb} nothing by your settings")
    return ", and ".join(reasons)


def caveats(
    found: int, shares: Mapping[str, float], natural: Mapping[str, float], independent: float
) -> tuple[str, ...]:
    """Return what must be told beside the numbers, each a sentence.

    Parameters
    ----------
    found
        Pieces of evidence that count.
    shares
        Part of the weight by kind of source.
    natural
        The same as trust, age and number alone would have it, without the cap.
    independent
        How many independent points they are worth.
    """
    said = []
    if found < FOR_QUARTILES:
        said.append(
            f"With {found} points there is a median and a range only: quartiles, and how sure the "
            f"middle is, take {FOR_QUARTILES}."
        )
    if len(shares) == 1:
        said.append(f"All of it comes from one kind of source, {_named(shares)}: it errs as one.")
    elif len(shares) < KINDS:
        said.append(
            f"With {len(shares)} kinds of source none is held to a quarter of the weight, which "
            f"takes {KINDS}; {_named(shares)} has {write_percent(max(shares.values()), 0)} of it."
        )
    if found >= FOR_QUARTILES and independent < FEW:
        said.append(
            f"The weight lies on few of the {found} points: they are worth {independent:.1f} "
            "independent ones, so the middle may even lie beyond all of them."
        )
    return tuple(each for each in (*said, say_lifted(shares, natural)) if each)


def say_lifted(shares: Mapping[str, float], natural: Mapping[str, float]) -> str:
    """Say which kind of source the cap lifts far above its own weight; "" where it lifts none."""
    lifted = max(shares, key=lambda source: shares[source] / natural[source])
    if shares[lifted] < LIFTED * natural[lifted]:
        return ""
    name, held = source_names()[lifted], write_percent(shares[lifted], 0)
    alone = write_percent(natural[lifted], 0) if natural[lifted] >= 0.01 else "less than 1%"
    if len(shares) == KINDS:
        return (
            "With four kinds of source each holds a quarter of the weight, however far you trust "
            f"it: {name} counts for {held}, and by trust and age alone for {alone}; a fifth kind "
            "lets trust tell again."
        )
    return (
        f"No kind of source may hold over a quarter of the weight, so {name} counts for {held}, "
        f"and by trust and age alone for {alone}."
    )


def _named(shares: Mapping[str, float]) -> str:
    """Return the name of the kind of source that has most of the weight."""
    return source_names()[max(shares, key=lambda source: shares[source])]
