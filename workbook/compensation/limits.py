"""What a figure or a text may be, in sentences: one set of limits for forms, files and records."""

from typing import Annotated

from pydantic import AfterValidator, ValidationError

from workbook.compensation.money import MOST

#: Below this a yearly figure was meant in thousands: "450" for $450,000.
LEAST = 1_000

#: Most characters in a name (company, title, level, place) and in a note.
NAME, NOTE = 200, 100_000


def check_part(dollars: int | None) -> int | None:
    """Check a part of a year's pay, or a sum paid once."""
    if dollars is not None and dollars < 0:
        raise ValueError(
            f"An amount cannot be negative, as {dollars:,} is; leave it empty if unknown."
        )
    if dollars is not None and dollars > MOST:
        raise ValueError(f"${dollars:,} is above ${MOST:,} a year; check the number of digits.")
    return dollars


def check_year(dollars: int | None) -> int | None:
    """Check an amount that stands for a whole year."""
    if check_part(dollars) is not None and dollars is not None and dollars < LEAST:
        raise ValueError(f"${dollars:,} is too little for a year; write 450k for $450,000.")
    return dollars


def check_base(dollars: int | None) -> int | None:
    """Check a base salary: a year's, or nothing at all beside bonus and stock."""
    return dollars if dollars == 0 else check_year(dollars)


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > limit:
            raise ValueError(f"This has {len(text):,} characters; keep it to {limit:,}.")
        return text

    return AfterValidator(check)


Name = Annotated[str, _at_most(NAME)]
Note = Annotated[str, _at_most(NOTE)]
Part = Annotated[int | None, AfterValidator(check_part)]
Year = Annotated[int | None, AfterValidator(check_year)]


def sentences(error: ValidationError) -> list[tuple[str, str]]:
    """Return what is wrong with a record as pairs of field ("" for the whole) and sentence."""
    return [
        (
            str(found["loc"][0]) if found["loc"] else "",
            found["msg"].removeprefix("Value error, "),
        )
        for found in error.errors(include_url=False, include_input=False, include_context=False)
    ]
