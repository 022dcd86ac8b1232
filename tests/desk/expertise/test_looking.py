"""A close look, and a comparison with a reference: on previews, kept with their settings."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.desk.expertise.conftest import NOON
from tools.train_vocabulary import drawn

from tabayyun.desk.expertise import operations
from tabayyun.desk.expertise.models import Evidence, Examination
from tabayyun.desk.expertise.operations import previews, viewing
from tabayyun.desk.signals.models import Content
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
SCENE = drawn(np.random.default_rng(31))


@pytest.fixture(autouse=True)
def _own_home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def received(content: Content, by: User, picture: np.ndarray, name: str, *, looked: bool = True) -> Evidence:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG")
    out.seek(0)
    origin = Evidence.Origin.UPLOAD
    piece = operations.receive(content=content, data=out, name=name, origin=origin, by=by, now=NOON)
    if looked:
        look = previews.look_at(evidence=piece, now=NOON)
        assert look is not None
        previews.keep_preview(evidence=piece, look=look)
    return piece


@pytest.fixture
def piece(content: Content, expert: User) -> Evidence:
    return received(content, expert, SCENE[60:420, 40:460], "now.png")


@pytest.fixture
def desk(client: Client, expert: User) -> Client:
    client.force_login(expert)
    client.cookies["tabayyun_language"] = "en"
    return client


def test_the_same_place_agrees_with_its_reference(
    desk: Client, content: Content, expert: User, piece: Evidence
) -> None:
    reference = received(content, expert, SCENE, "reference.png")
    answer = desk.post(reverse("expertise:beside", args=[piece.pk]), {"reference": reference.pk})
    kept = Examination.objects.get(method="place.comparison")
    assert answer.url == reverse("expertise:comparison", args=[kept.pk])
    assert (kept.by, kept.evidence, kept.confidence) == (expert, piece, "medium")
    assert kept.parameters["places"] >= 10
    assert kept.parameters["reference"] == reference.sha256
    assert "reference.png" in kept.finding["ar"]
    assert {one.name for one in kept.illustrations.all()} == {"asked", "known", "difference"}
    veiled = desk.get(answer.url).content.decode()
    assert "data-compare" not in veiled
    desk.post(reverse("expertise:reveal", args=[content.pk]), {"evidence": piece.pk, "do": "reveal"})
    assert "data-compare" in desk.get(answer.url).content.decode()


def test_another_place_shares_too_little(content: Content, expert: User, piece: Evidence) -> None:
    other = received(content, expert, drawn(np.random.default_rng(77)), "other.png")
    kept = viewing.compare(evidence=piece, reference=other, by=expert, now=NOON)
    assert kept.confidence == "low"
    assert "too few places" in kept.finding["en"]


def test_without_a_preview_there_is_nothing_to_compare(
    content: Content, expert: User, piece: Evidence
) -> None:
    bare = received(content, expert, SCENE, "bare.png", looked=False)
    with pytest.raises(Refused, match=r"bare\.png"):
        viewing.compare(evidence=piece, reference=bare, by=expert, now=NOON)


def test_a_reference_belongs_to_the_same_content(desk: Client, piece: Evidence) -> None:
    for wrong in (piece.pk, 9_999, "x"):
        answer = desk.post(reverse("expertise:beside", args=[piece.pk]), {"reference": wrong}, follow=True)
        assert "Choose a reference" in answer.content.decode()
    assert not Examination.objects.exists()


def test_what_was_seen_is_kept_with_the_settings_of_the_view(desk: Client, piece: Evidence) -> None:
    given = {"finding_fr": "Plaque lisible : 12345", "confidence": "high", "zoom": "4", "contrast": "1.5"}
    assert desk.post(reverse("expertise:look", args=[piece.pk]), given).status_code == 302
    kept = Examination.objects.get(method="manual.viewing")
    assert kept.parameters["view"] == {"zoom": 4.0, "contrast": 1.5}
    assert "not changed" in kept.parameters["limits"]["en"]
    piece.refresh_from_db()
    assert piece.sha256 == kept.evidence.sha256


@pytest.mark.parametrize(
    ("given", "said"),
    [({"confidence": "high"}, "at least one language"), ({"confidence": "sure"}, "not one of the available")],
)
def test_an_empty_finding_comes_back(desk: Client, piece: Evidence, given: dict[str, str], said: str) -> None:
    answer = desk.post(reverse("expertise:look", args=[piece.pk]), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_picture_is_veiled_until_its_veil_is_lifted(
    desk: Client, content: Content, piece: Evidence
) -> None:
    page = reverse("expertise:look", args=[piece.pk])
    assert "data-lens" not in desk.get(page).content.decode()
    desk.post(reverse("expertise:reveal", args=[content.pk]), {"evidence": piece.pk, "do": "reveal"})
    shown = desk.get(page).content.decode()
    assert "data-lens" in shown
    assert "the evidence itself is not touched" in shown


def test_only_those_who_examine_look_closely(client: Client, piece: Evidence) -> None:
    client.force_login(User.objects.create(username="press", role=Role.PRESS))
    assert client.get(reverse("expertise:look", args=[piece.pk])).status_code == 403
