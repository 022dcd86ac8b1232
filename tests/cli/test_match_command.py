"""`tabayyun match` and `tabayyun answers`: what they read, what they print, their exit codes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tabayyun.cli import answers, match, train

CLAIMS = [
    {"id": "v-1", "text": "70 قتيلا في انهيار عمارة بمدينة طنجة صباح اليوم", "title": "لا قتلى في طنجة"},
    {"id": 2, "text": "إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير"},
]
POSTS = [
    {"id": "a", "text": "عاجل: إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير #فاس"},
    {"id": "b", "text": "7 قتلى في انهيار عمارة بمدينة طنجة صباح اليوم"},
    {"id": "c", "text": "😀"},
]
Run = Callable[..., tuple[int, list[Any], str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one of the commands on lists of objects, or raw lines; gives code, lines, errors."""
    monkeypatch.chdir(tmp_path)

    def call(command: Any, *arguments: str, **files: list[Any]) -> tuple[int, list[Any], str]:
        for name, rows in files.items():
            lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
            (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
        given = [word for name in files for word in (f"--{name}", name)]
        code = command.run([*given, "--encoder", "none", *arguments])
        said = capsys.readouterr()
        lines = said.out.splitlines()
        return code, lines if "trec" in arguments else [json.loads(line) for line in lines], said.err

    return call


def test_each_post_gets_its_claims_with_how_sure_and_why(run: Run) -> None:
    code, lines, errors = run(match, claims=CLAIMS, posts=POSTS)
    assert (code, errors) == (0, "")
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    first, second = lines[0]["claims"][0], lines[1]["claims"][0]
    assert (first["id"], first["repeats"], first["reason"]["differ"]) == (2, True, [])
    assert "فاس" in " ".join(first["reason"]["shared"])
    assert (second["id"], second["repeats"], second["reason"]["differ"]) == ("v-1", False, ["70 ≠ 7"])
    assert lines[2]["claims"] == []


def test_a_trec_run_falls_from_the_first_rank_on(run: Run) -> None:
    _, lines, _ = run(match, "--format", "trec", "--top", "2", claims=CLAIMS, posts=POSTS)
    rows = [line.split() for line in lines]
    assert all(row[1] == "Q0" and row[5] == "tabayyun" for row in rows)
    assert rows[0][:4] == ["a", "Q0", "2", "1"]
    for post in "ab":
        scores = [float(row[4]) for row in rows if row[0] == post]
        assert scores == sorted(scores, reverse=True)


def test_a_kept_index_gives_the_same_and_follows_the_claims(run: Run, tmp_path: Path) -> None:
    fresh = run(match, claims=CLAIMS, posts=POSTS)
    assert run(match, "--index", "kept", claims=CLAIMS, posts=POSTS) == fresh
    assert run(match, "--index", "kept", claims=CLAIMS, posts=POSTS) == fresh
    changed = [CLAIMS[0], {"id": 2, "text": "سقوط شجرة"}, {"id": 3, "text": POSTS[0]["text"]}]
    other = run(match, claims=changed, posts=POSTS)
    assert run(match, "--index", "kept", claims=changed, posts=POSTS) == other
    assert run(match, "--index", "kept", claims=changed, posts=POSTS) == other


def test_a_folder_with_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    code, _, errors = run(match, "--index", "mine", claims=CLAIMS, posts=POSTS)
    assert code == 2
    assert "mine" in errors
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"


def test_what_cannot_be_read_is_named_and_passed_over(run: Run) -> None:
    code, lines, errors = run(match, claims=[*CLAIMS, "nonsense"], posts=[*POSTS, {"text": "no id"}])
    assert (code, len(lines)) == (1, 3)
    assert "claims:3" in errors
    assert "posts:4" in errors
    assert run(match, "--top", "0", claims=CLAIMS, posts=POSTS)[0] == 2
    assert match.run(["--claims", "nowhere", "--posts", "posts", "--encoder", "none"]) == 2


def test_an_unknown_encoder_is_told_and_words_are_matched(run: Run) -> None:
    code, lines, errors = run(match, "--encoder", "nobody", claims=CLAIMS, posts=POSTS)
    assert code == 0
    assert "by words alone: no encoder is called 'nobody'" in errors
    assert lines[0]["claims"][0]["id"] == 2


STATEMENTS = [
    {"id": "s1", "text": "تنفي الوزارة ما يتم تداوله حول انهيار عمارة", "timeline": "t1"},
    {"id": "s2", "text": "زيارة ميدانية إلى عمارة جديدة", "timeline": ["t1", "t2"]},
    {"id": "s3", "text": "انهيار عمارة: خبر زائف", "timeline": "t2"},
]


def test_a_denial_comes_first_and_is_named(run: Run) -> None:
    post = {"id": "r", "text": "انهيار عمارة في المدينة", "timeline": "t1"}
    code, (line,), _ = run(answers, statements=STATEMENTS, posts=[post])
    assert code == 0
    assert [(found["id"], found["denies"]) for found in line["statements"]] == [("s1", True), ("s2", False)]


def test_a_post_without_a_timeline_is_looked_up_in_all(run: Run) -> None:
    post = {"id": "r", "text": "انهيار عمارة في المدينة"}
    _, lines, _ = run(answers, "--format", "trec", statements=STATEMENTS, posts=[post])
    assert sorted(line.split()[2] for line in lines) == ["s1", "s2", "s3"]


SAID = """
عصابة مدرسة سيارة بيضاء مستشفى ملعب وزير امتحان كهرباء قطار ميناء سوق حديقة شاطئ جسر طبيب
"""
WORDS = SAID.split()


def decisions(count: int) -> list[dict[str, Any]]:
    """Claims of six words; the same in five of them, another in two."""
    chance = random.Random(1)
    rows = []
    for place in range(count):
        claim = chance.sample(WORDS, 6)
        kept = 2 if place % 2 else 5
        text = " ".join([*claim[:kept], *chance.sample(WORDS, 6 - kept)])
        rows.append({"text": text, "claim": " ".join(claim), "title": "", "same": 1 - place % 2})
    return rows


def test_a_model_trained_on_decisions_judges_and_has_a_card(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "decisions.ndjson"
    data.write_text("\n".join(json.dumps(row) for row in decisions(60)), encoding="utf-8")
    given = ["match", str(data), "--encoder", "none", "--out", "own", "--licence", "our own"]
    assert train.run(given) == 0
    first = (tmp_path / "own" / "match.json").read_bytes()
    assert train.run(given) == 0
    assert (tmp_path / "own" / "match.json").read_bytes() == first
    card = (tmp_path / "own" / "match.md").read_text(encoding="utf-8")
    assert "our own" in card
    assert "60 pairs: 30 the same, 30 not" in card
    assert capsys.readouterr().out.splitlines() == ["own/match.json"] * 2
    _, before, _ = run(match, claims=CLAIMS, posts=POSTS)
    code, after, _ = run(match, "--model", "own", claims=CLAIMS, posts=POSTS)
    assert code == 0
    assert [line["claims"][:1] for line in before] != [line["claims"][:1] for line in after]
    assert [line["id"] for line in after] == [line["id"] for line in before]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (decisions(10), "at least 20 different pairs of each kind"),
        ([{"text": "a", "claim": "b", "same": 2}], "no same (0 or 1)"),
        ([{"text": "a", "same": 1}], "no claim"),
    ],
)
def test_what_cannot_be_learnt_from_is_refused_with_the_reason(
    rows: list[dict[str, Any]], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "decisions.ndjson"
    data.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert train.run(["match", str(data), "--encoder", "none", "--out", str(tmp_path / "own")]) == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "own").exists()


def test_a_folder_without_a_model_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, errors = run(match, "--model", str(tmp_path / "nowhere"), claims=CLAIMS, posts=POSTS)
    assert code == 2
    assert "no model for matching is here" in errors
