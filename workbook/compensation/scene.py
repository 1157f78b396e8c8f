"""From records to what is shown: each point made comparable and weighed, the market calibrated."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbook.compensation.annualize import annualize
from workbook.compensation.calibrate import Calibration, Weighed, calibrate
from workbook.compensation.caveats import TooLittleError
from workbook.compensation.market import Middle, Shown
from workbook.compensation.middle import Interval
from workbook.compensation.records import Dataset, Point
from workbook.compensation.settings import Settings


@dataclass(frozen=True)
class Scene:
    """What the records come to under the settings.

    Attributes
    ----------
    shown
        Every point, own pay among them, and every dataset, by id.
    calibration
        None where there is too little; `missing` then says what.
    missing
        A sentence, empty where the market could be calibrated.
    """

    shown: dict[str, Shown]
    calibration: Calibration | None
    missing: str = ""

    @property
    def middle(self) -> Middle | None:
        """The market's middle as the chart shows it."""
        found = self.calibration
        if found is None:
            return None
        return Middle(found.middle, _ends(found.sure50), _ends(found.sure80))


def compose(
    points: Sequence[Point], datasets: Sequence[Dataset], settings: Settings, today: dt.date
) -> Scene:
    """Return what the records come to under the settings, seen from `today`."""
    records: list[Point | Dataset] = [*points, *datasets]
    calibration, missing = None, ""
    try:
        calibration = calibrate(records, settings, today)
    except TooLittleError as error:
        missing = str(error)
    pieces = {piece.id: piece for piece in calibration.pieces} if calibration else {}
    shown = {one.id: _shown(one, pieces.get(one.id), settings) for one in records}
    return Scene(shown, calibration, missing)


def _shown(record: Point | Dataset, piece: Weighed | None, settings: Settings) -> Shown:
    """Return a record as it is shown; `piece` is None where it is not weighed."""
    value, weight = (piece.value, piece.weight) if piece else (None, None)
    if isinstance(record, Dataset):
        median = float(np.median(record.yearly)) if value is None else value
        return Shown(record.id, record.source, median, weight=weight)
    annual = annualize(record, settings)
    stated = annual.view(settings).total
    yearly = stated if value is None else value
    if annual.low is None or annual.high is None:
        return Shown(record.id, record.source, yearly, weight=weight)
    carried = yearly / stated if stated else 1.0
    ends = annual.low * carried, annual.high * carried
    return Shown(record.id, record.source, yearly, *ends, weight)


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)
