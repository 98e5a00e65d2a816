"""The log's Merkle tree: held against RFC 9162's definition, and against a hub that forges."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.wire import merkle
from rhi_desktop.wire.merkle import EMPTY, Complete, consistency, is_consistent
from tests.unit.wire.making_vectors import LEAVES

PUBLISHED = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The roots over the first leaves as the Certificate Transparency project publishes them."""
sizes = st.integers(1, 300)


def leaves(count: int) -> list[bytes]:
    """Return so many leaves, each another."""
    return [hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(count)]


def over(contents: Sequence[bytes]) -> Complete:
    """Return how to get at complete subtrees of a log, which are asked for aligned and in powers of two."""
    hashes = [merkle.leaf(one) for one in contents]

    def complete(start: int, end: int) -> bytes:
        size = end - start
        assert size > 0
        assert size & (size - 1) == 0
        assert start % size == 0
        return merkle.folded(hashes[start:end])

    return complete


def defined(contents: Sequence[bytes]) -> bytes:
    """Return the root by the definition of RFC 9162, section 2.1.1, and nothing clever."""
    if not contents:
        return hashlib.sha256(b"").digest()
    if len(contents) == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    split = 1
    while split * 2 < len(contents):
        split *= 2
    return hashlib.sha256(b"\x01" + defined(contents[:split]) + defined(contents[split:])).digest()


@pytest.mark.parametrize("size", range(len(PUBLISHED)))
def test_roots_are_those_that_are_published(size: int) -> None:
    assert merkle.root(size, over(LEAVES)).hex() == PUBLISHED[size]


@given(size=st.integers(0, 300))
def test_roots_are_those_of_the_definition(size: int) -> None:
    contents = leaves(size)
    assert merkle.root(size, over(contents)) == defined(contents)


@given(first=sizes, second=sizes)
def test_a_log_that_has_only_grown_proves_it(first: int, second: int) -> None:
    old, new = sorted((first, second))
    contents = leaves(new)
    proof = consistency(old, new, over(contents))
    assert is_consistent(old, defined(contents[:old]), new, defined(contents), proof)
    assert len(proof) <= 2 * new.bit_length()


@given(old=sizes, more=sizes, data=st.data())
def test_a_log_in_which_something_old_was_exchanged_cannot_prove_itself(
    old: int, more: int, data: st.DataObject
) -> None:
    contents = leaves(old + more)
    seen = defined(contents[:old])
    contents[data.draw(st.integers(0, old - 1))] = b"another"
    proof = consistency(old, old + more, over(contents))
    assert not is_consistent(old, seen, old + more, defined(contents), proof)


@given(old=st.integers(2, 200), more=sizes, data=st.data())
def test_a_log_from_which_something_was_dropped_or_turned_round_cannot_prove_itself(
    old: int, more: int, data: st.DataObject
) -> None:
    contents = leaves(old + more)
    seen = defined(contents[:old])
    at = data.draw(st.integers(0, old - 2))
    for forged in (
        [*contents[:at], *contents[at + 1 :]],
        [*contents[:at], contents[at + 1], contents[at], *contents[at + 2 :]],
    ):
        proof = consistency(old, len(forged), over(forged))
        assert not is_consistent(old, seen, len(forged), defined(forged), proof)


@given(old=sizes, more=sizes, data=st.data())
def test_a_proof_that_was_altered_proves_nothing(old: int, more: int, data: st.DataObject) -> None:
    contents = leaves(old + more)
    proof = list(consistency(old, old + more, over(contents)))
    seen, now = defined(contents[:old]), defined(contents)
    at = data.draw(st.integers(0, len(proof) - 1))
    other = bytes([proof[at][0] ^ 1]) + proof[at][1:]
    assert not is_consistent(old, seen, old + more, now, [*proof[:at], other, *proof[at + 1 :]])
    assert not is_consistent(old, seen, old + more, now, [*proof[:at], *proof[at + 1 :]])
    assert not is_consistent(old, seen, old + more, now, [*proof, proof[at]])
    assert not is_consistent(old, other, old + more, now, proof)
    assert not is_consistent(old, seen, old + more, other, proof)


@given(old=sizes, more=sizes, factor=st.integers(4, 9))
def test_a_head_of_another_size_than_its_root_is_not_believed(old: int, more: int, factor: int) -> None:
    contents = leaves(old + more)
    proof = consistency(old, old + more, over(contents))
    assert not is_consistent(old, defined(contents[:old]), factor * (old + more), defined(contents), proof)


def test_there_is_nothing_to_prove_from_an_empty_log_or_the_same_one() -> None:
    for old, new in ((0, 0), (0, 1), (0, 7), (7, 7)):
        assert consistency(old, new, over(leaves(new))) == ()


@given(proof=st.lists(st.binary(min_size=32, max_size=32), max_size=20), old=sizes, new=sizes)
def test_a_made_up_proof_is_never_believed(proof: list[bytes], old: int, new: int) -> None:
    assert not is_consistent(old, leaves(1)[0], new, leaves(2)[1], proof)


def test_a_log_that_shrank_or_changed_at_the_same_size_is_refused() -> None:
    one, other = leaves(2)
    assert is_consistent(5, one, 5, one, ())
    assert not is_consistent(5, one, 5, other, ())
    assert not is_consistent(5, one, 5, one, (other,))
    assert not is_consistent(5, one, 4, one, ())
    assert not is_consistent(5, one, 0, EMPTY, ())


def test_an_empty_log_is_the_beginning_of_every_other() -> None:
    one = leaves(1)[0]
    assert is_consistent(0, EMPTY, 0, EMPTY, ())
    assert is_consistent(0, EMPTY, 7, one, ())
    assert not is_consistent(0, EMPTY, 0, one, ())
    assert not is_consistent(0, one, 7, one, ())
    assert not is_consistent(0, EMPTY, 7, one, (one,))


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = merkle.leaf(b"a"), merkle.leaf(b"b")
    assert merkle.leaf(left + right) != merkle.joined(left, right)
