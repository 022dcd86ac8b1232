"""Lists of hashes are read as others write them, and what is in them is recognised."""

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.expertise.pictures import drawn, jpeg

from tabayyun.cli import media
from tabayyun.engine.media.recognition import fingerprint
from tabayyun.plugins.media import hashlists

HEX = fingerprint(np.asarray(drawn(1).convert("L"))).hash.hex
OTHER = fingerprint(np.asarray(drawn(2).convert("L"))).hash.hex


@pytest.mark.parametrize(
    "text",
    [
        f"hash,quality,name\n{HEX},100,old fire\n{OTHER},99,x\n",
        f"Hash;Type;Name\n{HEX};PDQ;old fire\n{OTHER};pdq;x\n",
        json.dumps([{"indicator": HEX, "type": "HASH_PDQ", "tags": ["old fire"]}, OTHER]),
        json.dumps({"hashes": [{"hash": HEX, "signal_type": "pdq", "id": "old fire"}, {"hash": OTHER}]}),
        f'{{"pdq": "{HEX}", "title": "old fire"}}\n{{"pdq": "{OTHER}"}}\n',
    ],
)
def test_the_usual_forms_are_read(text: str) -> None:
    listed = hashlists.read(text.encode())
    assert [one.hash.hex for _named, one in listed.prints] == [HEX, OTHER]
    assert listed.prints[0][0].name == "old fire"
    assert listed.passed_over == 0


def test_what_is_no_pdq_hash_is_passed_over() -> None:
    text = f"hash,type,quality\n{HEX},pdq,100\n{OTHER},md5,\n{OTHER},pdq,12\nabc,pdq,\n"
    listed = hashlists.read(text.encode())
    assert (len(listed.prints), listed.passed_over) == (1, 3)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_an_error(data: bytes) -> None:
    with suppress(hashlists.HashListError):
        assert hashlists.read(data).prints


def test_an_imported_hash_is_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.csv").write_text(f"hash,name\n{HEX},old fire\n{HEX},again\nno,x\n", encoding="utf-8")
    (tmp_path / "seen.jpg").write_bytes(jpeg(drawn(1), 50))
    bank = ["--bank", "partners", "--home", str(tmp_path / "banks")]
    assert media.run(["import", str(tmp_path / "list.csv"), *bank]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "bank": "partners",
        "added": 1,
        "pictures": 1,
        "passed_over": 1,
    }
    media.run(["import", str(tmp_path / "list.csv"), *bank])
    assert json.loads(capsys.readouterr().out)["added"] == 0
    assert media.run(["match", str(tmp_path / "seen.jpg"), *bank]) == 0
    assert json.loads(capsys.readouterr().out)["match"] in {"old fire", "again"}
    (tmp_path / "list.csv").write_text("nothing", encoding="utf-8")
    assert media.run(["import", str(tmp_path / "list.csv"), *bank]) == 2
