"""Examiners that take a file are run on evidence: by a job, noted in custody, a finding or a reason each."""

import io
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ
from tests.desk.expertise.conftest import NOON

from tabayyun.desk.expertise import jobs, operations, queries
from tabayyun.desk.expertise.models import Evidence, Examination
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit, plugins
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User
from tabayyun.plugins.examiners.base import Finding, Subject, UnexaminableError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def piece(content: Content, expert: User) -> Evidence:
    """The example picture whose metadata say 2019; the content was first seen in 2026."""
    (old,) = (one for one in plugins.load("examiners", "metadata")().examples() if one.path.name == "old.jpg")
    data = io.BytesIO(old.path.read_bytes())
    return operations.receive(
        content=content, data=data, name="old.jpg", origin=Evidence.Origin.UPLOAD, by=expert, now=NOON
    )


def examined(piece: Evidence, expert: User) -> str:
    """Runs the examiners; what its custody says of it."""
    operations.examine(evidence=piece, by=expert, now=NOON)
    return queries.custody_of(piece).filter(action="examined").order_by("-id")[0].detail


class Fake:
    takes = "file"

    def __init__(self, outcome: object) -> None:
        self.outcome = outcome

    def __call__(self) -> "Fake":
        return self

    def examine(self, subject: Subject) -> object:
        assert subject.file
        assert subject.file.path.read_bytes()[:2] == b"\xff\xd8"
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def fakes(piece: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {
        "broken": Fake(ZeroDivisionError("secret")),
        "refused": Fake(UnexaminableError("the picture is damaged")),
        "silent": Fake(None),
        "sure": Fake(Finding({"ar": "نعم"}, "high", "حدود", "1")),
    }
    monkeypatch.setattr(plugins, "names", lambda _kind: sorted(found))
    monkeypatch.setattr(plugins, "load", lambda _kind, name: found[name])


def test_a_file_is_examined_once_and_points_at_its_evidence(piece: Evidence, expert: User) -> None:
    assert "metadata: ✓" in examined(piece, expert)
    (found,) = Examination.objects.filter(method="metadata")
    assert (found.evidence, found.content) == (piece, piece.content)
    assert "soit 6 ans au moins avant la première apparition" in found.finding["fr"]
    count = Examination.objects.count()
    examined(piece, expert)
    assert Examination.objects.count() == count
    assert [entry.action for entry in queries.custody_of(piece)] == ["received", *["opened", "examined"] * 2]
    assert queries.custody_is_whole(piece)


@pytest.mark.usefixtures("fakes")
def test_each_examiner_leaves_a_finding_or_a_reason(piece: Evidence, expert: User) -> None:
    detail = examined(piece, expert)
    assert detail == "broken: ZeroDivisionError; refused: the picture is damaged; silent: –; sure: ✓"
    failed = audit.of(piece.content).filter(verb="expertise.examiner_failed")
    assert {entry.data["method"] for entry in failed} == {"broken", "refused"}
    assert [one.method for one in queries.of(piece.content)] == ["sure"]


def test_examining_a_content_has_its_files_examined_by_a_job(
    piece: Evidence, expert: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        kept = operations.run_examiners(content=piece.content, by=expert, now=NOON)
    assert [one.method for one in kept] == ["appearances", "own_statements"]
    (queued,) = (one.task for one in OrmQ.objects.all() if one.task["func"].endswith("examine"))
    assert jobs.examine(*queued["args"]) >= 1
    assert jobs.examine(*queued["args"]) == 0


def test_what_was_erased_is_not_examined(piece: Evidence, expert: User) -> None:
    operations.erase(evidence=piece, reason="a court order", by=expert, now=NOON)
    piece.refresh_from_db()
    with pytest.raises(Refused):
        operations.examine_soon(evidence=piece, by=expert)
    assert jobs.examine(piece.pk, expert.pk) == 0
    operations.run_examiners(content=piece.content, by=expert, now=NOON)


@pytest.mark.usefixtures("fakes")
def test_the_page_has_the_button_and_what_was_found(client: Client, piece: Evidence, expert: User) -> None:
    client.force_login(expert)
    client.cookies["tabayyun_language"] = "en"
    page, button = (reverse(f"expertise:{name}", args=[piece.pk]) for name in ("piece", "examine"))
    assert "The examiners are at work" in client.post(button, follow=True).content.decode()
    counts = []
    for name in ("one", "two", "three"):
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        counts.append(len(caught))
        operations.record(
            content=piece.content, evidence=piece, method=name, finding={"en": name}, confidence="low",
            by=expert, now=NOON,
        )  # fmt: skip
    assert counts[1] == counts[2]
    assert "three" in client.get(page).content.decode()


@pytest.mark.parametrize("role", Role.values)
def test_only_officers_and_experts_have_a_file_examined(client: Client, piece: Evidence, role: str) -> None:
    client.force_login(User.objects.get_or_create(username=role, defaults={"role": role})[0])
    response = client.post(reverse("expertise:examine", args=[piece.pk]))
    assert (response.status_code != 403) == (role in {Role.OFFICER, Role.EXPERT})


def test_an_examiner_gets_what_the_administrator_set_for_it(piece: Evidence, expert: User, settings) -> None:
    settings.EXAMINER_OPTIONS = {"metadata": {"place_decimals": 0}}
    operations.examine(evidence=piece, by=expert, now=NOON)
    found = Examination.objects.get(evidence=piece, method="metadata")
    assert found.parameters["place"] == [34.0, -8.0]
