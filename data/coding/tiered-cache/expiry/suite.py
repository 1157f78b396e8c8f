"""Cases: tiers by age, fresh and stale."""

from workbook.coding.suite import case


def filled(t, capacity, count):
    cache = t.make(capacity=capacity, fresh=10, stale=20)
    for n in range(count):
        t.at(n)
        cache.put(f"k{n}", n)
    return cache


@case("behaviour")
def fresh(t):
    """A fresh entry is found."""
    t.expect(filled(t, 3, 2).get.each(["k0", "k1", "other"]), [0, 1, None])


@case("behaviour")
def no_longer_fresh(t):
    """An entry is fresh for less than the fresh seconds after it was put."""
    cache = filled(t, 3, 1)
    t.at(9.5)
    t.expect(cache.get("k0"), 0)
    t.at(10)
    t.expect(cache.get("k0"), None)


@case("behaviour")
def stale(t):
    """A stale entry is found by who asks for stale ones, for the stale seconds and no longer."""
    cache = filled(t, 3, 1)
    t.at(29.5)
    t.expect(cache.get_stale("k0"), 0)
    t.at(30)
    t.expect(cache.get_stale("k0"), None)


@case("behaviour")
def fresh_serves_both(t):
    """Who takes stale entries gets a fresh one as well."""
    t.expect(filled(t, 3, 1).get_stale("k0"), 0)


@case("behaviour")
def put_renews(t):
    """Putting a key again makes it fresh again, with the new value."""
    cache = filled(t, 3, 1)
    t.at(15)
    cache.put("k0", "new")
    t.at(24)
    t.expect(cache.get("k0"), "new")


@case("behaviour")
def reading_renews_nothing(t):
    """Reading makes no entry younger."""
    cache = filled(t, 3, 1)
    t.at(9)
    cache.get("k0")
    t.at(11)
    t.expect(cache.get("k0"), None)


@case("behaviour")
def least_recently_used_goes(t):
    """Among fresh entries the least recently read or put is dropped."""
    cache = filled(t, 3, 3)
    cache.get("k0")
    cache.put("k3", 3)
    t.expect(cache.get_stale.each(["k0", "k1", "k2", "k3"]), [0, None, 2, 3])


@case("behaviour")
def stale_goes_first(t):
    """A stale entry is dropped before any fresh one, however recently it was read."""
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put("old", 1)
    t.at(5)
    cache.put("young", 2)
    t.at(12)
    cache.get("young")
    cache.get_stale("old")
    cache.put("new", 3)
    t.expect(cache.get_stale.each(["old", "young", "new"]), [None, 2, 3])


@case("behaviour")
def stale_to_the_moment(t):
    """An entry is stale from the very moment that it is no longer fresh."""
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put("old", 1)
    t.at(5)
    cache.put("young", 2)
    t.at(10)
    cache.get_stale("old")
    cache.put("new", 3)
    t.expect(cache.get_stale.each(["old", "young", "new"]), [None, 2, 3])


@case("behaviour")
def used_among_fresh(t):
    """While all are fresh the oldest stays, if it was read."""
    t.at(6)
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put.each([["old", 1], ["young", 2]])
    t.at(7)
    cache.get("old")
    cache.put("new", 3)
    t.expect(cache.get_stale.each(["old", "young", "new"]), [1, None, 3])


@case("behaviour")
def renewed_is_fresh(t):
    """An entry that was put again is not dropped for the age it had before."""
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put.each([["a", 1], ["b", 2]])
    t.at(5)
    cache.put("a", 3)
    t.at(12)
    cache.put("c", 4)
    t.expect(cache.get_stale.each(["a", "b", "c"]), [3, None, 4])


@case("behaviour")
def small_and_short(t):
    """A cache of one entry that is fresh for half a second is a cache."""
    cache = t.make(capacity=1, fresh=0.5, stale=0)
    cache.put.each([["a", 1], ["b", 2]])
    t.at(0.25)
    t.expect(cache.get.each(["a", "b"]), [None, 2])
    t.at(0.5)
    t.expect(cache.get("b"), None)


@case("failure cases")
def dead_take_no_place(t):
    """Entries past their stale time take no place from living ones."""
    cache = filled(t, 3, 3)
    t.at(25)
    cache.put("a", 1)
    t.at(40)
    cache.put.each([["b", 2], ["c", 3]])
    t.expect(cache.get_stale.each(["a", "b", "c"]), [1, 2, 3])


@case("failure cases")
def no_stale_time(t):
    """A stale time of nothing is allowed: entries are fresh or gone."""
    cache = t.make(capacity=2, fresh=5, stale=0)
    cache.put("a", 1)
    t.at(5)
    t.expect(cache.get_stale("a"), None)


@case("failure cases")
def bad_settings(t):
    """A capacity below one, a fresh time of nothing and a negative stale time are refused."""
    for wrong in ({"capacity": 0}, {"fresh": 0}, {"stale": -1}):
        t.refuses("ValueError", t.make, **({"capacity": 2, "fresh": 5, "stale": 5} | wrong))


@case("failure cases")
def empty_values(t):
    """A value that is false is a value."""
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put.each([["a", 0], ["b", ""]])
    t.expect(cache.get.each(["a", "b"]), [0, ""])


@case("concurrency")
def capacity_holds(t):
    """Threads that put and read together leave the cache full, and no fuller."""
    cache = t.make(capacity=10, fresh=10, stale=20)
    keys = [f"k{n}" for n in range(60)]
    rows = [[(cache.put, key, key) for key in keys[n::6]] for n in range(6)]
    t.threads([[one for call in row for one in (call, (cache.get, call[1]))] for row in rows])
    t.expect(sum(one is not None for one in cache.get.each(keys)), 10, "entries found:")


@case("concurrency")
def whole_entries(t):
    """A reader gets a value that was put, whole, while others put the key again."""
    cache = t.make(capacity=4, fresh=10, stale=20)
    cache.put("k", "0")
    rows = [[(cache.put, "k", str(n))] * 6 for n in range(4)] + [[(cache.get, "k")] * 12] * 2
    found = t.threads(rows)
    t.expect({one for row in found[4:] for one in row} <= set("0123"), True, "only put values:")


@case("scale")
def many_entries(t):
    """Twenty thousand entries go through, and the last ones are there."""
    cache = t.make(capacity=5_000, fresh=10, stale=20)
    cache.put.each([[f"k{n}", n] for n in range(20_000)])
    found = cache.get.each([f"k{n}" for n in range(14_990, 15_010)])
    t.expect(found, [None] * 10 + list(range(15_000, 15_010)))


@case("scale")
def many_stale(t):
    """Dropping from ten thousand stale entries costs no more than from ten."""
    cache = t.make(capacity=10_000, fresh=10, stale=1_000)
    cache.put.each([[f"old{n}", n] for n in range(10_000)])
    t.at(50)
    cache.put.each([[f"new{n}", n] for n in range(10_000)])
    t.expect(cache.get.each(["new0", "new9999"]), [0, 9_999])
    t.expect(cache.get_stale("old9999"), None)


@case("failure cases", change=True)
def back_keeps_what_is_fresh(t):
    """A clock that goes back makes no entry vanish."""
    t.at(100)
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put("a", 1)
    t.at(40)
    t.expect(cache.get("a"), 1)


@case("failure cases", change=True)
def back_makes_nothing_immortal(t):
    """After the clock went back an entry lives as long as if it had been put then, at most."""
    t.at(100)
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put("a", 1)
    t.at(40)
    cache.get("a")
    t.at(50)
    t.expect(cache.get("a"), None)
    t.at(70)
    t.expect(cache.get_stale("a"), None)


@case("failure cases", change=True)
def back_and_new_entries(t):
    """An entry put after the clock went back ages by the new time."""
    t.at(100)
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put("a", 1)
    t.at(40)
    cache.put("b", 2)
    t.at(49)
    t.expect(cache.get("b"), 2)
    t.at(50)
    t.expect(cache.get("b"), None)


@case("failure cases", change=True)
def back_keeps_the_order(t):
    """After the clock went back what turns stale first still goes first."""
    t.at(100)
    cache = t.make(capacity=2, fresh=10, stale=20)
    cache.put("old", 1)
    t.at(105)
    cache.put("young", 2)
    t.at(40)
    cache.get("old")
    t.at(46)
    cache.put("new", 3)
    t.expect(cache.get_stale.each(["old", "young", "new"]), [None, 2, 3])
