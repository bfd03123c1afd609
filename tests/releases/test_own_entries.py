"""Law 4, of the entries that a branch has and another has not: none is lost, and none is said twice."""

from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec.registry.ledger import (
    Action,
    Entry,
    Ledger,
    ReleaseKind,
    digest_of,
    entry_line,
    read_ledger,
)
from kompass_spec.releases.own_entries import Branch, own_entries


def chained(*entries, further=()):
    """Return a branch with entries, each after the one before it; nothing else is asked of them."""
    heads = ["0" * 64]
    made = []
    more = [*further, *({} for _ in entries)][: len(entries)]
    for entry, keys in zip(entries, more, strict=True):
        made.append(evolve(entry, previous=heads[-1]))
        heads.append(digest_of(entry_line(made[-1], keys)))
    ledger = Ledger(entries=tuple(made), head=heads[-1], heads=tuple(heads[1:]))
    return Branch(ledger, tuple(more))


def test_what_is_said_twice_is_left_out_as_often_as_it_was_published(first_published):
    """An id can be given away twice, where it was taken back between."""
    entries = read_ledger(first_published).entries
    given = evolve(entries[1], action=Action.HAND_OVER, to="kompass-partner", reason="Theirs.")
    published = chained(entries[0], given)
    own, left_out = own_entries([chained(entries[0], entries[2], given, given)], published, "main")
    assert [one.entry.id for one in own] == [entries[2].id, given.id]
    assert [(one.entry.id, one.entry.action) for one in left_out] == [(given.id, given.action)]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "red", "blue"])), max_size=8),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "red", "blue"])), max_size=8),
)
def test_nothing_is_lost_that_a_branch_says(ours, published):
    """Law 4: "A published release never changes …": what is joined and what is left out is all of it."""

    def branch(said):
        made = [
            Entry(
                action=Action.WITHDRAW, kind=ReleaseKind.EDITION, id=f"xx-{number}", version="1.0.0",
                sha256="0" * 64, file=f"releases/xx-{number}/1.0.0.json", date="2027-03-01",
                reviewed_by=("A",), previous="", reason="Wrong.", form=2, core="0.2.0", rules=1,
            )
            for number, _ in [(9, ""), *said]
        ]  # fmt: skip
        return chained(*made, further=[{}, *({"colour": colour} if colour else {} for _, colour in said)])

    here, there = branch(ours), branch(published)
    own, left_out = own_entries([here], there, "main")
    shared = len(set(here.ledger.heads()) & set(there.ledger.heads()))

    def said(entries, keys):
        return sorted((entry.id, str(further)) for entry, further in zip(entries, keys, strict=True))

    told = [*own, *left_out]
    lines = said([one.entry for one in told], [one.further for one in told])
    assert lines == said(here.ledger.entries[shared:], here.further[shared:])
    for one in left_out:
        assert one.further in there.further[shared:]
