"""The arithmetic of the ledger, against values worked out by hand with another tool."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.ledger import Damage, Kind, Mark, Row, Walk, chained, commitment, linked

# printf '{}' | sha256sum; printf '\n<that>' | sha256sum
EMPTY = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def chain(count: int) -> list[Row]:
    rows: list[Row] = []
    last = ""
    for position in range(1, count + 1):
        body = b'{"position":%d}' % position
        digest = chained(last, body)
        rows.append((position, position, last, digest, body, 1))
        last = digest
    return rows


def damages(rows: list[Row], kept: list[Row], marks: tuple[Mark, ...] = ()) -> list[Damage]:
    walk = Walk("c", lambda _key, _body: {}, frozenset(mark.position for mark in marks))
    found = list(walk.damages(rows))
    found += walk.ended(kept[-1][1], kept[-1][3])
    return found + list(walk.marked(marks))


def test_an_entry_is_the_digest_of_the_previous_hash_and_of_the_digest_of_its_bytes() -> None:
    assert sha256(b"{}").hexdigest() == EMPTY
    assert chained("", b"{}") == sha256(b"\n" + EMPTY.encode()).hexdigest()
    assert linked("ab", EMPTY) == sha256(b"ab\n" + EMPTY.encode()).hexdigest()


def test_a_commitment_is_the_digest_of_salt_and_value_and_a_short_salt_is_refused() -> None:
    assert commitment(b"s" * 16, b'"x"') == sha256(b"s" * 16 + b'"x"').hexdigest()
    with pytest.raises(ValueError, match="16"):
        commitment(b"s" * 15, b"")


def test_a_whole_chain_has_no_damage_and_batches_give_the_same() -> None:
    rows = chain(9)
    assert damages(rows, rows) == []
    walk = Walk("c", lambda _key, _body: {})
    assert [*walk.damages(rows[:4]), *walk.damages(rows[4:])] == []
    assert (walk.position, walk.hash) == (9, rows[-1][3])


def test_anchors_say_between_which_entries_a_chain_was_rebuilt() -> None:
    old, new = chain(8), chain(3)
    last = new[-1][3]
    for position in range(4, 9):
        body = b'{"position":%d,"x":1}' % position
        digest = chained(last, body)
        new.append((position, position, last, digest, body, 1))
        last = digest
    marks = tuple(Mark(n, old[n - 1][3], str(n)) for n in (2, 3, 6, 8))
    assert damages(new, new, marks) == [Damage(Kind.REBUILT, "c", 4, 6, "6")]


@given(st.integers(2, 12), st.data())
def test_any_rows_that_are_left_out_doubled_or_moved_are_found(count: int, data: st.DataObject) -> None:
    rows = chain(count)
    order = data.draw(st.lists(st.sampled_from(range(count)), min_size=1, max_size=count + 2))
    if order == list(range(count)):
        return
    assert damages([rows[n] for n in order], rows)


@given(st.integers(1, 10), st.data())
def test_any_flipped_bit_of_any_bytes_is_found_at_its_entry(count: int, data: st.DataObject) -> None:
    rows = chain(count)
    place = data.draw(st.integers(0, count - 1))
    key, position, previous, digest, body, agrees = rows[place]
    spoilt = bytearray(body)
    spoilt[data.draw(st.integers(0, len(body) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    touched = [*rows[:place], (key, position, previous, digest, bytes(spoilt), agrees), *rows[place + 1 :]]
    assert damages(touched, rows) == [Damage(Kind.BODY, "c", position)]
