"""Cases: weighted fair queueing."""

from workbook.coding.suite import case

PAIR = {"gold": 3, "free": 1}


def backlog(queue, count, *tenants):
    """Submit ``count`` calls of each tenant in turn, named after tenant and number."""
    queue.submit.each([[name, f"{name}{n}"] for n in range(count) for name in tenants])


def shares(calls, tenant):
    return sum(call.startswith(tenant) for call in calls)


@case("behaviour")
def alone(t):
    """A tenant that waits alone gets the whole capacity, in the order it submitted."""
    queue = t.make(rate=4, weights=PAIR)
    backlog(queue, 6, "free")
    t.expect(queue.release(), ["free0", "free1", "free2", "free3"])


@case("behaviour")
def in_proportion(t):
    """Tenants that all wait are released in proportion to their weights."""
    queue = t.make(rate=40, weights=PAIR)
    backlog(queue, 100, "free", "gold")
    calls = queue.release()
    t.expect(len(calls), 40, "calls released:")
    t.between(shares(calls, "gold"), 29, 31, "calls of weight 3 among 40:")


@case("behaviour")
def smooth(t):
    """The proportion holds over every stretch of eight calls, not only in the end."""
    queue = t.make(rate=40, weights=PAIR)
    backlog(queue, 100, "free", "gold")
    calls = queue.release()
    for start in range(0, 40, 8):
        t.between(shares(calls[start : start + 8], "gold"), 5, 7, "calls of weight 3 among 8:")


@case("behaviour")
def own_order(t):
    """A tenant's own calls keep their order."""
    queue = t.make(rate=30, weights=PAIR)
    backlog(queue, 15, "gold", "free")
    calls = [call for call in queue.release() if call.startswith("gold")]
    t.expect(calls, [f"gold{n}" for n in range(15)])


@case("behaviour")
def cost_counts(t):
    """What is shared is cost, not calls: a tenant of costly calls gets fewer of them."""
    queue = t.make(rate=60, weights={"a": 1, "b": 1})
    queue.submit.each([["a", f"a{n}", 5] for n in range(30)])
    queue.submit.each([["b", f"b{n}", 1] for n in range(60)])
    calls = queue.release()
    t.between(shares(calls, "a") * 5, 25, 35, "cost of a among 60:")


@case("behaviour")
def idle_saves_nothing(t):
    """Who was idle comes back to its share, and not to what it did not use."""
    queue = t.make(rate=40, weights={"a": 1, "b": 1})
    backlog(queue, 100, "a")
    queue.release()
    backlog(queue, 100, "b")
    t.at(1)
    t.between(shares(queue.release(), "b"), 19, 21, "calls of b among 40:")


@case("behaviour")
def rate_over_time(t):
    """No more is released than the rate allows; parts of a call add up."""
    queue = t.make(rate=2, weights=PAIR)
    backlog(queue, 9, "gold")
    got = []
    for seconds in (0, 0.25, 0.5, 1.5):
        t.at(seconds)
        got.append(len(queue.release()))
    t.expect(got, [2, 0, 1, 2], "calls released at 0, 0.25, 0.5 and 1.5 s:")


@case("behaviour")
def slow(t):
    """One call a second is a rate like any other."""
    queue = t.make(rate=1, weights=PAIR)
    backlog(queue, 2, "gold")
    t.expect(queue.release(), ["gold0"])
    t.at(1)
    t.expect(queue.release(), ["gold1"])


@case("failure cases")
def unused_is_lost(t):
    """No more than one second's capacity is kept for later."""
    queue = t.make(rate=3, weights=PAIR)
    t.at(600)
    backlog(queue, 9, "gold")
    t.expect(len(queue.release()), 3, "calls released:")


@case("failure cases")
def unknown_tenant(t):
    """A tenant without a weight is refused with a ValueError, and nothing is queued."""
    queue = t.make(rate=5, weights=PAIR)
    t.refuses("ValueError", queue.submit, "nobody", "n0")
    t.expect(queue.release(), [])


@case("failure cases")
def bad_weight(t):
    """A weight of nothing or less is refused with a ValueError, as is such a rate."""
    t.refuses("ValueError", t.make, rate=5, weights={"a": 0})
    t.refuses("ValueError", t.make, rate=5, weights={"a": -1})
    t.refuses("ValueError", t.make, rate=0, weights=PAIR)


@case("failure cases")
def bad_cost(t):
    """A cost below one, or above a second's capacity, is refused: it could never be released."""
    queue = t.make(rate=5, weights=PAIR)
    t.refuses("ValueError", queue.submit, "gold", "g0", 0)
    t.refuses("ValueError", queue.submit, "gold", "g0", 6)
    queue.submit("gold", "g1", 5)
    t.expect(queue.release(), ["g1"])


@case("failure cases")
def costly_is_not_passed(t):
    """A costly call at the head waits for its capacity and is not passed by cheap ones."""
    queue = t.make(rate=4, weights={"a": 1})
    queue.submit.each([["a", "a0", 3], ["a", "a1", 3], ["a", "a2", 1]])
    t.expect(queue.release(), ["a0"])
    t.at(0.5)
    t.expect(queue.release(), ["a1"])


@case("concurrency")
def nothing_lost(t):
    """Calls submitted from many threads are all released, each once."""
    queue = t.make(rate=1_000, weights=PAIR)
    names = [[f"{tenant}-{n}-{m}" for m in range(6)] for n, tenant in enumerate([*PAIR] * 3)]
    t.threads([[(queue.submit, name.partition("-")[0], name) for name in row] for row in names])
    t.expect(sorted(queue.release()), sorted(name for row in names for name in row))


@case("concurrency")
def released_once(t):
    """Threads that release at the same moment share one capacity, and no call starts twice."""
    queue = t.make(rate=30, weights=PAIR)
    backlog(queue, 40, "gold", "free")
    rows = t.threads([[(queue.release,)] * 3] * 6)
    calls = [call for row in rows for one in row for call in one]
    t.expect((len(calls), len(set(calls))), (30, 30), "calls released, and different ones:")


@case("scale")
def many_tenants(t):
    """A thousand tenants of equal weight that wait are each released once in a thousand calls."""
    names = [f"t{n}" for n in range(1_000)]
    queue = t.make(rate=1_000, weights=dict.fromkeys(names, 1))
    queue.submit.each([[name, f"{name}/{n}"] for n in range(3) for name in names])
    calls = queue.release()
    t.expect(len({call.partition("/")[0] for call in calls}), 1_000, "tenants released:")


@case("scale")
def long_queue(t):
    """Twenty thousand waiting calls are released in one go."""
    queue = t.make(rate=20_000, weights=PAIR)
    queue.submit.each([["gold", f"g{n}"] for n in range(20_000)])
    t.expect(len(queue.release()), 20_000, "calls released:")


@case("failure cases", change=True)
def waiting_survives(t):
    """What waited before the restart is released after it, in the same order."""
    before = t.make(rate=4, weights=PAIR)
    backlog(before, 4, "gold")
    t.expect(before.release(), ["gold0", "gold1", "gold2", "gold3"])
    backlog(before, 2, "gold")
    after = t.make(rate=4, weights=PAIR, state=before.save())
    after.submit("gold", "last")
    t.at(1)
    t.expect(after.release(), ["gold0", "gold1", "last"])


@case("failure cases", change=True)
def no_second_burst(t):
    """A restart gives no capacity away: what was spent before it stays spent."""
    before = t.make(rate=4, weights=PAIR)
    backlog(before, 9, "gold")
    before.release()
    after = t.make(rate=4, weights=PAIR, state=before.save())
    t.expect(after.release(), [])
    t.at(0.5)
    t.expect(after.release(), ["gold4", "gold5"])


@case("failure cases", change=True)
def standing_survives(t):
    """Who had its share before the restart is not served first again after it."""
    before = t.make(rate=12, weights={"a": 1, "b": 1})
    backlog(before, 40, "a")
    before.release()
    backlog(before, 40, "b")
    after = t.make(rate=12, weights={"a": 1, "b": 1}, state=before.save())
    t.at(1)
    t.between(shares(after.release(), "b"), 5, 7, "calls of b among 12:")
