"""People are added from the shell, with a role and a password that is not too simple."""

import io

import pytest
from django.core.management import CommandError, call_command

from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db


def add(monkeypatch, password: str, *arguments: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    call_command("add_user", *arguments, stdout=io.StringIO())


def test_a_person_is_added_and_may_log_in(monkeypatch, client):
    add(monkeypatch, "a long pass phrase", "amine", "--role", "spokesperson")
    assert User.objects.get(username="amine").role == Role.SPOKESPERSON
    response = client.post("/desk/login/", {"username": "amine", "password": "a long pass phrase"})
    assert response.status_code == 302


def test_the_same_name_or_a_weak_password_is_refused(monkeypatch):
    add(monkeypatch, "a long pass phrase", "amine", "--role", "officer")
    with pytest.raises(CommandError, match="amine"):
        add(monkeypatch, "another pass phrase", "amine", "--role", "officer")
    with pytest.raises(CommandError, match="short"):
        add(monkeypatch, "x1", "other", "--role", "officer")
    assert User.objects.count() == 1
