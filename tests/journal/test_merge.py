"""The same record, changed in two places at once."""

from hypothesis import given
from hypothesis import strategies as st

from workbook.journal import Record
from workbook.journal.merge import merge

from .kinds import Note, Span
from .opened import another

bodies = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["null", "1", "2", "[1]"]))


@given(bodies, bodies)
def test_who_changed_nothing_takes_the_other_side_whole(base, changed):
    for theirs, ours in ((changed, base), (base, changed), (changed, changed)):
        assert merge(base, theirs, ours) == (changed, ())


@given(bodies, bodies, bodies)
def test_no_change_of_ours_is_lost_and_one_of_theirs_is_taken_or_named(base, theirs, ours):
    merged, conflicts = merge(base, theirs, ours)
    for name in {*base, *theirs, *ours}:
        if ours.get(name) != base.get(name):
            assert merged.get(name) == ours.get(name)
        if theirs.get(name) != base.get(name):
            assert (merged.get(name) == theirs.get(name)) != (name in conflicts)
    assert set(merge(base, ours, theirs)[1]) == set(conflicts)


def test_saving_without_change_in_between_merges_nothing(journal):
    base = journal.save(Note(id="n", score=1))
    saved = journal.save(Note(id="n", score=2), base=base)
    assert (saved.record.score, saved.conflicts) == (2, ())


def test_changes_of_two_processes_to_different_fields_are_put_together(journal, place):
    base = journal.save(Note(id="n", title="t", score=1))
    another(place).save(Note(id="n", title="theirs", score=1))
    saved = journal.save(Note(id="n", title="t", score=2), base=base)
    assert (saved.record.title, saved.record.score, saved.conflicts) == ("theirs", 2, ())
    assert journal.get(Note, "n") == saved.record


def test_a_field_that_both_changed_keeps_ours_names_it_and_keeps_theirs_in_history(journal, place):
    base = journal.save(Note(id="n", title="t", tags=("a",)))
    another(place).save(Note(id="n", title="theirs", tags=("a", "b")))
    saved = journal.save(Note(id="n", title="ours", tags=("a", "c")), base=base)
    assert (saved.record.title, saved.record.tags) == ("ours", ("a", "c"))
    assert set(saved.conflicts) == {"title", "tags"}
    assert [each.record.title for each in journal.history(Note)] == ["t", "theirs", "ours"]


def test_what_python_holds_for_equal_and_json_does_not_is_a_change(journal, place):
    class Loosely(Record):
        kind = "test-loosely"
        what: object = None
        score: int = 0

    base = journal.save(Loosely(id="l", what=1))
    another(place).save(Loosely(id="l", what=True))
    saved = journal.save(Loosely(id="l", what=1, score=2), base=base)
    assert (saved.record.what, saved.record.score) == (True, 2)
    assert saved.record.what is True


def test_an_edit_brings_back_what_another_process_deleted(journal, place):
    base = journal.save(Note(id="n", title="t", text="long work"))
    another(place).delete(Note, "n")
    saved = journal.save(Note(id="n", title="new", text="long work"), base=base)
    assert saved.record == Note(id="n", title="new", text="long work")
    assert saved.conflicts == ("title",)


def test_where_the_mixture_is_invalid_ours_is_kept_whole(journal, place):
    base = journal.save(Span(id="s", low=0, high=10))
    another(place).save(Span(id="s", low=8, high=10))
    saved = journal.save(Span(id="s", low=0, high=5), base=base)
    assert saved.record == Span(id="s", low=0, high=5)
    assert saved.conflicts == ("low",)
