"""The bench: what is shown of a content, what is still to do, and what people see in pictures."""

import io
import math
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.expertise.conftest import NOON

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Evidence, ImageryModel, MediaPrint, MediaTag
from tabayyun.desk.signals.models import Content, Signal
from tabayyun.engine.media import features
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def kept(content: Content, by: User, name: str, look: float = 0.0) -> Evidence:
    """A piece with features as if it had been looked at: the larger ``look``, the redder."""
    piece = operations.receive(
        content=content, data=io.BytesIO(name.encode()), name=name, origin="upload", by=by, now=NOON
    )
    row = np.random.default_rng(len(name) + int(1000 * look)).random(features.COUNT, np.float32)
    row[:9] += look
    MediaPrint.objects.create(
        number=piece.pk,
        sha256=piece.sha256,
        content=content,
        evidence=piece,
        seen_at=NOON,
        features=row.tobytes(),
    )
    return piece


def test_the_page_asks_the_database_as_often_for_three_pieces_as_for_one(
    client: Client, content: Content, expert: User
) -> None:
    client.force_login(expert)
    counts = []
    for name in ("a.jpg", "b.jpg", "c.mp4"):
        piece = kept(content, expert, name)
        operations.tag(evidence=piece, seen=["crowd"], by=expert, now=NOON)
        operations.record(
            content=content,
            evidence=piece,
            method=name,
            finding={"en": name},
            confidence="low",
            by=expert,
            now=NOON,
        )
        with CaptureQueriesContext(connection) as caught:
            page = client.get(reverse("expertise:bench", args=[content.pk]))
        assert page.status_code == 200
        counts.append(len(caught))
    assert counts[1] == counts[2]


@pytest.mark.parametrize("role", Role.values)
def test_everybody_reads_it_and_only_the_head_sees_totals(
    client: Client, content: Content, role: str
) -> None:
    client.force_login(User.objects.create(username=role, role=role))
    client.cookies["tabayyun_language"] = "en"
    page = client.get(reverse("expertise:bench", args=[content.pk])).content.decode()
    assert "You lifted 0 veils." in page
    assert ("The whole desk" in page) == (role == Role.SPOKESPERSON)


def test_the_checklist_follows_the_kind_and_is_closed_by_findings(content: Content, expert: User) -> None:
    def open_lines() -> set[str]:
        return {line.code for line in queries.checklist(content) if not line.done}

    assert open_lines() == {"first", "concerned", "said"}
    kept(content, expert, "a.jpg")
    assert open_lines() == {"first", "concerned", "said", "file", "read", "where", "traces"}
    for method in ("appearances", "manual.place", "manual.records"):
        operations.record(
            content=content, method=method, finding={"en": "Seen."}, confidence="high", by=expert, now=NOON
        )
    assert open_lines() == {"file", "traces"}
    kept(content, expert, "b.mp4")
    assert {"frames", "heard"} < open_lines()


def test_what_people_see_sets_the_queue_and_can_be_said_again(content: Content, expert: User) -> None:
    piece = kept(content, expert, "a.jpg")
    Content.objects.update(spread=0.5, novelty=0.5, severity=0.05, priority=0.0125, rank=10.0)
    operations.tag(evidence=piece, seen=["blood", "crowd"], by=expert, now=NOON)
    assert Signal.objects.get(content=content).kind == Signal.Kind.IMAGERY
    content.refresh_from_db()
    assert (content.severity, content.priority) == (1.0, 0.25)
    assert content.rank == pytest.approx(10 + math.log2(20))
    operations.tag(evidence=piece, seen=["none"], by=expert, now=NOON + timedelta(minutes=1))
    assert not Signal.objects.exists()
    content.refresh_from_db()
    assert (content.severity, content.rank) == (0.05, pytest.approx(10.0))
    assert queries.tags_of(piece).seen == ["none"]
    for wrong in ([], ["none", "fire"], ["gore"]):
        with pytest.raises(Refused):
            operations.tag(evidence=piece, seen=wrong, by=expert, now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        MediaTag.objects.update(seen=[])


def test_the_sense_of_a_word_is_the_institutions(content: Content, expert: User, settings) -> None:
    settings.VIOLENT_TAGS = ["crowd"]
    operations.tag(evidence=kept(content, expert, "a.jpg"), seen=["crowd"], by=expert, now=NOON)
    assert Signal.objects.filter(kind=Signal.Kind.IMAGERY).exists()


def test_a_model_is_made_of_tags_measured_and_used(content: Content, expert: User) -> None:
    with pytest.raises(Refused, match="25 violent ones"):
        operations.train_imagery(by=expert, now=NOON)
    for number in range(60):
        violent = number % 2 == 0
        piece = kept(content, expert, f"{number}.jpg", 0.9 if violent else 0.0)
        MediaTag.objects.create(evidence=piece, seen=["blood"] if violent else ["none"], by=expert, at=NOON)
    model = operations.train_imagery(by=expert, now=NOON)
    assert model.examples == 60
    assert 0 <= model.error < 0.25
    assert f"| wrong answers at 0.5 | {model.error:.3f} |" in model.card
    assert queries.model_in_use() is None
    assert operations.use_imagery(model=model, by=expert, now=NOON) == 60
    last = MediaPrint.objects.order_by("-pk")[:2]
    assert [round(one.violence) for one in last] == [0, 1]
    assert ImageryModel.objects.filter(used_since__isnull=False).count() == 1


def test_a_press_of_the_model_says_what_it_errs(client: Client, content: Content, expert: User) -> None:
    piece = kept(content, expert, "a.jpg")
    MediaPrint.objects.update(violence=0.9)
    ImageryModel.objects.create(data=b"", card="", error=0.12, examples=60, made_at=NOON, used_since=NOON)
    client.force_login(expert)
    client.cookies["tabayyun_language"] = "en"
    page = client.get(reverse("expertise:bench", args=[content.pk])).content.decode()
    assert "perhaps violent, says the model" in page
    assert "12" in page.partition("it was wrong in")[2][:20]
    client.post(reverse("expertise:tag", args=[piece.pk]), {"seen": ["none"]})
    page = client.get(reverse("expertise:bench", args=[content.pk])).content.decode()
    assert "perhaps violent" not in page


def test_the_command_trains_and_says_why_not(content: Content, expert: User, capsys) -> None:
    with pytest.raises(CommandError, match="--user"):
        call_command("train_imagery")
    with pytest.raises(CommandError, match="Too few"):
        call_command("train_imagery", user="expert")
    for number in range(50):
        piece = kept(content, expert, f"{number}.jpg", 0.9 * (number % 2))
        MediaTag.objects.create(evidence=piece, seen=["fire" if number % 2 else "none"], by=expert, at=NOON)
    call_command("train_imagery", user="expert", use=True)
    assert "wrong answers at 0.5" in capsys.readouterr().out
    assert queries.model_in_use().examples == 50
