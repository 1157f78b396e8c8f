"""Cases: two tiers by recent use."""

from workbook.coding.suite import case


def filled(t, hot, cold, count):
    cache = t.make(hot=hot, cold=cold)
    cache.put.each([[f"k{n}", n] for n in range(count)])
    return cache


def tiers(cache, *keys):
    return cache.tier.each(keys)


@case("behaviour")
def put_and_get(t):
    """What was put is found; what never was is None."""
    cache = filled(t, 2, 2, 1)
    t.expect(cache.get.each(["k0", "other"]), [0, None])


@case("behaviour")
def new_is_hot(t):
    """A new entry is hot."""
    t.expect(tiers(filled(t, 2, 2, 2), "k0", "k1"), ["hot", "hot"])


@case("behaviour")
def overflow_goes_cold(t):
    """When the hot tier is full its least recently used entry moves to the cold one."""
    t.expect(tiers(filled(t, 2, 2, 3), "k0", "k1", "k2"), ["cold", "hot", "hot"])


@case("behaviour")
def cold_overflows(t):
    """When the cold tier is full its least recently used entry is dropped."""
    cache = filled(t, 2, 2, 5)
    t.expect(tiers(cache, "k0", "k1", "k2", "k3", "k4"), [None, "cold", "cold", "hot", "hot"])
    t.expect(cache.get("k0"), None)


@case("behaviour")
def get_warms(t):
    """A cold entry that is read becomes hot, and the least recent hot one takes its place."""
    cache = filled(t, 2, 2, 4)
    t.expect(cache.get("k0"), 0)
    t.expect(tiers(cache, "k0", "k1", "k2", "k3"), ["hot", "cold", "cold", "hot"])


@case("behaviour")
def get_refreshes(t):
    """Reading a hot entry makes it the most recent."""
    cache = filled(t, 2, 2, 2)
    cache.get("k0")
    cache.put("k2", 2)
    t.expect(tiers(cache, "k0", "k1"), ["hot", "cold"])


@case("behaviour")
def looking_changes_nothing(t):
    """Asking for an entry's tier is no use of it."""
    cache = filled(t, 2, 2, 2)
    cache.tier("k0")
    cache.put("k2", 2)
    t.expect(tiers(cache, "k0", "k1"), ["cold", "hot"])


@case("behaviour")
def put_again(t):
    """Putting a key again replaces its value and makes it hot; it is never there twice."""
    cache = filled(t, 1, 2, 3)
    cache.put("k0", "new")
    t.expect(tiers(cache, "k0", "k1", "k2"), ["hot", "cold", "cold"])
    t.expect(cache.get("k0"), "new")


@case("failure cases")
def no_cold_tier(t):
    """A cold tier of nothing is allowed: what leaves the hot one is dropped."""
    cache = filled(t, 2, 0, 3)
    t.expect(tiers(cache, "k0", "k1", "k2"), [None, "hot", "hot"])


@case("failure cases")
def bad_sizes(t):
    """A hot tier below one entry, or a cold one below none, is refused with a ValueError."""
    t.refuses("ValueError", t.make, hot=0, cold=2)
    t.refuses("ValueError", t.make, hot=1, cold=-1)


@case("failure cases")
def empty_values(t):
    """A value that is false is a value, and keeps its place like any other."""
    cache = t.make(hot=1, cold=1)
    cache.put.each([["a", 0], ["b", ""]])
    t.expect(cache.get.each(["a", "b"]), [0, ""])
    t.expect(tiers(cache, "a", "b"), ["cold", "hot"])


@case("failure cases")
def a_miss_moves_nothing(t):
    """Reading what is not there moves and drops nothing."""
    cache = filled(t, 2, 2, 4)
    cache.get.each([f"other{n}" for n in range(9)])
    t.expect(tiers(cache, "k0", "k1", "k2", "k3"), ["cold", "cold", "hot", "hot"])


@case("concurrency")
def sizes_hold(t):
    """Threads that put and read together leave both tiers full, and no fuller."""
    cache = t.make(hot=8, cold=12)
    keys = [f"k{n}" for n in range(60)]
    rows = [[(cache.put, key, 1) for key in keys[n::6]] for n in range(6)]
    t.threads([[one for call in row for one in (call, (cache.get, call[1]))] for row in rows])
    found = cache.tier.each(keys)
    t.expect((found.count("hot"), found.count("cold")), (8, 12), "hot and cold entries:")


@case("concurrency")
def warming_loses_nothing(t):
    """Threads that warm the same cold entries lose none of them."""
    cache = filled(t, 4, 8, 12)
    keys = [f"k{n}" for n in range(12)]
    found = t.threads([[(cache.get, key) for key in keys]] * 5)
    t.expect([None in row for row in found], [False] * 5, "a value missing, by thread:")


@case("scale")
def many_entries(t):
    """Twenty thousand entries go through, and the last ones are there."""
    cache = filled(t, 1_000, 4_000, 20_000)
    found = cache.get.each([f"k{n}" for n in range(14_990, 15_010)])
    t.expect(found, [None] * 10 + list(range(15_000, 15_010)))


@case("scale")
def many_reads(t):
    """Reading cold entries over and over costs the same however many there are."""
    cache = filled(t, 1_000, 9_000, 10_000)
    found = cache.get.each([f"k{n}" for n in range(10_000)])
    t.expect(sum(found), sum(range(10_000)), "sum of the values read:")


@case("behaviour", change=True)
def shrunk(t):
    """A shrink moves the least recent hot entries to the cold tier, which drops its own."""
    cache = filled(t, 3, 3, 6)
    cache.resize(1, 2)
    found = tiers(cache, "k0", "k1", "k2", "k3", "k4", "k5")
    t.expect(found, [None, None, None, "cold", "cold", "hot"])


@case("behaviour", change=True)
def grown_again(t):
    """A cache that grows keeps what it has, and has room for more."""
    cache = filled(t, 1, 1, 2)
    cache.resize(2, 2)
    cache.put.each([["a", 1], ["b", 2]])
    t.expect(tiers(cache, "k0", "k1", "a", "b"), ["cold", "cold", "hot", "hot"])


@case("failure cases", change=True)
def bad_resize(t):
    """A size that would be refused at the start is refused later, and nothing is lost by it."""
    cache = filled(t, 2, 2, 4)
    t.refuses("ValueError", cache.resize, 0, 2)
    t.expect(tiers(cache, "k0", "k3"), ["cold", "hot"])
