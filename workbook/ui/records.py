"""What the journal keeps of a hand that is not done yet."""

from typing import Any, ClassVar

from pydantic import Field

from workbook.journal import Record


class Draft(Record):
    """What stands in controls and is not part of a record yet: half typed, or refused.

    Attributes
    ----------
    id
        Which controls: the kind and the id of their record, or the name of a form.
    values
        By field: what the control holds, as the page gave it.
    """

    kind: ClassVar[str] = "draft"

    values: dict[str, Any] = Field(default_factory=dict)
