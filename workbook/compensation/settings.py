"""What the reader assumes: each assumption with its default and the reason for it.

A default is somewhere to begin. No figure of the market is among them: how far to trust a source,
how fast a figure ages and how likely a bonus is are judgements, and the reader's to change.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal

from pydantic import AfterValidator, Field, field_validator

from workbook.compensation.percents import write_percent
from workbook.compensation.point import SourceId
from workbook.journal import Record

#: Bounds of the yearly drift, as fractions, and of the half-life, in years.
DRIFT: Final = (-0.5, 0.5)
HALF_LIFE: Final = (0.1, 50.0)

#: The longest that an undated point may be taken to be old, in years.
OLDEST: Final = 20.0

#: A sign-on is spread over so many years at most.
LONGEST: Final = 10


@dataclass(frozen=True)
class Trust:
    """How far a kind of source is trusted to begin with, 0 to 1, and why."""

    weight: float
    reason: str


#: What a source weighs beside a written offer. Own pay has no line: it never counts.
TRUST: Final[dict[SourceId, Trust]] = {
    "offer-letter": Trust(1.0, "in writing and signed: what somebody will really be paid"),
    "recent-hire": Trust(0.9, "the same, told from memory"),
    "recruiter": Trust(0.6, "knows the budget, and speaks to move you"),
    "public-filing": Trust(0.5, "stated to an authority, but base pay only and often a year old"),
    "posted-range": Trust(0.4, "meant for several levels at once, and the ends are seldom paid"),
    "aggregator": Trust(0.3, "unverified, and stock is counted in ways that differ"),
    "other": Trust(0.3, "as little as an aggregator until you know better"),
}


def check_trust(weight: float) -> float:
    """Check what a source weighs."""
    if not 0 <= weight <= 1:
        raise ValueError(
            f"A trust of {weight:g} cannot be; it runs from 0, left out, to 1, a written offer."
        )
    return weight


def check_drift(drift: float) -> float:
    """Check how the market moves in a year, as a fraction."""
    if not DRIFT[0] <= drift <= DRIFT[1]:
        bounds = f"{write_percent(DRIFT[0])} and {write_percent(DRIFT[1])}"
        raise ValueError(
            f"A drift of {write_percent(drift)} a year is no market's; keep it between {bounds}."
        )
    return drift


def check_half_life(years: float) -> float:
    """Check after how many years a figure weighs half."""
    if not HALF_LIFE[0] <= years <= HALF_LIFE[1]:
        raise ValueError(
            f"A half-life of {years:g} years is not between {HALF_LIFE[0]:g} and "
            f"{HALF_LIFE[1]:g}; write {HALF_LIFE[1]:g} for figures that hardly age."
        )
    return years


def check_age(years: float) -> float:
    """Check how old an undated figure is taken to be, in years."""
    if not 0 <= years <= OLDEST:
        raise ValueError(f"An age of {years:g} years is not between 0 and {OLDEST:g}.")
    return years


def check_part(part: float) -> float:
    """Check a part of a whole, as a fraction."""
    if not 0 <= part <= 1:
        raise ValueError(f"{write_percent(part)} is not a part of a whole: write 0% to 100%.")
    return part


def check_price(price: float) -> float:
    """Check the price of an option as a fraction of the share."""
    if not 0.01 <= price <= 1:
        raise ValueError(
            f"An option at {write_percent(price)} of the share is not on offer; write 1% to 100%."
        )
    return price


def check_spread(years: int) -> int:
    """Check over how many years a sign-on is spread."""
    if not 1 <= years <= LONGEST:
        raise ValueError(f"A sign-on is spread over 1 to {LONGEST} years, not over {years}.")
    return years


Weight = Annotated[float, AfterValidator(check_trust)]
Part = Annotated[float, AfterValidator(check_part)]


class Settings(Record):
    """The reader's assumptions; the description of each field is the reason for its default."""

    kind: ClassVar[str] = "compensation-settings"
    ONLY: ClassVar[str] = "settings"

    id: str = ONLY
    trust: dict[SourceId, Weight] = Field(
        default_factory=dict,
        validate_default=True,
        description="what a source weighs, 0 to 1; each has its own reason",
    )
    drift: Annotated[float, AfterValidator(check_drift)] = Field(
        default=0.0,
        description="nobody knows it beforehand, so old figures are not raised unless you say so",
    )
    half_life: Annotated[float, AfterValidator(check_half_life)] = Field(
        default=2.0,
        description="pay is reviewed once a year: a figure two reviews old says half as much",
    )
    undated_age: Annotated[float, AfterValidator(check_age)] = Field(
        default=1.0,
        description="a figure without a date is rarely from this week; give it one if you can",
    )
    view: Literal["average-year", "first-year"] = Field(
        default="average-year",
        description="a first year is made to look good: a sign-on, sometimes a front-loaded grant",
    )
    bonus_likelihood: Part = Field(
        default=1.0,
        description="the target is what offers are compared by; lower it where you know better",
    )
    refreshers: Part = Field(
        default=0.5,
        description="they are talked about, seldom promised: half of what was said",
    )
    liquidity_discount: Part = Field(
        default=0.0,
        description="listed shares can be sold; set it at the point where they cannot",
    )
    sign_on_years: Annotated[int, AfterValidator(check_spread)] = Field(
        default=4,
        description="as long as a usual grant vests: it is paid once, and then it is gone",
    )
    option_price: Annotated[float, AfterValidator(check_price)] = Field(
        default=0.4,
        description="the fraction has changed over the years; ask for today's",
    )

    @field_validator("trust", mode="before")
    @classmethod
    def _complete(cls, trust: object) -> object:
        """Give every source a weight, so that a kind added later needs no new version."""
        if not isinstance(trust, dict):
            return trust
        if "own-pay" in trust:
            raise ValueError("Your own pay never counts as evidence, so it has no weight to set.")
        unknown = sorted(str(source) for source in trust if source not in TRUST)
        if unknown:
            raise ValueError(f"“{unknown[0][:60]}” is no kind of source; they are {_NAMES}.")
        return {source: trust.get(source, TRUST[source].weight) for source in TRUST}

    @field_validator("trust")
    @classmethod
    def _something(cls, trust: dict[SourceId, float]) -> dict[SourceId, float]:
        if not any(trust.values()):
            raise ValueError("No source is trusted at all; give one of them more than 0.")
        return trust


_NAMES = ", ".join(TRUST)


def reason(field: str) -> str:
    """Return why a setting has the default it has; KeyError for a field that is none."""
    return Settings.model_fields[field].description or ""
