"""Cases: a machine of states and events, strict."""

from workbook.coding.suite import case

ALL_THE_WAY = ["register", "claim", "configure", "activate"]


def reached(t, *events):
    devices = t.make()
    devices.handle.each([["d", event] for event in events])
    return devices


@case("behaviour")
def all_the_way(t):
    """Each event leads to its state, and the state is returned."""
    found = t.make().handle.each([["d", event] for event in ALL_THE_WAY])
    t.expect(found, ["registered", "claimed", "configured", "active"])


@case("behaviour")
def state_is_told(t):
    """The state can be asked for; a device that nobody registered has None."""
    t.expect(reached(t, "register", "claim").state.each(["d", "other"]), ["claimed", None])


@case("behaviour")
def suspend_and_resume(t):
    """An active device can be suspended and resumed, again and again."""
    devices = reached(t, *ALL_THE_WAY)
    found = devices.handle.each([["d", event] for event in ("suspend", "resume") * 2])
    t.expect(found, ["suspended", "active"] * 2)


@case("behaviour")
def retired_from_anywhere(t):
    """A device can be retired from each state."""
    for steps in range(1, 5):
        t.expect(reached(t, *ALL_THE_WAY[:steps]).handle("d", "retire"), "retired")
    t.expect(reached(t, *ALL_THE_WAY, "suspend").handle("d", "retire"), "retired")


@case("behaviour")
def devices_apart(t):
    """Each device has a state of its own."""
    devices = reached(t, "register", "claim")
    devices.handle("e", "register")
    t.expect(devices.state.each(["d", "e"]), ["claimed", "registered"])


@case("behaviour")
def history(t):
    """The history holds each state with the time at which it was entered."""
    devices = t.make()
    for second, event in enumerate(ALL_THE_WAY[:3]):
        t.at(second * 10)
        devices.handle("d", event)
    t.expect(devices.history("d"), [["registered", 0], ["claimed", 10], ["configured", 20]])
    t.expect(devices.history("other"), [])


@case("failure cases")
def out_of_turn(t):
    """An event that the state does not allow is refused with a ValueError."""
    for event in ("register", "configure", "activate", "suspend", "resume"):
        t.refuses("ValueError", reached(t, "register").handle, "d", event)
    t.refuses("ValueError", t.make().handle, "d", "claim")


@case("failure cases")
def refused_changes_nothing(t):
    """A refused event changes neither the state nor the history."""
    devices = reached(t, "register")
    t.refuses("ValueError", devices.handle, "d", "activate")
    t.expect(devices.state("d"), "registered")
    t.expect(devices.history("d"), [["registered", 0]])
    t.refuses("ValueError", devices.handle, "e", "claim")
    t.expect(devices.state("e"), None)


@case("failure cases")
def unknown_event(t):
    """An event that nobody knows is refused with a ValueError."""
    t.refuses("ValueError", reached(t, "register").handle, "d", "explode")


@case("failure cases")
def retired_is_the_end(t):
    """Nothing happens to a retired device any more."""
    for event in (*ALL_THE_WAY, "suspend", "resume", "retire"):
        t.refuses("ValueError", reached(t, "register", "retire").handle, "d", event)


@case("concurrency")
def one_winner(t):
    """Of many threads that bring one step one makes it, and the others are refused."""
    devices = t.make()
    names = [f"d{n}" for n in range(6)]
    devices.handle.each([[name, "register"] for name in names])
    try:
        t.threads([[(devices.handle, name, "claim") for name in names]] * 6)
    except Exception as error:
        if "ValueError" not in getattr(error, "kinds", ()):
            raise
    t.expect([len(one) for one in devices.history.each(names)], [2] * 6, "entries by device:")


@case("concurrency")
def devices_side_by_side(t):
    """Threads that take devices of their own through all steps do not disturb each other."""
    devices = t.make()
    rows = [[(devices.handle, f"d{n}", event) for event in ALL_THE_WAY] for n in range(8)]
    found = t.threads(rows)
    t.expect([row[-1] for row in found], ["active"] * 8)


@case("scale")
def many_devices(t):
    """Five thousand devices are taken through all steps."""
    devices = t.make()
    rows = [[f"d{n}", event] for event in ALL_THE_WAY for n in range(5_000)]
    t.expect(devices.handle.each(rows).count("active"), 5_000, "active:")


@case("scale")
def long_life(t):
    """A device that is suspended and resumed ten thousand times is handled as fast as a new one."""
    devices = reached(t, *ALL_THE_WAY)
    devices.handle.each([["d", event] for event in ("suspend", "resume") * 10_000])
    t.expect(devices.state("d"), "active")


@case("behaviour", change=True)
def repeated(t):
    """An event whose number was handled changes nothing, and the state is returned."""
    devices = t.make()
    rows = [["d", "register", 1], ["d", "claim", 2], ["d", "claim", 2], ["d", "register", 1]]
    t.expect(devices.handle.each(rows), ["registered", "claimed", "claimed", "claimed"])
    t.expect(len(devices.history("d")), 2, "entries:")


@case("behaviour", change=True)
def early(t):
    """An event that is early waits for those before it, and takes its turn when they come."""
    devices = t.make()
    rows = [["d", "register", 1], ["d", "configure", 3], ["d", "activate", 4], ["d", "claim", 2]]
    t.expect(devices.handle.each(rows), ["registered", "registered", "registered", "active"])


@case("failure cases", change=True)
def early_and_repeated(t):
    """An early event that comes twice takes one turn."""
    devices = t.make()
    steps = ["register", "claim", "configure", "activate", "suspend", "resume"]
    order = [1, 3, 3, 6, 5, 4, 2, 6, 5]
    devices.handle.each([["d", steps[n - 1], n] for n in order])
    t.expect(devices.state("d"), "active")
    t.expect(len(devices.history("d")), 6, "entries:")


@case("failure cases", change=True)
def numbers_of_their_own(t):
    """Each device counts its own events; nothing is None before the first has come."""
    devices = t.make()
    rows = [["d", "claim", 2], ["e", "register", 1], ["d", "register", 1]]
    t.expect(devices.handle.each(rows), [None, "registered", "claimed"])
