"""Models trained on the desk's decisions: learnt, compared, chosen by a person, then used by the stream."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from tests.desk.signals.making import START, make_content

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.signals.models import Content, TrainedModel
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def expert():
    return User.objects.create_user("expert", role=Role.EXPERT)


@pytest.fixture
def officer():
    return User.objects.create_user("officer", role=Role.OFFICER)


@pytest.fixture
def decided():
    for number in range(30):
        worth = number % 2 == 0
        make_content(
            f"{number} {'يقال إن القنطرة الجديدة ستغلق' if worth else 'مباراة ممتعة هذا المساء'}",
            state=Content.State.CASE if worth else Content.State.DISMISSED,
            decided_at=START + timedelta(hours=number),
        )


def test_a_model_learns_what_was_dismissed_and_what_was_not_and_is_compared_but_not_used(decided, expert):
    model = operations.train_model(by=expert, now=START)
    assert (model.examples, model.held_out, model.used_since) == (24, 6, None)
    assert set(model.figures) == {"fresh", "current"}
    assert model.figures["fresh"]["macro_f1"] == 1.0
    assert "decisions of the desk" in model.card
    assert AuditEntry.objects.filter(verb="signals.model_trained", actor=expert).exists()


def test_the_stream_scores_with_the_model_a_person_chose(decided, expert):
    first, second = (operations.train_model(by=expert, now=START + timedelta(days=n)) for n in (0, 1))
    shipped = queries.in_use()["check_worthy"]
    for model in (first, second):
        operations.use_model(model=model, by=expert, now=START)
    assert TrainedModel.objects.filter(used_since__isnull=False).get() == second
    assert queries.in_use()["check_worthy"].bias != shipped.bias
    operations.use_packaged(by=expert, now=START)
    assert queries.in_use()["check_worthy"].bias == shipped.bias
    with pytest.raises(Refused):
        operations.use_packaged(by=expert, now=START)


def test_too_few_decisions_are_refused_in_words(expert):
    make_content("واحد", state=Content.State.DISMISSED, decided_at=START)
    with pytest.raises(Refused, match="Too few decisions"):
        operations.train_model(by=expert, now=START)
    with pytest.raises(CommandError):
        call_command("train_triage")


def test_decisions_can_be_exported_for_training_elsewhere(decided, tmp_path):
    call_command("train_triage", export=tmp_path / "decisions.ndjson")
    rows = [
        json.loads(line) for line in (tmp_path / "decisions.ndjson").read_text(encoding="utf-8").splitlines()
    ]
    assert len(rows) == 30
    assert {row["check_worthy"] for row in rows} == {0, 1}


def test_training_comparing_and_switching_in_the_desk(client, decided, expert):
    client.force_login(expert)
    assert client.post(reverse("signals:train")).status_code == 302
    page = client.get(reverse("signals:models")).content.decode()
    model = TrainedModel.objects.get()
    assert reverse("signals:use", args=[model.pk]) in page
    client.post(reverse("signals:use", args=[model.pk]))
    assert (
        reverse("signals:use", args=[model.pk]) not in client.get(reverse("signals:models")).content.decode()
    )
    client.post(reverse("signals:use_packaged"))
    assert not TrainedModel.objects.filter(used_since__isnull=False).exists()


def test_an_officer_may_not_switch(client, officer):
    client.force_login(officer)
    assert client.get(reverse("signals:models")).status_code == 403
    assert client.post(reverse("signals:train")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_for_one_model_as_for_three(
    client, decided, expert, django_assert_max_num_queries, rows
):
    model = operations.train_model(by=expert, now=START)
    for _ in range(rows - 1):
        model.pk = None
        model.save()
    client.force_login(expert)
    with django_assert_max_num_queries(7):
        client.get(reverse("signals:models"))
