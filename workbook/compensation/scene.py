"""From records to what is shown: each point made comparable and weighed, the market calibrated."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workbook.compensation.annualize import annualize
from workbook.compensation.calibrate import Calibration, Weighed, calibrate
from workbook.compensation.calibration.caveats import TooLittleError
from workbook.compensation.calibration.middle import Interval
from workbook.compensation.calibration.weights import carried
from workbook.compensation.market import Bulk, Middle, Shown, bulk
from workbook.compensation.records import Dataset, Point
from workbook.compensation.settings import Settings


@dataclass(frozen=True)
class Scene:
    """What the records come to under the settings.

    Attributes
    ----------
    shown
        Every point, own pay among them, and every dataset, by id.
    bulks
        The datasets without their rows, by id.
    calibration
        None where there is too little; `missing` then says what.
    missing
        A sentence, empty where the market could be calibrated.
    """

    shown: dict[str, Shown]
    bulks: dict[str, Bulk]
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
    calibration, missing = None, ""
    try:
        calibration = calibrate([*points, *datasets], settings, today)
    except TooLittleError as error:
        missing = str(error)
    pieces = {piece.id: piece for piece in calibration.pieces} if calibration else {}
    bulks = {one.id: bulk(one, carried(one, settings, today)[0]) for one in datasets}
    shown = {one.id: _shown(one, pieces.get(one.id), settings) for one in points}
    for one in datasets:
        piece = pieces.get(one.id)
        yearly = piece.value if piece else bulks[one.id].spread.median
        shown[one.id] = Shown(one.id, one.source, yearly, weight=piece.weight if piece else None)
    return Scene(shown, bulks, calibration, missing)


def _shown(point: Point, piece: Weighed | None, settings: Settings) -> Shown:
    """Return a point as it is shown; `piece` is None where it is not weighed."""
    value, weight = (piece.value, piece.weight) if piece else (None, None)
    annual = annualize(point, settings)
    stated = annual.view(settings).total
    yearly = stated if value is None else value
    if annual.low is None or annual.high is None:
        return Shown(point.id, point.source, yearly, weight=weight)
    drift = yearly / stated if stated else 1.0
    return Shown(point.id, point.source, yearly, annual.low * drift, annual.high * drift, weight)


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)
