"""Collects the evidence of every room there is, without knowing any of them by name."""

from datetime import date
from importlib import import_module
from importlib.util import find_spec

import workbook
from workbook.evidence import Evidence
from workbook.journal import Journal


def gather(journal: Journal, today: date) -> list[Evidence]:
    """Return what all rooms can prove; a room without an ``evidence.py`` proves nothing."""
    found: list[Evidence] = []
    for room in workbook.rooms():
        if find_spec(f"workbook.{room}.evidence") is not None:
            found += import_module(f"workbook.{room}.evidence").evidence(journal, today)
    return found
