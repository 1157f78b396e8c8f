"""Places of rows: a town and its state, in two columns of a file, as one text."""

from dataclasses import replace

import numpy as np
import pandas as pd

from workbook.compensation.importing.parsing import Parsed
from workbook.compensation.limits import NAME
from workbook.compensation.tables.problems import Group


def join_places(place: Parsed | None, region: Parsed) -> Parsed:
    """Return places with their states, "Los Gatos, CA"; those too long together are refused.

    Each distinct pair is joined once: a file has few of them.
    """
    if place is None:
        return replace(region, refused=Group.of("", (), ()))  # it was refused as a state already
    width = len(region.values) + 1
    # Where a column holds no text its code is -1, and the text that stands last is none.
    first = place.codes.astype(np.int64) % (len(place.values) + 1)
    pairs, distinct = pd.factorize(first * width + region.codes % width)
    towns, states = [*place.values, None], [*region.values, None]
    texts = [
        ", ".join(filter(None, (towns[town], states[state])))
        for town, state in zip(*np.divmod(distinct, width), strict=True)
    ]
    rows = np.flatnonzero(np.array([len(text) > NAME for text in texts], dtype=bool)[pairs])
    column = " and ".join(filter(None, (place.refused.column, region.refused.column)))
    return Parsed(texts, pairs, Group(column, rows, pairs[rows], lambda at: _reason(texts[at])))


def _reason(text: str) -> str:
    return f"together they have {len(text):,} characters; keep them to {NAME:,}."
