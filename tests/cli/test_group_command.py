"""`tabayyun group`: what it reads, what it prints, what it says of lines it cannot read; its exit code."""

import gzip
import json
import os
import subprocess
import sys

import pytest

POST = "إلغاء الأبواب المفتوحة بمدينة فاس هذا الأسبوع بسبب الأمطار"
OTHER = "Un bus a percuté plusieurs voitures ce matin devant la gare"


def group(*arguments, given=None):
    """Run it as users do; code, what was printed, complaints."""
    done = subprocess.run(
        [sys.executable, "-m", "tabayyun", "group", *map(str, arguments)],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def lines(*posts):
    return "".join(
        json.dumps({"id": key, "text": text}, ensure_ascii=False) + "\n" for key, text in posts
    ).encode()


def test_a_copy_gets_the_content_of_the_first_post_and_ids_stay_as_they_were(tmp_path):
    path = tmp_path / "posts.ndjson"
    path.write_bytes(lines(("خبر", POST), (2, OTHER), ("2", f"عاجل: {POST} 😱"), (9, "")))
    code, found, said = group("--posts", path)
    assert (code, said) == (0, "")
    assert found == [
        {"id": "خبر", "content_id": "خبر"},
        {"id": 2, "content_id": 2},
        {"id": "2", "content_id": "خبر"},
        {"id": 9, "content_id": 9},
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"nope", "not valid JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"text": "x"}', "no id"),
        (b'{"id": true, "text": "x"}', "no id"),
        (b'{"id": 1}', "no text"),
        (b'{"id": 1, "text": null}', "no text"),
        (b'{"id": 1, "text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "recursion"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_passed_over(line, reason):
    code, found, said = group(
        "--posts", "-", given=lines((1, POST)) + b"\n" + line + b"\n" + lines((2, POST))
    )
    assert code == 1
    assert [one["content_id"] for one in found] == [1, 1]
    assert said.startswith("tabayyun group: -:3: ")
    assert reason in said


def test_compressed_files_byte_order_marks_and_a_last_line_without_an_end_are_read(tmp_path):
    path = tmp_path / "posts.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + lines((1, POST), (2, POST))[:-1]))
    assert group("--posts", path)[:2] == (0, [{"id": 1, "content_id": 1}, {"id": 2, "content_id": 1}])


def test_half_a_surrogate_pair_in_an_id_is_printed_as_the_escape_it_was():
    code, found, _ = group("--posts", "-", given=b'{"id": "\\ud83d", "text": "x"}')
    assert (code, found) == (0, [{"id": "\ud83d", "content_id": "\ud83d"}])


def test_a_damaged_or_absent_file_is_unusable(tmp_path):
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(lines((1, POST)) * 50)[:-20])
    for name in (path, tmp_path / "absent", tmp_path):
        code, _, said = group("--posts", name)
        assert code == 2
        assert str(name) in said
        assert "Traceback" not in said


def test_wrong_use_is_told():
    for arguments in ((), ("--posts", "-", "--window", "0")):
        code, _, said = group(*arguments)
        assert code == 2
        assert "usage" in said


def test_a_pipe_is_answered_as_it_is_written():
    command = [sys.executable, "-m", "tabayyun", "group", "--posts", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for number in range(3):
            process.stdin.write(lines((number, POST)))
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"id": number, "content_id": 0}
        process.stdin.close()
        assert process.wait(20) == 0


def test_a_reader_who_has_enough_is_no_error(tmp_path):
    path = tmp_path / "posts.ndjson"
    path.write_bytes(lines(*((number, f"منشور {number}") for number in range(50_000))))
    command = f"{sys.executable} -m tabayyun group --posts {path} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=True)
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


def test_neither_django_nor_a_database_is_needed():
    script = "import sys; from tabayyun.cli import group; print([m for m in sys.modules if 'django' in m])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout == b"[]\n"
