"""The migrated database that is kept for the next demonstration."""

import sqlite3
from pathlib import Path

import pytest

from tabayyun.demo import template


def database(home: Path) -> list[str]:
    with sqlite3.connect(home / template.NAME) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "demo").mkdir()
    return tmp_path / "demo"


def test_the_next_demonstration_begins_with_what_was_kept(home: Path, tmp_path: Path) -> None:
    template.put(home)
    assert not (home / template.NAME).exists()
    with sqlite3.connect(home / template.NAME) as connection:
        connection.execute("CREATE TABLE migrated (id)")
    template.keep(home)
    (home / template.NAME).unlink()
    template.put(home)
    assert database(home) == ["migrated"]
    assert [path.suffix for path in tmp_path.glob(".migrated-*")] == [".sqlite3"]


def test_another_set_of_migrations_is_another_database(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite3.connect(home / template.NAME).execute("CREATE TABLE old (id)").connection.close()
    template.keep(home)
    (tmp_path / "package" / "migrations").mkdir(parents=True)
    (tmp_path / "package" / "migrations" / "0001.py").write_text("new")
    monkeypatch.setattr(template, "PACKAGE", tmp_path / "package")
    (home / template.NAME).unlink()
    template.put(home)
    assert not (home / template.NAME).exists()
    sqlite3.connect(home / template.NAME).execute("CREATE TABLE new (id)").connection.close()
    template.keep(home)
    assert len(list(tmp_path.glob(".migrated-*"))) == 1
