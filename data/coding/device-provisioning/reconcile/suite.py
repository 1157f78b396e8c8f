"""Cases: what is desired against what is reported."""

from workbook.coding.suite import case


def desired(t, **config):
    fleet = t.make()
    fleet.desire("d", config)
    return fleet


@case("behaviour")
def from_nothing(t):
    """A device that has reported nothing is to be set everything, in the order of the keys."""
    t.expect(
        desired(t, wifi="on", name="x").plan("d"), [["set", "name", "x"], ["set", "wifi", "on"]]
    )


@case("behaviour")
def in_agreement(t):
    """Where report and desire agree there is nothing to do."""
    fleet = desired(t, wifi="on")
    t.expect(fleet.report("d", 0, {"wifi": "on"}), True)
    t.expect(fleet.plan("d"), [])


@case("behaviour")
def only_what_differs(t):
    """Only what differs is set."""
    fleet = desired(t, a=1, b=2, c=3)
    fleet.report("d", 1, {"a": 1, "b": 9, "c": 3})
    t.expect(fleet.plan("d"), [["set", "b", 2]])


@case("behaviour")
def too_much(t):
    """What is reported and not desired is to be unset."""
    fleet = desired(t, b=2)
    fleet.report("d", 1, {"a": 1, "b": 2, "c": 3})
    t.expect(fleet.plan("d"), [["unset", "a", None], ["unset", "c", None]])


@case("behaviour")
def new_desire(t):
    """A new desire replaces the old one as a whole."""
    fleet = desired(t, a=1)
    fleet.report("d", 1, {"a": 1})
    fleet.desire("d", {"b": 2})
    t.expect(fleet.plan("d"), [["unset", "a", None], ["set", "b", 2]])


@case("behaviour")
def newest_report(t):
    """The report with the highest version counts, whatever order they come in."""
    fleet = desired(t, a=1)
    t.expect(fleet.report.each([["d", 2, {"a": 1}], ["d", 1, {"a": 0}]]), [True, False])
    t.expect(fleet.plan("d"), [])


@case("behaviour")
def planning_changes_nothing(t):
    """A plan is made anew each time until a report says that it was carried out."""
    fleet = desired(t, a=1)
    t.expect([fleet.plan("d"), fleet.plan("d")], [[["set", "a", 1]]] * 2)


@case("behaviour")
def devices_apart(t):
    """Each device has a desire and a report of its own."""
    fleet = desired(t, a=1)
    fleet.desire("e", {"a": 1})
    fleet.report("e", 1, {"a": 1})
    t.expect(fleet.plan.each(["d", "e"]), [[["set", "a", 1]], []])


@case("failure cases")
def repeated_report(t):
    """A report of a version that was taken is not taken again, even if it says something else."""
    fleet = desired(t, a=1)
    t.expect(fleet.report.each([["d", 1, {"a": 1}], ["d", 1, {"a": 2}]]), [True, False])
    t.expect(fleet.plan("d"), [])


@case("failure cases")
def nothing_desired(t):
    """A device of which nothing is desired is left alone, whatever it reports."""
    fleet = t.make()
    fleet.report("d", 1, {"a": 1})
    t.expect(fleet.plan.each(["d", "other"]), [[], []])


@case("failure cases")
def empty_desire(t):
    """An empty desire is a desire: everything is to be unset."""
    fleet = desired(t)
    fleet.report("d", 1, {"a": 1})
    t.expect(fleet.plan("d"), [["unset", "a", None]])


@case("failure cases")
def false_values(t):
    """A value that is false is a value: it is not the same as none."""
    fleet = desired(t, a=0, b="", c=None)
    t.expect(fleet.plan("d"), [["set", "a", 0], ["set", "b", ""], ["set", "c", None]])


@case("failure cases")
def no_version(t):
    """A version below 0 and a device without a name are refused with a ValueError."""
    fleet = t.make()
    t.refuses("ValueError", fleet.report, "d", -1, {})
    t.refuses("ValueError", fleet.report, "", 1, {})
    t.refuses("ValueError", fleet.desire, "", {})


@case("concurrency")
def highest_version_stays(t):
    """When threads report different versions the highest stays."""
    fleet = desired(t, n=47)
    rows = [[(fleet.report, "d", n * 6 + k, {"n": n * 6 + k}) for n in range(8)] for k in range(6)]
    t.threads(rows)
    t.expect(fleet.plan("d"), [])


@case("concurrency")
def taken_once(t):
    """Of many threads that report one version one is taken."""
    fleet = desired(t, a=1)
    rows = t.threads([[(fleet.report, "d", n, {"a": n}) for n in range(8)]] * 6)
    t.between(sum(map(sum, rows)), 1, 8, "reports taken of 8 versions:")


@case("scale")
def many_devices(t):
    """Five thousand devices are planned for."""
    fleet = t.make()
    fleet.desire.each([[f"d{n}", {"a": 1, "b": n}] for n in range(5_000)])
    fleet.report.each([[f"d{n}", 1, {"a": 1, "b": 0}] for n in range(5_000)])
    plans = fleet.plan.each([f"d{n}" for n in range(5_000)])
    t.expect(sum(map(len, plans)), 4_999, "steps planned:")


@case("scale")
def many_settings(t):
    """A device with five thousand settings is planned for in one go."""
    config = {f"s{n:04}": n for n in range(5_000)}
    fleet = desired(t, **config)
    fleet.report("d", 1, {**config, "s2500": -1})
    t.expect(fleet.plan("d"), [["set", "s2500", 2_500]])


@case("behaviour", change=True)
def pending(t):
    """`pending` names the devices whose plan is not empty, in alphabetical order."""
    fleet = t.make()
    fleet.desire.each([["b", {"x": 1}], ["a", {"x": 1}], ["c", {"x": 1}]])
    fleet.report.each([["c", 1, {"x": 1}], ["other", 1, {"x": 1}]])
    t.expect(fleet.pending(), ["a", "b"])
    fleet.report("a", 1, {"x": 1})
    fleet.report("c", 2, {"x": 2})
    t.expect(fleet.pending(), ["b", "c"])


@case("behaviour", change=True)
def pending_after_desire(t):
    """A new desire makes a device pending, and one that agrees makes it no longer so."""
    fleet = desired(t, x=1)
    fleet.report("d", 1, {"x": 2})
    fleet.desire("d", {"x": 2})
    t.expect(fleet.pending(), [])
    fleet.desire("d", {"x": 3})
    t.expect(fleet.pending(), ["d"])


@case("scale", change=True)
def hot_device(t):
    """While one device reports without end, asking what is pending does not walk the fleet."""
    fleet = t.make()
    fleet.desire.each([[f"d{n}", {"x": 1, "y": 2}] for n in range(10_000)])
    fleet.report.each([[f"d{n}", 1, {"x": 1, "y": 2}] for n in range(10_000)])
    fleet.report.each([["d7", n, {"x": n}] for n in range(2, 2_002)])
    t.expect(fleet.pending.each([[]] * 2_000), [["d7"]] * 2_000)
