"""The same record, edited in two places at once."""

import pytest

from .kinds import Note, Span
from .opened import another

pytestmark = pytest.mark.slow


def test_saving_without_change_in_between_merges_nothing(journal):
    base = journal.save(Note(id="n", score=1))
    saved = journal.save(Note(id="n", score=2), base=base)
    assert saved.record.score == 2
    assert saved.conflicts == ()


def test_changes_of_two_processes_to_different_fields_are_put_together(journal, place):
    base = journal.save(Note(id="n", title="t", score=1))
    another(place).save(Note(id="n", title="theirs", score=1))
    saved = journal.save(Note(id="n", title="t", score=2), base=base)
    assert (saved.record.title, saved.record.score, saved.conflicts) == ("theirs", 2, ())
    assert journal.get(Note, "n") == saved.record


def test_a_field_that_both_changed_keeps_ours_names_it_and_keeps_theirs_in_history(journal, place):
    base = journal.save(Note(id="n", title="t"))
    another(place).save(Note(id="n", title="theirs"))
    saved = journal.save(Note(id="n", title="ours"), base=base)
    assert (saved.record.title, saved.conflicts) == ("ours", ("title",))
    assert [each.record.title for each in journal.history(Note)] == ["t", "theirs", "ours"]


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
