"""The structure that import-linter cannot see: keys point downwards, plugins are reached by name."""

import ast
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tabayyun"
ORDER = ["auth", "contenttypes", "kit", "sheets", "watch", "signals", "expertise", "cases", "press"]
ORDER += ["outreach", "audience", "magazine", "mediadesk", "opendays", "report"]
OURS = ORDER[2:]


def relations():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if field.is_relation and field.concrete and field.related_model:
                    yield model, field


def test_foreign_keys_point_downwards_only():
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in relations()
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert list(relations())
    assert upwards == []


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return found


def test_rooms_reach_a_plugin_by_its_entry_point_never_by_import():
    concrete = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for path in SOURCE.glob("plugins/*/*/plugin.py")
    }
    assert len(concrete) >= 8
    packages = {name.rpartition(".")[0] for name in concrete}
    wrong = [
        (path, name)
        for path in [
            *SOURCE.glob("desk/**/*.py"),
            *SOURCE.glob("newsroom/**/*.py"),
            *SOURCE.glob("kit/**/*.py"),
        ]
        for name in imports(path)
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    ]
    assert wrong == []


def test_rooms_use_other_rooms_through_queries_operations_and_models_only():
    allowed = {"queries", "operations", "models"}
    wrong = []
    for path in SOURCE.glob("desk/*/**/*.py"):
        room = path.relative_to(SOURCE / "desk").parts[0]
        for name in imports(path):
            parts = name.split(".")
            if parts[:2] != ["tabayyun", "desk"] or len(parts) < 4 or parts[2] == room:
                continue
            if parts[3] not in allowed:
                wrong.append(f"{path}: {name}")
    assert wrong == []


def test_no_file_is_so_long_that_a_newcomer_gets_lost():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_test_modules_have_names_of_their_own():
    """Outside packages, pytest knows a module by its bare name: two of one name stop the whole suite."""
    loose = [
        path for path in (ROOT / "tests").rglob("test_*.py") if not (path.parent / "__init__.py").exists()
    ]
    names = Counter(path.name for path in loose)
    assert [str(path.relative_to(ROOT)) for path in loose if names[path.name] > 1] == []


def test_no_room_has_a_drawer_for_leftovers():
    assert [path for path in SOURCE.rglob("*") if path.stem in {"utils", "helpers", "misc", "common"}] == []


@pytest.mark.django_db
def test_the_guards_are_in_the_database_after_all_migrations():
    """On SQLite a later migration that rebuilds a table drops its triggers: this test notices."""
    if connection.vendor != "sqlite":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    assert {
        "kit_auditentry_frozen_update",
        "kit_auditentry_kept_delete",
        "kit_letter_kept_delete",
        "watch_post_frozen_update",
        "expertise_examination_frozen_update",
        "expertise_examination_kept_delete",
        "expertise_evidence_columns_update",
        "expertise_evidence_kept_delete",
        "expertise_illustration_columns_update",
        "expertise_preview_columns_update",
        "expertise_custodyentry_frozen_update",
        "expertise_custodyentry_kept_delete",
        "cases_inquiry_columns_update",
        "cases_inquiry_kept_delete",
        "cases_case_kept_delete",
        "mediadesk_booking_overbooked_insert",
        "mediadesk_booking_overbooked_update",
        "mediadesk_decision_columns_update",
        "mediadesk_decision_kept_delete",
        "mediadesk_mediarequest_kept_delete",
        "mediadesk_message_rewritten_update",
        "mediadesk_review_refuser_insert",
        "press_statementtext_columns_update",
        "press_statementtext_kept_delete",
        "press_logentry_frozen_update",
        "press_logentry_kept_delete",
        "press_logcheckpoint_columns_update",
        "press_logcheckpoint_kept_delete",
        "report_chapter_columns_update",
        "report_chapter_kept_delete",
        "report_erratum_columns_update",
        "report_frozenfigure_frozen_update",
        "report_frozenfigure_kept_delete",
        "report_release_frozen_update",
        "report_release_kept_delete",
        "opendays_registration_count_insert",
        "opendays_registration_count_update",
        "opendays_registration_columns_update",
        "opendays_registration_kept_delete",
        "opendays_slot_count_update",
        "opendays_admission_frozen_update",
        "opendays_admission_kept_delete",
        "audience_reading_columns_update",
        "audience_reading_kept_delete",
        "magazine_articletext_columns_update",
        "magazine_articletext_kept_delete",
        "magazine_issue_columns_update",
        "magazine_picture_columns_update",
        "magazine_print_frozen_update",
    } <= found


def test_every_file_that_the_code_comes_with_is_installed_with_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = [*project["tool"]["setuptools"]["package-data"]["*"], "*.py", "*.pyc"]
    files = [path for path in SOURCE.rglob("*") if path.is_file()]
    assert [path.name for path in files if not any(path.match(pattern) for pattern in patterns)] == []
