"""Cases: numbers that each producer counts up."""

from workbook.coding.suite import case


@case("behaviour")
def in_order(t):
    """Numbers that go up are accepted."""
    t.expect(t.make().accept.each([["p", n] for n in (1, 2, 3)]), [True] * 3)


@case("behaviour")
def repeated(t):
    """A number that was accepted is a duplicate."""
    t.expect(t.make().accept.each([["p", n] for n in (1, 1, 2, 2, 1)]), [1, 0, 1, 0, 0])


@case("behaviour")
def late(t):
    """Producers send in order: a number below the highest is taken for a repetition."""
    t.expect(t.make().accept.each([["p", n] for n in (5, 3, 5, 6, 4)]), [1, 0, 0, 1, 0])


@case("behaviour")
def producers_apart(t):
    """Each producer counts for itself."""
    events = t.make()
    t.expect(events.accept.each([["p", 1], ["q", 1], ["p", 1], ["q", 2]]), [1, 1, 0, 1])


@case("behaviour")
def gaps(t):
    """A number may be left out; what comes after it is accepted."""
    t.expect(t.make().accept.each([["p", n] for n in (1, 5, 100)]), [True] * 3)


@case("behaviour")
def any_start(t):
    """A producer may start at any number from 0."""
    t.expect(t.make().accept.each([["p", 0], ["q", 7], ["q", 8], ["p", 0]]), [1, 1, 1, 0])


@case("behaviour")
def highest(t):
    """The highest number so far can be asked for; None before the first."""
    events = t.make()
    t.expect(events.highest("p"), None)
    events.accept.each([["p", 3], ["p", 9], ["q", 1]])
    t.expect(events.highest.each(["p", "q", "r"]), [9, 1, None])


@case("behaviour")
def a_duplicate_changes_nothing(t):
    """A duplicate does not move the highest number."""
    events = t.make()
    events.accept.each([["p", 9], ["p", 9]])
    t.expect(events.highest("p"), 9)


@case("failure cases")
def below_zero(t):
    """A negative number is refused with a ValueError, and changes nothing."""
    events = t.make()
    t.refuses("ValueError", events.accept, "p", -1)
    t.expect(events.highest("p"), None)


@case("failure cases")
def no_producer(t):
    """An event without a producer is refused with a ValueError."""
    t.refuses("ValueError", t.make().accept, "", 1)


@case("failure cases")
def huge_numbers(t):
    """Numbers past 64 bits are numbers."""
    events = t.make()
    t.expect(events.accept.each([["p", 2**70], ["p", 2**70], ["p", 2**70 + 1]]), [1, 0, 1])


@case("failure cases")
def asking_is_not_an_event(t):
    """Asking for a producer's highest number makes no producer."""
    events = t.make()
    events.highest.each(["p", "p"])
    t.expect(events.accept("p", 0), True)


@case("concurrency")
def one_winner(t):
    """Of many threads that bring the same number one is told that it is new."""
    events = t.make()
    numbers = range(8)
    rows = t.threads([[(events.accept, f"p{n}", 1) for n in numbers]] * 8)
    t.expect([sum(column) for column in zip(*rows, strict=True)], [1] * 8, "accepted, by producer:")


@case("concurrency")
def highest_of_all(t):
    """When threads bring different numbers the highest of them stays."""
    events = t.make()
    t.threads([[(events.accept, "p", n * 10 + thread) for n in range(8)] for thread in range(6)])
    t.expect(events.highest("p"), 75)


@case("scale")
def many_producers(t):
    """Ten thousand producers with three numbers each."""
    events = t.make()
    found = events.accept.each([[f"p{n}", k] for k in range(3) for n in range(10_000)])
    t.expect(sum(found), 30_000, "accepted:")


@case("scale")
def long_runs(t):
    """Thirty thousand numbers of one producer, and all of them once more."""
    events = t.make()
    t.expect(sum(events.accept.each([["p", n] for n in range(30_000)])), 30_000, "accepted:")
    t.expect(sum(events.accept.each([["p", n] for n in range(0, 30_000, 3)])), 0, "accepted again:")


@case("behaviour", change=True)
def late_once(t):
    """A number that comes late, but within reach, is accepted once."""
    events = t.make(reach=4)
    found = events.accept.each([["p", n] for n in (1, 4, 2, 2, 3, 4, 1)])
    t.expect(found, [1, 1, 1, 0, 1, 0, 0])


@case("behaviour", change=True)
def too_late(t):
    """A number `reach` or more below the highest is out of reach, seen or not."""
    events = t.make(reach=4)
    t.expect(events.accept.each([["p", n] for n in (10, 6, 7)]), [True, False, True])


@case("failure cases", change=True)
def reach_moves(t):
    """When the highest number moves on, what was remembered moves with it."""
    events = t.make(reach=4)
    found = events.accept.each([["p", n] for n in (10, 8, 11, 8, 9, 10, 13, 9, 12)])
    t.expect(found, [1, 1, 1, 0, 1, 0, 1, 0, 1])


@case("failure cases", change=True)
def after_many(t):
    """After a long run duplicates within reach are still known."""
    events = t.make(reach=4)
    events.accept.each([["p", n] for n in range(100)])
    t.expect(events.accept.each([["p", n] for n in (98, 97, 96, 99)]), [False] * 4)


@case("failure cases", change=True)
def far_jump(t):
    """A jump far ahead forgets all that is out of reach, and takes no longer for it."""
    events = t.make(reach=1_000)
    events.accept.each([["p", n] for n in range(50)])
    t.expect(events.accept.each([["p", 10**15], ["p", 10**15 - 999], ["p", 49]]), [1, 1, 0])


@case("failure cases", change=True)
def without_reach(t):
    """Without a reach nothing late is accepted, as before; a reach below 1 is a ValueError."""
    t.expect(t.make().accept.each([["p", 2], ["p", 1]]), [True, False])
    t.refuses("ValueError", t.make, reach=0)


@case("scale", change=True)
def forgets_what_is_out_of_reach(t):
    """Numbers out of reach take no memory."""
    events = t.make(reach=100)

    def numbers(first, last):
        for start in range(first, last, 5_000):
            events.accept.each([["p", n] for n in range(start, start + 5_000)])

    numbers(0, 20_000)
    before = t.memory()
    numbers(20_000, 140_000)
    t.between(t.memory() - before, -1_000, 6, "MB more after 120,000 further numbers:")


@case("concurrency", change=True)
def shuffled_threads(t):
    """Numbers that arrive shuffled from many threads are each accepted once."""
    events = t.make(reach=100)
    rows = t.threads(
        [[(events.accept, "p", (n * 7 + k) % 20) for n in range(20)] for k in range(6)]
    )
    t.expect(sum(map(sum, rows)), 20, "accepted of 120:")
