"""Records that only these tests store."""

from typing import ClassVar, Self

from pydantic import model_validator

from workbook.journal import Record


class Note(Record):
    kind = "test-note"

    title: str = ""
    text: str = ""
    score: int = 0
    tags: tuple[str, ...] = ()


class Span(Record):
    kind = "test-span"

    low: int = 0
    high: int = 10

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Grown(Record):
    """A record whose body has changed since version 1, where ``names`` was one text."""

    kind = "test-grown"
    version: ClassVar[int] = 2

    names: tuple[str, ...] = ()

    @classmethod
    def upgrade(cls, body, version):
        return body | {"names": body["names"].split(",")} if version == 1 else body
