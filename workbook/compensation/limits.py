"""What a figure or a text may be, in sentences: one set of limits for forms, files and records."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, ValidationError

from workbook.compensation.money import MOST
from workbook.compensation.vesting import LONGEST

#: Below this a yearly figure was meant in thousands: "450" for $450,000.
LEAST = 1_000

#: Most characters in a name (company, title, level, place) and in a note.
NAME, NOTE = 200, 100_000

#: No currency costs more dollars a unit; above it the rate was written the wrong way round.
_HIGHEST_RATE = 10

#: In per cent of the base.
_HIGHEST_BONUS = 500


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


def check_in_dollars(
    check: Callable[[int | None], int | None],
    amount: int | None,
    currency: str,
    rate: float | None,
) -> int | None:
    """Check an amount in any currency by what it comes to in dollars.

    Without a rate only what is absurd in every currency is refused; that the rate is missing is
    said at the rate.
    """
    if amount is None or currency == "USD":
        return check(amount)
    if amount < 0 or amount > 1_000 * MOST:
        raise ValueError(f"{amount:,} {currency} is no amount of pay; check the digits.")
    if rate is not None:
        dollars = round(amount * rate)
        try:
            check(dollars)
        except ValueError as error:
            words = f"{amount:,} {currency} comes to ${dollars:,} at your rate."
            raise ValueError(f"{words} {error}") from error
    return amount


def check_currency(code: str) -> str:
    """Check the code of a currency."""
    if len(code) != 3 or not code.isascii() or not code.isalpha() or not code.isupper():
        raise ValueError("Write a currency as its three-letter code, such as USD or EUR.")
    return code


def check_rate(rate: float | None) -> float | None:
    """Check a rate: US dollars for one unit of a currency."""
    if rate is not None and not 0 < rate <= _HIGHEST_RATE:
        raise ValueError(
            f"A rate of {rate:g} cannot be; write how many US dollars one unit costs, such as "
            "1.08 for the euro or 0.0067 for the yen."
        )
    return rate


def check_share(share: float | None) -> float | None:
    """Check a share of a whole, 0 to 1."""
    if share is not None and not 0 <= share <= 1:
        raise ValueError(f"{100 * share:g}% cannot be; it lies between 0% and 100%.")
    return share


def check_per_cent(per_cent: float | None) -> float | None:
    """Check a target bonus in per cent of the base."""
    if per_cent is not None and not 0 <= per_cent <= _HIGHEST_BONUS:
        raise ValueError(f"A bonus of {per_cent:g}% of the base cannot be; check the digits.")
    return per_cent


def check_years(years: int | None) -> int | None:
    """Check the years that a sign-on is spread over."""
    if years is not None and not 1 <= years <= LONGEST:
        raise ValueError(f"A sign-on is spread over 1 to {LONGEST} years, not over {years}.")
    return years


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > limit:
            raise ValueError(f"This has {len(text):,} characters; keep it to {limit:,}.")
        return text

    return AfterValidator(check)


Name = Annotated[str, _at_most(NAME)]
Note = Annotated[str, _at_most(NOTE)]
Currency = Annotated[str, AfterValidator(check_currency)]
Rate = Annotated[float | None, AfterValidator(check_rate)]
Share = Annotated[float | None, AfterValidator(check_share)]
PerCent = Annotated[float | None, AfterValidator(check_per_cent)]
Years = Annotated[int | None, AfterValidator(check_years)]
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
