"""What a reader's hand does on the controls of a panel, as the page would tell it."""

from typing import Any

from workbook.ui import Field


def typing(field: Field, value: Any) -> None:
    """Type or drag: the value is in the control and the hand still at it."""
    field.set_state({"value": value})


def enter(field: Field, value: Any, *, bad: bool = False, key: bool = False) -> None:
    """Give a field a value and leave it, by Tab or, with ``key``, by Enter.

    ``bad`` is what the page says of half a date.
    """
    typing(field, value)
    event = "entered" if key else "left"
    field._handle_custom_msg({"event": event, "value": value, "bad": bad}, [])
