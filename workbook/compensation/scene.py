"""From records to what is shown: each point made comparable and weighed, the market calibrated."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workbook.compensation.annualize import annualize
from workbook.compensation.calibrate import Calibration, calibrate
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
    points
        Every point, own pay among them, by id.
    calibration
        None where there is too little; `missing` then says what.
    missing
        A sentence, empty where the market could be calibrated.
    """

    points: dict[str, Shown]
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
    try:
        calibration = calibrate([*points, *datasets], settings, today)
    except TooLittleError as error:
        shown = {point.id: _shown(point, None, None, settings) for point in points}
        return Scene(shown, None, str(error))
    pieces = {piece.id: piece for piece in calibration.pieces}
    shown = {}
    for point in points:
        piece = pieces.get(point.id)
        value, weight = (piece.value, piece.weight) if piece else (None, None)
        shown[point.id] = _shown(point, value, weight, settings)
    return Scene(shown, calibration)


def _shown(point: Point, value: float | None, weight: float | None, settings: Settings) -> Shown:
    annual = annualize(point, settings)
    stated = annual.view(settings).total
    yearly = stated if value is None else value
    if annual.low is None or annual.high is None:
        return Shown(point.id, point.source, yearly, weight=weight)
    carried = yearly / stated if stated else 1.0
    ends = annual.low * carried, annual.high * carried
    return Shown(point.id, point.source, yearly, *ends, weight)


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)
