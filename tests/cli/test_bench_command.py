"""`tabayyun bench`: names the measurements there are."""

from tabayyun.cli import bench


def test_the_measurements_of_the_clone_are_named(capsys):
    assert bench.run(["--help"]) == 0
    assert "text" in capsys.readouterr().err


def test_another_name_is_wrong_use():
    assert bench.run(["nothing"]) == 2


def test_an_installation_without_a_clone_says_so(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    assert bench.run(["text"]) == 2
    assert "clone" in capsys.readouterr().err


def test_a_measurement_runs_and_its_exit_code_is_kept(monkeypatch, tmp_path):
    (tmp_path / "one.py").write_text("import sys; sys.exit(len(sys.argv[1:]))")
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    assert bench.run(["one", "a", "b", "c"]) == 3
