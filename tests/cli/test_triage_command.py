"""`tabayyun triage` and `tabayyun train`: what they read, print and refuse."""

import json
import subprocess
import sys

import pytest

from tabayyun.cli import train, triage


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def labelled(tmp_path):
    path = tmp_path / "labelled.ndjson"
    rows = [
        {"text": f"{n} {'سأقتلك يا حقير' if n % 2 else 'صباح الخير يا صديقي'}", "threat": n % 2}
        for n in range(40)
    ]
    path.write_text(lines(*rows), encoding="utf-8")
    return path


def test_each_post_gets_its_language_and_four_scores_with_words_and_django_is_not_needed(tmp_path):
    path = tmp_path / "posts.ndjson"
    path.write_text(
        lines({"id": "أ", "text": "والله غادي نقتلك"}, {"text": "good morning to all of you"}),
        encoding="utf-8",
    )
    asked = (
        "import sys; from tabayyun.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, "triage", "--posts", str(path)], capture_output=True, check=True
    )
    threat, calm = map(json.loads, done.stdout.splitlines())
    assert (threat["id"], calm["id"]) == ("أ", 2)
    assert (threat["lang"], calm["lang"]) == ("ary", "en")
    assert threat["threat"]["p"] > 0.5 > calm["threat"]["p"]
    assert "نقتلك" in threat["threat"]["words"]
    assert set(threat) == {"id", "lang", "check_worthy", "threat", "offensive", "violent_event"}


def test_a_model_is_trained_with_its_card_and_used_in_place_of_the_packaged_one(
    tmp_path, labelled, capsysbinary
):
    one, other = tmp_path / "one", tmp_path / "other"
    for out in (one, other):
        assert train.run(["threat", str(labelled), "--out", str(out), "--licence", "ours"]) == 0
    assert (one / "threat.model").read_bytes() == (other / "threat.model").read_bytes()
    card = (one / "threat.md").read_text(encoding="utf-8")
    assert "| licence of the data | ours |" in card
    assert "macro-F1" in card
    capsysbinary.readouterr()
    assert triage.run(["--posts", str(labelled), "--model", str(one)]) == 0
    found = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert [one["threat"]["p"] >= 0.5 for one in found] == [bool(n % 2) for n in range(40)]


def test_a_line_without_a_label_is_named_and_passed_over(tmp_path, labelled, capsys):
    with labelled.open("a", encoding="utf-8") as file:
        file.write(lines({"text": "بلا تصنيف"}, {"text": "x", "threat": "yes"}))
    assert train.run(["threat", str(labelled), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert ":41: no threat (0 or 1)" in said
    assert ":42: no threat (0 or 1)" in said


@pytest.mark.parametrize("content", ["", lines({"text": "x", "threat": 1}, {"text": "y", "threat": 0})])
def test_too_little_to_learn_from_is_said(tmp_path, capsys, content):
    path = tmp_path / "few.ndjson"
    path.write_text(content, encoding="utf-8")
    assert train.run(["threat", str(path), "--out", str(tmp_path / "out")]) == 2
    assert "at least 10 different examples of each class" in capsys.readouterr().err


def test_a_folder_without_a_model_is_refused(tmp_path, capsys):
    (tmp_path / "threat.model").write_bytes(b"nonsense")
    assert triage.run(["--posts", "-", "--model", str(tmp_path)]) == 2
    assert "not a triage model" in capsys.readouterr().err
    assert triage.run(["--posts", "-", "--model", str(tmp_path / "none")]) == 2
    assert train.run(["weather", "x", "--out", "y"]) == 2
