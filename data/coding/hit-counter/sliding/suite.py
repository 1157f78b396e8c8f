"""Cases: hits within the last seconds, exactly."""

from workbook.coding.suite import case


def hit_at(t, counter, *times):
    for seconds in times:
        t.at(seconds)
        counter.hit("/")


@case("behaviour")
def counts(t):
    """Hits are counted."""
    counter = t.make(seconds=60)
    counter.hit.each(["/"] * 3)
    t.expect(counter.count("/"), 3)


@case("behaviour")
def pages_apart(t):
    """Each page counts for itself; one that nobody has hit has none."""
    counter = t.make(seconds=60)
    counter.hit.each(["/", "/", "/about"])
    t.expect(counter.count.each(["/", "/about", "/other"]), [2, 1, 0])


@case("behaviour")
def leaves(t):
    """A hit counts for less than the given seconds, to the moment."""
    counter = t.make(seconds=60)
    counter.hit("/")
    t.at(59.75)
    t.expect(counter.count("/"), 1)
    t.at(60)
    t.expect(counter.count("/"), 0)


@case("behaviour")
def slides(t):
    """Hits leave one by one, and not with the minute."""
    counter = t.make(seconds=60)
    hit_at(t, counter, 0, 30, 59)
    found = []
    for seconds in (61, 91, 118.5, 119):
        t.at(seconds)
        found.append(counter.count("/"))
    t.expect(found, [2, 1, 1, 0], "hits at 61, 91, 118.5 and 119 s:")


@case("behaviour")
def asking_changes_nothing(t):
    """Asking twice gives the same answer."""
    counter = t.make(seconds=60)
    hit_at(t, counter, 0, 10)
    t.expect(counter.count.each(["/", "/"]), [2, 2])


@case("behaviour")
def short_times(t):
    """The time may be a fraction of a second."""
    counter = t.make(seconds=0.5)
    hit_at(t, counter, 0, 0.25)
    t.at(0.5)
    t.expect(counter.count("/"), 1)


@case("failure cases")
def no_time(t):
    """A time of nothing or less is refused with a ValueError."""
    t.refuses("ValueError", t.make, seconds=0)
    t.refuses("ValueError", t.make, seconds=-5)


@case("failure cases")
def no_page(t):
    """A hit on a page without a name is refused with a ValueError."""
    t.refuses("ValueError", t.make(seconds=60).hit, "")


@case("failure cases")
def same_moment(t):
    """Hits at the same moment all count, and all leave together."""
    counter = t.make(seconds=60)
    counter.hit.each(["/"] * 50)
    t.at(60)
    counter.hit("/")
    t.expect(counter.count("/"), 1)


@case("failure cases")
def long_silence(t):
    """After a long silence nothing is left, and counting goes on."""
    counter = t.make(seconds=60)
    hit_at(t, counter, 0, 1, 2)
    t.at(1e6)
    t.expect(counter.count("/"), 0)
    counter.hit("/")
    t.expect(counter.count("/"), 1)


@case("concurrency")
def none_lost(t):
    """No hit is lost between threads."""
    counter = t.make(seconds=60)
    t.threads([[(counter.hit, "/"), (counter.hit, "/about")] * 5] * 8)
    t.expect(counter.count.each(["/", "/about"]), [40, 40])


@case("concurrency")
def first_hit(t):
    """Threads that hit a page for the first time lose no hit."""
    counter = t.make(seconds=60)
    pages = [f"/{n}" for n in range(12)]
    t.threads([[(counter.hit, page) for page in pages]] * 6)
    t.expect(counter.count.each(pages), [6] * 12)


@case("scale")
def many_pages(t):
    """Ten thousand pages with three hits each."""
    counter = t.make(seconds=60)
    counter.hit.each([f"/{n % 10_000}" for n in range(30_000)])
    t.expect(counter.count.each(["/0", "/9999"]), [3, 3])


@case("scale")
def asked_often(t):
    """Asking twenty thousand times costs nothing by the number of hits."""
    counter = t.make(seconds=60)
    for second in range(20):
        t.at(second)
        counter.hit.each(["/"] * 1_000)
    t.expect(set(counter.count.each(["/"] * 20_000)), {20_000})


@case("scale", change=True)
def a_hot_page(t):
    """A million hits at a few moments take no memory by the hit."""
    counter = t.make(seconds=60)
    counter.hit.each([["/", 1_000]] * 10)
    before = t.memory()
    for second in range(1, 20):
        t.at(second)
        counter.hit.each([["/", 1_000_000]] * 5)
    t.expect(counter.count("/"), 95_010_000)
    t.between(t.memory() - before, -1_000, 10, "MB more after 95 million hits:")
