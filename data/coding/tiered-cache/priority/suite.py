"""Cases: tiers by importance, within one size."""

from workbook.coding.suite import case


@case("behaviour")
def put_and_get(t):
    """What was put is found; what never was is None."""
    cache = t.make(capacity=10)
    t.expect(cache.put("a", 1, 0, 4), True)
    t.expect(cache.get.each(["a", "other"]), [1, None])


@case("behaviour")
def lowest_tier_goes_first(t):
    """Room is made in the lowest tier, however recently its entries were used."""
    cache = t.make(capacity=3)
    cache.put.each([["gold", 1, 2], ["tin", 2, 0], ["silver", 3, 1]])
    cache.get("tin")
    cache.put("new", 4, 1)
    t.expect(cache.get.each(["gold", "tin", "silver", "new"]), [1, None, 3, 4])


@case("behaviour")
def least_recent_within_a_tier(t):
    """Within a tier the least recently read or put goes first."""
    cache = t.make(capacity=3)
    cache.put.each([["a", 1, 1], ["b", 2, 1], ["c", 3, 1]])
    cache.get("a")
    cache.put("d", 4, 1)
    t.expect(cache.get.each(["a", "b", "c", "d"]), [1, None, 3, 4])


@case("behaviour")
def never_above_itself(t):
    """An entry never pushes out one of a higher tier: it is not kept then."""
    cache = t.make(capacity=2)
    cache.put.each([["a", 1, 2], ["b", 2, 2]])
    t.expect(cache.put("c", 3, 1), False)
    t.expect(cache.get.each(["a", "b", "c"]), [1, 2, None])


@case("behaviour")
def all_or_nothing(t):
    """Where room cannot be made for all of an entry, nothing is dropped for a part of it."""
    cache = t.make(capacity=10)
    cache.put.each([["tin", 1, 0, 3], ["gold", 2, 2, 7]])
    t.expect(cache.put("silver", 3, 1, 5), False)
    t.expect(cache.get.each(["tin", "gold"]), [1, 2])


@case("behaviour")
def sizes_count(t):
    """A large entry drops as many small ones as it needs, and no more."""
    cache = t.make(capacity=10)
    cache.put.each([[f"k{n}", n, 0, 2] for n in range(5)])
    t.expect(cache.put("big", "B", 1, 5), True)
    t.expect(cache.get.each([*(f"k{n}" for n in range(5)), "big"]), [None, None, None, 3, 4, "B"])


@case("behaviour")
def put_again(t):
    """Putting a key again replaces value, tier and size; its old size is free."""
    cache = t.make(capacity=4)
    cache.put("a", 1, 0, 4)
    t.expect(cache.put("a", 2, 1, 3), True)
    t.expect(cache.put("b", 3, 0, 1), True)
    t.expect(cache.get.each(["a", "b"]), [2, 3])


@case("behaviour")
def through_the_tiers(t):
    """Room is made in the lowest tier first and then in the next."""
    cache = t.make(capacity=4)
    cache.put.each([["a", 1, 1], ["b", 2, 0], ["c", 3, 1], ["d", 4, 2]])
    cache.put("e", 5, 2, 2)
    t.expect(cache.get.each(["a", "b", "c", "d", "e"]), [None, None, 3, 4, 5])


@case("failure cases")
def larger_than_all(t):
    """What is larger than the cache is not kept, and drops nothing."""
    cache = t.make(capacity=4)
    cache.put("a", 1, 0)
    t.expect(cache.put("b", 2, 9, 5), False)
    t.expect(cache.get("a"), 1)


@case("failure cases")
def refused_replacement(t):
    """A key that is put again and does not fit leaves what was there as it was."""
    cache = t.make(capacity=4)
    cache.put.each([["a", 1, 0, 2], ["gold", 2, 2, 2]])
    t.expect(cache.put("a", 9, 1, 3), False)
    t.expect(cache.get.each(["a", "gold"]), [1, 2])


@case("failure cases")
def after_a_refusal(t):
    """What was not kept leaves the order in which others go as it was."""
    for refused in (["silver", "S", 1, 5], ["tin", "N", 1, 4]):
        cache = t.make(capacity=10)
        cache.put.each([["tin", "T", 0, 3], ["gold", "G", 2, 7]])
        t.expect(cache.put(*refused), False)
        t.expect(cache.put("bronze", "B", 1, 3), True)
        t.expect(cache.get.each(["tin", "gold", "bronze"]), [None, "G", "B"])


@case("failure cases")
def read_often(t):
    """However often entries are read, the order in which they go is that of tier and use."""
    cache = t.make(capacity=4)
    cache.put.each([["a", 1, 1], ["b", 2, 1], ["c", 3, 0], ["d", 4, 0]])
    cache.get.each(["d", "c", "b", "a"] * 10)
    cache.put.each([["e", 5, 1], ["f", 6, 1], ["g", 7, 1]])
    found = cache.get.each(["a", "b", "c", "d", "e", "f", "g"])
    t.expect(found, [1, None, None, None, 5, 6, 7])


@case("failure cases")
def room_for_one(t):
    """A cache with room for one is a cache."""
    cache = t.make(capacity=1)
    t.expect(cache.put.each([["a", 1, 0], ["b", 2, 0]]), [True, True])
    t.expect(cache.get.each(["a", "b"]), [None, 2])


@case("failure cases")
def bad_settings(t):
    """A capacity or a size below one, and a negative tier, are refused with a ValueError."""
    t.refuses("ValueError", t.make, capacity=0)
    cache = t.make(capacity=4)
    t.refuses("ValueError", cache.put, "a", 1, 0, 0)
    t.refuses("ValueError", cache.put, "a", 1, -1, 1)
    t.expect(cache.get("a"), None)


@case("failure cases")
def empty_values(t):
    """A value that is false is a value."""
    cache = t.make(capacity=4)
    cache.put.each([["a", 0, 0], ["b", "", 0]])
    t.expect(cache.get.each(["a", "b"]), [0, ""])


@case("concurrency")
def size_holds(t):
    """Threads that put and read together never fill the cache over its capacity."""
    cache = t.make(capacity=20)
    keys = [f"k{n}" for n in range(48)]
    rows = [[(cache.put, key, 1, 0, 2) for key in keys[n::6]] for n in range(6)]
    t.threads([[one for call in row for one in (call, (cache.get, call[1]))] for row in rows])
    t.expect(sum(one is not None for one in cache.get.each(keys)), 10, "entries of size 2:")


@case("concurrency")
def gold_stays(t):
    """However many threads put lower entries, the higher ones stay."""
    cache = t.make(capacity=12)
    gold = [f"g{n}" for n in range(6)]
    cache.put.each([[key, 1, 3] for key in gold])
    t.threads([[(cache.put, f"t{n}-{m}", 0, 0) for m in range(8)] for n in range(6)])
    t.expect(cache.get.each(gold), [1] * 6)


@case("scale")
def many_entries(t):
    """Twenty thousand entries of one tier go through, and the last ones are there."""
    cache = t.make(capacity=5_000)
    cache.put.each([[f"k{n}", n, 0] for n in range(20_000)])
    found = cache.get.each([f"k{n}" for n in range(14_990, 15_010)])
    t.expect(found, [None] * 10 + list(range(15_000, 15_010)))


@case("scale")
def many_refusals(t):
    """Twenty thousand entries that do not fit are refused as fast as they come."""
    cache = t.make(capacity=2_000)
    cache.put.each([[f"g{n}", n, 5] for n in range(2_000)])
    t.expect(sum(cache.put.each([[f"t{n}", n, 1] for n in range(20_000)])), 0, "kept:")


@case("failure cases", change=True)
def survives(t):
    """What was there before the restart is there after it."""
    before = t.make(capacity=6)
    before.put.each([["a", 1, 0, 2], ["b", [1, 2], 1, 2]])
    after = t.make(capacity=6, state=before.save())
    t.expect(after.get.each(["a", "b"]), [1, [1, 2]])


@case("failure cases", change=True)
def order_survives(t):
    """Tiers and the order of use are after the restart what they were before."""
    before = t.make(capacity=3)
    before.put.each([["a", 1, 1], ["b", 2, 1], ["c", 3, 1]])
    before.get("a")
    after = t.make(capacity=3, state=before.save())
    t.expect(after.put("low", 0, 0), False)
    after.put("d", 4, 1)
    t.expect(after.get.each(["a", "b", "c", "d"]), [1, None, 3, 4])


@case("failure cases", change=True)
def sizes_survive(t):
    """The space that was taken before the restart is taken after it."""
    before = t.make(capacity=4)
    before.put("a", 1, 1, 3)
    after = t.make(capacity=4, state=before.save())
    t.expect(after.put("b", 2, 0, 2), False)
    t.expect(after.put("c", 3, 0, 1), True)
