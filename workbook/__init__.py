"""An interactive workbook for a Netflix software engineering loop.

``import workbook as wb`` opens the front door and nothing behind it: a room such as
``wb.stories`` is imported when it is first named, so that a chapter pays for its own exercise only.
A folder beside this file with an ``__init__.py`` is a room; a new one needs no entry anywhere.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

__version__ = "0.1.0"


def rooms() -> list[str]:
    """Return the names of all rooms, in alphabetical order."""
    return sorted(path.parent.name for path in Path(__file__).parent.glob("*/__init__.py"))


def load_records() -> None:
    """Import the records of every room: the journal knows a kind once its model is defined."""
    for room in rooms():
        if find_spec(f"{__name__}.{room}.records") is not None:
            import_module(f"{__name__}.{room}.records")


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_") or name not in rooms():
        raise AttributeError(f"module {__name__!r} has no room {name!r}; it has {rooms()}")
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return [*globals(), *rooms()]
