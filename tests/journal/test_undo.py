import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from workbook.journal import open_journal

from .kinds import Note, Span


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
    assert not journal.can_undo(Note)
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
    assert not journal.can_undo(Note)
    assert journal.can_undo(Note, Span)
    assert journal.undo(Note, Span).record_id == "s"


def test_undo_needs_to_know_what_it_may_touch(journal):
    with pytest.raises(TypeError, match="kinds"):
        journal.undo()


def test_undo_finds_its_way_past_many_revisions_of_other_kinds(journal):
    journal.save(Note(id="n"))
    journal.save_all(Span() for _ in range(700))
    assert journal.undo(Note).record_id == "n"
    assert not journal.can_undo(Note)


def test_what_was_saved_in_one_piece_is_taken_back_in_one(journal):
    journal.save(Note(id="before", score=1))
    journal.save_all([Note(id="a"), Span(id="s"), Note(id="before", score=2)])
    journal.undo(Note, Span)
    assert [note.score for note in journal.records(Note)] == [1]
    assert journal.records(Span) == []
    journal.undo(Note, Span)
    assert journal.records(Note) == []
    assert not journal.can_undo(Note, Span)


def test_history_keeps_everything_that_was_undone(journal):
    for score in range(3):
        journal.save(Note(id="n", score=score))
    while journal.undo(Note):
        pass
    kept = [each.record and each.record.score for each in journal.history(Note)]
    assert kept == [0, 1, 2, 1, 0, None]


class UndoMachine(RuleBasedStateMachine):
    """Against a model that keeps a stack of whole states: undo pops one."""

    def __init__(self):
        super().__init__()
        self.journal = open_journal("sqlite://")
        self.states: list[dict[str, int]] = [{}]

    @rule(scores=st.dictionaries(st.sampled_from("abc"), st.integers(0, 4), min_size=1))
    def save_all(self, scores):
        self.journal.save_all(Note(id=name, score=score) for name, score in scores.items())
        self.states.append(self.states[-1] | scores)

    @rule(name=st.sampled_from("abc"), score=st.integers(0, 4))
    def save(self, name, score):
        self.journal.save(Note(id=name, score=score))
        self.states.append(self.states[-1] | {name: score})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data())
    def delete(self, data):
        name = data.draw(st.sampled_from(sorted(self.states[-1])))
        self.journal.delete(Note, name)
        self.states.append({key: value for key, value in self.states[-1].items() if key != name})

    @rule()
    def save_something_else(self):
        self.journal.save(Span())

    @rule()
    def undo(self):
        undone = self.journal.undo(Note)
        if len(self.states) == 1:
            assert undone is None
        else:
            self.states.pop()

    @invariant()
    def the_journal_is_in_the_state_of_the_model(self):
        found = {each.id: each.score for each in self.journal.records(Note)}
        assert found == self.states[-1]
        assert self.journal.can_undo(Note) == (len(self.states) > 1)

    def teardown(self):
        self.journal.close()


TestUndoSequences = UndoMachine.TestCase
TestUndoSequences.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
