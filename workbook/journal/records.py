"""What a room stores: frozen pydantic models, each with a kind and a version of its body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from secrets import token_hex
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbook.journal.errors import JournalNewer

ID = r"^[^\x00-\x1f\x7f]{1,64}$"
"""What an identifier looks like: a line of 1 to 64 characters, as every database can hold it."""


def new_id() -> str:
    """Return an identifier that no other process, machine or day will choose again."""
    return token_hex(16)


class UnreadableError(ValueError):
    """A stored body that is not a valid record of its kind; the text says why."""


class Record(BaseModel):
    """Base of everything the journal stores.

    A subclass sets ``kind`` and, once its fields change in a way that old bodies do not satisfy,
    raises ``version`` and overrides `upgrade`. Infinity and NaN are refused: JSON has no such
    numbers, and what has no form in JSON at all must not be in a field.

    Attributes
    ----------
    kind
        Name of this sort of record in the journal, e.g. ``"story"``; never changes.
    version
        Version of the body as this class writes it.
    id
        Identifier of the record; stays the same through all its revisions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    id: str = Field(default_factory=new_id, pattern=ID)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "kind" not in cls.__dict__:
            raise TypeError(f"{cls.__name__} is a Record and must set its own `kind`")
        known = _registry.get(cls.kind)
        # The same class defined twice is a reloaded module, which happens in notebooks.
        if known is not None and _full_name(known) != _full_name(cls):
            raise TypeError(
                f"both {_full_name(known)} and {_full_name(cls)} claim kind {cls.kind!r}"
            )
        _registry[cls.kind] = cls

    @classmethod
    def upgrade(cls, body: dict[str, Any], version: int) -> dict[str, Any]:
        """Turn a body written at an older version into one of this version.

        Parameters
        ----------
        body
            The body as it was stored; may be changed in place.
        version
            The version it was stored at, lower than ``cls.version``.
        """
        return body


_registry: dict[str, type[Record]] = {}

R = TypeVar("R", bound=Record)


def known_kinds() -> Mapping[str, type[Record]]:
    """Return the record classes defined so far, by kind."""
    return dict(_registry)


def encode(record: Record) -> str:
    r"""Return the body of a record as JSON in plain ASCII.

    ASCII because PostgreSQL cannot hold a NUL character in text and no database can hold half a
    surrogate pair: as ``\u0000`` and ``\ud800`` both pass through everything unchanged.
    """
    return json.dumps(record.model_dump(mode="json"), allow_nan=False, separators=(",", ":"))


def decode(model: type[R], record_id: str, body: str, version: int) -> R:
    """Return the record that the stored body of a revision holds.

    Raises
    ------
    JournalNewer
        When the body was written at a newer version than ``model`` knows.
    UnreadableError
        When the body is not a valid record of this kind, or is that of another one.
    """
    refuse_newer(model, version)
    try:
        fields = json.loads(body)
        if version < model.version:
            fields = model.upgrade(fields, version)
        record = model.model_validate(fields)
    except ValidationError as error:
        raise UnreadableError(explain(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error
    if record.id != record_id:
        raise UnreadableError(f"it is stored as {record_id!r} and calls itself {record.id!r}")
    return record


def refuse_newer(model: type[Record], version: int) -> None:
    """Raise `JournalNewer` where a body is of a newer version than ``model`` knows."""
    if version > model.version:
        raise JournalNewer(
            f"A {model.kind} was written by a newer version of the workbook (version {version}, "
            f"this one reads up to {model.version}); nothing was changed. Update the workbook."
        )


def explain(error: ValidationError) -> str:
    """Return what pydantic found wrong, in one line, without the values the reader typed."""
    return "; ".join(
        f"{'.'.join(str(part) for part in found['loc']) or 'body'}: {found['msg']}"
        for found in error.errors(include_url=False, include_input=False, include_context=False)
    )


def _full_name(model: type[Record]) -> str:
    return f"{model.__module__}.{model.__qualname__}"
