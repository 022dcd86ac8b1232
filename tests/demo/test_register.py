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
# Each figure counted again from the tables, with nothing but SQL.
SQL = {
    "violent_contents_detected": "SELECT count(DISTINCT c.content_id) FROM cases_case c "
    "JOIN signals_signal s ON s.content_id = c.content_id AND s.kind = 'violence' "
    "WHERE c.detected_at LIKE '2022%'",
    "statements_of_truth": "SELECT count(*) FROM press_statement WHERE kind = 'truth' "
    "AND first_published_at BETWEEN '2021-12-31 23:00' AND '2022-12-31 23:00'",
    "communiques": "SELECT count(*) FROM press_statement WHERE kind = 'communique' "
    "AND first_published_at BETWEEN '2021-12-31 23:00' AND '2022-12-31 23:00'",
    "press_items": "SELECT count(*) FROM press_statement WHERE kind = 'press_item' "
    "AND first_published_at BETWEEN '2021-12-31 23:00' AND '2022-12-31 23:00'",
    "magazine_issues": "SELECT count(*) FROM magazine_issue WHERE published_at LIKE '2022%'",
    "social_contents_published": "SELECT sum(posts) FROM audience_reading r JOIN audience_account a "
    "ON a.id = r.account_id WHERE platform IN ('x', 'facebook') "
    "AND superseded_at IS NULL AND day LIKE '2022%'",
    "twitter_followers": "SELECT followers FROM audience_reading r JOIN audience_account a "
    "ON a.id = r.account_id WHERE platform = 'x' AND day LIKE '2022%' ORDER BY day DESC LIMIT 1",
    "instagram_followers": "SELECT followers FROM audience_reading r JOIN audience_account a "
    "ON a.id = r.account_id WHERE platform = 'instagram' AND day LIKE '2022%' ORDER BY day DESC LIMIT 1",
    "facebook_followers": "SELECT followers FROM audience_reading r JOIN audience_account a "
    "ON a.id = r.account_id WHERE platform = 'facebook' AND day LIKE '2022%' ORDER BY day DESC LIMIT 1",
    "social_views_min": "SELECT sum(views) / 1000000 * 1000000 FROM audience_reading "
    "WHERE superseded_at IS NULL AND day LIKE '2022%'",
    "media_coverages": "SELECT count(DISTINCT url) FROM mediadesk_coverage WHERE published_on LIKE '2022%'",
    "child_visits": "SELECT count(*) FROM outreach_activity WHERE kind = 'child' AND held_on LIKE '2022%'",
    "civil_society_meetings": "SELECT count(*) FROM outreach_activity WHERE kind = 'meeting' "
    "AND held_on LIKE '2022%'",
    "pupils_2021_2022": "SELECT sum(participants) FROM outreach_activity WHERE school_year = '2021-2022'",
    "schools_2021_2022": "SELECT count(DISTINCT school_id) FROM outreach_activity "
    "WHERE school_year = '2021-2022'",
    "pupils_2022_2023_phase_1": "SELECT sum(participants) FROM outreach_activity "
    "WHERE school_year = '2022-2023' AND phase = 1",
    "schools_2022_2023_phase_1": "SELECT count(DISTINCT school_id) FROM outreach_activity "
    "WHERE school_year = '2022-2023' AND phase = 1",
    "open_days_edition": "SELECT number FROM opendays_edition WHERE first_day LIKE '2023%'",
    "unions_received": "SELECT count(DISTINCT union_id) FROM outreach_activity WHERE held_on LIKE '2022%'",
    "production_companies_supported": "SELECT count(DISTINCT company_id) FROM outreach_activity "
    "WHERE held_on LIKE '2022%'",
}

MEAN_HOURS = (
    "SELECT avg(julianday(disclosed_at) - julianday(detected_at)) * 24 FROM cases_case "
    "WHERE detected_at LIKE '2022%'"
)


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


def test_counting_again_with_nothing_but_sql_gives_the_same(register: Path) -> None:
    figures = published()
    with sqlite3.connect(next(register.glob("*.sqlite3"))) as database:
        for key, query in SQL.items():
            assert database.execute(query).fetchone()[0] == figures[key], key
        (mean,) = database.execute(MEAN_HOURS).fetchone()
    assert figures["mean_time_to_disclosure_low"] <= mean <= figures["mean_time_to_disclosure_high"]
    assert figures.keys() - SQL.keys() == {"mean_time_to_disclosure_low", "mean_time_to_disclosure_high"}


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
