"""Roles, references, languages, filters and the frame of the desk."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from tabayyun.kit.models import Institution, Role, User
from tabayyun.kit.plugins import UnknownPluginError, load, names
from tabayyun.kit.references import next_reference
from tabayyun.kit.roles import ALLOWED, allowed, may
from tabayyun.kit.templatetags import tabayyun as filters


@pytest.mark.django_db
def test_references_count_up_without_gaps_and_by_year():
    assert [next_reference("BH", 2026) for _ in range(3)] == ["BH-2026-0001", "BH-2026-0002", "BH-2026-0003"]
    assert next_reference("BH", 2027) == "BH-2027-0001"


def test_only_the_spokesperson_approves_and_the_auditor_only_reads():
    by_role = {role: {action for action in ALLOWED if may(User(role=role), action)} for role in Role}
    assert [role for role in Role if "press.approve" in by_role[role]] == [Role.SPOKESPERSON]
    assert by_role[Role.AUDITOR] == {"desk.read", "audit.read"}
    assert not may(User(role=Role.OFFICER, is_active=False), "desk.read")
    with pytest.raises(KeyError):
        may(User(role=Role.ADMIN), "no.such.action")


def test_a_guarded_view_refuses_the_wrong_role():
    view = allowed("press.approve")(lambda request: HttpResponse("in"))
    request = RequestFactory().get("/")
    request.user = User(role=Role.OFFICER)
    with pytest.raises(PermissionDenied):
        view(request)
    request.user = User(role=Role.SPOKESPERSON)
    assert view(request).content == b"in"


def test_foreign_text_loses_its_bidi_overrides_and_control_characters_only():
    assert filters.plain("a\u202eb\u2066c\x00d\x07\ne\u200c") == "abcd\ne\u200c"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1284, "1\u202f284"), (13_000_000, "13\u202f000\u202f000"), (2.5, "2.5"), (None, "–")],
)
def test_thousands_are_separated_by_a_narrow_space(value, shown):
    assert filters.number(value) == shown


def test_a_moment_that_has_not_come_is_a_dash():
    assert filters.moment(None) == "–"


def test_durations_and_distances_in_time_use_arabic_plurals():
    now = timezone.now()
    with translation.override("ar"):
        assert filters.ago(now - timedelta(minutes=2, seconds=5)) == "قبل دقيقتين"
        assert filters.ago(now - timedelta(minutes=5, seconds=5)) == "قبل 5 دقائق"
        assert filters.ago(now - timedelta(minutes=45, seconds=5)) == "قبل 45 دقيقة"
        assert filters.duration(timedelta(hours=3, minutes=20)) == "3 س 20 د"


@pytest.mark.django_db
def test_the_institution_is_one_row_named_in_the_readers_language():
    Institution.objects.create(pk=1, name={"ar": "مؤسسة", "fr": "Institution"})
    assert Institution.current().in_language("fr") == "Institution"
    assert Institution.current().in_language("zgh") == "مؤسسة"


@pytest.mark.django_db
def test_the_desk_asks_to_log_in_and_speaks_the_chosen_language(client):
    page = client.get("/desk/login/")
    assert page.headers["Content-Language"] == "ar"
    assert 'dir="rtl"' in page.content.decode()
    client.post("/desk/language/", {"language": "fr", "next": "/desk/login/"})
    assert "Se connecter" in client.get("/desk/login/").content.decode()


@pytest.mark.django_db
def test_a_language_change_never_leads_to_another_site(client):
    response = client.post("/desk/language/", {"language": "fr", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/desk/"


def test_an_unknown_plugin_is_an_error():
    assert {"file", "form", "rss", "mastodon", "bluesky", "email"} <= set(names("sources"))
    with pytest.raises(UnknownPluginError):
        load("sources", "nowhere")
