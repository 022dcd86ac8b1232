"""Arrays kept in a folder: all or none of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tabayyun.kit import arrays


def test_what_is_saved_is_read_and_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "kept"
    assert arrays.read(folder) == {}
    arrays.save(folder, {"one.part": np.arange(3), "two": np.zeros((0, 4), np.int16)})
    found = arrays.read(folder)
    assert sorted(found) == ["one.part", "two"]
    assert found["one.part"].tolist() == [0, 1, 2]
    arrays.save(folder, {"two": np.ones(2)})
    assert {name: array.tolist() for name, array in arrays.read(folder).items()} == {"two": [1, 1]}
    assert [path.name for path in folder.parent.iterdir()] == ["kept"]


def test_a_half_written_array_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.npy").write_bytes(b"\x93NUMPY")
    with pytest.raises((ValueError, OSError)):
        arrays.read(tmp_path)
