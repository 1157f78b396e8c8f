"""Pushbacks answered aloud: each try with its time and the reader's own score."""

from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from workbook.journal import Record

#: Tries that are named one by one; of the earlier ones only the number is said.
NAMED = 6


class PushbackTry(Record):
    """One answer to one pushback, said against the clock.

    Attributes
    ----------
    pushback
        Id in ``guide.pushbacks()``.
    at
        When it was said.
    seconds
        How long it took.
    score
        On the rubric's scale, 0 to 4; None until the reader has scored it.
    """

    kind: ClassVar[str] = "compensation-pushback-try"

    pushback: Annotated[str, Field(min_length=1, max_length=64)]
    at: AwareDatetime
    seconds: float = Field(gt=0, le=3600)
    score: int | None = Field(default=None, ge=0, le=4)


def tries_at(pushback: str, tries: Iterable[PushbackTry]) -> list[PushbackTry]:
    """Return the tries at one pushback, oldest first."""
    return sorted((one for one in tries if one.pushback == pushback), key=lambda one: one.at)


def say_tries(tries: Sequence[PushbackTry], limit: int) -> str:
    """Say how the tries at one pushback went, oldest first, against a limit in seconds."""
    if not tries:
        return "Not tried yet."
    shown = tries[-NAMED:]
    earlier = f", the last {NAMED}" if len(tries) > NAMED else ""
    seconds = ", ".join(f"{one.seconds:.0f}" for one in shown)
    scores = ", ".join("–" if one.score is None else str(one.score) for one in shown)
    number = "1 try" if len(tries) == 1 else f"{len(tries)} tries{earlier}"
    return f"{number}: {seconds} s of {limit}; scored {scores} of 4."


def steady(tries: Iterable[PushbackTry], limits: dict[str, int], least: int = 3) -> int:
    """Return how many pushbacks the latest try answered in time and scored `least` or more.

    Parameters
    ----------
    tries
        At any pushback.
    limits
        Seconds allowed, by the pushback's id.
    least
        The lowest score that counts.
    """
    every = list(tries)
    latest = [found[-1] for one in limits if (found := tries_at(one, every))]
    return sum(
        one.score is not None and one.score >= least and one.seconds <= limits[one.pushback]
        for one in latest
    )
