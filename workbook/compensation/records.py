"""What the journal keeps of the reader's market: points, data sets, the target, the assumptions.

A year's figures in whole dollars unless a line says otherwise; None is "not given", which is not a
zero. Every amount may be given as a number or as people write it: ``base="$320k"``.
"""

import datetime as dt
import re
import statistics
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from workbook.compensation.money import (
    LONGEST,
    MOST,
    check_vesting,
    currencies,
    format_exact,
    format_money,
    format_percent,
    parse_money,
    parse_percent,
    parse_vesting,
)
from workbook.journal import Record

SourceId = Literal[
    "offer-letter",
    "recent-hire",
    "recruiter",
    "posted-range",
    "public-filing",
    "aggregator",
    "own-pay",
    "other",
]
Period = Literal["year", "month", "fortnight", "week", "day", "hour"]

#: How many of a period a year has: working days and hours, 52 weeks of five days of eight hours.
IN_A_YEAR: Final[dict[Period, int]] = {
    "year": 1,
    "month": 12,
    "fortnight": 26,
    "week": 52,
    "day": 260,
    "hour": 2080,
}

#: Below this a yearly figure was meant in thousands. US dollars.
LEAST = 1_000

#: A data set is kept as so many quantiles of its rows.
KNOTS = 41

#: What a point's period is about; its other parts are a year's.
OF_PERIOD = ("base", "low", "high", "total")

_EARLIEST = dt.date(1990, 1, 1)


def _money(given: Any, info: ValidationInfo) -> Any:
    """Read an amount as people write it, in the point's currency."""
    if isinstance(given, str):
        yearly = info.field_name not in OF_PERIOD or info.data.get("period", "year") == "year"
        return parse_money(given, info.data.get("currency", "USD"), thousands=yearly)
    return given


def _part(given: Any) -> Any:
    """Read a part of a whole: ``"80%"``, ``"80"`` and ``"0.8"`` are 0.8."""
    if not isinstance(given, str):
        return given
    part = parse_percent(given, 0, 10)
    return part if "%" in given or part > 0.01 else 100 * part


def _change(given: Any) -> Any:
    """Read a change: ``"-5%"`` and ``"-5"`` are -0.05; a bare 0.5 could be half of it."""
    if not isinstance(given, str):
        return given
    change = parse_percent(given, -1, 1)
    if "%" not in given and 0 < abs(change) < 0.01:
        plain = given.strip()
        raise ValueError(f"“{plain}” could be {plain}% or {format_percent(100 * change)}; write %.")
    return change


def _times(given: Any) -> Any:
    """Read how often: ``"80%"`` is 0.8, ``"2"`` is twice."""
    return parse_percent(given, 0, 12) if isinstance(given, str) and "%" in given else given


def _per_cent(given: Any) -> Any:
    return 100 * parse_percent(given, 0, 5) if isinstance(given, str) else given


def _schedule(given: Any) -> Any:
    return parse_vesting(given) if isinstance(given, str) else given


def _instalments(given: Any, info: ValidationInfo) -> Any:
    """Read a sign-on: one sum, ``"150k/100k"``, or a list of instalments by year."""
    parts = given.split("/") if isinstance(given, str) else given or ()
    parts = [parts] if isinstance(parts, int | float) else parts
    return tuple(_money(part, info) for part in parts)


Name = Annotated[str, Field(max_length=200)]
Note = Annotated[str, Field(max_length=100_000)]
Money = Annotated[float | None, BeforeValidator(_money), Field(json_schema_extra={"sort": "text"})]
Part = Annotated[float | None, BeforeValidator(_part)]
Share = Annotated[float, BeforeValidator(_part), Field(ge=0, le=1)]


class _Entered(BaseModel):
    """A model in which an empty text is nothing given."""

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        return {
            name: value
            for name, value in given.items()
            if not isinstance(value, str) or value.strip()
        }


class Point(_Entered, Record):
    """One thing the reader found out about pay.

    Amounts are whole units of `currency` a year unless a line says otherwise.

    Attributes
    ----------
    source
        Id of its kind of source in ``guide.sources()``. ``"own-pay"`` is drawn and never counts.
    company, title, level, location
        Who pays, for what and where; empty where unknown.
    date
        When it was offered, hired, posted or reported; None where unknown.
    currency, rate, rate_date
        Code of the currency of all amounts; US dollars for one unit of it, as the reader looked it
        up, and the day of that. No rate is needed for US dollars; for any other it is.
    period
        What `base`, `total`, `low` and `high` are paid for: a year, unless it says otherwise.
    base
        Salary.
    low, high
        Both ends of a range, of all or beside other parts of the base; their middle counts.
    bonus, bonus_percent
        A target bonus, as an amount or in per cent of the base.
    bonus_times
        How often a year: 0.8 for four years out of five, 2 for twice. None: the setting.
    grant, vesting, cliff_months
        The whole grant (not a year's); per cent of it that vests in each year, adding up to 100
        (four even years unless given); and the months before which nothing does.
    stock
        A year's stock beside any grant.
    refreshers
        Worth of the grants added in each year after the first.
    liquidity_discount
        Part taken off equity because it cannot be sold yet, 0 to 1; None: the setting.
    sign_on
        Sums on joining and on later anniversaries, the first year's first.
    total
        What the source states as the whole. The parts beside it explain it and add nothing.
    base_is_all
        Of a public filing: that this base is all the pay there is. Until then it does not count.
    may_be_quoted
        Whether the person may be recognised from what is read aloud.
    left_out
        Why the reader does not count this point; empty where it counts.
    note
        Anything else. It is shown to the reader alone.
    """

    kind: ClassVar[str] = "compensation-point"
    version: ClassVar[int] = 4

    source: SourceId = "other"
    company: Name = ""
    title: Name = ""
    level: Name = ""
    location: Name = ""
    date: dt.date | None = None
    # Before the amounts: these are checked by what they come to in dollars.
    currency: str = "USD"
    rate: float | None = Field(default=None, validate_default=True)
    rate_date: dt.date | None = None
    period: Period = "year"
    base: Money = None
    low: Money = None
    high: Money = None
    bonus: Money = None
    bonus_percent: Annotated[float | None, BeforeValidator(_per_cent)] = Field(
        default=None, ge=0, le=500
    )
    bonus_times: Annotated[float | None, BeforeValidator(_times)] = Field(default=None, ge=0, le=12)
    grant: Money = None
    vesting: Annotated[tuple[float, ...], BeforeValidator(_schedule)] = ()
    cliff_months: int | None = Field(default=None, ge=0)
    stock: Money = None
    refreshers: Money = None
    liquidity_discount: Part = Field(default=None, ge=0, le=1)
    sign_on: Annotated[tuple[float, ...], BeforeValidator(_instalments)] = ()
    total: Money = None
    base_is_all: bool = False
    may_be_quoted: bool = False
    left_out: Name = ""
    note: Note = ""

    @classmethod
    def upgrade(cls, body: dict[str, Any], version: int) -> dict[str, Any]:
        """Turn a body of versions 1 to 3 into one of version 4.

        Until version 2 a sign-on was one sum over some years, a range beside a base or a total was
        not counted, nor was stock beside a grant.
        """
        for gone in ("experience", "origin"):
            body.pop(gone, None)
        if version == 3:
            return body
        years = body.pop("sign_on_years", None) or 1
        if (whole := body.pop("sign_on", None)) is not None:
            body["sign_on"] = [whole / years] * years
        body["bonus_times"] = body.pop("bonus_likelihood", None)
        if body.get("base") is not None or body.get("total") is not None:
            body["low"] = body["high"] = None
        if body.get("grant") is not None:
            body["stock"] = None
        return body

    @model_validator(mode="before")
    @classmethod
    def _one_bonus_field(cls, given: Any) -> Any:
        """Let a bonus of “15%” be the per cent it is, and doubt a bare 15."""
        if not isinstance(given, Mapping) or not isinstance(given.get("bonus"), str):
            return given
        text = given["bonus"]
        if "%" in text or re.search(r"per\s?cent", text, re.I):
            if given.get("bonus_percent") is not None:
                raise ValueError("Give the bonus once: as an amount or in per cent of the base.")
            return {**given, "bonus": None, "bonus_percent": text}
        return given

    @field_validator("bonus", mode="before")
    @classmethod
    def _doubtful(cls, given: Any) -> Any:
        bare = (
            re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*", given)
            if isinstance(given, str)
            else None
        )
        if bare and 0 < float(bare[1].replace(",", ".")) <= 100:
            raise ValueError(
                f"A bonus of {bare[1]} could be per cent or thousands; write {bare[1]}% or "
                f"{bare[1]}k."
            )
        return given

    @field_validator("date", "rate_date")
    @classmethod
    def _plausible(cls, day: dt.date | None) -> dt.date | None:
        if day is not None and day < _EARLIEST:
            raise ValueError(f"{day} is before 1990; check the year.")
        return day

    @field_validator("currency", mode="before")
    @classmethod
    def _known(cls, code: Any) -> Any:
        if str(code).upper() not in currencies():
            raise ValueError("Write a currency as its three-letter code, such as USD or EUR.")
        return str(code).upper()

    @field_validator("rate")
    @classmethod
    def _rated(cls, rate: float | None, info: ValidationInfo) -> float | None:
        currency = info.data.get("currency", "USD")
        if currency == "USD":
            return None
        if rate is None:
            raise ValueError(
                f"Amounts in {currency} need your own rate: how many US dollars one unit costs."
            )
        if not 0 < rate <= 10:  # no currency costs more: it was written the wrong way round
            raise ValueError(
                f"A rate of {rate:g} cannot be; write how many US dollars one unit costs, such as "
                "1.08 for the euro or 0.0067 for the yen."
            )
        return rate

    @field_validator("base", "total", "low", "high")
    @classmethod
    def _a_years(cls, amount: float | None, info: ValidationInfo) -> float | None:
        """Check an amount that stands for a year, or for the point's period."""
        if amount is None or (amount == 0 and info.field_name == "base"):
            return amount
        times = IN_A_YEAR[info.data.get("period", "year")]
        if 0 <= amount * (info.data.get("rate") or 1) * times < LEAST:
            raise ValueError(
                f"{_say(amount, info)} is too little for a year; write 450k for $450,000."
            )
        return _sane(amount, info, times)

    @field_validator("bonus", "grant", "stock", "refreshers")
    @classmethod
    def _a_part(cls, amount: float | None, info: ValidationInfo) -> float | None:
        return amount if amount is None else _sane(amount, info)

    @field_validator("sign_on")
    @classmethod
    def _paid_out(cls, sums: tuple[float, ...], info: ValidationInfo) -> tuple[float, ...]:
        if len(sums) > LONGEST:
            raise ValueError(f"A sign-on comes within {LONGEST} years.")
        return tuple(_sane(one, info) for one in sums)

    @field_validator("vesting")
    @classmethod
    def _vests(cls, per_cents: tuple[float, ...]) -> tuple[float, ...]:
        return check_vesting(per_cents) if per_cents else ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.bonus is not None and self.bonus_percent is not None:
            raise ValueError("Give the bonus once: as an amount or in per cent of the base.")
        if (self.low is None) != (self.high is None):
            raise ValueError("A range needs both ends; for a single figure use the total.")
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                raise ValueError("The range's lower end is above its upper end; swap them.")
            if self.base is not None:
                raise ValueError("Give the base or a range of it, not both.")
        if self.bonus_percent and self.base is None and self.low is None and self.total is None:
            raise ValueError("A bonus in per cent needs the base it is a part of.")
        if self.grant is None and (self.vesting or self.cliff_months):
            raise ValueError("A vesting schedule or a cliff needs the grant that it is about.")
        if (self.cliff_months or 0) > 12 * len(self.schedule):
            raise ValueError(
                f"A cliff of {self.cliff_months} months is longer than the "
                f"{len(self.schedule)} years vest."
            )
        amounts = (self.base, self.low, self.bonus, self.grant, self.stock, self.total)
        if not any((*amounts, *self.sign_on)):
            raise ValueError("Give a base, a total, both ends of a range, or a grant.")
        return self

    @property
    def schedule(self) -> tuple[float, ...]:
        """Per cent of the grant that vests in each year: four even years unless given."""
        return self.vesting or (25.0,) * 4

    @property
    def unit(self) -> float:
        """US dollars for one unit of its currency, at the reader's rate."""
        return 1.0 if self.rate is None else self.rate


def _say(amount: float, info: ValidationInfo) -> str:
    currency = info.data.get("currency", "USD")
    return format_exact(amount) if currency == "USD" else f"{amount:,.0f} {currency}"


def _sane(amount: float, info: ValidationInfo, times: int = 1) -> float:
    if amount < 0:
        raise ValueError(f"An amount cannot be negative, as {amount:,.0f} is.")
    # Without a rate only what is absurd in any currency is refused; the rate says what it lacks.
    dollars = amount * (info.data.get("rate") or 1) * times
    if dollars > MOST * (1 if "rate" in info.data else 1_000):
        raise ValueError(f"{_say(amount, info)} is above ${MOST:,} a year; check the digits.")
    return amount


def summarize(values: Sequence[float]) -> tuple[float, ...]:
    """Return what is kept of a data set's rows: all of up to `KNOTS`, else as many quantiles.

    Those of the parts (i + 1/2) / 41, between neighbours in proportion, ascending.
    """
    rows = sorted(map(float, values))
    if len(rows) <= KNOTS:
        return tuple(rows)
    return tuple(statistics.quantiles(rows, n=2 * KNOTS, method="inclusive")[::2])


class DataSet(_Entered, Record):
    """Many imported rows, kept as what the calibration needs of them.

    Attributes
    ----------
    name
        What the reader calls it; the file's name to begin with.
    source
        Id of its kind of source in ``guide.sources()``.
    date
        The day its figures are of: the file's, as the reader says, or the median of the rows'.
    rows
        How many there were.
    values
        Dollars a year, ascending: `summarize` of the rows' average years.
    least, most
        The lowest and the highest row, in dollars a year.
    companies
        Part of the rows by company, where it is known; adds up to 1 at most.
    filters
        What the rows were chosen by, in words: ``("company: Netflix", "level: L5")``.
    levels, places
        Levels and places of the rows, each once, where they are few; empty where unknown or many.
    base_is_all, left_out, note
        As for `Point`.
    """

    kind: ClassVar[str] = "compensation-dataset"
    version: ClassVar[int] = 2

    name: Name = ""
    source: SourceId = "aggregator"
    date: dt.date | None = None
    rows: int = Field(ge=1)
    values: tuple[float, ...] = Field(min_length=1, max_length=KNOTS)
    least: float
    most: float
    companies: dict[str, float] = Field(default_factory=dict)
    filters: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    base_is_all: bool = False
    left_out: Name = ""
    note: Note = ""

    @classmethod
    def of(cls, values: Sequence[float], **fields: Any) -> Self:
        """Return the data set of these rows, dollars a year each."""
        return cls(
            rows=len(values),
            values=summarize(values),
            least=min(values),
            most=max(values),
            **fields,
        )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if list(self.values) != sorted(self.values) or not 0 < self.least <= self.values[0]:
            raise ValueError("A data set's figures are positive and ascending.")
        if not self.values[-1] <= self.most <= MOST:
            raise ValueError(f"A data set's figures are ${MOST:,} a year at most.")
        return self


def few(texts: Sequence[str], most: int = 8) -> tuple[str, ...]:
    """Return the texts that occur, each once; nothing where they are many or one is missing."""
    distinct = dict.fromkeys(texts)
    return () if len(distinct) > most or "" in distinct else tuple(distinct)


class Target(_Entered, Record):
    """What the reader aims at, for one level; dollars a year.

    Attributes
    ----------
    level, place
        What and where the job is.
    only_level, only_place, only_year
        Whether points of another level or place, or older than a year, are left out.
    band_low, band_high, ask, reason
        The reader's own band, the number to say, and why in a sentence that can be said aloud.
    """

    kind: ClassVar[str] = "compensation-target"
    version: ClassVar[int] = 2

    level: str = Field(default="L5", max_length=20)
    place: Name = Field(default="", title="The job is in")
    only_level: bool = Field(default=False, title="only my level")
    only_place: bool = Field(default=False, title="only my place")
    only_year: bool = Field(default=False, title="only the last year")
    band_low: Money = None
    band_high: Money = None
    ask: Money = None
    reason: Note = ""

    @model_validator(mode="before")
    @classmethod
    def _one_a_level(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and "id" not in given:
            return {**given, "id": cls.id_for(given.get("level", "L5"))}
        return given

    @staticmethod
    def id_for(level: str) -> str:
        """Return the id of a level's target; L5 has the one that was there before levels were."""
        return "target" if level == "L5" else f"target-{level}"

    @field_validator("band_low", "band_high", "ask")
    @classmethod
    def _a_year(cls, dollars: float | None) -> float | None:
        if dollars is not None and not LEAST <= dollars <= MOST:
            raise ValueError(f"${dollars:,.0f} is no year's pay; write 560k for $560,000.")
        return dollars

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.band_low and self.band_high and self.band_low > self.band_high:
            ends = (
                f"{format_money(self.band_low)}, is above its upper, {format_money(self.band_high)}"
            )
            raise ValueError(f"The band's lower end, {ends}; move one of them.")
        return self

    @property
    def band(self) -> tuple[float, float] | None:
        """Both ends, or None while either is open."""
        if self.band_low is None or self.band_high is None:
            return None
        return self.band_low, self.band_high

    @property
    def ends(self) -> list[float]:
        """The ask and the ends of the band, those that are there."""
        return [each for each in (self.ask, self.band_low, self.band_high) if each is not None]


#: What a kind of source is trusted to begin with, 0 to 1, and why. Own pay never counts.
TRUST: Final[dict[SourceId, tuple[float, str]]] = {
    "offer-letter": (1.0, "in writing and signed: what somebody will really be paid"),
    "recent-hire": (0.9, "the same, told from memory"),
    "recruiter": (0.6, "knows the budget, and speaks to move you"),
    "public-filing": (0.5, "stated to an authority, but base pay only and often a year old"),
    "posted-range": (0.4, "meant for several levels at once, and the ends are seldom paid"),
    "aggregator": (0.3, "unverified, and stock is counted in ways that differ"),
    "other": (0.3, "as little as an aggregator until you know better"),
}


class Settings(_Entered, Record):
    """The reader's assumptions; the description of each field is the reason for its default.

    Shares, growths and volatilities are parts of 1; lengths of time are years.
    """

    kind: ClassVar[str] = "compensation-settings"
    version: ClassVar[int] = 2
    ONLY: ClassVar[str] = "settings"

    id: str = ONLY
    company: Name = Field(
        default="Netflix",
        title="Company the number is for",
        description="what it pays is the question, so its figures have no error of their own",
    )
    trust: dict[SourceId, Share] = Field(
        default_factory=dict,
        validate_default=True,
        title="Trust",
        description="what a point of a kind weighs, 0 to 1; each has its own reason",
    )
    view: Literal["average-year", "first-year"] = Field(
        default="average-year",
        title="Compare by",
        description="a first year is made to look good: a sign-on, sometimes a front-loaded grant",
    )
    horizon: int = Field(
        default=4,
        ge=1,
        le=LONGEST,
        title="Years averaged where no grant says",
        description="as long as a usual grant vests",
    )
    drift: Annotated[float, BeforeValidator(_change)] = Field(
        default=0.0,
        ge=-0.5,
        le=0.5,
        title="Market's move a year",
        description="nobody knows it beforehand, so old figures are not raised unless you say so",
    )
    half_life: float = Field(
        default=2.0,
        ge=0.1,
        le=50,
        title="Years until a figure weighs half",
        description="pay is reviewed once a year: a figure two reviews old says half as much",
    )
    undated_age: float = Field(
        default=1.0,
        ge=0,
        le=20,
        title="Age of a point without a date",
        description="a figure without a date is rarely from this week; give it one if you can",
    )
    bonus_times: Annotated[float, BeforeValidator(_times)] = Field(
        default=1.0,
        ge=0,
        le=12,
        title="Bonus paid, times a year",
        description="the target is what offers are compared by; lower it where you know better",
    )
    refreshers: Share = Field(
        default=0.5,
        title="Refreshers believed",
        description="they are talked about, seldom promised: half of what was said",
    )
    liquidity_discount: Share = Field(
        default=0.0,
        title="Taken off equity",
        description="listed shares can be sold; set it at the point where they cannot",
    )

    @classmethod
    def upgrade(cls, body: dict[str, Any], version: int) -> dict[str, Any]:
        """Turn version 1 into version 2: options have a record of their own."""
        body["bonus_times"] = body.pop("bonus_likelihood", 1.0)
        body.pop("sign_on_years", None)
        body.pop("option_price", None)
        return body

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
        return {source: trust.get(source, TRUST[source][0]) for source in TRUST}

    @field_validator("trust")
    @classmethod
    def _something(cls, trust: dict[SourceId, float]) -> dict[SourceId, float]:
        if not any(trust.values()):
            raise ValueError("No source is trusted at all; give one of them more than 0.")
        return trust


_NAMES = ", ".join(TRUST)


class Split(_Entered, Record):
    """How the reader would take the number, part of it as options; its fields say what each is.

    Shares, growth, volatility and rates are parts of 1, the last three a year.
    """

    kind: ClassVar[str] = "compensation-split"
    version: ClassVar[int] = 2
    ONLY: ClassVar[str] = "split"

    id: str = ONLY
    share: Share = Field(default=0.1, title="Taken as options", description="part of the number")
    option_price: Annotated[float, BeforeValidator(_part)] = Field(
        default=0.4,
        ge=0.01,
        le=1,
        title="Price of an option",
        description="part of the share price; it has changed over the years, so ask for today's",
    )
    years: int = Field(
        default=10, ge=1, le=10, title="Years held", description="an option runs for ten"
    )
    growth: Annotated[float, BeforeValidator(_change)] = Field(
        default=0.05,
        ge=-0.5,
        le=0.5,
        title="Growth of the share",
        description="expected, a year; nobody knows it",
    )
    volatility: Annotated[float, BeforeValidator(_part)] = Field(
        default=0.4,
        ge=0.05,
        le=1.5,
        title="Volatility",
        description="how far the share strays in a year; a single large company has had 30 to 50%",
    )
    cash_rate: Annotated[float, BeforeValidator(_change)] = Field(
        default=0.04,
        ge=-0.1,
        le=0.3,
        title="Cash earns",
        description="a year, in place of the options",
    )

    @classmethod
    def upgrade(cls, body: dict[str, Any], version: int) -> dict[str, Any]:
        """Turn version 1, four fixed paths of the share, into version 2."""
        price = {"option_price": body.get("option_price") or 0.4}
        return price | {name: body[name] for name in ("id", "share", "years") if name in body}


class PushbackTry(Record):
    """One answer to a pushback of ``guide.pushbacks()``, said against the clock in seconds.

    The score is on the rubric's scale, 0 to 4; None until the reader has given it.
    """

    kind: ClassVar[str] = "compensation-pushback-try"

    pushback: Annotated[str, Field(min_length=1, max_length=64)]
    at: AwareDatetime
    seconds: float = Field(gt=0, le=3600)
    score: int | None = Field(default=None, ge=0, le=4)
