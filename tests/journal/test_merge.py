import json

from hypothesis import given
from hypothesis import strategies as st

from workbook.journal.merge import merge

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 2),
    st.sampled_from([0.0, 1.0]),
    st.text("ab", max_size=2),
    st.lists(st.integers(0, 1), max_size=2),
    st.dictionaries(st.sampled_from("xy"), st.booleans()),
)
bodies = st.dictionaries(st.sampled_from("abcd"), values)


ABSENT = object()


def as_json(value):
    """1, 1.0 and True are equal to Python and different in JSON; the order of names is nothing."""
    return value if value is ABSENT else json.dumps(value, sort_keys=True)


@given(bodies, bodies)
def test_who_changed_nothing_takes_the_other_side_whole(base, changed):
    for theirs, ours in ((changed, base), (base, changed)):
        merged, conflicts = merge(base, theirs, ours)
        assert as_json(merged) == as_json(changed)
        assert conflicts == ()


@given(bodies, bodies)
def test_the_same_change_on_both_sides_is_no_conflict(base, changed):
    merged, conflicts = merge(base, changed, dict(changed))
    assert merged == changed
    assert conflicts == ()


@given(bodies, bodies, bodies)
def test_no_change_of_ours_is_ever_lost(base, theirs, ours):
    merged, _ = merge(base, theirs, ours)
    for name in {*base, *ours}:
        if as_json(ours.get(name, ABSENT)) != as_json(base.get(name, ABSENT)):
            assert as_json(merged.get(name, ABSENT)) == as_json(ours.get(name, ABSENT))


@given(bodies, bodies, bodies)
def test_a_change_of_theirs_is_taken_or_named(base, theirs, ours):
    merged, conflicts = merge(base, theirs, ours)
    for name in {*base, *theirs}:
        if as_json(theirs.get(name, ABSENT)) != as_json(base.get(name, ABSENT)):
            taken = as_json(merged.get(name, ABSENT)) == as_json(theirs.get(name, ABSENT))
            assert taken != (name in conflicts)


@given(bodies, bodies, bodies)
def test_both_sides_agree_on_what_is_in_conflict(base, theirs, ours):
    assert set(merge(base, theirs, ours)[1]) == set(merge(base, ours, theirs)[1])


def test_a_list_is_one_value():
    merged, conflicts = merge({"t": ["a"]}, {"t": ["a", "b"]}, {"t": ["a", "c"]})
    assert merged == {"t": ["a", "c"]}
    assert conflicts == ("t",)
