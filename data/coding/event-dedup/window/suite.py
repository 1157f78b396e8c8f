"""Cases: a key counts once in a window."""

from workbook.coding.suite import case


@case("behaviour")
def once(t):
    """The first event of a key is new, the next with that key is not."""
    t.expect(t.make(window=10).first.each(["a", "a", "a"]), [True, False, False])


@case("behaviour")
def keys_apart(t):
    """Each key counts for itself."""
    t.expect(t.make(window=10).first.each(["a", "b", "a", "c"]), [True, True, False, True])


@case("behaviour")
def within(t):
    """A key is a duplicate until just before the window has passed."""
    seen = t.make(window=10)
    seen.first("a")
    t.at(9.75)
    t.expect(seen.first("a"), False)


@case("behaviour")
def after(t):
    """When the window has passed the key is new again."""
    seen = t.make(window=10)
    seen.first("a")
    t.at(10)
    t.expect(seen.first.each(["a", "a"]), [True, False])


@case("behaviour")
def duplicates_renew_nothing(t):
    """The window runs from the event that was new, however often it is repeated."""
    seen = t.make(window=10)
    seen.first("a")
    for seconds in (4, 8):
        t.at(seconds)
        seen.first("a")
    t.at(11)
    t.expect(seen.first("a"), True)


@case("behaviour")
def windows_of_their_own(t):
    """Each key's window begins with its own first event."""
    seen = t.make(window=10)
    seen.first("a")
    t.at(6)
    seen.first("b")
    t.at(12)
    t.expect(seen.first.each(["a", "b"]), [True, False])


@case("behaviour")
def a_window_starts_anew(t):
    """A key that was new again has a whole window again."""
    seen = t.make(window=10)
    seen.first("a")
    t.at(15)
    seen.first("a")
    t.at(24)
    t.expect(seen.first("a"), False)


@case("behaviour")
def short_windows(t):
    """A window may be a fraction of a second."""
    seen = t.make(window=0.5)
    found = [seen.first("a")]
    for seconds in (0.25, 0.5):
        t.at(seconds)
        found.append(seen.first("a"))
    t.expect(found, [True, False, True])


@case("failure cases")
def no_window(t):
    """A window of nothing or less is refused with a ValueError."""
    t.refuses("ValueError", t.make, window=0)
    t.refuses("ValueError", t.make, window=-1)


@case("failure cases")
def no_key(t):
    """An event without a key is refused with a ValueError, every time."""
    seen = t.make(window=10)
    t.refuses("ValueError", seen.first, "")
    t.refuses("ValueError", seen.first, "")


@case("failure cases")
def exact_keys(t):
    """Keys that differ by case or a space are different keys."""
    t.expect(t.make(window=10).first.each(["a", "A", "a ", " a"]), [True] * 4)


@case("failure cases")
def long_silence(t):
    """After a long silence every key is new, and duplicates are found at once."""
    seen = t.make(window=10)
    seen.first.each([f"k{n}" for n in range(100)])
    t.at(1e6)
    t.expect(seen.first.each(["k0", "k99", "k0"]), [True, True, False])


@case("concurrency")
def one_winner(t):
    """Of many threads that bring the same event one is told that it is new."""
    seen = t.make(window=10)
    keys = [f"k{n}" for n in range(12)]
    rows = t.threads([[(seen.first, key) for key in keys]] * 8)
    t.expect([sum(column) for column in zip(*rows, strict=True)], [1] * 12, "new, by key:")


@case("concurrency")
def one_winner_again(t):
    """The same holds when the window has passed and the key is new again."""
    seen = t.make(window=10)
    seen.first.each(["a", "b", "c"])
    t.at(10)
    rows = t.threads([[(seen.first, key) for key in "abc"]] * 8)
    t.expect([sum(column) for column in zip(*rows, strict=True)], [1, 1, 1], "new, by key:")


@case("scale")
def many_keys(t):
    """Thirty thousand events of ten thousand keys."""
    seen = t.make(window=60)
    t.expect(sum(seen.first.each([f"k{n % 10_000}" for n in range(30_000)])), 10_000, "new:")


@case("scale")
def expiring_all_the_time(t):
    """Keys that run out while others come cost no more for that."""
    seen = t.make(window=50)
    found = []
    for second in range(100):
        t.at(second)
        found.append(sum(seen.first.each([f"{second}-{n}" for n in range(200)])))
    t.expect(found, [200] * 100, "new, by second:")


@case("scale", change=True)
def forgets(t):
    """Keys whose window has passed take no memory."""
    seen = t.make(window=2)

    def seconds(first, last):
        for second in range(first, last):
            t.at(second)
            seen.first.each([f"an-idempotency-key-{second}-{n}" for n in range(4_000)])

    seconds(0, 8)
    before = t.memory()
    seconds(8, 42)
    t.between(t.memory() - before, -1_000, 10, "MB more after 136,000 further keys:")


@case("behaviour", change=True)
def forgets_no_sooner(t):
    """A key is remembered to the end of its window, however many came after it."""
    seen = t.make(window=10)
    seen.first("a")
    t.at(9)
    seen.first.each([f"k{n}" for n in range(5_000)])
    t.expect(seen.first("a"), False)
