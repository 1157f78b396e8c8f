"""Cases: steps with a deadline and a number of tries."""

from workbook.coding.suite import case


def started(t, *devices, limit=10, tries=3):
    fleet = t.make(limit=limit, tries=tries)
    fleet.start.each(devices)
    return fleet


@case("behaviour")
def first_step(t):
    """A device that was started is due its first step, once."""
    fleet = started(t, "d")
    t.expect(fleet.state("d"), "claim")
    t.expect(fleet.due(), [["d", "claim"]])
    t.expect(fleet.due(), [])


@case("behaviour")
def all_the_way(t):
    """Each step that is done makes the next one due; after the last the device is active."""
    fleet = started(t, "d")
    found = []
    for step in ("claim", "configure", "activate"):
        found += fleet.due()
        found.append(fleet.done("d", step))
    expected = [["d", "claim"], "configure", ["d", "configure"], "activate"]
    t.expect(found, [*expected, ["d", "activate"], "active"])
    t.expect(fleet.due(), [])


@case("behaviour")
def tried_again(t):
    """A step that is not done in time is due again, and not a moment sooner."""
    fleet = started(t, "d")
    fleet.due()
    t.at(9.5)
    t.expect(fleet.due(), [])
    t.at(10)
    t.expect(fleet.due(), [["d", "claim"]])
    t.at(19.5)
    t.expect(fleet.due(), [])


@case("behaviour")
def given_up(t):
    """When the last try has run out the device has failed, and nothing is due."""
    fleet = started(t, "d", tries=2)
    for second in (0, 10):
        t.at(second)
        t.expect(fleet.due(), [["d", "claim"]])
    t.at(19.5)
    t.expect(fleet.state("d"), "claim")
    t.at(20)
    t.expect(fleet.state("d"), "failed")
    t.expect(fleet.due(), [])


@case("behaviour")
def tries_for_each_step(t):
    """Each step has all its tries, however many the one before it took."""
    fleet = started(t, "d", tries=2)
    for second in (0, 10):
        t.at(second)
        fleet.due()
    fleet.done("d", "claim")
    for second in (11, 21):
        t.at(second)
        t.expect(fleet.due(), [["d", "configure"]])


@case("behaviour")
def late_is_done(t):
    """A step that is done late is done, while the device has not failed."""
    fleet = started(t, "d", tries=3)
    fleet.due()
    t.at(15)
    t.expect(fleet.done("d", "claim"), "configure")
    t.expect(fleet.due(), [["d", "configure"]])


@case("behaviour")
def started_again(t):
    """A failed device can be started again, from the first step and with all tries."""
    fleet = started(t, "d", tries=1)
    fleet.due()
    fleet.done("d", "claim")
    fleet.due()
    t.at(10)
    t.expect(fleet.state("d"), "failed")
    fleet.start("d")
    t.expect(fleet.due(), [["d", "claim"]])


@case("behaviour")
def devices_apart(t):
    """Each device has steps and deadlines of its own."""
    fleet = started(t, "d")
    fleet.due()
    t.at(6)
    fleet.start("e")
    fleet.due()
    t.at(10)
    t.expect(fleet.due(), [["d", "claim"]])
    t.at(16)
    t.expect(fleet.due(), [["e", "claim"]])


@case("failure cases")
def done_twice(t):
    """A step that was done already changes nothing: the state is returned."""
    fleet = started(t, "d")
    fleet.due()
    fleet.done("d", "claim")
    t.expect(fleet.done("d", "claim"), "configure")


@case("failure cases")
def done_too_soon(t):
    """A step that comes later, or that nobody knows, is refused with a ValueError."""
    fleet = started(t, "d")
    fleet.due()
    t.refuses("ValueError", fleet.done, "d", "activate")
    t.refuses("ValueError", fleet.done, "d", "explode")
    t.expect(fleet.state("d"), "claim")


@case("failure cases")
def unknown_device(t):
    """A device that was never started has no state, and nothing of it can be done."""
    fleet = started(t)
    t.expect(fleet.state("d"), None)
    t.refuses("ValueError", fleet.done, "d", "claim")


@case("failure cases")
def started_twice(t):
    """Starting a device that is on its way, or active, is refused with a ValueError."""
    fleet = started(t, "d")
    t.refuses("ValueError", fleet.start, "d")
    for step in ("claim", "configure", "activate"):
        fleet.done("d", step)
    t.refuses("ValueError", fleet.start, "d")


@case("failure cases")
def too_late(t):
    """What is done after the device has failed changes nothing: it stays failed."""
    fleet = started(t, "d", tries=1)
    fleet.due()
    t.at(10)
    t.expect(fleet.done("d", "claim"), "failed")


@case("failure cases")
def bad_settings(t):
    """A limit of nothing, and fewer tries than one, are refused with a ValueError."""
    t.refuses("ValueError", t.make, limit=0, tries=1)
    t.refuses("ValueError", t.make, limit=1, tries=0)


@case("behaviour")
def short_limits(t):
    """A limit may be a fraction of a second."""
    fleet = started(t, "d", limit=0.5)
    fleet.due()
    t.at(0.25)
    t.expect(fleet.due(), [])
    t.at(0.5)
    t.expect(fleet.due(), [["d", "claim"]])


@case("concurrency")
def due_once(t):
    """Threads that ask at the same moment are given each step once between them."""
    fleet = started(t, *(f"d{n}" for n in range(12)))
    rows = t.threads([[(fleet.due,)] * 2] * 6)
    found = [device for row in rows for one in row for device, _ in one]
    t.expect(sorted(found), sorted(f"d{n}" for n in range(12)))


@case("concurrency")
def done_once(t):
    """Threads that say one step is done move the device on by one step."""
    names = [f"d{n}" for n in range(6)]
    fleet = started(t, *names)
    t.threads([[(fleet.done, name, "claim") for name in names]] * 6)
    t.expect(fleet.state.each(names), ["configure"] * 6)


@case("scale")
def many_devices(t):
    """Three thousand devices are taken through all steps."""
    names = [f"d{n}" for n in range(3_000)]
    fleet = started(t, *names)
    for step in ("claim", "configure", "activate"):
        t.expect(len(fleet.due()), 3_000, "due:")
        fleet.done.each([[name, step] for name in names])
    t.expect(set(fleet.state.each(names)), {"active"})


@case("scale")
def waves(t):
    """Devices that fail in waves are all given up, each after its own last try."""
    fleet = started(t, limit=5, tries=2)
    due = 0
    for second in range(40):
        t.at(second)
        fleet.start.each([f"{second}-{n}" for n in range(50)])
        due += len(fleet.due())
    t.expect(due, 40 * 50 + 35 * 50, "steps given out:")
    t.expect(fleet.state.each(["0-0", "29-0", "30-0"]), ["failed", "failed", "claim"])


@case("failure cases", change=True)
def back_hurries_nothing(t):
    """A clock that goes back makes no step due."""
    t.at(100)
    fleet = started(t, "d")
    fleet.due()
    t.at(40)
    t.expect(fleet.due(), [])
    t.expect(fleet.state("d"), "claim")


@case("failure cases", change=True)
def back_delays_nothing(t):
    """After the clock went back a step is due within its limit of the new time."""
    t.at(100)
    fleet = started(t, "d")
    fleet.due()
    t.at(40)
    fleet.due()
    t.at(50)
    t.expect(fleet.due(), [["d", "claim"]])


@case("failure cases", change=True)
def back_fails_in_time(t):
    """After the clock went back a device that does not answer fails as it would have."""
    t.at(100)
    fleet = started(t, "d", tries=1)
    fleet.due()
    t.at(40)
    fleet.due()
    t.at(51)
    t.expect(fleet.state("d"), "failed")
