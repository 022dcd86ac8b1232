"""The Merkle log against known values, another implementation, and tampering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from tabayyun.engine.signing import log

# The test vectors that Certificate Transparency logs have shared since RFC 6962: eight inputs and the roots.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [log.leaf_hash(bytes.fromhex(data)) for data in INPUTS]
SIZES = st.integers(1, 130)


def leaves(count: int) -> list[bytes]:
    return [log.leaf_hash(b"%d" % number) for number in range(count)]


def test_has_the_known_roots() -> None:
    assert [log.root(LEAVES[:size]).hex() for size in range(9)] == ROOTS


@pytest.mark.parametrize(
    ("size", "index", "path"),
    [
        (1, 0, []),
        (3, 2, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            8,
            0,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
    ],
)
def test_has_the_known_audit_paths(size: int, index: int, path: list[str]) -> None:
    assert [step.hex() for step in log.inclusion_proof(LEAVES[:size], index)] == path


def test_has_the_known_consistency_proof() -> None:
    assert [step.hex() for step in log.consistency_proof(LEAVES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(SIZES, st.data())
def test_agrees_with_another_implementation(size: int, data: st.DataObject) -> None:
    """Its proofs hold against our roots, and its roots are ours."""
    other = InmemoryTree(algorithm="sha256")
    for number in range(size):
        other.append_entry(b"%d" % number)
    place, hashes = data.draw(st.integers(1, size)), leaves(size)
    assert other.get_root(size) == log.root(hashes)
    assert other.get_leaf(place) == hashes[place - 1]
    verify_inclusion(hashes[place - 1], log.root(hashes), other.prove_inclusion(place, size))
    older = log.root(hashes[:place])
    verify_consistency(older, log.root(hashes), other.prove_consistency(place, size))


@given(SIZES, st.data())
def test_every_entry_is_proved(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    proof = log.inclusion_proof(hashes, index)
    assert len(proof) <= size.bit_length()
    assert log.verify_inclusion(hashes[index], index, size, proof, log.root(hashes))


@given(st.integers(2, 130), st.data())
def test_nothing_else_is_proved(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    hashes, root = leaves(size), log.root(leaves(size))
    proof = log.inclusion_proof(hashes, index)
    place = data.draw(st.integers(0, len(proof) - 1))
    damaged = [log.leaf_hash(b"x") if step == place else hashed for step, hashed in enumerate(proof)]
    leaf = hashes[index]
    assert not log.verify_inclusion(log.leaf_hash(b"x"), index, size, proof, root)
    assert not log.verify_inclusion(leaf, index, size, damaged, root)
    assert not log.verify_inclusion(leaf, index, size, proof[:-1], root)
    assert not log.verify_inclusion(leaf, index, size, [*proof, root], root)
    assert not log.verify_inclusion(leaf, index ^ 1, size, proof, root)
    assert not log.verify_inclusion(leaf, size, size, proof, root)
    assert not log.verify_inclusion(leaf, -1, size, proof, root)


@given(SIZES, st.data())
def test_every_beginning_is_consistent(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    hashes = leaves(size)
    proof = log.consistency_proof(hashes, old)
    assert log.verify_consistency(old, size, log.root(hashes[:old]), log.root(hashes), proof)


@given(st.integers(2, 130), st.data())
def test_a_rewritten_beginning_is_not(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    place = data.draw(st.integers(0, old - 1))
    hashes = leaves(size)
    rewritten = [log.leaf_hash(b"x") if at == place else hashed for at, hashed in enumerate(hashes)]
    proof, before = log.consistency_proof(hashes, old), log.root(hashes[:old])
    assert not log.verify_consistency(
        old, size, before, log.root(rewritten), log.consistency_proof(rewritten, old)
    )
    assert not log.verify_consistency(old, size, log.root(rewritten[:old]), log.root(hashes), proof)
    assert not log.verify_consistency(old, size, before, log.root(hashes), proof[:-1])
    assert not log.verify_consistency(old, size, before, log.root(hashes), [*proof, before])
    assert not log.verify_consistency(size, old, log.root(hashes), before, proof)


def test_an_equal_log_needs_the_same_root_and_no_proof() -> None:
    assert log.verify_consistency(3, 3, LEAVES[0], LEAVES[0], [])
    assert not log.verify_consistency(3, 3, LEAVES[0], LEAVES[1], [])
    assert not log.verify_consistency(3, 3, LEAVES[0], LEAVES[0], [LEAVES[0]])
    assert not log.verify_consistency(0, 3, LEAVES[0], LEAVES[0], [])


@given(SIZES, st.data())
def test_growing_is_the_same_as_building(size: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, size))
    tree, edge = log.Tree(leaves(size)[:start]), log.Frontier()
    for leaf in leaves(size)[start:]:
        tree.append(leaf)
    for leaf in leaves(size):
        edge.append(leaf)
    assert len(tree) == edge.size == size
    assert tree.root() == edge.root() == log.root(leaves(size))
    again = log.Frontier(edge.size, edge.peaks)
    again.append(LEAVES[0])
    assert again.root() == log.root([*leaves(size), LEAVES[0]])
    older = data.draw(st.integers(0, size))
    assert tree.root(older) == log.root(leaves(older))


def test_refuses_what_it_does_not_have() -> None:
    tree = log.Tree(leaves(3))
    for ask in (
        lambda: tree.root(4),
        lambda: tree.inclusion(3),
        lambda: tree.consistency(4),
        lambda: tree.root(-1),
    ):
        with pytest.raises(ValueError, match=r"entries|leaf"):
            ask()
    with pytest.raises(ValueError, match="peaks"):
        log.Frontier(3, [LEAVES[0]])
    assert log.Frontier().root() == log.Tree().root() == log.EMPTY_ROOT
