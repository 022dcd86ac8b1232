"""An address is ordered by a person, kept by a job, and stands as pieces that belong together."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ
from tests.desk.expertise.conftest import NOON
from tests.plugins.capturing.site import RED, Site, picture, site
from tests.plugins.fetching.hostile import HERE

from tabayyun.desk.expertise import jobs, operations, queries
from tabayyun.desk.expertise.models import Capture, Evidence
from tabayyun.desk.signals.models import Content
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User
from tabayyun.plugins.capturing import browser
from tabayyun.plugins.fetching import policy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(policy, "_current", [policy.Policy.of([HERE])])
    monkeypatch.setattr(browser, "PROGRAMS", ("no-such-browser",))


@pytest.fixture
def served():
    with site() as found:
        yield found


def order(content: Content, by: User, url: str) -> Capture:
    return operations.capture(content=content, url=url, by=by, now=NOON)


def done(content: Content, by: User, url: str) -> Capture:
    ordered = order(content, by, url)
    operations.run_capture(capture=ordered, clock=lambda: NOON)
    ordered.refresh_from_db()
    return ordered


def test_a_page_becomes_pieces_that_belong_together(served: Site, content: Content, expert: User) -> None:
    found = done(content, expert, f"{served.address}/go")
    assert (found.state, found.failure, found.finished_at) == ("done", "", NOON)
    page, archive = found.pieces.order_by("id")
    assert (page.name, page.media_type, archive.name) == ("page.html", "text/html", "page.wacz")
    for piece in (page, archive):
        assert (piece.origin, piece.source_url) == ("capture", f"{served.address}/go")
        assert piece.receipt["captured"]["final_url"] == f"{served.address}/page"
        assert piece.receipt["captured"]["server"] == HERE
        assert len(piece.receipt["sha512"]) == 128
        assert [entry.action for entry in queries.custody_of(piece)] == ["received"]
    assert found.unseen_worded.startswith("no screenshot")


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs the program chromium")
def test_with_a_browser_there_is_a_screenshot(
    served: Site, content: Content, expert: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "PROGRAMS", ("chromium",))
    found = done(content, expert, f"{served.address}/page")
    assert [piece.name for piece in found.pieces.order_by("id")][-1] == "page-screenshot.png"
    assert found.unseen_worded == ""


def test_the_same_file_captured_twice_belongs_to_both(served: Site, content: Content, expert: User) -> None:
    first, second = (done(content, expert, f"{served.address}/photo") for _ in range(2))
    (photo,) = set(first.pieces.all()) & set(second.pieces.all())
    assert photo.name == "photo.png"
    assert first.pieces.count() == second.pieces.count() == 2
    with operations.opened(evidence=photo, by=expert, purpose="to look", now=NOON) as path:
        assert path.read_bytes() == picture(RED)


def test_an_empty_answer_is_kept_as_what_went_over_the_line(
    served: Site, content: Content, expert: User
) -> None:
    found = done(content, expert, f"{served.address}/nothing")
    assert [piece.name for piece in found.pieces.all()] == ["nothing.wacz"]


@pytest.mark.parametrize(
    ("url", "failure"),
    [
        ("http://127.0.0.1:1/", "private"),
        (f"http://{HERE}:1/", "unreachable"),
        ("http://no.invalid/", "unknown_host"),
    ],
)
def test_what_cannot_be_fetched_says_why(content: Content, expert: User, url: str, failure: str) -> None:
    found = done(content, expert, url)
    assert (found.state, found.failure) == ("failed", failure)
    assert found.failure_worded != failure
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "javascript:alert(1)", "https://e.org/" + "x" * 2000]
)
def test_what_is_no_address_is_refused(content: Content, expert: User, url: str) -> None:
    with pytest.raises(Refused):
        order(content, expert, url)


def test_an_order_is_given_once_until_it_is_done(
    content: Content, expert: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert order(content, expert, "https://e.org/") == order(content, expert, " https://e.org/ ")
    assert OrmQ.objects.count() == 1


def test_a_job_that_runs_twice_does_no_harm(served: Site, content: Content, expert: User) -> None:
    found = done(content, expert, f"{served.address}/photo")
    jobs.capture(found.pk)
    found.refresh_from_db()
    assert (found.state, found.pieces.count()) == ("done", 2)


def test_one_that_broke_off_says_so_and_is_not_repeated(content: Content, expert: User) -> None:
    found = order(content, expert, "https://e.org/")
    Capture.objects.update(state="running", started_at=NOON)
    for minutes, state in ((1, "running"), (3, "failed")):
        operations.run_capture(capture=found, clock=lambda m=minutes: NOON + timedelta(minutes=m))
        found.refresh_from_db()
        assert found.state == state
    assert found.failure == "broke_off"


def test_a_worker_that_is_killed_leaves_nothing_half_kept(
    served: Site, content: Content, expert: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = operations.capturing.receive

    def dies(**given: object) -> Evidence:
        if str(given["name"]).endswith(".wacz"):
            raise KeyboardInterrupt
        return real(**given)

    monkeypatch.setattr(operations.capturing, "receive", dies)
    with pytest.raises(KeyboardInterrupt):
        done(content, expert, f"{served.address}/photo")
    assert Capture.objects.get().state == "running"
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE expertise_capture SET url = 'x'",
        "DELETE FROM expertise_capture",
        "UPDATE expertise_capture SET state = 'failed'",
    ],
)
def test_the_database_keeps_what_was_ordered(content: Content, expert: User, statement: str) -> None:
    order(content, expert, "https://e.org/")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_pages_from_order_to_pieces(
    client: Client, served: Site, content: Content, expert: User, django_capture_on_commit_callbacks
) -> None:
    client.force_login(expert)
    with django_capture_on_commit_callbacks():
        page = client.post(
            reverse("expertise:order", args=[content.pk]), {"url": f"{served.address}/page"}, follow=True
        )
    found = Capture.objects.get()
    address = reverse("expertise:capture", args=[found.pk])
    assert page.redirect_chain[-1][0] == address
    assert "hx-trigger" in page.content.decode()
    jobs.capture(found.pk)
    body = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in body
    assert "<html" not in body
    assert "Chromium" in body
    for piece in found.pieces.all():
        assert reverse("expertise:piece", args=[piece.pk]) in body
    shown = client.get(reverse("expertise:piece", args=[found.pieces.first().pk])).content.decode()
    assert address in shown
    assert "page.wacz" in shown


def test_a_refused_order_comes_back_with_what_was_typed(
    client: Client, content: Content, expert: User
) -> None:
    client.force_login(expert)
    for typed in ("ftp://e.org/a", "\0", "not an address <b>", "https://e.org/" + "x" * 10_000):
        page = client.post(reverse("expertise:order", args=[content.pk]), {"url": typed})
        assert page.status_code == 422
        assert "<b>" not in page.content.decode()
    assert not Capture.objects.exists()


def test_a_failed_capture_is_shown_with_its_reason(client: Client, content: Content, expert: User) -> None:
    client.force_login(expert)
    found = done(content, expert, "http://10.0.0.1/<b>")
    page = client.get(reverse("expertise:capture", args=[found.pk])).content.decode()
    assert "شبكة خاصة" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("role", "allowed"), [(Role.AUDITOR, False), (Role.PRESS, False), (Role.OFFICER, True)]
)
def test_who_may_order(client: Client, content: Content, role: Role, *, allowed: bool) -> None:
    client.force_login(User.objects.create(username="other", role=role))
    answer = client.post(reverse("expertise:order", args=[content.pk]), {"url": "https://e.org/"})
    assert (answer.status_code != 403) is allowed


def test_the_panel_asks_the_database_as_often_for_three_as_for_one(
    client: Client, content: Content, expert: User
) -> None:
    client.force_login(expert)
    counts = []
    for number in (1, 2, 3):
        order(content, expert, f"https://e.org/{number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("signals:content", args=[content.pk]))
        counts.append(len(asked))
    assert counts[1] == counts[2]
