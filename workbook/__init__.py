"""An interactive workbook for a Netflix software engineering loop.

``import workbook as wb`` opens the front door and nothing behind it: a room such as
``wb.stories`` is imported when it is first named, so that a chapter pays for its own exercise only.
A folder beside this file with an ``__init__.py`` is a room; a new one needs no entry anywhere.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType

__version__ = "0.1.0"


def rooms() -> list[str]:
    """Return the names of all rooms, in alphabetical order."""
    return sorted(path.parent.name for path in Path(__file__).parent.glob("*/__init__.py"))


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_") or name not in rooms():
        raise AttributeError(f"module {__name__!r} has no room {name!r}; it has {rooms()}")
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return [*globals(), *rooms()]
