"""Cases: a cap on each tenant's share, under load."""

from workbook.coding.suite import case


@case("behaviour")
def alone_and_idle(t):
    """While less than the busy part is taken, one tenant may take it all."""
    cap = t.make(capacity=10, share=0.2, busy=0.5)
    t.expect(cap.allow.each(["a"] * 5), [True] * 5)


@case("behaviour")
def capped_when_busy(t):
    """Once the busy part is taken, a tenant that has its share is refused."""
    cap = t.make(capacity=10, share=0.2, busy=0.5)
    cap.allow.each(["a"] * 5)
    t.expect(cap.allow("a"), False)


@case("behaviour")
def others_go_on(t):
    """Under load a tenant below its share is still served, up to its share."""
    cap = t.make(capacity=10, share=0.2, busy=0.5)
    cap.allow.each(["a"] * 5)
    t.expect(cap.allow.each(["b", "b", "b"]), [True, True, False])


@case("behaviour")
def never_over_capacity(t):
    """A second never grants more than the capacity, shares or no shares."""
    cap = t.make(capacity=4, share=0.5, busy=0.5)
    for second in range(3):
        t.at(second)
        answers = cap.allow.each(["a", "b", "c", "d", "e", "f"])
        t.expect(answers, [True] * 4 + [False] * 2)


@case("behaviour")
def new_second(t):
    """Each whole second of the clock starts with nothing taken."""
    cap = t.make(capacity=4, share=0.5, busy=0.5)
    t.at(7.9)
    cap.allow.each(["a"] * 4)
    t.at(8)
    t.expect(cap.allow.each(["a", "a", "a"]), [True, True, False])


@case("behaviour")
def new_share(t):
    """A tenant that had its share has all of it again in the next second."""
    cap = t.make(capacity=10, share=0.2, busy=0)
    for second in range(3):
        t.at(second)
        t.expect(cap.allow.each(["a", "a", "a"]), [True, True, False])


@case("behaviour")
def same_second(t):
    """Within a whole second nothing is given back."""
    cap = t.make(capacity=4, share=0.5, busy=0.5)
    cap.allow.each(["a", "a"])
    t.at(0.99)
    t.expect(cap.allow.each(["a", "b"]), [False, True])


@case("behaviour")
def whole_share_without_load(t):
    """With a busy part of all the capacity there is no cap until it is spent."""
    cap = t.make(capacity=6, share=0.1, busy=1)
    t.expect(cap.allow.each(["a"] * 7), [True] * 6 + [False])


@case("failure cases")
def refused_is_free(t):
    """Refused calls count neither as load nor towards a share."""
    cap = t.make(capacity=10, share=0.3, busy=0.4)
    cap.allow.each(["a"] * 20)
    answers = cap.allow.each(["b"] * 4 + ["c"] * 4)
    t.expect(answers, [True, True, True, False] * 2)


@case("failure cases")
def one_call_at_least(t):
    """A share that comes to less than one call is one call: nobody is shut out."""
    cap = t.make(capacity=10, share=0.01, busy=0.1)
    cap.allow("a")
    t.expect(cap.allow.each(["a", "b", "b"]), [False, True, False])


@case("failure cases")
def bad_settings(t):
    """A capacity below one, and a share or busy part outside 0 to 1, are refused."""
    for wrong in ({"capacity": 0}, {"share": 0}, {"share": 1.5}, {"busy": -0.1}, {"busy": 1.1}):
        settings = {"capacity": 10, "share": 0.2, "busy": 0.5} | wrong
        t.refuses("ValueError", t.make, **settings)


@case("failure cases")
def no_name(t):
    """A tenant without a name is refused with a ValueError, and takes no capacity."""
    cap = t.make(capacity=1, share=1, busy=1)
    t.refuses("ValueError", cap.allow, "")
    t.expect(cap.allow("a"), True)


@case("concurrency")
def capacity_holds(t):
    """Eight threads together never take more than the capacity."""
    cap = t.make(capacity=20, share=1, busy=1)
    rows = t.threads([[(cap.allow, f"t{n}")] * 8 for n in range(8)])
    t.expect(sum(map(sum, rows)), 20, "calls granted of 64:")


@case("concurrency")
def share_holds(t):
    """Threads of one tenant never take more than its share between them."""
    cap = t.make(capacity=100, share=0.1, busy=0)
    rows = t.threads([[(cap.allow, "a")] * 6] * 8)
    t.expect(sum(map(sum, rows)), 10, "calls granted of 48:")


@case("scale")
def many_tenants(t):
    """Ten thousand tenants in one second get their one call each, as far as it goes."""
    cap = t.make(capacity=8_000, share=0.0001, busy=0)
    answers = cap.allow.each([f"t{n}" for n in range(10_000)])
    t.expect(sum(answers), 8_000, "calls granted of 10,000:")


@case("scale")
def hot_tenant(t):
    """Thirty thousand calls of one tenant leave the others their shares."""
    cap = t.make(capacity=1_000, share=0.1, busy=0.5)
    t.expect(sum(cap.allow.each(["hot"] * 30_000)), 500, "calls granted to the hot one:")
    t.expect(sum(cap.allow.each(["a"] * 200)), 100, "calls granted to another:")


@case("scale", change=True)
def names_are_forgotten(t):
    """Tenants of seconds gone by take no memory."""
    cap = t.make(capacity=5_000, share=0.5, busy=1)

    def seconds(first, last):
        for second in range(first, last):
            t.at(second)
            cap.allow.each([f"tenant-{second}-{n}" for n in range(5_000)])

    seconds(0, 6)
    before = t.memory()
    seconds(6, 40)
    t.between(t.memory() - before, -1_000, 12, "MB more after 170,000 further tenants:")


@case("behaviour", change=True)
def forgotten_and_met_again(t):
    """A tenant that was forgotten starts its next second like any other."""
    cap = t.make(capacity=10, share=0.2, busy=0)
    t.expect(cap.allow.each(["a"] * 3), [True, True, False])
    t.at(1)
    cap.allow("b")
    t.at(30)
    t.expect(cap.allow.each(["a"] * 3), [True, True, False])
