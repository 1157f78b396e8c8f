import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from workbook.journal import open_journal

from .kinds import Note, Span

pytestmark = pytest.mark.slow


def test_undo_brings_back_the_state_before_and_says_what_it_undoes(journal):
    journal.save(Note(id="n", score=1))
    second = journal.save(Note(id="n", score=2))
    undone = journal.undo(Note)
    assert undone.record == Note(id="n", score=1)
    assert undone.undoes == second.id
    assert journal.get(Note, "n").score == 1


def test_undoing_the_first_save_takes_the_record_away(journal):
    journal.save(Note(id="n"))
    assert journal.undo(Note).record is None
    assert journal.records(Note) == []
    assert journal.undoable(Note) is None
    assert journal.undo(Note) is None


def test_undoing_a_deletion_brings_the_record_back_in_its_old_place(journal):
    for name in "abc":
        journal.save(Note(id=name))
    journal.delete(Note, "b")
    journal.undo(Note)
    assert [each.id for each in journal.records(Note)] == ["a", "b", "c"]


def test_undo_touches_only_the_kinds_it_is_given(journal):
    journal.save(Note(id="n"))
    journal.save(Span(id="s"))
    assert journal.undo(Note).record_id == "n"
    assert journal.undoable(Note) is None
    assert journal.undoable(Note, Span)
    assert journal.undo(Note, Span).record_id == "s"


def test_undo_finds_its_way_past_many_revisions_of_other_kinds(journal):
    journal.save(Note(id="n"))
    journal.save_all(Span() for _ in range(700))
    assert journal.undo(Note).record_id == "n"
    assert journal.undoable(Note) is None


def test_what_was_saved_in_one_piece_is_taken_back_in_one(journal):
    journal.save(Note(id="before", score=1))
    journal.save_all([Note(id="a"), Span(id="s"), Note(id="before", score=2)])
    journal.undo(Note, Span)
    assert [note.score for note in journal.records(Note)] == [1]
    assert journal.records(Span) == []
    journal.undo(Note, Span)
    assert journal.records(Note) == []
    assert journal.undoable(Note, Span) is None


def test_history_keeps_everything_that_was_undone(journal):
    for score in range(3):
        journal.save(Note(id="n", score=score))
    while journal.undo(Note):
        pass
    kept = [each.record and each.record.score for each in journal.history(Note)]
    assert kept == [0, 1, 2, 1, 0, None]


def test_undoable_and_redoable_name_what_they_alter_before_it_is_done(journal):
    journal.save(Note(id="n", score=3))
    journal.save_all([Note(id="n", score=2), Note(id="m"), Span(id="s")])
    change = journal.undoable(Note)
    assert change.records == (
        (Note, "m", Note(id="m"), None),
        (Note, "n", Note(id="n", score=2), Note(id="n", score=3)),
    )
    assert journal.redoable(Note) is None
    journal.undo(Note)
    back = {(each.record_id, each.before, each.after) for each in journal.redoable(Note).records}
    assert back == {(each.record_id, each.after, each.before) for each in change.records}
    assert [each.id for each in journal.records(Span)] == ["s"]


def test_redo_is_offered_until_something_else_of_these_kinds_is_saved(journal):
    journal.save(Note(id="n", score=1))
    journal.undo(Note)
    journal.save(Span())
    assert journal.redo(Note).record == Note(id="n", score=1)
    journal.undo(Note)
    journal.save(Note(id="m"))
    assert journal.redoable(Note) is None
    assert journal.redo(Note) is None
    assert [each.id for each in journal.records(Note)] == ["m"]


def test_a_save_that_changed_nothing_is_passed_over(journal):
    journal.save(Note(id="n", score=1))
    journal.save(Note(id="n", score=2))
    journal.save(Note(id="n", score=2))
    assert journal.undo(Note).record.score == 1
    assert journal.redo(Note).record.score == 2


class UndoMachine(RuleBasedStateMachine):
    """Against a model that keeps whole states on two stacks: undo and redo move one across."""

    def __init__(self):
        super().__init__()
        self.journal = open_journal("sqlite://")
        self.states: list[dict[str, int]] = [{}]
        self.undone: list[dict[str, int]] = []

    def change(self, state):
        self.undone.clear()
        if state != self.states[-1]:
            self.states.append(state)

    @rule(scores=st.dictionaries(st.sampled_from("abc"), st.integers(0, 4), min_size=1))
    def save_all(self, scores):
        self.journal.save_all(Note(id=name, score=score) for name, score in scores.items())
        self.change(self.states[-1] | scores)

    @rule(name=st.sampled_from("abc"), score=st.integers(0, 4))
    def save(self, name, score):
        self.journal.save(Note(id=name, score=score))
        self.change(self.states[-1] | {name: score})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data())
    def delete(self, data):
        name = data.draw(st.sampled_from(sorted(self.states[-1])))
        self.journal.delete(Note, name)
        self.change({key: value for key, value in self.states[-1].items() if key != name})

    @rule()
    def save_something_else(self):
        self.journal.save(Span())

    @rule()
    def undo(self):
        undone = self.journal.undo(Note)
        assert (undone is None) == (len(self.states) == 1)
        if undone:
            self.undone.append(self.states.pop())

    @rule()
    def redo(self):
        redone = self.journal.redo(Note)
        assert (redone is None) == (not self.undone)
        if redone:
            self.states.append(self.undone.pop())

    @invariant()
    def the_journal_is_in_the_state_of_the_model(self):
        found = {each.id: each.score for each in self.journal.records(Note)}
        assert found == self.states[-1]
        below = self.states[-2] if len(self.states) > 1 else None
        above = self.undone[-1] if self.undone else None
        assert self.after(self.journal.undoable(Note)) == below
        assert self.after(self.journal.redoable(Note)) == above

    def after(self, change):
        """What the records would be."""
        if change is None:
            return None
        state = dict(self.states[-1])
        for _, name, before, after in change.records:
            assert (before and before.score) == state.pop(name, None)
            state |= {name: after.score} if after else {}
        return state

    def teardown(self):
        self.journal.close()


TestUndoSequences = UndoMachine.TestCase
TestUndoSequences.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
