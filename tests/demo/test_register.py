"""The reference register: a year through the public operations, whose report gives the published figures."""

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

FIGURES = Path(__file__).resolve().parents[3] / "shared" / "seed" / "figures.csv"
# figures.csv's name → ours, where they differ.
NAMES = {
    "violent_contents_detected": "violent_contents",
    "social_views_min": "social_views",
    "pupils_2021_2022": "pupils_last_school_year",
    "schools_2021_2022": "schools_last_school_year",
    "pupils_2022_2023_phase_1": "pupils_first_phase",
    "schools_2022_2023_phase_1": "schools_first_phase",
    "production_companies_supported": "production_companies",
}
YEAR = "LIKE '2022%'"
HELD = f"FROM activities WHERE held_on {YEAR} AND kind"
STATED = f"SELECT count(*) FROM statements WHERE first_published_at {YEAR} AND kind"
LAST = f"FROM readings WHERE followers <> '' AND day {YEAR} AND platform"
FLOW = f"FROM readings WHERE platform IN ('x', 'facebook') AND day {YEAR}"
MEANS = (
    "(SELECT avg(julianday(disclosed_at) - julianday(detected_at)) * 24 AS hours FROM cases "
    f"WHERE disclosed_at <> '' AND detected_at {YEAR} GROUP BY substr(detected_at, 1, 7))"
)
# Each published figure counted again from the export, with nothing but SQL.
SQL = {
    "violent_contents_detected": f"SELECT count(*) FROM contents WHERE violent AND detected_at {YEAR}",
    "mean_time_to_disclosure_low": f"SELECT CAST(min(hours) AS INTEGER) FROM {MEANS}",
    "mean_time_to_disclosure_high": f"SELECT CAST(max(hours) AS INTEGER) + 1 FROM {MEANS}",
    "statements_of_truth": f"{STATED} = 'truth'",
    "communiques": f"{STATED} = 'communique'",
    "press_items": f"{STATED} = 'press_item'",
    "magazine_issues": f"SELECT count(*) FROM magazine WHERE published_at {YEAR}",
    "media_coverages": f"SELECT count(DISTINCT address) FROM coverages WHERE published_on {YEAR}",
    "instagram_followers": f"SELECT followers {LAST} = 'instagram' ORDER BY day DESC LIMIT 1",
    "social_contents_published": f"SELECT sum(posts) {FLOW}",
    "social_views_min": f"SELECT sum(views) / 1000000 * 1000000 {FLOW}",
    "twitter_followers": f"SELECT followers {LAST} = 'x' ORDER BY day DESC LIMIT 1",
    "facebook_followers": f"SELECT followers {LAST} = 'facebook' ORDER BY day DESC LIMIT 1",
    "child_visits": f"SELECT count(*) {HELD} = 'child'",
    "pupils_2021_2022": "SELECT sum(participants) FROM activities WHERE school_year = '2021-2022'",
    "schools_2021_2022": "SELECT count(DISTINCT school) FROM activities WHERE school_year = '2021-2022'",
    "pupils_2022_2023_phase_1": "SELECT sum(participants) FROM activities "
    "WHERE school_year = '2022-2023' AND phase = 1",
    "schools_2022_2023_phase_1": "SELECT count(DISTINCT school) FROM activities "
    "WHERE school_year = '2022-2023' AND phase = 1",
    "civil_society_meetings": f"SELECT count(*) {HELD} = 'meeting'",
    "unions_received": f"SELECT count(DISTINCT \"union\") {HELD} = 'union'",
    "production_companies_supported": f"SELECT count(DISTINCT company) {HELD} = 'film'",
    "open_days_edition": "SELECT number FROM open_days WHERE first_day LIKE '2023%'",
}
MEAN_HOURS = f"SELECT avg(hours) FROM {MEANS}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation that `tabayyun demo --register 2022 --once` makes."""
    home = tmp_path_factory.mktemp("register")
    run(home, "demo", "--register", "2022", "--once", "--home", str(home))
    yield home
    shutil.rmtree(home, ignore_errors=True)


def run(home: Path, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TABAYYUN_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "tabayyun", *arguments],
        env=environment | {"TABAYYUN_HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def published() -> dict[str, float]:
    if not FIGURES.exists():
        pytest.skip("needs ../shared/seed/figures.csv beside the repository")
    with FIGURES.open(encoding="utf-8") as file:
        return {row["key"]: float(row["value"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def computed(register: Path) -> dict[str, str]:
    """Key → value, from the CSV of the report."""
    path = register / "figures.csv"
    run(register, "report", "2022", "--format", "csv", "--output", str(path))
    with path.open(encoding="utf-8-sig") as file:
        return {row["key"]: row["value"] for row in csv.DictReader(file)}


def test_every_published_figure_comes_out_of_the_records(computed: dict[str, str]) -> None:
    for key, value in published().items():
        ours = float(computed[NAMES.get(key, key)] or "nan")
        if key == "social_views_min":  # «more than 13 million»
            assert ours // 1_000_000 * 1_000_000 == value
        else:
            assert ours == value, key


def test_the_mean_time_to_disclosure_lies_between_two_and_five_hours(computed: dict[str, str]) -> None:
    assert 2 <= float(computed["time_to_disclosure_mean"]) <= 5
    assert float(computed["time_to_disclosure_median"]) < float(computed["time_to_disclosure_p90"])


@pytest.fixture(scope="module")
def exported(register: Path) -> sqlite3.Connection:
    """The open data of the year, each file a table in a database that knows nothing else."""
    run(register, "report", "2022", "--records", str(register / "records"))
    database = sqlite3.connect(":memory:")
    for path in (register / "records").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        columns = ", ".join(f'"{name}" NUMERIC' for name in head)
        database.execute(f"CREATE TABLE {path.stem} ({columns})")
        marks = ", ".join("?" * len(head))
        database.executemany(f"INSERT INTO {path.stem} VALUES ({marks})", rows)
    return database


def test_every_figure_is_counted_again_from_the_export_with_nothing_but_sql(
    exported: sqlite3.Connection,
) -> None:
    figures = published()
    assert figures.keys() == SQL.keys()
    for key, query in SQL.items():
        assert exported.execute(query).fetchone()[0] == figures[key], key
    (mean,) = exported.execute(MEAN_HOURS).fetchone()
    assert figures["mean_time_to_disclosure_low"] <= mean <= figures["mean_time_to_disclosure_high"]


def test_the_export_says_nothing_about_persons(register: Path, exported: sqlite3.Connection) -> None:
    text = "".join(path.read_text("utf-8-sig") for path in (register / "records").glob("*.csv"))
    for word in ("اسم مولد", "journaliste@", "production@", "W-2022-"):
        assert word not in text
    visits = exported.execute("SELECT held_on, region FROM activities WHERE kind = 'child'").fetchall()
    assert {len(month) for month, _region in visits} == {7}
    assert {region for _month, region in visits} == {""}


def test_the_chapter_reads_as_the_seed_does(register: Path) -> None:
    page = run(register, "report", "2022", "--chapter", "6", "--format", "html", "--output", "-")
    shown = page.replace("\u00a0", " ").replace("\u202f", " ")
    for phrase in (
        "445 محتوى رقميا عنيفا",
        "92 بيان حقيقة",
        "277 بلاغا",
        "1 420 خبرا صحفيا",
        "ثلاثة أعداد",
        "13 طفلا",
        "521 435 تلميذا وتلميذة",
        "7 682 مؤسسة تعليمية",
        "11 021 اجتماعا ولقاء تنسيقيا",
        "27 هيئة نقابية",
        "17 شركة إنتاج",
        "الدورة <",
        "أكثر من <",
        "13 مليون مشاهدة",
        "في أقل من <",
    ):
        assert phrase in shown, phrase
