"""Cases: a bucket of its own for each tenant."""

from workbook.coding.suite import case


@case("behaviour")
def burst(t):
    """A tenant may spend its whole burst at once, and no more."""
    limiter = t.make(rate=1, burst=3)
    t.expect(limiter.allow.each(["a"] * 5), [True, True, True, False, False])


@case("behaviour")
def refill(t):
    """An empty bucket refills at the rate."""
    limiter = t.make(rate=2, burst=4)
    limiter.allow.each(["a"] * 4)
    t.at(1)
    t.expect(limiter.allow.each(["a"] * 3), [True, True, False])


@case("behaviour")
def fractions(t):
    """Parts of a call add up, however often the tenant asks meanwhile."""
    limiter = t.make(rate=1, burst=1)
    limiter.allow("a")
    for seconds in (0.25, 0.5, 0.75):
        t.at(seconds)
        t.expect(limiter.allow("a"), False)
    t.at(1)
    t.expect(limiter.allow("a"), True)


@case("behaviour")
def boundary(t):
    """No second holds more than the burst and what the rate adds in it."""
    limiter = t.make(rate=4, burst=4)
    t.at(0.75)
    t.expect(limiter.allow.each(["a"] * 4), [True] * 4)
    t.at(1)
    t.expect(limiter.allow.each(["a"] * 4), [True, False, False, False])


@case("behaviour")
def full(t):
    """A bucket never holds more than the burst, however long the tenant was away."""
    limiter = t.make(rate=10, burst=2)
    limiter.allow("a")
    t.at(3600)
    t.expect(limiter.allow.each(["a"] * 3), [True, True, False])


@case("behaviour")
def apart(t):
    """What one tenant spends changes no other tenant's answer."""
    limiter = t.make(rate=1, burst=2)
    t.expect(limiter.allow.each(["a", "a", "a", "b", "b", "b"]), [True, True, False] * 2)


@case("failure cases")
def no_rate(t):
    """A rate of nothing or less is refused with a ValueError."""
    t.refuses("ValueError", t.make, rate=0, burst=1)
    t.refuses("ValueError", t.make, rate=-1, burst=1)


@case("failure cases")
def no_burst(t):
    """A burst below one call is refused with a ValueError."""
    t.refuses("ValueError", t.make, rate=1, burst=0)


@case("failure cases")
def no_name(t):
    """A tenant without a name is refused with a ValueError, and nobody pays for it."""
    limiter = t.make(rate=1, burst=1)
    t.refuses("ValueError", limiter.allow, "")
    t.expect(limiter.allow("a"), True)


@case("failure cases")
def refused_is_free(t):
    """A refused call takes nothing from what refills."""
    limiter = t.make(rate=1, burst=1)
    limiter.allow("a")
    t.at(0.5)
    t.expect(limiter.allow.each(["a"] * 20), [False] * 20)
    t.at(1)
    t.expect(limiter.allow("a"), True)


@case("concurrency")
def one_bucket_many_threads(t):
    """Eight threads together get one burst, to the call."""
    limiter = t.make(rate=1, burst=20)
    answers = t.threads([[(limiter.allow, "a")] * 8] * 8)
    t.expect(sum(map(sum, answers)), 20, "calls granted of 64:")


@case("concurrency")
def first_call(t):
    """Threads that meet a tenant for the first time do not each give it a bucket."""
    limiter = t.make(rate=1, burst=1)
    tenants = [f"t{n}" for n in range(12)]
    answers = t.threads([[(limiter.allow, name) for name in tenants]] * 6)
    t.expect([sum(row) for row in zip(*answers, strict=True)], [1] * 12, "granted by tenant:")


@case("scale")
def many_tenants(t):
    """Ten thousand tenants are served each from its own bucket."""
    limiter = t.make(rate=1, burst=2)
    answers = limiter.allow.each([f"t{n % 10_000}" for n in range(30_000)])
    t.expect(sum(answers), 20_000, "calls granted of 30,000:")


@case("scale")
def one_busy_tenant(t):
    """Thirty thousand calls of one tenant cost no more a call than ten."""
    limiter = t.make(rate=1, burst=25_000)
    t.expect(sum(limiter.allow.each(["a"] * 30_000)), 25_000, "calls granted of 30,000:")


@case("failure cases", change=True)
def back_gives_nothing(t):
    """A clock that goes back gives no call away."""
    t.at(100)
    limiter = t.make(rate=1, burst=2)
    limiter.allow.each(["a", "a"])
    t.at(40)
    t.expect(limiter.allow.each(["a", "a"]), [False, False])


@case("failure cases", change=True)
def back_locks_nobody_out(t):
    """After the clock went back, refilling goes on from the new time."""
    t.at(100)
    limiter = t.make(rate=1, burst=2)
    limiter.allow.each(["a", "a", "a"])
    t.at(40)
    limiter.allow("a")
    t.at(41)
    t.expect(limiter.allow.each(["a", "a"]), [True, False])


@case("failure cases", change=True)
def back_takes_nothing(t):
    """What a tenant had not spent when the clock went back is still there."""
    t.at(100)
    limiter = t.make(rate=1, burst=3)
    limiter.allow("a")
    t.at(40)
    t.expect(limiter.allow.each(["a", "a", "a"]), [True, True, False])
