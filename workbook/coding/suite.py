"""How a case of a suite is written: calls on a solution that lives in another process.

A case is a function of one `Trial`. It makes the solution's object, calls its methods as if they
were here, and compares what came back::

    @case("behaviour")
    def burst(t):
        "A tenant may spend its whole burst at once, and no more."
        limiter = t.make(rate=1, burst=2)
        t.expect(limiter.allow.each(["a", "a", "a"]), [True, True, False])

The comparison happens here and the solution runs there, so no solution can find, read or change
what is expected of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

Group = Literal["behaviour", "failure cases", "concurrency", "scale"]
GROUPS: tuple[Group, ...] = get_args(Group)

PLAIN = {bool, int, float, str, type(None)}
SHOWN = 8  # of the calls before the one that failed
WIDE = 160  # characters of a value in a sentence


@dataclass(frozen=True)
class Case:
    """One promise, checked.

    Attributes
    ----------
    name, promise, run
        The function: its name, its docstring (what the reading promises), and itself.
    change
        Whether it joins when production has changed.
    """

    name: str
    group: Group
    promise: str
    change: bool
    run: Callable[[Trial], None]


def case(group: Group, *, change: bool = False) -> Callable[[Callable[[Trial], None]], Case]:
    """Make a function a case of ``group``; its docstring is the promise it checks.

    Raises
    ------
    ValueError
        Where there is no such group, or no docstring.
    """

    def mark(function: Callable[[Trial], None]) -> Case:
        promise = " ".join((function.__doc__ or "").split())
        if group not in GROUPS or not promise:
            raise ValueError(f"{function.__name__} needs a docstring, and a group of {GROUPS}")
        return Case(function.__name__, group, promise, change, function)

    return mark


@dataclass(eq=False)
class MissError(Exception):
    """What came back is not what the reading promises.

    Attributes
    ----------
    given, expected, got
        The calls so far, what should have come back, and what did; as text.
    kinds, line
        Where the solution raised an exception: the names of its classes, and the line it came from.
    """

    given: str
    expected: str
    got: str
    kinds: Sequence[str] = ()
    line: int | None = None


class UnfitError(Exception):
    """The solution lacks what the reading's interface names: no case can run."""


class Shown:
    """A value that is no plain data: all that is known of it is its text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


class Method:
    """A method of an object in the other process."""

    def __init__(self, of: Remote, name: str) -> None:
        self._of, self._name = of, name

    def __call__(self, *args: object) -> Any:
        """Call it once and return what it returned."""
        return self.each([args])[0]

    def each(self, rows: Iterable[object]) -> list[Any]:
        """Call it once a row, in order, and return what each returned; a row is its arguments."""
        sent = [list(row) if isinstance(row, (list, tuple)) else [row] for row in rows]
        said = f"{self._name} called {len(sent):,} times"
        if len(sent) <= SHOWN:
            said = ", ".join(f"{self._name}({_arguments(row, {})})" for row in sent)
        request = {"handle": self._of._handle, "method": self._name, "rows": sent}
        return list(self._of._trial.asked(said, "call", **request))


class Remote:
    """An object in the other process; its methods are called as if it were here."""

    def __init__(self, trial: Trial, handle: int) -> None:
        self._trial, self._handle = trial, handle

    def __getattr__(self, name: str) -> Method:
        if name.startswith("_"):
            raise AttributeError(name)
        return Method(self, name)


class Trial:
    """One case's dealings with one solution.

    Parameters
    ----------
    box
        Where requests go: its `ask` sends one and returns the reply, its `resident` returns the
        memory in use, in MB.
    name
        The class that the reading's interface names.
    clock
        Whether the interface takes the injected clock.
    """

    def __init__(self, box: Any, name: str, clock: bool) -> None:
        self._box, self._name, self._clock = box, name, clock
        self._handles = 0
        self._history: list[str] = []
        self.last: Any = None  # what came back last, for a case that can make nothing of it

    def make(self, *args: object, **named: object) -> Remote:
        """Make the solution's object; the clock is handed to it as ``clock``."""
        said = f"{self._name}({_arguments(args, named)})"
        if self._clock:
            named["clock"] = Remote(self, 0)
        made = self._new()
        request = {"name": self._name, "args": list(args), "named": named}
        self.asked(said, "make", handle=made, **request)
        return Remote(self, made)

    def stub(self, answers: dict[Any, object] | None = None, default: object = None) -> Remote:
        """Make a collaborator: what it answers by its only argument, and what to all else.

        An answer ``{"raise": text}`` is an exception instead. Its method ``asked`` returns the
        arguments of each call it got, in order.
        """
        made = self._new()
        pairs = [[[asked], answer] for asked, answer in (answers or {}).items()]
        self.asked("", "stub", handle=made, answers=pairs, default=default)
        return Remote(self, made)

    def at(self, seconds: float) -> None:
        """Set the injected clock."""
        self.asked(f"[clock at {seconds:g} s]", "clock", seconds=seconds)

    def threads(self, rows: Sequence[Sequence[Sequence[Any]]]) -> list[list[Any]]:
        """Run each list of calls in a thread of its own and return what each call returned.

        A call is a method and its arguments, as in ``(limiter.allow, "a")``.
        """
        sent = [[[call[0]._of._handle, call[0]._name, list(call[1:])] for call in r] for r in rows]
        self._history.append(f"[{sum(map(len, sent))} calls from {len(sent)} threads]")
        reply = self._box.ask("threads", rows=sent)
        if "raised" in reply:
            self._value(reply)
        return [[self._value(one) for one in row] for row in reply["value"]]

    def memory(self) -> float:
        """Return the memory that the solution's process uses now, in MB."""
        return float(self._box.resident())

    def expect(self, got: object, expected: object, what: str = "") -> None:
        """Compare what came back with what the reading promises; ``what`` names a figure."""
        if not same(got, expected):
            named = f"{what} " if what else ""
            raise MissError(self.given(), f"{named}{short(expected)}", f"{named}{short(got)}")

    def between(self, got: float, low: float, high: float, what: str) -> None:
        """Check that a figure lies in a range, both ends included."""
        number = isinstance(got, (int, float)) and not isinstance(got, bool)
        if not (number and low <= got <= high):
            expected = f"{what} from {low:g} to {high:g}"
            raise MissError(self.given(), expected, f"{what} {short(got)}")

    def refuses(self, kind: str, call: Callable[..., object], *args: Any, **named: Any) -> None:
        """Check that a call raises an exception of this kind, e.g. ``"ValueError"``."""
        try:
            value = call(*args, **named)
        except MissError as error:
            if kind not in error.kinds:
                raise
        else:
            got = "no exception" if isinstance(value, Remote) else short(value)
            raise MissError(self.given(), f"a {kind}", got)

    def given(self) -> str:
        """Return the calls so far as text, the last few of them."""
        told = [one for one in self._history if one]
        more = ["..."] if len(told) > SHOWN + 1 else []
        return "; ".join(told[:1] + more + told[1:][-SHOWN:])

    def asked(self, said: str, do: str, **request: object) -> Any:
        """Send a request, keep it for the failing sentence, and return the value."""
        self._history.append(said)
        return self._value(self._box.ask(do, **request))

    def _new(self) -> int:
        self._handles += 1
        return self._handles

    def _value(self, reply: dict[str, Any]) -> Any:
        error = reply.get("raised")
        if error is None:
            self.last = _received(reply.get("value"))
            return self.last
        kinds, text, line = error["kinds"], error["text"], error["line"]
        if kinds[0] == "LookupError" and line is None:
            raise UnfitError(text)
        line = line if isinstance(line, int) else None
        got = f"{kinds[0]}: {text}" if text else kinds[0]
        raise MissError(self.given(), "no exception", got, kinds, line)


def same(got: object, expected: object) -> bool:
    """Whether two values are equal as data: lists as tuples, floats to nine digits."""
    if isinstance(expected, (list, tuple)):
        return (
            isinstance(got, (list, tuple))
            and len(got) == len(expected)
            and all(same(one, other) for one, other in zip(got, expected, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(got, dict)
            and got.keys() == expected.keys()
            and all(same(got[key], expected[key]) for key in expected)
        )
    if isinstance(expected, float) and isinstance(got, (int, float)):
        return math.isclose(got, expected, rel_tol=1e-9, abs_tol=1e-9)
    return type(got) is not Shown and got == expected


def _received(value: Any) -> Any:
    if isinstance(value, list):
        return [one if type(one) in PLAIN else _received(one) for one in value]
    if isinstance(value, dict):
        if "text" in value:
            return Shown(str(value["text"]))
        pairs = [(_received(key), _received(held)) for key, held in value["pairs"]]
        return {tuple(key) if isinstance(key, list) else key: held for key, held in pairs}
    return value


def short(value: object) -> str:
    """Return a value as text that fits in a sentence."""
    text = repr(value)
    return text if len(text) <= WIDE else f"{text[:WIDE]}..."


def _arguments(args: Iterable[object], named: dict[str, Any]) -> str:
    shown = [short(one) for one in args if not isinstance(one, Remote)]
    return ", ".join(
        shown + [f"{key}={short(v)}" for key, v in named.items() if not isinstance(v, Remote)]
    )
