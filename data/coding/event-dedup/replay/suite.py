"""Cases: an event is handled once and its result replayed."""

from workbook.coding.suite import case


def made(t, answers=None, default="done", keep=100):
    handle = t.stub(answers, default)
    return t.make(handle=handle, keep=keep), handle


@case("behaviour")
def handled(t):
    """A new event is handled, and its result returned."""
    events, handle = made(t, {"pay 5": "paid 5"})
    t.expect(events.submit("k1", "pay 5"), "paid 5")
    t.expect(handle.asked(), [["pay 5"]])


@case("behaviour")
def replayed(t):
    """A repeated event gets the first result, and is not handled again."""
    events, handle = made(t, {"pay 5": "paid 5"})
    t.expect(events.submit.each([["k1", "pay 5"]] * 3), ["paid 5"] * 3)
    t.expect(len(handle.asked()), 1, "times handled:")


@case("behaviour")
def keys_not_payloads(t):
    """Two events with one payload and two keys are two events."""
    events, handle = made(t)
    events.submit.each([["k1", "pay 5"], ["k2", "pay 5"]])
    t.expect(handle.asked(), [["pay 5"], ["pay 5"]])


@case("behaviour")
def results_apart(t):
    """Each key gets its own result back."""
    events, _ = made(t, {"a": 1, "b": 2})
    t.expect(events.submit.each([["k1", "a"], ["k2", "b"], ["k1", "a"]]), [1, 2, 1])


@case("behaviour")
def kept_for_a_time(t):
    """A result is kept for `keep` seconds from the handling; after that the key is new."""
    events, handle = made(t, keep=10)
    events.submit("k1", "a")
    t.at(9.5)
    events.submit("k1", "a")
    t.expect(len(handle.asked()), 1, "times handled by 9.5 s:")
    t.at(10)
    events.submit("k1", "a")
    t.expect(len(handle.asked()), 2, "times handled by 10 s:")
    t.at(19)
    events.submit("k1", "a")
    t.expect(len(handle.asked()), 2, "times handled by 19 s:")


@case("behaviour")
def kept_briefly(t):
    """The keeping time may be a fraction of a second."""
    events, handle = made(t, keep=0.5)
    for seconds in (0, 0.25, 0.5):
        t.at(seconds)
        events.submit("k1", "a")
    t.expect(len(handle.asked()), 2, "times handled:")


@case("behaviour")
def nothing_is_a_result(t):
    """A handler that returns None has been run, and is not run again."""
    events, handle = made(t, default=None)
    t.expect(events.submit.each([["k1", "a"]] * 2), [None, None])
    t.expect(len(handle.asked()), 1, "times handled:")


@case("failure cases")
def another_payload(t):
    """A known key with another payload is refused with a ValueError, and nothing is handled."""
    events, handle = made(t)
    events.submit("k1", "pay 5")
    t.refuses("ValueError", events.submit, "k1", "pay 500")
    t.expect(events.submit("k1", "pay 5"), "done")
    t.expect(len(handle.asked()), 1, "times handled:")


@case("failure cases")
def a_failure_is_raised(t):
    """What the handler raises reaches the caller."""
    events, _ = made(t, {"bad": {"raise": "no bank"}})
    t.refuses("RuntimeError", events.submit, "k1", "bad")


@case("failure cases")
def a_failure_is_not_kept(t):
    """An event whose handling failed may be tried again with the same key."""
    events, handle = made(t, {"bad": {"raise": "no bank"}})
    t.refuses("RuntimeError", events.submit, "k1", "bad")
    t.refuses("RuntimeError", events.submit, "k1", "bad")
    t.expect(len(handle.asked()), 2, "times handled:")


@case("failure cases")
def after_a_failure_another_payload(t):
    """A key whose handling failed is free: the corrected payload is handled."""
    events, _ = made(t, {"bad": {"raise": "no bank"}})
    t.refuses("RuntimeError", events.submit, "k1", "bad")
    t.expect(events.submit("k1", "good"), "done")


@case("failure cases")
def bad_settings(t):
    """A keeping time of nothing, and an event without a key, are refused with a ValueError."""
    t.refuses("ValueError", made, t, keep=0)
    events, handle = made(t)
    t.refuses("ValueError", events.submit, "", "a")
    t.expect(handle.asked(), [])


@case("concurrency")
def handled_once(t):
    """Of many threads with one event one handles it, and all get its result."""
    events, handle = made(t)
    keys = [f"k{n}" for n in range(8)]
    rows = t.threads([[(events.submit, key, "a") for key in keys]] * 6)
    t.expect(rows, [["done"] * 8] * 6)
    t.expect(len(handle.asked()), 8, "times handled:")


@case("concurrency")
def a_failure_wakes_all(t):
    """Threads that wait for an event that fails are not left waiting."""
    events, handle = made(t, {"bad": {"raise": "no bank"}})
    try:
        t.threads([[(events.submit, "k1", "bad")]] * 4)
    except Exception as error:
        if "RuntimeError" not in getattr(error, "kinds", ()):
            raise
    t.between(len(handle.asked()), 1, 4, "times handled:")


@case("scale")
def many_events(t):
    """Twenty thousand events, each sent twice."""
    events, handle = made(t)
    events.submit.each([[f"k{n}", n] for _ in range(2) for n in range(10_000)])
    t.expect(len(handle.asked()), 10_000, "times handled:")


@case("scale")
def running_out(t):
    """Results that run out while others come cost no more for that."""
    events, handle = made(t, keep=5)
    for second in range(60):
        t.at(second)
        events.submit.each([[f"{second}-{n}", n] for n in range(200)])
    t.expect(len(handle.asked()), 12_000, "times handled:")


@case("failure cases", change=True)
def survives(t):
    """An event that was handled before the restart is not handled again after it."""
    before, _ = made(t, {"a": 1})
    before.submit("k1", "a")
    handle = t.stub(default=2)
    after = t.make(handle=handle, keep=100, state=before.save())
    t.expect(after.submit("k1", "a"), 1)
    t.expect(handle.asked(), [])


@case("failure cases", change=True)
def conflict_survives(t):
    """After the restart a known key with another payload is still refused."""
    before, _ = made(t)
    before.submit("k1", {"amount": 5})
    after = t.make(handle=t.stub(default=2), keep=100, state=before.save())
    t.refuses("ValueError", after.submit, "k1", {"amount": 6})
    t.expect(after.submit("k1", {"amount": 5}), "done")


@case("failure cases", change=True)
def time_goes_on(t):
    """The keeping time runs from the handling, restart or not."""
    before, _ = made(t, keep=10)
    before.submit("k1", "a")
    t.at(6)
    after = t.make(handle=t.stub(default="again"), keep=10, state=before.save())
    t.at(9)
    t.expect(after.submit("k1", "a"), "done")
    t.at(10)
    t.expect(after.submit("k1", "a"), "again")
