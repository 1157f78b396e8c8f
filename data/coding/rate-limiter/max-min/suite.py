"""Cases: one capacity, shared out max-min."""

from workbook.coding.suite import case


@case("behaviour")
def enough_for_all(t):
    """Where the capacity covers what all wait for, all get what they wait for."""
    share = t.make(rate=10)
    share.ask.each([["a", 3], ["b", 4]])
    t.expect(share.grant(), {"a": 3, "b": 4})


@case("behaviour")
def equal_parts(t):
    """Tenants who all want more than an even part get an even part each."""
    share = t.make(rate=9)
    share.ask.each([["a", 20], ["b", 20], ["c", 20]])
    t.expect(share.grant(), {"a": 3, "b": 3, "c": 3})


@case("behaviour")
def small_first(t):
    """Who wants little gets all of it, and what is left over is shared by the others."""
    share = t.make(rate=12)
    share.ask.each([["a", 2], ["b", 20], ["c", 20]])
    t.expect(share.grant(), {"a": 2, "b": 5, "c": 5})


@case("behaviour")
def one_call(t):
    """Asking without a number is asking for one call."""
    share = t.make(rate=5)
    share.ask.each(["a", "a", "b"])
    t.expect(share.grant(), {"a": 2, "b": 1})


@case("behaviour")
def no_more_than_asked(t):
    """An odd call goes to somebody who still wants one."""
    share = t.make(rate=7)
    share.ask.each([["a", 2], ["b", 5], ["c", 5]])
    t.expect(share.grant(), {"a": 2, "b": 3, "c": 2})


@case("behaviour")
def two_levels(t):
    """What is left over is shared again, until it is spent or nobody waits."""
    share = t.make(rate=20)
    share.ask.each([["a", 1], ["b", 4], ["c", 30], ["d", 30]])
    t.expect(share.grant(), {"a": 1, "b": 4, "c": 8, "d": 7})


@case("behaviour")
def still_waiting(t):
    """What was not granted waits for the next second."""
    share = t.make(rate=4)
    share.ask("a", 6)
    t.expect(share.grant(), {"a": 4})
    t.at(1)
    t.expect(share.grant(), {"a": 2})
    t.at(2)
    t.expect(share.grant(), {})


@case("behaviour")
def odd_calls_take_turns(t):
    """A call that cannot be split goes in turn: over time nobody is ahead by more than one."""
    share = t.make(rate=1)
    share.ask.each([["a", 10], ["b", 10], ["c", 10]])
    got = []
    for second in range(6):
        t.at(second)
        got.append(share.grant())
    t.expect(got, [{"a": 1}, {"b": 1}, {"c": 1}] * 2)


@case("behaviour")
def nothing_twice(t):
    """A capacity that was shared out is not shared out again in the same moment."""
    share = t.make(rate=3)
    share.ask("a", 9)
    t.expect(share.grant(), {"a": 3})
    t.expect(share.grant(), {})


@case("behaviour")
def parts_of_a_second(t):
    """Half a second brings half the capacity, and parts of a call add up."""
    share = t.make(rate=3)
    share.ask("a", 20)
    share.grant()
    got = []
    for seconds in (0.5, 1.0):
        t.at(seconds)
        got.append(share.grant())
    t.expect(got, [{"a": 1}, {"a": 2}])


@case("failure cases")
def unused_is_lost(t):
    """No more than one second's capacity is kept for later."""
    share = t.make(rate=5)
    t.at(60)
    share.ask("a", 100)
    t.expect(share.grant(), {"a": 5})


@case("failure cases")
def nobody_waits(t):
    """Sharing out while nobody waits grants nothing."""
    t.expect(t.make(rate=5).grant(), {})


@case("failure cases")
def no_rate(t):
    """A capacity below one call a second is refused with a ValueError."""
    t.refuses("ValueError", t.make, rate=0)


@case("failure cases")
def no_calls(t):
    """Asking for less than one call, or without a name, is refused with a ValueError."""
    share = t.make(rate=5)
    t.refuses("ValueError", share.ask, "a", 0)
    t.refuses("ValueError", share.ask, "a", -3)
    t.refuses("ValueError", share.ask, "", 1)
    t.expect(share.grant(), {})


@case("concurrency")
def every_ask_counts(t):
    """No call that was asked for is lost between threads."""
    share = t.make(rate=1_000)
    t.threads([[(share.ask, "a", 1), (share.ask, "b", 2)] * 6] * 6)
    t.expect(share.grant(), {"a": 36, "b": 72})


@case("concurrency")
def granted_once(t):
    """Threads that share out at the same moment grant one capacity between them."""
    share = t.make(rate=40)
    share.ask.each([["a", 100], ["b", 100]])
    found = t.threads([[(share.grant,)] * 3] * 6)
    t.expect(sum(sum(one.values()) for row in found for one in row), 40, "calls granted:")


@case("scale")
def many_tenants(t):
    """Five thousand tenants are shared among in one go, none of them short by more than one."""
    share = t.make(rate=20_001)
    share.ask.each([[f"t{n}", 100] for n in range(5_000)])
    got = share.grant()
    t.expect(sum(got.values()), 20_001, "calls granted:")
    t.expect(sorted(set(got.values())), [4, 5], "smallest and largest part:")


@case("scale")
def many_asks(t):
    """Thirty thousand small asks are added up."""
    share = t.make(rate=40_000)
    share.ask.each([[f"t{n % 3}", 1] for n in range(30_000)])
    t.expect(share.grant(), {"t0": 10_000, "t1": 10_000, "t2": 10_000})


@case("behaviour", change=True)
def hot_takes_nothing_from_others(t):
    """A tenant that asks for a thousand times more leaves every other tenant's part as it was."""
    share = t.make(rate=100)
    share.ask.each([["hot", 50_000], ["a", 20], ["b", 20]])
    t.expect(share.grant(), {"hot": 60, "a": 20, "b": 20})


@case("scale", change=True)
def hot_costs_no_memory(t):
    """A billion calls waiting take no more memory than one."""
    share = t.make(rate=1_000)
    share.ask.each([["hot", 1_000_000_000], ["a", 5]])
    t.expect(share.grant(), {"hot": 995, "a": 5})


@case("scale", change=True)
def hot_goes_on(t):
    """A tenant that is hot for a hundred seconds never delays one that asks for a call a second."""
    share = t.make(rate=50)
    got = []
    for second in range(100):
        t.at(second)
        share.ask.each([["hot", 50_000], ["a", 1]])
        got.append(share.grant())
    t.expect([one.get("a", 0) for one in got], [1] * 100, "granted to the quiet one:")
